import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { strayedService } from './strayed-service.ts'

const HOUR = 60
const DAY = 24 * HOUR
/** three weeks from a Monday on */
const DAYS = Array.from({ length: 21 }, (_, day) => day)
const at = (day: number, hour: number) => day * DAY + hour * HOUR
const WORKING = DAYS.filter((day) => day % 7 < 5).flatMap((day) => [at(day, 9), at(day, 14)])

let org: Organisation
before(async () => {
  org = await organisation()
})
after(() => org.close())
beforeEach(async () => {
  await org.clear()
  await ordinaryDays()
})

const BACKUP = '192.168.1.90'
const WEB = '192.168.1.91'
const APP = '192.168.1.92'

/** A sign-in from a computer to a machine, as that machine writes it. */
const signIn = (source: string, person: string, machine: string, moments: number[], protocol = 'network') =>
  org.auth(source, person, moments, {
    observer_type: 'endpoint',
    observer_name: /^[\d.]+$/.test(machine) ? machine : `${machine}.example.local`,
    event_code: '4624',
    network_protocol: protocol,
    user_domain: 'example',
  })

/** A service's own start, as its server writes it: logon type 5. */
const runs = (person: string, machine: string, moments: number[]) =>
  org.auth('::', person, moments, {
    observer_type: 'endpoint',
    observer_name: `${machine}.example.local`,
    event_code: '4624',
    network_protocol: 'service',
    user_domain: 'example',
    source_address: '',
  })

async function ordinaryDays() {
  // nightly, from one server to two
  for (const machine of ['FS01', 'DB01'])
    await signIn(
      BACKUP,
      'svc-backup',
      machine,
      DAYS.map((day) => at(day, 1)),
    )
  // round the clock
  await signIn(
    WEB,
    'svc-web',
    'DB01',
    DAYS.flatMap((day) => [2, 5, 8, 11, 14, 17, 20, 23].map((hour) => at(day, hour))),
  )
  // a person at his own computer
  await signIn('192.168.1.11', 'tanaka.y', 'FS01', WORKING)
}

const found = async () =>
  (await org.run(strayedService)).map(({ severity, hosts, accounts, metrics }) => [
    severity,
    hosts[0],
    accounts[0],
    metrics.parts,
  ])

