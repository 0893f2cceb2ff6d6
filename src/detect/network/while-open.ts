/**
 * What a person opens and closes again: a ticker, a site that reloads itself, a chat's window. It calls by the clock while it is open, for a
 * part of the hours in which the computer is in use, and on some days not at all. An implant that survived its first day starts with the
 * computer and calls as long as it is on, every day; one that pauses for days calls all day when it is back.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { unattended } from '../hours.ts'

/** s: an hour in which it is open has two calls at least */
export const CALLS_WITHIN = 1800
const PART = 0.5 // of the hours in which the host is in use, on days on which it calls
const MOSTLY = 0.5 // of the calls outside working hours: what runs while nobody is there, nobody opened

interface Calling {
  host: string
  destination: string
  interval: number
  unattended: number
}

/** Of pairs that call by the clock, those that come and go as a person opens and closes them. */
export async function isOpenedAndClosed(
  context: DetectorContext,
  pairs: Calling[],
): Promise<(pair: Pick<Calling, 'host' | 'destination'>) => boolean> {
  const frequent = pairs.filter(({ interval, unattended }) => interval <= CALLS_WITHIN && unattended < MOSTLY)
  if (frequent.length === 0) return () => false
  const rows = await context.query<{ host: string; destination: string }>(SQL, {
    hosts: [...new Set(frequent.map(({ host }) => host))],
    destinations: [...new Set(frequent.map(({ destination }) => destination))],
    zone: context.timezone,
  })
  const found = new Set(rows.map(({ host, destination }) => `${host} ${destination}`))
  const asked = new Set(frequent.map(({ host, destination }) => `${host} ${destination}`))
  return ({ host, destination }) => asked.has(`${host} ${destination}`) && found.has(`${host} ${destination}`)
}

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
SELECT host, destination
FROM open
INNER JOIN used USING (host)
WHERE day BETWEEN arrayMin(days) AND arrayMax(days)
GROUP BY host, destination, days, hours
HAVING uniqExact(day) > length(days) AND hours < ${PART} * uniqExactIf(hour, has(days, day))`

export const OPENED_AND_CLOSED: Reason = {
  effect: 'weakens',
  text: {
    ja: 'PCを使っている時間の一部だけで、使わない日もあります。人が開いている間だけ動く画面やソフト（株価や天気の表示、Webサービスのタブなど）と見られます。PCとともに動くマルウェアは、電源が入っている間は通信を続けます。',
    en: 'It calls in a part of the hours in which the PC is in use, and on some days not at all, as a page or program does that a person opens and closes (a ticker, a tab of a web service). Malware that starts with the PC calls as long as it is on.',
  },
}
