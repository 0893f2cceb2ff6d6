/** What an evidence holds and how it will be read: its classes of lines, counted in one pass, and the year its headers lack. */
import { ENVELOPES, type EnvelopeReading } from '../formats/envelope.ts'
import type { Format } from '../formats/format.ts'
import { classExpression, type LineClass, lineClasses } from '../formats/recogniser.ts'
import type { Engine } from './engine.ts'
import type { IngestOptions } from './ingest.ts'
import type { EventSelection } from './select.ts'
import { type LineSource, READ_SETTINGS } from './source.ts'

export interface Plan {
  lines: number
  unrecognised: number
  ignored: { format: string; reason: { ja: string; en: string }; lines: number }[]
  /** indices (from 1) of the classes that are no events by design; [0] never is among them; never empty (65535 stands for none) */
  ignoredClasses: number[]
  classSql: string
  /** the last line's header without a year, where the events need it */
  lastYearless: { month: number; day: number } | null
  read(options: IngestOptions, modified: number): Promise<Reading>
}

export interface Reading {
  selections: EventSelection[]
  year: { year: number; from: string } | null
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

interface Found {
  class: number
  n: string
  last_line: string
  first_row: string
}

export async function planReading(engine: Engine, source: LineSource, formats: Format[]): Promise<Plan> {
  const classes = lineClasses(formats)
  const classSql = classExpression(classes)
  const found = await engine.query<Found>(
    `SELECT class, count() AS n, min(_row_number) AS first_row, argMax(substring(valid, 1, 40), _row_number) AS last_line
     FROM
     (
       WITH toValidUTF8(line) AS valid
       SELECT valid, _row_number, ${classSql} AS class
       FROM ${source.from}
     )
     GROUP BY class
     ORDER BY class
     SETTINGS ${READ_SETTINGS}`,
  )
  const byClass = found.flatMap((row) => {
    const lineClass = classes[row.class - 1]
    return lineClass ? [{ ...row, index: row.class, lineClass }] : []
  })
  const noEvents = byClass.filter(({ lineClass }) => lineClass.kind === 'ignored' || lineClass.kind === 'header')
  const headers = byClass.some(({ lineClass }) => lineClass.kind === 'header')
    ? await headerLines(engine, source, classes, classSql)
    : []
  const lastYearless = lastHeader(byClass)
  return {
    lines: found.reduce((sum, row) => sum + Number(row.n), 0),
    unrecognised: Number(found.find((row) => row.class === 0)?.n ?? 0),
    ignored: noEvents.map(({ lineClass, n }) => ({ ...ignoredAs(lineClass), lines: Number(n) })),
    ignoredClasses: [65535, ...noEvents.map(({ index }) => index)],
    classSql,
    lastYearless,
    async read(options, modified) {
      const year = lastYearless ? await yearOf(engine, lastYearless, options, modified) : null
      const reading: EnvelopeReading = {
        timezone: options.timezone,
        last: {
          year: year?.year ?? new Date().getUTCFullYear(),
          month: lastYearless?.month ?? 12,
          day: lastYearless?.day ?? 31,
        },
      }
      const single = byClass.length === 1 && found.length === 1
      const selections = byClass.flatMap(({ lineClass, index, first_row }): EventSelection[] => {
        if (lineClass.kind === 'format') {
          const { format, envelope, payload } = lineClass
          return [{ format, envelope, payload, fields: [], where: single ? '1' : `${classSql} = ${index}`, reading }]
        }
        if (lineClass.kind === 'headed') {
          return headedSelections(lineClass, `${classSql} = ${index}`, Number(first_row), headers, reading)
        }
        return []
      })
      return { selections, year }
    },
  }
}

const HEADER = { ja: '見出し行', en: 'header' }

function ignoredAs(lineClass: LineClass): { format: string; reason: { ja: string; en: string } } {
  return lineClass.kind === 'ignored'
    ? { format: lineClass.format, reason: lineClass.reason }
    : { format: '', reason: HEADER }
}

interface HeaderLine {
  row: number
  text: string
}

async function headerLines(
  engine: Engine,
  source: LineSource,
  classes: LineClass[],
  classSql: string,
): Promise<HeaderLine[]> {
  const indices = classes.flatMap((lineClass, i) => (lineClass.kind === 'header' ? [i + 1] : []))
  return await engine.query<HeaderLine>(
    `SELECT toUInt32(_row_number) AS row, valid AS text
     FROM (WITH toValidUTF8(line) AS valid SELECT valid, _row_number FROM ${source.from} WHERE ${classSql} IN (${indices.join(', ')}))
     ORDER BY row
     SETTINGS ${READ_SETTINGS}`,
  )
}

/** Each header begins a segment that ends at the next one; segments with the same columns are read by one statement. */
function headedSelections(
  lineClass: Extract<LineClass, { kind: 'headed' }>,
  where: string,
  firstRow: number,
  headers: HeaderLine[],
  reading: EnvelopeReading,
): EventSelection[] {
  const groups = new Map<string, { format: Format; fields: string[]; ranges: string[] }>()
  const add = (format: Format, fields: string[], from: number, to: number | undefined) => {
    const key = `${format.id} ${fields.join('\t')}`
    const group = groups.get(key) ?? { format, fields, ranges: [] }
    group.ranges.push(to === undefined ? `_row_number >= ${from}` : `_row_number BETWEEN ${from} AND ${to - 1}`)
    groups.set(key, group)
  }
  for (const format of lineClass.formats) {
    if (format.header?.headerless && firstRow < (headers[0]?.row ?? Number.POSITIVE_INFINITY))
      add(format, format.header.headerless, 0, headers[0]?.row)
  }
  headers.forEach((header, i) => {
    for (const format of lineClass.formats) {
      const fields = format.header?.fields(header.text) ?? null
      if (!fields || !format.header?.accepts(fields)) continue
      add(format, fields, header.row, headers[i + 1]?.row)
      break
    }
  })
  return [...groups.values()].map(({ format, fields, ranges }) => ({
    format,
    envelope: lineClass.envelope,
    payload: lineClass.payload,
    fields,
    where: `${where} AND (${ranges.join(' OR ')})`,
    reading,
  }))
}

/** Month and day of the last line whose header lacks the year, among the classes whose events take their time from it. */
function lastHeader(found: { lineClass: LineClass; last_line: string }[]): { month: number; day: number } | null {
  const days = found.flatMap(({ lineClass, last_line }) => {
    if (lineClass.kind !== 'format' || lineClass.envelope !== ENVELOPES.bsd || lineClass.format.time !== 'envelope')
      return []
    const match = /^(?:<\d+>)?([A-Z][a-z]{2}) ([ \d]\d) /.exec(last_line)
    const month = MONTHS.indexOf(match?.[1] ?? '') + 1
    return month > 0 ? [{ month, day: Number(match?.[2]) }] : []
  })
  return days[0] ?? null
}

const DAY = 86_400_000

/** The year of a last day without one: as told, else next to the other evidence, else the newest that the file's date allows. */
async function yearOf(
  engine: Engine,
  last: { month: number; day: number },
  options: IngestOptions,
  modified: number,
): Promise<{ year: number; from: string }> {
  if (options.year !== undefined) return { year: options.year, from: '--year' }
  const rows = await engine.query<{ newest: number; n: string }>(
    "SELECT toUnixTimestamp(max(last)) AS newest, count() AS n FROM evidence WHERE last IS NOT NULL AND year_from IN ('', 'neighbours', '--year')",
  )
  const dayIn = (year: number) => Date.UTC(year, last.month - 1, last.day)
  const limit = Math.min(modified, Date.now()) + DAY
  if (Number(rows[0]?.n) > 0) {
    const neighbour = Number(rows[0]?.newest) * 1000
    const near = new Date(neighbour).getUTCFullYear()
    const best = [near - 1, near, near + 1]
      .filter((year) => dayIn(year) <= Date.now() + DAY)
      .sort((a, b) => Math.abs(dayIn(a) - neighbour) - Math.abs(dayIn(b) - neighbour))[0]
    if (best !== undefined) return { year: best, from: 'neighbours' }
  }
  const year = new Date(limit).getUTCFullYear()
  return { year: dayIn(year) <= limit ? year : year - 1, from: 'file date' }
}
