import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, mostOften, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { isOwn, MESSAGES } from './messages-sent.ts'

interface Row extends SeenRow {
  /** '' where nobody signed in: the server relays for strangers */
  account: string
  sources: string[]
  networks: string
  messages: string
  recipients: string
  days: string
  /** days on which it was so */
  abused_days: string
}

export const relayAbuse: Detector = {
  id: 'relay-abuse',
  title: { ja: 'メールサーバの不正な中継', en: 'A mail server that relays for strangers' },
  explanation: {
    ja: '{{what}}（{{messages}}通、{{sources}}）。迷惑メールや標的型メールの発信に使われていると見られます。',
    en: '{{what}} ({{messages}} messages, from {{sources}}). It looks abused to send spam or attacks.',
  },
  next_steps: {
    ja: [
      'アカウントが使われている場合は、パスワードを変え、送信を止め、キューに残るメールを確かめる',
      '中継の許可（信頼するネットワーク、認証の必須化）の設定を見直す',
      '送られたメールの宛先と件名を調べ、取引先に届いていれば知らせる',
    ],
    en: [
      'Where an account is used: change its password, stop its sending, look into the queue',
      'Review who may relay (trusted networks, sign-in required)',
      'Look at recipients and subjects; tell partners who got such mail',
    ],
  },
  attack: ['T1586.002', 'T1078', 'T1584.004'],
  references: ['RFC 5068'],
  needs: {
    tables: ['mail_event'],
    without: { ja: 'メールサーバのログがないと見えません。', en: "Without the mail server's log it is not visible." },
  },
  parameters: [
    {
      name: 'networks',
      unit: 'networks a day',
      default: 5,
      reason: {
        ja: '一日に職場・自宅・携帯電話を使っても、これほど多くの網にはならない',
        en: 'office, home and telephone are fewer networks in a day',
      },
    },
    {
      name: 'many_networks',
      unit: 'networks a day',
      default: 10,
      reason: { ja: 'ボットネットによる利用', en: 'a botnet uses it' },
    },
    {
      name: 'messages',
      unit: 'messages',
      default: 10,
      reason: { ja: '数通では判断しない', en: 'a few messages tell nothing' },
    },
    {
      name: 'recipients',
      unit: 'addresses',
      default: 20,
      reason: {
        ja: '転送設定やメーリングリストの外部の宛先より多い',
        en: 'more than outside addresses of forwarding and lists',
      },
    },
    {
      name: 'standing_days',
      unit: 'days',
      default: 3,
      reason: {
        ja: '何日も転送される宛先は、転送設定やメーリングリスト',
        en: 'who gets relayed mail on so many days is a member of a list or has mail forwarded',
      },
    },
  ],
  false_positives: [
    { ja: '転送設定（.forward）、別名、メーリングリスト', en: 'forwarding (.forward), aliases and mailing lists' },
    { ja: '不達通知（差出人が空）', en: 'bounces (empty sender)' },
    { ja: '多くの人が外から使う共有アカウント', en: 'an account that many people share' },
  ],
  async run(context) {
    if (await isEmpty('mailflow', context)) return []
    const parameters = {
      networks: context.parameter('networks'),
      messages: context.parameter('messages'),
      recipients: context.parameter('recipients'),
      standing: context.parameter('standing_days'),
      zone: context.timezone,
    }
    return [
      ...(await context.query<Row>(SIGNED_IN, parameters)).map((row) => toSign(row, context)),
      ...(await context.query<Row>(OPEN, parameters)).map((row) => toSign(row, context)),
    ]
  },
}

const SOURCES = `${mostOften('address(origin)', 10)} AS sources`

