/**
 * The name of an address that no answer in the logs names: what the host looked up at the moment of each connection. A name server's log
 * often holds the questions only.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { session } from '../row.ts'

const AT_ONCE = 5 // s from a look-up to the connection that was made for it
const KEPT = 900 // s that an answer is commonly kept: what follows one that was looked up
const TWICE = 2 // connections that follow at once: one may by chance
const EACH = 0.8 // of the connections follow a look-up of the name, at once or while its answer is kept
const SELDOM = 3 // look-ups of it for each connection: a name that is asked for all day stands beside anything

/** For WITH, after `part`: host, family, of_session and began (s) of the connections. Gives `led`: host, family (an address) and name. */
export const LED = `parts AS (SELECT host, family, uniqExact(of_session) AS n FROM part WHERE toIPv6OrNull(family) IS NOT NULL GROUP BY host, family),
  asked AS
  (
    SELECT host, name, toUnixTimestamp(time) AS at, arrayJoin([intDiv(at, ${AT_ONCE}), intDiv(at, ${AT_ONCE}) + 1]) AS slot, uniqExact(at) OVER (PARTITION BY host, name) AS times
    FROM question
    WHERE host IN (SELECT host FROM parts) AND name NOT IN (SELECT name FROM known_answer WHERE notEmpty(ips))
      -- another log tells at which addresses the host found it: malware asks for its own address just before
      AND (host, name) NOT IN (SELECT host, name FROM contact WHERE name != '' AND ip != toIPv6('::') AND host IN (SELECT host FROM parts))
  ),
  direct AS
  (
    SELECT part.host AS host, part.family AS family, asked.name AS name, part.of_session AS of_session, part.began AS began, asked.times AS times
    FROM (SELECT *, intDiv(began + 1, ${AT_ONCE}) AS slot FROM part) AS part
    INNER JOIN asked ON asked.host = part.host AND asked.slot = part.slot
    WHERE part.began + 1 BETWEEN asked.at AND asked.at + ${AT_ONCE}
  ),
  candidate AS
  (
    SELECT host, family, name, any(parts.n) AS n
    FROM direct
    INNER JOIN parts USING (host, family)
    GROUP BY host, family, name
    HAVING uniqExact(of_session) >= least(${TWICE}, n) AND any(times) <= ${SELDOM} * n
  ),
  -- a host keeps an answer for a while: the next connections need no look-up
  led AS
  (
    SELECT one.host AS host, one.family AS family, one.name AS name
    FROM (SELECT candidate.host AS host, candidate.family AS family, name, n, of_session, began FROM candidate INNER JOIN part USING (host, family)) AS one
    ASOF INNER JOIN direct ON direct.host = one.host AND direct.family = one.family AND direct.name = one.name AND direct.began <= one.began
    WHERE one.began - direct.began <= ${KEPT}
    GROUP BY host, family, name
    HAVING uniqExact(one.of_session) >= ${EACH} * any(one.n)
  )`
/** SQL: when the session of a contact's line began, in s */
export const BEGAN = 'toUnixTimestamp(contact.time - toIntervalMillisecond(greatest(0, duration_ms)))'

interface Pair {
  host: string
  destination: string
}

/** Of hosts and bare addresses those that answers give to names of known products only, or whose every contact follows the look-up of one, with that name. */
export async function productsAsked(
  { query }: DetectorContext,
  pairs: Pair[],
): Promise<(pair: Pair) => string | undefined> {
  if (pairs.length === 0) return () => undefined
  const rows = await query<Pair & { name: string }>(SQL, {
    hosts: pairs.map(({ host }) => host),
    addresses: pairs.map(({ destination }) => destination),
  })
  const found = new Map(rows.map(({ host, destination, name }) => [`${host} ${destination}`, name]))
  return ({ host, destination }) => found.get(`${host} ${destination}`)
}

const SQL = `
WITH
  wanted AS (SELECT tupleElement(one, 1) AS host, toIPv6(tupleElement(one, 2)) AS ip FROM (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {addresses:Array(String)})) AS one)),
  part AS
  (
    SELECT host, address(contact.ip) AS family, ${session('contact')} AS of_session, min(${BEGAN}) AS began
    FROM contact
    WHERE via = 'flow' AND (host, contact.ip) IN (SELECT host, ip FROM wanted)
    GROUP BY host, contact.ip, of_session
  ),
  ${LED},
  product AS (SELECT name FROM known_name WHERE lists['vendor'] != '' OR lists['meeting'] != ''),
  answered AS (SELECT ip, names FROM known_address WHERE notEmpty(names) AND arrayAll(one -> one IN (SELECT name FROM product), names))
SELECT host, destination, min(name) AS name
FROM
(
  SELECT host, family AS destination, name FROM led WHERE name IN (SELECT name FROM product)
  UNION ALL
  SELECT host, address(ip) AS destination, names[1] AS name FROM wanted INNER JOIN answered USING (ip)
)
GROUP BY host, destination`

export const askedProduct = (name: string): Reason => ({
  effect: 'weakens',
  text: {
    ja: `${name} のアドレスです（DNSの応答、または毎回その名前を引いた直後の通信であることから）。定期的に通信することが知られた製品のものと見られます。`,
    en: `By the answers, or by what is looked up at each call, it is an address of ${name}: a product that is known to call home.`,
  },
})
