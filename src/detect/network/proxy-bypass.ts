import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, mostUncommon, ROUTINE, type Strength, several } from '../grade.ts'
import { LOGS, OPENED, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { resolverRanges } from './encrypted-dns.ts'
import { WEB_LIKE } from './ports.ts'
import { DEVICE, ENCRYPTED_DNS, noSetting, OWN_RULE, OWN_TASK, ofARange, STOPPED } from './proxy-bypass-reason.ts'

interface Row extends SeenRow {
  destination: string
  range: string
  /** of a resolver with encrypted DNS, as the host's own look-ups tell */
  resolver?: boolean
  port: number
  n: string
  denied: string
  /** share of the connections made in five minutes in which it also went to several other places */
  accompanied: number
  days: string
  hours: string
  uses_proxy: number
  sharing: string
  /** so many hosts go to its range that it is a permitted exception */
  common: number
  /** places that its host goes to directly, without those that are common; the rows hold but the most used */
  places: string
  /** hosts that go to this very address */
  same_address: string
  names: string[]
  bytes: string
  sized: number
  /** hours */
  longest: number
  routine: number
  /** the firewall's rule that lets it through lets hardly anything else through */
  own_rule: number
  /** the rule of one task, which uses several addresses in turn, or '' */
  task: string
  task_routine: number
}

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
      name: 'long_hours',
      unit: 'h',
      default: 4,
      reason: {
        ja: '回数が少なくても、何時間もつながったままの接続が別の日にもあれば続く通信',
        en: 'few connections are lasting contact too, where they stay open for hours, on several days',
      },
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
    {
      ja: 'テザリングから戻ったノートPC。覚えている多くの接続先へ、設定が戻るまでの数分だけ直接通信する',
      en: 'laptops back from tethering: for minutes they go direct to the many places they know',
    },
    {
      ja: 'サーバの夜間バックアップ。専用の規則で、保存先サービスのいくつものアドレスを交代で使う',
      en: "a server's nightly backup, which by a rule of its own uses a storage service's many addresses in turn",
    },
    {
      ja: 'DNSを暗号化（DoH）するブラウザの、公開リゾルバへの通信',
      en: "a browser's encrypted look-ups (DoH) at a public resolver",
    },
    { ja: 'プロキシを使わない複合機・NAS・IP電話', en: 'copiers, NAS and IP phones that never use a proxy' },
  ],
  async run(context) {
    if (!(await hasFlows(context)) || !(await hasProxy(context))) return []
    const rows = await context.query<Row>(SQL, {
      outage: context.parameter('outage_hosts'),
      zone: context.timezone,
      uncommon: mostUncommon(context.roles.clients, context.parameter('common_share')),
    })
    const isResolver = await resolverRanges(context)
    return signs(
      rows.map((row) => ({ ...row, resolver: isResolver(row.host, row.range) })),
      context,
    )
  },
}

async function hasFlows(context: DetectorContext): Promise<boolean> {
  return (await context.query("SELECT 1 FROM contact WHERE via = 'flow' LIMIT 1")).length > 0
}

async function hasProxy(context: DetectorContext): Promise<boolean> {
  if (context.roles.addresses('proxy').length > 0) return true
  return (await context.query("SELECT 1 FROM contact WHERE via = 'proxy' LIMIT 1")).length > 0
}

const BURST = 4 // places in five minutes
const FEW_PLACES = 3 // that a rule of the firewall lets through: it was written for them
const FEW_HOSTS = 3 // to which a rule was given for a task of theirs
const SAME_HOURS = 6 // of the clock's 24: a task has its time of the day
const ALWAYS = 0.8 // share of a place's connections made in bursts; a beacon also calls alone

