/**
 * An earlier plan against newer logs. Done: nothing more was seen for as long as the longest sleep of known implants, in logs that would
 * have shown it. Open: it went on. Not visible: no newer log could tell. What no log shows stays with people.
 */
import { isSerious } from '../detect/detector.ts'
import { localTime } from '../report/time.ts'
import type { Engine } from '../store/engine.ts'
import type { FindingsFile, FollowedMeasure, Measure } from '../story/findings.ts'
import { MEASURE_WORDS as WORDS } from './plan-words.ts'
import { type Kind, readValue } from './value.ts'

/** Implants wake after 1 to 72 hours. */
const SLEEP_HOURS = 72
/** Of these 72 hours, so many must have logs at all: nights and weekends of an office are silent. */
const LOGGED_HOURS = 20
const HOUR = 3_600_000

interface Later {
  count: number
  /** of the last one that succeeded; ISO */
  last: string
  /** denied, or failed */
  tries: number
  hosts: string[]
  /** hours since the last one in which the kind of log has anything */
  hours: number
  until: string
}

export async function follow(
  engine: Engine,
  measures: Measure[],
  now: FindingsFile,
  lang: 'ja' | 'en',
): Promise<FollowedMeasure[]> {
  const followed: FollowedMeasure[] = []
  for (const measure of measures) {
    const later = await laterOf(engine, measure, now)
    followed.push({ ...measure, ...judged(later, measure, now.timezone, lang) })
  }
  return followed
}

function judged(
  later: Later | null,
  { check }: Measure,
  timezone: string,
  lang: 'ja' | 'en',
): Pick<FollowedMeasure, 'state' | 'seen' | 'last' | 'count'> {
  const { seen } = WORDS
  if (check.kind === 'by-hand') return { state: 'by-hand', seen: seen.byHand[lang], last: null, count: 0 }
  if (!later || later.until <= check.since)
    return { state: 'not-visible', seen: seen.blind[lang], last: null, count: 0 }
  const since = latest(later.last, check.since)
  const quiet = Math.floor((Date.parse(later.until) - Date.parse(since)) / HOUR)
  const last = `${localTime(since, timezone)} (${timezone})`
  const tries = later.tries > 0 ? [seen.tries(later.tries, later.hosts.slice(0, 5))[lang]] : []
  const say = (state: FollowedMeasure['state'], text: string) => ({
    state,
    seen: [text, ...tries].join(lang === 'ja' ? '。' : '; '),
    last: later.count > 0 ? later.last : null,
    count: later.count,
  })
  const enough = quiet >= SLEEP_HOURS && later.hours >= LOGGED_HOURS
  const still = check.kind === 'silent-host' ? seen.stillThere : seen.still
  // who has a password and waits leaves no sign: whether it was changed no log of ours tells
  if (check.kind === 'no-finding' && enough && later.count === 0) return say('by-hand', seen.changed(quiet)[lang])
  if (later.count > 0)
    return enough ? say('done', seen.stopped(last, quiet)[lang]) : say('open', still(later.count, last)[lang])
  return enough ? say('done', seen.quiet(quiet)[lang]) : say('not-visible', seen.early(quiet)[lang])
}

async function laterOf(engine: Engine, { check }: Measure, now: FindingsFile): Promise<Later | null> {
  const { kind, subjects, since } = check
  if (kind === 'silent-host') return await later(engine, HOST, LOGS_OF_TRAFFIC, { subjects, since })
  if (kind === 'no-contact') return await contact(engine, subjects, since)
  if (kind === 'no-mail-from') return await later(engine, MAIL, LOGS_OF_MAIL, { subjects, since })
  if (kind === 'no-finding') return await findings(engine, subjects, since, now)
  return null
}

const TIME = "parseDateTime64BestEffort({since:String}, 3, 'UTC')"
const HOST = `SELECT time, 1 AS ok, host AS who FROM contact WHERE host IN {subjects:Array(String)} AND time > ${TIME}`
const OK = "outcome NOT IN ('denied', 'failure') AND dead = 0"
const CONTACT = `
  SELECT time, ${OK} AS ok, host AS who
  FROM contact
  WHERE name != '' AND arrayExists(one -> name = one OR endsWith(name, concat('.', one)), {names:Array(String)}) AND time > ${TIME}
  UNION ALL
  SELECT time, ${OK} AS ok, host AS who FROM contact WHERE ip != toIPv6('::') AND address(ip) IN {addresses:Array(String)} AND time > ${TIME}
  UNION ALL
  SELECT time, event_outcome NOT IN ('denied', 'failure') AS ok, host AS who
  FROM web
  WHERE internal = 1 AND url_original IN {urls:Array(String)} AND time > ${TIME}`
