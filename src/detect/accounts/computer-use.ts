/** Who uses which computer, as Windows' own sign-ins tell: on servers and domain controllers every computer's users leave theirs. */
import { inRanges } from '../../store/ranges.ts'
import { computerExpression } from '../computer-name.ts'
import type { DetectorContext } from '../detector.ts'
import { unattended } from '../hours.ts'

/** One person on one computer. */
export interface ComputerUse {
  computer: string
  person: string
  /** seconds since 1970 */
  first: number
  last: number
  /** days since 1970 on the organisation's calendar, ascending */
  days: number[]
  /** those with something in working hours */
  attended: number[]
  /** those on which a sitting began: a session left open renews its tickets day and night */
  came: number[]
  /** sittings that began at night or at the weekend */
  nightly: number
  count: number
  /** machines signed in to from it, or for which a ticket was asked */
  reached: string[]
  /** logs that don't name their machine: perhaps all of one */
  unnamed: string[]
}

export interface ComputerUses {
  uses: ComputerUse[]
  /** person → machines on which it had an administrator's rights */
  rights: Map<string, string[]>
  /** machines that many sign in to, or from */
  servers: Set<string>
  /** accounts that services run under and nobody sits in front of, whatever their names */
  programs: Set<string>
}

export async function computerUses(context: DetectorContext): Promise<ComputerUses> {
  const rows = await context.query<Row>(USES, { zone: context.timezone })
  const rights = await context.query<{ person: string; machines: string[] }>(RIGHTS)
  const programs = await context.query<{ person: string }>(PROGRAMS, { zone: context.timezone })
  const uses = rows.map((row) => ({
    ...row,
    first: Number(row.first),
    last: Number(row.last),
    nightly: Number(row.nightly),
    count: Number(row.n),
  }))
  return {
    uses,
    rights: new Map(rights.map((row) => [row.person, row.machines])),
    servers: serversAmong(uses),
    programs: new Set(programs.map(({ person }) => person)),
  }
}

/** The account's name as other findings have it, of persons. */
export async function accountsOf(persons: string[], context: DetectorContext): Promise<Map<string, string>> {
  const rows = await context.query<{ person: string; account: string }>(ACCOUNTS, { persons })
  return new Map(rows.map((row) => [row.person, row.account]))
}

function serversAmong(uses: ComputerUse[]): Set<string> {
  const to = Map.groupBy(
    uses.flatMap(({ person, reached }) => reached.map((machine) => ({ machine, person }))),
    ({ machine }) => machine,
  )
  const from = Map.groupBy(uses, ({ computer }) => computer)
  return new Set([
    ...[...to].filter(([, all]) => new Set(all.map(({ person }) => person)).size >= SERVED).map(([machine]) => machine),
    ...[...from].filter(([, all]) => all.length > CROWD).map(([computer]) => computer),
  ])
}

interface Row extends Omit<ComputerUse, 'first' | 'last' | 'nightly' | 'count'> {
  first: string
  last: string
  nightly: string
  n: string
}

const CROWD = 40 // persons on one computer: mail servers, terminal servers, gateways, sources of sprayed passwords
const PAUSE = 3 * 3600 // seconds without a trace; policies are asked for every two hours at most
const QUARTER = 900 // seconds
const MOMENT = `toDateTime(quarter * ${QUARTER}, 'UTC')`
const DAY_OF = `toUInt16(toDate(${MOMENT}, {zone:String}))`
const SERVED = 5 // persons signing in to a machine from elsewhere make it a server

/** x of DOM\x and x@REALM */
export const PERSON = `lower(splitByChar('@', splitByChar('\\\\', user_name)[-1])[1])`
export const NOBODY = `endsWith(person, '$') OR match(person, '^(?:|-|system|anonymous logon|local service|network service|krbtgt|iusr|(?:dwm|umfd)-.*|(?:healthmailbox|sm_|msol_|aad_).*)$')`

