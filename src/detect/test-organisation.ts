/** A small office for detectors' tests: events are planted in plain calls, and detectors run on them as in a scan. */
import { loadLists } from '../lists/index.ts'
import type { Engine } from '../store/engine.ts'
import { EVENT_TABLES } from '../store/schema.ts'
import { testEngine } from '../store/test-engine.ts'
import { buildAccounts, createAccounts } from '../story/accounts.ts'
import { buildSeen } from '../story/activity.ts'
import { buildAnswers } from '../story/answers.ts'
import { buildComputers } from '../story/computers.ts'
import { buildContacts } from '../story/contacts.ts'
import { buildSources } from '../story/log-source.ts'
import { buildAddresses, buildAnswered, buildNames } from '../story/names.ts'
import { internalNetworks } from '../story/networks.ts'
import { presentTables } from '../story/present.ts'
import { buildSignInNetworks } from '../story/sign-in-networks.ts'
import { buildTransfers } from '../story/transfers.ts'
import { createViews, findInline } from '../story/views.ts'
import type { Detector, DetectorContext, Role, Sign } from './detector.ts'
import { buildRareNames } from './network/rare-names.ts'

const LISTS = loadLists()

/** Monday 5 October 2026, midnight in Japan, as minutes since 1970 */
const START = Date.parse('2026-10-04T15:00:00Z') / 60_000

type Values = Record<string, unknown>

export interface Organisation {
  engine: Engine
  /** forgets all events */
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
  /** what the detector says, with its defaults */
  run(detector: Detector, roles?: Role[]): Promise<Sign[]>
  context(detector: Detector, roles?: Role[]): Promise<DetectorContext>
  close(): Promise<void>
}

export async function organisation(clients = 20): Promise<Organisation> {
  const engine = await testEngine()
  await createViews(engine, { networks: internalNetworks([]), hasLeases: false })
  let line = 0
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
    await buildComputers(engine, { hasLeases: false, filled: true })
    await findInline(engine, { networks: internalNetworks([]), hasLeases: false })
    const present = await presentTables(engine)
    await buildSources(engine, [])
    await buildSeen(engine, present)
    await buildNames(engine, LISTS, present)
    await buildAnswered(engine, present)
    await buildAddresses(engine, present)
    await createAccounts(engine)
    await buildAccounts(engine, { examined: 'evidence', own_domains: [] })
    await buildSignInNetworks(engine, LISTS, present)
    await buildContacts(engine, known, present, 'Asia/Tokyo')
    await buildRareNames(engine, known, present)
    await buildTransfers(engine, 'Asia/Tokyo', present)
    await buildAnswers(engine, LISTS, present)
    return {
      query: (sql, parameters) => engine.query(sql, parameters),
      parameter: (name) => detector.parameters.find((one) => one.name === name)?.default ?? Number.NaN,
      roles: known,
      lists: LISTS,
      timezone: 'Asia/Tokyo',
      suspects: async () => [],
    }
  }
  return {
    engine,
    async clear() {
      for (const table of [...EVENT_TABLES, 'evidence']) await engine.command(`TRUNCATE TABLE ${table}`)
      await engine.insert('evidence', [{ evidence_id: 'e' }])
    },
    web: (host, name, minutes, values = {}) =>
      engine.insert(
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
      engine.insert(
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
      engine.insert(
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
      engine.insert(
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
      engine.insert(
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
      engine.insert(
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
    context,
    run: async (detector, roles) => await detector.run(await context(detector, roles)),
    close: () => engine.close(),
  }
}

const mapped = (address: string) => (address.includes(':') ? address : `::ffff:${address}`)

/** Minutes from..to (exclusive) every `step`. */
export function minutes(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step)
}
