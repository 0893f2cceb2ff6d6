import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import { buildSeen } from './activity.ts'
import { parseConfig } from './config.ts'
import type { Machine } from './inventory.ts'
import { buildSources } from './log-source.ts'
import { buildNames } from './names.ts'
import { internalNetworks } from './networks.ts'
import { inferRoles } from './roles.ts'

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const SITES = Array.from({ length: 100 }, (_, i) => `www${i}.example.jp`)

async function roles(machines: Machine[] = []): Promise<string[]> {
  await buildSources(office.engine, [])
  await buildSeen(office.engine)
  await buildNames(office.engine, loadLists())
  const found = await inferRoles(
    office.engine,
    { ...parseConfig('', 'kyumei.yaml', []), machines },
    internalNetworks([]),
  )
  return found.roles.map((one) => `${one.role} ${one.address}`)
}

test('without a border log, who looks up what the clients asked the proxy for, and hardly anything else, is the proxy', async () => {
  for (const [i, site] of SITES.entries()) await office.web(`10.0.1.${(i % 12) + 1}`, site, [i])
  await office.dns('10.0.0.8', (minute) => SITES[minute % 15] ?? '', ['198.51.100.8'], minutes(0, 60, 1))
  // a PC of its own mind: some of its names are theirs
  await office.dns(
    '10.0.1.77',
    (minute) => (minute % 2 ? (SITES[minute % 30] ?? '') : `own${minute}.example.net`),
    ['198.51.100.9'],
    minutes(0, 60, 1),
  )
  assert.deepEqual(await roles(), ['proxy 10.0.0.8'])
})

test('who looks up the keys and policies of many senders receives their mail; a reader of a few does not', async () => {
  const policies = (domains: number) => (minute: number) => `_dmarc.sender${minute % domains}.example`
  await office.dns('10.0.0.25', policies(30), [], minutes(0, 60, 1))
  await office.dns('10.0.1.5', policies(3), [], minutes(0, 60, 1))
  assert.deepEqual(await roles(), ['mail-server 10.0.0.25'])
})

test('what goes past the proxy to a few places is a device; a phone, which reads the whole web, is a person', async () => {
  for (let i = 1; i <= 12; i++) await office.web(`10.0.1.${i}`, 'www.example.jp', minutes(0, 600, 60))
  await office.flow('10.0.9.40', '198.51.100.7', 443, minutes(0, 600, 10))
  for (let place = 1; place <= 60; place++) await office.flow('10.0.99.20', `203.0.113.${place}`, 443, [place * 5])
  // and one that reads few of them a day, by day, though another router leases its address
  for (let day = 0; day < 10; day++)
    for (let place = 0; place < 4; place++)
      await office.flow('10.0.99.21', `203.0.113.${100 + day * 4 + place}`, 443, [day * 1440 + place * 100])
  const devices = (await roles()).filter((role) => role.startsWith('device'))
  assert.deepEqual(devices, ['device 10.0.9.40'])
})

test('a laptop of two days in a network whose hosts come and go, or through the rule for guests, is no device; what stays there, or is new among machines that stay, is one', async () => {
  const DAYS = Array.from({ length: 12 }, (_, day) => day)
  const on = (days: number[]) => days.flatMap((day) => minutes(day * 1440, day * 1440 + 400, 20))
  for (let i = 1; i <= 12; i++) await office.web(`10.0.1.${i}`, 'www.example.jp', on(DAYS))
  // the guests' network, with a sign on its wall
  for (let phone = 0; phone < 6; phone++)
    for (const day of [phone, phone + 3])
      for (let place = 0; place < 30; place++)
        await office.flow(`10.0.60.${20 + phone}`, `203.0.${phone}.${place}`, 443, [day * 1440 + place])
  await office.flow('10.0.60.77', '198.51.100.1', 443, on([5, 6]))
  await office.flow('10.0.60.80', '198.51.100.2', 443, on(DAYS))
  // alone in its network
  await office.flow('10.0.61.77', '198.51.100.3', 443, on([5, 6]), { rule_name: 'Guest-WiFi-out' })
  await office.flow('10.0.62.77', '198.51.100.4', 443, on([5, 6]), { rule_name: 'LAN-out' })
  // cameras, and a box that somebody has put beside them
  for (let camera = 1; camera <= 6; camera++) await office.flow(`10.0.40.${camera}`, '198.51.100.5', 443, on(DAYS))
  await office.flow('10.0.40.99', '198.51.100.6', 443, on([10, 11]))
  const devices = (await roles()).filter((role) => role.startsWith('device') && !/10\.0\.40\.[1-6]$/.test(role))
  assert.deepEqual(devices.sort(), ['device 10.0.40.99', 'device 10.0.60.80', 'device 10.0.62.77'])
})

