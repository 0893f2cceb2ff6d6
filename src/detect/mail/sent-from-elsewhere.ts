import { countryName, isOfZone } from '../../i18n/country.ts'
import { find } from '../../lists/list.ts'
import { type WhoseNetwork, whoseNetworks } from '../../lists/whose-network.ts'
import { wantsSomething } from '../../mail/wants.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason } from '../grade.ts'
import { journeysTold, type Told, toldReasons } from './journey-told.ts'
import { ONLY_FOR_ORGANISATIONS } from './lure.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, seenMail } from './mail-row.ts'

/**
 * An account that was taken over writes in its owner's name, from its own server, with every proof. What it can't hide is the computer that
 * handed the mail to that server: the oldest step of the path, or X-Originating-IP.
 */
export const sentFromElsewhere: Detector = {
  id: 'sent-from-elsewhere',
  title: {
    ja: '普段と違う国から送信されたメール（アカウント乗っ取りの疑い）',
    en: 'Handed in from a country its sender never wrote from (an account taken over?)',
  },
  explanation: {
    ja: '「{{subject}}」は {{from}} 本人のサーバから届きましたが、送信した端末は {{country}}（{{client}}、{{owner}}）にあります。{{habit}}。本人のアカウントが乗っ取られている可能性があります。',
    en: '“{{subject}}” comes by the genuine server of {{from}}, but the computer that sent it is in {{country}} ({{client}}, {{owner}}). {{habit}}. The account may have been taken over.',
  },
  next_steps: {
    ja: [
      '差出人本人に、メール以外の手段（電話）で、送ったかどうかを確かめる',
      '本人が送っていなければ、そのアカウントのパスワードを変え、サインインを切断し、転送や受信ルールを調べる',
      '受け取った人に、リンクや添付を開いたか、返信や送金をしたかを確かめる',
    ],
    en: [
      'Ask the sender by another way than mail whether he wrote it',
      'If he did not: change the password, end all sessions, and look for forwarding and inbox rules',
      'Ask those who got it whether they opened, answered or paid anything',
    ],
  },
  attack: ['T1078', 'T1534', 'T1114'],
  references: ['RFC 5321 4.4 (trace information)', 'MITRE ATT&CK T1534: Internal Spearphishing'],
  needs: {
    tables: ['mail'],
    without: { ja: 'メールがないと見えません。', en: 'It takes the mails themselves.' },
  },
  parameters: [
    {
      name: 'earlier_mails',
      unit: 'mails',
      default: 3,
      reason: {
        ja: '普段どこから送るかが分かるだけの通数',
        en: 'so many show from where somebody usually writes',
      },
    },
  ],
  false_positives: [
    {
      ja: '海外出張や旅行（何も求めないメールは対象外。続けて何日も送られていれば一段下げる）',
      en: 'journeys (mails that want nothing are left out; several days of writing from there count one step less)',
    },
    {
      ja: '海外の拠点や在宅の職員（その人が以前からその国から送っている、または同じ組織の複数の人がそこから送っている）',
      en: 'offices and people abroad (who have written from there before, or several of one organisation do)',
    },
    {
      ja: '事前のメールで知らせた出張や旅行（その国の名があれば参考情報、なければ一段下げる）',
      en: 'a journey told of in mail before (informational where the country is named, else one step less)',
    },
    {
      ja: '利用者ではなくメールサービス自身のアドレスを書き込むウェブメール（対象外）',
      en: 'a webmail that notes an address of its provider’s own (left out)',
    },
  ],
  async run(context) {
    const away = await strangePlaces(context, context.parameter('earlier_mails'))
    if (away.length === 0) return []
    const rows = await context.query<Row>(ROWS, {
      senders: [...new Set(away.map(({ sender }) => sender))],
      clients: [...new Set(away.map(({ client }) => client))],
    })
    const told = await journeysTold(context, [...new Set(rows.map((row) => row.from_address))])
    const byKey = new Map(away.map((one) => [key(one), one]))
    return rows.flatMap((row) => {
      const one = byKey.get(key({ sender: row.from_address, client: row.client }))
      return one && wants(row) ? [toSign(row, one, told)] : []
    })
  },
}

