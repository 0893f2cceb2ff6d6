/**
 * Word 97–2003 ([MS-DOC]): what its text and its text boxes say, where its links lead, the template that it fetches. Characters lie in pieces,
 * as they were typed and saved; the piece table (2.4.1) says in which order they are read. Nothing but these is looked at.
 */
import type { Trait } from '../attachment-tree.ts'
import type { Stream } from './compound-stream.ts'
import { fieldLinks, isElsewhere } from './document-links.ts'
import { letterOf } from './document-text.ts'
import type { Opened } from './opening.ts'

/** characters of a document that are looked through, and of its text boxes */
const MAX_READ = 50_000
/** A piece is what was typed at one go: a book has some thousand. */
const MAX_PIECES = 20_000
/** Word 97; before it text lay otherwise */
const OLDEST = 193

export function openWord97(streams: Stream[]): Opened {
  const document = streams.find(({ path }) => path === '/WordDocument')?.content
  if (!document || document.length < 898 || document.readUInt16LE(0) !== 0xa5ec || document.readUInt16LE(2) < OLDEST)
    return {}
  const named = (document.readUInt16LE(0x0a) & 0x0200) === 0 ? '/0Table' : '/1Table'
  const table = streams.find(({ path }) => path === named)?.content
  if (!table) return {}
  const read = pieces(document, section(table, document, 0x01a2))
  const size = (at: number) => document.readUInt32LE(at)
  // notes, headers and comments stand between the text and the text boxes
  const boxes = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60].reduce((sum, at) => sum + size(at), 0)
  const text = shown(`${read(0, size(0x4c))}\r${read(boxes, boxes + size(0x64))}`)
  return {
    text: letterOf(text.seen.split(/[\r\v\f]/)),
    links: fieldLinks(text.codes),
    traits: template(section(table, document, 0x019a)),
  }
}

/** Where the file's head says that something lies in the table stream: its place and length. */
function section(table: Buffer, document: Buffer, at: number): Buffer {
  const from = document.readUInt32LE(at)
  return table.subarray(from, from + document.readUInt32LE(at + 4))
}

interface Piece {
  from: number
  to: number
  /** in the document's stream */
  at: number
  /** of a character */
  bytes: 1 | 2
}

/** Reads characters by their number in the text (2.8.35, 2.9.177, 2.9.73). */
function pieces(document: Buffer, clx: Buffer): (from: number, to: number) => string {
  let at = 0
  while (clx[at] === 1 && at + 3 <= clx.length) at += 3 + clx.readUInt16LE(at + 1) // formatting
  const plc =
    clx[at] === 2 && at + 5 <= clx.length ? clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1)) : Buffer.alloc(0)
  const count = Math.max(0, Math.floor((plc.length - 4) / 12))
  const all = Array.from({ length: Math.min(MAX_PIECES, count) }, (_, i): Piece => {
    const place = plc.readUInt32LE((count + 1) * 4 + i * 8 + 2)
    const narrow = (place & 0x40000000) !== 0
    return {
      from: plc.readUInt32LE(i * 4),
      to: plc.readUInt32LE(i * 4 + 4),
      at: narrow ? (place & 0x3fffffff) / 2 : place & 0x3fffffff,
      bytes: narrow ? 1 : 2,
    }
  })
  return (from, to) => {
    let text = ''
    for (const piece of all) {
      const [first, last] = [Math.max(from, piece.from), Math.min(to, piece.to, piece.from + MAX_READ)]
      if (last <= first) continue
      const start = piece.at + (first - piece.from) * piece.bytes
      const bytes = document.subarray(start, start + (last - first) * piece.bytes)
      text += (piece.bytes === 1 ? NARROW : WIDE).decode(bytes)
      if (text.length >= MAX_READ) break
    }
    return text.slice(0, MAX_READ)
  }
}

const NARROW = new TextDecoder('windows-1252')
const WIDE = new TextDecoder('utf-16le')

/** A field is its code and what it shows (2.8.25): `\x13 HYPERLINK "…" \x14 here \x15`, one in another too. */
function shown(text: string): { seen: string; codes: string } {
  let [seen, codes] = ['', '']
  const inCode: boolean[] = []
  for (const [part] of text.matchAll(/[\x13-\x15]|[^\x13-\x15]+/g)) {
    if (part === '\x13') inCode.push(true)
    else if (part === '\x14') inCode.splice(-1, 1, false)
    else if (part === '\x15') inCode.pop()
    else if (inCode.includes(true)) codes += part
    else seen += part.replaceAll('\x07', ' ')
    if (inCode.length > MAX_FIELDS) break
  }
  return { seen, codes }
}
const MAX_FIELDS = 20 // in one another

/** The second of the names that go with a document (2.9.258) is its template's. */
function template(names: Buffer): Trait[] {
  if (names.length < 8 || names.readUInt16LE(0) !== 0xffff) return []
  const first = 6 + 2 + names.readUInt16LE(6) * 2
  if (first + 2 > names.length) return []
  const target = WIDE.decode(names.subarray(first + 2, first + 2 + names.readUInt16LE(first) * 2))
  return isElsewhere(target) ? [{ trait: 'remote-template', detail: `attachedTemplate: ${target.slice(0, 500)}` }] : []
}
