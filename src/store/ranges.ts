/** Networks as ranges of mapped IPv6 that SQL can compare. */
import ipaddr from 'ipaddr.js'

/**
 * CIDRs become bounds in TypeScript: the engine's own range check of a mapped address says no without an error. Each address of a block of
 * rows is compared with them once, not that of each row: in logs they repeat.
 */
export const inRanges = (column: string, cidrs: string[]): string => among(`toLowCardinality(${column})`, cidrs)

/** The same of the column by which a table is sorted, where few of its rows are wanted: the others are then not even read. */
export const sortedInRanges = (column: string, cidrs: string[]): string => among(column, cidrs)

function among(address: string, cidrs: string[]): string {
  const ranges = cidrs.map((cidr) => {
    const [first, last] = bounds(cidr)
    return `(${address} BETWEEN toIPv6('${first}') AND toIPv6('${last}'))`
  })
  return ranges.length === 0 ? '0' : `(${ranges.join(' OR ')})`
}

/** SQL: is the address one of the parameter's, which are texts? */
export const isAmong = (column: string, parameter: string) =>
  `${column} IN (SELECT toIPv6(arrayJoin({${parameter}:Array(String)})))`

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
