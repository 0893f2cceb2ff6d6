/**
 * Windows event log files for tests, from events as XML lines: file header, chunks, records in binary XML. As Windows does it, what
 * varies stands apart from its template, a template stands once in a chunk (in the first record that needs it), and EventData is a
 * value of the event: binary XML in binary XML. evtxexport (libevtx) reads what comes out.
 */
import { crc32 } from 'node:zlib'

const CHUNK = 65_536
const FIRST_RECORD = 512

export interface EvtxOptions {
  /** being written when it was copied: neither the header nor the last chunk's knows of the last event */
  dirty?: boolean
  /** events a chunk at most */
  perChunk?: number
}

/** A value of a type of one's own instead of the one that its text suggests: `typed(0x8d, '0100000000000000')`. */
export const typed = (type: number, hex: string) => `\u00ab${type.toString(16)}:${hex}\u00bb`

export function evtxOf(events: string[], { dirty = false, perChunk = 10_000 }: EvtxOptions = {}): Buffer {
  const chunks: Buffer[] = []
  for (let from = 0; from < events.length; ) {
    const { chunk, taken } = chunkOf(events.slice(from, from + perChunk), from + 1, dirty)
    chunks.push(chunk)
    from += taken
  }
  const header = Buffer.alloc(4096)
  header.write('ElfFile\0', 'latin1')
  header.writeBigUInt64LE(BigInt(Math.max(0, chunks.length - 1)), 16)
  header.writeBigUInt64LE(BigInt(events.length + (dirty ? 0 : 1)), 24)
  header.writeUInt32LE(128, 32)
  header.writeUInt16LE(1, 36)
  header.writeUInt16LE(3, 38)
  header.writeUInt16LE(4096, 40)
  header.writeUInt16LE(chunks.length, 42)
  header.writeUInt32LE(dirty ? 1 : 0, 120)
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124)
  return Buffer.concat([header, ...chunks])
}

/** CRCs of a chunk as they must be, after a test has changed something in it. */
export function resealed(file: Buffer, chunk = 0): Buffer {
  const at = file.subarray(4096 + chunk * CHUNK, 4096 + (chunk + 1) * CHUNK)
  at.writeUInt32LE(crc32(at.subarray(FIRST_RECORD, at.readUInt32LE(48))), 52)
  at.writeUInt32LE(crc32(at.subarray(128, FIRST_RECORD), crc32(at.subarray(0, 120))), 124)
  return file
}

