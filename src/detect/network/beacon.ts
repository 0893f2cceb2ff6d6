import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, ROUTINE, SEVERAL, several } from '../grade.ts'
import { askedProduct, productsAsked } from './asked-name.ts'
import { AT_START, callsAtStart } from './at-start.ts'
import { chanceOf, isBare, neighboursOf, reachedByName } from './bare-address.ts'
import { carried, carriedHome } from './carried-home.ts'
import { HABIT, isDaily, isHabit, isSeasonal, SEASON } from './habit.ts'
import { leadsOn, lookingUp, RARE_LOOK_UPS } from './rare-names.ts'
import { type Rhythm, rhythms } from './rhythm.ts'
import { isOpenedAndClosed, OPENED_AND_CLOSED } from './while-open.ts'

export const beacon: Detector = {
  id: 'beacon',
  title: { ja: '定期通信（ビーコン）', en: 'Periodic contact (beacon)' },
  explanation: {
    ja: '{{host}} が {{destination}} へ、約{{interval}}秒ごとに{{contacts}}回、機械的な間隔で{{did}}（{{days}}日間）。感染したPCが指令を待つ通信（C2）の特徴ですが、更新確認などの正規の通信にも似ます。単独では感染と判断しません。',
    en: "{{host}} {{did}} {{destination}} {{contacts}} times, about every {{interval}} seconds, at a machine's pace ({{days}} days). Infected PCs ask for orders (C2) like this; so do update checks. It never convicts alone.",
  },
  next_steps: {
    ja: [
      '接続先が業務で使うものか、利用者と導入業者に確認する',
      '同じ接続先へ通信した他の端末がないか見る',
      '不明なら、端末のLANケーブルを抜き（電源は切らない）、プロセスを調べる',
    ],
    en: [
      'Ask the user and the supplier whether the destination is theirs',
      'See who else contacted it',
      'If nobody knows it: unplug the network (leave the power on) and look for the process',
    ],
  },
  attack: ['T1071.001', 'T1573'],
  references: [
    'J-CRAT activity report, second half of fiscal 2015',
    'https://github.com/activecm/rita (beacon scoring)',
  ],
  needs: {
    tables: ['web_event', 'flow_event'],
    without: {
      ja: 'プロキシまたは通信のログがないと、定期通信は見えません。',
      en: 'Without proxy or connection logs periodic contact is not visible.',
    },
  },
  parameters: [
    {
      name: 'minimum_contacts',
      unit: 'contacts',
      default: 12,
      reason: {
        ja: '間隔の散らばりを測れる最少の回数',
        en: 'the fewest from which the spread of intervals can be told',
      },
    },
    {
      name: 'burst_seconds',
      unit: 's',
      default: 5,
      reason: { ja: '一回の呼出しに伴う複数の通信をまとめる', en: 'several requests of one call count once' },
    },
    {
      name: 'minimum_score',
      unit: '0..1',
      default: 0.75,
      reason: { ja: '人の閲覧はこれに届かない（試験で確認）', en: "a person's browsing stays below it (tested)" },
    },
    {
      name: 'minimum_regularity',
      unit: '0..1',
      default: 0.7,
      reason: {
        ja: '±50％の揺らぎのある一定間隔は0.75前後になる',
        en: 'a steady interval with 50 % jitter gives about 0.75',
      },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.1,
      reason: {
        ja: '多くの端末に共通する通信は業務用の可能性が高い',
        en: "what many hosts share is likely the organisation's own software",
      },
    },
  ],
  false_positives: [
    {
      ja: 'グループウェアの通知、ウイルス対策や資産管理ソフトの確認（多くの端末で同じ）',
      en: 'groupware reminders, antivirus and asset agents (the same on many hosts)',
    },
    {
      ja: '1台だけで動く会計ソフトの更新確認、複合機の遠隔保守',
      en: "one PC's accounting package, a copier's remote maintenance",
    },
    {
      ja: '持ち帰ったPCの、VPN経由の通信（組織内では以前から続いている）',
      en: 'a PC that was carried home, through the VPN (it does the same in the office since the logs begin)',
    },
    {
      ja: 'PCの起動とともに一日一回更新を確認するソフト（数台で同じ）',
      en: 'a program that asks for updates once a day when the PC is switched on (the same on several PCs)',
    },
    {
      ja: '人が開いている間だけ更新されるページ（株価、天気、Webサービスのタブ）',
      en: 'a page that reloads itself while somebody has it open (share prices, the weather, a web service)',
    },
  ],
  async run(context) {
    const pairs = [...(await scorePairs(context)), ...(await askedPairs(context))]
    const chance = chanceOf(pairs)
    const wanted = pairs.filter(
      (pair) =>
        pair.score >= context.parameter('minimum_score') &&
        pair.regularity >= context.parameter('minimum_regularity') + chance(pair),
    )
    const groups = Map.groupBy(wanted, (pair) => pair.destination)
    const atStart = await callsAtStart(context, wanted.filter(isDaily))
    const explained = ({ vendor, sharing }: Pair) => vendor === 1 || common(sharing, context).length > 0
    const isOpened = await isOpenedAndClosed(
      context,
      wanted.filter((pair) => !explained(pair)),
    )
    const computerOf = await carriedHome(
      context,
      wanted.filter((pair) => pair.routine === 0 && !explained(pair)),
    )
    const productOf = await productsAsked(
      context,
      wanted.filter((pair) => isBare(pair) && !explained(pair)),
    )
    const ofPeople = (pair: Pair): Reason[] =>
      isDaily(pair) && atStart(pair) ? [AT_START] : isHabit(pair) ? [HABIT] : isOpened(pair) ? [OPENED_AND_CLOSED] : []
    const habitOf = (pair: Pair): Reason[] => [
      ...atHome(computerOf(pair)),
      ...ofProduct(productOf(pair)),
      ...ofPeople(pair),
    ]
    return [...groups.values()].flatMap((group) => signsOf(group, habitOf, context))
  },
}

