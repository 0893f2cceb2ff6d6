import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Role } from '../detector.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { edgeDevice } from './edge-device.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const role = (address: string, role: Role['role']): Role => ({
  address,
  role,
  reason: { ja: '', en: '' },
  configured: false,
})
const ROLES = [role('10.0.0.8', 'proxy'), role('10.0.0.254', 'gateway'), role('10.0.0.20', 'server')]

test("a gateway's and a server's new, lasting traffic of their own is high", async () => {
  await office.flow('10.0.0.254', '198.51.100.1', 443, minutes(0, 9000, 600))
  await office.flow('10.0.0.254', '203.0.113.9', 443, minutes(5000, 8000, 60))
  await office.flow('10.0.0.20', '203.0.113.10', 8443, minutes(5000, 8000, 60))
  const signs = await office.run(edgeDevice, ROLES)
  assert.deepEqual(
    signs
      .filter((sign) => sign.severity === 'high')
      .map((sign) => [sign.hosts[0], sign.destinations[0]])
      .sort(),
    [
      ['10.0.0.20', '203.0.113.10'],
      ['10.0.0.254', '203.0.113.9'],
    ],
  )
})

test('one more address of a block that the device has used since the beginning is the same service, and a name is judged by itself', async () => {
  await office.flow('10.0.0.254', '203.0.113.1', 443, minutes(0, 9000, 600))
  await office.flow('10.0.0.254', '203.0.113.9', 443, minutes(5000, 8000, 60))
  assert.deepEqual(
    (await office.run(edgeDevice, ROLES)).filter((sign) => sign.severity === 'high'),
    [],
  )
  await office.dns('10.0.0.254', 'kettei.example.org', ['203.0.113.9'], [4999])
  assert.equal((await office.run(edgeDevice, ROLES)).filter((sign) => sign.severity === 'medium').length, 1)
})

test('what the proxy fetched for clients is nothing; what nobody asked for is high', async () => {
  for (let i = 1; i < 20; i++) {
    await office.web('10.0.1.7', `www${i}.example.co.jp`, minutes(100, 8000, 900), {
      destination_ip: `::ffff:198.51.100.${i}`,
    })
    await office.flow('10.0.0.8', `198.51.100.${i}`, 443, minutes(100, 8000, 900))
  }
  await office.flow('10.0.0.8', '203.0.113.9', 443, minutes(5000, 8000, 60))
  const signs = await office.run(edgeDevice, ROLES)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.0.8', '203.0.113.9', 'high']],
  )
})

test("a proxy's connections say nothing where its requests are not at hand", async () => {
  for (let i = 1; i < 20; i++) await office.flow('10.0.0.8', `198.51.100.${i}`, 443, minutes(5000, 8000, 100))
  assert.deepEqual(await office.run(edgeDevice, ROLES), [])
})

test('maintenance since the first day is low; updates, mail, time and look-ups accuse nobody', async () => {
  await office.flow('10.0.0.254', '203.0.113.1', 443, minutes(0, 9000, 60))
  await office.dns('10.0.0.20', 'security.debian.org', ['203.0.113.2'], [5000])
  await office.flow('10.0.0.20', '203.0.113.2', 443, minutes(5000, 8000, 60))
  await office.flow('10.0.0.20', '203.0.113.3', 123, minutes(5000, 8000, 60), { network_transport: 'udp' })
  await office.flow('10.0.0.20', '203.0.113.4', 25, minutes(5000, 8000, 60))
  const signs = await office.run(edgeDevice, ROLES)
  assert.ok(
    signs.every((sign) => sign.severity === 'low' || sign.severity === 'informational'),
    JSON.stringify(signs),
  )
})

test('a known name that moves to another address is no new place, a new name is one', async () => {
  await office.dns('10.0.0.20', 'maintenance.example.com', ['203.0.113.2'], [10])
  await office.flow('10.0.0.20', '203.0.113.2', 443, minutes(10, 4000, 400))
  await office.dns('10.0.0.20', 'maintenance.example.com', ['203.0.113.3'], [5000])
  await office.flow('10.0.0.20', '203.0.113.3', 443, minutes(5000, 9000, 300))
  await office.dns('10.0.0.20', 'c2.example.net', ['203.0.113.4'], [5000])
  await office.flow('10.0.0.20', '203.0.113.4', 443, minutes(5000, 9000, 300))
  const signs = await office.run(edgeDevice, ROLES)
  assert.deepEqual(signs.map((sign) => [sign.words.destination, sign.severity, sign.destinations]).sort(), [
    ['c2.example.net', 'medium', ['203.0.113.4', 'c2.example.net']],
    ['maintenance.example.com', 'low', ['203.0.113.3', '203.0.113.2', 'maintenance.example.com']],
  ])
})

const DAY = 1440
/** half past midnight in Japan, and the parts that follow */
const parts = (day: number) => minutes(day * DAY + 30, day * DAY + 150, 5)

