import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { DENIED, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { fresh, LOGS, OPENED, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen, sessions } from '../row.ts'

interface Row extends SeenRow {
  destination: string
  n: string
  days: string
  hours: string
  denied: string
  sent: string
  received: string
  sized: number
  /** bytes of its ordinary exchange, and of everybody's with servers that are known or shared */
  size: number
  usual: number
  fresh: number
  routine: number
  device: number
}

export const directDns: Detector = {
  id: 'direct-dns',
  title: { ja: '外部のDNSサーバへの直接の問合せ', en: 'Look-ups sent straight to a server outside' },
  explanation: {
    ja: '{{host}} だけが、組織のDNSサーバを通らずに、外部の {{destination}} のポート53へ問い合わせています（{{contacts}}回、{{days}}日間）。{{size}}公開のDNSサーバとして知られておらず、ほかの端末は使いません。問合せの中に指令やデータを隠す通信（DNSトンネル）は、DNSサーバのログを避けてこの形をとることがあります。',
    en: '{{host}} alone asks {{destination}} outside on port 53, past the organisation’s own DNS ({{contacts}} times on {{days}} days). {{size}} It is no known public resolver, and no other host uses it. Orders and data hidden in look-ups (a DNS tunnel) travel so, past the log of every DNS server.',
  },
  next_steps: {
    ja: [
      '接続先のアドレスの持ち主と、通信したプロセスを調べる。端末のDNSの設定も確認する',
      '不明なら端末を切り離し、通信の中身（パケット）を保存できれば保存する',
      '端末から外部のDNSサーバ（53番、853番）への通信を禁止し、組織のDNSサーバだけを通す',
    ],
    en: [
      "Find the address's owner and the process that asks; look at the host's DNS setting, too",
      'If nobody knows it, disconnect the host, and keep the packets if you can capture them',
      'Forbid clients DNS to servers outside (ports 53 and 853); let only your resolver ask',
    ],
  },
  attack: ['T1071.004', 'T1048.003', 'T1572'],
  references: ['https://attack.mitre.org/techniques/T1071/004/', 'RFC 1035, RFC 6891 (sizes of messages)'],
  needs: {
    tables: ['flow_event'],
    without: {
      ja: 'ファイアウォールの通信ログ（許可されたDNSの通信を含む）がないと見えません。',
      en: "Without a firewall's log of connections, permitted DNS included, it is not visible.",
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'exchanges',
      default: 60,
      reason: {
        ja: '一時の設定や確認と、続く通信を分ける',
        en: 'tells a passing setting or a check from lasting contact',
      },
    },
    {
      name: 'larger',
      unit: 'times the usual size',
      default: 1.4,
      reason: {
        ja: '名前にデータを詰めると、問合せは普段の名前より長くなる',
        en: 'names that carry data are longer than ordinary ones',
      },
    },
    {
      name: 'servers',
      unit: 'servers',
      default: 12,
      reason: {
        ja: 'これより多くのサーバに問い合わせる端末は、自ら名前を解決するDNSサーバ',
        en: 'whoever asks more servers than that resolves names itself: a DNS server',
      },
    },
  ],
  false_positives: [
    {
      ja: '公開のDNSサーバ（8.8.8.8など）、ほかの端末も使うプロバイダのDNSサーバ（対象外）',
      en: "known public resolvers (8.8.8.8 …) and the provider's, which others use too (left out)",
    },
    {
      ja: 'DNSサーバ自身、ほかの端末の問合せを中継する機器（対象外）',
      en: 'DNS servers, and whatever passes on the look-ups of others (left out)',
    },
    {
      ja: '決まったDNSサーバを組み込んだ機器（大きさが普通、ログの初めから: 低）',
      en: 'a device with a built-in server: ordinary sizes, there when the logs begin (low)',
    },
  ],
  async run(context) {
    await context.keep('direct_dns_asking', ASKING)
    const rows = await context.query<Row>(SQL, {
      repeated: context.parameter('repeated'),
      servers: context.parameter('servers'),
      known: context.lists.doh.networks.map(({ entry }) => entry.replace(/\/\d+$/, '')),
      devices: context.roles.addresses('device'),
      zone: context.timezone,
    })
    return rows.map((row) => toSign(row, context))
  },
}

const PASSED_ON = 2 // hosts that ask a host inside make it a resolver
const ALONE = 1 // host

/** All who ask outside, resolvers included: what they use is no secret. */
const ASKING =
  'SELECT host, destination_ip AS ip, source_bytes AS bytes FROM flow WHERE internal = 1 AND external = 1 AND destination_port = 53'

const SQL = `
WITH
  ${LOGS},
  asking AS (SELECT * FROM direct_dns_asking),
  used AS (SELECT ip, uniqExact(host) AS users FROM asking GROUP BY ip),
  public AS (SELECT ip FROM used WHERE users > ${ALONE} OR address(ip) IN {known:Array(String)}),
  usual AS (SELECT quantileExact(0.5)(bytes) AS typical FROM asking WHERE ip IN (SELECT ip FROM public) AND bytes > 0),
  -- it answers others, or walks from server to server as resolvers do
  resolver AS
  (
    SELECT address(destination_ip) AS host FROM flow WHERE internal = 1 AND external = 0 AND destination_port = 53 GROUP BY destination_ip HAVING uniqExact(source_ip) >= ${PASSED_ON}
    UNION ALL
    SELECT host FROM asking GROUP BY host HAVING uniqExact(ip) > {servers:Float64}
  ),
  grouped AS
  (
    SELECT host, ip, any(address(source_ip)) AS source, ${sessions('contact')} AS n, uniqExact(toDate(time, {zone:String})) AS days,
      uniqExact(toStartOfHour(time)) AS hours, countIf(outcome = 'denied') AS denied,
      sum(greatest(0, contact.sent)) AS sent, sum(greatest(0, contact.received)) AS received, toUInt8(max(contact.sent) > 0) AS sized,
      quantileExactIf(0.5)(contact.sent, contact.sent > 0) AS size, toUnixTimestamp(min(time)) AS began,${SEEN_COLUMNS}
    FROM contact
    WHERE via = 'flow' AND port = 53 AND ip NOT IN (SELECT ip FROM public)
    GROUP BY host, ip
    HAVING n >= {repeated:Float64}
  )
SELECT host, address(ip) AS destination, n, days, hours, denied, sent, received, sized, size, (SELECT typical FROM usual) AS usual,
  ${fresh('began', spanIn("'flow'"))} AS fresh, ${routine('began', spanIn("'flow'"), 'beginning.opened')} AS routine,
  toUInt8(source IN {devices:Array(String)}) AS device, first, last, lines
FROM grouped
LEFT JOIN ${OPENED} AS beginning USING (host)
WHERE source NOT IN (SELECT host FROM resolver) AND host NOT IN (SELECT host FROM resolver)
ORDER BY n DESC, host, destination
LIMIT 200`

/** bytes of an ordinary question with its headers, where the log shows nobody else's */
const ORDINARY = 75

function toSign(row: Row, context: DetectorContext): Sign {
  const [n, days] = [Number(row.n), Number(row.days)]
  const usual = Number(row.usual) || ORDINARY
  const large = row.sized === 1 && Number(row.size) >= context.parameter('larger') * usual
  const lasting = days >= 2 || Number(row.hours) >= 4
  return {
    ...seen(row),
    ...grade(strengthOf(large, lasting, row.fresh === 1), reasonsOf(row, n)),
    destinations: [row.destination],
    count: n,
    metrics: {
      connections: n,
      days,
      hours: Number(row.hours),
      denied: Number(row.denied),
      ...(row.sized === 1
        ? {
            question_bytes: Number(row.size),
            usual_question_bytes: usual,
            bytes_sent: Number(row.sent),
            bytes_received: Number(row.received),
          }
        : {}),
    },
    words: {
      host: row.host,
      destination: row.destination,
      contacts: n,
      days,
      size: large ? LARGE(row, usual) : NO_SIZE,
    },
  }
}

function strengthOf(large: boolean, lasting: boolean, isNew: boolean): Strength {
  if (!lasting || !(large || isNew)) return 'weak'
  return large && isNew ? 'strong' : 'plain'
}

const reasonsOf = (row: Row, n: number): Reason[] => [
  ...(row.routine === 1 ? [ROUTINE] : []),
  ...(row.device === 1 ? [BUILT_IN] : []),
  ...(Number(row.denied) >= n ? [DENIED] : []),
]

const LARGE = (row: Row, usual: number) => ({
  ja: `問合せは普段の名前より大きく（中央値${Number(row.size)}バイト、普段は${usual}バイト）、データを運べます。`,
  en: `The questions are larger than ordinary ones (median ${Number(row.size)} bytes, usually ${usual}), and can carry data.`,
})
const NO_SIZE = { ja: '', en: '' }

const BUILT_IN: Reason = {
  effect: 'weakens',
  text: {
    ja: '機器には、決まったDNSサーバが組み込まれていることがあります。',
    en: 'Devices may have a server built in.',
  },
}
