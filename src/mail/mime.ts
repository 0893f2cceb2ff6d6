/**
 * The parts of a message (RFC 2045, 2046), with the physical line of each. Hostile by assumption: depth, parts and headers are bounded,
 * and what is broken is read as far as it goes and named as a defect.
 */
import { isUtf8 } from 'node:buffer'
import { decodeUnlabelled, foreignEncoding, latin1 } from '../evidence/charset.ts'
import { type Parameters, parseParameters } from './encoded-word.ts'
import type { Header } from './message.ts'

export interface Part {
  headers: Header[] // unfolded, not decoded
  type: Parameters
  disposition: Parameters
  encoding: string
  /** as it stands in the file, still encoded */
  body: Buffer
  /** of its first header, and of its body's first byte, in `bytes` of the walk */
  start: number
  bodyStart: number
  depth: number
  /** `multipart/related` …: what holds it, '' for the message itself */
  within: string
}

/** Real mail stays far below: the deepest seen have 10 levels, the widest (digests, exports) hundreds of parts. */
export const MAX_DEPTH = 50
const MAX_PARTS = 2_000
const MAX_HEADER_BYTES = 1 << 20 // of one header block
const MAX_HEADERS = 2_000

/** All parts that hold no other parts, in order; the first element of the walk is the message's own head. */
export function partsOf(bytes: Buffer, defects: Set<string>): { head: Part; leaves: Part[] } {
  const head = readPart(bytes, 0, bytes.length, 0, '', 'text/plain', defects)
  const leaves: Part[] = []
  walk(bytes, head, bytes.length, leaves, defects)
  return { head, leaves }
}

function walk(bytes: Buffer, part: Part, end: number, leaves: Part[], defects: Set<string>): void {
  if (!part.type.value.startsWith('multipart/')) {
    leaves.push(part)
    return
  }
  if (part.depth >= MAX_DEPTH) {
    defects.add('nested-too-deep')
    leaves.push(part)
    return
  }
  const boundary = part.type.parameters.get('boundary') || guessBoundary(part.body)
  if (!part.type.parameters.get('boundary')) defects.add('missing-boundary')
  const slices = boundary === null ? [] : slicesOf(bytes, part.bodyStart, end, boundary, defects)
  if (slices.length === 0) {
    defects.add('multipart-without-parts')
    leaves.push({ ...part, type: { value: 'text/plain', parameters: new Map() } })
    return
  }
  const usual = part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  for (const [from, to] of slices) {
    if (leaves.length >= MAX_PARTS) {
      defects.add('too-many-parts')
      return
    }
    walk(bytes, readPart(bytes, from, to, part.depth + 1, part.type.value, usual, defects), to, leaves, defects)
  }
}

const LF = 10
const CR = 13

/** Byte ranges between the delimiter lines; the last one may be unterminated. */
function slicesOf(bytes: Buffer, start: number, end: number, boundary: string, defects: Set<string>) {
  const mark = Buffer.from(`--${boundary}`, 'utf8')
  const slices: [number, number][] = []
  let open = -1
  let at = start
  while (at < end) {
    const found = bytes.indexOf(mark, at)
    if (found < 0 || found >= end) break
    at = found + mark.length
    if (found > start && bytes[found - 1] !== LF) continue
    const closes = bytes[at] === 0x2d && bytes[at + 1] === 0x2d
    const lineEnd = endOfLine(bytes, at, end)
    if (!blank(bytes, closes ? at + 2 : at, lineEnd)) continue
    if (open >= 0) slices.push([open, beforeBreak(bytes, open, found)])
    open = closes ? -1 : Math.min(lineEnd + 1, end)
    if (closes) return slices
    if (slices.length > MAX_PARTS) return slices
    at = lineEnd
  }
  if (open >= 0) {
    defects.add('unterminated')
    slices.push([open, end])
  }
  return slices
}

const endOfLine = (bytes: Buffer, at: number, end: number): number => {
  const found = bytes.indexOf(LF, at)
  return found < 0 || found > end ? end : found
}

function blank(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false
  }
  return true
}

/** The line break before a delimiter belongs to the delimiter. */
function beforeBreak(bytes: Buffer, from: number, at: number): number {
  const end = at > from ? at - 1 : at
  return end > from && bytes[end - 1] === CR ? end - 1 : end
}

/** A delimiter that stands before a part's header, where the Content-Type names none. */
function guessBoundary(body: Buffer): string | null {
  return /^--([^\s-][^\r\n]{0,98}?)[ \t]*\r?\nContent-/im.exec(latin1(body.subarray(0, 1 << 20)))?.[1] ?? null
}

