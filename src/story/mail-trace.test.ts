import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLists } from '../lists/index.ts'
import { mailTrace } from './mail-trace.ts'
import { mailOf } from './test-mail-facts.ts'
import type { MailFacts, MailItem } from './told-mail.ts'

const lists = loadLists()
const hop = {
  from: 'mail.evil.example ([198.51.100.7])',
  ip: '93.184.216.34',
  by: 'mx.own.example',
  protocol: 'SMTP',
  time: null,
}

const item = (name: string, more: Partial<MailItem> = {}): MailItem => ({
  item: 0,
  parent: -1,
  depth: 0,
  path: name,
  name,
  type: '',
  bytes: 100,
  sha256: name.padEnd(64, '0'),
  encrypted: false,
  password: '',
  password_from: '',
  unreadable: '',
  traits: [],
  ...more,
})

const mail = (more: Partial<MailFacts>) =>
  mailOf({
    from_address: 'Tanaka@evil.example',
    from_domain: 'evil.example',
    text: '資料をお送りします。',
    hops: [hop],
    ...more,
  })

test('the server that handed it over is kept, but not that of a free mailer or of a service that sends for everybody', () => {
  assert.equal(mailTrace(mail({}), null, lists).origin, '93.184.216.34')
  const providers = [
    { from_domain: 'gmail.com' },
    { dkim_domains: ['evil.example', 'yahoo.co.jp'] },
    { return_path: '<bounce@dropboxmail.com>' },
  ]
  for (const one of providers) assert.equal(mailTrace(mail(one), null, lists).origin, '', JSON.stringify(one))
})

test('answers to somebody else, dangerous files and the original are kept; a form as PDF and the sender himself are not', () => {
  const trace = mailTrace(
    mail({
      reply_to: ['tanaka@evil.example', 'Boss@free.example'],
      items: [
        item('申請書.pdf'),
        item('logo.png'),
        item('議事録.zip'),
        item('見積.exe'),
        item('請求.docx', { encrypted: true }),
      ],
    }),
    mail({ message_id: '<genuine@partner.example>' }),
    lists,
  )
  assert.deepEqual(trace.reply_to, ['boss@free.example'])
  assert.deepEqual(
    trace.files.map((one) => one.name),
    ['議事録.zip', '見積.exe', '請求.docx'],
  )
  assert.deepEqual(
    [trace.sender, trace.original, trace.sketch],
    ['tanaka@evil.example', '<genuine@partner.example>', []],
  )
})
