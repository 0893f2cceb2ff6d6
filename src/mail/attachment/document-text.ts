/** What a document says on its first pages: the letter, where the mail that brings it says little. Bounded; shown as text alone, if at all. */

/** characters of one document: a pretext stands early */
export const MAX_TEXT = 4_000
/** of a presentation: a notice is a slide or two, a talk has more and is no letter */
export const MAX_SLIDES = 6
/** of a workbook, with text in them: a form has dozens, a price list or a table of data has hundreds and is no letter */
export const MAX_CELLS = 200
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

/** Lines of a document, those that say something. */
export function letterOf(lines: Iterable<string>): string {
  let text = ''
  for (const line of lines) {
    const said = plainLine(line)
    if (said !== '') text = text === '' ? said : `${text}\n${said}`
    if (text.length >= MAX_TEXT) break
  }
  return text.slice(0, MAX_TEXT)
}

/** characters of a page or a plain text: a letter, not a saved site, a log or a source */
const MAX_LETTER = 20_000

/** `text`: as its reader sees it. '' where it is too long for a letter. */
export const plainLetter = (text: string): string => (text.length > MAX_LETTER ? '' : letterOf(text.split(/\r\n?|\n/)))
