/**
 * The desk's figures of a half of the fiscal year. A consultation counts in the half in which it came in, a rescue in the half in which it
 * began, on-site support in the half of its first visit: several visits to one case count once. Voided cases count in none.
 *
 * As of a day: the cases that stood in the books then (recorded by then, not voided by then). Figures published before stay explainable.
 */
import { type Desk, row, rows, today } from './desk.ts'
import { type Half, halfBefore, halfContaining, halfOf, sameHalfBefore } from './fiscal.ts'

export interface Counts {
  consultations: number
  rescues: number
  onsites: number
}

export interface Tally {
  /** null: not entered, or erased */
  code: string | null
  n: number
}

/** In days; null where there is nothing to measure. The 90th percentile is interpolated as a spreadsheet's PERCENTILE.INC. */
export interface Duration {
  n: number
  median: number | null
  p90: number | null
}

export interface Figures extends Counts {
  half: string
  from: string
  until: string
  as_of: string
  /** rescues by kind of organisation: the published breakdown */
  rescues_by_kind: Tally[]
  onsites_by_kind: Tally[]
  consultations_by_kind: Tally[]
  by_industry: Tally[]
  by_channel: Tally[]
  by_attack: Tally[]
  /** cases in which a sign or technique was seen; one case may have several */
  by_sign: Tally[]
  by_technique: Tally[]
  by_campaign: (Tally & { industries: string[] })[]
  days_to_rescue: Duration
  days_to_visit: Duration
  days_to_close: Duration
}

/** Cases that stood in the books on a day, with the dates by which each count counts them. */
const BOOKS = `WITH books AS (
  SELECT c.id, c.organisation_kind, c.industry, c.channel, c.attack_kind, c.received_at, r.started_at, r.id AS rescue_id,
    (SELECT min(v.visited_on) FROM visit v WHERE v.rescue_id = r.id AND v.visited_on <= :as_of) AS visited_on
  FROM consultation c
  LEFT JOIN rescue r ON r.consultation_id = c.id AND substr(r.started_at, 1, 10) <= :as_of
  WHERE c.recorded_on <= :as_of AND (c.void_on IS NULL OR c.void_on > :as_of)
)`

/** Which date makes a case count. */
const WHEN = { consultations: 'received_at', rescues: 'started_at', onsites: 'visited_on' } as const

/** By the indexes on the dates: a report asks for many halves. */
export function counts(desk: Desk, half: Half, asOf = today(desk)): Counts {
  const inBooks = 'c.recorded_on <= :as_of AND (c.void_on IS NULL OR c.void_on > :as_of)'
  const found = row<Counts>(
    desk,
    named(`SELECT
       (SELECT count(*) FROM consultation c WHERE c.received_at >= :from AND c.received_at < :until AND ${inBooks}) AS consultations,
       (SELECT count(*) FROM rescue r JOIN consultation c ON c.id = r.consultation_id
        WHERE r.started_at >= :from AND r.started_at < :until AND substr(r.started_at, 1, 10) <= :as_of AND ${inBooks}) AS rescues,
       (SELECT count(DISTINCT r.id) FROM visit v JOIN rescue r ON r.id = v.rescue_id JOIN consultation c ON c.id = r.consultation_id
        WHERE v.visited_on >= :from AND v.visited_on < :until AND v.visited_on <= :as_of AND ${inBooks}
          AND NOT EXISTS (SELECT 1 FROM visit first WHERE first.rescue_id = r.id AND first.visited_on < :from)) AS onsites`),
    asOf,
    half.from,
    half.until,
  )
  return found ?? { consultations: 0, rescues: 0, onsites: 0 }
}

/** Positional: node:sqlite's prepared statements are kept, and ?1 is bound by order. */
function named(sql: string): string {
  return sql.replaceAll(':as_of', '?1').replaceAll(':from', '?2').replaceAll(':until', '?3')
}

