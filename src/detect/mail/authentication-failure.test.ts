import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { RECOMPUTED } from '../../mail/own-side.ts'
import { authenticationFailure } from './authentication-failure.ts'
import { history, type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})
const TANAKA = `田中 太郎 <tanaka@${PARTNER}>`
const BORDER = `mx.${OURS}`
const judged = async () =>
  (await office.judge(authenticationFailure)).map((sign) => [sign.severity, sign.metrics.sender_domain])

test("a failure of a domain whose mail is always proven is high; a stranger's with an attachment is low", async () => {
  await office.mail({ from: TANAKA, day: 61, auth: 'fail' })
  await office.mail({ from: 'x <x@shiranai.example.com>', day: 62, auth: 'fail', attachments: [{ name: 'a.zip' }] })
  assert.deepEqual(await judged(), [
    ['high', PARTNER],
    ['low', 'shiranai.example.com'],
  ])
})

test('a pass that the sender wrote itself in the name of another server changes nothing', async () => {
  await office.mail({
    from: TANAKA,
    day: 61,
    noted: [
      [BORDER, 'spf', 'fail', PARTNER],
      [BORDER, 'dmarc', 'fail', PARTNER],
      ['mx.google.com', 'dmarc', 'pass', PARTNER],
    ],
  })
  assert.deepEqual(await judged(), [['high', PARTNER]])
})

test('lists, ARC-sealed forwarding and a domain that often fails are explained or nothing', async () => {
  await office.mail({ from: TANAKA, day: 61, auth: 'fail', list_id: 'ml.example.org' })
  await office.mail({
    from: TANAKA,
    day: 62,
    noted: [
      [BORDER, 'spf', 'fail', PARTNER],
      [BORDER, 'dmarc', 'fail', PARTNER],
      [BORDER, 'arc', 'pass', ''],
    ],
  })
  for (let day = 1; day < 8; day++) await office.mail({ from: 'a <a@furui.example.jp>', day, auth: 'fail' })
  await office.mail({ from: 'b <b@furui.example.jp>', day: 61, auth: 'fail' })
  assert.ok((await judged()).every(([severity]) => severity === 'informational'))
})

test('a signature broken by our own gateway while SPF is good, and what inner servers say, are no sign', async () => {
  await office.mail({
    from: TANAKA,
    day: 61,
    noted: [
      [BORDER, 'spf', 'pass', PARTNER],
      [BORDER, 'dkim', 'fail', PARTNER],
    ],
  })
  for (let day = 1; day < 60; day++)
    await office.mail({
      from: `x${day} <x@kaisha${day}.example.com>`,
      day,
      noted: [
        ['inner.kobogiken.local', 'spf', 'fail', `kaisha${day}.example.com`],
        ['inner.kobogiken.local', 'dmarc', 'fail', `kaisha${day}.example.com`],
        [BORDER, 'dmarc', 'pass', `kaisha${day}.example.com`],
      ],
    })
  assert.deepEqual(await judged(), [])
})

test('what kyumei recomputed accuses where our border noted nothing, and says who says so; our border’s word counts more', async () => {
  const recomputed: [string, string, string, string][] = [
    [RECOMPUTED, 'spf', 'fail', PARTNER],
    [RECOMPUTED, 'dmarc', 'fail', PARTNER],
  ]
  await office.mail({ from: TANAKA, day: 61, noted: recomputed })
  await office.mail({ from: TANAKA, day: 62, noted: [[BORDER, 'dmarc', 'pass', PARTNER], ...recomputed] })
  const signs = await office.judge(authenticationFailure)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.metrics.checked_by]),
    [['high', RECOMPUTED]],
  )
  assert.match(JSON.stringify(signs[0]?.words.server), /DNS/)
})
