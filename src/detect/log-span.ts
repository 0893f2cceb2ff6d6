const STRAY = 0.02 // of a usual day's events …
const ALONE = 7 // … with no other for as many days: a wrong clock or an old line, which must not make all the rest look new

/**
 * The first and the last time of each kind of log (a firewall keeps a week where the proxy keeps three months), in seconds since 1970,
 * of a SELECT that gives via and time.
 */
export const spansOf = (events: string) => `
  SELECT via, toUnixTimestamp(minIf(begins, n >= usual * ${STRAY} OR next - day <= ${ALONE})) AS first,
    toUnixTimestamp(maxIf(ends, n >= usual * ${STRAY} OR day - previous <= ${ALONE})) AS last
  FROM
  (
    SELECT via, day, begins, ends, n, quantileExact(0.5)(n) OVER (PARTITION BY via) AS usual,
      leadInFrame(day, 1, day + 1000) OVER (PARTITION BY via ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next,
      lagInFrame(day, 1, day - 1000) OVER (PARTITION BY via ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous
    FROM (SELECT toString(via) AS via, toDate(time) AS day, min(time) AS begins, max(time) AS ends, count() AS n FROM (${events}) GROUP BY via, day)
  )
  GROUP BY via`

/** For WITH, where `routine` and `fresh` are asked about contacts and look-ups of several logs. */
export const LOGS = '(SELECT mapFromArrays(groupArray(via), groupArray((first, last))) FROM log_span) AS logs'
/** … of which this one holds an event: proxy, sensor, flow, dns; SQL of its kind. */
export const spanIn = (via: string) => `logs[toString(${via})]`

/** For WITH, where all events are of one SELECT: its own span is `log`. */
export const logOf = (events: string) =>
  `(SELECT (max(first), max(last)) FROM (${spansOf(`SELECT '' AS via, time FROM (SELECT time FROM ${events})`)})) AS log`

/**
 * What was there when the logs begin may be routine; what came later is new. The beginning is the first day, in short logs their
 * first quarter.
 */
const beginning = (log: string) => `least(86400, (${log}.2 - ${log}.1) / 4)`

/** A host that is off when the logs begin (a weekend, a day's leave) begins later; not so late that a new machine is old. */
const late = (log: string) => `least(3 * 86400., (${log}.2 - ${log}.1) * 0.4)`

/** When each host's daily life was first seen, for `routine`: its contacts with places that two others or more know too. */
export const OPENED = `(
    SELECT host, toFloat64(toUnixTimestamp(min(time))) AS opened
    FROM contact
    WHERE family IN (SELECT family FROM contact GROUP BY family HAVING uniqExact(host) >= 3)
    GROUP BY host
  )`

/** It was there at the beginning of logs of more than a day, or, of a host that was off then, on its own first day; `opened`: SQL of OPENED's column */
export const routine = (first: string, log = 'log', opened?: string) => {
  const begin = opened
    ? `if(${opened} - ${log}.1 >= ${beginning(log)} AND ${opened} - ${log}.1 <= ${late(log)}, ${opened}, toFloat64(${log}.1))`
    : `${log}.1`
  return `toUInt8(${log}.2 - ${log}.1 > 86400 AND ${first} - ${begin} < ${beginning(log)})`
}

/** It came after the beginning. */
export const fresh = (first: string, log = 'log') => `toUInt8(${first} - ${log}.1 >= ${beginning(log)})`
