/** Files for tests, made in code: small ones of each kind, as their specifications want them, with nothing in them that could do harm. */
import { crc32, deflateRawSync } from 'node:zlib'
import createSevenZip from '7z-wasm'
import * as cfb from 'cfb'
import { NtExecutable, NtExecutableResource } from 'pe-library'
import { PNG } from 'pngjs'
import { Data, Resource } from 'resedit'
import type { Picture } from './picture.ts'

export interface ZipMember {
  name: string
  content: string | Uint8Array
  /** the name's bytes where they are not UTF-8, without the UTF-8 flag */
  raw?: Buffer
  /** what the local header calls it */
  local?: string
  stored?: boolean
  /** in place of `content`, which it gives when it is unpacked */
  deflated?: { data: Buffer; crc: number; bytes: number }
}

export function zip(members: ZipMember[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const member of members) {
    const content = Buffer.from(member.content)
    const { data, crc, bytes } = member.deflated ?? {
      data: member.stored ? content : deflateRawSync(content),
      crc: crc32(content),
      bytes: content.length,
    }
    const name = member.raw ?? Buffer.from(member.name)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(member.raw ? 0 : 0x800, 2)
    head.writeUInt16LE(member.stored ? 0 : 8, 4)
    head.writeUInt32LE(crc, 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(bytes, 18)
    const localName = member.local ? Buffer.from(member.local) : name
    const localHead = Buffer.from(head)
    localHead.writeUInt16LE(localName.length, 22)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), localHead, localName, data)
    head.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, name)
    at += 30 + localName.length + data.length
  }
  const directory = Buffer.concat(central)
  return Buffer.concat([...local, directory, endRecord(members.length, directory.length, at)])
}

export function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

const sevenZip = await (createSevenZip as unknown as typeof createSevenZip.default)({
  print: () => {},
  printErr: () => {},
})

/** An archive that 7-Zip makes: `format` 7z, zip, tar, xz, gzip … */
export function archive(format: string, members: Record<string, string | Uint8Array>, ...switches: string[]): Buffer {
  const fs = sevenZip.FS
  const names = Object.keys(members)
  fs.chdir('/')
  for (const [name, content] of Object.entries(members)) fs.writeFile(`/${name}`, content)
  sevenZip.callMain(['a', `-t${format}`, ...switches, '/made.out', ...names.map((name) => `/${name}`)])
  const made = Buffer.from(fs.readFile('/made.out'))
  for (const name of [...names, 'made.out']) fs.unlink(`/${name}`)
  return made
}

/** LHA, header level 0, stored (-lh0-). */
export function lzh(name: Buffer, content: string): Buffer {
  const data = Buffer.from(content)
  const head = Buffer.alloc(22)
  head.write('-lh0-', 2)
  head.writeUInt32LE(data.length, 7)
  head.writeUInt32LE(data.length, 11)
  head[19] = 0x20
  head[21] = name.length
  const whole = Buffer.concat([head, name, crc16(data)])
  whole[0] = whole.length - 2
  whole[1] = whole.subarray(2).reduce((sum, byte) => (sum + byte) & 0xff, 0)
  return Buffer.concat([whole, data, Buffer.from([0])])
}

function crc16(data: Buffer): Buffer {
  let crc = 0
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  const out = Buffer.alloc(2)
  out.writeUInt16LE(crc)
  return out
}

/** A cabinet with one stored file ([MS-CAB]). */
export function cab(name: string, content: string): Buffer {
  const data = Buffer.from(content)
  const file = Buffer.concat([Buffer.alloc(16), Buffer.from(`${name}\0`)])
  file.writeUInt32LE(data.length, 0)
  file.writeUInt16LE(0x20, 14)
  const [header, folder, block] = [Buffer.alloc(36), Buffer.alloc(8), Buffer.alloc(8)]
  const dataAt = 36 + 8 + file.length
  header.write('MSCF')
  header.writeUInt32LE(dataAt + 8 + data.length, 8)
  header.writeUInt32LE(44, 16)
  header.set([3, 1], 24)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(1, 28)
  folder.writeUInt32LE(dataAt, 0)
  folder.writeUInt16LE(1, 4)
  block.writeUInt16LE(data.length, 4)
  block.writeUInt16LE(data.length, 6)
  return Buffer.concat([header, folder, file, block, data])
}

