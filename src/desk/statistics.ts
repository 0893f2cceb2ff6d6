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

/** Which date makes a case count. */
const WHEN = { consultations: 'received_at', rescues: 'started_at', onsites: 'visited_on' } as const

/** A case that stood in the books on a day, with the dates by which each count counts it. */
interface BookedCase {
  id: number
  organisation_kind: string | null
  industry: string | null
  channel: string | null
  attack_kind: string | null
  received_at: string
  started_at: string | null
  visited_on: string | null
}

/** Those of a half by any of their dates, found by the indexes on these. */
const BOOKS = `SELECT c.id, c.organisation_kind, c.industry, c.channel, c.attack_kind, c.received_at, r.started_at,
    (SELECT min(v.visited_on) FROM visit v WHERE v.rescue_id = r.id AND v.visited_on <= :as_of) AS visited_on
  FROM consultation c
  LEFT JOIN rescue r ON r.consultation_id = c.id AND substr(r.started_at, 1, 10) <= :as_of
  WHERE c.recorded_on <= :as_of AND (c.void_on IS NULL OR c.void_on > :as_of)
    AND c.id IN (
      SELECT id FROM consultation WHERE received_at >= :from AND received_at < :until
      UNION SELECT consultation_id FROM rescue WHERE started_at >= :from AND started_at < :until
      UNION SELECT consultation_id FROM rescue JOIN visit ON visit.rescue_id = rescue.id WHERE visited_on >= :from AND visited_on < :until)
  ORDER BY c.id`

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
  const of = <Shape>(sql: string) => rows<Shape>(desk, named(sql), asOf, half.from, half.until)
  const books = of<BookedCase>(BOOKS)
  const counted = (count: keyof typeof WHEN) =>
    books.filter((one) => {
      const date = one[WHEN[count]]
      return date !== null && date >= half.from && date < half.until
    })
  const [consultations, rescues, onsites] = [counted('consultations'), counted('rescues'), counted('onsites')]
  const ids = JSON.stringify(consultations.map((one) => one.id))
  const seen = (table: 'sign' | 'technique', column: string) =>
    rows<Tally>(
      desk,
      `SELECT s.${column} AS code, count(*) AS n FROM json_each(?) b JOIN ${table} s ON s.consultation_id = b.value
       GROUP BY s.${column} ORDER BY n DESC, code`,
      ids,
    )
  return {
    half: half.id,
    from: half.from,
    until: half.until,
    as_of: asOf,
    consultations: consultations.length,
    rescues: rescues.length,
    onsites: onsites.length,
    rescues_by_kind: tally(rescues, 'organisation_kind'),
    onsites_by_kind: tally(onsites, 'organisation_kind'),
    consultations_by_kind: tally(consultations, 'organisation_kind'),
    by_industry: tally(consultations, 'industry'),
    by_channel: tally(consultations, 'channel'),
    by_attack: tally(consultations, 'attack_kind'),
    by_sign: seen('sign', 'detector'),
    by_technique: seen('technique', 'technique'),
    by_campaign: rows<{ code: string; n: number; industries: string }>(
      desk,
      `SELECT k.name AS code, count(*) AS n, json_group_array(DISTINCT c.industry) AS industries
       FROM json_each(?) b JOIN campaign_case m ON m.consultation_id = b.value JOIN campaign k ON k.id = m.campaign_id
       JOIN consultation c ON c.id = b.value
       GROUP BY k.id ORDER BY n DESC, code`,
      ids,
    ).map((one) => ({
      ...one,
      industries: (JSON.parse(one.industries) as (string | null)[]).filter((code) => code !== null).sort(),
    })),
    days_to_rescue: duration(
      // by the minute where both are known so far
      rescues.map(({ received_at, started_at }) =>
        daysBetween(started_at?.length === 16 ? received_at : received_at.slice(0, 10), started_at ?? received_at),
      ),
    ),
    days_to_visit: duration(
      onsites.map(({ started_at, visited_on }) => daysBetween((started_at ?? '').slice(0, 10), visited_on ?? '')),
    ),
    days_to_close: duration(
      of<{ received_at: string; closed_on: string }>(
        `SELECT c.received_at, x.closed_on FROM closure x JOIN consultation c ON c.id = x.consultation_id
         WHERE x.closed_on >= :from AND x.closed_on < :until AND x.closed_on <= :as_of AND (x.reopened_on IS NULL OR x.reopened_on > :as_of)
           AND c.recorded_on <= :as_of AND (c.void_on IS NULL OR c.void_on > :as_of)`,
      ).map(({ received_at, closed_on }) => daysBetween(received_at.slice(0, 10), closed_on)),
    ),
  }
}

/** The most frequent first; of those alike in number, by their code, what was not entered before all. */
function tally(cases: BookedCase[], column: 'organisation_kind' | 'industry' | 'channel' | 'attack_kind'): Tally[] {
  return [...Map.groupBy(cases, (one) => one[column])]
    .map(([code, ones]) => ({ code, n: ones.length }))
    .sort((a, b) => b.n - a.n || ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
}

/** The desk's own clock has no zone in the book: both are read as UTC, and their distance is right. */
const daysBetween = (from: string, until: string) => (clock(until) - clock(from)) / 86_400_000
const clock = (text: string) => Date.parse(text.length === 16 ? `${text}Z` : `${text}T00:00Z`)

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
  const all = countsByHalf(desk, asOf)
  const none = { consultations: 0, rescues: 0, onsites: 0 }
  const found: YearRow[] = []
  for (let year = Math.max(Math.min(from, last.year), last.year - most + 1); year <= last.year; year++) {
    const h1 = all.get(halfOf(year, 1, desk.fiscalStart).id) ?? none
    const isFuture = year === last.year && last.half === 1
    const h2 = isFuture ? none : (all.get(halfOf(year, 2, desk.fiscalStart).id) ?? none)
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

/** All halves in one pass over the books. */
function countsByHalf(desk: Desk, asOf: string): Map<string, Counts> {
  const found = rows<{ what: keyof Counts; month: string; n: number }>(
    desk,
    `WITH books AS (SELECT id, received_at FROM consultation WHERE recorded_on <= ?1 AND (void_on IS NULL OR void_on > ?1))
     SELECT 'consultations' AS what, substr(received_at, 1, 7) AS month, count(*) AS n FROM books GROUP BY month
     UNION ALL
     SELECT 'rescues', substr(r.started_at, 1, 7) AS month, count(*) FROM rescue r JOIN books b ON b.id = r.consultation_id
     WHERE substr(r.started_at, 1, 10) <= ?1 GROUP BY month
     UNION ALL
     SELECT 'onsites', substr(first, 1, 7) AS month, count(*)
     FROM (SELECT min(v.visited_on) AS first FROM visit v JOIN rescue r ON r.id = v.rescue_id JOIN books b ON b.id = r.consultation_id
           WHERE v.visited_on <= ?1 GROUP BY r.id)
     GROUP BY month`,
    asOf,
  )
  const halves = new Map<string, Counts>()
  for (const { what, month, n } of found) {
    const { id } = halfContaining(`${month}-01`, desk.fiscalStart)
    const half = halves.get(id) ?? { consultations: 0, rescues: 0, onsites: 0 }
    half[what] += n
    halves.set(id, half)
  }
  return halves
}