const SIGNED_IN = `
WITH${MESSAGES},
  sent AS (SELECT *, at AS time, toDate(at, {zone:String}) AS day FROM message WHERE signed_in != '' AND from_inside = 0 AND origin != toIPv6('::')),
  daily AS (SELECT signed_in AS user, day AS user_day, uniqExact(network) AS of_day, count() AS sent_that_day FROM sent GROUP BY user, user_day),
  busy AS
  (
    SELECT user, max(of_day) AS most, countIf(of_day >= {networks:Float64}) AS abused_days, count() AS days_of_user
    FROM daily
    GROUP BY user
    HAVING max(of_day) >= {networks:Float64} AND sum(sent_that_day) >= {messages:Float64}
  )
SELECT '' AS host, signed_in AS account, ${SOURCES}, any(most) AS networks, count() AS messages, length(groupUniqArrayArray(5000)(recipients)) AS recipients,
  any(days_of_user) AS days, any(busy.abused_days) AS abused_days,${SEEN_COLUMNS}
FROM sent
INNER JOIN busy ON busy.user = sent.signed_in
WHERE (signed_in, day) IN (SELECT user, user_day FROM daily WHERE of_day >= {networks:Float64})
GROUP BY account
ORDER BY networks DESC, account
LIMIT 200`

/** Strangers' mail to strangers that the server handed on to the outside. Without a domain known as ours nothing can be said. */
const OPEN = `
WITH${MESSAGES},
  relayed AS
  (
    SELECT *, at AS time, arrayFilter(one -> NOT ${isOwn('one')}, delivered_outside) AS strangers
    FROM message
    WHERE signed_in = '' AND from_inside = 0 AND origin != toIPv6('::') AND sender != '' AND NOT ${isOwn('sender')}
      AND notEmpty(own_domains) AND notEmpty(strangers)
  ),
  (SELECT groupUniqArray(100000)(recipient) FROM
    (
      SELECT recipient FROM relayed ARRAY JOIN strangers AS recipient
      GROUP BY recipient
      HAVING uniqExact(toDate(at, {zone:String})) >= {standing:Float64}
    )) AS standing
SELECT '' AS host, '' AS account, ${SOURCES}, uniqExact(network) AS networks, count() AS messages,
  length(groupUniqArrayArray(5000)(arrayFilter(one -> NOT has(standing, one), strangers))) AS recipients,
  uniqExact(toDate(at, {zone:String})) AS days, days AS abused_days,${SEEN_COLUMNS}
FROM relayed
GROUP BY network
HAVING recipients >= {recipients:Float64} AND messages >= {messages:Float64} / 2
ORDER BY recipients DESC, sources
LIMIT 200`

function toSign(row: Row, context: DetectorContext): Sign {
  const [networks, messages, recipients, days, abused] = [
    row.networks,
    row.messages,
    row.recipients,
    row.days,
    row.abused_days,
  ].map(Number) as [number, number, number, number, number]
  const open = row.account === ''
  const strength: Strength = open || networks >= context.parameter('many_networks') ? 'strong' : 'plain'
  const reasons: Reason[] = !open && days >= 5 && abused * 2 >= days ? [SHARED] : []
  const sources = row.sources.slice(0, 3).join(', ')
  return {
    ...seen(row),
    ...grade(strength, reasons),
    hosts: [],
    accounts: open ? [] : [row.account],
    destinations: row.sources,
    count: messages,
    metrics: { messages, networks, recipients, days },
    words: {
      what: open
        ? {
            ja: 'メールサーバが、認証のない外部の差出人から外部の宛先へのメールを中継しました',
            en: 'The mail server accepted mail from senders outside, who had not signed in, and handed it on to recipients outside',
          }
        : {
            ja: `アカウント ${row.account} が、一日に${networks}か所の網から認証して送信しました`,
            en: `The account ${row.account} signed in to send from ${networks} networks in one day`,
          },
      messages,
      sources: sources || '-',
    },
  }
}

const SHARED: Reason = {
  effect: 'weakens',
  text: {
    ja: '使われた日の半分以上でこうなっており、多くの人が共有するアカウントかもしれません。',
    en: 'It is so on at least half of its days: perhaps an account that many people share.',
  },
}
