/**
 * Windows' binary XML as it stands in an event log's chunk ([MS-EVEN6] 2.2.12, and libevtx' documentation of the .evtx format): templates,
 * which records refer to by their place in the chunk, and the values that fill them. What is wrong throws `Damaged`, and every step is
 * charged, so that neither a length, a loop nor a template that multiplies another one makes it long or large.
 */
import { BINARY_XML, NULL, valueTexts } from './evtx-value.ts'

export class Damaged extends Error {}

/** A chunk's bytes and what was found in it so far. `left`: what may still be spent on it, in nodes and characters. */
export interface Chunk {
  bytes: Buffer
  names: Map<number, string>
  templates: Map<number, Element>
  left: number
}

/** A chunk of 64 kB holds 32,000 characters at most, and the names around its values: ordinary ones come to a tenth of this. */
const MOST = 3_000_000
const MAX_ELEMENTS_DEEP = 50
const MAX_FRAGMENTS_DEEP = 8 // an event's data is one fragment inside another

export const openChunk = (bytes: Buffer): Chunk => ({ bytes, names: new Map(), templates: new Map(), left: MOST })

interface Element {
  name: string
  attributes: { name: string; value: Part[] }[]
  /** null: closed where it was opened */
  content: (Part | Element)[] | null
}
/** text as it stands in XML, or the value that goes there; without an `optional` one its element or attribute isn't there either */
type Part = string | { slot: number; optional: boolean }

interface Value {
  type: number
  from: number
  to: number
}

interface Reading {
  chunk: Chunk
  at: number
  end: number
}

/** The event that stands from `from` to `to`, as XML. */
export function eventXml(chunk: Chunk, from: number, to: number): string {
  return fragments({ chunk, at: from, end: to }, true, 0)
}

/** `dependency`: an element's start carries two more bytes, everywhere but in a value that is binary XML. */
function fragments(reading: Reading, dependency: boolean, deep: number): string {
  if (deep > MAX_FRAGMENTS_DEEP) throw new Damaged('fragments too deep')
  let xml = ''
  while (reading.at < reading.end) {
    const token = u8(reading)
    if (token === END_OF_STREAM) break
    if (token === FRAGMENT_HEADER) skip(reading, 3)
    else if (token === TEMPLATE_INSTANCE) xml += instance(reading, deep)
    else if ((token & ~MORE) === OPEN_ELEMENT)
      xml += rendered(reading.chunk, element(reading, token, dependency, 0), [], deep)
    else if (xml !== '')
      break // padding
    else throw new Damaged(`token ${token}`)
  }
  return xml
}

const END_OF_STREAM = 0x00
const OPEN_ELEMENT = 0x01
const CLOSE_START = 0x02
const CLOSE_EMPTY = 0x03
const END_ELEMENT = 0x04
const VALUE_TEXT = 0x05
const ATTRIBUTE = 0x06
const CDATA = 0x07
const CHARACTER = 0x08
const ENTITY = 0x09
const PI_TARGET = 0x0a
const PI_DATA = 0x0b
const TEMPLATE_INSTANCE = 0x0c
const SUBSTITUTION = 0x0d
const OPTIONAL_SUBSTITUTION = 0x0e
const FRAGMENT_HEADER = 0x0f
/** attributes follow an element's start, or more of the same kind a text */
const MORE = 0x40

function instance(reading: Reading, deep: number): string {
  const { chunk } = reading
  skip(reading, 5)
  const offset = u32(reading)
  const stands = offset === reading.at // the first one that needs it brings it
  const template = templateAt(chunk, offset, stands ? reading.end : chunk.bytes.length)
  if (stands) {
    skip(reading, 20)
    skip(reading, u32(reading))
  }
  const count = u32(reading)
  charge(chunk, count)
  let from = reading.at + count * 4
  const values: Value[] = []
  for (let i = 0; i < count; i++) {
    const length = u16(reading)
    values.push({ type: u8(reading), from, to: from + length })
    skip(reading, 1)
    from += length
  }
  skip(reading, from - reading.at)
  return rendered(chunk, template, values, deep)
}

/** next one's place, identifier, length; a fragment with one element */
function templateAt(chunk: Chunk, offset: number, end: number): Element {
  const known = chunk.templates.get(offset)
  if (known) return known
  const reading: Reading = { chunk, at: offset, end }
  skip(reading, 20)
  const length = u32(reading)
  if (length > end - reading.at) throw new Damaged('template beyond its place')
  reading.end = reading.at + length
  if (u8(reading) !== FRAGMENT_HEADER) throw new Damaged('template without a fragment')
  skip(reading, 3)
  const token = u8(reading)
  if ((token & ~MORE) !== OPEN_ELEMENT) throw new Damaged('template without an element')
  const template = element(reading, token, true, 0)
  chunk.templates.set(offset, template)
  return template
}

