/** Rows of many messages, sent together; an evidence's ledger row goes with or after the last of its messages. */
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'
import type { Row } from './rows.ts'

/** A batch is sent at this size: far below the engine's 64 MB a call, large enough that its cost a call does not count. */
const BATCH_BYTES = 16_000_000
const BATCH_MAILS = 2_000

const TABLES = ['mail', 'mail_attachment', 'mail_url'] as const
export type MailRows = Record<(typeof TABLES)[number], Row[]>
export const noRows = (): MailRows => ({ mail: [], mail_attachment: [], mail_url: [] })

export interface MailIngested {
  row: EvidenceRow
  evidence: Evidence
}

export interface Batch {
  add(rows: MailRows): Promise<void>
  close(one: MailIngested): Promise<void>
  /** forgets what is not yet sent of an evidence; what is on its way has arrived after this */
  drop(evidence: string): Promise<void>
  flush(): Promise<void>
  /** evidence whose rows the engine did not take, and why: it must not get a ledger row */
  lost: Map<string, unknown>
}

export function batchOf(engine: Engine): Batch {
  let rows = noRows()
  let closed: MailIngested[] = []
  let bytes = 0
  const lost = new Map<string, unknown>()
  /** One bad row must not cost the others: after a refusal each evidence goes alone. */
  const send = async (table: (typeof TABLES)[number], some: Row[]) => {
    if (some.length === 0) return
    try {
      await engine.insert(table, some)
    } catch {
      for (const [id, own] of Map.groupBy(some, (row) => String(row.evidence_id))) {
        await engine.insert(table, own).catch((error) => lost.set(id, error))
      }
    }
  }
  const sendAll = async (now: MailRows, finished: MailIngested[]) => {
    for (const table of TABLES) await send(table, now[table])
    const kept = finished.filter(({ evidence }) => !lost.has(evidence.id))
    if (kept.length > 0) await engine.insert('evidence', kept.map(ledgerRow))
  }
  // one batch is on its way while the next is read: reading and storing each take a core
  let sending = Promise.resolve()
  const begin = async () => {
    const before = sending
    sending = Promise.resolve()
    await before
    sending = sendAll(rows, closed)
    sending.catch(() => {}) // thrown where it is awaited
    rows = noRows()
    closed = []
    bytes = 0
  }
  const full = () => bytes > BATCH_BYTES || rows.mail.length >= BATCH_MAILS || closed.length >= BATCH_MAILS
  return {
    async add(more) {
      for (const table of TABLES) {
        for (const row of more[table]) {
          rows[table].push(row)
          bytes += sizeOf(row)
        }
      }
      if (full()) await begin()
    },
    async close(one) {
      closed.push(one)
      if (full()) await begin()
    },
    async drop(evidence) {
      await sending.catch(() => {}) // whoever sends next is told
      for (const table of TABLES) rows[table] = rows[table].filter((row) => row.evidence_id !== evidence)
    },
    async flush() {
      await begin()
      await sending
    },
    lost,
  }
}

function ledgerRow({ row: { samples: _, ...ledger }, evidence }: MailIngested): Row {
  return { evidence_id: evidence.id, ...ledger, year: 0, year_from: '' }
}

/** Three bytes a character at most, and the columns' names. */
function sizeOf(row: Row): number {
  let size = 600
  for (const value of Object.values(row)) {
    if (typeof value === 'string') size += value.length * 2
    else if (Array.isArray(value)) for (const one of value) size += String(one).length * 2 + 4
  }
  return size
}