export function figures(desk: Desk, half: Half, asOf = today(desk)): Figures {
  const of = <Shape>(sql: string) => rows<Shape>(desk, named(`${BOOKS}\n${sql}`), asOf, half.from, half.until)
  const tally = (column: string, count: keyof typeof WHEN) =>
    of<Tally>(
      `SELECT ${column} AS code, count(*) AS n FROM books WHERE ${WHEN[count]} >= :from AND ${WHEN[count]} < :until
       GROUP BY ${column} ORDER BY n DESC, code`,
    )
  const seen = (table: 'sign' | 'technique', column: string) =>
    of<Tally>(
      `SELECT s.${column} AS code, count(DISTINCT b.id) AS n FROM books b JOIN ${table} s ON s.consultation_id = b.id
       WHERE b.received_at >= :from AND b.received_at < :until GROUP BY s.${column} ORDER BY n DESC, code`,
    )
  const lasted = (sql: string) => duration(of<{ days: number }>(sql).map((one) => one.days))
  return {
    half: half.id,
    from: half.from,
    until: half.until,
    as_of: asOf,
    ...counts(desk, half, asOf),
    rescues_by_kind: tally('organisation_kind', 'rescues'),
    onsites_by_kind: tally('organisation_kind', 'onsites'),
    consultations_by_kind: tally('organisation_kind', 'consultations'),
    by_industry: tally('industry', 'consultations'),
    by_channel: tally('channel', 'consultations'),
    by_attack: tally('attack_kind', 'consultations'),
    by_sign: seen('sign', 'detector'),
    by_technique: seen('technique', 'technique'),
    by_campaign: of<{ code: string; n: number; industries: string }>(
      `SELECT k.name AS code, count(*) AS n, json_group_array(DISTINCT b.industry) AS industries
       FROM books b JOIN campaign_case m ON m.consultation_id = b.id JOIN campaign k ON k.id = m.campaign_id
       WHERE b.received_at >= :from AND b.received_at < :until GROUP BY k.id ORDER BY n DESC, code`,
    ).map((one) => ({
      ...one,
      industries: (JSON.parse(one.industries) as (string | null)[]).filter((code) => code !== null).sort(),
    })),
    days_to_rescue: lasted(
      `SELECT julianday(started_at) - julianday(CASE WHEN length(started_at) = 16 THEN received_at ELSE substr(received_at, 1, 10) END) AS days
       FROM books WHERE started_at >= :from AND started_at < :until`,
    ),
    days_to_visit: lasted(
      `SELECT julianday(visited_on) - julianday(substr(started_at, 1, 10)) AS days FROM books WHERE visited_on >= :from AND visited_on < :until`,
    ),
    days_to_close: lasted(
      `SELECT julianday(x.closed_on) - julianday(substr(b.received_at, 1, 10)) AS days
       FROM books b JOIN closure x ON x.consultation_id = b.id AND (x.reopened_on IS NULL OR x.reopened_on > :as_of)
       WHERE x.closed_on >= :from AND x.closed_on < :until AND x.closed_on <= :as_of`,
    ),
  }
}

function duration(days: number[]): Duration {
  const sorted = days.map((one) => Math.max(0, one)).sort((a, b) => a - b)
  return { n: sorted.length, median: percentile(sorted, 0.5), p90: percentile(sorted, 0.9) }
}

function percentile(sorted: number[], share: number): number | null {
  if (sorted.length === 0) return null
  const at = (sorted.length - 1) * share
  const [below = 0, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return below + (above - below) * (at - Math.floor(at))
}

/** How a half compares with the same half a year before and with the half before. */
export interface Comparison {
  with: string
  before: Counts
}

export function comparisons(desk: Desk, half: Half, asOf = today(desk)): { year: Comparison; half: Comparison } {
  const [year, last] = [sameHalfBefore(half, desk.fiscalStart), halfBefore(half, desk.fiscalStart)]
  return {
    year: { with: year.id, before: counts(desk, year, asOf) },
    half: { with: last.id, before: counts(desk, last, asOf) },
  }
}

/** Rounded half up to one decimal, below 0.5 to two; null where there was nothing before. Exact: whole numbers throughout. */
export function ratio(now: number, before: number): string | null {
  if (before === 0) return null
  const digits = now * 2 < before ? 2 : 1
  const scale = 10 ** digits
  return (Math.floor((2 * now * scale + before) / (2 * before)) / scale).toFixed(digits)
}

/** Halves and fiscal years from the first case on, for the table and the trend. */
export interface YearRow {
  year: number
  h1: Counts
  h2: Counts
  total: Counts
}

export function years(desk: Desk, last: Half, asOf = today(desk), most = 10): YearRow[] {
  const first = row<{ day: string | null }>(
    desk,
    'SELECT min(received_at) AS day FROM consultation WHERE void_on IS NULL',
  )
  const from = first?.day ? halfContaining(first.day, desk.fiscalStart).year : last.year
  const found: YearRow[] = []
  for (let year = Math.max(Math.min(from, last.year), last.year - most + 1); year <= last.year; year++) {
    const h1 = counts(desk, halfOf(year, 1, desk.fiscalStart), asOf)
    const isFuture = year === last.year && last.half === 1
    const h2 = isFuture
      ? { consultations: 0, rescues: 0, onsites: 0 }
      : counts(desk, halfOf(year, 2, desk.fiscalStart), asOf)
    found.push({
      year,
      h1,
      h2,
      total: {
        consultations: h1.consultations + h2.consultations,
        rescues: h1.rescues + h2.rescues,
        onsites: h1.onsites + h2.onsites,
      },
    })
  }
  return found
}
