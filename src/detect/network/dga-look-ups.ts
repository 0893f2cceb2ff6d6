/** Look-ups of names that led nowhere, or of which no answer is known, and who else asked for them. */
import type { Text } from '../../i18n/text.ts'
import type { DetectorContext } from '../detector.ts'
import { SEEN_COLUMNS, type SeenRow } from '../row.ts'

/** Registrable names that led nowhere, or of which no answer is known, that a host asked for in one hour. */
export interface Hour {
  host: string
  hour: string
  families: string[]
}

/** What the accused host asked for, in the whole log. */
export interface Told extends SeenRow {
  days: string
  lookups: string
}

/** Look-ups that came to nothing, or may have. */
export interface Asked {
  sql: string
  dead: boolean
  words: Text
}

/** Names that never led anywhere for anybody, asked of the resolver or, behind a proxy, of the proxy. */
export const DEAD: Asked = {
  dead: true,
  words: { ja: '存在しない名前', en: 'that does not exist' },
  sql: `
    SELECT host, name, name_state.family AS family, time, evidence_id, line
    FROM
    (
      SELECT host, name, time, evidence_id, line FROM question WHERE name IN (SELECT name FROM name_state)
      UNION ALL
      SELECT host, name, time, evidence_id, line
      FROM contact
      WHERE via != 'flow' AND dead = 1
    ) AS asked_for
    INNER JOIN name_state ON name_state.name = asked_for.name
    WHERE name_state.nx > 0 AND name_state.alive = 0 AND name_state.parking = 0 AND name_state.blocked = 0`,
}

/** A log of questions alone: names that one host asked for and nobody else, that no other log knows. */
export const UNANSWERED: Asked = {
  dead: false,
  words: {
    ja: '他の端末の引かない名前（応答はログに載っていません）',
    en: 'that no other host asked for (the log has no answers)',
  },
  sql: `
    SELECT host, name, known_name.family AS family, time, evidence_id, line
    FROM question
    INNER JOIN known_name ON known_name.name = question.name
    WHERE known_name.lists['vendor'] = '' AND position(known_name.family, '.') > 0
      AND known_name.family IN
      (
        SELECT known_name.family
        FROM question
        INNER JOIN known_name ON known_name.name = question.name
        GROUP BY known_name.family
        HAVING uniqExact(host) = 1
      )
      AND known_name.family NOT IN (SELECT family FROM inside_family)
      AND name NOT IN (SELECT name FROM known_answer) AND name NOT IN (SELECT name FROM contact WHERE name != '')`,
}

export const hoursSql = (asked: string) => `
WITH
  asked AS (${asked}),
  -- a day with few dead names can't be a case
  day AS (SELECT host, toDate(time) AS day FROM asked GROUP BY host, day HAVING uniqExact(family) >= {few:Float64})
SELECT host, toString(toStartOfHour(time)) AS hour, arraySort(groupUniqArray(5000)(family)) AS families
FROM asked
WHERE (host, toDate(time)) IN (SELECT host, day FROM day)
GROUP BY host, hour
ORDER BY host, hour
LIMIT 20000`

export const toldSql = (asked: string) => `
SELECT host, uniqExact(toDate(time)) AS days, count() AS lookups,${SEEN_COLUMNS}
FROM (${asked})
WHERE host = {host:String} AND family IN {families:Array(String)}
GROUP BY host`

/** Machine-made names that did get an answer, on the days on which the host was trying others. */
export const MET = `
SELECT known_name.family AS family
FROM
(
  SELECT host, name, time FROM question
  UNION ALL
  SELECT host, name, time FROM contact WHERE via != 'flow' AND name != '' AND dead = 0
) AS used
INNER JOIN known_name ON known_name.name = used.name
WHERE used.host = {host:String} AND toString(toDate(used.time)) IN {days:Array(String)}
  AND position(known_name.family, '.') > 0 -- browsers try names of one label, to see who answers for names that aren't there
  AND known_name.lists['vendor'] = '' AND known_name.family NOT IN (SELECT family FROM name_state WHERE alive = 0)
GROUP BY family
ORDER BY count() DESC, family
LIMIT 5000`

const ASKERS = `
SELECT known_name.family AS family, uniqExact(host) AS hosts
FROM
(
  -- a proxy that resolves what it is asked for is nobody's second victim
  SELECT host, name FROM question
  UNION ALL
  SELECT host, name FROM contact WHERE via != 'flow'
) AS used
INNER JOIN known_name ON known_name.name = used.name
WHERE known_name.family IN {families:Array(String)}
GROUP BY family`

export async function askersOf(context: DetectorContext, families: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (let i = 0; i < families.length; i += AT_ONCE) {
    const rows = await context.query<{ family: string; hosts: string }>(ASKERS, {
      families: families.slice(i, i + AT_ONCE),
    })
    for (const row of rows) counts.set(row.family, Number(row.hosts))
  }
  return counts
}

export const AT_ONCE = 5000 // names a query: a request has limits
