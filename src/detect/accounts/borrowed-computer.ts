/** An account of somebody else appears at a computer that one person uses: stolen passwords and tickets are used from the computer where the attacker sits. */
import type { Detector, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { type Guest, OWNED, type Visited, visitedComputers } from './computer-guests.ts'
import { AT_COMPUTERS, accountsOf, computerUses } from './computer-use.ts'
import { type GradedGuests, gradeGuests, isByDay, machinesReached } from './guest-grade.ts'
import { refusalsOfGuests } from './guest-refusals.ts'
import { servicesOfGuests } from './guest-services.ts'
import { takenTickets } from './roasted-tickets.ts'

export const borrowedComputer: Detector = {
  id: 'borrowed-computer',
  title: { ja: '他の人の端末からのサインイン', en: "Sign-in from another person's computer" },
  explanation: {
    ja: '{{host}} は普段 {{owner}} が使う端末ですが、{{accounts}} がここからサインインしました（{{days}}、{{times}}。サインイン先: {{reached}}）。{{tried}}{{taken}}{{services}}それまでこの端末では使われていません。侵入した攻撃者は、盗んだ管理者やサービスのアカウントを、入り込んだ端末から使います。',
    en: '{{host}} is the computer of {{owner}}; {{accounts}} signed in from it ({{days}}, {{times}}; to {{reached}}), which was never used there before. {{tried}}{{taken}}{{services}}Attackers use the administrators’ and services’ accounts that they stole from the computer in which they sit.',
  },
  next_steps: {
    ja: [
      'アカウントの持ち主と端末の利用者の両方に、その日時にこの端末で使ったか確認する',
      '身に覚えがなければ、LANケーブルを抜き（電源は切らない）、アカウントのパスワードを変更する。サービスのアカウントも忘れずに',
      'その時刻にこの端末で動いたプロセスと、サインイン先でされたこと（サービス、タスク、共有フォルダ）を調べる',
      'kyumei account 名前 で、そのアカウントのほかのサインインを調べる',
    ],
    en: [
      "Ask both the account's holder and the computer's user whether they used it there at these times",
      'If not: unplug the network cable (leave the power on) and change the password of the account, a service’s too',
      'Look at what ran on the computer at these times, and what was done on the machines signed in to (services, tasks, shares)',
      'Look at the other sign-ins of the account (kyumei account NAME)',
    ],
  },
  attack: ['T1078.002', 'T1021', 'T1569.002'],
  references: [
    'MITRE ATT&CK T1078.002, T1021, T1569.002',
    'JPCERT/CC: Detecting Lateral Movement through Tracking Event Logs',
    'Microsoft: events 4624, 4672, 4768 and 4769',
  ],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'ドメインコントローラやサーバのセキュリティログ（4624、4768、4769。4672があれば権限も分かる）がないと見えません。',
      en: 'Without the Security log of domain controllers or servers (4624, 4768, 4769; 4672 tells rights) it is not visible.',
    },
  },
  parameters: [
    {
      name: 'history_days',
      unit: 'days',
      default: 5,
      reason: {
        ja: 'これより短いログでは、誰の端末か分からない',
        en: 'shorter logs do not tell whose a computer is',
      },
    },
    {
      name: 'owner_days',
      unit: 'days',
      default: OWNED.ownerDays,
      reason: {
        ja: '一人がこれだけの日、ほかの人が来る前に使っていれば、その人の端末',
        en: 'whoever was there on so many days before anybody came is its owner',
      },
    },
    {
      name: 'owner_share',
      unit: 'share of person-days',
      default: OWNED.ownerShare,
      reason: {
        ja: '交替で使う端末や会議室の端末では、一人の割合がこれに届かない',
        en: 'on computers of shifts and meeting rooms nobody reaches it',
      },
    },
  ],
  false_positives: [
    {
      ja: 'ヘルプデスクの訪問（一日だけ、または多くの人の端末で: 対象外か低）',
      en: 'a helpdesk’s visit: on one day, or at many computers (low or explained)',
    },
    {
      ja: '端末の交換や異動（元の端末が使われなくなる: 対象外）',
      en: 'a computer that was replaced or handed on: the old one falls silent (left out)',
    },
    {
      ja: '利用者自身の管理用アカウント（名前が共通: 対象外）',
      en: 'the user’s own second account, which shares a part of the name (left out)',
    },
    {
      ja: '交替勤務・窓口・会議室の共用の端末、ターミナルサーバ（持ち主がいない: 対象外）',
      en: 'shared computers of shifts, counters and meeting rooms, terminal servers: no owner (left out)',
    },
    {
      ja: '同僚が席を借りた（一人なら対象外、二人なら低）',
      en: 'a colleague who borrowed the seat: alone left out, two are low',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const all = await computerUses(context)
    const days = new Set(all.uses.flatMap((use) => use.days)).size
    if (days < context.parameter('history_days')) return []
    const visited = visitedComputers(all, {
      ownerDays: context.parameter('owner_days'),
      ownerShare: context.parameter('owner_share'),
      nobodys: new Set([...context.roles.infrastructure, ...context.roles.shared]),
    })
    const supported = visited.filter(({ guests }) => guests.some(isByDay))
    const services = await servicesOfGuests(visited, context)
    const refused = await refusalsOfGuests(visited, context)
    const tickets = visited.some(({ guests }) => guests.some(({ kind }) => kind === 'service'))
      ? await takenTickets(context)
      : new Map<string, number>()
    const found = visited.flatMap((one) => {
      const installed = services.get(one.computer) ?? []
      const refusals = refused.get(one.computer) ?? 0
      const taken = one.guests.filter(({ use }) => (tickets.get(use.person) ?? use.first) < use.first).length
      const graded = gradeGuests(one, {
        supported: supported.filter((other) => other !== one).length,
        services: installed.length,
        refusals,
        taken,
      })
      return graded ? [{ ...one, ...graded, installed, refusals, taken }] : []
    })
    // where colleagues often lend each other their computers it tells nothing
    const lent = found.filter(({ ordinary }) => ordinary).length
    const told = found.filter(({ ordinary }) => !ordinary || lent <= LENT).slice(0, MOST)
    if (told.length === 0) return []
    const rows = await context.query<SeenRow>(CITED, {
      keys: told.flatMap(({ guests }) => guests.map(keyOf)),
    })
    const accounts = await accountsOf(
      told.flatMap(({ guests }) => guests.map(({ use }) => use.person)),
      context,
    )
    const cited = new Map(rows.map((row) => [row.host, row]))
    return told.flatMap((one) => {
      const row = cited.get(one.computer)
      return row ? [toSign(one, row, accounts)] : []
    })
  },
}

