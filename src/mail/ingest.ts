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
import { type Batch, batchOf, type MailIngested, type MailRows, noRows } from './batch.ts'
import { signaturesOfAnotherBody } from './dkim-body.ts'
import { innerMessage, partsOfMessage } from './inner-message.ts'
import { inspect } from './inspect.ts'
import { openLater } from './later.ts'
import { messagesIn, type RawMessage } from './mailbox.ts'
import type { Attachment, MailOrigin, Message } from './message.ts'
import { givenCandidates, passwordsIn, ranked, ruleCandidates } from './password.ts'
import { type Place, placeOf } from './place.ts'
import { readMessage } from './read.ts'
import { attachmentRows, contentId, mailId, mailRow, urlRows } from './rows.ts'

export interface MailOptions {
  timezone: string
  /** --password */
  passwords: string[]
}

interface Hooks {
  progress?: (evidence: Evidence, messages: number) => void
  error: (error: unknown, evidence: Evidence) => void
}

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

/** The message, and the messages attached to it, each with rows of its own: what a user forwards as an attachment is what counts. */
export async function rowsOf(
  raw: RawMessage,
  evidence: Evidence,
  passwords: string[],
  more: (mail: string) => PasswordCandidate[] = () => [],
): Promise<MailRows> {
  const rows = noRows()
  const place = placeOf(evidence.path)
  const file =
    raw.number > 0 ? `${evidence.path}!/${raw.folder === '' ? '' : `${raw.folder}/`}${raw.number}` : evidence.path
  const message = readMessage(raw.bytes, raw.firstLine)
  if (raw.cut) message.defects.push('too-large')
  else if (!evidence.mail?.startsWith('outlook')) {
    for (const domain of signaturesOfAnotherBody(raw.bytes, message.headers))
      message.defects.push(`dkim-body-mismatch:${domain}`)
  }
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
      const bytes = depth < MAX_INNER_DEPTH && rows.mail.length <= MAX_INNER ? await innerMessage(attachment) : null
      const found = await itemsOf(attachment, candidates, bytes === null)
      rows.mail_attachment.push(...attachmentRows(found, attachment, id, evidence.id, items))
      items += found.length
      if (bytes === null) continue
      const inside = {
        ...where,
        line: attachment.line,
        lines: 0,
        file: `${where.file}!/${found[0]?.name || 'message'}`,
      } // its lines count with the message that holds it
      const holds = { id, path: `${path}/${i}`, depth: depth + 1, candidates }
      await add(atLine(readMessage(bytes), attachment.line), bytes, inside, holds)
    }
  }
  await add(message, raw.bytes, origin, { id: '', path: '', depth: 0, candidates: () => [] })
  return raw.number === 0 ? withCopies(rows, evidence, place) : rows
}

/** The same file in another mailbox (servers that deliver once and link) is a message of that mailbox, too. */
function withCopies(rows: MailRows, evidence: Evidence, first: Place): MailRows {
  const all: MailRows = {
    mail: [...rows.mail],
    mail_attachment: [...rows.mail_attachment],
    mail_url: [...rows.mail_url],
  }
  const boxes = new Set([first.mailbox])
  for (const path of evidence.copies ?? []) {
    const place = placeOf(path)
    if (place.mailbox === '' || boxes.has(place.mailbox)) continue
    boxes.add(place.mailbox)
    const id = (mail: unknown) => (mail === '' ? '' : mailId(evidence.id, 0, `${path}\0${mail}`))
    for (const row of rows.mail) {
      const file = path + String(row.file).slice(evidence.path.length)
      all.mail.push({ ...row, ...place, file, mail_id: id(row.mail_id), inside: id(row.inside) })
    }
    for (const table of ['mail_attachment', 'mail_url'] as const) {
      for (const row of rows[table]) all[table].push({ ...row, mail_id: id(row.mail_id) })
    }
  }
  return all
}

/** Encoded inside another message, its lines are not lines of the file: all stand where the attachment begins. */
function atLine(message: Message, line: number): Message {
  for (const list of [message.headers, message.received, message.authentication, message.links, message.attachments]) {
    for (const one of list) one.line = line
  }
  return message
}

/** `within`: also what is inside; a message that is attached has rows of its own instead. */
async function itemsOf(
  attachment: Attachment,
  candidates: () => PasswordCandidate[],
  within: boolean,
): Promise<Item[]> {
  const items = await inspect(attachment.name, attachment.declared_type, attachment.content, {
    passwords: within ? candidates() : [],
    milliseconds: INSPECT_MILLISECONDS,
    ...(within ? { openMessage: partsOfMessage } : {}),
  })
  return within ? items : items.slice(0, 1)
}

/** What may open a mail's own archives: its own words, what the user named, the day. */
function ownCandidates(message: Message, id: string, time: string, passwords: string[]): PasswordCandidate[] {
  const names = message.attachments.map((one) => one.name)
  const own = passwordsIn({ mail_id: id, subject: message.subject, text: message.text, names, time })
  return ranked([...givenCandidates(passwords), ...own, ...ruleCandidates(time)])
}
