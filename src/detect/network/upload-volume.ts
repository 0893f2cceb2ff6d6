import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, type Strength } from '../grade.ts'
import { type SeenRow, seen, session } from '../row.ts'
import { MESH, MESHED, meshEntries } from './mesh.ts'
import { OWN_NAME, ownNames } from './own-name.ts'
import { type Habit, habits } from './upload-habit.ts'
import {
  BY_A_PERSON,
  CALL,
  DEVICE,
  GOVERNMENT,
  KNOWN,
  MODEST,
  OLD,
  SERVICE,
  USUAL,
  VIDEO,
  VISITED,
} from './upload-reason.ts'
import { PART, type Visit, visits } from './upload-visit.ts'

interface Row extends SeenRow {
  family: string
  destination: string
  address: string
  names: string[]
  days: string
  /** the day on which it begins to be conspicuous, and that day's busiest hour */
  opening: string
  peak_hour: number
  peak_bytes: string
  megabytes: number
  largest_day: number
  earlier_day: number
  usual_day: number
  night: number
  pages: string
  /** in which parts of it went out */
  hours: string
  n: string
  /** a web meeting's sound and pictures */
  call: number
  fresh: number
  /** more than two days: then the first one tells what is usual */
  long_log: number
  sharing: string
  vendor: string
  meeting: string
  mesh: number
  trusted: string
  uses_proxy: number
  /** enough hosts use a proxy for one that doesn't to be no PC */
  proxy_is_rule: number
}

interface TimedRow extends Row {
  /** share of the bytes that left at night, weekends apart */
  asleep: number
}

export const uploadVolume: Detector = {
  id: 'upload-volume',
  title: { ja: '外部への大量の送信', en: 'Unusual volume of data sent out' },
  explanation: {
    ja: '{{host}} が {{destination}} へ、{{days}}日間で{{megabytes}} MBを送信しました（多い日は{{largest}} MB、うち夜間・休日{{night}}％）。この端末のこれまでの一日の送信量（{{usual}} MB）や、同じ先への送信の実績より大きく、データの持ち出しの疑いがあります。',
    en: '{{host}} sent {{megabytes}} MB to {{destination}} on {{days}} days (most on one day: {{largest}} MB; {{night}} % at night or at weekends). That is far above what the host sent on a usual day ({{usual}} MB) and to this place before: data may be leaving.',
  },
  next_steps: {
    ja: [
      '利用者に、この時間に何を送ったか確認する',
      '送信したファイルやアーカイブ（RARなど）が端末やサーバに残っていないか調べる',
      '心当たりがなければ、端末を切り離し、この通信先を遮断する',
    ],
    en: [
      'Ask the user what was sent at that time',
      'Look for archives (RAR …) left on the host or on servers',
      'If nobody knows, disconnect the host and block the destination',
    ],
  },
  attack: ['T1041', 'T1567', 'T1030'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['web_event', 'flow_event'],
    without: {
      ja: '送信量のあるログ（ファイアウォール、または送信量を記録するプロキシ）がないと見えません。Squidの標準形式には送信量がありません。',
      en: "Without a log that has sent bytes (a firewall's, or a proxy's with request sizes) it is not visible; Squid's native log has none.",
    },
  },
  parameters: [
    {
      name: 'minimum_megabytes',
      unit: 'MB a day',
      default: 30,
      reason: {
        ja: '分割されたアーカイブ数個分。人の一日の送信は普通これより少ない',
        en: "a few parts of an archive; a person's day is usually below",
      },
    },
    {
      name: 'times_usual',
      unit: 'times',
      default: 4,
      reason: {
        ja: '同じ先への以前の最大の日に対する倍率',
        en: 'against the most that it sent there on a day before',
      },
    },
    {
      name: 'sent_to_received',
      unit: 'ratio',
      default: 1.5,
      reason: { ja: '閲覧や更新は受信が多い', en: 'browsing and updates receive more than they send' },
    },
    {
      name: 'slice_megabytes',
      unit: 'MB a day',
      default: 4,
      reason: { ja: '小分けの持ち出しは一日に5MBほど', en: 'archives leave in slices of five megabytes' },
    },
    {
      name: 'sliced_megabytes',
      unit: 'MB in all',
      default: 20,
      reason: {
        ja: '途中から現れた先への小分けの合計（3日以上）',
        en: 'slices on three days or more to a place that is new in the logs',
      },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: { ja: '多くの端末が送る先は業務用', en: 'where many hosts send to is business' },
    },
  ],
  false_positives: [
    {
      ja: 'クラウドストレージの最初の同期、会議の録画、夜間のクラウドバックアップ',
      en: 'first sync of a cloud drive, recordings, cloud backup at night',
    },
    {
      ja: 'ファイル転送サービスや電子申告・電子納品への送信（業務時間、閲覧を伴う。週末も働く組織や、本人がいる週末を含む）',
      en: 'file-transfer services, tax returns, deliverables (working hours, with page views; weekends too where people work then)',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      minimum: context.parameter('minimum_megabytes') * 1e6,
      times: context.parameter('times_usual'),
      ratio: context.parameter('sent_to_received'),
      slice: context.parameter('slice_megabytes') * 1e6,
      sliced: context.parameter('sliced_megabytes') * 1e6,
      part: PART,
      mesh: meshEntries(context),
    })
    const uploads = rows.map((row) => ({ ...row, hour: Number(row.peak_hour), bytes: Number(row.peak_bytes) }))
    const ordinary = await habits(context, uploads, {
      minimum: context.parameter('minimum_megabytes') * 1e6,
      share: context.parameter('common_share'),
    })
    const visitOf = await visits(context, rows)
    const isOwn = await ownNames(context)
    const ownOf = (row: Row) => (row.trusted !== '' && [row.destination, ...row.names].some(isOwn) ? [OWN_NAME] : [])
    return rows.map((row, i) => {
      const { reasons, service_known } = ordinary[i] ?? { reasons: [], service_known: false }
      const known = { service_known, reasons: [...reasons, ...ownOf(row)] }
      return toSign(withVisit(row, visitOf(row)), known, context)
    })
  },
}

