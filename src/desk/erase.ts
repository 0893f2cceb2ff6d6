/**
 * Erasure of a case: the content goes, from the records and from the history; what the published figures need stays (dates, kind of
 * organisation, kind of attack, signs). The history keeps its hashes and still proves itself. The certificate says what went.
 */
import { rmSync } from 'node:fs'
import { isOwnFolder } from './attach.ts'
import { findCase, PARTS, recordsOf } from './case.ts'
import { type Desk, rows, today, transaction } from './desk.ts'
import { forgottenTextsWith, type Mention, mentions, namesIn, patternOf, reportTextsWith } from './erased-names.ts'
import { DeskError } from './fault.ts'
import { chronicle, head } from './history.ts'
import { get, insert } from './record.ts'
import { caseText } from './report-text.ts'
import type { RecordName } from './rows.ts'
import { forgetTraces } from './trace.ts'

export interface ErasedContent {
  record: RecordName
  id: number
  /** hash of the content in the history: salted, and the salt is gone */
  hash: string
}

export interface Certificate {
  case: string
  erased_at: string
  who: string
  reason: string
  erased: ErasedContent[]
  /** texts of reports out of which its names were taken */
  redacted: number
  /** other cases that still name it in their own words */
  still_named: Mention[]
  head_before: string
  head_after: string
}

/** What stays of a case, and with which content. */
const KEPT: Partial<Record<RecordName, Record<string, string | null>>> = {
  consultation: { organisation_id: null, person_id: null, summary: '', handler: '' },
  rescue: { reason: '' },
  visit: { went: '[]', note: '' },
  closure: { outcome: '' },
  campaign_case: { reason: '' },
  sign: {},
  technique: {},
}

export function eraseCase(desk: Desk, number: string, reason: string): Certificate {
  const folders: string[] = []
  const certificate = transaction(desk, () => {
    const consultation = findCase(desk, number)
    if (consultation.erased_on) {
      throw new DeskError({
        ja: `${number} は ${consultation.erased_on} に消去済みです。`,
        en: `${number} was erased on ${consultation.erased_on}`,
      })
    }
    const before = head(desk)
    const { id, organisation_id, person_id } = consultation
    const records = [...recordsOf(desk, consultation), ...custodyOf(desk, id)]
    folders.push(
      ...rows<{ folder: string }>(desk, 'SELECT folder FROM scan WHERE consultation_id = ?', id).map(
        (one) => one.folder,
      ),
    )
    const erased: ErasedContent[] = []
    const pattern = patternOf(namesIn(desk, consultation))
    // those that refer to others first
    const order: RecordName[] = [
      'custody',
      'evidence',
      ...PARTS.filter((part) => part !== 'evidence'),
      'visit',
      'rescue',
      'consultation',
    ]
    for (const record of order)
      for (const [, one] of records.filter(([name]) => name === record)) erased.push(...eraseRecord(desk, record, one))
    for (const { id: link } of rows<{ id: number }>(desk, 'SELECT id FROM link WHERE from_id = ?1 OR to_id = ?1', id))
      erased.push(...eraseRecord(desk, 'link', link))
    const isNeeded = rows(desk, 'SELECT 1 FROM consultation WHERE person_id = ?', person_id).length > 0
    if (person_id !== null && !isNeeded) erased.push(...eraseRecord(desk, 'person', person_id))
    if (organisation_id !== null) erased.push(...eraseUnused(desk, organisation_id))
    desk.db.prepare('DELETE FROM search_text WHERE consultation_id = ?').run(id)
    forgetTraces(desk, id)
    erased.push(...eraseLetterTexts(desk, consultation.number))
    const texts = pattern ? takeOutOfReports(desk, pattern) : []
    erased.push(...texts)
    const erasure = insert(desk, 'erasure', {
      erased_at: desk.now().toISOString(),
      who: desk.who,
      reason,
      case_number: consultation.number,
      erased: JSON.stringify(erased),
      head_before: `${before.seq}:${before.hash}`,
    })
    const after = head(desk)
    const { erased_at, who, head_before } = get(desk, 'erasure', erasure)
    return {
      case: consultation.number,
      erased_at,
      who,
      reason,
      erased,
      redacted: new Set(texts.map((one) => one.id)).size,
      still_named: pattern ? mentions(desk, pattern, id) : [],
      head_before,
      head_after: `${after.seq}:${after.hash}`,
    }
  })
  desk.db.exec('PRAGMA wal_checkpoint(TRUNCATE)') // the log beside the file still had the pages
  for (const folder of folders) if (isOwnFolder(desk, folder)) rmSync(folder, { recursive: true, force: true })
  return certificate
}

