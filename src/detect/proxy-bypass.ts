import type { Detector, DetectorContext, Sign } from './detector.ts'

interface Row {
  host: string
  destination: string
  port: number
  n: string
  denied: string
  days: string
  hours: string
  uses_proxy: number
  sharing: string
  clients: string
  names: string[]
  bytes: string
  first: string
  last: string
  lines: [string, number][]
}

/** Not the web: time, calls, push messages, VPN; they have no proxy to go through. */
const OTHER_PORTS = [53, 123, 500, 853, 1194, 3478, 3479, 3480, 3481, 4500, 5223, 5228, 5229, 5230]

export const proxyBypass: Detector = {
  id: 'proxy-bypass',
  title: { ja: 'プロキシを通らない外部への通信', en: 'Connection to the Internet past the proxy' },
  explanation: {
    ja: '{{host}} が、プロキシを通らずに {{destination}} へ直接通信しました（{{contacts}}回、{{days}}日間、ポート{{port}}）。プロキシを知らないウイルスや、記録を避けるウイルスに見られる通信です。',
    en: '{{host}} connected to {{destination}} directly, past the proxy ({{contacts}} connections on {{days}} days, port {{port}}). Malware that does not know the proxy, or avoids its log, does this.',
  },
  next_steps: {
    ja: [
      '接続先が、直接通信を許可した業務サービスか確認する',
      '端末のLANケーブルを抜き（電源は切らない）、通信したプロセスを調べる',
      'ファイアウォールで、プロキシ以外から外部の80/443番への通信を止める',
    ],
    en: [
      'Check whether the destination is a service that may go direct',
      'Unplug the network (leave the power on) and look for the process',
      'Let only the proxy reach ports 80 and 443 outside',
    ],
  },
  attack: ['T1071.001', 'T1090'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['flow_event', 'web_event'],
    without: {
      ja: 'ファイアウォールの許可通信のログと、プロキシのログ（または設定ファイルでの指定）がないと判断できません。',
      en: "Needs the firewall's log of permitted connections, and the proxy's log or its address in kyumei.yaml.",
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'connections',
      default: 8,
      reason: { ja: '一度きりの接続と、続く通信を分ける', en: 'tells a single connection from lasting contact' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くの端末が直接使う先は、許可された例外（ローカルブレイクアウト）',
        en: 'what many hosts use directly is a permitted exception (local breakout)',
      },
    },
    {
      name: 'outage_hosts',
      unit: 'hosts in 5 minutes',
      default: 5,
      reason: {
        ja: 'プロキシ停止中は多くの端末が一斉に直接通信へ切り替わる',
        en: 'while the proxy is down many hosts fall back at once',
      },
    },
    {
      name: 'many_destinations',
      unit: 'destinations',
      default: 8,
      reason: {
        ja: '閲覧全体が直接通信なら、プロキシ設定の漏れを疑う',
        en: 'where all browsing goes direct the proxy setting is missing',
      },
    },
  ],
  false_positives: [
    {
      ja: 'プロキシ停止中のPACの自動切替、Microsoft 365などのローカルブレイクアウト',
      en: 'PAC fail-over while the proxy is down, local breakout for Microsoft 365',
    },
    { ja: 'プロキシを使わない複合機・NAS・IP電話', en: 'copiers, NAS and IP phones that never use a proxy' },
  ],
  async run(context) {
    if (!(await hasProxy(context))) return []
    const rows = await context.query<Row>(SQL, {
      others: OTHER_PORTS,
      infrastructure: (['proxy', 'resolver', 'mail-server', 'gateway'] as const).flatMap((role) =>
        context.roles.addresses(role),
      ),
      outage: context.parameter('outage_hosts'),
    })
    return signs(rows, context)
  },
}

async function hasProxy(context: DetectorContext): Promise<boolean> {
  if (context.roles.addresses('proxy').length > 0) return true
  return (await context.query("SELECT 1 FROM web WHERE observer_type = 'proxy' LIMIT 1")).length > 0
}

