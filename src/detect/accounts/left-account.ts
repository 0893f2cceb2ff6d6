import { amount } from '../../i18n/text.ts'
import type { Detector, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { OF_PROGRAMS, PLACED } from './sign-in-use.ts'

interface Row extends SeenRow {
  account: string
  left: string
  /** of the list */
  told: [string, number]
  sources: string[]
  owners: string[]
  countries: string[]
  protocols: string[]
  outside: number
  /** by programs only, and from a line that it had used before its owner left */
  goes_on: number
  n: string
}

export const leftAccount: Detector = {
  id: 'left-account',
  title: { ja: '退職した人のアカウントの利用', en: 'Account of somebody who left, in use' },
  explanation: {
    ja: '{{account}} は、渡された一覧では {{left}} に退職などで終わったアカウントですが、その後にサインインが{{sign_ins}}成功しています（{{place}}、{{protocols}}）。',
    en: '{{account}} ended on {{left}} by the list at hand, as of somebody who left; since then {{sign_ins}} succeeded ({{place}}, {{protocols}}).',
  },
  next_steps: {
    ja: [
      'アカウントを止め、すべてのセッションを失効させる',
      '引継ぎや再雇用で使っている人がいないか確認し、いなければ、そのサインインから行われたことを調べる（kyumei account 名前）',
      '退職の手続きに、VPN・メール・クラウドのアカウントの停止を入れる',
    ],
    en: [
      'Disable the account and end all its sessions',
      'Ask whether somebody took it over or was hired again; if not, look for what was done from those sign-ins (kyumei account NAME)',
      'Make the end of VPN, mail and cloud accounts a part of leaving',
    ],
  },
  attack: ['T1078', 'T1133'],
  references: ['MITRE ATT&CK T1078'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'サインインのログと、退職日などの列があるアカウント一覧（CSV）を一緒に渡すと分かります。',
      en: 'It takes logs of sign-ins and, beside them, a list of accounts (CSV) with a column for the day of leaving.',
    },
  },
  parameters: [
    {
      name: 'grace_days',
      unit: 'days',
      default: 1,
      reason: { ja: '最終日の夜勤や時差を見込む', en: 'the last shift, and clocks elsewhere' },
    },
  ],
  false_positives: [
    { ja: '再雇用・委託で戻った人（一覧の日付が古い）', en: 'somebody hired again, where the list is old' },
    {
      ja: '退職前から同じ回線で続いている、止め忘れたメールソフト（弱める）',
      en: 'a mail program that nobody switched off, on the line it had before (weaker)',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      grace: context.parameter('grace_days'),
      programs: OF_PROGRAMS,
    })
    return rows.map(toSign)
  },
}

const NAME = (account: string) => `splitByChar('@', ${account})[1]`

const SQL = `
WITH${PLACED},
  ended AS (SELECT ${NAME('account')} AS name, account AS listed, min(left) AS last_day, argMin((evidence_id, line), left) AS told FROM leaver GROUP BY name, listed),
  used AS
  (
    SELECT signed.*, last_day, told, toDate(time, {zone:String}) > last_day + toUInt16({grace:Float64}) AS late
    FROM (SELECT *, ${NAME('lower(account)')} AS name FROM signed) AS signed
    INNER JOIN ended ON ended.name = signed.name
    -- a list of mail addresses means those, a list of names any
    WHERE position(listed, '@') = 0 OR position(account, '@') = 0 OR listed = lower(account)
  ),
  before AS (SELECT DISTINCT account, network FROM used WHERE NOT late)
SELECT '' AS host, account, toString(any(last_day)) AS left, any(told) AS told, groupUniqArray(10)(address(source_ip)) AS sources, arrayFilter(one -> one != '', groupUniqArray(3)(owner)) AS owners,
  arrayFilter(one -> one != '', groupUniqArray(5)(country)) AS countries, arrayFilter(one -> one != '', groupUniqArray(5)(protocol)) AS protocols, max(inside = 0) AS outside,
  min(protocol IN {programs:Array(String)} AND (account, network) IN (SELECT account, network FROM before)) AS goes_on, count() AS n,${SEEN_COLUMNS}
FROM used
WHERE late
GROUP BY account
ORDER BY first, account
LIMIT 500`

function toSign(row: Row): Sign {
  const strength: Strength = row.outside === 1 ? 'strong' : 'plain'
  const known = seen(row)
  const [evidence_id, line] = row.told
  const places = row.owners.length > 0 ? row.owners : row.sources
  return {
    ...known,
    ...grade(strength, row.goes_on === 1 ? [GOES_ON] : []),
    lines: [{ evidence_id, line: Number(line) }, ...known.lines].slice(0, 10),
    hosts: [],
    accounts: [row.account],
    destinations: row.outside === 1 ? [...row.sources].sort() : [],
    count: Number(row.n),
    metrics: {
      left: row.left,
      successes: Number(row.n),
      networks: row.owners.join(', '),
      countries: row.countries.join(', '),
      protocols: row.protocols.join(', '),
    },
    words: {
      account: row.account,
      left: row.left,
      sign_ins: { ja: `${row.n}回`, en: amount(Number(row.n), 'sign-in') },
      place: row.outside === 1 ? { ja: places.join('、'), en: places.join(', ') } : INSIDE,
      protocols: row.protocols.map((name) => name.toUpperCase()).join(', ') || '-',
    },
  }
}

const INSIDE = { ja: '組織の中から', en: 'from inside' }
const GOES_ON: Reason = {
  effect: 'weakens',
  text: {
    ja: '退職前から使っていた回線で、メールソフトが続けて動いているだけかもしれません。',
    en: 'Perhaps only a mail program goes on, on the line that it used before.',
  },
}
