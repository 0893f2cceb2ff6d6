/** OpenDocument (ODF 1.3): what a text, a short presentation or a small sheet says, where it leads by a click, and what it loads by itself. */
import type { Trait } from '../attachment-tree.ts'
import { codeLinks, formulaLinks, isElsewhere, openDocumentLinks } from './document-links.ts'
import { letterOf, MAX_CELLS, MAX_SLIDES } from './document-text.ts'
import type { Child, Opened } from './opening.ts'
import { pictureCodes } from './picture-codes.ts'
import { unescaped, xmlOf } from './xml-text.ts'

export async function readOpenDocument(parts: Child[]): Promise<Opened> {
  const content = parts.find(({ name }) => name === 'content.xml')
  const xml = content ? xmlOf(content, ':body') : ''
  return {
    type: 'odf',
    traits: remote(xml),
    children: [],
    links: [...openDocumentLinks(xml), ...formulaLinks(xml)],
    codes: codeLinks(await pictureCodes(parts)),
    text: isLong(xml) ? '' : letterOf(spoken(xml)),
  }
}

const isLong = (xml: string) =>
  (xml.match(/<draw:page\b/g)?.length ?? 0) > MAX_SLIDES ||
  (xml.match(/<table:table-cell\b[^<>]{0,2000}[^<>/]>/g)?.length ?? 0) > MAX_CELLS

/** A tag, and the text behind it. */
const TAG = /<(\/?)(?:[\w-]{1,20}:)?([\w-]{1,40})\b[^<>]{0,4000}?(\/?)>([^<]*)/g
/** What stands in a paragraph and is none of its words: what was deleted, how a word is read, remarks on it, what a picture is called. */
const SILENT = /^(?:tracked-changes|ruby-text|annotation|title|desc|script)$/

function* spoken(xml: string): Generator<string> {
  let [line, paragraphs, silent] = ['', 0, 0]
  for (const [, closes, name = '', empty, text = ''] of xml.matchAll(TAG)) {
    const step = empty === '/' ? 0 : closes === '/' ? -1 : 1
    if (SILENT.test(name)) silent = Math.max(0, silent + step)
    else if (name === 'p' || name === 'h') {
      paragraphs = Math.max(0, paragraphs + step)
      if (step <= 0) {
        yield unescaped(line)
        line = ''
      }
    } else if (/^(?:s|tab|line-break)$/.test(name)) line += ' '
    if (paragraphs > 0 && silent === 0) line += text
  }
  yield unescaped(line)
}

/** Objects, frames, sections and ranges of other files; links and pictures are none. */
const LOADS =
  /<(?:[\w-]{1,20}:)?(object|object-ole|floating-frame|plugin|applet|section-source|table-source|cell-range-source)\b[^<>]{0,4000}?:href=["']([^"'<>]{4,4096})["']/g

const remote = (xml: string): Trait[] =>
  xml
    .matchAll(LOADS)
    .map(([, kind, href = '']) => ({ kind, target: unescaped(href) }))
    .filter(({ target }) => isElsewhere(target))
    .map(({ kind, target }) => ({ trait: 'remote-template', detail: `${kind}: ${target.slice(0, 500)}` }))
    .take(MAX_REMOTE)
    .toArray()
const MAX_REMOTE = 20
