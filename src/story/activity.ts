/** Who was seen, from when to when, and how busy: what the report's tables and pictures are drawn from. */
import type { Roles } from '../detect/detector.ts'
import type { Engine } from '../store/engine.ts'
import type { SeenHost } from './verdict.ts'

/** Every internal client that any log shows. Connections or requests of its own in the log cover it; look-ups alone don't. */
export async function seenHosts(engine: Engine, roles: Roles): Promise<SeenHost[]> {
  const shared = (['proxy', 'resolver', 'gateway'] as const).flatMap((role) => roles.addresses(role))
  const rows = await engine.query<{ host: string; addresses: string[]; covered: number }>(
    `SELECT host, arraySort(groupUniqArray(20)(address(source_ip))) AS addresses, max(shown) AS covered
     FROM
     (
       SELECT host, source_ip, toUInt8(1) AS shown FROM web WHERE internal = 1
       UNION ALL
       SELECT host, source_ip, toUInt8(event_action = 'allowed') FROM flow WHERE internal = 1
       UNION ALL
       SELECT host, source_ip, toUInt8(0) FROM dns WHERE internal = 1
     )
     WHERE address(source_ip) NOT IN {shared:Array(String)}
     GROUP BY host
     ORDER BY host
     LIMIT 20000`,
    { shared },
  )
  return rows.map((row) => ({ ...row, covered: row.covered === 1 }))
}

export async function range(engine: Engine): Promise<{ first: string | null; last: string | null }> {
  const rows = await engine.query<{ n: string; first: string; last: string }>(
    `SELECT count() AS n, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last
     FROM (SELECT time FROM web UNION ALL SELECT time FROM flow UNION ALL SELECT time FROM dns)`,
  )
  const row = rows[0]
  return row && Number(row.n) > 0 ? { first: row.first, last: row.last } : { first: null, last: null }
}

export async function activity(engine: Engine, hosts: string[]): Promise<Record<string, [string, number][]>> {
  const rows = await engine.query<{ host: string; hour: string; n: string }>(
    `SELECT host, formatDateTime(toStartOfHour(time), '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, count() AS n
     FROM (SELECT host, time FROM web UNION ALL SELECT host, time FROM flow UNION ALL SELECT host, time FROM dns)
     WHERE host IN {hosts:Array(String)}
     GROUP BY host, hour
     ORDER BY host, hour`,
    { hosts: hosts.slice(0, 100) },
  )
  const byHost = Map.groupBy(rows, (row) => row.host)
  return Object.fromEntries([...byHost].map(([host, hours]) => [host, hours.map((row) => [row.hour, Number(row.n)])]))
}
