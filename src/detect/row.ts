/** What the rows of all detectors' queries have in common: whose, from when to when, and the lines that show it. */
import type { DetectorContext, Sign } from './detector.ts'

export interface SeenRow {
  host: string
  first: string
  last: string
  /** [evidence, line], earliest first */
  lines: [string, number][]
}

/** SQL aggregates over events with `time`, `evidence_id` and `line`; the same lines on every run (ids hang on them). */
export const SEEN_COLUMNS = `
    formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first,
    formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
    arrayMap(cited -> (cited.2, cited.3), groupArraySorted(10)((time, evidence_id, line))) AS lines`

export function seen(row: SeenRow): Pick<Sign, 'hosts' | 'accounts' | 'first_seen' | 'last_seen' | 'lines'> {
  return {
    hosts: [row.host],
    accounts: [],
    first_seen: row.first,
    last_seen: row.last,
    lines: row.lines.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) })),
  }
}

/** Ten lines at most: those that decide, and before them as many of the others as there is room for. */
export const citing = (others: Sign['lines'], deciding: [string, number][]): Sign['lines'] => {
  const last = deciding.map(([evidence_id, line]) => ({ evidence_id, line: Number(line) }))
  const isLast = (one: Sign['lines'][number]) =>
    last.some((other) => other.evidence_id === one.evidence_id && other.line === one.line)
  return [...others.slice(0, 10 - last.length).filter((one) => !isLast(one)), ...last]
}

/**
 * SQL of what tells one session from another: firewalls write interim lines of long ones, under one id, and the largest counts. A line
 * without an id is a session of its own.
 */
export const session = (table: string) =>
  `if(${table}.event_id = '', concat(${table}.evidence_id, ':', toString(${table}.line)), ${table}.event_id)`

/** SQL aggregate: how many sessions the lines of a group are. */
export const sessions = (table: string) =>
  `(countIf(${table}.event_id = '') + uniqExactIf(${table}.event_id, ${table}.event_id != ''))`

/** SQL aggregate: the values that come most often, of equals the first by name. `topK` guesses, and guesses another way at the next run. */
export const mostOften = (value: string, n: number, weight = 'toUInt64(1)') =>
  `arrayMap(pair -> pair.1, arraySlice(arraySort(pair -> (-toInt64(pair.2), pair.1), CAST(sumMap(map(${value}, ${weight})), 'Array(Tuple(String, UInt64))')), 1, ${n}))`

/** Most organisations lack some logs: long queries are spared where there is nothing to ask. */
export async function isEmpty(view: 'auth' | 'mailflow', context: DetectorContext): Promise<boolean> {
  return (await context.query(`SELECT line FROM ${view} LIMIT 1`)).length === 0
}
