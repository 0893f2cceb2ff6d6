/** Connections past the proxy, by host and address, with what makes them a common exception, a task, an outage or a laptop that lost its proxy. */
import { isAmong } from '../../store/ranges.ts'
import { LOGS, OPENED, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow } from '../row.ts'
import { BROWSED } from './browsing.ts'
import { WEB_LIKE } from './ports.ts'

export interface Row extends SeenRow {
  destination: string
  range: string
  /** of a resolver with encrypted DNS, as the host's own look-ups tell */
  resolver?: boolean
  /** a person watches pictures from there */
  watched?: boolean
  port: number
  n: string
  denied: string
  /** share of the connections made in five minutes in which it also went to several other places */
  accompanied: number
  days: string
  hours: string
  uses_proxy: number
  sharing: string
  /** so many hosts go to its range that it is a permitted exception */
  common: number
  /** places that its host goes to directly, without those that are common; the rows hold but the most used */
  places: string
  /** hosts that go to this very address */
  same_address: string
  names: string[]
  bytes: string
  sized: number
  /** hours */
  longest: number
  routine: number
  /** the firewall's rule that lets it through lets hardly anything else through */
  own_rule: number
  /** one task, which uses several addresses in turn: the rule that was written for it, or the range where a machine has one, or '' */
  task: string
  task_by: '' | 'rule' | 'machine'
  task_routine: number
}

const BURST = 4 // places in five minutes
const FEW_PLACES = 3 // that a rule of the firewall lets through: it was written for them
const FEW_HOSTS = 3 // to which a rule was given for a task of theirs
const SAME_HOURS = 6 // of the clock's 24: a task has its time of the day
const NEARLY_DAILY = 0.8 // of the logs' days
const AROUND_THE_CLOCK = 20 // hours of the clock

/** Every such connection: kept as a table of this name. */
export const DIRECT = 'proxy_bypass_direct'
export const CONNECTIONS = `
  SELECT host, source_ip, ip, port, outcome, time, toStartOfFiveMinutes(time) AS bin, toString(IPv6CIDRToRange(ip, 120).1) AS range,
    event_id, sent, duration_ms, rule, evidence_id, line
  FROM contact
  WHERE via = 'flow'
    AND ${WEB_LIKE}
    AND (transport != 'udp' OR port = 443)`