function chunkOf(events: string[], first: number, dirty: boolean): { chunk: Buffer; taken: number } {
  const chunk = Buffer.alloc(CHUNK)
  const writer: Writer = { templates: new Map(), names: new Map(), table: Buffer.alloc(384) }
  let [at, taken, last, before] = [FIRST_RECORD, 0, FIRST_RECORD, FIRST_RECORD]
  for (const event of events) {
    const known = {
      templates: new Map(writer.templates),
      names: new Map(writer.names),
      table: Buffer.from(writer.table),
    }
    const content = Buffer.concat([fragment(treeOf(event), writer, at + 24), Buffer.from([0])])
    const size = Math.ceil((24 + content.length + 4) / 8) * 8
    if (at + size > CHUNK) {
      Object.assign(writer, known)
      break
    }
    chunk.write('**\0\0', at, 'latin1')
    chunk.writeUInt32LE(size, at + 4)
    chunk.writeBigUInt64LE(BigInt(first + taken), at + 8)
    chunk.writeBigUInt64LE(filetime(/SystemTime=['"]([^'"]+)/.exec(event)?.[1] ?? ''), at + 16)
    content.copy(chunk, at + 24)
    chunk.writeUInt32LE(size, at + size - 4)
    before = last
    last = at
    at += size
    taken++
  }
  if (taken === 0) throw new Error('an event larger than a chunk')
  const stale = dirty && taken > 1 ? 1 : 0
  chunk.write('ElfChnk\0', 'latin1')
  for (const offset of [8, 24]) chunk.writeBigUInt64LE(BigInt(first), offset)
  for (const offset of [16, 32]) chunk.writeBigUInt64LE(BigInt(first + taken - 1 - stale), offset)
  chunk.writeUInt32LE(128, 40)
  chunk.writeUInt32LE(stale ? before : last, 44)
  chunk.writeUInt32LE(stale ? last : at, 48)
  writer.table.copy(chunk, 128)
  chunk.writeUInt32LE(crc32(chunk.subarray(FIRST_RECORD, stale ? before : at)), 52)
  chunk.writeUInt32LE(crc32(chunk.subarray(128, FIRST_RECORD), crc32(chunk.subarray(0, 120))), 124)
  return { chunk, taken }
}

/** where in the chunk each template and name stands; `table` as the chunk has it: the latest of each of 64 kinds of names, and of 32 of templates */
interface Writer {
  templates: Map<string, number>
  names: Map<string, number>
  table: Buffer
}

/** Puts one before the others of its kind, and returns the one that was the first. */
function linked(writer: Writer, entry: number, offset: number): number {
  const before = writer.table.readUInt32LE(entry * 4)
  writer.table.writeUInt32LE(offset, entry * 4)
  return before
}

interface Tree {
  name: string
  attributes: [string, string][]
  content: (Tree | string)[]
}

function treeOf(xml: string): Tree {
  const root: Tree = { name: '', attributes: [], content: [] }
  const open = [root]
  for (const [, text, close, name, inner, empty] of xml.matchAll(/([^<]*)(?:<(\/?)([\w:.-]+)([^<>]*?)(\/?)>)?/g)) {
    const parent = open.at(-1) ?? root
    if (text) parent.content.push(unescaped(text))
    if (close) open.pop()
    else if (name) {
      const attributes = [...(inner ?? '').matchAll(/([\w:.-]+)=(?:'([^']*)'|"([^"]*)")/g)]
      const tree: Tree = {
        name,
        attributes: attributes.map(([, key, a, b]) => [key ?? '', unescaped(a ?? b ?? '')]),
        content: [],
      }
      parent.content.push(tree)
      if (!empty) open.push(tree)
    }
  }
  return root.content[0] as Tree
}

const unescaped = (text: string) =>
  text.replace(
    /&(?:lt|gt|quot|apos|amp);/g,
    (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" })[entity] ?? '&',
  )

const NESTED = /^(EventData|UserData)$/
const LITERAL = /^(xmlns|Name)$/ // of EventData; the provider's name varies

/** A fragment that stands at `at` in the chunk: an instance of the tree's template with the tree's values. */
function fragment(tree: Tree, writer: Writer, at: number): Buffer {
  const slots: (string | Tree)[] = []
  const key = shapeOf(tree, slots)
  const known = writer.templates.get(key)
  const start = at + 14 // fragment header, token, version, id, offset
  const definition = known ?? start
  const parts = [Buffer.from([15, 1, 1, 0, 12, 1]), u32(crc32(key)), u32(definition)]
  let length = 14
  if (known === undefined) {
    const body = Buffer.concat([
      Buffer.from([15, 1, 1, 0]),
      element(tree, writer, start + 24 + 4, { next: 0 }, true),
      Buffer.from([0]),
    ])
    const guid = Buffer.concat([u32(crc32(key)), Buffer.alloc(12, 7)])
    parts.push(u32(linked(writer, 64 + (crc32(key) % 32), start)), guid, u32(body.length), body)
    length += 24 + body.length
    writer.templates.set(key, start)
  }
  const valuesAt = at + length + 4 + slots.length * 4
  const values: [number, Buffer][] = []
  let next = valuesAt
  for (const slot of slots) {
    const value: [number, Buffer] = typeof slot === 'string' ? typedValue(slot) : [0x21, fragment(slot, writer, next)]
    values.push(value)
    next += value[1].length
  }
  return Buffer.concat([
    ...parts,
    u32(values.length),
    ...values.map(([type, { length: size }]) => Buffer.from([size & 255, size >> 8, type, 0])),
    ...values.map(([, bytes]) => bytes),
  ])
}

/** What makes a template: everything but the values, which go to `slots`. */
function shapeOf(tree: Tree, slots: (string | Tree)[]): string {
  const attributes = tree.attributes.map(([name, value]) => {
    if (isLiteral(tree, name)) return `${name}=${value}`
    slots.push(value)
    return `${name}:${typeOf(value)}`
  })
  const content = tree.content.map((one) => {
    if (typeof one !== 'string' && !NESTED.test(one.name)) return shapeOf(one, slots)
    slots.push(one)
    return typeof one === 'string' ? `text:${typeOf(one)}` : 'nested'
  })
  return `<${tree.name} ${attributes.join(' ')}>${content.join('')}</>`
}
const isLiteral = (tree: Tree, attribute: string) => LITERAL.test(attribute) && tree.name !== 'Provider'

function element(tree: Tree, writer: Writer, at: number, slot: { next: number }, dependency: boolean): Buffer {
  const head = dependency ? 3 : 1
  const name = named(tree.name, writer, at + head + 4)
  const parts: Buffer[] = []
  let here = at + head + 4 + name.length + (tree.attributes.length > 0 ? 4 : 0)
  const add = (bytes: Buffer) => {
    parts.push(bytes)
    here += bytes.length
  }
  for (const [i, [key, value]] of tree.attributes.entries()) {
    add(Buffer.from([i < tree.attributes.length - 1 ? 0x46 : 6]))
    add(named(key, writer, here))
    add(isLiteral(tree, key) ? literal(value) : substitution(slot.next++, value))
  }
  const listed = parts.reduce((sum, { length }) => sum + length, 0)
  if (tree.content.length === 0) add(Buffer.from([3]))
  else {
    add(Buffer.from([2]))
    for (const one of tree.content) {
      if (typeof one === 'string') add(substitution(slot.next++, one))
      else if (NESTED.test(one.name)) add(Buffer.from([14, ...u16(slot.next++), 0x21]))
      else add(element(one, writer, here, slot, true))
    }
    add(Buffer.from([4]))
  }
  const rest = Buffer.concat([name, ...(tree.attributes.length > 0 ? [u32(listed)] : []), ...parts])
  const token = tree.attributes.length > 0 ? 0x41 : 1
  return Buffer.concat([Buffer.from([token, ...(dependency ? [255, 255] : [])]), u32(rest.length), rest])
}

/** A name's offset, with the name behind it where the chunk has none yet. */
function named(name: string, writer: Writer, at: number): Buffer {
  const known = writer.names.get(name)
  if (known !== undefined) return u32(known)
  writer.names.set(name, at + 4)
  let hash = 0
  for (const character of name) hash = (hash * 65_599 + character.charCodeAt(0)) % 2 ** 32
  return Buffer.concat([
    u32(at + 4),
    u32(linked(writer, hash % 64, at + 4)),
    u16(hash & 0xffff),
    u16(name.length),
    Buffer.from(`${name}\0`, 'utf16le'),
  ])
}

const literal = (text: string) => Buffer.concat([Buffer.from([5, 1]), u16(text.length), Buffer.from(text, 'utf16le')])
const substitution = (slot: number, value: string) => Buffer.from([14, ...u16(slot), typeOf(value)])
const typeOf = (value: string) => typedValue(value)[0]

function typedValue(text: string): [number, Buffer] {
  const own = /^\u00ab([0-9a-f]+):([0-9a-f]*)\u00bb$/.exec(text)
  if (own) return [Number.parseInt(own[1] ?? '', 16), Buffer.from(own[2] ?? '', 'hex')]
  if (/^0x(?:0|[1-9a-f][0-9a-f]{0,7})$/.test(text)) return [0x14, u32(Number(text))]
  if (/^0x[1-9a-f][0-9a-f]{8,15}$/.test(text)) return [0x15, u64(BigInt(text))]
  if (/^(?:0|[1-9]\d{0,8})$/.test(text)) return [8, u32(Number(text))]
  if (/^(?:true|false)$/.test(text)) return [13, u32(text === 'true' ? 1 : 0)]
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return [0x11, u64(filetime(text))]
  if (/^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/.test(text)) return [15, guidOf(text)]
  if (/^S-1-\d+(?:-\d+)+$/.test(text)) return [0x13, sidOf(text)]
  return [1, Buffer.from(text, 'utf16le')]
}

function guidOf(text: string): Buffer {
  const [a = '', b = '', c = '', ...rest] = text.slice(1, -1).split('-')
  const turned = [a, b, c].map((part) => Buffer.from(part, 'hex').reverse())
  return Buffer.concat([...turned, Buffer.from(rest.join(''), 'hex')])
}

function sidOf(text: string): Buffer {
  const [authority = 0, ...parts] = text.slice(4).split('-').map(Number)
  return Buffer.concat([Buffer.from([1, parts.length, 0, 0, 0, 0, 0, authority]), ...parts.map(u32)])
}

/** 100 nanoseconds since 1601 */
function filetime(text: string): bigint {
  const [, seconds = '1970-01-01T00:00:00', fraction = ''] = /^([^.Z]+)(?:\.(\d+))?Z?$/.exec(text) ?? []
  return (
    BigInt(Date.parse(`${seconds}Z`)) * 10_000n + 116_444_736_000_000_000n + BigInt(fraction.padEnd(7, '0').slice(0, 7))
  )
}

function u16(value: number): Buffer {
  return Buffer.from([value & 255, value >> 8])
}
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
