/** Which addresses are ours, as ranges of mapped IPv6 that SQL can compare. */
import type { Text } from '../i18n/text.ts'
import { inRanges } from '../store/ranges.ts'

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
