import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { longConnection } from './long-connection.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.web('10.0.9.9', 'www.example.co.jp', [1, 9000])
})

const HOUR = 3_600_000

test('a connection of a working day to a place that nobody else uses is medium, past the proxy or through it', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, [5000], { event_duration_ms: 10 * HOUR })
  await office.web('10.0.1.8', 'relay.example.net', [5000], { event_duration_ms: 9 * HOUR })
  assert.deepEqual(
    (await office.run(longConnection)).map((sign) => [sign.hosts[0], sign.severity, sign.metrics.longest_hours]).sort(),
    [
      ['10.0.1.7', 'medium', 10],
      ['10.0.1.8', 'medium', 9],
    ],
  )
})

test('interim lines of one session are one connection', async () => {
  for (const hours of [4, 5, 6])
    await office.flow('10.0.1.7', '203.0.113.9', 443, [5000 + hours], {
      event_duration_ms: hours * HOUR,
      event_id: '9',
    })
  const [sign] = await office.run(longConnection)
  assert.deepEqual([sign?.count, sign?.metrics.longest_hours, sign?.severity], [1, 6, 'low'])
})

test('push messages, chat, VPN, what many share and what was always there stay quiet', async () => {
  const long = { event_duration_ms: 20 * HOUR }
  await office.flow('10.0.1.1', '203.0.113.1', 5228, [5000], long)
  await office.flow('10.0.1.1', '203.0.113.1', 4500, [5000], { ...long, network_transport: 'udp' })
  await office.web('10.0.1.2', 'wns.notify.windows.com', [5000], long)
  await office.dns('10.0.1.3', 'client.wns.windows.com', ['203.0.113.7'], [4999])
  await office.flow('10.0.1.3', '203.0.113.7', 443, [5000], long)
  for (let i = 10; i < 16; i++) await office.web(`10.0.1.${i}`, 'chat.example.com', [5000], long)
  await office.web('10.0.1.4', 'hoshu.example.co.jp', [5, 1500, 3000], long)
  const signs = await office.run(longConnection)
  assert.ok(
    signs.every((sign) => sign.severity === 'informational' || sign.severity === 'low'),
    JSON.stringify(signs),
  )
})

test("a mesh VPN's relays, and UDP to its peers, are low: tunnel-service tells of it; TCP elsewhere by the same host is medium", async () => {
  const long = { event_duration_ms: 20 * HOUR }
  const udp = { ...long, network_transport: 'udp' }
  await office.dns('10.0.1.5', 'controlplane.tailscale.com', ['203.0.113.50'], [4999])
  await office.flow('10.0.1.5', '203.0.113.50', 443, [5000], long)
  await office.flow('10.0.1.5', '198.51.100.18', 443, [5000], udp)
  await office.flow('10.0.1.5', '198.51.100.99', 443, [5000], long)
  await office.flow('10.0.1.6', '198.51.100.19', 443, [5000], udp)
  assert.deepEqual(
    (await office.run(longConnection)).map((sign) => `${sign.destinations.at(-1)} ${sign.severity}`).sort(),
    ['198.51.100.18 low', '198.51.100.19 medium', '198.51.100.99 medium', 'controlplane.tailscale.com low'],
  )
})

test('what a browser keeps open to its resolver with encrypted DNS is explained; a place that bears another name, too, is not', async () => {
  const long = { event_duration_ms: 10 * HOUR }
  await office.dns('10.0.1.5', 'mozilla.cloudflare-dns.com', ['203.0.113.53', '203.0.113.54'], [4999])
  await office.dns('10.0.1.5', 'relay.example.net', ['203.0.113.54'], [4999])
  await office.flow('10.0.1.5', '203.0.113.53', 443, [5000], long)
  await office.flow('10.0.1.5', '203.0.113.54', 443, [5000], long)
  assert.deepEqual(
    (await office.run(longConnection)).map((sign) => `${sign.destinations[0]} ${sign.severity}`).sort(),
    ['203.0.113.53 informational', '203.0.113.54 medium'],
  )
})

test('shorter ones that follow each other day and night, on a port of their own, are medium; on the port of pages, with pauses, or since the logs begin they are low', async () => {
  const [every, long] = [310, { event_duration_ms: 5 * HOUR }]
  await office.flow('10.0.1.20', '198.51.100.1', 443, minutes(0, 14_400, 60))
  await office.flow('10.0.1.5', '203.0.113.59', 3333, minutes(3000, 14_400, 2 * every), long)
  await office.flow('10.0.1.5', '203.0.113.60', 3333, minutes(3000 + every, 14_400, 2 * every), long)
  await office.flow('10.0.1.6', '203.0.113.70', 443, minutes(3000, 14_400, every), long)
  await office.flow('10.0.1.7', '203.0.113.80', 4444, minutes(3000, 14_400, 1440), long)
  await office.flow('10.0.1.8', '203.0.113.90', 5555, minutes(1, 14_400, every), long)
  const severities = (await office.run(longConnection)).map((sign) => `${sign.hosts[0]} ${sign.severity}`)
  assert.deepEqual([...new Set(severities)].sort(), ['10.0.1.5 medium', '10.0.1.6 low', '10.0.1.7 low', '10.0.1.8 low'])
})

test("where the log has no answers, the look-up just before each names a tunnel's connections: low; others are not", async () => {
  const [long, opened] = [{ event_duration_ms: 9 * HOUR }, [3000, 4440, 5880]]
  await office.flow('10.0.1.20', '198.51.100.1', 443, minutes(0, 14_400, 60))
  for (const at of opened)
    await office.dns('10.0.1.5', 'global.rel.tunnels.api.visualstudio.com', [], [at], { event_type: 'query' })
  const ends = opened.map((at) => at + 540.02)
  await office.flow('10.0.1.5', '203.0.113.59', 443, ends, long)
  await office.flow(
    '10.0.1.5',
    '203.0.113.60',
    443,
    ends.map((at) => at + 7),
    long,
  )
  assert.deepEqual(
    (await office.run(longConnection)).map((sign) => `${sign.destinations[0]} ${sign.severity}`).sort(),
    ['203.0.113.59 low', '203.0.113.60 medium'],
  )
})
