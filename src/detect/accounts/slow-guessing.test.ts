import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { HETZNER, KDDI, NORD, OCN, PORTUGAL } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { passwordAttack } from './password-attack.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const NEIGHBOUR = '88.198.4.77'
const OTHER_HETZNER = '88.198.90.7'
const NORD_OTHER = '185.210.217.9'

const DAY = 1440
const FAILED = { event_outcome: 'failure', event_reason: 'password' }
const WEB = { network_protocol: 'web' }

/** two weeks of work: the office inside, evenings at home */
async function routine(account: string, home = OCN) {
  await office.auth('10.0.1.5', account, minutes(540, 20_000, 60), WEB)
  await office.auth(home, account, minutes(1200, 20_000, DAY), WEB)
}
const run = async () => await office.run(passwordAttack)
const verdicts = async () =>
  (await run()).map((sign) => [sign.accounts.join(' '), sign.severity, sign.destinations[0] ?? ''])
/** two tries at the hour, on each of these days */
const evenings = (...days: number[]) => days.flatMap((day) => [day * DAY + 1300, day * DAY + 1302])

test('a few tries an evening from a rented server, over days, and then it is in: high, with its lines', async () => {
  await routine('tanaka@example.co.jp')
  await routine('sato@example.co.jp', KDDI)
  await office.auth(HETZNER, 'tanaka@example.co.jp', evenings(5, 6, 8), FAILED)
  await office.auth(HETZNER, 'tanaka@example.co.jp', [9 * DAY + 1304])
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'high', HETZNER]])
  const [sign] = await run()
  assert.deepEqual([sign?.metrics.sittings, sign?.metrics.failed_sign_ins, sign?.lines.length], [3, 6, 7])
  assert.ok(String(Object(sign?.words.outcome).ja).includes('3回に分けて'))
})

test('from many addresses, and in from the neighbour of one that failed: high; from a country abroad: medium', async () => {
  for (const account of ['tanaka@example.co.jp', 'sato@example.co.jp']) await routine(account)
  await office.auth(HETZNER, 'tanaka@example.co.jp', [5 * DAY + 700], FAILED)
  await office.auth(OTHER_HETZNER, 'tanaka@example.co.jp', [6 * DAY + 100], FAILED)
  await office.auth(NORD_OTHER, 'tanaka@example.co.jp', [7 * DAY + 300], FAILED)
  await office.auth(NEIGHBOUR, 'tanaka@example.co.jp', [8 * DAY + 77])
  await office.auth(PORTUGAL, 'sato@example.co.jp', evenings(5, 6, 7), FAILED)
  await office.auth(PORTUGAL, 'sato@example.co.jp', [8 * DAY])
  assert.deepEqual((await verdicts()).sort(), [
    ['sato@example.co.jp', 'medium', PORTUGAL],
    ['tanaka@example.co.jp', 'high', NEIGHBOUR],
  ])
})

test('who mistypes, forgets, travels, changed the password, monitors or uses a VPN service is not accused', async () => {
  const staff = ['tanaka', 'sato', 'suzuki', 'ito', 'kato', 'mori'].map((name) => `${name}@example.co.jp`)
  const [tanaka = '', sato = '', suzuki = '', ito = '', kato = '', mori = ''] = staff
  for (const account of staff) await routine(account)
  // strangers try the account every day, as they do
  await office.auth(OTHER_HETZNER, tanaka, evenings(1, 2, 4, 5, 6), FAILED)
  // abroad: every morning three typing errors, and in at the same sitting
  for (const day of [5, 6, 7, 8])
    await office.auth(PORTUGAL, tanaka, [day * DAY + 480, day * DAY + 481, day * DAY + 482], FAILED)
  await office.auth(
    PORTUGAL,
    tanaka,
    [5, 6, 7, 8].map((day) => day * DAY + 483),
  )
  // a telephone abroad with the old password, until its owner put it right
  await office.auth(PORTUGAL, sato, minutes(5 * DAY, 5 * DAY + 180, 15), FAILED)
  await office.auth(PORTUGAL, sato, [5 * DAY + 190])
  // a new line at home: forgotten on three days
  await office.auth(KDDI, suzuki, evenings(5, 6, 7), FAILED)
  await office.auth(KDDI, suzuki, [8 * DAY])
  // a streak of typing errors in the morning, in the office
  await office.auth('10.0.1.5', ito, minutes(6 * DAY + 500, 6 * DAY + 510, 1), FAILED)
  // a VPN service from whose other servers strangers try the account
  await office.auth(NORD_OTHER, kato, evenings(5, 6, 8), FAILED)
  await office.auth(NORD, kato, minutes(9 * DAY, 9 * DAY + 300, 30))
  // servers of one's own: their accounts are used from nowhere else
  await office.auth(HETZNER, 'backup@example.co.jp', [100, 5000, 9000, 12_000], FAILED)
  await office.auth(HETZNER, 'backup@example.co.jp', minutes(12_100, 20_000, 60))
  // the password stands in a mailer at home since the change
  await office.auth(OCN, mori, evenings(7, 8, 9), FAILED)
  assert.deepEqual(
    (await run()).flatMap((sign) => sign.accounts),
    [],
  )
})

