/** Machines that refused a guest's password, tried from the very computer, in the days before it was let in anywhere: an administrator knows his own. */
import type { DetectorContext } from '../detector.ts'
import type { Visited } from './computer-guests.ts'
import { AT_COMPUTERS, PERSON } from './computer-use.ts'

const DAYS = 3
/** so many machines are no slip of the finger */
const SEVERAL = 3

const SQL = `
WITH${AT_COMPUTERS},
  came AS
  (
    SELECT computer, person, min(time) AS since
    FROM at_computers
    WHERE event_action = 'login' AND target NOT IN ('', computer) AND concat(computer, '\\n', person) IN {keys:Array(String)}
    GROUP BY computer, person
  ),
  refused AS
  (
    SELECT host AS tried_at, ${PERSON} AS tried, machine, time
    FROM auth
    WHERE observer_type = 'endpoint' AND event_outcome = 'failure' AND event_action = 'login' AND internal = 1 AND machine NOT IN ('', host)
      AND concat(tried_at, '\\n', tried) IN {keys:Array(String)}
  )
SELECT came.computer AS computer, came.person AS person, uniqExact(machine) AS machines
FROM came
INNER JOIN refused ON tried_at = computer AND tried = person
WHERE refused.time < since AND refused.time > since - toIntervalDay({days:UInt8})
GROUP BY computer, person
HAVING machines >= {several:UInt32}
ORDER BY computer, person`

/** Computer → the most machines that refused one of its guests with rights. */
export async function refusalsOfGuests(visited: Visited[], context: DetectorContext): Promise<Map<string, number>> {
  const keys = visited.flatMap(({ computer, guests }) =>
    guests.flatMap(({ kind, use }) => (kind === 'person' ? [] : [`${computer}\n${use.person}`])),
  )
  if (keys.length === 0) return new Map()
  const rows = await context.query<{ computer: string; machines: string }>(SQL, { keys, days: DAYS, several: SEVERAL })
  const found = new Map<string, number>()
  for (const { computer, machines } of rows) found.set(computer, Math.max(found.get(computer) ?? 0, Number(machines)))
  return found
}
