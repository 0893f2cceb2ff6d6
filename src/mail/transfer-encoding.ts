/** Content-Transfer-Encodings (RFC 2045 6) and uuencode → bytes. */

export function decodeBody(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding === 'quoted-printable') return quotedPrintable(body)
  if (/^(x-)?uu(e|encode|encoding)?$/.test(encoding)) return uuFiles(body.toString('latin1'))[0]?.content ?? body
  return body
}

function quotedPrintable(body: Buffer): Buffer {
  if (!body.includes(0x3d)) return body
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] as number
    if (byte !== 0x3d) {
      out[length++] = byte
      continue
    }
    const high = hex(body[i + 1])
    const low = hex(body[i + 2])
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      i += 2
      continue
    }
    let at = i + 1
    while (body[at] === 0x20 || body[at] === 0x09) at++
    if (body[at] === 13 && body[at + 1] === 10) i = at + 1
    else if (body[at] === 10) i = at
    else if (at >= body.length) i = at
    else out[length++] = byte
  }
  return out.subarray(0, length)
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

export interface UuFile {
  name: string
  content: Buffer
  /** the characters that it takes in the text */
  from: number
  to: number
}

const MAX_UU_FILES = 100

/** Files that a text carries between `begin 644 name` and `end`. */
export function uuFiles(text: string): UuFile[] {
  const files: UuFile[] = []
  const begin = /^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n/gm
  for (let match = begin.exec(text); match && files.length < MAX_UU_FILES; match = begin.exec(text)) {
    const { content, length } = uuDecode(text, begin.lastIndex)
    if (content.length === 0) continue
    const to = begin.lastIndex + length
    const end = /^end\b/.test(text.slice(to, to + 4)) ? 3 : 0
    files.push({ name: (match[1] ?? '').trim(), content, from: match.index, to: to + end })
    begin.lastIndex = to
  }
  return files
}

/** Lines as long as their first character says; the first one that is not ends it. */
function uuDecode(text: string, from: number): { content: Buffer; length: number } {
  const lines: Buffer[] = []
  let at = from
  while (at < text.length) {
    const stop = text.indexOf('\n', at)
    const line = text.slice(at, stop < 0 ? text.length : stop).replace(/\r$/, '')
    const bytes = (line.charCodeAt(0) - 32) & 63
    const characters = Math.ceil(bytes / 3) * 4
    const fits =
      /^[\x20-\x60]+$/.test(line) && line.length <= characters + 2 && line.length >= Math.ceil((bytes * 4) / 3) - 3
    if (!fits) break
    at = stop < 0 ? text.length : stop + 1
    if (bytes > 0) lines.push(uuLine(line, bytes))
  }
  return { content: Buffer.concat(lines), length: at - from }
}

function uuLine(line: string, length: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
  const value = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63
  for (let i = 1, at = 0; at < length; i += 4, at += 3) {
    const [a, b, c, d] = [value(i), value(i + 1), value(i + 2), value(i + 3)]
    bytes[at] = ((a << 2) | (b >> 4)) & 255
    bytes[at + 1] = ((b << 4) | (c >> 2)) & 255
    bytes[at + 2] = ((c << 6) | d) & 255
  }
  return bytes.subarray(0, length)
}
