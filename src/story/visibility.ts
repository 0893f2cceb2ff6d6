/**
 * Per question, host and hour: could a log have answered? A source answers from its first to its last record, without its gaps; a firewall
 * that logs only denied connections answers nothing about permitted ones. Of several devices those count that ever show the host: where
 * one of them is silent, the answer is partial. Hosts that the same devices show see the same hours: they share a pattern.
 */

import type { Roles } from '../detect/detector.ts'
import { isNamed } from '../formats/named-client.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { State, Why } from './visible-hours.ts'
import type { Log, Source } from './writing.ts'

/** What is asked of a host; each is answered by one kind of log. */
export const QUESTIONS = ['requests', 'direct', 'lookups'] as const
export type Question = (typeof QUESTIONS)[number]

export const QUESTION_TEXTS: Record<Question, Text> = {
  requests: { ja: 'プロキシ経由の通信', en: 'Requests through the proxy' },
  direct: { ja: 'プロキシを通らない通信', en: 'Connections past the proxy' },
  lookups: { ja: '名前の問合せ（DNS）', en: 'Name look-ups (DNS)' },
}

/** What hides a question, and what would show it. */
export const SHOWN_BY: Record<Question, Text> = {
  requests: {
    ja: 'プロキシのアクセスログ（端末のアドレスが分かるもの）',
    en: "the proxy's access log, with the clients' own addresses",
  },
  direct: {
    ja: 'ファイアウォールの許可した通信のログ（FortiGateは logtraffic all、YAMAHAは pass-log）、またはZeekのconn.log。直接の通信を禁止しているなら kyumei.yaml に direct_access: blocked',
    en: "the firewall's log of permitted connections (FortiGate: logtraffic all; YAMAHA: pass-log) or Zeek's conn.log, or, where direct access is forbidden, direct_access: blocked in kyumei.yaml",
  },
  lookups: {
    ja: '端末ごとの問合せと応答のDNSログ（BINDは querylog と responses、Unboundは log-replies）',
    en: "a DNS log of each client's questions and answers (BIND: querylog and responses; Unbound: log-replies)",
  },
}

const ANSWERED_BY: Record<Question, Log> = { requests: 'web', direct: 'flow', lookups: 'dns' }

/** Hours [from, to) since 1970 in which a question has one answer to “could a log tell?”. */
export interface Run {
  from: number
  to: number
  state: State
  why: Why
  /** the devices that are silent or don't tell all */
  sources: string[]
}
export type Pattern = Record<Question, Run[]>

export interface Logging {
  sources: Source[]
  /** logs in which others' clients hide behind one or two addresses */
  hiding: string[]
  /** the DNS log tells what was answered */
  answers: boolean
  /** hosts whose browser asks for names in an encrypted channel */
  encrypted: ReadonlySet<string>
}

export interface HostVisibility {
  host: string
  addresses: string[]
  /** hours in which any log shows it */
  active: number
  /** of these, the hours in which a log could have answered, at least in part */
  seen: Record<Question, number>
  /** of these, the hours in which it could have answered in part */
  partly: Record<Question, number>
  /** index into the patterns */
  pattern: number
}

export interface Visibility {
  hosts: HostVisibility[]
  patterns: Pattern[]
  /** hours since 1970, [first, end) of all logs */
  span: [number, number]
}

const PATTERNS = 64 // beyond, hosts are taken to be shown by all devices

