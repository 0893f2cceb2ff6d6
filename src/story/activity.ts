/**
 * Who was seen, in which log, in which hour: worked out in one pass over each log, so that all that the report draws and counts need
 * not go over millions of events again.
 */
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { ANY_LOG, hasTraffic, type Present } from './present.ts'

export const LOGS = ['web', 'flow', 'dns'] as const

export async function buildSeen(engine: Engine, present: Present = ANY_LOG): Promise<void> {
  await makeAnew(
    engine,
    `CREATE OR REPLACE TABLE seen_hour
     (
       log LowCardinality(String), -- web | flow | dns
       source LowCardinality(String), -- the device that wrote it (log-source.ts); '' = not known
       hour DateTime('UTC'),
       host LowCardinality(String),
       source_ip IPv6,
       internal UInt8,
       shown UInt8, -- the log would show what the host sends outside: its requests or permitted connections are there
       n UInt64,
       first DateTime64(3, 'UTC'),
       last DateTime64(3, 'UTC')
     )
     ENGINE = MergeTree ORDER BY (log, hour, host)`,
    hasTraffic(present),
  )
  for (const log of LOGS) {
    if (!present.has(`${log}_event`)) continue
    const shown = { web: "observer_type != 'server'", flow: "event_action = 'allowed'", dns: '0' }[log]
    await engine.command(
      `INSERT INTO seen_hour
       SELECT '${log}', if(device != '', device, evidence_source.source), hour, host, source_ip, internal, shown, n, first, last
       FROM
       (
         SELECT evidence_id, ${log === 'flow' ? 'observer_name' : "''"} AS device, toStartOfHour(time) AS hour, host, source_ip, internal,
           max(toUInt8(${shown})) AS shown, count() AS n, min(time) AS first, max(time) AS last
         FROM ${log}
         GROUP BY evidence_id, device, hour, host, source_ip, internal
       ) AS seen
       LEFT JOIN evidence_source ON evidence_source.evidence_id = seen.evidence_id`,
    )
  }
}

/** Of the traffic that was seen; null where there is none. */
export async function range(engine: Engine): Promise<{ first: string; last: string } | null> {
  const rows = await engine.query<{ n: string; first: string; last: string }>(
    `SELECT count() AS n, formatDateTime(min(seen_hour.first), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(seen_hour.last), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last
     FROM seen_hour`,
  )
  const row = rows[0]
  return row && Number(row.n) > 0 ? { first: row.first, last: row.last } : null
}

export async function activity(engine: Engine, hosts: string[]): Promise<Record<string, [string, number][]>> {
  const rows = await engine.query<{ host: string; hour: string; n: string }>(
    `SELECT host, formatDateTime(seen_hour.hour, '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, sum(seen_hour.n) AS n
     FROM seen_hour
     WHERE host IN {hosts:Array(String)}
     GROUP BY host, hour
     ORDER BY host, hour`,
    { hosts: hosts.slice(0, 100) },
  )
  const byHost = Map.groupBy(rows, (row) => row.host)
  return Object.fromEntries([...byHost].map(([host, hours]) => [host, hours.map((row) => [row.hour, Number(row.n)])]))
}