test('a NAS that has called a bare address seldom since the first day is low; with parts sent out in some nights it is medium', async () => {
  const calls = minutes(10, 20 * DAY, 430)
  for (const nas of ['10.0.0.20', '10.0.0.254', '10.0.0.8'])
    await office.flow(
      nas,
      '203.0.113.9',
      443,
      calls.map((minute) => minute + (nas === '10.0.0.20' ? 3 : 5)),
    )
  await office.flow('10.0.0.20', '203.0.113.9', 443, [...parts(11), ...parts(12), ...parts(15)])
  // a weekly task
  await office.flow('10.0.0.254', '203.0.113.9', 443, [...parts(4), ...parts(11), ...parts(18)])
  const signs = await office.run(
    edgeDevice,
    ROLES.filter((one) => one.address !== '10.0.0.8'),
  )
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.0.20', 'medium'],
    ['10.0.0.254', 'low'],
  ])
})

test('a device that begins to call a bare address every few hours is high', async () => {
  await office.flow('10.0.0.254', '198.51.100.1', 443, minutes(0, 20 * DAY, 600))
  await office.flow('10.0.0.254', '203.0.113.9', 443, minutes(9 * DAY, 20 * DAY, 330))
  assert.deepEqual((await office.run(edgeDevice, ROLES)).map((sign) => [sign.destinations[0], sign.severity]).sort(), [
    ['198.51.100.1', 'low'],
    ['203.0.113.9', 'high'],
  ])
})

test("a server's new traffic to a mail service's own range is low; to the cloud of the same firm, where anybody rents, it is high", async () => {
  await office.flow('10.0.0.20', '198.51.100.1', 443, minutes(0, 9000, 600))
  await office.flow('10.0.0.20', '40.99.33.147', 443, minutes(3000, 9000, 600))
  await office.flow('10.0.0.20', '20.190.141.3', 443, minutes(3000, 9000, 600))
  const severity = new Map((await office.run(edgeDevice, ROLES)).map((sign) => [sign.destinations[0], sign.severity]))
  assert.equal(severity.get('40.99.33.147'), 'low')
  assert.equal(severity.get('20.190.141.3'), 'high')
})

test("a device's cloud whose addresses change is one place by what is looked up before each call, in a log without answers; a new address that nothing is looked up for is high", async () => {
  const calls = minutes(3, 20_000, 47)
  await office.dns('10.0.0.20', 'cloud.nas-maker.example', [], calls, { event_type: 'query' })
  for (const [i, at] of calls.entries()) {
    const address = i < 200 ? `203.0.${100 + (i % 5)}.7` : `198.51.${100 + (i % 5)}.7`
    await office.flow('10.0.0.20', address, 443, [at + 0.02])
  }
  await office.flow('10.0.0.20', '192.0.2.66', 443, minutes(9010, 20_000, 400))
  const loud = (await office.run(edgeDevice, ROLES)).filter(
    ({ severity }) => severity === 'high' || severity === 'medium',
  )
  assert.deepEqual(
    loud.map((sign) => sign.destinations),
    [['192.0.2.66']],
  )
})

test('a network that stands before many sites hands out its addresses in turn; an address of anybody’s is new', async () => {
  await office.flow('10.0.0.20', '23.32.238.234', 443, minutes(0, 9000, 600))
  await office.flow('10.0.0.20', '23.207.52.172', 443, minutes(3000, 8900, 600))
  await office.flow('10.0.0.20', '45.77.29.181', 443, minutes(3000, 8900, 600))
  const found = (await office.run(edgeDevice, ROLES)).map((sign) => [sign.destinations[0], sign.severity])
  assert.deepEqual(
    new Map(found as [string, string][]),
    new Map([
      ['23.32.238.234', 'low'],
      ['23.207.52.172', 'low'],
      ['45.77.29.181', 'high'],
    ]),
  )
})

test('another name of a family that the device has asked since the beginning is the same service', async () => {
  await office.dns('10.0.0.20', 'update.nas-maker.example', ['203.0.113.1'], minutes(0, 9000, 600))
  await office.flow('10.0.0.20', '203.0.113.1', 443, minutes(0, 9000, 600))
  const named = async (name: string, address: string) => {
    await office.dns('10.0.0.20', name, [address], minutes(4000, 8900, 600))
    await office.flow('10.0.0.20', address, 443, minutes(4000, 8900, 600))
  }
  await named('packages.nas-maker.example', '198.51.100.7')
  await named('packages.other-maker.example', '192.0.2.7')
  const found = (await office.run(edgeDevice, ROLES)).map((sign) => [sign.destinations.at(-1), sign.severity])
  const severityOf = new Map(found as [string, string][])
  assert.equal(severityOf.get('packages.other-maker.example'), 'medium')
  assert.notEqual(severityOf.get('packages.nas-maker.example'), 'medium')
})