describe('strayed-service', () => {
  it('says high when a service’s account comes from another server, by day, to many machines', async () => {
    for (const [n, machine] of ['DC01', 'FS02', 'APP03', 'APP04', 'DB02', 'FS01'].entries())
      await signIn(APP, 'svc-backup', machine, [at(16, 14) + n])
    assert.deepEqual(await found(), [['high', APP, 'example\\svc-backup', 'source, target, sweep, hour']])
    const [sign] = await org.run(strayedService)
    assert.equal(sign?.metrics.usual_computers, BACKUP)
    assert.deepEqual(sign?.destinations, ['APP03', 'APP04', 'DB02', 'DC01', 'FS01', 'FS02'])
  })

  it('says medium when somebody goes on by remote desktop with it', async () => {
    await signIn(APP, 'svc-web', 'DC01', [at(16, 14)], 'rdp')
    assert.deepEqual(await found(), [['medium', APP, 'example\\svc-web', 'source, interactive, target']])
  })

  it('says medium of a single use elsewhere after its ticket was taken away among many, low without or before', async () => {
    const takes = async (moment: number) => {
      for (const [n, service] of ['svc-web', 'svc-backup', 'svc-sql', 'svc-erp'].entries())
        await org.auth('192.168.1.11', 'tanaka.y@EXAMPLE.LOCAL', [moment + n], {
          observer_type: 'endpoint',
          observer_name: 'DC01.example.local',
          event_code: '4769',
          event_action: 'service-ticket',
          network_protocol: 'kerberos',
          destination_address: service,
          event_details: '0x17',
          user_domain: 'example.local',
        })
      // everybody else's tickets have the new cipher
      for (const [n, person] of ['suzuki.k', 'sato.m', 'ito.h'].entries())
        await org.auth(`192.168.1.${12 + n}`, `${person}@EXAMPLE.LOCAL`, WORKING, {
          observer_type: 'endpoint',
          observer_name: 'DC01.example.local',
          event_code: '4769',
          event_action: 'service-ticket',
          network_protocol: 'kerberos',
          destination_address: 'svc-web',
          event_details: '0x12',
          user_domain: 'example.local',
        })
    }
    await signIn(APP, 'svc-web', 'DB01', [at(16, 14)])
    assert.deepEqual(await found(), [['low', APP, 'example\\svc-web', 'source']])
    await takes(at(17, 3))
    assert.deepEqual(await found(), [['low', APP, 'example\\svc-web', 'source']])
    await takes(at(14, 3))
    assert.deepEqual(await found(), [['medium', APP, 'example\\svc-web', 'taken, source']])
  })

  it('says what goes out from its own server, with one step less unless somebody sits there', async () => {
    for (const [n, machine] of ['PC-1', 'PC-2', 'PC-3', 'PC-4', 'PC-5', 'PC-6'].entries())
      await signIn(BACKUP, 'svc-backup', machine, [at(16, 13) + n])
    assert.deepEqual(await found(), [['low', BACKUP, 'example\\svc-backup', 'target, sweep, hour']])
    await signIn(BACKUP, 'svc-backup', 'DC01', [at(16, 13.5)], 'rdp')
    assert.deepEqual(await found(), [['high', BACKUP, 'example\\svc-backup', 'interactive, target, sweep, hour']])
  })

  it('knows a service without a telling name by what runs under it, and not a person who has a task', async () => {
    await runs(
      'kikan01',
      'ERP01',
      DAYS.map((day) => at(day, 4)),
    )
    await signIn(
      '192.168.1.93',
      'kikan01',
      'DB01',
      DAYS.map((day) => at(day, 4)),
    )
    for (const [n, machine] of ['DC01', 'FS02', 'APP03', 'APP04', 'DB02'].entries())
      await signIn(APP, 'kikan01', machine, [at(16, 14) + n])
    // a person whose computer runs a task of his, who sits there too, and who gets a second one
    await runs(
      'tanaka.y',
      'PC-11',
      DAYS.map((day) => at(day, 12)),
    )
    await signIn('127.0.0.1', 'tanaka.y', 'PC-11', [at(1, 9), at(2, 9)], 'console')
    await signIn('192.168.1.99', 'tanaka.y', 'FS02', [at(16, 10)])
    assert.deepEqual(
      (await found()).map(([severity, , account]) => [severity, account]),
      [['high', 'example\\kikan01']],
    )
  })

  it('says nothing of a backup agent that moved to a new server, nor of a cluster that switched for days', async () => {
    const until = DAYS.filter((day) => day < 14)
    const from = DAYS.filter((day) => day >= 14)
    await signIn(
      '192.168.1.80',
      'svc-agent',
      'FS01',
      until.map((day) => at(day, 3)),
    )
    await signIn(
      '192.168.1.81',
      'svc-agent',
      'FS01',
      from.map((day) => at(day, 3)),
    )
    await signIn(
      '192.168.1.81',
      'svc-agent',
      'FS03',
      from.map((day) => at(day, 3)),
    )
    const onSecond = [12, 13, 14]
    await signIn(
      '192.168.1.82',
      'svc-cluster',
      'DB01',
      DAYS.filter((day) => !onSecond.includes(day)).map((day) => at(day, 3)),
    )
    await signIn(
      '192.168.1.83',
      'svc-cluster',
      'DB01',
      onSecond.map((day) => at(day, 15)),
    )
    assert.deepEqual(await found(), [])
  })

  it('keeps low a move on the last day, a server that was added, and work in person on its own server', async () => {
    await signIn(
      '192.168.1.80',
      'svc-agent',
      'FS01',
      DAYS.slice(0, 20).map((day) => at(day, 3)),
    )
    await signIn('192.168.1.81', 'svc-agent', 'FS05', [at(20, 15)])
    await signIn(
      '192.168.1.94',
      'svc-web',
      'DB01',
      [14, 15, 16, 17, 18].map((day) => at(day, 10)),
    )
    await runs(
      'svc-print',
      'PRN01',
      DAYS.map((day) => at(day, 6)),
    )
    await signIn(
      '192.168.1.85',
      'svc-print',
      'FS01',
      DAYS.map((day) => at(day, 6)),
    )
    await signIn('127.0.0.1', 'svc-print', 'PRN01', [at(16, 11)], 'console')
    assert.deepEqual(
      (await found()).map(([severity]) => severity),
      ['low', 'low', 'low'],
    )
  })

  it('explains a project’s roll-out to several servers', async () => {
    for (let n = 0; n < 6; n++)
      await signIn(`192.168.1.${110 + n}`, 'svc-web', 'MON01', [at(15 + (n % 3), 10 + n / 10), at(18, 10 + n / 10)])
    assert.deepEqual([...new Set((await found()).map(([severity]) => severity))], ['informational'])
  })

  it('says nothing of scanners that always come to all, of what comes from everywhere, of new services, of short logs', async () => {
    for (const [n, machine] of ['PC-1', 'PC-2', 'PC-3', 'PC-4', 'PC-5', 'PC-6'].entries())
      await signIn('192.168.1.95', 'svc-scan', machine, [at(4, 21) + n, at(11, 21) + n, at(18, 21) + n])
    for (const host of [101, 102, 103, 104, 105])
      await signIn(
        `192.168.1.${host}`,
        'svc-agent',
        'MON01',
        DAYS.filter((day) => day % 2 === 0).map((day) => at(day, 9)),
      )
    await signIn('192.168.1.120', 'svc-agent', 'DC01', [at(16, 9)])
    await signIn('192.168.1.96', 'svc-new', 'DB01', [at(16, 9), at(17, 9), at(18, 9), at(19, 9)])
    await signIn('192.168.1.97', 'svc-new', 'DC01', [at(19, 9)])
    assert.deepEqual(await found(), [])
  })

  it('leaves to borrowed-computer what comes from one person’s computer', async () => {
    await signIn('192.168.1.11', 'svc-backup', 'DC01', [at(16, 23)])
    assert.deepEqual(await found(), [])
  })

  it('does not take a third server for the one to which a service moved and where it goes on', async () => {
    const SPARE = '192.168.1.94'
    await signIn(
      SPARE,
      'svc-night',
      'FS01',
      DAYS.slice(0, 10).map((day) => at(day, 22)),
    )
    await signIn(
      '192.168.1.95',
      'svc-night',
      'FS01',
      DAYS.slice(10).map((day) => at(day, 22)),
    )
    await signIn(APP, 'svc-night', 'DC01', [at(18, 14)])
    await signIn(APP, 'svc-night', 'APP03', [at(18, 14.1)])
    assert.deepEqual(await found(), [['medium', APP, 'example\\svc-night', 'source, target, hour']])
  })

  it('says more where it reaches persons’ computers, as from its own server no agent’s roll-out does', async () => {
    for (const [n, person] of ['sato.k', 'mori.a'].entries())
      await signIn(`192.168.1.${12 + n}`, person, 'FS01', WORKING)
    await signIn(APP, 'svc-web', 'FS01', [at(16, 14)])
    assert.deepEqual(await found(), [['low', APP, 'example\\svc-web', 'source, target']])
    for (const n of [0, 1]) await signIn(APP, 'svc-web', `192.168.1.${12 + n}`, [at(16, 14.2)])
    assert.deepEqual(await found(), [['medium', APP, 'example\\svc-web', 'source, target, persons']])
    await org.clear()
    await ordinaryDays()
    for (const [n, person] of ['sato.k', 'mori.a'].entries()) {
      await signIn(`192.168.1.${12 + n}`, person, 'FS01', WORKING)
      await signIn(WEB, 'svc-web', `192.168.1.${12 + n}`, [at(16, 14.2)])
    }
    assert.deepEqual(await found(), [])
  })

  it('knows that a server on which only a service works is no person’s computer, whatever the service is called', async () => {
    const days = DAYS.map((day) => at(day, 4))
    await runs('renkei', 'GW01', days)
    await signIn(APP, 'renkei', 'FS01', days)
    await signIn(APP, 'svc-web', 'DC01', [at(16, 14)], 'rdp')
    assert.deepEqual(await found(), [['medium', APP, 'example\\svc-web', 'source, interactive, target']])
  })
})
