import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { HETZNER, KDDI, OCN } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { deviceCode } from './device-code.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const name of ['tanaka', 'suzuki', 'sato', 'ito']) {
    await office.auth('198.51.100.1', `${name}@example.co.jp`, minutes(540, 12_000, 600))
    await office.auth(OCN, `${name}@example.co.jp`, minutes(1200, 12_000, 1440))
  }
})

const code = (account: string, source: string, minute = 9000) =>
  office.auth(source, `${account}@example.co.jp`, [minute], {
    network_protocol: 'device-code',
    application_name: 'Microsoft Authentication Broker',
  })
const verdicts = async () => (await office.run(deviceCode)).map((sign) => [sign.accounts[0], sign.severity]).sort()

test('a device code that goes to a line which nobody here used is medium, to a rented server high', async () => {
  await code('tanaka', KDDI)
  await code('sato', HETZNER)
  assert.deepEqual(await verdicts(), [
    ['sato@example.co.jp', 'high'],
    ['tanaka@example.co.jp', 'medium'],
  ])
})

test("in the office, at home, in the logs' first days, or where several do so, it is low", async () => {
  await code('tanaka', '198.51.100.1')
  await code('suzuki', OCN)
  await code('sato', KDDI, 800)
  assert.deepEqual(
    (await verdicts()).map(([, severity]) => severity),
    ['low', 'low', 'low'],
  )
  await office.clear()
  for (const name of ['a', 'b', 'c', 'd']) {
    await office.auth(OCN, `${name}@example.co.jp`, minutes(540, 12_000, 600))
    await code(name, `106.128.${name.charCodeAt(0)}.4`, 9000)
  }
  assert.deepEqual(
    (await verdicts()).map(([, severity]) => severity),
    ['low', 'low', 'low', 'low'],
  )
})

test('sign-ins by other ways are none', async () => {
  await office.auth(HETZNER, 'tanaka@example.co.jp', [9000])
  assert.deepEqual(await verdicts(), [])
})
