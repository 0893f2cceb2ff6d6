/** Rows of many messages, sent together; an evidence's ledger row goes with or after the last of its messages. */
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow } from '../evidence/evidence-file.ts'
import type { Engine } from '../store/engine.ts'
import { MAIL_TABLE_NAMES, type MailTable } from './rows.ts'
import type { EncodedRows } from './to-read.ts'

/** A batch is sent at this size: far below the engine's 64 MB a call, large enough that its cost a call does not count. */
const BATCH_BYTES = 8_000_000
const BATCH_MAILS = 1_000

export interface MailIngested {
  row: EvidenceRow
  evidence: Evidence
}

export interface Batch {
  /** rows of one message, or of several of one evidence */
  add(evidence: string, rows: EncodedRows['rows']): Promise<void>
  close(one: MailIngested): Promise<void>
  /** forgets what is not yet sent of an evidence; what is on its way has arrived after this */
  drop(evidence: string): Promise<void>
  flush(): Promise<void>
  /** evidence whose rows the engine did not take, and why: it must not get a ledger row */
  lost: Map<string, unknown>
}

interface Added {
  evidence: string
  rows: EncodedRows['rows']
}

export function batchOf(engine: Engine): Batch {
  let added: Added[] = []
  let closed: MailIngested[] = []
  let [bytes, mails] = [0, 0]
  const lost = new Map<string, unknown>()
  /** One bad row must not cost the others: after a refusal each evidence goes alone. */
  const send = async (table: MailTable, some: Added[]) => {
    const rowsOf = (of: Added[]) => of.flatMap(({ rows }) => rows[table])
    try {
      await engine.insert(table, rowsOf(some))
    } catch {
      for (const [id, own] of Map.groupBy(some, ({ evidence }) => evidence)) {
        await engine.insert(table, rowsOf(own)).catch((error) => lost.set(id, error))
      }
    }
  }
  const sendAll = async (now: Added[], finished: MailIngested[]) => {
    await Promise.all(MAIL_TABLE_NAMES.map((table) => send(table, now)))
    const kept = finished.filter(({ evidence }) => !lost.has(evidence.id))
    if (kept.length > 0) await engine.insert('evidence', kept.map(ledgerRow))
  }
  // one batch is on its way while the next is read: reading and storing each take a core
  let sending = Promise.resolve()
  const begin = async () => {
    const before = sending
    sending = Promise.resolve()
    await before
    sending = sendAll(added, closed)
    sending.catch(() => {}) // thrown where it is awaited
    added = []
    closed = []
    bytes = mails = 0
  }
  const full = () => bytes > BATCH_BYTES || mails >= BATCH_MAILS || closed.length >= BATCH_MAILS
  return {
    async add(evidence, rows) {
      added.push({ evidence, rows })
      mails += rows.mail.length
      for (const table of MAIL_TABLE_NAMES) for (const row of rows[table]) bytes += row.length * CHARACTER
      if (full()) await begin()
    },
    async close(one) {
      closed.push(one)
      if (full()) await begin()
    },
    async drop(evidence) {
      await sending.catch(() => {}) // whoever sends next is told
      added = added.filter((one) => one.evidence !== evidence)
    },
    async flush() {
      await begin()
      await sending
    },
    lost,
  }
}

const CHARACTER = 2 // bytes: Japanese takes three, the columns' names one

function ledgerRow({ row: { samples: _, ...ledger }, evidence }: MailIngested): Record<string, unknown> {
  return { evidence_id: evidence.id, ...ledger, year: 0, year_from: '' }
}
