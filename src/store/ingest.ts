/**
 * One evidence into the tables: recognise every line in one pass, one INSERT … SELECT per format found, then the ledger. An evidence
 * counts only once its row stands in `evidence`; what a crash left behind is deleted before the next reading.
 */
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow } from '../evidence/evidence-file.ts'
import { literal } from '../formats/envelope.ts'
import type { Format } from '../formats/format.ts'
import { type Recogniser, recogniserOf } from '../formats/recogniser.ts'
import type { Engine } from './engine.ts'
import { groupsOf, matcherFor } from './group.ts'
import { type Head, headsOf, NOTHING_KNOWN } from './head.ts'
import {
  COUNTED,
  type Counted,
  type CountedRow,
  countedOf,
  insertEvents,
  insertTogether,
  type Taken,
} from './insert.ts'
import { MAIL_TABLES } from './mail-schema.ts'
import { type IngestOptions, type Plan, planReading, readingOf } from './plan.ts'
import { EVENT_TABLES } from './schema.ts'
import { type EventSelection, eventSelect, plausible } from './select.ts'
import { type LineSource, lineSource, READ_SETTINGS } from './source.ts'
import { filledTables } from './tables.ts'

export interface Ingested {
  row: EvidenceRow
  /** how the year of lines without one was found; null where every line has its own */
  year: { year: number; from: string } | null
  /** lines whose date can't be right (1970, the future): kept as unparsed */
  implausible: number
}

/** Deletes events of evidence that has no ledger row: a crash or a kill came between. */
export async function removeOrphans(engine: Engine): Promise<void> {
  const filled = await filledTables(engine)
  for (const table of [...EVENT_TABLES, ...Object.keys(MAIL_TABLES), 'unparsed_line', 'ignored_line']) {
    if (!filled.has(table)) continue
    const orphan = 'evidence_id NOT IN (SELECT evidence_id FROM evidence)'
    const found = await engine.query<{ n: string }>(`SELECT count() AS n FROM ${table} WHERE ${orphan}`)
    if (Number(found[0]?.n) > 0) await engine.command(`DELETE FROM ${table} WHERE ${orphan}`)
  }
}

interface Prepared {
  evidence: Evidence
  source: LineSource
  /** read already, because it is all that the head of the file holds */
  quick: EventSelection | null
  /** lines that are left to read; null where the quick reading read all */
  plan: Plan | null
  lines: number
  /** of the quick reading */
  counted: Counted | null
}

/**
 * Reads many, those with full dates first: a log without a year takes it from its neighbours. `onDone` comes after each one, and
 * `onError` for one that the engine could not take (the others go on).
 */
export async function ingestAll(
  engine: Engine,
  evidence: Evidence[],
  formats: Format[],
  options: IngestOptions,
  on: { done?: (ingested: Ingested, evidence: Evidence) => void; error: (error: unknown, evidence: Evidence) => void },
): Promise<Ingested[]> {
  const matcher = matcherFor(evidence)
  const recogniser = recogniserOf(formats, matcher)
  const results = new Map<string, Ingested>()
  const later: Prepared[] = []
  const failed = async (error: unknown, one: Evidence) => {
    on.error(error, one)
    await forget(engine, one.id).catch(() => {}) // what can't be deleted now (a full disk) is deleted at the next start
  }
  /** several have one ledger entry at a time: each takes longer than to read a small file */
  const finishing = async (...all: Prepared[]) => {
    const finished: Finished[] = []
    for (const prepared of all) {
      try {
        finished.push(await finish(engine, prepared, options))
      } catch (error) {
        await failed(error, prepared.evidence)
      } finally {
        await prepared.plan?.remove()
        await prepared.source.remove()
      }
    }
    try {
      await engine.insert(
        'evidence',
        finished.map(({ ledger }) => ledger),
      )
    } catch (error) {
      for (const { evidence } of finished) await failed(error, evidence)
      return
    }
    for (const { ingested, evidence } of finished) {
      results.set(evidence.id, ingested)
      on.done?.(ingested, evidence)
    }
  }
  for (const group of groupsOf(engine, evidence, matcher)) {
    const alone = group.length === 1 && matcher === 'together'
    const opened = alone ? new Map<string, Opened>() : await openTogether(engine, group, recogniser, options)
    const taken = alone ? new Map<string, Taken>() : await insertTogether(engine, opened)
    const whole: Prepared[] = []
    for (const one of group) {
      try {
        const known = opened.get(one.id) ?? (await open(engine, one, recogniser, options))
        const prepared = await prepare(engine, one, known, taken.get(one.id))
        if (prepared.plan?.lastYearless) later.push(prepared)
        else if (prepared.plan) await finishing(prepared)
        else whole.push(prepared)
      } catch (error) {
        await failed(error, one)
      }
    }
    if (whole.length > 0) await finishing(...whole)
  }
  for (const prepared of later) await finishing(prepared)
  return evidence.flatMap((one) => results.get(one.id) ?? [])
}

