/**
 * Mail and logs joined: after a flagged mail came in, on which hosts its attachment was opened, by their own events; which hosts went to a
 * place that the mail or its attachment names; and, where the logs tell whose PC is whose, which new and rare place a recipient's PC went to in
 * the hours after.
 */

import type { Roles } from '../detect/detector.ts'
import { isSerious } from '../detect/detector.ts'
import { amount, type Text } from '../i18n/text.ts'
import type { Lists } from '../lists/index.ts'
import type { Engine } from '../store/engine.ts'
import type { Finding, MailRow, MailStory } from './findings.ts'
import type { Owner } from './inventory.ts'
import { openedOn } from './mail-opened.ts'
import { isHis, openedAt, openedStory } from './mail-opened-story.ts'
import { isOfTheParties, placesOf } from './mail-pointers.ts'
import { hostsOfReaders } from './mail-readers.ts'
import { hasTraffic, type Present } from './present.ts'
import type { MailFacts } from './told-mail.ts'
import type { UncitedStory } from './uncited-story.ts'

const NAMED_DAYS = 14 // a mail is opened within two weeks, or by its recipient never
const FIRST_HOURS = 8 // a working day: what a PC does later has other causes
const RARE = 2 // hosts that ever went to a place that an opened attachment leads to
const OPENS = 8 // contacts; fewer, and a day or more after the mail came, are somebody's check of the place rather than an infection
const CROWD = 5 // hosts that knew a place before the mail: it is no attacker's
const PER_MAIL = 20
const PLACES = 200

/** A story, and the lines behind its steps, to be cited. */
interface Contact {
  host: string
  place: string
  first: string
  n: string
  lines: [string, number][]
}

export async function mailStories(
  engine: Engine,
  rows: MailRow[],
  facts: Map<string, MailFacts>,
  findings: Finding[],
  known: { lists: Lists; roles: Roles; hasLeases: boolean; inventory: Owner[]; present: Present; lang: 'ja' | 'en' },
): Promise<UncitedStory[]> {
  const [traffic, computers] = [hasTraffic(known.present), known.present.has('endpoint_event')]
  if (!traffic && !computers) return []
  const flagged = rows.filter((row) => row.kind !== '訓練メール')
  const readers = await hostsOfReaders(engine, [...new Set(flagged.flatMap((row) => row.recipients))], known)
  const serious = findings.filter(isSerious)
  const stories: UncitedStory[] = []
  for (const row of flagged) {
    const mail = facts.get(row.mail)
    if (!mail) continue
    const own = row.recipients.flatMap((address) => (readers.get(address) ?? []).map((host) => ({ address, host })))
    const opened = computers ? await openedOn(engine, mail) : []
    const named = traffic
      ? await wentToNamed(
          engine,
          placesOf(mail, known.lists).filter((place) => !isOfTheParties(place, mail)),
          mail.time,
        )
      : []
    const told = new Set([...named, ...opened].map((one) => one.host))
    const hosts = own.map(({ host }) => host).filter((host) => !told.has(host))
    const suspect = serious.filter((finding) => finding.hosts.some((host) => hosts.includes(host)))
    const firsts = !traffic
      ? []
      : await wentSomewhereNew(
          engine,
          hosts,
          suspect.flatMap((finding) => finding.destinations).slice(0, PLACES),
          mail.time,
        )
    const recipient = (host: string) => own.find((one) => one.host === host)?.address ?? ''
    for (const one of opened) {
      const reader = recipient(one.host) || (row.recipients.find((address) => isHis(one, address)) ?? '')
      const accusing = serious.filter((finding) => finding.hosts.includes(one.host))
      const contacts = [
        ...named.filter((contact) => contact.host === one.host),
        ...(traffic
          ? await wentSomewhereNew(
              engine,
              [one.host],
              accusing.flatMap((finding) => finding.destinations).slice(0, PLACES),
              openedAt(one),
            )
          : []),
      ]
      const places = [...new Map(contacts.map((contact) => [contact.place, contact])).values()]
      const base = story(row, mail, 'attachment-opened', one.host, reader, places, findings, known.lang)
      stories.push(openedStory(base, one, findings, known.lang))
    }
    const shown = new Set(opened.map((one) => one.host))
    for (const [link, contacts] of [
      ['named-place', named],
      ['recipient-first-contact', firsts],
    ] as const)
      for (const [host, places] of Map.groupBy(
        contacts.filter((contact) => !shown.has(contact.host)),
        (contact) => contact.host,
      ))
        stories.push(story(row, mail, link, host, recipient(host), places, findings, known.lang))
  }
  return strongest(stories)
}

