/**
 * How an evidence will be read. A file of one format alone (most are) is told by its head and read in one go. Any other is classified
 * once into `classified_line`, from which each format takes its lines.
 */
import { ENVELOPES, type EnvelopeReading, literal } from '../formats/envelope.ts'
import { type Format, lacksYear } from '../formats/format.ts'
import { envelopeOf, type LineClass, payloadOf, type Recogniser } from '../formats/recogniser.ts'
import type { Engine } from './engine.ts'
import { counted, type Found } from './found.ts'
import { type Head, NOTHING_KNOWN } from './head.ts'
import { inSegments, MOST_SEGMENTS, parted, type Segment } from './segments.ts'
import type { EventSelection } from './select.ts'
import { type LineSource, READ_SETTINGS } from './source.ts'

export interface IngestOptions {
  timezone: string
  /** --year: the year of the last line in files whose lines carry none */
  year?: number
}

export interface Plan {
  lines: number
  unrecognised: number
  ignored: { format: string; reason: { ja: string; en: string }; lines: number }[]
  /** SQL of the lines of no class and of event classes: what gave no event is unparsed */
  classified: string
  /** the last line's header without a year, where the events need it */
  lastYearless: { month: number; day: number } | null
  selections(reading: EnvelopeReading): EventSelection[]
  remove(): Promise<void>
}

