/** All detectors. */
import { beacon } from './beacon.ts'
import type { Detector } from './detector.ts'
import { dynamicDns } from './dynamic-dns.ts'
import { proxyBypass } from './proxy-bypass.ts'
import { unresolvedDestination } from './unresolved-destination.ts'

export const DETECTORS: Detector[] = [proxyBypass, unresolvedDestination, dynamicDns, beacon]
