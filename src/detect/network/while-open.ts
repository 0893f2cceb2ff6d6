/**
 * What a person opens and closes again: a ticker, a site that reloads itself, a chat's window. It calls by the clock while it is open, for a
 * part of the hours in which the computer is in use, and on some days not at all. An implant that survived its first day starts with the
 * computer and calls as long as it is on, every day; one that pauses for days calls all day when it is back. A site that others read too, and
 * that calls for a sitting or two and not on the days after, is a page that was left open.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { unattended } from '../hours.ts'

/** s: an hour in which it is open has two calls at least */
export const CALLS_WITHIN = 1800
const PART = 0.5 // of the hours in which the host is in use, on days on which it calls
const MOSTLY = 0.5 // of the calls outside working hours: what runs while nobody is there, nobody opened

/** s: a page that reloads itself does so sooner */
const RELOADS_WITHIN = 600
const SITTINGS = 2 // days
const DAYS_AFTER = 2 // on which the computer was used

interface Calling {
  host: string
  destination: string
  interval: number
  unattended: number
  /** hosts that contact it at all, and days on which this one does; not asked of a bare address */
  sharing?: number
  days?: number
}

/** Of pairs that call by the clock, those that come and go as a person opens and closes them. */
export async function isOpenedAndClosed(
  context: DetectorContext,
  pairs: Calling[],
): Promise<(pair: Pick<Calling, 'host' | 'destination'>) => boolean> {
  const frequent = pairs.filter(({ interval, unattended }) => interval <= CALLS_WITHIN && unattended < MOSTLY)
  if (frequent.length === 0) return () => false
  const rows = await context.query<{ host: string; destination: string; parts: number }>(SQL, {
    hosts: [...new Set(frequent.map(({ host }) => host))],
    destinations: [...new Set(frequent.map(({ destination }) => destination))],
    zone: context.timezone,
  })
  const page = (pair: Calling) => pair.interval <= RELOADS_WITHIN && (pair.sharing ?? 1) >= 2
  const pages = new Set(frequent.filter(page).map(key))
  const found = rows.filter((row) => row.parts === 1 || pages.has(key(row)))
  // a place that somebody left open for a sitting is left open by others, too, on the last day of the logs as well
  const reloading = new Set(found.filter((row) => row.parts === 0).map(({ destination }) => destination))
  const again = frequent.filter(
    (pair) => page(pair) && (pair.days ?? SITTINGS + 1) <= SITTINGS && reloading.has(pair.destination),
  )
  const explained = new Set([...found, ...again].map(key))
  const asked = new Set(frequent.map(key))
  return (pair) => asked.has(key(pair)) && explained.has(key(pair))
}

const key = ({ host, destination }: Pick<Calling, 'host' | 'destination'>) => `${host} ${destination}`

const SQL = `
WITH
  own AS
  (
    SELECT host, if(name = '', address(ip), name) AS destination, toDate(time, {zone:String}) AS day, toStartOfHour(time) AS hour
    FROM contact
    WHERE host IN {hosts:Array(String)} AND NOT (${unattended('time')})
  ),
  used AS (SELECT DISTINCT host, day, hour FROM own),
  open AS
  (
    SELECT host, destination, groupUniqArray(day) AS days, uniqExact(hour) AS hours
    FROM own
    WHERE destination IN {destinations:Array(String)}
    GROUP BY host, destination
  )
SELECT host, destination,
  toUInt8(uniqExactIf(day, day BETWEEN arrayMin(days) AND arrayMax(days)) > length(days)
    AND hours < ${PART} * uniqExactIf(hour, has(days, day))) AS parts,
  toUInt8(length(days) <= ${SITTINGS} AND uniqExactIf(day, day > arrayMax(days)) >= ${DAYS_AFTER}) AS sittings
FROM open
INNER JOIN used USING (host)
GROUP BY host, destination, days, hours
HAVING parts OR sittings`

export const OPENED_AND_CLOSED: Reason = {
  effect: 'weakens',
  text: {
    ja: 'PCを使っている時間の一部か一、二日だけで、PCを使っていても通信しない日があります。人が開いている間だけ動く画面やソフト（株価や天気の表示、Webサービスのタブなど）と見られます。PCとともに動くマルウェアは、電源が入っている間は通信を続けます。',
    en: 'It calls in a part of the hours in which the PC is in use, or for a day or two, and on other days not at all, as a page or program does that a person opens and closes (a ticker, a tab of a web service). Malware that starts with the PC calls as long as it is on.',
  },
}
