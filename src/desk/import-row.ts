/** One row of a desk's table → the values of a case, or all the reasons why not. */
import { DETECTORS } from '../detect/index.ts'
import type { Text } from '../i18n/text.ts'
import type { Desk } from './desk.ts'
import { type Columns, FIELDS, type Field, type Mapping } from './mapping.ts'
import { day, moment } from './moment.ts'
import { type Channel, type Discovery, TLP, type Tlp } from './rows.ts'
import type { TableRow } from './table-row.ts'
import { CHANNEL_TERMS, codeOf, DISCOVERY_TERMS, type Term, terms } from './vocabulary.ts'

export interface Words {
  kinds: Term[]
  industries: Term[]
  attacks: Term[]
}

export function vocabulary(desk: Desk): Words {
  return {
    kinds: terms(desk, 'organisation_kind'),
    industries: terms(desk, 'industry'),
    attacks: terms(desk, 'attack_kind'),
  }
}

export interface CaseValues {
  text: (field: Field) => string | undefined
  number?: string
  received_at: string
  recorded_on: string
  kind: string
  industry: string | null
  channel: Channel
  attack_kind: string | null
  discovery: Discovery | null
  employees: number | null
  tlp?: Tlp
  rescue_at: string | null
  visits: string[]
  closed_on: string | null
  void_on: string | null
  signs: string[]
  techniques: string[]
}

export function readRow(
  row: TableRow,
  { at }: Columns,
  mapping: Mapping,
  words: Words,
): { values: CaseValues; reasons: Text[] } {
  const reasons: Text[] = []
  const text = (field: Field): string | undefined => {
    const index = at.get(field)
    // the apostrophe with which our own export keeps a spreadsheet from calculating is not part of the text
    const cell = index === undefined ? '' : (row.cells[index] ?? '').trim().replace(/^'(?=[=+\-@＝＋－＠])/, '')
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
  const size = text('employees')
    ?.normalize('NFKC')
    .replaceAll(/[,\s人名]/g, '')
  const employees = size !== undefined && /^[1-9]\d{0,8}$/.test(size) ? Number(size) : null
  if (size !== undefined && employees === null)
    refuse('employees', text('employees') ?? '', '人数ではありません', 'no number of people')
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
      discovery: coded('discovery', DISCOVERY_TERMS) as Discovery | null, // by the list of terms
      employees,
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
export const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
