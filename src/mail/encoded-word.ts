/** RFC 2047 encoded words and RFC 2231 parameters, as mailers really write them. */
import { decodeText } from '../evidence/charset.ts'
import { remembered } from '../evidence/remembered.ts'

const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi

/** Decodes the encoded words of a header's value. Neighbours of one charset are joined first: mailers cut inside characters. */
export function decodeWords(value: string, defects?: Set<string>): string {
  if (!value.includes('=?')) return value
  const { text, unknown } = value.length > MAX_KEPT ? decodedWords(value) : keptWords(value)
  for (const defect of unknown) defects?.add(defect)
  return text
}

/** The same people and lists write again and again. */
const MAX_KEPT = 300 // characters
const keptWords = remembered(decodedWords, 5_000)

function decodedWords(value: string): { text: string; unknown: string[] } {
  const strange: string[] = []
  let out = ''
  let end = 0
  let open: { charset: string; bytes: Uint8Array[] } | null = null
  const close = () => {
    if (!open) return
    const { text, unknown } = decodeText(Buffer.concat(open.bytes), open.charset)
    if (unknown) strange.push(`unknown-charset:${open.charset.slice(0, 40)}`)
    out += text
    open = null
  }
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(end, match.index)
    const charset = (match[1] ?? '').replace(/\*.*$/, '').toLowerCase() // RFC 2231 5: charset*language
    const bytes = wordBytes(match[2] ?? 'b', match[3] ?? '')
    if (open && between.trim() === '' && (open as { charset: string }).charset === charset) {
      ;(open as { bytes: Uint8Array[] }).bytes.push(bytes)
    } else {
      const joined = open !== null && between.trim() === ''
      close()
      out += joined ? '' : between
      open = { charset, bytes: [bytes] }
    }
    end = match.index + match[0].length
  }
  close()
  return { text: out + value.slice(end), unknown: strange }
}

function wordBytes(encoding: string, text: string): Uint8Array {
  return encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : percentBytes(text.replaceAll('_', ' '), '=')
}

/** `=E3` or `%E3` → bytes; what is no such code stays as it is */
function percentBytes(text: string, mark: '=' | '%'): Uint8Array {
  const code = mark === '=' ? /=([0-9a-f]{2})/gi : /%([0-9a-f]{2})/gi
  const raw = Buffer.from(text, 'utf8').toString('latin1')
  return Buffer.from(
    raw.replace(code, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

const MAX_HEADER = 50_000 // characters: a thousand parameters

export interface Parameters {
  /** `multipart/mixed`, `attachment`: lower case */
  value: string
  parameters: Map<string, string>
}

/** A structured value with parameters: RFC 2231 continuations and charsets, encoded words in quotes, missing quotes. */
export function parseParameters(header: string, defects?: Set<string>): Parameters {
  const [value = '', ...rest] = split(header.slice(0, MAX_HEADER))
  const raw = new Map<string, string>()
  for (const part of rest) {
    const at = part.indexOf('=')
    const name = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase()
    if (name !== '' && !raw.has(name)) raw.set(name, at < 0 ? '' : unquoted(part.slice(at + 1).trim()))
  }
  const parameters = new Map<string, string>()
  for (const [name, text] of raw) {
    if (!name.includes('*')) parameters.set(name, decodeWords(text, defects))
  }
  for (const [name, text] of joined(raw, defects)) parameters.set(name, text) // RFC 2231 wins over the plain one
  return { value: comments(value).trim().toLowerCase(), parameters }
}

/** name*0*, name*1, name* → one text each */
function joined(raw: Map<string, string>, defects?: Set<string>): Map<string, string> {
  const sections = new Map<string, { index: number; coded: boolean; text: string }[]>()
  for (const [key, text] of raw) {
    const match = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(key)
    if (!match) continue
    const list = sections.get(match[1] ?? '') ?? []
    list.push({ index: Number(match[2] ?? 0), coded: match[2] === undefined || match[3] === '*', text })
    sections.set(match[1] ?? '', list)
  }
  const out = new Map<string, string>()
  for (const [name, list] of sections) {
    list.sort((a, b) => a.index - b.index)
    const first = list[0]
    const head = first?.coded ? /^([^']*)'[^']*'/.exec(first.text) : null
    if (first && head) first.text = first.text.slice(head[0].length)
    const bytes = list.map((one) => (one.coded ? percentBytes(one.text, '%') : Buffer.from(one.text, 'utf8')))
    const { text, unknown } = decodeText(Buffer.concat(bytes), head?.[1] ?? '')
    if (unknown) defects?.add(`unknown-charset:${(head?.[1] ?? '').slice(0, 40)}`)
    out.set(name, decodeWords(text, defects))
  }
  return out
}

/** at `;` outside quotes */
function split(header: string): string[] {
  const parts: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < header.length; at++) {
    const code = header.charCodeAt(at)
    if (code === 0x5c && quoted) at++
    else if (code === 0x22) quoted = !quoted
    else if (code === 0x3b && !quoted) {
      parts.push(header.slice(from, at))
      from = at + 1
    }
  }
  parts.push(header.slice(from))
  return parts.slice(0, 200)
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  const end = /^"((?:[^"\\]|\\[\s\S])*)"?/.exec(text)?.[1] ?? text.slice(1)
  // Mailers write Windows paths and Shift_JIS second bytes (0x5C) unescaped: only quotes and backslashes are escaped for sure.
  return end.replace(/\\(["\\])/g, '$1')
}

/** without comments in parentheses */
export function comments(text: string): string {
  if (!text.includes('(')) return text
  let out = ''
  let depth = 0
  let quoted = false
  for (const one of text) {
    if (one === '"' && depth === 0) quoted = !quoted
    if (!quoted && one === '(') depth++
    else if (!quoted && one === ')' && depth > 0) depth--
    else if (depth === 0) out += one
  }
  return out
}
