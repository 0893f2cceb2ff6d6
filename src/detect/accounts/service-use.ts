/** Accounts that programs use, by their name or by what Windows logs of them, and every way in which each was used. */
import type { DetectorContext } from '../detector.ts'
import { unattended } from '../hours.ts'
import { AT_COMPUTERS, NOBODY, PERSON } from './computer-use.ts'
import { isService } from './holder.ts'

/** One service's account, from one computer to one machine. */
export interface ServiceUse {
  person: string
  computer: string
  /** '' where the log names none */
  target: string
  /** at the screen, or by remote desktop */
  interactive: boolean
  /** seconds since 1970 */
  first: number
  last: number
  /** days since 1970 on the organisation's calendar, ascending */
  days: number[]
  /** of the day */
  hours: number[]
  nightly: number
  count: number
}

export interface Service {
  person: string
  /** its name says so; others only what Windows logs of them */
  named: boolean
  /** machines on which it runs as a service or a task */
  runs: string[]
  uses: ServiceUse[]
}

/** Logon types 4 and 5: tasks and services. */
const RUNS = `
SELECT ${PERSON} AS person, groupUniqArray(50)(machine) AS machines
FROM auth
WHERE observer_type = 'endpoint' AND event_outcome = 'success' AND event_action = 'login' AND network_protocol IN ('service', 'batch') AND NOT (${NOBODY})
GROUP BY person
HAVING uniqExact(toDate(time, {zone:String})) >= 2
ORDER BY person`

/** A ticket for a service that runs under an account names that account; one's own name stands there where a user talks to himself. */
const ASKED_FOR = `
SELECT lower(splitByChar('@', destination_address)[1]) AS served
FROM auth
WHERE observer_type = 'endpoint' AND event_outcome = 'success' AND event_action = 'service-ticket'
  AND destination_address != '' AND NOT endsWith(destination_address, '$') AND NOT startsWith(lower(destination_address), 'krbtgt')
GROUP BY served
HAVING uniqExactIf(${PERSON}, ${PERSON} != served) >= 2
ORDER BY served`

const PERSONS = `
WITH${AT_COMPUTERS}
SELECT DISTINCT person FROM at_computers ORDER BY person LIMIT 200000`

const USES = `
WITH${AT_COMPUTERS}
SELECT person, computer, target, network_protocol IN ('console', 'unlock', 'rdp') AS seated,
  toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, count() AS n,
  arraySort(groupUniqArray(1000)(toUInt16(toDate(time, {zone:String})))) AS days,
  arraySort(groupUniqArray(toHour(time, {zone:String}))) AS hours, countIf(${unattended('time')}) AS nightly
FROM at_computers
WHERE person IN {persons:Array(String)}
GROUP BY person, computer, target, seated
ORDER BY person, computer, target, seated
LIMIT 200000`

interface Row extends Omit<ServiceUse, 'interactive' | 'first' | 'last' | 'nightly' | 'count'> {
  seated: string
  first: string
  last: string
  nightly: string
  n: string
}

export async function services(context: DetectorContext): Promise<Service[]> {
  const zone = context.timezone
  const persons = (await context.query<{ person: string }>(PERSONS)).map(({ person }) => person)
  const runs = await context.query<{ person: string; machines: string[] }>(RUNS, { zone })
  const asked = await context.query<{ served: string }>(ASKED_FOR)
  const machines = new Map(runs.map((row) => [row.person, row.machines]))
  const logged = new Set([...machines.keys(), ...asked.map(({ served }) => served)])
  const wanted = persons.filter((person) => isService(person) || logged.has(person))
  if (wanted.length === 0) return []
  const rows = await context.query<Row>(USES, { zone, persons: wanted })
  const uses = rows.map(({ seated, first, last, nightly, n, ...row }) => ({
    ...row,
    interactive: Number(seated) === 1,
    first: Number(first),
    last: Number(last),
    nightly: Number(nightly),
    count: Number(n),
  }))
  return [...Map.groupBy(uses, ({ person }) => person)].map(([person, own]) => ({
    person,
    named: isService(person),
    runs: machines.get(person) ?? [],
    uses: own,
  }))
}
