/**
 * The two encryptions of ZIP: PKWARE's traditional one (APPNOTE 6.1) and WinZip's AES (AE-1, AE-2). A wrong password shows before anything is
 * unpacked: one byte of the header, or two of the key derivation; what passes is confirmed by the CRC or the authentication code.
 */
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'

/** What of an entry's header the decryption needs. */
export interface EncryptedZipEntry {
  /** 1, 2, 3 = AES-128, 192, 256; 0 = the traditional encryption */
  aes: number
  flags: number
  time: number
  crc: number
}

/** The compressed data in clear, or null where the password does not fit. */
export function decrypt(data: Buffer, entry: EncryptedZipEntry, password: string): Buffer | null {
  return entry.aes > 0 ? decryptAes(data, entry.aes, password) : decryptTraditional(data, entry, Buffer.from(password))
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})
const crcStep = (crc: number, byte: number) => ((crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0)) >>> 0

function decryptTraditional(data: Buffer, entry: EncryptedZipEntry, password: Buffer): Buffer | null {
  let [a, b, c] = [0x12345678, 0x23456789, 0x34567890]
  const update = (byte: number) => {
    a = crcStep(a, byte)
    b = (Math.imul((b + (a & 0xff)) >>> 0, 134775813) + 1) >>> 0
    c = crcStep(c, b >>> 24)
  }
  const next = (byte: number) => {
    const mix = (c | 2) & 0xffff
    const clear = byte ^ ((Math.imul(mix, mix ^ 1) >>> 8) & 0xff)
    update(clear)
    return clear
  }
  for (const byte of password) update(byte)
  let check = 0
  for (let i = 0; i < 12; i++) check = next(data[i] ?? 0)
  // with a data descriptor the CRC was not known yet, and the time stands in
  const expected = entry.flags & 8 ? entry.time >>> 8 : entry.crc >>> 24
  if (check !== expected && check !== entry.crc >>> 24) return null
  const clear = Buffer.allocUnsafe(Math.max(0, data.length - 12))
  for (let i = 0; i < clear.length; i++) clear[i] = next(data[i + 12] ?? 0)
  return clear
}

const AES = [
  { salt: 0, key: 0 },
  { salt: 8, key: 16 },
  { salt: 12, key: 24 },
  { salt: 16, key: 32 },
]

function decryptAes(data: Buffer, strength: number, password: string): Buffer | null {
  const size = AES[strength]
  if (!size || size.key === 0 || data.length < size.salt + 12) return null
  const derived = pbkdf2Sync(password, data.subarray(0, size.salt), 1000, size.key * 2 + 2, 'sha1')
  const verifier = data.subarray(size.salt, size.salt + 2)
  if (!derived.subarray(size.key * 2).equals(verifier)) return null
  const body = data.subarray(size.salt + 2, -10)
  const code = createHmac('sha1', derived.subarray(size.key, size.key * 2))
    .update(body)
    .digest()
  if (!code.subarray(0, 10).equals(data.subarray(-10))) return null
  return counterMode(body, derived.subarray(0, size.key))
}

/** AES in counter mode with a counter that runs little-endian from 1, which OpenSSL's own counter mode does not know. */
function counterMode(body: Buffer, key: Buffer): Buffer {
  const blocks = Math.ceil(body.length / 16)
  const counters = Buffer.alloc(blocks * 16)
  for (let i = 0; i < blocks; i++) counters.writeUInt32LE(i + 1, i * 16)
  const stream = createCipheriv(`aes-${key.length * 8}-ecb`, key, null)
    .setAutoPadding(false)
    .update(counters)
  for (let i = 0; i < body.length; i++) stream[i] = (stream[i] ?? 0) ^ (body[i] ?? 0)
  return stream.subarray(0, body.length)
}
