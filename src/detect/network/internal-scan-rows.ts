/** Who tried how many hosts inside on which port, beside what it and its peers do on other days. */
import type { DetectorContext } from '../detector.ts'
import { logOf, routine } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow } from '../row.ts'

export interface Sweep extends SeenRow {
  port: number
  targets: string
  hour_targets: string
  failures: number
  reached: string
  n: string
  days: string
  usual: number
  peers: number
  steady: number
  /** in rounds of a week */
  weekly: number
  /** … or of a month */
  monthly: number
  routine: number
  sample: string[]
  reached_sample: string[]
}

/** Remote control and file sharing: what spreads inside goes through these. */
export const SPREADING = [22, 23, 135, 139, 445, 1433, 3306, 3389, 5432, 5900, 5985, 5986]

/** Finders of printers, NAS and asset agents, name and time services: sweeps of these are everyday life. */
const FINDERS = [53, 67, 68, 123, 137, 138, 161, 427, 515, 631, 1900, 3702, 5353, 5355, 7680, 9100]

/** days: a sweep that is as large on each of them, from the logs' first day on, is a round that somebody has set up */
export const SCHEDULED_DAYS = 3

/** Hosts and ports on which so many were tried. */
export async function sweeps({ query, timezone, parameter }: DetectorContext): Promise<Sweep[]> {
  return await query<Sweep>(SQL, {
    zone: timezone,
    spreading: SPREADING,
    finders: FINDERS,
    targets: parameter('targets'),
    targets_other: parameter('targets_other_ports'),
    rounds: SCHEDULED_DAYS,
  })
}

const SQL = `
WITH
  tried AS
  (
    SELECT *
    FROM inside_contact
    WHERE port NOT IN {finders:Array(UInt16)}
      AND (host, port) IN (SELECT host, port FROM inside_contact GROUP BY host, port HAVING uniq(ip) >= {targets:Float64} / 2)
  ),
  -- servers that everybody uses are no find
  server AS
  (
    SELECT port, ip
    FROM inside_contact
    GROUP BY port, ip
    HAVING uniqExactIf(host, failed = 0) >= 3 AND uniqExactIf(host, failed = 0) >= 0.2 * (SELECT uniqExact(host) FROM inside_contact)
  ),
  inside AS (SELECT * FROM tried WHERE (port, ip) NOT IN (SELECT port, ip FROM server)),
  ${logOf('inside_contact')},
  hourly AS (SELECT host, port, toStartOfHour(time) AS hour, uniqExact(ip) AS targets FROM inside GROUP BY host, port, hour),
  busiest AS (SELECT host, port, max(targets) AS hour_targets FROM hourly GROUP BY host, port),
  daily AS
  (
    SELECT host, port, toDate(time, {zone:String}) AS day, uniqExact(ip) AS targets
    FROM inside
    GROUP BY host, port, day
  ),
  -- what the host did on days before its largest
  earlier AS
  (
    SELECT host, port, count() AS active_days, max(targets) AS most, argMax(day, targets) AS largest_day, min(targets) AS least
    FROM daily
    GROUP BY host, port
  ),
  -- large days of one weekday and hour, from the logs' first week on (of two, both as large); or of one day of each month, as large
  rounds AS
  (
    SELECT daily.host AS host, daily.port AS port, groupArray(daily.day) AS round_days,
      toUInt8((count() >= {rounds:UInt32} OR (count() = 2 AND min(daily.targets) * 4 >= max(daily.targets) * 3))
        AND uniqExact(toDayOfWeek(daily.day)) = 1
        AND min(daily.day) < addDays((SELECT toDate(min(time), {zone:String}) FROM inside_contact), 7)) AS weekly,
      toUInt8(count() >= 2 AND uniqExact(toDayOfMonth(daily.day)) = 1 AND uniqExact(toStartOfMonth(daily.day)) = count() AND min(daily.targets) * 1.2 >= max(daily.targets)) AS monthly
    FROM daily
    INNER JOIN earlier ON earlier.host = daily.host AND earlier.port = daily.port
    WHERE daily.targets * 2 >= earlier.most
    GROUP BY host, port
  ),
  -- a round may last for hours: when it begins is its hour
  at_hour AS
  (
    SELECT host, port, toUInt8(max(begins) - min(begins) <= 1) AS one_hour
    FROM
    (
      SELECT hourly.host AS host, hourly.port AS port, min(toHour(hour, {zone:String})) AS begins
      FROM hourly
      INNER JOIN busiest ON busiest.host = hourly.host AND busiest.port = hourly.port
      WHERE hourly.targets * 2 >= busiest.hour_targets
      GROUP BY host, port, toDate(hour, {zone:String})
    )
    GROUP BY host, port
  ),
  usual AS
  (
    SELECT daily.host AS host, daily.port AS port, maxIf(daily.targets, daily.day < earlier.largest_day) AS usual
    FROM daily
    INNER JOIN earlier ON earlier.host = daily.host AND earlier.port = daily.port
    GROUP BY host, port
  ),
  peers AS
  (
    SELECT port, median(targets) AS peers, count() AS hosts
    FROM (SELECT host, port, uniq(ip) AS targets FROM inside_contact GROUP BY host, port)
    GROUP BY port
  ),
  grouped AS
  (
    SELECT host, port, uniqExact(ip) AS targets, count() AS n, uniqExact(toDate(time, {zone:String})) AS days,
      uniqExactIf(ip, failed = 1) AS failed_targets, uniqExactIf(ip, failed = 0) AS reached,
      arraySort(groupUniqArrayIf(5)(address(ip), failed = 0)) AS reached_sample, arraySort(groupUniqArray(15)(address(ip))) AS sample,
      ${routine('toUnixTimestamp(min(time))')} AS routine,${SEEN_COLUMNS}
    FROM inside
    GROUP BY host, port
    HAVING targets >= if(port IN {spreading:Array(UInt16)}, {targets:Float64}, {targets_other:Float64})
  )
SELECT grouped.host AS host, grouped.port AS port, targets, hour_targets, round((targets - reached) / targets, 2) AS failures, reached, n, days,
  usual.usual AS usual, if(peers.hosts < 4, 0, peers.peers) AS peers,
  toUInt8(earlier.active_days >= 2 AND earlier.least * 2 >= earlier.most) AS steady, toUInt8(rounds.weekly = 1 AND at_hour.one_hour = 1) AS weekly, toUInt8(rounds.monthly = 1 AND at_hour.one_hour = 1) AS monthly, routine, sample, reached_sample, first, last, lines
FROM grouped
LEFT JOIN busiest ON busiest.host = grouped.host AND busiest.port = grouped.port
LEFT JOIN earlier ON earlier.host = grouped.host AND earlier.port = grouped.port
LEFT JOIN usual ON usual.host = grouped.host AND usual.port = grouped.port
LEFT JOIN peers ON peers.port = grouped.port
LEFT JOIN rounds ON rounds.host = grouped.host AND rounds.port = grouped.port
LEFT JOIN at_hour ON at_hour.host = grouped.host AND at_hour.port = grouped.port
ORDER BY targets DESC, host, port
LIMIT 200`
