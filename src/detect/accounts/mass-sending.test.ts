import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { massSending } from './mass-sending.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const name of ['tanaka', 'suzuki', 'kaiin']) await office.auth('10.0.1.5', `${name}@example.co.jp`, [500])
})

const strangers = (count: number, domain = 'host.example.org') =>
  Array.from({ length: count }, (_, i) => `x${i}@${domain}`)
/** a few mails on each of some days */
async function daily(account: string, source: string, days: number) {
  for (let day = 0; day < days; day++)
    await office.mailServer(source, account, ['a@partner.example', `b${day}@partner.example`], [600 + day * 1440], {
      user_name: account,
    })
}
/** batches of ten recipients a message */
async function burst(account: string, source: string, minute: number, to: string[], values = {}) {
  for (let i = 0; i < to.length; i += 10)
    await office.mailServer(source, account, to.slice(i, i + 10), [minute + i / 10], { user_name: account, ...values })
}
const verdicts = async () => (await office.run(massSending)).map((sign) => [sign.accounts[0], sign.severity])

test('a sudden day of many strangers is medium; from a network never used before, or at night, high', async () => {
  for (const name of ['tanaka', 'suzuki']) await daily(`${name}@example.co.jp`, '10.0.1.5', 5)
  await burst('suzuki@example.co.jp', '10.0.1.5', 8000, strangers(120)) // in the afternoon
  await burst('tanaka@example.co.jp', '203.0.113.9', 8000, strangers(150, 'mail.example.net'))
  assert.deepEqual(await verdicts(), [
    ['tanaka@example.co.jp', 'high'],
    ['suzuki@example.co.jp', 'medium'],
  ])
  await office.clear()
  await daily('suzuki@example.co.jp', '10.0.1.5', 5)
  await burst('suzuki@example.co.jp', '10.0.1.5', 7320, strangers(120)) // two in the morning
  assert.deepEqual(await verdicts(), [['suzuki@example.co.jp', 'high']])
})

test('notices at month end and a mail to known partners are explained', async () => {
  await daily('kaiin@example.co.jp', '10.0.1.5', 5)
  await burst('kaiin@example.co.jp', '10.0.1.5', 8000, strangers(110))
  await burst('kaiin@example.co.jp', '10.0.1.5', 8000 + 30 * 1440, strangers(120, 'member.example'))
  for (const to of strangers(120, 'partner.example'))
    await office.mailServer('198.51.100.7', to, ['suzuki@example.co.jp'], [700])
  await daily('suzuki@example.co.jp', '10.0.1.5', 5)
  await burst('suzuki@example.co.jp', '10.0.1.5', 8000, strangers(120, 'partner.example'))
  assert.deepEqual((await verdicts()).sort(), [
    ['kaiin@example.co.jp', 'informational'],
    ['suzuki@example.co.jp', 'informational'],
  ])
})

test('partners written to from a network never used before are a sign, whatever the owner sent himself on that day; from the office they are not', async () => {
  const partners = strangers(120, 'partner.example')
  for (const name of ['tanaka', 'suzuki']) await daily(`${name}@example.co.jp`, '10.0.1.5', 5)
  for (const one of partners) await office.mailServer('198.51.100.7', one, ['info@example.co.jp'], [800])
  for (const [account, source] of [
    ['tanaka@example.co.jp', '203.0.113.9'],
    ['suzuki@example.co.jp', '10.0.1.5'],
  ] as const) {
    for (let i = 0; i < 20; i++)
      await office.mailServer('10.0.1.5', account, ['a@partner.example'], [7_300 + i], { user_name: account })
    await burst(account, source, 7_900, partners)
  }
  assert.deepEqual((await verdicts()).sort(), [
    ['suzuki@example.co.jp', 'informational'],
    ['tanaka@example.co.jp', 'medium'],
  ])
})

test("a newsletter's account, colleagues as recipients, and one announcement of an account without history tell little", async () => {
  for (let day = 0; day < 6; day++)
    await burst('news@example.co.jp', '10.0.1.6', 600 + day * 1440, strangers(110, `list${day}.example`))
  await daily('tanaka@example.co.jp', '10.0.1.5', 5)
  await burst('tanaka@example.co.jp', '10.0.1.5', 8000, strangers(150, 'example.co.jp'))
  await office.mailServer('10.0.1.5', 'suzuki@example.co.jp', strangers(150), [8000], {
    user_name: 'suzuki@example.co.jp',
  })
  assert.deepEqual(await verdicts(), [['suzuki@example.co.jp', 'low']])
})

