import { isPeriodicService } from '../lists/periodic-services.ts'
import type { Detector, DetectorContext, Sign } from './detector.ts'

/** One client and one place, with the score's parts. See docs/beacon.md: an analyst can redo every number by hand. */
export interface Pair {
  host: string
  destination: string
  addresses: string[]
  contacts: number
  interval: number
  regularity: number
  size: number
  persistence: number
  rarity: number
  score: number
  sharing: number
  clients: number
  days: number
  /** it was there on the first day of a log of more than three days */
  routine: number
  first: string
  last: string
  lines: [string, number][]
}

export const beacon: Detector = {
  id: 'beacon',
  title: { ja: '定期通信（ビーコン）', en: 'Periodic contact (beacon)' },
  explanation: {
    ja: '{{host}} が {{destination}} へ、約{{interval}}秒ごとに{{contacts}}回、機械的な間隔で通信しています（{{days}}日間）。感染したPCが指令を待つ通信（C2）の特徴ですが、更新確認などの正規の通信にも似ます。単独では感染と判断しません。',
    en: "{{host}} contacted {{destination}} {{contacts}} times, about every {{interval}} seconds, at a machine's pace ({{days}} days). Infected PCs ask for orders (C2) like this; so do update checks. It never convicts alone.",
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
  ],
  async run(context) {
    const pairs = await scorePairs(context)
    const wanted = pairs.filter(
      (pair) =>
        pair.score >= context.parameter('minimum_score') && pair.regularity >= context.parameter('minimum_regularity'),
    )
    const groups = Map.groupBy(wanted, (pair) => pair.destination)
    return [...groups.values()].flatMap((group) => signsOf(group, context.parameter('common_share')))
  },
}

/** Weights of the parts. The rhythm is the sign itself; sizes vary with orders and results; the others tell routine from lasting. */
const WEIGHTS = { regularity: 0.5, size: 0.15, persistence: 0.2, rarity: 0.15 }

/** All pairs with enough contacts, the most beacon-like first. */
export async function scorePairs(context: DetectorContext): Promise<Pair[]> {
  const infrastructure = (['proxy', 'resolver', 'mail-server', 'gateway'] as const).flatMap((role) =>
    context.roles.addresses(role),
  )
  return await context.query<Pair>(SQL, {
    minimum: context.parameter('minimum_contacts'),
    burst: context.parameter('burst_seconds'),
    infrastructure,
    clients: context.roles.clients,
  })
}

