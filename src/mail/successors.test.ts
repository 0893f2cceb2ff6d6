/** A partner whose firm changes its name: the new address is his where the old one said so, and nobody else's. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { impersonatedSender } from '../detect/mail/impersonated-sender.ts'
import { lookalikeDomain } from '../detect/mail/lookalike-domain.ts'
import { type Mailbox, mailbox, OURS } from '../detect/mail/test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const SATO = `佐藤 花子 <sato@${OURS}>`
const OLD = '野村 誠司 <nomura@daito-kensetsu.co.jp>'
const NEW = '野村 誠司 <nomura@dc-partners.co.jp>'
const LETTER = '10月1日より社名とドメインが変わります。新しいアドレスは nomura@dc-partners.co.jp です。'
const links = [{ url: 'https://box.example.net/1' }]

async function exchange(...letters: { from: string; day: number; text?: string }[]): Promise<void> {
  await office.mail({ from: OLD, day: 1 })
  await office.mail({ from: SATO, to: OLD, day: 2 })
  for (const letter of letters) await office.mail({ ...letter, links })
  await office.mail({ from: SATO, to: NEW, day: 30 })
}
const accused = async () =>
  (await office.judge(impersonatedSender)).map((sign) => [sign.severity, sign.metrics.imitated])

test('an address that the former one announced is its owner, in either direction', async () => {
  await exchange({ from: OLD, day: 10, text: LETTER }, { from: NEW, day: 20 }, { from: NEW, day: 28 })
  assert.deepEqual(await accused(), [])
  const known = await office.engine.query<{ known: string }>(
    "SELECT toString(toDate(known_from)) AS known FROM correspondent WHERE address = 'nomura@dc-partners.co.jp'",
  )
  assert.deepEqual(known, [{ known: '2026-10-17' }])
})

test('one that nobody announced is not, nor one that the former named only after it had written, nor one that a stranger announces', async () => {
  const fake = '野村 誠司 <nomura@dc-partner.example.net>'
  await exchange(
    { from: OLD, day: 10, text: LETTER },
    { from: NEW, day: 20 },
    { from: fake, day: 40 },
    { from: OLD, day: 41, text: 'nomura@dc-partner.example.net は当社ではありません。' },
    { from: fake, day: 42 },
  )
  assert.deepEqual(await accused(), [
    ['medium', 'nomura@daito-kensetsu.co.jp'],
    ['medium', 'nomura@daito-kensetsu.co.jp'],
  ])
})

test("a look-alike of the announced domain is none of the firm's; the announced one that resembles the former is", async () => {
  const named = '新しいアドレスは nomura@daito-kensetsu-hd.co.jp です。'
  await office.mail({ from: OLD, day: 1 })
  await office.mail({ from: OLD, day: 3 })
  for (const day of [2, 4, 35]) await office.mail({ from: SATO, to: OLD, day })
  await office.mail({ from: OLD, day: 10, text: named })
  await office.mail({ from: '野村 誠司 <nomura@daito-kensetsu-hd.co.jp>', day: 20, links })
  await office.mail({ from: '野村 誠司 <nomura@daito-kensetsu-hd.com>', day: 21, links })
  await office.mail({ from: OLD, day: 40 })
  assert.deepEqual(
    (await office.judge(lookalikeDomain)).map((sign) => [sign.destinations[0], sign.severity]),
    [
      ['daito-kensetsu-hd.co.jp', 'informational'],
      ['daito-kensetsu-hd.com', 'medium'],
    ],
  )
})

test('a domain that is the beginning of the real one stands in its letters, and nobody announced it', async () => {
  const real = 'Rizal Gunawan <rizal@samudra-agency.co.id>'
  const text = 'Dear Sato san, please nominate us. www.samudra-agency.co.id, rizal@samudra-agency.co.id'
  for (const day of [1, 5, 9, 13, 17]) {
    await office.mail({ from: real, day, text })
    await office.mail({ from: SATO, to: real, day: day + 1 })
  }
  await office.mail({ from: 'Rizal Gunawan <rizal@samudra-agency.co>', day: 20, links })
  const [sign] = await office.judge(lookalikeDomain)
  assert.deepEqual([sign?.metrics.looks_like, sign?.severity], ['samudra-agency.co.id', 'medium'])
})
