/** What the first lines of files are: most files are of one kind, and are then read at once. */
import { ENVELOPES } from '../formats/envelope.ts'
import { lacksYear } from '../formats/format.ts'
import { envelopeOf, payloadOf, type Recogniser } from '../formats/recogniser.ts'
import type { Engine } from './engine.ts'
import { counted, type Found } from './found.ts'
import type { EventSelection } from './select.ts'
import type { LineSource } from './source.ts'

const HEAD = 16_384 // lines: enough to tell a file of one kind; what comes later in it is read by the plan

/** What the first lines of a file are. */
export interface Head {
  /** the one class of its lines, if it is a format that needs nothing from elsewhere in the file; else null */
  one: EventSelection | null
  /** the classes of all lines, where the head is the whole file; else null */
  classes: number[] | null
  /** how many lines the file has, where the head is the whole file; else null */
  lines: number | null
}

export const NOTHING_KNOWN: Head = { one: null, classes: null, lines: null }

/** Of several files in one question: to ask takes longer than to read few lines. */
export async function headsOf(
  engine: Engine,
  sources: LineSource[],
  recogniser: Recogniser,
  timezone: string,
): Promise<Head[]> {
  const first = await read(engine, sources, recogniser, recogniser.first)
  const unknown = sources.flatMap((_, file) =>
    first.some((row) => row.file === file && row.class === 0) ? [file] : [],
  )
  const all = await read(
    engine,
    sources.filter((_, file) => unknown.includes(file)),
    recogniser,
    recogniser.of,
  )
  return sources.map((source, file) => {
    const told = first.filter((row) => row.file === file)
    // `#fields` and the lines under it are two classes, whatever the others are: the plan will see
    if (told.some((row) => recogniser.classes[row.class - 1]?.kind === 'header')) return NOTHING_KNOWN
    const found = unknown.includes(file) ? all.filter((row) => row.file === unknown.indexOf(file)) : told
    const lines = found.reduce((sum, row) => sum + row.n, 0)
    const whole = lines < HEAD
    const classes = whole ? [...new Set(found.map((row) => row.class))] : null
    return { one: onlyFormat(found, source, recogniser, { timezone, whole }), classes, lines: whole ? lines : null }
  })
}

async function read(
  engine: Engine,
  sources: LineSource[],
  { classes }: Recogniser,
  recognised: string,
): Promise<Found[]> {
  if (sources.length === 0) return []
  const lines = sources.map(
    ({ from }, file) =>
      `SELECT toUInt16(${file}) AS file, toValidUTF8(line) AS valid, _row_number FROM ${from} LIMIT ${HEAD}`,
  )
  return await counted(
    engine,
    `SELECT file, (${recognised} AS found).1 AS class, found.2 AS envelope, _row_number, valid
     FROM (${lines.join(' UNION ALL ')})`,
    classes,
  )
}

function onlyFormat(
  found: Found[],
  source: LineSource,
  recogniser: Recogniser,
  { timezone, whole }: { timezone: string; whole: boolean },
): EventSelection | null {
  const [only] = found
  const lineClass = recogniser.classes[(only?.class ?? 0) - 1]
  if (!only || found.length > 1 || lineClass?.kind !== 'format') return null
  const { format } = lineClass
  const envelope = envelopeOf(format, only.envelope)
  if (envelope === ENVELOPES.bsd && only.last_lines.some((line) => lacksYear(format, line))) return null
  // what another class's lines tell must stay at hand
  if (format.session) return null
  return {
    format,
    envelope,
    payload: payloadOf(format, envelope),
    fields: [],
    from: source.from,
    where: whole ? '1' : recogniser.is(only.class, only.envelope),
    reading: { timezone, last: NO_YEAR },
  }
}

/** For lines that all carry their year. */
const NO_YEAR = { year: 0, month: 12, day: 31 }
