/** One chunk of a Windows event log: its records in their order, each as one line of XML, and what of them could not be read. */
import { crc32 } from 'node:zlib'
import { Damaged, eventXml, openChunk } from './evtx-xml.ts'

export const CHUNK_SIZE = 65_536

export interface ReadChunk {
  events: string[]
  /** records that are there, or ought to be by the chunk's own count, and could not be read */
  lost: number
  /** its checksums hold, or it has none yet */
  intact: boolean
}

const HEADER = 512
const RECORD = Buffer.from('**\0\0', 'latin1')
const SMALLEST_RECORD = 28
const MOST_RECORDS = CHUNK_SIZE / SMALLEST_RECORD

/** null: never used. `bytes` may be short where the file was cut. */
export function readChunk(bytes: Buffer): ReadChunk | null {
  const isChunk = bytes.toString('latin1', 0, 8) === 'ElfChnk\0'
  if (!isChunk && bytes.every((byte) => byte === 0)) return null
  if (bytes.length < HEADER) return { events: [], lost: 1, intact: false }
  const free = isChunk ? Math.min(Math.max(bytes.readUInt32LE(48), HEADER), bytes.length) : bytes.length
  const { events, lost } = readRecords(bytes, free)
  const counted = isChunk ? Number(bytes.readBigUInt64LE(16) - bytes.readBigUInt64LE(8)) + 1 : 0
  const missing = counted > 0 && counted <= MOST_RECORDS ? counted - events.length : 0
  return { events, lost: Math.max(lost, missing), intact: isChunk && checksumsHold(bytes, free) }
}

function readRecords(bytes: Buffer, free: number): { events: string[]; lost: number } {
  const chunk = openChunk(bytes)
  const events: string[] = []
  let lost = 0
  let last = -1n
  for (let at = HEADER; at + SMALLEST_RECORD <= bytes.length; ) {
    const size = sizeOfRecord(bytes, at)
    // Behind what the header knows of stand events that were written since, one number after the other, or what a former round left.
    if (at >= free && (size === null || bytes.readBigUInt64LE(at + 8) !== last + 1n)) break
    if (size === null) {
      const next = nextRecord(bytes, at + 1, free)
      if (bytes.subarray(at, next ?? free).some((byte) => byte !== 0)) lost++
      if (next === null) break
      at = next
      continue
    }
    last = bytes.readBigUInt64LE(at + 8)
    try {
      events.push(oneLine(eventXml(chunk, at + 24, at + size - 4)))
    } catch (error) {
      if (!(error instanceof Damaged)) throw error
      lost++
    }
    at += size
  }
  return { events, lost }
}

/** null where no whole record stands: its size is told at both ends. */
function sizeOfRecord(bytes: Buffer, at: number): number | null {
  if (at + SMALLEST_RECORD > bytes.length || !bytes.subarray(at, at + 4).equals(RECORD)) return null
  const size = bytes.readUInt32LE(at + 4)
  if (size < SMALLEST_RECORD || at + size > bytes.length) return null
  return bytes.readUInt32LE(at + size - 4) === size ? size : null
}

function nextRecord(bytes: Buffer, from: number, free: number): number | null {
  for (let at = bytes.indexOf(RECORD, from); at >= 0 && at < free; at = bytes.indexOf(RECORD, at + 1))
    if (sizeOfRecord(bytes, at) !== null) return at
  return null
}

const NO_CHECKSUMS = 1 | 4 // being written; or none wanted

function checksumsHold(bytes: Buffer, free: number): boolean {
  if (bytes.readUInt32LE(120) & NO_CHECKSUMS) return true
  return (
    crc32(bytes.subarray(HEADER, free)) === bytes.readUInt32LE(52) &&
    crc32(bytes.subarray(128, HEADER), crc32(bytes.subarray(0, 120))) === bytes.readUInt32LE(124)
  )
}

/** As an exported event becomes one line, see records.ts. */
function oneLine(xml: string): string {
  if (!/[\r\n]/.test(xml)) return xml
  return xml
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ')
}