test('forty mails of which most come back or stay in the queue are a sign; a clerk whose old list returns a few is none', async () => {
  for (const name of ['tanaka', 'suzuki']) await daily(`${name}@example.co.jp`, '10.0.1.5', 5)
  for (let i = 0; i < 40; i++) {
    const email_local_id = `Q${i}`
    await office.mailServer('203.0.113.9', 'tanaka@example.co.jp', [`x${i}@host.example.org`], [8000 + i], {
      user_name: 'tanaka',
      email_local_id,
    })
    await office.mailServer('::', '', [`x${i}@host.example.org`], [8001 + i], {
      email_local_id,
      event_action: i % 4 === 0 ? 'deliver' : i % 4 === 1 ? 'defer' : 'bounce',
      destination_ip: '::ffff:198.51.100.25',
    })
    await office.mailServer('10.0.1.5', 'suzuki@example.co.jp', [`y${i}@partner.example`], [8000 + i], {
      user_name: 'suzuki@example.co.jp',
      event_action: i % 8 === 0 ? 'bounce' : 'accept',
    })
  }
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'high']])
})

/** two mails an hour in the daytime, for weeks */
async function clerk(account: string, days: number) {
  for (let day = 0; day < days; day++)
    for (const hour of [9, 11, 14, 17])
      await office.mailServer(
        '10.0.1.5',
        account,
        ['a@partner.example', `b${day % 3}@partner.example`],
        [hour * 60 + day * 1440],
        {
          user_name: account,
        },
      )
}

test('forty-five mails in two minutes are far from the usual hour: high by night and from a new network, low in the daytime', async () => {
  const accounts = ['tanaka', 'suzuki', 'keiri', 'kaiin'].map((name) => `${name}@example.co.jp`) as [
    string,
    string,
    string,
    string,
  ]
  for (const account of accounts) await clerk(account, 6)
  const [abused, ordinary, invoices, members] = accounts
  const each = async (account: string, source: string, minute: number, to: string[]) => {
    for (const [i, one] of to.entries())
      await office.mailServer(source, account, [one], [minute + i / 22], { user_name: account })
  }
  await each(abused, '203.0.113.9', 7 * 1440 + 150, strangers(45, 'victim.example'))
  await each(ordinary, '10.0.1.5', 7 * 1440 + 640, strangers(45, 'tender.example'))
  // invoices go to whom the organisation knows, notices are one mail to many
  for (const one of strangers(45, 'customer.example'))
    await office.mailServer('198.51.100.7', one, ['info@example.co.jp'], [800])
  await each(invoices, '10.0.1.5', 7 * 1440 + 600, strangers(45, 'customer.example'))
  await office.mailServer('10.0.1.5', members, strangers(60, 'member.example'), [7 * 1440 + 600], {
    user_name: members,
  })
  assert.deepEqual((await verdicts()).sort(), [
    [ordinary, 'low'],
    [abused, 'high'],
  ])
})

test("letters to fifty each, by day and from the owner's own machine, of which a few come back, are low; by night, or mostly lost, they are not", async () => {
  const accounts = ['tanaka', 'keiri', 'kaiin'].map((name) => `${name}@example.co.jp`)
  for (const [i, account] of accounts.entries()) await daily(account, `10.0.2.${i}`, 5)
  const letters = async (i: number, minute: number, size: number, lost: number) => {
    for (let n = 0; n < 300; n += size) {
      const to = strangers(300, `list${i}.example`).slice(n, n + size)
      const email_local_id = `Q${i}-${n}`
      await office.mailServer(`10.0.2.${i}`, accounts[i] ?? '', to, [minute + n / 100], {
        user_name: accounts[i],
        email_local_id,
      })
      await office.mailServer('::', '', to.slice(lost), [minute + n / 100 + 1], {
        email_local_id,
        event_action: 'deliver',
        destination_ip: '::ffff:198.51.100.25',
      })
      if (lost > 0)
        await office.mailServer('::', '', to.slice(0, lost), [minute + n / 100 + 1], {
          email_local_id,
          event_action: 'bounce',
        })
    }
  }
  await letters(0, 8000, 50, 1)
  await letters(1, 7320, 30, 0)
  await letters(2, 8000, 30, 15)
  assert.deepEqual((await verdicts()).sort(), [
    ['kaiin@example.co.jp', 'medium'],
    ['keiri@example.co.jp', 'high'],
    ['tanaka@example.co.jp', 'low'],
  ])
})

