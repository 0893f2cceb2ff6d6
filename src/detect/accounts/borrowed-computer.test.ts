import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { borrowedComputer } from './borrowed-computer.ts'

const HOUR = 60
const DAY = 24 * HOUR
/** two weeks from a Monday on */
const WORKDAYS = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
const at = (day: number, hour: number) => day * DAY + hour * HOUR

let org: Organisation
before(async () => {
  org = await organisation()
})
after(() => org.close())
beforeEach(() => org.clear())

/** A sign-in over the network as a domain controller writes it: ticket, service ticket for the file server, 4624 of its own. */
async function signIn(computer: string, person: string, moments: number[]) {
  const dc = { observer_type: 'endpoint', observer_name: 'DC01.example.local' }
  await org.auth(computer, person, moments, {
    ...dc,
    event_action: 'ticket',
    event_code: '4768',
    network_protocol: 'kerberos',
    user_domain: 'example.local',
  })
  await org.auth(computer, `${person}@EXAMPLE.LOCAL`, moments, {
    ...dc,
    event_action: 'service-ticket',
    event_code: '4769',
    network_protocol: 'kerberos',
    destination_address: 'FS01$',
    user_domain: 'example.local',
  })
  await org.auth(computer, person, moments, { ...NETWORK, observer_name: 'DC01.example.local', event_code: '4624' })
}

/** 4672 beside the sign-in */
const withRights = (person: string, moments: number[], machine = 'FS01') =>
  org.auth('::', person, moments, {
    observer_type: 'endpoint',
    observer_name: `${machine}.example.local`,
    event_action: 'privilege',
    event_code: '4672',
    network_protocol: '',
    user_domain: 'example',
    source_address: '',
  })

const NETWORK = { observer_type: 'endpoint', network_protocol: 'network', user_domain: 'example' }

const STAFF: [string, string][] = [
  ['192.168.1.11', 'tanaka.y'],
  ['192.168.1.12', 'suzuki.k'],
  ['192.168.1.13', 'sato.m'],
  ['192.168.1.14', 'ito.h'],
  ['192.168.1.15', 'kato.r'],
  ['192.168.1.16', 'yoshida.n'],
]
const PC = '192.168.1.11'
const ADMIN_PC = '192.168.1.50'

/** Everybody at his own computer, and an administrator with two accounts at his. */
async function ordinaryDays(days = WORKDAYS) {
  for (const [computer, person] of STAFF)
    await signIn(
      computer,
      person,
      days.flatMap((day) => [at(day, 9), at(day, 14)]),
    )
  await signIn(
    ADMIN_PC,
    'kuroda.t',
    days.map((day) => at(day, 9)),
  )
  const work = days.map((day) => at(day, 10))
  await signIn(ADMIN_PC, 'adm.kuroda', work)
  await withRights('adm.kuroda', work)
}

const SERVICE = { event_action: 'service-installed', event_code: '7045', file_path: 'Updater' }
async function spreadFrom(computer: string, machines: string[]) {
  for (const [i, machine] of machines.entries()) {
    const moment = at(8, 12) + i
    await org.auth(computer, 'adm.kuroda', [moment], {
      ...NETWORK,
      observer_name: `${machine}.example.local`,
      event_code: '4624',
    })
    await withRights('adm.kuroda', [moment], machine)
    await org.endpoint(machine, [moment + 0.1], SERVICE)
  }
}

const serious = async () =>
  (await org.run(borrowedComputer)).filter(({ severity }) => !['low', 'informational'].includes(severity))

