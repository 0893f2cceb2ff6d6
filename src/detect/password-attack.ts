import type { Detector, DetectorContext, Sign } from './detector.ts'
import { grade, type Reason, type Strength } from './grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from './row.ts'
import { ATTEMPTS, ATTEMPTS_PARAMETERS } from './sign-in-attempts.ts'

interface Row extends SeenRow {
  source: string
  own: number
  /** accounts that got in after what looks like guessing, most likely first */
  entered: string[]
  /** how the first of them was found: guessed | sprayed | stuffed */
  way: string
  refused: string
  accounts: string
  failures: string
  successes: string
  days: string
  steady: number
  home: number
  /** lines of the first successes */
  inside: [string, number][]
}

interface Noise extends SeenRow {
  sources: string[]
  addresses: string
  accounts: string
  existing: string
  failures: string
  days: string
}

export const passwordAttack: Detector = {
  id: 'password-attack',
  title: { ja: 'パスワードを破ろうとする試行', en: 'Attempts to guess or reuse passwords' },
  explanation: {
    ja: '{{source}} から{{accounts}}個のアカウントに、失敗したサインインが{{failures}}回ありました（{{days}}日間）。{{outcome}}',
    en: 'From {{source}}, {{failures}} sign-ins to {{accounts}} accounts failed on {{days}} days. {{outcome}}',
  },
  next_steps: {
    ja: [
      '成功したアカウントは、本人に確認し、パスワードの変更とすべてのセッションの失効を行う（kyumei account 名前 で履歴が見られる）',
      '成功の後に読まれた・送られたメール、作られた転送設定を調べる',
      '外部に開く必要のないサインインの入口（SSH、RDP、POP/IMAP、SMTP認証）を閉じ、多要素認証にする',
    ],
    en: [
      'Where one succeeded: ask its owner, change the password, end all sessions (kyumei account NAME shows its history)',
      'Look for mail that was read or sent and for forwarding set after the success',
      'Close what need not be open to the Internet (SSH, RDP, POP/IMAP, SMTP sign-in), and ask for a second factor',
    ],
  },
  attack: ['T1110.001', 'T1110.003', 'T1110.004', 'T1078'],
  references: ['MITRE ATT&CK T1110'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'サインインのログ（メールサーバ、VPN、クラウド、Windows、SSH）がないと見えません。',
      en: 'Without logs of sign-ins (mail server, VPN, cloud, Windows, SSH) it is not visible.',
    },
  },
  parameters: [
    {
      name: 'tries',
      unit: 'failures',
      default: 20,
      reason: { ja: '打ち間違いと、推測の繰返しを分ける', en: 'tells a person who mistypes from guessing' },
    },
    {
      name: 'accounts',
      unit: 'accounts',
      default: 8,
      reason: {
        ja: '一つのアドレスから失敗だけのアカウントがこれだけあれば、持ち主の操作ではない',
        en: 'so many accounts that only fail from one address are no owner at work',
      },
    },
    {
      name: 'sources',
      unit: 'addresses',
      default: 10,
      reason: {
        ja: 'これだけのアドレスから失敗し続けるアカウントは、分散した攻撃の的',
        en: 'an account that fails from so many addresses is the aim of a distributed attack',
      },
    },
    {
      name: 'known_accounts',
      unit: 'accounts',
      default: 10,
      reason: {
        ja: '試された名前の大半が実在すれば、名簿を持つ相手による標的型の試行',
        en: 'where nearly all names tried exist, somebody has a list of this organisation',
      },
    },
  ],
  false_positives: [
    {
      ja: 'パスワード変更の後、古いパスワードのままの電話・複合機・Outlook（以前成功した網から、または一定の間隔で）',
      en: 'a telephone, MFP or Outlook with the old password after a change (from a network that succeeded before, or in a fixed interval)',
    },
    { ja: '打ち間違い、監視ツールの定期的なサインイン', en: "people who mistype; a monitor's regular sign-ins" },
    {
      ja: '公開したサービスに来る、成功しない無差別の試行（件数だけを伝える）',
      en: 'the everyday attempts on any open service, none of which gets in (told as a number)',
    },
    {
      ja: '他人の代わりにサインインするサーバ（Webメール、VPN装置、RADIUS）',
      en: 'servers that sign in for others (webmail, VPN gateway, RADIUS)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const parameters = {
      ...ATTEMPTS_PARAMETERS,
      tries: context.parameter('tries'),
      accounts: context.parameter('accounts'),
      sources: context.parameter('sources'),
      zone: context.timezone,
    }
    const rows = await context.query<Row>(ATTACKERS, parameters)
    const noise = await context.query<Noise>(NOISE, parameters)
    return [
      ...rows.map((row) => toSign(row, context)),
      ...noise.filter((row) => Number(row.addresses) > 0).map((row) => noiseSign(row, context)),
    ]
  },
}

