/**
 * First successes of an account in a network that is strange to it: rented servers, anonymisers, or another country, never used by it
 * before, and by hardly anybody else; while the account had a history elsewhere.
 */
import type { DetectorContext } from '../detector.ts'
import { isCommonplace } from './commonplace.ts'
import { homeCountries } from './house.ts'
import { ATTEMPTS_PARAMETERS, TRIES } from './sign-in-attempts.ts'
import { NEIGHBOURS, usesByAccount } from './sign-in-use.ts'

export interface Entry {
  account: string
  /** the range, or of rented servers the AS number and the neighbours: large providers have good and bad customers */
  network: string
  kind: string
  country: string
  owner: string
  addresses: string[]
  /** seconds since 1970 */
  came_in: number
  /** failures of the account in that network before */
  failures: number
  /** the account's first success in this country or among this owner's servers */
  fresh: boolean
  /** accounts that come from outside at all */
  outside: number
  /** lines of the first successes */
  lines: [string, number][]
}

/** one row an attempt, with its network */
export const PLACED_TRIES = `${TRIES},
  placed AS
  (
    SELECT account, source, failed, n, time, evidence_id, line, whose.kind AS kind, whose.country AS country, whose.owner AS owner, if(whose.kind IN ('hosting', 'anonymiser'), concat('AS', toString(whose.as_number)), whose.country) AS place,
multiIf(own = 1, 'inside', whose.kind IN ('hosting', 'anonymiser'), concat('AS', toString(whose.as_number), ' ', ${NEIGHBOURS.replaceAll('source_ip', 'tries.ip')}), range) AS network
    FROM tries
    LEFT JOIN sign_in_network AS whose ON whose.ip = tries.ip
    WHERE account != ''
  )`

const ENTRIES = `
WITH${PLACED_TRIES},
  used AS
  (
    SELECT account, network, any(kind) AS kind, any(place) AS place, any(country) AS country, any(owner) AS owner, minIf(time, NOT failed) AS came_in,
      countIf(NOT failed) AS successes, groupArrayIf(time, failed) AS failed_at,
      arrayMap(cited -> (cited.2, cited.3), groupArraySortedIf(3)((time, evidence_id, line), NOT failed)) AS lines,
      groupUniqArrayIf(5)(source, NOT failed) AS addresses
    FROM placed
    GROUP BY account, network
  ),
  reached AS (SELECT account AS who, place AS where_to, min(came_in) AS reached_at FROM used WHERE successes > 0 GROUP BY who, where_to),
  began AS (SELECT account AS whom, min(came_in) AS account_began FROM used WHERE successes > 0 GROUP BY whom),
  -- the organisation's own way out, or where several live
  shared AS (SELECT network AS shared_network, arraySort(groupArray(came_in)) AS arrivals FROM used WHERE successes > 0 GROUP BY shared_network)
SELECT account, network, kind, country, owner, addresses, toUnixTimestamp(came_in) AS came_in, arrayCount(at -> at < used.came_in, failed_at) AS failures, used.came_in = reached_at AS fresh, lines,
  (SELECT uniqExact(account) FROM used WHERE successes > 0 AND network != 'inside') AS outside
FROM used
INNER JOIN began ON whom = account
INNER JOIN shared ON shared_network = network
INNER JOIN reached ON who = account AND where_to = place
WHERE successes > 0 AND network != 'inside' AND kind NOT IN ('mail-fetch', 'gateway', 'relay')
  AND (kind IN ('hosting', 'anonymiser') OR (country != '' AND fresh))
  AND used.came_in > account_began
  AND arrayCount(at -> at < used.came_in, arrivals) < {known_by:UInt32}
ORDER BY came_in, account, network
LIMIT 20000`

export async function strangeEntries(context: DetectorContext): Promise<Entry[]> {
  const rows = await context.query<Record<string, unknown>>(ENTRIES, {
    ...ATTEMPTS_PARAMETERS,
    known_by: KNOWN_BY,
  })
  const entries = rows.map(
    (row) =>
      ({
        ...row,
        came_in: Number(row.came_in),
        failures: Number(row.failures),
        fresh: Number(row.fresh) === 1,
        outside: Number(row.outside),
      }) as Entry,
  )
  if (entries.every(isRented)) return entries
  const home = homeCountries(await usesByAccount(context), context.timezone)
  return entries.filter((entry) => isRented(entry) || !home.has(entry.country))
}

/** No access line: nobody lives there. */
export const isRented = ({ kind }: Pick<Entry, 'kind'>) => kind === 'hosting' || kind === 'anonymiser'

/** Rented servers are how many come here: then one more says nothing of an account. */
export function isRentedCommon(entries: Entry[]): boolean {
  const rented = Map.groupBy(entries.filter(isRented), (entry) => entry.account)
  const spans = [...rented.values()].map((own) => own.map((entry) => entry.came_in))
  return isCommonplace(
    spans.map((own) => ({ from: Math.min(...own), to: Math.max(...own) })),
    entries[0]?.outside ?? 0,
  )
}

const KNOWN_BY = 2 // accounts that used it before: then it is not strange
