/** `kyumei report …`: the desk's documents. */
import { writeFileSync } from 'node:fs'
import { campaignFacts, shareCampaign } from '../desk/campaign.ts'
import { today } from '../desk/desk.ts'
import { DeskError } from '../desk/fault.ts'
import { parseHalf } from '../desk/fiscal.ts'
import { compareInventory } from '../desk/inventory.ts'
import { organisationOf, postureOf as organisationPosture } from '../desk/posture.ts'
import { publish } from '../desk/publication.ts'
import { textHash } from '../desk/recommendations.ts'
import { insert } from '../desk/record.ts'
import { caseText, edits } from '../desk/report-text.ts'
import { verisExport } from '../desk/veris/export.ts'
import { terms } from '../desk/vocabulary.ts'
import { campaignReport } from '../report/case/campaign.ts'
import { directorPage } from '../report/case/director.ts'
import { caseFacts, scopeOf } from '../report/case/facts.ts'
import { letter } from '../report/case/letter.ts'
import { ADDRESSEES, notice } from '../report/case/notice.ts'
import { postureReport } from '../report/case/posture.ts'
import { timelineLines, timelineWorkbook } from '../report/case/timeline.ts'
import { toCsv } from '../report/csv.ts'
import type { Document } from '../report/document.ts'
import { documentHtml } from '../report/document-html.ts'
import { documentMarkdown } from '../report/document-markdown.ts'
import { withEdits } from '../report/edited.ts'
import { halfYearReport } from '../report/half-year/report.ts'
import { halfYearRows } from '../report/half-year/table.ts'
import { printedJson } from '../report/safe-text.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { dayTyped, keyFrom, momentTyped, tlpTyped } from './desk-input.ts'
import { EXIT } from './exit.ts'
import { readBytes, takeDraft, tellConflicts } from './report-draft.ts'

export const FORMATS = ['docx', 'pdf', 'html', 'md', 'json', 'csv'] as const
export type Format = (typeof FORMATS)[number]

interface ReportOptions extends DeskChoice {
  format?: Format
  out?: string
  asOf?: string
  draft?: string
  forget?: string[]
  publish?: boolean
  /** a DOCX of the desk's own, to be filled */
  template?: string
}

export async function halfYear(text: string, options: ReportOptions): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const half = parseHalf(text, desk.fiscalStart)
    const asOf = options.asOf === undefined ? today(desk) : dayTyped(options.asOf)
    const name = `half-year ${half.id}`
    takeDraft(desk, name, options, lang)
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
    tellConflicts(report.document.blocks, lang)
    await put(report.document, options, {
      generated: report.generated,
      json: { schema: 'kyumei.half-year/1', ...report.data },
      csv: () =>
        toCsv(
          ['figure', 'of', 'half', 'value'],
          halfYearRows(report.data).map((row) => ({ ...row })),
        ),
    })
    return EXIT.done
  })
}

function formatOf({ format, out, json, template }: ReportOptions, others: Format): Format {
  if (template !== undefined) return 'docx'
  if (format) return format
  if (json) return 'json'
  return FORMATS.find((one) => out?.toLowerCase().endsWith(`.${one}`)) ?? others
}

/** What the formats that are no document are made of. */
interface Parts {
  generated?: Map<string, string>
  json: unknown
  csv?: () => string
}

async function put(document: Document, options: ReportOptions, parts: Parts): Promise<void> {
  const { out } = options
  const format = formatOf(options, 'md')
  if (out === undefined && (format === 'docx' || format === 'pdf')) {
    throw new DeskError({
      ja: '--out でファイル名を指定してください（例: --out report.docx）',
      en: 'name a file with --out, e.g. --out report.docx',
    })
  }
  const bytes = await written(document, format, parts, options.template)
  if (out === undefined) process.stdout.write(bytes)
  else writeFileSync(out, bytes, { mode: 0o600 })
}

async function written(
  document: Document,
  format: Format,
  { generated, json, csv }: Parts,
  template?: string,
): Promise<string | Buffer> {
  switch (format) {
    case 'html':
      return documentHtml(document)
    case 'md':
      return documentMarkdown(document, generated)
    case 'json':
      return `${printedJson(json)}\n`
    case 'csv':
      if (csv) return csv()
      throw new DeskError({ ja: 'この文書にCSVはありません。', en: 'this document has no CSV' })
    case 'docx':
      return template === undefined
        ? await (await import('../report/document-docx.ts')).documentDocx(document)
        : await filled(document, template)
    case 'pdf': {
      const { documentPdf, findChromium } = await import('../report/document-pdf.ts')
      const chromium = findChromium()
      if (chromium) return await documentPdf(document, chromium)
      throw new DeskError({
        ja: 'PDFにはChromiumが必要です。インストールするか（Debian: apt install chromium）、KYUMEI_CHROMIUM で場所を指定してください。--format docx や html は、なくても作れます。',
        en: 'PDF needs Chromium: install it (Debian: apt install chromium), or name it with KYUMEI_CHROMIUM. --format docx and html do without',
      })
    }
  }
}

