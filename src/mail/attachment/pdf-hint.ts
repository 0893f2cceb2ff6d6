/** Whether a PDF could show a QR code at all, told from its objects at a hundredth of what drawing its pages costs. When in doubt it could. */
import { inflateSync } from 'node:zlib'

const MAX_STREAMS = 3_000
const MAX_STREAM = 2_000_000 // bytes of one stream, unpacked
const MAX_ALL = 8_000_000

/** pixels: a code has at least these modules a side, and a picture that is not square may hold one if it is so large */
const SMALLEST = 21
const ROOMY = 300
const SQUARE = 1.3

export function mayShowCode(bytes: Buffer): boolean {
  let unpacked = 0
  let at = bytes.indexOf('stream', 0, 'latin1')
  for (let seen = 0; at >= 0; seen++) {
    const end = bytes.indexOf('endstream', at, 'latin1')
    if (end < 0 || seen >= MAX_STREAMS) return true
    const dictionary = dictionaryBefore(bytes, at)
    if (/\/Subtype\s*\/Image\b/.test(dictionary)) {
      if (isPictureOfCode(dictionary)) return true
    } else if (
      !/\/(?:Length1|Length2|Type1C|CIDFontType0C|OpenType|XML|XRef|ObjStm|EmbeddedFile|N\s+[134]\b)/.test(dictionary)
    ) {
      const drawn = inflated(bytes.subarray(at + 6, end), dictionary)
      unpacked += drawn?.length ?? 0
      if (drawn === null || unpacked > MAX_ALL || drawsCode(drawn.toString('latin1'))) return true
    }
    at = bytes.indexOf('stream', end + 9, 'latin1')
  }
  return false
}

/** A name may be written in hex: /Im#61ge. */
function dictionaryBefore(bytes: Buffer, at: number): string {
  const before = bytes.toString('latin1', Math.max(0, at - 2_000), at)
  return before
    .slice(Math.max(0, before.lastIndexOf(' obj')))
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function isPictureOfCode(dictionary: string): boolean {
  const [width, height] = ['Width', 'Height'].map((side) =>
    Number(new RegExp(`/${side}\\s+(\\d+)`).exec(dictionary)?.[1] ?? Number.NaN),
  ) as [number, number]
  if (Number.isNaN(width) || Number.isNaN(height)) return true // an object of its own says it
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)]
  return shorter >= SMALLEST && (longer <= shorter * SQUARE || shorter >= ROOMY)
}

/** A hundred squares, an outline of many corners, or a picture among the drawing's own commands. */
const drawsCode = (commands: string) =>
  count(commands, /\bre\b/g, 80) || count(commands, /\bl\b/g, 200) || /\bBI\b[\s\S]{1,400}?\bID\b/.test(commands)

function count(text: string, pattern: RegExp, enough: number): boolean {
  let found = 0
  for (const _ of text.matchAll(pattern)) if (++found >= enough) return true
  return false
}

function inflated(raw: Buffer, dictionary: string): Buffer | null {
  if (!/\/Filter\b/.test(dictionary)) return raw
  if (!/\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\s*(?:\]|\/(?!Filter)|>>|$)/.test(dictionary)) return null
  const start = raw[0] === 13 && raw[1] === 10 ? 2 : 1
  try {
    return inflateSync(raw.subarray(start), { maxOutputLength: MAX_STREAM, finishFlush: 2 })
  } catch {
    return null
  }
}
