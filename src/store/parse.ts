/** Lines to events without keeping them: `kyumei parse`, and the formats' own tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Format } from '../formats/format.ts'
import { type Matcher, recogniserOf } from '../formats/recogniser.ts'
import type { Engine } from './engine.ts'
import { planReading, readingOf } from './plan.ts'
import { eventSelect } from './select.ts'
import { lineSource, READ_SETTINGS } from './source.ts'

export interface ParsedLine {
  format: Format
  /** column → value as the engine prints it */
  row: Record<string, unknown>
}

export interface ParseOptions {
  timezone: string
  year?: number
  /** default: what suits the number of lines */
  matcher?: Matcher
}

const FEW = 50_000 // lines that are read before all patterns together would have been compiled

/** One entry a line: its event, or null where no format reads it. */
export async function parseLines(
  engine: Engine,
  lines: string[],
  formats: Format[],
  options: ParseOptions,
): Promise<(ParsedLine | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-parse-'))
  try {
    const spool = join(folder, 'lines.log')
    writeFileSync(spool, lines.map((line) => `${line.replaceAll('\n', ' ')}\n`).join(''))
    return await parseSpool(engine, spool, lines.length, formats, options)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function parseSpool(
  engine: Engine,
  spool: string,
  count: number,
  formats: Format[],
  options: ParseOptions,
): Promise<(ParsedLine | null)[]> {
  const matcher = options.matcher ?? (count <= FEW ? 'one by one' : 'together')
  const source = await lineSource(engine, { id: 'parse', spool })
  const parsed: (ParsedLine | null)[] = Array.from({ length: count }, () => null)
  const plan = await planReading(engine, source, recogniserOf(formats, matcher), 'parse')
  const { reading } = await readingOf(engine, plan.lastYearless, options, Date.now())
  for (const selection of plan.selections(reading)) {
    const rows = await engine.query<Record<string, unknown>>(
      `SELECT * FROM (${eventSelect(selection, 'parse')}) SETTINGS ${READ_SETTINGS}`,
    )
    for (const { evidence_id: _, line, ...row } of rows) parsed[Number(line) - 1] = { format: selection.format, row }
  }
  await plan.remove()
  await source.remove()
  return parsed
}
