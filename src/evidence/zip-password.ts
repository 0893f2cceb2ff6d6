/** Encrypted ZIP entries: PKWARE's traditional encryption (APPNOTE 6.1) and WinZip's AES (AE-1, AE-2), opened in memory. */
import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'

export interface EncryptedEntry {
  compressionMethod: number
  generalPurposeBitFlag: number
  lastModFileTime: number
  crc32: number
  uncompressedSize: number
  extraFields: { id: number; data: Buffer }[]
}

/** The content and the password that opened it, or null where none did (or the method is unknown). `raw`: the bytes as they stand in the archive. */
export function openEntry(
  raw: Buffer,
  entry: EncryptedEntry,
  passwords: string[],
): { content: Buffer; password: string } | null {
  const aes = entry.extraFields.find((field) => field.id === 0x9901)?.data
  for (const password of passwords) {
    try {
      const content =
        entry.compressionMethod === 99 && aes
          ? openAes(raw, entry, aes, password)
          : openTraditional(raw, entry, password)
      if (content) return { content, password }
    } catch {
      // inflate refuses what a wrong password gave: the next one
    }
  }
  return null
}

function unpacked(data: Buffer, method: number, size: number): Buffer | null {
  if (method === 0) return data
  return method === 8 ? inflateRawSync(data, { maxOutputLength: Math.max(1, size) }) : null
}

const HEADER = 12 // bytes of noise before the data; the last one checks the password

function openTraditional(raw: Buffer, entry: EncryptedEntry, password: string): Buffer | null {
  if (raw.length < HEADER) return null
  const keys = Uint32Array.of(0x12345678, 0x23456789, 0x34567890)
  for (const byte of Buffer.from(password, 'utf8')) update(keys, byte)
  const clear = Buffer.allocUnsafe(raw.length)
  // bit 3: the checksum was not yet known when the header was written, the time was
  const check = entry.generalPurposeBitFlag & 8 ? entry.lastModFileTime >>> 8 : entry.crc32 >>> 24
  for (let i = 0; i < raw.length; i++) {
    const key = ((keys[2] as number) | 2) & 0xffff
    const byte = (raw[i] as number) ^ ((Math.imul(key, key ^ 1) >>> 8) & 0xff)
    update(keys, byte)
    clear[i] = byte
    if (i === HEADER - 1 && byte !== (check & 0xff) && byte !== entry.crc32 >>> 24) return null
  }
  const content = unpacked(clear.subarray(HEADER), entry.compressionMethod, entry.uncompressedSize)
  return content && crc32(content) === entry.crc32 ? content : null
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function update(keys: Uint32Array, byte: number): void {
  keys[0] = (TABLE[((keys[0] as number) ^ byte) & 0xff] as number) ^ ((keys[0] as number) >>> 8)
  keys[1] = Math.imul((keys[1] as number) + ((keys[0] as number) & 0xff), 134775813) + 1
  const last = keys[2] as number
  keys[2] = (TABLE[(last ^ ((keys[1] as number) >>> 24)) & 0xff] as number) ^ (last >>> 8)
}

function openAes(raw: Buffer, entry: EncryptedEntry, field: Buffer, password: string): Buffer | null {
  const version = field.readUInt16LE(0)
  const keyBytes = [0, 16, 24, 32][field[4] ?? 0] ?? 0
  const saltBytes = keyBytes / 2
  if (keyBytes === 0 || raw.length < saltBytes + 12) return null
  const derived = pbkdf2Sync(password, raw.subarray(0, saltBytes), 1000, keyBytes * 2 + 2, 'sha1')
  if (!derived.subarray(keyBytes * 2).equals(raw.subarray(saltBytes, saltBytes + 2))) return null
  const data = raw.subarray(saltBytes + 2, raw.length - 10)
  const mac = createHmac('sha1', derived.subarray(keyBytes, keyBytes * 2))
    .update(data)
    .digest()
    .subarray(0, 10)
  if (!timingSafeEqual(mac, raw.subarray(raw.length - 10))) return null
  const content = unpacked(
    counterMode(data, derived.subarray(0, keyBytes)),
    field.readUInt16LE(5),
    entry.uncompressedSize,
  )
  return content && (version === 2 || crc32(content) === entry.crc32) ? content : null
}

/** CTR with a little-endian counter from 1, which node:crypto's own CTR mode does not have. */
function counterMode(data: Buffer, key: Buffer): Buffer {
  const out = Buffer.allocUnsafe(data.length)
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  const BLOCKS = 4096
  for (let start = 0; start < data.length; start += BLOCKS * 16) {
    const counters = Buffer.alloc(BLOCKS * 16)
    for (let block = 0; block < BLOCKS; block++) counters.writeUInt32LE(start / 16 + block + 1, block * 16)
    const stream = cipher.update(counters)
    const end = Math.min(start + BLOCKS * 16, data.length)
    for (let i = start; i < end; i++) out[i] = (data[i] as number) ^ (stream[i - start] as number)
  }
  return out
}