/** Classifies all lines, but those that were read already, as the one format of the file's head. */
export async function planReading(
  engine: Engine,
  source: LineSource,
  recogniser: Recogniser,
  id: string,
  { one, classes: known }: Head = NOTHING_KNOWN,
): Promise<Plan> {
  await engine.command(CLASSIFIED_TABLE)
  const remove = () => engine.command(`ALTER TABLE classified_line DROP PARTITION ${literal(id)}`)
  await remove()
  await engine.command(
    `INSERT INTO classified_line
     SELECT ${literal(id)}, found.1, found.2, _row_number, line
     FROM
     (
       SELECT toValidUTF8(line) AS valid, line, _row_number, ${known ? recogniser.among(known) : recogniser.of} AS found
       FROM ${source.from}
     )
     ${one ? `WHERE NOT (${one.where})` : ''}
     SETTINGS ${READ_SETTINGS}`,
  )
  const classified = `(SELECT line, row AS _row_number, class, envelope FROM classified_line WHERE evidence_id = ${literal(id)})`
  const found = await counted(
    engine,
    `SELECT 0 AS file, class, envelope, _row_number, toValidUTF8(line) AS valid FROM ${classified}`,
    recogniser.classes,
  )
  const { classes } = recogniser
  const readAlong = (index: number, formats: string[], wrapped: number) => {
    const others = classes.flatMap((one, i) =>
      one.kind === 'format' && formats.includes(one.format.id) ? [i + 1] : [],
    )
    return `(SELECT line, row AS _row_number, class = ${index} AS own FROM classified_line WHERE evidence_id = ${literal(id)} AND class IN (${[index, ...others].join(', ')}) AND envelope = ${wrapped})`
  }
  const byClass = found.flatMap((row) => {
    const lineClass = classes[row.class - 1]
    return lineClass ? [{ ...row, lineClass }] : []
  })
  const ignored = byClass.filter(({ lineClass }) => lineClass.kind === 'ignored')
  const alike = await headerLines(engine, classified, classes, byClass)
  const headed = classes.flatMap((lineClass) => (lineClass.kind === 'header' ? lineClass.formats : []))
  const headerOf = headerReader(headed)
  const headers = firstKinds(alike.filter((header) => /^#fields/i.test(header.text) || headerOf(header) !== null))
  // joined files repeat theirs by the thousand
  const sections = headers.filter((header, i) => header.text !== headers[i - 1]?.text)
  const others = await otherLogs(engine, classified, sections, headed, headerOf)
  const headings = headers.length > 0 ? [{ format: '', reason: HEADER, lines: headers.length }] : []
  return {
    lines: found.reduce((sum, row) => sum + row.n, 0),
    unrecognised: found.filter((row) => row.class === 0).reduce((sum, row) => sum + row.n, 0),
    ignored: [
      ...headings,
      ...others.ignored,
      ...[...Map.groupBy(ignored, (row) => row.class).values()].flatMap((rows) => {
        const lines = rows.reduce((sum, row) => sum + row.n, 0)
        return rows[0]?.lineClass.kind === 'ignored' ? [{ ...rows[0].lineClass, lines }] : []
      }),
    ],
    classified: `${classified.slice(0, -1)} AND class NOT IN (${[65535, ...ignored.map((row) => row.class)].join(', ')}) AND ${noneOf(headers)}${parted(
      others.segments,
    )
      .map((part) => ` AND NOT ${inSegments('row', part)}`)
      .join('')})`,
    lastYearless: lastHeader(byClass),
    selections: (reading) =>
      byClass.flatMap(({ lineClass, class: index, envelope: wrapped, first_row }): EventSelection[] => {
        const along = lineClass.kind === 'format' ? (lineClass.format.session?.alongside ?? []) : []
        const from =
          along.length > 0
            ? readAlong(index, along, wrapped)
            : `${classified.slice(0, -1)} AND class = ${index} AND envelope = ${wrapped})`
        if (lineClass.kind === 'headed') return headedSelections(lineClass, from, first_row, sections, reading)
        if (lineClass.kind !== 'format') return []
        const { format } = lineClass
        const envelope = envelopeOf(format, wrapped)
        return [{ format, envelope, payload: payloadOf(format, envelope), fields: [], from, where: '1', reading }]
      }),
    remove,
  }
}

/** Partitioned by evidence, so that it is dropped at once; sorted by class, so that a format reads its own lines only. */
const CLASSIFIED_TABLE = `
  CREATE TABLE IF NOT EXISTS classified_line
  (evidence_id String, class UInt16, envelope UInt8, row UInt64 CODEC(Delta, LZ4), line String CODEC(LZ4))
  ENGINE = MergeTree
  PARTITION BY evidence_id
  ORDER BY (class, envelope, row)`

/** SQL: the line is none of these. By their texts, of which there are few, not by their numbers: a statement has bounds. */
const noneOf = (headers: HeaderLine[]) =>
  headers.length === 0 ? '1' : `cityHash64(line) NOT IN (${[...new Set(headers.map(({ hash }) => hash))].join(', ')})`

const HEADER = { ja: '見出し行', en: 'header' }

interface HeaderLine {
  row: number
  text: string
  /** of the line's bytes */
  hash: string
}

const MOST_HEADERS = 5_000 // of different texts; no file has a hundredth of it

function firstKinds(headers: HeaderLine[]): HeaderLine[] {
  const kinds = new Set([...new Set(headers.map(({ hash }) => hash))].slice(0, MOST_HEADERS))
  return headers.filter(({ hash }) => kinds.has(hash))
}

async function headerLines(
  engine: Engine,
  classified: string,
  classes: LineClass[],
  found: { lineClass: LineClass }[],
): Promise<HeaderLine[]> {
  if (!found.some(({ lineClass }) => lineClass.kind === 'header')) return []
  const indices = classes.flatMap((lineClass, i) => (lineClass.kind === 'header' ? [i + 1] : []))
  return await engine.query<HeaderLine>(
    `SELECT toUInt32(_row_number) AS row, toValidUTF8(line) AS text, toString(cityHash64(line)) AS hash
     FROM ${classified}
     WHERE class IN (${indices.join(', ')})
     ORDER BY row
     SETTINGS ${READ_SETTINGS}`,
  )
}

type HeaderReader = (header: HeaderLine) => { format: Format; fields: string[] } | null

/** The format whose header a line is; null where it is of a log that we don't read, or only looks like a header. A text is read once. */
function headerReader(formats: Format[]): HeaderReader {
  const known = new Map<string, ReturnType<HeaderReader>>()
  const read: HeaderReader = ({ text }) => {
    for (const format of formats) {
      const fields = format.header?.fields(text) ?? null
      if (fields && format.header?.accepts(fields)) return { format, fields }
    }
    return null
  }
  return (header) => {
    const found = known.get(header.text)
    if (found !== undefined) return found
    const made = read(header)
    known.set(header.text, made)
    return made
  }
}

/** What stands under still more headers of other logs is kept as unparsed. */
const MOST_OTHERS = 3 * MOST_SEGMENTS

/** Segments under a header of another log of the same product, which is not of use: every line of them is ignored, with the reason. */
async function otherLogs(
  engine: Engine,
  classified: string,
  headers: HeaderLine[],
  headed: Format[],
  headerOf: HeaderReader,
) {
  const found = headers
    .flatMap((header, i) => {
      if (headerOf(header)) return []
      const format = headed.find((one) => {
        const fields = one.header?.fields(header.text) ?? null
        return fields !== null && one.header?.others?.recognises(fields)
      })
      return format ? [{ format, segment: { first: header.row, next: headers[i + 1]?.row } }] : []
    })
    .slice(0, MOST_OTHERS)
  const ignored: Plan['ignored'] = []
  for (const { id, header } of headed) {
    if (!header?.others) continue
    const segments = found.flatMap(({ format, segment }) => (format.id === id ? [segment] : []))
    for (const part of parted(segments)) {
      // headers and their own lines (#types, #close) are counted as what they are
      const rows = await engine.query<{ n: string }>(
        `SELECT count() AS n FROM ${classified} WHERE ${inSegments('_row_number', part)} AND NOT startsWith(line, '#') SETTINGS ${READ_SETTINGS}`,
      )
      ignored.push({ format: id, reason: header.others.reason, lines: Number(rows[0]?.n ?? 0) })
    }
  }
  return { ignored, segments: found.map(({ segment }) => segment) }
}

/** statements for one file: what stands under still more headers of another kind each is kept as unparsed */
const MOST_PARTS = 50

/** Each header begins a segment that ends at the next one; segments with the same columns are read by one statement. */
function headedSelections(
  lineClass: Extract<LineClass, { kind: 'headed' }>,
  from: string,
  firstRow: number,
  headers: HeaderLine[],
  reading: EnvelopeReading,
): EventSelection[] {
  const groups = new Map<string, { format: Format; fields: string[]; step: string; segments: Segment[] }>()
  const add = (format: Format, fields: string[], header: string, first: number, next: number | undefined) => {
    const step = format.header?.step?.(header) ?? format.step
    const key = `${format.id} ${step} ${fields.join('\t')}`
    const group = groups.get(key) ?? { format, fields, step, segments: [] }
    group.segments.push({ first, next })
    groups.set(key, group)
  }
  for (const format of lineClass.formats) {
    if (format.header?.headerless && firstRow < (headers[0]?.row ?? Number.POSITIVE_INFINITY))
      add(format, format.header.headerless, '', 0, headers[0]?.row)
  }
  const headerOf = headerReader(lineClass.formats)
  headers.forEach((header, i) => {
    const found = headerOf(header)
    if (!found) return
    const also = lineClass.formats.filter(({ id }) => found.format.header?.also?.includes(id))
    for (const format of [found.format, ...also])
      add(format, found.fields, header.text, header.row, headers[i + 1]?.row)
  })
  const parts = [...groups.values()].flatMap(({ segments, ...group }) =>
    parted(segments).map((part) => ({ ...group, segments: part })),
  )
  // many kinds of lines share the class: each must look like the format's own
  return parts.slice(0, MOST_PARTS).map(({ format, fields, step, segments }) => ({
    format,
    envelope: ENVELOPES.bare,
    payload: payloadOf(format, ENVELOPES.bare),
    fields,
    step,
    from,
    where: `${inSegments('_row_number', segments)} AND match(toValidUTF8(line), ${literal(`^(?:${format.pattern})`)})`,
    reading,
  }))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Month and day of the file's last day, among the classes whose events take their time from a header without a year. */
function lastHeader(found: (Found & { lineClass: LineClass })[]): { month: number; day: number } | null {
  const days = found.flatMap(({ lineClass, envelope, last_lines }) => {
    if (lineClass.kind !== 'format') return []
    const { format } = lineClass
    if (envelopeOf(format, envelope) !== ENVELOPES.bsd) return []
    return last_lines.flatMap((line) => {
      if (!lacksYear(format, line)) return []
      const match = /^(?:<\d+>)?([A-Z][a-z]{2}) ([ \d]?\d) /.exec(line)
      const month = MONTHS.indexOf(match?.[1] ?? '') + 1
      return month > 0 ? [{ month, day: Number(match?.[2]) }] : []
    })
  })
  return days.length === 0 ? null : days.reduce((last, day) => (isAfter(day, last) ? day : last))
}

/** Writers take turns, so the last line need not be the latest: 1 January is after 31 December, within half a year. */
function isAfter(a: { month: number; day: number }, b: { month: number; day: number }): boolean {
  const days = (a.month - b.month) * 31 + a.day - b.day
  return (days > 0 && days < 186) || days < -186
}

/** What the selections of a file need to know: the zone, and the year of the last line that lacks one. */
export async function readingOf(
  engine: Engine,
  lastYearless: Plan['lastYearless'],
  options: IngestOptions,
  modified: number,
): Promise<{ reading: EnvelopeReading; year: { year: number; from: string } | null }> {
  const year = lastYearless ? await yearOf(engine, lastYearless, options, modified) : null
  const last = {
    year: year?.year ?? new Date().getUTCFullYear(),
    month: lastYearless?.month ?? 12,
    day: lastYearless?.day ?? 31,
  }
  return { reading: { timezone: options.timezone, last }, year }
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
