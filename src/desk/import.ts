/**
 * A desk's table becomes cases. Every row is tried on the desk itself, inside one transaction: a dry run refuses exactly what the
 * import would refuse, and an import that refuses a row takes none, unless told to take the rest.
 */
import { DETECTORS } from '../detect/index.ts'
import type { Text } from '../i18n/text.ts'
import { addSign, addTechnique } from './attach.ts'
import type { Desk } from './desk.ts'
import { asDeskError, DeskError } from './fault.ts'
import { type CaseValues, readRow, short, vocabulary, type Words } from './import-row.ts'
import { joinCampaign } from './join.ts'
import { type Columns, FIELDS, findColumns, type Mapping, NO_MAPPING } from './mapping.ts'
import { readTable } from './table.ts'
import type { TableRow } from './table-row.ts'
import { addNote, addVisit, closeCase, intake, startRescue, voidCase } from './work.ts'

export interface Refusal {
  line: number
  reasons: Text[]
}

export interface Imported {
  rows: number
  taken: number
  refused: number
  /** the rows taken are in the desk */
  written: boolean
  unused: string[]
}

export interface ImportOptions {
  mapping?: Mapping
  dryRun?: boolean
  /** take the rows that can be taken */
  skipRefused?: boolean
  onRefusal: (refusal: Refusal) => void
}

/** More rows than any desk has consultations: then it is another file. Each waits in memory until all are known to be taken. */
const MOST_ROWS = 50_000

export async function importTable(desk: Desk, path: string, options: ImportOptions): Promise<Imported> {
  const mapping = options.mapping ?? NO_MAPPING
  const words = vocabulary(desk)
  const result: Imported = { rows: 0, taken: 0, refused: 0, written: false, unused: [] }
  let columns: Columns | undefined
  let first: TableRow | undefined
  let above = 0
  await refuseOther(path) // seconds, where trying the rows of such a file would take minutes
  desk.db.exec('BEGIN IMMEDIATE')
  try {
    for await (const row of readTable(path)) {
      if (!columns) {
        const found = findColumns(row.cells, mapping)
        // a title and a date often stand above the headings
        if (lacking(found, mapping).length > 0 && ++above < HEADINGS_WITHIN) first ??= row
        else {
          columns = complete(found, first ?? row, mapping)
          result.unused = columns.unused
        }
        continue
      }
      result.rows++
      const reasons = tryRow(desk, row, columns, mapping, words)
      if (reasons.length === 0) result.taken++
      else {
        result.refused++
        options.onRefusal({ line: row.line, reasons })
      }
    }
    if (!columns && first) complete(findColumns(first.cells, mapping), first, mapping)
    if (!columns) throw new DeskError({ ja: `${path} に行がありません。`, en: `${path} has no rows` })
    result.written = !options.dryRun && result.taken > 0 && (result.refused === 0 || options.skipRefused === true)
    desk.db.exec(result.written ? 'COMMIT' : 'ROLLBACK')
    return result
  } catch (error) {
    if (desk.db.isTransaction) desk.db.exec('ROLLBACK')
    throw asDeskError(error)
  }
}

const HEADINGS_WITHIN = 10 // rows

const lacking = ({ at }: Columns, { defaults }: Mapping) =>
  (['received_at', 'kind', 'channel'] as const).filter((field) => !at.has(field) && defaults[field] === undefined)

function complete(columns: Columns, row: TableRow, mapping: Mapping): Columns {
  const missing = lacking(columns, mapping)
  const headings = row.cells.map(short).join(', ')
  if (columns.absent.length > 0) {
    throw new DeskError({
      ja: `対応表にある列（${columns.absent.join('、')}）が表にありません。表の列: ${headings}`,
      en: `the mapping names columns that the table doesn't have (${columns.absent.join(', ')}); it has ${headings}`,
    })
  }
  if (missing.length === 0) return columns
  throw new DeskError({
    ja: `${missing.map((field) => `「${FIELDS[field][0]}」`).join('')}の列が見つかりません。表の列: ${headings}。--mapping の columns で列を、defaults で既定値を指定してください。`,
    en: `no column for ${missing.join(', ')}; the table has ${headings}. Name the column in --mapping under columns, or a value under defaults`,
  })
}

async function refuseOther(path: string): Promise<void> {
  let rows = 0
  for await (const { line } of readTable(path)) if (++rows > MOST_ROWS + HEADINGS_WITHIN) throw tooMany(path, line)
}

function tooMany(path: string, line: number): DeskError {
  return new DeskError({
    ja: `${path} は${line}行目で${MOST_ROWS.toLocaleString()}件を超えました。相談の一覧ではないようです。何も取り込んでいません。`,
    en: `${path} has more than ${MOST_ROWS.toLocaleString('en')} rows (line ${line}): this seems to be no table of consultations. Nothing was taken`,
  })
}

/** Why not, or [] and the row is in the desk (inside the transaction). */
function tryRow(desk: Desk, row: TableRow, columns: Columns, mapping: Mapping, words: Words): Text[] {
  const { values, reasons } = readRow(row, columns, mapping, words)
  if (reasons.length > 0) return reasons
  desk.db.exec('SAVEPOINT one_row')
  try {
    enter(desk, values)
    desk.db.exec('RELEASE one_row')
    return []
  } catch (error) {
    desk.db.exec('ROLLBACK TO one_row; RELEASE one_row')
    const known = asDeskError(error)
    if (known instanceof DeskError) return [known.text]
    throw error
  }
}

function enter(desk: Desk, values: CaseValues): void {
  const { text } = values
  const person = text('person')
  const { id, number } = intake(
    desk,
    {
      ...values,
      organisation: text('organisation'),
      person:
        person === undefined
          ? undefined
          : { name: person, mail: text('mail') ?? '', telephone: text('telephone') ?? '' },
      summary: text('summary'),
      handler: text('handler') ?? '',
    },
    'import',
  )
  for (const sign of values.signs) {
    addSign(desk, id, sign, 'import')
    for (const technique of DETECTORS.find((one) => one.id === sign)?.attack ?? [])
      addTechnique(desk, id, technique, 'import')
  }
  for (const technique of values.techniques) addTechnique(desk, id, technique, 'import')
  if (values.rescue_at) startRescue(desk, number, values.rescue_at)
  const went = (text('visitors') ?? '')
    .split(/[、,;；]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  for (const visited_on of values.visits) addVisit(desk, number, { visited_on, went })
  const campaign = text('campaign')
  if (campaign) joinCampaign(desk, number, campaign)
  const note = text('note')
  if (note) addNote(desk, number, note)
  if (values.closed_on) closeCase(desk, number, values.closed_on, text('outcome') ?? '')
  if (values.void_on) voidCase(desk, number, values.void_on, text('void_reason') ?? '')
}
