/** Which addresses are ours, as ranges of mapped IPv6 that SQL can compare. */
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
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

const MANY_PLACES = 20 // a visitor from outside comes to a few servers of ours
const PREFIX = 'IPv6CIDRToRange(source_ip, 64).1'

/**
 * Networks of global IPv6 addresses that are ours: lines with IPv6 (IPoE) give every client an address of the Internet. A /64 from which
 * many different networks are contacted is one of clients; visitors from outside come to the same few servers.
 */
export async function inferNetworks(engine: Engine): Promise<Network[]> {
  const rows = await engine.query<{ prefix: string; n: string }>(
    `SELECT toString(${PREFIX}) AS prefix, uniq(IPv6CIDRToRange(destination_ip, 48).1) AS n
     FROM flow_event
     WHERE source_ip BETWEEN toIPv6('2000::') AND toIPv6('3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
       AND destination_ip BETWEEN toIPv6('2000::') AND toIPv6('3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
     GROUP BY prefix
     HAVING n >= ${MANY_PLACES}
     ORDER BY n DESC
     LIMIT 50`,
  )
  return rows.map(({ prefix, n }) => ({
    cidr: `${prefix}/64`,
    reason: {
      ja: `この範囲から外部の${n}個のネットワークへ通信している（端末のIPv6アドレスと推定）`,
      en: `${n} networks outside are contacted from this range: inferred to be clients' IPv6 addresses`,
    },
  }))
}