/** What somebody wrote for the case's own letter, kept or forgotten. */
function eraseLetterTexts(desk: Desk, number: string): ErasedContent[] {
  return rows<{ id: number }>(
    desk,
    `SELECT DISTINCT h.record_id AS id FROM history h JOIN history_content c ON c.hash = h.after_hash
     WHERE h.record = 'report_text' AND c.content ->> 'report' = ?`,
    caseText(number),
  ).flatMap(({ id }) => eraseRecord(desk, 'report_text', id))
}

/** The lead may have written a name into a report's text: there it is blacked, and the texts of before go out of the history. */
function takeOutOfReports(desk: Desk, pattern: RegExp): ErasedContent[] {
  return [
    ...reportTextsWith(desk, pattern).flatMap(({ id, generated, edited }) =>
      eraseRecord(desk, 'report_text', id, { generated, edited }),
    ),
    ...forgottenTextsWith(desk, pattern).flatMap((id) => eraseRecord(desk, 'report_text', id)),
  ]
}

/** Its contents in the history, and the record itself or what it must not keep. */
function eraseRecord(desk: Desk, record: RecordName, id: number, kept = KEPT[record]): ErasedContent[] {
  const standing = rows(desk, `SELECT 1 FROM ${record} WHERE id = ?`, id).length > 0
  const hashes = rows<{ hash: string }>(
    desk,
    `SELECT c.hash FROM history h JOIN history_content c ON c.hash = h.after_hash WHERE h.record = ? AND h.record_id = ?`,
    record,
    id,
  )
  if (standing && kept) {
    const values = { ...kept, ...(record === 'consultation' ? { erased_on: today(desk) } : {}) }
    const names = Object.keys(values)
    if (names.length > 0) {
      desk.db
        .prepare(
          `UPDATE ${record} SET ${names.map((name) => `${name} = ?`).join(', ')}, version = version + 1 WHERE id = ?`,
        )
        .run(...Object.values(values), id)
    }
  } else if (standing) desk.db.prepare(`DELETE FROM ${record} WHERE id = ?`).run(id)
  chronicle(
    desk,
    { action: 'erase', record, record_id: id, reason: '' },
    standing && kept ? get(desk, record, id) : null,
  )
  for (const { hash } of hashes) desk.db.prepare('DELETE FROM history_content WHERE hash = ?').run(hash)
  return hashes.map(({ hash }) => ({ record, id, hash }))
}

/** The organisation and its people, where no other case needs them. */
function eraseUnused(desk: Desk, organisation: number): ErasedContent[] {
  const needed = rows(desk, 'SELECT 1 FROM consultation WHERE organisation_id = ?', organisation).length > 0
  if (needed) return []
  const own = (['person', 'inventory_item', 'posture_answer'] as const).flatMap((record) =>
    rows<{ id: number }>(desk, `SELECT id FROM ${record} WHERE organisation_id = ?`, organisation).flatMap(({ id }) =>
      eraseRecord(desk, record, id),
    ),
  )
  return [...own, ...eraseRecord(desk, 'organisation', organisation)]
}

function custodyOf(desk: Desk, consultation: number): [RecordName, number][] {
  return rows<{ id: number }>(
    desk,
    'SELECT k.id FROM custody k JOIN evidence e ON e.id = k.evidence_id WHERE e.consultation_id = ?',
    consultation,
  ).map((one) => ['custody', one.id])
}
