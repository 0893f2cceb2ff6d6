/**
 * What a person watches: a camera at home, a shop's entrance. By day, now and then, for a minute or some, and all that comes is pictures: a
 * hundred times and more what is sent. Who is given orders hears little, who is robbed sends much, and a machine does either by the clock.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { atNight } from '../hours.ts'
import { rhythms } from './rhythm.ts'

const PICTURES = 100_000 // bytes received
const TIMES_SENT = 50 // … and so many times what was sent
const MOSTLY = 0.9 // of the sessions in which anything was answered
const AT_NIGHT = 0.1 // of them at most
const SESSIONS = 5
const FOLLOWS = 10 // s from a look-up to the connection that was made for it
const LEADS = 0.8 // of the look-ups are followed by connections to one address: the name's, where the log holds no answers

/**
 * Hosts and names, of those that a SELECT gives, whose every session is watched so and keeps no pace; “host name”. Where nothing tells a
 * name's address, its look-ups do: each time they are followed by a connection to the same one.
 */
export async function watchedByPeople(
  context: DetectorContext,
  names: string,
  regularity: number,
): Promise<ReadonlySet<string>> {
  const watched = await context.query<{ host: string; name: string }>(WATCHED(names), { zone: context.timezone })
  if (watched.length === 0) return new Set()
  const paced = await rhythms(
    context,
    `SELECT host, name AS place, name AS destination, name AS family, time, via, ip, received AS bytes, evidence_id, line FROM (${sessions(names)})`,
    { minimum: SESSIONS, burst: ONE_VISIT },
  )
  const machines = new Set(
    paced.filter((one) => one.regularity >= regularity).map(({ host, destination }) => `${host} ${destination}`),
  )
  return new Set(watched.map(({ host, name }) => `${host} ${name}`).filter((pair) => !machines.has(pair)))
}

const ONE_VISIT = 60 // s

/** A firewall writes a session when it ends, to the second. */
const BEGAN = 'time - toIntervalMillisecond(greatest(0, duration_ms))'

const sessions = (names: string) => `
  SELECT host, name, time, via, ip, sent, received, evidence_id, line
  FROM contact
  WHERE name IN (${names}) AND outcome != 'denied'
  UNION ALL
  SELECT contact.host, led.name, contact.time, 'flow', contact.ip, sent, received, evidence_id, line
  FROM contact
  INNER JOIN
  (
    WITH
      asked AS
      (
        SELECT host, name, toUnixTimestamp(time) AS at, uniqExact(at) OVER (PARTITION BY host, name) AS n, arrayJoin([intDiv(at, ${FOLLOWS}), intDiv(at, ${FOLLOWS}) + 1]) AS slot
        FROM question
        WHERE name IN (${names})
      ),
      met AS
      (
        SELECT host, ip, toUnixTimestamp(${BEGAN}) + 1 AS at, intDiv(at, ${FOLLOWS}) AS slot
        FROM contact
        WHERE via = 'flow' AND outcome != 'denied' AND host IN (SELECT host FROM asked)
      )
    SELECT asked.host AS host, name, ip
    FROM asked
    INNER JOIN met ON met.host = asked.host AND met.slot = asked.slot
    WHERE met.at BETWEEN asked.at AND asked.at + ${FOLLOWS}
    GROUP BY host, name, ip
    HAVING uniqExact(asked.at) >= ${LEADS} * any(n)
  ) AS led ON led.host = contact.host AND led.ip = contact.ip
  WHERE via = 'flow' AND outcome != 'denied'`

const WATCHED = (names: string) => `
SELECT host, name
FROM (${sessions(names)})
WHERE received != 0
GROUP BY host, name
HAVING count() >= ${SESSIONS} AND countIf(sent < 0 OR sent > received) = 0
  AND countIf(received >= ${PICTURES} AND received >= ${TIMES_SENT} * sent) >= ${MOSTLY} * count()
  AND countIf(${atNight('time')}) <= ${AT_NIGHT} * count()`

/** Two steps: what came, and when. */
export const WATCHED_BY_PEOPLE: Reason[] = [
  {
    effect: 'weakens',
    text: {
      ja: 'ほぼ毎回、送信の50倍以上（10万バイト以上）を受信しています。カメラの映像を見ているように見えます。指令を待つ通信は受信が少なく、持ち出しは送信が多くなります。',
      en: 'Nearly every time it received more than fifty times what it sent, 100 kB at least, as one who watches a camera does: who waits for orders hears little, and stolen data is sent.',
    },
  },
  {
    effect: 'weakens',
    text: {
      ja: '日中だけで、間隔も不規則です。人が見ていると考えられます。',
      en: 'By day only, and without a rhythm: a person does it.',
    },
  },
]