test('a device that asks by the clock is told with a doubt', async () => {
  await routine('tanaka@example.co.jp')
  await office.auth(HETZNER, 'tanaka@example.co.jp', minutes(5 * DAY, 7 * DAY, 360), FAILED)
  await office.auth(HETZNER, 'tanaka@example.co.jp', [7 * DAY + 100])
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium', HETZNER]])
})

const spray = async (staff: string[]) => {
  for (const [i, account] of staff.entries())
    await office.auth('203.0.113.9', account, [6 * DAY + i * 3, 6 * DAY + 300 + i * 3], FAILED)
}
const told = async () =>
  (await run()).map((sign) => [sign.severity, sign.accounts.join(' '), Object(sign.words.outcome).en])

test('a spray that got nobody in is no all-clear where a rented server enters an account that it tried, days later', async () => {
  const staff = Array.from({ length: 12 }, (_, i) => `user${i}@example.co.jp`)
  for (const account of staff) await routine(account)
  await spray(staff)
  await office.auth('198.51.100.9', 'nobody', [6 * DAY], FAILED)
  await office.auth('198.51.100.9', 'root', [6 * DAY], FAILED)
  await office.auth('198.51.100.9', 'admin', [6 * DAY], FAILED)
  await office.auth('198.51.100.9', 'test', [6 * DAY], FAILED)
  await office.auth(HETZNER, 'user3@example.co.jp', [8 * DAY + 77])
  const [[severity, accounts, outcome] = []] = await told()
  assert.deepEqual([severity, accounts], ['medium', 'user3@example.co.jp'])
  assert.match(
    String(outcome),
    /^None of these tries got in\. But .*user3@example\.co\.jp was entered from 88\.198\.4\.5.* on 2026-10-13/,
  )
})

test('the same spray says that none got in where an account moves to another line at home, or is entered weeks later', async () => {
  const staff = Array.from({ length: 12 }, (_, i) => `user${i}@example.co.jp`)
  for (const account of staff) await routine(account)
  await spray(staff)
  for (const name of ['nobody', 'root', 'admin', 'test']) await office.auth('198.51.100.9', name, [6 * DAY], FAILED)
  await office.auth(KDDI, 'user3@example.co.jp', [8 * DAY + 77])
  await office.auth(HETZNER, 'user4@example.co.jp', [14 * DAY + 77])
  assert.deepEqual(await told(), [['low', '', 'None of these tries got in.']])
})

test("everyday tries at one name and its owner's rented server are told together, and accuse nobody", async () => {
  const staff = Array.from({ length: 12 }, (_, i) => `user${i}@example.co.jp`)
  for (const account of staff) await routine(account)
  for (let i = 0; i < 12; i++)
    await office.auth(
      `203.0.${i}.9`,
      ['user3@example.co.jp', 'root', 'info'][i % 3] ?? '',
      minutes(6 * DAY + i, 6 * DAY + 400, 77),
      FAILED,
    )
  await office.auth(HETZNER, 'user3@example.co.jp', [8 * DAY + 77])
  const [[severity, accounts, outcome] = []] = await told()
  assert.deepEqual([severity, accounts], ['low', ''])
  assert.match(String(outcome), /ask the owner/)
})

test('a spray that goes on at the account as before, or a tenth of the staff who come from rented servers in different weeks, make no entry its fruit', async () => {
  const staff = Array.from({ length: 18 }, (_, i) => `user${i}@example.co.jp`)
  const all = async () => {
    for (const account of staff) await routine(account)
    await spray(staff)
    for (const name of ['nobody', 'root', 'admin', 'test']) await office.auth('198.51.100.9', name, [6 * DAY], FAILED)
    await office.auth(HETZNER, 'user3@example.co.jp', [8 * DAY + 77])
  }
  const accused = async () => (await run()).flatMap((sign) => sign.accounts)
  await all()
  assert.deepEqual(await accused(), ['user3@example.co.jp'])
  await office.auth('203.0.113.9', 'user3@example.co.jp', [10 * DAY, 12 * DAY], FAILED)
  assert.deepEqual(await accused(), [])
  await office.clear()
  await all()
  for (const [i, account] of staff.slice(5).entries())
    await office.auth(`88.198.${70 + i}.9`, account, [(1 + 7 * (i % 3)) * DAY])
  assert.deepEqual(await accused(), [])
})