/** Every internal client that any log shows, with its hours. */
export async function visibility(engine: Engine, roles: Roles, logging: Logging): Promise<Visibility> {
  if (logging.sources.length === 0) return { hosts: [], patterns: [], span: [0, 0] }
  const span = spanOf(logging.sources)
  const shared = (['proxy', 'resolver', 'gateway'] as const).flatMap((role) => roles.addresses(role))
  const parameters = { shared: [...new Set([...shared, ...roles.shared])] }
  const shownBy = await engine.query<{ host: string; shown: string[] }>(
    `SELECT host, arraySort(groupUniqArray(concat(log, ' ', log_part.name))) AS shown
     FROM (SELECT DISTINCT host, log, source FROM seen_hour WHERE internal = 1 AND ${NO_CLIENT}) AS shown_in
     INNER JOIN log_part USING (log, source)
     GROUP BY host
     ORDER BY host
     LIMIT ${MOST}`,
    parameters,
  )
  const patterns: Pattern[] = []
  const known = new Map<string, number>()
  const patternOf = (shown: string[], encrypted: boolean): number => {
    const key = JSON.stringify([shown, encrypted])
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= PATTERNS && shown.length > 0) return patternOf([], encrypted)
    known.set(key, patterns.length)
    return patterns.push(patternFor(new Set(shown), encrypted, logging, span)) - 1
  }
  const byHost = new Map(shownBy.map(({ host, shown }) => [host, patternOf(shown, logging.encrypted.has(host))]))
  await writeHours(engine, byHost, patterns)
  const rows = await engine.query<Record<string, string> & { host: string; addresses: string[] }>(
    `SELECT host, arraySort(groupUniqArrayArray(20)(addresses)) AS addresses, count() AS active,
       ${QUESTIONS.map((question) => `countIf(${question} > 0) AS seen_${question}, countIf(${question} = 1) AS partly_${question}`).join(', ')}
     FROM
     (
       SELECT host, toUInt32(intDiv(toUnixTimestamp(hour), 3600)) AS at, groupUniqArrayIf(20)(address(source_ip), NOT ${isNamed('source_ip')}) AS addresses
       FROM seen_hour
       WHERE internal = 1 AND ${NO_CLIENT}
       GROUP BY host, at
     ) AS busy
     INNER JOIN host_pattern USING (host)
     INNER JOIN pattern_hour USING (pattern, at)
     GROUP BY host
     ORDER BY host
     LIMIT ${MOST}`,
    parameters,
  )
  const counts = (row: Record<string, unknown>, prefix: string) => ({
    requests: Number(row[`${prefix}requests`]),
    direct: Number(row[`${prefix}direct`]),
    lookups: Number(row[`${prefix}lookups`]),
  })
  const hosts = rows.map((row) => ({
    host: row.host,
    addresses: row.addresses,
    active: Number(row.active),
    seen: counts(row, 'seen_'),
    partly: counts(row, 'partly_'),
    pattern: byHost.get(row.host) ?? 0,
  }))
  return { hosts, patterns, span }
}

const MOST = 20_000 // hosts
const NO_CLIENT = 'address(source_ip) NOT IN {shared:Array(String)}'

/** The patterns by hour, for the engine to count with. */
async function writeHours(engine: Engine, byHost: Map<string, number>, patterns: Pattern[]): Promise<void> {
  for (const sql of [
    'CREATE OR REPLACE TABLE host_pattern (host String, pattern UInt32) ENGINE = MergeTree ORDER BY host',
    `CREATE OR REPLACE TABLE pattern_hour (pattern UInt32, at UInt32, ${QUESTIONS.map((one) => `${one} UInt8`).join(', ')})
     ENGINE = MergeTree ORDER BY (pattern, at)`,
  ])
    await engine.command(sql)
  if (byHost.size === 0) return
  await engine.insert(
    'host_pattern',
    [...byHost].map(([host, pattern]) => ({ host, pattern })),
  )
  await engine.insert(
    'pattern_hour',
    patterns.flatMap((runs, pattern) => {
      const at = new Map<number, Record<string, number>>()
      for (const question of QUESTIONS)
        for (const { from, to, state } of runs[question])
          for (let hour = from; hour < to; hour++)
            at.set(hour, { ...at.get(hour), pattern, at: hour, [question]: LEVELS[state] })
      return [...at.values()]
    }),
  )
}

const LEVELS: Record<State, number> = { blind: 0, partly: 1, seen: 2 }