const ofProduct = (name: string | undefined): Reason[] => (name === undefined ? [] : [askedProduct(name)])
const atHome = (computer: string | undefined): Reason[] => (computer === undefined ? [] : [carried(computer)])

export interface Pair extends Rhythm {
  /** a product or meeting service that is known to call home */
  vendor: number
  /** hosts that contact a bare address's block */
  neighbours: number
  /** only its look-ups are known */
  asked?: boolean
  /** … and that anybody can rent such a name at once */
  rented?: boolean
}

/** All pairs with enough contacts, the most beacon-like first. */
export async function scorePairs(context: DetectorContext): Promise<Pair[]> {
  const pairs = await rhythms(context, CONTACTS, {
    minimum: context.parameter('minimum_contacts'),
    burst: context.parameter('burst_seconds'),
  })
  const named = await reachedByName(context, pairs.filter(isBare))
  const vendors = await context.query<{ name: string }>(
    "SELECT name FROM known_name WHERE (lists['vendor'] != '' OR lists['meeting'] != '') AND name IN {names:Array(String)}",
    { names: [...new Set(pairs.map((pair) => pair.destination))] },
  )
  const known = new Set(vendors.map((row) => row.name))
  const judged = pairs.filter((pair) => !isBare(pair) || !named(pair))
  const neighbours = await neighboursOf(context, judged.filter(isBare))
  return judged.map((pair) => ({
    ...pair,
    vendor: known.has(pair.destination) ? 1 : 0,
    neighbours: neighbours.get(pair.destination) ?? 0,
  }))
}

/**
 * Where no proxy names the places, and a firewall sees addresses that change (a CDN's), the look-ups still name the one that nobody else asks for.
 * A client's own cache keeps the rhythm.
 */
async function askedPairs(context: DetectorContext): Promise<Pair[]> {
  const parameters = { infrastructure: lookingUp(context.roles) }
  const asked = await rhythms(context, RARE_LOOK_UPS, { minimum: LOOK_UPS, burst: SAME_LOOK_UP, parameters })
  const lasting = asked.filter(({ days, persistence }) => days >= LASTING_DAYS && persistence >= 0.5)
  if (lasting.length === 0) return []
  const proxied = new Set((await context.query<{ host: string }>(PROXIED)).map(({ host }) => host))
  const direct = lasting.filter(({ host }) => !proxied.has(host))
  // names that lead nowhere are for dns-beacon
  const leads = await leadsOn(context, direct)
  const leading = direct.filter(leads)
  const rented = await context.query<{ name: string }>(RENTED, {
    names: leading.map(({ destination }) => destination),
  })
  const isRented = ({ destination }: Rhythm) => rented.some(({ name }) => name === destination)
  return leading.map((one) => ({ ...one, vendor: 0, neighbours: 0, asked: true, rented: isRented(one) }))
}

const RENTED = "SELECT name FROM known_name WHERE lists['paas'] != '' AND name IN {names:Array(String)}"

