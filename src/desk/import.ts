/**
 * A desk's table becomes cases. Every row is tried on the desk itself, inside one transaction: a dry run refuses exactly what the
 * import would refuse, and an import that refuses a row takes none, unless told to take the rest.
 */
import { DETECTORS } from '../detect/index.ts'
import type { Text } from '../i18n/text.ts'
import { addSign, addTechnique } from './attach.ts'
import type { Desk } from './desk.ts'
import { asDeskError, DeskError } from './fault.ts'
import { joinCampaign } from './join.ts'
import { type Columns, FIELDS, type Field, findColumns, type Mapping, NO_MAPPING } from './mapping.ts'
import { day, moment } from './moment.ts'
import type { Channel } from './rows.ts'
import { TLP, type Tlp } from './rows.ts'
import { readTable, type TableRow } from './table.ts'
import { CHANNEL_TERMS, codeOf, type Term, terms } from './vocabulary.ts'
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

/** More rows than any desk has consultations: then it is another file. */
const MOST_ROWS = 200_000

export async function importTable(desk: Desk, path: string, options: ImportOptions): Promise<Imported> {
  const mapping = options.mapping ?? NO_MAPPING
  const words = vocabulary(desk)
  const result: Imported = { rows: 0, taken: 0, refused: 0, written: false, unused: [] }
  let columns: Columns | undefined
  let first: TableRow | undefined
  let above = 0
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
      if (result.rows === MOST_ROWS) throw tooMany(path, row.line)
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

function tooMany(path: string, line: number): DeskError {
  return new DeskError({
    ja: `${path} は${line}行目で${MOST_ROWS.toLocaleString()}件を超えました。相談の一覧ではないようです。何も取り込んでいません。`,
    en: `${path} has more than ${MOST_ROWS.toLocaleString('en')} rows (line ${line}): this seems to be no table of consultations. Nothing was taken`,
  })
}

interface Words {
  kinds: Term[]
  industries: Term[]
  attacks: Term[]
}

function vocabulary(desk: Desk): Words {
  return {
    kinds: terms(desk, 'organisation_kind'),
    industries: terms(desk, 'industry'),
    attacks: terms(desk, 'attack_kind'),
  }
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

interface CaseValues {
  text: (field: Field) => string | undefined
  number?: string
  received_at: string
  recorded_on: string
  kind: string
  industry: string | null
  channel: Channel
  attack_kind: string | null
  tlp?: Tlp
  rescue_at: string | null
  visits: string[]
  closed_on: string | null
  void_on: string | null
  signs: string[]
  techniques: string[]
}

function readRow(
  row: TableRow,
  { at }: Columns,
  mapping: Mapping,
  words: Words,
): { values: CaseValues; reasons: Text[] } {
  const reasons: Text[] = []
  const text = (field: Field): string | undefined => {
    const index = at.get(field)
    const cell = index === undefined ? '' : (row.cells[index] ?? '').trim()
    const meant = mapping.values[field]?.[cell] ?? cell
    return meant === '' ? mapping.defaults[field] : meant
  }
  const refuse = (field: Field, value: string, ja: string, en: string) =>
    reasons.push({
      ja: `${FIELDS[field][0]}「${short(value)}」: ${ja}`,
      en: `${field} ${JSON.stringify(short(value))}: ${en}`,
    })
  for (const [field, index] of at)
    if (row.formulas.includes(index))
      refuse(
        field,
        row.cells[index] ?? '',
        '数式のセルです。値に置き換えてください',
        'a formula: replace it by its value',
      )
  const dated = <Value>(field: Field, read: (text: string) => Value | null): Value | null => {
    const value = text(field)
    if (value === undefined) return null
    const found = read(value)
    if (found === null)
      refuse(field, value, '存在しない日付か、読めない書き方です', 'no such date, or not readable as one')
    return found
  }
  const coded = (field: Field, known: Term[]): string | null => {
    const value = text(field)
    if (value === undefined) return null
    const code = codeOf(known, value)
    if (code === null)
      refuse(
        field,
        value,
        `登録されていない値です（${known.map((term) => term.ja).join('、')}）`,
        `unknown; there are ${known.map((term) => term.code).join(', ')}`,
      )
    return code
  }
  const needed = (field: Field, value: string | null): string => {
    if (value === null && text(field) === undefined) refuse(field, '', '空です', 'empty')
    return value ?? ''
  }
  const received_at = needed('received_at', dated('received_at', moment))
  const tlp = text('tlp')
    ?.toUpperCase()
    .replace(/^TLP:\s*/, '')
  if (tlp !== undefined && !isTlp(tlp))
    refuse('tlp', tlp, `TLPではありません（${TLP.join('、')}）`, `no TLP; there are ${TLP.join(', ')}`)
  const listed = (field: Field) => (text(field) ?? '').split(/[\s、,;；・]+/).filter((one) => one !== '')
  const signs = listed('signs')
  for (const sign of signs)
    if (!DETECTORS.some((detector) => detector.id === sign))
      refuse(
        'signs',
        sign,
        '検出の種類にありません（kyumei detectors で一覧）',
        'no such detector (kyumei detectors lists them)',
      )
  const techniques = listed('techniques')
  for (const technique of techniques)
    if (!/^T\d{4}(\.\d{3})?$/.test(technique))
      refuse('techniques', technique, 'ATT&CKの番号ではありません', 'no ATT&CK id')
  const visits = (text('visits') ?? '')
    .split(/[、,;；\n]+|\s+(?=\d{4}[-/.年])/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const visited = visits.map(day)
  for (const [i, one] of visited.entries())
    if (one === null)
      refuse('visits', visits[i] ?? '', '存在しない日付か、読めない書き方です', 'no such date, or not readable as one')
  const rescue_at = dated('rescue_at', moment)
  if (visits.length > 0 && text('rescue_at') === undefined)
    refuse('visits', visits.join(' '), 'レスキュー開始日がありません', 'a visit without a rescue')
  const voided = dated('void_on', day)
  if ((text('void_on') === undefined) !== (text('void_reason') === undefined))
    refuse(
      'void_reason',
      text('void_reason') ?? '',
      '取消日と取消理由は両方必要です',
      'a voided case needs both the day and the reason',
    )
  return {
    reasons,
    values: {
      text,
      number: text('number'),
      received_at,
      recorded_on: dated('recorded_on', day) ?? received_at.slice(0, 10),
      kind: needed('kind', coded('kind', words.kinds)),
      industry: coded('industry', words.industries),
      channel: needed('channel', coded('channel', CHANNEL_TERMS)) as Channel, // by the list of terms
      attack_kind: coded('attack_kind', words.attacks),
      tlp: tlp !== undefined && isTlp(tlp) ? tlp : undefined,
      rescue_at,
      visits: visited.filter((one) => one !== null),
      closed_on: dated('closed_on', day),
      void_on: voided,
      signs,
      techniques,
    },
  }
}

const isTlp = (text: string): text is Tlp => (TLP as readonly string[]).includes(text)
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

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
