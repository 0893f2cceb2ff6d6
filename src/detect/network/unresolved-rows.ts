/** Connections to addresses that no answer had given before, by host and address. */
import { isAmong } from '../../store/ranges.ts'
import type { DetectorContext } from '../detector.ts'
import { LOGS, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow } from '../row.ts'
import { APPLIANCE } from './appliance.ts'
import { MESHED, meshEntries } from './mesh.ts'
import { WEB_LIKE } from './ports.ts'

export interface Unresolved extends SeenRow {
  destination: string
  port: number
  n: string
  days: string
  hours: string
  never: number
  doh: number
  routine: number
  /** a server or device by its role, or by how it lives */
  machine: number
  mesh: number
  sharing: string
  /** other addresses that this host contacts and the logs' answers gave */
  resolved: string
}

export async function unresolved(context: DetectorContext): Promise<Unresolved[]> {
  const slices = await slicesFor(context)
  const rows: Unresolved[] = []
  for (let slice = 0; slice < slices; slice++) {
    const parameters = {
      zone: context.timezone,
      slice,
      slices,
      age: context.parameter('maximum_age_hours') * 3600,
      warm_up: context.parameter('warm_up_minutes') * 60,
      machines: [...context.roles.addresses('server'), ...context.roles.addresses('device')],
      mesh: meshEntries(context),
      doh_addresses: context.lists.doh.networks.map((network) => network.entry.replace(/\/\d+$/, '')),
    }
    for (const [name, sql] of Object.entries(KEPT)) await context.keep(name, sql, parameters)
    rows.push(...(await context.query<Unresolved>(SQL, parameters)))
  }
  return rows
}

/** seconds: in shorter logs an infection, too, is there from the first day to the last */
const WEEK = 7 * 86_400
const PER_SLICE = 1_000_000 // connections whose join stays far below a gigabyte

/** Destinations are dealt out by hash, so that each slice's join fits the memory, and each slice is complete in itself. */
async function slicesFor(context: DetectorContext): Promise<number> {
  const rows = await context.query<{ n: string }>("SELECT count() AS n FROM contact WHERE via = 'flow'")
  return Math.min(16, Math.ceil(Number(rows[0]?.n ?? 0) / PER_SLICE))
}

const KEPT = {
  unresolved_destination_connection: `
WITH
  -- hours in which the log has answers, and in which it had them for the warm-up before
  covered AS (SELECT DISTINCT toStartOfHour(time) AS hour FROM dns WHERE notEmpty(dns_resolved_ip)),
  started AS (SELECT min(time) AS first_answer FROM dns WHERE notEmpty(dns_resolved_ip)),
  -- a name that stood beside the address, in a proxy's or firewall's own log, was looked up where nobody logs it
  named AS (SELECT DISTINCT ip FROM contact WHERE via != 'flow' AND name != '' AND ip != toIPv6('::')),
  recognised AS (SELECT ip FROM known_address WHERE lists['meeting'] != '' OR lists['vendor'] != '')
SELECT host, source_ip, ip, port, time, event_id, evidence_id, line
FROM contact
WHERE via = 'flow' AND outcome = 'success'
  AND ${WEB_LIKE}
  AND cityHash64(ip) % {slices:UInt32} = {slice:UInt32}
  AND toStartOfHour(time) IN (SELECT hour FROM covered)
  AND ip NOT IN (SELECT ip FROM named) AND ip NOT IN (SELECT ip FROM recognised)
  AND time >= (SELECT first_answer FROM started) + toIntervalSecond({warm_up:Float64})`,
  unresolved_destination_answer: `
SELECT ip, time
FROM dns
ARRAY JOIN dns_resolved_ip AS ip
WHERE ip IN (SELECT ip FROM unresolved_destination_connection)`,
}

const SQL = `
WITH
  ${LOGS},
  ${MESHED},
  known AS (SELECT DISTINCT ip FROM unresolved_destination_answer),
  judged AS
  (
    SELECT c.*, toUInt8(c.ip NOT IN (SELECT ip FROM known)) AS never,
      toUInt8(never = 1 OR a.time < c.time - toIntervalSecond({age:Float64})) AS unresolved
    FROM unresolved_destination_connection AS c
    ASOF LEFT JOIN unresolved_destination_answer AS a ON a.ip = c.ip AND a.time <= c.time
  ),
  -- the engine works a WITH out again wherever it is named, and this join is dear: what else is asked of it is asked of its pairs
  pair AS
  (
    SELECT host, ip, unresolved, topK(1)(port)[1] AS port,
      uniqExact(if(event_id = '', toString(time), event_id)) AS n,
      uniqExact(toDate(time)) AS days,
      uniqExact(toStartOfHour(time)) AS hours,
      min(never) AS never,
      max(${isAmong('source_ip', 'machines')}) AS machine,${SEEN_COLUMNS}
    FROM judged
    GROUP BY host, ip, unresolved
  ),
  among AS
  (
    SELECT *, countIf(unresolved = 1) OVER (PARTITION BY ip) AS sharing, countIf(unresolved = 0) OVER (PARTITION BY host) AS resolved
    FROM pair
  ),
  -- the name server's log may begin later than the connections
  since AS (SELECT host, ip, min(time) AS began FROM contact WHERE via = 'flow' AND cityHash64(ip) % {slices:UInt32} = {slice:UInt32} GROUP BY host, ip),
  used AS (SELECT DISTINCT host FROM contact WHERE via = 'flow' AND outcome = 'success'),
  ${APPLIANCE},
  private_dns AS
  (
    SELECT host FROM contact WHERE name IN (SELECT name FROM known_name WHERE lists['doh'] != '') OR (address(ip) IN {doh_addresses:Array(String)} AND port IN (443, 853))
    UNION DISTINCT
    SELECT host FROM dns WHERE internal = 1 AND dns_question_name IN (SELECT name FROM known_name WHERE lists['doh'] != '')
  )
SELECT host, address(ip) AS destination, port, n, days, hours, never,
  toUInt8(host IN (SELECT host FROM private_dns)) AS doh, toUInt8(host IN (SELECT host FROM meshed)) AS mesh,
  toUInt8(machine OR host IN (SELECT host FROM appliance)) AS machine,
  toUInt8(${routine('toUnixTimestamp(began)', spanIn("'flow'"))} AND logs['flow'].2 - logs['flow'].1 > ${WEEK}) AS routine,
  sharing, resolved, first, last, lines
FROM among
LEFT JOIN since USING (host, ip)
WHERE unresolved = 1
ORDER BY n DESC, host, destination
LIMIT 5000`

/** Names that each of these hosts asked for itself. */
export async function namesAsked(hosts: string[], { query }: DetectorContext): Promise<Map<string, number>> {
  if (hosts.length === 0) return new Map()
  const rows = await query<{ host: string; asked: string }>(
    `SELECT host, uniqExact(dns_question_name) AS asked
     FROM dns
     WHERE internal = 1 AND host IN {hosts:Array(String)}
     GROUP BY host`,
    { hosts },
  )
  return new Map(rows.map((row) => [row.host, Number(row.asked)]))
}