interface Used {
  sender: string
  client: string
  own: number
  /** of ours, or a partner who is known himself */
  known: number
  mails: number
  days: string[]
  /** as it was looked up by who took the mail, '' = it was not */
  name: string
  /** of the steps after it */
  servers: string[]
}

interface Away extends Used {
  country: string
  owner: string
  /** countries that he writes from otherwise, where they are known */
  usual: string[]
  /** these are no home: several, or one that a mail or two show */
  roams: boolean
}

interface Row extends MailRow {
  client: string
  text: string
  runs: number
  leads: number
}

const key = ({ sender, client }: Pick<Used, 'sender' | 'client'>) => `${sender} ${client}`

/** A mail that wants nothing can do nothing: greetings from a journey. */
const wants = (row: Row) => row.leads === 1 || row.runs === 1 || wantsSomething(`${row.subject}\n${row.text}`)

/** A computer of our own networks, none noted, or a server of the provider in its place: the office's usual way. */
const UNSEEN = ''

async function strangePlaces(context: DetectorContext, enough: number): Promise<Away[]> {
  const used = await context.query<Used>(USED)
  if (used.every(({ client }) => client === '')) return []
  const whose = whoseNetworks(context.lists)
  const places = new Map<string, WhoseNetwork>()
  for (const address of used.flatMap(({ client, servers }) => [client, ...servers]))
    if (address !== '' && !places.has(address)) places.set(address, whose(address))
  const countryOf = (use: Used) =>
    isProviders(use, places) || isLineAtHome(use, context.timezone)
      ? UNSEEN
      : (places.get(use.client)?.country ?? UNSEEN)
  const own = used.filter((one) => Number(one.own) === 1)
  const organisationOf = (one: Used) => {
    const domain = one.sender.replace(/.*@/, '')
    if (Number(one.own) === 1) return 'ours'
    return find(context.lists.freemail, domain) === null ? domain : one.sender
  }
  const people = (uses: Used[]) => new Set(uses.map(({ sender }) => sender)).size
  const homes = new Set(
    [...Map.groupBy(used, (one) => `${organisationOf(one)} ${countryOf(one)}`)]
      .filter(([, uses]) => people(uses) >= MANY_PEOPLE || shareLine(uses))
      .map(([home]) => home),
  )
  /** one traveller and an attacker in the same country are no office */
  function shareLine(uses: Used[]): boolean {
    const networks = Map.groupBy(uses, ({ client }) => places.get(client)?.as_number ?? 0)
    return [...networks.values()].some((own) => people(own) >= SEVERAL_PEOPLE)
  }
  const isHome = (one: Used, country: string) =>
    homes.has(`${organisationOf(one)} ${country}`) || isOfZone(country, context.timezone)
  return [...Map.groupBy(used, ({ sender }) => sender).values()].flatMap((uses) =>
    uses.flatMap((one): Away[] => {
      const country = countryOf(one)
      if (
        Number(one.known) === 0 ||
        country === UNSEEN ||
        isHome(one, country) ||
        country === countryOfName(one.sender)
      )
        return []
      const [here, others] = [
        uses.filter((use) => countryOf(use) === country),
        uses.filter((use) => countryOf(use) !== country),
      ]
      const first = here.map(({ days }) => days[0] ?? '').sort()[0] ?? ''
      const earlier = others.filter(({ days }) => (days[0] ?? '') < first)
      // of whom little is known: what all of ours do
      const colleagues = Number(one.own) === 1 ? own.filter((use) => countryOf(use) !== country) : []
      if (earlier.length === 0 && colleagues.length === 0) return []
      if (sum(others) < enough && sum(colleagues) < enough * COLLEAGUES) return []
      return [
        {
          ...one,
          days: [...new Set(here.flatMap(({ days }) => days))].sort(),
          country,
          owner: places.get(one.client)?.owner ?? '',
          usual: [...new Set(others.map(countryOf))].filter((code) => code !== UNSEEN),
          roams: roams(others, one.sender),
        },
      ]
    }),
  )

  /** Whoever writes from here and there is as much at home in the next country, or the addresses lie elsewhere than registers say. */
  function roams(others: Used[], sender: string): boolean {
    const placed = others.filter((use) => countryOf(use) !== UNSEEN)
    const homely = placed.filter((use) => isHome(use, countryOf(use)) || countryOf(use) === countryOfName(sender))
    if (homely.length > 0) return sum(homely) < SETTLED * sum(placed)
    const most = Math.max(0, ...[...Map.groupBy(placed, countryOf).values()].map(sum))
    return placed.length > 0 && (most < enough || most < SETTLED * sum(placed))
  }
}

