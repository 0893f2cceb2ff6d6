import type { Detector, Sign } from './detector.ts'

interface Row {
  host: string
  destination: string
  port: number
  n: string
  days: string
  hours: string
  never: number
  doh: number
  sharing: string
  first: string
  last: string
  lines: [string, number][]
}

/** Name look-ups, time, calls and VPN speak to addresses that no look-up in the log returns. */
const OTHER_PORTS = [53, 123, 500, 853, 1194, 3478, 3479, 3480, 3481, 4500, 5223, 5228, 5229, 5230]
const DOH_NAMES = [
  'dns.google',
  'cloudflare-dns.com',
  'mozilla.cloudflare-dns.com',
  'chrome.cloudflare-dns.com',
  'one.one.one.one',
  'dns.quad9.net',
  'doh.opendns.com',
  'dns.adguard-dns.com',
  'dns.nextdns.io',
]
const DOH_ADDRESSES = ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9', '149.112.112.112']

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
  ],
  false_positives: [
    {
      ja: 'DoHを使うブラウザ、Web会議の中継、時刻合わせ、対策ソフトの内蔵アドレス',
      en: "browsers with DoH, meeting relays, time, a security product's built-in addresses",
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      others: OTHER_PORTS,
      infrastructure: (['proxy', 'resolver', 'mail-server', 'gateway'] as const).flatMap((role) =>
        context.roles.addresses(role),
      ),
      age: context.parameter('maximum_age_hours') * 3600,
      warm_up: context.parameter('warm_up_minutes') * 60,
      doh_names: DOH_NAMES,
      doh_addresses: DOH_ADDRESSES,
    })
    const clients = context.roles.clients
    return rows.flatMap((row) => toSign(row, clients, context.parameter('repeated'), context.parameter('common_share')))
  },
}

const SQL = `
WITH
  answer AS
  (
    SELECT arrayJoin(dns_resolved_ip) AS ip, time
    FROM dns
    WHERE notEmpty(dns_resolved_ip)
  ),
  -- hours in which the log has answers, and in which it had them for the warm-up before
  covered AS (SELECT DISTINCT toStartOfHour(time) AS hour FROM answer),
  started AS (SELECT min(time) AS first_answer FROM answer),
  connection AS
  (
    SELECT host, destination_ip, destination_port, time, event_id, evidence_id, line
    FROM flow
    WHERE internal = 1 AND external = 1 AND event_action = 'allowed'
      AND network_transport IN ('tcp', 'udp', '')
      AND destination_port NOT IN {others:Array(UInt16)}
      AND NOT (destination_port BETWEEN 19302 AND 19309 OR destination_port BETWEEN 8801 AND 8810)
      AND address(source_ip) NOT IN {infrastructure:Array(String)}
      AND toStartOfHour(time) IN (SELECT hour FROM covered)
      AND time >= (SELECT first_answer FROM started) + toIntervalSecond({warm_up:Float64})
  ),
  known AS (SELECT DISTINCT ip FROM answer),
  judged AS
  (
    SELECT c.host AS host, c.destination_ip AS destination_ip, c.destination_port AS destination_port, c.time AS time,
      c.event_id AS event_id, c.evidence_id AS evidence_id, c.line AS line,
      toUInt8(c.destination_ip NOT IN (SELECT ip FROM known)) AS never,
      a.time AS answered
    FROM connection AS c
    ASOF LEFT JOIN answer AS a ON a.ip = c.destination_ip AND a.time <= c.time
  ),
  unresolved AS
  (
    SELECT *
    FROM judged
    WHERE never = 1 OR answered < time - toIntervalSecond({age:Float64})
  ),
  shared AS (SELECT destination_ip, uniqExact(host) AS sharing FROM unresolved GROUP BY destination_ip),
  private_dns AS
  (
    SELECT DISTINCT host FROM flow WHERE internal = 1 AND address(destination_ip) IN {doh_addresses:Array(String)} AND destination_port IN (443, 853)
    UNION DISTINCT
    SELECT DISTINCT host FROM web WHERE internal = 1 AND url_domain IN {doh_names:Array(String)}
    UNION DISTINCT
    SELECT DISTINCT host FROM dns WHERE internal = 1 AND dns_question_name IN {doh_names:Array(String)}
  )
SELECT host, address(destination_ip) AS destination, topK(1)(destination_port)[1] AS port,
  uniqExact(if(event_id = '', toString(time), event_id)) AS n,
  uniqExact(toDate(time)) AS days,
  uniqExact(toStartOfHour(time)) AS hours,
  min(never) AS never,
  toUInt8(host IN (SELECT host FROM private_dns)) AS doh,
  any(sharing) AS sharing,
  formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
  formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
  arraySlice(arrayMap(x -> (x.2, x.3), arraySort(groupArray(1000)((time, evidence_id, line)))), 1, 10) AS lines
FROM unresolved
LEFT JOIN shared USING (destination_ip)
GROUP BY host, destination_ip
ORDER BY n DESC, host, destination
LIMIT 2000`

function toSign(row: Row, clients: number, repeated: number, commonShare: number): Sign[] {
  const contacts = Number(row.n)
  const sharing = Number(row.sharing)
  if (contacts < repeated) return []
  const common = sharing >= 3 && sharing > clients * commonShare
  const lasting = Number(row.days) >= 2 || Number(row.hours) >= 4
  const lowered = common || row.doh === 1
  return [
    {
      severity: lowered ? 'informational' : row.never === 1 && lasting ? 'high' : row.never === 1 ? 'medium' : 'low',
      confidence: lowered ? 0.1 : row.never === 1 ? (lasting ? 0.6 : 0.45) : 0.25,
      hosts: [row.host],
      accounts: [],
      destinations: [row.destination],
      first_seen: row.first,
      last_seen: row.last,
      count: contacts,
      lines: row.lines.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
      metrics: {
        connections: contacts,
        days: Number(row.days),
        hours: Number(row.hours),
        never_answered: row.never,
        hosts_sharing: sharing,
        port: row.port,
      },
      words: { host: row.host, destination: row.destination, contacts, days: Number(row.days) },
      mitigations: [
        ...(common
          ? [
              {
                ja: `${clients}台中${sharing}台が同じアドレスへ通信しています。製品の内蔵アドレスと見られます。`,
                en: `${sharing} of ${clients} hosts contact this address: it looks built into a product.`,
              },
            ]
          : []),
        ...(row.doh === 1
          ? [
              {
                ja: 'この端末はDoH（暗号化されたDNS）を使っており、名前の問合せが見えません。',
                en: 'This host uses DoH: its look-ups are not visible.',
              },
            ]
          : []),
      ],
    },
  ]
}