function readPart(
  bytes: Buffer,
  start: number,
  end: number,
  depth: number,
  within: string,
  usual: string,
  defects: Set<string>,
): Part {
  const { headers, bodyStart } = readHeaders(bytes, start, end, depth === 0, defects)
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value ?? ''
  const declared = value('content-type')
  const type = parseParameters(declared || usual, defects)
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type.value)) {
    if (declared !== '') defects.add('illegal-content-type')
    type.value = type.value.startsWith('multipart') ? 'multipart/mixed' : usual
  }
  return {
    headers,
    type,
    disposition: parseParameters(value('content-disposition'), defects),
    encoding: /[\w-]+/.exec(value('content-transfer-encoding').toLowerCase())?.[0] ?? '',
    body: bytes.subarray(bodyStart, end),
    start,
    bodyStart,
    depth,
    within,
  }
}

const FIELD = /^([!-9;-~]{1,200})[ \t]*:[ \t]*/

/** Header fields up to the empty line. `line` is the byte offset here; the caller makes it a line. */
function readHeaders(bytes: Buffer, start: number, end: number, top: boolean, defects: Set<string>) {
  const fields: { offset: number; from: number; to: number }[] = []
  let at = top && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : start
  if (top) while (at < end && (bytes[at] === CR || bytes[at] === LF)) at++
  while (at < end) {
    const lineEnd = endOfLine(bytes, at, end)
    if (blank(bytes, at, lineEnd) && (bytes[at] === CR || lineEnd === at || fields.length === 0)) {
      at = Math.min(lineEnd + 1, end)
      break
    }
    if (fields.length >= MAX_HEADERS || at - start > MAX_HEADER_BYTES || lineEnd - at > MAX_HEADER_BYTES) {
      defects.add('header-too-large')
      at = afterEmptyLine(bytes, at, end)
      break
    }
    const first = bytes[at]
    const last = fields.at(-1)
    if ((first === 0x20 || first === 0x09) && last) last.to = lineEnd
    else if (FIELD.test(bytes.toString('latin1', at, Math.min(lineEnd, at + 300)))) {
      fields.push({ offset: at, from: at, to: lineEnd })
    } else if (!(top && /^>?From /.test(bytes.toString('latin1', at, at + 6)))) {
      defects.add('broken-header')
      const next = bytes.toString('latin1', lineEnd + 1, Math.min(lineEnd + 301, end))
      if (!FIELD.test(next) && !/^[ \t]+\S/.test(next)) break // the empty line is missing: the body begins here
    }
    at = Math.min(lineEnd + 1, end)
  }
  // a subject is too short to tell Russian or Chinese from Japanese: the body below it is asked
  const odd = fields.some(({ from, to }) => !isUtf8(bytes.subarray(from, to)))
  const written = odd ? foreignEncoding(bytes.subarray(at, Math.min(end, at + 65_536))) : null
  const headers = fields.map(({ offset, from, to }): Header => {
    const text = decodeUnlabelled(bytes.subarray(from, to), written)
    const colon = text.indexOf(':')
    return {
      name: text.slice(0, colon).trim(),
      value: text
        .slice(colon + 1)
        .replace(/\r?\n/g, '')
        .replace(/[\0\r]/g, ' ')
        .trim(),
      line: offset,
    }
  })
  return { headers, bodyStart: at }
}

function afterEmptyLine(bytes: Buffer, at: number, end: number): number {
  const found = ['\n\n', '\n\r\n'].flatMap((mark) => {
    const place = bytes.indexOf(mark, at, 'latin1')
    return place >= 0 && place < end ? [place + mark.length] : []
  })
  return found.length === 0 ? end : Math.min(...found)
}

/** Offsets → lines, from 1. Offsets that rise are counted on from the last one; others from the last step before them. */
export function lineCounter(bytes: Uint8Array): (offset: number) => number {
  const STEP = 1 << 14
  const before = [0] // line ends before each step
  let [at, lines] = [0, 0]
  const forward = (to: number) => {
    for (; at < to; at++) {
      if (at % STEP === 0) before[at / STEP] = lines
      if (bytes[at] === LF) lines++
    }
  }
  return (offset) => {
    if (offset >= at) {
      forward(Math.min(offset, bytes.length))
      return lines + 1
    }
    const step = Math.floor(offset / STEP)
    let counted = before[step] ?? 0
    for (let i = step * STEP; i < offset; i++) if (bytes[i] === LF) counted++
    return counted + 1
  }
}
