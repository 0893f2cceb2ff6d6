const STRAY = 0.02 // of a usual day's events …
const ALONE = 7 // … with no other for as many days: a wrong clock or an old line, which must not make all the rest look new

/**
 * The first and the last time of each kind of log (a firewall keeps a week where the proxy keeps three months), in seconds since 1970,
 * by its days: a SELECT that gives via, day, begins, ends and n.
 */
export const spansOf = (days: string) => `
  SELECT via, toUnixTimestamp(minIf(begins, n >= usual * ${STRAY} OR next - day <= ${ALONE})) AS first,
    toUnixTimestamp(maxIf(ends, n >= usual * ${STRAY} OR day - previous <= ${ALONE})) AS last
  FROM
  (
    SELECT via, day, begins, ends, n, quantileExact(0.5)(n) OVER (PARTITION BY via) AS usual,
      leadInFrame(day, 1, day + 1000) OVER (PARTITION BY via ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next,
      lagInFrame(day, 1, day - 1000) OVER (PARTITION BY via ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous
    FROM (${days})
  )
  GROUP BY via`

const daysOf = (events: string) =>
  `SELECT via, toDate(time) AS day, min(time) AS begins, max(time) AS ends, count() AS n FROM (${events}) GROUP BY via, day`

const GAP = 2 // hours without an event in a log's first day …
const USUAL = 0.7 // … that have some of several hosts on so many of its other days: the log itself begins behind them
const SEVERAL = 3 // hosts: what one alone does all night, and did not on the first day, is what is looked for
const QUIET = 0.5 // of the hosts of a usual day: a weekend or holiday, on which a working day's programs can't be seen
const SHORT = 5 // days; a log of less knows no usual day

/** The hours in which each kind of log has events, how many and of which hosts; `events`: via, time and host. All that is asked of a log's time is asked of these. */
export const LOG_HOURS = `
  CREATE OR REPLACE TABLE log_hour
  (via String, hour DateTime('UTC'), earliest DateTime64(3, 'UTC'), latest DateTime64(3, 'UTC'), events UInt64, hosts AggregateFunction(uniq, String))
  ENGINE = MergeTree ORDER BY (via, hour)`
export const logHours = (events: string) => `
  INSERT INTO log_hour
  SELECT toString(via) AS via, toStartOfHour(time) AS hour, min(time), max(time), count(), uniqState(toString(host)) FROM (${events}) GROUP BY via, hour`
/** For `spansOf`. */
export const LOG_DAYS =
  'SELECT via, toDate(hour) AS day, min(earliest) AS begins, max(latest) AS ends, sum(events) AS n FROM log_hour GROUP BY via, day'

/**
 * Of spans as `spansOf` gives them (a SELECT), the time from which a log shows a working day whole: behind a gap in its first day, behind
 * the weekend on which it begins. Reads LOG_HOURS; `{zone:String}`: whose days. A nightly job that the log could not show before is not new.
 */
export const wholeFrom = (spans: string) => `
  WITH
    spans AS (SELECT via, first, last FROM (${spans})),
    habit AS (SELECT via, toHour(hour) AS of_day, countIf(n >= ${SEVERAL}) AS days FROM (SELECT via, hour, uniqMerge(hosts) AS n FROM log_hour GROUP BY via, hour) GROUP BY via, of_day),
    days AS (SELECT via, toStartOfDay(hour, {zone:String}) AS day, uniqMerge(hosts) AS hosts FROM log_hour GROUP BY via, day),
    usual AS (SELECT via, count() AS days, quantileExact(0.5)(hosts) AS hosts FROM days GROUP BY via HAVING days > ${SHORT}),
    gap AS
    (
      SELECT expected.via AS via, toUnixTimestamp(max(expected.hour)) + 3600 AS ends
      FROM (SELECT via, toStartOfHour(toDateTime(first)) + 3600 * arrayJoin(range(24)) AS hour FROM spans) AS expected
      LEFT JOIN log_hour ON log_hour.via = expected.via AND log_hour.hour = expected.hour
      INNER JOIN habit ON habit.via = expected.via AND habit.of_day = toHour(expected.hour)
      INNER JOIN usual ON usual.via = expected.via
      WHERE log_hour.via = '' AND habit.days >= ${USUAL} * (usual.days - 1)
      GROUP BY via
      HAVING count() >= ${GAP}
    ),
    begins AS
    (
      SELECT days.via AS via, toUnixTimestamp(min(day)) AS working
      FROM days
      INNER JOIN usual ON usual.via = days.via
      WHERE days.hosts >= ${QUIET} * usual.hosts
      GROUP BY via
    )
  -- what is left must be long enough to tell what is new in it: the days of which nothing is new are a quarter at most
  SELECT via, toUInt32(if(whole > began AND whole + 86400 - began <= (ended - began) / 4, whole, began)) AS first, ended AS last
  FROM
  (
    SELECT spans.via AS via, toInt64(spans.first) AS began, toInt64(spans.last) AS ended,
      greatest(toInt64(gap.ends), toInt64(begins.working)) AS whole
    FROM spans
    LEFT JOIN gap ON gap.via = spans.via
    LEFT JOIN begins ON begins.via = spans.via
  )`

