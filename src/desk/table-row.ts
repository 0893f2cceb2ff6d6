/** One row of a desk's table, whatever file it comes from. */
export interface TableRow {
  /** line of the file, or row of the sheet, from 1 */
  line: number
  cells: string[]
  /** columns whose cell is a formula */
  formulas: number[]
}
