/** An organisation's check-list: answers that were asked or measured from its logs, a score, and how the score moved. */
import type { Text } from '../i18n/text.ts'
import type { CoverageFact, Finding, FindingsFile } from '../story/findings.ts'
import { findCase } from './case.ts'
import { type Desk, row, rows, today, transaction } from './desk.ts'
import { DeskError } from './fault.ts'
import { historyOf } from './history.ts'
import { compareInventory, inventoryOf } from './inventory.ts'
import { POSTURE_ITEMS, type PostureItem } from './posture-items.ts'
import { productSteps } from './product-steps.ts'
import { insert, update } from './record.ts'
import type { Answer, Organisation, PostureAnswer } from './rows.ts'

/** By its name, or by the number of one of its cases. */
export function organisationOf(desk: Desk, nameOrCase: string): Organisation {
  const name = nameOrCase.normalize('NFKC').trim()
  const named = row<Organisation>(desk, 'SELECT * FROM organisation WHERE name = ?', name)
  if (named) return named
  const known = row<{ organisation_id: number | null }>(
    desk,
    'SELECT organisation_id FROM consultation WHERE number = ?',
    name,
  )
  const found = known?.organisation_id
    ? row<Organisation>(desk, 'SELECT * FROM organisation WHERE id = ?', known.organisation_id)
    : undefined
  if (found) return found
  if (known) findCase(desk, name)
  throw new DeskError({
    ja: `「${nameOrCase}」という組織も、組織の分かる相談もありません。`,
    en: `there is no organisation ${JSON.stringify(nameOrCase)}, and no case of that number with one`,
  })
}

export interface Line {
  item: PostureItem
  answer: PostureAnswer | null
  /** what somebody entered, else the step of the product they have, else the item's own */
  next: Text
}

export interface Posture {
  lines: Line[]
  /** 0 to 100: yes counts whole, partly half, of all items by their weight; what nobody answered counts nothing */
  score: number
  /** the score after each day on which an answer changed */
  moved: { day: string; score: number }[]
}

export function postureOf(desk: Desk, organisation: number): Posture {
  const answers = new Map(answersOf(desk, organisation).map((one) => [one.item, one]))
  const steps = productSteps(desk, organisation)
  return {
    lines: POSTURE_ITEMS.map((item) => {
      const answer = answers.get(item.id) ?? null
      const entered = answer?.next_step ?? ''
      return { item, answer, next: entered === '' ? (steps.get(item.id) ?? item.next) : { ja: entered, en: entered } }
    }),
    score: score(new Map([...answers].map(([item, one]) => [item, one.answer]))),
    moved: moved(desk, [...answers.values()]),
  }
}

const answersOf = (desk: Desk, organisation: number) =>
  rows<PostureAnswer>(desk, 'SELECT * FROM posture_answer WHERE organisation_id = ?', organisation)

const WORTH: Record<Answer, number> = { yes: 1, partly: 0.5, no: 0, unknown: 0 }

function score(answers: Map<string, Answer>): number {
  const all = POSTURE_ITEMS.reduce((sum, item) => sum + item.weight, 0)
  const got = POSTURE_ITEMS.reduce((sum, item) => sum + item.weight * WORTH[answers.get(item.id) ?? 'unknown'], 0)
  return Math.round((100 * got) / all)
}

function moved(desk: Desk, answers: PostureAnswer[]): { day: string; score: number }[] {
  const entries = historyOf(
    desk,
    answers.map((one) => ['posture_answer', one.id]),
  )
  const now = new Map<string, Answer>()
  const days = new Map<string, number>()
  for (const { after } of entries) {
    if (typeof after?.item !== 'string') continue
    now.set(after.item, after.answer as Answer) // the table's CHECK
    days.set(String(after.answered_on), score(now))
  }
  return [...days].map(([day, value]) => ({ day, score: value }))
}

export type Given = Pick<PostureAnswer, 'answer'> &
  Partial<Pick<PostureAnswer, 'evidence' | 'next_step' | 'owner' | 'due_on' | 'source'>>

export function answer(desk: Desk, organisation: number, item: string, given: Given, version?: number): void {
  if (!POSTURE_ITEMS.some((one) => one.id === item)) {
    throw new DeskError({
      ja: `点検項目 ${item} はありません。項目: ${POSTURE_ITEMS.map((one) => one.id).join(', ')}`,
      en: `there is no item ${item}; there are ${POSTURE_ITEMS.map((one) => one.id).join(', ')}`,
    })
  }
  transaction(desk, () => {
    const known = row<PostureAnswer>(
      desk,
      'SELECT * FROM posture_answer WHERE organisation_id = ? AND item = ?',
      organisation,
      item,
    )
    const values = { source: 'asked' as const, ...given, answered_on: today(desk) }
    if (known) update(desk, 'posture_answer', known.id, values, { version })
    else insert(desk, 'posture_answer', { organisation_id: organisation, item, ...values })
  })
}