/** Of web meetings: Zoom, STUN and Teams, Google Meet, Webex. From the vendors' own pages on firewall rules. */
const MEDIA_PORTS = [
  ...Array.from({ length: 10 }, (_, i) => 8801 + i),
  ...Array.from({ length: 4 }, (_, i) => 3478 + i),
  ...Array.from({ length: 5 }, (_, i) => 19_305 + i),
  5004,
  9000,
].join(', ')

const SQL = `
WITH
  ${MESHED},
  (SELECT toUnixTimestamp(min(time)) FROM contact) AS log_begins,
  (SELECT toDate(min(time), {zone:String}) FROM contact) AS first_day,
  (SELECT toDate(max(time), {zone:String}) FROM contact) AS last_day,
  judged AS
  (
    SELECT *, max(up) OVER (PARTITION BY host, family ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM daily_transfer
  ),
  -- the first conspicuous day opens the case, later days as large belong to it
  large AS
  (
    SELECT host, family, min(day) AS opening, any(before) AS earlier_day
    FROM judged
    WHERE up >= {minimum:Float64} AND up >= {ratio:Float64} * down AND up >= {times:Float64} * before
    GROUP BY host, family
  ),
  -- new is what begins more than a day after the logs: a nightly backup is first seen in the first night, whatever the day's date is by then
  begun AS
  (
    SELECT host, family, toUnixTimestamp(min(hour)) + 3600 - log_begins > 86400 AS fresh
    FROM transfer
    WHERE (host, family) IN (SELECT host, family FROM daily_transfer WHERE up >= {slice:Float64})
    GROUP BY host, family
  ),
  -- small slices to a new place, day after day, make a large one; days of the log's beginning can't tell new from old
  sliced AS
  (
    SELECT host, family, min(day) AS opening, toInt64(0) AS earlier_day
    FROM judged
    WHERE up >= {slice:Float64} AND up >= {ratio:Float64} * down
    GROUP BY host, family
    HAVING sum(up) >= {sliced:Float64} AND count() >= 3 AND (host, family) IN (SELECT host, family FROM begun WHERE fresh)
  ),
  opened AS
  (
    SELECT * FROM large
    UNION ALL
    SELECT * FROM sliced WHERE (host, family) NOT IN (SELECT host, family FROM large)
  ),
  -- what the host sends elsewhere: an upload must not make itself usual
  usual AS
  (
    SELECT opened.host AS host, opened.family AS family, median(whole.up - daily.up) AS usual_day
    FROM opened
    INNER JOIN (SELECT host, day, sum(up) AS up FROM daily_transfer GROUP BY host, day) AS whole ON whole.host = opened.host
    LEFT JOIN daily_transfer AS daily ON daily.host = opened.host AND daily.family = opened.family AND daily.day = whole.day
    GROUP BY host, family
  ),
  shared AS (SELECT family, uniqExactIf(host, up >= {minimum:Float64} / 10) AS sharing FROM daily_transfer GROUP BY family),
  proxied AS (SELECT DISTINCT host FROM contact WHERE via = 'proxy'),
  day_sums AS
  (
    SELECT host, family, count() AS days, sum(up) AS total, max(up) AS largest, sum(night) AS total_night
    FROM daily_transfer AS daily
    INNER JOIN opened USING (host, family)
    WHERE daily.day >= opened.opening AND up >= least({minimum:Float64} / 3, {slice:Float64})
    GROUP BY host, family
  ),
  peak AS
  (
    SELECT host, family, argMax(hour, up) AS hour, max(up) AS bytes
    FROM
    (
      SELECT host, family, toHour(transfer.hour, {zone:String}) AS hour, sum(greatest(0, sent)) AS up
      FROM transfer
      INNER JOIN opened USING (host, family)
      WHERE toDate(transfer.hour, {zone:String}) = opened.opening
      GROUP BY host, family, hour
    )
    GROUP BY host, family
  ),
  -- a firewall writes interim lines of one session: the largest counts
  sending AS
  (
    SELECT host, family, max(contact.time) AS time, max(contact.sent) AS sent, max(contact.received) AS received, max(page) AS page, min(transport = 'udp') AS udp, max(transport = 'udp' AND port IN (${MEDIA_PORTS})) AS media, any(if(name = '', address(contact.ip), name)) AS destination,
      any(contact.ip) AS ip, argMax((evidence_id, line), contact.sent) AS cited
    FROM contact
    WHERE (host, family) IN (SELECT host, family FROM opened) AND contact.sent >= 0 AND (via != 'flow' OR outcome != 'denied')
    GROUP BY host, family, place, ${session('contact')}, toDate(contact.time, {zone:String})
  ),
  cited AS
  (
    SELECT host, family, topKWeighted(1)(destination, toUInt64(sent))[1] AS destination, topKWeighted(1)(address(ip), toUInt64(sent))[1] AS address,
      count() AS n, countIf(page = 1) AS pages, uniqExactIf(toStartOfHour(time), sent >= {part:Float64}) AS hours, any(ip) AS an_ip,
      toUInt8(sumIf(sent, udp) >= 0.9 * sum(sent) AND host IN (SELECT host FROM meshed)) AS mesh,
      toUInt8(sumIf(sent, media) >= 0.9 * sum(sent) AND sum(greatest(0, received)) >= 0.03 * sum(sent)) AS call,
      formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
      -- the largest tell most
      arrayMap(cited -> (cited.2, cited.3), arraySort(arrayMap(big -> (big.2, big.3, big.4), groupArraySorted(10)((-sent, time, cited.1, cited.2))))) AS lines
    FROM sending
    INNER JOIN opened USING (host, family)
    WHERE toDate(time, {zone:String}) >= opened.opening
    GROUP BY host, family
  )
SELECT cited.host AS host, cited.family AS family, toString(opened.opening) AS opening, peak.hour AS peak_hour, peak.bytes AS peak_bytes, destination, cited.address AS address, known_address.names AS names, days,
  round(total / 1e6, 1) AS megabytes, round(largest / 1e6, 1) AS largest_day, round(earlier_day / 1e6, 1) AS earlier_day,
  round(usual_day / 1e6, 1) AS usual_day, round(total_night / greatest(1, total), 2) AS night, n, pages, hours, sharing,
  cited.mesh AS mesh, toUInt8(cited.call) AS call, toUInt8(begun.fresh) AS fresh, toUInt8(last_day - first_day > 2) AS long_log,
  concat(known_name.lists['vendor'], known_address.lists['vendor']) AS vendor,
  concat(known_name.lists['meeting'], known_address.lists['meeting']) AS meeting,
  concat(known_name.lists['trusted'], known_address.lists['trusted']) AS trusted,
  toUInt8(cited.host IN (SELECT host FROM proxied)) AS uses_proxy, toUInt8((SELECT count() FROM proxied) >= 10) AS proxy_is_rule, first, last, lines
FROM cited
INNER JOIN day_sums ON day_sums.host = cited.host AND day_sums.family = cited.family
INNER JOIN opened ON opened.host = cited.host AND opened.family = cited.family
LEFT JOIN begun ON begun.host = cited.host AND begun.family = cited.family
LEFT JOIN peak ON peak.host = cited.host AND peak.family = cited.family
LEFT JOIN usual ON usual.host = cited.host AND usual.family = cited.family
LEFT JOIN shared ON shared.family = cited.family
LEFT JOIN known_name ON known_name.name = cited.destination
LEFT JOIN known_address ON known_address.ip = cited.an_ip
ORDER BY total DESC, host, family
LIMIT 500`

