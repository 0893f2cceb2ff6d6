import type { Detector, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, mostOften, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { HISTORY_DAYS } from './history-days.ts'
import { PLACED } from './sign-in-use.ts'

interface Row extends SeenRow {
  account: string
  networks: string[]
  kinds: string[]
  owners: string[]
  countries: string[]
  addresses: string[]
  sessions: string
  days: string
  messages: string
  megabytes: number
  /** of a session of the same account from elsewhere, in the middle */
  usual_megabytes: number
  /** how many of these there are */
  sessions_before: string
  /** other accounts whose mailboxes are read in bulk from these networks' addresses */
  others: string
}

export const mailboxDownload: Detector = {
  id: 'mailbox-download',
  title: { ja: 'メールボックスの大量の読出し', en: 'A mailbox read in bulk, again and again' },
  explanation: {
    ja: '{{account}} のメールが、それまで使ったことのない接続元（{{place}}）から、{{days}}日にわたり{{sessions}}回、合わせて{{megabytes}} MB（{{messages}}通）読み出されました。この接続元からの利用は、ほとんどすべてが大量の読出しです（普段の一回は{{usual}}）。新しい端末の最初の同期は一度で終わります。',
    en: '{{account}}’s mail was read from where the account never was before ({{place}}): {{sessions}} times on {{days}} days, {{megabytes}} MB in all ({{messages}} messages). Nearly every session from there reads in bulk (a usual one: {{usual}}); the first synchronisation of a new device is over after one.',
  },
  next_steps: {
    ja: [
      '本人に、その日時に自分の端末やソフトで読んだか確認する',
      '身に覚えがなければ、パスワードを変更し、開いているセッションを切り、読まれたメールを漏えいとして扱う',
      '同じ接続元からのほかのアカウントの利用を調べる（kyumei search アドレス）',
    ],
    en: [
      'Ask the owner whether a device or program of theirs read the mail at these times',
      'If not: change the password, end the open sessions, and treat what was read as leaked',
      'Look for other accounts used from the same addresses (kyumei search ADDRESS)',
    ],
  },
  attack: ['T1114.002'],
  references: ['MITRE ATT&CK T1114.002'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'メールサーバ（Dovecot）の、セッションごとに読まれた量のあるログがないと見えません。',
      en: 'Without a mail server’s log that tells what each session read (Dovecot) it is not visible.',
    },
  },
  parameters: [
    {
      name: 'megabytes',
      unit: 'MB a session',
      default: 5,
      reason: {
        ja: '新着を読むだけのセッションは一、二MBに収まる',
        en: 'a session that reads what is new stays below a megabyte or two',
      },
    },
    {
      name: 'messages',
      unit: 'messages a session',
      default: 50,
      reason: { ja: '一通の大きな添付と区別する', en: 'tells it from one mail with a large attachment' },
    },
    {
      name: 'days',
      unit: 'days',
      default: 4,
      reason: {
        ja: '端末の最初の同期や、一度の移行作業は三日までに終わる',
        en: 'a first synchronisation, or a migration, is over within three days',
      },
    },
    {
      name: 'bulk_share',
      unit: 'share of the sessions that read anything',
      default: 0.8,
      reason: {
        ja: '本人の端末からのセッションは、ほとんどが新着の確認',
        en: 'most sessions of an owner’s device look for what is new',
      },
    },
    HISTORY_DAYS,
  ],
  false_positives: [
    {
      ja: '新しいスマホやPCの最初の同期（一度だけ: 対象外）、移行ツール（数日で終わる: 対象外）',
      en: 'the first synchronisation of a new phone or PC, a migration: over within days (left out)',
    },
    {
      ja: 'メールを保存するサービス（多くのアカウントを同じ所から読む: 参考情報）',
      en: 'a service that archives mail: it reads many accounts from one place (informational)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      bytes: context.parameter('megabytes') * 1e6,
      messages: context.parameter('messages'),
      days: context.parameter('days'),
      share: context.parameter('bulk_share'),
      history: context.parameter('history_days') * DAY,
    })
    return rows.map(toSign)
  },
}

const DAY = 86_400 // s

