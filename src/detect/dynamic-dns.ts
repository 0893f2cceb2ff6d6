import { DYNAMIC_DNS } from '../lists/dynamic-dns.ts'
import type { Detector, Sign } from './detector.ts'

interface Row {
  host: string
  name: string
  suffix: string
  lookups: string
  requests: string
  connections: string
  uses_proxy: number
  addresses: string[]
  sharing: string
  clients: string
  days: string
  first: string
  last: string
  lines: [string, number][]
}

export const dynamicDns: Detector = {
  id: 'dynamic-dns',
  title: { ja: 'ダイナミックDNSの名前への通信', en: 'Contact with a dynamic DNS name' },
  explanation: {
    ja: '{{host}} が、ダイナミックDNS（{{provider}}）の名前 {{destination}} へ通信しました（問合せ{{lookups}}回、通信{{contacts}}回、{{days}}日間）。攻撃者は、サーバを移しても名前が変わらないダイナミックDNSをC2（指令）サーバによく使います。',
    en: '{{host}} contacted {{destination}}, a name of a dynamic DNS service ({{provider}}): {{lookups}} look-ups and {{contacts}} contacts on {{days}} days. Attackers use such names for C2 servers that move.',
  },
  next_steps: {
    ja: [
      '自組織や取引先の拠点・機器の名前でないか確認する',
      '業務で使わないなら、この名前をプロキシとDNSで遮断する',
      'PCからの通信なら、感染の疑いとしてネットワークから切り離す',
    ],
    en: [
      "Check whether it is a branch's or a device's own name",
      'If not, block the name at the proxy and in DNS',
      'If a PC contacts it, treat the PC as suspected and disconnect it',
    ],
  },
  attack: ['T1568', 'T1071.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['web_event', 'dns_event'],
    without: {
      ja: '名前の残るログ（プロキシかDNS）がないと見えません。',
      en: 'Without logs that carry names (proxy or DNS) it is not visible.',
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 5,
      reason: { ja: '偶然の一回のクリックと区別する', en: 'tells a single click from use' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.1,
      reason: { ja: '多くの端末が使う名前は業務用の可能性が高い', en: 'names that many hosts use are likely business' },
    },
  ],
  false_positives: [
    {
      ja: 'YAMAHAルータの拠点間VPN（netvolante.jp）、NAS・カメラの遠隔利用',
      en: "branch VPN of YAMAHA routers (netvolante.jp), NAS and cameras' remote access",
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      suffixes: DYNAMIC_DNS.map((one) => one.suffix),
      // what these look up, they look up for others
      infrastructure: (['proxy', 'resolver', 'mail-server'] as const).flatMap((role) => context.roles.addresses(role)),
    })
    const clients = context.roles.clients
    return rows.map((row) => toSign(row, clients, context.parameter('repeated'), context.parameter('common_share')))
  },
}

