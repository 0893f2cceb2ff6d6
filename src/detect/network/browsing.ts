/**
 * When somebody reads pages on a host: a page with what it embeds asks for many places by name within a moment, which programs of their own
 * accord don't.
 */
import type { Engine } from '../../store/engine.ts'
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'

/** places by name, without those of known products, in five minutes */
const PLACES = 4

/** For WITH: hosts, and the five minutes (`bin`) in which somebody browses there. `hosts`: a SELECT of those that are asked about, '' for all. */
export const BROWSED = (hosts = '') =>
  `browsed AS (SELECT host, bin FROM browsing_time${hosts === '' ? '' : ` WHERE host IN (${hosts})`})`

/** Of all hosts, made anew each scan from what they contact and look up: half a dozen queries ask for it. */
export const BROWSING_TIME = `
  CREATE OR REPLACE TABLE browsing_time (host LowCardinality(String), bin DateTime('UTC'))
  ENGINE = MergeTree ORDER BY (host, bin)`

/** Hosts a part at a time: there are as many five minutes as rows where few pages are read in each. */
export async function fillBrowsingTimes({ query, command }: Engine): Promise<void> {
  const [counted] = await query<{ rows: string }>(
    'SELECT (SELECT count() FROM contact) + (SELECT count() FROM question) AS rows',
  )
  const parts = Math.ceil(Number(counted?.rows) / ROWS_AT_ONCE)
  for (let part = 0; part < parts; part++) await command(BROWSING_TIMES, { part, parts })
}

const ROWS_AT_ONCE = 2_000_000
const IN_PART = 'cityHash64(host) % {parts:UInt32} = {part:UInt32}'
const BROWSING_TIMES = `
  INSERT INTO browsing_time
  SELECT host, toStartOfFiveMinutes(toDateTime(time)) AS bin
  FROM
  (
    SELECT host, time, family
    FROM contact
    WHERE ${IN_PART} AND name != '' AND name NOT IN (SELECT name FROM known_name WHERE lists['vendor'] != '')
    UNION ALL
    SELECT host, time, known.family AS family
    FROM question
    INNER JOIN (SELECT name, family FROM known_name WHERE lists['vendor'] = '') AS known ON known.name = question.name
    WHERE ${IN_PART}
  )
  GROUP BY host, bin
  HAVING uniqUpTo(${PLACES - 1})(family) >= ${PLACES}`

const NEARLY_ALL = 0.9 // of the contacts
const HOURS = 3 // of a day: somebody who reads comes back, a program that calls goes on
const PER_DAY = 'uniqExact(toDate(began, {zone:String}))'

/** Of hosts and bare addresses those whose every contact falls among pages that were being read, in few hours of a day. */
export async function amidPages(
  { query, timezone }: DetectorContext,
  pairs: { host: string; destination: string }[],
): Promise<(pair: { host: string; destination: string }) => boolean> {
  if (pairs.length === 0) return () => false
  const rows = await query<{ host: string; destination: string }>(SQL, {
    zone: timezone,
    hosts: pairs.map(({ host }) => host),
    addresses: pairs.map(({ destination }) => destination),
  })
  const found = new Set(rows.map(({ host, destination }) => `${host} ${destination}`))
  return ({ host, destination }) => found.has(`${host} ${destination}`)
}

const SQL = `
WITH
  asked AS (SELECT tupleElement(one, 1) AS host, toIPv6(tupleElement(one, 2)) AS ip FROM (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {addresses:Array(String)})) AS one)),
  ${BROWSED('SELECT host FROM asked')},
  -- what a page embeds may come a little later
  around AS (SELECT DISTINCT host, arrayJoin([bin, bin + toIntervalMinute(5)]) AS bin FROM browsed)
SELECT host, address(ip) AS destination
FROM (SELECT host, ip, toDateTime(time) - toIntervalSecond(intDiv(greatest(0, duration_ms), 1000)) AS began FROM contact WHERE via = 'flow' AND (host, ip) IN (SELECT host, ip FROM asked))
GROUP BY host, ip
HAVING countIf((host, toStartOfFiveMinutes(began)) IN (SELECT host, bin FROM around)) >= ${NEARLY_ALL} * count()
  AND uniqExact(toStartOfHour(began)) <= ${HOURS} * ${PER_DAY}`

export const AMID_PAGES: Reason = {
  effect: 'weakens',
  text: {
    ja: '毎回、この端末で人がページを見ている最中の、限られた時間の通信です（ページに埋め込まれた部品と見られます）。ひとりでに動くプログラムは、誰も見ていない時間にも通信します。',
    en: 'Every time it was among pages that somebody was reading on this host, in a few hours: it looks like a part of them. A program that runs by itself calls when nobody reads, too.',
  },
}
