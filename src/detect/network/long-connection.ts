import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { LOGS, OPENED, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen, session } from '../row.ts'
import { BEGAN } from './asked-name.ts'
import { MESH, MESHED, meshEntries } from './mesh.ts'
import { WEB_LIKE } from './ports.ts'

interface Row extends SeenRow {
  destination: string
  address: string
  names: string[]
  port: number
  n: string
  days: string
  longest: number
  total: number
  sharing: string
  vendor: string
  meeting: string
  tunnel: string
  doh: number
  /** it began later than the logs, and has been there nearly always since, on a port that hardly anybody else uses */
  always: number
  /** each follows a look-up of a tunnel's or remote control's name */
  led: number
  mesh: number
  routine: number
}

export const longConnection: Detector = {
  id: 'long-connection',
  title: { ja: '長時間つながったままの通信', en: 'Connection held open for hours' },
  explanation: {
    ja: '{{host}} が {{destination}} と、最長{{longest}}時間（合計{{total}}時間、{{contacts}}回）つながったままでした。遠隔操作やC2（指令）の通信に見られますが、通知やテレワークの通信にも似ます。',
    en: '{{host}} kept connections to {{destination}} open for up to {{longest}} hours ({{total}} hours in all, {{contacts}} connections). Remote control and C2 do; so do push messages and telework.',
  },
  next_steps: {
    ja: ['接続先が業務やテレワークで使うものか確認する', '不明なら、通信したプロセスを調べる'],
    en: ['Check whether the destination belongs to work or telework', 'If not, look for the process'],
  },
  attack: ['T1571', 'T1219'],
  references: ['https://github.com/activecm/rita (long connections)'],
  needs: {
    tables: ['flow_event', 'web_event'],
    without: {
      ja: '接続時間のあるログ（ファイアウォール、センサー、プロキシのCONNECT）がないと見えません。',
      en: "Without a log that has durations (firewall, sensor, the proxy's CONNECT) it is not visible.",
    },
  },
  parameters: [
    {
      name: 'minimum_hours',
      unit: 'h',
      default: 4,
      reason: { ja: '会議や動画の視聴より長い', en: 'longer than a meeting or a film' },
    },
    {
      name: 'long_hours',
      unit: 'h',
      default: 8,
      reason: { ja: '一日の勤務を通して続く', en: 'as long as a working day' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: { ja: '多くの端末に共通する接続は業務用', en: 'what many hosts share is business' },
    },
  ],
  false_positives: [
    {
      ja: '通知（WNS、FCM）、チャット、テレワークの中継、VPN、IP電話、暗号化されたDNS（DoH）',
      en: 'push messages, chat, telework relays, VPN, IP phones, encrypted DNS (DoH)',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      minimum: context.parameter('minimum_hours') * 3_600_000,
      mesh: meshEntries(context),
      zone: context.timezone,
    })
    return rows.map((row) => toSign(row, context))
  },
}

const FEW = 2 // hosts
/** What ordinary programs keep open: pages, mail (IMAP), messages (XMPP, MQTT). */
const KEPT_OPEN = [80, 443, 993, 1883, 5222, 8080, 8443, 8883]
const AT_ONCE = 5 // s from a look-up to the connection that was made for it
const EACH = 0.8 // of the connections
const DAYS = 3
/** … of the time since the first: what breaks off is taken up at once, as miners' and relays' connections are */
const NEARLY_ALWAYS = 0.7