const SQL = `
WITH${PLACED},
  opened AS
  (
    SELECT account, session_id, time, network, country, kind, owner, inside, source_ip, evidence_id, line
    FROM placed
    WHERE event_action = 'login' AND event_outcome = 'success' AND session_id != '' AND kind != 'mail-fetch'
  ),
  closed AS
  (
    SELECT account, session_id,
      greatest(toUInt64OrZero(extract(details, '(?:^| )out=([0-9]+)')), toUInt64OrZero(extract(details, 'retr=[0-9]+/([0-9]+)'))) AS bytes,
      greatest(toUInt64OrZero(extract(details, 'body_count=([0-9]+)')), toUInt64OrZero(extract(details, 'retr=([0-9]+)/'))) AS messages
    FROM placed
    WHERE event_action = 'logout' AND session_id != ''
  ),
  session AS
  (
    SELECT opened.*, bytes, messages, toUInt8(bytes >= {bytes:Float64} AND messages >= {messages:Float64}) AS bulk
    FROM opened
    INNER JOIN closed ON closed.account = opened.account AND closed.session_id = opened.session_id
  ),
  account_known AS (SELECT account, min(time) AS since FROM placed GROUP BY account),
  -- where the account came from later than its history begins, and where it does little but read in bulk: a look at which nothing was read tells neither
  reading AS
  (
    SELECT session.account AS account, network
    FROM session
    INNER JOIN account_known ON account_known.account = session.account
    WHERE inside = 0
    GROUP BY account, network
    HAVING countIf(bulk) >= {share:Float64} * countIf(messages > 0) AND dateDiff('second', any(since), min(time)) >= {history:Float64}
  ),
  usual AS (SELECT account, quantileExact(0.5)(bytes) AS bytes, count() AS sessions FROM session WHERE (account, network) NOT IN (SELECT account, network FROM reading) GROUP BY account),
  readers AS (SELECT source_ip AS reader, uniqExact(account) AS accounts FROM session WHERE bulk AND inside = 0 GROUP BY source_ip)
SELECT '' AS host, session.account AS account, arraySort(groupUniqArray(network)) AS networks, arraySort(groupUniqArray(kind)) AS kinds,
  arrayFilter(one -> one != '', arraySort(groupUniqArray(owner))) AS owners, arrayFilter(one -> one != '', arraySort(groupUniqArray(country))) AS countries,
  ${mostOften('address(source_ip)', 10)} AS addresses, count() AS sessions, uniqExact(toDate(time, {zone:String})) AS days, sum(messages) AS messages,
  round(sum(session.bytes) / 1e6, 1) AS megabytes, round(any(usual.bytes) / 1e6, 2) AS usual_megabytes, toString(any(usual.sessions)) AS sessions_before, max(readers.accounts) AS others,${SEEN_COLUMNS}
FROM session
-- who never read mail by such a program has no usual session
LEFT JOIN usual ON usual.account = session.account
INNER JOIN readers ON readers.reader = session.source_ip
WHERE bulk AND (session.account, network) IN (SELECT account, network FROM reading)
GROUP BY account
HAVING days >= {days:Float64}
ORDER BY megabytes DESC, account
LIMIT 200`

const SERVICE = 5 // accounts that one address reads in bulk

function toSign(row: Row): Sign {
  const rented = row.kinds.some((kind) => kind === 'hosting' || kind === 'anonymiser')
  const strength: Strength = rented ? 'strong' : 'plain'
  const place = row.owners.slice(0, 2).join(', ') || row.addresses[0] || ''
  return {
    ...seen(row),
    ...grade(strength, Number(row.others) >= SERVICE ? [ARCHIVE] : []),
    hosts: [],
    accounts: [row.account],
    destinations: row.addresses,
    count: Number(row.sessions),
    metrics: {
      sessions: Number(row.sessions),
      days: Number(row.days),
      messages: Number(row.messages),
      read_megabytes: row.megabytes,
      usual_read_megabytes: row.usual_megabytes,
      networks: row.networks.join(', '),
      countries: row.countries.join(', '),
    },
    words: {
      account: row.account,
      place,
      days: Number(row.days),
      sessions: Number(row.sessions),
      messages: Number(row.messages),
      megabytes: row.megabytes,
      usual: row.sessions_before === '0' ? { ja: '記録なし', en: 'none on record' } : `${row.usual_megabytes} MB`,
    },
  }
}

const ARCHIVE: Reason = {
  effect: 'explains',
  text: {
    ja: '同じアドレスから、ほかの多くのアカウントのメールも読み出されています。メールの保存や移行を行うサービスと見られます。',
    en: 'From the same address many other accounts are read, too: it looks like a service that archives or moves mail.',
  },
}