describe('borrowed-computer', () => {
  it("says high when an administrator's account is used at night from a clerk's computer", async () => {
    await ordinaryDays()
    await signIn(PC, 'adm.kuroda', [at(7, 23), at(8, 23.5)])
    const [sign, ...more] = await org.run(borrowedComputer)
    assert.ok(sign)
    assert.equal(more.length, 0)
    assert.equal(sign.severity, 'high')
    assert.deepEqual(sign.hosts, [PC])
    assert.deepEqual(sign.accounts, ['example\\adm.kuroda'])
    assert.deepEqual(sign.destinations, ['DC01', 'FS01'])
    assert.equal(sign.metrics.usual_user, 'tanaka.y')
  })

  it("says medium when machines refused a local administrator's account from a clerk's computer before others let it in, by day too; low of one slip", async () => {
    const on = (machine: string) => ({ ...NETWORK, observer_name: `${machine}.example.local` })
    const lets = async (computer: string) => {
      await org.auth(computer, 'kanri', [at(8, 11), at(9, 11)], on('APP01'))
      await org.auth(computer, 'kanri', [at(8, 11.2)], on('FS01'))
    }
    const refuses = (computer: string, machine: string) =>
      org.auth(computer, 'kanri', [at(7, 15)], { ...on(machine), event_outcome: 'failure', event_code: '4625' })
    await ordinaryDays()
    await lets(PC)
    await refuses(PC, 'APP01')
    assert.deepEqual(await serious(), [])
    for (const machine of ['APP02', 'SQL01']) await refuses(PC, machine)
    const [sign, ...more] = await serious()
    assert.deepEqual([sign?.severity, sign?.hosts, more.length], ['medium', [PC], 0])
    assert.match(JSON.stringify(sign?.words.tried), /3 machines refused it/)
  })

  it("says high when services are installed on two machines with an administrator's sign-ins from a clerk's computer, at noon too", async () => {
    await ordinaryDays()
    await spreadFrom(PC, ['FS01', 'APP01'])
    const [sign, ...more] = await org.run(borrowedComputer)
    assert.equal(more.length, 0)
    assert.equal(sign?.severity, 'high')
    assert.deepEqual(sign?.accounts, ['example\\adm.kuroda'])
    assert.equal(sign?.metrics.services_installed_on, 'APP01, FS01')
  })

  it("says nothing serious when they are installed from the administrator's own computer, on one machine, or hours later", async () => {
    await ordinaryDays()
    await spreadFrom(ADMIN_PC, ['FS01', 'APP01'])
    await spreadFrom(PC, ['FS01'])
    await org.auth(PC, 'adm.kuroda', [at(8, 12.2)], { ...NETWORK, observer_name: 'APP01.example.local' })
    await org.endpoint('APP01', [at(8, 15)], SERVICE)
    assert.deepEqual(await serious(), [])
  })

  it('says high when a service account and an administrator come to one computer in the same days', async () => {
    await ordinaryDays()
    await signIn(
      '192.168.1.90',
      'svc-print',
      WORKDAYS.map((day) => at(day, 6)),
    )
    await signIn(PC, 'svc-print', [at(8, 18)])
    await signIn(PC, 'adm.kuroda', [at(8, 18.5), at(9, 12)])
    const [sign] = await org.run(borrowedComputer)
    assert.equal(sign?.severity, 'high')
    assert.deepEqual(sign?.accounts.toSorted(), ['example\\adm.kuroda', 'example\\svc-print'])
  })

  it("says medium of a service's single visit after its ticket was taken away among many, low without", async () => {
    await ordinaryDays()
    await signIn(
      '192.168.1.90',
      'svc-print',
      WORKDAYS.map((day) => at(day, 6)),
    )
    await signIn(PC, 'svc-print', [at(8, 14)])
    const severities = async () => (await org.run(borrowedComputer)).map(({ severity }) => severity)
    assert.deepEqual(await severities(), ['low'])
    for (const service of ['svc-print', 'svc-sql', 'svc-erp'])
      await org.auth('192.168.1.14', 'ito.h@EXAMPLE.LOCAL', [at(7, 22)], {
        observer_type: 'endpoint',
        observer_name: 'DC01.example.local',
        event_action: 'service-ticket',
        event_code: '4769',
        network_protocol: 'kerberos',
        destination_address: service,
        event_details: '0x17',
        user_domain: 'example.local',
      })
    const ordinary = ['tanaka.y', 'suzuki.k', 'sato.m']
    for (const [n, person] of ordinary.entries())
      await org.auth(
        `192.168.1.${11 + n}`,
        `${person}@EXAMPLE.LOCAL`,
        WORKDAYS.map((day) => at(day, 9)),
        {
          observer_type: 'endpoint',
          observer_name: 'DC01.example.local',
          event_action: 'service-ticket',
          event_code: '4769',
          network_protocol: 'kerberos',
          destination_address: 'svc-erp',
          event_details: '0x12',
          user_domain: 'example.local',
        },
      )
    assert.deepEqual(await severities(), ['medium'])
    const [sign] = await org.run(borrowedComputer)
    assert.match(JSON.stringify(sign?.words.taken), /kerberos-roasting/)
  })

  it('knows an administrator by 4672, whatever the name', async () => {
    await ordinaryDays()
    await signIn(
      '192.168.1.51',
      'morita.s',
      WORKDAYS.map((day) => at(day, 10)),
    )
    await withRights(
      'morita.s',
      WORKDAYS.map((day) => at(day, 10)),
    )
    await signIn(PC, 'morita.s', [at(7, 23), at(8, 23)])
    assert.equal((await serious())[0]?.severity, 'high')
  })

  it('keeps a single visit of the helpdesk low', async () => {
    await ordinaryDays()
    await signIn(PC, 'adm.kuroda', [at(8, 11)])
    const signs = await org.run(borrowedComputer)
    assert.deepEqual(
      signs.map(({ severity }) => severity),
      ['low'],
    )
  })

  it('explains the rounds of a helpdesk, however often it comes to one computer', async () => {
    await ordinaryDays()
    for (const [n, [computer]] of STAFF.slice(1).entries())
      await signIn(computer, 'adm.kuroda', [at(WORKDAYS[n + 3] ?? 0, 11)])
    await signIn(PC, 'adm.kuroda', [at(8, 11), at(9, 15)])
    assert.deepEqual(await serious(), [])
    assert.ok(
      (await org.run(borrowedComputer)).some(({ severity, hosts }) => severity === 'informational' && hosts[0] === PC),
    )
  })

  it('does not explain by rounds what the same account does at night', async () => {
    await ordinaryDays()
    for (const [n, [computer]] of STAFF.slice(1).entries())
      await signIn(computer, 'adm.kuroda', [at(WORKDAYS[n + 3] ?? 0, 11)])
    await signIn(PC, 'adm.kuroda', [at(8, 23), at(9, 23)])
    assert.deepEqual(
      (await serious()).map(({ hosts }) => hosts[0]),
      [PC],
    )
  })

  it('says nothing of a session that a visiting administrator left open over night', async () => {
    await ordinaryDays()
    await signIn(PC, 'adm.kuroda', minutes(at(8, 17), at(9, 9), 100))
    assert.deepEqual(await serious(), [])
  })

  it("says nothing of the computer's own administrator account, of two computers of one person, and of night work at one's own", async () => {
    await ordinaryDays()
    await signIn(PC, 'adm-tanaka', [at(8, 23), at(9, 23)])
    await withRights('adm-tanaka', [at(8, 23)])
    await signIn(
      '192.168.1.99',
      'tanaka.y',
      [7, 8, 9, 10].map((day) => at(day, 11)),
    )
    await signIn(ADMIN_PC, 'adm.kuroda', [at(9, 22.5), at(10, 23)])
    assert.deepEqual(await org.run(borrowedComputer), [])
  })

  it('says nothing of a computer that was handed on, nor of one that replaced another', async () => {
    await ordinaryDays()
    // Tanaka has gone; an administrator gets his second computer
    await signIn(
      '192.168.1.30',
      'hayashi.e',
      [0, 1, 2, 3].map((day) => at(day, 9)),
    )
    await signIn(
      '192.168.1.30',
      'adm.ogawa',
      [7, 8, 9, 10, 11].map((day) => at(day, 10)),
    )
    // the old computer of another falls silent
    await signIn(
      '192.168.1.31',
      'adm.mori',
      [0, 1, 2, 3, 4].map((day) => at(day, 10)),
    )
    await signIn(
      PC,
      'adm.mori',
      [7, 8, 9, 10, 11].map((day) => at(day, 10)),
    )
    assert.deepEqual(await org.run(borrowedComputer), [])
  })

  it('says nothing of shared computers: shifts, a counter, a terminal server', async () => {
    await ordinaryDays()
    for (const [n, day] of WORKDAYS.entries()) {
      await signIn('192.168.1.40', STAFF[n % 3]?.[1] ?? '', [at(day, 8)])
      await signIn('192.168.1.40', STAFF[(n + 3) % 6]?.[1] ?? '', [at(day, 16)])
    }
    await signIn('192.168.1.40', 'adm.kuroda', [at(10, 23), at(11, 23)])
    assert.deepEqual(await org.run(borrowedComputer), [])
  })

  it('says nothing of a server from which services and administrators work', async () => {
    await ordinaryDays()
    // the file server's own log, and what is signed in to from it
    const server = '192.168.1.60'
    for (const [computer, person] of STAFF)
      await org.auth(computer, person, [at(1, 9)], { ...NETWORK, observer_name: server })
    await signIn(
      server,
      'kuroda.t',
      WORKDAYS.map((day) => at(day, 13)),
    )
    await signIn(server, 'adm.mori', [at(7, 23), at(8, 23)])
    // a backup service from its own, a scanner that signs in everywhere
    await signIn(
      '192.168.1.90',
      'svc-backup',
      WORKDAYS.map((day) => at(day, 1)),
    )
    await signIn('192.168.1.91', 'svc-scan', [at(5, 21), at(6, 21)])
    assert.deepEqual(await org.run(borrowedComputer), [])
  })

  it('says nothing of one colleague, and little of two who borrow a seat by day', async () => {
    await ordinaryDays()
    await signIn(PC, 'suzuki.k', [at(8, 15)])
    assert.deepEqual(await org.run(borrowedComputer), [])
    await signIn(PC, 'sato.m', [at(9, 15)])
    assert.deepEqual(
      (await org.run(borrowedComputer)).map(({ severity }) => severity),
      ['low'],
    )
  })

  it("tells of ordinary colleagues' accounts that appear together at night", async () => {
    await ordinaryDays()
    await signIn(PC, 'suzuki.k', [at(8, 23)])
    await signIn(PC, 'sato.m', [at(8, 23.5)])
    assert.deepEqual(
      (await serious()).map(({ severity }) => severity),
      ['medium'],
    )
  })

  it('says nothing where addresses wander from person to person', async () => {
    for (const [n, day] of WORKDAYS.entries())
      for (const [i, [, person]] of STAFF.entries())
        await signIn(STAFF[(i + Math.floor(n / 4)) % 6]?.[0] ?? '', person, [at(day, 9), at(day, 14)])
    await signIn('192.168.1.16', 'adm.kuroda', [at(2, 23)])
    await signIn('192.168.1.12', 'adm.kuroda', [at(7, 23), at(8, 23)])
    assert.deepEqual(await org.run(borrowedComputer), [])
  })

  it('says nothing from logs of four days', async () => {
    await ordinaryDays([0, 1, 2, 3])
    await signIn(PC, 'adm.kuroda', [at(3, 22), at(3, 23)])
    assert.deepEqual(await org.run(borrowedComputer), [])
  })
})
