import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { KDDI, OCN } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { leftAccount } from './left-account.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const DAY = 1440
const VPN = { observer_type: 'vpn', network_protocol: 'vpn' }
const verdicts = async () => (await office.run(leftAccount)).map((sign) => [sign.accounts[0], sign.severity])

test('an account that signs in from outside after its owner left is high, from inside medium, and the list is cited', async () => {
  office.left({ account: 'okamoto', left: '2026-03-31' }, { account: 'hirai@example.co.jp', left: '2026-10-06' })
  await office.auth(KDDI, 'okamoto@example.co.jp', [2 * DAY], VPN)
  await office.auth('10.0.1.5', 'hirai@example.co.jp', [8 * DAY])
  assert.deepEqual(await verdicts(), [
    ['okamoto@example.co.jp', 'high'],
    ['hirai@example.co.jp', 'medium'],
  ])
  const [sign] = await office.run(leftAccount)
  assert.deepEqual(sign?.lines[0], { evidence_id: 'e', line: 900 })
  assert.equal(sign?.metrics.left, '2026-03-31')
})

test('until the last day and the day after, tries that fail, others of the same name elsewhere, and an office without a list are none', async () => {
  office.left({ account: 'okamoto', left: '2026-10-06' }, { account: 'hirai@example.co.jp', left: '2026-03-31' })
  await office.auth(KDDI, 'okamoto', minutes(60, 3 * DAY, 300), VPN)
  await office.auth(KDDI, 'okamoto', [9 * DAY], { ...VPN, event_outcome: 'failure' })
  await office.auth(KDDI, 'hirai@partner.example.net', [9 * DAY], VPN)
  assert.deepEqual(await verdicts(), [])
  await office.clear()
  await office.auth(KDDI, 'okamoto', [9 * DAY], VPN)
  assert.deepEqual(await verdicts(), [])
})

test('a mail program that goes on where it was before weighs less', async () => {
  office.left({ account: 'okamoto', left: '2026-10-08' })
  await office.auth(OCN, 'okamoto', minutes(0, 12 * DAY, 300))
  assert.deepEqual(await verdicts(), [['okamoto', 'medium']])
})