/** Several mails may have come before a contact: the mail that names the place explains it, else the last one before. */
function strongest(stories: UncitedStory[]): UncitedStory[] {
  const named = new Set(
    stories
      .filter((one) => one.link !== 'recipient-first-contact')
      .flatMap((one) => one.destinations.map((place) => `${one.host} ${place}`)),
  )
  const kept = stories.filter(
    (one) =>
      one.link !== 'recipient-first-contact' || !one.destinations.some((place) => named.has(`${one.host} ${place}`)),
  )
  const last = new Map<string, UncitedStory>()
  for (const one of kept) {
    const key = one.link !== 'recipient-first-contact' ? one.id : `${one.host} ${one.destinations.join(' ')}`
    const before = last.get(key)
    if (!before || (before.steps[0]?.time ?? '') < (one.steps[0]?.time ?? '')) last.set(key, one)
  }
  return [...last.values()].sort(
    (a, b) => b.confidence - a.confidence || ((a.steps[0]?.time ?? '') < (b.steps[0]?.time ?? '') ? -1 : 1),
  )
}

/** Requests, connections and look-ups of some places. */
const TOUCHED = `touched AS
  (
    SELECT time, host, if(name != '', name, address(ip)) AS touched_place, evidence_id, line
    FROM contact
    WHERE name IN {places:Array(String)} OR address(ip) IN {places:Array(String)}
    UNION ALL
    SELECT time, host, name, evidence_id, line
    FROM question
    WHERE name IN {places:Array(String)}
  )`

const DELIVERED_AT = "toDateTime64({delivered:String}, 3, 'UTC')"

const FIRST_COLUMNS = `host, touched_place AS place, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, count() AS n,
       arrayMap(cited -> (cited.2, cited.3), groupArraySorted(3)((time, evidence_id, line))) AS lines`

/** Who went to places that the mail names, and that few knew before it came. */
async function wentToNamed(engine: Engine, places: string[], delivered: string): Promise<Contact[]> {
  if (places.length === 0) return []
  return await engine.query<Contact>(
    `WITH
       ${TOUCHED},
       crowded AS (SELECT touched_place FROM touched WHERE time < ${DELIVERED_AT} GROUP BY touched_place HAVING uniqExact(host) >= ${CROWD})
     SELECT ${FIRST_COLUMNS}
     FROM touched
     WHERE time >= ${DELIVERED_AT} AND time < ${DELIVERED_AT} + INTERVAL ${NAMED_DAYS} DAY
       AND touched_place NOT IN (SELECT touched_place FROM crowded)
     GROUP BY host, place
     HAVING count() >= ${OPENS} OR min(time) < ${DELIVERED_AT} + INTERVAL 1 DAY
     ORDER BY first, host, place
     LIMIT ${PER_MAIL}`,
    { places, delivered: clock(delivered) },
  )
}

/** Which of the places, all of serious findings, nobody had gone to before the mail came, hardly anybody after, and these hosts soon. */
async function wentSomewhereNew(
  engine: Engine,
  hosts: string[],
  places: string[],
  delivered: string,
): Promise<Contact[]> {
  if (hosts.length === 0 || places.length === 0) return []
  return await engine.query<Contact>(
    `WITH
       ${TOUCHED},
       fresh AS
       (
         SELECT touched_place
         FROM touched
         GROUP BY touched_place
         HAVING min(time) >= ${DELIVERED_AT} AND uniqExact(host) <= ${RARE}
       )
     SELECT ${FIRST_COLUMNS}
     FROM touched
     WHERE host IN {hosts:Array(String)} AND touched_place IN (SELECT touched_place FROM fresh)
     GROUP BY host, place
     HAVING min(time) < ${DELIVERED_AT} + INTERVAL ${FIRST_HOURS} HOUR
     ORDER BY first, host, place
     LIMIT ${PER_MAIL}`,
    { hosts, places, delivered: clock(delivered) },
  )
}

const clock = (iso: string) => iso.replace('T', ' ').replace('Z', '')

