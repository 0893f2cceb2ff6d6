import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { DOCOMO, HETZNER, KDDI, OCN } from '../test-networks.ts'
import { type Organisation, organisation } from '../test-organisation.ts'
import { mailboxDownload } from './mailbox-download.ts'

const DAY = 1440
const PEOPLE = ['tanaka', 'suzuki', 'sato', 'ito', 'mori', 'abe', 'ueda']

let office: Organisation
let serial = 0
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  // three weeks of looking for new mail, at the office and with the phone
  for (let day = 0; day < 21; day++)
    for (const who of PEOPLE) {
      await read(`10.0.1.${PEOPLE.indexOf(who) + 1}`, who, day * DAY + 560, 3)
      await read(DOCOMO, who, day * DAY + 1200, 1)
    }
})

/** one session of Dovecot, which tells at its end how many messages it gave out */
async function read(from: string, who: string, minute: number, messages: number) {
  const values = { observer_type: 'mail', network_protocol: 'imap', session_id: `s${++serial}` }
  await office.auth(from, who, [minute], values)
  await office.auth('', who, [minute + 5], {
    ...values,
    source_ip: '::',
    source_address: '',
    event_action: 'logout',
    event_details: `in=900 out=${messages * 60_000} deleted=0 hdr_count=0 hdr_bytes=0 body_count=${messages} body_bytes=${messages * 58_000}`,
  })
}

const verdicts = async () =>
  (await office.run(mailboxDownload)).map((sign) => [sign.accounts[0], sign.severity, sign.metrics.days])

test('a mailbox that is read in bulk on many days from a network new to the account: medium from homes, high from rented servers', async () => {
  for (let day = 8; day < 14; day++) {
    await read(OCN, 'tanaka', day * DAY + 620, 300)
    await read(KDDI, 'tanaka', day * DAY + 130, 400)
    await read(HETZNER, 'suzuki', day * DAY + 130, 400)
  }
  assert.deepEqual(await verdicts(), [
    ['tanaka', 'medium', 6],
    ['suzuki', 'high', 6],
  ])
})

test('a program that looks first, and reads nothing then, reads in bulk all the same', async () => {
  for (let day = 8; day < 14; day++) {
    for (const look of [0, 3]) await read(OCN, 'tanaka', day * DAY + 600 + look, 0)
    await read(OCN, 'tanaka', day * DAY + 620, 300)
  }
  assert.deepEqual(await verdicts(), [['tanaka', 'medium', 6]])
})

test('an account that signed in, but whose mail no program ever read, is no exception', async () => {
  for (let day = 0; day < 14; day++) await office.auth('10.0.1.40', 'hara', [day * DAY + 560], { observer_type: 'vpn' })
  for (let day = 8; day < 14; day++) await read(OCN, 'hara', day * DAY + 130, 300)
  assert.deepEqual(await verdicts(), [['hara', 'medium', 6]])
  const [sign] = await office.run(mailboxDownload)
  assert.deepEqual(sign?.words.usual, { ja: '記録なし', en: 'none on record' })
})

test('a new phone that reads all once, a line at which the owner also looks for new mail, and a place of old are nothing', async () => {
  await read(OCN, 'tanaka', 8 * DAY + 620, 9000)
  for (let day = 8; day < 20; day++) {
    await read(OCN, 'tanaka', day * DAY + 1260, 2)
    await read(KDDI, 'suzuki', day * DAY + 1260, 1)
    await read(KDDI, 'suzuki', day * DAY + 1280, 200)
  }
  for (let day = 0; day < 20; day++) await read(OCN, 'sato', day * DAY + 1300, 200)
  assert.deepEqual(await verdicts(), [])
})

test('a migration is over within days; who archives many mailboxes from one place explains them', async () => {
  for (let session = 0; session < 60; session++)
    await read(HETZNER, 'tanaka', (8 + (session % 3)) * DAY + 100 + session * 8, 500)
  for (let day = 10; day < 18; day++) for (const who of PEOPLE.slice(1, 7)) await read(OCN, who, day * DAY + 200, 300)
  assert.deepEqual([...new Set((await verdicts()).map(([, severity]) => severity))], ['informational'])
  assert.equal(
    (await verdicts()).some(([account]) => account === 'tanaka'),
    false,
  )
})
