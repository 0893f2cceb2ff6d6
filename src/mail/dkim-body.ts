/**
 * Is the body the one that was signed? A DKIM signature carries the body's hash (RFC 6376 3.7): comparing it needs no DNS. A mismatch says that the
 * body was changed on its way, by whom it does not say: mailing lists, disclaimers and gateways do it, too.
 */
import { createHash } from 'node:crypto'
import type { Header } from './message.ts'

const MAX_BODY = 30_000_000 // bytes
const MAX_SIGNATURES = 5

/** d= of the signatures whose body is not this one. `bytes`: the message as it was received. */
export function signaturesOfAnotherBody(bytes: Buffer, headers: Header[]): string[] {
  const signatures = headers.filter((header) => /^dkim-signature$/i.test(header.name)).slice(0, MAX_SIGNATURES)
  if (signatures.length === 0) return []
  const body = bodyOf(bytes)
  if (body === null || body.length > MAX_BODY) return []
  const canonical = new Map<string, string>()
  return signatures.flatMap((header) => {
    const tags = tagsOf(header.value)
    const tag = (name: string) => tags.get(name) ?? ''
    const hash = /^[\w-]+-(sha1|sha256)$/.exec(tag('a').toLowerCase())?.[1]
    if (!hash || tag('bh') === '') return []
    const form = tag('c').toLowerCase().split('/')[1] === 'relaxed' ? 'relaxed' : 'simple'
    const text = canonical.get(form) ?? canonicalBody(body, form)
    canonical.set(form, text)
    const length = /^\d{1,12}$/.test(tag('l')) ? Number(tag('l')) : text.length
    const found = createHash(hash).update(text.slice(0, length), 'latin1').digest('base64')
    return length <= text.length && found === tag('bh') ? [] : [tag('d').toLowerCase().slice(0, 255)]
  })
}

/** The first of each name counts. */
function tagsOf(signature: string): Map<string, string> {
  const tags = new Map<string, string>()
  for (const part of signature.split(';')) {
    const [, name, value] = /^\s*(\w+)\s*=(.*)$/s.exec(part) ?? []
    if (name !== undefined && value !== undefined && !tags.has(name)) tags.set(name, value.replace(/\s+/g, ''))
  }
  return tags
}

function bodyOf(bytes: Buffer): string | null {
  const starts = ['\n\r\n', '\n\n'].flatMap((mark) => {
    const at = bytes.indexOf(mark, 0, 'latin1')
    return at < 0 ? [] : [at + mark.length]
  })
  return starts.length === 0 ? null : bytes.toString('latin1', Math.min(...starts))
}

/** RFC 6376 3.4.3 and 3.4.4; a file with LF alone was received with CRLF. */
function canonicalBody(body: string, form: 'simple' | 'relaxed'): string {
  let text = body.replace(/\r?\n/g, '\r\n')
  if (form === 'relaxed')
    text = text
      .replace(/[ \t]+/g, ' ')
      .replace(/ \r\n/g, '\r\n')
      .replace(/ $/, '')
  text = withoutEmptyEnd(text)
  return text === '' && form === 'relaxed' ? '' : `${text}\r\n`
}

function withoutEmptyEnd(text: string): string {
  let end = text.length
  while (end >= 2 && text[end - 1] === '\n' && text[end - 2] === '\r') end -= 2
  return text.slice(0, end)
}
