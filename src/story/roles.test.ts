import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import { buildSeen } from './activity.ts'
import { parseConfig } from './config.ts'
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

async function roles(): Promise<string[]> {
  await buildSources(office.engine, [])
  await buildSeen(office.engine)
  await buildNames(office.engine, loadLists())
  const found = await inferRoles(office.engine, parseConfig('', 'kyumei.yaml', []), internalNetworks([]))
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