const SQL = `
WITH
  ${LOGS},
  rule_places AS (SELECT rule, uniqExact(ip) AS places FROM contact WHERE via = 'flow' AND rule != '' AND outcome != 'denied' GROUP BY rule),
  -- a rule of a few hosts, for one port, used at the same hours: one task, such as a backup to a storage service whose addresses change
  own_task AS
  (
    SELECT host, rule, rule AS task, toUnixTimestamp(min(time)) AS task_began
    FROM contact
    WHERE via = 'flow' AND outcome != 'denied' AND rule IN
    (
      SELECT rule
      FROM contact
      WHERE via = 'flow' AND rule != '' AND outcome != 'denied'
      GROUP BY rule
      HAVING uniqExact(host) <= ${FEW_HOSTS} AND uniqExact(port) = 1
    )
    GROUP BY host, rule
    HAVING uniqExact(ip) > 1 AND uniqExact(toHour(time, {zone:String})) <= ${SAME_HOURS}
  ),
  direct AS
  (
    SELECT *, toStartOfFiveMinutes(time) AS bin, toString(IPv6CIDRToRange(ip, 120).1) AS range
    FROM contact
    WHERE via = 'flow'
      AND ${WEB_LIKE}
      AND (transport != 'udp' OR port = 443)
  ),
  proxied AS (SELECT host, toStartOfFiveMinutes(time) AS bin FROM contact WHERE via = 'proxy' GROUP BY host, bin),
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
  -- a program that has lost its proxy tries everything it knows at once, and goes on into the bins beside
  burst AS
  (
    SELECT DISTINCT host, arrayJoin([bin - toIntervalMinute(5), bin, bin + toIntervalMinute(5)]) AS bin
    FROM (SELECT host, bin FROM direct WHERE bin NOT IN (SELECT bin FROM outage) GROUP BY host, bin HAVING uniqExact(ip) >= ${BURST})
  ),
  range_share AS (SELECT range, uniqExact(host) AS sharing FROM direct WHERE bin NOT IN (SELECT bin FROM outage) GROUP BY range),
  answered AS
  (
    SELECT answer, arraySort(groupUniqArray(3)(name)) AS names
    FROM known_answer
    ARRAY JOIN ips AS answer
    WHERE answer IN (SELECT ip FROM direct)
    GROUP BY answer
  ),
  grouped AS
  (
    SELECT host, ip, any(range) AS range, topK(1)(port)[1] AS port,
      uniqExactIf(if(event_id = '', toString(time), event_id), outcome != 'denied') AS n,
      countIf(outcome = 'denied') AS denied,
      countIf((host, bin) IN (SELECT host, bin FROM burst)) / count() AS accompanied,
      uniqExact(toDate(time)) AS days,
      uniqExact(toStartOfHour(time)) AS hours,
      sum(greatest(0, sent)) AS bytes, toUInt8(max(sent) >= 0) AS sized, round(max(duration_ms) / 3600000, 1) AS longest, toUnixTimestamp(min(time)) AS began, topK(1)(rule)[1] AS rule,${SEEN_COLUMNS}
    FROM direct
    WHERE bin NOT IN (SELECT bin FROM outage)
    GROUP BY host, ip
  )
SELECT host, address(ip) AS destination, range, port, n, denied, accompanied, days, hours, bytes, sized, longest, sharing,
  toUInt8(sharing > {uncommon:Float64}) AS common, countIf(common = 0) OVER (PARTITION BY host) AS places, count() OVER (PARTITION BY grouped.ip) AS same_address, names,
  ${routine('began', spanIn("'flow'"), 'beginning.opened')} AS routine,
  toUInt8(rule != '' AND rule_places.places <= ${FEW_PLACES}) AS own_rule, task,
  ${routine('task_began', spanIn("'flow'"), 'beginning.opened')} AS task_routine, lines, first, last,
  toUInt8(host IN (SELECT host FROM proxy_users)) AS uses_proxy
FROM grouped
LEFT JOIN range_share USING (range)
LEFT JOIN answered ON answered.answer = grouped.ip
LEFT JOIN rule_places USING (rule)
LEFT JOIN own_task USING (host, rule)
LEFT JOIN ${OPENED} AS beginning USING (host)
ORDER BY n DESC, host, destination
LIMIT 5000 BY common`

function signs(rows: Row[], context: DetectorContext): Sign[] {
  const clients = context.roles.clients
  const common = rows.filter((row) => row.common === 1)
  const byHost = Map.groupBy(
    rows.filter((row) => row.common === 0),
    (row) => row.host,
  )
  const elsewhere = [...byHost.values()].filter((own) => browsesDirectly(own, context))
  const apart = elsewhere.length >= 3 ? elsewhere : []
  return [
    ...[...byHost.values()].filter((own) => !apart.includes(own)).flatMap((own) => hostSigns(own, context)),
    ...(apart.length > 0 ? [noProxyAtAll(apart)] : []),
    ...(common.length > 0 ? [breakout(common, clients)] : []),
  ]
}

/** It never uses the proxy and goes to many places: a network without one, as that of guests and telephones. */
const browsesDirectly = (rows: Row[], context: DetectorContext) =>
  rows.every((row) => row.uses_proxy === 0) && goesToMany(rows, context)

const goesToMany = (rows: Row[], context: DetectorContext) =>
  Number(rows[0]?.places) >= context.parameter('many_destinations')

function noProxyAtAll(hosts: Row[][]): Sign {
  const rows = hosts.flat()
  const first = rows[0] as Row
  const places = [...new Set(rows.map((row) => row.destination))]
  return {
    ...base(first),
    hosts: hosts.map((own) => own[0]?.host ?? '').sort(),
    destinations: places.slice(0, 20),
    count: rows.reduce((sum, row) => sum + Number(row.n), 0),
    words: { ...base(first).words, host: `${hosts.length}` },
    ...grade('weak', [
      {
        effect: 'weakens',
        text: {
          ja: `${hosts.length}台はプロキシを一度も使わず、多くの先を直接閲覧しています（来客用の無線LANなど、プロキシのない網の端末かもしれません）。`,
          en: `${hosts.length} hosts never use the proxy and browse directly: they may be in a network without one, such as the guests' Wi-Fi.`,
        },
      },
    ]),
  }
}

