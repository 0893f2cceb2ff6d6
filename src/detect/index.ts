/** All detectors. */
import { ATTACHED_DETECTORS } from './attached-detectors.ts'
import { authenticationFailure } from './authentication-failure.ts'
import { autostartEntry } from './autostart-entry.ts'
import { beacon } from './beacon.ts'
import { credentialTheft } from './credential-theft.ts'
import type { Detector } from './detector.ts'
import { dgaDomain } from './dga-domain.ts'
import { directIp } from './direct-ip.ts'
import { directSmtp } from './direct-smtp.ts'
import { dnsBeacon } from './dns-beacon.ts'
import { dnsTunnel } from './dns-tunnel.ts'
import { downloadLink } from './download-link.ts'
import { dynamicDns } from './dynamic-dns.ts'
import { edgeDevice } from './edge-device.ts'
import { firstContact } from './first-contact.ts'
import { impersonatedSender } from './impersonated-sender.ts'
import { internalScan } from './internal-scan.ts'
import { leakedMailbox } from './leaked-mailbox.ts'
import { loginFromNewNetwork } from './login-from-new-network.ts'
import { longConnection } from './long-connection.ts'
import { lookalikeDomain } from './lookalike-domain.ts'
import { mailboxRule } from './mailbox-rule.ts'
import { malwareAlert } from './malware-alert.ts'
import { massSending } from './mass-sending.ts'
import { oauthConsent } from './oauth-consent.ts'
import { paasDestination } from './paas-destination.ts'
import { parkedDomain } from './parked-domain.ts'
import { passwordAttack } from './password-attack.ts'
import { phishingLure } from './phishing-lure.ts'
import { proxyBypass } from './proxy-bypass.ts'
import { rareDestination } from './rare-destination.ts'
import { relayAbuse } from './relay-abuse.ts'
import { remoteExecution } from './remote-execution.ts'
import { reworkedMail } from './reworked-mail.ts'
import { suspiciousExecution } from './suspicious-execution.ts'
import { thirdPartyFetch } from './third-party-fetch.ts'
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
  suspiciousExecution,
  autostartEntry,
  credentialTheft,
  malwareAlert,
  remoteExecution,
  impersonatedSender,
  lookalikeDomain,
  authenticationFailure,
  firstContact,
  downloadLink,
  phishingLure,
  reworkedMail,
  ...ATTACHED_DETECTORS,
  passwordAttack,
  loginFromNewNetwork,
  thirdPartyFetch,
  mailboxRule,
  oauthConsent,
  directSmtp,
  relayAbuse,
  massSending,
  leakedMailbox, // last: it asks whom the others accuse
]
