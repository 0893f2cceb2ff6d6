/** What a desk does with a case: take it in, move it to rescue, visit, note, close, open again, take it out of the figures. */
import { findCase } from './case.ts'
import { type Desk, nowLocal, row, today, transaction } from './desk.ts'
import { DeskError } from './fault.ts'
import { halfContaining } from './fiscal.ts'
import { insert, update } from './record.ts'
import type { Channel, Consultation, Discovery, Organisation, Rescue, Task, Tlp } from './rows.ts'
import { rememberForSearch } from './search.ts'

export interface Intake {
  /** given by the desk's own books; else the next of the fiscal year */
  number?: string
  organisation?: string
  kind: string
  industry?: string | null
  /** how many people work there */
  employees?: number | null
  person?: { name: string; mail?: string; telephone?: string; role?: string }
  channel: Channel
  received_at?: string
  recorded_on?: string
  tlp?: Tlp
  attack_kind?: string | null
  discovery?: Discovery | null
  summary?: string
  handler?: string
}

export function intake(desk: Desk, given: Intake, reason = ''): Consultation {
  return transaction(desk, () => {
    const received = given.received_at ?? nowLocal(desk)
    notLater(desk, received, { ja: '受付日', en: 'day of the consultation' })
    const organisation = given.organisation ? organisationNamed(desk, given.organisation, given, reason) : null
    const person =
      organisation && given.person
        ? insert(desk, 'person', { organisation_id: organisation.id, ...given.person }, reason)
        : null
    const id = insert(
      desk,
      'consultation',
      {
        number: given.number ?? nextNumber(desk, received),
        organisation_id: organisation?.id ?? null,
        person_id: person,
        organisation_kind: given.kind,
        industry: given.industry ?? organisation?.industry ?? null,
        channel: given.channel,
        received_at: received,
        recorded_on: given.recorded_on ?? today(desk),
        tlp: given.tlp ?? 'AMBER',
        attack_kind: given.attack_kind ?? null,
        discovery: given.discovery ?? null,
        summary: given.summary ?? '',
        handler: given.handler ?? desk.who,
      },
      reason,
    )
    rememberForSearch(desk, id)
    return row<Consultation>(desk, 'SELECT * FROM consultation WHERE id = ?', id) as Consultation
  })
}

function organisationNamed(
  desk: Desk,
  name: string,
  { kind, industry, employees }: Pick<Intake, 'kind' | 'industry' | 'employees'>,
  reason: string,
): Organisation {
  const plain = name.normalize('NFKC').trim()
  const known = row<Organisation>(desk, 'SELECT * FROM organisation WHERE name = ?', plain)
  if (known && employees) update(desk, 'organisation', known.id, { employees }, { reason })
  if (known) return known
  const id = insert(
    desk,
    'organisation',
    { name: plain, kind, industry: industry ?? null, employees: employees ?? null },
    reason,
  )
  return row<Organisation>(desk, 'SELECT * FROM organisation WHERE id = ?', id) as Organisation
}

/** 2015-0001: the fiscal year and a number that runs in it. */
function nextNumber(desk: Desk, received: string): string {
  const { year } = halfContaining(received, desk.fiscalStart)
  const last = row<{ n: number | null }>(
    desk,
    `SELECT max(CAST(substr(number, 6) AS INTEGER)) AS n FROM consultation
     WHERE number GLOB ? || '-[0-9]*' AND substr(number, 6) NOT GLOB '*[^0-9]*'`,
    String(year),
  )
  return `${year}-${String((last?.n ?? 0) + 1).padStart(4, '0')}`
}

export function startRescue(desk: Desk, number: string, started_at: string, reason = ''): number {
  return transaction(desk, () => {
    const { id } = openCase(desk, number)
    notLater(desk, started_at, { ja: 'レスキュー開始日', en: 'start of the rescue' })
    const rescue = insert(desk, 'rescue', { consultation_id: id, started_at, reason })
    rememberForSearch(desk, id)
    return rescue
  })
}

export function addVisit(
  desk: Desk,
  number: string,
  visit: { visited_on: string; went: string[]; note?: string },
): number {
  return transaction(desk, () => {
    const { id } = openCase(desk, number)
    const rescue = row<Rescue>(desk, 'SELECT * FROM rescue WHERE consultation_id = ?', id)
    if (!rescue) {
      throw new DeskError({
        ja: `${number} はまだレスキュー支援に移行していません。先に kyumei desk rescue ${number} を実行してください。`,
        en: `${number} is no rescue yet: kyumei desk rescue ${number} first`,
      })
    }
    const added = insert(desk, 'visit', {
      rescue_id: rescue.id,
      visited_on: visit.visited_on,
      went: JSON.stringify(visit.went),
      note: visit.note ?? '',
    })
    rememberForSearch(desk, id)
    return added
  })
}

