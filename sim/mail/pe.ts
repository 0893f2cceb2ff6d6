/**
 * The headers of a Windows program that never runs: no code but a return, and a subsystem that the loader refuses. With the icon, the
 * exported names and the data behind it that inspections look at.
 */
import { icon, type Looks } from './icon.ts'

export interface Program {
  icon?: Looks
  /** a DLL that exports these */
  exports?: string[]
  /** texts of the version resource */
  company?: string
  /** data behind the sections, as self-extracting archives have it */
  overlay?: Uint8Array
  /** bytes that differ from one program to the next */
  filling?: Uint8Array
}

const ALIGN = 0x200
const PAGE = 0x1000
const DLL = 0x2000

export function program(one: Program): Buffer {
  const code = Buffer.concat([Buffer.of(0x31, 0xc0, 0xc3), one.filling ?? Buffer.alloc(0)])
  const sections: { name: string; rva: number; data: Buffer; flags: number }[] = []
  const add = (name: string, flags: number, build: (rva: number) => Buffer) => {
    const last = sections.at(-1)
    const rva = last ? last.rva + Math.ceil(last.data.length / PAGE) * PAGE : PAGE
    const data = build(rva)
    sections.push({ name, rva, data, flags })
    return { rva, size: data.length }
  }
  add('.text', 0x60000020, () => code)
  const exported = one.exports ? add('.edata', 0x40000040, (rva) => exportTable(one.exports ?? [], rva)) : null
  const resources =
    one.icon || one.company ? add('.rsrc', 0x40000040, (rva) => resourceTree(one.icon, one.company ?? '', rva)) : null

  const head = Buffer.alloc(ALIGN * 2)
  head.write('MZ', 'latin1')
  head.writeUInt32LE(0x80, 0x3c)
  head.write('This program cannot be run in DOS mode.', 0x4e, 'latin1')
  head.write('PE\0\0', 0x80, 'latin1')
  head.writeUInt16LE(0x14c, 0x84)
  head.writeUInt16LE(sections.length, 0x86)
  head.writeUInt32LE(0x68e00000, 0x88)
  head.writeUInt16LE(0xe0, 0x94)
  head.writeUInt16LE(0x102 | (one.exports ? DLL : 0), 0x96)
  const optional = 0x98
  head.writeUInt16LE(0x10b, optional)
  head.writeUInt32LE(code.length, optional + 4)
  head.writeUInt32LE(PAGE, optional + 16) // entry point: the return
  head.writeUInt32LE(PAGE, optional + 20)
  head.writeUInt32LE(0x400000, optional + 28)
  head.writeUInt32LE(PAGE, optional + 32)
  head.writeUInt32LE(ALIGN, optional + 36)
  head.writeUInt16LE(6, optional + 40)
  head.writeUInt16LE(6, optional + 48)
  const end = sections.at(-1)
  head.writeUInt32LE((end?.rva ?? 0) + Math.ceil((end?.data.length ?? 0) / PAGE) * PAGE, optional + 56)
  head.writeUInt32LE(head.length, optional + 60)
  head.writeUInt16LE(0, optional + 68) // subsystem unknown: Windows doesn't load it
  head.writeUInt32LE(16, optional + 92)
  if (exported) writeDirectory(head, optional + 96, exported)
  if (resources) writeDirectory(head, optional + 96 + 16, resources)
  let raw = head.length
  const bodies: Buffer[] = []
  for (const [i, section] of sections.entries()) {
    const at = optional + 0xe0 + i * 40
    const size = Math.ceil(section.data.length / ALIGN) * ALIGN
    head.write(section.name, at, 'latin1')
    head.writeUInt32LE(section.data.length, at + 8)
    head.writeUInt32LE(section.rva, at + 12)
    head.writeUInt32LE(size, at + 16)
    head.writeUInt32LE(raw, at + 20)
    head.writeUInt32LE(section.flags, at + 36)
    bodies.push(Buffer.concat([section.data, Buffer.alloc(size - section.data.length)]))
    raw += size
  }
  return Buffer.concat([head, ...bodies, one.overlay ?? Buffer.alloc(0)])
}

function writeDirectory(head: Buffer, at: number, { rva, size }: { rva: number; size: number }): void {
  head.writeUInt32LE(rva, at)
  head.writeUInt32LE(size, at + 4)
}