const LENT = 3 // computers
const MOST = 100

const keyOf = ({ use }: Guest) => `${use.computer}\n${use.person}`

const CITED = `
WITH${AT_COMPUTERS}
SELECT computer AS host,${SEEN_COLUMNS}
FROM at_computers
WHERE concat(computer, '\\n', person) IN {keys:Array(String)}
GROUP BY computer
ORDER BY computer`

function toSign(
  {
    computer,
    owner,
    guests,
    strength,
    reasons,
    installed,
    refusals,
    taken,
  }: Visited & GradedGuests & { installed: string[]; refusals: number; taken: number },
  row: SeenRow,
  accounts: Map<string, string>,
): Sign {
  const names = guests.map(({ use }) => accounts.get(use.person) ?? use.person)
  const reached = [...new Set(guests.flatMap(({ use }) => use.reached))].sort()
  const machines = [...reached, ...new Set(guests.flatMap(({ use }) => use.unnamed))]
  const days = new Set(guests.flatMap(({ use }) => use.days)).size
  const nights = guests.reduce((sum, { use }) => sum + use.nightly, 0)
  const list = machines.slice(0, 5).join(', ') + (machines.length > 5 ? ' …' : '')
  return {
    ...seen(row),
    ...grade(strength, reasons),
    accounts: names.slice(0, 20),
    destinations: reached.slice(0, 20),
    count: guests.reduce((sum, { use }) => sum + use.count, 0),
    metrics: {
      usual_user: owner,
      guest_accounts: guests.map(({ use, kind }) => `${use.person} (${kind})`).join(', '),
      days,
      night_sign_ins: nights,
      ...(installed.length > 0 ? { services_installed_on: installed.join(', ') } : {}),
      computers_reached: machinesReached(guests.map(({ use }) => use)),
    },
    words: {
      host: computer,
      owner,
      accounts: names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : ''),
      days: { ja: `${days}日`, en: days === 1 ? 'one day' : `${days} days` },
      times:
        nights > 0
          ? {
              ja: `夜間・休日${nights}回を含む`,
              en: nights === 1 ? 'once at night or at the weekend' : `${nights} times at night or at the weekend`,
            }
          : { ja: '勤務時間', en: 'in working hours' },
      tried:
        refusals > 0
          ? {
              ja: `その前の数日に、同じ端末からの試みを${refusals}台が拒んでいます。`,
              en: `In the days before, ${refusals} machines refused it from there. `,
            }
          : { ja: '', en: '' },
      taken:
        taken > 0
          ? {
              ja: 'その前に、このアカウントのチケットが、パスワードを割り出せる形でまとめて持ち出されています（kerberos-roasting）。',
              en: 'Before that somebody took its ticket away among many, from which its password can be guessed (kerberos-roasting). ',
            }
          : { ja: '', en: '' },
      services:
        installed.length > 0
          ? {
              ja: `その一分以内に ${installed.slice(0, 5).join('、')} にサービスが登録されました。`,
              en: `Within a minute services were installed on ${installed.slice(0, 5).join(', ')}. `,
            }
          : { ja: '', en: '' },
      reached: list === '' ? { ja: '不明', en: 'unknown machines' } : list,
    },
  }
}