interface Opened {
  source: LineSource
  head: Head
  recogniser: Recogniser
}

/** By their ids; none where one can't be read: each on its own tells which. */
async function openTogether(
  engine: Engine,
  evidence: Evidence[],
  recogniser: Recogniser,
  options: IngestOptions,
): Promise<Map<string, Opened>> {
  try {
    const sources: LineSource[] = []
    for (const one of evidence) sources.push(await lineSource(engine, one))
    const heads = await headsOf(engine, sources, recogniser, options.timezone)
    return new Map(
      evidence.flatMap(({ id }, i) => {
        const [source, head] = [sources[i], heads[i]]
        return source && head ? [[id, { source, head, recogniser }]] : []
      }),
    )
  } catch {
    return new Map()
  }
}

async function open(
  engine: Engine,
  evidence: Evidence,
  recogniser: Recogniser,
  options: IngestOptions,
): Promise<Opened> {
  const source = await lineSource(engine, evidence)
  const [head = NOTHING_KNOWN] = await headsOf(engine, [source], recogniser, options.timezone)
  return { source, head, recogniser }
}

async function prepare(
  engine: Engine,
  evidence: Evidence,
  { source, head, recogniser }: Opened,
  taken: Taken | undefined,
): Promise<Prepared> {
  const quick = head.one
  if (quick && !taken) await insertEvents(engine, quick, evidence.id)
  const lines = taken?.lines ?? (await countLines(engine, source))
  const counted = taken?.counted ?? (quick ? await countEvents(engine, evidence.id) : null)
  if (counted?.events === lines) return { evidence, source, quick, plan: null, lines, counted }
  const plan = await planReading(engine, source, recogniser, evidence.id, head)
  return { evidence, source, quick, plan, lines, counted }
}

interface Finished {
  evidence: Evidence
  ingested: Ingested
  /** its row there */
  ledger: Record<string, unknown>
}

async function finish(
  engine: Engine,
  { evidence, quick, plan, lines, counted }: Prepared,
  options: IngestOptions,
): Promise<Finished> {
  const { reading, year } = await readingOf(engine, plan?.lastYearless ?? null, options, evidence.modified)
  const selections = plan?.selections(reading) ?? []
  for (const selection of selections) await insertEvents(engine, selection, evidence.id)
  const twice = selections.some(({ format }) => format.header?.also)
  const events = plan || !counted ? await countEvents(engine, evidence.id, twice) : counted
  const ignored = plan?.ignored.reduce((sum, one) => sum + one.lines, 0) ?? 0
  const unparsed = lines - ignored - events.lines
  if (unparsed > 0 && plan) await keepUnparsed(engine, evidence.id, plan, quick)
  if (plan && plan.ignored.length > 0) {
    await engine.insert(
      'ignored_line',
      plan.ignored.map((one) => ({
        evidence_id: evidence.id,
        format: one.format,
        reason: one.reason.en,
        lines: one.lines,
      })),
    )
  }
  const read = [...(quick ? [quick] : []), ...selections]
  const given = []
  const also = new Set(read.flatMap(({ format }) => format.header?.also ?? []))
  for (const selection of read) {
    const tried = also.has(selection.format.id) || Boolean(selection.format.header?.headerless)
    if (!tried || (await gives(engine, selection, evidence.id))) given.push(selection.format.id)
  }
  const row: EvidenceRow = {
    path: evidence.path,
    sha256: evidence.sha256,
    bytes: evidence.bytes,
    encoding: evidence.encoding,
    formats: events.lines === 0 ? [] : [...new Set(given)],
    timezone: options.timezone,
    lines,
    parsed: events.lines,
    ignored,
    unparsed,
    events: events.events,
    first: events.first,
    last: events.last,
    samples: unparsed > 0 ? await samples(engine, evidence.id) : [],
  }
  const implausible = unparsed > (plan?.unrecognised ?? 0) ? await countImplausible(engine, read, evidence.id) : 0
  const { samples: _, ...ledger } = row
  return {
    evidence,
    ingested: { row, year, implausible },
    ledger: { evidence_id: evidence.id, ...ledger, year: year?.year ?? 0, year_from: year?.from ?? '' },
  }
}

