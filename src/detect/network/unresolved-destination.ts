import { isAmong } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, isCommon, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { LOGS, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { APPLIANCE, SINCE_THE_BEGINNING } from './appliance.ts'
import { AMID_PAGES, amidPages } from './browsing.ts'
import { isEdge } from './edge.ts'
import { MESH, MESHED, meshEntries } from './mesh.ts'
import { WEB_LIKE } from './ports.ts'

interface Row extends SeenRow {
  destination: string
  port: number
  n: string
  days: string
  hours: string
  never: number
  doh: number
  routine: number
  /** a server or device by its role, or by how it lives */
  machine: number
  mesh: number
  sharing: string
  /** other addresses that this host contacts and the logs' answers gave */
  resolved: string
}

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
      ja: 'サーバや機器が、ログの初日から決まったアドレスへ行う業務の通信',
      en: "a server's or device's fixed task at an address, there since the first day",
    },
  ],
  async run(context) {
    const slices = await slicesFor(context)
    const rows: Row[] = []
    for (let slice = 0; slice < slices; slice++) {
      rows.push(
        ...(await context.query<Row>(SQL, {
          zone: context.timezone,
          slice,
          slices,
          age: context.parameter('maximum_age_hours') * 3600,
          warm_up: context.parameter('warm_up_minutes') * 60,
          repeated: context.parameter('repeated'),
          machines: [...context.roles.addresses('server'), ...context.roles.addresses('device')],
          mesh: meshEntries(context),
          doh_addresses: context.lists.doh.networks.map((network) => network.entry.replace(/\/\d+$/, '')),
        })),
      )
    }
    const byHost = [...Map.groupBy(rows, (row) => row.host)].map(([host, own]) => ({ host, own }))
    const unsure = byHost.filter(({ own }) => !isAnswered(own)).map(({ host }) => host)
    const asked = await namesAsked(unsure, context)
    const isPart = await amidPages(
      context,
      rows.filter((row) => Number(row.n) >= context.parameter('repeated')),
    )
    const known = (row: Row) => [...(isEdge(row.destination) ? [EDGE] : []), ...(isPart(row) ? [AMID_PAGES] : [])]
    return byHost.flatMap(({ host, own }) =>
      hostSigns(own, isAnswered(own) || (asked.get(host) ?? 0) >= SIGHTED, known, context),
    )
  },
}

/** seconds: in shorter logs an infection, too, is there from the first day to the last */
const WEEK = 7 * 86_400
const PER_SLICE = 1_000_000 // connections whose join stays far below a gigabyte

/** Destinations are dealt out by hash, so that each slice's join fits the memory, and each slice is complete in itself. */
async function slicesFor(context: DetectorContext): Promise<number> {
  const rows = await context.query<{ n: string }>("SELECT count() AS n FROM contact WHERE via = 'flow'")
  return Math.min(16, Math.ceil(Number(rows[0]?.n ?? 0) / PER_SLICE))
}

const SQL = `
WITH
  ${LOGS},
  ${MESHED},
  answer AS
  (
    SELECT ip, time
    FROM dns
    ARRAY JOIN dns_resolved_ip AS ip
    WHERE cityHash64(ip) % {slices:UInt32} = {slice:UInt32} AND ip IN (SELECT ip FROM contact WHERE via = 'flow' AND outcome = 'success')
  ),
  -- hours in which the log has answers, and in which it had them for the warm-up before
  covered AS (SELECT DISTINCT toStartOfHour(time) AS hour FROM dns WHERE notEmpty(dns_resolved_ip)),
  started AS (SELECT min(time) AS first_answer FROM dns WHERE notEmpty(dns_resolved_ip)),
  -- a name that stood beside the address, in a proxy's or firewall's own log, was looked up where nobody logs it
  named AS (SELECT DISTINCT ip FROM contact WHERE via != 'flow' AND name != '' AND ip != toIPv6('::')),
  recognised AS (SELECT ip FROM known_address WHERE lists['meeting'] != '' OR lists['vendor'] != ''),
  connection AS
  (
    SELECT host, source_ip, ip, port, time, event_id, evidence_id, line
    FROM contact
    WHERE via = 'flow' AND outcome = 'success'
      AND ${WEB_LIKE}
      AND cityHash64(ip) % {slices:UInt32} = {slice:UInt32}
      AND toStartOfHour(time) IN (SELECT hour FROM covered)
      AND ip NOT IN (SELECT ip FROM named) AND ip NOT IN (SELECT ip FROM recognised)
      AND time >= (SELECT first_answer FROM started) + toIntervalSecond({warm_up:Float64})
  ),
  known AS (SELECT DISTINCT ip FROM answer),
  judged AS
  (
    SELECT c.*, toUInt8(c.ip NOT IN (SELECT ip FROM known)) AS never,
      toUInt8(never = 1 OR a.time < c.time - toIntervalSecond({age:Float64})) AS unresolved
    FROM connection AS c
    ASOF LEFT JOIN answer AS a ON a.ip = c.ip AND a.time <= c.time
  ),
  -- the engine works a WITH out again wherever it is named, and this join is dear: what else is asked of it is asked of its pairs
  pair AS
  (
    SELECT host, ip, unresolved, topK(1)(port)[1] AS port,
      uniqExact(if(event_id = '', toString(time), event_id)) AS n,
      uniqExact(toDate(time)) AS days,
      uniqExact(toStartOfHour(time)) AS hours,
      min(never) AS never,
      max(${isAmong('source_ip', 'machines')}) AS machine,${SEEN_COLUMNS}
    FROM judged
    GROUP BY host, ip, unresolved
  ),
  among AS
  (
    SELECT *, countIf(unresolved = 1) OVER (PARTITION BY ip) AS sharing, countIf(unresolved = 0) OVER (PARTITION BY host) AS resolved
    FROM pair
  ),
  -- the name server's log may begin later than the connections
  since AS (SELECT host, ip, min(time) AS began FROM contact WHERE via = 'flow' AND cityHash64(ip) % {slices:UInt32} = {slice:UInt32} GROUP BY host, ip),
  used AS (SELECT DISTINCT host FROM contact WHERE via = 'flow' AND outcome = 'success'),
  ${APPLIANCE},
  private_dns AS
  (
    SELECT host FROM contact WHERE name IN (SELECT name FROM known_name WHERE lists['doh'] != '') OR (address(ip) IN {doh_addresses:Array(String)} AND port IN (443, 853))
    UNION DISTINCT
    SELECT host FROM dns WHERE internal = 1 AND dns_question_name IN (SELECT name FROM known_name WHERE lists['doh'] != '')
  )
SELECT host, address(ip) AS destination, port, n, days, hours, never,
  toUInt8(host IN (SELECT host FROM private_dns)) AS doh, toUInt8(host IN (SELECT host FROM meshed)) AS mesh,
  toUInt8(machine OR host IN (SELECT host FROM appliance)) AS machine,
  toUInt8(${routine('toUnixTimestamp(began)', spanIn("'flow'"))} AND logs['flow'].2 - logs['flow'].1 > ${WEEK}) AS routine,
  sharing, resolved, first, last, lines
FROM among
LEFT JOIN since USING (host, ip)
WHERE unresolved = 1
ORDER BY n DESC, host, destination
LIMIT 5000`

