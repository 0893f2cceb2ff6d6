/** Cases handed on: a table with the columns that import reads, or every record; with names as they are, or replaced by keyed hashes. */
import { createHmac } from 'node:crypto'
import { type Desk, rows } from './desk.ts'
import { RECORDS } from './rows.ts'

/** One row a case, under the headings that import knows. */
export interface CaseRow {
  number: string
  received_at: string
  recorded_on: string
  organisation: string
  kind: string
  industry: string
  employees: string
  person: string
  mail: string
  telephone: string
  channel: string
  attack_kind: string
  discovery: string
  signs: string
  techniques: string
  campaign: string
  tlp: string
  summary: string
  handler: string
  rescue_at: string
  visits: string
  visitors: string
  closed_on: string
  outcome: string
  void_on: string
  void_reason: string
}

export function caseRows(desk: Desk): CaseRow[] {
  return rows<CaseRow>(
    desk,
    `SELECT c.number, replace(c.received_at, 'T', ' ') AS received_at, c.recorded_on, coalesce(o.name, '') AS organisation,
       c.organisation_kind AS kind, coalesce(c.industry, '') AS industry,
       coalesce(CAST(o.employees AS TEXT), '') AS employees, coalesce(c.discovery, '') AS discovery,
       coalesce(p.name, '') AS person, coalesce(p.mail, '') AS mail, coalesce(p.telephone, '') AS telephone,
       c.channel, coalesce(c.attack_kind, '') AS attack_kind,
       (SELECT coalesce(group_concat(detector, ';'), '') FROM sign WHERE consultation_id = c.id) AS signs,
       (SELECT coalesce(group_concat(technique, ';'), '') FROM technique WHERE consultation_id = c.id) AS techniques,
       (SELECT coalesce(min(k.name), '') FROM campaign_case m JOIN campaign k ON k.id = m.campaign_id WHERE m.consultation_id = c.id) AS campaign,
       c.tlp, c.summary, c.handler, coalesce(replace(r.started_at, 'T', ' '), '') AS rescue_at,
       (SELECT coalesce(group_concat(visited_on, ';' ORDER BY visited_on), '') FROM visit WHERE rescue_id = r.id) AS visits,
       (SELECT coalesce(group_concat(DISTINCT w.value), '') FROM visit v, json_each(v.went) w WHERE v.rescue_id = r.id) AS visitors,
       coalesce(x.closed_on, '') AS closed_on, coalesce(x.outcome, '') AS outcome,
       coalesce(c.void_on, '') AS void_on, coalesce(c.void_reason, '') AS void_reason
     FROM consultation c
     LEFT JOIN organisation o ON o.id = c.organisation_id
     LEFT JOIN person p ON p.id = c.person_id
     LEFT JOIN rescue r ON r.consultation_id = c.id
     LEFT JOIN closure x ON x.consultation_id = c.id AND x.reopened_on IS NULL
     ORDER BY c.received_at, c.number`,
  )
}

export function allRecords(desk: Desk): Record<string, Record<string, unknown>[]> {
  return Object.fromEntries(
    RECORDS.map((record) => [record, rows<Record<string, unknown>>(desk, `SELECT * FROM ${record} ORDER BY id`)]),
  )
}

/**
 * Who, where and in which words is replaced by HMAC-SHA-256 under a key, so that the receiver can tell equal from different and nothing
 * else; free text is left out. The same key gives the same pseudonyms.
 */
export function pseudonymised(row: CaseRow, key: Buffer): CaseRow {
  const token = (text: string, prefix: string) =>
    text === '' ? '' : `${prefix}-${createHmac('sha256', key).update(`${prefix}\n${text}`).digest('hex').slice(0, 16)}`
  return {
    ...row,
    number: token(row.number, 'case'),
    organisation: token(row.organisation, 'org'),
    person: token(row.person, 'person'),
    mail: token(row.mail.toLowerCase(), 'mail'),
    telephone: '',
    handler: token(row.handler, 'handler'),
    employees: '',
    visitors: '',
    campaign: token(row.campaign, 'campaign'),
    summary: '',
    outcome: '',
    void_reason: row.void_reason === '' ? '' : '-',
  }
}
