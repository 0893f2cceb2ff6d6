import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { atNight } from '../hours.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { HISTORY_DAYS } from './history-days.ts'
import { PLACED } from './sign-in-use.ts'

interface Row extends SeenRow {
  account: string
  place: string
  kind: string
  owner: string
  country: string
  addresses: string[]
  clients: string[]
  files: string
  /** largest number of files of an earlier day, and days on which the account fetched any before */
  earlier: string
  days_before: string
  /** hours for which the account was known, and this place was known to it, when it began */
  known: string
  place_known: string
  /** the account was used from other countries only */
  abroad: number
  /** hours of the logs before the account was seen at all */
  unseen: string
  /** fetched by night */
  odd: number
  /** accounts that work from this place */
  others: string
  /** accounts that fetched as much on the same day */
  same_day: string
}

export const massDownload: Detector = {
  id: 'mass-download',
  title: {
    ja: 'クラウドのファイルの大量のダウンロード',
    en: 'Many files of the cloud storage downloaded at once',
  },
  explanation: {
    ja: '{{account}} が、{{place}} から、クラウドのファイル{{files}}個を一日でダウンロードしました（それまでの最多の日は{{earlier}}個）。{{why}}',
    en: '{{account}} downloaded {{files}} files of the cloud storage in one day, from {{place}} (at most {{earlier}} a day before). {{why}}',
  },
  next_steps: {
    ja: [
      '本人に、その日時に自分でダウンロードしたか、どの端末に何のために保存したか確認する',
      '身に覚えがなければ、セッションの失効とパスワードの変更を行い、監査ログからファイルの一覧を作って、漏えいとして扱う',
      '同じ接続元からのほかのアカウントの利用を調べる（kyumei search アドレス）',
    ],
    en: [
      'Ask the owner whether they did it, on which device and what for',
      'If not: end all sessions, change the password, list the files from the audit log, and treat them as leaked',
      'Look for other accounts used from the same address (kyumei search ADDRESS)',
    ],
  },
  attack: ['T1530', 'T1213.002'],
  references: ['MITRE ATT&CK T1530, T1213.002'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'クラウドのファイルのログ（Microsoft 365の統合監査ログ、Google Workspaceのドライブ、Box・Dropbox・Slackのイベント）がないと見えません。',
      en: "Without a log of the cloud storage (Microsoft 365's unified audit log, Google Workspace's of Drive, Box's, Dropbox's or Slack's events) it is not visible.",
    },
  },
  parameters: [
    {
      name: 'files',
      unit: 'files a day',
      default: 50,
      reason: { ja: '人が一つずつ選んで保存する数を超える', en: 'more than a person picks one by one' },
    },
    {
      name: 'times_usual',
      unit: 'times',
      default: 4,
      reason: {
        ja: '本人のそれまでの最多の日との比。忙しい日は二、三倍になる',
        en: "against the account's own largest day before; busy days are two or three times the usual",
      },
    },
    HISTORY_DAYS,
  ],
  false_positives: [
    {
      ja: '異動・退職の引継ぎ、PCの入替え、年度末の整理（いつもの場所から: 低）',
      en: "a hand-over, a new PC, a year's end: from the usual place it is low",
    },
    {
      ja: 'OneDriveなどの同期（別の操作として記録される: 対象外）、バックアップのサービス（毎日: 対象外）',
      en: 'synchronising programs (logged as another operation: left out) and backup services (every day: left out)',
    },
    { ja: '組織での移行作業（多くの人が同じ日に: 弱める）', en: 'a migration: many people on the same day (weaker)' },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      files: context.parameter('files'),
      times: context.parameter('times_usual'),
    })
    return rows.map((row) => toSign(row, context))
  },
}

/** As people and scripts fetch files. What synchronises is logged as FileSyncDownloadedFull and sync_item_content. */
const FETCHED =
  "observer_type = 'cloud' AND event_code IN ('FileDownloaded', 'download') AND event_outcome != 'failure'"

const DAY = 24 // hours: what was known for less is new

