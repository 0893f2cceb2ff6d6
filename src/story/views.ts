/** What detectors read: the event tables with the client's name and side of the border, cut to --since and --until. */

import { accountExpression } from '../detect/account-name.ts'
import type { Engine } from '../store/engine.ts'
import { COLUMNS, type EventTable, SORTED_BY } from '../store/schema.ts'
import { makeAnew } from '../store/tables.ts'
import { buildAccounts, createAccounts } from './accounts.ts'
import type { Skew } from './clock-skew.ts'
import { buildComputers, ownComputer } from './computers.ts'
import { hostExpression } from './identity.ts'
import { internalCondition, type Network, publicCondition } from './networks.ts'
import { ANY_LOG } from './present.ts'

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
  /** rows of the tables that have any; default: any may have, as many as there are */
  filled?: ReadonlyMap<string, number>
}

interface View {
  name: string
  of: [EventTable, ...EventTable[]]
  /** SQL of the rows, where they are not simply the table's */
  rows?: string
  /** columns beside those of the first table, and beside `host`, `internal` and `external` */
  more: { name: string; type: string; sql: string }[]
}

const VIEWS = (options: ViewOptions): View[] => [
  {
    name: 'web',
    of: ['web_event'],
    more: [
      { name: 'url_ip', type: 'IPv6', sql: 'toIPv6OrDefault(url_domain)' },
      { name: 'url_external', type: 'UInt8', sql: outside('toIPv6OrDefault(url_domain)', options) },
    ],
  },
  { name: 'flow', of: ['flow_event'], more: [] },
  { name: 'dns', of: ['dns_event'], more: [] },
  {
    name: 'auth',
    of: ['auth_event', 'mail_event'],
    rows: `(${SIGN_INS})`,
    more: [
      { name: 'account', type: 'String', sql: accountExpression() },
      {
        name: 'machine',
        type: 'String',
        sql: `if(observer_type = 'endpoint', ${ownComputer('observer_name')}, observer_name)`,
      },
    ],
  },
  {
    name: 'mailflow',
    of: ['mail_event'],
    more: [{ name: 'account', type: 'String', sql: accountExpression("''") }],
  },
  {
    name: 'endpoint',
    of: ['endpoint_event'],
    more: [{ name: 'account', type: 'String', sql: accountExpression() }],
  },
]

export async function createViews(engine: Engine, options: ViewOptions): Promise<void> {
  await engine.command('CREATE OR REPLACE TABLE examined (evidence_id String) ENGINE = MergeTree ORDER BY evidence_id')
  if (options.evidence)
    await engine.insert(
      'examined',
      options.evidence.map((evidence_id) => ({ evidence_id })),
    )
  const examined = examinedOf(options)
  const filled = options.filled ?? ANY_LOG
  const named = filled.has('auth_event') || filled.has('mail_event')
  await createAccounts(engine, named)
  if (named) await buildAccounts(engine, { examined, own_domains: options.ownDomains ?? [] })
  await buildComputers(engine, {
    hasLeases: options.hasLeases,
    filled: ['endpoint_event', 'auth_event', 'dns_event'].some((table) => filled.has(table)),
  })
  await findInline(engine, options)
  await defineViews(engine, options)
}

/** The views alone: again, once it is known that a clock is wrong. */
export async function defineViews(engine: Engine, options: ViewOptions): Promise<void> {
  const examined = examinedOf(options)
  for (const view of VIEWS(options)) await engine.command(createView(view, select(view, options, examined), options))
}

const examinedOf = ({ evidence }: ViewOptions) => (evidence ? 'examined' : 'evidence')

/**
 * Every use of a view is planned anew, which takes longer than to read few rows: of so many, the view is worked out once, as a table of
 * its name. A view of nothing needs no SQL at all.
 */
const FEW = 200_000 // rows

function createView(view: View, sql: string, { filled }: ViewOptions): string {
  const rows = filled && view.of.reduce((sum, table) => sum + (filled.get(table) ?? 0), 0)
  if (rows === 0) return `CREATE OR REPLACE TABLE ${view.name} (${columnsOf(view).join(', ')}) ENGINE = Memory`
  if (rows === undefined || rows > FEW) return `CREATE OR REPLACE VIEW ${view.name} AS ${sql}`
  return `CREATE OR REPLACE TABLE ${view.name} ENGINE = MergeTree ORDER BY (${SORTED_BY[view.of[0]]}) AS ${sql} SETTINGS max_insert_threads = 1`
}

function columnsOf({ of: [table], more }: View): string[] {
  const types = {
    ...COLUMNS[table],
    evidence_id: 'LowCardinality(String)',
    line: 'UInt32',
    host: 'String',
    internal: 'UInt8',
    external: 'UInt8',
    ...Object.fromEntries(more.map(({ name, type }) => [name, type])),
  }
  return Object.entries(types).map(([name, type]) => `${name} ${type}`)
}

function select(view: View, options: ViewOptions, examined: string): string {
  const shift = options.skew?.[view.name as keyof Skew]
  const replaced = [
    ...(view.name === 'web' ? [`${ON_THE_WAY} AS observer_type`] : []),
    ...(shift ? [`time + toIntervalSecond(${shift}) AS time`] : []),
  ]
  const host =
    view.name === 'endpoint'
      ? `if(host_name = '' AND source_ip != toIPv6('::'), ${hostExpression(options.hasLeases)}, ${ownComputer('host_name')})`
      : hostExpression(options.hasLeases)
  return `
    SELECT ${replaced.length > 0 ? `* REPLACE (${replaced.join(', ')})` : '*'},
      ${host} AS host,
      toUInt8(${internalCondition('source_ip', options.networks)}) AS internal,
      ${outside('destination_ip', options)} AS external${view.more.map(({ name, sql }) => `, ${sql} AS ${name}`).join('')}
    FROM ${view.rows ?? view.of[0]}
    WHERE evidence_id IN (SELECT evidence_id FROM ${examined})${timeCondition(options)}`
}

/**
 * A firewall's web filter reads requests on their way: the client itself connects to the server, and the border's log shows it. It is no
 * proxy, so nothing goes past it, although its log has all that a proxy's has. Logs whose clients are at the border with the very
 * addresses that they name are such.
 */
async function findInline(engine: Engine, options: ViewOptions): Promise<void> {
  const { filled = ANY_LOG } = options
  const both = filled.has('web_event') && filled.has('flow_event')
  await makeAnew(
    engine,
    'CREATE OR REPLACE TABLE inline_log (evidence_id String) ENGINE = MergeTree ORDER BY evidence_id',
    both,
  )
  if (!both) return // nothing to compare with, and it reads every request
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