/** whoever sits in front of it, or a program of the machine itself */
const AT_IT = `(network_protocol IN ('console', 'unlock') OR ${inRanges('source_ip', ['127.0.0.0/8', '::1/128'])})`

/**
 * The sign-ins and tickets of persons, with the computer at which they sat; the machine that it led to, where it was another. A ticket for
 * a computer names it with its `$`.
 */
export const AT_COMPUTERS = `
  at_computers AS
  (
    SELECT time, evidence_id, line, account, user_domain, event_action, network_protocol, ${PERSON} AS person,
      if(${AT_IT}, machine, host) AS computer,
      multiIf(event_action = 'login' AND observer_name != '', machine,
        event_action = 'service-ticket' AND endsWith(destination_address, '$'), ${computerExpression("replaceRegexpOne(destination_address, '[$]$', '')")}, '') AS target,
      if(event_action = 'login' AND observer_name = '', machine, '') AS unnamed
    FROM auth
    WHERE observer_type = 'endpoint' AND event_outcome = 'success' AND event_action IN ('login', 'ticket', 'service-ticket')
      AND network_protocol IN ('network', 'rdp', 'console', 'unlock', 'kerberos')
      AND (internal = 1 OR ${AT_IT}) AND computer != '' AND NOT (${NOBODY})
  )`

/** Quarters of an hour tell days and sittings, at far less cost than every event in order. */
const USES = `
WITH${AT_COMPUTERS},
  quarters AS
  (
    SELECT computer, person, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, count() AS n,
      arraySort(groupUniqArray(intDiv(toUnixTimestamp(time), ${QUARTER}))) AS used,
      arraySort(groupUniqArrayIf(20)(target, target NOT IN ('', computer))) AS reached,
      arraySort(groupUniqArrayIf(20)(at_computers.unnamed, at_computers.unnamed != '')) AS unnamed
    FROM at_computers
    GROUP BY computer, person
  ),
  sittings AS
  (
    SELECT *, arrayFilter((quarter, before) -> quarter - before > ${PAUSE / QUARTER}, used, arrayPushFront(arrayPopBack(used), 0)) AS begun
    FROM quarters
  )
SELECT computer, person, first, last, n, reached, unnamed,
  arrayDistinct(arrayMap(quarter -> ${DAY_OF}, used)) AS days,
  arrayDistinct(arrayMap(quarter -> ${DAY_OF}, arrayFilter(quarter -> NOT (${unattended(MOMENT)}), used))) AS attended,
  arrayDistinct(arrayMap(quarter -> ${DAY_OF}, begun)) AS came,
  arrayCount(quarter -> ${unattended(MOMENT)}, begun) AS nightly
FROM sittings
ORDER BY computer, person`

/** Kerberos writes realms, most else of Windows the short name of the domain: that is how other findings call the account. */
const ACCOUNTS = `
WITH${AT_COMPUTERS}
SELECT person, argMax(account, (short, n)) AS account
FROM (SELECT person, account, event_action = 'login' AND position(user_domain, '.') = 0 AS short, count() AS n FROM at_computers WHERE person IN {persons:Array(String)} GROUP BY person, account, short)
GROUP BY person
ORDER BY person`

const RIGHTS = `
SELECT ${PERSON} AS person, groupUniqArray(50)(machine) AS machines
FROM auth
WHERE observer_type = 'endpoint' AND event_action = 'privilege' AND NOT (${NOBODY})
GROUP BY person
ORDER BY person`

const PROGRAMS = `
SELECT ${PERSON} AS person
FROM auth
WHERE observer_type = 'endpoint' AND event_outcome = 'success' AND event_action = 'login' AND NOT (${NOBODY})
GROUP BY person
HAVING uniqExactIf(toDate(time, {zone:String}), network_protocol = 'service') >= 2 AND countIf(network_protocol IN ('console', 'unlock', 'rdp')) = 0
ORDER BY person`
