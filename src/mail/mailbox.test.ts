import assert from 'node:assert/strict'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, test } from 'node:test'
import type { Evidence } from '../evidence/evidence.ts'
import type { MailKind } from '../evidence/mail-kind.ts'
import { messagesIn, type RawMessage } from './mailbox.ts'
import { placeOf } from './place.ts'
import { readMessage } from './read.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-mailbox-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const evidence = (spool: string, mail: MailKind): Evidence => ({
  id: 'e', path: spool, sha256: '', bytes: 0, encoding: 'utf-8', spool, modified: 0, mail,
}) // biome-ignore format: short
const all = async (text: string | Buffer, mail: MailKind) => {
  const path = join(folder, 'x')
  writeFileSync(path, text)
  const messages: RawMessage[] = []
  for await (const message of messagesIn(evidence(path, mail))) messages.push(message)
  return messages
}

const one = (i: number, body = 'body') =>
  `From a${i}@example.jp Mon Oct  5 09:30:0${i % 10} 2015\nFrom: a${i}@example.jp\nSubject: ${i}\n\n${body}\n\n`

test('each message of a mailbox knows its lines, and together they are all of the file', async () => {
  const text = one(1) + one(2, 'two\nlines') + one(3).trimEnd()
  const messages = await all(text, 'mbox')
  assert.deepEqual(
    messages.map(({ number, line, lines, firstLine }) => [number, line, lines, firstLine]),
    [
      [1, 1, 6, 2],
      [2, 7, 7, 8],
      [3, 14, 5, 15],
    ],
  )
  const second = readMessage(messages[1]?.bytes ?? Buffer.alloc(0), messages[1]?.firstLine)
  assert.deepEqual([second.subject, second.headers[1]?.line, text.split('\n')[8]], ['2', 9, 'Subject: 2'])
})

test('a body line that begins with From ends no message; a quoted one loses its mark', async () => {
  const body = 'From now on: 2015\n\nFrom here at 09:30 in 2015\nplain text follows\n\n>From me'
  const messages = await all(one(1, body) + one(2), 'mbox')
  assert.equal(messages.length, 2)
  assert.match(readMessage(messages[0]?.bytes ?? Buffer.alloc(0)).text, /\nFrom me$/)
})

test('a separator that lies across the reading blocks is found', async () => {
  const path = join(folder, 'large')
  const filler = 'x'.repeat(999).concat('\n')
  const text = Array.from({ length: 9 }, (_, i) => one(i, filler.repeat(1_040 + i))).join('')
  writeFileSync(path, text)
  let count = 0
  for await (const message of messagesIn(evidence(path, 'mbox'))) {
    assert.equal(readMessage(message.bytes).subject, String(count++))
  }
  assert.equal(count, 9)
})

test('100,000 messages take no more memory than a few', async () => {
  const path = join(folder, 'many')
  const piece = Array.from({ length: 100 }, (_, i) => one(i, 'word '.repeat(200))).join('')
  await pipeline(
    Readable.from(
      (function* () {
        for (let i = 0; i < 1_000; i++) yield piece
      })(),
    ),
    createWriteStream(path),
  )
  let count = 0
  let peak = 0
  let early = 0
  for await (const message of messagesIn(evidence(path, 'mbox'))) {
    count++
    if (message.lines !== 6) assert.equal(message.lines, 6)
    if (count % 1_000 === 0) peak = Math.max(peak, process.memoryUsage().rss)
    if (count === 20_000) early = peak
  }
  assert.equal(count, 100_000)
  assert.ok(peak < early + 150_000_000, `${early} → ${peak}`)
})

test('a line of 200 MB in a mailbox is one message, and those around it are whole', async () => {
  const path = join(folder, 'long')
  const [before, after] = [one(1), one(3)]
  await pipeline(
    Readable.from(
      (function* () {
        yield before + one(2).slice(0, -2)
        for (let i = 0; i < 200; i++) yield Buffer.alloc(1_000_000, 'x')
        yield `\n\n${after}`
      })(),
    ),
    createWriteStream(path),
  )
  const found: [subject: string, defects: string[]][] = []
  for await (const message of messagesIn(evidence(path, 'mbox'))) {
    const { subject, defects } = readMessage(message.bytes)
    found.push([subject, defects])
  }
  assert.deepEqual(found, [
    ['1', []],
    ['2', ['text-too-long']],
    ['3', []],
  ])
  rmSync(path)
})

test("an Apple Mail file's message begins in its second line and ends before the property list", async () => {
  const mail = 'From: a@example.jp\nSubject: x\n\nbody\n'
  const [message] = await all(`${mail.length}\n${mail}<?xml version="1.0"?>\n<plist/>\n`, 'emlx')
  assert.deepEqual([message?.line, message?.lines, message?.bytes.toString()], [2, 4, mail])
})

test('whose mailbox a file is, and which folder, where its path tells', () => {
  for (const [path, mailbox, box] of [
    ['/var/vmail/example.jp/taro/Maildir/cur/1443.M1P2.mx:2,S', 'taro@example.jp', 'INBOX'],
    ['/home/taro/Maildir/.Sent/cur/1443.M1P2.mx:2,S', 'taro', 'Sent'],
    ['backup.zip!/example.jp/taro/.&Tgo-/new/1443', 'taro@example.jp', '上'],
    ['/srv/mail/taro@example.jp/cur/1443', 'taro@example.jp', 'INBOX'],
    ['/var/mail/taro', 'taro', 'INBOX'],
    ['case/taro@example.jp.mbox', 'taro@example.jp', ''],
    ['case/taro@example.co.jp.pst', 'taro@example.co.jp', ''],
    ['case/mail.eml', '', ''],
    ['case/cur/mail.eml', 'case', 'INBOX'],
  ]) {
    assert.deepEqual(placeOf(path ?? ''), { mailbox, folder: box }, path ?? '')
  }
})
