/** Lines → events, and what came of them: one evidence, or many small ones of one format at a time, since to ask takes longer than to read them. */
import { literal } from '../formats/envelope.ts'
import type { Engine } from './engine.ts'
import type { Head } from './head.ts'
import { type EventSelection, eventColumns, eventSelect } from './select.ts'
import { type LineSource, READ_SETTINGS } from './source.ts'

export interface Counted {
  events: number
  lines: number
  first: string | null
  last: string | null
}

/** SQL of a `Counted` over `time` */
export const COUNTED = `count() AS events,
       if(count() = 0, NULL, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS first,
       if(count() = 0, NULL, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS last`

export interface CountedRow {
  events: string
  /** where some lines give two events */
  lines?: string
  first: string | null
  last: string | null
}

export const countedOf = (row: CountedRow | undefined): Counted => ({
  events: Number(row?.events ?? 0),
  lines: Number(row?.lines ?? row?.events ?? 0), // else each line has one class, and a class gives one event a line
  first: row?.first ?? null,
  last: row?.last ?? null,
})

export async function insertEvents(engine: Engine, selection: EventSelection, id: string): Promise<void> {
  await engine.command(
    `INSERT INTO ${selection.format.table} (${eventColumns(selection).join(', ')})
     ${eventSelect(selection, id)}
     SETTINGS ${READ_SETTINGS}`,
  )
}

/** What was inserted already. */
export interface Taken {
  lines: number
  counted: Counted
}

interface Small {
  id: string
  source: LineSource
  selection: EventSelection
  lines: number
}

/** Files that are of one format as a whole, with others of the same; by their ids. The others are left as they are. */
export async function insertTogether(
  engine: Engine,
  opened: ReadonlyMap<string, { source: LineSource; head: Head }>,
): Promise<Map<string, Taken>> {
  const small = [...opened].flatMap(([id, { source, head }]): Small[] =>
    head.one && head.lines !== null && !head.one.format.header?.headerless
      ? [{ id, source, selection: head.one, lines: head.lines }]
      : [],
  )
  const alike = [...Map.groupBy(small, ({ selection }) => selection.format).values()].flatMap((ofFormat) => [
    ...Map.groupBy(ofFormat, ({ selection }) => selection.envelope).values(),
  ])
  const taken = new Map<string, Taken>()
  for (const files of alike)
    if (files.length > 1) for (const [id, one] of await insertAlike(engine, files)) taken.set(id, one)
  return taken
}

async function insertAlike(engine: Engine, files: Small[]): Promise<[string, Taken][]> {
  const [first] = files
  if (!first) return []
  const { table } = first.selection.format
  const ids = files.map(({ id }) => literal(id)).join(', ')
  const lines = files.map(
    ({ id, source }) => `SELECT line, _row_number, ${literal(id)} AS of_evidence FROM ${source.from}`,
  )
  try {
    await insertEvents(engine, { ...first.selection, from: `(${lines.join(' UNION ALL ')})`, several: true }, '')
    const rows = await engine.query<CountedRow & { evidence_id: string }>(
      `SELECT evidence_id, ${COUNTED} FROM ${table} WHERE evidence_id IN (${ids}) GROUP BY evidence_id`,
    )
    const byId = new Map(rows.map((row) => [row.evidence_id, row]))
    return files.map(({ id, lines }) => [id, { lines, counted: countedOf(byId.get(id)) }])
  } catch {
    // each on its own tells which can't be read
    await engine.command(`DELETE FROM ${table} WHERE evidence_id IN (${ids})`).catch(() => {})
    return []
  }
}
