import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { firstContact } from './first-contact.ts'
import { history, type Mailbox, mailbox, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})
const judged = async () => (await office.judge(firstContact)).map((sign) => [sign.severity, sign.destinations[0]])

test('a stranger with a program, by attachment or link, is medium; with a locked archive low; with a document informational', async () => {
  await office.mail({
    from: 'a@hajimete1.example.com',
    day: 61,
    attachments: [{ name: 'a.zip', type: 'zip', inside: [{ name: 'b.exe', type: 'pe' }] }],
  })
  await office.mail({
    from: 'a@hajimete2.example.net',
    day: 61.1,
    links: [{ url: 'https://dl.example.net/x/setup.exe' }],
  })
  await office.mail({
    from: 'a@hajimete3.example.org',
    day: 61.2,
    attachments: [{ name: 'a.zip', type: 'zip', encrypted: true }],
  })
  // a vendor's archive at his own place
  await office.mail({
    from: 'a@hajimete5.example.org',
    day: 61.2,
    links: [{ url: 'https://support.example.org/patch.zip' }],
  })
  await office.mail({ from: 'a@hajimete4.example.jp', day: 61.3, attachments: [{ name: '見積.pdf', type: 'pdf' }] })
  assert.deepEqual((await judged()).sort(), [
    ['informational', 'hajimete4.example.jp'],
    ['low', 'hajimete3.example.org'],
    ['medium', 'hajimete1.example.com'],
    ['medium', 'hajimete2.example.net'],
  ])
})

test('who wrote before, a newsletter, a text without anything to open, and the first days of an archive are no sign', async () => {
  const attachments = [{ name: 'a.zip', type: 'zip', encrypted: true }]
  await office.mail({ from: `田中 太郎 <tanaka@${PARTNER}>`, day: 61, attachments })
  await office.mail({ from: 'news@hajimete.example.com', day: 61, attachments, list_id: 'news' })
  await office.mail({ from: 'a@hajimete2.example.com', day: 61, links: [{ url: 'https://hajimete2.example.com/' }] })
  await office.mail({ from: 'b@hajimete3.example.com', day: 2, attachments })
  assert.deepEqual(await judged(), [])
})
