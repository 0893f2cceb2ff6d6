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
    const from = begin.lastIndex
    const end = text.indexOf('\nend', from - 1)
    const to = end < 0 ? text.length : end
    const content = uuDecode(text.slice(from, to))
    if (content.length === 0) continue
    files.push({ name: (match[1] ?? '').trim(), content, from: match.index, to: end < 0 ? to : end + 4 })
    begin.lastIndex = to
  }
  return files
}

function uuDecode(text: string): Buffer {
  const lines: Buffer[] = []
  for (const line of text.split(/\r?\n/)) {
    const length = (line.charCodeAt(0) - 32) & 63
    if (line === '' || length === 0 || line.charCodeAt(0) > 96) continue
    const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
    for (let i = 1, at = 0; at < length; i += 4, at += 3) {
      const [a, b, c, d] = [0, 1, 2, 3].map((k) => ((line.charCodeAt(i + k) || 32) - 32) & 63) as [
        number,
        number,
        number,
        number,
      ]
      bytes[at] = (a << 2) | (b >> 4)
      bytes[at + 1] = ((b << 4) | (c >> 2)) & 255
      bytes[at + 2] = ((c << 6) | d) & 255
    }
    lines.push(bytes.subarray(0, length))
  }
  return Buffer.concat(lines)
}
