/**
 * How regular the contacts of a host with a place are: the parts of the score and their sum. docs/beacon.md shows how an analyst can
 * redo every number by hand.
 */

import type { DetectorContext } from '../detector.ts'
import { atNight, unattended } from '../hours.ts'
import { LOGS, OPENED, routine, spanIn } from '../log-span.ts'
import type { SeenRow } from '../row.ts'

export interface Rhythm extends SeenRow {
  destination: string
  addresses: string[]
  /** calls: contacts within a burst count once */
  contacts: number
  /** median seconds between two calls */
  interval: number
  /** … and how far from it half of them lie at most */
  deviation: number
  regularity: number
  size: number
  persistence: number
  score: number
  /** hosts that contact the same family of places */
  sharing: number
  /** 1 for one host alone, 0 from a tenth of all hosts on */
  rarity: number
  days: number
  /** share of the calls at night (22 to 6) or at the weekend */
  unattended: number
  /** share of them at night or on Sundays: on Saturdays many work */
  resting: number
  /** it was there when the log began */
  routine: number
}

/** The rhythm is the sign itself; a steady size and lasting contact speak for a machine. */
const WEIGHTS = { regularity: 0.6, size: 0.15, persistence: 0.25 }

/** A machine keeps its pace while it is on: a quarter of an unbroken rhythm at least, in the hours that have contacts. */
const DENSE = 0.25
/** Seconds between the contacts of one volley: a check-in and what follows it. */
const VOLLEY = 120

/** What of a detector's context it needs. */
export type Asking = Pick<DetectorContext, 'query' | 'timezone' | 'roles'>

export interface RhythmOptions {
  minimum: number
  /** seconds between contacts of one call */
  burst: number
  /** of the SELECT's own */
  parameters?: Record<string, unknown>
}

/**
 * Scores every pair of a SELECT that gives host, place, destination, family, time, via, ip, bytes, evidence_id and line; the most regular
 * first.
 */
export async function rhythms(context: Asking, contacts: string, options: RhythmOptions): Promise<Rhythm[]> {
  const parameters = {
    ...options.parameters,
    minimum: options.minimum,
    burst: options.burst,
    zone: context.timezone,
  }
  const slices = await slicesFor(context)
  const scored: (Omit<Rhythm, 'sharing' | 'rarity'> & { family: string })[] = []
  for (let slice = 0; slice < slices; slice++)
    scored.push(
      ...(await context.query<(typeof scored)[number]>(rhythmSql(contacts), { ...parameters, slice, slices })),
    )
  const sharing = await hostsByFamily(context, contacts, options, [...new Set(scored.map((one) => one.family))])
  const { clients } = context.roles
  return scored
    .sort((a, b) => b.score - a.score || compare(a.host, b.host) || compare(a.destination, b.destination))
    .slice(0, MOST)
    .map(({ family, ...one }) => {
      const hosts = sharing.get(family) ?? 1
      const rarity = clients < 5 ? 0.5 : Math.max(0, 1 - (hosts - 1) / (0.1 * clients + 1))
      return { ...one, sharing: hosts, rarity: Math.round(rarity * 1000) / 1000 }
    })
}

/** The rhythm of each host with each of the names that a SELECT gives, by host and name. */
export async function rhythmsWith(
  context: DetectorContext,
  names: string,
  minimum: number,
): Promise<(host: string, name: string) => Rhythm | undefined> {
  const found = await rhythms(
    context,
    `SELECT host, place, name AS destination, family, time, via, ip, greatest(0, sent) + greatest(0, received) AS bytes, evidence_id, line
     FROM contact
     WHERE name IN (${names})`,
    { minimum, burst: ONE_CALL },
  )
  const byPair = new Map(found.map((one) => [`${one.host} ${one.destination}`, one]))
  return (host, name) => byPair.get(`${host} ${name}`)
}

const ONE_CALL = 5 // seconds between the requests of one call
const MOST = 5000 // pairs: nobody reads more
const OF_A_PLACE = 20 // pairs: more hosts than that share ordinary software, which must not crowd others out
const PER_SLICE = 1_500_000 // contacts whose times fit the memory together

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Hosts are dealt out by hash: each slice holds all contacts of its hosts. */
async function slicesFor(context: Asking): Promise<number> {
  const rows = await context.query<{ n: string }>('SELECT count() AS n FROM contact')
  return Math.max(1, Math.min(16, Math.ceil(Number(rows[0]?.n ?? 0) / PER_SLICE)))
}

/** the /24 of an IPv4 address, the /64 of an IPv6 one */
export const BLOCK = (ip: string) =>
  `tupleElement(IPv6CIDRToRange(${ip}, if(isIPAddressInRange(IPv6NumToString(${ip}), '::ffff:0:0/96'), 120, 64)), 1)`

async function hostsByFamily(
  context: Asking,
  contacts: string,
  { parameters }: RhythmOptions,
  families: string[],
): Promise<Map<string, number>> {
  if (families.length === 0) return new Map()
  const rows = await context.query<{ family: string; hosts: string }>(
    `SELECT family, uniqExact(host) AS hosts FROM (${contacts}) WHERE family IN {families:Array(String)} GROUP BY family`,
    { ...parameters, families },
  )
  return new Map(rows.map((row) => [row.family, Number(row.hosts)]))
}

