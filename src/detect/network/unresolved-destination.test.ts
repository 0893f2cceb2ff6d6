import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { unresolvedDestination } from './unresolved-destination.ts'

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (let i = 1; i <= 20; i++)
    for (const [n, name] of ['www', 'mail', 'time'].entries())
      await office.dns(`10.0.1.${i}`, `${name}.example.co.jp`, [`198.51.100.${80 + n}`], minutes(0, 2880, 60))
})

test('connections to an address that no answer held are high when they last', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  const signs = await office.run(unresolvedDestination)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', '203.0.113.9', 'high']],
  )
})

test('an answer to another client that day explains the connection', async () => {
  await office.dns('10.0.1.2', 'cdn.example.net', ['203.0.113.9'], minutes(100, 2880, 600))
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(await office.run(unresolvedDestination), [])
})

test('an answer that is days old explains little, but is no conviction', async () => {
  await office.dns('10.0.1.7', 'old.example.net', ['203.0.113.9'], [1])
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(1600, 2800, 30))
  assert.deepEqual(
    (await office.run(unresolvedDestination)).map((sign) => sign.severity),
    ['low'],
  )
})

test('a host that asks a DoH resolver is blind, not guilty', async () => {
  await office.dns('10.0.1.7', 'dns.google', ['203.0.113.53'], [60])
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(
    (await office.run(unresolvedDestination)).map((sign) => sign.severity),
    ['informational'],
  )
})

test('a host none of whose places was looked up in this log asks another resolver', async () => {
  for (let i = 1; i <= 30; i++) await office.flow('10.0.1.9', `203.0.113.${i}`, 443, minutes(120, 2800, 120))
  const signs = await office.run(unresolvedDestination)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['informational'],
  )
})

test('a device whose few places are all without an answer, and that asks nothing here, is not visible; one that asks is accused', async () => {
  for (const device of ['10.0.9.30', '10.0.1.8'])
    for (const place of [7, 8]) await office.flow(device, `203.0.113.${place}`, 443, minutes(120, 2800, 30))
  assert.deepEqual((await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.8', 'high'],
    ['10.0.1.8', 'high'],
    ['10.0.9.30', 'informational'],
  ])
})

