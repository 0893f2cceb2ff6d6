/**
 * One evidence into the tables: recognise every line in one pass, one INSERT … SELECT per format found, then the ledger. An evidence
 * counts only once its row stands in `evidence`; what a crash left behind is deleted before the next reading.
 */
import type { Evidence } from '../evidence/evidence.ts'
import { literal } from '../formats/envelope.ts'
import type { Format } from '../formats/format.ts'
import type { EvidenceRow } from '../report/findings.ts'
import type { Engine } from './engine.ts'
import { type Plan, planReading } from './plan.ts'
import { EVENT_TABLES } from './schema.ts'
import { eventColumns, eventSelect, plausible } from './select.ts'
import { type LineSource, lineSource, READ_SETTINGS } from './source.ts'

export interface IngestOptions {
  timezone: string
  /** --year: the year of the last line in files whose lines carry none */
  year?: number
}

export interface Ingested {
  row: EvidenceRow
  /** how the year of lines without one was found; null where every line has its own */
  year: { year: number; from: string } | null
  /** lines whose date can't be right (1970, the future): kept as unparsed */
  implausible: number
}

/** Deletes events of evidence that has no ledger row: a crash or a kill came between. */
export async function removeOrphans(engine: Engine): Promise<void> {
  for (const table of [...EVENT_TABLES, 'unparsed_line', 'ignored_line']) {
    const orphan = 'evidence_id NOT IN (SELECT evidence_id FROM evidence)'
    const found = await engine.query<{ n: string }>(`SELECT count() AS n FROM ${table} WHERE ${orphan}`)
    if (Number(found[0]?.n) > 0) await engine.command(`DELETE FROM ${table} WHERE ${orphan}`)
  }
}

/** The ledger row of an evidence that was read before, or null. */
export async function alreadyIngested(engine: Engine, id: string): Promise<boolean> {
  return (await engine.query('SELECT 1 FROM evidence WHERE evidence_id = {id:String} LIMIT 1', { id })).length > 0
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
  const results = new Map<string, Ingested>()
  const later: { evidence: Evidence; source: LineSource; plan: Plan }[] = []
  const finish = async (item: { evidence: Evidence; source: LineSource; plan: Plan }) => {
    try {
      const ingested = await ingestOne(engine, item.evidence, item.source, item.plan, options)
      results.set(item.evidence.id, ingested)
      on.done?.(ingested, item.evidence)
    } catch (error) {
      await forget(engine, item.evidence.id)
      on.error(error, item.evidence)
    } finally {
      await item.source.remove()
    }
  }
  for (const one of evidence) {
    try {
      const source = await lineSource(engine, one)
      const plan = await planReading(engine, source, formats)
      const item = { evidence: one, source, plan }
      if (plan.lastYearless === null) await finish(item)
      else later.push(item)
    } catch (error) {
      on.error(error, one)
    }
  }
  for (const item of later) await finish(item)
  return evidence.flatMap((one) => results.get(one.id) ?? [])
}

async function ingestOne(
  engine: Engine,
  evidence: Evidence,
  source: LineSource,
  plan: Plan,
  options: IngestOptions,
): Promise<Ingested> {
  const reading = await plan.read(options, evidence.modified)
  for (const selection of reading.selections) {
    await engine.command(
      `INSERT INTO ${selection.format.table} (${eventColumns(selection).join(', ')})
       ${eventSelect(selection, source.from, evidence.id)}
       SETTINGS ${READ_SETTINGS}`,
    )
  }
  const events = await countEvents(engine, evidence.id)
  const ignored = plan.ignored.reduce((sum, one) => sum + one.lines, 0)
  const unparsed = plan.lines - ignored - events.lines
  if (unparsed > 0) await keepUnparsed(engine, evidence.id, source, plan)
  await engine.insert(
    'ignored_line',
    plan.ignored.map((one) => ({
      evidence_id: evidence.id,
      format: one.format,
      reason: one.reason.en,
      lines: one.lines,
    })),
  )
  let implausible = 0
  if (unparsed > plan.unrecognised) {
    for (const selection of reading.selections) {
      const sql = eventSelect(selection, source.from, evidence.id).replace(
        plausible('event_time'),
        `NOT (${plausible('event_time')})`,
      )
      const rows = await engine.query<{ n: string }>(`SELECT count() AS n FROM (${sql}) SETTINGS ${READ_SETTINGS}`)
      implausible += Number(rows[0]?.n ?? 0)
    }
  }
  const row: EvidenceRow = {
    path: evidence.path,
    sha256: evidence.sha256,
    bytes: evidence.bytes,
    encoding: evidence.encoding,
    formats: [...new Set(reading.selections.map((selection) => selection.format.id))],
    timezone: options.timezone,
    lines: plan.lines,
    parsed: events.lines,
    ignored,
    unparsed,
    events: events.events,
    first: events.first,
    last: events.last,
    samples: unparsed > 0 ? await samples(engine, evidence.id) : [],
  }
  const { samples: _, ...ledger } = row
  await engine.insert('evidence', [
    { evidence_id: evidence.id, ...ledger, year: reading.year?.year ?? 0, year_from: reading.year?.from ?? '' },
  ])
  return { row, year: reading.year, implausible }
}

async function countEvents(engine: Engine, id: string) {
  const union = EVENT_TABLES.map((table) => `SELECT time FROM ${table} WHERE evidence_id = ${literal(id)}`).join(
    '\n UNION ALL ',
  )
  const rows = await engine.query<{ events: string; first: string | null; last: string | null }>(
    `SELECT count() AS events,
       if(count() = 0, NULL, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS first,
       if(count() = 0, NULL, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS last
     FROM (${union})`,
  )
  const row = rows[0]
  return {
    events: Number(row?.events ?? 0),
    lines: Number(row?.events ?? 0), // each line has one class, and a class gives one event a line
    first: row?.first ?? null,
    last: row?.last ?? null,
  }
}

async function keepUnparsed(engine: Engine, id: string, source: LineSource, plan: Plan): Promise<void> {
  const seen = EVENT_TABLES.map((table) => `SELECT line FROM ${table} WHERE evidence_id = ${literal(id)}`).join(
    ' UNION ALL ',
  )
  await engine.command(
    `INSERT INTO unparsed_line
     SELECT ${literal(id)}, number, valid, if(class = 0, 'unrecognised', 'unusable')
     FROM
     (
       WITH toValidUTF8(line) AS valid
       SELECT valid, toUInt32(_row_number + 1) AS number, ${plan.classSql} AS class
       FROM ${source.from}
     )
     WHERE class NOT IN (${plan.ignoredClasses.join(', ')})
       AND number NOT IN (${seen})
     SETTINGS ${READ_SETTINGS}`,
  )
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

async function forget(engine: Engine, id: string): Promise<void> {
  for (const table of [...EVENT_TABLES, 'unparsed_line', 'ignored_line']) {
    await engine.command(`DELETE FROM ${table} WHERE evidence_id = {id:String}`, { id })
  }
}