const SQL = `
WITH
  ${LOGS},
  ${MESHED},
  -- interim lines of one session: the longest counts
  session AS
  (
    SELECT host, place, any(name) AS name, ip, port, min(contact.time) AS time, any(contact.via) AS log_kind, min(contact.transport = 'udp') AS datagrams, max(duration_ms) AS duration, min(${BEGAN}) AS began,
      argMax(contact.evidence_id, duration_ms) AS evidence_id, argMax(contact.line, duration_ms) AS line
    FROM contact
    WHERE duration_ms >= {minimum:Float64} AND outcome != 'denied' AND (via != 'flow' OR ${WEB_LIKE})
    GROUP BY host, place, ip, port, ${session('contact')}
  ),
  grouped AS
  (
    SELECT session.host AS host, place, any(name) AS a_name, any(ip) AS an_ip, any(port) AS a_port, count() AS n, uniqExact(toDate(time)) AS days, toUInt8(min(datagrams)) AS udp,
      max(duration) AS longest, sum(duration) AS total,
      ${routine('toUnixTimestamp(min(time))', spanIn('argMin(log_kind, time)'), 'any(beginning.opened)')} AS routine,
      ${SEEN_COLUMNS}
    FROM session
    LEFT JOIN ${OPENED} AS beginning ON beginning.host = session.host
    GROUP BY host, place
  ),
  shared AS (SELECT place, uniqExact(host) AS sharing FROM contact WHERE place IN (SELECT place FROM grouped) GROUP BY place),
  -- where the log has no answers: each follows the look-up of a tool's name
  asked AS
  (
    SELECT host, toUnixTimestamp(time) AS at, arrayJoin([intDiv(at, ${AT_ONCE}), intDiv(at, ${AT_ONCE}) + 1]) AS slot
    FROM question
    WHERE host IN (SELECT host FROM session) AND name IN (SELECT name FROM known_name WHERE lists['tunnel'] != '')
  ),
  followed AS
  (
    SELECT opened.host AS host, opened.place AS place, uniqExact(opened.began) AS n
    FROM (SELECT host, place, began, intDiv(began + 1, ${AT_ONCE}) AS slot FROM session WHERE name = '') AS opened
    INNER JOIN asked ON asked.host = opened.host AND asked.slot = opened.slot
    WHERE opened.began + 1 BETWEEN asked.at AND asked.at + ${AT_ONCE}
    GROUP BY host, place
  ),
  -- a service takes its addresses in turn
  service AS (SELECT *, if(name = '', address(toIPv6(cutIPv6(ip, 10, 1))), name) AS whose FROM session),
  kept AS
  (
    SELECT host, port, whose, sum(duration) / 1000 AS connected, toUnixTimestamp(max(time)) - min(toUnixTimestamp(time) - duration / 1000) AS span
    FROM service
    WHERE port NOT IN (${KEPT_OPEN.join(', ')})
    GROUP BY host, port, whose
    HAVING span >= ${DAYS} * 86400 AND connected >= ${NEARLY_ALWAYS} * span AND ${routine('toUnixTimestamp(min(time))', spanIn('argMin(log_kind, time)'))} = 0
  ),
  ports AS (SELECT port FROM contact WHERE via = 'flow' AND outcome != 'denied' AND port IN (SELECT port FROM kept) GROUP BY port HAVING uniqExact(host) <= ${FEW}),
  always AS (SELECT DISTINCT host, place FROM service INNER JOIN kept USING (host, port, whose) WHERE port IN (SELECT port FROM ports))
SELECT grouped.host AS host, if(a_name = '', address(an_ip), a_name) AS destination, if(an_ip = toIPv6('::'), '', address(an_ip)) AS address, known_address.names AS names,
  a_port AS port, grouped.n AS n, days, round(longest / 3600000, 1) AS longest, round(total / 3600000, 1) AS total, sharing, routine,
  concat(known_name.lists['vendor'], known_address.lists['vendor']) AS vendor,
  concat(known_name.lists['meeting'], known_address.lists['meeting']) AS meeting, concat(known_name.lists['tunnel'], known_address.lists['tunnel']) AS tunnel,
  toUInt8(known_name.lists['doh'] != '' OR (notEmpty(known_address.names) AND arrayAll(one -> one IN (SELECT name FROM known_name WHERE lists['doh'] != ''), known_address.names))) AS doh,
  toUInt8(udp AND host IN (SELECT host FROM meshed)) AS mesh, toUInt8((grouped.host, grouped.place) IN (SELECT host, place FROM always)) AS always, toUInt8(followed.n > 0 AND followed.n >= ${EACH} * grouped.n) AS led, first, last, lines
FROM grouped
LEFT JOIN shared ON shared.place = grouped.place
LEFT JOIN followed ON followed.host = grouped.host AND followed.place = grouped.place
LEFT JOIN known_name ON known_name.name = grouped.a_name
LEFT JOIN known_address ON known_address.ip = grouped.an_ip
ORDER BY longest DESC, host, destination
LIMIT 500`

function toSign(row: Row, context: DetectorContext): Sign {
  const sharing = Number(row.sharing)
  const strength: Strength =
    sharing <= FEW && ((row.longest >= context.parameter('long_hours') && row.routine === 0) || row.always === 1)
      ? 'plain'
      : 'weak'
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(row.vendor !== '' || row.meeting !== '' ? [KNOWN] : []),
    ...(row.doh === 1 ? [DOH] : []),
    ...(row.routine === 1 ? [ROUTINE] : []),
    ...(row.tunnel !== '' || row.led === 1 ? [TOLD] : row.mesh === 1 ? [MESH] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [...new Set([row.destination, ...row.names.slice(0, 3), row.address])].filter((one) => one !== ''),
    count: Number(row.n),
    metrics: {
      longest_hours: row.longest,
      total_hours: row.total,
      connections: Number(row.n),
      days: Number(row.days),
      port: row.port,
      hosts_sharing: sharing,
    },
    words: {
      host: row.host,
      destination: row.destination,
      longest: row.longest,
      total: row.total,
      contacts: Number(row.n),
    },
  }
}

const TOLD: Reason = {
  effect: 'weakens',
  text: {
    ja: '遠隔操作やトンネルの道具の通信で、tunnel-service が判断します。',
    en: 'It belongs to a tool for remote control or tunnels, which tunnel-service judges.',
  },
}

const DOH: Reason = {
  effect: 'explains',
  text: {
    ja: '接続先は、暗号化されたDNS（DoH）のサーバです。ブラウザは、その接続を開いたままにします。',
    en: 'The destination is a resolver with encrypted DNS (DoH), to which browsers keep a connection open.',
  },
}

const KNOWN: Reason = {
  effect: 'explains',
  text: {
    ja: '接続先は、通知やWeb会議など、長くつながることが知られたサービスです。',
    en: 'The destination is a service that is known to keep connections open.',
  },
}
