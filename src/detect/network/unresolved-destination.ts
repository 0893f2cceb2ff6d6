import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, isCommon, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import { SINCE_THE_BEGINNING } from './appliance.ts'
import { AMID_PAGES, amidPages } from './browsing.ts'
import { isEdge } from './edge.ts'
import { MESH } from './mesh.ts'
import { blind, builtIn, DOH, EDGE, isLicencePort, isMeasuringPort, LICENCE, MEASURING } from './unresolved-reason.ts'
import { namesAsked, type Unresolved, unresolved } from './unresolved-rows.ts'

export const unresolvedDestination: Detector = {
  id: 'unresolved-destination',
  title: { ja: '名前の問合せなしに行われた外部への通信', en: 'Connection to an address that no look-up returned' },
  explanation: {
    ja: '{{host}} が {{destination}} へ通信しましたが（{{contacts}}回、{{days}}日間）、その前にこのアドレスを返したDNSの応答がログにありません。接続先のアドレスを内蔵したウイルスに見られる通信です。',
    en: '{{host}} connected to {{destination}} ({{contacts}} times on {{days}} days), but no DNS answer in the logs had returned this address before. Malware with built-in addresses does this.',
  },
  next_steps: {
    ja: ['接続先のアドレスの持ち主と、通信したプロセスを調べる', '同じ接続先へ通信した他の端末がないか見る'],
    en: ["Find the address's owner and the process that contacted it", 'See who else contacted it'],
  },
  attack: ['T1071', 'T1095'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['flow_event', 'dns_event'],
    without: {
      ja: 'DNSの応答を含むログがない時間帯は判断できません。',
      en: 'Times that no log with DNS answers covers are not judged.',
    },
  },
  parameters: [
    {
      name: 'maximum_age_hours',
      unit: 'h',
      default: 24,
      reason: {
        ja: '応答が使われ得る時間（多くのTTLは1時間以下、長い接続の再開を見込む)',
        en: 'how long an answer may serve: most TTLs are below an hour, sessions resume later',
      },
    },
    {
      name: 'warm_up_minutes',
      unit: 'min',
      default: 60,
      reason: { ja: 'DNSログの始まりの前に引かれた名前を見込む', en: 'names looked up before the DNS log begins' },
    },
    {
      name: 'repeated',
      unit: 'connections',
      default: 5,
      reason: { ja: '一度きりの接続と、続く通信を分ける', en: 'tells a single connection from lasting contact' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くの端末に共通する内蔵アドレスは製品のもの',
        en: 'built-in addresses that many hosts share belong to a product',
      },
    },
    {
      name: 'blind_addresses',
      unit: 'addresses',
      default: 12,
      reason: {
        ja: '一台でこれより多ければ、その端末の名前の問合せ自体がログにないと見る（ウイルスの内蔵アドレスは数個）',
        en: "from so many on one host its look-ups are not in the logs at all: malware's built-in addresses are few",
      },
    },
  ],
  false_positives: [
    {
      ja: 'DoHを使うブラウザ、Web会議の中継、時刻合わせ、対策ソフトの内蔵アドレス',
      en: "browsers with DoH, meeting relays, time, a security product's built-in addresses",
    },
    {
      ja: 'CDNのアドレスや、人が見ているページの部品（名前の問合せが別の所で行われたもの）',
      en: "a CDN's addresses, and parts of pages that somebody reads, whose look-ups were made elsewhere",
    },
    {
      ja: 'アドレスで指定された、ソフトのライセンスサーバ（ログの初日から、登録されたポートで）',
      en: "a program's licence server that is given by its address (since the first day, on its registered port)",
    },
    {
      ja: 'サーバや機器が、ログの初日から決まったアドレスへ行う業務の通信',
      en: "a server's or device's fixed task at an address, there since the first day",
    },
  ],
  async run(context) {
    const rows = await unresolved(context)
    const byHost = [...Map.groupBy(rows, (row) => row.host)].map(([host, own]) => ({ host, own }))
    const unsure = byHost.filter(({ own }) => !isAnswered(own)).map(({ host }) => host)
    const asked = await namesAsked(unsure, context)
    const isPart = await amidPages(
      context,
      rows.filter((row) => Number(row.n) >= context.parameter('repeated')),
    )
    const known = (row: Unresolved) => [
      ...(isEdge(row.destination) ? [EDGE] : []),
      ...(isPart(row) ? [AMID_PAGES] : []),
    ]
    return byHost.flatMap(({ host, own }) =>
      hostSigns(own, isAnswered(own) || (asked.get(host) ?? 0) >= SIGHTED, known, context),
    )
  },
}

/** `sighted`: do the logs hold this host's look-ups at all? A device that asks a server whose log is not at hand has answers to nothing. */
function hostSigns(
  rows: Unresolved[],
  sighted: boolean,
  known: (row: Unresolved) => Reason[],
  context: DetectorContext,
): Sign[] {
  const lasting = rows.filter((row) => Number(row.n) >= context.parameter('repeated'))
  if (rows.length < context.parameter('blind_addresses') && sighted)
    return lasting.map((row) => toSign(row, known(row), context))
  const [first] = rows
  if (!first) return []
  const sign = toSign(first, [], context)
  return [
    {
      ...sign,
      destinations: rows.slice(0, 20).map((row) => row.destination),
      count: rows.reduce((sum, row) => sum + Number(row.n), 0),
      ...grade('weak', [blind(rows.length)]),
    },
  ]
}

/** The logs' answers gave most of what the host contacts. */
function isAnswered(rows: Unresolved[]): boolean {
  const resolved = Math.max(...rows.map((row) => Number(row.resolved)))
  return resolved >= SIGHTED && resolved >= rows.length
}

/** names or addresses: one may be chance, as another host's look-up of the same place */
const SIGHTED = 3

function toSign(row: Unresolved, known: Reason[], context: DetectorContext): Sign {
  const [contacts, sharing, days] = [Number(row.n), Number(row.sharing), Number(row.days)]
  const { clients } = context.roles
  const lasting = days >= 2 || Number(row.hours) >= 4
  const strength: Strength = row.never === 0 ? 'weak' : lasting ? 'strong' : 'plain'
  const reasons = [
    ...(isCommon(sharing, clients, context.parameter('common_share')) ? [builtIn(sharing, clients)] : []),
    ...(row.doh === 1 ? [DOH] : []),
    ...(row.routine === 1 ? [ROUTINE] : []),
    ...(row.routine === 1 && row.machine === 1 ? [SINCE_THE_BEGINNING] : []),
    ...(row.routine === 1 && isLicencePort(row.port) ? [LICENCE] : []),
    ...(isMeasuringPort(row.port) ? [MEASURING] : []),
    // its relays, to which others go as well
    ...(row.mesh === 1 && sharing >= 2 ? [MESH] : []),
    ...known,
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [row.destination],
    count: contacts,
    metrics: {
      connections: contacts,
      days,
      hours: Number(row.hours),
      never_answered: row.never,
      hosts_sharing: sharing,
      port: row.port,
    },
    words: { host: row.host, destination: row.destination, contacts, days },
  }
}
