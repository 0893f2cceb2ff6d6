/** A NAS or file server is used with somebody's account from another person's computer: stolen passwords are used where the attacker sits. */
import type { Detector, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { type Guest, OWNED, type Visited, visitedComputers } from './computer-guests.ts'
import { AT_FILE_SERVERS, type FileServerUses, fileServerUses, keyOf } from './file-server-use.ts'
import { isAdministrator } from './holder.ts'

export const borrowedAccount: Detector = {
  id: 'borrowed-account',
  title: {
    ja: '他の人の端末からのファイルサーバ・NASの利用',
    en: "File server or NAS used with another's account",
  },
  explanation: {
    ja: '{{host}} は普段 {{owner}} が使う端末ですが、ここから {{account}} のアカウントで {{server}} が使われました（{{days}}、{{count}}件。多い日は{{most}}件、普段の端末では{{usual}}件まで）。それまでこの端末では使われていません。盗まれたパスワードは、攻撃者が入り込んだ端末から使われます。',
    en: '{{host}} is the computer of {{owner}}; from it {{server}} was used with the account {{account}} ({{days}}, {{count}} events; {{most}} on the busiest day, {{usual}} at most from its usual computers). It was never used there before. Stolen passwords are used from the computer in which the attacker sits.',
  },
  next_steps: {
    ja: [
      'アカウントの持ち主（共用なら管理者）と端末の利用者の両方に、その日時に使ったか確認する',
      '身に覚えがなければ、LANケーブルを抜き（電源は切らない）、アカウントのパスワードを変更する',
      '読まれたファイルと、端末の同じ時刻の通信・プロセスを調べる',
      'kyumei account 名前 で、そのアカウントのほかの利用を調べる',
    ],
    en: [
      "Ask the account's holder (of a shared one: whoever manages it) and the computer's user whether they used it then",
      'If not: unplug the network cable (leave the power on) and change the password of the account',
      'Look at which files were read, and at the computer’s traffic and processes at these times',
      'Look at the other uses of the account (kyumei account NAME)',
    ],
  },
  attack: ['T1078', 'T1039', 'T1021.002'],
  references: ['MITRE ATT&CK T1078, T1039, T1021.002'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'NASやファイルサーバの、利用者と端末を記録したログ（接続、ファイル操作）がないと見えません。',
      en: "Without a NAS's or file server's log of users and computers (connections, files) it is not visible.",
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
      name: 'bulk',
      unit: 'events on a day',
      default: 100,
      reason: {
        ja: '人が一日に開くファイルより多い',
        en: 'more files than a person opens in a day',
      },
    },
    {
      name: 'bulk_ratio',
      unit: 'times',
      default: 3,
      reason: {
        ja: '普段の端末で最も多い日の、これだけの倍は大量の取得',
        en: 'so many times the busiest day from its usual computers is a collection',
      },
    },
  ],
  false_positives: [
    {
      ja: '共用の端末、教室、交替勤務の席（持ち主がいない: 対象外）、端末の交換（元の端末が使われなくなる: 対象外）',
      en: 'shared computers, class rooms, seats of shifts: no owner; a replaced computer: the old one falls silent (left out)',
    },
    {
      ja: '情シスの訪問（多くの人の端末で: 参考）、同僚が一度だけ席を借りた（対象外）',
      en: 'IT staff at many computers (informational), a colleague who once borrowed the seat (left out)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const all = await fileServerUses(context)
    if (new Set(all.uses.flatMap(({ days }) => days)).size < context.parameter('history_days')) return []
    const nobodys = new Set([...context.roles.infrastructure, ...context.roles.shared])
    const visited = visitedComputers(all, { ...OWNED, nobodys })
    const limits = { bulk: context.parameter('bulk'), ratio: context.parameter('bulk_ratio') }
    const told = visited.flatMap((one) => one.guests.flatMap((guest) => judged(one, guest, all, limits))).slice(0, MOST)
    const keys = told.map(({ guest }) => keyOf(guest.use))
    const rows =
      keys.length > 0 ? await context.query<SeenRow & { person: string; account: string }>(CITED, { keys }) : []
    const cited = new Map(rows.map((row) => [`${row.host}\n${row.person}`, row]))
    return told.flatMap((one) => {
      const row = cited.get(keyOf(one.guest.use))
      return row ? [toSign(one, row)] : []
    })
  },
}

const MOST = 100

const CITED = `
WITH${AT_FILE_SERVERS}
SELECT computer AS host, person, any(account) AS account,${SEEN_COLUMNS}
FROM at_file_servers
WHERE concat(computer, '\\n', person) IN {keys:Array(String)}
GROUP BY computer, person
ORDER BY computer, person`

interface Judged {
  visited: Visited
  guest: Guest
  strength: Strength
  reasons: Reason[]
  most: number
  usual: number
}

const ROUNDS = 3 // other people's computers
const HISTORY = 3 // days elsewhere before: it is known where the account belongs

function judged(
  visited: Visited,
  guest: Guest,
  { uses, volumes }: FileServerUses,
  limits: { bulk: number; ratio: number },
): Judged[] {
  const { use } = guest
  const elsewhere = uses.filter((one) => one.person === use.person && one.computer !== use.computer)
  const before = new Set(elsewhere.flatMap(({ days }) => days.filter((day) => day < (use.days[0] ?? 0))))
  if (before.size < HISTORY) return []
  const volume = volumes.get(keyOf(use))
  const most = volume?.most ?? 0
  const usual = Math.max(0, ...elsewhere.map((one) => volumes.get(keyOf(one))?.most ?? 0))
  const bulk = most >= limits.bulk && most >= limits.ratio * usual
  const nightly = (volume?.nights ?? 0) > 0
  const powerful = isAdministrator(use.person) || guest.kind === 'service'
  const strength = strengthOf({ bulk, nightly, powerful, lasting: use.days.length > 1 })
  if (!strength) return []
  const rounds = new Set(elsewhere.filter((one) => one.days.length === 1).map(({ computer }) => computer)).size
  return [
    {
      visited,
      guest,
      strength,
      reasons: [...(rounds >= ROUNDS ? [ROUND] : []), ...(visited.comings.length > ROUNDS ? [MEETING_PLACE] : [])],
      most,
      usual,
    },
  ]
}

/** A colleague's seat is borrowed every day: only much, or what an administrator's account does there out of hours, tells. */
function strengthOf({
  bulk,
  nightly,
  powerful,
  lasting,
}: Record<'bulk' | 'nightly' | 'powerful' | 'lasting', boolean>): Strength | null {
  if (bulk) return lasting || nightly ? 'strong' : 'plain'
  if (powerful) return nightly ? 'plain' : 'weak'
  return nightly && lasting ? 'weak' : null
}

function toSign({ visited, guest, strength, reasons, most, usual }: Judged, row: SeenRow & { account: string }): Sign {
  const { use } = guest
  const days = use.days.length
  return {
    ...seen(row),
    ...grade(strength, reasons),
    accounts: [row.account],
    destinations: use.reached.slice(0, 20),
    count: use.count,
    metrics: {
      usual_user: visited.owner,
      days,
      night_days: use.nightly,
      busiest_day: most,
      usual_busiest_day: usual,
    },
    words: {
      host: use.computer,
      owner: visited.owner,
      account: row.account,
      server: use.reached.slice(0, 3).join(', '),
      days: { ja: `${days}日`, en: days === 1 ? 'one day' : `${days} days` },
      count: use.count,
      most,
      usual,
    },
  }
}

const ROUND: Reason = {
  effect: 'explains',
  text: {
    ja: 'このアカウントは、ほかの多くの人の端末でも使われています。情シスの訪問と見られます。',
    en: 'The account is used at many other people’s computers too: IT staff on their rounds.',
  },
}
const MEETING_PLACE: Reason = {
  effect: 'weakens',
  text: {
    ja: '以前からいろいろな人が使う端末です。',
    en: 'Various people have used this computer.',
  },
}