export const PAST_THE_PROXY = `
WITH
  ${LOGS},
  rule_places AS (SELECT rule, uniqExact(ip) AS places FROM contact WHERE via = 'flow' AND rule != '' AND outcome != 'denied' GROUP BY rule),
  -- a rule of a few hosts, for one port, used at the same hours: one task, such as a backup to a storage service whose addresses change
  own_task AS
  (
    SELECT host, rule, rule AS task, toUnixTimestamp(min(time)) AS task_began
    FROM contact
    WHERE via = 'flow' AND outcome != 'denied' AND rule IN
    (
      SELECT rule
      FROM contact
      WHERE via = 'flow' AND rule != '' AND outcome != 'denied'
      GROUP BY rule
      HAVING uniqExact(host) <= ${FEW_HOSTS} AND uniqExact(port) = 1
    )
    GROUP BY host, rule
    HAVING uniqExact(ip) > 1 AND uniqExact(toHour(time, {zone:String})) <= ${SAME_HOURS}
  ),
  direct AS (SELECT * FROM ${DIRECT}),
  ${BROWSED('SELECT host FROM direct')},
  -- around the clock, and nobody reads a page at it
  machine AS
  (
    SELECT source_ip
    FROM contact
    GROUP BY source_ip
    HAVING max(${isAmong('source_ip', 'machines')}) OR (uniqExact(toHour(time)) >= ${AROUND_THE_CLOCK} AND countIf(host IN (SELECT host FROM browsed)) = 0)
  ),
  -- … that goes to several addresses of one range, to one port, at the same hours of nearly every day
  machine_task AS
  (
    SELECT source_ip AS task_source, range AS task_range, toUnixTimestamp(min(time)) AS range_began
    FROM direct
    WHERE outcome != 'denied' AND source_ip IN (SELECT source_ip FROM machine)
    GROUP BY source_ip, range
    HAVING uniqExact(ip) > 1 AND uniqExact(port) = 1 AND uniqExact(toHour(time, {zone:String})) <= ${SAME_HOURS}
      AND uniqExact(toDate(time, {zone:String})) >= ${NEARLY_DAILY} * (SELECT uniqExact(toDate(time, {zone:String})) FROM direct)
  ),
  proxied AS (SELECT host, toStartOfFiveMinutes(time) AS bin FROM contact WHERE via = 'proxy' GROUP BY host, bin),
  proxy_users AS (SELECT DISTINCT host FROM proxied),
  alive AS (SELECT bin, uniqExact(host) AS users FROM proxied GROUP BY bin),
  -- many hosts at once, and the proxy wrote next to nothing: it was down; it went and came within the bins beside
  silent AS
  (
    SELECT bin
    FROM direct
    LEFT JOIN alive USING (bin)
    GROUP BY bin
    HAVING uniqExact(host) >= {outage:Float64} AND any(users) * 4 < uniqExact(host)
  ),
  outage AS (SELECT DISTINCT arrayJoin([bin - toIntervalMinute(5), bin, bin + toIntervalMinute(5)]) AS bin FROM silent),
  -- a program that has lost its proxy tries everything it knows at once, and goes on into the bins beside
  burst AS
  (
    SELECT DISTINCT host, arrayJoin([bin - toIntervalMinute(5), bin, bin + toIntervalMinute(5)]) AS bin
    FROM (SELECT host, bin FROM direct WHERE bin NOT IN (SELECT bin FROM outage) GROUP BY host, bin HAVING uniqExact(ip) >= ${BURST})
  ),
  range_share AS (SELECT range, uniqExact(host) AS sharing FROM direct WHERE bin NOT IN (SELECT bin FROM outage) GROUP BY range),
  answered AS
  (
    SELECT answer, arraySort(groupUniqArray(3)(name)) AS names
    FROM known_answer
    ARRAY JOIN ips AS answer
    WHERE answer IN (SELECT ip FROM direct)
    GROUP BY answer
  ),
  grouped AS
  (
    SELECT host, ip, any(range) AS range, topK(1)(port)[1] AS port,
      uniqExactIf(if(event_id = '', toString(time), event_id), outcome != 'denied') AS n,
      countIf(outcome = 'denied') AS denied,
      countIf((host, bin) IN (SELECT host, bin FROM burst)) / count() AS accompanied,
      uniqExact(toDate(time)) AS days,
      uniqExact(toStartOfHour(time)) AS hours,
      sum(greatest(0, sent)) AS bytes, toUInt8(max(sent) >= 0) AS sized, round(max(duration_ms) / 3600000, 1) AS longest, toUnixTimestamp(min(time)) AS began, topK(1)(rule)[1] AS rule, any(source_ip) AS source,${SEEN_COLUMNS}
    FROM direct
    WHERE bin NOT IN (SELECT bin FROM outage)
    GROUP BY host, ip
  )
SELECT host, address(ip) AS destination, range, port, n, denied, accompanied, days, hours, bytes, sized, longest, sharing,
  toUInt8(sharing > {uncommon:Float64}) AS common, countIf(common = 0) OVER (PARTITION BY host) AS places, count() OVER (PARTITION BY grouped.ip) AS same_address, names,
  ${routine('began', spanIn("'flow'"), 'beginning.opened')} AS routine,
  toUInt8(rule != '' AND rule_places.places <= ${FEW_PLACES}) AS own_rule,
  multiIf(own_task.task != '', 'rule', task_range != '', 'machine', '') AS task_by, multiIf(task_by = 'rule', own_task.task, task_by = 'machine', task_range, '') AS task,
  ${routine("if(task_by = 'machine', range_began, own_task.task_began)", spanIn("'flow'"), 'beginning.opened')} AS task_routine, lines, first, last,
  toUInt8(host IN (SELECT host FROM proxy_users)) AS uses_proxy
FROM grouped
LEFT JOIN range_share USING (range)
LEFT JOIN answered ON answered.answer = grouped.ip
LEFT JOIN rule_places USING (rule)
LEFT JOIN own_task USING (host, rule)
LEFT JOIN machine_task ON machine_task.task_source = grouped.source AND machine_task.task_range = grouped.range
LEFT JOIN ${OPENED} AS beginning USING (host)
ORDER BY n DESC, host, destination
LIMIT 5000 BY common`
