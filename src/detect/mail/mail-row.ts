/** What the rows of queries over `message` (src/mail/messages.ts) have in common, and what every sign in a mail carries. */
import { setImmediate as others } from 'node:timers/promises'
import { find } from '../../lists/list.ts'
import type { DetectorContext, Sign } from '../detector.ts'

export interface MailRow {
  id: string
  file: string
  evidence_id: string
  line: number
  seen: string
  copies: number
  /** paths of all copies, that of `file` first */
  copy_files: string[]
  from_name: string
  from_address: string
  from_domain: string
  from_family: string
  own_readers: string[]
  subject: string
}

/** Columns of MailRow from `message`; the table must stand in the query under its name. */
export const MAIL_COLUMNS = `message.id AS id, message.file AS file, message.evidence_id AS evidence_id, message.line AS line,
    formatDateTime(message.time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS seen, message.copies AS copies, message.copy_files AS copy_files, message.from_name AS from_name,
    message.from_address AS from_address, message.from_domain AS from_domain, message.from_family AS from_family,
    arraySlice(message.own_readers, 1, 100) AS own_readers, message.subject AS subject`

/** Accounts are the mailboxes of ours that it reached: who has to be asked. */
export function seenMail(
  row: MailRow,
): Pick<Sign, 'hosts' | 'accounts' | 'mails' | 'first_seen' | 'last_seen' | 'lines' | 'count'> {
  return {
    hosts: [],
    accounts: row.own_readers.filter((address) => address !== row.from_address),
    mails: row.copy_files,
    first_seen: row.seen,
    last_seen: row.seen,
    lines: [{ evidence_id: row.evidence_id, line: Number(row.line) }],
    count: Number(row.copies),
  }
}

/** Words that every mail detector's explanation may use. */
export function mailWords(row: MailRow): Sign['words'] {
  return { from: shownSender(row), subject: shownSubject(row.subject), file: row.file }
}

/** A hostile subject may be as long as a header can be. */
export const shownSubject = (subject: string) =>
  subject === '' ? '—' : subject.length > 200 ? `${subject.slice(0, 200)}…` : subject

export const shownSender = (row: Pick<MailRow, 'from_name' | 'from_address'>) =>
  row.from_name === '' ? row.from_address : `${row.from_name} <${row.from_address}>`

/** What to stop of an address: its domain, or itself where anybody can have one there. */
export function placeOf(address: string, { lists }: Pick<DetectorContext, 'lists'>): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return find(lists.freemail, domain) === null ? domain : address
}

/**
 * Rows of all messages to be judged, a part at a time: an archive of years does not fit into memory. The query names IN_SLICE; what became of
 * each part's rows is joined in time.
 */
export async function inSlices<Row>(
  context: DetectorContext,
  sql: string,
  size: number,
  toSign: (row: Row) => Sign | null,
): Promise<Sign[]> {
  const [all] = await context.query<{ n: string }>('SELECT count() AS n FROM message WHERE judged = 1 AND inside = 0')
  const slices = Math.max(1, Math.ceil(Number(all?.n ?? 0) / size))
  const signs: Sign[] = []
  for (let slice = 0; slice < slices; slice++) {
    const rows = await context.query<Row>(sql, { slices, slice })
    for (let start = 0; start < rows.length; start += IN_ONE_GO) {
      signs.push(...rows.slice(start, start + IN_ONE_GO).flatMap((row) => toSign(row) ?? []))
      await others() // their answers have come meanwhile, and the engine waits for the next question
    }
  }
  return signs.sort((a, b) => (a.first_seen < b.first_seen ? -1 : a.first_seen > b.first_seen ? 1 : 0))
}

const IN_ONE_GO = 50 // rows: some hundredths of a second

export const IN_SLICE = 'cityHash64(message.id) % {slices:UInt32} = {slice:UInt32}'
