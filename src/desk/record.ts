/** Writing a record: always with its entry in the history, and only on top of the version that the writer had before him. */

import type { SQLInputValue } from 'node:sqlite'
import { localSecond } from '../i18n/clock.ts'
import { type Desk, prepared, row, transaction } from './desk.ts'
import { DeskError } from './fault.ts'
import { chronicle } from './history.ts'
import type { RecordName, Records, Row } from './rows.ts'

type Values<Name extends RecordName> = Partial<Omit<Records[Name], 'id' | 'version'>>

export function insert<Name extends RecordName>(desk: Desk, record: Name, values: Values<Name>, reason = ''): number {
  return transaction(desk, () => {
    const fields = given(values)
    const id = Number(
      prepared(
        desk,
        `INSERT INTO ${record} (${fields.map(([name]) => name).join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`,
      ).run(...fields.map(([, value]) => value)).lastInsertRowid,
    )
    chronicle(desk, { action: 'insert', record, record_id: id, reason }, get(desk, record, id))
    return id
  })
}

export interface Change {
  /** the version that the writer read; without it, the present one */
  version?: number
  reason?: string
}

/** The new version. */
export function update<Name extends RecordName>(
  desk: Desk,
  record: Name,
  id: number,
  values: Values<Name>,
  { version, reason = '' }: Change = {},
): number {
  return transaction(desk, () => {
    const now = get(desk, record, id)
    if (version !== undefined && now.version !== version) throw overtaken(desk, record, id, version, now.version)
    const old: Record<string, unknown> = { ...now }
    const fields = given(values).filter(([name, value]) => old[name] !== value)
    if (fields.length === 0) return now.version
    desk.db
      .prepare(
        `UPDATE ${record} SET ${fields.map(([name]) => `${name} = ?`).join(', ')}, version = version + 1 WHERE id = ?`,
      )
      .run(...fields.map(([, value]) => value), id)
    chronicle(desk, { action: 'update', record, record_id: id, reason }, get(desk, record, id))
    return now.version + 1
  })
}

export function remove(desk: Desk, record: RecordName, id: number, reason: string): void {
  transaction(desk, () => {
    get(desk, record, id)
    prepared(desk, `DELETE FROM ${record} WHERE id = ?`).run(id)
    chronicle(desk, { action: 'delete', record, record_id: id, reason }, null)
  })
}

export function get<Name extends RecordName>(desk: Desk, record: Name, id: number): Records[Name] {
  const found = row<Records[Name]>(desk, `SELECT * FROM ${record} WHERE id = ?`, id)
  if (found) return found
  throw new DeskError({ ja: `${record} ${id} は登録されていません。`, en: `there is no ${record} ${id}` })
}

/** Column names are the type's own keys; nothing from outside becomes a name. */
function given(values: object): [string, SQLInputValue][] {
  return Object.entries(values).filter(
    (field): field is [string, SQLInputValue] => field[1] !== undefined && /^[a-z0-9_]+$/.test(field[0]),
  )
}

function overtaken(desk: Desk, record: RecordName, id: number, had: number, now: Row['version']): DeskError {
  const by = row<{ who: string; at: string }>(
    desk,
    'SELECT who, at FROM history WHERE record = ? AND record_id = ? ORDER BY seq DESC LIMIT 1',
    record,
    id,
  )
  const at = by ? localSecond(by.at, desk.timezone) : ''
  return new DeskError({
    ja: `${by?.who ?? ''} さんが ${at} に先に変更しています（版 ${had} → ${now}）。何も上書きしていません。最新の内容を見てから、もう一度変更してください。`,
    en: `${by?.who ?? 'somebody'} changed it first, at ${at} (version ${had} → ${now}): nothing was overwritten. Look at it again, then change it`,
  })
}
