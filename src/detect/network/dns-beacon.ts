import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import { inTurn, type Turn } from './dns-turns.ts'
import { type Rhythm, rhythms } from './rhythm.ts'
import { followedElsewhere, lookers, UNFOLLOWED } from './unfollowed.ts'

interface Dead {
  name: string
  nx: number
  failed: number
  nowhere: number
  alive: number
  blocked: number
}

export const dnsBeacon: Detector = {
  id: 'dns-beacon',
  title: { ja: '行き先のない名前への定期的な問合せ', en: 'Periodic look-ups of a name that leads nowhere' },
  explanation: {
    ja: '{{host}} が、行き先のない名前 {{destination}}（{{answer}}）を、約{{interval}}秒ごとに{{contacts}}回、機械的に引いています（{{days}}日間）。{{beside}}攻撃者は、休んでいる間はC2（指令）サーバの名前を127.0.0.1などに向け、感染したPCは待ちながら引き続けます（潜伏）。',
    en: "{{host}} looked up {{destination}}, which leads nowhere ({{answer}}), {{contacts}} times at a machine's pace, about every {{interval}} seconds ({{days}} days). {{beside}}While attackers rest they point C2 names at 127.0.0.1 or nowhere; the infected PC keeps asking.",
  },
  next_steps: {
    ja: [
      'この名前に心当たりがないか（旧サーバ、期限切れのドメイン）、利用者と導入業者に確認する',
      '不明なら、感染の疑いとして端末を切り離し、名前を引いたプロセスを調べる',
      'この名前が行き先を持った時間がないか、過去のログで調べる',
    ],
    en: [
      'Ask whether the name is known (an old server, an expired domain)',
      'If nobody knows it, disconnect the host and look for the process that asks',
      'Look in older logs for times when the name led somewhere',
    ],
  },
  attack: ['T1071.004', 'T1568'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['dns_event', 'web_event'],
    without: {
      ja: '応答を含むDNSログか、プロキシのログ、またはDNSログと通信のログ（FW等）の両方がないと見えません。',
      en: "Without a DNS log with answers, the proxy's log, or a log of connections beside the DNS log it is not visible.",
    },
  },
  parameters: [
    {
      name: 'minimum_contacts',
      unit: 'look-ups',
      default: 6,
      reason: {
        ja: '長く眠るウイルス（1〜72時間）も見る最少の回数',
        en: 'few enough for malware that sleeps 1 to 72 hours',
      },
    },
    {
      name: 'burst_seconds',
      unit: 's',
      default: 30,
      reason: {
        ja: '再試行、A/AAAA、複数のDNSサーバ、検索サフィックスの問合せを一回にまとめる',
        en: 'retries, A and AAAA, several resolvers and search suffixes are one look-up',
      },
    },
    {
      name: 'minimum_regularity',
      unit: '0..1',
      default: 0.65,
      reason: { ja: '±50％の揺らぎのある間隔は0.75前後', en: 'a steady interval with 50 % jitter gives about 0.75' },
    },
    {
      name: 'dead_share',
      unit: 'share of answers',
      default: 0.8,
      reason: { ja: '攻撃中の短い時間だけ行き先を持つ名前を含める', en: 'names may live for an hour now and then' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: { ja: '多くの端末が引く名前は設定の残り', en: 'what many hosts ask for is left-over configuration' },
    },
  ],
  false_positives: [
    {
      ja: 'WPAD、検索サフィックス、ブロックリストの照会（対象外）',
      en: 'WPAD, search suffixes, block-list look-ups (left out)',
    },
    {
      ja: '期限切れのドメインを使うブックマークやバッチ、廃止したサーバ',
      en: 'bookmarks and batches with expired domains, retired servers',
    },
    {
      ja: '組織のDNSフィルタが止めた名前（「遮断済み」として弱める）',
      en: 'names that an own DNS filter blocks (weakened, and said)',
    },
  ],
  async run(context) {
    const share = context.parameter('dead_share')
    const dead = await context.query<Dead>(
      `SELECT name, nx, failed, nowhere, alive, blocked FROM name_state WHERE ${DEAD} LIMIT 100000`,
      {
        share,
      },
    )
    const known = new Map(dead.map((one) => [one.name, one]))
    const options = { minimum: context.parameter('minimum_contacts'), burst: context.parameter('burst_seconds') }
    const isPaced = (one: Rhythm) => one.regularity >= context.parameter('minimum_regularity')
    const paced = dead.length === 0 ? [] : await rhythms(context, LOOK_UPS, { ...options, parameters: { share } })
    const silent = (await rhythms(context, UNFOLLOWED, { ...options, parameters: lookers(context) })).filter(isPaced)
    const logged = await followedElsewhere(context, [...new Set(silent.map(({ host }) => host))])
    const regular = paced.filter(isPaced)
    const beside = besideEachOther(regular)
    const turns =
      dead.length === 0 ? [] : await inTurn(context, LOOK_UPS, { ...options, parameters: { share } }, regular)
    return [
      ...regular.flatMap((one) => toSign(one, known.get(one.destination), context, BESIDE(beside(one)))),
      ...turns.filter(({ rhythm }) => isPaced(rhythm)).flatMap((turn) => turnSign(turn, known, context)),
      ...silent
        .filter(({ host, destination }) => logged.has(host) && !known.has(destination))
        .flatMap((one) =>
          toSign(one, { name: one.destination, nx: 0, failed: 0, nowhere: 0, alive: 0, blocked: 0 }, context),
        ),
    ]
  },
}

const DEAD =
  'nx + failed + nowhere >= 3 AND nx + failed + nowhere >= {share:Float64} * (nx + failed + nowhere + parking + alive)'

/** What clients ask of the resolver, and, behind a proxy, what they ask of the proxy. */
const LOOK_UPS = `
    SELECT asked.host AS host, asked.name AS place, asked.name AS destination, name_state.family AS family, asked.time AS time, asked.via AS via,
      toIPv6('::') AS ip, 0 AS bytes, asked.evidence_id AS evidence_id, asked.line AS line
    FROM
    (
      SELECT host, name, time, 'dns' AS via, evidence_id, line FROM question WHERE name IN (SELECT name FROM name_state)
      UNION ALL
      SELECT host, name, time, via, evidence_id, line
      FROM contact
      WHERE via != 'flow' AND dead = 1
    ) AS asked
    INNER JOIN name_state ON name_state.name = asked.name
    WHERE ${DEAD}`

const DAY = 86_400

/**
 * Dead names of unrelated owners that one host alone asks for at one pace, over the same days: one program has them in its list, as malware has its
 * spare servers. What is left over of several products keeps several paces, and names of one owner die together.
 */
function besideEachOther(regular: Rhythm[]): (rhythm: Rhythm) => string[] {
  const byHost = Map.groupBy(
    regular.filter(({ sharing }) => sharing <= FEW),
    ({ host }) => host,
  )
  return (rhythm) => {
    const owner = familyOf(rhythm.destination)
    const likewise = (byHost.get(rhythm.host) ?? []).filter(
      (other) =>
        familyOf(other.destination) !== owner &&
        isNear(other.interval, rhythm.interval, SAME_PACE) &&
        isNear(other.contacts, rhythm.contacts, SAME_NUMBER) &&
        Math.abs(Date.parse(other.first) - Date.parse(rhythm.first)) < DAY * 1000 &&
        Math.abs(Date.parse(other.last) - Date.parse(rhythm.last)) < DAY * 1000,
    )
    return rhythm.sharing > FEW ? [] : likewise.map(({ destination }) => destination)
  }
}
const FEW = 2 // hosts
const SAME_PACE = 0.05
const SAME_NUMBER = 0.1
const isNear = (a: number, b: number, share: number) => Math.abs(a - b) <= share * Math.max(a, b)

function turnSign({ rhythm, names }: Turn, known: Map<string, Dead>, context: DetectorContext): Sign[] {
  const [first = '', ...others] = names
  const states = names.flatMap((name) => known.get(name) ?? [])
  const sum = (of: keyof Omit<Dead, 'name'>) => states.reduce((total, one) => total + Number(one[of]), 0)
  const dead: Dead = {
    name: first,
    nx: sum('nx'),
    failed: sum('failed'),
    nowhere: sum('nowhere'),
    alive: sum('alive'),
    blocked: sum('blocked'),
  }
  const owners = new Set(names.map(familyOf)).size
  return toSign({ ...rhythm, destination: first }, dead, context, IN_TURN(others, owners > 1)).map((sign) => ({
    ...sign,
    destinations: names,
  }))
}

/** What else the host asks for in the same way. `owners`: several unrelated ones have the names. */
interface Others {
  owners: boolean
  text: Text
}

function toSign(rhythm: Rhythm, dead: Dead | undefined, context: DetectorContext, others: Others = ALONE): Sign[] {
  if (!dead) return []
  const lasting = rhythm.persistence >= 0.5 || rhythm.days >= 3
  if (!lasting) return []
  const { nx, failed, nowhere, alive, blocked } = dead
  const strength: Strength = (nowhere > nx && blocked === 0) || alive > 0 ? 'strong' : 'plain'
  const daily = Math.abs(rhythm.interval - DAY) < DAY / 6
  const reasons: Reason[] = [
    ...common(rhythm.sharing, context),
    ...(rhythm.routine === 1 && alive === 0 && !others.owners ? [ROUTINE] : []),
    ...(blocked > 0 ? [BLOCKED] : []),
    ...(daily && alive === 0 && nowhere === 0 ? [DAILY] : []),
  ]
  return [
    {
      ...seen(rhythm),
      destinations: [rhythm.destination],
      count: rhythm.contacts,
      ...grade(strength, reasons),
      metrics: {
        regularity: rhythm.regularity,
        persistence: rhythm.persistence,
        interval_seconds: rhythm.interval,
        contacts: rhythm.contacts,
        days: rhythm.days,
        answers_nxdomain: nx,
        ...(failed > 0 ? { answers_failed: failed } : {}),
        answers_nowhere: nowhere,
        answers_alive: alive,
        hosts_sharing: rhythm.sharing,
      },
      words: {
        host: rhythm.host,
        destination: rhythm.destination,
        answer: answerOf(dead),
        interval: rhythm.interval,
        contacts: rhythm.contacts,
        days: rhythm.days,
        beside: others.text,
      },
    },
  ]
}

function answerOf({ nx, failed, nowhere }: Dead) {
  if (nx + failed + nowhere === 0) return UNANSWERED
  if (nowhere > nx + failed) return '127.0.0.1 / 0.0.0.0'
  return failed > nx ? 'SERVFAIL' : 'NXDOMAIN'
}

const ALONE: Others = { owners: false, text: { ja: '', en: '' } }

const BESIDE = (names: string[]): Others =>
  names.length === 0
    ? ALONE
    : {
        owners: true,
        text: {
          ja: `同じ間隔で、別の持ち主の行き先のない名前（${names.slice(0, 3).join('、')}）も引いています。予備の指令サーバを順に試すマルウェアの動きです。`,
          en: `At the same pace it asks for dead names of other owners (${names.slice(0, 3).join(', ')}), as malware tries its spare servers. `,
        },
      }

const IN_TURN = (names: string[], owners: boolean): Others => ({
  owners,
  text: {
    ja: `ほかの行き先のない名前（${names.slice(0, 3).join('、')}）と代わる代わる引いており、合わせると間隔が一定です。予備の指令サーバを順に試すマルウェアの動きです。`,
    en: `It takes turns with other dead names (${names.slice(0, 3).join(', ')}), and together they keep the pace, as malware tries its spare servers. `,
  },
})

const UNANSWERED = {
  ja: '応答の記録はないが、引いた後に通信がない',
  en: 'the log has no answers, but no connection follows these look-ups',
}
const BLOCKED: Reason = {
  effect: 'weakens',
  text: {
    ja: '多くの無関係な名前に同じ答えが返っています。組織のDNSフィルタによる遮断と見られます（遮断されても、引いている端末の確認は必要です）。',
    en: 'Many unrelated names get the same answer: your own DNS filter seems to block it. The host that asks still needs a look.',
  },
}
const DAILY: Reason = {
  effect: 'weakens',
  text: {
    ja: '一日に一度だけです。起動時の設定やバッチの残りかもしれません。',
    en: 'Only once a day: a start-up item or a batch may be left over.',
  },
}
