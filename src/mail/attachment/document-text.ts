/** What a document says on its first pages: the letter, where the mail that brings it says little. Bounded; shown as text alone, if at all. */

/** characters of one document: a pretext stands early */
export const MAX_TEXT = 4_000
/** A line that is at least so long as the longest of its page goes on in the next one. */
const FULL = 0.75
const NARROW = 30 // letters: columns of a table are no lines

/** `page`: its lines as a PDF sets them. Those of one paragraph become one, so that words and sentences are whole. */
export function paragraphs(page: string): string {
  const lines = page
    .replace(/[\u0002\ufffe\u00ad]\s*\r?\n?/g, '') // how PDFium gives the hyphen of a word that is cut
    .split(/\r?\n/)
    .map(plainLine)
    .filter((line) => line !== '')
  const longest = Math.max(NARROW, ...lines.map(width))
  let text = ''
  for (const [i, line] of lines.entries()) {
    text += line
    const next = lines[i + 1]
    if (next === undefined) break
    const goesOn = width(line) >= longest * FULL && !/[。．.!?！？:：]$/.test(line)
    text += goesOn ? (WIDE.test(line.at(-1) ?? '') || WIDE.test(next[0] ?? '') ? '' : ' ') : '\n'
  }
  return text.slice(0, MAX_TEXT)
}

const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}、。，（）「」・ー]/u

/** in letters: a Japanese one is twice as wide */
const width = (line: string) => line.length + (line.match(ALL_WIDE)?.length ?? 0)
const ALL_WIDE = new RegExp(WIDE.source, 'gu')

const plainLine = (line: string) => line.replace(/[\p{Cc}\p{Cn}\p{Co}\s]+/gu, ' ').trim()

/** characters of `word/document.xml` that are looked through */
const MAX_XML = 1_000_000

/** The paragraphs of a Word document (ECMA-376, 17.3): runs are joined, of a field only what it shows. */
export function wordText(xml: string): string {
  let [text, line] = ['', '']
  const tags = xml
    .slice(0, MAX_XML)
    .matchAll(/<w:t(?:\s[^<>]{0,200})?>([^<]*)<\/w:t>|<w:(?:tab|br)\b[^<>]{0,200}>|<\/w:p>/g)
  for (const [tag, shown] of tags) {
    if (tag === '</w:p>') {
      text = joined(text, line)
      line = ''
    } else line += shown ?? ' '
    if (text.length + line.length >= MAX_TEXT) break
  }
  return joined(text, line).slice(0, MAX_TEXT)
}

function joined(text: string, line: string): string {
  const said = plainLine(unescaped(line))
  return said === '' ? text : text === '' ? said : `${text}\n${said}`
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const unescaped = (text: string) =>
  text.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
