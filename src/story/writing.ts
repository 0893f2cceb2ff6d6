/**
 * When each source of logs was writing: hours with records and, between its first and its last, the silent ones that are no gap. A source
 * is a device (log-source.ts). Parts of one log that follow one another are one source, whatever their files are called.
 */
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { LOGS } from './activity.ts'
import { type Hour, silences } from './silence.ts'
import { hourOf } from './whole-hour.ts'

export type Log = (typeof LOGS)[number]

export interface Source {
  log: Log
  /** as log-source.ts names it; '' where nothing tells devices apart */
  name: string
  /** hours since 1970: the first with records, and the one after the last */
  first: number
  end: number
  /** hours [from, to) without records in which there should be some */
  gaps: [number, number][]
  /** it logs what the hosts send outside: permitted connections, requests */
  shows: boolean
}

const MOST = 24 // sources of a log; where each PC writes its own, they are taken together
const SAME_HOSTS = 0.5 // of the smaller one's hosts are the other's too: two parts of one log

/**
 * Also makes the table `log_part`, which says which source a name of `seen_hour` belongs to. What a firewall permits is logged by policy: that it
 * logs the proxies' connections says nothing of the clients'.
 */
export async function sources(engine: Engine, timezone: string, proxies: string[]): Promise<Source[]> {
  const rows = await engine.query<Hour & { log: Log; source: string; shown: number }>(
    `SELECT log, source, formatDateTime(seen_hour.hour, '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, sum(seen_hour.n) AS n,
       uniqExact(host) AS hosts,
       maxIf(seen_hour.shown, log != 'flow' OR (internal = 1 AND address(source_ip) NOT IN {proxies:Array(String)})) AS shown
     FROM seen_hour
     GROUP BY log, source, hour
     ORDER BY log, source, hour`,
    { proxies },
  )
  const parts: { log: Log; source: string; name: string }[] = []
  const found: Source[] = []
  for (const log of LOGS) {
    const own = rows.filter((row) => row.log === log)
    const chains = await chained(
      engine,
      log,
      Map.groupBy(own, (row) => row.source),
    )
    for (const [name, members] of chains) {
      parts.push(...members.map((source) => ({ log, source, name })))
      const hours = mergedHours(own.filter((row) => members.includes(row.source)))
      const clients = Math.max(0, ...hours.map((hour) => Number(hour.hosts)))
      found.push({
        log,
        name,
        first: hourOf(hours[0]?.hour),
        end: hourOf(hours.at(-1)?.hour) + 1,
        gaps: silences(hours, clients, timezone).map(({ first, last }) => [hourOf(first), hourOf(last)]),
        shows: log === 'dns' || own.some((row) => members.includes(row.source) && Number(row.shown) === 1),
      })
    }
  }
  await makeAnew(
    engine,
    'CREATE OR REPLACE TABLE log_part (log String, source String, name String) ENGINE = MergeTree ORDER BY (log, source)',
    parts.length > 0,
  )
  if (parts.length > 0) await engine.insert('log_part', parts)
  return found
}

/** Parts that follow one another and show the same hosts, under the name of the first. */
async function chained(engine: Engine, log: Log, bySource: Map<string, Hour[]>): Promise<Map<string, string[]>> {
  if (bySource.size > MOST) return new Map([['', [...bySource.keys()]]])
  if (bySource.size < 2) return new Map([...bySource.keys()].map((name) => [name, [name]]))
  const common = await engine.query<{ a: string; b: string; share: number }>(
    `WITH
       shown AS (SELECT DISTINCT source, host FROM seen_hour WHERE log = {log:String} AND internal = 1),
       total AS (SELECT source, count() AS n FROM shown GROUP BY source)
     SELECT one.source AS a, other.source AS b, count() / least(any(of_a.n), any(of_b.n)) AS share
     FROM shown AS one
     INNER JOIN shown AS other ON other.host = one.host
     INNER JOIN total AS of_a ON of_a.source = one.source
     INNER JOIN total AS of_b ON of_b.source = other.source
     WHERE one.source != other.source
     GROUP BY a, b`,
    { log },
  )
  const share = new Map(common.map((row) => [`${row.a}\n${row.b}`, Number(row.share)]))
  const span = (names: string[]) => {
    const hours = names.flatMap((name) => bySource.get(name) ?? []).map((row) => row.hour)
    hours.sort()
    return [hourOf(hours[0]), hourOf(hours.at(-1))] as const
  }
  const chains = new Map<string, string[]>()
  for (const name of [...bySource.keys()].sort((a, b) => span([a])[0] - span([b])[0])) {
    const before = [...chains].find(
      ([, members]) =>
        span([name])[0] >= span(members)[1] && members.some((one) => (share.get(`${one}\n${name}`) ?? 0) >= SAME_HOSTS),
    )
    if (before) before[1].push(name)
    else chains.set(name, [name])
  }
  return chains
}

function mergedHours(rows: Hour[]): Hour[] {
  const byHour = new Map<string, Hour>()
  for (const { hour, n, hosts } of rows) {
    const seen = byHour.get(hour)
    byHour.set(hour, {
      hour,
      n: String(Number(n) + Number(seen?.n ?? 0)),
      hosts: String(Math.max(Number(hosts), Number(seen?.hosts ?? 0))),
    })
  }
  return [...byHour.values()].sort((a, b) => (a.hour < b.hour ? -1 : 1))
}
