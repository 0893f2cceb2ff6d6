/** A service's account that is used from another server, in person, or on many machines: it can do much, and nobody notices its password gone. */
import type { Text } from '../../i18n/text.ts'
import type { Detector, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { OWNED, ownedComputers } from './computer-guests.ts'
import { AT_COMPUTERS, accountsOf, computerUses } from './computer-use.ts'
import { takenTickets } from './roasted-tickets.ts'
import { type Part, type Stray, straysOf } from './service-stray.ts'
import { services } from './service-use.ts'

export const strayedService: Detector = {
  id: 'strayed-service',
  title: { ja: 'サービスのアカウントの普段と違う使われ方', en: 'A service’s account off its usual ways' },
  explanation: {
    ja: 'サービスのアカウント {{account}} が {{host}} から使われました（{{days}}、{{times}}。サインイン先: {{reached}}）。普段は {{homes}} からだけ使われています。{{why}}侵入した攻撃者は、サーバに残るサービスのパスワードを盗み、ほかのサーバへ移ります。',
    en: 'The account of a service, {{account}}, was used from {{host}} ({{days}}, {{times}}; to {{reached}}); it always comes from {{homes}}. {{why}} Attackers take services’ passwords from a server and go on to others with them.',
  },
  next_steps: {
    ja: [
      'サービスの担当者に、移転・増設・保守でそのコンピュータから使ったか確認する',
      '身に覚えがなければ、パスワードを変更し（使っているサービスの設定も）、対話的なサインインを禁止する',
      'そのコンピュータでその時刻に動いたプロセスと、サインイン先でされたことを調べる',
      'kyumei account 名前 で、そのアカウントのほかのサインインを調べる',
    ],
    en: [
      'Ask whoever runs the service whether it moved, grew, or was worked on from there',
      'If not: change its password (and in the services that use it), and forbid it to sign in interactively',
      'Look at what ran on that computer at these times, and what was done on the machines signed in to',
      'Look at the other sign-ins of the account (kyumei account NAME)',
    ],
  },
  attack: ['T1078.002', 'T1021'],
  references: [
    'MITRE ATT&CK T1078.002, T1021, T1558.003',
    'JPCERT/CC: Detecting Lateral Movement through Tracking Event Logs',
    'Microsoft: events 4624 (logon types), 4768 and 4769',
  ],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'ドメインコントローラやサーバのセキュリティログ（4624、4768、4769）がないと見えません。',
      en: 'Without the Security log of domain controllers or servers (4624, 4768, 4769) it is not visible.',
    },
  },
  parameters: [
    {
      name: 'history_days',
      unit: 'days',
      default: 7,
      reason: {
        ja: '一週間の様子を知らないと、毎週の処理が新しく見える',
        en: 'weekly jobs look new to whoever has not seen a whole week',
      },
    },
    {
      name: 'home_days',
      unit: 'days',
      default: 3,
      reason: {
        ja: 'これだけの日使われたコンピュータは、そのサービスのもの',
        en: 'a computer from which it came on so many days is its own',
      },
    },
    {
      name: 'homes',
      unit: 'computers',
      default: 3,
      reason: {
        ja: '普段からこれより多くのコンピュータで使われるものは、どこで使われても不思議でない',
        en: 'what comes from more computers anyway may come from any',
      },
    },
    {
      name: 'sweep',
      unit: 'new machines in one day',
      default: 5,
      reason: {
        ja: '一日にこれだけの新しい相手へサインインするサービスは少ない',
        en: 'hardly any service reaches so many new machines in one day',
      },
    },
  ],
  false_positives: [
    {
      ja: '新しいサーバへの移転、クラスタの切り替え（元のコンピュータで使われなくなる: 対象外）',
      en: 'a service that moved to a new server, or a cluster that switched: the old one is silent (left out)',
    },
    {
      ja: '増設されたサーバ（何日も続く: 一段弱い）、多くのコンピュータへの配布（参考）',
      en: 'a server that was added and goes on (one step weaker), a roll-out to many (informational)',
    },
    {
      ja: '保守の担当者が、いつものサーバの画面からサービスのアカウントで作業した（低）',
      en: 'maintenance in person with the service’s account on its own server (low)',
    },
    {
      ja: '一人が使う端末から使われた（borrowed-computer が伝える）',
      en: 'use from the computer of one person (told by borrowed-computer)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const all = await services(context)
    const nobodys = new Set(context.roles.shared)
    const limits = {
      history: context.parameter('history_days') * 86_400,
      homeDays: context.parameter('home_days'),
      homes: context.parameter('homes'),
      sweep: context.parameter('sweep'),
      persons: new Set<string>(),
      end: Math.max(0, ...all.flatMap(({ uses }) => uses.map(({ last }) => last))),
      taken: new Map<string, number>(),
    }
    if (all.every((service) => straysOf(service, limits).length === 0)) return []
    const owned = ownedComputers(await computerUses(context), { ...OWNED, nobodys })
    const taken = await takenTickets(context)
    const strays = all.flatMap((service) => straysOf(service, { ...limits, persons: new Set(owned.keys()), taken }))
    const told = strays.filter(({ computer }) => !owned.has(computer) && !nobodys.has(computer)).slice(0, MOST)
    const rows = await context.query<SeenRow & { person: string }>(CITED, { keys: told.map(keyOf) })
    const accounts = await accountsOf([...new Set(told.map(({ person }) => person))], context)
    const cited = new Map(rows.map((row) => [`${row.person}\n${row.host}`, row]))
    return told.flatMap((stray) => {
      const row = cited.get(`${stray.person}\n${stray.computer}`)
      return row ? [toSign(stray, row, accounts.get(stray.person) ?? stray.person)] : []
    })
  },
}