test('a device whose other places the log did resolve, for whoever asked, is accused of the one that it did not', async () => {
  for (const place of [1, 2, 3]) {
    await office.dns('10.0.0.53', `place${place}.example.net`, [`203.0.113.${100 + place}`], minutes(0, 2880, 300))
    await office.flow('10.0.9.30', `203.0.113.${100 + place}`, 443, minutes(120, 2800, 60))
  }
  await office.flow('10.0.9.30', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(
    (await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.9.30', 'high']],
  )
})

test("a server's place since the first day is low, one that it goes to later is high, and a PC's since the first day is medium", async () => {
  for (let i = 1; i <= 20; i++)
    await office.dns(`10.0.1.${i}`, 'www.example.co.jp', ['198.51.100.80'], minutes(2880, 14_400, 60))
  // the PC reads the web by day, as no machine does
  for (let i = 0; i < 30; i++) await office.flow('10.0.1.9', `198.51.100.${100 + i}`, 443, [600 + i])
  for (let i = 0; i < 30; i++)
    await office.dns('10.0.1.9', `read${i}.example.org`, [`198.51.100.${100 + i}`], [599 + i])
  await office.flow('10.0.1.7', '203.0.113.9', 8443, minutes(120, 14_400, 30))
  // its other places are logged with their names, too
  for (let i = 1; i <= 6; i++) {
    await office.flow('10.0.1.7', `192.0.2.${i}`, 443, minutes(120, 14_400, 600))
    await office.web('10.0.1.7', `api.service${i}.example`, minutes(120, 14_400, 600), {
      observer_type: 'sensor',
      destination_ip: `::ffff:192.0.2.${i}`,
    })
  }
  await office.flow('10.0.1.8', '203.0.113.10', 8443, minutes(7000, 14_400, 30))
  await office.flow('10.0.1.9', '203.0.113.11', 8443, minutes(120, 14_400, 30))
  assert.deepEqual((await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
    ['10.0.1.9', 'medium'],
  ])
})

test('no answers in the logs, no judgement', async () => {
  await office.engine.command('TRUNCATE TABLE dns_event')
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(await office.run(unresolvedDestination), [])
})

test('a name that a proxy or sensor wrote beside the address was looked up somewhere; relays of a mesh VPN that several of its hosts reach are medium', async () => {
  await office.web('10.0.1.3', 'api.mihon-saas.example', minutes(120, 2800, 30), {
    observer_type: 'sensor',
    destination_ip: '::ffff:203.0.113.9',
  })
  await office.flow('10.0.1.3', '203.0.113.9', 443, minutes(120, 2800, 30))
  for (const host of ['10.0.1.5', '10.0.1.6']) {
    await office.dns(host, 'controlplane.tailscale.com', ['203.0.113.50'], [100, 1500])
    await office.flow(host, '203.0.113.51', 443, minutes(120, 2800, 30))
  }
  const severities = (await office.run(unresolvedDestination)).map((sign) => [sign.destinations[0], sign.severity])
  assert.deepEqual(severities, [
    ['203.0.113.51', 'medium'],
    ['203.0.113.51', 'medium'],
  ])
})

const PAGES = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example']
const SITTING = [600, 603, 606, 609, 612]

test('a CDN address leads nowhere without a name: one step weaker, and a second one where it is a part of pages that are read', async () => {
  for (const name of PAGES) await office.dns('10.0.1.7', name, ['198.51.100.90'], [598, 602, 608, 2038, 2042])
  await office.flow('10.0.1.7', '172.67.146.83', 443, [...SITTING, 2040, 2044])
  await office.flow('10.0.1.8', '172.67.146.84', 443, minutes(120, 2800, 30))
  assert.deepEqual((await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
  ])
})

test('what comes with pages in a sitting is low; what calls when nobody reads, and on, is not', async () => {
  for (const host of ['10.0.1.7', '10.0.1.9'])
    for (const name of PAGES) await office.dns(host, name, ['198.51.100.90'], [598, 602, 608])
  await office.flow('10.0.1.7', '203.0.113.9', 443, SITTING)
  await office.flow('10.0.1.8', '203.0.113.8', 443, SITTING)
  await office.flow('10.0.1.9', '203.0.113.7', 443, [...SITTING, ...minutes(700, 1300, 60)])
  assert.deepEqual((await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'high'],
  ])
})

test('a licence server by its address, on its registered port since the first day, is low; on another port, or begun later, it is not', async () => {
  for (let i = 1; i <= 20; i++)
    await office.dns(`10.0.1.${i}`, 'www.example.co.jp', ['198.51.100.80'], minutes(2880, 14_400, 60))
  for (const host of ['10.0.1.7', '10.0.1.8', '10.0.1.9'])
    for (let i = 0; i < 30; i++) {
      await office.dns(host, `read${i}.example.org`, [`198.51.100.${100 + i}`], [599 + i])
      await office.flow(host, `198.51.100.${100 + i}`, 443, [600 + i])
    }
  await office.flow('10.0.1.7', '203.0.113.7', 27000, minutes(120, 14_400, 30))
  await office.flow('10.0.1.8', '203.0.113.8', 8443, minutes(120, 14_400, 30))
  await office.flow('10.0.1.9', '203.0.113.9', 27000, minutes(7000, 14_400, 30))
  assert.deepEqual((await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'high'],
  ])
})

test('corrections of positions (NTRIP) by a bare address weigh less; the same on another port does not', async () => {
  for (let i = 1; i <= 20; i++)
    await office.dns(`10.0.1.${i}`, 'www.example.co.jp', ['198.51.100.80'], minutes(2880, 14_400, 60))
  for (const [host, port] of [
    ['10.0.1.7', 2101],
    ['10.0.1.8', 8443],
  ] as const) {
    for (let i = 0; i < 30; i++) {
      await office.dns(host, `read${i}.example.org`, [`198.51.100.${100 + i}`], [599 + i])
      await office.flow(host, `198.51.100.${100 + i}`, 443, [600 + i])
    }
    await office.flow(host, `203.0.113.${port % 100}`, port, minutes(7000, 14_400, 30))
  }
  assert.deepEqual((await office.run(unresolvedDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'medium'],
    ['10.0.1.8', 'high'],
  ])
})
