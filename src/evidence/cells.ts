/** A row's cells by commas; quotes hold commas, and quotes doubled. */
export function cellsOf(row: string): string[] {
  return Array.from(row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  )
}

/** Reads rows under this line of column names: each cell by its name, '' where the row ends before it. */
export function rowsUnder(heading: string): (row: string) => Record<string, string> {
  const names = cellsOf(heading).map((name) => name.trim())
  return (row) => {
    const cells = cellsOf(row)
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  }
}
