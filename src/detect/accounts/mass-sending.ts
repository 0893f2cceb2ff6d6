import { find } from '../../lists/list.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, seen } from '../row.ts'
import { type Burst, bursts } from './sending-burst.ts'
import { ACCOUNTS, DAY, HOUR, type Sent } from './sent-mail.ts'

type DayOf = [day: string, reached: number, messages: number, undelivered: number]

/** One account that had a large day, with all its days. */
interface Account {
  account: string
  /** day in the organisation's zone, recipients outside, messages, of these not delivered */
  days: DayOf[]
}

export const massSending: Detector = {
  id: 'mass-sending',
  title: { ja: '一つのアカウントからの大量送信', en: 'One account sends to very many' },
  explanation: {
    ja: '{{account}} が、{{day}} に外部の{{recipients}}個の宛先へ送信しました（{{messages}}通）。{{usual}}{{returned}}乗っ取られたアカウントからの大量送信に見られる変化です。',
    en: '{{account}} sent to {{recipients}} addresses outside on {{day}} ({{messages}} messages). {{usual}}{{returned}}An account that was taken over changes like this.',
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
      name: 'burst',
      unit: 'addresses an hour',
      default: 20,
      reason: {
        ja: '普段の一時間とかけ離れた送信。詐欺メールは数十通を数分で送り、一日の合計では目立たない',
        en: 'far from its usual hour: fraud goes out in minutes, a few dozen mails that no daily total shows',
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
    {
      ja: '本人が日中に自分の端末から送る案内（一通に多くの宛先、または一人に一通ずつでほぼすべてが届くもの）',
      en: 'an announcement by the owner, by day, from his own machine (letters to many recipients each, or one to each of which nearly all arrive)',
    },
    { ja: '以前からの取引先への一斉連絡', en: 'an announcement to known partners' },
  ],
  async run(context) {
    if (await isEmpty('mailflow', context)) return []
    const accounts = await context.query<Account>(ACCOUNTS, {
      recipients: context.parameter('recipients'),
      undelivered: context.parameter('undelivered'),
      zone: context.timezone,
    })
    const servers = context.roles.addresses('mail-server')
    const signs: Sign[] = []
    const told = new Set<string>()
    for (const { account, days } of accounts) {
      const found = unusual(
        days.map(([day, ...numbers]) => [day, ...numbers.map(Number)] as DayOf),
        context,
      )
      if (!found) continue
      const [row] = await context.query<Sent>(DAY, { account, day: found.day, servers, zone: context.timezone })
      if (row) signs.push(toSign(account, found, row, context))
      told.add(account)
    }
    for (const burst of await bursts(context)) {
      if (told.has(burst.account)) continue
      const [row] = await context.query<Sent>(HOUR, {
        account: burst.account,
        from: burst.from,
        servers,
        zone: context.timezone,
      })
      signs.push(...burstSign(burst, row, context))
    }
    return signs
  },
}

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

function toSign(account: string, found: Unusual, row: Sent, context: DetectorContext): Sign {
  const [messages, known, undelivered, night] = [row.messages, row.known, row.undelivered, row.night].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  const newNetwork = row.new_network === 1 && found.daysBefore >= context.parameter('history_days')
  const lost = undelivered >= messages * 0.2 && Number(row.lost) >= found.recipients * LOST
  const more = newNetwork || (messages >= 10 && (night >= 0.8 || lost))
  const hasHistory = found.daysBefore >= context.parameter('history_days')
  const strength: Strength = more ? (hasHistory ? 'strong' : 'plain') : hasHistory && messages >= 5 ? 'plain' : 'weak'
  const acquainted = known >= found.recipients * context.parameter('known_share')
  const reasons: Reason[] = [
    ...(found.periodic ? [{ ...PERIODIC, effect: newNetwork ? ('weakens' as const) : PERIODIC.effect }] : []),
    ...(acquainted ? [{ ...KNOWN, effect: newNetwork ? ('weakens' as const) : KNOWN.effect }] : []),
    ...(row.at_desk === 1 && night < BY_DAY ? announcement(row, found.recipients) : []),
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
      usual: { ja: `それまでの最多の日は${found.before}個です。`, en: `Its largest day before had ${found.before}. ` },
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

/** Letters to many, or one to each of a list that is kept: of bought and stolen ones more are gone. */
function announcement(row: Sent, recipients: number): Reason[] {
  if (row.to_lists === 1) return [ANNOUNCEMENT]
  // what a gateway behind the server could not deliver comes back as a letter
  const later = Math.max(0, Number(row.returned) - Number(row.lost))
  return Number(row.handed_on) - later >= recipients * (1 - LOST) ? [KEPT_LIST] : []
}

/** share of the recipients: of a letter to fifty one or two are gone as a rule; of a bought list many never were */
const LOST = 0.05
const BY_DAY = 0.1 // of the messages at night, at most

/** A machine sends: each mail to its own recipient, nearly none of whom the organisation knew. What it is for, the hour and the network tell. */
function burstSign(burst: Burst, row: Sent | undefined, context: DetectorContext): Sign[] {
  const [messages, known, recipients] = [row?.messages, row?.known, row?.recipients].map(Number) as [
    number,
    number,
    number,
  ]
  if (!row || messages < recipients / 3) return []
  // colleagues of whom it knows are no strangers; of a free mailer, everybody is
  const colleagues = row.known_domains.filter((domain) => find(context.lists.freemail, domain) === null).length
  if (known + colleagues > recipients * STRANGERS) return []
  const odd = [
    row.new_network === 1,
    burst.oddHour,
    Number(row.undelivered) >= messages * 0.2 && Number(row.undelivered) >= 3,
  ].filter((one) => one).length
  const sign = toSign(
    burst.account,
    { day: burst.day, recipients, before: burst.before, daysBefore: burst.daysBefore, periodic: false },
    row,
    context,
  )
  return [
    {
      ...sign,
      ...grade(odd >= 2 ? 'strong' : odd === 1 ? 'plain' : 'weak', []),
      words: {
        ...sign.words,
        usual: {
          ja: `すべて一時間のうちで、それまでの最多の一時間は${burst.before}個です。`,
          en: `All of it in one hour; its largest hour before had ${burst.before}. `,
        },
      },
      metrics: { ...sign.metrics, recipients_in_an_hour: recipients, usual_hour: burst.before },
    },
  ]
}

/** share of the recipients whom the organisation may have known */
const STRANGERS = 0.1

const ANNOUNCEMENT: Reason = {
  effect: 'weakens',
  text: {
    ja: '日中に、本人が以前から使う組織内の端末から、一通に多くの宛先を並べて送っています（この日、外部からこのメールボックスへのサインインはありません）。本人による案内と見られます。',
    en: 'By day, from a machine inside that the account has always used, in letters to many recipients each, while nobody came to the mailbox from outside: it looks like an announcement by its owner.',
  },
}
const KEPT_LIST: Reason = {
  effect: 'weakens',
  text: {
    ja: '日中に、本人が以前から使う組織内の端末から一人に一通ずつ送り、ほぼすべてが届いています。手入れされた名簿への差し込み送信（本人による案内）と見られます。そうでなければ、疑うべきはその端末です。',
    en: 'By day, from a machine inside that the account has always used, a letter to each, of which nearly all arrived: it looks like an announcement by its owner, to a list that is kept. If it is not, it is that machine that should be looked at.',
  },
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
