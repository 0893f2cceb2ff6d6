/** A case by its number, and all that belongs to it. */
import { type Desk, row, rows } from './desk.ts'
import { DeskError } from './fault.ts'
import type {
  Closure,
  Consultation,
  Custody,
  EvidenceItem,
  LawfulBasis,
  Letter,
  Note,
  Organisation,
  Person,
  RecordName,
  Records,
  Rescue,
  Sign,
  Task,
  Technique,
  Visit,
} from './rows.ts'

/** How far a case has come. Voided and erased cases say so first. */
export type Stage = 'open' | 'rescue' | 'closed' | 'void'

export function findCase(desk: Desk, number: string): Consultation {
  const found = row<Consultation>(desk, 'SELECT * FROM consultation WHERE number = ?', number.normalize('NFKC').trim())
  if (found) return found
  throw new DeskError({
    ja: `受付番号 ${number} の相談はありません。kyumei desk list で一覧できます。`,
    en: `there is no case ${number}: kyumei desk list shows them`,
  })
}

/** Closed again means closed; reopened means open. */
export const STAGE = `CASE
  WHEN c.void_on IS NOT NULL THEN 'void'
  WHEN EXISTS (SELECT 1 FROM closure x WHERE x.consultation_id = c.id AND x.reopened_on IS NULL) THEN 'closed'
  WHEN EXISTS (SELECT 1 FROM rescue x WHERE x.consultation_id = c.id) THEN 'rescue'
  ELSE 'open' END`

export interface CaseView {
  consultation: Consultation
  stage: Stage
  organisation: Organisation | null
  person: Person | null
  rescue: Rescue | null
  visits: Visit[]
  closures: Closure[]
  tasks: Task[]
  notes: Note[]
  letters: Letter[]
  lawful_basis: LawfulBasis[]
  evidence: (EvidenceItem & { custody: Custody[] })[]
  scans: { id: number; generated: string; folder: string; findings: number; serious: number }[]
  signs: Sign[]
  techniques: Technique[]
  campaigns: { name: string; reason: string }[]
  links: { number: string; kind: 'chain' | 'related'; direction: 'from' | 'to'; reason: string }[]
}

export function viewCase(desk: Desk, number: string): CaseView {
  const consultation = findCase(desk, number)
  const { id } = consultation
  const rescue = row<Rescue>(desk, 'SELECT * FROM rescue WHERE consultation_id = ?', id) ?? null
  return {
    consultation,
    stage:
      row<{ stage: Stage }>(desk, `SELECT ${STAGE} AS stage FROM consultation c WHERE c.id = ?`, id)?.stage ?? 'open',
    organisation: byId(desk, 'organisation', consultation.organisation_id),
    person: byId(desk, 'person', consultation.person_id),
    rescue,
    visits: rescue
      ? rows<Visit>(desk, 'SELECT * FROM visit WHERE rescue_id = ? ORDER BY visited_on, id', rescue.id)
      : [],
    closures: of(desk, 'closure', id),
    tasks: of(desk, 'task', id),
    notes: of(desk, 'note', id),
    letters: of(desk, 'letter', id),
    lawful_basis: of(desk, 'lawful_basis', id),
    evidence: of(desk, 'evidence', id).map((item) => ({
      ...item,
      custody: rows<Custody>(desk, 'SELECT * FROM custody WHERE evidence_id = ? ORDER BY id', item.id),
    })),
    scans: rows(
      desk,
      `SELECT id, generated, folder, json_array_length(findings, '$.findings') AS findings,
         (SELECT count(*) FROM json_each(findings, '$.findings') f
          WHERE f.value ->> 'severity' IN ('medium', 'high', 'critical')) AS serious
       FROM scan WHERE consultation_id = ? ORDER BY id`,
      id,
    ),
    signs: of(desk, 'sign', id),
    techniques: of(desk, 'technique', id),
    campaigns: rows(
      desk,
      `SELECT k.name, m.reason FROM campaign_case m JOIN campaign k ON k.id = m.campaign_id
       WHERE m.consultation_id = ? ORDER BY k.name`,
      id,
    ),
    links: rows(
      desk,
      `SELECT c.number, l.kind, 'to' AS direction, l.reason FROM link l JOIN consultation c ON c.id = l.to_id WHERE l.from_id = ?
       UNION ALL
       SELECT c.number, l.kind, 'from', l.reason FROM link l JOIN consultation c ON c.id = l.from_id WHERE l.to_id = ?`,
      id,
      id,
    ),
  }
}

/** Tables whose records belong to one case each. */
export const PARTS = [
  'closure',
  'task',
  'note',
  'letter',
  'lawful_basis',
  'evidence',
  'scan',
  'sign',
  'technique',
  'indicator',
  'campaign_case',
] as const satisfies RecordName[]

function of<Name extends (typeof PARTS)[number]>(desk: Desk, record: Name, id: number): Records[Name][] {
  return rows<Records[Name]>(desk, `SELECT * FROM ${record} WHERE consultation_id = ? ORDER BY id`, id)
}

function byId<Name extends 'organisation' | 'person'>(
  desk: Desk,
  record: Name,
  id: number | null,
): Records[Name] | null {
  return id === null ? null : (row<Records[Name]>(desk, `SELECT * FROM ${record} WHERE id = ?`, id) ?? null)
}

/** Every record of a case, for its history. */
export function recordsOf(desk: Desk, consultation: Consultation): [RecordName, number][] {
  const { id } = consultation
  const parts = PARTS.flatMap((record) =>
    rows<{ id: number }>(
      desk,
      `SELECT DISTINCT h.record_id AS id FROM history h LEFT JOIN history_content a ON a.hash = coalesce(h.after_hash, h.before_hash)
       WHERE h.record = ? AND a.content ->> 'consultation_id' = ?`,
      record,
      id,
    ).map((one): [RecordName, number] => [record, one.id]),
  )
  const rescues = rows<{ id: number }>(desk, 'SELECT id FROM rescue WHERE consultation_id = ?', id)
  const visits = rescues.flatMap((one) =>
    rows<{ id: number }>(desk, 'SELECT id FROM visit WHERE rescue_id = ?', one.id),
  )
  return [
    ['consultation', id],
    ...parts,
    ...rescues.map((one): [RecordName, number] => ['rescue', one.id]),
    ...visits.map((one): [RecordName, number] => ['visit', one.id]),
  ]
}
