import { isAmong, within } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Role, Sign } from '../detector.ts'
import { grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { atNight } from '../hours.ts'
import { LOGS, logOf, routine } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen, session, sessions } from '../row.ts'
import { DEVICES } from './appliance.ts'
import { WEB_LIKE } from './ports.ts'

interface Row extends SeenRow {
  address: string
  /** the addresses of one place, the most used first */
  destinations: string[]
  names: string[]
  port: number
  n: string
  days: string
  hours: string
  sharing: string
  vendor: string
  routine: number
  /** nights on which it suddenly connected many times */
  bursts: string
  bytes: string
  sized: number
}

export const edgeDevice: Detector = {
  id: 'edge-device',
  title: { ja: '機器・サーバ自身からの不審な通信', en: "A device's or server's own traffic" },
  explanation: {
    ja: '{{role}} {{host}} が、どの端末の要求でも説明できない通信を {{destination}}（ポート{{port}}）へ自ら行っています（{{contacts}}回、{{days}}日間）。{{bursts}}VPN装置・ファイアウォール・NAS・Webサーバなどの機器自体が侵入されると、こうした通信が現れます。',
    en: "{{role}} {{host}} contacts {{destination}} (port {{port}}) of its own accord: no client's request explains it ({{contacts}} times on {{days}} days). {{bursts}}When a VPN appliance, firewall, NAS or web server is broken into, this is what shows.",
  },
  next_steps: {
    ja: [
      '機器の保守・更新・バックアップの通信でないか、導入業者に確認する',
      '機器のファームウェアの版と、管理画面への不審なログインを調べる',
      '心当たりがなければ、機器のログと設定を保存してから、通信を遮断する',
    ],
    en: [
      'Ask the supplier whether maintenance, updates or backup explain it',
      "Check the device's firmware version and the sign-ins to its console",
      "If not, save the device's logs and settings, then block the destination",
    ],
  },
  attack: ['T1190', 'T1133', 'T1584.008'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['flow_event'],
    without: {
      ja: '機器自身の通信を記録するファイアウォールやセンサーのログがないと見えません。',
      en: "Without a firewall's or sensor's log of the devices' own connections it is not visible.",
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'connections',
      default: 8,
      reason: { ja: '一度きりの確認と、続く通信を分ける', en: 'tells a single check from lasting contact' },
    },
    {
      name: 'explained_share',
      unit: 'share of addresses',
      default: 0.5,
      reason: {
        ja: 'プロキシの通信のうち、要求と照合できる割合がこれより低ければ、照合自体ができていない',
        en: "below this share of matched addresses the proxy's log and the firewall's don't fit together, and nothing is said",
      },
    },
  ],
  false_positives: [
    {
      ja: '機器の更新・ライセンス確認・遠隔保守（ログの初日から続く）',
      en: "a device's updates, licence checks and remote maintenance (there since the first day)",
    },
    {
      ja: 'メールサーバとExchange Onlineの連携（そのサービスだけのアドレス帯）',
      en: "a mail server's link with Exchange Online (a range of that service alone)",
    },
    {
      ja: 'サーバのバックアップ、監視、メールの送受信、名前の問合せ',
      en: "a server's backup, monitoring, mail and look-ups",
    },
  ],
  async run(context) {
    const edges = context.roles.roles.filter((one) => one.role !== 'resolver' || one.configured)
    if (edges.length === 0) return []
    const parameters = {
      edges: [...new Set(edges.map((one) => one.address))],
      proxies: context.roles.addresses('proxy'),
      repeated: context.parameter('repeated'),
      zone: context.timezone,
    }
    for (const [name, sql] of Object.entries(KEPT)) await context.keep(name, sql, parameters)
    const rows = await context.query<Row>(SQL, parameters)
    const blind = await unmatchedProxies(context)
    const mailServices = context.lists.network.networks.filter(({ kind }) => kind === 'mail-fetch')
    const isMailService = (address: string) => mailServices.some(({ entry }) => within(address, entry))
    return rows
      .filter((row) => !blind.has(row.address))
      .map((row) =>
        toSign(
          row,
          edges.find((one) => one.address === row.address),
          row.destinations.every(isMailService),
        ),
      )
  },
}