function element(reading: Reading, token: number, dependency: boolean, deep: number): Element {
  if (deep > MAX_ELEMENTS_DEEP) throw new Damaged('elements too deep')
  skip(reading, dependency ? 6 : 4)
  const name = nameAt(reading)
  const attributes: Element['attributes'] = []
  if (token & MORE) skip(reading, 4)
  let next = u8(reading)
  while ((next & ~MORE) === ATTRIBUTE) {
    const attribute = { name: nameAt(reading), value: [] as Part[] }
    for (next = u8(reading); isPart(next); next = u8(reading)) attribute.value.push(part(reading, next))
    attributes.push(attribute)
  }
  if (next === CLOSE_EMPTY) return { name, attributes, content: null }
  if (next !== CLOSE_START) throw new Damaged(`token ${next} in an element's start`)
  const content: (Part | Element)[] = []
  for (next = u8(reading); next !== END_ELEMENT; next = u8(reading)) {
    if (isPart(next)) content.push(part(reading, next))
    else if ((next & ~MORE) === OPEN_ELEMENT) content.push(element(reading, next, dependency, deep + 1))
    else if (next === PI_TARGET) nameAt(reading)
    else if (next === PI_DATA) text(reading)
    else throw new Damaged(`token ${next} in an element`)
  }
  return { name, attributes, content }
}

const PARTS = new Set([VALUE_TEXT, CDATA, CHARACTER, ENTITY, SUBSTITUTION, OPTIONAL_SUBSTITUTION])
const isPart = (token: number) => PARTS.has(token & ~MORE)

function part(reading: Reading, token: number): Part {
  switch (token & ~MORE) {
    case VALUE_TEXT:
      skip(reading, 1)
      return escaped(text(reading))
    case CDATA:
      return escaped(text(reading))
    case CHARACTER:
      return `&#${u16(reading)};`
    case ENTITY:
      return `&${nameAt(reading)};`
    default: {
      const slot = u16(reading)
      skip(reading, 1)
      return { slot, optional: (token & ~MORE) === OPTIONAL_SUBSTITUTION }
    }
  }
}

function rendered(chunk: Chunk, { name, attributes, content }: Element, values: Value[], deep: number): string {
  let start = `<${name}`
  for (const attribute of attributes) {
    if (attribute.value.some((one) => isMissing(one, values))) continue
    start += ` ${attribute.name}='${attribute.value.map((one) => texts(chunk, one, values, deep).join(', ').replaceAll("'", '&apos;')).join('')}'`
  }
  charge(chunk, start.length)
  if (content === null) return `${start}/>`
  const [only] = content
  if (content.length === 1 && only !== undefined && !isElement(only)) {
    if (isMissing(only, values)) return ''
    const each = texts(chunk, only, values, deep) // of an array, one element for each
    charge(chunk, each.length * (start.length + name.length))
    return each.map((one) => `${start}>${one}</${name}>`).join('')
  }
  const inner = content.map((one) =>
    isElement(one) ? rendered(chunk, one, values, deep) : texts(chunk, one, values, deep).join(', '),
  )
  return `${start}>${inner.join('')}</${name}>`
}

const isElement = (one: Part | Element): one is Element => typeof one !== 'string' && 'name' in one

function isMissing(part: Part, values: Value[]): boolean {
  return typeof part !== 'string' && part.optional && (values[part.slot]?.type ?? NULL) === NULL
}

function texts(chunk: Chunk, part: Part, values: Value[], deep: number): string[] {
  const found = typeof part === 'string' ? [part] : filled(chunk, values[part.slot], deep)
  for (const one of found) charge(chunk, one.length + 1)
  return found
}

function filled(chunk: Chunk, value: Value | undefined, deep: number): string[] {
  if (!value || value.type === NULL) return ['']
  if (value.type === BINARY_XML) return [fragments({ chunk, at: value.from, end: value.to }, false, deep + 1)]
  charge(chunk, value.to - value.from)
  return valueTexts(value.type, chunk.bytes.subarray(value.from, value.to)).map(escaped)
}

/** Names are kept once in a chunk: where they are first used, or elsewhere. */
function nameAt(reading: Reading): string {
  const { chunk } = reading
  const offset = u32(reading)
  const there = offset === reading.at ? reading : { chunk, at: offset, end: chunk.bytes.length }
  const known = chunk.names.get(offset)
  if (known !== undefined && there !== reading) return known
  skip(there, 6)
  const name = text(there)
  skip(there, 2)
  if (!/^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name)) throw new Damaged('a name that is none')
  chunk.names.set(offset, name)
  return name
}

function text(reading: Reading): string {
  const length = u16(reading) * 2
  charge(reading.chunk, length)
  const from = reading.at
  skip(reading, length)
  return reading.chunk.bytes.toString('utf16le', from, from + length)
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Without what XML can't hold. */
function escaped(text: string): string {
  if (!/[^\t -%'-;=?-~]/.test(text)) return text
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>]/g, (one) => ESCAPES[one] ?? one)
    .toWellFormed()
}

function charge(chunk: Chunk, cost: number): void {
  chunk.left -= cost
  if (chunk.left < 0) throw new Damaged('more than a chunk can hold')
}

function skip(reading: Reading, bytes: number): void {
  reading.at += bytes
  if (reading.at > reading.end) throw new Damaged('it ends before its end')
}

function u8(reading: Reading): number {
  charge(reading.chunk, 1)
  skip(reading, 1)
  return reading.chunk.bytes.readUInt8(reading.at - 1)
}
function u16(reading: Reading): number {
  skip(reading, 2)
  return reading.chunk.bytes.readUInt16LE(reading.at - 2)
}
function u32(reading: Reading): number {
  skip(reading, 4)
  return reading.chunk.bytes.readUInt32LE(reading.at - 4)
}
