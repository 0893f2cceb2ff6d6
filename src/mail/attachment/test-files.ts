/** Programs, shortcuts, documents and pictures for tests, made in code: small ones of each kind, as their specifications want them, with nothing in them that could do harm. */
import * as cfb from 'cfb'
import { NtExecutable, NtExecutableResource } from 'pe-library'
import { PNG } from 'pngjs'
import { Data, Resource } from 'resedit'
import type { Picture } from './picture.ts'
import { zip } from './test-archives.ts'

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
