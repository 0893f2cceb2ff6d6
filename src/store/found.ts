/** What lines are, counted. */
import type { Engine } from './engine.ts'
import { READ_SETTINGS } from './source.ts'

/** The lines of one class in one envelope. */
export interface Found {
  /** which of the files asked about, from 0 */
  file: number
  class: number
  envelope: number
  n: number
  first_row: number
  /** the beginnings of the last lines, the last first, for their date */
  last_lines: string[]
}

const LAST = 50 // lines: enough to see past a few that came late

/** `lines`: a SELECT of file, class, envelope, _row_number and valid. */
export async function counted(engine: Engine, lines: string): Promise<Found[]> {
  const rows = await engine.query<Omit<Record<keyof Found, string>, 'last_lines'> & { last_lines: string[] }>(
    `SELECT file, class, envelope, count() AS n, min(_row_number) AS first_row,
       arrayMap(last -> last.2, groupArraySorted(${LAST})((-toInt64(_row_number), substring(valid, 1, 24)))) AS last_lines
     FROM (${lines})
     GROUP BY file, class, envelope
     ORDER BY file, class, envelope
     SETTINGS ${READ_SETTINGS}`,
  )
  return rows.map((row) => ({
    file: Number(row.file),
    class: Number(row.class),
    envelope: Number(row.envelope),
    n: Number(row.n),
    first_row: Number(row.first_row),
    last_lines: row.last_lines,
  }))
}
