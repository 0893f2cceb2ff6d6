/** What is known of those who make accounts and administrators: since when, how often, at what hours, and from where. */
import type { DetectorContext } from '../detector.ts'
import { unattended } from '../hours.ts'
import { PLACED } from './sign-in-use.ts'

export interface Past {
  /** seconds since 1970 */
  first: number
  /** days since 1970 on which it used an administrator's rights */
  powerful: number[]
  /** days on which it was there at night or at a weekend */
  nights: number[]
}

export interface Place {
  network: string
  country: string
  kind: string
  first: number
  addresses: string[]
}

const DAY_OF = 'toUInt16(toDate(time, {zone:String}))'
/** an administrator's act upon others, or a sign-in with an administrator's rights */
const POWER =
  "(event_action IN ('privilege', 'account-create', 'account-delete', 'group-change', 'role-change', 'application') OR (event_action IN ('account-change', 'password-change') AND user_target_name != '' AND lower(user_target_name) != lower(user_name)))"

const PAST = `
SELECT account, toUnixTimestamp(min(time)) AS first,
  arraySort(groupUniqArrayIf(1000)(${DAY_OF}, ${POWER})) AS powerful,
  arraySort(groupUniqArrayIf(1000)(${DAY_OF}, ${unattended('time')})) AS nights
FROM auth
WHERE account IN {actors:Array(String)} AND event_outcome != 'failure' AND (event_action = 'login' OR ${POWER})
GROUP BY account`

export async function pastOf(actors: string[], context: DetectorContext): Promise<Map<string, Past>> {
  const rows = await context.query<Omit<Past, 'first'> & { account: string; first: string }>(PAST, {
    actors,
    zone: context.timezone,
  })
  return new Map(rows.map(({ account, ...row }) => [account, { ...row, first: Number(row.first) }]))
}

const PLACES = `
WITH${PLACED}
SELECT account, network, any(country) AS country, any(kind) AS kind, toUnixTimestamp(min(time)) AS first, groupUniqArray(200)(address(source_ip)) AS addresses
FROM placed
WHERE account IN {actors:Array(String)} AND event_outcome != 'failure' AND inside = 0
GROUP BY account, network
ORDER BY account, first, network`

export async function placesOf(actors: string[], context: DetectorContext): Promise<Map<string, Place[]>> {
  const rows = await context.query<Omit<Place, 'first'> & { account: string; first: string }>(PLACES, { actors })
  return Map.groupBy(
    rows.map((row) => ({ ...row, first: Number(row.first) })),
    ({ account }) => account,
  )
}

/** The computers at which the actors' sessions on Windows machines began. */
const SESSIONS = `
SELECT machine, session_id, any(host) AS source
FROM auth
WHERE observer_type = 'endpoint' AND event_action = 'login' AND event_outcome = 'success' AND internal = 1 AND host != ''
  AND (machine, session_id) IN (SELECT arrayJoin(arrayZip({machines:Array(String)}, {sessions:Array(String)})))
GROUP BY machine, session_id`

export async function sessionSources(
  acts: { machine: string; session: string }[],
  context: DetectorContext,
): Promise<Map<string, string>> {
  const known = acts.filter(({ session }) => session !== '')
  const rows = await context.query<{ machine: string; session_id: string; source: string }>(SESSIONS, {
    machines: known.map(({ machine }) => machine),
    sessions: known.map(({ session }) => session),
  })
  return new Map(rows.map(({ machine, session_id, source }) => [`${machine}\n${session_id}`, source]))
}
