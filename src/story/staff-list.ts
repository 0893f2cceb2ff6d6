/**
 * A list of accounts among the evidence that tells when people left: an account that is used afterwards is used by somebody else. Its columns
 * are known by their names, as an inventory's are; a row without a date tells nothing.
 */
import type { Evidence } from '../evidence/evidence.ts'
import { amount } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { LedgerRow } from '../store/ledger.ts'
import { makeAnew } from '../store/tables.ts'
import { columns, computerColumns, headOf, PERSON, rowsOf, tellsOfEvents } from './inventory-table.ts'
import type { Fact } from './logging.ts'
import { unreadFiles } from './unread-file.ts'

export interface Leaver {
  /** a sign-in name or mail address, lower case */
  account: string
  /** the last day: 2026-03-31 */
  left: string
  /** of the list */
  line: number
}

export interface StaffList {
  evidence_id: string
  path: string
  leavers: Leaver[]
}

const ACCOUNT =
  /^((user|login|logon)?accounts?|(login|logon|account)(name|id)?|(アカウント|ログイン|ログオン)(名|id)?|cuenta(deusuario)?|compte|identifiant|konto|kontoname|kennung|conta|login|계정|账号|帐号|帳號)$/
const LEFT =
  /^(退職|退社|離職|退任|退所|退学|卒業|利用終了|契約終了|雇用終了|在籍終了|任期終了)(予定)?(年月)?日(付)?$|^(date)?(left|leaving|leave|termination|terminated|separation|end|exit|departure|offboarding|lastworking|last)(date|on|day)?$|^fecha(de)?(la)?(baja|egreso|salida|cese)$|^(date)?(de)?(départ|sortie|findecontrat)$|^austritt(sdatum|am)?$|^(data)?(di)?(cessazione|uscita|finerapporto)$|^(data)?(de)?(saída|desligamento|demissão)$|^(datum)?uitdienst(datum)?$|^퇴(사|직)일(자)?$|^(离职|離職)(日期|时间|日)$/

const OF_PEOPLE =
  /^(退職|退社|離職|退任|退所|退学|卒業)|(leaving|termination|offboarding)|^fecha(de)?baja|austritt|離職|离职|퇴/

export function staffListsAmong(logs: Evidence[], files: LedgerRow[]): StaffList[] {
  return unreadFiles(logs, files).flatMap(({ id, path, content }) => {
    const leavers = leaversIn(content)
    return leavers.length > 0 ? [{ evidence_id: id, path, leavers }] : []
  })
}

export function leaversIn(content: string): Leaver[] {
  const rows = rowsOf(content)
  const head = headOf(rows, (row) => accountsIn(row).length > 0 && leftIn(row).length > 0)
  const titles = rows[head]?.cells
  if (!titles || tellsOfEvents(titles)) return []
  const told = rows.slice(head + 1)
  // of a list of computers the end of a contract is the computer's
  const isOfComputers = computerColumns({ titles, rows: told.map(({ cells }) => cells) }).length > 0
  const left = leftIn(titles).find((at) => !isOfComputers || columns(titles, OF_PEOPLE).includes(at))
  if (left === undefined) return []
  const of = accountsIn(titles)
  const order = dayFirst(told.map(({ cells }) => cells[left]?.trim() ?? ''))
  return told.flatMap(({ cells, line }) => {
    const day = dayIn(cells[left] ?? '', order)
    const account = of.map((at) => cells[at]?.trim().toLowerCase() ?? '').find((one) => one !== '')
    return day === '' || account === undefined ? [] : [{ account, left: day, line }]
  })
}

const accountsIn = (titles: string[]) => [...new Set([...columns(titles, ACCOUNT), ...columns(titles, PERSON)])]
const leftIn = (titles: string[]) => columns(titles, LEFT)

/** 31/3/2026 tells the order of 4/3/2026; null where no cell of the column does. */
function dayFirst(cells: string[]): boolean | null {
  for (const cell of cells) {
    const [, a, b] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\b/.exec(cell) ?? []
    if (Number(a) > 12) return true
    if (Number(b) > 12) return false
  }
  return null
}

/** 2026-03-31, 2026/3/31, 2026年3月31日, 令和8年3月31日, R8.3.31, 31.03.2026 */
function dayIn(cell: string, order: boolean | null): string {
  const text = cell.normalize('NFKC').trim()
  const [, year, month, day] =
    /^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})/.exec(text) ??
    /^(?:令和|R)\s?(\d{1,2})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})/.exec(text) ??
    []
  if (year !== undefined) return dayOf(year.length === 4 ? Number(year) : REIWA + Number(year), month, day)
  const [, a, separator, b, c] = /^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})\b/.exec(text) ?? []
  const first = order ?? (separator === '.' ? true : null)
  return first === null || c === undefined ? '' : first ? dayOf(Number(c), b, a) : dayOf(Number(c), a, b)
}
const REIWA = 2018 // the year before its first

function dayOf(year: number, month = '', day = ''): string {
  const [m, d] = [Number(month), Number(day)]
  const date = new Date(Date.UTC(year, m - 1, d))
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? date.toISOString().slice(0, 10) : ''
}

/** It was read, and has no events. */
export const asStaffList = (row: LedgerRow, found: StaffList[]): LedgerRow =>
  found.some((one) => one.evidence_id === row.evidence_id)
    ? { ...row, formats: [...row.formats, 'staff-list'], ignored: row.lines, unparsed: 0, samples: [] }
    : row

export const staffFacts = (found: StaffList[]): Fact[] =>
  found.map(({ evidence_id, path, leavers }) => ({
    id: `staff-list-${evidence_id}`,
    kind: 'assumption',
    subject: path,
    value: leavers.length,
    text: {
      ja: `${path}: 退職日などのあるアカウント一覧として使いました（${leavers.length}件）。その日より後のサインインを調べます。`,
      en: `${path}: used as a list of accounts whose people left (${amount(leavers.length, 'account')}): sign-ins after that day are looked for.`,
    },
  }))

/** Fills `leaver`, which the detector asks. */
export async function buildLeavers(engine: Engine, found: StaffList[]): Promise<void> {
  await makeAnew(
    engine,
    'CREATE OR REPLACE TABLE leaver (account String, left Date, evidence_id String, line UInt32) ENGINE = MergeTree ORDER BY account',
    false,
  )
  const rows = found.flatMap(({ evidence_id, leavers }) => leavers.map((one) => ({ ...one, evidence_id })))
  if (rows.length > 0) await engine.insert('leaver', rows)
}