/** For WITH, where `routine` and `fresh` are asked about contacts and look-ups of several logs. */
export const LOGS = '(SELECT mapFromArrays(groupArray(via), groupArray((first, last))) FROM log_span) AS logs'
/** … of which this one holds an event: proxy, sensor, flow, dns; SQL of its kind. */
export const spanIn = (via: string) => `logs[toString(${via})]`

/** For WITH, where all events are of one SELECT: its own span is `log`. */
export const logOf = (events: string) =>
  `(SELECT (max(first), max(last)) FROM (${spansOf(daysOf(`SELECT '' AS via, time FROM (SELECT time FROM ${events})`))})) AS log`

/**
 * What was there when the logs begin may be routine; what came later is new. The beginning is the first day, in short logs their
 * first quarter.
 */
const beginning = (log: string) => `least(86400, (${log}.2 - ${log}.1) / 4)`

/** A host that is off when the logs begin (a weekend, a day's leave) begins later; not so late that a new machine is old. */
const late = (log: string) => `least(3 * 86400., (${log}.2 - ${log}.1) * 0.4)`

const IN_USE = 0.25 // of the hours of a host's fullest day: switched on for a moment, it shows nothing of its daily life

/** When each host's daily life was first seen, for `routine`: its contacts with places that two others or more know too. */
export const OPENED = '(SELECT host, opened FROM host_opened)'

/** Of all hosts, made anew each scan: most questions about a rhythm ask for it. `{zone:String}`: whose days. */
export const HOST_OPENED = `
  CREATE OR REPLACE TABLE host_opened (host LowCardinality(String), opened Float64)
  ENGINE = MergeTree ORDER BY host`
export const HOSTS_OPENED = `
  INSERT INTO host_opened
  SELECT host, min(opened) AS opened
  FROM
  (
    SELECT host, toDate(time, {zone:String}) AS day, toFloat64(toUnixTimestamp(min(time))) AS opened, uniqExact(toStartOfHour(time)) AS hours,
      max(hours) OVER (PARTITION BY host) AS fullest
    FROM contact
    WHERE family IN (SELECT family FROM contact GROUP BY family HAVING uniqExact(host) >= 3)
    GROUP BY host, day
  )
  WHERE hours >= ${IN_USE} * fullest
  GROUP BY host`

/** It was there at the beginning of logs of more than a day, or, of a host that was off then, on its own first day; `opened`: SQL of OPENED's column */
export const routine = (first: string, log = 'log', opened?: string) => {
  const begin = opened
    ? `if(${opened} - ${log}.1 >= ${beginning(log)} AND ${opened} - ${log}.1 <= ${late(log)}, ${opened}, toFloat64(${log}.1))`
    : `${log}.1`
  return `toUInt8(${log}.2 - ${log}.1 > 86400 AND ${first} - ${begin} < ${beginning(log)})`
}

/** It came after the beginning. */
export const fresh = (first: string, log = 'log') => `toUInt8(${first} - ${log}.1 >= ${beginning(log)})`