/** How an account that had not been at home there came in, '' where nothing speaks of an attack. */
const ENTERED = `
  nameless AS (SELECT source AS nameless_source, tried AS nameless_tried FROM pair WHERE account = ''),
  aimed AS (SELECT account AS aim, uniqExact(source) AS aiming FROM pair WHERE own = 0 AND successes = 0 AND NOT at_home AND account != '' GROUP BY aim),
  entered AS
  (
    SELECT source AS entered_from, account AS entered_account,
      -- some servers don't log whose sign-in failed
      arraySum(one -> if(one.1 < came_in, one.2, 0), arrayConcat(tried, nameless_tried)) AS before,
      multiIf(
        before >= {tries:Float64}, 'guessed',
        sprays AND came_in > began, 'sprayed',
        own = 0 AND refused > 0 AND refused + 1 >= pairs AND came_in > began AND aiming >= {sources:Float64}, 'stuffed',
        '') AS way
    FROM pair
    INNER JOIN actor ON actor_source = source
    LEFT JOIN nameless ON nameless_source = source
    LEFT JOIN aimed ON aim = account
    WHERE successes > 0 AND NOT at_home AND account != '' AND way != ''
  )`

const ATTACKERS = `
WITH${ATTEMPTS},${ENTERED},
  opened AS
  (
    SELECT entered_from, groupArray(50)(entered_account) AS opened_accounts, groupArray(1)(way)[1] AS first_way
    FROM (SELECT * FROM entered ORDER BY before DESC, entered_account)
    GROUP BY entered_from
  ),
  attacker AS
  (
    SELECT actor_source, actor_machine, own_host, refused, pairs, failures_of_all, successes_of_all, any_steady, any_home, opened_accounts, first_way
    FROM actor
    LEFT JOIN opened ON entered_from = actor_source
    WHERE first_way != '' OR (own_host = 1 AND (sprays OR (failures_of_all >= {tries:Float64} * 5 AND refused > 0)))
    ORDER BY length(opened_accounts) DESC, failures_of_all DESC, actor_source
    LIMIT 500
  )
SELECT source, any(actor_machine) AS host, any(own_host) AS own, any(opened_accounts) AS entered, any(first_way) AS way,
  any(attacker.refused) AS refused, any(pairs) AS accounts, any(failures_of_all) AS failures, any(successes_of_all) AS successes,
  any(any_steady) AS steady, any(any_home) AS home, uniqExact(toDate(time, {zone:String})) AS days,${SEEN_COLUMNS},
  arrayMap(cited -> (cited.2, cited.3), groupArraySortedIf(3)((time, evidence_id, line), NOT failed AND has(opened_accounts, account))) AS inside
FROM tries
INNER JOIN attacker ON actor_source = source
WHERE failed OR has(opened_accounts, account)
GROUP BY source
ORDER BY length(entered) DESC, failures DESC, source`

/** Addresses outside that only failed. A device of an account that exists, which asks in a fixed interval, is none of them. */
const NOISE = `
WITH${ATTEMPTS},
  existing AS (SELECT DISTINCT account FROM tries WHERE NOT failed),
  stale AS (SELECT source FROM pair WHERE at_home OR (steady AND account IN (SELECT account FROM existing))),
  outsider AS (SELECT actor_source FROM actor WHERE own_host = 0 AND successes_of_all = 0 AND NOT (pairs <= 2 AND actor_source IN (SELECT source FROM stale)))
SELECT '' AS host, topKWeighted(10)(source, n) AS sources, uniqExact(source) AS addresses, uniqExact(account) AS accounts,
  uniqExactIf(account, account IN (SELECT account FROM existing)) AS existing, sum(n) AS failures,
  uniqExact(toDate(time, {zone:String})) AS days,${SEEN_COLUMNS}
FROM tries
WHERE failed AND source IN (SELECT actor_source FROM outsider)
HAVING failures >= {tries:Float64} OR addresses >= {sources:Float64}`

