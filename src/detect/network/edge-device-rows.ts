import { isAmong } from '../../store/ranges.ts'
import type { DetectorContext } from '../detector.ts'
import { atNight } from '../hours.ts'
import { LOGS, logOf, routine } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, session, sessions } from '../row.ts'
import { WEB_LIKE } from './ports.ts'

export interface Row extends SeenRow {
  address: string
  /** the addresses of one place, the most used first */
  destinations: string[]
  names: string[]
  port: number
  n: string
  days: string
  hours: string
  sharing: string
  vendor: string
  routine: number
  /** nights on which it suddenly connected many times */
  bursts: string
  bytes: string
  sized: number
}

export async function edgeRows(context: DetectorContext, edges: string[]): Promise<Row[]> {
  const parameters = {
    edges,
    proxies: context.roles.addresses('proxy'),
    repeated: context.parameter('repeated'),
    zone: context.timezone,
  }
  for (const [name, sql] of Object.entries(KEPT)) await context.keep(name, sql, parameters)
  return await context.query<Row>(SQL, parameters)
}

/** Servers send mail and logs by nature. */
const MAIL_AND_LOGS = '25, 465, 514, 587, 6514'

/** What a proxy fetched for somebody: the addresses in its log, and those of names that were asked for. */
const REQUESTED = `
    SELECT destination_ip AS ip FROM web WHERE observer_type = 'proxy' AND external = 1
    UNION DISTINCT
    SELECT ip FROM known_address WHERE arrayExists(one -> one IN (SELECT name FROM contact WHERE via = 'proxy'), names)`

/** Proxies whose own connections don't fit the requests at hand (another proxy's log, another time): nothing can be said of them. */
export async function unmatchedProxies(context: DetectorContext): Promise<Set<string>> {
  const rows = await context.query<{ address: string; share: number }>(
    `SELECT address(source_ip) AS address, uniqExactIf(destination_ip, destination_ip IN (SELECT ip FROM edge_device_requested)) / uniqExact(destination_ip) AS share
     FROM flow
     WHERE external = 1 AND destination_port IN (80, 443) AND ${isAmong('source_ip', 'proxies')}
     GROUP BY address`,
    { proxies: context.roles.addresses('proxy') },
  )
  return new Set(rows.filter((row) => row.share < context.parameter('explained_share')).map((row) => row.address))
}

const SELDOM = 8 // sessions on an ordinary day
const BURST = 12 // sessions …
const TIMES = 4 // … so many times the ordinary day's
const AT_NIGHT = 0.7 // of them
const WEEK = 7 // days
const AT_ONCE = 5 // s from a look-up to the connection that was made for it
const EACH = 0.8 // of the connections to an address follow the look-up
const SELDOM_ASKED = 3 // look-ups for each connection to any address

const KEPT = {
  edge_device_requested: REQUESTED,
  edge_device_own: `
    SELECT toLowCardinality(address(source_ip)) AS device, toLowCardinality(host) AS called, destination_ip AS ip, destination_port AS port, network_transport AS transport, time,
      source_bytes AS bytes, event_id, evidence_id, line, toUnixTimestamp(time - toIntervalMillisecond(greatest(0, event_duration_ms))) AS began
    FROM flow
    WHERE internal = 1 AND external = 1 AND event_action != 'denied' AND ${isAmong('source_ip', 'edges')} AND ${WEB_LIKE} AND port NOT IN (${MAIL_AND_LOGS})`,
  // where the log has no answers: what the device looks up at the moment of each connection, and for hardly anything else
  edge_device_asked: `
    SELECT address(source_ip) AS device, dns_question_name AS name, toUnixTimestamp(time) AS asked, arrayJoin([intDiv(asked, ${AT_ONCE}), intDiv(asked, ${AT_ONCE}) + 1]) AS slot,
      uniqExact(asked) OVER (PARTITION BY device, name) AS times
    FROM dns
    WHERE internal = 1 AND event_type != 'answer' AND ${isAmong('source_ip', 'edges')}
      AND dns_question_name NOT IN (SELECT name FROM known_answer WHERE notEmpty(ips))`,
  edge_device_named: `
WITH
  call AS
  (
    SELECT device, ip, ${session('own')} AS of_session, min(began) AS at
    FROM edge_device_own AS own
    WHERE device IN (SELECT device FROM edge_device_asked)
    GROUP BY device, ip, of_session
  ),
  led AS
  (
    SELECT device, ip, name, uniqExact(of_session) AS n, any(times) AS look_ups
    FROM (SELECT *, intDiv(at + 1, ${AT_ONCE}) AS slot FROM call) AS call
    INNER JOIN edge_device_asked AS question_of ON question_of.device = call.device AND question_of.slot = call.slot
    WHERE call.at + 1 BETWEEN asked AND asked + ${AT_ONCE}
    GROUP BY device, ip, name
  )
SELECT led.device AS device, led.ip AS ip, argMax(led.name, n) AS name
FROM (SELECT *, sum(n) OVER (PARTITION BY device, name) AS all_calls FROM led) AS led
INNER JOIN (SELECT device, ip, count() AS calls FROM call GROUP BY device, ip) AS counted ON counted.device = led.device AND counted.ip = led.ip
WHERE n >= ${EACH} * calls AND look_ups <= ${SELDOM_ASKED} * all_calls
GROUP BY device, ip`,
  edge_device_strange: `
WITH
  -- a place is a name where the address has one: services in clouds change their addresses, and a new one is no new place
  placed AS
  (
    SELECT met.device AS device, met.ip AS ip, met.began AS began, if(empty(known_address.names) AND named.name != '', [named.name], known_address.names) AS names, known_address.lists['vendor'] AS vendor,
      if(empty(names), address(met.ip), names[1]) AS place,
      multiIf(empty(names), address(toIPv6(cutIPv6(met.ip, 10, 1))), known_name.family != '', known_name.family, place) AS net,
      met.device IN {proxies:Array(String)} AND met.ip IN (SELECT ip FROM edge_device_requested) AS requested
    FROM (SELECT device, ip, min(time) AS began FROM edge_device_own GROUP BY device, ip) AS met
    LEFT JOIN known_address ON known_address.ip = met.ip
    LEFT JOIN edge_device_named AS named ON named.device = met.device AND named.ip = met.ip
    LEFT JOIN known_name ON known_name.name = names[1]
  ),
  unexplained AS
  (
    SELECT device, ip, names, vendor, place, net_began
    FROM
    (
      SELECT *, max(requested) OVER (PARTITION BY device, place) AS explained,
        -- one more address of a block, or name of a family, that the device has used before is the same service
        min(began) OVER (PARTITION BY device, net) AS net_began
      FROM placed
    )
    WHERE explained = 0
  )
SELECT device, called, place, ip, port, names, vendor, net_began, time, bytes, event_id, evidence_id, line
FROM edge_device_own AS own
INNER JOIN unexplained USING (device, ip)`,
}

