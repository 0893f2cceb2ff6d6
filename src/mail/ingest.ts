/**
 * Mail evidence → rows. One pass over each file, one parse and one hash a message (in several threads: reading.ts), many messages an
 * INSERT; the evidence's ledger row comes after its messages, so that what a crash left behind is known as an orphan. Then archives that nothing opened are tried with
 * the passwords of the mails around them (src/mail/later.ts).
 */
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow } from '../evidence/evidence-file.ts'
import type { Engine } from '../store/engine.ts'
import { forget } from '../store/ingest.ts'
import { type Batch, batchOf, type MailIngested } from './batch.ts'
import { openLater } from './later.ts'
import { messagesIn } from './mailbox.ts'
import { type Read, type Reading, reading } from './reading.ts'
import { readFrom } from './to-read.ts'

export interface MailOptions {
  timezone: string
  /** --password */
  passwords: string[]
}

interface Hooks {
  progress?: (evidence: Evidence, messages: number) => void
  error: (error: unknown, evidence: Evidence) => void
}

/** `also`: evidence of the same scan that was read before; its closed archives may be opened by what came now. */
export async function ingestMails(
  engine: Engine,
  evidence: Evidence[],
  also: Evidence[],
  options: MailOptions,
  on: Hooks,
): Promise<MailIngested[]> {
  const read = reading(evidence.reduce((sum, one) => sum + one.bytes, 0))
  try {
    const done = await ingestAll(engine, evidence, read, options, on)
    if (evidence.length > 0 || options.passwords.length > 0)
      await openLater(engine, read, [...also, ...evidence], options.passwords, on)
    return done
  } finally {
    await read.close()
  }
}

async function ingestAll(
  engine: Engine,
  evidence: Evidence[],
  read: Reading,
  options: MailOptions,
  on: Hooks,
): Promise<MailIngested[]> {
  const batch = batchOf(engine)
  const done: MailIngested[] = []
  const failed = async (error: unknown, one: Evidence) => {
    on.error(error, one)
    await batch.drop(one.id)
    await forget(engine, one.id).catch(() => {}) // what can't be deleted now (a full disk) is deleted at the next start
  }
  for (const one of evidence) {
    await ingestOne(one, read, batch, options, {
      progress: (messages) => on.progress?.(one, messages),
      done: (row) => done.push({ row, evidence: one }),
      failed: (error) => failed(error, one),
    })
  }
  await read.finish()
  await batch.flush()
  for (const one of evidence) {
    if (!batch.lost.has(one.id)) continue
    on.error(batch.lost.get(one.id), one)
    await forget(engine, one.id).catch(() => {})
  }
  return done.filter((one) => !batch.lost.has(one.evidence.id))
}

/** Returns when its messages are given to be read; what they hold comes later. After a failure nothing of it is kept. */
async function ingestOne(
  evidence: Evidence,
  read: Reading,
  batch: Batch,
  options: MailOptions,
  on: {
    progress: (messages: number) => void
    done: (row: EvidenceRow) => void
    failed: (error: unknown) => Promise<void>
  },
): Promise<void> {
  let events = 0
  let parsed = 0
  let last = 0
  let broken = false
  const times: string[] = []
  const unlessBroken = async (work: () => Promise<void>) => {
    if (broken) return
    try {
      await work()
    } catch (error) {
      broken = true
      await on.failed(error)
    }
  }
  const take = async (answer: Read) => {
    if ('error' in answer) throw answer.error
    const { rows, times: own } = answer.rows
    times.push(...own)
    if (times.length > 1_000) times.splice(0, times.length, ...ends(times))
    events += rows.mail.length
    await batch.add(evidence.id, rows)
    if (events % 100 === 0) on.progress(events)
  }
  try {
    for await (const raw of messagesIn(evidence)) {
      parsed += raw.lines
      last = raw.line + raw.lines - 1
      await read.read({ raw, evidence: readFrom(evidence), passwords: options.passwords }, (answer) =>
        unlessBroken(() => take(answer)),
      )
      if (broken) return
    }
    if (evidence.mail === 'emlx') last = await countLines(evidence)
  } catch (error) {
    await read.after(() => unlessBroken(() => Promise.reject(error)))
    return
  }
  await read.after(() =>
    unlessBroken(async () => {
      const [first, end] = ends(times)
      const row: EvidenceRow = {
        path: evidence.path,
        sha256: evidence.sha256,
        bytes: evidence.bytes,
        encoding: evidence.encoding,
        formats: evidence.mail ? [evidence.mail] : [],
        timezone: options.timezone,
        lines: last,
        parsed,
        ignored: last - parsed, // Apple Mail's length and property list
        unparsed: 0,
        events,
        first: first ? iso(first) : null,
        last: end ? iso(end) : null,
        samples: [],
      }
      await batch.close({ row, evidence })
      on.done(row)
    }),
  )
}

const ends = (times: string[]): string[] => {
  const sorted = [...times].sort()
  return sorted.length === 0 ? [] : [sorted[0] as string, sorted.at(-1) as string]
}
const iso = (time: string) => `${time.slice(0, 19).replace(' ', 'T')}Z`

async function countLines(evidence: Evidence): Promise<number> {
  let lines = 0
  for await (const message of messagesIn({ ...evidence, mail: 'rfc822' })) lines += message.lines
  return lines
}
