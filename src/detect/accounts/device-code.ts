import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { HISTORY_DAYS } from './history-days.ts'
import { LINE, PLACED } from './sign-in-use.ts'

interface Row extends SeenRow {
  account: string
  application: string
  sources: string[]
  owner: string
  country: string
  rented: number
  /** the account, or several others, came from this line before */
  known_line: number
  /** hours for which the account was known when it began */
  known: string
  /** accounts that sign in so */
  others: string
  n: string
}

export const deviceCode: Detector = {
  id: 'device-code',
  title: { ja: '初めてのデバイスコードによるサインイン', en: 'First sign-in by a device code' },
  explanation: {
    ja: '{{account}} に、デバイスコードによるサインインがありました（{{application}}、{{place}}）。{{why}}パスワードを変えるだけでは、渡したセッションは終わりません。',
    en: '{{account}} was signed in to by a device code ({{application}}, {{place}}). {{why}} A new password alone does not end the session that was handed over.',
  },
  next_steps: {
    ja: [
      '本人に、テレビ・会議用機器・コマンドなどに自分でコードを入力したか、メールやチャットで届いたコードを入力しなかったか確認する',
      '身に覚えがなければ、すべてのセッションを失効させ、登録された端末を調べて消し、読まれたメールとファイルを監査ログで調べる',
      'デバイスコードフローを、必要な人と機器のほかは条件付きアクセスで止める',
    ],
    en: [
      'Ask the owner whether they entered a code for a television, a meeting device or a command, or one that came by mail or chat',
      'If unknown: end all sessions, look for and remove devices that were registered, and look in the audit log for what was read',
      'Block the device code flow by conditional access for all but the people and devices that need it',
    ],
  },
  attack: ['T1528', 'T1566.002'],
  references: ['MITRE ATT&CK T1528', 'Microsoft: Storm-2372 conducts device code phishing campaign (2025)'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'Entra IDのサインインログ（認証プロトコルの列を含むもの）がないと見えません。',
      en: "Without Entra ID's log of sign-ins, with its authentication protocol, it is not visible.",
    },
  },
  parameters: [HISTORY_DAYS],
  false_positives: [
    {
      ja: '職場や自宅のテレビ・会議用機器、コマンド（以前から使う回線から: 低）',
      en: 'televisions and meeting devices in the office or at home, and commands: from a line used before it is low',
    },
    {
      ja: '開発者など、何人もが使う組織（弱める）',
      en: 'organisations where several sign in so, as developers do (weaker)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const rows = await context.query<Row>(SQL)
    return rows.map((row) => toSign(row, context))
  },
}

const CROWD = 3 // accounts

/** The first by which each account came in so; what it did so from its beginning is its own. */
const SQL = `
WITH${PLACED},
  coded AS
  (
    SELECT account, min(time) AS began
    FROM signed
    WHERE protocol = 'device-code'
    GROUP BY account
  ),
  known AS (SELECT account, min(time) AS since FROM signed GROUP BY account),
  came AS (SELECT account AS who, ${LINE} AS line_of, min(time) AS since FROM signed GROUP BY who, line_of),
  crowd AS (SELECT line_of AS crowded, arraySort(groupArray(since)) AS arrivals FROM came GROUP BY crowded)
SELECT '' AS host, signed.account AS account, any(signed.application) AS application, groupUniqArray(10)(address(signed.source_ip)) AS sources, any(signed.owner) AS owner,
  any(signed.country) AS country, max(signed.kind IN ('hosting', 'anonymiser')) AS rented,
  max(signed.inside OR came.since < coded.began - INTERVAL 1 HOUR OR arrayCount(at -> at < coded.began, crowd.arrivals) >= ${CROWD}) AS known_line,
  dateDiff('hour', any(known.since), any(coded.began)) AS known, (SELECT count() FROM coded) AS others, count() AS n,${SEEN_COLUMNS}
FROM signed
INNER JOIN coded ON coded.account = signed.account
INNER JOIN known ON known.account = signed.account
LEFT JOIN came ON came.who = signed.account AND came.line_of = ${LINE.replaceAll('source_ip', 'signed.source_ip')}
LEFT JOIN crowd ON crowd.crowded = ${LINE.replaceAll('source_ip', 'signed.source_ip')}
WHERE signed.protocol = 'device-code' AND signed.time = coded.began
GROUP BY account
ORDER BY first, account
LIMIT 500`

function toSign(row: Row, context: DetectorContext): Sign {
  const strange = row.known_line === 0
  const strength: Strength = !strange ? 'weak' : row.rented === 1 ? 'strong' : 'plain'
  const reasons: Reason[] = [
    ...(Number(row.known) < context.parameter('history_days') * 24 ? [EARLY] : []),
    ...(Number(row.others) > CROWD ? [SEVERAL] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    hosts: [],
    accounts: [row.account],
    destinations: row.sources,
    count: Number(row.n),
    metrics: {
      application: row.application,
      networks: row.owner,
      countries: row.country,
      accounts_that_do: Number(row.others),
    },
    words: {
      account: row.account,
      application: row.application,
      place: [row.sources[0], row.owner].filter((one) => one).join(' '),
      why: strange ? STRANGE : USUAL,
    },
  }
}

const STRANGE = {
  ja: 'このアカウントも組織のほかの人も使ったことのない回線の機器に、セッションが渡っています。届いたコードを本人に入力させる手口に見られます。',
  en: 'The session went to a device on a line that neither the account nor others here ever used, as where somebody is made to enter a code that was sent to them.',
}
const USUAL = {
  ja: '以前から使う回線の機器です。本人の操作か確認してください。',
  en: 'The device is on a line used before: ask whether it was the owner.',
}
const EARLY: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めの数日で、以前から使っているのかもしれません。',
    en: "It stands at the logs' beginning: the account may always have done so.",
  },
}
const SEVERAL: Reason = {
  effect: 'weakens',
  text: {
    ja: '組織の何人もが、この方法でサインインしています。',
    en: 'Several people here sign in by device codes.',
  },
}
