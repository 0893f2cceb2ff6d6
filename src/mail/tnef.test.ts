import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rtfText } from '../evidence/rtf.ts'
import { readMessage } from './read.ts'
import { readTnef } from './tnef.ts'

/** attributes of [MS-OXTNEF]: level, id, content */
function tnef(...attributes: [number, number, Buffer][]): Buffer {
  const parts = attributes.map(([level, id, content]) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level, 0)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(content.length, 5)
    return Buffer.concat([head, content, Buffer.alloc(2)])
  })
  return Buffer.concat([Buffer.from('789f3e220100', 'hex'), ...parts])
}
function property(id: number, type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16LE(type, 0)
  head.writeUInt16LE(id, 2)
  head.writeUInt32LE(1, 4)
  head.writeUInt32LE(value.length, 8)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}
const properties = (...all: Buffer[]) => {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(all.length, 0)
  return Buffer.concat([count, ...all])
}
const utf16 = (text: string) => Buffer.from(`${text}\0`, 'utf16le')

const CODEPAGE: [number, number, Buffer] = [1, 0x69007, Buffer.from('a4030000a4030000', 'hex')] // 932
const RENDERING: [number, number, Buffer] = [2, 0x69002, Buffer.alloc(14)]
const WINMAIL = tnef(
  CODEPAGE,
  [1, 0x69003, properties(property(0x1000, 0x1f, utf16('見積書です。')))],
  RENDERING,
  [2, 0x18010, Buffer.from('8ca9cf82c18f912e786c7300', 'hex')],
  [2, 0x6800f, Buffer.from('first file')],
  [
    2,
    0x69005,
    properties(
      property(0x3707, 0x1f, utf16('見積書.xls')),
      property(0x370e, 0x1e, Buffer.from('application/vnd.ms-excel\0')),
    ),
  ],
  RENDERING,
  [2, 0x18010, Buffer.from('8b638e96985e2e646f6300', 'hex')],
  [2, 0x6800f, Buffer.from('second file')],
)

test('winmail.dat gives the files and the text that Outlook packed into it', () => {
  const found = readTnef(WINMAIL)
  assert.equal(found?.text, '見積書です。')
  assert.deepEqual(
    found?.attachments.map(({ name, declared_type, content }) => [
      name,
      declared_type,
      Buffer.from(content).toString(),
    ]),
    [
      ['見積書.xls', 'application/vnd.ms-excel', 'first file'],
      ['議事録.doc', 'application/octet-stream', 'second file'],
    ],
  )
})

test('a mail with winmail.dat shows what is in it instead, at the line of winmail.dat', () => {
  const message = readMessage(
    Buffer.from(
      `From: a@example.jp\nSubject: x\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n${WINMAIL.toString('base64')}\n--B--\n`,
    ),
  )
  assert.equal(message.text, '見積書です。')
  assert.deepEqual(
    message.attachments.map(({ name, line }) => [name, line]),
    [
      ['見積書.xls', 6],
      ['議事録.doc', 6],
    ],
  )
})

test('a damaged winmail.dat gives what it still holds, or stays an attachment', () => {
  for (let end = 6; end < WINMAIL.length; end += 7) readTnef(WINMAIL.subarray(0, end))
  assert.equal(readTnef(WINMAIL.subarray(0, WINMAIL.length - 30))?.attachments[0]?.name, '見積書.xls')
  const message = readMessage(
    Buffer.from(
      'From: a@example.jp\nSubject: x\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Disposition: attachment\n\nnothing',
    ),
  )
  assert.deepEqual([message.attachments[0]?.name, message.defects], ['winmail.dat', ['damaged-tnef']])
})

test("an RTF body's words are its text: Shift_JIS bytes, Unicode, and the HTML that it carries", () => {
  assert.equal(
    rtfText(
      "{\\rtf1\\ansi\\ansicpg932{\\fonttbl{\\f0 MS Gothic;}}\\f0 \\'8b\\'63\\'8e\\'96\\'98\\'5e\\par next {\\*\\generator x;}\\u35211?\\u31309?}",
    ),
    '議事録\nnext 見積',
  )
  assert.equal(rtfText('{\\rtf1\\ansi\\fromhtml1 {\\htmlrtf {\\b hidden}\\htmlrtf0 }shown}'), 'shown')
})
