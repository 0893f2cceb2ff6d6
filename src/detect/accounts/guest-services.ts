/** Services that were installed on other machines within a minute of a guest's sign-in there over the network: how attackers' tools go on. */
import type { DetectorContext } from '../detector.ts'
import type { Visited } from './computer-guests.ts'
import { AT_COMPUTERS } from './computer-use.ts'

const SQL = `
WITH${AT_COMPUTERS},
  signed AS
  (
    SELECT computer, person, target, time
    FROM at_computers
    WHERE event_action = 'login' AND network_protocol = 'network' AND target NOT IN ('', computer)
      AND concat(computer, '\\n', person) IN {keys:Array(String)}
  ),
  installed AS (SELECT host AS target, time AS at FROM endpoint WHERE event_action = 'service-installed' AND host != '')
SELECT computer, arraySort(groupUniqArray(20)(target)) AS machines
FROM signed
INNER JOIN installed ON installed.target = signed.target
WHERE installed.at BETWEEN signed.time AND signed.time + INTERVAL 1 MINUTE
GROUP BY computer
ORDER BY computer`

/** Computer at which accounts with rights are guests → machines on which services appeared with them. */
export async function servicesOfGuests(visited: Visited[], context: DetectorContext): Promise<Map<string, string[]>> {
  const keys = visited.flatMap(({ computer, guests }) =>
    guests.flatMap(({ kind, use }) => (kind === 'person' ? [] : [`${computer}\n${use.person}`])),
  )
  if (keys.length === 0) return new Map()
  const rows = await context.query<{ computer: string; machines: string[] }>(SQL, { keys })
  return new Map(rows.map(({ computer, machines }) => [computer, machines]))
}
