import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { newAdministrator } from './new-administrator.ts'

const HOUR = 60
const DAY = 24 * HOUR
const at = (day: number, hour: number) => day * DAY + hour * HOUR
/** three weeks from a Monday on */
const WORKDAYS = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18]

let org: Organisation
before(async () => {
  org = await organisation()
})
after(() => org.close())
beforeEach(async () => {
  await org.clear()
  await ordinaryDays()
})

const DC = { observer_type: 'endpoint', observer_name: 'DC01.example.local', user_domain: 'example' }

/** An administrator who makes accounts and changes groups in working hours; staff who sign in. */
async function ordinaryDays() {
  for (const [address, name] of [
    ['192.168.1.11', 'tanaka.y'],
    ['192.168.1.12', 'suzuki.k'],
    ['192.168.1.50', 'adm.kuroda'],
    ['192.168.1.90', 'svc-backup'],
  ] as const)
    await org.auth(
      address,
      name,
      WORKDAYS.map((day) => at(day, name === 'svc-backup' ? 1 : 9)),
      { ...DC, event_action: 'ticket', event_code: '4768', network_protocol: 'kerberos' },
    )
  await rights(
    'adm.kuroda',
    WORKDAYS.slice(0, 10).map((day) => at(day, 10)),
  )
  for (const day of [1, 4, 9]) await create('adm.kuroda', `new.hire${day}`, at(day, 11))
}

const rights = (actor: string, moments: number[]) =>
  org.auth('::', actor, moments, { ...DC, event_action: 'privilege', event_code: '4672', source_address: '' })

const doing = (actor: string, moment: number, values: Record<string, unknown>) =>
  org.auth('::', actor, [moment], { ...DC, source_address: '', network_protocol: '', ...values })

const sidOf = (name: string) =>
  `S-1-5-21-1-2-3-${1000 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)}`

const create = (actor: string, target: string, moment: number, values = {}) =>
  doing(actor, moment, {
    event_action: 'account-create',
    event_code: '4720',
    user_target_name: target,
    event_details: `MemberSid=; TargetSid=${sidOf(target)}`,
    ...values,
  })
const remove = (actor: string, target: string, moment: number) =>
  doing(actor, moment, { event_action: 'account-delete', event_code: '4726', user_target_name: target })
const grant = (actor: string, target: string, moment: number, values = {}) =>
  doing(actor, moment, {
    event_action: 'group-change',
    event_code: '4728',
    user_target_name: `CN=${target.toUpperCase()},OU=x,DC=example,DC=local`,
    rule_name: 'Domain Admins',
    event_details: `MemberSid=${sidOf(target)}; TargetSid=S-1-5-21-1-2-3-512`,
    ...values,
  })
const signIn = (source: string, name: string, moment: number) =>
  org.auth(source, name, [moment], { ...DC, event_code: '4624', network_protocol: 'network' })

/** a local group's change on a machine that is no domain controller */
const onMachine = (machine: string) => ({
  observer_name: `${machine}.example.local`,
  event_code: '4732',
  rule_name: 'Administrators',
  user_domain: 'example',
})
const locally = (target: string, machine: string) => ({
  ...onMachine(machine),
  user_target_name: sidOf(target),
  event_details: `MemberSid=${sidOf(target)}; TargetSid=S-1-5-32-544`,
})

const found = async () =>
  (await org.run(newAdministrator)).map(({ severity, accounts, metrics }) => [
    severity,
    accounts.join(' '),
    metrics.parts,
  ])

