import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import { together } from '../together.ts'
import { MONTHLY, OPEN, SCHEDULED, SERVER, STEADY, WEEKLY } from './internal-scan-reason.ts'
import { SCHEDULED_DAYS, SPREADING, type Sweep, sweeps } from './internal-scan-rows.ts'
import { BROAD, DECLARED, declared, isBroad, SEQUESTERED, sequestered, WATCHES, watching } from './scanner.ts'

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
      ja: '台帳に脆弱性検査の機器とあり、ほかに何もせず、外部と通信しない機器の検査',
      en: 'a scan by a machine that the inventory calls a vulnerability scanner, that does nothing else, and contacts nothing outside',
    },
    {
      ja: '監視サーバの、月に一度の検査（昼夜を問わずSNMPなどで機器を見張り、外部と通信しない）',
      en: 'a round of once a month by the monitoring server, which polls devices by SNMP or the like day and night and contacts nothing outside',
    },
    {
      ja: '複合機やNASを探す道具（SNMP、9100番）、更新の配信（7680番）は対象外',
      en: 'finders of printers and NAS (SNMP, 9100) and update sharing (7680) are left out',
    },
  ],
  async run(context) {
    const rows = await sweeps(context)
    const broad = [...Map.groupBy(rows, ({ host }) => host)]
      .filter(([, own]) => isBroad(own, SPREADING))
      .map(([host]) => host)
    const hosts = [...new Set(rows.map(({ host }) => host))]
    const watchers = await watching(context, hosts)
    const scanners = await declared(context, hosts)
    const apart = await sequestered(context, [...new Set([...broad, ...watchers, ...scanners])])
    const scanner = (host: string) => [
      ...(scanners.has(host) ? [DECLARED] : []),
      ...(watchers.has(host) ? [WATCHES] : []),
      ...(broad.includes(host) ? [BROAD] : []),
      ...(apart.has(host) ? [SEQUESTERED] : []),
    ]
    const found = rows.flatMap((row) => toSign(row, scanner(row.host), context))
    // one sweep of several ports is one sweep; what is explained stays apart from what is not
    const apartFrom = ({ hosts: [host = ''], severity, mitigations }: Sign) =>
      mitigations.length > 0 && (severity === 'informational' || !broad.includes(host)) ? severity : ''
    const groups = Map.groupBy(found, (one) => `${one.hosts[0]} ${apartFrom(one)}`)
    return [...groups.values()].map((group) => merged(group))
  },
}

function toSign(row: Sweep, scanner: Reason[], context: DetectorContext): Sign[] {
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