/** Servers send mail and logs by nature. */
const MAIL_AND_LOGS = '25, 465, 514, 587, 6514'

/** What a proxy fetched for somebody: the addresses in its log, and those of names that were asked for. */
const REQUESTED = `
    SELECT destination_ip AS ip FROM web WHERE observer_type = 'proxy' AND external = 1
    UNION DISTINCT
    SELECT ip FROM known_address WHERE arrayExists(one -> one IN (SELECT name FROM contact WHERE via = 'proxy'), names)`

/** Proxies whose own connections don't fit the requests at hand (another proxy's log, another time): nothing can be said of them. */
async function unmatchedProxies(context: DetectorContext): Promise<Set<string>> {
  const rows = await context.query<{ address: string; share: number }>(
    `SELECT address(source_ip) AS address, uniqExactIf(destination_ip, destination_ip IN (SELECT ip FROM edge_device_requested)) / uniqExact(destination_ip) AS share
     FROM flow
     WHERE external = 1 AND destination_port IN (80, 443) AND ${isAmong('source_ip', 'proxies')}
     GROUP BY address`,
    { proxies: context.roles.addresses('proxy') },
  )
  return new Set(rows.filter((row) => row.share < context.parameter('explained_share')).map((row) => row.address))
}

const SELDOM = 8 // sessions on an ordinary day
const BURST = 12 // sessions …
const TIMES = 4 // … so many times the ordinary day's
const AT_NIGHT = 0.7 // of them
const WEEK = 7 // days
const AT_ONCE = 5 // s from a look-up to the connection that was made for it
const EACH = 0.8 // of the connections to an address follow the look-up
const SELDOM_ASKED = 3 // look-ups for each connection to any address

const KEPT = {
  edge_device_requested: REQUESTED,
  edge_device_own: `
    SELECT toLowCardinality(address(source_ip)) AS device, destination_ip AS ip, destination_port AS port, network_transport AS transport, time,
      source_bytes AS bytes, event_id, evidence_id, line, toUnixTimestamp(time - toIntervalMillisecond(greatest(0, event_duration_ms))) AS began
    FROM flow
    WHERE internal = 1 AND external = 1 AND event_action != 'denied' AND ${isAmong('source_ip', 'edges')} AND ${WEB_LIKE} AND port NOT IN (${MAIL_AND_LOGS})`,
  // where the log has no answers: what the device looks up at the moment of each connection, and for hardly anything else
  edge_device_asked: `
    SELECT address(source_ip) AS device, dns_question_name AS name, toUnixTimestamp(time) AS asked, arrayJoin([intDiv(asked, ${AT_ONCE}), intDiv(asked, ${AT_ONCE}) + 1]) AS slot,
      uniqExact(asked) OVER (PARTITION BY device, name) AS times
    FROM dns
    WHERE internal = 1 AND event_type != 'answer' AND ${isAmong('source_ip', 'edges')}
      AND dns_question_name NOT IN (SELECT name FROM known_answer WHERE notEmpty(ips))`,
  edge_device_named: `
WITH
  call AS
  (
    SELECT device, ip, ${session('own')} AS of_session, min(began) AS at
    FROM edge_device_own AS own
    WHERE device IN (SELECT device FROM edge_device_asked)
    GROUP BY device, ip, of_session
  ),
  led AS
  (
    SELECT device, ip, name, uniqExact(of_session) AS n, any(times) AS look_ups
    FROM (SELECT *, intDiv(at + 1, ${AT_ONCE}) AS slot FROM call) AS call
    INNER JOIN edge_device_asked AS question_of ON question_of.device = call.device AND question_of.slot = call.slot
    WHERE call.at + 1 BETWEEN asked AND asked + ${AT_ONCE}
    GROUP BY device, ip, name
  )
SELECT led.device AS device, led.ip AS ip, argMax(led.name, n) AS name
FROM (SELECT *, sum(n) OVER (PARTITION BY device, name) AS all_calls FROM led) AS led
INNER JOIN (SELECT device, ip, count() AS calls FROM call GROUP BY device, ip) AS counted ON counted.device = led.device AND counted.ip = led.ip
WHERE n >= ${EACH} * calls AND look_ups <= ${SELDOM_ASKED} * all_calls
GROUP BY device, ip`,
  edge_device_strange: `
WITH
  -- a place is a name where the address has one: services in clouds change their addresses, and a new one is no new place
  placed AS
  (
    SELECT met.device AS device, met.ip AS ip, met.began AS began, if(empty(known_address.names) AND named.name != '', [named.name], known_address.names) AS names, known_address.lists['vendor'] AS vendor,
      if(empty(names), address(met.ip), names[1]) AS place,
      if(empty(names), address(toIPv6(cutIPv6(met.ip, 10, 1))), place) AS net,
      met.device IN {proxies:Array(String)} AND met.ip IN (SELECT ip FROM edge_device_requested) AS requested
    FROM (SELECT device, ip, min(time) AS began FROM edge_device_own GROUP BY device, ip) AS met
    LEFT JOIN known_address ON known_address.ip = met.ip
    LEFT JOIN edge_device_named AS named ON named.device = met.device AND named.ip = met.ip
  ),
  unexplained AS
  (
    SELECT device, ip, names, vendor, place, net_began
    FROM
    (
      SELECT *, max(requested) OVER (PARTITION BY device, place) AS explained,
        -- an address without a name: one more of the block that the device has used before is the same service
        min(began) OVER (PARTITION BY device, net) AS net_began
      FROM placed
    )
    WHERE explained = 0
  )
SELECT device, place, ip, port, names, vendor, net_began, time, bytes, event_id, evidence_id, line
FROM edge_device_own AS own
INNER JOIN unexplained USING (device, ip)`,
}

