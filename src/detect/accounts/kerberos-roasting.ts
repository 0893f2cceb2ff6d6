/** Kerberoasting and AS-REP roasting: tickets that many services' accounts, or persons, are got by one computer, to guess their passwords offline. */
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, seen } from '../row.ts'
import { accountsOf } from './computer-use.ts'
import { COMMON, ROASTING, type Roast, roasts, ticketLog } from './roasted-tickets.ts'

export const kerberosRoasting: Detector = {
  id: 'kerberos-roasting',
  title: {
    ja: '多数のアカウントのチケットの取得（Kerberoasting）',
    en: 'Tickets of many accounts asked for (Kerberoasting)',
  },
  explanation: {
    ja: '{{who}} が、一時間のうちに{{asked}}個のアカウント（{{services}}）のKerberosチケットを取得しました。{{why}}攻撃者は、こうして得たチケットを持ち帰り、サービスのパスワードを総当たりで割り出します（Kerberoasting、AS-REP Roasting）。その間、失敗の記録は残りません。',
    en: '{{who}} got Kerberos tickets of {{asked}} accounts within an hour ({{services}}). {{why}} Attackers take such tickets away and guess the passwords offline (Kerberoasting, AS-REP roasting); no failure is logged meanwhile.',
  },
  next_steps: {
    ja: [
      'アカウントの持ち主と管理者に、その時刻に診断や設定の作業をしたか確認する',
      '身に覚えがなければ、端末のLANケーブルを抜き（電源は切らない）、取得されたアカウントのパスワードを長い無作為なもの（25文字以上、できればgMSA）に変更する',
      '取得されたアカウントの、その後のサインインを調べる（kyumei account 名前）',
      'サービスのアカウントのRC4を無効にし、事前認証を不要とする設定を外す',
    ],
    en: [
      "Ask the account's holder and the administrators whether somebody tested or configured something then",
      'If not: unplug the computer (leave the power on), and give the accounts whose tickets were got long random passwords (25 characters or more, better gMSA)',
      'Look at what those accounts did afterwards (kyumei account NAME)',
      'Disable RC4 for services’ accounts, and the option that asks no pre-authentication',
    ],
  },
  attack: ['T1558.003', 'T1558.004'],
  references: [
    'MITRE ATT&CK T1558.003, T1558.004',
    'Microsoft: events 4768 and 4769 (ticket encryption type, pre-authentication type)',
  ],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'ドメインコントローラのセキュリティログ（4768、4769。暗号化の種類を含むもの）がないと見えません。',
      en: "Without a domain controller's Security log (4768, 4769, with the encryption type) it is not visible.",
    },
  },
  parameters: [
    {
      name: 'weak_services',
      unit: 'accounts in an hour',
      default: ROASTING.few,
      reason: {
        ja: '古い暗号（RC4）のチケットを、これだけのサービスについて一度に求める業務は少ない',
        en: 'hardly any work asks for so many services at once with an old cipher (RC4)',
      },
    },
    {
      name: 'services',
      unit: 'accounts in an hour',
      default: ROASTING.many,
      reason: {
        ja: '暗号が新しくても、一人が一時間に使うサービスはこれより少ない',
        en: 'with any cipher: one person uses fewer services in an hour',
      },
    },
    {
      name: 'unproven',
      unit: 'accounts in an hour',
      default: ROASTING.unproven,
      reason: {
        ja: '事前認証なしのアカウントは、あってもわずか',
        en: 'accounts that need no pre-authentication are few, if any',
      },
    },
    {
      name: 'common_weak',
      unit: 'share of tickets',
      default: COMMON,
      reason: {
        ja: 'これより多くのチケットがRC4の組織では、RC4は何も語らない',
        en: 'where more tickets than that are RC4, RC4 tells nothing',
      },
    },
  ],
  false_positives: [
    {
      ja: '以前からRC4しか使えないサービス（誰のチケットもRC4: 数えない）、RC4しか使わない古い機器（参考）',
      en: 'a service that has RC4 for everybody (not counted); an old machine that asks for nothing else (informational)',
    },
    {
      ja: '脆弱性診断や監視（日を変えて繰り返す: 低または参考）',
      en: 'vulnerability scanners and monitoring, which come again on other days (low or informational)',
    },
    {
      ja: '多くのサービスを使う業務サーバ（毎日の習慣: 参考）',
      en: 'a server that uses many services every day (informational)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const limits = {
      few: context.parameter('weak_services'),
      many: context.parameter('services'),
      unproven: context.parameter('unproven'),
    }
    const found = await roasts(context, limits)
    if (found.length === 0) return []
    const log = await ticketLog(context)
    const ordinary = log.weak > context.parameter('common_weak')
    const accounts = await accountsOf(
      found.map(({ person }) => person),
      context,
    )
    return found.flatMap((roast) => {
      const tells = roast.kind !== 'service-tickets' || !ordinary || roast.asked.length >= limits.many
      return tells ? [toSign(roast, { ...log, ordinary, ...limits }, accounts, context)] : []
    })
  },
}

