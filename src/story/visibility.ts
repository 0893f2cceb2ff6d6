/**
 * Per question and host: in how many of the hours in which the host was active could a log have answered? A source answers from its
 * first to its last record, without its gaps; a firewall that logs only denied connections answers nothing about permitted ones.
 */
import type { Roles } from '../detect/detector.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'

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

/** Half-open interval of seconds since 1970. */
type Interval = [number, number]
export type Watched = Record<Question, Interval[]>

export interface HostVisibility {
  host: string
  addresses: string[]
  /** hours in which any log shows it */
  active: number
  /** of these, the hours in which a log could have answered */
  seen: Record<Question, number>
}

export interface Gap {
  log: string
  first: string
  last: string
}

/** When each question's log was writing. */
export async function watched(engine: Engine, gaps: Gap[], hiding: string[]): Promise<Watched> {
  const rows = await engine.query<{ log: string; from: string; to: string }>(
    `SELECT log, toUnixTimestamp(min(hour)) AS from, toUnixTimestamp(max(hour)) + 3600 AS to
     FROM seen_hour
     WHERE shown = 1 OR log = 'dns'
     GROUP BY log`,
  )
  const of = (log: string): Interval[] => {
    const row = rows.find((one) => one.log === log)
    if (!row || hiding.includes(log)) return []
    const holes = gaps
      .filter((gap) => gap.log === log)
      .map((gap): Interval => [Date.parse(gap.first) / 1000, Date.parse(gap.last) / 1000])
    return holes.reduce<Interval[]>(without, [[Number(row.from), Number(row.to)]])
  }
  return { requests: of('web'), direct: of('flow'), lookups: of('dns') }
}

function without(intervals: Interval[], [from, to]: Interval): Interval[] {
  return intervals.flatMap(([start, end]): Interval[] =>
    [[start, Math.min(end, from)] as Interval, [Math.max(start, to), end] as Interval].filter(([a, b]) => a < b),
  )
}

/** Every internal client that any log shows, with its hours. */
export async function hostVisibility(engine: Engine, roles: Roles, times: Watched): Promise<HostVisibility[]> {
  const shared = (['proxy', 'resolver', 'gateway'] as const).flatMap((role) => roles.addresses(role))
  const within = (question: Question) =>
    times[question].length === 0
      ? '0'
      : times[question].map(([from, to]) => `(at >= ${Math.round(from)} AND at < ${Math.round(to)})`).join(' OR ')
  const rows = await engine.query<Record<Question, string> & { host: string; addresses: string[]; active: string }>(
    `SELECT host, arraySort(groupUniqArrayArray(20)(addresses)) AS addresses, count() AS active,
       ${QUESTIONS.map((question) => `countIf(${within(question)}) AS ${question}`).join(', ')}
     FROM
     (
       SELECT host, toUnixTimestamp(hour) AS at, groupUniqArray(20)(address(source_ip)) AS addresses
       FROM seen_hour
       WHERE internal = 1 AND address(source_ip) NOT IN {shared:Array(String)}
       GROUP BY host, hour
     )
     GROUP BY host
     ORDER BY host
     LIMIT 20000`,
    { shared: [...new Set([...shared, ...roles.shared])] },
  )
  return rows.map((row) => ({
    host: row.host,
    addresses: row.addresses,
    active: Number(row.active),
    seen: { requests: Number(row.requests), direct: Number(row.direct), lookups: Number(row.lookups) },
  }))
}

const ENOUGH = 0.5 // of the host's active hours

/**
 * Would an infection have shown? Border logs of permitted connections show every way out, but where clients go through a proxy the
 * border sees only the proxy: then the proxy's log is needed too. A proxy's log alone shows nothing of what goes past it.
 */
export function isCovered(host: HostVisibility, rules: { proxied: boolean; directBlocked: boolean }): boolean {
  const share = (question: Question) => (host.active === 0 ? 0 : host.seen[question] / host.active)
  const direct = rules.directBlocked || share('direct') >= ENOUGH
  return direct && (!rules.proxied || share('requests') >= ENOUGH)
}
