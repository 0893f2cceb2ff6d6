/** Paragraphs of a report as the lead worded them, joined with what is generated when the figures have changed since. */
import { diff3Merge } from 'node-diff3'
import { type Desk, row, rows, transaction } from './desk.ts'
import { insert, remove, update } from './record.ts'
import type { ReportText } from './rows.ts'

/** The name under which a case's letter is kept. */
export const caseText = (number: string): string => `case ${number}`

export interface Edit {
  id: string
  /** the generated text that was edited */
  generated: string
  edited: string
}

export function keepEdits(desk: Desk, report: string, lang: 'ja' | 'en', edits: Edit[]): void {
  transaction(desk, () => {
    for (const { id, generated, edited } of edits) {
      const known = kept(desk, report, lang, id)
      if (known) update(desk, 'report_text', known.id, { generated, edited })
      else insert(desk, 'report_text', { report, lang, paragraph: id, generated, edited })
    }
  })
}

const kept = (desk: Desk, report: string, lang: 'ja' | 'en', id: string) =>
  row<ReportText>(desk, 'SELECT * FROM report_text WHERE report = ? AND lang = ? AND paragraph = ?', report, lang, id)

/** Back to the generated text. */
export function dropEdit(desk: Desk, report: string, lang: 'ja' | 'en', id: string): void {
  const known = kept(desk, report, lang, id)
  if (known) remove(desk, 'report_text', known.id, '')
}

export function edits(desk: Desk, report: string, lang: 'ja' | 'en'): Map<string, ReportText> {
  const found = rows<ReportText>(desk, 'SELECT * FROM report_text WHERE report = ? AND lang = ?', report, lang)
  return new Map(found.map((one) => [one.paragraph, one]))
}

/**
 * The edited text with the new figures in it. Where the edit and the new text changed the same words, the edit stands, and the new
 * text is returned beside it.
 */
export function merged(
  edit: Pick<Edit, 'generated' | 'edited'> | undefined,
  now: string,
): { text: string; conflict?: string } {
  if (!edit) return { text: now }
  if (edit.generated === now) return { text: edit.edited }
  const regions = diff3Merge(words(edit.edited), words(edit.generated), words(now), { excludeFalseConflicts: true })
  if (regions.some((region) => region.conflict)) return { text: edit.edited, conflict: now }
  return { text: regions.flatMap((region) => region.ok ?? []).join('') }
}

/** A number is one word, so that 29 can't be joined into 291; so is a run of letters, and each Japanese character. */
function words(text: string): string[] {
  return text.match(/\d+(?:[.,]\d+)*|[A-Za-z’']+|\s+|./gsu) ?? []
}
