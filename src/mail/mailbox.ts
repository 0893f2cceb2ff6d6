/** The messages of one evidence, one after the other, each with the lines it takes: a file that is a message, or a mailbox of many. */
import type { Evidence } from '../evidence/evidence.ts'
import { FOLDER_HEADER } from '../evidence/outlook-mail.ts'
import { readSpooled } from '../evidence/seal.ts'

export interface RawMessage {
  bytes: Buffer
  /** first line in the evidence, from 1, and how many; a mailbox's separator and the empty line after the message belong to it */
  line: number
  lines: number
  /** line of the message's first header */
  firstLine: number
  /** number in a mailbox from 1; 0 in a file that is the message */
  number: number
  /** where the mailbox itself tells */
  folder: string
  /** it was cut: larger than any mail */
  cut: boolean
}

const MAX_MESSAGE = 256_000_000 // bytes; mail servers stop at 25 to 150 MB
const LOOK_AHEAD = 2_000 // bytes that a separator and the line after it may take
const LF = 10

export async function* messagesIn(evidence: Evidence): AsyncGenerator<RawMessage> {
  const many = evidence.mail === 'mbox' || evidence.mail === 'outlook-pst'
  let number = 0
  let line = 1
  for await (const piece of many ? split(readSpooled(evidence)) : whole(readSpooled(evidence))) {
    const lines = piece.lines
    if (many) yield inMailbox(piece, line, ++number, evidence.mail === 'outlook-pst')
    else if (evidence.mail === 'emlx') yield inEmlx(piece)
    else yield { bytes: piece.bytes, line, lines, firstLine: 1, number: 0, folder: '', cut: piece.cut }
    line += lines
  }
}

interface Piece {
  bytes: Buffer
  lines: number
  cut: boolean
}

function lineEnds(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++
  return lines
}

/** Collects what belongs together, up to the bound; lines are counted beyond it too. */
function collector() {
  let parts: Buffer[] = []
  let size = 0
  let lines = 0
  let last = LF
  return {
    add(part: Buffer) {
      if (part.length === 0) return
      lines += lineEnds(part)
      last = part[part.length - 1] as number
      if (size < MAX_MESSAGE) parts.push(part)
      size += part.length
    },
    empty: () => size === 0,
    take(): Piece {
      const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
      const piece = {
        bytes: bytes.subarray(0, MAX_MESSAGE),
        lines: lines + (last === LF ? 0 : 1),
        cut: size > MAX_MESSAGE,
      }
      parts = []
      size = lines = 0
      last = LF
      return piece
    },
  }
}

async function* whole(chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const collected = collector()
  for await (const chunk of chunks) collected.add(chunk)
  if (!collected.empty()) yield collected.take()
}

/** At each line `From … time … year` that a header follows: bodies have lines that begin with From, too. */
async function* split(chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const collected = collector()
  let held: Buffer = Buffer.alloc(0)
  const cutAt = function* (data: Buffer, last: boolean): Generator<Piece> {
    let from = 0
    let search = 0
    let keep = data.length
    for (;;) {
      const at = data.indexOf('\nFrom ', search, 'latin1')
      if (at < 0) {
        keep = last ? data.length : Math.max(from, data.length - 6)
        break
      }
      if (!last && data.length - at < LOOK_AHEAD) {
        keep = at
        break
      }
      if (isSeparator(data.toString('latin1', at + 1, at + LOOK_AHEAD))) {
        collected.add(data.subarray(from, at + 1))
        yield collected.take()
        from = at + 1
      }
      search = at + 6
    }
    collected.add(data.subarray(from, Math.max(from, keep)))
    held = data.subarray(Math.max(from, keep))
  }
  for await (const chunk of chunks) yield* cutAt(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false)
  yield* cutAt(held, true)
  if (!collected.empty()) yield collected.take()
}

function isSeparator(text: string): boolean {
  const end = text.indexOf('\n')
  const line = text.slice(0, Math.max(end, 0))
  if (line.length > 500 || !/\b\d{1,2}:\d\d\b/.test(line) || !/\b(?:19|20)\d\d\b/.test(line)) return false
  return /^>?[!-9;-~]{1,200}[ \t]*:|^\r?$/m.test(text.slice(end + 1, text.indexOf('\n', end + 1) >>> 0))
}

function inMailbox(piece: Piece, line: number, number: number, store: boolean): RawMessage {
  const separator = piece.bytes.indexOf(LF) + 1
  let bytes = piece.bytes.subarray(separator)
  let folder = ''
  let firstLine = line + 1
  if (store && bytes.toString('latin1', 0, FOLDER_HEADER.length + 2) === `${FOLDER_HEADER}: `) {
    const end = bytes.indexOf(LF)
    folder = bytes.toString('utf8', FOLDER_HEADER.length + 2, end)
    bytes = bytes.subarray(end + 1)
    firstLine++
  }
  return { bytes: unquoted(bytes), line, lines: piece.lines, firstLine, number, folder, cut: piece.cut }
}

/** `>From ` in a body was `From ` before it came into the mailbox. */
function unquoted(bytes: Buffer): Buffer {
  if (!bytes.includes('\n>From ', 0, 'latin1')) return bytes
  return Buffer.from(bytes.toString('latin1').replace(/\n>(>*From )/g, '\n$1'), 'latin1')
}

/** Apple Mail: the length in bytes, the message, a property list. */
function inEmlx(piece: Piece): RawMessage {
  const start = piece.bytes.indexOf(LF) + 1
  const length = Number.parseInt(piece.bytes.toString('latin1', 0, start), 10)
  const bytes = piece.bytes.subarray(start, start + length)
  let lines = bytes.at(-1) === LF ? 0 : 1
  lines += lineEnds(bytes)
  return { bytes, line: 2, lines, firstLine: 2, number: 0, folder: '', cut: piece.cut }
}