const SQL = `
WITH${PLACED},
  fetched AS
  (
    SELECT account, time, toDate(time, {zone:String}) AS day, ${atNight('time')} AS odd, network, country, kind, owner, inside, client, source_ip, evidence_id, line, cityHash64(target, details) AS file
    FROM placed
    WHERE ${FETCHED}
  ),
  daily AS (SELECT account, day, uniqExact(file) AS files FROM fetched GROUP BY account, day),
  busy AS
  (
    SELECT account, day, files, max(files) OVER earlier AS earlier, count() OVER earlier AS days_before
    FROM daily
    WINDOW earlier AS (PARTITION BY account ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ),
  burst AS
  (
    SELECT *, count() OVER (PARTITION BY day) AS same_day
    FROM busy
    WHERE files >= {files:Float64} AND files >= earlier * {times:Float64}
  ),
  taken AS
  (
    SELECT burst.account AS account, burst.day AS day, network, fetched.country AS country, any(kind) AS kind, any(owner) AS owner, any(inside) AS inside,
      uniqExact(file) AS files, any(burst.earlier) AS earlier, any(burst.days_before) AS days_before, any(burst.same_day) AS same_day,
      arraySlice(arraySort(groupUniqArray(20)(address(source_ip))), 1, 10) AS addresses, arrayFilter(one -> one != '', arraySort(groupUniqArray(5)(client))) AS clients,
      min(time) AS began, countIf(odd) * 10 >= count() * 9 AS odd,${SEEN_COLUMNS}
    FROM fetched
    INNER JOIN burst ON burst.account = fetched.account AND burst.day = fetched.day
    GROUP BY account, day, network, country
    HAVING files >= {files:Float64} / 2
  ),
  account_known AS (SELECT account, min(time) AS since, minIf(time, country != '') AS located FROM placed GROUP BY account),
  place_known AS (SELECT account, network, min(time) AS since FROM placed GROUP BY account, network),
  country_known AS (SELECT account, country, min(time) AS since FROM placed GROUP BY account, country),
  crowd AS (SELECT network, uniqExact(account) AS accounts FROM placed WHERE event_action = 'login' AND event_outcome = 'success' GROUP BY network)
SELECT '' AS host, taken.account AS account, if(inside = 1, '', taken.network) AS place, kind, owner, taken.country AS country, addresses, clients, files, earlier, days_before, same_day,
  dateDiff('hour', account_known.since, began) AS known, dateDiff('hour', place_known.since, began) AS place_known, odd,
  dateDiff('hour', (SELECT min(time) FROM placed WHERE observer_type = 'cloud'), account_known.since) AS unseen,
  country != '' AND dateDiff('hour', account_known.located, began) >= ${DAY} AND dateDiff('hour', country_known.since, began) < ${DAY} AS abroad, crowd.accounts AS others, first, last, lines
FROM taken
INNER JOIN account_known ON account_known.account = taken.account
INNER JOIN place_known ON place_known.account = taken.account AND place_known.network = taken.network
INNER JOIN country_known ON country_known.account = taken.account AND country_known.country = taken.country
LEFT JOIN crowd ON crowd.network = taken.network
ORDER BY first, account, place
LIMIT 500`

const WEEK = 7 * DAY
const LATELY = 14 * DAY
const CROWD = 5 // accounts that sign in through one network: a provider's, or the office's

function toSign(row: Row, context: DetectorContext): Sign {
  const [files, earlier] = [Number(row.files), Number(row.earlier)]
  const history = context.parameter('history_days') * DAY
  const hasHistory = Number(row.known) >= history
  const rented = row.kind === 'hosting' || row.kind === 'anonymiser'
  const abroad = row.abroad === 1
  // a stolen session looks round for days before it takes; a new line at home is soon its owner's
  const [known, placeKnown] = [Number(row.known), Number(row.place_known)]
  const isNew =
    row.place !== '' &&
    hasHistory &&
    (placeKnown < DAY || (rented && placeKnown < LATELY && known - placeKnown >= history))
  const isWakened = !hasHistory && Number(row.unseen) >= WEEK && row.place !== '' && row.odd === 1
  const strength: Strength = isNew ? (rented || abroad ? 'strong' : 'plain') : isWakened ? 'plain' : 'weak'
  const reasons: Reason[] = [
    ...(Number(row.same_day) >= CROWD ? [TOGETHER] : []),
    ...(isNew && !rented && !abroad && Number(row.others) >= CROWD ? [OTHERS] : []),
  ]
  const owner = row.owner || row.addresses[0] || ''
  return {
    ...seen(row),
    ...grade(strength, reasons),
    hosts: [],
    accounts: [row.account],
    destinations: row.place === '' ? [] : row.addresses,
    count: files,
    metrics: {
      files,
      earlier_day_files: earlier,
      days_before: Number(row.days_before),
      networks: [row.place, row.owner].filter((one) => one !== '').join(' '),
      countries: row.country,
      clients: row.clients.join(', '),
    },
    words: {
      account: row.account,
      place: row.place === '' ? INSIDE : { ja: owner, en: owner },
      files,
      earlier,
      why: isNew ? (rented ? RENTED : abroad ? ABROAD : NEW) : isWakened ? WAKENED : hasHistory ? USUAL : UNKNOWN,
    },
  }
}

const INSIDE = { ja: '組織の中', en: 'inside' }
const RENTED = {
  ja: 'このアカウントがそれまで使ったことのない、貸しサーバや匿名化サービスの網です。乗っ取ったアカウントでファイルを持ち出す動きに見られます。',
  en: 'It is a network of rented servers or of an anonymising service that the account never used: it looks like files carried off with an account that was taken over.',
}
const ABROAD = {
  ja: 'このアカウントがそれまで使ったことのない国です。乗っ取ったアカウントでファイルを持ち出す動きに見られます。',
  en: 'It is a country from which the account was never used: it looks like files carried off with an account that was taken over.',
}
const NEW = {
  ja: 'このアカウントがそれまで使ったことのない網です。本人に確認してください。',
  en: 'It is a network that the account never used: ask its owner.',
}
const WAKENED = {
  ja: 'ログの初めの一週間以上使われていなかったアカウントが、夜間に現れて持ち出しています。退職した人のものか、本人の操作か確認してください。',
  en: 'Nobody used the account for the first week of the logs or longer; then it came up at night and took them: is it of somebody who left?',
}
const UNKNOWN = {
  ja: 'このアカウントには、比べられる履歴がありません。',
  en: 'The account has no history to compare with.',
}
const USUAL = {
  ja: 'いつもの場所からです。引継ぎや整理のこともありますが、PCが感染しているか、退職前の持ち出しかもしれません。',
  en: 'It is the usual place: a hand-over perhaps, or an infected PC, or somebody about to leave.',
}
const TOGETHER: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じ日に、ほかの人も大量にダウンロードしています。組織での移行作業かもしれません。',
    en: 'Others downloaded as much on the same day: the organisation may be moving its files.',
  },
}
const OTHERS: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この網は、ほかの人もふだん使う接続事業者のものです。',
    en: "It is an access provider's network that others here use as well.",
  },
}
