import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { program } from '../../mail/attachment/test-files.ts'
import { readMessage } from '../../mail/read.ts'
import { testMail, testZip } from '../../mail/test-mail.ts'
import { parseConfig } from '../../story/config.ts'
import { startFilter } from './filter.ts'
import { crlf, type Got, type Mailroom, mailroom } from './test-mailroom.ts'

const held = (name: string, more: { from?: string; subject?: string } = {}) =>
  crlf(testMail({ from: 'a@partner.example', ...more, attachments: [{ name, content: program() }] }))

async function arrived(room: Mailroom, count: number): Promise<Got[]> {
  for (let i = 0; i < 100 && room.next.got.length < count; i++) await wait(50)
  await wait(100) // and not one more
  return room.next.got.splice(0)
}

test('our own readers are told, each alone, from an empty sender; nobody outside is written to', async () => {
  const room = await mailroom('')
  try {
    await room.send(held('a.exe'), { to: ['taro@example.co.jp', 'x@elsewhere.example', 'hanako@sub.example.co.jp'] })
    const got = await arrived(room, 2)
    assert.deepEqual(
      got.map(({ sender, recipients }) => [sender, ...recipients]),
      [
        ['', 'taro@example.co.jp'],
        ['', 'hanako@sub.example.co.jp'],
      ],
    )
    const notice = readMessage(got[0]?.content ?? Buffer.alloc(0))
    assert.equal(notice.from[0]?.address, 'postmaster@example.co.jp')
    assert.match(
      notice.subject,
      /^【お知らせ】あなた宛てのメールを保留しました \/ A mail to you was held \([0-9a-f]{16}\)$/,
    )
    assert.equal(notice.headers.find(({ name }) => name === 'Auto-Submitted')?.value, 'auto-generated')
    assert.equal(notice.attachments.length, 0)
    assert.match(
      await room.send(held('a.exe'), { to: ['taro@example.co.jp', 'x@elsewhere.example', 'hanako@sub.example.co.jp'] }),
      /held/,
    )
    assert.deepEqual(await arrived(room, 1), [], 'the same mail again is told once')
  } finally {
    await room.close()
  }
})

test('hostile words can not be clicked, add a header or a line, or turn the text round', async () => {
  const room = await mailroom('  notice: { language: en }')
  try {
    const subject = `=?UTF-8?B?${Buffer.from('x\r\nBcc: z@evil.example\r\n\u202Egpj.exe http://evil.example/').toString('base64')}?=`
    await room.send(held('b.exe', { from: '"http://evil.example/ \u001b[31m" <a@partner.example>', subject }))
    const [got] = await arrived(room, 1)
    assert.deepEqual(got?.recipients, ['taro@example.co.jp'])
    const { text, headers } = readMessage(got?.content ?? Buffer.alloc(0))
    assert.doesNotMatch(text, /http:\/\/|[\u001b\u202e]|^Bcc:/m)
    assert.equal(
      headers.some(({ name }) => /bcc/i.test(name)),
      false,
    )
    assert.match(text, /hxxp:\/\/evil/)
  } finally {
    await room.close()
  }
})

test('a flood of held mails is no flood of notices; what the next hop did not take is told after a new start', async () => {
  const room = await mailroom('  notice: { per_hour: 2 }')
  try {
    for (const name of ['1.exe', '2.exe', '3.exe', '4.exe']) assert.match(await room.send(held(name)), /held/)
    assert.equal((await arrived(room, 2)).length, 2)
    room.next.refuse = { message: 451 }
    assert.match(await room.send(held('5.exe'), { to: ['jiro@example.co.jp'] }), /held/)
    await wait(300)
    assert.equal(room.next.got.length, 0)
    room.next.refuse = {}
    const again = await startFilter(
      parseConfig(
        `mail: { own_domains: [example.co.jp] }
mail_filter: { listen: '127.0.0.1:0', next_hop: '127.0.0.1:${room.next.port}', authenticate: off, quarantine: { folder: ${room.folder}/held, key_file: ${room.folder}/key } }`,
        'test',
        [],
      ),
      () => {},
    )
    assert.deepEqual(
      (await arrived(room, 1)).map(({ recipients }) => recipients),
      [['jiro@example.co.jp']],
    )
    await again.close()
  } finally {
    await room.close()
  }
})

test('PPAP: an archive waits for the mail with its password, then goes on untouched, or stays for what is in it', async () => {
  const room = await mailroom('  notice: { enabled: false }\n  rules: { archive-unreadable: { low: quarantine } }')
  const zipped = (name: string, content: Buffer, from: string) =>
    crlf(
      testMail({
        from,
        subject: '資料',
        attachments: [{ name: '資料.zip', content: testZip(name, content, 'Nx4-8812') }],
      }),
    )
  const tell = (from: string) => crlf(testMail({ from, subject: 'Re: 資料', text: 'パスワード: Nx4-8812' }))
  try {
    const good = zipped('資料.txt', Buffer.from('資料の文章'), 'a@supplier.example')
    const bad = zipped('資料.pdf', program(), 'b@attacker.example')
    for (const mail of [good, bad]) assert.match(await room.send(mail), /held/)
    const wrong = crlf(testMail({ from: 'a@supplier.example', text: 'パスワード: wrong-one' }))
    const words = [wrong, tell('a@supplier.example'), tell('b@attacker.example')]
    for (const mail of words) assert.match(await room.send(mail), /queued/)
    const got = await arrived(room, 4)
    const contents = got.map(({ content }) => content.toString('latin1'))
    assert.equal(contents.filter((one) => one === good.toString('latin1')).length, 1)
    assert.equal(contents.length, 4, 'three with passwords, and the good one')
    const audit = readFileSync(join(room.folder, 'held', 'audit.log'), 'utf8')
    assert.match(audit, /"event":"released","id":"[0-9a-f]{16}","by":"password"/)
    assert.match(audit, /"event":"judged-again","id":"[0-9a-f]{16}","rules":\["encrypted-archive-executable"/)
  } finally {
    await room.close()
  }
})
