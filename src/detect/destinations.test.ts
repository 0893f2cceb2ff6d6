import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { testEngine } from '../store/test-engine.ts'
import { internalNetworks } from '../story/networks.ts'
import { createViews } from '../story/views.ts'
import type { Detector, DetectorContext } from './detector.ts'
import { dynamicDns } from './dynamic-dns.ts'
import { proxyBypass } from './proxy-bypass.ts'
import { unresolvedDestination } from './unresolved-destination.ts'

let engine: Engine
let line = 0
before(async () => {
  engine = await testEngine()
  await createViews(engine, { networks: internalNetworks([]), hasLeases: false })
})
beforeEach(async () => {
  for (const table of ['web_event', 'flow_event', 'dns_event', 'evidence'])
    await engine.command(`TRUNCATE TABLE ${table}`)
  await engine.insert('evidence', [{ evidence_id: 'e' }])
  // twenty PCs that use the proxy and the resolver all day, for two days
  const clients = Array.from({ length: 20 }, (_, i) => `10.0.1.${i + 1}`)
  for (const client of clients) {
    await web(client, 'www.example.co.jp', minutes(0, 2880, 5))
    await dns(client, 'www.example.co.jp', ['198.51.100.80'], minutes(0, 2880, 60))
  }
})
after(async () => await engine.close())

const context = (detector: Detector): DetectorContext => ({
  query: (sql, parameters) => engine.query(sql, parameters),
  parameter: (name) => detector.parameters.find((one) => one.name === name)?.default ?? Number.NaN,
  roles: { internal: [], roles: [], addresses: (role) => (role === 'proxy' ? ['10.0.0.8'] : []), clients: 20 },
})
const minutes = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step)
const at = (minute: number) =>
  new Date(Date.UTC(2026, 9, 5) + minute * 60_000).toISOString().replace('T', ' ').replace('Z', '')
const common = (client: string, minute: number) => ({
  time: at(minute),
  source_ip: `::ffff:${client}`,
  source_address: client,
  evidence_id: 'e',
  line: ++line,
})
const web = (client: string, name: string, times: number[]) =>
  engine.insert(
    'web_event',
    times.map((minute) => ({ ...common(client, minute), observer_type: 'proxy', url_domain: name })),
  )
const dns = (client: string, name: string, addresses: string[], times: number[]) =>
  engine.insert(
    'dns_event',
    times.map((minute) => ({
      ...common(client, minute),
      event_type: 'both',
      dns_question_name: name,
      dns_resolved_ip: addresses.map((one) => `::ffff:${one}`),
    })),
  )
const flow = (client: string, address: string, port: number, times: number[], action = 'allowed') =>
  engine.insert(
    'flow_event',
    times.map((minute) => ({
      ...common(client, minute),
      destination_ip: `::ffff:${address}`,
      destination_port: port,
      network_transport: 'tcp',
      event_action: action,
      event_id: String(line),
      source_bytes: 500,
      destination_bytes: 500,
    })),
  )

test('a PC that goes past the proxy to one place for two days is high', async () => {
  await flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  const signs = await proxyBypass.run(context(proxyBypass))
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', '203.0.113.9', 'high']],
  )
})

test('what many PCs reach directly is one informational finding', async () => {
  for (let i = 1; i <= 12; i++) await flow(`10.0.1.${i}`, '203.0.113.20', 443, minutes(100, 2000, 60))
  assert.deepEqual(
    (await proxyBypass.run(context(proxyBypass))).map((sign) => sign.severity),
    ['informational'],
  )
})

test('fail-over while the proxy is down is nothing', async () => {
  await engine.command('TRUNCATE TABLE web_event')
  for (let i = 1; i <= 20; i++)
    await web(`10.0.1.${i}`, 'www.example.co.jp', [...minutes(0, 600, 1), ...minutes(620, 1000, 1)])
  for (let i = 1; i <= 20; i++) await flow(`10.0.1.${i}`, `203.0.113.${100 + i}`, 443, minutes(600, 620, 1))
  assert.deepEqual(
    (await proxyBypass.run(context(proxyBypass))).filter((sign) => sign.severity !== 'informational'),
    [],
  )
})

test('push messages, calls and time have no proxy to go through', async () => {
  for (const port of [5228, 3478, 123]) await flow('10.0.1.3', '203.0.113.30', port, minutes(0, 2000, 20))
  assert.deepEqual(await proxyBypass.run(context(proxyBypass)), [])
})

test('connections to an address that no answer held are high when they last', async () => {
  await flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  const signs = await unresolvedDestination.run(context(unresolvedDestination))
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', '203.0.113.9', 'high']],
  )
})

test('an answer to another client that day explains the connection', async () => {
  await dns('10.0.1.2', 'cdn.example.net', ['203.0.113.9'], minutes(100, 2880, 600))
  await flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(await unresolvedDestination.run(context(unresolvedDestination)), [])
})

test('a host that asks a DoH resolver is blind, not guilty', async () => {
  await dns('10.0.1.7', 'dns.google', ['203.0.113.53'], [60])
  await flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  const [sign] = await unresolvedDestination.run(context(unresolvedDestination))
  assert.equal(sign?.severity, 'informational')
})

test('no answers in the logs, no judgement', async () => {
  await engine.command('TRUNCATE TABLE dns_event')
  await flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(await unresolvedDestination.run(context(unresolvedDestination)), [])
})

test('a PC that uses a dynamic DNS name is high; a router that looks up its branch is informational', async () => {
  await web('10.0.1.7', 'abc.mydns.jp', minutes(100, 1000, 30))
  await dns('10.0.0.254', 'shiten.aa0.netvolante.jp', ['203.0.113.70'], minutes(0, 2000, 30))
  const signs = await dynamicDns.run(context(dynamicDns))
  assert.deepEqual(
    new Map(signs.map((sign) => [sign.destinations[0], sign.severity])),
    new Map([
      ['abc.mydns.jp', 'high'],
      ['shiten.aa0.netvolante.jp', 'informational'],
    ]),
  )
})

test("rental hosting is no dynamic DNS, and the proxy's own look-ups accuse nobody", async () => {
  await web('10.0.1.7', 'partner.sakura.ne.jp', minutes(100, 1000, 30))
  await dns('10.0.0.8', 'abc.mydns.jp', ['203.0.113.70'], minutes(100, 1000, 30))
  assert.deepEqual(await dynamicDns.run(context(dynamicDns)), [])
})
