/**
 * Mail evidence → rows. One pass over each file, one parse and one hash a message, many messages an INSERT; the evidence's ledger row
 * comes after its messages, so that what a crash left behind is known as an orphan. Then archives that nothing opened are tried with
 * the passwords of the mails around them (src/mail/later.ts).
 */
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'
import { forget } from '../store/ingest.ts'
import type { Item, PasswordCandidate } from './attachment-tree.ts'
import { inspect } from './inspect.ts'
import { openLater } from './later.ts'
import { messagesIn, type RawMessage } from './mailbox.ts'
import type { Attachment, MailOrigin, Message } from './message.ts'
import { givenCandidates, passwordsIn, ranked, ruleCandidates } from './password.ts'
import { placeOf } from './place.ts'
import { readMessage } from './read.ts'
import { attachmentRows, contentId, mailId, mailRow, type Row, urlRows } from './rows.ts'

export interface MailOptions {
  timezone: string
  /** --password */
  passwords: string[]
}

export interface MailIngested {
  row: EvidenceRow
  evidence: Evidence
}

interface Hooks {
  progress?: (evidence: Evidence, messages: number) => void
  error: (error: unknown, evidence: Evidence) => void
}

/** A batch is sent at this size: far below the engine's 64 MB a call, large enough that its cost a call does not count. */
const BATCH_BYTES = 16_000_000
const BATCH_MAILS = 2_000
/** for one attachment, archives inside included */
const INSPECT_MILLISECONDS = 20_000
const MAX_INNER_DEPTH = 3 // messages attached to messages
const MAX_INNER = 20 // of one message

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
      batch.drop(one.id)
      await forget(engine, one.id).catch(() => {}) // what can't be deleted now (a full disk) is deleted at the next start
    }
  }
  await batch.flush()
  if (evidence.length > 0) await openLater(engine, [...also, ...evidence], options.passwords, on)
  return done
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

export interface MailRows {
  mail: Row[]
  mail_attachment: Row[]
  mail_url: Row[]
}

/** The message, and the messages attached to it, each with rows of its own: what a user forwards as an attachment is what counts. */
export async function rowsOf(
  raw: RawMessage,
  evidence: Evidence,
  passwords: string[],
  more: (mail: string) => PasswordCandidate[] = () => [],
): Promise<MailRows> {
  const rows: MailRows = { mail: [], mail_attachment: [], mail_url: [] }
  const place = placeOf(evidence.path)
  const file =
    raw.number > 0 ? `${evidence.path}!/${raw.folder === '' ? '' : `${raw.folder}/`}${raw.number}` : evidence.path
  const message = readMessage(raw.bytes, raw.firstLine)
  if (raw.cut) message.defects.push('too-large')
  const origin: MailOrigin = {
    evidence_id: evidence.id,
    file,
    line: raw.line,
    lines: raw.lines,
    mailbox: place.mailbox || (message.delivered_to[0] ?? ''),
    folder: raw.folder || place.folder,
  }
  const add = async (
    one: Message,
    bytes: Uint8Array,
    where: MailOrigin,
    holder: { id: string; path: string; depth: number; candidates: () => PasswordCandidate[] },
  ) => {
    const { path, depth } = holder
    const id = mailId(evidence.id, where.line, path)
    const row = mailRow(one, where, { mail: id, content: contentId(bytes), inside: holder.id }, evidence.modified)
    rows.mail.push(row)
    rows.mail_url.push(...urlRows(one, id, evidence.id))
    let known: PasswordCandidate[] | null = null
    const candidates = () => {
      known ??= ranked([...ownCandidates(one, id, String(row.time), passwords), ...more(id), ...holder.candidates()])
      return known
    }
    let items = 0
    for (const [i, attachment] of one.attachments.entries()) {
      const found = await itemsOf(attachment, candidates)
      rows.mail_attachment.push(...attachmentRows(found, attachment, id, evidence.id, items))
      items += found.length
      if (!isMessage(attachment) || depth >= MAX_INNER_DEPTH || rows.mail.length > MAX_INNER) continue
      const inner = readMessage(attachment.content)
      const name = found[0]?.name || 'message'
      const lines = { line: attachment.line, lines: 0 } // its lines count with the message that holds it
      const inside = { ...where, ...lines, file: `${where.file}!/${name}` }
      await add(atLine(inner, attachment.line), attachment.content, inside, {
        id,
        path: `${path}/${i}`,
        depth: depth + 1,
        candidates,
      })
    }
  }
  await add(message, raw.bytes, origin, { id: '', path: '', depth: 0, candidates: () => [] })
  return rows
}

const isMessage = (attachment: Attachment) => /^message\/(rfc822|global)$/.test(attachment.declared_type)

/** Encoded inside another message, its lines are not lines of the file: all stand where the attachment begins. */
function atLine(message: Message, line: number): Message {
  for (const list of [message.headers, message.received, message.authentication, message.links, message.attachments]) {
    for (const one of list) one.line = line
  }
  return message
}

async function itemsOf(attachment: Attachment, candidates: () => PasswordCandidate[]): Promise<Item[]> {
  const items = await inspect(attachment.name, attachment.declared_type, attachment.content, {
    passwords: candidates(),
    milliseconds: INSPECT_MILLISECONDS,
  })
  // a message that is attached has rows of its own
  return isMessage(attachment) ? items.slice(0, 1) : items
}

/** What may open a mail's own archives: its own words, what the user named, the day. */
function ownCandidates(message: Message, id: string, time: string, passwords: string[]): PasswordCandidate[] {
  const names = message.attachments.map((one) => one.name)
  const own = passwordsIn({ mail_id: id, subject: message.subject, text: message.text, names, time })
  return ranked([...givenCandidates(passwords), ...own, ...ruleCandidates(time)])
}

type Batch = ReturnType<typeof batchOf>

function batchOf(engine: Engine) {
  let rows: MailRows = { mail: [], mail_attachment: [], mail_url: [] }
  let closed: MailIngested[] = []
  let bytes = 0
  const flush = async () => {
    const [now, finished] = [rows, closed]
    rows = { mail: [], mail_attachment: [], mail_url: [] }
    closed = []
    bytes = 0
    for (const table of ['mail', 'mail_attachment', 'mail_url'] as const) {
      if (now[table].length > 0) await engine.insert(table, now[table])
    }
    if (finished.length === 0) return
    await engine.insert(
      'evidence',
      finished.map(({ row: { samples: _, ...ledger }, evidence }) => ({
        evidence_id: evidence.id,
        ...ledger,
        year: 0,
        year_from: '',
      })),
    )
  }
  const full = () => bytes > BATCH_BYTES || rows.mail.length >= BATCH_MAILS || closed.length >= BATCH_MAILS
  return {
    async add(more: MailRows) {
      for (const table of ['mail', 'mail_attachment', 'mail_url'] as const) {
        rows[table].push(...more[table])
        for (const row of more[table]) bytes += sizeOf(row)
      }
      if (full()) await flush()
    },
    /** The evidence's ledger row: it is sent with or after the last of its messages. */
    async close(one: MailIngested) {
      closed.push(one)
      if (full()) await flush()
    },
    drop(evidence: string) {
      for (const table of ['mail', 'mail_attachment', 'mail_url'] as const) {
        rows[table] = rows[table].filter((row) => row.evidence_id !== evidence)
      }
    },
    flush,
  }
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
