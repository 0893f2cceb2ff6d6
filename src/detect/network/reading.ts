/**
 * What a person reads: several different pages in a sitting, answers of a page's size, in a browser that the host really has, within
 * working hours. A program that calls home in a browser's name asks for the same few paths, hears little, and goes on all day.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { unattended } from '../hours.ts'
import { OWN_BROWSER } from './own-browser.ts'

const PAGES = 4 // different ones: malware has a few paths
const PAGE_BYTES = 2000 // an answer without an order is smaller
const SITTING = 2 // requests an hour in which there are any
const SITTINGS = 3 // such hours a day: a lunch break, a look before going home

/** Hosts and names, of those that a SELECT gives, whose every request is read so; “host name”. */
export async function readByPeople(context: DetectorContext, names: string): Promise<ReadonlySet<string>> {
  const rows = await context.query<{ host: string; name: string }>(SQL(names), { zone: context.timezone })
  return new Set(rows.map(({ host, name }) => `${host} ${name}`))
}

const SQL = (names: string) => `
WITH
  asked AS
  (
    SELECT host, url_domain AS name, time, http_request_method AS method, replaceRegexpOne(url_original, '[?#].*$', '') AS page,
      http_response_bytes AS received, user_agent_original AS agent
    FROM web
    WHERE internal = 1 AND observer_type != 'server' AND url_domain IN (${names})
  ),
  ${OWN_BROWSER('SELECT host FROM asked')}
SELECT host, name
FROM asked
GROUP BY host, name
HAVING countIf(method = 'GET') = count()
  AND uniqExact(page) >= ${PAGES} AND uniqExact(page) * 2 >= count()
  AND quantileExact(0.25)(received) >= ${PAGE_BYTES}
  AND countIf((host, agent) IN (SELECT host, agent FROM browser)) = count()
  AND uniqExact(toStartOfHour(time)) * ${SITTING} <= count()
  AND uniqExact(toStartOfHour(time)) <= ${SITTINGS} * uniqExact(toDate(time, {zone:String}))
  AND countIf(${unattended('time')}) = 0`

/** Two steps: what was asked for, and with what. */
export const READ: Reason[] = [
  {
    effect: 'weakens',
    text: {
      ja: '勤務時間に、まとまった時間に続けて、いくつもの別々のページが読まれています。人の閲覧と見られます。',
      en: 'Several different pages are read in a sitting, within working hours, without a rhythm: it looks like a person reading.',
    },
  },
  {
    effect: 'weakens',
    text: {
      ja: 'この端末で実際に使われているブラウザで、応答もページの大きさです。',
      en: "It is done with a browser that the host really has and uses, and the answers have a page's size.",
    },
  },
]