const MOST = 100
const keyOf = ({ person, computer, uses }: Stray) =>
  `${person}\n${computer}\n${Math.min(...uses.map(({ first }) => first))}`

/** From its first strange use on. */
const CITED = `
WITH${AT_COMPUTERS},
  wanted AS (SELECT splitByChar('\\n', arrayJoin({keys:Array(String)})) AS one)
SELECT person, computer AS host,${SEEN_COLUMNS}
FROM at_computers
INNER JOIN wanted ON person = one[1] AND computer = one[2]
WHERE toUnixTimestamp(time) >= toUInt32OrZero(one[3])
GROUP BY person, computer
ORDER BY person, computer`

function toSign(stray: Stray, row: SeenRow, account: string): Sign {
  const { uses, parts, homes, fresh } = stray
  const reached = [...new Set(uses.map(({ target }) => target))]
    .filter((one) => one !== '' && one !== stray.computer)
    .sort()
  const days = new Set(uses.flatMap((use) => use.days)).size
  const nights = uses.reduce((sum, { nightly }) => sum + nightly, 0)
  const list = (names: string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ` … (${names.length})` : '')
  const why = parts.map((part) => WHY[part])
  return {
    ...seen(row),
    ...grade(stray.strength, stray.reasons),
    accounts: [account],
    destinations: reached.slice(0, 20),
    count: uses.reduce((sum, { count }) => sum + count, 0),
    metrics: {
      usual_computers: list(homes),
      days,
      night_sign_ins: nights,
      computers_reached: reached.length,
      computers_new: list(fresh),
      score: parts.length,
      parts: parts.join(', '),
    },
    words: {
      account,
      host: stray.computer,
      homes: list(homes),
      days: { ja: `${days}日`, en: days === 1 ? 'one day' : `${days} days` },
      times:
        nights > 0
          ? { ja: '夜間・休日を含む', en: 'partly at night or at the weekend' }
          : { ja: '勤務時間', en: 'in working hours' },
      reached: reached.length === 0 ? { ja: '不明', en: 'unknown machines' } : list(reached),
      why: { ja: why.map(({ ja }) => ja).join(''), en: why.map(({ en }) => en).join(' ') },
    },
  }
}

const WHY: Record<Part, Text> = {
  taken: {
    ja: 'その前に、このアカウントのチケットが、パスワードを割り出せる形でまとめて持ち出されています（kerberos-roasting）。',
    en: 'Before that somebody took its ticket away among many, from which its password can be guessed (kerberos-roasting).',
  },
  source: { ja: 'このコンピュータから使われたことはありません。', en: 'It was never used from that computer.' },
  interactive: {
    ja: '画面の前やリモートデスクトップで使われるのは初めてです。',
    en: 'For the first time somebody sits at a screen, or a remote desktop, with it.',
  },
  target: { ja: 'これまで使われたことのない相手を含みます。', en: 'It reached machines that it never reached before.' },
  sweep: { ja: '一日に多くの新しい相手へサインインしています。', en: 'Many of them were new on one day.' },
  persons: {
    ja: 'サーバにしか使われないのに、利用者の端末へもサインインしています。',
    en: 'It only ever reached servers; now it reaches persons’ computers too.',
  },
  hour: { ja: '普段の処理とは離れた時刻です。', en: 'The hour is far from all at which it works.' },
}
