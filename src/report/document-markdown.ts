/**
 * A document as Markdown that can be edited and given back: before each paragraph a comment has its name and its generated text, so that
 * an edited one is told from an untouched one, and joined with new figures later.
 */
import { captions, type Document } from './document.ts'
import { visible } from './safe-text.ts'

/** Without `generated` it is plain Markdown, for reading only. */
export function documentMarkdown(document: Document, generated?: Map<string, string>): string {
  const numbered = captions(document)
  const { lang, title, subtitle, cover, blocks } = document
  const parts = [`# ${escaped(title)}`, escaped(subtitle), cover.map((line) => `- ${escaped(line)}`).join('\n')]
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push(`${'#'.repeat(block.level + 1)} ${escaped(block.text)}`)
    if (block.kind === 'paragraph') {
      const base = generated?.get(block.id)
      const comment = base === undefined ? '' : `<!-- ${block.id}\n${base.replaceAll('--', '‐‐')}\n-->\n`
      parts.push(`${comment}${escaped(block.text)}`)
    }
    if (block.kind === 'list') parts.push(block.items.map((item) => `- ${escaped(item)}`).join('\n'))
    if (block.kind === 'picture') parts.push(`${numbered.get(block)} ${escaped(block.caption)}: ${escaped(block.alt)}`)
    if (block.kind === 'table') {
      const line = (cells: string[]) => `| ${cells.map((cell) => escaped(cell).replaceAll('|', '\\|')).join(' | ')} |`
      parts.push(
        [
          `${numbered.get(block)} ${escaped(block.caption)}`,
          '',
          line(block.head),
          line(block.head.map((_, i) => (block.numeric.includes(i) ? '--:' : '---'))).replaceAll('\\', ''),
          ...block.rows.map(line),
          ...(block.notes.length > 0 ? ['', ...block.notes.map(escaped)] : []),
        ].join('\n'),
      )
    }
  }
  return `${generated ? `<!-- kyumei report ${lang} -->\n` : ''}${parts.join('\n\n')}\n`
}

/** Nothing that came from outside becomes markup. */
function escaped(text: string): string {
  return visible(text).replaceAll(/[\\`*_[\]<>]/g, '\\$&')
}

const unescaped = (text: string) => text.replaceAll(/\\([\\`*_[\]<>|])/g, '$1')

export interface EditedParagraph {
  id: string
  /** as it was generated when the draft was written */
  generated: string
  edited: string
}

/** The paragraphs of a draft that somebody changed. */
export function readDraft(markdown: string): {
  lang: 'ja' | 'en' | null
  edited: EditedParagraph[]
  paragraphs: number
} {
  const text = markdown.replaceAll('\r\n', '\n')
  const lang = /^\ufeff?<!-- kyumei report (ja|en) -->/.exec(text)?.[1]
  const found: EditedParagraph[] = []
  const paragraph =
    /<!-- ([a-z0-9.-]+)\n([\s\S]*?)\n-->\n([\s\S]*?)(?=\n<!-- |\n#{1,3} |\n\n- |\n\n(?:表|図|Table |Figure )\d|$)/g
  for (const [, id = '', generated = '', edited = ''] of text.matchAll(paragraph))
    found.push({ id, generated: generated.replaceAll('‐‐', '--'), edited: unescaped(edited.trim()) })
  return {
    lang: lang === 'ja' || lang === 'en' ? lang : null,
    paragraphs: found.length,
    edited: found.filter((one) => one.edited !== one.generated.trim()),
  }
}
