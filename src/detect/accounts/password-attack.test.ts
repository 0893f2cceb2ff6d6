import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { FORMATS } from '../../formats/index.ts'
import { parseLines } from '../../store/parse.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { passwordAttack } from './password-attack.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const FAILED = { event_outcome: 'failure', event_reason: 'password' }
/** tries of a hand */
const uneven = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i * 0.7 + (i % 3) * 0.4)
/** people at home, each from a network of their own, on ten days */
async function everybody(count: number) {
  for (let i = 0; i < count; i++)
    await office.auth(`100.${64 + i}.1.1`, `user${i}@example.co.jp`, minutes(500, 14_000, 1440))
}
const verdicts = async () =>
  (await office.run(passwordAttack)).map((sign) => [
    sign.destinations[0],
    sign.severity,
    sign.accounts.join(' '),
    sign.hosts.join(' '),
  ])

test('guessing one password until it fits is high and names the account', async () => {
  await everybody(5)
  await office.auth('203.0.113.9', 'user1@example.co.jp', minutes(5000, 5010, 0.37), FAILED)
  await office.auth('203.0.113.9', 'user1@example.co.jp', [5091])
  assert.deepEqual(await verdicts(), [['203.0.113.9', 'high', 'user1@example.co.jp', '']])
})

test('who gives up after twenty wrong passwords and comes back with the right one a week later had forgotten it; a guesser, however slow, goes on until it fits', async () => {
  await everybody(5)
  for (const [address, account] of [
    ['203.0.113.20', 'user1@example.co.jp'],
    ['203.0.113.30', 'user2@example.co.jp'],
  ] as const)
    await office.auth(address, account, uneven(3000, 22), FAILED)
  await office.auth('203.0.113.20', 'user1@example.co.jp', minutes(13_000, 14_000, 300))
  await office.auth('203.0.113.30', 'user2@example.co.jp', [3900])
  for (const day of [0, 4.5, 9]) await office.auth('203.0.113.40', 'user3@example.co.jp', uneven(day * 1440, 9), FAILED)
  await office.auth('203.0.113.40', 'user3@example.co.jp', [19_400])
  assert.deepEqual((await verdicts()).map(([source, severity, account]) => [source, severity, account]).sort(), [
    ['203.0.113.30', 'high', 'user2@example.co.jp'],
    ['203.0.113.40', 'high', 'user3@example.co.jp'],
  ])
})

/** each try from another address */
async function spray(client: string, from: number, accounts: number, entered: number[]) {
  for (let i = 0; i < accounts; i++)
    await office.auth(`203.${i}.113.9`, `user${i}@example.co.jp`, [from + i * 2], {
      ...(entered.includes(i) ? {} : FAILED),
      user_agent_original: client,
    })
}

test('a spray whose tries each come from another address is told by its program, and the account that it opened is named', async () => {
  await everybody(30)
  await spray('fasthttp', 5000, 25, [17])
  const signs = await office.run(passwordAttack)
  // and nothing says beside it that none got in
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.accounts, sign.metrics.addresses]),
    [['high', ['user17@example.co.jp'], 25]],
  )
})

test('a program that people use, a new one where most get in at last, and tries that open nothing name nobody', async () => {
  await everybody(30)
  const agent = { user_agent_original: 'Outlook/16.0' }
  for (let i = 0; i < 30; i++) await office.auth(`100.${64 + i}.1.1`, `user${i}@example.co.jp`, [600, 2000], agent)
  await spray('Outlook/16.1', 5000, 25, [17])
  await spray('fasthttp', 6000, 25, [])
  for (let i = 0; i < 25; i++) {
    const source = `198.${18 + (i % 2)}.${i}.9`
    await office.auth(source, `user${i}@example.co.jp`, [7000 + i], { ...FAILED, user_agent_original: 'NewApp/1' })
    if (i > 5) await office.auth(source, `user${i}@example.co.jp`, [7060 + i], { user_agent_original: 'NewApp/1' })
  }
  assert.deepEqual(
    (await office.run(passwordAttack)).flatMap((sign) => sign.accounts),
    [],
  )
})

test('spraying slowly over days, with one success at the first try, is high', async () => {
  await everybody(30)
  for (let i = 0; i < 25; i++) await office.auth('203.0.113.9', `user${i}@example.co.jp`, [1000 + i * 400], FAILED)
  await office.auth('203.0.113.9', 'user27@example.co.jp', [11_500])
  assert.deepEqual(await verdicts(), [['203.0.113.9', 'high', 'user27@example.co.jp', '']])
})

