/**
 * A service that a host has always called, and that from one day on it calls far more often than on any day before, while what its app and
 * its pages call besides goes on as it was: another program has begun to use it there. An update changes what others do, too, and who works
 * more with the service calls all of it more often.
 */
import type { DetectorContext } from '../detector.ts'
import { PAIRS } from './service-companions.ts'

interface Pair {
  host: string
  name: string
}

interface Rates extends Pair {
  /** calls an hour in which the host was in use, day by day */
  rates: number[]
  /** … of the names that the service's app calls, too */
  company_rates: number[]
}

const IN_USE = 4 // hours: a day of fewer has no rate
const DAYS = 3 // before and after
const TIMES = 2 // the usual day's
const CLEAR = 1.5 // … and the least day's so many times the fullest before
const ALONE = 2 // hosts

/** Of hosts and names that bear their service alone (service-companions.ts), those that are called so. */
export async function quickened({ query, timezone }: DetectorContext, pairs: Pair[]): Promise<(pair: Pair) => boolean> {
  if (pairs.length === 0) return () => false
  const rows = await query<Rates>(SQL, {
    names: [...new Set(pairs.map(({ name }) => name))],
    fronts: PAIRS.map(({ front }) => front),
    companions: PAIRS.map(({ companion }) => companion),
    zone: timezone,
  })
  const changed = Map.groupBy(
    rows.filter(({ rates, company_rates }) => changes(rates) && !changes(company_rates)),
    ({ name }) => name,
  )
  const found = new Set(
    [...changed.values()]
      .filter((own) => own.length <= ALONE)
      .flatMap((own) => own.map(({ host, name }) => `${host} ${name}`)),
  )
  return ({ host, name }) => found.has(`${host} ${name}`)
}

function changes(rates: number[]): boolean {
  return rates.some((_, day) => {
    const [before, after] = [rates.slice(0, day), rates.slice(day)]
    if (before.length < DAYS || after.length < DAYS || Math.min(...after) === 0) return false
    return median(after) >= TIMES * median(before) && Math.min(...after) >= CLEAR * Math.max(...before)
  })
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const SQL = `
WITH
  companion AS
  (
    SELECT name, tupleElement(pair, 1) AS front
    FROM known_name
    ARRAY JOIN arrayZip({fronts:Array(String)}, {companions:Array(String)}) AS pair
    WHERE tupleElement(pair, 1) IN {names:Array(String)} AND (name = tupleElement(pair, 2) OR endsWith(name, concat('.', tupleElement(pair, 2))))
  ),
  called AS
  (
    SELECT host, name, toDate(time, {zone:String}) AS day, uniqExact(toStartOfMinute(time)) AS calls
    FROM contact
    WHERE name IN {names:Array(String)}
    GROUP BY host, name, day
  ),
  accompanied AS
  (
    SELECT host, front, toDate(time, {zone:String}) AS day, uniqExact(toStartOfMinute(time)) AS calls
    FROM contact
    INNER JOIN companion ON companion.name = contact.name
    GROUP BY host, front, day
  ),
  used AS
  (
    SELECT host, toDate(time, {zone:String}) AS day, uniqExact(toStartOfHour(time)) AS hours
    FROM contact
    WHERE host IN (SELECT host FROM called)
    GROUP BY host, day
    HAVING hours >= ${IN_USE}
  )
SELECT called.host AS host, called.name AS name, arrayMap(one -> one.2, arraySort(groupArray((called.day, called.calls / hours)))) AS rates,
  arrayMap(one -> one.2, arraySort(groupArray((called.day, accompanied.calls / hours)))) AS company_rates
FROM called
INNER JOIN used ON used.host = called.host AND used.day = called.day
LEFT JOIN accompanied ON accompanied.host = called.host AND accompanied.front = called.name AND accompanied.day = called.day
GROUP BY host, name`