export function addTask(
  desk: Desk,
  number: string,
  task: Pick<Task, 'title'> & Partial<Pick<Task, 'kind' | 'target' | 'owner' | 'due_on'>>,
): number {
  return transaction(desk, () => {
    const { id } = openCase(desk, number)
    const added = insert(desk, 'task', { consultation_id: id, kind: 'task', ...task })
    rememberForSearch(desk, id)
    return added
  })
}

export function finishTask(
  desk: Desk,
  task: number,
  { done_on, proof = '' }: { done_on: string; proof?: string },
  version?: number,
): void {
  transaction(desk, () => update(desk, 'task', task, { done_on, proof }, { version }))
}

export function addNote(desk: Desk, number: string, text: string): number {
  return transaction(desk, () => {
    const { id } = findCase(desk, number)
    const added = insert(desk, 'note', {
      consultation_id: id,
      written_at: desk.now().toISOString(),
      author: desk.who,
      text,
    })
    rememberForSearch(desk, id)
    return added
  })
}

export function closeCase(desk: Desk, number: string, closed_on: string, outcome: string): void {
  transaction(desk, () => {
    const { id } = findCase(desk, number)
    notLater(desk, closed_on, { ja: '完了日', en: 'day of closing' })
    insert(desk, 'closure', { consultation_id: id, closed_on, outcome })
    rememberForSearch(desk, id)
  })
}

export function reopenCase(desk: Desk, number: string, reopened_on: string, reopen_reason: string): void {
  transaction(desk, () => {
    const { id } = findCase(desk, number)
    const closure = row<{ id: number }>(
      desk,
      'SELECT id FROM closure WHERE consultation_id = ? AND reopened_on IS NULL',
      id,
    )
    if (!closure) {
      throw new DeskError({ ja: `${number} は完了していません。`, en: `${number} is not closed` })
    }
    update(desk, 'closure', closure.id, { reopened_on, reopen_reason })
  })
}

/** A correction of the case itself, on top of the version that the editor had before him. */
export function editCase(
  desk: Desk,
  number: string,
  values: Partial<
    Pick<
      Consultation,
      | 'received_at'
      | 'channel'
      | 'organisation_kind'
      | 'industry'
      | 'attack_kind'
      | 'discovery'
      | 'tlp'
      | 'summary'
      | 'handler'
    >
  >,
  version?: number,
): number {
  return transaction(desk, () => {
    const { id } = findCase(desk, number)
    const now = update(desk, 'consultation', id, values, { version })
    rememberForSearch(desk, id)
    return now
  })
}

/** Who it is that asks, where that was not said at first, or was wrong. */
export function nameCaller(
  desk: Desk,
  number: string,
  {
    organisation,
    person,
    employees,
  }: { organisation?: string; person?: NonNullable<Intake['person']>; employees?: number },
  version?: number,
): void {
  transaction(desk, () => {
    const found = findCase(desk, number)
    const { organisation_kind: kind, industry } = found
    const known = organisation
      ? organisationNamed(desk, organisation, { kind, industry }, '').id
      : found.organisation_id
    if (known === null) {
      throw new DeskError({
        ja: '--person と --employees には --organisation も必要です（どの組織のことかを記録します）。',
        en: '--person and --employees need --organisation: of which one',
      })
    }
    if (employees !== undefined) update(desk, 'organisation', known, { employees })
    const person_id = person ? insert(desk, 'person', { organisation_id: known, ...person }) : undefined
    update(desk, 'consultation', found.id, { organisation_id: known, person_id }, { version })
    rememberForSearch(desk, found.id)
  })
}

/** Out of the figures from a day on, with the reason: what was published before stays explainable. */
export function voidCase(desk: Desk, number: string, void_on: string, void_reason: string): void {
  transaction(desk, () => update(desk, 'consultation', findCase(desk, number).id, { void_on, void_reason }))
}

function openCase(desk: Desk, number: string): Consultation {
  const found = findCase(desk, number)
  if (found.void_on || found.erased_on) {
    throw new DeskError({
      ja: `${number} は${found.void_on ? '取り消し' : '消去'}済みです。`,
      en: `${number} was ${found.void_on ? 'voided' : 'erased'}`,
    })
  }
  const closed = row(desk, 'SELECT 1 FROM closure WHERE consultation_id = ? AND reopened_on IS NULL', found.id)
  if (closed) {
    throw new DeskError({
      ja: `${number} は完了しています。kyumei desk reopen ${number} で再開してから続けてください。`,
      en: `${number} is closed: kyumei desk reopen ${number} first`,
    })
  }
  return found
}

function notLater(desk: Desk, day: string, what: { ja: string; en: string }): void {
  if (day.slice(0, 10) <= today(desk)) return
  throw new DeskError({ ja: `${what.ja} ${day} は未来の日付です。`, en: `the ${what.en}, ${day}, is in the future` })
}
