/**
 * A desk's own DOCX template, filled. Placeholders: {{title}}, {{subtitle}}, {{cover}}, {{body}} (everything), {{table1}}, {{figure1}} and so on, and every
 * paragraph by its name, such as {{results.counts}}. All are checked before anything is filled in.
 */
import { text } from 'node:stream/consumers'
import { type FileChild, Paragraph, PatchType, patchDetector, patchDocument, TextRun } from 'docx'
import yauzl from 'yauzl'
import type { Text } from '../i18n/text.ts'
import { type Block, captions, type Document } from './document.ts'
import { docxBlock, type StyleOf } from './document-docx.ts'
import { visible } from './safe-text.ts'

export class TemplateError extends Error {
  override name = 'TemplateError'
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

const LARGEST = 20_000_000 // bytes

export async function fillTemplate(document: Document, template: Buffer): Promise<Buffer> {
  const wanted = await namesIn(template)
  const parts = placeholders(document, await stylesIn(template))
  if (wanted.length === 0) {
    throw new TemplateError({
      ja: 'ひな形に差込み位置がありません。{{body}} のように書いてください。',
      en: 'the template has no placeholder: write one, such as {{body}}',
    })
  }
  const unknown = wanted.filter((name) => !parts.has(name))
  if (unknown.length > 0) {
    const known = [...parts.keys()].join(', ')
    throw new TemplateError({
      ja: `ひな形に使えない差込み位置があります: ${unknown.map(visible).join(', ')}。使えるもの: ${known}`,
      en: `the template has unknown placeholders: ${unknown.map(visible).join(', ')}; there are ${known}`,
    })
  }
  return await patchDocument({
    outputType: 'nodebuffer',
    data: template,
    trimPlaceholders: true,
    patches: Object.fromEntries(
      wanted.map((name) => {
        const part = parts.get(name) ?? ''
        return [
          name,
          typeof part === 'string'
            ? { type: PatchType.PARAGRAPH, children: [new TextRun(visible(part))] }
            : { type: PatchType.DOCUMENT, children: part },
        ]
      }),
    ),
  })
}

/** By the names that Word gives them in every language; their ids differ (a Japanese Word calls `heading 1` “1”). */
async function stylesIn(template: Buffer): Promise<StyleOf> {
  const found = new Map<string, string>()
  const zip = await yauzl.fromBufferPromise(template)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'word/styles.xml' || entry.uncompressedSize > LARGEST) continue
    const xml = await text(await zip.openReadStreamPromise(entry))
    for (const [, id = '', name = ''] of xml.matchAll(STYLE)) found.set(name.toLowerCase(), id)
  }
  return (name) => found.get(name)
}

const STYLE = /<w:style\b[^>]*\bw:styleId="([^"]{1,200})"[^>]*>\s*<w:name w:val="([^"]{1,200})"/g

async function namesIn(template: Buffer): Promise<string[]> {
  try {
    if (template.length > LARGEST) throw new Error('too large')
    return [...new Set(await patchDetector({ data: template, trimPlaceholders: true }))]
  } catch {
    throw new TemplateError({
      ja: 'ひな形をWord文書（.docx）として読めません。Wordで開いて .docx として保存し直してください。',
      en: 'the template can’t be read as a Word document: open it in Word and save it as .docx again',
    })
  }
}

/** Words go into a line, everything else takes the place of the paragraph in which its placeholder stands. */
function placeholders(document: Document, styleOf: StyleOf): Map<string, string | FileChild[]> {
  const { title, subtitle, cover, blocks, lang } = document
  const numbered = captions(document)
  const filled = (block: Block) => docxBlock(block, numbered.get(block) ?? '', lang, styleOf)
  const parts = new Map<string, string | FileChild[]>([
    ['title', title],
    ['subtitle', subtitle],
    ['cover', cover.map((line) => new Paragraph({ children: [new TextRun(visible(line))] }))],
    ['body', blocks.flatMap(filled)],
  ])
  for (const kind of ['table', 'picture'] as const)
    for (const [i, block] of blocks.filter((one) => one.kind === kind).entries())
      parts.set(`${kind === 'table' ? 'table' : 'figure'}${i + 1}`, filled(block))
  for (const block of blocks) if (block.kind === 'paragraph') parts.set(block.id, block.text)
  return parts
}