/** A webmail may note its own server, and a mail service fetches and sends for people who sit elsewhere. */
function isProviders({ client, servers }: Used, places: ReadonlyMap<string, WhoseNetwork>): boolean {
  const it = places.get(client)
  if (!it) return false
  const isSame = (other: WhoseNetwork | undefined) =>
    other !== undefined && it.as_number > 0 && other.as_number === it.as_number && other.country === it.country
  return it.kind === 'mail-fetch' || servers.some((server) => isSame(places.get(server)))
}

/** `p1234.tokyo.example.ne.jp`: only a carrier of that country gives such a name, whatever a list says of the address. */
const isLineAtHome = ({ name }: Used, timezone: string): boolean =>
  ONLY_FOR_ORGANISATIONS.test(name) && isOfZone(countryOfName(name), timezone)

const sum = (uses: Used[]) => uses.reduce((total, { mails }) => total + Number(mails), 0)
const SETTLED = 0.8 // of the mails come from home
const SEVERAL_PEOPLE = 2 // by one provider
const MANY_PEOPLE = 3
const COLLEAGUES = 5 // times as many mails as of the sender himself

/** JP of `taro@example.co.jp` and of a computer's name */
function countryOfName(address: string): string {
  const ending = /\.([a-z]{2})$/i.exec(address)?.[1]?.toUpperCase() ?? ''
  return ending === 'UK' ? 'GB' : ending
}

function toSign(row: Row, one: Away, told: Told[]): Sign {
  const announced = toldReasons(told, one.sender, one.country, one.days[0] ?? '')
  const reasons: Reason[] = [
    ...announced,
    ...(one.days.length >= JOURNEY ? [TRAVELS] : []),
    ...(one.roams ? [ROAMS] : []),
  ]
  const usual = (lang: 'ja' | 'en') =>
    one.usual
      .map((code) => countryName(code, lang))
      .slice(0, 5)
      .join(lang === 'ja' ? '、' : ', ')
  const habit =
    one.usual.length > 0
      ? {
          ja: `この人のほかのメールは ${usual('ja')} から送られています`,
          en: `Other mails of this sender come from ${usual('en')}`,
        }
      : {
          ja: 'この人や同僚のほかのメールは、組織の中や自国から送られています',
          en: 'Other mails of this sender, and of the colleagues, come from inside or from their own country',
        }
  return {
    ...seenMail(row),
    ...grade('plain', reasons),
    destinations: [one.client],
    metrics: {
      client: one.client,
      country: one.country,
      network: one.owner,
      usual_countries: one.usual.join(', '),
      days: one.days.length,
    },
    words: {
      ...mailWords(row),
      country: { ja: countryName(one.country, 'ja'), en: countryName(one.country, 'en') },
      client: one.client,
      owner: one.owner || '—',
      habit,
    },
  }
}

