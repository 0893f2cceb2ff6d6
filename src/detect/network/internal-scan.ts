import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { logOf, routine } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { together } from '../together.ts'
import { BROAD, isBroad, SEQUESTERED, sequestered } from './scanner.ts'

interface Row extends SeenRow {
  port: number
  targets: string
  hour_targets: string
  failures: number
  reached: string
  n: string
  days: string
  usual: number
  peers: number
  steady: number
  /** in rounds of a week */
  weekly: number
  /** … or of a month */
  monthly: number
  routine: number
  sample: string[]
  reached_sample: string[]
}

/** Remote control and file sharing: what spreads inside goes through these. */
const SPREADING = [22, 23, 135, 139, 445, 1433, 3306, 3389, 5432, 5900, 5985, 5986]

/** Finders of printers, NAS and asset agents, name and time services: sweeps of these are everyday life. */
const FINDERS = [53, 67, 68, 123, 137, 138, 161, 427, 515, 631, 1900, 3702, 5353, 5355, 7680, 9100]

export const internalScan: Detector = {
  id: 'internal-scan',
  title: { ja: '内部への探索（侵入拡大）', en: 'Sweep of hosts inside' },
  explanation: {
    ja: '{{host}} が、内部の{{targets}}台へポート{{ports}}で接続を試みました（一時間に最多{{hour}}台、失敗{{failures}}％）。この端末のこれまでの通信や、他の端末にはない動きで、侵入したウイルスや攻撃者が次の感染先を探す動き（侵入拡大）に見られます。',
    en: '{{host}} tried to connect to {{targets}} hosts inside on port {{ports}} (up to {{hour}} in an hour, {{failures}} % failed). Neither the host before nor its peers do this; attackers do, to find the next host (lateral movement).',
  },
  next_steps: {
    ja: [
      '端末のLANケーブルを抜く（電源は切らない）',
      '接続に成功した先の端末とサーバのログを調べる',
      '資産管理や脆弱性検査の予定がなかったか確認する',
    ],
    en: [
      'Unplug the network (leave the power on)',
      'Examine the hosts and servers that it reached',
      'Check whether an inventory or a vulnerability scan was planned',
    ],
  },
  attack: ['T1046', 'T1018', 'T1021'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['flow_event'],
    without: {
      ja: '内部の区間をまたぐ通信のログ（ファイアウォールやセンサー）がないと見えません。同じ区間の中の通信は、多くの場合どのログにも残りません。',
      en: 'Without a log of connections between segments inside (firewall or sensor) it is not visible; traffic within one segment rarely is in any log.',
    },
  },
  parameters: [
    {
      name: 'targets',
      unit: 'hosts',
      default: 10,
      reason: { ja: '共有フォルダやプリンタの利用は数台', en: 'shares and printers are a handful' },
    },
    {
      name: 'targets_other_ports',
      unit: 'hosts',
      default: 30,
      reason: { ja: '侵入拡大に使われないポートでは高くする', en: 'higher on ports that rarely carry spread' },
    },
    {
      name: 'times_usual',
      unit: 'times',
      default: 3,
      reason: {
        ja: 'この端末の前日までと、同じポートを使う他の端末の中央値に対する倍率',
        en: "against the host's earlier days and the median of its peers",
      },
    },
  ],
  false_positives: [
    {
      ja: '資産管理・監視・脆弱性検査のサーバ（毎日、同じ相手、ほとんど成功）',
      en: 'asset management, monitoring, vulnerability scanners: daily, the same targets, mostly successful',
    },
    {
      ja: '一度だけ行われた脆弱性検査（十以上のサービスを、外部と通信しない古くからの機器が尋ねる）',
      en: 'a vulnerability scan seen once: a dozen services, asked by an old machine that contacts nothing outside',
    },
    {
      ja: '複合機やNASを探す道具（SNMP、9100番）、更新の配信（7680番）は対象外',
      en: 'finders of printers and NAS (SNMP, 9100) and update sharing (7680) are left out',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      spreading: SPREADING,
      finders: FINDERS,
      targets: context.parameter('targets'),
      targets_other: context.parameter('targets_other_ports'),
      rounds: SCHEDULED_DAYS,
    })
    const broad = [...Map.groupBy(rows, ({ host }) => host)]
      .filter(([, own]) => isBroad(own, SPREADING))
      .map(([host]) => host)
    const apart = await sequestered(context, broad)
    const scanner = (host: string) => (broad.includes(host) ? [BROAD, ...(apart.has(host) ? [SEQUESTERED] : [])] : [])
    const found = rows.flatMap((row) => toSign(row, scanner(row.host), context))
    // one sweep of several ports is one sweep; what is explained stays apart from what is not
    const apartFrom = ({ hosts: [host = ''], severity, mitigations }: Sign) =>
      mitigations.length > 0 && (severity === 'informational' || !broad.includes(host)) ? severity : ''
    const groups = Map.groupBy(found, (one) => `${one.hosts[0]} ${apartFrom(one)}`)
    return [...groups.values()].map((group) => merged(group))
  },
}

