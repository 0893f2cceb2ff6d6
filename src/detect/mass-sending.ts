import type { Detector, DetectorContext, Sign } from './detector.ts'
import { grade, type Reason, type Strength } from './grade.ts'
import { isOwn, MESSAGES } from './messages-sent.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from './row.ts'

type DayOf = [day: string, reached: number, messages: number, undelivered: number]

/** One account that had a large day, with all its days. */
interface Account {
  account: string
  /** day in the organisation's zone, recipients outside, messages, of these not delivered */
  days: DayOf[]
}

interface Row extends SeenRow {
  sources: string[]
  recipients: string
  known: string
  messages: string
  night: string
  undelivered: string
  new_network: number
}

export const massSending: Detector = {
  id: 'mass-sending',
  title: { ja: '一つのアカウントからの大量送信', en: 'One account sends to very many' },
  explanation: {
    ja: '{{account}} が、{{day}} に外部の{{recipients}}個の宛先へ送信しました（{{messages}}通）。それまでの最多の日は{{before}}個です。{{returned}}乗っ取られたアカウントからの大量送信に見られる変化です。',
    en: '{{account}} sent to {{recipients}} addresses outside on {{day}} ({{messages}} messages); its largest day before had {{before}}. {{returned}}An account that was taken over changes like this.',
  },
  next_steps: {
    ja: [
      '本人に、この日の送信に心当たりがあるか確認する（kyumei account 名前 で件名と宛先が見られる）',
      '心当たりがなければ、パスワードの変更とセッションの失効を行い、宛先の取引先に知らせる',
    ],
    en: [
      'Ask the owner about this day (kyumei account NAME shows subjects and recipients)',
      'If it was not theirs: change the password, end all sessions and tell the recipients',
    ],
  },
  attack: ['T1586.002', 'T1534', 'T1566'],
  references: ['MITRE ATT&CK T1586.002'],
  needs: {
    tables: ['mail_event'],
    without: { ja: 'メールサーバのログがないと見えません。', en: "Without the mail server's log it is not visible." },
  },
  parameters: [
    {
      name: 'recipients',
      unit: 'addresses a day',
      default: 100,
      reason: { ja: '一人が一日に書く宛先より多い', en: 'more than a person writes to in a day' },
    },
    {
      name: 'undelivered',
      unit: 'messages a day',
      default: 20,
      reason: {
        ja: '買った名簿への送信は多くが届かず、不達とキューに残る。人の打ち間違いは日に数通',
        en: 'mail to bought lists comes back or stays in the queue; a person mistypes a few addresses a day',
      },
    },
    {
      name: 'undelivered_share',
      unit: 'share of messages',
      default: 0.3,
      reason: {
        ja: '案内メールの名簿でも、届かないものはこれより少ない',
        en: 'even of notices to old lists fewer come back',
      },
    },
    {
      name: 'times_before',
      unit: 'times',
      default: 5,
      reason: { ja: 'そのアカウント自身の最多の日との比', en: "against the account's own largest day before" },
    },
    {
      name: 'history_days',
      unit: 'days',
      default: 3,
      reason: {
        ja: '送信した日がこれより少ないアカウントは、普段が分からない',
        en: 'with fewer days of its own nothing is known of what is usual',
      },
    },
    {
      name: 'known_share',
      unit: 'share of recipients',
      default: 0.5,
      reason: {
        ja: '組織が以前にやり取りした宛先が多ければ、会員や取引先への案内',
        en: 'where the organisation knew the recipients it is a notice to members or customers',
      },
    },
  ],
  false_positives: [
    {
      ja: '月末の請求、会員への案内（前月にも同じような日がある）',
      en: 'invoices at month end, notices to members: a like day a month apart',
    },
    { ja: 'メールマガジンの配信用アカウント（普段から多い）', en: "a newsletter's account: its days are always large" },
    { ja: '以前からの取引先への一斉連絡', en: 'an announcement to known partners' },
  ],
  async run(context) {
    if (await isEmpty('mailflow', context)) return []
    const accounts = await context.query<Account>(ACCOUNTS, {
      recipients: context.parameter('recipients'),
      undelivered: context.parameter('undelivered'),
      zone: context.timezone,
    })
    const signs: Sign[] = []
    for (const { account, days } of accounts) {
      const found = unusual(
        days.map(([day, ...numbers]) => [day, ...numbers.map(Number)] as DayOf),
        context,
      )
      if (!found) continue
      const [row] = await context.query<Row>(DAY, { account, day: found.day, zone: context.timezone })
      if (row) signs.push(toSign(account, found, row, context))
    }
    return signs
  },
}

