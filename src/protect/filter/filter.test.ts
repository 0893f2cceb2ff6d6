import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { zip } from '../../mail/attachment/test-archives.ts'
import { program, wordDocument } from '../../mail/attachment/test-files.ts'
import { testMail, testZip } from '../../mail/test-mail.ts'
import { crlf, type Mailroom, mailroom } from './test-mailroom.ts'

let room: Mailroom
before(async () => {
  room = await mailroom('  notice: { enabled: false }')
})
after(async () => await room.close())

const FROM = 'sender@partner.example'
const attached = (name: string, content: Buffer, more: { subject?: string; text?: string; from?: string } = {}) =>
  crlf(testMail({ from: more.from ?? FROM, ...more, attachments: [{ name, content }] }))

const delivered = () => room.next.got.splice(0).map(({ content }) => content)

test('an ordinary mail reaches the next hop byte for byte: dots, 8-bit bytes, NUL, long lines, blanks at line ends, no text at all', async () => {
  for (const body of [
    'おはようございます\r\n',
    '.\r\n..\r\n.a\r\n\r\n',
    `${'x'.repeat(5000)}\r\n`,
    'trailing \t \r\n\r\n\r\n',
    'nul \0 and bare \r here\r\n',
    Buffer.concat([Buffer.from([0xff, 0xfe, 0x80, 0x1b]), Buffer.from('\r\n')]),
    '',
  ]) {
    const mail = Buffer.concat([crlf(testMail({ from: FROM })), Buffer.from(body)])
    assert.match(await room.send(mail), /^250 .*queued as/)
    assert.deepEqual(delivered(), [mail])
  }
  const attachments = attached('議事録.ver2.docx', wordDocument())
  assert.match(await room.send(attachments), /^250/)
  assert.deepEqual(delivered(), [attachments])
})

test('what runs when opened is held by extension, by content, by its name, in an archive and in an encrypted one; each twin passes', async () => {
  const exe = program()
  const twins: [string, Buffer, Buffer][] = [
    ['by extension', attached('setup.exe', exe), attached('setup.txt', Buffer.from('ただの文章です'))],
    ['by content', attached('請求書.pdf', exe), attached('請求書.pdf', Buffer.from('%PDF-1.7\n%%EOF'))],
    [
      'double extension in an archive',
      attached('a.zip', zip([{ name: '議事録.txt.exe', content: exe }])),
      attached('a.zip', zip([{ name: '議事録.txt.txt', content: Buffer.from('文章') }])),
    ],
    ['RLO', attached('見積\u202Efdp.exe', exe), attached('見積\u200Eabc.docx', wordDocument())],
    [
      'in an encrypted archive whose password the mail tells',
      attached('b.zip', testZip('資料.exe', exe, 'Kz8-2016'), { text: 'パスワードは Kz8-2016 です。' }),
      attached('b.zip', testZip('資料.txt', Buffer.from('資料の文章'), 'Kz8-2016'), {
        text: 'パスワードは Kz8-2016 です。',
      }),
    ],
  ]
  for (const [what, bad, good] of twins) {
    assert.match(await room.send(bad), /^250 2\.0\.0 Ok: held as [0-9a-f]{16}$/, what)
    assert.deepEqual(delivered(), [], what)
    assert.match(await room.send(good), /^250 .*queued/, what)
    assert.deepEqual(delivered(), [good], what)
  }
})

test('a held mail is on disk encrypted, readable for nobody else, and once however often it is sent', async () => {
  const exe = program({ text: Buffer.from('KENNWORT-IM-PROGRAMM') })
  const mail = attached('once.exe', exe, { subject: 'VERTRAULICHER-BETREFF' })
  const first = await room.send(mail)
  const again = await room.send(Buffer.concat([Buffer.from('Received: from x\r\n\tby y; later\r\n'), mail]))
  assert.equal(again, first)
  const other = await room.send(mail, { to: ['hanako@example.co.jp'] })
  assert.notEqual(other, first, 'another reader is another mail')
  const folder = join(room.folder, 'held')
  const files = readdirSync(folder).filter((name) => name.endsWith('.held'))
  for (const name of files) {
    const bytes = readFileSync(join(folder, name))
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
    for (const clear of ['VERTRAULICHER', 'This program', exe.toString('base64').slice(0, 60)])
      assert.equal(bytes.includes(clear), false, clear)
  }
  assert.equal(statSync(join(room.folder, 'key')).mode & 0o777, 0o600)
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.half')))
})

