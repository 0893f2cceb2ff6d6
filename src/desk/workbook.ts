/**
 * The first sheet of an XLSX workbook. read-excel-file gives the values (a formula's as the last one that Excel calculated); which cells are formulas
 * only the sheet's own XML tells. Sizes are checked before anything is unpacked.
 */
import { text } from 'node:stream/consumers'
import { readSheet } from 'read-excel-file/node'
import { Parser } from 'saxen'
import yauzl from 'yauzl'
import { DeskError } from './fault.ts'
import type { TableRow } from './table-row.ts'

const LARGEST = 200_000_000 // bytes unpacked: a sheet of a million short rows

export async function readWorkbook(path: string): Promise<TableRow[]> {
  try {
    const formulas = await formulaCells(path)
    const sheet = await readSheet(path)
    return sheet
      .map((cells, i) => ({
        line: i + 1,
        cells: cells.map(shown),
        formulas: formulas.get(i + 1) ?? [],
      }))
      .filter((row) => row.cells.some((cell) => cell !== '') || row.formulas.length > 0)
  } catch (error) {
    if (error instanceof DeskError) throw error
    throw new DeskError({
      ja: `${path} はExcelのブックとして読めません。Excelで開いて .xlsx か CSV として保存し直してください。`,
      en: `${path} can't be read as a workbook: open it in Excel and save it as .xlsx or CSV again`,
    })
  }
}

/** A date without a time of day is a day. */
function shown(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '#DATE'
    return cell
      .toISOString()
      .replace(/T00:00:00.*$/, '')
      .replace(/:\d{2}\.\d{3}Z$/, '')
      .replace('T', ' ')
  }
  return String(cell).trim()
}

/** Row → columns (from 0) that hold a formula, of the workbook's first sheet. */
async function formulaCells(path: string): Promise<Map<number, number[]>> {
  const parts = await readParts(path)
  const found = new Map<number, number[]>()
  let cell = ''
  walk(parts.get(firstSheet(parts)) ?? '', (name, attributes) => {
    if (name === 'c') cell = attributes.r ?? ''
    if (name !== 'f') return
    const at = /^([A-Z]{1,3})(\d+)$/.exec(cell)
    if (at) found.set(Number(at[2]), [...(found.get(Number(at[2])) ?? []), columnOf(at[1] ?? '')])
  })
  return found
}

const columnOf = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

function firstSheet(parts: Map<string, string>): string {
  let id = ''
  walk(parts.get('xl/workbook.xml') ?? '', (name, attributes) => {
    if (name === 'sheet' && id === '') id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
  })
  let target = ''
  walk(parts.get('xl/_rels/workbook.xml.rels') ?? '', (name, attributes) => {
    if (name === 'Relationship' && attributes.Id === id) target = attributes.Target ?? ''
  })
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function walk(xml: string, visit: (name: string, attributes: Record<string, string>) => void): void {
  const parser = new Parser()
  parser.on('openTag', (name: string, attributes: () => Record<string, string>) =>
    visit(name.replace(/^.*:/, ''), attributes()),
  )
  parser.on('error', (error: Error) => {
    throw error
  })
  parser.parse(xml)
}

async function readParts(path: string): Promise<Map<string, string>> {
  const zip = await yauzl.openPromise(path)
  const parts = new Map<string, string>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      if (unpacked > LARGEST) {
        throw new DeskError({
          ja: `${path} は展開すると大きすぎます（${LARGEST / 1e6} MB超）。相談の一覧だけをCSVとして保存してください。`,
          en: `${path} is too large when unpacked (over ${LARGEST / 1e6} MB): save the table of cases alone, as CSV`,
        })
      }
      if (!/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(entry.fileName)) continue
      parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
    }
  } finally {
    zip.close()
  }
  return parts
}
