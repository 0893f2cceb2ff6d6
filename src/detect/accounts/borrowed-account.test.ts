import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { borrowedAccount } from './borrowed-account.ts'

const HOUR = 60
const DAY = 24 * HOUR
const DAYS = Array.from({ length: 14 }, (_, day) => day).filter((day) => day % 7 < 5)
const at = (day: number, hour: number) => day * DAY + hour * HOUR
const [TANAKA, SUZUKI, RECORDS] = ['192.168.1.11', '192.168.1.12', '192.168.1.13']

let org: Organisation
before(async () => {
  org = await organisation()
})
after(() => org.close())
beforeEach(async () => {
  await org.clear()
  await reads(TANAKA, 'tanaka', WORKING)
  await reads(SUZUKI, 'suzuki', WORKING)
  await reads(RECORDS, 'yamada', WORKING)
  await reads(RECORDS, 'records', WORKING)
  await reads('192.168.1.20', 'admin-it', WORKING)
})
const WORKING = DAYS.flatMap((day) => [at(day, 9), at(day, 11), at(day, 15)])

const reads = (computer: string, account: string, moments: number[]) =>
  org.auth(computer, account, moments, {
    observer_name: 'NAS1',
    event_action: 'file-read',
    network_protocol: 'smb',
  })
const many = (day: number, hour: number, n = 200) => Array.from({ length: n }, (_, i) => at(day, hour) + i / 5)

const found = async () =>
  (await org.run(borrowedAccount)).map(({ severity, hosts, accounts }) => [severity, hosts[0], accounts[0]])

describe('borrowed-account', () => {
  it('says nothing of ordinary days', async () => {
    assert.deepEqual(await found(), [])
  })

  it("says high when much is read with another's account from somebody's computer, on several days", async () => {
    await reads(TANAKA, 'records', [...many(8, 18), ...many(9, 18)])
    assert.deepEqual(await found(), [['high', TANAKA, 'records']])
    const [sign] = await org.run(borrowedAccount)
    assert.equal(sign?.metrics.usual_user, 'tanaka')
    assert.deepEqual(sign?.destinations, ['NAS1'])
  })

  it("says medium of an administrator's account at somebody's computer at night, low by day", async () => {
    await reads(TANAKA, 'admin-it', [at(8, 23)])
    await reads(SUZUKI, 'admin-it', [at(9, 10)])
    assert.deepEqual(await found(), [
      ['medium', TANAKA, 'admin-it'],
      ['low', SUZUKI, 'admin-it'],
    ])
  })

  it('says nothing of a colleague who borrowed the seat', async () => {
    await reads(TANAKA, 'suzuki', [at(8, 10), at(8, 14)])
    assert.deepEqual(await found(), [])
  })

  it('says nothing of a computer that came in place of another', async () => {
    await org.clear()
    await reads(TANAKA, 'tanaka', WORKING)
    await reads(
      SUZUKI,
      'suzuki',
      WORKING.filter((minute) => minute < 5 * DAY),
    )
    // a colleague's, who left
    await reads(
      '192.168.1.99',
      'sato',
      WORKING.filter((minute) => minute < 5 * DAY),
    )
    await reads('192.168.1.99', 'suzuki', [...WORKING.filter((minute) => minute >= 7 * DAY), ...many(8, 10)])
    assert.deepEqual(await found(), [])
  })

  it('says nothing of a class room whose account is used on all computers', async () => {
    for (let n = 50; n < 60; n++) await reads(`192.168.1.${n}`, 'class', WORKING)
    await reads('192.168.1.55', 'class', many(9, 10))
    assert.deepEqual(await found(), [])
  })
})
