/** The SELECT that turns an evidence's lines of one format into that format's events. */

import type { Envelope } from '../formats/envelope.ts'
import { type EnvelopeReading, literal } from '../formats/envelope.ts'
import type { Format } from '../formats/format.ts'
import { COLUMNS } from './schema.ts'

export interface EventSelection {
  format: Format
  envelope: Envelope
  /** SQL of the payload over `valid` */
  payload: string
  fields: string[]
  /** SQL of the lines: columns `line` and `_row_number` (from 0) */
  from: string
  /** SQL condition over `valid` and `_row_number`: which of them are this format's */
  where: string
  reading: EnvelopeReading
}

/** Events before this are clocks that were never set; after tomorrow, clocks that run wrong. Neither is put on a timeline. */
export const EARLIEST = '1995-01-01'

/** Columns in the order that the SELECT gives them. */
export function eventColumns(selection: EventSelection): string[] {
  return [...Object.keys(columnsOf(selection)), 'evidence_id', 'line']
}

export function eventSelect(selection: EventSelection, evidenceId: string): string {
  const columns = columnsOf(selection)
  const types = COLUMNS[selection.format.table]
  const list = Object.entries(columns).map(([name, sql]) =>
    name === 'time'
      ? `assumeNotNull(event_time) AS ${name}`
      : `CAST(${sql}, '${plainType(types[name] ?? 'String')}') AS ${name}`,
  )
  const required = selection.format.required ? `\n  AND (${requiredOver(selection.format.required, columns)})` : ''
  return `
SELECT
  ${list.join(',\n  ')},
  ${literal(evidenceId)} AS evidence_id,
  toUInt32(_row_number + 1) AS line
FROM
(
  WITH
    toValidUTF8(line) AS valid,
    ${selection.payload} AS payload,
    ${selection.envelope.time(selection.reading)} AS envelope_time,
    trim(${selection.envelope.host}) AS envelope_host
  SELECT payload, envelope_time, envelope_host, ${selection.format.step} AS step, ${columns.time} AS event_time, _row_number
  FROM ${selection.from}
  WHERE (${selection.where})
)
WHERE event_time IS NOT NULL
  AND ${plausible('event_time')}${required}`
}

export function plausible(time: string): string {
  return `${time} >= toDateTime64('${EARLIEST} 00:00:00', 3, 'UTC') AND ${time} < now64(3, 'UTC') + INTERVAL 2 DAY`
}

function columnsOf(selection: EventSelection): Record<string, string> {
  return selection.format.columns({ timezone: literal(selection.reading.timezone), fields: selection.fields })
}

/** The type without its codec: what a value is cast to. */
function plainType(type: string): string {
  return type.replace(/ CODEC\(.*\)$/, '').replaceAll("'", "\\'")
}

function requiredOver(condition: string, columns: Record<string, string>): string {
  return condition.replace(/\b[a-z_]+\b/g, (word) => (word in columns && word !== 'time' ? `(${columns[word]})` : word))
}