const SQL = `
WITH
  tried AS
  (
    SELECT *
    FROM inside_contact
    WHERE port NOT IN {finders:Array(UInt16)}
      AND (host, port) IN (SELECT host, port FROM inside_contact GROUP BY host, port HAVING uniq(ip) >= {targets:Float64} / 2)
  ),
  -- servers that everybody uses are no find
  server AS
  (
    SELECT port, ip
    FROM inside_contact
    GROUP BY port, ip
    HAVING uniqExactIf(host, failed = 0) >= 3 AND uniqExactIf(host, failed = 0) >= 0.2 * (SELECT uniqExact(host) FROM inside_contact)
  ),
  inside AS (SELECT * FROM tried WHERE (port, ip) NOT IN (SELECT port, ip FROM server)),
  ${logOf('inside_contact')},
  hourly AS (SELECT host, port, toStartOfHour(time) AS hour, uniqExact(ip) AS targets FROM inside GROUP BY host, port, hour),
  busiest AS (SELECT host, port, max(targets) AS hour_targets FROM hourly GROUP BY host, port),
  daily AS
  (
    SELECT host, port, toDate(time, {zone:String}) AS day, uniqExact(ip) AS targets
    FROM inside
    GROUP BY host, port, day
  ),
  -- what the host did on days before its largest
  earlier AS
  (
    SELECT host, port, count() AS active_days, max(targets) AS most, argMax(day, targets) AS largest_day, min(targets) AS least
    FROM daily
    GROUP BY host, port
  ),
  -- large days of one weekday and hour, from the logs' first week on (of two, both as large); or of one day of each month, as large
  rounds AS
  (
    SELECT daily.host AS host, daily.port AS port, groupArray(daily.day) AS round_days,
      toUInt8((count() >= {rounds:UInt32} OR (count() = 2 AND min(daily.targets) * 4 >= max(daily.targets) * 3))
        AND uniqExact(toDayOfWeek(daily.day)) = 1
        AND min(daily.day) < addDays((SELECT toDate(min(time), {zone:String}) FROM inside_contact), 7)) AS weekly,
      toUInt8(count() >= 2 AND uniqExact(toDayOfMonth(daily.day)) = 1 AND uniqExact(toStartOfMonth(daily.day)) = count() AND min(daily.targets) * 1.2 >= max(daily.targets)) AS monthly
    FROM daily
    INNER JOIN earlier ON earlier.host = daily.host AND earlier.port = daily.port
    WHERE daily.targets * 2 >= earlier.most
    GROUP BY host, port
  ),
  -- a round may last for hours: when it begins is its hour
  at_hour AS
  (
    SELECT host, port, toUInt8(max(begins) - min(begins) <= 1) AS one_hour
    FROM
    (
      SELECT hourly.host AS host, hourly.port AS port, min(toHour(hour, {zone:String})) AS begins
      FROM hourly
      INNER JOIN busiest ON busiest.host = hourly.host AND busiest.port = hourly.port
      WHERE hourly.targets * 2 >= busiest.hour_targets
      GROUP BY host, port, toDate(hour, {zone:String})
    )
    GROUP BY host, port
  ),
  usual AS
  (
    SELECT daily.host AS host, daily.port AS port, maxIf(daily.targets, daily.day < earlier.largest_day) AS usual
    FROM daily
    INNER JOIN earlier ON earlier.host = daily.host AND earlier.port = daily.port
    GROUP BY host, port
  ),
  peers AS
  (
    SELECT port, median(targets) AS peers, count() AS hosts
    FROM (SELECT host, port, uniq(ip) AS targets FROM inside_contact GROUP BY host, port)
    GROUP BY port
  ),
  grouped AS
  (
    SELECT host, port, uniqExact(ip) AS targets, count() AS n, uniqExact(toDate(time, {zone:String})) AS days,
      uniqExactIf(ip, failed = 1) AS failed_targets, uniqExactIf(ip, failed = 0) AS reached,
      arraySort(groupUniqArrayIf(5)(address(ip), failed = 0)) AS reached_sample, arraySort(groupUniqArray(15)(address(ip))) AS sample,
      ${routine('toUnixTimestamp(min(time))')} AS routine,${SEEN_COLUMNS}
    FROM inside
    GROUP BY host, port
    HAVING targets >= if(port IN {spreading:Array(UInt16)}, {targets:Float64}, {targets_other:Float64})
  )
SELECT grouped.host AS host, grouped.port AS port, targets, hour_targets, round((targets - reached) / targets, 2) AS failures, reached, n, days,
  usual.usual AS usual, if(peers.hosts < 4, 0, peers.peers) AS peers,
  toUInt8(earlier.active_days >= 2 AND earlier.least * 2 >= earlier.most) AS steady, toUInt8(rounds.weekly = 1 AND at_hour.one_hour = 1) AS weekly, toUInt8(rounds.monthly = 1 AND at_hour.one_hour = 1) AS monthly, routine, sample, reached_sample, first, last, lines
FROM grouped
LEFT JOIN busiest ON busiest.host = grouped.host AND busiest.port = grouped.port
LEFT JOIN earlier ON earlier.host = grouped.host AND earlier.port = grouped.port
LEFT JOIN usual ON usual.host = grouped.host AND usual.port = grouped.port
LEFT JOIN peers ON peers.port = grouped.port
LEFT JOIN rounds ON rounds.host = grouped.host AND rounds.port = grouped.port
LEFT JOIN at_hour ON at_hour.host = grouped.host AND at_hour.port = grouped.port
ORDER BY targets DESC, host, port
LIMIT 200`

