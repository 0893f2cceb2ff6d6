import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Role } from '../detector.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { directSmtp } from './direct-smtp.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.flow('10.0.1.1', '198.51.100.1', 443, minutes(0, 14_000, 200))
})

const verdicts = async (roles: Role[] = []) =>
  (await office.run(directSmtp, roles)).map((sign) => [sign.hosts[0], sign.severity])

/** one connection to each of many providers */
async function everywhere(host: string, places: number, start: number, values = {}) {
  for (let i = 0; i < places; i++) await office.flow(host, `${51 + i}.20.3.4`, 25, [start + i, start + i + 60], values)
}

test('a PC that sends to everywhere is high, to some places medium, and one step less where all was stopped', async () => {
  await everywhere('10.0.1.7', 25, 5000)
  await everywhere('10.0.1.8', 6, 5000, { event_action: 'denied' })
  assert.deepEqual(await verdicts(), [
    ['10.0.1.7', 'high'],
    ['10.0.1.8', 'low'],
  ])
})

test("a device's few notices to one provider and the mail servers themselves are nothing", async () => {
  for (let i = 0; i < 12; i++) await office.flow('10.0.2.9', `52.101.${i}.4`, 25, [600 + i * 700])
  await everywhere('10.0.0.25', 30, 5000)
  await office.flow('10.0.1.3', '10.0.0.25', 25, [100])
  await everywhere('10.0.0.26', 30, 5000)
  const roles: Role[] = [{ address: '10.0.0.26', role: 'mail-server', reason: { ja: '', en: '' }, configured: true }]
  assert.deepEqual(await verdicts(roles), [])
})

test('what was there since the first day is one step less; many mails to one place are low', async () => {
  await everywhere('10.0.0.30', 22, 0)
  await office.flow('10.0.1.9', '203.0.113.25', 25, minutes(5000, 5300, 2))
  assert.deepEqual(await verdicts(), [
    ['10.0.0.30', 'medium'],
    ['10.0.1.9', 'low'],
  ])
})
