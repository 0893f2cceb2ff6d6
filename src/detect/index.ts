/** All detectors. */

import { borrowedAccount } from './accounts/borrowed-account.ts'
import { borrowedComputer } from './accounts/borrowed-computer.ts'
import { deviceCode } from './accounts/device-code.ts'
import { directSmtp } from './accounts/direct-smtp.ts'
import { kerberosRoasting } from './accounts/kerberos-roasting.ts'
import { leftAccount } from './accounts/left-account.ts'
import { loginFromNewNetwork } from './accounts/login-from-new-network.ts'
import { mailboxDownload } from './accounts/mailbox-download.ts'
import { mailboxRule } from './accounts/mailbox-rule.ts'
import { massDownload } from './accounts/mass-download.ts'
import { massSending } from './accounts/mass-sending.ts'
import { newAdministrator } from './accounts/new-administrator.ts'
import { oauthConsent } from './accounts/oauth-consent.ts'
import { passwordAttack } from './accounts/password-attack.ts'
import { relayAbuse } from './accounts/relay-abuse.ts'
import { stolenSession } from './accounts/stolen-session.ts'
import { strayedService } from './accounts/strayed-service.ts'
import { thirdPartyFetch } from './accounts/third-party-fetch.ts'
import { autostartEntry } from './computers/autostart-entry.ts'
import { credentialTheft } from './computers/credential-theft.ts'
import { malwareAlert } from './computers/malware-alert.ts'
import { remoteExecution } from './computers/remote-execution.ts'
import { suspiciousExecution } from './computers/suspicious-execution.ts'
import type { Detector } from './detector.ts'
import { ATTACHED_DETECTORS } from './mail/attached-detectors.ts'
import { authenticationFailure } from './mail/authentication-failure.ts'
import { downloadLink } from './mail/download-link.ts'
import { firstContact } from './mail/first-contact.ts'
import { impersonatedSender } from './mail/impersonated-sender.ts'
import { leakedMailbox } from './mail/leaked-mailbox.ts'
import { lookalikeDomain } from './mail/lookalike-domain.ts'
import { phishingLure } from './mail/phishing-lure.ts'
import { reworkedMail } from './mail/reworked-mail.ts'
import { sameSender } from './mail/same-sender.ts'
import { sentFromElsewhere } from './mail/sent-from-elsewhere.ts'
import { beacon } from './network/beacon.ts'
import { dgaDomain } from './network/dga-domain.ts'
import { directDns } from './network/direct-dns.ts'
import { directIp } from './network/direct-ip.ts'
import { dnsBeacon } from './network/dns-beacon.ts'
import { dnsTunnel } from './network/dns-tunnel.ts'
import { dynamicDns } from './network/dynamic-dns.ts'
import { edgeDevice } from './network/edge-device.ts'
import { internalScan } from './network/internal-scan.ts'
import { longConnection } from './network/long-connection.ts'
import { paasDestination } from './network/paas-destination.ts'
import { parkedDomain } from './network/parked-domain.ts'
import { proxyBypass } from './network/proxy-bypass.ts'
import { rareDestination } from './network/rare-destination.ts'
import { trustedService } from './network/trusted-service.ts'
import { tunnelService } from './network/tunnel-service.ts'
import { unresolvedDestination } from './network/unresolved-destination.ts'
import { uploadVolume } from './network/upload-volume.ts'

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
  directDns,
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
  sentFromElsewhere,
  downloadLink,
  phishingLure,
  reworkedMail,
  ...ATTACHED_DETECTORS,
  sameSender, // it asks which mails the others accuse
  passwordAttack,
  borrowedComputer,
  borrowedAccount,
  strayedService,
  kerberosRoasting,
  loginFromNewNetwork,
  thirdPartyFetch,
  mailboxRule,
  oauthConsent,
  deviceCode,
  stolenSession,
  leftAccount,
  newAdministrator,
  massDownload,
  mailboxDownload,
  directSmtp,
  relayAbuse,
  massSending,
  leakedMailbox, // last: it asks whom the others accuse
]
