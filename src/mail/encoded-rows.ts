/**
 * One message → its rows as the engine takes them, encoded where the message was read: in a thread of its own (reading-thread.ts), or
 * here. What crosses between threads is text.
 */
import type { PasswordCandidate } from './attachment-tree.ts'
import { isInDocument } from './message.ts'
import { rowsOf } from './message-rows.ts'
import { MAIL_TABLE_NAMES, type MailRows, type MailTable, type Row, UNDATED } from './rows.ts'
import type { EncodedRows, ToRead } from './to-read.ts'

export async function encodedRows({ raw, evidence, passwords, again }: ToRead): Promise<EncodedRows> {
  const rows = await rowsOf(raw, evidence, passwords, (mail) => again?.get(mail) ?? [])
  if (again) return openedRows(rows, again)
  return {
    rows: encoded((table) => rows[table]),
    times: rows.mail.flatMap((row) => ((row.defects as string[]).includes(UNDATED) ? [] : [String(row.time)])),
    opened: [],
  }
}

/** Their attachments, and where these lead: all else of the message is known. */
function openedRows(rows: MailRows, again: Map<string, PasswordCandidate[]>): EncodedRows {
  const opened = new Set(
    rows.mail_attachment.filter((row) => row.password !== '').map((row) => String(row.mail_id)),
  ).intersection(again)
  const ofOpened = (row: Row) => opened.has(String(row.mail_id))
  return {
    rows: encoded((table) => {
      if (table === 'mail') return []
      return rows[table].filter(
        (row) => ofOpened(row) && (table === 'mail_attachment' || isInDocument(String(row.source))),
      )
    }),
    times: [],
    opened: [...opened],
  }
}

const encoded = (rows: (table: MailTable) => Row[]) =>
  Object.fromEntries(
    MAIL_TABLE_NAMES.map((table) => [table, rows(table).map((row) => JSON.stringify(row))]),
  ) as EncodedRows['rows']
