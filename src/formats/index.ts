/** All formats, in order of priority: where two patterns match a line, the first wins. */
import { BIND_FORMATS } from './bind.ts'
import { CEF_FORMATS } from './cef.ts'
import { CISCO_FORMATS } from './cisco-asa.ts'
import { squidClf, webServer } from './clf.ts'
import { dnsmasq } from './dnsmasq.ts'
import { dnsmasqDhcp } from './dnsmasq-dhcp.ts'
import type { Format } from './format.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'
import { I_FILTER_FORMATS } from './i-filter.ts'
import { intersafe } from './intersafe.ts'
import { iscDhcpd } from './isc-dhcpd.ts'
import { KEA_FORMATS } from './kea.ts'
import { netfilter } from './netfilter.ts'
import { PALOALTO_FORMATS } from './paloalto.ts'
import { SONICWALL_FORMATS } from './sonicwall.ts'
import { squidRecommended } from './squid-logformat.ts'
import { SQUID_NATIVE_FORMATS } from './squid-native.ts'
import { TABLE_FORMATS } from './table-export.ts'
import { UNBOUND_FORMATS } from './unbound.ts'
import { W3C_FORMATS } from './w3c.ts'
import { windowsDhcp, windowsDhcp6 } from './windows-dhcp.ts'
import { windowsDns } from './windows-dns.ts'
import { YAMAHA_FORMATS } from './yamaha.ts'
import { ZEEK_FORMATS } from './zeek.ts'

export const FORMATS: Format[] = [
  squidRecommended,
  ...SQUID_NATIVE_FORMATS,
  ...FORTIGATE_FORMATS,
  ...CISCO_FORMATS,
  ...PALOALTO_FORMATS,
  ...SONICWALL_FORMATS,
  ...I_FILTER_FORMATS,
  intersafe,
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
  ...KEA_FORMATS,
  windowsDhcp,
  windowsDhcp6,
  webServer,
  ...ZEEK_FORMATS,
  ...W3C_FORMATS,
  ...TABLE_FORMATS,
]
