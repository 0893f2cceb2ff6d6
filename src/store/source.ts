/** Where the lines of one evidence are read from: the embedded engine reads the spool file, a server a staging table. */
import type { Evidence } from '../evidence/evidence.ts'
import { linesOf } from '../evidence/lines.ts'
import { literal } from '../formats/envelope.ts'
import type { Engine } from './engine.ts'

export interface LineSource {
  /** a FROM expression with the columns `line` (String) and `_row_number` (from 0) */
  from: string
  remove(): Promise<void>
}

/** Reading by pread and no short circuit: the other branches cost less than deciding row by row. */
export const READ_SETTINGS =
  "short_circuit_function_evaluation = 'disable', storage_file_read_method = 'pread', max_block_size = 65536, min_insert_block_size_rows = 250000, min_insert_block_size_bytes = 67108864, max_insert_threads = 1"

export async function lineSource(engine: Engine, evidence: Pick<Evidence, 'id' | 'spool'>): Promise<LineSource> {
  if (engine.kind === 'embedded') {
    return { from: `file(${literal(evidence.spool)}, 'LineAsString', 'line String', 'none')`, remove: async () => {} }
  }
  await engine.command(
    'CREATE TABLE IF NOT EXISTS staged_line (evidence_id String, _row UInt64, line String) ENGINE = MergeTree PARTITION BY evidence_id ORDER BY _row',
  )
  const remove = () => engine.command(`ALTER TABLE staged_line DROP PARTITION ${literal(evidence.id)}`)
  await remove()
  await stage(engine, evidence)
  return {
    from: `(SELECT line, _row AS _row_number FROM staged_line WHERE evidence_id = ${literal(evidence.id)})`,
    remove,
  }
}

const STAGE_BYTES = 16 * 1024 * 1024

async function stage(engine: Engine, evidence: Pick<Evidence, 'id' | 'spool'>): Promise<void> {
  let batch: Record<string, unknown>[] = []
  let bytes = 0
  let row = 0
  for await (const line of linesOf(evidence.spool)) {
    batch.push({ evidence_id: evidence.id, _row: row++, line })
    bytes += line.length + 40
    if (bytes < STAGE_BYTES) continue
    await engine.insert('staged_line', batch)
    batch = []
    bytes = 0
  }
  await engine.insert('staged_line', batch)
}
