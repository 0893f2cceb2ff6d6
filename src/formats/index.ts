/** All formats, in order of priority: where two patterns match a line, the first wins. */
import { dnsmasq } from './dnsmasq.ts'
import type { Format } from './format.ts'
import { fortigateTraffic } from './fortigate-traffic.ts'
import { iscDhcpd } from './isc-dhcpd.ts'
import { squidNative } from './squid-native.ts'
import { ZEEK_FORMATS } from './zeek.ts'

export const FORMATS: Format[] = [squidNative, fortigateTraffic, dnsmasq, iscDhcpd, ...ZEEK_FORMATS]