const SQL = `
WITH
  ${logOf('edge_device_own')},
  ${LOGS},
  -- servers are there on a Sunday, too: their first day is that of the people, where their log is at hand
  (greatest(log.1, logs['flow'].1), log.2) AS peopled,
  grouped AS
  (
    SELECT device, place, topK(20)(ip) AS ips, any(names) AS names, any(vendor) AS vendor, topK(1)(port)[1] AS a_port, ${sessions('own')} AS n,
      uniqExact(toDate(time, {zone:String})) AS days, uniqExact(toStartOfHour(time)) AS hours, sum(greatest(0, own.bytes)) AS bytes, toUInt8(max(own.bytes) >= 0) AS sized,
      ${routine('toUnixTimestamp(min(net_began))', 'peopled')} AS routine,${SEEN_COLUMNS}
    FROM edge_device_strange AS own
    GROUP BY device, place
    HAVING n >= {repeated:Float64}
  ),
  daily AS
  (
    SELECT device, place, toDate(time, {zone:String}) AS day, ${sessions('own')} AS calls, countIf(${atNight('time')}) / count() AS nightly
    FROM edge_device_strange AS own
    GROUP BY device, place, day
  ),
  -- seldom and steady otherwise; a weekly task has its weekday
  burst AS
  (
    SELECT device, place, countIf(much) AS bursts
    FROM
    (
      SELECT *, quantileExact(0.5)(calls) OVER (PARTITION BY device, place) AS usual,
        usual <= ${SELDOM} AND calls >= ${BURST} AND calls >= usual * ${TIMES} AND nightly >= ${AT_NIGHT} AS much
      FROM daily
    )
    GROUP BY device, place
    HAVING count() >= ${WEEK} AND bursts BETWEEN 2 AND count() / 4 AND uniqExactIf(toDayOfWeek(day), much) > 1
  ),
  met AS (SELECT device, place, arrayJoin(ips) AS ip FROM grouped),
  clients AS (SELECT ip, uniqExact(host) AS sharing FROM contact WHERE via = 'flow' AND ip IN (SELECT ip FROM met) GROUP BY ip),
  shared AS
  (
    SELECT met.device AS device, met.place AS place, max(clients.sharing) AS sharing
    FROM met
    LEFT JOIN clients USING (ip)
    GROUP BY device, place
  )
SELECT grouped.device AS host, grouped.device AS address, arrayMap(ip -> address(ip), ips) AS destinations, names, vendor, a_port AS port, n, days, hours, bytes, sized, sharing, routine, bursts,
  first, last, lines
FROM grouped
LEFT JOIN shared ON shared.device = grouped.device AND shared.place = grouped.place
LEFT JOIN burst ON burst.device = grouped.device AND burst.place = grouped.place
ORDER BY n DESC, host, destinations
LIMIT 500`