function toSign(row: Row, context: DetectorContext): Sign {
  const [failures, accounts, refused, days] = [row.failures, row.accounts, row.refused, row.days].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  const own = row.own === 1
  const got = row.entered.length > 0
  const many = refused >= context.parameter('accounts')
  const strength: Strength = got ? strengthOf(row.way, own, many) : many ? 'plain' : 'weak'
  const reasons: Reason[] = [
    ...(row.steady === 1 && !many ? [got ? STEADY : OLD_PASSWORD] : []),
    ...(own && !got && !many && row.home === 1 ? [OLD_PASSWORD] : []),
    ...(context.roles.infrastructure.includes(row.source) ? [FOR_OTHERS] : []),
  ]
  const known = seen(row)
  const inside = row.inside.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) }))
  return {
    ...known,
    ...grade(strength, reasons),
    hosts: own ? [row.host] : [],
    accounts: row.entered,
    destinations: [row.source],
    lines: [...known.lines.slice(0, 10 - inside.length).filter((one) => !has(inside, one)), ...inside],
    count: failures,
    metrics: {
      failed_sign_ins: failures,
      accounts_tried: accounts,
      accounts_refused: refused,
      accounts_entered: row.entered.length,
      successes: Number(row.successes),
      days,
    },
    words: {
      source: own ? row.host : row.source,
      accounts,
      failures,
      days,
      outcome: got ? outcomeOf(row) : NONE_IN,
    },
  }
}

const has = (lines: Sign['lines'], one: Sign['lines'][number]) =>
  lines.some((other) => other.evidence_id === one.evidence_id && other.line === one.line)

/** An own computer that fails with one account until its owner corrects the password is everyday; the same from outside is not. */
function strengthOf(way: string, own: boolean, many: boolean): Strength {
  if (way === 'stuffed') return 'plain'
  return own && !many ? 'weak' : 'strong'
}

function noiseSign(row: Noise, context: DetectorContext): Sign {
  const [addresses, accounts, existing, failures, days] = [
    row.addresses,
    row.accounts,
    row.existing,
    row.failures,
    row.days,
  ].map(Number) as [number, number, number, number, number]
  const aimed = existing >= context.parameter('known_accounts') && existing >= accounts * 0.8
  return {
    ...seen(row),
    ...grade(aimed ? 'plain' : 'weak', aimed ? [] : [EVERYDAY]),
    hosts: [],
    destinations: row.sources,
    count: failures,
    metrics: {
      failed_sign_ins: failures,
      addresses,
      accounts_tried: accounts,
      accounts_existing: existing,
      accounts_entered: 0,
      days,
    },
    words: {
      source: { ja: `外部の${addresses}個のアドレス`, en: `${addresses} addresses outside` },
      accounts,
      failures,
      days,
      outcome: aimed ? AIMED : NONE_IN,
    },
  }
}

const outcomeOf = ({ entered, way }: Row) => {
  const names = entered.slice(0, 3).join(', ')
  return way === 'stuffed'
    ? {
        ja: `多数のアドレスから狙われている ${names} が、ここから初めて成功しています。本人の操作でなければ、パスワードが破られています。`,
        en: `${names}, which many addresses try, signed in from here for the first time. Unless that was its owner, the password is known to others.`,
      }
    : {
        ja: `その後 ${names} のサインインが成功しており、パスワードが破られたと見られます。`,
        en: `Then ${names} signed in: the password looks broken.`,
      }
}
const NONE_IN = { ja: '成功したものはありません。', en: 'None got in.' }
const AIMED = {
  ja: '成功したものはありませんが、試された名前のほとんどが実在し、名簿を持つ相手に狙われています。',
  en: 'None got in, but nearly all names tried exist: somebody has a list of your accounts.',
}
const EVERYDAY: Reason = {
  effect: 'weakens',
  text: {
    ja: '外部に開いたサービスには、成功しない無差別の試行が毎日来ます。',
    en: 'Any service open to the Internet sees such attempts every day.',
  },
}
const OLD_PASSWORD: Reason = {
  effect: 'explains',
  text: {
    ja: '以前成功した所から、または一定の間隔で失敗しています。古いパスワードが残った機器か監視と見られます。',
    en: 'It fails where it succeeded before, or in a fixed interval: a device with an old password, or a monitor.',
  },
}
const STEADY: Reason = {
  effect: 'weakens',
  text: {
    ja: '失敗が一定の間隔で起きており、古いパスワードの残った機器が後で直されたのかもしれません。',
    en: 'It failed in a fixed interval: perhaps a device with an old password that was put right.',
  },
}
const FOR_OTHERS: Reason = {
  effect: 'weakens',
  text: {
    ja: 'このアドレスは他の人の代わりにサインインするサーバか機器です。本当の試行元は、その機器のログにあります。',
    en: 'This address signs in for others: who really tried stands in its own log.',
  },
}
