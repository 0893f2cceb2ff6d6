/** How wide the columns of a table want to be: by what stands in them, within bounds. A full-width character is as wide as two others. */
import type { Table } from './document.ts'

const LEAST = 8 // half-width characters
const MOST = 40
const MARGIN = 3

export function columnShares({ head, rows, numeric }: Pick<Table, 'head' | 'rows' | 'numeric'>): number[] {
  const wanted = head.map((title, column) =>
    Math.min(
      MOST,
      // a heading may be broken between its words, what stands below had better not
      Math.max(LEAST, ...title.split(' ').map(textWidth), ...rows.map((row) => textWidth(row[column] ?? '') + MARGIN)),
    ),
  )
  // figures stand below figures
  const figure = Math.max(0, ...numeric.map((column) => wanted[column] ?? 0))
  const widths = wanted.map((width, column) => (numeric.includes(column) ? figure : width))
  const whole = widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width) => width / whole)
}

export function textWidth(text: string): number {
  let width = 0
  for (const one of text) width += /[\u1100-\uffef\u{20000}-\u{3ffff}]/u.test(one) ? 2 : 1
  return width
}
