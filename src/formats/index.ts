/** All formats, in order of priority: where two patterns match a line, the first wins. */
import { BIND_FORMATS } from './bind.ts'
import { CISCO_FORMATS } from './cisco-asa.ts'
import { squidClf, webServer } from './clf.ts'
import { dnsmasq } from './dnsmasq.ts'
import { dnsmasqDhcp } from './dnsmasq-dhcp.ts'
import type { Format } from './format.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'
import { iscDhcpd } from './isc-dhcpd.ts'
import { netfilter } from './netfilter.ts'
import { squidNative } from './squid-native.ts'
import { UNBOUND_FORMATS } from './unbound.ts'
import { windowsDhcp } from './windows-dhcp.ts'
import { windowsDns } from './windows-dns.ts'
import { ZEEK_FORMATS } from './zeek.ts'

export const FORMATS: Format[] = [
  squidNative,
  ...FORTIGATE_FORMATS,
  ...CISCO_FORMATS,
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
]
