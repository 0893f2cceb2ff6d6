/** How wide the columns of a table want to be: by what stands in them, within bounds. A full-width character is as wide as two others. */
import type { Table } from './document.ts'

const LEAST = 8 // half-width characters
const MOST = 80
/** half-width characters of a table's type on a line of A4 */
const PAGE = 96
const SHORT = 20
const MARGIN = 5

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
  const whole = sum(widths)
  if (whole <= PAGE) return widths.map((width) => width / whole)
  // short cells keep their width, so that no date is torn; long texts share the rest
  const isShort = (width: number) => width <= SHORT
  const left = PAGE - sum(widths.filter(isShort))
  const long = sum(widths.filter((width) => !isShort(width)))
  const fitted = widths.map((width) => (isShort(width) ? width : Math.max(SHORT, (width / long) * left)))
  return fitted.map((width) => width / sum(fitted))
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

export function textWidth(text: string): number {
  let width = 0
  for (const one of text) width += /[\u1100-\uffef\u{20000}-\u{3ffff}]/u.test(one) ? 2 : 1
  return width
}