test('an address among many that aim at one account and gets in is medium; a traveller who was never refused is nothing', async () => {
  await everybody(3)
  for (let i = 0; i < 15; i++)
    await office.auth(`203.0.${i}.9`, 'user1@example.co.jp', [3000 + i * 50, 9000 + i * 30], FAILED)
  await office.auth('198.51.100.7', 'user2@example.co.jp', [9900], FAILED)
  await office.auth('198.51.100.7', 'user1@example.co.jp', [9905])
  await office.auth('192.0.2.7', 'user1@example.co.jp', [10_500])
  const found = await verdicts()
  assert.deepEqual(found[0], ['198.51.100.7', 'medium', 'user1@example.co.jp', ''])
  assert.deepEqual(
    found.slice(1).map(([, severity, accounts]) => [severity, accounts]),
    [['low', '']],
    'the others are a number',
  )
})

test('everyday attempts on an open service are low, with their number; names that nearly all exist are medium', async () => {
  await everybody(20)
  for (let i = 0; i < 12; i++)
    await office.auth(`203.0.${i}.9`, ['root', 'admin', 'test'][i % 3] ?? '', minutes(3000 + i, 4000, 77), FAILED)
  let [sign] = await office.run(passwordAttack)
  assert.deepEqual([sign?.severity, sign?.metrics.addresses, sign?.accounts], ['low', 12, []])
  await office.clear()
  await everybody(20)
  for (let i = 0; i < 16; i++)
    await office.auth(`203.0.${i}.9`, `user${i}@example.co.jp`, [3000 + i * 600, 3400 + i * 600], FAILED)
  ;[sign] = await office.run(passwordAttack)
  assert.deepEqual([sign?.severity, sign?.accounts], ['medium', []])
})

test("an own host that tries everybody's account is medium; one with a stale password is no more than informational", async () => {
  await everybody(5)
  for (let i = 0; i < 20; i++) await office.auth('10.0.1.7', `staff${i}`, [6000 + i * 3], FAILED)
  await office.auth('10.0.1.9', 'scanner', minutes(0, 9000, 30), FAILED)
  assert.deepEqual(await verdicts(), [
    ['10.0.1.9', 'informational', '', '10.0.1.9'],
    ['10.0.1.7', 'medium', '', '10.0.1.7'],
  ])
})

test('the old password of a telephone, mistyping, an expired password and a monitor accuse nobody', async () => {
  await everybody(12)
  // a telephone after the change, from another address of its carrier; its owner puts it right
  await office.auth('100.65.7.7', 'user1@example.co.jp', minutes(6000, 8000, 15), FAILED)
  await office.auth('100.65.7.7', 'user1@example.co.jp', [8010])
  // the owner mistypes now and then, in the first line of the log already
  await office.auth('192.0.2.50', 'user2@example.co.jp', [10, 11], FAILED)
  await office.auth('192.0.2.50', 'user2@example.co.jp', minutes(12, 14_000, 300))
  await office.auth('192.0.2.50', 'user2@example.co.jp', minutes(100, 14_000, 313), FAILED)
  // the office's own address towards the cloud: many people, each with a mistake, and one day when all have expired
  for (let i = 0; i < 12; i++) {
    await office.auth('198.51.100.1', `user${i}@example.co.jp`, [700 + i], FAILED)
    await office.auth('198.51.100.1', `user${i}@example.co.jp`, [720 + i])
    await office.auth('198.51.100.1', `user${i}@example.co.jp`, minutes(900, 960, 3), {
      ...FAILED,
      event_reason: '50055',
    })
  }
  await office.auth('192.0.2.99', 'user3@example.co.jp', minutes(0, 14_000, 60), FAILED)
  // the password was right, the policy said no, until the telephone was enrolled
  await office.auth('192.0.2.77', 'user4@example.co.jp', [...minutes(7000, 7040, 1), ...minutes(7100, 7130, 0.7)], {
    ...FAILED,
    event_reason: 'Access has been blocked by Conditional Access policies.',
    event_code: '53003',
  })
  await office.auth('192.0.2.77', 'user4@example.co.jp', [7200])
  assert.deepEqual(await verdicts(), [])
})

