/** `kyumei search WORD`: where a word stands in all that the last scan read. */

import { toCsv } from '../report/csv.ts'
import { defangText, mended, printedJson } from '../report/safe-text.ts'
import { localTime } from '../report/time.ts'
import { tableLine } from '../report/visible.ts'
import { ledger } from '../store/ledger.ts'
import { search } from '../story/search.ts'
import { EXIT, UsageError } from './exit.ts'
import { openLast } from './last-workspace.ts'

export interface SearchOptions {
  top: number
  workspace?: string
  engine?: string
  json?: boolean
  csv?: boolean
}

export async function searchWord(word: string, options: SearchOptions): Promise<number> {
  if (word.trim() === '') throw new UsageError('search needs a word')
  const { engine, scan } = await openLast(options)
  try {
    const paths = new Map((await ledger(engine)).map((row) => [row.evidence_id, row.path]))
    const rows = (await search(engine, mended(word), options.top)).map(({ evidence_id, ...row }) => ({
      ...row,
      file: paths.get(evidence_id) ?? '',
    }))
    const time = (iso: string | null) => (iso ? localTime(iso, scan.timezone) : '')
    process.stdout.write(
      options.json
        ? `${printedJson(rows)}\n`
        : options.csv
          ? toCsv(['field', 'value', 'count', 'first', 'last', 'hosts', 'file', 'line'], rows)
          : rows
              .map((row) =>
                tableLine([
                  row.field,
                  defangText(row.value),
                  `×${row.count}`,
                  `${time(row.first)} – ${time(row.last)}`,
                  row.hosts.join(' '),
                  `${row.file}:${row.line}`,
                ]),
              )
              .join(''),
    )
    if (rows.length === 0 && !options.json && !options.csv)
      process.stderr.write('kyumei: not found in what was read. / 読んだ範囲にはありません。\n')
    return EXIT.done
  } finally {
    await engine.close()
  }
}
