/**
 * What a person watches: a camera at home, a shop's entrance, a branch's yard. By day, now and then, for a minute or an hour, and all that
 * comes is pictures: a hundred times and more what is sent. Who is given orders hears little, who is robbed sends much, and a machine does
 * either by the clock.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { atNight } from '../hours.ts'
import { rhythms } from './rhythm.ts'

const PICTURES = 100_000 // bytes received
const TIMES_SENT = 50 // … and so many times what was sent
const FILM = 1_000_000 // … nobody's orders are so long
const MOSTLY = 0.9 // of the sessions in which anything was answered
const AT_NIGHT = 0.1 // of them at most
const SESSIONS = 5
const CLOCKWORK = 0.9 // regularity: who looks in on the yard every hour or two keeps some pace, but no clock's
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
  return await watched(context, sessions(names), regularity)
}

/** The same of hosts and addresses that a firewall saw. */
export async function addressesWatched(
  context: DetectorContext,
  pairs: { host: string; destination: string }[],
  regularity: number,
): Promise<ReadonlySet<string>> {
  if (pairs.length === 0) return new Set()
  return await watched(context, TO_ADDRESSES, regularity, {
    hosts: pairs.map(({ host }) => host),
    addresses: pairs.map(({ destination }) => destination),
  })
}

async function watched(
  context: DetectorContext,
  seen: string,
  regularity: number,
  parameters: Record<string, unknown> = {},
): Promise<ReadonlySet<string>> {
  const found = await context.query<{ host: string; name: string; film: number }>(WATCHED(seen), {
    ...parameters,
    zone: context.timezone,
  })
  if (found.length === 0) return new Set()
  const paced = await rhythms(
    context,
    `SELECT host, name AS place, name AS destination, name AS family, time, via, ip, received AS bytes, evidence_id, line FROM (${seen})`,
    { minimum: SESSIONS, burst: ONE_VISIT, parameters },
  )
  const paceOf = new Map(paced.map((one) => [`${one.host} ${one.destination}`, one.regularity]))
  return new Set(
    found
      .filter(({ host, name, film }) => (paceOf.get(`${host} ${name}`) ?? 0) < (film === 1 ? CLOCKWORK : regularity))
      .map(({ host, name }) => `${host} ${name}`),
  )
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

const TO_ADDRESSES = `
  SELECT host, address(ip) AS name, time, via, ip, sent, received, evidence_id, line
  FROM contact
  WHERE via = 'flow' AND outcome != 'denied'
    AND (host, ip) IN (SELECT tupleElement(one, 1), toIPv6(tupleElement(one, 2)) FROM (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {addresses:Array(String)})) AS one))`

const WATCHED = (seen: string) => `
SELECT host, name, toUInt8(countIf(received >= ${FILM} AND received >= ${TIMES_SENT} * sent) >= ${MOSTLY} * count()) AS film
FROM (${seen})
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
      ja: '日中だけで、時計のような決まった間隔ではありません。人が見ていると考えられます。',
      en: 'By day only, and not by the clock: a person does it.',
    },
  },
]