/** `shown`: the devices that ever show the host, as “log name”. */
export function patternFor(
  shown: ReadonlySet<string>,
  encrypted: boolean,
  logging: Logging,
  span: [number, number],
): Pattern {
  const runs = (question: Question): Run[] => {
    const log = ANSWERED_BY[question]
    const all = logging.sources.filter((source) => source.log === log)
    const own = all.filter((source) => shown.has(`${log} ${source.name}`))
    const asked = own.length > 0 ? own : all
    const showing = asked.filter((source) => source.shows)
    const whole = (state: State, why: Why): Run[] => [
      { from: span[0], to: span[1], state, why, sources: asked.map((source) => source.name) },
    ]
    if (all.length === 0) return whole('blind', 'no-log')
    if (logging.hiding.includes(log)) return whole('blind', 'hidden')
    if (showing.length === 0) return whole('blind', 'denied-only')
    const limit: Why | null =
      question !== 'lookups' ? null : encrypted ? 'encrypted' : logging.answers ? null : 'no-answers'
    return runsIn(showing, span, limit)
  }
  return { requests: runs('requests'), direct: runs('direct'), lookups: runs('lookups') }
}

export const spanOf = (sources: Pick<Source, 'first' | 'end'>[]): [number, number] => [
  Math.min(...sources.map((one) => one.first)),
  Math.max(...sources.map((one) => one.end)),
]

/** What of a span the sources that show it could tell; `limit`: why they never tell all. */
export const runsIn = (showing: Watching[], span: [number, number], limit: Why | null): Run[] =>
  segments(showing, span).map(([from, to]) => ({ from, to, ...stateAt(from, showing, limit) }))

type Watching = Pick<Source, 'name' | 'first' | 'end' | 'gaps'>

/** The span, cut where a source begins, ends, or falls silent. */
function segments(showing: Watching[], [first, end]: [number, number]): [number, number][] {
  const cuts = new Set([first, end])
  for (const source of showing) for (const at of [source.first, source.end, ...source.gaps.flat()]) cuts.add(at)
  const sorted = [...cuts].filter((at) => at >= first && at <= end).sort((a, b) => a - b)
  return sorted.slice(1).map((to, i) => [sorted[i] ?? first, to])
}

function stateAt(at: number, showing: Watching[], limit: Why | null): Pick<Run, 'state' | 'why' | 'sources'> {
  const silent = showing.flatMap((source) => {
    const why = silenceOf(source, at)
    return why ? [{ name: source.name, why }] : []
  })
  const names = silent.map((one) => one.name)
  if (silent.length === showing.length) return { state: 'blind', why: silent[0]?.why ?? 'gap', sources: names }
  if (silent.length > 0) return { state: 'partly', why: 'one-silent', sources: names }
  if (limit) return { state: 'partly', why: limit, sources: showing.map((source) => source.name) }
  return { state: 'seen', why: 'seen', sources: [] }
}

function silenceOf(source: Watching, at: number): Why | null {
  if (at < source.first) return 'before'
  if (at >= source.end) return 'after'
  return source.gaps.some(([from, to]) => at >= from && at < to) ? 'gap' : null
}

const ENOUGH = 0.5 // of the host's active hours

/**
 * Would an infection have shown? Border logs of permitted connections show every way out, but where clients go through a proxy the
 * border sees only the proxy: then the proxy's log is needed too. A proxy's log alone shows nothing of what goes past it. And neither
 * shows what hides in look-ups (a tunnel, a name that sleeps): the resolver asks for it. Where nothing but the proxy is reachable, its log is all.
 */
export function isCovered(
  host: Pick<HostVisibility, 'active' | 'seen'>,
  rules: { proxied: boolean; directBlocked: boolean },
): boolean {
  const isSeen = (question: Question) => host.active > 0 && host.seen[question] / host.active >= ENOUGH
  const past = rules.directBlocked || (isSeen('direct') && isSeen('lookups'))
  return past && (!rules.proxied || isSeen('requests'))
}