test('a password told in an earlier mail of the conversation opens the archive of a later one', async () => {
  const from = 'tanaka@supplier.example'
  const told = crlf(testMail({ from, subject: 'パスワードのお知らせ', text: 'パスワード: Qw7!mmZ' }))
  const bad = attached('納品書.zip', testZip('納品書.pdf', program(), 'Qw7!mmZ'), { from })
  const stranger = attached('納品書.zip', testZip('納品書.pdf', program(), 'Qw7!mmZ'), { from: 'x@other.example' })
  assert.match(await room.send(bad), /queued/, 'nobody knows the password yet')
  await room.send(told)
  delivered()
  assert.match(await room.send(bad), /held/)
  assert.match(await room.send(stranger), /queued/, 'told by somebody else')
  delivered()
})

test('an archive that nothing opens passes with a header, and the rest of it is untouched', async () => {
  const mail = attached('書類.zip', testZip('a.txt', Buffer.from('abc'), randomBytes(9).toString('hex')))
  assert.match(await room.send(mail), /queued/)
  const [got] = delivered()
  assert.ok(got)
  assert.match(got.toString('latin1'), /^X-Kyumei-Filter: doubtful;\r\n\trule=archive-unreadable severity=low;\r\n/)
  assert.deepEqual(got.subarray(got.length - mail.length), mail)
})

test('our own domain from outside is marked, one made to look like it is held, from inside and of a partner neither', async () => {
  const own = crlf(testMail({ from: '社長 <shacho@example.co.jp>', text: '至急連絡ください' }))
  await room.send(own)
  assert.match(
    delivered()[0]?.toString('latin1') ?? '',
    /^X-Kyumei-Filter: doubtful;\r\n\trule=impersonated-sender severity=medium/,
  )
  await room.send(own, { client: '192.168.1.20' })
  assert.deepEqual(delivered(), [own])
  for (const [domain, answer] of [
    ['examp1e.co.jp', /held/],
    ['example-co-jp.example.net', /queued/],
    ['torihiki.co.jp', /queued/],
  ] as const)
    assert.match(await room.send(attached('a.docx', wordDocument(), { from: `keiri@${domain}` })), answer, domain)
  delivered()
  const shown = crlf(testMail({ from: '"shacho@example.co.jp" <x@free.example>', text: '添付をご確認ください' }))
  assert.match(await room.send(shown), /held/)
})

test('rules of kyumei.yaml: refuse, mark the subject, pass; an allowed client', async () => {
  const strict = await mailroom(`  notice: { enabled: false }
  rules: { executable-attachment: reject, impersonated-sender: { medium: subject }, double-extension: pass }
  allow: [{ client: 203.0.113.9, rule: executable-attachment, reason: vendor, expires: 2999-01-01 }]`)
  try {
    const exe = attached('setup.exe', program())
    assert.match(await strict.send(exe), /^554 5\.7\.1 Refused by content: executable-attachment$/)
    assert.equal(strict.next.got.length, 0)
    assert.match(await strict.send(exe, { client: '203.0.113.9' }), /queued/)
    assert.match(await strict.send(exe, { client: '203.0.113.10' }), /^554/)
    const own = crlf(testMail({ from: 'shacho@example.co.jp', subject: '=?UTF-8?B?6YCj57Wh?=' }))
    await strict.send(own)
    const text = strict.next.got.at(-1)?.content.toString('latin1') ?? ''
    assert.match(text, /\r\nSubject: =\?UTF-8\?B\?W\+imgeazqOaEj10=\?= =\?UTF-8\?B\?6YCj57Wh\?=\r\n/)
    assert.equal(readFileSync(join(strict.folder, 'held', 'audit.log'), 'utf8').match(/"rejected"/g)?.length, 2)
  } finally {
    await strict.close()
  }
})
