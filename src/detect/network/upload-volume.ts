import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import { MESH, meshEntries } from './mesh.ts'
import { OWN_NAME, ownNames } from './own-name.ts'
import { type Habit, habits } from './upload-habit.ts'
import {
  A_FILE_A_DAY,
  BY_A_PERSON,
  blockShared,
  CALL,
  DEVICE,
  GOVERNMENT,
  KNOWN,
  MODEST,
  OLD,
  PAPERS,
  REPLACES,
  SCREEN,
  SERVICE,
  takesPapers,
  USUAL,
  VIDEO,
  VISITED,
} from './upload-reason.ts'
import { CONSPICUOUS, OPENED, UPLOADS, type UploadRow } from './upload-rows.ts'
import { PART, type Visit, visits } from './upload-visit.ts'

interface TimedRow extends UploadRow {
  /** share of the bytes that left at night, weekends apart */
  asleep: number
  /** large parts on the day that has most of them */
  parts: number
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
      ja: 'ファイル転送サービスや電子申告・電子納品、論文の投稿への送信（業務時間、閲覧を伴う。週末も働く組織や、本人がいる週末を含む）',
      en: 'file-transfer services, tax returns, deliverables, papers (working hours, with page views; weekends too where people work then)',
    },
  ],
  async run(context) {
    const parameters = {
      zone: context.timezone,
      minimum: context.parameter('minimum_megabytes') * 1e6,
      times: context.parameter('times_usual'),
      ratio: context.parameter('sent_to_received'),
      slice: context.parameter('slice_megabytes') * 1e6,
      sliced: context.parameter('sliced_megabytes') * 1e6,
      part: PART,
      mesh: meshEntries(context),
    }
    await context.keep(OPENED, CONSPICUOUS, parameters)
    const rows = await context.query<UploadRow>(UPLOADS, parameters)
    const uploads = rows.map((row) => ({ ...row, hour: Number(row.peak_hour), bytes: Number(row.peak_bytes) }))
    const ordinary = await habits(context, uploads, {
      minimum: context.parameter('minimum_megabytes') * 1e6,
      share: context.parameter('common_share'),
    })
    const visitOf = await visits(context, rows)
    const isOwn = await ownNames(context)
    const ownOf = (row: UploadRow) =>
      row.trusted !== '' && [row.destination, ...row.names].some(isOwn) ? [OWN_NAME] : []
    return rows.map((row, i) => {
      const habit = ordinary[i] ?? { reasons: [], at_its_hour: false, service_known: false, service_day: 0 }
      const known = { ...habit, reasons: [...habit.reasons, ...ownOf(row)] }
      return toSign(withVisit(row, visitOf(row)), known, context)
    })
  },
}

/** A row by what is known of its moments: a weekend on which people work is none, and what was looked up then names an address that no answer does. */
function withVisit(row: UploadRow, visit: Visit | undefined): TimedRow {
  if (visit === undefined) return { ...row, asleep: 1, parts: Number(row.n) }
  const seen = { ...row, night: Math.min(row.night, visit.off), asleep: visit.asleep, parts: Number(visit.parts) }
  return visit.names.length === 0 || isNamed(row)
    ? seen
    : { ...seen, names: visit.names, trusted: visit.trusted, tunnel: visit.tunnel }
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
    ...blockShared(Number(row.block_sharing), context),
    ...(row.vendor !== '' || row.meeting !== '' ? [KNOWN] : []),
    ...(row.call === 1 ? [CALL] : []),
    ...(row.mesh === 1 ? [MESH] : []),
    ...(/\.(go|lg)\.jp$/.test(row.family) ? [GOVERNMENT] : []),
    ...(takesPapers(row.names.length > 0 ? row.names : [row.destination]) ? [PAPERS] : []),
    ...(handed ? [BY_A_PERSON] : []),
    ...(handed && Math.max(row.largest_day, ordinary.service_day / 1e6) < LARGE * context.parameter('minimum_megabytes')
      ? [MODEST]
      : []),
    ...(handed && Number(row.days) >= FILES && row.parts === 1 ? [A_FILE_A_DAY] : []),
    ...(visited ? [VISITED] : []),
    ...(service !== undefined && (!night || (brief && row.asleep < BY_DAY && !service.kind.endsWith('-api')))
      ? [SERVICE]
      : []),
    ...(service?.kind === 'video' ? [VIDEO] : []),
    ...(row.rate > 0 && row.rate <= PICTURE && context.lists.tunnel.names.get(row.tunnel)?.kind === 'remote'
      ? [SCREEN]
      : []),
    ...(row.fresh === 0 && row.long_log === 1 && alone ? [OLD] : []),
    ...ordinary.reasons,
    ...(row.replaces === 1 && ordinary.at_its_hour ? [REPLACES] : []),
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

const isNamed = (row: UploadRow) => row.names.length > 0 || row.destination !== row.address

const BY_DAY = 0.1 // of the bytes outside working hours
const SOME_HOURS = 3 // a day: what a program lets out bit by bit takes longer
const FILES = 3 // days: of fewer no habit can be told
const PICTURE = 60_000 // bytes a second: half a megabit, what a shared screen takes on average
const LARGE = 10 // times what is conspicuous at all: more than a person hands in

/** below this share of a usual day the upload does not stand out */
const ABOUT_USUAL = 0.8
/** the same where several hosts send there: cameras that a service moves from one of its servers to another */
const USUAL_OF_SEVERAL = 1.2