const SQL = `
WITH
  direct AS
  (
    SELECT *, toStartOfFiveMinutes(time) AS bin, toString(IPv6CIDRToRange(destination_ip, 120).1) AS range
    FROM flow
    WHERE internal = 1 AND external = 1
      AND network_transport IN ('tcp', 'udp', '')
      AND (network_transport != 'udp' OR destination_port = 443)
      AND destination_port NOT IN {others:Array(UInt16)}
      AND NOT (destination_port BETWEEN 19302 AND 19309 OR destination_port BETWEEN 8801 AND 8810)
      AND address(source_ip) NOT IN {infrastructure:Array(String)}
  ),
  proxied AS (SELECT host, toStartOfFiveMinutes(time) AS bin, count() AS n FROM web WHERE internal = 1 AND observer_type = 'proxy' GROUP BY host, bin),
  proxy_users AS (SELECT DISTINCT host FROM proxied),
  alive AS (SELECT bin, uniqExact(host) AS users FROM proxied GROUP BY bin),
  -- many hosts at once, and the proxy wrote next to nothing: it was down; it went and came within the bins beside
  silent AS
  (
    SELECT bin
    FROM direct
    LEFT JOIN alive USING (bin)
    GROUP BY bin
    HAVING uniqExact(host) >= {outage:Float64} AND any(users) * 4 < uniqExact(host)
  ),
  outage AS (SELECT DISTINCT arrayJoin([bin - toIntervalMinute(5), bin, bin + toIntervalMinute(5)]) AS bin FROM silent),
  range_share AS (SELECT range, uniqExact(host) AS sharing FROM direct WHERE bin NOT IN (SELECT bin FROM outage) GROUP BY range),
  answered AS
  (
    SELECT arrayJoin(dns_resolved_ip) AS ip, groupUniqArray(3)(dns_question_name) AS names
    FROM dns
    WHERE hasAny(dns_resolved_ip, (SELECT groupUniqArray(destination_ip) FROM direct))
    GROUP BY ip
  ),
  grouped AS
  (
    SELECT host, destination_ip, any(range) AS range, topK(1)(destination_port)[1] AS port,
      uniqExactIf(if(event_id = '', toString(time), event_id), event_action != 'denied') AS n,
      countIf(event_action = 'denied') AS denied,
      uniqExact(toDate(time)) AS days,
      uniqExact(toStartOfHour(time)) AS hours,
      sum(if(source_bytes < 0, 0, source_bytes)) AS bytes,
      min(time) AS first_time, max(time) AS last_time,
      arraySlice(arrayMap(x -> (x.2, x.3), arraySort(groupArray(1000)((time, evidence_id, line)))), 1, 10) AS lines
    FROM direct
    WHERE bin NOT IN (SELECT bin FROM outage)
    GROUP BY host, destination_ip
  )
SELECT host, address(destination_ip) AS destination, port, n, denied, days, hours, bytes, sharing, names, lines,
  toUInt8(host IN (SELECT host FROM proxy_users)) AS uses_proxy,
  formatDateTime(first_time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
  formatDateTime(last_time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last
FROM grouped
LEFT JOIN range_share USING (range)
LEFT JOIN answered ON answered.ip = grouped.destination_ip
ORDER BY n DESC, host, destination
LIMIT 5000`

function signs(rows: Row[], context: DetectorContext): Sign[] {
  const clients = context.roles.clients
  const isCommon = (row: Row) =>
    Number(row.sharing) >= 3 && Number(row.sharing) > clients * context.parameter('common_share')
  const common = rows.filter(isCommon)
  const byHost = Map.groupBy(
    rows.filter((row) => !isCommon(row)),
    (row) => row.host,
  )
  return [
    ...[...byHost.values()].flatMap((own) => hostSigns(own, context)),
    ...(common.length > 0 ? [breakout(common, clients)] : []),
  ]
}

function hostSigns(rows: Row[], context: DetectorContext): Sign[] {
  const repeated = rows.filter((row) => Number(row.n) + Number(row.denied) >= context.parameter('repeated'))
  const many = rows.length >= context.parameter('many_destinations')
  const single = repeated.map((row): Sign => {
    const lasting = Number(row.days) >= 2 || Number(row.hours) >= 4
    const strong = row.uses_proxy === 1 && lasting
    const stopped = Number(row.n) === 0
    return {
      ...base(row),
      severity: strong && !stopped ? 'high' : strong || row.uses_proxy === 1 ? 'medium' : 'low',
      confidence: strong ? (stopped ? 0.5 : 0.65) : row.uses_proxy === 1 ? 0.5 : 0.3,
      mitigations: [
        ...(row.uses_proxy === 0
          ? [
              {
                ja: 'この機器はプロキシを使っていません（複合機やNASかもしれません）。',
                en: 'This device never uses the proxy (it may be a copier or a NAS).',
              },
            ]
          : []),
        ...(stopped
          ? [{ ja: '通信はファイアウォールで止められています。', en: 'The firewall stopped these connections.' }]
          : []),
      ],
    }
  })
  const rest = rows.filter((row) => !repeated.includes(row))
  if (!many || rest.length === 0) return single
  const first = rest[0] as Row
  return [
    ...single,
    {
      ...base(first),
      destinations: rest.slice(0, 20).map((row) => row.destination),
      severity: 'low',
      confidence: 0.2,
      count: rest.reduce((sum, row) => sum + Number(row.n), 0),
      mitigations: [
        {
          ja: `${rest.length}か所へ直接通信しています。この端末のプロキシ設定が外れているのかもしれません。`,
          en: `It went direct to ${rest.length} places: its proxy setting may be missing.`,
        },
      ],
    },
  ]
}

function breakout(rows: Row[], clients: number): Sign {
  const first = rows[0] as Row
  const hosts = [...new Set(rows.map((row) => row.host))].sort()
  return {
    ...base(first),
    hosts,
    destinations: [...new Set(rows.map((row) => row.destination))].slice(0, 50),
    severity: 'informational',
    confidence: 0.1,
    count: rows.reduce((sum, row) => sum + Number(row.n), 0),
    words: { ...base(first).words, host: `${hosts.length}` },
    mitigations: [
      {
        ja: `${clients}台中${hosts.length}台が同じ範囲へ直接通信しています。許可された例外（ローカルブレイクアウト）と見られます。`,
        en: `${hosts.length} of ${clients} hosts go direct to the same ranges: it looks like a permitted exception (local breakout).`,
      },
    ],
  }
}

function base(row: Row): Omit<Sign, 'severity' | 'confidence' | 'mitigations'> {
  const contacts = Number(row.n) + Number(row.denied)
  return {
    hosts: [row.host],
    accounts: [],
    destinations: [row.destination, ...row.names],
    first_seen: row.first,
    last_seen: row.last,
    count: contacts,
    lines: row.lines.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
    metrics: {
      connections: Number(row.n),
      denied: Number(row.denied),
      days: Number(row.days),
      hours: Number(row.hours),
      bytes_sent: Number(row.bytes),
      port: row.port,
      hosts_sharing: Number(row.sharing),
    },
    words: { host: row.host, destination: row.destination, contacts, days: Number(row.days), port: row.port },
  }
}
