import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { kerberosRoasting } from './kerberos-roasting.ts'

const HOUR = 60
const DAY = 24 * HOUR
const DAYS = Array.from({ length: 14 }, (_, day) => day)
const at = (day: number, hour: number) => day * DAY + hour * HOUR
const SERVICES = ['svc-sql', 'svc-web', 'svc-erp', 'svc-backup', 'svc-print']
const [AES, RC4] = ['0x12', '0x17']

let org: Organisation
before(async () => {
  org = await organisation()
})
after(() => org.close())
beforeEach(async () => {
  await org.clear()
  // everybody uses two services, and the old one, whose tickets are RC4 for all
  for (let n = 11; n < 20; n++) {
    const [person, pc] = [`user${n}`, `192.168.1.${n}`]
    for (const service of [SERVICES[n % 5] ?? '', SERVICES[(n + 1) % 5] ?? '', 'FS01$'])
      await ticket(
        pc,
        person,
        service,
        DAYS.map((day) => at(day, 9) + n),
      )
    await ticket(
      pc,
      person,
      'svc-pacs',
      DAYS.map((day) => at(day, 10) + n),
      RC4,
    )
  }
})

const ticket = (pc: string, person: string, service: string, moments: number[], cipher = AES) =>
  org.auth(pc, `${person}@EXAMPLE.LOCAL`, moments, {
    observer_type: 'endpoint',
    observer_name: 'DC01.example.local',
    event_code: '4769',
    event_action: 'service-ticket',
    network_protocol: 'kerberos',
    destination_address: service,
    event_details: cipher,
    user_domain: 'example.local',
  })

const unproven = (pc: string, person: string, moments: number[]) =>
  org.auth(pc, person, moments, {
    observer_type: 'endpoint',
    observer_name: 'DC01.example.local',
    event_code: '4768',
    event_action: 'ticket',
    network_protocol: 'kerberos',
    destination_address: 'krbtgt',
    event_details: '0x17; PreAuthType=0',
  })

const found = async () =>
  (await org.run(kerberosRoasting)).map(({ severity, hosts, count }) => [severity, hosts[0], count])

describe('kerberos-roasting', () => {
  it('says nothing of ordinary days, nor of a service that has RC4 for everybody', async () => {
    assert.deepEqual(await found(), [])
  })

  it('says high when one account asks for RC4 tickets of many services, across a full hour', async () => {
    for (const [n, service] of SERVICES.entries())
      await ticket('192.168.1.11', 'user11', service, [at(8, 13) - 4 + 2 * n], RC4)
    assert.deepEqual(await found(), [['high', '192.168.1.11', 5]])
    const [sign] = await org.run(kerberosRoasting)
    assert.deepEqual(sign?.accounts, ['user11@example.local'])
    assert.match(JSON.stringify(sign?.words.why), /RC4/)
  })

  it('says medium of three, and of many with AES', async () => {
    for (const service of SERVICES.slice(0, 3)) await ticket('192.168.1.11', 'user11', service, [at(8, 13)], RC4)
    for (let n = 0; n < 9; n++) await ticket('192.168.1.12', 'user12', `app-${n}`, [at(8, 13) + n])
    assert.deepEqual(await found(), [
      ['medium', '192.168.1.11', 3],
      ['medium', '192.168.1.12', 9],
    ])
  })

  it('explains what comes again day after day, and takes a step off a weekly check', async () => {
    for (const service of SERVICES) {
      await ticket(
        '192.168.1.40',
        'monitor',
        service,
        DAYS.map((day) => at(day, 3)),
        RC4,
      )
      await ticket('192.168.1.42', 'scanner', service, [at(5, 22), at(12, 22)], RC4)
    }
    assert.deepEqual(await found(), [
      ['informational', '192.168.1.40', 5],
      ['medium', '192.168.1.42', 5],
    ])
  })

  it('explains an old machine that knows no other cipher', async () => {
    for (const service of SERVICES) await ticket('192.168.1.41', 'nas', service, [at(8, 13)], RC4)
    await ticket(
      '192.168.1.41',
      'nas',
      'FS01$',
      DAYS.map((day) => at(day, 4)),
      RC4,
    )
    assert.deepEqual(await found(), [['informational', '192.168.1.41', 5]])
  })

  it('is not misled by an old service that gives more tickets than all others', async () => {
    for (let n = 11; n < 20; n++)
      await ticket(
        `192.168.1.${n}`,
        `user${n}`,
        'svc-old',
        DAYS.flatMap((day) => [at(day, 9), at(day, 12), at(day, 14), at(day, 16)]),
        RC4,
      )
    for (const service of SERVICES) await ticket('192.168.1.11', 'user11', service, [at(8, 13)], RC4)
    assert.deepEqual(await found(), [['high', '192.168.1.11', 5]])
  })

  it('says nothing where RC4 is the rule', async () => {
    await org.clear()
    for (let n = 11; n < 20; n++)
      for (const service of SERVICES.slice(0, 4))
        await ticket(`192.168.1.${n}`, `user${n}`, service, [at(n - 11, 9), at(n - 10, 9)], RC4)
    assert.deepEqual(await found(), [])
  })

  it('tells of tickets that were given without proof, but not of the one account that always needs none', async () => {
    await unproven(
      '192.168.1.50',
      'legacy-scan',
      DAYS.map((day) => at(day, 8)),
    )
    assert.deepEqual(await found(), [])
    for (const person of ['user13', 'user14', 'user15', 'legacy-scan'])
      await unproven('192.168.1.15', person, [at(9, 2)])
    assert.deepEqual(await found(), [['high', '192.168.1.15', 4]])
  })
})
