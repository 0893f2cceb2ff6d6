/**
 * Mail evidence → rows. One pass over each file, one parse and one hash a message, many messages an INSERT; the evidence's ledger row
 * comes after its messages, so that what a crash left behind is known as an orphan. Then archives that nothing opened are tried with
 * the passwords of the mails around them (src/mail/later.ts).
 */
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'
import { forget } from '../store/ingest.ts'
import { type Batch, batchOf, type MailIngested } from './batch.ts'
import { openLater } from './later.ts'
import { messagesIn } from './mailbox.ts'
import { rowsOf } from './message-rows.ts'

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
  const batch = batchOf(engine)
  const done: MailIngested[] = []
  for (const one of evidence) {
    try {
      const row = await ingestOne(one, batch, options, on)
      await batch.close({ row, evidence: one })
      done.push({ row, evidence: one })
    } catch (error) {
      on.error(error, one)
      await batch.drop(one.id)
      await forget(engine, one.id).catch(() => {}) // what can't be deleted now (a full disk) is deleted at the next start
    }
  }
  await batch.flush()
  for (const one of evidence) {
    if (!batch.lost.has(one.id)) continue
    on.error(batch.lost.get(one.id), one)
    await forget(engine, one.id).catch(() => {})
  }
  if (evidence.length > 0 || options.passwords.length > 0)
    await openLater(engine, [...also, ...evidence], options.passwords, on)
  return done.filter((one) => !batch.lost.has(one.evidence.id))
}

async function ingestOne(evidence: Evidence, batch: Batch, options: MailOptions, on: Hooks): Promise<EvidenceRow> {
  let events = 0
  let parsed = 0
  let last = 0
  const times: string[] = []
  for await (const raw of messagesIn(evidence)) {
    const rows = await rowsOf(raw, evidence, options.passwords)
    for (const mail of rows.mail) times.push(String(mail.time))
    events += rows.mail.length
    parsed += raw.lines
    last = raw.line + raw.lines - 1
    await batch.add(rows)
    if (times.length > 1_000) times.splice(0, times.length, ...ends(times))
    if (events % 100 === 0) on.progress?.(evidence, events)
  }
  const lines = evidence.mail === 'emlx' ? await countLines(evidence) : last
  const [first, end] = ends(times)
  return {
    path: evidence.path,
    sha256: evidence.sha256,
    bytes: evidence.bytes,
    encoding: evidence.encoding,
    formats: evidence.mail ? [evidence.mail] : [],
    timezone: options.timezone,
    lines,
    parsed,
    ignored: lines - parsed, // Apple Mail's length and property list
    unparsed: 0,
    events,
    first: first ? iso(first) : null,
    last: end ? iso(end) : null,
    samples: [],
  }
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
