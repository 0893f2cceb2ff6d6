/** Who asked domain controllers for tickets that can be broken offline: how many, how they were encrypted, and who else asks so. */
import type { DetectorContext } from '../detector.ts'
import { SEEN_COLUMNS, type SeenRow } from '../row.ts'
import { NOBODY, PERSON } from './computer-use.ts'

/** The busiest hour of one account at one computer. */
export interface Roast extends SeenRow {
  person: string
  kind: 'service-tickets' | 'tickets-without-proof'
  /** accounts whose tickets it got in that hour: with an old cipher, and of any */
  weak: string[]
  asked: string[]
  /** days on which it asked for so many */
  days: string
  /** seconds since 1970 at which the first of these hours began */
  began: string
  /** of its tickets for computers, the share with an old cipher: a machine that knows no other */
  old: number
}

/** Hours overlap by half: an attack across the full hour is one, too. */
const HOUR = 3600
const OVERLAPS = `arrayJoin([0, ${HOUR / 2}])`

/** DES and RC4: broken at a thousand times the speed of AES */
const WEAK = `extract(lower(event_details), '0x[0-9a-f]+') IN ('0x1', '0x3', '0x17', '0x18')`

/**
 * A service's ticket is encrypted with its account's password; a computer's with one that nobody guesses. Old services, whose tickets are
 * weak for everybody, tell nothing of who asks.
 */
const TICKETS = `
  ticket AS
  (
    SELECT time, host, ${PERSON} AS person, lower(splitByChar('@', destination_address)[1]) AS service, ${WEAK} AS weak, evidence_id, line
    FROM auth
    WHERE observer_type = 'endpoint' AND event_outcome = 'success' AND event_action = 'service-ticket' AND event_code = '4769' AND NOT (${NOBODY})
  ),
  old_service AS
  (
    SELECT service
    FROM (SELECT service, person, avg(weak) AS share FROM ticket GROUP BY service, person)
    GROUP BY service
    HAVING count() >= 3 AND quantileExact(0.5)(share) > 0.5
  ),
  old_machine AS
  (
    SELECT host, avg(weak) AS old FROM ticket WHERE endsWith(service, '$') GROUP BY host
  ),
  of_service AS
  (
    SELECT *, weak AND service NOT IN (SELECT service FROM old_service) AS odd
    FROM ticket
    WHERE NOT endsWith(service, '$') AND service NOT IN ('', person) AND NOT startsWith(service, 'krbtgt')
  )`

const busiest = (from: string, weak: string, kind: Roast['kind']) => `
  hours AS
  (
    SELECT host, person, intDiv(toUnixTimestamp(time) + ${OVERLAPS}, ${HOUR}) AS hour,
      arraySort(groupUniqArrayIf(100)(service, ${weak})) AS weak_ones, arraySort(groupUniqArray(100)(service)) AS all_asked,
      toUnixTimestamp(min(time)) AS hour_began, toDate(min(time), {zone:String}) AS day,${SEEN_COLUMNS}
    FROM ${from}
    GROUP BY host, person, hour
    HAVING length(weak_ones) >= {few:Float64} OR length(all_asked) >= {many:Float64}
  )
SELECT '${kind}' AS kind, host, person, tupleElement(busy, 1) AS weak, tupleElement(busy, 2) AS asked, tupleElement(busy, 3) AS first,
  tupleElement(busy, 4) AS last, tupleElement(busy, 5) AS lines, days, began`

const BUSIEST = `argMax((weak_ones, all_asked, first, last, lines), (length(weak_ones), length(all_asked), -toInt64(hour_began))) AS busy, uniqExact(day) AS days, min(hour_began) AS began`

const SERVICE_TICKETS = `
WITH${TICKETS},
${busiest('of_service', 'odd = 1', 'service-tickets')}, old_machine.old AS old
FROM (SELECT host, person, ${BUSIEST} FROM hours GROUP BY host, person) AS found
LEFT JOIN old_machine ON old_machine.host = found.host
ORDER BY host, person
LIMIT 500`

/** Each person whose ticket was given without proof, at the computer that asked. */
const WITHOUT_PROOF = `
WITH
  of_service AS
  (
    SELECT time, host, '' AS person, ${PERSON} AS service, ${WEAK} AS weak, evidence_id, line
    FROM auth
    WHERE observer_type = 'endpoint' AND event_outcome = 'success' AND event_action = 'ticket' AND match(event_details, 'PreAuthType=0$')
      AND NOT (${NOBODY.replaceAll('person', PERSON)})
  ),
${busiest('of_service', '1', 'tickets-without-proof')}, 0 AS old
FROM (SELECT host, person, ${BUSIEST} FROM hours GROUP BY host, person) AS found
ORDER BY host, person
LIMIT 500`

export interface Limits {
  /** accounts in an hour: with an old cipher, and with any */
  few: number
  many: number
  /** accounts without proof in an hour */
  unproven: number
}

/** what is many in an hour, unless kyumei.yaml says otherwise */
export const ROASTING: Limits = { few: 3, many: 8, unproven: 2 }

export async function roasts(context: DetectorContext, { few, many, unproven }: Limits): Promise<Roast[]> {
  const zone = context.timezone
  const [services, persons] = [
    await context.queryOnce<Roast>(SERVICE_TICKETS, { zone, few, many }),
    await context.queryOnce<Roast>(WITHOUT_PROOF, { zone, few: unproven, many: unproven }),
  ]
  return [...services, ...persons]
}

/** When the tickets' log begins and ends, in seconds since 1970, and which share of the tickets for services that aren't old is weak. */
export async function ticketLog(context: DetectorContext): Promise<{ first: number; last: number; weak: number }> {
  const rows = await context.queryOnce<{ first: string; last: string; weak: number | null }>(
    `WITH${TICKETS}
     SELECT toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, avgIf(weak, service NOT IN (SELECT service FROM old_service)) AS weak
     FROM ticket`,
  )
  const [row] = rows
  return { first: Number(row?.first ?? 0), last: Number(row?.last ?? 0), weak: row?.weak ?? 0 }
}

/**
 * Account → seconds since 1970 at which somebody first took its ticket away among many, in a cipher that is soon broken: who signs in with it
 * afterwards, from elsewhere than ever, has guessed the password.
 */
export async function takenTickets(context: DetectorContext): Promise<Map<string, number>> {
  const { weak: usual } = await ticketLog(context)
  const found = (await roasts(context, ROASTING)).filter(
    ({ kind, weak }) => weak.length >= (kind === 'service-tickets' ? ROASTING.few : ROASTING.unproven),
  )
  const taken = new Map<string, number>()
  if (usual > COMMON) return taken
  for (const { weak, began } of found)
    for (const account of weak)
      taken.set(account, Math.min(taken.get(account) ?? Number.POSITIVE_INFINITY, Number(began)))
  return taken
}

/** Of all tickets: where more than that have an old cipher, it tells nothing. */
export const COMMON = 0.5
