/** A desk's table as a file: CSV in any Japanese encoding, or the first sheet of an XLSX workbook; row by row, with where each stands. */

import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { decoder, recogniseEncoding } from '../evidence/decode.ts'
import { DeskError } from './fault.ts'
import type { TableRow } from './table-row.ts'
import { readWorkbook } from './workbook.ts'

/** Longer rows are no row of a desk's table; a file without line ends would else be one row as long as itself. */
const LONGEST_ROW = 200_000

export async function* readTable(path: string): AsyncGenerator<TableRow> {
  const kind = beginning(path)
  if (kind.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    yield* await readWorkbook(path)
    return
  }
  if (kind.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new DeskError({
      ja: `${path} は古い形式（.xls）か、パスワード付きのブックです。Excelで .xlsx（パスワードなし）か CSV として保存し直してください。`,
      en: `${path} is an old workbook (.xls) or has a password: save it as .xlsx without one, or as CSV`,
    })
  }
  yield* readCsv(path, kind)
}

async function* readCsv(path: string, sample: Buffer): AsyncGenerator<TableRow> {
  const text = Readable.from(decoded(path, sample))
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(new TextDecoder(recogniseEncoding(sample)).decode(sample)),
    info: true,
    max_record_size: LONGEST_ROW,
    relax_column_count: true,
    relax_quotes: true, // a name in quotes in a table written by hand
    skip_empty_lines: true,
  })
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const cells = record.map((cell) => cell.trim())
      const line = info.lines - record.join('').split('\n').length + 1 // a cell may span lines
      yield { line, cells, formulas: cells.flatMap((cell, i) => (isFormula(cell) ? [i] : [])) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error.lines ?? 0) // where the row began that could not be read
    throw new DeskError({
      ja: `${path} の${line}行目から先はCSVとして読めません（${error.code}）。引用符が閉じているか、1行が${LONGEST_ROW.toLocaleString()}文字を超えていないかを確かめてください。`,
      en: `${path} is no CSV from line ${line} on (${error.code}): look for a quote that isn't closed, or a row longer than ${LONGEST_ROW.toLocaleString('en')} characters`,
    })
  } finally {
    text.destroy()
  }
}

/** What stands most often in the first lines, outside quotes. */
function delimiterOf(sample: string): string {
  const lines = sample
    .replaceAll(/"[^"]*"/g, '')
    .split('\n', 5)
    .join('\n')
  const counts = [',', '\t', ';'].map((mark) => ({ mark, n: lines.split(mark).length }))
  return counts.reduce((most, one) => (one.n > most.n ? one : most)).mark
}

async function* decoded(path: string, sample: Buffer): AsyncGenerator<string> {
  const text = decoder(recogniseEncoding(sample))
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) yield text.push(chunk as Buffer)
  yield text.end()
}

/** What a spreadsheet would calculate instead of showing. Telephone numbers and dates with a sign are none. */
function isFormula(cell: string): boolean {
  return /^[=@]/.test(cell) || /^[+-].*[(|!]/.test(cell)
}

const SAMPLE = 1 << 16

function beginning(path: string): Buffer {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    throw new DeskError({ ja: `${path} を開けません。`, en: `${path} can't be opened` })
  }
  try {
    const buffer = Buffer.alloc(SAMPLE)
    return buffer.subarray(0, readSync(file, buffer, 0, SAMPLE, 0))
  } finally {
    closeSync(file)
  }
}
