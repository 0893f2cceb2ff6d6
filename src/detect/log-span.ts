const STRAY = 0.02 // of a usual day's events …
const ALONE = 7 // … with no other for as many days: a wrong clock or an old line, which must not make all the rest look new

/**
 * What was there when the logs begin may be routine; what came later is new. The beginning is the first day, in short logs their
 * first quarter. SQL over `log`: (first, last) time of the events, in seconds since 1970.
 */
export const logOf = (events: string) => `(
    SELECT (toUnixTimestamp(minIf(begins, n >= usual * ${STRAY} OR next - day <= ${ALONE})), toUnixTimestamp(maxIf(ends, n >= usual * ${STRAY} OR day - previous <= ${ALONE})))
    FROM
    (
      SELECT day, begins, ends, n, quantileExact(0.5)(n) OVER () AS usual,
        leadInFrame(day, 1, day + 1000) OVER (ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next,
        lagInFrame(day, 1, day - 1000) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous
      FROM (SELECT toDate(time) AS day, min(time) AS begins, max(time) AS ends, count() AS n FROM ${events} GROUP BY day)
    )
  ) AS log`
export const LOG = logOf('contact')

const BEGINNING = 'least(86400, (log.2 - log.1) / 4)'

/** A host that is off when the logs begin (a weekend, a day's leave) begins later; not so late that a new machine is old. */
const LATE = 'least(3 * 86400., (log.2 - log.1) * 0.4)'

/** When each host's daily life was first seen, for `routine`: its contacts with places that two others or more know too. */
export const OPENED = `(
    SELECT host, toFloat64(toUnixTimestamp(min(time))) AS opened
    FROM contact
    WHERE family IN (SELECT family FROM contact GROUP BY family HAVING uniqExact(host) >= 3)
    GROUP BY host
  )`

/** It was there at the beginning of logs of more than a day, or, of a host that was off then, on its own first day; `opened`: SQL of OPENED's column */
export const routine = (first: string, opened?: string) => {
  const begin = opened
    ? `if(${opened} - log.1 >= ${BEGINNING} AND ${opened} - log.1 <= ${LATE}, ${opened}, toFloat64(log.1))`
    : 'log.1'
  return `toUInt8(log.2 - log.1 > 86400 AND ${first} - ${begin} < ${BEGINNING})`
}

/** It came after the beginning. */
export const fresh = (first: string) => `toUInt8(${first} - log.1 >= ${BEGINNING})`