describe('new-administrator', () => {
  it('says medium of an administrator that is made at night and used at once, and names both accounts', async () => {
    await create('adm.kuroda', 'svc-update', at(16, 23.2))
    await grant('adm.kuroda', 'svc-update', at(16, 23.25))
    await signIn('192.168.1.11', 'svc-update', at(16, 23.5))
    assert.deepEqual(await found(), [
      ['medium', 'example\\adm.kuroda example\\svc-update', 'power, at-once, night, used'],
    ])
  })

  it('says high where the account that did it is accused otherwise, or never acted as an administrator', async () => {
    await create('tanaka.y', 'helpdesk2', at(16, 23.2))
    await grant('tanaka.y', 'helpdesk2', at(16, 23.25))
    await signIn('192.168.1.11', 'helpdesk2', at(16, 23.5))
    await remove('tanaka.y', 'helpdesk2', at(17, 1))
    assert.deepEqual(await found(), [
      ['high', 'example\\tanaka.y example\\helpdesk2', 'power, at-once, first, night, used, deleted'],
    ])
    await org.clear()
    await ordinaryDays()
    await create('adm.kuroda', 'svc-update', at(16, 13))
    await grant('adm.kuroda', 'svc-update', at(16, 13.1))
    await signIn('192.168.1.11', 'svc-update', at(16, 13.2))
    const context = await org.context(newAdministrator)
    const why = { ja: '他の人の端末からのサインイン', en: "Sign-in from another person's computer" }
    const [sign] = await newAdministrator.run({
      ...context,
      suspects: async (accounts) =>
        accounts
          .filter((one) => one === 'example\\adm.kuroda')
          .map((account) => ({ account, why, since: '2026-10-21T02:00:00Z' })),
    })
    assert.equal(sign?.severity, 'high')
    assert.equal(sign?.metrics.parts, 'power, at-once, used, accused')
  })

  it('does not accuse those who were made on the same day as everybody is made', async () => {
    await create('adm.kuroda', 'svc-update', at(16, 23.2))
    await grant('adm.kuroda', 'svc-update', at(16, 23.25))
    await signIn('192.168.1.11', 'svc-update', at(16, 23.5))
    await create('adm.kuroda', 'adm.mori', at(16, 10))
    await grant('adm.kuroda', 'adm.mori', at(16, 10.1))
    assert.deepEqual(await found(), [
      ['low', 'example\\adm.kuroda example\\adm.mori', 'power, at-once'],
      ['medium', 'example\\adm.kuroda example\\svc-update', 'power, at-once, night, used'],
    ])
  })

  it('keeps low what an administrator does in working hours, even where nobody was made one before', async () => {
    await create('adm.kuroda', 'adm.mori', at(16, 10))
    await grant('adm.kuroda', 'adm.mori', at(16, 10.1))
    await signIn('192.168.1.60', 'adm.mori', at(16, 10.5))
    assert.deepEqual(await found(), [['low', 'example\\adm.kuroda example\\adm.mori', 'power, at-once, used']])
  })

  it('says nothing of new hires in April, of accounts that are made for a project, of one that was mistyped', async () => {
    for (let n = 0; n < 30; n++) await create('adm.kuroda', `freshman.${n}`, at(14, 10) + n)
    await create('adm.kuroda', 'svc-newsystem', at(15, 15))
    await signIn('192.168.1.95', 'svc-newsystem', at(15, 15.5))
    await create('adm.kuroda', 'hayashi.e', at(16, 11))
    await remove('adm.kuroda', 'hayashi.e', at(16, 11.1))
    assert.deepEqual(await found(), [])
  })

  it('says nothing of a helpdesk that makes somebody the administrator of his own computer', async () => {
    await doing('helpdesk.ito', at(15, 11), { event_action: 'group-change', ...locally('tanaka.y', 'PC-11') })
    assert.deepEqual(await found(), [])
  })

  it('calls informational what many get in one day, in working hours', async () => {
    for (let n = 0; n < 9; n++) await grant('adm.kuroda', `member.${n}`, at(15, 13) + n)
    assert.deepEqual(
      (await found()).map(([severity]) => severity),
      ['informational'],
    )
  })

  it('tells of an administrator that a machine itself makes, as from a web shell, and names the machine', async () => {
    await doing('WEB01$', at(2, 9), { event_action: 'login', observer_name: 'WEB01.example.local' })
    await create('WEB01$', 'support', at(16, 14), onMachineCreated('WEB01'))
    await doing('WEB01$', at(16, 14.01), { event_action: 'group-change', ...locally('support', 'WEB01') })
    const [sign] = await org.run(newAdministrator)
    assert.equal(sign?.severity, 'medium')
    assert.deepEqual(sign?.hosts, ['WEB01'])
    assert.equal(sign?.metrics.parts, 'power, at-once, program')
  })

  it('leaves machines alone that are set up, that all make the same administrator, and accounts of Windows', async () => {
    await create('PC-77$', 'setup', at(16, 14), onMachineCreated('PC-77'))
    await doing('PC-77$', at(16, 14.1), { event_action: 'group-change', ...locally('setup', 'PC-77') })
    for (const [n, machine] of ['PC-21', 'PC-22', 'PC-23'].entries()) {
      await doing(`${machine}$`, at(1, 9), { event_action: 'login', observer_name: machine })
      await create(`${machine}$`, `managed${4711 + n}`, at(15, 12) + n, onMachineCreated(machine))
      await doing(`${machine}$`, at(15, 12.2) + n, {
        event_action: 'group-change',
        ...locally(`managed${4711 + n}`, machine),
      })
    }
    await doing('NODE1$', at(1, 9), { event_action: 'login', observer_name: 'NODE1' })
    await create('NODE1$', 'CLIUSR', at(15, 12), onMachineCreated('NODE1'))
    await doing('NODE1$', at(15, 12.1), { event_action: 'group-change', ...locally('cliusr', 'NODE1') })
    await create('EXCH01$', 'HealthMailbox1a2b', at(15, 3))
    assert.deepEqual(
      (await found()).filter(([severity]) => severity !== 'informational'),
      [],
    )
  })

  it("tells of a service's account that makes an administrator, but not of one that makes accounts all year", async () => {
    for (const day of WORKDAYS) await create('svc-idm', `person.${day}`, at(day, 4))
    await create('svc-idm', 'person.x', at(18, 4.2))
    assert.deepEqual(await found(), [])
    await create('svc-backup', 'backup2', at(18, 13))
    await grant('svc-backup', 'backup2', at(18, 13.1))
    assert.deepEqual(await found(), [
      ['medium', 'example\\svc-backup example\\backup2', 'power, at-once, first, program'],
    ])
  })

  it('tells of a stranger on a NAS who makes himself an administrator, not of its own administrator', async () => {
    const onNas = (actor: string, moment: number, values: Record<string, unknown>) =>
      org.auth('::', actor, [moment], {
        observer_type: 'server',
        observer_name: 'NAS1',
        network_protocol: 'web',
        source_address: '',
        user_target_name: 'support',
        ...values,
      })
    const make = { event_action: 'account-create' }
    const promote = { event_action: 'group-change', event_code: 'Add to group', rule_name: 'administrators' }
    await org.auth(
      '192.168.1.50',
      'nasadmin',
      WORKDAYS.map((day) => at(day, 10)),
      { observer_name: 'NAS1', network_protocol: 'web' },
    )
    await onNas('nasadmin', at(15, 14), make)
    await onNas('nasadmin', at(15, 14.1), promote)
    assert.deepEqual(await found(), [])
    await onNas('guest2', at(17, 2), { ...make, user_target_name: 'update' })
    await onNas('guest2', at(17, 2.1), { ...promote, user_target_name: 'update' })
    assert.deepEqual(await found(), [['medium', 'guest2 update', 'power, at-once, first, night']])
  })

  it('notices names that hide or imitate', async () => {
    await create('adm.kuroda', 'svc_backup', at(16, 23))
    assert.deepEqual(await found(), [['low', 'example\\adm.kuroda example\\svc_backup', 'night, imitates']])
    await create('adm.kuroda', 'update$', at(17, 14))
    await grant('adm.kuroda', 'update$', at(17, 14.1))
    assert.deepEqual((await found())[1], ['medium', 'example\\adm.kuroda example\\update$', 'power, at-once, hidden'])
    await org.clear()
    await ordinaryDays()
    // people whose numbers count on
    await signIn('192.168.1.70', 'e012345', at(1, 9))
    await create('adm.kuroda', 'e012346', at(16, 23))
    assert.deepEqual(await found(), [])
  })
})

