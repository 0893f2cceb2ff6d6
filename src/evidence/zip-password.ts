/** An encrypted ZIP entry among the evidence, opened in memory with the first password that fits. */
import { crc32, inflateRawSync } from 'node:zlib'
import { decrypt } from './zip-crypto.ts'

export interface ListedEntry {
  compressionMethod: number
  generalPurposeBitFlag: number
  lastModFileTime: number
  crc32: number
  uncompressedSize: number
  extraFields: { id: number; data: Buffer }[]
}

/** `raw`: the bytes as they stand in the archive. Null where no password fits, or the method is unknown. */
export function openEntry(raw: Buffer, entry: ListedEntry, passwords: string[]): Buffer | null {
  const winzip = entry.extraFields.find((field) => field.id === 0x9901)?.data // WinZip's AES field: version, "AE", strength, method
  const [version, aes, method] = winzip
    ? [winzip.readUInt16LE(0), winzip[4] ?? 0, winzip.readUInt16LE(5)]
    : [1, 0, entry.compressionMethod]
  const header = { aes, flags: entry.generalPurposeBitFlag, time: entry.lastModFileTime, crc: entry.crc32 }
  for (const password of passwords) {
    try {
      const packed = decrypt(raw, header, password)
      const content = packed && (method === 0 ? packed : inflated(packed, method, entry.uncompressedSize))
      if (content && (version === 2 || crc32(content) === entry.crc32)) return content
    } catch {
      // inflate refuses what a wrong password gave: the next one
    }
  }
  return null
}

function inflated(packed: Buffer, method: number, size: number): Buffer | null {
  return method === 8 ? inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }) : null
}