test("the server that a log of mail names as the taker is the mail server; a copier that takes its own notices is none, nor is a partner's", async () => {
  await office.flow('10.0.1.5', '203.0.113.80', 443, [1])
  for (let i = 0; i < 15; i++)
    await office.mailServer('198.51.100.7', `sender${i}@partner.example`, ['a@example.co.jp'], [i], {
      destination_ip: '::ffff:10.0.0.25',
    })
  await office.mailServer('10.0.9.40', 'scan@example.co.jp', ['a@example.co.jp'], [1, 2], {
    destination_ip: '::ffff:10.0.9.41',
  })
  for (let i = 0; i < 15; i++)
    await office.mailServer('10.0.1.5', `staff${i}@example.co.jp`, ['b@partner.example'], [i], {
      destination_ip: '::ffff:203.0.113.25',
    })
  assert.deepEqual(await roles(), ['mail-server 10.0.0.25'])
})

test('where several accounts read their mail is a mail server, as its log names its own address', async () => {
  await office.flow('10.0.1.5', '203.0.113.80', 443, [1])
  const reads = (server: string, accounts: number) =>
    Promise.all(
      Array.from({ length: accounts }, (_, i) =>
        office.auth('10.0.1.5', `staff${i}`, [i], { network_protocol: 'imap', destination_ip: `::ffff:${server}` }),
      ),
    )
  await reads('10.0.0.30', 6)
  await reads('10.0.0.31', 2)
  assert.deepEqual(await roles(), ['mail-server 10.0.0.30'])
})

test('who asks at the border for what its clients asked it for is the name server, though port 53 inside is in no log', async () => {
  const names = Array.from({ length: 600 }, (_, i) => `host${i}.example.net`)
  for (let client = 1; client <= 12; client++)
    await office.dns(`10.0.1.${client}`, (minute) => names[(minute + client * 45) % 600] ?? '', [], minutes(0, 60, 1), {
      destination_ip: '::',
    })
  await office.dns('10.0.0.11', (minute) => names[minute % 600] ?? '', [], minutes(0, 600, 1), { destination_ip: '::' })
  assert.deepEqual(await roles(), ['resolver 10.0.0.11'])
})

test('a relay for strangers asks for much of what everybody asks for, but goes there itself: no name server', async () => {
  const names = Array.from({ length: 600 }, (_, i) => `host${i}.example.net`)
  for (let client = 1; client <= 12; client++)
    await office.dns(`10.0.1.${client}`, (minute) => names[(minute + client * 45) % 600] ?? '', [], minutes(0, 60, 1), {
      destination_ip: '::',
    })
  await office.dns('10.0.9.40', (minute) => names[minute % 600] ?? '', [], minutes(0, 600, 1), { destination_ip: '::' })
  for (let place = 1; place <= 120; place++) await office.flow('10.0.9.40', `198.51.100.${place}`, 443, [place * 5])
  assert.deepEqual(await roles(), [])
})

test('people who read much of what others read are no name servers, the most curious of them neither', async () => {
  const names = Array.from({ length: 700 }, (_, i) => `host${i}.example.net`)
  for (let client = 1; client <= 12; client++)
    await office.dns(
      `10.0.1.${client}`,
      (minute) => names[(minute + client * 5) % 700] ?? '',
      [],
      minutes(0, 450 - client * 25, 1),
      { destination_ip: '::' },
    )
  assert.deepEqual(await roles(), [])
})

test('what the inventory calls a device or a scanner is one, where the logs know its address and no server gave it out', async () => {
  for (const host of ['10.0.4.1', '10.0.4.2', '10.0.4.3']) await office.flow(host, '203.0.113.9', 443, [600])
  await office.engine.insert('lease_event', [
    { time: '2026-10-05 00:00:00.000', source_ip: '::ffff:10.0.4.3', evidence_id: 'e', line: 1 },
  ])
  const machine = (name: string, address: string, kind: 'device' | 'scanner'): Machine => ({
    name,
    address,
    is: { kind, words: name },
  })
  const known = [
    machine('CAM-1', '10.0.4.1', 'device'),
    machine('SCAN01', '10.0.4.2', 'scanner'),
    machine('CAM-3', '10.0.4.3', 'device'),
    machine('CAM-4', '10.0.4.4', 'device'),
  ]
  assert.deepEqual(await roles(known), ['device 10.0.4.1', 'scanner 10.0.4.2'])
})