/** What the logs of its cases show. A sign that something fails is an answer; that no sign was seen is none. */
export function measure(desk: Desk, organisation: number): string[] {
  const scans = rows<{ findings: string }>(
    desk,
    `SELECT s.findings FROM scan s JOIN consultation c ON c.id = s.consultation_id WHERE c.organisation_id = ? ORDER BY s.id`,
    organisation,
  ).map((one) => JSON.parse(one.findings) as FindingsFile) // checked when it was filed
  const measured = measuredFrom(
    scans.flatMap((scan) => scan.coverage),
    scans.flatMap((scan) => scan.findings),
  )
  const list = inventoryOf(desk, organisation)
  if (scans.length > 0 && list.length > 0) {
    const { unlisted } = compareInventory(desk, organisation)
    measured.set('inventory', {
      answer: unlisted.length > 0 ? 'partly' : 'yes',
      evidence:
        unlisted.length > 0
          ? `一覧${list.length}件、ログに現れて一覧にないもの${unlisted.length}台 (${list.length} listed, ${unlisted.length} seen but not listed)`
          : `一覧${list.length}件 (${list.length} listed)`,
    })
  }
  return transaction(desk, () => {
    const known = new Map(answersOf(desk, organisation).map((one) => [one.item, one]))
    const changed = [...measured].filter(([item, one]) => {
      const before = known.get(item)
      if (before && one.answer === 'unknown') return false // logs that don't tell are no reason to doubt what was said
      return before?.answer !== one.answer || before.evidence !== one.evidence
    })
    for (const [item, one] of changed) answer(desk, organisation, item, { ...one, source: 'measured' })
    return changed.map(([item]) => item)
  })
}

const SERIOUS = ['medium', 'high', 'critical']
const MONTHS_3 = 90 // days
const MONTHS_6 = 180

function measuredFrom(
  coverage: CoverageFact[],
  findings: Finding[],
): Map<string, { answer: Answer; evidence: string }> {
  const found = new Map<string, { answer: Answer; evidence: string }>()
  const source = (subject: string) => coverage.findLast((fact) => fact.kind === 'source' && fact.subject === subject)
  const [flow, web] = [source('flow'), source('web')]
  const isProxy = coverage.some((fact) => fact.kind === 'role' && fact.value === 'proxy')
  if (flow) found.set('firewall', { answer: 'yes', evidence: flow.text })
  if (web && isProxy) {
    found.set('proxy', { answer: 'yes', evidence: web.text })
    const lacks = coverage.filter((fact) => fact.kind === 'logging' && fact.subject === 'web' && fact.value === false)
    found.set('proxy-log', {
      answer: lacks.length > 0 ? 'partly' : 'yes',
      evidence: [web, ...lacks].map((fact) => fact.text).join(' '),
    })
  }
  const permitted = coverage.findLast((fact) => fact.id === 'logging-permitted')
  if (permitted)
    found.set('firewall-log', {
      answer: permitted.value === true ? 'yes' : 'no',
      evidence: [permitted.text, flow ? counted(flow) : ''].filter((part) => part !== '').join(' '),
    })
  const kept = coverage.filter((fact) => fact.kind === 'retention')
  if (kept.length > 0) {
    // what was handed in may be a part of what is kept: too little is no proof of a gap
    const days = Math.min(...kept.map((fact) => Number(fact.value)))
    found.set('retention', {
      answer: days >= MONTHS_6 ? 'yes' : days >= MONTHS_3 ? 'partly' : 'unknown',
      evidence: kept.map((fact) => fact.text).join(' '),
    })
  }
  for (const item of POSTURE_ITEMS) {
    const signs = findings.filter((one) => item.broken_by?.includes(one.detector) && SERIOUS.includes(one.severity))
    if (signs.length === 0) continue
    const titles = [...new Set(signs.map((one) => one.title))].join(' / ')
    found.set(item.id, { answer: 'no', evidence: `${titles} (${signs.length})` })
  }
  return found
}

/** 1,234,567 rows, 2026-10-01 – 2026-10-31: the same in both languages, as a measured answer is kept once. */
function counted({ hours = [], first, last }: CoverageFact): string {
  const rows = hours.reduce((sum, [, n]) => sum + n, 0)
  if (rows === 0) return ''
  const span = first && last ? `, ${first.slice(0, 10)} – ${last.slice(0, 10)}` : ''
  return `(${rows.toLocaleString('en')} rows${span})`
}