const SQL = `
WITH
  ${logOf('edge_device_own')},
  ${LOGS},
  -- servers are there on a Sunday, too: their first day is that of the people, where their log is at hand
  (greatest(log.1, logs['flow'].1), log.2) AS peopled,
  grouped AS
  (
    SELECT device, place, argMin(called, time) AS known_as, topK(20)(ip) AS ips, any(names) AS names, any(vendor) AS vendor, topK(1)(port)[1] AS a_port, ${sessions('own')} AS n,
      uniqExact(toDate(time, {zone:String})) AS days, uniqExact(toStartOfHour(time)) AS hours, sum(greatest(0, own.bytes)) AS bytes, toUInt8(max(own.bytes) >= 0) AS sized,
      ${routine('toUnixTimestamp(min(net_began))', 'peopled')} AS routine,${SEEN_COLUMNS}
    FROM edge_device_strange AS own
    GROUP BY device, place
    HAVING n >= {repeated:Float64}
  ),
  daily AS
  (
    SELECT device, place, toDate(time, {zone:String}) AS day, ${sessions('own')} AS calls, countIf(${atNight('time')}) / count() AS nightly
    FROM edge_device_strange AS own
    GROUP BY device, place, day
  ),
  -- seldom and steady otherwise; a weekly task has its weekday
  burst AS
  (
    SELECT device, place, countIf(much) AS bursts
    FROM
    (
      SELECT *, quantileExact(0.5)(calls) OVER (PARTITION BY device, place) AS usual,
        usual <= ${SELDOM} AND calls >= ${BURST} AND calls >= usual * ${TIMES} AND nightly >= ${AT_NIGHT} AS much
      FROM daily
    )
    GROUP BY device, place
    HAVING count() >= ${WEEK} AND bursts BETWEEN 2 AND count() / 4 AND uniqExactIf(toDayOfWeek(day), much) > 1
  ),
  met AS (SELECT device, place, arrayJoin(ips) AS ip FROM grouped),
  clients AS (SELECT ip, uniqExact(host) AS sharing FROM contact WHERE via = 'flow' AND ip IN (SELECT ip FROM met) GROUP BY ip),
  shared AS
  (
    SELECT met.device AS device, met.place AS place, max(clients.sharing) AS sharing
    FROM met
    LEFT JOIN clients USING (ip)
    GROUP BY device, place
  )
SELECT known_as AS host, grouped.device AS address, arrayMap(ip -> address(ip), ips) AS destinations, names, vendor, a_port AS port, n, days, hours, bytes, sized, sharing, routine, bursts,
  first, last, lines
FROM grouped
LEFT JOIN shared ON shared.device = grouped.device AND shared.place = grouped.place
LEFT JOIN burst ON burst.device = grouped.device AND burst.place = grouped.place
ORDER BY n DESC, host, destinations
LIMIT 500`
