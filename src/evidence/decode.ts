/** Bytes of a log in any of the encodings that Japanese and western systems write → UTF-8 text whose lines end at LF. */
import { isUtf8 } from 'node:buffer'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp' | 'windows-1252'

/**
 * The encoding of a sample from the file's beginning (whole, or cut anywhere). ASCII alone counts as UTF-8.
 * ISO-2022-JP shows itself by its escapes, UTF-16 by its mark or by NULs on one side; western ones by letters
 * that stand alone among ASCII; the others by which decodes to Japanese.
 */
export function recogniseEncoding(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const wide = nulSide(sample)
  if (wide) return wide
  if (hasIsoEscape(sample)) return 'iso-2022-jp'
  if (isUtf8(trimmed(sample)) || !sample.some((byte) => byte >= 0x80)) return 'utf-8'
  if (isWestern(sample)) return 'windows-1252'
  const scores = (['utf-8', 'shift_jis', 'euc-jp'] as const).map((encoding) => ({
    encoding,
    score: score(sample, encoding),
  }))
  const [best] = scores.sort((a, b) => b.score - a.score)
  // a few accented letters in a row, and nothing Japanese in any reading
  if (best && best.score < 0 && isLetters(sample)) return 'windows-1252'
  return best?.encoding ?? 'utf-8'
}

/**
 * A decoder that takes chunks and gives UTF-8 bytes with LF only. A line end may be split between two chunks. The byte order mark of a file that
 * was joined to another stands at the beginning of a line.
 */
export function decoder(encoding: Encoding): { push(chunk: Uint8Array): string; end(): string } {
  const text = new TextDecoder(encoding) // replaces what is invalid, drops a byte order mark
  let pendingCr = false
  let lineBegins = true
  const unify = (decoded: string, last: boolean): string => {
    let part = pendingCr ? `\r${decoded}` : decoded
    pendingCr = !last && part.endsWith('\r')
    if (pendingCr) part = part.slice(0, -1)
    const lines = part.includes('\r') ? part.replace(/\r\n?/g, '\n') : part
    const marked = lines.includes(MARK)
    const unmarked = marked ? lines.replace(lineBegins ? /(?<![^\n])\ufeff/g : /(?<=\n)\ufeff/g, '') : lines
    if (lines !== '') lineBegins = lines.endsWith('\n')
    return unmarked
  }
  return {
    push: (chunk) => unify(text.decode(chunk, { stream: true }), false),
    end: () => unify(text.decode(), true),
  }
}

const MARK = '\ufeff'

function nulSide(sample: Uint8Array): Encoding | null {
  const pairs = Math.min(sample.length >> 1, 2048)
  if (pairs < 4) return null
  let high = 0
  let low = 0
  for (let i = 0; i < pairs; i++) {
    if (sample[i * 2] === 0) high++
    if (sample[i * 2 + 1] === 0) low++
  }
  // Log text is mostly ASCII: nearly every second byte is NUL, on one side only.
  if (low > pairs * 0.4 && high < pairs * 0.05) return 'utf-16le'
  if (high > pairs * 0.4 && low < pairs * 0.05) return 'utf-16be'
  return null
}

function hasIsoEscape(sample: Uint8Array): boolean {
  const text = Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength)
  return ['\u001b$B', '\u001b$@', '\u001b(J', '\u001b(I'].some((mark) => text.includes(mark))
}

/** without the bytes of a character that the sample's end may have cut */
function trimmed(sample: Uint8Array): Uint8Array {
  let end = sample.length
  for (let back = 0; back < 4 && end > 0 && (sample[end - 1] ?? 0) >= 0x80; back++) {
    end--
    if ((sample[end] ?? 0) >= 0xc0) break
  }
  return sample.subarray(0, end)
}

/** Accented letters lie from 0xC0 on and stand one by one among ASCII; of Japanese, hardly a character does, and in UTF-8 none is a single byte. */
function isWestern(sample: Uint8Array): boolean {
  let [high, letters, runs] = [0, 0, 0]
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0
    if (byte < 0x80) continue
    high++
    if (byte >= 0xc0) letters++
    if ((sample[i - 1] ?? 0) < 0x80) runs++
  }
  return letters >= high * MOSTLY && high <= runs * ONE_BY_ONE
}
function isLetters(sample: Uint8Array): boolean {
  const high = sample.filter((byte) => byte >= 0x80)
  return high.filter((byte) => byte >= 0xc0).length >= high.length * MOSTLY
}
const MOSTLY = 0.8 // quotation marks and signs are the rest
const ONE_BY_ONE = 1.5 // Größe has two in a row

/** Kana and kanji speak for an encoding; replacement characters, half-width kana and controls against it. */
function score(sample: Uint8Array, encoding: Encoding): number {
  const text = new TextDecoder(encoding).decode(sample)
  let points = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) continue
    if (code === 0xfffd) points -= 5
    else if (code >= 0x3040 && code <= 0x30ff) points += 3
    else if (code >= 0x4e00 && code <= 0x9fff) points += 2
    else if (code >= 0xff61 && code <= 0xff9f) points -= 1
    else if (code >= 0x80 && code < 0xa0) points -= 3
    else if (code >= 0xe000 && code <= 0xf8ff)
      points -= 3 // characters of one's own: ö and ß side by side decode to one
    else if (encoding === 'utf-8') points += 2
  }
  return points
}
