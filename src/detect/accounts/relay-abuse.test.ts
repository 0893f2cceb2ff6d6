import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { relayAbuse } from './relay-abuse.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const name of ['tanaka', 'suzuki']) await office.auth('10.0.1.5', `${name}@example.co.jp`, [500])
})

let id = 0
/** who hands it in, and where it goes, in two lines with one queue id */
async function message(source: string, from: string, to: string, minute: number, values = {}, delivery = {}) {
  const email_local_id = `Q${++id}`
  await office.mailServer(source, from, [], [minute], { email_local_id, ...values })
  await office.mailServer('::', from, [to], [minute + 1], {
    email_local_id,
    event_action: 'deliver',
    destination_ip: '::ffff:198.51.100.25',
    ...delivery,
  })
}
const verdicts = async () => (await office.run(relayAbuse)).map((sign) => [sign.accounts[0] ?? '', sign.severity])

test('a server that hands strangers’ mail on to strangers is high', async () => {
  for (let i = 0; i < 25; i++)
    await message('203.0.113.9', `a${i}@mail.example.net`, `x${i}@host.example.org`, 1000 + i)
  assert.deepEqual(await verdicts(), [['', 'high']])
})

test('one account from many networks in a day is high; office, home and telephone are nothing', async () => {
  for (let i = 0; i < 12; i++)
    await message(`${60 + i}.7.3.1`, 'tanaka@example.co.jp', `x${i}@host.example.org`, 1500 + i, {
      user_name: 'tanaka@example.co.jp',
    })
  for (let i = 0; i < 12; i++)
    await message(
      ['10.0.1.5', '100.64.1.1', '126.1.1.1'][i % 3] ?? '',
      'suzuki@example.co.jp',
      'b@partner.example',
      1500 + i,
      {
        user_name: 'suzuki@example.co.jp',
      },
    )
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'high']])
})

test('mail to us, from us, forwarded to members for days, and bounces are nothing', async () => {
  for (let i = 0; i < 25; i++) {
    await message('203.0.113.9', 'a@partner.example', `staff${i}@example.co.jp`, 1000 + i)
    await message('10.0.1.7', 'suzuki@example.co.jp', `x${i}@host.example.org`, 1100 + i)
    await message('203.0.113.9', '', `x${i}@host.example.org`, 1200 + i)
    for (const day of [0, 1, 2])
      await message('203.0.113.9', 'a@partner.example', `member${i}@mobile.example`, 1300 + i + day * 1440)
  }
  assert.deepEqual(await verdicts(), [])
})

test('an account that many share, every day, is one step less', async () => {
  for (let day = 0; day < 6; day++)
    for (let i = 0; i < 6; i++)
      await message(`${60 + i}.7.3.1`, 'suzuki@example.co.jp', 'b@partner.example', 600 + day * 1440 + i, {
        user_name: 'suzuki@example.co.jp',
      })
  assert.deepEqual(await verdicts(), [['suzuki@example.co.jp', 'low']])
})

test('POP before SMTP: who opened the mailbox just before is who sends; a mail service that fetches and hands in is not', async () => {
  for (let i = 0; i < 12; i++) {
    const source = `${60 + i}.7.3.1`
    await office.auth(source, 'tanaka@example.co.jp', [1500 + i * 3], { network_protocol: 'pop3' })
    await message(source, 'info@mail.example.net', `x${i}@host.example.org`, 1501 + i * 3)
    await office.auth('209.85.210.7', 'suzuki@example.co.jp', [1500 + i * 3], { network_protocol: 'pop3' })
    await message('209.85.210.7', `a${i}@gmail.com`, 'kato@partner.example', 1501 + i * 3)
  }
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'high']])
})

test('a sign-in to send that no queue id joins to its message (sendmail) counts for the messages that follow from there', async () => {
  for (let i = 0; i < 12; i++) {
    const source = `${60 + i}.7.3.1`
    await office.auth(source, 'tanaka', [1500 + i * 3], { network_protocol: 'smtp' })
    await message(source, 'tanaka@example.co.jp', `x${i}@host.example.org`, 1500.2 + i * 3)
    // failures open nothing
    await office.auth(`${80 + i}.7.3.1`, 'sato', [1500 + i * 3], { network_protocol: 'smtp', event_outcome: 'failure' })
  }
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'high']])
})
