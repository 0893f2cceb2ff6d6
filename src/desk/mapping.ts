/** Which column of a desk's table is what: by the names that desks use, or as a mapping file says. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { DeskError } from './fault.ts'

/** What a column may hold, with the headings by which it is known without a mapping. */
export const FIELDS = {
  number: ['受付番号', '管理番号', '相談番号', '番号', 'no', 'number', 'id'],
  received_at: ['受付日', '受付日時', '相談日', '受付年月日', 'received', 'receivedat', 'date'],
  recorded_on: ['登録日', '計上日', 'recorded'],
  organisation: ['組織名', '組織', '相談元', '団体名', '会社名', 'organisation', 'organization'],
  kind: ['組織種別', '種別', '組織区分', '区分', 'kind'],
  industry: ['業種', '業界', '分野', 'industry'],
  employees: ['従業員数', '職員数', '人数', 'employees'],
  person: ['担当者', '相談者', '氏名', 'contact', 'person'],
  mail: ['メールアドレス', '連絡先メール', 'mailaddress', 'email'],
  telephone: ['電話番号', '連絡先電話', 'telephone', 'phone'],
  channel: ['受付方法', '受付手段', '相談方法', '経路', 'channel'],
  attack_kind: ['攻撃種別', '攻撃の種類', '攻撃分類', 'attack'],
  discovery: ['発見の経緯', '発見方法', '発覚の経緯', '気付いたきっかけ', 'discovery'],
  signs: ['兆候', '検出した兆候', '手口', 'signs'],
  techniques: ['att&ck', '技術', 'techniques'],
  campaign: ['キャンペーン', '攻撃キャンペーン', 'campaign'],
  tlp: ['tlp', '共有範囲'],
  summary: ['概要', '相談内容', '内容', 'summary'],
  handler: ['対応者', '受付者', '主担当', 'handler'],
  rescue_at: ['レスキュー開始日', 'レスキュー移行日', 'レスキュー日', 'rescue'],
  visits: ['訪問日', 'オンサイト日', 'オンサイト支援日', '現地対応日', 'visits'],
  visitors: ['訪問者', '現地対応者', 'visitors'],
  closed_on: ['完了日', 'クローズ日', '終了日', 'closed'],
  outcome: ['結果', '対応結果', 'outcome'],
  void_on: ['取消日', '除外日', 'void'],
  void_reason: ['取消理由', '除外理由', 'voidreason'],
  note: ['備考', 'メモ', 'note'],
} as const
export type Field = keyof typeof FIELDS

export interface Mapping {
  /** field → heading of the column */
  columns: Partial<Record<Field, string>>
  /** field → what the table says → what the desk says */
  values: Partial<Record<Field, Record<string, string>>>
  /** field → value where the column or the cell is missing */
  defaults: Partial<Record<Field, string>>
}

const fields = z.partialRecord(z.enum(Object.keys(FIELDS) as [Field, ...Field[]]), z.string())
const shape = z.strictObject({
  columns: fields.default({}),
  values: z
    .partialRecord(z.enum(Object.keys(FIELDS) as [Field, ...Field[]]), z.record(z.string(), z.string()))
    .default({}),
  defaults: fields.default({}),
})

export const NO_MAPPING: Mapping = { columns: {}, values: {}, defaults: {} }

export function loadMapping(path: string): Mapping {
  try {
    return shape.parse(parse(readFileSync(path, 'utf8')) ?? {})
  } catch (error) {
    const first = error instanceof z.ZodError ? error.issues[0] : undefined
    const what = first ? `${first.path.join('.')}: ${first.message}` : error instanceof Error ? error.message : ''
    throw new DeskError({
      ja: `対応表 ${path} を読めません（${what.split('\n')[0]}）。使える項目: ${Object.keys(FIELDS).join(', ')}`,
      en: `the mapping ${path} can't be read (${what.split('\n')[0]}); fields are ${Object.keys(FIELDS).join(', ')}`,
    })
  }
}

export interface Columns {
  /** field → index of its column */
  at: Map<Field, number>
  /** headings that the mapping names and the row does not have */
  absent: string[]
  /** headings that nothing reads */
  unused: string[]
}

export function findColumns(headings: string[], { columns }: Mapping): Columns {
  const known = headings.map(spelling)
  const at = new Map<Field, number>()
  const absent: string[] = []
  for (const [field, names] of Object.entries(FIELDS) as [Field, readonly string[]][]) {
    const named = columns[field]
    const index =
      named === undefined
        ? known.findIndex((heading) => [field, ...names].map(spelling).includes(heading))
        : known.indexOf(spelling(named))
    if (index >= 0) at.set(field, index)
    else if (named !== undefined) absent.push(named)
  }
  const used = new Set(at.values())
  return { at, absent, unused: headings.filter((heading, i) => heading !== '' && !used.has(i)) }
}

const spelling = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