/** A workspace may hold mails of earlier scans. */
const EXAMINED = 'evidence_id IN (SELECT evidence_id FROM examined)'
const MAIL = `
  SELECT time, 1 AS ok, toString(mailbox) AS who FROM mail WHERE ${EXAMINED} AND from_address IN {subjects:Array(String)} AND time > ${TIME}
  UNION ALL
  SELECT time, event_outcome NOT IN ('denied', 'failure') AS ok, arrayStringConcat(email_to_address, ' ') AS who
  FROM mailflow
  WHERE lower(email_from_address) IN {subjects:Array(String)} AND time > ${TIME}`
const LOGS_OF_TRAFFIC = 'SELECT time FROM contact'
const LOGS_OF_MAIL = `SELECT time FROM mail WHERE ${EXAMINED} UNION ALL SELECT time FROM mailflow`
const LOGS_OF_ACCOUNTS = 'SELECT time FROM auth'

async function contact(engine: Engine, places: string[], since: string): Promise<Later | null> {
  const read = places.map(readValue).flatMap((one) => ('kind' in one ? [one] : []))
  const of = (kind: Kind) => read.filter((one) => one.kind === kind).map((one) => one.value)
  return await later(engine, CONTACT, LOGS_OF_TRAFFIC, {
    names: of('domain'),
    addresses: of('address'),
    urls: of('url'),
    since,
  })
}

async function later(
  engine: Engine,
  rows: string,
  logs: string,
  parameters: Record<string, string | string[]> & { since: string },
): Promise<Later | null> {
  const [row] = await engine.query<{ n: string; tries: string; last: string; hosts: string[] }>(
    `SELECT countIf(ok) AS n, countIf(NOT ok) AS tries, ${stamp('maxIf(time, ok)')} AS last,
       arraySort(groupUniqArrayIf(20)(who, NOT ok AND who != '')) AS hosts
     FROM (${rows})`,
    parameters,
  )
  const count = Number(row?.n ?? 0)
  const last = count > 0 ? (row?.last ?? '') : ''
  const seen = await logged(engine, logs, latest(last, parameters.since))
  return seen && { count, last, tries: Number(row?.tries ?? 0), hosts: row?.hosts ?? [], ...seen }
}

/** Until when these logs go, and in how many hours since then they hold anything. */
async function logged(engine: Engine, logs: string, since: string): Promise<Pick<Later, 'hours' | 'until'> | null> {
  const [row] = await engine.query<{ n: string; until: string; hours: string }>(
    `SELECT count() AS n, ${stamp('max(time)')} AS until, uniqExactIf(toStartOfHour(time), time > ${TIME}) AS hours FROM (${logs})`,
    { since },
  )
  return row && Number(row.n) > 0 ? { hours: Number(row.hours), until: row.until } : null
}

const latest = (a: string, b: string) => [a, b].sort().at(-1) ?? a
const stamp = (time: string) => `formatDateTime(${time}, '%Y-%m-%dT%H:%i:%SZ', 'UTC')`

/** New serious findings of an account or a host, as this scan has them. */
async function findings(engine: Engine, subjects: string[], since: string, now: FindingsFile): Promise<Later | null> {
  const own = now.findings
    .filter((one) => isSerious(one) && one.last_seen > since)
    .filter((one) => [...one.accounts, ...one.hosts].some((name) => subjects.includes(name)))
  const last =
    own
      .map((one) => one.last_seen)
      .sort()
      .at(-1) ?? ''
  const isHost = now.hosts.some((row) => subjects.includes(row.host))
  const seen = await logged(engine, isHost ? LOGS_OF_TRAFFIC : LOGS_OF_ACCOUNTS, latest(last, since))
  return seen && { count: own.length, last, tries: 0, hosts: [], ...seen }
}
