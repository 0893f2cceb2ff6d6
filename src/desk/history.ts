/**
 * The history: every change of every record, chained by SHA-256. An entry's hash covers the entry before it, who, when, and the hashes of
 * what the record was and became. The contents lie beside it under their salted hashes, so that an erasure can take the content away
 * and leave a chain that still proves itself.
 */
import { createHash, randomBytes } from 'node:crypto'
import { type Desk, prepared, row, rows } from './desk.ts'
import { RECORDS, type RecordName } from './rows.ts'

export interface HistoryEntry {
  seq: number
  at: string
  who: string
  action: 'insert' | 'update' | 'delete' | 'erase'
  record: RecordName
  record_id: number
  before_hash: string | null
  after_hash: string | null
  reason: string
  previous: string
  hash: string
}

type Content = Record<string, unknown>

const BEGINNING = '0'.repeat(64)

/** The last entry: who keeps it elsewhere can prove later that nothing was cut off or written anew. */
export function head(desk: Desk): { seq: number; hash: string } {
  return (
    row<{ seq: number; hash: string }>(desk, 'SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1') ?? {
      seq: 0,
      hash: BEGINNING,
    }
  )
}

/** Inside the transaction that changes the record. `after` is null where the record ends. */
export function chronicle(
  desk: Desk,
  change: Pick<HistoryEntry, 'action' | 'record' | 'record_id' | 'reason'>,
  after: object | null,
): void {
  const last = head(desk)
  const before = row<{ after_hash: string | null }>(
    desk,
    'SELECT after_hash FROM history WHERE record = ? AND record_id = ? ORDER BY seq DESC LIMIT 1',
    change.record,
    change.record_id,
  )
  const entry = {
    seq: last.seq + 1,
    at: desk.now().toISOString(),
    who: desk.who,
    ...change,
    before_hash: before?.after_hash ?? null,
    after_hash: after ? keep(desk, after) : null,
    previous: last.hash,
  }
  prepared(
    desk,
    `INSERT INTO history (seq, at, who, action, record, record_id, before_hash, after_hash, reason, previous, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    entry.seq,
    entry.at,
    entry.who,
    entry.action,
    entry.record,
    entry.record_id,
    entry.before_hash,
    entry.after_hash,
    entry.reason,
    entry.previous,
    chained(entry),
  )
}

function keep(desk: Desk, content: object): string {
  const text = canonical(content)
  const salt = randomBytes(16).toString('hex')
  const hash = salted(salt, text)
  prepared(desk, 'INSERT INTO history_content (hash, salt, content) VALUES (?, ?, ?)').run(hash, salt, text)
  return hash
}

const salted = (salt: string, text: string) => createHash('sha256').update(`${salt}\n${text}`).digest('hex')

/** As JSON, so that no value can pass for two. */
function chained(entry: Omit<HistoryEntry, 'hash'>): string {
  const { seq, at, who, action, record, record_id, before_hash, after_hash, reason, previous } = entry
  const fields = [previous, seq, at, who, action, record, record_id, before_hash, after_hash, reason]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** One spelling of a record: its columns in alphabetical order; a column that is NULL is left out, so that later migrations may add some. */
export function canonical(content: object): string {
  const fields = Object.entries(content).filter(([, value]) => value !== null && value !== undefined)
  return JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))))
}

export interface HistoryView extends Omit<HistoryEntry, 'before_hash' | 'after_hash' | 'previous' | 'hash'> {
  /** null where there was none, or where it was erased */
  before: Content | null
  after: Content | null
}

/** What happened to some records, the oldest first. */
export function historyOf(desk: Desk, records: [RecordName, number][]): HistoryView[] {
  type Line = Omit<HistoryView, 'before' | 'after'> & { before: string | null; after: string | null }
  const parsed = (text: string | null) => (text === null ? null : (JSON.parse(text) as Content))
  return rows<Line>(
    desk,
    `SELECT h.seq, h.at, h.who, h.action, h.record, h.record_id, h.reason, b.content AS before, a.content AS after
     FROM history h
     JOIN json_each(?) wanted ON h.record = wanted.value ->> 0 AND h.record_id = wanted.value ->> 1
     LEFT JOIN history_content b ON b.hash = h.before_hash
     LEFT JOIN history_content a ON a.hash = h.after_hash
     ORDER BY h.seq`,
    JSON.stringify(records),
  ).map((line) => ({ ...line, before: parsed(line.before), after: parsed(line.after) }))
}

export interface Fault {
  /** entry of the history, or 0 where a record has none */
  seq: number
  record: string
  record_id: number
  what: 'chain' | 'content' | 'missing-content' | 'record-changed' | 'record-missing' | 'record-unknown' | 'head'
}

export interface Verified {
  entries: number
  erased: number
  records: number
  head: string
  faults: Fault[]
}

/**
 * Reads the whole history again: every hash, every content, and whether every record is what its last entry says. `expected` is a head
 * kept elsewhere (SEQ:HASH): without one, an intruder who writes the whole file anew can't be noticed.
 */
export function verifyHistory(desk: Desk, expected?: { seq: number; hash: string }): Verified {
  const faults: Fault[] = []
  const last = new Map<string, HistoryEntry>()
  const erasedUntil = erasures(desk)
  let previous = BEGINNING
  let [entries, erased] = [0, 0]
  let anchored = expected === undefined || expected.seq === 0
  const content = desk.db.prepare('SELECT salt, content FROM history_content WHERE hash = ?')
  for (const raw of desk.db.prepare('SELECT * FROM history ORDER BY seq').iterate()) {
    const entry = raw as unknown as HistoryEntry
    const key = `${entry.record} ${entry.record_id}`
    const fault = (what: Fault['what']) =>
      faults.push({ seq: entry.seq, record: entry.record, record_id: entry.record_id, what })
    entries++
    const before = last.get(key)?.after_hash ?? null
    if (
      entry.seq !== entries ||
      entry.previous !== previous ||
      entry.hash !== chained(entry) ||
      entry.before_hash !== before
    )
      fault('chain')
    previous = entry.hash
    if (expected?.seq === entry.seq) anchored = expected.hash === entry.hash
    last.set(key, entry)
    if (entry.after_hash === null) continue
    const found = content.get(entry.after_hash)
    if (found) {
      if (salted(String(found.salt), String(found.content)) !== entry.after_hash) fault('content')
    } else if ((erasedUntil.get(key) ?? 0) > entry.seq) erased++
    else fault('missing-content')
  }
  if (!anchored) faults.push({ seq: expected?.seq ?? 0, record: '', record_id: 0, what: 'head' })
  const records = compareRecords(desk, last, faults)
  return { entries, erased, records, head: `${entries}:${previous}`, faults }
}

/** Up to which entry a record's content was erased: only an erasure entry of its own may account for a missing content. */
function erasures(desk: Desk): Map<string, number> {
  const found = rows<{ record: string; record_id: number; seq: number }>(
    desk,
    `SELECT record, record_id, max(seq) AS seq FROM history WHERE action = 'erase' GROUP BY record, record_id`,
  )
  return new Map(found.map(({ record, record_id, seq }) => [`${record} ${record_id}`, seq]))
}

function compareRecords(desk: Desk, last: Map<string, HistoryEntry>, faults: Fault[]): number {
  const content = desk.db.prepare('SELECT content FROM history_content WHERE hash = ?')
  let records = 0
  for (const record of RECORDS) {
    for (const now of desk.db.prepare(`SELECT * FROM ${record}`).iterate()) {
      records++
      const key = `${record} ${now.id}`
      const entry = last.get(key)
      last.delete(key)
      const fault = (what: Fault['what']) =>
        faults.push({ seq: entry?.seq ?? 0, record, record_id: Number(now.id), what })
      if (!entry || entry.after_hash === null) fault('record-unknown')
      else {
        const known = content.get(entry.after_hash)
        if (known && String(known.content) !== canonical(now)) fault('record-changed')
      }
    }
  }
  for (const entry of last.values()) {
    if (entry.after_hash !== null)
      faults.push({ seq: entry.seq, record: entry.record, record_id: entry.record_id, what: 'record-missing' })
  }
  return records
}
