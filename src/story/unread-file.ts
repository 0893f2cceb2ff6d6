/** Files of which no format knows a line: only such a one can be an office's own list, and no log is ever taken for one. */
import { readFileSync } from 'node:fs'
import type { Evidence } from '../evidence/evidence.ts'
import type { LedgerRow } from '../store/ledger.ts'

export interface UnreadFile {
  id: string
  path: string
  content: string
}

const MAX_BYTES = 5_000_000 // twenty thousand computers with many columns

export function unreadFiles(logs: Evidence[], files: LedgerRow[]): UnreadFile[] {
  // an empty line is ignored by any
  const unread = new Set(
    files.filter((row) => row.parsed === 0 && row.ignored < row.unparsed).map((row) => row.evidence_id),
  )
  return logs.flatMap(({ id, path, bytes, spool }) =>
    unread.has(id) && bytes <= MAX_BYTES ? [{ id, path, content: readFileSync(spool, 'utf8') }] : [],
  )
}
