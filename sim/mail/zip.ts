/** A small ZIP writer: plain, ZipCrypto (what PPAP means nearly everywhere) and WinZip AES. */
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import type { Random } from '../random.ts'
import { encode } from './charset.ts'

export interface ZipFile {
  name: string
  content: Uint8Array
}

export interface ZipOptions {
  password?: string
  cipher?: 'zipcrypto' | 'aes'
  /** Windows' Explorer and Lhaplus write Shift_JIS without saying so */
  names?: 'shift_jis' | 'utf-8'
  random?: Random
}

const DATE = ((2026 - 1980) << 9) | (10 << 5) | 5
const TIME = (10 << 11) | (12 << 5)

export function zip(files: ZipFile[], options: ZipOptions = {}): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = encode(file.name, options.names === 'shift_jis' ? 'shift_jis' : 'utf-8')
    const one = entry(file.content, options)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(one.aes ? 51 : 20, 0)
    head.writeUInt16LE((options.password ? 1 : 0) | (options.names === 'shift_jis' ? 0 : 0x800), 2)
    head.writeUInt16LE(one.method, 4)
    head.writeUInt16LE(TIME, 6)
    head.writeUInt16LE(DATE, 8)
    head.writeUInt32LE(one.crc, 10)
    head.writeUInt32LE(one.data.length, 14)
    head.writeUInt32LE(file.content.length, 18)
    head.writeUInt16LE(name.length, 22)
    head.writeUInt16LE(one.extra.length, 24)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, one.extra, one.data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(0x20, 6) // archive attribute
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, name, one.extra]))
    locals.push(local)
    offset += local.length
  }
  const size = central.reduce((sum, one) => sum + one.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...central, end])
}

function entry(content: Uint8Array, { password, cipher, random }: ZipOptions) {
  const packed = deflateRawSync(content)
  const crc = crc32(content)
  if (!password) return { method: 8, crc, data: packed, extra: Buffer.alloc(0), aes: false }
  const salt = Buffer.from(Array.from({ length: 16 }, (_, i) => (random ? random.whole(0, 255) : i * 17)))
  if (cipher === 'aes') {
    const extra = Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, 8, 0])
    return { method: 99, crc: 0, data: aes(packed, password, salt), extra, aes: true }
  }
  const head = Buffer.concat([salt.subarray(0, 11), Buffer.of(crc >>> 24)])
  return {
    method: 8,
    crc,
    data: zipCrypto(Buffer.concat([head, packed]), password),
    extra: Buffer.alloc(0),
    aes: false,
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

/** PKWARE's traditional encryption (APPNOTE 6.1). */
function zipCrypto(plain: Uint8Array, password: string): Buffer {
  let [k0, k1, k2] = [0x12345678, 0x23456789, 0x34567890]
  const step = (crc: number, byte: number) => ((TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)) >>> 0
  const update = (byte: number) => {
    k0 = step(k0, byte)
    k1 = (Math.imul((k1 + (k0 & 255)) >>> 0, 134775813) + 1) >>> 0
    k2 = step(k2, k1 >>> 24)
  }
  for (const byte of Buffer.from(password, 'utf8')) update(byte)
  return Buffer.from(
    Uint8Array.from(plain, (byte) => {
      const t = (k2 | 2) & 0xffff
      const mask = (Math.imul(t, t ^ 1) >>> 8) & 255
      update(byte)
      return byte ^ mask
    }),
  )
}

/** WinZip's AE-2 with a 256-bit key. */
function aes(packed: Uint8Array, password: string, salt: Buffer): Buffer {
  const keys = pbkdf2Sync(password, salt, 1000, 66, 'sha1')
  const cipher = createCipheriv('aes-256-ecb', keys.subarray(0, 32), null).setAutoPadding(false)
  const out = Buffer.from(packed)
  for (let block = 0; block * 16 < out.length; block++) {
    const counter = Buffer.alloc(16)
    counter.writeUInt32LE(block + 1)
    const stream = cipher.update(counter)
    for (let i = 0; i < 16 && block * 16 + i < out.length; i++)
      out[block * 16 + i] = (out[block * 16 + i] ?? 0) ^ (stream[i] ?? 0)
  }
  const mac = createHmac('sha1', keys.subarray(32, 64)).update(out).digest().subarray(0, 10)
  return Buffer.concat([salt, keys.subarray(64, 66), out, mac])
}
