/**
 * Was anybody there when a host sent so much, and what had it just asked for? A weekend on which an organisation works as on other days (a
 * hotel, a shop), or on which somebody sits at this very computer, is none. Where nothing tells an address's name, the name that was
 * looked up at the moment of each connection does.
 */
import type { DetectorContext } from '../detector.ts'
import { atNight, unattended } from '../hours.ts'
import { session } from '../row.ts'
import { BEGAN, LED } from './asked-name.ts'
import { BROWSED } from './browsing.ts'

export interface Visit {
  host: string
  family: string
  /** share of it that left at night, or at a weekend on which nobody was at the host and hardly anybody elsewhere */
  off: number
  /** share of it that left at night */
  asleep: number
  /** large parts on the day that has most of them */
  parts: string
  /** by which the address was asked for, where no answer names it */
  names: string[]
  /** entry of the list of well-known services that these names fall under, or '' */
  trusted: string
  /** … of tunnels and remote control */
  tunnel: string
}

/** bytes */
export const PART = 1e6
const STAFFED = 0.5 // of the hosts on which somebody browses on a usual working day

/** Of each upload (host, place, and the day on which it begins to be conspicuous). */
export async function visits(
  { query, timezone }: DetectorContext,
  uploads: { host: string; family: string; opening: string }[],
): Promise<(upload: { host: string; family: string }) => Visit | undefined> {
  if (uploads.length === 0) return () => undefined
  const rows = await query<Visit>(SQL, {
    zone: timezone,
    hosts: uploads.map(({ host }) => host),
    families: uploads.map(({ family }) => family),
    openings: uploads.map(({ opening }) => opening),
  })
  const found = new Map(rows.map((row) => [`${row.host} ${row.family}`, row]))
  return ({ host, family }) => found.get(`${host} ${family}`)
}

const SQL = `
WITH
  opened AS
  (
    SELECT tupleElement(one, 1) AS host, tupleElement(one, 2) AS family, toDate(tupleElement(one, 3)) AS opening
    FROM (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {families:Array(String)}, {openings:Array(String)})) AS one)
  ),
  part AS
  (
    SELECT host, family, ${session('contact')} AS of_session, max(contact.sent) AS up,
      min(${BEGAN}) AS began, max(toUnixTimestamp(contact.time)) AS ended
    FROM contact
    INNER JOIN opened USING (host, family)
    WHERE contact.sent >= ${PART} AND toDate(contact.time, {zone:String}) >= opened.opening
    GROUP BY host, family, of_session
  ),
  ${BROWSED()},
  own AS (SELECT DISTINCT host, toDate(bin, {zone:String}) AS day FROM browsed WHERE NOT (${atNight('bin')})),
  days AS (SELECT day, count() AS hosts FROM own GROUP BY day),
  staffed AS (SELECT day FROM days WHERE hosts >= ${STAFFED} * (SELECT quantileExactIf(0.5)(hosts, toDayOfWeek(day) < 6) FROM days)),
  timed AS
  (
    SELECT host, family, sumIf(up, (${unattended('moment')}) AND (${atNight('moment')} OR NOT (toDate(moment, {zone:String}) IN (SELECT day FROM staffed) OR (host, toDate(moment, {zone:String})) IN (SELECT host, day FROM own)))) / sum(up) AS off,
      sumIf(up, ${atNight('moment')}) / sum(up) AS asleep
    FROM (SELECT *, toDateTime(ended) AS moment FROM part)
    GROUP BY host, family
  ),
  parted AS
  (
    SELECT host, family, max(n) AS parts
    FROM (SELECT host, family, count() AS n FROM part GROUP BY host, family, toDate(toDateTime(ended), {zone:String}))
    GROUP BY host, family
  ),
  ${LED},
  named AS
  (
    SELECT led.host AS host, led.family AS family, arraySort(groupArray(3)(led.name)) AS names, max(known_name.lists['trusted']) AS trusted, max(known_name.lists['tunnel']) AS tunnel
    FROM led
    LEFT JOIN known_name ON known_name.name = led.name
    GROUP BY host, family
  )
SELECT timed.host AS host, timed.family AS family, round(off, 2) AS off, round(asleep, 2) AS asleep, parted.parts AS parts, named.names AS names, named.trusted AS trusted, named.tunnel AS tunnel
FROM timed
LEFT JOIN parted ON parted.host = timed.host AND parted.family = timed.family
LEFT JOIN named ON named.host = timed.host AND named.family = timed.family`