const PROXIED = "SELECT DISTINCT host FROM contact WHERE via = 'proxy'"
/** s: look-ups of one call, for IPv4 and IPv6 and again */
const SAME_LOOK_UP = 30
const LOOK_UPS = 40
const LASTING_DAYS = 3

/** Time and name look-ups are periodic by nature; names that lead nowhere are the business of dns-beacon. */
const CONTACTS = `
    SELECT host, place, if(name = '', address(ip), name) AS destination, family, time, via, ip,
      greatest(0, sent) + if(via = 'flow', 0, greatest(0, received)) AS bytes, evidence_id, line
    FROM contact
    WHERE port NOT IN (53, 123, 853) AND dead = 0`

/** Hosts that call the same place are one finding where that is an explanation, else one each. */
function signsOf(group: Pair[], habitOf: (pair: Pair) => Reason[], context: DetectorContext): Sign[] {
  const [strongest] = group
  if (!strongest) return []
  const reasons: Reason[] = [...common(strongest.sharing, context), ...(strongest.vendor === 1 ? [VENDOR] : [])]
  if (strongest.vendor === 0 && reasons.length > 0 && group.length <= ALONE)
    return group.map((pair) => ({ ...sign([pair]), ...grade('weak', [onlyOne(strongest.sharing)]) }))
  if (reasons.length > 0) return [{ ...sign(group), ...grade('plain', reasons) }]
  return group.map((pair) => {
    // look-ups alone don't tell what went there: then the place must, one for rent that nobody asked for before, nor anybody else since
    const placed = !pair.asked || (pair.rented === true && pair.sharing === 1 && pair.routine === 0)
    const telling = pair.rarity >= 0.5 && pair.persistence >= 0.5 && placed
    const known = [
      ...(pair.sharing < pair.neighbours ? beside(pair.neighbours) : several(pair.sharing)),
      ...(pair.routine === 1 ? [ROUTINE] : []),
      ...habitOf(pair),
      ...(isSeasonal(pair) ? [SEASON] : []),
    ]
    return { ...sign([pair]), ...grade(telling ? 'plain' : 'weak', known) }
  })
}

const beside = (hosts: number): Reason[] =>
  hosts < SEVERAL
    ? []
    : [
        {
          effect: 'weakens',
          text: {
            ja: `隣り合うアドレスへ${hosts}台が通信しています。交代で使われる、同じサービスのアドレスと見られます。`,
            en: `${hosts} hosts contact the addresses beside it: they look like one service's, which take turns.`,
          },
        },
      ]

/** hosts: where many read a place and so few call it by the clock, the many explain nothing (a popular CDN as a front) */
const ALONE = 2
const onlyOne = (sharing: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `${sharing}台がこの先へ通信していますが、機械的な間隔はこの端末だけです（CDNなど共用の先に隠れた通信か、ページの自動更新）。`,
    en: `${sharing} hosts contact it, but only this one at a machine's pace: hidden behind a shared place such as a CDN, or a page that reloads itself.`,
  },
})
const VENDOR: Reason = {
  effect: 'explains',
  text: {
    ja: '接続先は、定期的に通信することが知られた製品やWeb会議のものです。',
    en: 'The destination belongs to a product or a meeting service that is known to call home.',
  },
}

const CONTACTED = { ja: '通信しています', en: 'contacted' }
const LOOKED_UP = { ja: '名前を引いています（DNS）', en: 'looked up (DNS)' }

function sign(group: Pair[]): Omit<Sign, 'severity' | 'confidence' | 'mitigations'> {
  const best = group[0] as Pair
  const { interval, contacts, score, regularity, size, persistence, rarity, days, unattended } = best
  return {
    hosts: group.map((pair) => pair.host),
    accounts: [],
    destinations: [best.destination, ...best.addresses.filter((address) => address !== best.destination)],
    first_seen: group.map((pair) => pair.first).sort()[0] ?? best.first,
    last_seen:
      group
        .map((pair) => pair.last)
        .sort()
        .at(-1) ?? best.last,
    count: group.reduce((sum, pair) => sum + pair.contacts, 0),
    lines: best.lines.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
    metrics: {
      score,
      regularity,
      size,
      persistence,
      rarity,
      interval_seconds: interval,
      contacts,
      days,
      hosts_sharing: best.sharing,
      unattended,
    },
    words: {
      host: group
        .map((pair) => pair.host)
        .slice(0, 5)
        .join(', '),
      destination: best.destination,
      did: best.asked ? LOOKED_UP : CONTACTED,
      interval,
      contacts,
      days,
    },
  }
}
