/** The SELECT that turns an evidence's lines of one format into that format's events. */

import type { Envelope } from '../formats/envelope.ts'
import { type EnvelopeReading, literal } from '../formats/envelope.ts'
import type { Carried, Format, FormatContext } from '../formats/format.ts'
import { COLUMNS } from './schema.ts'

export interface EventSelection {
  format: Format
  envelope: Envelope
  /** SQL of the payload over `valid` */
  payload: string
  fields: string[]
  /** in place of the format's */
  step?: string
  /** SQL of the lines: columns `line` and `_row_number` (from 0), and `own` (1) where the format reads others' lines along */
  from: string
  /** the lines are those of several evidences, which `from` names in a column `of_evidence` */
  several?: true
  /** SQL condition over `valid` and `_row_number`: which of them are this format's */
  where: string
  reading: EnvelopeReading
}

/** Events before this are clocks that were never set; after tomorrow, clocks that run wrong. Neither is put on a timeline. */
const EARLIEST = '1995-01-01'

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
  const required = selection.format.required ? `\n  AND (${selection.format.required})` : ''
  return `
SELECT
  ${list.join(',\n  ')},
  ${selection.several ? 'of_evidence' : literal(evidenceId)} AS evidence_id,
  toUInt32(_row_number + 1) AS line
FROM ${selection.format.session ? withSession(selection, columns.time ?? 'NULL') : readLines(selection, columns.time ?? 'NULL', [])}
WHERE event_time IS NOT NULL
  AND ${plausible('event_time')}${selection.format.session?.alongside ? ' AND own' : ''}${required}`
}

/** A step of its own for what the next one uses: named within one, it would be written out wherever it is used, again and again. */
function readLines(selection: EventSelection, time: string, more: string[]): string {
  const own = `${selection.format.session?.alongside ? ', own' : ''}${selection.several ? ', of_evidence' : ''}`
  const columns = [
    'payload, envelope_time, envelope_host, step',
    `${time} AS event_time`,
    '_row_number',
    ...(selection.several ? ['of_evidence'] : []),
    ...more,
  ]
  return `(
  SELECT ${columns.join(', ')}
  FROM
  (
    SELECT payload, envelope_time, envelope_host, ${selection.step ?? selection.format.step} AS step, _row_number${own}
    FROM
    (
      SELECT ${selection.payload} AS payload, ${selection.envelope.time(selection.reading)} AS envelope_time,
        trim(${selection.envelope.host}) AS envelope_host, _row_number${own}
      FROM (SELECT toValidUTF8(line) AS valid, line, _row_number${own} FROM ${selection.from})
      WHERE (${selection.where})
      LIMIT ${NO_LIMIT}
    )
  )
)`
}

/**
 * More than there are lines, so that what is asked of the events is asked above it: pushed down to the table of lines, the whole expression
 * of a format's time and addresses was held against the table's key, which took up to a second and a half a statement.
 */
const NO_LIMIT = 1_000_000_000_000

/** The lines with what earlier ones of their session told, in the order of the file. */
function withSession(selection: EventSelection, time: string): string {
  const { carried = {}, alongside } = selection.format.session ?? {}
  const told = Object.entries(typeof carried === 'function' ? carried(contextOf(selection)) : carried)
  const lines = readLines(selection, time, [
    ...(alongside ? ['own'] : []),
    ...told.flatMap(([name, one]) => [`${one.of} AS of_${name}`, `${one.told} AS told_${name}`]),
  ])
  return `(
  SELECT payload, envelope_time, envelope_host, step, event_time, _row_number, ${[...(alongside ? ['own'] : []), ...told.map(([name, one]) => `${carriedTo(name, one)} AS session_${name}`)].join(', ')}
  FROM ${lines}
)`
}

function carriedTo(name: string, { within, first }: Carried): string {
  const known = `of_${name} != '' AND told_${name} != ''`
  if (within === undefined)
    return `if(of_${name} = '', told_${name}, ifNull(${first ? 'first_value' : 'last_value'}(if(${known}, told_${name}, NULL)) IGNORE NULLS OVER (PARTITION BY envelope_host, of_${name} ORDER BY _row_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), ''))`
  const recent = `groupUniqArrayIf(2)(told_${name}, ${known}) OVER (PARTITION BY envelope_host, of_${name} ORDER BY toUnixTimestamp(ifNull(event_time, toDateTime64(0, 3, 'UTC'))) RANGE BETWEEN ${within} PRECEDING AND CURRENT ROW)`
  return `if(length(${recent} AS recent_${name}) = 1, recent_${name}[1], '')`
}

export function plausible(time: string): string {
  return `${time} >= toDateTime64('${EARLIEST} 00:00:00', 3, 'UTC') AND ${time} < now64(3, 'UTC') + INTERVAL 2 DAY`
}

function columnsOf(selection: EventSelection): Record<string, string> {
  return selection.format.columns(contextOf(selection))
}

const contextOf = ({ reading, fields }: EventSelection): FormatContext => ({
  timezone: literal(reading.timezone),
  fields,
})

/** The type without its codec: what a value is cast to. */
function plainType(type: string): string {
  return type.replace(/ CODEC\(.*\)$/, '').replaceAll("'", "\\'")
}