const seriousAt = (findings: Finding[], host: string, places: string[]) =>
  findings.filter(
    (finding) =>
      isSerious(finding) &&
      finding.hosts.includes(host) &&
      finding.destinations.some((destination) => places.includes(destination)),
  )

/** Named place and the recipient's own PC: as good as seen. Each thing that is missing takes from it. */
const CONFIDENCE = { namedByRecipient: 0.95, named: 0.8, first: 0.6 }

function story(
  row: MailRow,
  mail: MailFacts,
  link: MailStory['link'],
  host: string,
  recipient: string,
  contacts: Contact[],
  findings: Finding[],
  lang: 'ja' | 'en',
): UncitedStory {
  const destinations = contacts.map((contact) => contact.place)
  const found = seriousAt(findings, host, destinations)
  const confidence =
    link === 'recipient-first-contact' ? CONFIDENCE.first : recipient ? CONFIDENCE.namedByRecipient : CONFIDENCE.named
  const minutes = Math.round((Date.parse(contacts[0]?.first ?? mail.time) - Date.parse(mail.time)) / 60_000)
  return {
    kind: 'mail',
    id: `${mail.mail_id}-${host}`,
    mail: row.mail,
    subject: row.subject,
    host,
    recipient,
    destinations,
    link,
    confidence,
    text: link === 'attachment-opened' ? '' : SAYS[link](row, host, recipient, destinations, minutes)[lang],
    steps: [
      {
        time: mail.time,
        what: 'delivered',
        host: '',
        destination: '',
        text: DELIVERED(row)[lang],
        lines: [{ evidence_id: mail.evidence_id, line: mail.line }],
      },
      ...contacts.map((contact) => ({
        time: contact.first,
        what: 'contacted' as const,
        host,
        destination: contact.place,
        text: CONTACTED(host, contact)[lang],
        lines: contact.lines.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
      })),
      ...found.map((finding) => ({
        time: finding.first_seen,
        what: 'found' as const,
        host,
        destination: finding.destinations[0] ?? '',
        text: finding.title,
        finding: finding.id,
        lines: [],
      })),
    ],
  }
}

const SAYS: Record<
  Exclude<MailStory['link'], 'attachment-opened'>,
  (row: MailRow, host: string, recipient: string, places: string[], minutes: number) => Text
> = {
  'named-place': (row, host, recipient, places, minutes) => ({
    ja: `メール「${row.subject}」が示す ${places[0]} へ、届いてから${span(minutes).ja}後に${recipient ? `受信者 ${recipient} の端末 ` : '端末 '}${host} が通信しました。開かれたと考えられます。`,
    en: `${span(minutes).en} after the mail “${row.subject}” came in, ${host}${recipient ? `, the PC of its recipient ${recipient},` : ''} went to ${places[0]}, which the mail names. It was most likely opened.`,
  }),
  'recipient-first-contact': (row, host, recipient, places, minutes) => ({
    ja: `メール「${row.subject}」が届いてから${span(minutes).ja}後に、受信者 ${recipient} の端末 ${host} が、それまで誰も通信していなかった ${places[0]} へ通信を始めました。このメールから感染した可能性があります。`,
    en: `${span(minutes).en} after the mail “${row.subject}” came in, ${host}, the PC of its recipient ${recipient}, began to contact ${places[0]}, where nobody had gone before. It may have been infected by this mail.`,
  }),
}

function span(minutes: number): Text {
  if (minutes < 120) return { ja: `${minutes}分`, en: amount(minutes, 'minute') }
  const hours = Math.round(minutes / 60)
  return hours < 48
    ? { ja: `${hours}時間`, en: amount(hours, 'hour') }
    : { ja: `${Math.round(hours / 24)}日`, en: amount(Math.round(hours / 24), 'day') }
}

const DELIVERED = (row: MailRow): Text => ({
  ja: `${row.from} からのメール「${row.subject}」が ${row.recipients.join('、')} に届く`,
  en: `the mail “${row.subject}” from ${row.from} reaches ${row.recipients.join(', ')}`,
})

const CONTACTED = (host: string, contact: Contact): Text => ({
  ja: `${host} が ${contact.place} へ通信（${contact.n}回の最初）`,
  en: `${host} contacts ${contact.place} (the first of ${contact.n})`,
})
