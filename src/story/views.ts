/** What detectors read: the event tables with the client's name and side of the border, cut to --since and --until. */
import type { Engine } from '../store/engine.ts'
import { COLUMNS } from '../store/schema.ts'
import { accountExpression, buildAccounts, createAccounts } from './accounts.ts'
import type { Skew } from './clock-skew.ts'
import { buildComputers, ownComputer } from './computers.ts'
import { hostExpression } from './identity.ts'
import { internalCondition, type Network, publicCondition } from './networks.ts'
import { ANY_LOG, type Present } from './present.ts'

export interface ViewOptions {
  /** ids of the evidence to look at; a workspace may hold more, of earlier scans. Default: all */
  evidence?: string[]
  networks: Network[]
  hasLeases: boolean
  /** ISO times with zone, or without (UTC) */
  since?: string
  until?: string
  /** seconds to add to the times of a log whose clock is wrong (clock-skew.ts) */
  skew?: Skew
  /** mail domains that are ours, where kyumei.yaml names them; else learned */
  ownDomains?: string[]
  /** the tables that have rows at all; default: any may */
  filled?: Present
}

export async function createViews(engine: Engine, options: ViewOptions): Promise<void> {
  const during = timeCondition(options)
  await engine.command('CREATE OR REPLACE TABLE examined (evidence_id String) ENGINE = MergeTree ORDER BY evidence_id')
  if (options.evidence)
    await engine.insert(
      'examined',
      options.evidence.map((evidence_id) => ({ evidence_id })),
    )
  const examined = options.evidence ? 'examined' : 'evidence'
  await createAccounts(engine)
  const filled = options.filled ?? ANY_LOG
  if (filled.has('auth_event') || filled.has('mail_event'))
    await buildAccounts(engine, { examined, own_domains: options.ownDomains ?? [] })
  await buildComputers(engine, {
    hasLeases: options.hasLeases,
    filled: ['endpoint_event', 'auth_event', 'dns_event'].some((table) => filled.has(table)),
  })
  await findInline(engine, options)
  for (const [view, table, more] of [
    [
      'web',
      'web_event',
      `, toIPv6OrDefault(url_domain) AS url_ip, ${outside('toIPv6OrDefault(url_domain)', options)} AS url_external`,
    ],
    ['flow', 'flow_event', ''],
    ['dns', 'dns_event', ''],
    [
      'auth',
      `(${SIGN_INS})`,
      `, ${accountExpression()} AS account, if(observer_type = 'endpoint', ${ownComputer('observer_name')}, observer_name) AS machine`,
    ],
    ['mailflow', 'mail_event', `, ${accountExpression("''")} AS account`],
    ['endpoint', 'endpoint_event', ''],
  ]) {
    const shift = options.skew?.[view as keyof Skew]
    const replaced = [
      ...(view === 'web' ? [`${ON_THE_WAY} AS observer_type`] : []),
      ...(shift ? [`time + toIntervalSecond(${shift}) AS time`] : []),
    ]
    const columns = replaced.length > 0 ? `* REPLACE (${replaced.join(', ')})` : '*'
    await engine.command(
      `CREATE OR REPLACE VIEW ${view} AS
       SELECT ${columns},
         ${view === 'endpoint' ? `if(host_name = '' AND source_ip != toIPv6('::'), ${hostExpression(options.hasLeases)}, ${ownComputer('host_name')})` : hostExpression(options.hasLeases)} AS host,
         toUInt8(${internalCondition('source_ip', options.networks)}) AS internal,
         ${outside('destination_ip', options)} AS external${more}
       FROM ${table}
       WHERE evidence_id IN (SELECT evidence_id FROM ${examined})${during}`,
    )
  }
}

/**
 * A firewall's web filter reads requests on their way: the client itself connects to the server, and the border's log shows it. It is no
 * proxy, so nothing goes past it, although its log has all that a proxy's has. Logs whose clients are at the border with the very
 * addresses that they name are such.
 */
export async function findInline(engine: Engine, options: ViewOptions): Promise<void> {
  await engine.command(
    'CREATE OR REPLACE TABLE inline_log (evidence_id String) ENGINE = MergeTree ORDER BY evidence_id',
  )
  const { filled = ANY_LOG } = options
  if (!filled.has('web_event') || !filled.has('flow_event')) return // nothing to compare with, and it reads every request
  await engine.command(
    `INSERT INTO inline_log
     WITH asked AS
     (
       SELECT DISTINCT evidence_id, source_ip, destination_ip
       FROM web_event
       WHERE observer_type = 'proxy' AND ${internalCondition('source_ip', options.networks)}
         AND ${publicCondition('destination_ip', options.networks)}
     )
     SELECT evidence_id
     FROM asked
     GROUP BY evidence_id
     HAVING avg((source_ip, destination_ip) IN
     (
       SELECT source_ip, destination_ip FROM flow_event
       WHERE event_action = 'allowed' AND destination_ip IN (SELECT destination_ip FROM asked)
     )) >= ${MOSTLY}`,
  )
}

const MOSTLY = 0.5 // of the pairs of client and server: logs of one device start and end together, but drop lines under load
const ON_THE_WAY =
  "if(observer_type = 'proxy' AND evidence_id IN (SELECT evidence_id FROM inline_log), 'sensor', observer_type)"

/** A message accepted from a signed-in sender tells of a sign-in that no other line of the server may tell. */
const SENT: Record<string, string> = {
  event_action: "'login'",
  event_outcome: "'success'",
  event_reason: "''",
  network_protocol: "'smtp'",
  event_id: 'email_local_id',
}
const IN_BOTH = new Set([...Object.keys(COLUMNS.mail_event), 'evidence_id', 'line'])
const SIGN_INS = `
  SELECT ${[...Object.keys(COLUMNS.auth_event), 'evidence_id', 'line'].join(', ')} FROM auth_event
  UNION ALL
  SELECT ${[...Object.entries(COLUMNS.auth_event), ['evidence_id', ''], ['line', '']]
    .map(([column = '', type = '']) => {
      const known = SENT[column] ?? (IN_BOTH.has(column) ? column : undefined)
      return `${known ?? `defaultValueOfTypeName('${type.replace(/ CODEC.*/, '')}')`} AS ${column}`
    })
    .join(', ')}
  FROM (SELECT * FROM mail_event WHERE user_name != '' AND event_action = 'accept')`

const outside = (column: string, { networks }: ViewOptions) => `toUInt8(${publicCondition(column, networks)})`

function timeCondition({ since, until }: ViewOptions): string {
  const bound = (time: string) => `toDateTime64(${Math.floor(Date.parse(time) / 1000)}, 3, 'UTC')`
  return `${since ? ` AND time >= ${bound(since)}` : ''}${until ? ` AND time < ${bound(until)}` : ''}`
}