/** A program of one section that holds `text`; a DLL with exports where names are given. */
export function program(options: { exports?: string[]; text?: Buffer | string; overlay?: Uint8Array } = {}): Buffer {
  const head = Buffer.alloc(0x400)
  head.write('MZ')
  head.writeUInt32LE(0x80, 60)
  head.write('This program cannot be run in DOS mode', 0x40)
  head.write('PE\0\0', 0x80)
  head.writeUInt16LE(0x8664, 0x84)
  head.writeUInt16LE(1, 0x86)
  head.writeUInt16LE(240, 0x94)
  head.writeUInt16LE(options.exports ? 0x2022 : 0x22, 0x96)
  head.writeUInt16LE(0x20b, 0x98)
  head.writeUInt32LE(16, 0x98 + 108)
  const exported = exportTable(options.exports ?? [], 0x1000)
  if (options.exports) head.writeUInt32LE(0x1000, 0x98 + 112)
  if (options.exports) head.writeUInt32LE(exported.length, 0x98 + 116)
  const body = Buffer.concat([exported, Buffer.from(options.text ?? '')])
  const section = Buffer.concat([body, Buffer.alloc((0x200 - (body.length % 0x200)) % 0x200)])
  const at = 0x98 + 240
  head.write('.text', at)
  head.writeUInt32LE(section.length, at + 8)
  head.writeUInt32LE(0x1000, at + 12)
  head.writeUInt32LE(section.length, at + 16)
  head.writeUInt32LE(0x400, at + 20)
  return Buffer.concat([head, section, options.overlay ?? Buffer.alloc(0)])
}

function exportTable(names: string[], address: number): Buffer {
  const head = Buffer.alloc(40 + names.length * 4)
  head.writeUInt32LE(names.length, 24)
  head.writeUInt32LE(address + 40, 32)
  const texts: Buffer[] = []
  let at = address + head.length
  names.forEach((name, i) => {
    head.writeUInt32LE(at, 40 + i * 4)
    texts.push(Buffer.from(`${name}\0`))
    at += name.length + 1
  })
  return Buffer.concat([head, ...texts])
}

/** A shortcut to a local path or a share, as Explorer writes one. */
export function shortcut(options: { target: string; arguments?: string; icon?: string; hidden?: boolean }): Buffer {
  const head = Buffer.alloc(76)
  head.writeUInt32LE(0x4c)
  Buffer.from('0114020000000000c000000000000046', 'hex').copy(head, 4)
  const share = options.target.startsWith('\\\\')
  const flags = 0x80 | 2 | (options.arguments ? 0x20 : 0) | (options.icon ? 0x40 : 0)
  head.writeUInt32LE(flags, 20)
  head.writeUInt32LE(options.hidden ? 7 : 1, 60)
  const strings = [options.arguments, options.icon].filter((one) => one !== undefined).map(counted)
  return Buffer.concat([
    head,
    share ? shareInfo(options.target) : localInfo(options.target),
    ...strings,
    Buffer.alloc(4),
  ])
}

function counted(text: string): Buffer {
  const size = Buffer.alloc(2)
  size.writeUInt16LE(text.length)
  return Buffer.concat([size, Buffer.from(text, 'utf16le')])
}

function localInfo(path: string): Buffer {
  const text = Buffer.from(`${path}\0`)
  const info = Buffer.alloc(28)
  info.writeUInt32LE(28 + text.length + 1, 0)
  info.writeUInt32LE(28, 4)
  info.writeUInt32LE(1, 8)
  info.writeUInt32LE(28, 16)
  info.writeUInt32LE(28 + text.length, 24)
  return Buffer.concat([info, text, Buffer.from([0])])
}

function shareInfo(path: string): Buffer {
  const [, , server, folder, ...rest] = path.split('\\')
  const name = Buffer.from(`\\\\${server}\\${folder}\0`)
  const suffix = Buffer.from(`${rest.join('\\')}\0`)
  const network = Buffer.alloc(20)
  network.writeUInt32LE(20 + name.length, 0)
  network.writeUInt32LE(20, 8)
  const info = Buffer.alloc(28)
  info.writeUInt32LE(28 + 20 + name.length + suffix.length, 0)
  info.writeUInt32LE(28, 4)
  info.writeUInt32LE(2, 8)
  info.writeUInt32LE(28, 20)
  info.writeUInt32LE(28 + 20 + name.length, 24)
  return Buffer.concat([info, network, name, suffix])
}

/** An ISO 9660 image with files in its root, names in Joliet's UTF-16. */
export function iso(files: Record<string, string | Uint8Array>): Buffer {
  const SECTOR = 2048
  const entries = Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content), at: 0 }))
  let next = 20
  for (const one of entries) {
    one.at = next
    next += Math.max(1, Math.ceil(one.content.length / SECTOR))
  }
  const image = Buffer.alloc(next * SECTOR)
  const both32 = (value: number) => {
    const out = Buffer.alloc(8)
    out.writeUInt32LE(value, 0)
    out.writeUInt32BE(value, 4)
    return out
  }
  const record = (name: Buffer, at: number, size: number, folder: boolean) => {
    const out = Buffer.alloc(33 + name.length + ((name.length + 1) % 2))
    out[0] = out.length
    both32(at).copy(out, 2)
    both32(size).copy(out, 10)
    out[25] = folder ? 2 : 0
    out.set([1, 0, 0, 1], 28)
    out[32] = name.length
    name.copy(out, 33)
    return out
  }
  const big = (name: string) => Buffer.from(name, 'utf16le').swap16()
  const root = (at: number) => record(Buffer.from([0]), at, SECTOR, true)
  const volume = (kind: number, folder: number) => {
    const out = Buffer.alloc(SECTOR)
    out[0] = kind
    out.write('CD001\x01', 1, 'latin1')
    both32(next).copy(out, 80)
    out.set([1, 0, 0, 1], 120)
    out.set([1, 0, 0, 1], 124)
    out.set([0, 8, 8, 0], 128)
    if (kind === 2) out.write('%/E', 88)
    root(folder).copy(out, 156)
    out[881] = 1
    return out
  }
  volume(1, 19).copy(image, 16 * SECTOR)
  volume(2, 19).copy(image, 17 * SECTOR)
  image.write('\xffCD001\x01', 18 * SECTOR, 'latin1')
  Buffer.concat([
    root(19),
    record(Buffer.from([1]), 19, SECTOR, true),
    ...entries.map((one) => record(big(one.name), one.at, one.content.length, false)),
  ]).copy(image, 19 * SECTOR)
  for (const one of entries) one.content.copy(image, one.at * SECTOR)
  return image
}