test('a telephone that keeps the old password goes on failing after its owner came in from the same place: low; a guesser in fixed steps stops', async () => {
  await everybody(5)
  await office.auth('203.0.113.40', 'user1@example.co.jp', minutes(3000, 9000, 15), FAILED)
  await office.auth('203.0.113.40', 'user1@example.co.jp', [3500])
  await office.auth('203.0.113.9', 'user2@example.co.jp', minutes(3000, 3500, 5), FAILED)
  await office.auth('203.0.113.9', 'user2@example.co.jp', [3502])
  assert.deepEqual((await verdicts()).map(([source, severity]) => [source, severity]).sort(), [
    ['203.0.113.40', 'low'],
    ['203.0.113.9', 'medium'],
  ])
})

const OPENSSH = resolve(
  process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../../shared/data'),
  'auth/loghub/OpenSSH_2k.log',
)
test('a real attack on SSH: its number is told, and the owner who signed in between is not accused', {
  skip: existsSync(OPENSSH) ? false : 'the samples are not here (KYUMEI_SAMPLES names their folder)',
}, async () => {
  const lines = readFileSync(OPENSSH, 'utf8').trimEnd().split(/\r?\n/)
  const parsed = await parseLines(office.engine, lines, FORMATS, { timezone: 'Asia/Tokyo', year: 2025 })
  const rows = parsed.flatMap((one, i) =>
    one?.format.table === 'auth_event' ? [{ ...one.row, evidence_id: 'e', line: i + 1 }] : [],
  )
  assert.ok(rows.length > 1000, `${rows.length} rows of ${lines.length} lines`)
  await office.engine.insert('auth_event', rows)
  const signs = await office.run(passwordAttack)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.accounts]),
    [['low', []]],
  )
  assert.ok(Number(signs[0]?.metrics.addresses) > 10 && Number(signs[0]?.metrics.failed_sign_ins) > 400)
  assert.ok(signs[0]?.destinations.includes('183.62.140.253'))
})

const CROWDSEC = resolve(
  process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../../shared/data'),
  'auth/crowdsec',
)
/** What another tool's tests alarm about, of sign-ins: every source that they name is one that failed here too, as often as they count. */
for (const scenario of [
  'dovecot-slow-bf',
  'dovecot-slow-bf-user-enum',
  'dovecot-spam',
  'exchange-imap-bf',
  'postfix-honeypot-users',
  'postfix-sasl-bf',
])
  test(`crowdsec's ${scenario}: its sources are failed sign-ins here, and this few accuse no account`, {
    skip: existsSync(CROWDSEC) ? false : 'the samples are not here (KYUMEI_SAMPLES names their folder)',
  }, async () => {
    const folder = resolve(CROWDSEC, scenario)
    const file = readdirSync(folder).find((name) => name.endsWith('.log')) ?? ''
    const lines = readFileSync(resolve(folder, file), 'utf8').trimEnd().split(/\r?\n/)
    const asserted = readFileSync(resolve(folder, 'scenario.assert'), 'utf8')
    const alarms = Map.groupBy(
      [
        ...asserted.matchAll(
          /^results\[(\d+)\]\.Overflow\.Alert\.Events\[\d+\]\.GetMeta\("source_ip"\) == "([^"]+)"/gm,
        ),
      ],
      ([, result]) => result,
    )
    const sources = [...asserted.matchAll(/^"([^"]+)" in results\[(\d+)\]\.Overflow\.GetSources/gm)]
    assert.ok(sources.length > 0)
    const parsed = await parseLines(office.engine, lines, FORMATS, { timezone: 'Asia/Tokyo', year: 2025 })
    const rows = parsed.flatMap((one, i) =>
      one?.format.table === 'auth_event' ? [{ ...one.row, evidence_id: 'e', line: i + 1 }] : [],
    )
    for (const [, source, result] of sources) {
      const failed = rows.filter(
        (row) =>
          String(Object(row).source_ip).replace('::ffff:', '') === source && Object(row).event_outcome === 'failure',
      )
      const events = alarms.get(result)?.length ?? 1
      assert.ok(failed.length >= events, `${source}: ${failed.length} of ${events}`)
    }
    await office.engine.insert('auth_event', rows)
    assert.deepEqual(
      (await office.run(passwordAttack)).flatMap((sign) => sign.accounts),
      [],
    )
  })
