import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { directIp } from './direct-ip.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

test('one PC that keeps asking the proxy for one bare address is high', async () => {
  await office.web('10.0.1.7', '198.51.100.7', minutes(60, 3000, 47))
  const [sign] = await office.run(directIp)
  assert.equal(sign?.severity, 'high')
  assert.deepEqual(sign?.destinations, ['198.51.100.7'])
})

test('bytes sent are told only where the log has them', async () => {
  await office.web('10.0.1.7', '198.51.100.7', minutes(60, 3000, 47), { http_request_bytes: -1 })
  await office.web('10.0.1.8', '198.51.100.8', minutes(60, 3000, 47), { http_request_bytes: 100 })
  const signs = await office.run(directIp)
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.metrics.bytes_sent]).sort(), [
    ['10.0.1.7', undefined],
    ['10.0.1.8', 6300],
  ])
})

test('so is an IPv6 address', async () => {
  await office.web('10.0.1.7', '2001:db8:77::5', minutes(60, 3000, 47))
  assert.equal((await office.run(directIp))[0]?.severity, 'high')
})

test("a meeting's relays are informational: by the meeting's name in the same hours, or by their number", async () => {
  await office.web('10.0.1.7', 'www.example.co.jp', minutes(480, 1080, 30))
  await office.web('10.0.1.7', 'us02web.zoom.us', minutes(540, 600, 10))
  await office.web('10.0.1.7', '203.0.113.20', minutes(541, 599, 3))
  for (let i = 0; i < 6; i++) await office.web('10.0.1.8', `198.51.100.${i * 9 + 1}`, minutes(700, 760, 10))
  const signs = await office.run(directIp)
  assert.equal(signs.length, 7)
  assert.ok(signs.every((sign) => sign.severity === 'informational'))
})

test('what many hosts share is informational, a single request and a private address are nothing', async () => {
  for (let i = 1; i <= 6; i++) await office.web(`10.0.1.${i}`, '203.0.113.5', minutes(60, 3000, 97))
  await office.web('10.0.1.20', '198.51.100.9', [500])
  await office.web('10.0.1.20', '192.168.1.1', minutes(60, 3000, 47))
  const signs = await office.run(directIp)
  assert.ok(signs.length === 6 && signs.every((sign) => sign.severity === 'informational'))
})

test('a meeting client that is always there explains nothing', async () => {
  await office.web('10.0.1.7', 'teams.microsoft.com', minutes(480, 4000, 5))
  await office.web('10.0.1.7', '198.51.100.7', minutes(600, 3000, 20))
  assert.equal((await office.run(directIp))[0]?.severity, 'high')
})

test('seen by a sensor or firewall, with no proxy asked, it is one step less, and low where it was always there', async () => {
  const sensor = { observer_type: 'sensor' }
  await office.web('10.0.1.3', 'www.example.co.jp', minutes(0, 5760, 30), sensor)
  await office.web('10.0.1.7', '198.51.100.7', minutes(60, 5700, 47), sensor)
  await office.web('10.0.1.8', '198.51.100.8', minutes(3000, 5700, 47), sensor)
  const signs = await office.run(directIp)
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
  ])
})

test('a program that somebody opens now and then since the first day is low, begun later it is medium; what runs as long as the PC is on is high', async () => {
  const workingDays = Array.from({ length: 19 }, (_, day) => day).filter((day) => day % 7 < 5)
  for (const host of ['10.0.1.7', '10.0.1.8', '10.0.1.9'])
    await office.web(
      host,
      'www.example.co.jp',
      workingDays.flatMap((day) => minutes(day * 1440 + 510, day * 1440 + 1080, 10)),
    )
  const open = (days: number[], from: number, hours: number) =>
    days.flatMap((day) => minutes(day * 1440 + from, day * 1440 + from + hours * 60, 10))
  await office.web('10.0.1.7', '198.51.100.7', open([0, 1, 4, 8, 10, 15, 17], 600, 2))
  await office.web('10.0.1.8', '203.0.113.8', open([3, 4, 8, 10, 15, 17], 600, 2))
  await office.web('10.0.1.9', '192.0.2.9', open([0, 1, 4, 8, 10, 15, 17], 510, 9))
  assert.deepEqual((await office.run(directIp)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'high'],
  ])
})

test('a device around the clock, with a few places, that its maker has watched since the logs begin is low; begun later, or at a PC that reads the web, it is high', async () => {
  await office.web('10.0.1.3', 'www.example.co.jp', minutes(0, 14_400, 30))
  const daily = (from: number) => minutes(from, 14_400, 1440)
  for (const device of ['10.0.40.20', '10.0.40.21'])
    await office.web(device, 'vpn.maker.example', minutes(0, 14_400, 60))
  await office.web('10.0.40.20', '198.51.100.22', daily(300))
  await office.web('10.0.40.21', '203.0.113.23', daily(5000))
  for (let i = 0; i < 12; i++) await office.web('10.0.1.9', `www${i}.example${i}.jp`, minutes(i, 14_400, 300))
  await office.web('10.0.1.9', '192.0.2.9', daily(300))
  assert.deepEqual((await office.run(directIp)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.9', 'high'],
    ['10.0.40.20', 'low'],
    ['10.0.40.21', 'high'],
  ])
})
