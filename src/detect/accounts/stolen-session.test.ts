import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { HETZNER, KDDI, OCN } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { stolenSession } from './stolen-session.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const [i, name] of ['tanaka', 'suzuki', 'sato', 'ito'].entries())
    for (const day of [1, 2, 3])
      await used(OFFICE, name, minutes(1440 * day, 1440 * day + 500, 50), `day-${day}-${i}-usual`)
})

const OFFICE = '198.51.100.1'
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/133.0.0.0 Safari/537.36'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/133.0.0.0 Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'
const used = (source: string, name: string, at: number[], session: string, agent = WINDOWS, values = {}) =>
  office.auth(source, `${name}@example.co.jp`, at, {
    observer_type: 'cloud',
    network_protocol: 'm365',
    session_id: session,
    user_agent_original: agent,
    ...values,
  })
const verdicts = async () => (await office.run(stolenSession)).map((sign) => [sign.accounts[0], sign.severity])

test('a session that goes on elsewhere on another kind of computer is high from rented servers, medium from a line', async () => {
  await used(OFFICE, 'tanaka', [7200, 7260], 'session-of-tanaka')
  await used(HETZNER, 'tanaka', [7230, 7290], 'session-of-tanaka', MAC)
  await used(OFFICE, 'suzuki', [7210], 'session-of-suzuki')
  await used(OCN, 'suzuki', [7220], 'session-of-suzuki', MAC)
  assert.deepEqual(await verdicts(), [
    ['suzuki@example.co.jp', 'medium'],
    ['tanaka@example.co.jp', 'high'],
  ])
})

test('what is done with it counts as well as a sign-in', async () => {
  await used(OFFICE, 'tanaka', [7200], 'session-of-tanaka')
  await used(HETZNER, 'tanaka', [7230], 'session-of-tanaka', MAC, { event_action: 'mail-access' })
  const [sign] = await office.run(stolenSession)
  assert.deepEqual([sign?.severity, sign?.destinations, sign?.metrics.clients], ['high', [HETZNER], 'Windows, Apple'])
})

test('a session that goes to and fro between the office and rented servers is medium', async () => {
  await used(OFFICE, 'tanaka', [7200, 7210, 7220, 7230], 'session-of-tanaka')
  await used(HETZNER, 'tanaka', [7205, 7215, 7225], 'session-of-tanaka')
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium']])
})

test('the same browser on the way, a VPN of its own once, and kindred systems are none', async () => {
  await used(OFFICE, 'tanaka', [7200, 7300], 'session-of-tanaka')
  await used(KDDI, 'tanaka', [7250], 'session-of-tanaka')
  await used(OFFICE, 'suzuki', [7200], 'session-of-suzuki')
  await used(HETZNER, 'suzuki', [7210, 7220, 7230], 'session-of-suzuki')
  await used(OCN, 'sato', [7200], 'session-of-sato', IPHONE)
  await used(KDDI, 'sato', [7230], 'session-of-sato', MAC)
  assert.deepEqual(await verdicts(), [])
})

test('a factor approved on a telephone, a device code, a failed try, and numbers that begin anew are none', async () => {
  await used(OFFICE, 'tanaka', [7200], 'session-of-tanaka')
  await used(KDDI, 'tanaka', [7201], 'session-of-tanaka', IPHONE, { event_action: 'challenge' })
  await used(OFFICE, 'suzuki', [7200], 'session-of-suzuki')
  await used(OCN, 'suzuki', [7210], 'session-of-suzuki', 'Mozilla/5.0 (Linux; Android 14; TV)', {
    network_protocol: 'device-code',
  })
  await used(OFFICE, 'sato', [7200], 'session-of-sato')
  await used(HETZNER, 'sato', [7210], 'session-of-sato', MAC, { event_outcome: 'failure' })
  await used(OFFICE, 'ito', [7200], '102')
  await used(OCN, 'ito', [7210], '102', MAC)
  assert.deepEqual(await verdicts(), [])
})

test('a line that the owner uses in other sessions too weighs less', async () => {
  await used(OCN, 'tanaka', [5000, 5010], 'at-home-before', MAC)
  await used(OFFICE, 'tanaka', [7200], 'session-of-tanaka')
  await used(OCN, 'tanaka', [7230], 'session-of-tanaka', MAC)
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'low']])
})
