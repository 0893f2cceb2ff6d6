/**
 * What a person opens and closes again: a ticker, a site that reloads itself, a chat's window. It calls by the clock while it is open, for a
 * part of the hours in which the computer is in use, and on some days not at all. An implant that survived its first day starts with the
 * computer and calls as long as it is on, every day; one that pauses for days calls all day when it is back. A site that others read too, or
 * that is read with the host's own browser, and that calls for a sitting or two and not on the days after, is a page that was left open.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { atNight, unattended } from '../hours.ts'
import { BROWSED } from './browsing.ts'
import { OWN_BROWSER } from './own-browser.ts'

/** s: an hour in which it is open has two calls at least */
const CALLS_WITHIN = 1800
const PART = 0.5 // of the hours in which the host is in use, on days on which it calls
const SWITCHED_OFF = 10 // hours of a day at least, at the weekend: then somebody had switched it on
const ATTENDED = 0.5 // of the calls, more: what runs while nobody is there, nobody opened

/** s: a page that reloads itself does so sooner */
const RELOADS_WITHIN = 600
const SITTINGS = 2 // days
const VISIT = 2 // calls of a day: somebody looked, and closed it
const DAYS_AFTER = 2 // on which the computer was used …
const IN_USE = 3 // … for so many hours

interface Calling {
  host: string
  destination: string
  interval: number
  /** hosts that contact it at all; not asked of a bare address */
  sharing?: number
}

interface Opened {
  host: string
  destination: string
  /** share of the calls within working hours, or while somebody reads pages on the host or had it switched on */
  attended: number
  parts: number
  sittings: string
  /** days on which the computer was used behind the last sitting */
  after: string
  browser: number
}

/** Of pairs that call by the clock, those that come and go as a person opens and closes them. */
export async function isOpenedAndClosed(
  context: DetectorContext,
  pairs: Calling[],
): Promise<(pair: Pick<Calling, 'host' | 'destination'>) => boolean> {
  const frequent = new Map(pairs.filter(({ interval }) => interval <= CALLS_WITHIN).map((pair) => [key(pair), pair]))
  if (frequent.size === 0) return () => false
  const rows = await context.query<Opened>(SQL, {
    hosts: [...frequent.values()].map(({ host }) => host),
    destinations: [...frequent.values()].map(({ destination }) => destination),
    zone: context.timezone,
  })
  const attended = rows.filter((row) => row.attended > ATTENDED)
  const pages = attended.filter((row) => {
    const { interval = Number.POSITIVE_INFINITY, sharing = 0 } = frequent.get(key(row)) ?? {}
    const isPage = sharing >= 2 || (sharing === 1 && row.browser === 1)
    return isPage && interval <= RELOADS_WITHIN && Number(row.sittings) <= SITTINGS
  })
  const isLeft = (row: Opened) => {
    const readToo = (frequent.get(key(row))?.sharing ?? 1) >= 2
    return Number(row.after) >= (readToo && row.browser === 1 ? DAYS_AFTER / 2 : DAYS_AFTER)
  }
  // a place that somebody left open for a sitting is left open by others, too, on the last day of the logs as well
  const reloading = new Set(pages.filter(isLeft).map(({ destination }) => destination))
  const explained = new Set(
    [
      ...attended.filter(({ parts }) => parts === 1),
      ...pages.filter(({ destination }) => reloading.has(destination)),
    ].map(key),
  )
  return (pair) => explained.has(key(pair))
}

const key = ({ host, destination }: Pick<Calling, 'host' | 'destination'>) => `${host} ${destination}`

const SQL = `
WITH
  asked AS (SELECT tupleElement(one, 1) AS host, tupleElement(one, 2) AS destination FROM (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {destinations:Array(String)})) AS one)),
  ${BROWSED('SELECT host FROM asked')},
  peopled AS (SELECT DISTINCT host, toStartOfHour(bin) AS hour FROM browsed),
  switched AS
  (
    SELECT host, toDate(time, {zone:String}) AS day
    FROM contact
    WHERE host IN (SELECT host FROM asked)
    GROUP BY host, day
    HAVING uniqExact(toStartOfHour(time)) <= 24 - ${SWITCHED_OFF}
  ),
  ${OWN_BROWSER('SELECT host FROM asked')},
  own AS
  (
    SELECT host, if(name = '', address(ip), name) AS destination, toDate(time, {zone:String}) AS day, toStartOfHour(toDateTime(time)) AS hour,
      count() AS calls, countIf((host, agent) IN (SELECT host, agent FROM browser)) AS browsed_calls,
      toUInt8(countIf(${unattended('time')}) = 0 OR (host, hour) IN (SELECT host, hour FROM peopled)) AS in_use,
      toUInt8(in_use = 1 OR (countIf(${atNight('time')}) = 0 AND (host, day) IN (SELECT host, day FROM switched))) AS is_attended
    FROM contact
    WHERE host IN (SELECT host FROM asked)
    GROUP BY host, destination, day, hour
  ),
  used AS (SELECT host, day, groupUniqArray(hour) AS hours FROM own WHERE in_use = 1 GROUP BY host, day),
  daily AS
  (
    SELECT host, destination, day, sum(calls) AS n, sumIf(calls, is_attended = 1) AS n_attended, sum(browsed_calls) AS n_browsed, countIf(in_use = 1) AS open_hours
    FROM own
    WHERE (host, destination) IN (SELECT host, destination FROM asked)
    GROUP BY host, destination, day
  ),
  open AS
  (
    SELECT host, destination, groupArrayIf(day, open_hours > 0) AS days, sum(open_hours) AS hours, groupArrayIf(day, n > ${VISIT}) AS sat,
      sum(n_attended) / sum(n) AS attended, toUInt8(sum(n_browsed) = sum(n)) AS browser
    FROM daily
    GROUP BY host, destination
  )
SELECT open.host AS host, open.destination AS destination, round(attended, 3) AS attended, browser, length(sat) AS sittings,
  toUInt8(notEmpty(days) AND countIf(day BETWEEN arrayMin(days) AND arrayMax(days)) > length(days)
    AND open.hours < ${PART} * sumIf(length(used.hours), has(days, day))) AS parts,
  countIf(day > arrayMax(sat) AND length(used.hours) >= ${IN_USE}) AS after
FROM open
INNER JOIN used USING (host)
GROUP BY host, destination, days, sat, attended, browser, open.hours`

export const OPENED_AND_CLOSED: Reason = {
  effect: 'weakens',
  text: {
    ja: 'PCを使っている時間の一部か一、二日だけで、PCを使っていても通信しない日があります。人が開いている間だけ動く画面やソフト（株価や天気の表示、Webサービスのタブなど）と見られます。PCとともに動くマルウェアは、電源が入っている間は通信を続けます。',
    en: 'It calls in a part of the hours in which the PC is in use, or for a day or two, and on other days not at all, as a page or program does that a person opens and closes (a ticker, a tab of a web service). Malware that starts with the PC calls as long as it is on.',
  },
}
