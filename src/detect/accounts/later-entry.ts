/** Accounts that somebody tried in vain, and that within days are entered from another place, strange to them. */
import type { DetectorContext } from '../detector.ts'
import { ATTEMPTS_PARAMETERS, TRIES } from './sign-in-attempts.ts'
import type { Entry } from './strange-entry.ts'

export interface Later {
  entry: Entry
  /** addresses that had tried the account, and never got in */
  sources: string[]
  /** the most accounts that one of these addresses tried */
  aims: number
  /** afterwards the account is tried as before: whoever has found the password need not */
  goes_on: boolean
}

interface Tried {
  account: string
  source: string
  aims: string
  at: number[]
}

const TRIED = `
WITH${TRIES},
  aimed AS (SELECT source AS aiming, uniqExactIf(account, failed) AS aims FROM tries WHERE account != '' GROUP BY aiming)
SELECT account, source, any(aims) AS aims, arraySort(groupUniqArrayIf(2000)(toUnixTimestamp(time), failed)) AS at
FROM tries
INNER JOIN aimed ON aiming = source
WHERE account IN {accounts:Array(String)}
GROUP BY account, source
HAVING countIf(NOT failed) = 0
ORDER BY account, source
LIMIT 100000`

export async function laterEntries(entries: Entry[], context: DetectorContext): Promise<Later[]> {
  if (entries.length === 0) return []
  const rows = await context.query<Tried>(TRIED, {
    ...ATTEMPTS_PARAMETERS,
    accounts: [...new Set(entries.map((entry) => entry.account))],
  })
  const tried = Map.groupBy(rows, (row) => row.account)
  const within = context.parameter('later_days') * DAY
  return entries.flatMap((entry) => {
    const before = (tried.get(entry.account) ?? []).filter((row) =>
      row.at.some((at) => Number(at) < entry.came_in && Number(at) > entry.came_in - within),
    )
    if (before.length === 0) return []
    const aims = Math.max(...before.map((row) => Number(row.aims)))
    const all = (tried.get(entry.account) ?? []).flatMap((row) => row.at.map((at) => Number(at) - entry.came_in))
    const until = all.filter((after) => after < 0 && after > -within).length
    const since = all.filter((after) => after > DAY && after < DAY + within).length
    return [{ entry, sources: before.map((row) => row.source), aims, goes_on: since >= GOES_ON && since * 2 >= until }]
  })
}

const DAY = 86_400
const GOES_ON = 2 // tries