/** Lines without a header, and those that a second format reads along, are tried as what they could be: the ledger names it only where it was so. */
async function gives(engine: Engine, selection: EventSelection, id: string): Promise<boolean> {
  const sql = `SELECT 1 FROM (${eventSelect(selection, id)}) LIMIT 1 SETTINGS ${READ_SETTINGS}`
  return (await engine.query(sql)).length > 0
}

async function countLines(engine: Engine, source: LineSource): Promise<number> {
  return Number(
    (await engine.query<{ n: string }>(`SELECT count() AS n FROM ${source.from} SETTINGS ${READ_SETTINGS}`))[0]?.n ?? 0,
  )
}

async function countImplausible(engine: Engine, selections: EventSelection[], id: string): Promise<number> {
  let implausible = 0
  for (const selection of selections) {
    const sql = eventSelect(selection, id).replace(plausible('event_time'), `NOT (${plausible('event_time')})`)
    const rows = await engine.query<{ n: string }>(`SELECT count() AS n FROM (${sql}) SETTINGS ${READ_SETTINGS}`)
    implausible += Number(rows[0]?.n ?? 0)
  }
  return implausible
}

/** `twice`: formats that read the same lines for two tables were among them. */
async function countEvents(engine: Engine, id: string, twice = false): Promise<Counted> {
  const union = EVENT_TABLES.map((table) => `SELECT time, line FROM ${table} WHERE evidence_id = ${literal(id)}`).join(
    '\n UNION ALL ',
  )
  const rows = await engine.query<CountedRow>(
    `SELECT ${COUNTED}${twice ? ', uniqExact(line) AS lines' : ''} FROM (${union})`,
  )
  return countedOf(rows[0])
}

/** Lines of no class, and lines of an event's class that gave no event (no time, an address missing, a date that can't be). */
async function keepUnparsed(engine: Engine, id: string, plan: Plan, quick: EventSelection | null): Promise<void> {
  const seen = EVENT_TABLES.map((table) => `SELECT line FROM ${table} WHERE evidence_id = ${literal(id)}`).join(
    ' UNION ALL ',
  )
  const sources = [
    `SELECT toValidUTF8(line) AS text, toUInt32(_row_number + 1) AS number, class FROM ${plan.classified}`,
    // lines that the quick reading recognised are not among the classified ones
    ...(quick
      ? [
          `SELECT valid AS text, toUInt32(_row_number + 1) AS number, toUInt16(1) AS class FROM (SELECT toValidUTF8(line) AS valid, _row_number FROM ${quick.from}) WHERE ${quick.where}`,
        ]
      : []),
  ]
  for (const source of sources) {
    await engine.command(
      `INSERT INTO unparsed_line
       SELECT ${literal(id)}, number, text, if(class = 0, 'unrecognised', 'unusable')
       FROM (${source})
       WHERE number NOT IN (${seen})
       SETTINGS ${READ_SETTINGS}`,
    )
  }
}

const SAMPLES = 5
const SAMPLE_CHARACTERS = 300

async function samples(engine: Engine, id: string): Promise<{ line: number; text: string }[]> {
  return await engine.query<{ line: number; text: string }>(
    `SELECT line, substringUTF8(text, 1, ${SAMPLE_CHARACTERS}) AS text FROM unparsed_line
     WHERE evidence_id = {id:String} ORDER BY line LIMIT ${SAMPLES}`,
    { id },
  )
}

/** Takes an evidence out of the workspace: its ledger row first, so that a crash leaves an orphan and no half. */
export async function forget(engine: Engine, id: string): Promise<void> {
  await engine.command('DELETE FROM evidence WHERE evidence_id = {id:String}', { id })
  for (const table of [...EVENT_TABLES, ...Object.keys(MAIL_TABLES), 'unparsed_line', 'ignored_line']) {
    await engine.command(`DELETE FROM ${table} WHERE evidence_id = {id:String}`, { id })
  }
}