async function filled(document: Document, template: string): Promise<Buffer> {
  const { fillTemplate, TemplateError } = await import('../report/document-template.ts')
  try {
    return await fillTemplate(document, readBytes(template))
  } catch (error) {
    throw error instanceof TemplateError ? new DeskError(error.text) : error
  }
}

/** The letter to the organisation. `--file` keeps it in the case. */
export async function caseLetter(
  number: string,
  options: ReportOptions & { file?: boolean; sent?: string },
): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const facts = caseFacts(desk, number)
    const name = caseText(facts.view.consultation.number)
    takeDraft(desk, name, options, lang)
    const plain = letter(desk, facts, lang)
    const { blocks, generated } = withEdits(plain.blocks, edits(desk, name, lang))
    const document = { ...plain, blocks }
    tellConflicts(blocks, lang)
    if (options.file) {
      insert(desk, 'letter', {
        consultation_id: facts.view.consultation.id,
        sent_on: options.sent === undefined ? today(desk) : dayTyped(options.sent),
        addressee: document.subtitle,
        lang,
        title: document.title,
        text: documentMarkdown(document),
      })
    }
    await put(document, options, {
      generated,
      json: { schema: 'kyumei.case/1', ...facts, scope: scopeOf(facts) },
    })
    return EXIT.done
  })
}

export async function forDirector(number: string, options: ReportOptions & { next?: string }): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const facts = caseFacts(desk, number)
    const next = options.next === undefined ? null : momentTyped(options.next).replace('T', ' ')
    await put(directorPage(desk, facts, lang, next), options, {
      generated: new Map(),
      json: { schema: 'kyumei.case/1', ...facts },
    })
    return EXIT.done
  })
}

export async function noticeDraft(
  number: string,
  options: ReportOptions & { to: string; known?: string },
): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const facts = caseFacts(desk, number)
    const to = ADDRESSEES.find((one) => one === options.to)
    if (!to) {
      throw new DeskError({
        ja: `宛先は commission（個人情報保護委員会）、police（警察）、partners（取引先）、staff（職員）のいずれかです。`,
        en: `a notice goes to ${ADDRESSEES.join(', ')}`,
      })
    }
    const known =
      options.known === undefined ? facts.view.consultation.received_at.slice(0, 10) : dayTyped(options.known)
    await put(notice(desk, facts, lang, { to, known }), options, {
      generated: new Map(),
      json: { schema: 'kyumei.case/1', ...facts },
    })
    return EXIT.done
  })
}

export async function postureOf(organisation: string, options: ReportOptions): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const { id, name } = organisationOf(desk, organisation)
    const facts = { posture: organisationPosture(desk, id), compared: compareInventory(desk, id) }
    await put(postureReport(name, facts, lang, today(desk)), options, { json: { organisation: name, ...facts } })
    return EXIT.done
  })
}

export async function caseTimeline(number: string, options: ReportOptions): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const facts = caseFacts(desk, number)
    const lines = timelineLines(facts)
    if (options.out?.toLowerCase().endsWith('.xlsx'))
      writeFileSync(options.out, await timelineWorkbook(facts, lang), { mode: 0o600 })
    else {
      const text = options.json
        ? `${printedJson(lines)}\n`
        : toCsv(
            ['time', 'what', 'host', 'destination', 'source'],
            lines.map((line) => ({ ...line })),
          )
      if (options.out === undefined) process.stdout.write(text)
      else writeFileSync(options.out, text, { mode: 0o600 })
    }
    return EXIT.done
  })
}

/** As JSON: what may be handed to another desk; with a key, indicators as keyed hashes. */
export async function campaign(name: string, options: ReportOptions & { key?: string; tlp?: string }): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const facts = campaignFacts(desk, name, options.tlp === undefined ? 'AMBER' : tlpTyped(options.tlp))
    if (facts.withheld > 0)
      process.stderr.write(
        lang === 'ja'
          ? `TLPがより厳しい${facts.withheld}件は含めていません。\n`
          : `${facts.withheld} cases with a stricter TLP are left out\n`,
      )
    const shared = shareCampaign(facts, options.key === undefined ? null : keyFrom(options.key))
    const document = campaignReport(facts, terms(desk, 'industry'), lang, today(desk))
    await put(document, options, { json: shared })
    return EXIT.done
  })
}

export async function veris(text: string, options: ReportOptions): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    if (!/^\d{4}$/.test(text.trim())) {
      throw new DeskError({
        ja: `${JSON.stringify(text)} は年度ではありません。2015 のように書いてください。`,
        en: `${JSON.stringify(text)} is no fiscal year: write it like 2015`,
      })
    }
    const asOf = options.asOf === undefined ? today(desk) : dayTyped(options.asOf)
    const { incidents, withheld } = verisExport(desk, Number(text), asOf)
    const json = `${printedJson(incidents)}\n`
    if (options.out === undefined) process.stdout.write(json)
    else writeFileSync(options.out, json, { mode: 0o600 })
    process.stderr.write(
      lang === 'ja'
        ? `${incidents.length}件。TLP:RED・AMBER+STRICTの${withheld}件は含めていません。\n`
        : `${incidents.length} incidents; ${withheld} of TLP:RED or AMBER+STRICT stay at home\n`,
    )
    return EXIT.done
  })
}