test("a letter to each of a list, by day and from the owner's own machine, is low where nearly all are shown to arrive; of a bought list (also where its failures come back as letters), from another place, or where no log tells, it is not", async () => {
  const accounts = ['tanaka', 'suzuki', 'keiri', 'kaiin', 'eigyo'].map((name) => `${name}@example.co.jp`)
  for (const [i, account] of accounts.entries()) await daily(account, `10.0.2.${i}`, 5)
  const merge = async (i: number, source: string, outcome: (n: number) => 'deliver' | 'bounce' | null) => {
    const account = accounts[i] ?? ''
    for (const [n, one] of strangers(200, `list${i}.example`).entries()) {
      const email_local_id = `Q${i}-${n}`
      await office.mailServer(source, account, [one], [8000 + n / 30], { user_name: account, email_local_id })
      const event_action = outcome(n)
      if (event_action)
        await office.mailServer('::', '', [one], [8001 + n / 30], {
          email_local_id,
          event_action,
          destination_ip: '::ffff:198.51.100.25',
        })
    }
  }
  await merge(0, '10.0.2.0', (n) => (n % 50 === 0 ? 'bounce' : 'deliver'))
  await merge(1, '10.0.2.1', (n) => (n % 12 === 0 ? 'bounce' : 'deliver'))
  await merge(2, '203.0.113.9', () => 'deliver')
  await merge(3, '10.0.2.3', () => null)
  await merge(4, '10.0.2.4', () => 'deliver')
  for (let i = 0; i < 20; i++) await office.mailServer('10.0.0.25', '', ['eigyo@example.co.jp'], [8100 + i])
  assert.deepEqual((await verdicts()).sort(), [
    ['eigyo@example.co.jp', 'medium'],
    ['kaiin@example.co.jp', 'medium'],
    ['keiri@example.co.jp', 'high'],
    ['suzuki@example.co.jp', 'medium'],
    ['tanaka@example.co.jp', 'low'],
  ])
})

test("letters to many that leave by a server's own hand are low only where sign-ins from outside are told, and the owner has none", async () => {
  const members = Array.from({ length: 8 }, (_, i) => `m${i}@example.co.jp`)
  for (const account of [...members, 'tanaka@example.co.jp', 'suzuki@example.co.jp'])
    await daily(account, '10.0.0.20', 5)
  for (const account of ['tanaka@example.co.jp', 'suzuki@example.co.jp'])
    for (let n = 0; n < 4; n++)
      await office.mailServer(
        '10.0.0.20',
        account,
        strangers(200, `${account}.example`).slice(n * 50, n * 50 + 50),
        [8000 + n],
        {
          user_name: account,
        },
      )
  for (let n = 0; n < 2; n++)
    for (const account of ['tanaka@example.co.jp', 'suzuki@example.co.jp'])
      await office.mailServer('10.0.0.20', account, ['a@partner.example'], [8010 + n], { user_name: account })
  assert.deepEqual((await verdicts()).sort(), [
    ['suzuki@example.co.jp', 'medium'],
    ['tanaka@example.co.jp', 'medium'],
  ])
  for (const account of [...members.slice(0, 3), 'tanaka'])
    await office.auth('198.51.100.9', account, [7900], { network_protocol: 'owa' })
  assert.deepEqual((await verdicts()).sort(), [
    ['suzuki@example.co.jp', 'low'],
    ['tanaka@example.co.jp', 'medium'],
  ])
})

test("the mail server's own lines of such letters, some without a machine, count as its hand; another's machine does not", async () => {
  for (const name of ['tanaka', 'suzuki'])
    await daily(`${name}@example.co.jp`, name === 'tanaka' ? '10.0.2.1' : '10.0.2.2', 5)
  for (let i = 0; i < 4; i++) await office.auth('198.51.100.9', `m${i}`, [7900], { network_protocol: 'owa' })
  await daily('kaiin@example.co.jp', '10.0.2.3', 5)
  for (const [account, machine] of [
    ['tanaka@example.co.jp', '10.0.0.25'],
    ['suzuki@example.co.jp', '10.0.2.3'],
  ] as const)
    for (let n = 0; n < 4; n++)
      for (const source of [machine, '::'])
        await office.mailServer(
          source,
          account,
          strangers(200, `${account}.example`).slice(n * 50, n * 50 + 50),
          [8000 + n],
          {
            user_name: account,
          },
        )
  const server = { address: '10.0.0.25', role: 'mail-server' as const, reason: { ja: '', en: '' }, configured: false }
  const severities = (await office.run(massSending, [server])).map((sign) => [sign.accounts[0], sign.severity])
  assert.deepEqual(severities.sort(), [
    ['suzuki@example.co.jp', 'medium'],
    ['tanaka@example.co.jp', 'low'],
  ])
})