const OWN_MAIL = `
  own_mail AS
  (
    SELECT *, at AS time, toString(toDate(at, {zone:String})) AS day, if(signed_in != '', signed_in, sender) AS account,
      arrayFilter(one -> NOT ${isOwn('one')}, recipients) AS strangers, greatest(length(strangers), if(empty(recipients), told, 0)) AS reached
    FROM message
    WHERE (signed_in != '' OR from_inside = 1 OR outbound = 1) AND account != ''
      -- what a filter hands back to the server counts where it came in
      AND NOT startsWith(address(origin), '127.') AND address(origin) != '::1'
  )`

const ACCOUNTS = `
WITH${MESSAGES},${OWN_MAIL},
  daily AS
  (
    SELECT account, day, toUInt32(greatest(length(groupUniqArrayArray(5000)(strangers)), max(reached))) AS reached_that_day, toUInt32(count()) AS sent_that_day,
      toUInt32(countIf(bounced = 1 OR (deferred = 1 AND empty(delivered_outside)))) AS undelivered_that_day
    FROM own_mail
    GROUP BY account, day
  )
SELECT account, arraySort(groupArray(1000)((day, reached_that_day, sent_that_day, undelivered_that_day))) AS days
FROM daily
GROUP BY account
HAVING max(reached_that_day) >= {recipients:Float64} OR max(undelivered_that_day) >= {undelivered:Float64}
ORDER BY max(reached_that_day) DESC, account
LIMIT 50`

/** Known: who wrote to us, or was written to, before that day. */
const DAY = `
WITH${MESSAGES},${OWN_MAIL},
  that_day AS (SELECT * FROM own_mail WHERE account = {account:String} AND day = {day:String}),
  (SELECT min(at) FROM that_day) AS began,
  (SELECT groupUniqArray(200000)(one) FROM
    (
      SELECT sender AS one FROM message WHERE at < began - INTERVAL 1 HOUR
      UNION DISTINCT
      SELECT arrayJoin(recipients) AS one FROM message WHERE at < began - INTERVAL 1 HOUR
    )) AS acquainted,
  (SELECT groupUniqArray(10000)(network) FROM own_mail WHERE account = {account:String} AND day < {day:String}) AS networks_before
SELECT '' AS host, arrayFilter(one -> one != '::', arrayMap(ip -> address(ip), topK(10)(origin))) AS sources,
  length(groupUniqArrayArray(5000)(strangers)) AS recipients, length(arrayFilter(one -> has(acquainted, one), groupUniqArrayArray(5000)(strangers))) AS known,
  count() AS messages, countIf(toHour(toTimeZone(at, {zone:String})) NOT BETWEEN 6 AND 21) / count() AS night, countIf(bounced = 1 OR (deferred = 1 AND empty(delivered_outside))) AS undelivered,
  toUInt8(countIf(from_inside = 0 AND origin != toIPv6('::') AND NOT has(networks_before, network)) * 2 > count()) AS new_network,${SEEN_COLUMNS}
FROM that_day
HAVING count() > 0`

interface Unusual {
  day: string
  recipients: number
  before: number
  daysBefore: number
  /** a like day a month apart */
  periodic: boolean
}

/** The day that is unlike the others by what was reached, or else by what did not arrive. */
const unusual = (days: DayOf[], context: DetectorContext): Unusual | null =>
  largest(days, context) ?? returned(days, context)

