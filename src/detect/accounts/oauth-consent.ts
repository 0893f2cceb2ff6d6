import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

interface Row extends SeenRow {
  /** by which the logs know it: its name, or an id … */
  application: string
  /** … beside which the consent names it, or '' */
  called: string
  accounts: string[]
  sharing: string
  scopes: string
  sources: string[]
  n: string
  /** days of logs before the first consent */
  days_before: string
}

export const oauthConsent: Detector = {
  id: 'oauth-consent',
  title: {
    ja: '未知のアプリへのメール・ファイルの権限の同意',
    en: 'Consent that lets an unknown application read mail or files',
  },
  explanation: {
    ja: '{{account}} が、組織で使われていないアプリ「{{application}}」に、{{scopes}} の権限を与えました。パスワードを変えても、この権限は残ります。',
    en: '{{account}} let “{{application}}”, which nobody here used, have {{scopes}}. A new password does not end it.',
  },
  next_steps: {
    ja: [
      '本人に、何のために同意したか確認し、アプリの発行元を調べる',
      '身に覚えがなければ、同意を取り消し、アプリを組織で禁止し、読まれたメールを監査ログで調べる',
      '利用者による同意を、確認済みの発行元と小さな権限に限る',
    ],
    en: [
      "Ask the owner what it was for, and look up the application's publisher",
      'If unknown: revoke it, block the application, and look in the audit log for what it read',
      'Let users consent to verified publishers and small permissions only',
    ],
  },
  attack: ['T1528', 'T1550.001'],
  references: ['MITRE ATT&CK T1528'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'Microsoft 365・Entra・Google Workspaceの監査ログがないと見えません。',
      en: "Without Microsoft 365's, Entra's or Google Workspace's audit log it is not visible.",
    },
  },
  parameters: [
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: { ja: '多くの人が使うアプリは組織のもの', en: "what many people use is the organisation's" },
    },
    {
      name: 'quiet_days',
      unit: 'days',
      default: 3,
      reason: {
        ja: 'ログの初めの日々の同意は、以前から使うアプリと区別できない',
        en: "in the logs' first days a new application can't be told from one in use",
      },
    },
  ],
  false_positives: [
    {
      ja: '携帯電話やメールソフトの連携（iOS、Android、Thunderbird）、会議・名刺・電子署名などのアプリ',
      en: 'telephones and mail programs (iOS, Android, Thunderbird), applications for meetings, cards or signatures',
    },
    {
      ja: '同意されたまま使われないアプリ（ほかのアプリの利用がログに見えるとき: 弱める）',
      en: 'an application that does nothing afterwards, where the log shows others at work (one step weaker)',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, { broad: BROAD })
    if (rows.length === 0) return []
    const uses = await context.query<Use>(USES)
    return rows.map((row) =>
      toSign({ ...row, application: nameOf(row) }, isSeenToBegin(row, uses), isSeenIdle(row, uses), context),
    )
  },
}

const nameOf = ({ application, called }: Row) => NAMES[application] ?? (called || application)

/** Permissions that let an application read or send all mail, or read all files. Sign-in, profile and calendar are everyday. */
const MAIL =
  '\\bMail\\.(?:Read|ReadWrite|Send)\\b|MailboxSettings\\.ReadWrite|full_access_as_(?:user|app)|EWS\\.AccessAsUser|(?:IMAP|POP)\\.AccessAsUser|SMTP\\.Send|https?://mail\\.google\\.com|auth/gmail\\.(?:readonly|modify|send|compose|insert|settings)'
const BROAD = `(?i)${MAIL}|\\bFiles\\.Read(?:Write)?\\.All|Sites\\.(?:Read|ReadWrite|FullControl)\\.?\\w*\\.All|Directory\\.(?:ReadWrite|AccessAsUser)\\.All|RoleManagement\\.ReadWrite|auth/drive(?:\\.readonly)?(?:[^.\\w]|$)`

/**
 * Names of an application's maker are easily forged: such a name weakens, it explains nothing. What makers append to theirs are versions
 * and platforms; any other word makes it another application ("Outlook" and "Outlook Viewer").
 */
const CLIENTS =
  /^(?:Apple Internet Accounts|iOS Accounts|iOS Account Manager|macOS|Samsung Email|Gmail|Android|(?:Mozilla )?Thunderbird|eM Client|BlueMail|Spark|Microsoft (?:Outlook|Office|Teams|Graph (?:Explorer|Command Line Tools))|Outlook|Google (?:Chrome|Drive|Backup and Sync)|Windows)(?:[ ,/(-]+(?:for|and|on|iOS|iPadOS|Android|Windows|macOS|Mac|Linux|desktop|mobile|web|client|apps?|mail|365|v?\d[\d.]*)\)?)*$/i

