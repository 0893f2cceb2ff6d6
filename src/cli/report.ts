/** `kyumei report …`: the desk's documents. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { today } from '../desk/desk.ts'
import { DeskError } from '../desk/fault.ts'
import { parseHalf } from '../desk/fiscal.ts'
import { publish } from '../desk/publication.ts'
import { textHash } from '../desk/recommendations.ts'
import { dropEdit, keepEdits } from '../desk/report-text.ts'
import type { Document } from '../report/document.ts'
import { documentHtml } from '../report/document-html.ts'
import { documentMarkdown, readDraft } from '../report/document-markdown.ts'
import { type HalfYearReport, halfYearReport } from '../report/half-year/report.ts'
import { halfYearRows } from '../report/half-year/table.ts'
import { toCsv } from './csv.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { dayTyped } from './desk-input.ts'
import { EXIT, UsageError } from './exit.ts'

export const FORMATS = ['docx', 'pdf', 'html', 'md', 'json', 'csv'] as const
export type Format = (typeof FORMATS)[number]

interface ReportOptions extends DeskChoice {
  format?: Format
  out?: string
  asOf?: string
  draft?: string
  forget?: string[]
  publish?: boolean
}

export async function halfYear(text: string, options: ReportOptions): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const half = parseHalf(text, desk.fiscalStart)
    const asOf = options.asOf === undefined ? today(desk) : dayTyped(options.asOf)
    const name = `half-year ${half.id}`
    for (const id of options.forget ?? []) dropEdit(desk, name, lang, id)
    if (options.draft !== undefined) {
      const draft = readDraft(read(options.draft))
      if (draft.lang === null || draft.paragraphs === 0) throw noDraft(options.draft)
      keepEdits(desk, name, draft.lang, draft.edited)
      process.stderr.write(
        lang === 'ja'
          ? `編集された段落を${draft.edited.length}件取り込みました。\n`
          : `${draft.edited.length} edited paragraphs kept\n`,
      )
    }
    const report = halfYearReport(desk, half, lang, asOf)
    if (options.publish) {
      const printed = report.data.recommended.map(({ recommendation }) => recommendation)
      const worded = halfYearReport(desk, half, 'ja', asOf).document.blocks
      const textOf = (id: string) => worded.find((block) => block.kind === 'paragraph' && block.id === `advice.${id}`)
      publish(
        desk,
        half,
        Object.fromEntries(
          printed.map((one) => {
            const block = textOf(one.id)
            return [one.id, textHash(one.title.ja, block?.kind === 'paragraph' ? block.text : one.text.ja)]
          }),
        ),
        asOf,
      )
    }
    for (const block of report.document.blocks)
      if (block.kind === 'paragraph' && block.conflict)
        process.stderr.write(
          lang === 'ja'
            ? `要確認: ${block.id}（数値が変わり、編集済みの文とまとめられません）\n`
            : `to be checked: ${block.id} (the figures changed where the text was edited)\n`,
        )
    await put(report.document, formatOf(options), options.out, report)
    return EXIT.done
  })
}

function formatOf({ format, out, json }: ReportOptions): Format {
  if (format) return format
  if (json) return 'json'
  return FORMATS.find((one) => out?.toLowerCase().endsWith(`.${one}`)) ?? 'md'
}

async function put(document: Document, format: Format, out: string | undefined, report: HalfYearReport): Promise<void> {
  const bytes = await written(document, format, report)
  if (out === undefined && (format === 'docx' || format === 'pdf')) {
    throw new UsageError(
      document.lang === 'ja'
        ? '--out でファイル名を指定してください（例: --out report.docx）'
        : 'name a file with --out, e.g. --out report.docx',
    )
  }
  if (out === undefined) process.stdout.write(bytes)
  else writeFileSync(out, bytes)
}

async function written(
  document: Document,
  format: Format,
  { data, generated }: HalfYearReport,
): Promise<string | Buffer> {
  switch (format) {
    case 'html':
      return documentHtml(document)
    case 'md':
      return documentMarkdown(document, generated)
    case 'json':
      return `${JSON.stringify({ schema: 'kyumei.half-year/1', ...data }, null, 2)}\n`
    case 'csv':
      return toCsv(
        ['figure', 'of', 'half', 'value'],
        halfYearRows(data).map((row) => ({ ...row })),
      )
    case 'docx':
      return await (await import('../report/document-docx.ts')).documentDocx(document)
    case 'pdf': {
      const { documentPdf, findChromium } = await import('../report/document-pdf.ts')
      const chromium = findChromium()
      if (chromium) return await documentPdf(document, chromium)
      throw new UsageError(
        document.lang === 'ja'
          ? 'PDFにはChromiumが必要です。インストールするか（Debian: apt install chromium）、KYUMEI_CHROMIUM で場所を指定してください。--format docx や html は、なくても作れます。'
          : 'PDF needs Chromium: install it (Debian: apt install chromium), or name it with KYUMEI_CHROMIUM. --format docx and html do without',
      )
    }
  }
}

function read(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw new DeskError({ ja: `${path} がありません。`, en: `there is no ${path}` })
}

function noDraft(path: string): DeskError {
  return new DeskError({
    ja: `${path} は kyumei report half-year の --format md で作った下書きではありません（コメント行は消さないでください）。`,
    en: `${path} is no draft that kyumei report half-year --format md wrote (keep its comments)`,
  })
}
