/**
 * A browser that encrypts its look-ups (DoH) asks the organisation's DNS for one name, its resolver's, and connects at once: those look-ups
 * name the addresses that a firewall shows bare. What somebody else calls beside it does not follow them.
 */
import type { DetectorContext } from '../detector.ts'

/** s: a connection made for a name follows its look-up */
const FOLLOWED = 3
const LEAD = 0.7 // of the look-ups lead to the range
const NAMED = 0.25 // of the connections follow one; the others use what is remembered

/** The ranges (/24, IPv6 /120) at which each host meets a resolver with encrypted DNS. */
export async function resolverRanges(context: DetectorContext): Promise<(host: string, range: string) => boolean> {
  const rows = await context.query<{ host: string; range: string }>(`
WITH
  asked AS
  (
    SELECT DISTINCT host, toUnixTimestamp(time) AS at
    FROM dns
    WHERE internal = 1 AND event_type != 'answer' AND dns_question_name IN (SELECT name FROM known_name WHERE lists['doh'] != '')
  ),
  look_ups AS (SELECT host, count() AS n FROM asked GROUP BY host),
  met AS
  (
    SELECT host, toString(IPv6CIDRToRange(ip, 120).1) AS range, toUnixTimestamp(time) AS at
    FROM contact
    WHERE via = 'flow' AND port = 443 AND host IN (SELECT host FROM asked)
  ),
  led AS
  (
    SELECT met.host AS host, range, uniqExact(asked.at) AS looked_up, uniqExact(met.at) AS connected
    FROM (SELECT host, at, arrayJoin(range(${FOLLOWED + 1})) + at AS second FROM asked) AS asked
    INNER JOIN met ON met.host = asked.host AND met.at = asked.second
    GROUP BY host, range
  ),
  whole AS (SELECT host, range, uniqExact(at) AS n FROM met GROUP BY host, range)
SELECT host, range
FROM led
INNER JOIN look_ups USING (host)
INNER JOIN whole USING (host, range)
WHERE looked_up >= look_ups.n * ${LEAD} AND connected >= whole.n * ${NAMED}`)
  const found = new Set(rows.map(({ host, range }) => `${host} ${range}`))
  return (host, range) => found.has(`${host} ${range}`)
}