function toSign(row: Row, role: Role | undefined, mailService: boolean): Sign {
  const [n, days, sharing, bursts] = [Number(row.n), Number(row.days), Number(row.sharing), Number(row.bursts)]
  const lasting = days >= 2 || Number(row.hours) >= 4
  const nobodys = row.names.length === 0 && !mailService
  const strength: Strength = !lasting ? 'weak' : nobodys || role?.role === 'proxy' ? 'strong' : 'plain'
  const reasons: Reason[] = [
    ...(row.vendor !== '' ? [VENDOR] : []),
    // calls home are steady: parts that are sent out in a few nights are not
    ...(row.routine === 1 ? [ROUTINE, ...(bursts > 0 ? [] : [DEVICES])] : []),
    ...(mailService ? [MAIL_SERVICE] : []),
    ...(sharing >= 3 ? [SHARED] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [...row.destinations, ...row.names.slice(0, 3)],
    count: n,
    metrics: {
      connections: n,
      days,
      hours: Number(row.hours),
      port: row.port,
      ...(row.sized ? { bytes_sent: Number(row.bytes) } : {}),
      hosts_sharing: sharing,
      ...(bursts > 0 ? { nights_with_bursts: bursts } : {}),
    },
    words: {
      host: row.host,
      destination: row.names[0] ?? row.destinations[0] ?? '',
      port: row.port,
      contacts: n,
      days,
      role: ROLE_NAMES[role?.role ?? 'server'],
      bursts: bursts > 0 ? BURSTS(bursts) : { ja: '', en: '' },
    },
  }
}

const BURSTS = (nights: number) => ({
  ja: `普段はまれな通信が、${nights}夜だけ急に増えています（小分けの持ち出しに見られる形）。`,
  en: `Seldom otherwise, it suddenly came many times on ${nights} nights, as data does that is taken out in parts. `,
})

const ROLE_NAMES: Record<Role['role'], { ja: string; en: string }> = {
  proxy: { ja: 'プロキシ', en: 'The proxy' },
  resolver: { ja: 'DNSサーバ', en: 'The resolver' },
  'mail-server': { ja: 'メールサーバ', en: 'The mail server' },
  gateway: { ja: 'ゲートウェイ', en: 'The gateway' },
  server: { ja: 'サーバ', en: 'The server' },
  device: { ja: '機器', en: 'The device' },
  scanner: { ja: '脆弱性検査の機器', en: 'The vulnerability scanner' },
}

const VENDOR: Reason = {
  effect: 'explains',
  text: {
    ja: '通信先は、更新や保守で知られた製品のものです。',
    en: 'The destination belongs to a product known for updates and maintenance.',
  },
}
const MAIL_SERVICE: Reason = {
  effect: 'weakens',
  text: {
    ja: '接続先は、大手のメールサービスだけが使うアドレス帯（Exchange Onlineなど）です。ほかの誰もサーバを置けません。',
    en: 'The addresses are of a range that a large mail service keeps to itself (such as Exchange Online): nobody else can run a server there.',
  },
}
const SHARED: Reason = {
  effect: 'explains',
  text: { ja: '多くの端末も同じアドレスへ通信しています。', en: 'Several hosts contact the same address.' },
}
