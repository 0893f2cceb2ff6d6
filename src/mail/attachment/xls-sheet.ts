/** Excel 97–2003 sheets ([MS-XLS]): Excel 4.0 macro sheets, also hidden ones, that start by themselves. */
import type { Trait } from '../attachment-tree.ts'

const BOUNDSHEET = 0x85
const LABEL = 0x18 // defined name
const SHEET_KINDS = { macro: 1, vba: 6 }

const MAX_RECORDS = 100_000

export function* records(book: Buffer): Generator<{ id: number; record: Buffer }> {
  for (let at = 0, count = 0; at + 4 <= book.length && count < MAX_RECORDS; count++) {
    const [id, size] = [book.readUInt16LE(at), book.readUInt16LE(at + 2)]
    yield { id, record: book.subarray(at + 4, at + 4 + size) }
    at += 4 + size
  }
}

export function sheetTraits(book: Buffer): Trait[] {
  const sheets: string[] = []
  let starts = false
  for (const { id, record } of records(book)) {
    if (id === BOUNDSHEET && record.length > 8 && record[5] === SHEET_KINDS.macro) sheets.push(sheetName(record))
    // built-in name 1 is Auto_Open
    if (id === LABEL && record.length > 15 && (record.readUInt16LE(0) & 0x20) !== 0 && record[15] === 1) starts = true
    if (id === LABEL && /auto_?open/i.test(record.toString('latin1').replaceAll('\0', ''))) starts = true
  }
  if (sheets.length === 0) return []
  const traits: Trait[] = [{ trait: 'xlm-macro', detail: sheets.join(', ') }]
  if (starts) traits.push({ trait: 'macro-autorun', detail: 'Auto_Open' })
  const calls = book
    .toString('latin1')
    .match(/URLDownloadToFile\w?|ShellExecute\w?|urlmon|shell32|powershell|mshta|rundll32|regsvr32/gi)
  if (calls) traits.push({ trait: 'macro-suspicious-call', detail: [...new Set(calls)].join(', ') })
  return traits
}

function sheetName(record: Buffer): string {
  const length = record[6] ?? 0
  const wide = ((record[7] ?? 0) & 1) === 1
  const hidden = ((record[4] ?? 0) & 3) > 0 ? ' (hidden)' : ''
  return record.toString(wide ? 'utf16le' : 'latin1', 8, 8 + length * (wide ? 2 : 1)) + hidden
}
