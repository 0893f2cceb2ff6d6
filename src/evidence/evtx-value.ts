/** Values of Windows' binary XML ([MS-EVEN6] 2.2.12) as the event viewer writes them. The record says each value's type and length; no value reads beyond it. */
import { decodeUnlabelled } from './charset.ts'

export const NULL = 0x00
export const BINARY_XML = 0x21
const ARRAY = 0x80

/** One text; of an array, one of each of its elements. */
export function valueTexts(type: number, bytes: Buffer): string[] {
  if (type < ARRAY) return [scalar(type, bytes)]
  const of = type - ARRAY
  if (of === 0x01) return strings(bytes.toString('utf16le'))
  if (of === 0x02) return strings(decodeUnlabelled(bytes))
  const size = SIZES[of] ?? 0
  if (bytes.length === 0) return ['']
  if (size === 0 || bytes.length % size !== 0) return [hex(bytes)]
  return Array.from({ length: bytes.length / size }, (_, i) => scalar(of, bytes.subarray(i * size, (i + 1) * size)))
}

const SIZES: Record<number, number> = {
  3: 1,
  4: 1,
  5: 2,
  6: 2,
  7: 4,
  8: 4,
  9: 8,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  15: 16,
  17: 8,
  18: 16,
  20: 4,
  21: 8,
}

function scalar(type: number, bytes: Buffer): string {
  if (type === 0x01) return bytes.toString('utf16le').replace(/\0+$/, '')
  if (type === 0x02) return decodeUnlabelled(bytes).replace(/\0+$/, '')
  if (bytes.length === 0) return ''
  switch (type) {
    case 0x03:
    case 0x05:
    case 0x07:
    case 0x09:
      return whole(bytes, true)
    case 0x04:
    case 0x06:
    case 0x08:
    case 0x0a:
      return whole(bytes, false)
    case 0x0b:
      return bytes.length === 4 ? String(bytes.readFloatLE()) : hex(bytes)
    case 0x0c:
      return bytes.length === 8 ? String(bytes.readDoubleLE()) : hex(bytes)
    case 0x0d:
      return String(bytes.some((byte) => byte !== 0))
    case 0x0f:
      return bytes.length === 16 ? guid(bytes) : hex(bytes)
    case 0x11:
      return bytes.length === 8 ? fileTime(bytes.readBigUInt64LE()) : hex(bytes)
    case 0x12:
      return bytes.length === 16 ? systemTime(bytes) : hex(bytes)
    case 0x13:
      return sid(bytes) ?? hex(bytes)
    case 0x10:
    case 0x14:
    case 0x15:
      return bytes.length <= 8 ? `0x${unsigned(bytes).toString(16)}` : hex(bytes)
    default:
      return hex(bytes)
  }
}

const hex = (bytes: Buffer) => bytes.toString('hex').toUpperCase()
const strings = (text: string) => text.replace(/\0+$/, '').split('\0')

function unsigned(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}

function whole(bytes: Buffer, signed: boolean): string {
  if (bytes.length > 8) return hex(bytes)
  if (bytes.length <= 6) return String(signed ? bytes.readIntLE(0, bytes.length) : bytes.readUIntLE(0, bytes.length))
  const value = unsigned(bytes)
  return String(signed ? BigInt.asIntN(bytes.length * 8, value) : value)
}

function guid(bytes: Buffer): string {
  const turned = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).reverse().toString('hex')
  return `{${turned(0, 4)}-${turned(4, 6)}-${turned(6, 8)}-${bytes.toString('hex', 8, 10)}-${bytes.toString('hex', 10)}}`
}

const BEFORE_1970 = 116_444_736_000_000_000n // 100 nanoseconds from 1601

function fileTime(value: bigint): string {
  const since = value - BEFORE_1970
  const fraction = ((since % 10_000_000n) + 10_000_000n) % 10_000_000n
  const seconds = Number((since - fraction) / 10_000_000n)
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}.${String(fraction).padStart(7, '0')}Z`
}

function systemTime(bytes: Buffer): string {
  const part = (at: number, width = 2) => String(bytes.readUInt16LE(at)).padStart(width, '0')
  return `${part(0, 4)}-${part(2)}-${part(6)}T${part(8)}:${part(10)}:${part(12)}.${part(14, 3)}Z`
}

/** [MS-DTYP] 2.4.2.2 */
function sid(bytes: Buffer): string | null {
  const count = bytes[1] ?? 0
  if (bytes.length < 8 + count * 4) return null
  const parts = Array.from({ length: count }, (_, i) => bytes.readUInt32LE(8 + i * 4))
  return ['S', bytes[0], bytes.readUIntBE(2, 6), ...parts].join('-')
}
