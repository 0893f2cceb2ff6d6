import type { Detector, Sign } from '../detector.ts'
import { grade, type Reason } from '../grade.ts'
import { isEmpty, mostOften, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { OF_OUTLOOK, OF_PROGRAMS, PLACED } from './sign-in-use.ts'

interface Row extends SeenRow {
  owner: string
  accounts: string[]
  /** of these, whose fetching began after a history without it */
  later: string[]
  n: string
  addresses: string[]
  protocols: string[]
}

export const thirdPartyFetch: Detector = {
  id: 'third-party-fetch',
  title: {
    ja: 'パスワードが外部のメールサービスに預けられている',
    en: 'The password is kept by a third party that fetches the mail',
  },
  explanation: {
    ja: '{{owner}} のサーバが、{{accounts}} のメールを {{protocols}} で取りに来ています（{{count}}回）。Outlook（新しい版・スマートフォン版）やGmailなどに、利用者がパスワードを登録したものです。パスワードとメールの写しが組織の外に保管されています。本人の登録でなければ、漏れたパスワードで第三者が登録したものです。',
    en: 'Servers of {{owner}} fetch the mail of {{accounts}} by {{protocols}} ({{count}} times): the password was entered into new Outlook, a telephone’s Outlook, Gmail or the like. The password and copies of the mail are kept outside. If the owner didn’t enter it, somebody else did who knows it.',
  },
  next_steps: {
    ja: [
      '本人に、自分で登録したか確認する',
      '組織として認めない場合は、登録を消し、パスワードを変える（登録を消すだけでは預けた写しは消えない）',
      '本人の登録でなければ、パスワードが漏れたものとして扱う',
    ],
    en: [
      'Ask the owner whether they set it up',
      'Where the organisation forbids it: remove it there and change the password (copies already fetched stay)',
      'If the owner did not, treat the password as leaked',
    ],
  },
  attack: ['T1114.002'],
  references: [
    'Microsoft: Sync your account in new Outlook with Microsoft Cloud',
    'Google: Check emails from other accounts',
  ],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'メールサーバのサインインのログがないと見えません。',
      en: "Without the mail server's log of sign-ins it is not visible.",
    },
  },
  parameters: [
    {
      name: 'history_days',
      unit: 'days',
      default: 3,
      reason: {
        ja: '履歴がこれより長いアカウントで途中から始まったものは、本人に確認する',
        en: 'where it began after a longer history its owner should be asked',
      },
    },
  ],
  false_positives: [
    {
      ja: '本人が登録したもの（ほとんどがこれ: 参考情報か弱い兆候にとどめる）',
      en: 'set up by the owner, as most are: never more than a weak sign',
    },
    {
      ja: '組織自身のMicrosoft 365・Google Workspaceによる移行や転送',
      en: "the organisation's own migration to Microsoft 365 or Google Workspace",
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const rows = await context.query<Row>(SQL, {
      programs: [...OF_PROGRAMS, ...OF_OUTLOOK],
      history: context.parameter('history_days'),
    })
    return rows.flatMap(toSigns)
  },
}

const SQL = `
WITH${PLACED},
  began AS (SELECT account AS whose, min(time) AS account_began FROM signed GROUP BY account),
  fetched AS
  (
    SELECT *, min(time) OVER (PARTITION BY account, owner) AS fetch_began
    FROM signed
    WHERE kind = 'mail-fetch' AND protocol IN {programs:Array(String)}
  )
SELECT '' AS host, owner, arraySort(groupUniqArray(200)(account)) AS accounts, count() AS n, ${mostOften('address(source_ip)', 10)} AS addresses,
  arraySort(groupUniqArray(protocol)) AS protocols,
  arraySort(groupUniqArrayIf(200)(account, dateDiff('hour', account_began, fetch_began) >= {history:Float64} * 24)) AS later,${SEEN_COLUMNS}
FROM fetched
INNER JOIN began ON whose = account
GROUP BY owner
ORDER BY owner`

function toSigns(row: Row): Sign[] {
  const asked = row.later.length > 0
  return [
    {
      ...seen(row),
      ...grade('weak', asked ? [] : [SET_UP]),
      hosts: [],
      accounts: asked ? [...row.later, ...row.accounts.filter((one) => !row.later.includes(one))] : row.accounts,
      destinations: row.addresses,
      count: Number(row.n),
      metrics: {
        accounts: row.accounts.length,
        began_later: row.later.length,
        protocols: row.protocols.join(', '),
        successes: Number(row.n),
      },
      words: {
        owner: row.owner,
        accounts: `${row.accounts.slice(0, 3).join(', ')}${row.accounts.length > 3 ? ` … (${row.accounts.length})` : ''}`,
        protocols: row.protocols.map((one) => one.toUpperCase()).join(', '),
        count: Number(row.n),
      },
    },
  ]
}

const SET_UP: Reason = {
  effect: 'explains',
  text: {
    ja: 'ログの始まりから続いており、利用者が登録したものと見られます。',
    en: 'It was there when the logs begin: it looks set up by the owners.',
  },
}
