/** winmail.dat ([MS-OXTNEF]): what Outlook packs a message's attachments and body into. */
import { decodeText, latin1 } from '../evidence/charset.ts'
import { compressedRtfText } from '../evidence/rtf.ts'
import type { Attachment } from './message.ts'

export interface Tnef {
  text: string
  html: string
  attachments: Omit<Attachment, 'line'>[]
}

const SIGNATURE = 0x223e9f78
const MAX_DEPTH = 5 // messages inside messages
const MAX_ATTACHMENTS = 1_000
const MAX_PROPERTIES = 10_000

const ATTRIBUTE = {
  rendering: 0x9002,
  title: 0x8010,
  data: 0x800f,
  attachment: 0x9005,
  message: 0x9003,
  body: 0x800c,
  codepage: 0x9007,
}
const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  name: 0x3704,
  longName: 0x3707,
  type: 0x370e,
  shown: 0x3001,
}

/** null where it is no TNEF; what a damaged one still gives otherwise */
export function readTnef(content: Uint8Array, depth = 0): Tnef | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null
  const found: Tnef = { text: '', html: '', attachments: [] }
  let charset = 'windows-1252'
  let current: Omit<Attachment, 'line'> | null = null
  for (const { id, data } of attributes(bytes)) {
    if (id === ATTRIBUTE.codepage && data.length >= 4) charset = `cp${data.readUInt32LE(0)}`
    else if (id === ATTRIBUTE.body) found.text ||= decodeText(untilNul(data), charset).text
    else if (id === ATTRIBUTE.message) takeBody(found, properties(data), charset)
    else if (id === ATTRIBUTE.rendering) {
      if (found.attachments.length >= MAX_ATTACHMENTS) break
      current = { name: '', declared_type: 'application/octet-stream', content: Buffer.alloc(0), inline: false }
      found.attachments.push(current)
    } else if (!current) continue
    else if (id === ATTRIBUTE.title) current.name ||= decodeText(untilNul(data), charset).text
    else if (id === ATTRIBUTE.data) current.content = data
    else if (id === ATTRIBUTE.attachment) takeAttachment(found, current, properties(data), charset, depth)
  }
  return found
}

function* attributes(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  let at = 6
  while (at + 9 <= bytes.length) {
    const length = bytes.readUInt32LE(at + 5)
    yield { id: bytes.readUInt16LE(at + 1), data: bytes.subarray(at + 9, Math.min(at + 9 + length, bytes.length)) }
    at += 9 + length + 2 // a checksum follows
  }
}

type Properties = Map<number, { type: number; value: Buffer }>

/** [MS-OXTNEF] 2.1.3.4: only values of variable length are kept; the others are walked over. */
function properties(data: Buffer): Properties {
  const found: Properties = new Map()
  try {
    let at = 4
    const count = Math.min(data.readUInt32LE(0), MAX_PROPERTIES)
    for (let i = 0; i < count; i++) {
      const type = data.readUInt16LE(at)
      const id = data.readUInt16LE(at + 2)
      at += 4
      if (id >= 0x8000) {
        const named = data.readUInt32LE(at + 16) === 1
        at += 20
        at += named ? 4 + padded(data.readUInt32LE(at)) : 4
      }
      const base = type & 0x0fff
      const fixed = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 }[base]
      const many = (type & 0x1000) !== 0
      const variable = fixed === undefined
      const values = many || variable ? data.readUInt32LE(at) : 1
      if (many || variable) at += 4
      for (let k = 0; k < Math.min(values, MAX_PROPERTIES); k++) {
        const length = fixed ?? data.readUInt32LE(at)
        if (variable) at += 4
        if (variable && !found.has(id)) found.set(id, { type: base, value: data.subarray(at, at + length) })
        at += variable ? padded(length) : length
      }
    }
  } catch {
    // the block ends too early: what was read before is kept
  }
  return found
}

const padded = (length: number) => (length + 3) & ~3

function takeBody(found: Tnef, all: Properties, charset: string): void {
  const text = string(all, PROPERTY.body, charset)
  const html = all.get(PROPERTY.html)
  const rtf = all.get(PROPERTY.rtf)
  if (html)
    found.html ||= html.type === 0x102 ? decodeText(html.value, charset).text : string(all, PROPERTY.html, charset)
  found.text ||= text || (rtf && found.html === '' ? compressedRtfText(rtf.value) : '')
}

function takeAttachment(
  found: Tnef,
  one: Omit<Attachment, 'line'>,
  all: Properties,
  charset: string,
  depth: number,
): void {
  const name =
    string(all, PROPERTY.longName, charset) ||
    string(all, PROPERTY.name, charset) ||
    string(all, PROPERTY.shown, charset)
  if (name !== '') one.name = name
  one.declared_type = string(all, PROPERTY.type, charset) || one.declared_type
  const data = all.get(PROPERTY.data)
  if (!data) return
  const inner = data.type === 0x0d && depth < MAX_DEPTH ? readTnef(data.value.subarray(16), depth + 1) : null
  if (inner) {
    one.content = Buffer.from(`Subject: ${one.name.replace(/[\r\n]/g, ' ')}\r\n\r\n${inner.text}`, 'utf8')
    one.declared_type = 'message/rfc822'
    found.attachments.push(...inner.attachments.slice(0, MAX_ATTACHMENTS - found.attachments.length))
  } else if (one.content.length === 0) one.content = data.type === 0x0d ? data.value.subarray(16) : data.value
}

function string(all: Properties, id: number, charset: string): string {
  const found = all.get(id)
  if (!found) return ''
  if (found.type === 0x1f) return new TextDecoder('utf-16le').decode(found.value).replace(/\0[\s\S]*$/, '')
  return found.type === 0x1e ? decodeText(untilNul(found.value), charset).text : ''
}

function untilNul(bytes: Buffer): Buffer {
  const end = latin1(bytes).indexOf('\0')
  return end < 0 ? bytes : bytes.subarray(0, end)
}
