/** A small office for detectors' tests: events are planted in plain calls, and detectors run on them as in a scan. */
import { loadLists } from '../lists/index.ts'
import type { Engine } from '../store/engine.ts'
import { keeping } from '../store/kept.ts'
import { MAIL_TABLES } from '../store/mail-schema.ts'
import { EVENT_TABLES, type EventTable } from '../store/schema.ts'
import { filledTables } from '../store/tables.ts'
import { testEngine } from '../store/test-engine.ts'
import { buildSeen } from '../story/activity.ts'
import { buildAnswers } from '../story/answers.ts'
import { buildContacts } from '../story/contacts.ts'
import { buildSources } from '../story/log-source.ts'
import { buildAddresses, buildAnswered, buildNames } from '../story/names.ts'
import { internalNetworks } from '../story/networks.ts'
import { presentTables } from '../story/present.ts'
import { buildSignInNetworks } from '../story/sign-in-networks.ts'
import { buildLeavers, type Leaver, type StaffList } from '../story/staff-list.ts'
import { buildTransfers } from '../story/transfers.ts'
import { createViews, type ViewOptions } from '../story/views.ts'
import type { Detector, DetectorContext, Role, Sign } from './detector.ts'
import { buildRareNames } from './network/rare-names.ts'

const LISTS = loadLists()

/** Monday 5 October 2026, midnight in Japan, as minutes since 1970 */
const START = Date.parse('2026-10-04T15:00:00Z') / 60_000

type Values = Record<string, unknown>

export interface Organisation {
  engine: Engine
  /** forgets all events and mails */
  clear(): Promise<void>
  web(host: string, name: string, minutes: number[], values?: Values): Promise<void>
  flow(host: string, address: string, port: number, minutes: number[], values?: Values): Promise<void>
  /** one name, or the name of each minute */
  dns(
    host: string,
    name: string | ((minute: number) => string),
    addresses: string[],
    minutes: number[],
    values?: Values,
  ): Promise<void>
  /** sign-ins: successes unless `values` say otherwise */
  auth(source: string, account: string, minutes: number[], values?: Values): Promise<void>
  /** lines of a mail server: messages accepted unless `values` say otherwise */
  mailServer(source: string, from: string, to: string[], minutes: number[], values?: Values): Promise<void>
  /** what happened on a computer: a started process unless `values` say otherwise */
  endpoint(host: string, minutes: number[], values?: Values): Promise<void>
  /** the list of accounts says when their people left */
  left(...leavers: Omit<Leaver, 'line'>[]): void
  /** what the detector says, with its defaults */
  run(detector: Detector, roles?: Role[]): Promise<Sign[]>
  context(detector: Detector, roles?: Role[]): Promise<DetectorContext>
  close(): Promise<void>
}

