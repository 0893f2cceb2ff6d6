/** Archives and images for tests, made in code as their specifications want them. */
import { crc32, deflateRawSync } from 'node:zlib'
import createSevenZip from '7z-wasm'

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
