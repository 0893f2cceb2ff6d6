/** What a PC does once a day when somebody switches it on: a program that starts with it asks for news of its own. */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'

const SOON = 60 // minutes after the host's first contact of the day
const MOSTLY = 0.75 // of the days with a call
const SEVERAL = 3 // hosts that go there: two may both be victims

interface Daily {
  host: string
  destination: string
  sharing: number
}

/** Of pairs that call about once a day, those that several hosts share and that call when the host has been switched on, by day. */
export async function callsAtStart(context: DetectorContext, daily: Daily[]): Promise<(pair: Daily) => boolean> {
  const shared = daily.filter(({ sharing }) => sharing >= SEVERAL)
  if (shared.length === 0) return () => false
  const rows = await context.query<{ host: string; destination: string }>(SQL, {
    hosts: [...new Set(shared.map(({ host }) => host))],
    destinations: [...new Set(shared.map(({ destination }) => destination))],
    zone: context.timezone,
  })
  const found = new Set(rows.map(({ host, destination }) => `${host} ${destination}`))
  return ({ host, destination, sharing }) => sharing >= SEVERAL && found.has(`${host} ${destination}`)
}

const SQL = `
WITH
  own AS
  (
    SELECT host, if(name = '', address(ip), name) AS destination, time, toDate(time, {zone:String}) AS day
    FROM contact
    WHERE host IN {hosts:Array(String)}
  ),
  started AS (SELECT host, day, min(time) AS began FROM own GROUP BY host, day),
  called AS (SELECT host, destination, day, min(time) AS call FROM own WHERE destination IN {destinations:Array(String)} GROUP BY host, destination, day)
SELECT host, destination
FROM called
INNER JOIN started USING (host, day)
GROUP BY host, destination
HAVING countIf(toHour(began, {zone:String}) BETWEEN 6 AND 21 AND call <= began + toIntervalMinute(${SOON})) >= ${MOSTLY} * count()`

export const AT_START: Reason = {
  effect: 'weakens',
  text: {
    ja: '日中にPCの電源が入るたびに一日一回で、ほかの端末も同じ先へ通信しています。PCと一緒に起動するソフトの更新確認と見られます。',
    en: 'Once a day, when the PC is switched on by day, and other hosts contact it too: it looks like a program that starts with the PC and asks for updates.',
  },
}