export async function organisation(clients = 20): Promise<Organisation> {
  const own = await testEngine()
  const views = { networks: internalNetworks([]), hasLeases: false }
  await createViews(own, views)
  const { engine, plant, forget, hold } = planting(own, views)
  let line = 0
  let staff: StaffList[] = []
  const common = (source: string, minute: number) => ({
    time: new Date((START + minute) * 60_000).toISOString().replace('T', ' ').replace('Z', ''),
    source_ip: mapped(source),
    source_address: source,
    evidence_id: 'e',
    line: ++line,
  })
  const context = async (detector: Detector, roles: Role[] = []): Promise<DetectorContext> => {
    const known = {
      internal: internalNetworks([]),
      roles,
      addresses: (role: Role['role']) => roles.filter((one) => one.role === role).map((one) => one.address),
      infrastructure: roles.map((one) => one.address),
      shared: [],
      clients,
    }
    const present = await hold()
    await buildSources(engine, [])
    await buildSeen(engine, present)
    await buildNames(engine, LISTS, present)
    await buildAnswered(engine, present)
    await buildAddresses(engine, present)
    await buildSignInNetworks(engine, LISTS, present)
    await buildLeavers(engine, staff)
    await buildContacts(engine, known, present, 'Asia/Tokyo')
    await buildRareNames(engine, known, present)
    await buildTransfers(engine, 'Asia/Tokyo', present)
    await buildAnswers(engine, LISTS, present)
    return {
      query: (sql, parameters) => engine.query(sql, parameters),
      queryOnce: (sql, parameters) => engine.query(sql, parameters),
      keep: keeping(engine, false).keep,
      parameter: (name) => detector.parameters.find((one) => one.name === name)?.default ?? Number.NaN,
      roles: known,
      lists: LISTS,
      timezone: 'Asia/Tokyo',
      convicted: async () => [],
      suspects: async () => [],
    }
  }
  return {
    engine,
    async clear() {
      forget()
      staff = []
      const filled = await filledTables(own)
      for (const table of [...EVENT_TABLES, ...Object.keys(MAIL_TABLES)])
        if (filled.has(table)) await own.command(`TRUNCATE TABLE ${table}`)
      await own.command('TRUNCATE TABLE evidence')
      await own.insert('evidence', [{ evidence_id: 'e' }])
    },
    web: (host, name, minutes, values = {}) =>
      plant(
        'web_event',
        minutes.map((minute) => ({
          ...common(host, minute),
          observer_type: 'proxy',
          url_domain: name,
          destination_port: 443,
          event_outcome: 'success',
          http_request_method: 'CONNECT',
          http_response_status_code: 200,
          http_request_bytes: -1,
          http_response_bytes: 4000,
          event_duration_ms: 200,
          ...values,
        })),
      ),
    flow: (host, address, port, minutes, values = {}) =>
      plant(
        'flow_event',
        minutes.map((minute) => ({
          ...common(host, minute),
          observer_type: 'firewall',
          destination_ip: mapped(address),
          destination_port: port,
          network_transport: 'tcp',
          event_action: 'allowed',
          event_id: String(line),
          source_bytes: 500,
          destination_bytes: 500,
          event_duration_ms: 1000,
          ...values,
        })),
      ),
    dns: (host, name, addresses, minutes, values = {}) =>
      plant(
        'dns_event',
        minutes.map((minute) => ({
          ...common(host, minute),
          observer_type: 'resolver',
          event_type: 'both',
          dns_question_name: typeof name === 'string' ? name : name(minute),
          dns_response_code: 'NOERROR',
          dns_resolved_ip: addresses.map(mapped),
          ...values,
        })),
      ),
    auth: (source, account, minutes, values = {}) =>
      plant(
        'auth_event',
        minutes.map((minute) => ({
          ...common(source, minute),
          observer_type: 'server',
          user_name: account,
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'imap',
          ...values,
        })),
      ),
    mailServer: (source, from, to, minutes, values = {}) =>
      plant(
        'mail_event',
        minutes.map((minute) => ({
          ...common(source, minute),
          observer_type: 'mail',
          observer_name: 'mx1',
          event_action: 'accept',
          event_outcome: 'success',
          email_local_id: String(line),
          email_from_address: from,
          email_to_address: to,
          email_size: 4000,
          ...values,
        })),
      ),
    endpoint: (host, minutes, values = {}) =>
      plant(
        'endpoint_event',
        minutes.map((minute) => ({
          ...common('::', minute),
          source_address: '',
          observer_type: 'endpoint',
          observer_name: 'Sysmon',
          host_name: host,
          user_name: 'tanaka',
          event_action: 'process-start',
          event_outcome: 'success',
          ...values,
        })),
      ),
    left: (...leavers) => {
      staff = [{ evidence_id: 'e', path: 'staff.csv', leavers: leavers.map((one, i) => ({ ...one, line: 900 + i })) }]
    },
    context,
    run: async (detector, roles) => await detector.run(await context(detector, roles)),
    close: () => engine.close(),
  }
}

/**
 * Plants events in memory until somebody asks the engine: each insertion on its own is a part on disk. `hold` gives detectors what they
 * ask as a scan does, worked out once; who asks after more was planted, or all forgotten, finds the views of all there is.
 */
function planting(own: Engine, views: ViewOptions) {
  let rows = new Map<EventTable, Values[]>()
  let held: 'nothing' | 'something' | null = null
  let changed = false
  const insertAll = async () => {
    const all = rows
    rows = new Map()
    for (const [table, values] of all) await own.insert(table, values)
  }
  const asked = async () => {
    if (changed && (held === 'something' || (held === 'nothing' && rows.size > 0))) {
      await createViews(own, views)
      held = null
    }
    await insertAll()
  }
  const engine: Engine = {
    ...own,
    async query(sql, parameters) {
      await asked()
      return await own.query(sql, parameters)
    },
    async command(sql, parameters) {
      await asked()
      await own.command(sql, parameters)
    },
  }
  return {
    engine,
    async plant(table: EventTable, values: Values[]) {
      rows.set(table, [...(rows.get(table) ?? []), ...values])
      changed = true
    },
    forget() {
      rows = new Map()
      changed = true
    },
    async hold() {
      await insertAll()
      const filled = await filledTables(own)
      await createViews(own, { ...views, filled })
      held = EVENT_TABLES.some((table) => filled.has(table)) ? 'something' : 'nothing'
      changed = false
      return await presentTables(own, filled)
    },
  }
}

const mapped = (address: string) => (address.includes(':') ? address : `::ffff:${address}`)

/** Minutes from..to (exclusive) every `step`. */
export function minutes(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step)
}
