/**
 * Tables whose first line names the columns: cells parted by tabs, commas or semicolons, as that line's are. A separator inside quotes parts
 * nothing: whoever puts a tab into an address or the name of his browser must not move the columns behind it.
 */

/** The first line's cells, without their quotes. */
export function headerCells(line: string): string[] {
  const mark = separatorOf(line)
  return Array.from(`${line}${mark}`.matchAll(new RegExp(cellOf(mark), 'g')), ([, cell = '']) =>
    cell.trim().replace(/^"|"$/g, ''),
  )
}

/** SQL of the cells of a row under it, quotes included. */
export function rowCells(header: string): string {
  const mark = separatorOf(header)
  return `extractAll(concat(payload, '${mark}'), '${cellOf(mark)}')`
}

/** a quote in the middle of a cell is a letter */
const cellOf = (mark: string) => `((?:"(?:[^"]|"")*"|[^${mark}]*))${mark}`

function separatorOf(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const count = (mark: string) => bare.split(mark).length
  return ['\t', ',', ';'].sort((a, b) => count(b) - count(a))[0] ?? ','
}
