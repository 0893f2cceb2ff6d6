import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { history, type Mailbox, mailbox, OURS, PARTNER } from '../detect/mail/test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

test('our domain and our border server are those of most mails; what a sender writes about itself is not believed', async () => {
  await history(office)
  await office.mail({
    from: `鈴木 一郎 <suzuki@${PARTNER}>`,
    day: 61,
    noted: [
      [`mx.${OURS}`, 'dmarc', 'fail', PARTNER],
      ['mx.attacker.example', 'dmarc', 'pass', PARTNER],
      [`mx.${OURS}`, 'dmarc', 'pass', PARTNER],
    ],
    message_id: 'forged@x',
  })
  const own = await office.learn()
  assert.deepEqual(own, { families: [OURS], domain: OURS, addresses: [], servers: [`mx.${OURS}`] })
  const [forged] = await office.engine.query("SELECT auth, dmarc FROM message WHERE message_id = 'forged@x'")
  assert.deepEqual(forged, { auth: 'fail', dmarc: 'fail' })
})

test('whom we write to most is not ours: of folders that name no mailbox what came in counts', async () => {
  const nowhere = { mailbox: '', delivered_to: [] }
  const hops = [{ ip: '203.0.113.25', by: `mx.${OURS}`, protocol: 'ESMTP' }]
  for (let day = 0; day < 8; day++) {
    await office.mail({ ...nowhere, from: `佐藤 花子 <sato@${OURS}>`, to: `tanaka@${PARTNER}`, day })
    await office.mail({ ...nowhere, from: `田中 太郎 <tanaka@${PARTNER}>`, day: day + 0.5, hops })
  }
  assert.deepEqual((await office.learn()).families, [OURS])
})

test('who has answered for weeks is known, from that time on; who wrote twice yesterday is not', async () => {
  await history(office)
  for (const day of [59, 59.5]) await office.mail({ from: 'x@shinki.example.com', day })
  await office.learn()
  const rows = await office.engine.query(
    `SELECT address, two_way, toUInt8(known_from < toDateTime64('2026-11-25 00:00:00', 3, 'UTC')) AS known
     FROM correspondent WHERE own = 0 ORDER BY address`,
  )
  assert.deepEqual(rows, [
    { address: `suzuki@${PARTNER}`, two_way: 1, known: 1 },
    { address: `tanaka@${PARTNER}`, two_way: 1, known: 1 },
    { address: 'x@shinki.example.com', two_way: 0, known: 0 },
  ])
  assert.deepEqual(await office.engine.query('SELECT family FROM partner WHERE partner = 1 AND own = 0'), [
    { family: PARTNER },
  ])
})

test('of a colleague’s message in both mailboxes the received copy is shown, which has the path, though the sent one is older', async () => {
  await history(office)
  const both = { from: `加藤 次郎 <kato@${OURS}>`, to: `sato@${OURS}`, message_id: 'inner@x', core: '同じ本文' }
  await office.mail({ ...both, day: 50, mailbox: `kato@${OURS}` })
  const hops = [{ ip: '126.5.6.7', by: `store.${OURS}`, protocol: 'ESMTPSA' }]
  const received = await office.mail({ ...both, day: 50.001, mailbox: `sato@${OURS}`, hops })
  await office.learn()
  assert.deepEqual(await office.engine.query("SELECT file, copies FROM message WHERE message_id = 'inner@x'"), [
    { file: received, copies: 2 },
  ])
})

test('copies in several mailboxes are one message, with all who could read it', async () => {
  await history(office)
  for (const holder of ['sato', 'kato'])
    await office.mail({
      from: `田中 太郎 <tanaka@${PARTNER}>`,
      to: [`sato@${OURS}`, `kato@${OURS}`],
      day: 50,
      message_id: 'both@x',
      mailbox: `${holder}@${OURS}`,
      core: '同じ本文',
    })
  await office.learn()
  const rows = await office.engine.query("SELECT copies, readers, boxes FROM message WHERE message_id = 'both@x'")
  assert.deepEqual(rows, [
    {
      copies: 2,
      readers: [`kato@${OURS}`, `sato@${OURS}`, `tanaka@${PARTNER}`],
      boxes: [`kato@${OURS}`, `sato@${OURS}`],
    },
  ])
})