const SQL = `
WITH
  seen AS
  (
    SELECT host, url_domain AS name, time, 'request' AS kind, evidence_id, line
    FROM web
    WHERE internal = 1 AND position(url_domain, '.') > 0 AND address(source_ip) NOT IN {infrastructure:Array(String)}
    UNION ALL
    SELECT host, dns_question_name, time, 'look-up', evidence_id, line
    FROM dns
    WHERE internal = 1 AND event_type != 'answer' AND address(source_ip) NOT IN {infrastructure:Array(String)}
  ),
  -- the longest ending of the name that is on the list
  named AS
  (
    SELECT *,
      splitByChar('.', name) AS labels,
      arrayFirst(s -> has({suffixes:Array(String)}, s), arrayMap(i -> arrayStringConcat(arraySlice(labels, i), '.'), range(2, length(labels) + 1))) AS suffix
    FROM seen
    WHERE suffix != ''
  ),
  answered AS
  (
    SELECT dns_question_name AS name, groupUniqArrayArray(8)(arrayMap(ip -> address(ip), dns_resolved_ip)) AS addresses
    FROM dns
    WHERE notEmpty(dns_resolved_ip) AND dns_question_name IN (SELECT name FROM named)
    GROUP BY name
  ),
  direct AS
  (
    SELECT host, address(destination_ip) AS destination, count() AS n
    FROM flow
    WHERE internal = 1 AND external = 1 AND destination_port NOT IN (53, 500, 4500, 1194)
      AND address(destination_ip) IN (SELECT arrayJoin(addresses) FROM answered)
    GROUP BY host, destination
  ),
  proxied AS (SELECT DISTINCT host FROM web WHERE internal = 1 AND observer_type = 'proxy'),
  grouped AS
  (
    SELECT host, name, any(suffix) AS suffix,
      countIf(kind = 'look-up') AS lookups,
      countIf(kind = 'request') AS requests,
      uniqExact(toDate(time)) AS days,
      min(time) AS first_time, max(time) AS last_time,
      arraySlice(arrayMap(x -> (x.2, x.3), arraySort(groupArray(1000)((time, evidence_id, line)))), 1, 10) AS lines
    FROM named
    GROUP BY host, name
  ),
  shared AS (SELECT name, uniqExact(host) AS sharing FROM named GROUP BY name)
SELECT grouped.host AS host, grouped.name AS name, suffix, lookups, requests, days, sharing, answered.addresses AS addresses, lines,
  direct_n.n AS connections,
  toUInt8(grouped.host IN (SELECT host FROM proxied)) AS uses_proxy,
  formatDateTime(first_time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
  formatDateTime(last_time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last
FROM grouped
LEFT JOIN answered ON answered.name = grouped.name
LEFT JOIN shared ON shared.name = grouped.name
LEFT JOIN
(
  SELECT direct.host AS host, a.name AS name, sum(direct.n) AS n
  FROM direct
  INNER JOIN (SELECT name, arrayJoin(addresses) AS destination FROM answered) AS a ON a.destination = direct.destination
  GROUP BY host, name
) AS direct_n ON direct_n.host = grouped.host AND direct_n.name = grouped.name
ORDER BY requests + lookups DESC
LIMIT 500`

function toSign(row: Row, clients: number, repeated: number, commonShare: number): Sign {
  const provider = DYNAMIC_DNS.find((one) => one.suffix === row.suffix)
  const contacts = Number(row.requests) + Number(row.connections)
  const sharing = Number(row.sharing)
  const common = sharing >= 3 && sharing > clients * commonShare
  const device = (provider?.device ?? false) && row.uses_proxy === 0 && Number(row.requests) === 0
  const mitigations = [
    ...(common
      ? [
          {
            ja: `${clients}台中${sharing}台が同じ名前を使っています。`,
            en: `${sharing} of ${clients} hosts use the same name.`,
          },
        ]
      : []),
    ...(device
      ? [
          {
            ja: 'ルータやNASなどの機器が自分や拠点の名前を引いている通信に見えます。',
            en: "It looks like a router or NAS that looks up its own or a branch's name.",
          },
        ]
      : []),
  ]
  const strong = contacts >= repeated
  return {
    severity:
      common || device
        ? 'informational'
        : strong
          ? 'high'
          : contacts > 0 || Number(row.lookups) >= repeated
            ? 'medium'
            : 'low',
    confidence: common || device ? 0.1 : strong ? 0.65 : contacts > 0 ? 0.45 : 0.35,
    hosts: [row.host],
    accounts: [],
    destinations: [row.name, ...row.addresses],
    first_seen: row.first,
    last_seen: row.last,
    count: contacts + Number(row.lookups),
    lines: row.lines.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
    metrics: {
      lookups: Number(row.lookups),
      requests: Number(row.requests),
      connections: Number(row.connections),
      days: Number(row.days),
      hosts_sharing: sharing,
    },
    words: {
      host: row.host,
      destination: row.name,
      provider: provider?.provider ?? row.suffix,
      lookups: Number(row.lookups),
      contacts,
      days: Number(row.days),
    },
    mitigations,
  }
}