/** A container as [MS-OVBA] 2.4.1 has it, every byte a literal. */
export function compressed(source: string): Buffer {
  const text = Buffer.from(source)
  const chunks: Buffer[] = [Buffer.from([1])]
  for (let from = 0; from < text.length; from += 3600) {
    const parts: Buffer[] = []
    const piece = text.subarray(from, from + 3600)
    for (let at = 0; at < piece.length; at += 8) parts.push(Buffer.from([0]), piece.subarray(at, at + 8))
    const data = Buffer.concat(parts)
    const header = Buffer.alloc(2)
    header.writeUInt16LE(0xb000 | (data.length - 1))
    chunks.push(header, data)
  }
  return Buffer.concat(chunks)
}

/** A project with one module, as it stands in `.doc` files and in `vbaProject.bin`. */
export function vbaProject(source: string, streams: Record<string, Uint8Array> = {}): Buffer {
  const module = Buffer.concat([Buffer.alloc(40, 7), compressed(`Attribute VB_Name = "ThisDocument"\r\n${source}`)])
  return compound({ '/Macros/VBA/ThisDocument': module, '/Macros/VBA/dir': Buffer.from([1]), ...streams })
}

export function compound(streams: Record<string, Uint8Array>): Buffer {
  const container = cfb.utils.cfb_new()
  for (const [path, content] of Object.entries(streams)) cfb.utils.cfb_add(container, path, Buffer.from(content))
  return Buffer.from(cfb.write(container, { type: 'buffer' }))
}

/** The stream of a package: label, paths, and the file itself ([MS-OLEDS] and what Packager writes). */
export function packageStream(name: string, content: string | Uint8Array): Buffer {
  const data = Buffer.from(content)
  const path = Buffer.from(`C:\\${name}\0`)
  const size = (value: number) => {
    const out = Buffer.alloc(4)
    out.writeUInt32LE(value)
    return out
  }
  const body = Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(`${name}\0`),
    path,
    Buffer.from([0, 0, 3, 0]),
    size(path.length),
    path,
    size(data.length),
    data,
  ])
  return Buffer.concat([size(body.length), body])
}

/** A Word document of a few parts. */
export function wordDocument(parts: Record<string, string | Uint8Array> = {}): Buffer {
  return officeFile({ 'word/document.xml': '<w:document><w:t>議事録</w:t></w:document>', ...parts })
}

/** Office Open XML of these parts. */
export const officeFile = (parts: Record<string, string | Uint8Array>): Buffer =>
  zip(Object.entries({ '[Content_Types].xml': '<Types/>', ...parts }).map(([name, content]) => ({ name, content })))

/** OpenDocument: `kind` text, presentation, spreadsheet; what stands in the body. */
export const openDocument = (kind: string, body: string, parts: Record<string, string | Uint8Array> = {}): Buffer =>
  zip(
    Object.entries({
      mimetype: `application/vnd.oasis.opendocument.${kind}`,
      'META-INF/manifest.xml': '<manifest:manifest/>',
      'content.xml': `<office:document-content><office:automatic-styles><number:text>年</number:text></office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
      ...parts,
    }).map(([name, content]) => ({ name, content })),
  )

/** A program with an icon, as a linker would leave it. */
export function programWith(images: { width: number; bytes: Buffer }[]): Buffer {
  const exe = NtExecutable.createEmpty()
  const resources = NtExecutableResource.from(exe)
  const icons = images.map(({ width, bytes }) =>
    Data.RawIconItem.from(new Uint8Array(bytes).buffer, width % 256, width % 256, 32),
  )
  Resource.IconGroupEntry.replaceIconsForResource(resources.entries, 1, 1041, icons)
  resources.outputResource(exe)
  return Buffer.from(exe.generate())
}

export function png({ width, height, pixels }: Picture): Buffer {
  const image = new PNG({ width, height })
  image.data = Buffer.from(pixels)
  return PNG.sync.write(image)
}