function exportTable(names: string[], rva: number): Buffer {
  const n = names.length
  const table = Buffer.alloc(40 + n * 10)
  const texts = ['addin.xll', ...names].map((name) => Buffer.from(`${name}\0`, 'latin1'))
  const places: number[] = []
  let at = rva + table.length
  for (const text of texts) {
    places.push(at)
    at += text.length
  }
  table.writeUInt32LE(places[0] ?? 0, 12)
  table.writeUInt32LE(1, 16)
  table.writeUInt32LE(n, 20)
  table.writeUInt32LE(n, 24)
  table.writeUInt32LE(rva + 40, 28)
  table.writeUInt32LE(rva + 40 + n * 4, 32)
  table.writeUInt32LE(rva + 40 + n * 8, 36)
  for (let i = 0; i < n; i++) {
    table.writeUInt32LE(PAGE, 40 + i * 4)
    table.writeUInt32LE(places[i + 1] ?? 0, 40 + n * 4 + i * 4)
    table.writeUInt16LE(i, 40 + n * 8 + i * 2)
  }
  return Buffer.concat([table, ...texts])
}

const [ICON, GROUP, VERSION] = [3, 14, 16]

/** Type → id → language → data, each with one entry. */
function resourceTree(looks: Looks | undefined, company: string, rva: number): Buffer {
  const leaves: [number, Buffer][] = []
  if (looks) {
    const picture = icon(looks)
    const group = Buffer.alloc(20)
    group.writeUInt16LE(1, 2)
    group.writeUInt16LE(1, 4)
    group.set([32, 32, 0, 0], 6)
    group.writeUInt16LE(1, 10)
    group.writeUInt16LE(32, 12)
    group.writeUInt32LE(picture.length, 14)
    group.writeUInt16LE(1, 18)
    leaves.push([ICON, picture], [GROUP, group])
  }
  if (company) leaves.push([VERSION, versionInfo(company)])
  const directory = (id: number, target: number, more = 1) => {
    const out = Buffer.alloc(16 + 8 * more)
    out.writeUInt16LE(more, 14)
    out.writeUInt32LE(id, 16)
    out.writeUInt32LE(target, 20)
    return out
  }
  const n = leaves.length
  const level2 = 16 + 8 * n
  const entries = level2 + n * 48
  const root = Buffer.alloc(level2)
  root.writeUInt16LE(n, 14)
  const middle: Buffer[] = []
  const data: Buffer[] = []
  let at = entries + n * 16
  for (const [i, [type, content]] of leaves.entries()) {
    root.writeUInt32LE(type, 16 + i * 8)
    root.writeUInt32LE((0x80000000 + level2 + i * 48) >>> 0, 20 + i * 8)
    middle.push(directory(1, (0x80000000 + level2 + i * 48 + 24) >>> 0), directory(1041, entries + i * 16))
    const describe = Buffer.alloc(16)
    describe.writeUInt32LE(rva + at, 0)
    describe.writeUInt32LE(content.length, 4)
    data.push(describe)
    at += Math.ceil(content.length / 4) * 4
  }
  const contents = leaves.map(([, content]) => Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]))
  return Buffer.concat([root, ...middle, ...data, ...contents])
}

/** VS_VERSIONINFO with the one text that matters here. */
function versionInfo(company: string): Buffer {
  const block = (key: string, value: Buffer, children: Buffer[], text: boolean): Buffer => {
    const name = Buffer.from(`${key}\0`, 'utf16le')
    const pad = (length: number) => Buffer.alloc((4 - (length % 4)) % 4)
    const head = Buffer.concat([Buffer.alloc(6), name])
    const body = Buffer.concat([head, pad(head.length), value, pad(value.length), ...children])
    body.writeUInt16LE(body.length, 0)
    body.writeUInt16LE(text ? value.length / 2 : value.length, 2)
    body.writeUInt16LE(text ? 1 : 0, 4)
    return body
  }
  const fixed = Buffer.alloc(52)
  fixed.writeUInt32LE(0xfeef04bd, 0)
  fixed.writeUInt32LE(0x10000, 4)
  const string = block('CompanyName', Buffer.from(`${company}\0`, 'utf16le'), [], true)
  const table = block('041104b0', Buffer.alloc(0), [string], true)
  return block('VS_VERSION_INFO', fixed, [block('StringFileInfo', Buffer.alloc(0), [table], true)], false)
}
