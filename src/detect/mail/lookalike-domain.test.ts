import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { domainToASCII } from 'node:url'
import { lookalikeDomain } from './lookalike-domain.ts'
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
/** its о is Cyrillic */
const CYRILLIC = domainToASCII('tоrihiki.co.jp')

const judged = async () =>
  (await office.judge(lookalikeDomain)).map((sign) => [
    sign.severity,
    sign.destinations[0],
    sign.metrics.kind,
    sign.metrics.role,
  ])

test("senders, answers and links on domains that look like a partner's or ours are found by each trick", async () => {
  const attachments = [{ name: '請求書.zip' }]
  await office.mail({ from: '田中 <tanaka@torihlki.co.jp>', day: 61 })
  await office.mail({ from: '田中 <tanaka@torihikki.co.jp>', day: 62, attachments })
  await office.mail({ from: '田中 <tanaka@torihiki.com>', day: 63, attachments })
  await office.mail({ from: '田中 <tanaka@torihiki-group.com>', day: 64, attachments })
  await office.mail({
    from: 'x <x@somewhere.example.net>',
    day: 65,
    auth: 'none',
    links: [{ url: 'https://torihiki.co.jp.login-check.net/' }],
  })
  await office.mail({
    from: `田中 <tanaka@${PARTNER}>`,
    day: 66,
    auth: 'fail',
    reply_to: [`tanaka@${CYRILLIC}`],
  })
  assert.deepEqual(await judged(), [
    ['high', 'torihlki.co.jp', 'characters', 'sender'],
    ['high', 'torihikki.co.jp', 'typing', 'sender'],
    ['medium', 'torihiki.com', 'ending', 'sender'],
    ['medium', 'torihiki-group.com', 'inserted', 'sender'],
    ['medium', 'torihiki.co.jp.login-check.net', 'embedded', 'link'],
    ['high', CYRILLIC, 'characters', 'reply'],
  ])
})

test("a group's other ending with traffic both ways or the same signature, and sub-domains, are no sign", async () => {
  for (const day of [5, 20, 40]) {
    await office.mail({ from: 'グループ総務 <soumu@torihiki.jp>', day })
    await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: 'soumu@torihiki.jp', day: day + 1 })
  }
  await office.mail({
    from: '配信 <news@torihiki-mail.com>',
    day: 61,
    noted: [
      [`mx.${OURS}`, 'dkim', 'pass', PARTNER],
      [`mx.${OURS}`, 'dmarc', 'pass', 'torihiki-mail.com'],
    ],
  })
  await office.mail({ from: '田中 太郎 <tanaka@mail.torihiki.co.jp>', day: 61 })
  await office.mail({ from: '鳥越 <a@torikoshi.co.jp>', day: 61, attachments: [{ name: 'a.pdf' }] })
  assert.deepEqual(await judged(), [])
})

test("an event's domain that the partner's own mails name is explained", async () => {
  for (const day of [50, 53])
    await office.mail({
      from: `田中 太郎 <tanaka@${PARTNER}>`,
      day,
      text: '展示会のページは https://torihiki-2026.com/ です。',
    })
  await office.mail({
    from: '展示会事務局 <info@torihiki-2026.com>',
    day: 61,
    links: [{ url: 'https://torihiki-2026.com/entry' }],
  })
  assert.deepEqual(await judged(), [['informational', 'torihiki-2026.com', 'inserted', 'sender']])
})

test('who writes often and is never answered is imitated, too: by letters and by the whole name, not by a neighbour’s likeness', async () => {
  for (const day of [10, 30, 50])
    await office.mail({ from: 'Billing <ar@callowaysurgical.com>', day, subject: `Statement ${day}` })
  await office.mail({ from: 'Billing <ar@ca11owaysurgical.com>', day: 61 })
  await office.mail({ from: 'Billing <ar@callowaysurgical-com.net>', day: 62 })
  await office.mail({ from: 'Sales <info@gallowaysurgical.com>', day: 63 })
  assert.deepEqual(
    (await judged()).map(([severity, domain]) => [severity, domain]),
    [
      ['high', 'ca11owaysurgical.com'],
      ['high', 'callowaysurgical-com.net'],
    ],
  )
})