const SQL = `
WITH
  contact AS
  (
    SELECT host, url_domain AS place, url_domain AS destination, cutToFirstSignificantSubdomain(url_domain) AS family, time,
      destination_ip, if(http_response_bytes < 0, 0, http_response_bytes) + if(http_request_bytes < 0, 0, http_request_bytes) AS bytes, evidence_id, line
    FROM web
    WHERE internal = 1 AND url_domain != '' AND address(source_ip) NOT IN {infrastructure:Array(String)}
    UNION ALL
    SELECT host, concat(address(destination_ip), ':', toString(destination_port)), address(destination_ip), address(destination_ip), time,
      destination_ip, if(source_bytes < 0, 0, source_bytes) AS bytes, evidence_id, line
    FROM flow
    WHERE internal = 1 AND external = 1
      AND destination_port NOT IN (53, 123, 853)
      AND address(source_ip) NOT IN {infrastructure:Array(String)}
  ),
  -- a contact that was there when the log began, and the log is longer than a few days, is more likely routine
  (SELECT (toUnixTimestamp(min(time)), toUnixTimestamp(max(time))) FROM contact) AS log,
  -- only pairs that are worth the sorting
  pair AS
  (
    SELECT host, place, any(destination) AS destination, any(family) AS family,
      arraySort((x, t) -> t, groupArray(tuple(toUnixTimestamp64Milli(time) / 1000, bytes, evidence_id, line)), groupArray(time)) AS all_contacts,
      groupUniqArrayIf(3)(address(destination_ip), destination_ip != toIPv6('::')) AS addresses,
      uniqExact(toDate(time)) AS days,
      uniqExact(intDiv(toUnixTimestamp(time), 3600)) AS hours
    FROM contact
    GROUP BY host, place
    HAVING count() >= {minimum:Float64}
  ),
  share AS (SELECT family, uniqExact(host) AS sharing FROM contact GROUP BY family),
  -- contacts of one call are one
  called AS
  (
    SELECT *,
      arrayFilter((c, gap) -> gap > {burst:Float64}, all_contacts, arrayDifference(arrayMap(c -> c.1, all_contacts))) AS later,
      arrayConcat([all_contacts[1]], later) AS calls,
      arrayPopFront(arrayDifference(arrayMap(c -> c.1, calls))) AS intervals
    FROM pair
  ),
  measured AS
  (
    SELECT *,
      arrayReduce('quantilesExact(0.25, 0.5, 0.75)', intervals) AS q,
      q[2] AS median,
      arrayReduce('median', arrayMap(i -> abs(i - median), intervals)) AS mad,
      arrayReduce('quantileExact(0.5)', arrayMap(c -> toFloat64(c.2), calls)) AS median_size,
      arrayReduce('median', arrayMap(c -> abs(toFloat64(c.2) - median_size), calls)) AS mad_size
    FROM called
    WHERE length(intervals) >= {minimum:Float64} - 1
  ),
  scored AS
  (
    SELECT host, destination, addresses, days, sharing, calls, median,
      length(calls) AS contacts,
      if(q[3] - q[1] < 2, 0, abs(q[1] + q[3] - 2 * q[2]) / (q[3] - q[1])) AS skew,
      if(median < 1, 0, greatest(0, 1 - mad / median)) AS evenness,
      0.75 * evenness + 0.25 * (1 - skew) AS symmetric,
      -- without evenness symmetry means nothing
      least(symmetric, evenness + 0.15) AS regularity,
      if(median_size <= 0, 0.5, greatest(0, 1 - mad_size / median_size)) AS size,
      calls[-1].1 - calls[1].1 AS span,
      -- half of the hours that a contact every interval would touch, or eight hours in a row, is lasting
      least(1, greatest(hours / 12, days / 3, if(span > 0, length(calls) * median / span, 0) * least(1, span / 21600))) AS persistence,
      if({clients:UInt32} < 5, 0.5, greatest(0, 1 - (sharing - 1) / (0.1 * {clients:UInt32} + 1))) AS rarity
    FROM measured
    LEFT JOIN share USING (family)
  )
SELECT host, destination, addresses, toUInt32(contacts) AS contacts, round(median, 1) AS interval,
  round(regularity, 3) AS regularity, round(size, 3) AS size, round(persistence, 3) AS persistence, round(rarity, 3) AS rarity,
  round(${WEIGHTS.regularity} * regularity + ${WEIGHTS.size} * size + ${WEIGHTS.persistence} * persistence + ${WEIGHTS.rarity} * rarity, 3) AS score,
  toUInt32(sharing) AS sharing, {clients:UInt32} AS clients, toUInt32(days) AS days,
  toUInt8(calls[1].1 - log.1 < 86400 AND log.2 - log.1 > 3 * 86400) AS routine,
  formatDateTime(toDateTime(calls[1].1, 'UTC'), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
  formatDateTime(toDateTime(calls[-1].1, 'UTC'), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
  arrayMap(c -> tuple(c.3, c.4), arraySlice(calls, 1, 10)) AS lines
FROM scored
WHERE score > 0.3
ORDER BY score DESC, host, destination
LIMIT 2000`

function signsOf(group: Pair[], commonShare: number): Sign[] {
  const [strongest] = group
  if (!strongest) return []
  const { clients, sharing, destination } = strongest
  const common = sharing >= 3 && sharing > clients * commonShare
  const service = isPeriodicService(destination)
  if (common || service)
    return [{ ...sign(group), severity: 'informational', confidence: 0.1, mitigations: known(strongest, service) }]
  return group.map((pair) => {
    const telling = pair.rarity >= 0.5 && pair.persistence >= 0.5
    return {
      ...sign([pair]),
      severity: telling && !pair.routine ? ('medium' as const) : ('low' as const),
      confidence: telling ? (pair.routine ? 0.35 : 0.5) : 0.3,
      mitigations: pair.routine ? [ROUTINE] : [],
    }
  })
}

const ROUTINE = {
  ja: 'ログの初日から続いています。以前からの業務用の通信か、ログより前に始まった感染かは、これだけでは分かりません。',
  en: "It was there on the first day of the logs: routine, or an infection older than the logs. This sign alone can't tell.",
}

function known({ sharing, clients }: Pair, service: boolean) {
  return [
    service
      ? {
          ja: '接続先は、定期的に通信することが知られた製品のものです。',
          en: 'The destination belongs to a product that is known to call home.',
        }
      : {
          ja: `${clients}台中${sharing}台が同じ接続先と通信しています。`,
          en: `${sharing} of ${clients} hosts contact the same place.`,
        },
  ]
}

function sign(group: Pair[]): Omit<Sign, 'severity' | 'confidence' | 'mitigations'> {
  const best = group[0] as Pair
  const { interval, contacts, score, regularity, size, persistence, rarity, days } = best
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
    },
    words: {
      host: group
        .map((pair) => pair.host)
        .slice(0, 5)
        .join(', '),
      destination: best.destination,
      interval,
      contacts,
      days,
    },
  }
}