const rhythmSql = (contacts: string) => `
WITH
  seen AS (${contacts}),
  ${LOGS},
  -- only pairs that are worth the sorting
  pair AS
  (
    SELECT host, place, any(destination) AS destination, any(family) AS family, argMin(via, time) AS first_via,
      arraySort(c -> (c.1, c.3, c.4), groupArray(tuple(toUnixTimestamp64Milli(time) / 1000, bytes, evidence_id, line))) AS all_contacts,
      arraySort(groupUniqArrayIf(3)(address(ip), ip != toIPv6('::'))) AS addresses,
      uniqExact(toDate(time, {zone:String})) AS days,
      uniqExact(intDiv(toUnixTimestamp(time), 3600)) AS hours,
      countIf(${unattended('time')}) / count() AS unattended, countIf(${atNight('time')} OR toDayOfWeek(time, 0, {zone:String}) = 7) / count() AS resting
    FROM seen
    WHERE cityHash64(host) % {slices:UInt32} = {slice:UInt32}
    GROUP BY host, place
    HAVING count() >= {minimum:Float64} AND dateDiff('second', min(time), max(time)) >= 600
  ),
  -- contacts of one call are one; where calls seem to come in volleys with long silence between, a volley is the call
  gapped AS
  (
    SELECT *,
      arrayDifference(arrayMap(c -> c.1, all_contacts)) AS gaps,
      arrayFilter(gap -> gap > {burst:Float64}, gaps) AS apart,
      arrayReduce('median', apart) AS apart_median,
      length(apart) / (hours * greatest(1, 3600 / apart_median)) < ${DENSE} AS volleys
    FROM pair
    WHERE notEmpty(apart)
  ),
  called AS
  (
    SELECT *,
      arrayFilter((c, gap) -> gap > if(volleys, ${VOLLEY}, {burst:Float64}), all_contacts, gaps) AS later,
      arrayConcat([all_contacts[1]], later) AS calls,
      arrayPopFront(arrayDifference(arrayMap(c -> c.1, calls))) AS intervals
    FROM gapped
  ),
  measured AS
  (
    SELECT *,
      arrayReduce('quantilesExact(0.25, 0.5, 0.75)', intervals) AS q,
      q[2] AS median,
      arrayReduce('median', arrayMap(i -> abs(i - median), intervals)) AS mad,
      arrayReduce('quantileExact(0.5)', arrayMap(c -> toFloat64(c.2), calls)) AS median_size,
      arrayReduce('median', arrayMap(c -> abs(toFloat64(c.2) - median_size), calls)) AS mad_size,
      -- of the calls that an unbroken rhythm would make in the hours with contacts
      length(calls) / (hours * greatest(1, 3600 / greatest(1, median))) AS density
    FROM called
    WHERE length(intervals) >= {minimum:Float64} - 1 AND density >= ${DENSE}
  ),
  scored AS
  (
    SELECT host, destination, family, addresses, days, calls, median, mad, unattended, resting, first_via,
      length(calls) AS contacts,
      if(q[3] - q[1] < 2, 0, abs(q[1] + q[3] - 2 * q[2]) / (q[3] - q[1])) AS skew,
      if(median < 1, 0, greatest(0, 1 - mad / median)) AS evenness,
      0.75 * evenness + 0.25 * (1 - skew) AS symmetric,
      -- without evenness symmetry means nothing
      least(symmetric, evenness + 0.15) AS regularity,
      if(median_size <= 0, 0.5, greatest(0, 1 - mad_size / median_size)) AS size,
      calls[-1].1 - calls[1].1 AS span,
      -- half of the hours that a contact every interval would touch, or several days, is lasting
      least(1, greatest(hours / 12, days / 3, if(span > 0, length(calls) * median / span, 0) * least(1, span / 21600))) AS persistence
    FROM measured
  )
SELECT host, destination, family, addresses, toUInt32(contacts) AS contacts, round(median, 1) AS interval, round(mad, 1) AS deviation,
  round(regularity, 3) AS regularity, round(size, 3) AS size, round(persistence, 3) AS persistence,
  round(${WEIGHTS.regularity} * regularity + ${WEIGHTS.size} * size + ${WEIGHTS.persistence} * persistence, 3) AS score,
  toUInt32(days) AS days, round(unattended, 2) AS unattended, round(resting, 2) AS resting,
  ${routine('calls[1].1', spanIn('first_via'), 'beginning.opened')} AS routine,
  formatDateTime(toDateTime(calls[1].1, 'UTC'), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
  formatDateTime(toDateTime(calls[-1].1, 'UTC'), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
  arrayMap(c -> tuple(c.3, c.4), arraySlice(calls, 1, 10)) AS lines
FROM scored
LEFT JOIN ${OPENED} AS beginning USING (host)
WHERE score > 0.3
ORDER BY score DESC, host, destination
LIMIT ${OF_A_PLACE} BY destination
LIMIT ${MOST}`
