/**
 * The directory of a ZIP (PKWARE APPNOTE 6.3), read with suspicion: names in CP932 without the UTF-8 flag, Info-ZIP's Unicode names, a second
 * directory that another program would believe, entries that overlap, local names that differ, and archives that lost their directory.
 */
import { crc32 } from 'node:zlib'

export interface ZipEntry {
  name: string
  /** as the local header calls it where that differs, else '' */
  local_name: string
  method: number // of the data: for AES the one below the encryption
  encrypted: boolean
  /** 1, 2, 3 = AES-128, 192, 256; 0 = none */
  aes: number
  /** AE-1 keeps the CRC, AE-2 does not */
  aes_version: number
  flags: number
  crc: number
  time: number
  packed: number
  bytes: number
  /** where the data begins; -1 = its local header is not there */
  data: number
  folder: boolean
}

export interface ZipDirectory {
  entries: ZipEntry[]
  /** every directory beside the one that most programs read */
  others: ZipEntry[][]
  overlapping: boolean
  /** the directory is gone: entries are from local headers */
  damaged: boolean
}

export function readDirectory(bytes: Buffer, limit: number): ZipDirectory {
  const ends = endRecords(bytes)
  const main = ends[0]
  if (!main) return { entries: localEntries(bytes, limit), others: [], overlapping: false, damaged: true }
  const entries = centralEntries(bytes, main, limit)
  const ranges = entries.filter((one) => one.data >= 0).map((one) => [one.data, one.data + one.packed] as const)
  const inside = (at: number) => ranges.some(([from, to]) => at >= from && at < to)
  const others = ends
    .slice(1, 20)
    .filter((end) => !inside(end.at) && end.start !== main.start)
    .map((end) => centralEntries(bytes, end, limit))
    .filter((other) => other.length > 0)
  return { entries, others, overlapping: overlap(ranges), damaged: entries.length < Math.min(main.count, limit) }
}

/** A byte that two entries use: honest packers never share, bombs do. */
function overlap(ranges: (readonly [number, number])[]): boolean {
  const sorted = ranges.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0])
  return sorted.some(([from], i) => i > 0 && from < (sorted[i - 1]?.[1] ?? 0))
}

interface EndRecord {
  at: number
  /** where the central directory starts, and by how much everything is shifted (data before the archive, as in self-extractors) */
  start: number
  shift: number
  count: number
}

/** Every end record with a directory before it, the last in the file first. */
function endRecords(bytes: Buffer): EndRecord[] {
  const found: EndRecord[] = []
  for (let at = bytes.lastIndexOf('PK\x05\x06', bytes.length, 'latin1'); at >= 0 && found.length < 20; ) {
    const end = endRecord(bytes, at)
    if (end) found.push(end)
    if (at === 0) break
    at = bytes.lastIndexOf('PK\x05\x06', at - 1, 'latin1')
  }
  return found
}

function endRecord(bytes: Buffer, at: number): EndRecord | null {
  if (at + 22 > bytes.length) return null
  let [count, size, offset, tail] = [
    bytes.readUInt16LE(at + 10),
    bytes.readUInt32LE(at + 12),
    bytes.readUInt32LE(at + 16),
    at,
  ]
  const locator = at - 20
  if (locator >= 0 && bytes.toString('latin1', locator, locator + 4) === 'PK\x06\x07') {
    const wide = bytes.lastIndexOf('PK\x06\x06', locator, 'latin1')
    if (wide >= 0 && wide + 56 <= bytes.length) {
      count = Number(bytes.readBigUInt64LE(wide + 32))
      size = Number(bytes.readBigUInt64LE(wide + 40))
      offset = Number(bytes.readBigUInt64LE(wide + 48))
      tail = wide
    }
  }
  const start = tail - size
  if (count === 0) return null
  if (start >= 0 && isCentral(bytes, start)) return { at, start, shift: start - offset, count }
  return offset < bytes.length && isCentral(bytes, offset) ? { at, start: offset, shift: 0, count } : null
}

const isCentral = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + 4) === 'PK\x01\x02'