/** Applications whose consent the logs name by their id alone, from their makers' and Microsoft's documents. */
const NAMES: Record<string, string> = {
  '9e5f94bc-e8a4-4e73-b8be-63364c29d753': 'Mozilla Thunderbird',
  'f8d98a96-0999-43f5-8af3-69971c7bb423': 'Apple Internet Accounts',
  '8acd33ea-7197-4a96-bc33-d7cc7101262f': 'Samsung Email',
  'e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd': 'eM Client',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c': 'Microsoft Office',
  '27922004-5251-4030-b22d-91ecd9a37ea4': 'Outlook (iOS, Android)',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e': 'Microsoft Graph Command Line Tools',
}

const SQL = `
WITH
  consent AS
  (
    SELECT *, if(user_target_name != '', user_target_name, application_name) AS application
    FROM auth
    WHERE event_action = 'consent' AND event_outcome != 'failure' AND application != ''
  ),
  broad AS (SELECT * FROM consent WHERE match(event_details, {broad:String})),
  (SELECT min(time) FROM auth WHERE event_action NOT IN ('', 'attempt') AND observer_type = 'cloud') AS began
SELECT '' AS host, application, max(rule_name) AS called, arraySort(groupUniqArray(50)(account)) AS accounts, uniqExact(account) AS sharing,
  arrayStringConcat(arraySlice(arraySort(arrayDistinct(arrayFlatten(groupUniqArray(20)(extractAll(event_details, {broad:String}))))), 1, 8), ', ') AS scopes,
  arrayFilter(one -> one NOT IN ('', '::'), arraySort(groupUniqArray(10)(if(source_ip = toIPv6('::'), source_address, address(source_ip))))) AS sources,
  count() AS n, dateDiff('hour', any(began), min(time)) / 24 AS days_before,${SEEN_COLUMNS}
FROM broad
GROUP BY application
ORDER BY first, application
LIMIT 500`

/** When each application was first seen to read something; logs of consents alone show none. */
const USES = `
SELECT application_name AS application, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
  formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last, uniqExact(account) AS accounts
FROM auth
WHERE event_action = 'activity' AND event_outcome != 'failure' AND application_name != ''
GROUP BY application
ORDER BY application
LIMIT 10000`

interface Use {
  application: string
  first: string
  last: string
  accounts: string
}

const SHOWN = 3 // applications at work before the consent: one in use would be among them
const ONE_DAY = 1

/** However early it stands: had it been in use, the log would show it at work, as it shows others. */
function isSeenToBegin(row: Row, uses: Use[]): boolean {
  const before = uses.filter(({ first }) => first < row.first)
  return (
    Number(row.days_before) >= ONE_DAY &&
    before.length >= SHOWN &&
    !before.some(({ application }) => application === row.application)
  )
}

const SHOWN_OF = 3 // accounts: what applications do for them is logged
const TWO_DAYS = 2 * 86_400_000

/** Who steals permissions uses them; this one read nothing, where the log goes on to show what others read. */
function isSeenIdle(row: Row, uses: Use[]): boolean {
  const names = [row.application, row.called].filter((one) => one !== '')
  // a log that names applications at work by their ids does not tell of those that consents only name
  const tellsOf = (application: string) => names.some((name) => IS_ID.test(name) === IS_ID.test(application))
  const since = Date.parse(row.last) + TWO_DAYS
  return (
    !uses.some(({ application }) => names.includes(application)) &&
    uses.some(
      ({ application, accounts, last }) =>
        tellsOf(application) && Number(accounts) >= SHOWN_OF && Date.parse(last) >= since,
    )
  )
}
const IS_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

function toSign(row: Row, begins: boolean, idle: boolean, context: DetectorContext): Sign {
  const sharing = Number(row.sharing)
  const mail = new RegExp(MAIL, 'i').test(row.scopes)
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(CLIENTS.test(row.application) ? [CLIENT] : []),
    ...(Number(row.days_before) < context.parameter('quiet_days') && !begins ? [EARLY] : []),
    ...(idle ? [IDLE] : []),
  ]
  return {
    ...seen(row),
    ...grade(mail ? 'plain' : 'weak', reasons),
    hosts: [],
    accounts: row.accounts,
    destinations: [row.application],
    count: Number(row.n),
    metrics: {
      accounts_sharing: sharing,
      permissions: row.scopes,
      days_before: Math.floor(Number(row.days_before)),
      set_from: row.sources.join(', '),
    },
    words: { account: row.accounts.slice(0, 3).join(', '), application: row.application, scopes: row.scopes },
  }
}

const CLIENT: Reason = {
  effect: 'weakens',
  text: {
    ja: '名前は、よく使われるメールソフトや携帯電話のものです（名前は偽れます）。',
    en: 'It bears the name of a common mail program or telephone (names can be forged).',
  },
}
const EARLY: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めの同意で、以前から使われているアプリかもしれません。',
    en: "It stands at the logs' beginning: the application may have been in use before.",
  },
}
const IDLE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'このアプリは、ログの終わりまで何も読んでいません（ほかのアプリの利用は記録されています）。権限を盗んだ相手は、すぐに使うのが普通です。',
    en: 'The application has read nothing until the end of the logs, which show others at work: who steals permissions uses them.',
  },
}
