/** The names of a case in texts that are not its own: what the lead wrote into a report, and where else they stand. */
import { type Desk, row, rows } from './desk.ts'
import type { Consultation, RecordName } from './rows.ts'

/** What stands in place of a name that was erased. */
const ERASED = '■■■'

const LEGAL_FORM =
  /(?:特定非営利活動法人|国立研究開発法人|独立行政法人|国立大学法人|一般社団法人|公益社団法人|一般財団法人|公益財団法人|社会福祉法人|医療法人|学校法人|株式会社|有限会社|合同会社|社団法人|財団法人|\(株\)|\(有\))/g

/** Its number, its organisation with and without the legal form, its person, address and telephone. */
export function namesIn(desk: Desk, { number, organisation_id, person_id }: Consultation): string[] {
  const organisation =
    row<{ name: string }>(desk, 'SELECT name FROM organisation WHERE id = ?', organisation_id)?.name ?? ''
  const person = row<{ name: string; mail: string; telephone: string }>(
    desk,
    'SELECT name, mail, telephone FROM person WHERE id = ?',
    person_id,
  )
  return [
    number,
    organisation,
    organisation.normalize('NFKC').replaceAll(LEGAL_FORM, ''),
    ...Object.values(person ?? {}),
  ]
    .map((name) => name.normalize('NFKC').trim())
    .filter((name) => [...name].length >= 3) // shorter ones are parts of other words
}

/** One pattern for all of them: whatever the width of their letters, and the spaces between. */
export function patternOf(names: string[]): RegExp | null {
  const spelled = [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .map((name) =>
      [...name]
        .filter((one) => !/\s/.test(one))
        .map((one) => {
          const wide = /[!-~]/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 0xfee0) : ''
          return `[${one.replace(/[\\\]^-]/, '\\$&')}${wide}]`
        })
        .join('\\s*'),
    )
  return spelled.length === 0 ? null : new RegExp(spelled.join('|'), 'giu')
}

/** Kept texts of reports in which one of the names stands, now or before. */
export function reportTextsWith(desk: Desk, pattern: RegExp): { id: number; generated: string; edited: string }[] {
  const has = (text: string) => text.search(pattern) >= 0
  return rows<{ id: number; generated: string; edited: string; before: string }>(
    desk,
    `SELECT r.id, r.generated, r.edited,
       (SELECT coalesce(group_concat(c.content, char(10)), '') FROM history h JOIN history_content c ON c.hash = h.after_hash
        WHERE h.record = 'report_text' AND h.record_id = r.id) AS before
     FROM report_text r`,
  )
    .filter(({ generated, edited, before }) => has(generated) || has(edited) || has(before))
    .map(({ id, generated, edited }) => ({
      id,
      generated: generated.replaceAll(pattern, ERASED),
      edited: edited.replaceAll(pattern, ERASED),
    }))
}

/** Texts that were forgotten (`--forget`) stand in the history alone. */
export function forgottenTextsWith(desk: Desk, pattern: RegExp): number[] {
  const ids = rows<{ id: number; content: string }>(
    desk,
    `SELECT h.record_id AS id, c.content FROM history h JOIN history_content c ON c.hash = h.after_hash
     WHERE h.record = 'report_text' AND NOT EXISTS (SELECT 1 FROM report_text r WHERE r.id = h.record_id)`,
  )
  return [...new Set(ids.filter(({ content }) => content.search(pattern) >= 0).map(({ id }) => id))]
}

export interface Mention {
  record: RecordName
  id: number
  /** the case whose text it is */
  number: string
}

/** Other cases' own words that still name it: theirs to keep or to change, and the certificate says so. */
export function mentions(desk: Desk, pattern: RegExp, erased: number): Mention[] {
  const texts = rows<Mention & { text: string }>(
    desk,
    `SELECT 'consultation' AS record, c.id, c.number, c.summary AS text FROM consultation c WHERE c.id <> ?1
     UNION ALL SELECT 'note', x.id, c.number, x.text FROM note x JOIN consultation c ON c.id = x.consultation_id WHERE c.id <> ?1
     UNION ALL SELECT 'task', x.id, c.number, concat_ws(' ', x.title, x.target, x.proof) FROM task x JOIN consultation c ON c.id = x.consultation_id WHERE c.id <> ?1
     UNION ALL SELECT 'letter', x.id, c.number, concat_ws(' ', x.addressee, x.text) FROM letter x JOIN consultation c ON c.id = x.consultation_id WHERE c.id <> ?1
     UNION ALL SELECT 'closure', x.id, c.number, concat_ws(' ', x.outcome, x.reopen_reason) FROM closure x JOIN consultation c ON c.id = x.consultation_id WHERE c.id <> ?1
     UNION ALL SELECT 'campaign_case', x.id, c.number, x.reason FROM campaign_case x JOIN consultation c ON c.id = x.consultation_id WHERE c.id <> ?1`,
    erased,
  )
  return texts.filter(({ text }) => text.search(pattern) >= 0).map(({ text: _text, ...one }) => one)
}
