/** Which addresses are ours, as ranges of mapped IPv6 that SQL can compare. */
import ipaddr from 'ipaddr.js'
import type { Text } from '../i18n/text.ts'

export interface Network {
  cidr: string
  reason: Text
}

const PRIVATE: [string, string][] = [
  ['10.0.0.0/8', 'RFC 1918'],
  ['172.16.0.0/12', 'RFC 1918'],
  ['192.168.0.0/16', 'RFC 1918'],
  ['100.64.0.0/10', 'RFC 6598'],
  ['169.254.0.0/16', 'RFC 3927'],
  ['127.0.0.0/8', 'RFC 1122'],
  ['fc00::/7', 'RFC 4193'],
  ['fe80::/10', 'RFC 4291'],
  ['::1/128', 'RFC 4291'],
]

/** Neither ours nor a place on the Internet. */
const NOWHERE = ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', 'ff00::/8', '::/128']

export function internalNetworks(configured: string[]): Network[] {
  return [
    ...PRIVATE.map(([cidr, rfc]) => ({
      cidr,
      reason: { ja: `予約された内部用アドレス（${rfc}）`, en: `reserved for internal use (${rfc})` },
    })),
    ...configured.map((cidr) => ({ cidr, reason: { ja: 'kyumei.yamlの指定', en: 'set in kyumei.yaml' } })),
  ]
}

export const internalCondition = (column: string, networks: Network[]) =>
  inRanges(
    column,
    networks.map((network) => network.cidr),
  )

export const publicCondition = (column: string, networks: Network[]) =>
  `NOT (${inRanges(column, [...networks.map((network) => network.cidr), ...NOWHERE])})`

/** CIDRs become bounds in TypeScript: the engine's own range check of a mapped address says no without an error. */
export function inRanges(column: string, cidrs: string[]): string {
  const ranges = cidrs.map((cidr) => {
    const [first, last] = bounds(cidr)
    return `(${column} BETWEEN toIPv6('${first}') AND toIPv6('${last}'))`
  })
  return ranges.length === 0 ? '0' : ranges.join(' OR ')
}

export function bounds(cidr: string): [string, string] {
  const [base, prefix] = ipaddr.parseCIDR(cidr)
  const mapped = base.kind() === 'ipv4' ? (base as ipaddr.IPv4).toIPv4MappedAddress() : (base as ipaddr.IPv6)
  const bits = base.kind() === 'ipv4' ? prefix + 96 : prefix
  const bytes = mapped.toByteArray()
  const edge = (fill: 0 | 255) =>
    bytes.map((byte, i) => {
      const kept = Math.max(0, Math.min(8, bits - i * 8))
      const mask = (0xff << (8 - kept)) & 0xff
      return (byte & mask) | (fill & ~mask & 0xff)
    })
  return [new ipaddr.IPv6(edge(0)).toNormalizedString(), new ipaddr.IPv6(edge(255)).toNormalizedString()]
}

/** Is the address inside the network, both as text? */
export function within(address: string, cidr: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  const [base, prefix] = ipaddr.parseCIDR(cidr)
  return parsed.kind() === base.kind() && parsed.match(base, prefix)
}
