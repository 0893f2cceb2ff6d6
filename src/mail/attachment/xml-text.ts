/** What the readers of XML parts in a document have in common. The parts are hostile: patterns over a bounded piece, no tree, no entities but XML's own. */
import type { Child } from './opening.ts'

/** bytes of a part that are looked through */
const MAX_PART = 1_000_000

/** A part's XML, from the first `mark` on. */
export function xmlOf({ content }: Child, mark = ''): string {
  if (content === null) return ''
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const from = mark === '' ? 0 : Math.max(0, bytes.indexOf(mark))
  return bytes.toString('utf8', from, Math.min(bytes.length, from + MAX_PART))
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

export const unescaped = (text: string) =>
  text.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
