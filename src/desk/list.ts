/** Cases in a table: the newest first. */
import type { SQLInputValue } from 'node:sqlite'
import { STAGE, type Stage } from './case.ts'
import { type Desk, rows, today } from './desk.ts'
import type { Half } from './fiscal.ts'
import type { Channel, Tlp } from './rows.ts'

export interface CaseLine {
  number: string
  stage: Stage
  organisation: string
  organisation_kind: string
  industry: string | null
  channel: Channel
  received_at: string
  rescue_at: string | null
  visits: number
  open_tasks: number
  overdue_tasks: number
  attack_kind: string | null
  handler: string
  tlp: Tlp
}

export interface CaseFilter {
  stage?: Stage
  /** cases that are neither closed nor voided */
  unfinished?: boolean
  kind?: string
  industry?: string
  handler?: string
  half?: Half
  top: number
  skip?: number
}

export function listCases(desk: Desk, filter: CaseFilter): CaseLine[] {
  const where: [string, SQLInputValue[]][] = []
  if (filter.kind) where.push(['c.organisation_kind = ?', [filter.kind]])
  if (filter.industry) where.push(['c.industry = ?', [filter.industry]])
  if (filter.handler) where.push(['c.handler = ?', [filter.handler]])
  if (filter.half) where.push(['c.received_at >= ? AND c.received_at < ?', [filter.half.from, filter.half.until]])
  if (filter.stage) where.push([`${STAGE} = ?`, [filter.stage]])
  if (filter.unfinished) where.push([`${STAGE} IN ('open', 'rescue')`, []])
  return rows<CaseLine>(
    desk,
    `SELECT c.number, ${STAGE} AS stage, coalesce(o.name, '') AS organisation, c.organisation_kind, c.industry, c.channel, c.received_at,
       (SELECT started_at FROM rescue r WHERE r.consultation_id = c.id) AS rescue_at,
       (SELECT count(*) FROM visit v JOIN rescue r ON r.id = v.rescue_id WHERE r.consultation_id = c.id) AS visits,
       (SELECT count(*) FROM task t WHERE t.consultation_id = c.id AND t.done_on IS NULL) AS open_tasks,
       (SELECT count(*) FROM task t WHERE t.consultation_id = c.id AND t.done_on IS NULL AND t.due_on < ?) AS overdue_tasks,
       c.attack_kind, c.handler, c.tlp
     FROM consultation c
     LEFT JOIN organisation o ON o.id = c.organisation_id
     ${where.length > 0 ? `WHERE ${where.map(([clause]) => clause).join(' AND ')}` : ''}
     ORDER BY c.received_at DESC, c.number DESC
     LIMIT ? OFFSET ?`,
    today(desk),
    ...where.flatMap(([, values]) => values),
    filter.top,
    filter.skip ?? 0,
  )
}
