/** All formats, in order of priority: where two patterns match a line, the first wins. */
import { BIND_FORMATS } from './bind.ts'
import { CEF_FORMATS } from './cef.ts'
import { CISCO_FORMATS } from './cisco-asa.ts'
import { squidClf, webServer } from './clf.ts'
import { COURIER_FORMATS } from './courier.ts'
import { dnsmasq } from './dnsmasq.ts'
import { dnsmasqDhcp } from './dnsmasq-dhcp.ts'
import { DOVECOT_FORMATS } from './dovecot.ts'
import { ENTRA_FORMATS } from './entra.ts'
import { EXCHANGE_FORMATS } from './exchange.ts'
import { EXIM_FORMATS } from './exim.ts'
import type { Format } from './format.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'
import { googleWorkspace } from './google-workspace.ts'
import { iscDhcpd } from './isc-dhcpd.ts'
import { M365_FORMATS } from './m365-audit.ts'
import { netfilter } from './netfilter.ts'
import { OPENSSH_FORMATS } from './openssh.ts'
import { OPENVPN_FORMATS } from './openvpn.ts'
import { PALOALTO_FORMATS } from './paloalto.ts'
import { POSTFIX_FORMATS } from './postfix.ts'
import { SENDMAIL_FORMATS } from './sendmail.ts'
import { SONICWALL_FORMATS } from './sonicwall.ts'
import { squidRecommended } from './squid-logformat.ts'
import { squidNative } from './squid-native.ts'
import { SYSMON_FORMATS } from './sysmon.ts'
import { TABLE_ACCOUNT_FORMATS } from './table-accounts.ts'
import { TABLE_FORMATS } from './table-export.ts'
import { UNBOUND_FORMATS } from './unbound.ts'
import { VPN_FORMATS } from './vpn.ts'
import { W3C_FORMATS } from './w3c.ts'
import { WINDOWS_CSV_FORMATS } from './windows-csv.ts'
import { windowsDhcp } from './windows-dhcp.ts'
import { windowsDns } from './windows-dns.ts'
import { WINDOWS_ENDPOINT_FORMATS } from './windows-endpoint.ts'
import { WINDOWS_SECURITY_FORMATS } from './windows-security.ts'
import { YAMAHA_FORMATS } from './yamaha.ts'
import { ZEEK_FORMATS } from './zeek.ts'

export const FORMATS: Format[] = [
  squidNative,
  squidRecommended,
  ...VPN_FORMATS,
  ...OPENVPN_FORMATS,
  ...FORTIGATE_FORMATS,
  ...CISCO_FORMATS,
  ...PALOALTO_FORMATS,
  ...SONICWALL_FORMATS,
  ...YAMAHA_FORMATS,
  ...CEF_FORMATS,
  netfilter,
  squidClf,
  dnsmasq,
  dnsmasqDhcp,
  ...BIND_FORMATS,
  ...UNBOUND_FORMATS,
  windowsDns,
  iscDhcpd,
  windowsDhcp,
  webServer,
  ...ZEEK_FORMATS,
  ...EXCHANGE_FORMATS,
  ...W3C_FORMATS,
  ...OPENSSH_FORMATS,
  ...POSTFIX_FORMATS,
  ...DOVECOT_FORMATS,
  ...COURIER_FORMATS,
  ...SENDMAIL_FORMATS,
  ...EXIM_FORMATS,
  ...M365_FORMATS,
  ...ENTRA_FORMATS,
  googleWorkspace,
  ...SYSMON_FORMATS,
  ...WINDOWS_ENDPOINT_FORMATS,
  ...WINDOWS_SECURITY_FORMATS,
  ...WINDOWS_CSV_FORMATS,
  ...TABLE_ACCOUNT_FORMATS,
  ...TABLE_FORMATS,
]