function centralEntries(bytes: Buffer, end: EndRecord, limit: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  for (let at = end.start; entries.length < limit && at + 46 <= bytes.length && isCentral(bytes, at); ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((i) => bytes.readUInt16LE(at + i)) as [
      number,
      number,
      number,
    ]
    const raw = bytes.subarray(at + 46, at + 46 + nameLength)
    const extra = fields(bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength))
    const sizes = wideSizes(
      extra.get(1),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    )
    entries.push(
      located(bytes, sizes.offset + end.shift, {
        ...described(raw, extra, bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)),
        crc: bytes.readUInt32LE(at + 16),
        time: bytes.readUInt16LE(at + 12),
        packed: sizes.packed,
        bytes: sizes.bytes,
      }),
    )
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

/** What the name, the extra fields and the flags say. */
function described(raw: Buffer, extra: Map<number, Buffer>, flags: number, method: number) {
  const aes = extra.get(0x9901)
  const name = nameOf(raw, flags, extra.get(0x7075))
  return {
    name,
    local_name: '',
    flags,
    encrypted: (flags & 1) === 1,
    method: method === 99 && aes && aes.length >= 7 ? aes.readUInt16LE(5) : method,
    aes: method === 99 ? (aes?.[4] ?? 0) : 0,
    aes_version: method === 99 && aes && aes.length >= 2 ? aes.readUInt16LE(0) : 0,
    folder: /[/\\]$/.test(name),
  }
}

function located(bytes: Buffer, at: number, entry: Omit<ZipEntry, 'data'>): ZipEntry {
  if (at < 0 || at + 30 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PK\x03\x04')
    return { ...entry, data: -1 }
  const nameLength = bytes.readUInt16LE(at + 26)
  const extraLength = bytes.readUInt16LE(at + 28)
  const raw = bytes.subarray(at + 30, at + 30 + nameLength)
  const extra = fields(bytes.subarray(at + 30 + nameLength, at + 30 + nameLength + extraLength))
  const local = nameOf(raw, bytes.readUInt16LE(at + 6), extra.get(0x7075))
  const same = local.replaceAll('\\', '/') === entry.name.replaceAll('\\', '/')
  return { ...entry, local_name: same ? '' : local, data: at + 30 + nameLength + extraLength }
}

/** A ZIP that was cut: what the local headers tell, one after the other. */
function localEntries(bytes: Buffer, limit: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  for (
    let at = bytes.indexOf('PK\x03\x04', 0, 'latin1');
    at >= 0 && at + 30 <= bytes.length && entries.length < limit;
  ) {
    const nameLength = bytes.readUInt16LE(at + 26)
    const extraLength = bytes.readUInt16LE(at + 28)
    const raw = bytes.subarray(at + 30, at + 30 + nameLength)
    const extra = fields(bytes.subarray(at + 30 + nameLength, at + 30 + nameLength + extraLength))
    const data = at + 30 + nameLength + extraLength
    const packed = bytes.readUInt32LE(at + 18)
    const next = bytes.indexOf('PK\x03\x04', data + packed, 'latin1')
    entries.push({
      ...described(raw, extra, bytes.readUInt16LE(at + 6), bytes.readUInt16LE(at + 8)),
      crc: bytes.readUInt32LE(at + 14),
      time: bytes.readUInt16LE(at + 10),
      packed: packed > 0 ? packed : (next < 0 ? bytes.length : next) - data,
      bytes: bytes.readUInt32LE(at + 22),
      data,
    })
    at = next
  }
  return entries
}

function fields(extra: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>()
  for (let at = 0; at + 4 <= extra.length; ) {
    const size = extra.readUInt16LE(at + 2)
    found.set(extra.readUInt16LE(at), extra.subarray(at + 4, at + 4 + size))
    at += 4 + size
  }
  return found
}

/** ZIP64: only what is full in the short field stands in the long one, in this order. */
function wideSizes(wide: Buffer | undefined, bytes: number, packed: number, offset: number) {
  let at = 0
  const next = (short: number) => {
    if (short !== 0xffffffff || !wide || at + 8 > wide.length) return short
    at += 8
    return Number(wide.readBigUInt64LE(at - 8))
  }
  return { bytes: next(bytes), packed: next(packed), offset: next(offset) }
}

/** UTF-8 by flag or by Info-ZIP's field; without either what Windows in Japan writes (CP932), unless the bytes are plainly UTF-8 (macOS). */
export function nameOf(raw: Buffer, flags: number, unicode: Buffer | undefined): string {
  if (unicode && unicode.length > 5 && unicode.readUInt32LE(1) === crc32(raw)) return unicode.toString('utf8', 5)
  if (flags & 0x800) return raw.toString('utf8')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('shift_jis').decode(raw)
  }
}