function toSign(row: Row, scanner: Reason[], context: DetectorContext): Sign[] {
  const times = context.parameter('times_usual')
  const [targets, inHour] = [Number(row.targets), Number(row.hour_targets)]
  const spreading = SPREADING.includes(row.port)
  const failed = row.failures >= 0.4
  if (targets < times * Math.max(Number(row.peers), 1)) return []
  // Slow sweeps have no busy hour; then the failures must speak.
  if (inHour < context.parameter('targets') && !failed) return []
  const unusual = targets >= times * Math.max(Number(row.usual), 1)
  const strength: Strength = failed && spreading ? 'strong' : spreading || failed ? 'plain' : 'weak'
  const reasons: Reason[] = [
    ...(row.steady === 1 && !failed ? [STEADY] : []),
    ...(row.steady === 1 && failed && row.routine === 1 && Number(row.days) >= SCHEDULED_DAYS ? [SCHEDULED] : []),
    ...(row.weekly === 1 ? [WEEKLY] : row.monthly === 1 ? [MONTHLY] : []),
    ...(row.failures < 0.2 ? [OPEN] : []),
    ...(row.routine === 1 && !unusual ? [ROUTINE] : []),
    ...(context.roles.infrastructure.includes(row.host) ? [SERVER] : []),
    ...scanner,
  ]
  return [
    {
      ...seen(row),
      ...grade(strength, reasons),
      destinations: [...new Set([...row.reached_sample, ...row.sample])],
      count: Number(row.n),
      metrics: {
        ports: String(row.port),
        targets,
        targets_in_busiest_hour: inHour,
        failed_share: row.failures,
        reached: Number(row.reached),
        days: Number(row.days),
        usual_targets: Number(row.usual),
        peers_targets: Number(row.peers),
      },
      words: {
        host: row.host,
        ports: String(row.port),
        targets,
        hour: inHour,
        failures: Math.round(row.failures * 100),
      },
    },
  ]
}

const MOST_LINES = 10

function merged(group: Sign[]): Sign {
  const most = (one: Sign) => Number(one.metrics.targets)
  const [first, ...others] = group.sort((a, b) => b.confidence - a.confidence || most(b) - most(a)) as [Sign, ...Sign[]]
  if (others.length === 0) return first
  const ports = group
    .map(({ metrics }) => Number(metrics.ports))
    .sort((a, b) => a - b)
    .join(', ')
  return {
    ...together([first, ...others]),
    lines: Array.from({ length: MOST_LINES }, (_, i) => group.flatMap(({ lines }) => lines[i] ?? []))
      .flat()
      .slice(0, MOST_LINES),
    metrics: { ...first.metrics, ports },
    words: { ...first.words, ports },
  }
}

const STEADY: Reason = {
  effect: 'explains',
  text: {
    ja: '毎日同じ程度の相手へ接続し、ほとんど成功しています。資産管理や監視のサーバと見られます。',
    en: 'It reaches about the same number every day, nearly all with success: it looks like asset management or monitoring.',
  },
}
/** days: a sweep that is as large on each of them, from the logs' first day on, is a round that somebody has set up */
const SCHEDULED_DAYS = 3
const SCHEDULED: Reason = {
  effect: 'explains',
  text: {
    ja: 'ログの初日から毎日、同じ程度の相手を調べています。予定された脆弱性検査や棚卸しと見られます（予定の有無を確認してください）。',
    en: "Every day since the logs' first it tries about as many: it looks like a scheduled vulnerability scan or inventory (check that there is one).",
  },
}
const MONTHLY: Reason = {
  effect: 'explains',
  text: {
    ja: '毎月同じ日の同じ時刻に、同じ規模で行われています。定期的な棚卸しや脆弱性診断と見られます（そのような予定があるか確認してください）。',
    en: 'On one day of each month, at one hour, it tries as many: it looks like a scheduled inventory or vulnerability scan (check that there is one).',
  },
}

const WEEKLY: Reason = {
  effect: 'explains',
  text: {
    ja: 'ログの最初の週から、毎週同じ曜日の同じ時刻に、同じ程度の相手を調べています。予定された棚卸しや脆弱性検査と見られます（予定の有無を確認してください）。',
    en: "Every week since the logs' first, on one weekday at one hour, it tries about as many: it looks like a scheduled inventory or vulnerability scan (check that there is one).",
  },
}
const OPEN: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ほとんどの相手が応じています。相手を知っている管理の通信と見られます（探索は多くが失敗します）。',
    en: 'Nearly all targets answered: it looks like management, which knows its targets; sweeps mostly fail.',
  },
}
const SERVER: Reason = {
  effect: 'weakens',
  text: { ja: '多くの端末が使うサーバです。', en: 'It is a server that many hosts use.' },
}
