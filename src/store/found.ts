/** What lines are, counted. */
import type { LineClass } from '../formats/recogniser.ts'
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
const BEGINNING = { header: 24, whole: 2000 } // characters: a syslog header's time, or a date somewhere in the line

/** `lines`: a SELECT of file, class, envelope, _row_number and valid. `classes`: what the numbers of the classes mean. */
export async function counted(engine: Engine, lines: string, classes: LineClass[]): Promise<Found[]> {
  const dated = classes.flatMap((one, i) => (one.kind === 'format' && one.format.dated ? [i + 1] : []))
  const length =
    dated.length === 0
      ? BEGINNING.header
      : `if(class IN (${dated.join(', ')}), ${BEGINNING.whole}, ${BEGINNING.header})`
  const rows = await engine.query<Omit<Record<keyof Found, string>, 'last_lines'> & { last_lines: string[] }>(
    `SELECT file, class, envelope, count() AS n, min(_row_number) AS first_row,
       arrayMap(last -> last.2, groupArraySorted(${LAST})((-toInt64(_row_number), substring(valid, 1, ${length})))) AS last_lines
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