/** Few recipients may be meant, and most of them may not exist. */
function returned(days: DayOf[], context: DetectorContext): Unusual | null {
  const none: DayOf = ['', 0, 0, 0]
  const [day, recipients, messages, undelivered] = days.reduce((most, one) => (one[3] > most[3] ? one : most), none)
  const earlier = days.filter(([other]) => other < day)
  const before = Math.max(0, ...earlier.map((one) => one[3]))
  if (undelivered < context.parameter('undelivered')) return null
  if (undelivered < messages * context.parameter('undelivered_share')) return null
  if (before * context.parameter('times_before') > undelivered) return null
  const reached = Math.max(0, ...earlier.map((one) => one[1]))
  return { day, recipients, before: reached, daysBefore: earlier.length, periodic: false }
}

/** The account's largest day, where it is far above every day before. */
function largest(days: DayOf[], context: DetectorContext): Unusual | null {
  const none: DayOf = ['', 0, 0, 0]
  const [day, recipients] = days.reduce((most, one) => (one[1] > most[1] ? one : most), none)
  if (recipients < context.parameter('recipients')) return null
  const earlier = days.filter(([other]) => other < day)
  const periodic = days.some(
    ([other, reached]) => Math.abs(Date.parse(other) - Date.parse(day)) >= 20 * DAY_MS && reached >= recipients / 2,
  )
  const before = Math.max(0, ...earlier.map(([, reached]) => reached))
  const like = days.filter(([other, reached]) => other !== day && reached >= recipients / 2).length
  if (!periodic && before * context.parameter('times_before') > recipients) return null
  // a third of its days are as large: that is what the account is for
  if (like * 3 >= days.length && like >= 2) return null
  return { day, recipients, before, daysBefore: earlier.length, periodic }
}
const DAY_MS = 86_400_000

function toSign(account: string, found: Unusual, row: Row, context: DetectorContext): Sign {
  const [messages, known, undelivered, night] = [row.messages, row.known, row.undelivered, row.night].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  const newNetwork = row.new_network === 1 && found.daysBefore >= context.parameter('history_days')
  const more = newNetwork || (messages >= 10 && (night >= 0.8 || undelivered >= messages * 0.2))
  const hasHistory = found.daysBefore >= context.parameter('history_days')
  const strength: Strength = more ? (hasHistory ? 'strong' : 'plain') : hasHistory && messages >= 5 ? 'plain' : 'weak'
  const acquainted = known >= found.recipients * context.parameter('known_share')
  const reasons: Reason[] = [
    ...(found.periodic ? [{ ...PERIODIC, effect: newNetwork ? ('weakens' as const) : PERIODIC.effect }] : []),
    ...(acquainted ? [{ ...KNOWN, effect: newNetwork ? ('weakens' as const) : KNOWN.effect }] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    hosts: [],
    accounts: [account],
    destinations: newNetwork ? row.sources : [],
    count: messages,
    metrics: {
      recipients: found.recipients,
      recipients_before: found.before,
      recipients_known: known,
      messages,
      undelivered,
      night_share: Math.round(night * 100) / 100,
      new_network: row.new_network,
      days_before: found.daysBefore,
    },
    words: {
      account,
      day: found.day,
      recipients: found.recipients,
      messages,
      before: found.before,
      returned:
        undelivered > 0
          ? {
              ja: `うち${undelivered}通は届かず、不達になったかキューに残りました。`,
              en: `${undelivered} of the messages came back or stayed in the queue. `,
            }
          : { ja: '', en: '' },
    },
  }
}

const PERIODIC: Reason = {
  effect: 'explains',
  text: {
    ja: 'ひと月ほど離れた日にも同じような送信があります。定期の案内や請求と見られます。',
    en: 'It has a like day about a month apart: it looks like regular notices or invoices.',
  },
}
const KNOWN: Reason = {
  effect: 'explains',
  text: {
    ja: '宛先の多くは、組織が以前からやり取りしている相手です。',
    en: 'The organisation was in touch with most of the recipients before.',
  },
}