function hostSigns(all: Row[], context: DetectorContext): Sign[] {
  const tasks = Map.groupBy(
    all.filter((row) => row.task !== ''),
    (row) => row.task,
  )
  const rows = [...all.filter((row) => row.task === ''), ...[...tasks.values()].map(asOne)]
  const many = goesToMany(rows, context)
  const repeated = rows.filter(
    (row) =>
      !(many && row.accompanied >= ALWAYS) &&
      (Number(row.n) + Number(row.denied) >= context.parameter('repeated') ||
        (row.longest >= context.parameter('long_hours') && Number(row.days) >= 2)),
  )
  const single = repeated.map((row): Sign => {
    // of attempts that all were stopped a few tell nothing: many programs try once in a while
    const lasting = Number(row.n) > 0 ? Number(row.days) >= 2 || Number(row.hours) >= 4 : Number(row.hours) >= STUBBORN
    const strength: Strength = row.uses_proxy === 0 ? 'weak' : lasting && !isOfARange(row) ? 'strong' : 'plain'
    const reasons = [
      ...(row.uses_proxy === 0 ? [DEVICE] : []),
      ...(Number(row.n) === 0 ? [STOPPED] : []),
      ...(row.resolver ? [ENCRYPTED_DNS] : []),
      ...(isOfARange(row) ? [ofARange(Number(row.sharing))] : several(Number(row.sharing))),
      ...(Number(row.n) > 0 && row.routine === 1 && row.own_rule === 1 ? [ROUTINE, OWN_RULE] : []),
      ...(row.task !== '' && row.task_routine === 1 ? [ROUTINE, OWN_TASK] : []),
    ]
    const places = tasks.get(row.task)?.map((one) => one.destination) ?? []
    return {
      ...base(row),
      ...(places.length > 0 ? { destinations: [...new Set([...places, ...row.names])].slice(0, 50) } : {}),
      ...grade(strength, reasons),
    }
  })
  const rest = rows.filter((row) => !repeated.includes(row))
  if (!many || rest.length === 0) return single
  return [
    ...single,
    {
      ...base(rest[0] as Row),
      destinations: rest.slice(0, 20).map((row) => row.destination),
      count: rest.reduce((sum, row) => sum + Number(row.n), 0),
      ...grade('weak', [noSetting(rest.length)]),
    },
  ]
}

/** The addresses of one task as if they were one. */
function asOne(rows: Row[]): Row {
  const first = rows[0] as Row
  const sum = (value: (row: Row) => string) => String(rows.reduce((total, row) => total + Number(value(row)), 0))
  const most = (value: (row: Row) => string | number) => Math.max(...rows.map((row) => Number(value(row))))
  return {
    ...first,
    n: sum((row) => row.n),
    denied: sum((row) => row.denied),
    bytes: sum((row) => row.bytes),
    sized: most((row) => row.sized),
    days: String(most((row) => row.days)),
    hours: String(most((row) => row.hours)),
    longest: most((row) => row.longest),
    sharing: String(most((row) => row.sharing)),
    names: [...new Set(rows.flatMap((row) => row.names))].slice(0, 3),
    first: rows.map((row) => row.first).sort()[0] ?? first.first,
    last:
      rows
        .map((row) => row.last)
        .sort()
        .at(-1) ?? first.last,
    own_rule: 0,
  }
}

/** Many go to the range, hardly any to this address: a large service's, where victims of one attacker would meet at one address. */
const isOfARange = (row: Row) =>
  Number(row.sharing) >= RANGE_SHARED && Number(row.same_address) * 3 <= Number(row.sharing)
const RANGE_SHARED = 5 // hosts
const STUBBORN = 24 // hours with attempts

function breakout(rows: Row[], clients: number): Sign {
  const first = rows[0] as Row
  const hosts = [...new Set(rows.map((row) => row.host))].sort()
  return {
    ...base(first),
    hosts,
    destinations: [...new Set(rows.map((row) => row.destination))].slice(0, 50),
    count: rows.reduce((sum, row) => sum + Number(row.n), 0),
    words: { ...base(first).words, host: `${hosts.length}` },
    ...grade('plain', [
      {
        effect: 'explains',
        text: {
          ja: `${clients}台中${hosts.length}台が同じ範囲へ直接通信しています。許可された例外（ローカルブレイクアウト）と見られます。`,
          en: `${hosts.length} of ${clients} hosts go direct to the same ranges: it looks like a permitted exception (local breakout).`,
        },
      },
    ]),
  }
}

function base(row: Row): Omit<Sign, 'severity' | 'confidence' | 'mitigations'> {
  const contacts = Number(row.n) + Number(row.denied)
  return {
    ...seen(row),
    destinations: [row.destination, ...row.names],
    count: contacts,
    metrics: {
      connections: Number(row.n),
      denied: Number(row.denied),
      days: Number(row.days),
      hours: Number(row.hours),
      ...(row.sized ? { bytes_sent: Number(row.bytes) } : {}),
      longest_hours: row.longest,
      port: row.port,
      hosts_sharing: Number(row.sharing),
    },
    words: { host: row.host, destination: row.destination, contacts, days: Number(row.days), port: row.port },
  }
}