/** A row by what is known of its moments: a weekend on which people work is none, and what was looked up then names an address that no answer does. */
function withVisit(row: Row, visit: Visit | undefined): TimedRow {
  if (visit === undefined) return { ...row, asleep: 1 }
  const seen = { ...row, night: Math.min(row.night, visit.off), asleep: visit.asleep }
  return visit.names.length === 0 || isNamed(row) ? seen : { ...seen, names: visit.names, trusted: visit.trusted }
}

function toSign(row: TimedRow, ordinary: Habit, context: DetectorContext): Sign {
  const sharing = Number(row.sharing)
  const alone = sharing <= 2
  const night = row.night >= 0.5
  const strength: Strength =
    row.fresh === 1 && !ordinary.service_known && alone && (night || row.largest_day >= 3 * row.usual_day)
      ? 'strong'
      : 'plain'
  const visited = Number(row.pages) > 0 && !night
  const brief = Number(row.hours) <= SOME_HOURS * Number(row.days)
  const handed = row.night < BY_DAY && brief && isNamed(row)
  const service = context.lists.trusted.names.get(row.trusted)
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(row.vendor !== '' || row.meeting !== '' ? [KNOWN] : []),
    ...(row.call === 1 ? [CALL] : []),
    ...(row.mesh === 1 ? [MESH] : []),
    ...(/\.(go|lg)\.jp$/.test(row.family) ? [GOVERNMENT] : []),
    ...(handed ? [BY_A_PERSON] : []),
    ...(handed && row.largest_day < LARGE * context.parameter('minimum_megabytes') ? [MODEST] : []),
    ...(visited ? [VISITED] : []),
    ...(service !== undefined && (!night || (brief && row.asleep < BY_DAY && !service.kind.endsWith('-api')))
      ? [SERVICE]
      : []),
    ...(service?.kind === 'video' ? [VIDEO] : []),
    ...(row.fresh === 0 && row.long_log === 1 && alone ? [OLD] : []),
    ...ordinary.reasons,
    ...(row.largest_day < (alone ? ABOUT_USUAL : USUAL_OF_SEVERAL) * row.usual_day ? [USUAL] : []),
    ...(row.uses_proxy === 0 && row.proxy_is_rule === 1 ? [DEVICE] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [...new Set([row.destination, ...row.names.slice(0, 3), row.address])].filter(
      (one) => one !== '' && one !== '::',
    ),
    count: Number(row.n),
    metrics: {
      megabytes: row.megabytes,
      largest_day_megabytes: row.largest_day,
      earlier_day_megabytes: row.earlier_day,
      usual_day_megabytes: row.usual_day,
      night_share: row.night,
      days: Number(row.days),
      hosts_sharing: sharing,
    },
    words: {
      host: row.host,
      destination: row.names[0] ?? row.destination,
      days: Number(row.days),
      megabytes: row.megabytes,
      largest: row.largest_day,
      night: Math.round(row.night * 100),
      usual: row.usual_day,
    },
  }
}

const isNamed = (row: Row) => row.names.length > 0 || row.destination !== row.address

const BY_DAY = 0.1 // of the bytes outside working hours
const SOME_HOURS = 3 // a day: what a program lets out bit by bit takes longer
const LARGE = 10 // times what is conspicuous at all: more than a person hands in

/** below this share of a usual day the upload does not stand out */
const ABOUT_USUAL = 0.8
/** the same where several hosts send there: cameras that a service moves from one of its servers to another */
const USUAL_OF_SEVERAL = 1.2
