import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { citing, isEmpty, seen } from '../row.ts'
import { AIMED, enteredLater, enteredOutcome, GOES_ON, NONE_IN, STEADY, slowOutcome } from './attack-outcome.ts'
import { ATTACKERS, NOISE, type Noise, type Row } from './attack-rows.ts'
import { clientSprays, spraySign } from './client-spray.ts'
import { type Later, laterEntries } from './later-entry.ts'
import { ATTEMPTS_PARAMETERS } from './sign-in-attempts.ts'
import { type SlowGuess, slowGuesses } from './slow-guessing.ts'
import { isRented, isRentedCommon, strangeEntries } from './strange-entry.ts'

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
    {
      name: 'sittings',
      unit: 'sittings an hour apart',
      default: 3,
      reason: {
        ja: '打ち間違えた本人は、その場で入り直すか問い合わせる',
        en: 'an owner who mistypes gets in at the same sitting, or asks for help',
      },
    },
    {
      name: 'later_days',
      unit: 'days',
      default: 7,
      reason: {
        ja: '破られたパスワードは、別のアドレスから数日のうちに使われる',
        en: 'a password that was guessed is used within days, from another address',
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
      ja: '出張先で日をまたいで失敗し、その間も職場の端末が自動でサインインしている本人（見分けられない: 本人に確認する）',
      en: "a traveller who fails on several days while the PC in the office goes on signing in (can't be told apart: ask)",
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
    const sprays = await clientSprays(context)
    const noise = await context.query<Noise>(NOISE, { ...parameters, sprays: sprays.map(({ client }) => client) })
    const entries = await strangeEntries(context)
    const told = new Set([...rows, ...sprays].flatMap((row) => row.entered))
    const slow = (await slowGuesses(entries, context)).filter(({ entry }) => !told.has(entry.account))
    const open = entries.filter(
      ({ account, fresh }) => fresh && !told.has(account) && !slow.some(({ entry }) => entry.account === account),
    )
    const later = await laterEntries(open, context)
    const rentedCommon = isRentedCommon(entries)
    return [
      ...rows.map((row) => toSign(row, later, context)),
      ...sprays.map(spraySign),
      ...slow.map((one) => slowSign(one, context)),
      ...noise.filter((row) => Number(row.addresses) > 0).map((row) => noiseSign(row, later, rentedCommon, context)),
    ]
  },
}

function toSign(row: Row, later: Later[], context: DetectorContext): Sign {
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
    ...(got && row.goes_on === 1 && !many ? [GOES_ON] : []),
    ...(own && !got && !many && row.home === 1 ? [OLD_PASSWORD] : []),
    ...(context.roles.infrastructure.includes(row.source) ? [FOR_OTHERS] : []),
  ]
  const known = seen(row)
  const after = later.filter((one) => one.sources.includes(row.source))
  return {
    ...known,
    ...grade(strength, reasons),
    hosts: own ? [row.host] : [],
    accounts: row.entered,
    destinations: [row.source],
    lines: citing(known.lines, row.inside),
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
      outcome: got ? enteredOutcome(row) : enteredLater(NONE_IN, after, context.timezone),
    },
  }
}

/** An own computer that fails with one account until its owner corrects the password is everyday; the same from outside is not. */
function strengthOf(way: string, own: boolean, many: boolean): Strength {
  if (way === 'stuffed') return 'plain'
  return own && !many ? 'weak' : 'strong'
}

function noiseSign(row: Noise, later: Later[], rentedCommon: boolean, context: DetectorContext): Sign {
  const [addresses, accounts, existing, failures, days] = [
    row.addresses,
    row.accounts,
    row.existing,
    row.failures,
    row.days,
  ].map(Number) as [number, number, number, number, number]
  const aimed = existing >= context.parameter('known_accounts') && existing >= accounts * 0.8
  // one of many that a spraying address tried, and a rented server that then came in: more than two everyday things, where trying ends with it
  const sprayed = later.filter(
    (one) => isRented(one.entry) && !rentedCommon && !one.goes_on && one.aims >= context.parameter('accounts'),
  )
  const plain = aimed || sprayed.length > 0
  const known = seen(row)
  const cited = later.slice(0, 3).flatMap(({ entry }) => entry.lines.slice(0, 1))
  return {
    ...known,
    ...grade(plain ? 'plain' : 'weak', plain ? [] : [EVERYDAY]),
    hosts: [],
    accounts: [...new Set(sprayed.map(({ entry }) => entry.account))],
    lines: [
      ...known.lines.slice(0, 10 - cited.length),
      ...cited.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
    ],
    destinations: row.sources,
    count: failures,
    metrics: {
      failed_sign_ins: failures,
      addresses,
      accounts_tried: accounts,
      accounts_existing: existing,
      accounts_entered: 0,
      entered_elsewhere: new Set(later.map(({ entry }) => entry.account)).size,
      days,
    },
    words: {
      source: { ja: `外部の${addresses}個のアドレス`, en: `${addresses} addresses outside` },
      accounts,
      failures,
      days,
      outcome: enteredLater(aimed ? AIMED : NONE_IN, later, context.timezone),
    },
  }
}

/** Few failures, over days: none of the counts above sees them. */
function slowSign(guess: SlowGuess, context: DetectorContext): Sign {
  const { entry, failures, sittings, addresses, first, steady } = guess
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
  const days = Math.max(1, Math.ceil((entry.came_in - first) / 86_400))
  return {
    ...grade(isRented(entry) ? 'strong' : 'plain', steady ? [STEADY] : []),
    first_seen: iso(first),
    last_seen: iso(entry.came_in),
    lines: [...guess.lines, ...entry.lines].map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
    hosts: [],
    accounts: [entry.account],
    destinations: [...new Set([...entry.addresses, ...addresses])].slice(0, 20),
    count: failures,
    metrics: {
      failed_sign_ins: failures,
      addresses: addresses.length,
      sittings,
      accounts_tried: 1,
      accounts_entered: 1,
      days,
    },
    words: {
      source: sourceOf(entry.addresses[0] ?? '', addresses.length, entry.owner),
      accounts: 1,
      failures,
      days,
      outcome: slowOutcome(guess, context.timezone),
    },
  }
}

function sourceOf(address: string, many: number, owner: string) {
  const [ja, en] = owner === '' ? ['', ''] : [`（${owner}）`, ` (${owner})`]
  return many > 1
    ? { ja: `${address}${ja}など${many}個のアドレス`, en: `${many} addresses, ${address}${en} among them` }
    : { ja: `${address}${ja}`, en: `${address}${en}` }
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
const FOR_OTHERS: Reason = {
  effect: 'weakens',
  text: {
    ja: 'このアドレスは他の人の代わりにサインインするサーバか機器です。本当の試行元は、その機器のログにあります。',
    en: 'This address signs in for others: who really tried stands in its own log.',
  },
}
