/** CSV that a spreadsheet opens safely: with a byte order mark (Excel reads UTF-8 by it), formulas quoted, control characters visible. */
import { visible } from './safe-text.ts'

export function toCsv(columns: string[], rows: Record<string, unknown>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))]
  return `\ufeff${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}

/**
 * A cell that a spreadsheet would take for a formula, in Japan one in full-width characters too, begins with an apostrophe. LibreOffice takes
 * semicolons and tabs for ends of cells, too, where they are not quoted.
 */
function cell(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const plain = Array.isArray(value) ? value.join(' ') : value === null || value === undefined ? '' : String(value)
  const text = visible(plain).replace(/^[=+\-@＝＋－＠\t\r]/, "'$&")
  return /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
