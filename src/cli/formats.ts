/** `kyumei formats` */
import { FORMATS } from '../formats/index.ts'
import { printedJson } from '../report/safe-text.ts'
import { EXIT } from './exit.ts'

export async function listFormats(options: { json?: boolean }): Promise<number> {
  const rows = FORMATS.map(({ id, title, vendor, product, table, source, examples }) => ({
    id,
    title,
    vendor,
    product,
    table,
    source,
    examples: examples.length,
  }))
  if (options.json) process.stdout.write(`${printedJson(rows)}\n`)
  else for (const row of rows) process.stdout.write(`${row.id.padEnd(20)} ${row.table.padEnd(12)} ${row.title}\n`)
  return EXIT.done
}