const JOURNEY = 3 // days
const TRAVELS: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じ国から三日以上送られています。出張や旅行かもしれません。',
    en: 'It wrote from there on three days or more: it may be a journey.',
  },
}

const ROAMS: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この人のほかのメールも、決まった国からは送られていません。',
    en: 'Other mails of this sender come from no settled country either.',
  },
}

/** senders whose mails lead to a place: it is nobody's trap */
const EVERYBODYS = 3

/** The computer that handed the mail in: noted by the server, or the oldest step, where that was a submission. */
const CLIENT = `multiIf(
  match(headers, '(?i)"x-originating-ip"'), extract(headers, '(?i)"x-originating-ip","[^0-9a-f"]*([0-9a-f.:]{3,45})'),
  match(JSONExtractString(oldest, 'protocol'), '(?i)^(e?smtps?a|esmtpsa|https?)$') OR match(JSONExtractString(oldest, 'by'), '(?i)^(webmail|owa|roundcube|smtp\\\\.gmail)'),
    JSONExtractString(oldest, 'ip'),
  '')`

const KNOWN = 'SELECT address FROM correspondent WHERE two_way = 1 OR days >= 3'

/** Whose mails are looked at: ours, and proven ones of people who are known and of their colleagues, who show where the office is. */
const JUDGED = `message.from_address != '' AND message.list_id = '' AND message.bulk = 0
  AND (message.inside = 1 OR (message.own = 0 AND message.auth = 'pass'
    AND message.from_domain IN (SELECT splitByChar('@', address)[-1] FROM (${KNOWN}))))`

/** Headers and paths stay where they are: of an archive of years they would fill the memory. */
const handedIn = (more: string) => `
  SELECT mail_id, ${CLIENT} AS client, if(client = JSONExtractString(oldest, 'ip'), lower(extract(JSONExtractString(oldest, 'from'), '\\(([A-Za-z0-9.-]+)\\)$')), '') AS name, arrayFilter(ip -> ip NOT IN ('', client), steps) AS servers
  FROM (SELECT mail_id, headers, JSONExtractArrayRaw(hops)[-1] AS oldest, arrayMap(hop -> JSONExtractString(hop, 'ip'), JSONExtractArrayRaw(hops)) AS steps FROM mail WHERE mail_id IN (SELECT id FROM message WHERE ${JUDGED}${more}))`

const USED = `
SELECT message.from_address AS sender, path.client AS client, max(message.own) AS own, max(message.inside = 1 OR message.from_address IN (${KNOWN})) AS known, count() AS mails, any(path.name) AS name,
  arraySort(groupUniqArray(400)(toString(toDate(message.time)))) AS days, arraySort(groupUniqArrayArray(20)(path.servers)) AS servers
FROM message
INNER JOIN (${handedIn('')}) AS path ON path.mail_id = message.id
GROUP BY sender, client
ORDER BY sender, days[1], client
LIMIT 200000`

const OF_THEM = 'message.judged = 1 AND message.from_address IN {senders:Array(String)}'
const ROWS = `
SELECT ${MAIL_COLUMNS}, path.client AS client, letter.text AS text,
  toUInt8(notEmpty(message.runs) OR message.locked = 1) AS runs,
  toUInt8(arrayExists(link -> link NOT IN (SELECT link FROM message ARRAY JOIN link_domains AS link GROUP BY link HAVING uniqExact(from_address) >= ${EVERYBODYS}), message.link_domains)) AS leads
FROM message
INNER JOIN (SELECT * FROM (${handedIn(` AND ${OF_THEM}`)}) WHERE client IN {clients:Array(String)}) AS path ON path.mail_id = message.id
INNER JOIN (SELECT mail_id, substringUTF8(text, 1, 6000) AS text FROM mail WHERE mail_id IN (SELECT id FROM message WHERE ${OF_THEM})) AS letter
  ON letter.mail_id = message.id
WHERE ${OF_THEM}
ORDER BY seen, id
LIMIT 1000`