interface Beside {
  first: number
  last: number
  ordinary: boolean
  few: number
}

function toSign(roast: Roast, log: Beside, accounts: Map<string, string>, context: DetectorContext): Sign {
  const account = accounts.get(roast.person) ?? roast.person
  const unproven = roast.kind === 'tickets-without-proof'
  const weak = unproven || (!log.ordinary && roast.weak.length >= log.few)
  const told = weak ? roast.weak : roast.asked
  const days = Number(roast.days)
  const list = told.slice(0, 6).join(', ') + (told.length > 6 ? ' …' : '')
  return {
    ...seen(roast),
    ...grade(strengthOf(weak, unproven, told.length), reasonsOf(roast, log, days, context)),
    accounts: account === '' ? [] : [account],
    destinations: [],
    count: told.length,
    metrics: {
      accounts_asked_for: told.join(', '),
      weak_tickets: roast.weak.length,
      days,
      pre_authentication: unproven ? 'no' : 'yes',
    },
    words: {
      who: account === '' ? roast.host : { ja: `${roast.host} の ${account}`, en: `${account}, at ${roast.host},` },
      asked: told.length,
      services: list,
      why: unproven ? UNPROVEN : weak ? OLD_CIPHER : AT_ONCE,
    },
  }
}

const SURE = 4 // accounts: three may be one application's parts

function strengthOf(weak: boolean, unproven: boolean, asked: number): Strength {
  if (unproven) return asked >= SURE ? 'strong' : 'plain'
  if (weak) return asked >= SURE ? 'strong' : 'plain'
  return 'plain'
}

const RETURNS = 3 // days: what comes again so often is a task
const EARLY = 86_400 // seconds

function reasonsOf(roast: Roast, log: Beside, days: number, context: DetectorContext): Reason[] {
  const atStart = log.last - log.first > 3 * EARLY && Number(roast.began) - log.first < EARLY
  return [
    ...(days >= RETURNS ? [HABIT] : days > 1 || atStart ? [AGAIN] : []),
    ...(roast.old > 0.5 ? [OLD_MACHINE] : []),
    ...(context.roles.infrastructure.includes(roast.host) ? [SERVER] : []),
  ]
}

const OLD_CIPHER = {
  ja: 'ほかの人のチケットはAESなのに、古く弱い暗号（RC4）を求めています。',
  en: 'It asked for an old and weak cipher (RC4), where others’ tickets have AES.',
}
const AT_ONCE = {
  ja: '一人がこれほど多くのサービスを一度に使うことは、ほとんどありません。',
  en: 'Hardly anybody uses so many services at once.',
}
const UNPROVEN = {
  ja: '事前認証（パスワードの証明）なしで得られたものです。',
  en: 'They were given without pre-authentication, that is without proof of the password.',
}

const HABIT: Reason = {
  effect: 'explains',
  text: {
    ja: '同じ取得が何日も繰り返されています。監視や業務サーバの決まった仕事と見られます。',
    en: 'It comes again on many days: a fixed task of monitoring or of a server.',
  },
}
const AGAIN: Reason = {
  effect: 'weakens',
  text: {
    ja: '別の日やログの初めにもあり、診断などの決まった作業かもしれません。',
    en: 'It was seen on another day, or when the logs begin: it may be a regular check.',
  },
}
const OLD_MACHINE: Reason = {
  effect: 'explains',
  text: {
    ja: 'この端末は、どのチケットにも古い暗号を使います。古い機器と見られます。',
    en: 'The computer has an old cipher for every ticket: it is an old machine.',
  },
}
const SERVER: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ほかの端末のために働くサーバです。',
    en: 'It is a server that acts for others.',
  },
}
