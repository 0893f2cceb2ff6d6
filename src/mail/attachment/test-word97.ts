/** A Word 97 document for tests ([MS-DOC]): its text in pieces, each as one or two bytes a character, and nothing of its looks. */
import { compound } from './test-files.ts'

const HEAD = 898 // bytes of the FIB of Word 97

export interface Word97 {
  /** `\x13 HYPERLINK "…" \x14here\x15` is a field; '\r' ends a paragraph */
  text: string
  /** what stands in text boxes */
  boxes?: string
  template?: string
  /** further streams: pictures, macros */
  streams?: Record<string, Uint8Array>
  /** characters of a piece */
  piece?: number
}

export function word97({ text, boxes = '', template = '', streams = {}, piece = 20 }: Word97): Buffer {
  const all = `${text}\r${boxes}\r`
  const pieces = all.match(new RegExp(`[\\s\\S]{1,${piece}}`, 'g')) ?? []
  const head = Buffer.alloc(HEAD)
  head.writeUInt16LE(0xa5ec, 0)
  head.writeUInt16LE(193, 2)
  head.writeUInt16LE(0x0200, 0x0a) // the table stream is 1Table
  head.writeUInt32LE(text.length + 1, 0x4c)
  head.writeUInt32LE(boxes.length + 1, 0x64)
  // the last piece lies first in the file
  let at = HEAD
  const placed = pieces.toReversed().map((content) => {
    const narrow = /^[\x00-\x7f]*$/.test(content)
    const bytes = Buffer.from(content, narrow ? 'latin1' : 'utf16le')
    const place = narrow ? at * 2 + 0x40000000 : at
    at += bytes.length
    return { bytes, place }
  })
  const table = Buffer.alloc(5 + 4 * (pieces.length + 1) + 8 * pieces.length)
  table[0] = 2
  table.writeUInt32LE(table.length - 5, 1)
  let character = 0
  for (const [i, content] of pieces.entries()) {
    table.writeUInt32LE(character, 5 + i * 4)
    table.writeUInt32LE(placed.at(-1 - i)?.place ?? 0, 5 + 4 * (pieces.length + 1) + i * 8 + 2)
    character += content.length
  }
  table.writeUInt32LE(character, 5 + pieces.length * 4)
  head.writeUInt32LE(0, 0x01a2)
  head.writeUInt32LE(table.length, 0x01a6)
  const names = Buffer.concat([Buffer.from('ffff12000000', 'hex'), counted(''), counted(template)])
  head.writeUInt32LE(table.length, 0x019a)
  head.writeUInt32LE(names.length, 0x019e)
  return compound({
    '/WordDocument': Buffer.concat([head, ...placed.map(({ bytes }) => bytes)]),
    '/1Table': Buffer.concat([table, names]),
    ...streams,
  })
}

function counted(text: string): Buffer {
  const size = Buffer.alloc(2)
  size.writeUInt16LE(text.length)
  return Buffer.concat([size, Buffer.from(text, 'utf16le')])
}
