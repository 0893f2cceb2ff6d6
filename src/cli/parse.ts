/** `kyumei parse`: lines on standard input → one JSON object a line in nested ECS, null where unparsed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FORMATS } from '../formats/index.ts'
import { printedJson } from '../report/safe-text.ts'
import { toEcs } from '../store/ecs.ts'
import { openEngine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { createTables } from '../store/tables.ts'
import { EXIT, UsageError } from './exit.ts'

export async function parse(options: { format?: string; tz: string; year?: number }): Promise<number> {
  const formats = options.format ? FORMATS.filter((format) => format.id === options.format) : FORMATS
  if (formats.length === 0) {
    throw new UsageError(`no format ${JSON.stringify(options.format)}. kyumei formats lists them.`)
  }
  const lines = (await standardInput()).split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) return EXIT.done
  const workspace = mkdtempSync(join(tmpdir(), 'kyumei-parse-'))
  const engine = await openEngine({ workspace })
  try {
    await createTables(engine)
    const parsed = await parseLines(engine, lines, formats, { timezone: options.tz, year: options.year })
    const rows = parsed.map((one) => printedJson(one && toEcs(one.row, one.format.table, one.format.id), 0))
    process.stdout.write(`${rows.join('\n')}\n`)
  } finally {
    await engine.close()
    rmSync(workspace, { recursive: true, force: true })
  }
  return EXIT.done
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