/** Names that each of these hosts asked for itself. */
async function namesAsked(hosts: string[], { query }: DetectorContext): Promise<Map<string, number>> {
  if (hosts.length === 0) return new Map()
  const rows = await query<{ host: string; asked: string }>(
    `SELECT host, uniqExact(dns_question_name) AS asked
     FROM dns
     WHERE internal = 1 AND host IN {hosts:Array(String)}
     GROUP BY host`,
    { hosts },
  )
  return new Map(rows.map((row) => [row.host, Number(row.asked)]))
}

/** `sighted`: do the logs hold this host's look-ups at all? A device that asks a server whose log is not at hand has answers to nothing. */
function hostSigns(rows: Row[], sighted: boolean, known: (row: Row) => Reason[], context: DetectorContext): Sign[] {
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
function isAnswered(rows: Row[]): boolean {
  const resolved = Math.max(...rows.map((row) => Number(row.resolved)))
  return resolved >= SIGHTED && resolved >= rows.length
}

/** names or addresses: one may be chance, as another host's look-up of the same place */
const SIGHTED = 3

function toSign(row: Row, known: Reason[], context: DetectorContext): Sign {
  const [contacts, sharing, days] = [Number(row.n), Number(row.sharing), Number(row.days)]
  const { clients } = context.roles
  const lasting = days >= 2 || Number(row.hours) >= 4
  const strength: Strength = row.never === 0 ? 'weak' : lasting ? 'strong' : 'plain'
  const reasons = [
    ...(isCommon(sharing, clients, context.parameter('common_share')) ? [builtIn(sharing, clients)] : []),
    ...(row.doh === 1 ? [DOH] : []),
    ...(row.routine === 1 ? [ROUTINE] : []),
    ...(row.routine === 1 && row.machine === 1 ? [SINCE_THE_BEGINNING] : []),
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

const builtIn = (sharing: number, clients: number): Reason => ({
  effect: 'explains',
  text: {
    ja: `${clients}台中${sharing}台が同じアドレスへ通信しています。製品の内蔵アドレスと見られます。`,
    en: `${sharing} of ${clients} hosts contact this address: it looks built into a product.`,
  },
})
const DOH: Reason = {
  effect: 'explains',
  text: {
    ja: 'この端末はDoH（暗号化されたDNS）を使っており、名前の問合せが見えません。',
    en: 'This host uses DoH: its look-ups are not visible.',
  },
}
const EDGE: Reason = {
  effect: 'weakens',
  text: {
    ja: '接続先は、多くのサイトの前に立つCDNのアドレスで、名前なしではどこにも届きません。名前の問合せが、渡されたログの外で行われたと見られます。',
    en: 'The address is a CDN’s, before many sites, and leads nowhere without a name: the look-up was made where no log at hand holds it.',
  },
}
const blind = (addresses: number): Reason => ({
  effect: 'explains',
  text: {
    ja: `この端末は問合せのないアドレス${addresses}か所へ通信しており、この端末の名前の問合せ自体が、渡されたDNSログに入っていないと見られます（確認不能）。`,
    en: `This host contacts ${addresses} addresses without a look-up: its look-ups seem not to be in the DNS logs at hand (not visible).`,
  },
})
