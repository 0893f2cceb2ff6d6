/** All detectors. */
import { beacon } from './beacon.ts'
import type { Detector } from './detector.ts'
import { dgaDomain } from './dga-domain.ts'
import { directIp } from './direct-ip.ts'
import { dnsBeacon } from './dns-beacon.ts'
import { dnsTunnel } from './dns-tunnel.ts'
import { dynamicDns } from './dynamic-dns.ts'
import { edgeDevice } from './edge-device.ts'
import { internalScan } from './internal-scan.ts'
import { longConnection } from './long-connection.ts'
import { paasDestination } from './paas-destination.ts'
import { parkedDomain } from './parked-domain.ts'
import { proxyBypass } from './proxy-bypass.ts'
import { rareDestination } from './rare-destination.ts'
import { trustedService } from './trusted-service.ts'
import { tunnelService } from './tunnel-service.ts'
import { unresolvedDestination } from './unresolved-destination.ts'
import { uploadVolume } from './upload-volume.ts'

export const DETECTORS: Detector[] = [
  proxyBypass,
  directIp,
  unresolvedDestination,
  dynamicDns,
  paasDestination,
  beacon,
  dnsBeacon,
  parkedDomain,
  uploadVolume,
  longConnection,
  rareDestination,
  dgaDomain,
  dnsTunnel,
  internalScan,
  edgeDevice,
  tunnelService,
  trustedService,
]
