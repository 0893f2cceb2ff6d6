/** What the rows of connections past the proxy say: of each host, of the network without a proxy, and of the exceptions that all share. */
import { whoseNetworks } from '../../lists/whose-network.ts'
import type { DetectorContext, Sign } from '../detector.ts'
import { grade, ROUTINE, type Strength, several } from '../grade.ts'
import { seen } from '../row.ts'
import {
  DEVICE,
  ENCRYPTED_DNS,
  isResearch,
  MACHINE_TASK,
  noSetting,
  OWN_RULE,
  OWN_TASK,
  ofARange,
  RESEARCH,
  STOPPED,
} from './proxy-bypass-reason.ts'
import type { Row } from './proxy-bypass-rows.ts'
import { WATCHED_BY_PEOPLE } from './watched.ts'

export function signs(rows: Row[], context: DetectorContext): Sign[] {
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
  const toResearch = repeated.some(({ port }) => port === SSH) ? researchers(context) : () => false
  const single = repeated.map((row): Sign => {
    // of attempts that all were stopped a few tell nothing: many programs try once in a while
    const lasting = Number(row.n) > 0 ? Number(row.days) >= 2 || Number(row.hours) >= 4 : Number(row.hours) >= STUBBORN
    const strength: Strength = row.uses_proxy === 0 ? 'weak' : lasting && !isOfARange(row) ? 'strong' : 'plain'
    const reasons = [
      ...(row.uses_proxy === 0 ? [DEVICE] : []),
      ...(Number(row.n) === 0 ? [STOPPED] : []),
      ...(row.resolver ? [ENCRYPTED_DNS] : []),
      ...(row.watched ? WATCHED_BY_PEOPLE : []),
      ...(row.port === SSH && toResearch(row.destination) ? [RESEARCH, ...(row.routine === 1 ? [ROUTINE] : [])] : []),
      ...(isOfARange(row) ? [ofARange(Number(row.sharing))] : several(Number(row.sharing))),
      ...(Number(row.n) > 0 && row.routine === 1 && row.own_rule === 1 ? [ROUTINE, OWN_RULE] : []),
      ...(row.task !== '' && row.task_routine === 1 ? [ROUTINE, row.task_by === 'rule' ? OWN_TASK : MACHINE_TASK] : []),
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

const SSH = 22
function researchers({ lists }: DetectorContext): (address: string) => boolean {
  const whose = whoseNetworks(lists)
  return (address) => isResearch(whose(address).as_name)
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
const ALWAYS = 0.8 // share of a place's connections made in bursts; a beacon also calls alone
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
