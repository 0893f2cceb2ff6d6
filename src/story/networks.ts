/** Which addresses are ours, as ranges of mapped IPv6 that SQL can compare. */
import type { Text } from '../i18n/text.ts'
import { INSIDE, NOWHERE } from '../lists/private-address.ts'
import type { Engine } from '../store/engine.ts'
import { inRanges, sortedInRanges } from '../store/ranges.ts'

export interface Network {
  cidr: string
  reason: Text
}

export function internalNetworks(configured: string[]): Network[] {
  return [
    ...INSIDE.map(([cidr, rfc]) => ({
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

export const publicCondition = (column: string, networks: Network[]) => `NOT (${inRanges(column, notPublic(networks))})`

const notPublic = (networks: Network[]) => [...networks.map((network) => network.cidr), ...NOWHERE]

const MANY_PLACES = 20 // a visitor from outside comes to a few servers of ours
const SOME_PLACES = 5 // of one client; a scanner of the Internet comes to the few networks that are ours
const CLIENTS = 3 // one address with many places may be a translated one, behind which the clients stand
const PREFIX = 'IPv6CIDRToRange(source_ip, 64).1'

/** Networks of the Internet's addresses that are ours: universities and older organisations number their PCs so, and IPv6 lines all. */
export async function inferNetworks(engine: Engine): Promise<Network[]> {
  return [...(await inferIPv6(engine)), ...(await inferIPv4(engine))]
}

/**
 * Lines with IPv6 (IPoE) give every client an address of the Internet. A /64 from which many different networks are contacted is one of
 * clients; visitors from outside come to the same few servers.
 */
async function inferIPv6(engine: Engine): Promise<Network[]> {
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

const IPV4 = "BETWEEN toIPv6('::ffff:0.0.0.0') AND toIPv6('::ffff:255.255.255.255')"

/**
 * A /24 of the Internet in which several addresses each contact many places is one of our clients: by connections, by requests through a
 * proxy, or by names that they ask for. Who comes from outside contacts our few networks, our own sites and our own names only.
 */
async function inferIPv4(engine: Engine): Promise<Network[]> {
  const outside = `NOT (${sortedInRanges('source_ip', notPublic(internalNetworks([])))})`
  const rows = await engine.query<{ prefix: string; clients: string; n: string }>(
    `WITH
       contacted AS
       (
         SELECT source_ip, 'flow' AS by, toString(IPv6CIDRToRange(destination_ip, 112).1) AS place
         FROM flow_event
         WHERE source_ip ${IPV4} AND ${outside} AND destination_ip ${IPV4} AND destination_port IN (80, 443)
           AND event_action != 'denied' AND ${publicCondition('destination_ip', internalNetworks([]))}
         UNION ALL
         SELECT source_ip, 'web' AS by, cutToFirstSignificantSubdomain(url_domain) AS place
         FROM web_event
         WHERE source_ip ${IPV4} AND ${outside} AND observer_type = 'proxy' AND event_outcome != 'denied'
         UNION ALL
         SELECT source_ip, 'dns' AS by, cutToFirstSignificantSubdomain(dns_question_name) AS place
         FROM dns_event
         WHERE source_ip ${IPV4} AND ${outside} AND dns_response_code NOT IN ('REFUSED', 'NXDOMAIN')
       ),
       clients AS
       (
         SELECT source_ip, by, uniq(place) AS places, groupUniqArray(${MANY_PLACES})(place) AS some
         FROM contacted
         WHERE place != ''
         GROUP BY source_ip, by
         HAVING places >= ${SOME_PLACES}
       )
     SELECT replaceOne(toString(IPv6CIDRToRange(source_ip, 120).1), '::ffff:', '') AS prefix, count() AS clients,
       length(groupUniqArrayArray(some)) AS n
     FROM clients
     GROUP BY prefix, by
     HAVING clients >= ${CLIENTS} AND n >= ${MANY_PLACES}
     ORDER BY clients DESC
     LIMIT 1 BY prefix
     LIMIT 200`,
  )
  return rows.map(({ prefix, clients, n }) => ({
    cidr: `${prefix}/24`,
    reason: {
      ja: `この範囲の${clients}個のアドレスが、それぞれ多くの通信先（合わせて${n}以上）を使っている（グローバルアドレスを持つ端末と推定）`,
      en: `${clients} addresses of this range use many places each (${n} or more together): inferred to be clients with addresses of the Internet`,
    },
  }))
}