const onMachineCreated = (machine: string) => ({ observer_name: `${machine}.example.local`, event_code: '4720' })

describe('new-administrator in the cloud', () => {
  const TENANT = { observer_type: 'cloud', network_protocol: 'm365', user_domain: '' }
  const ADMIN = 'kuroda@example.co.jp'
  const acting = (source: string, moment: number, values: Record<string, unknown>) =>
    org.auth(source, ADMIN, [moment], { ...TENANT, ...values })
  const made = (source: string, target: string, moment: number) =>
    acting(source, moment, { event_action: 'account-create', event_code: 'Add user', user_target_name: target })
  const role = (source: string, target: string, moment: number, code = 'Add member to role') =>
    acting(source, moment, {
      event_action: 'role-change',
      event_code: code,
      user_target_name: target,
      rule_name: 'Global Administrator',
    })

  beforeEach(async () => {
    for (const name of ['kuroda', 'tanaka', 'suzuki'])
      await org.auth(
        '126.0.0.1',
        `${name}@example.co.jp`,
        WORKDAYS.map((day) => at(day, 9)),
        TENANT,
      )
    for (const day of [0, 2, 7]) await made('126.0.0.1', `hire${day}@example.co.jp`, at(day, 11))
  })

  it('says medium of an administrator who is made from rented servers, and little of one made from the office', async () => {
    await made('126.0.0.1', 'mori@example.co.jp', at(16, 14))
    await role('126.0.0.1', 'mori@example.co.jp', at(16, 14.1))
    assert.deepEqual(await found(), [['low', `${ADMIN} mori@example.co.jp`, 'power, at-once']])
    await made('88.198.4.5', 'sync@example.co.jp', at(17, 14))
    await role('88.198.4.5', 'sync@example.co.jp', at(17, 14.1))
    assert.deepEqual((await found())[1], ['medium', `${ADMIN} sync@example.co.jp`, 'power, at-once, away'])
  })

  it('says nothing of administrators who activate their role, and of roles without power', async () => {
    await role('126.0.0.1', ADMIN, at(16, 14), 'Add member to role completed (PIM activation)')
    await acting('126.0.0.1', at(16, 15), {
      event_action: 'role-change',
      event_code: 'Add member to role',
      user_target_name: 'mori@example.co.jp',
      rule_name: 'Message Center Reader',
    })
    assert.deepEqual(await found(), [])
  })

  it('tells of a secret that an application is given from there, not of one from the office', async () => {
    const secret = (source: string, moment: number) =>
      acting(source, moment, {
        event_action: 'application',
        event_code: 'Add service principal credentials',
        user_target_name: 'Backup App',
      })
    await secret('126.0.0.1', at(16, 14))
    assert.deepEqual(await found(), [])
    await secret('88.198.4.5', at(17, 14))
    const [sign] = await org.run(newAdministrator)
    assert.deepEqual([sign?.severity, sign?.accounts, sign?.destinations], ['low', [ADMIN], ['backup app']])
  })
})
