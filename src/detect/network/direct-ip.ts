import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, DENIED, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { LOGS, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { APPLIANCE, DEVICES } from './appliance.ts'
import { isOpenedAndClosed, OPENED_AND_CLOSED } from './while-open.ts'

interface Row extends SeenRow {
  destination: string
  port: number
  n: string
  days: string
  hours: string
  denied: string
  pages: string
  sent: string
  received: string
  sized: number
  sharing: string
  /** addresses of the same /16 that the host contacted so */
  relays: string
  meeting: number
  /** a proxy was asked for it; else a sensor or firewall saw it on its way */
  proxied: number
  routine: number
  /** lives as a kiosk or a camera does */
  appliance: number
}

export const directIp: Detector = {
  id: 'direct-ip',
  title: { ja: 'IPアドレスを直接指定した通信', en: 'Web request to a bare IP address' },
  explanation: {
    ja: '{{host}} が、名前ではなくIPアドレス {{destination}}（ポート{{port}}）を直接指定して、Webの通信をしました（{{contacts}}回、{{days}}日間）。人の閲覧ではほとんど起きず、接続先を内蔵したウイルスに見られる通信です。',
    en: '{{host}} made web requests to a bare address, {{destination}} (port {{port}}), {{contacts}} times on {{days}} days. People hardly ever do; malware with built-in addresses does.',
  },
  next_steps: {
    ja: [
      '接続先のアドレスの持ち主と、通信したプロセスを調べる',
      '業務で使わないなら、アドレスを直接指定した通信をプロキシで禁止する',
    ],
    en: ["Find the address's owner and the process", 'Forbid bare addresses at the proxy where business allows'],
  },
  attack: ['T1071.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['web_event'],
    without: { ja: 'プロキシのログがないと見えません。', en: 'Without proxy logs it is not visible.' },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 5,
      reason: { ja: '一度きりの通信と、続く通信を分ける', en: 'tells a single request from lasting contact' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: { ja: '多くの端末に共通する先は製品のもの', en: 'what many hosts share belongs to a product' },
    },
    {
      name: 'relays',
      unit: 'addresses',
      default: 4,
      reason: {
        ja: '同じ/16の中の多くのアドレスへの通信は、Web会議などの中継',
        en: 'many addresses of one /16 are the relays of a meeting or a call',
      },
    },
  ],
  false_positives: [
    {
      ja: 'Web会議の中継サーバ（会議の間だけ、同じ範囲の多数のアドレス）',
      en: 'meeting relays: many of one range, while it lasts',
    },
    {
      ja: '医療機器や設備の、製造元による遠隔監視（ログの初日から、昼夜を問わず、ごく少数の先だけ）',
      en: "a maker's remote monitoring of a medical or building device: since the logs' first day, day and night, and hardly any other place",
    },
    {
      ja: 'ルータ・NAS・複合機の管理画面（内部アドレスは対象外）',
      en: 'admin pages of routers and NAS (private addresses are left out)',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, { repeated: context.parameter('repeated'), zone: context.timezone })
    const isOpened = await isOpenedAndClosed(context, rows.map(calling))
    return rows.map((row) => toSign(row, isOpened(row), context))
  },
}

const SQL = `
WITH
  ${LOGS},
  bare AS
  (
    SELECT *, toString(IPv6CIDRToRange(ip, if(position(address(ip), ':') > 0, 48, 112)).1) AS range
    FROM contact
    WHERE via != 'flow' AND name = '' AND ip != toIPv6('::')
  ),
  shared AS (SELECT range, uniqExact(host) AS sharing FROM bare GROUP BY range),
  relayed AS (SELECT host, range, uniqExact(ip) AS relays FROM bare GROUP BY host, range),
  -- hours in which the host talked to a meeting service by name
  met AS
  (
    SELECT DISTINCT host, toStartOfHour(time) AS hour
    FROM contact
    WHERE name IN (SELECT name FROM known_name WHERE lists['meeting'] != '')
  ),
  -- a client that is always there tells nothing of meetings
  active AS (SELECT host, uniqExact(toStartOfHour(time)) AS hours FROM contact GROUP BY host),
  meets AS
  (
    SELECT met.host AS host
    FROM met
    INNER JOIN active ON active.host = met.host
    GROUP BY host
    HAVING count() * 2 <= any(active.hours)
  ),
  in_meeting AS
  (
    SELECT bare.host AS host, bare.ip AS ip, count() AS met_contacts
    FROM bare
    INNER JOIN met ON met.host = bare.host AND met.hour = toStartOfHour(bare.time)
    WHERE bare.host IN (SELECT host FROM meets)
    GROUP BY host, ip
  ),
  grouped AS
  (
    SELECT host, ip, any(range) AS range, topK(1)(port)[1] AS port, count() AS n,
      uniqExact(toDate(time)) AS days, uniqExact(toStartOfHour(time)) AS hours,
      countIf(outcome = 'denied') AS denied, countIf(page = 1) AS pages,
      sum(greatest(0, bare.sent)) AS sent, sum(greatest(0, bare.received)) AS received, toUInt8(max(bare.sent) >= 0) AS sized, toUInt8(max(via = 'proxy')) AS proxied,
      ${routine('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS routine,${SEEN_COLUMNS}
    FROM bare
    GROUP BY host, ip
    HAVING n >= {repeated:Float64}
  ),
  used AS (SELECT host FROM grouped),
  ${APPLIANCE}
SELECT grouped.host AS host, address(grouped.ip) AS destination, port, n, days, hours, denied, pages, sent, received, sized, proxied, routine,
  toUInt8(grouped.host IN (SELECT host FROM appliance)) AS appliance, sharing, relays, toUInt8(in_meeting.met_contacts >= n * 0.8) AS meeting, first, last, lines
FROM grouped
LEFT JOIN shared ON shared.range = grouped.range
LEFT JOIN relayed ON relayed.host = grouped.host AND relayed.range = grouped.range
LEFT JOIN in_meeting ON in_meeting.host = grouped.host AND in_meeting.ip = grouped.ip
ORDER BY n DESC, host, destination
LIMIT 1000`

const calling = ({ host, destination, n, hours }: Row) => ({
  host,
  destination,
  interval: (Number(hours) * 3600) / Number(n),
})

function toSign(row: Row, opened: boolean, context: DetectorContext): Sign {
  const [n, days, hours, sharing, relays] = [row.n, row.days, row.hours, row.sharing, row.relays].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const lasting = days >= 2 || hours >= 4
  const visited = Number(row.pages) > n / 2
  const watched = row.routine === 1 && row.appliance === 1 && days >= WATCHED_DAYS
  // a proxy that is asked for an address is odd; without one many programs go to addresses
  const strength: Strength = visited ? 'weak' : lasting && row.proxied === 1 ? 'strong' : 'plain'
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(row.meeting === 1 && days < 3 ? [MEETING] : []),
    ...(relays >= context.parameter('relays') ? [relayReason(relays)] : []),
    ...(Number(row.denied) === n ? [DENIED] : []),
    ...(row.routine === 1 && (row.proxied === 0 || opened || watched) ? [ROUTINE] : []),
    ...(watched ? [DEVICES] : []),
    ...(opened ? [OPENED_AND_CLOSED] : []),
    ...(Number(row.received) / n > DOWNLOAD ? [DOWNLOADS] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [row.destination],
    count: n,
    metrics: {
      contacts: n,
      days,
      hours,
      port: row.port,
      denied: Number(row.denied),
      pages: Number(row.pages),
      ...(row.sized ? { bytes_sent: Number(row.sent) } : {}),
      bytes_received: Number(row.received),
      hosts_sharing: sharing,
    },
    words: { host: row.host, destination: row.destination, contacts: n, days, port: row.port },
  }
}

/** days: in less nothing tells a device from what was switched on to look for orders */
const WATCHED_DAYS = 7
/** bytes received a contact: orders are small, programs and signatures are not */
const DOWNLOAD = 100_000
const DOWNLOADS: Reason = {
  effect: 'weakens',
  text: {
    ja: '受信が多く、更新や定義ファイルの取得かもしれません。',
    en: 'Much is received: it may fetch updates or signatures.',
  },
}
const MEETING: Reason = {
  effect: 'explains',
  text: {
    ja: '同じ時間に、この端末はWeb会議のサービスを使っています。会議の中継と見られます。',
    en: 'In the same hours the host used a meeting service: it looks like its relay.',
  },
}
const relayReason = (relays: number): Reason => ({
  effect: 'explains',
  text: {
    ja: `この端末は同じ範囲の${relays}個のアドレスへ通信しています。会議や通話の中継と見られます。`,
    en: `The host contacts ${relays} addresses of the same range: they look like the relays of a meeting or a call.`,
  },
})
