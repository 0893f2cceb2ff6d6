/** One message → its rows, those of the messages attached to it included. No engine takes part: the mail filter reads mails so, too. */
import type { Item, PasswordCandidate } from './attachment-tree.ts'
import { domainOf } from './authentication.ts'
import { signaturesOfAnotherBody } from './dkim-body.ts'
import { innerMessage, messageInside } from './inner-message.ts'
import { inspect } from './inspect.ts'
import { hostOf } from './links.ts'
import type { RawMessage } from './mailbox.ts'
import type { Attachment, InDocument, Link, MailOrigin, Message } from './message.ts'
import { givenCandidates, passwordsIn, ranked, ruleCandidates } from './password.ts'
import { type Place, placeOf } from './place.ts'
import { qrLinks } from './qr-links.ts'
import { readMessage } from './read.ts'
import { attachmentRows, contentId, type MailRows, mailId, mailRow, noRows, type Row, urlRows } from './rows.ts'
import type { ReadFrom } from './to-read.ts'

/** for one attachment, archives inside included */
const INSPECT_MILLISECONDS = 20_000
const MAX_INNER_DEPTH = 3 // messages attached to messages
const MAX_INNER = 20 // of one message
const MAX_HOSTS_INSIDE = 5 // that one attachment leads to, by codes and by links

/** The message, and the messages attached to it, each with rows of its own: what a user forwards as an attachment is what counts. */
export async function rowsOf(
  raw: RawMessage,
  evidence: ReadFrom,
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
    one.links.push(...(await qrLinks(one)))
    rows.mail_url.push(...urlRows(one.links, id, evidence.id))
    let known: PasswordCandidate[] | null = null
    const candidates = () => {
      const own = ownCandidates(one, id, String(row.time), passwords)
      const others = more(id)
      known ??= othersFirst(ranked([...own, ...others, ...holder.candidates()]), others.length > 0 ? own : [])
      return known
    }
    let items = 0
    const unheard = isListOrOurs(row)
    for (const [i, attachment] of one.attachments.entries()) {
      const bytes = depth < MAX_INNER_DEPTH && rows.mail.length <= MAX_INNER ? await innerMessage(attachment) : null
      const found = await itemsOf(attachment, candidates, { within: bytes === null, unheard })
      rows.mail_attachment.push(...attachmentRows(found, attachment, id, evidence.id, items))
      const inside = linksInside(found, attachment, one.links)
      one.links.push(...inside)
      rows.mail_url.push(...urlRows(inside, id, evidence.id))
      items += found.length
      if (bytes === null) continue
      const holder = {
        ...where,
        line: attachment.line,
        lines: 0,
        file: `${where.file}!/${found[0]?.name || 'message'}`,
      } // its lines count with the message that holds it
      const holds = { id, path: `${path}/${i}`, depth: depth + 1, candidates }
      await add(atLine(readMessage(bytes), attachment.line), bytes, holder, holds)
    }
  }
  await add(message, raw.bytes, origin, { id: '', path: '', depth: 0, candidates: () => [] })
  return raw.number === 0 ? withCopies(rows, evidence, place) : rows
}

/** The same file in another mailbox (servers that deliver once and link) is a message of that mailbox, too. */
function withCopies(rows: MailRows, evidence: ReadFrom, first: Place): MailRows {
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

/** What a document leads to, by its QR codes and by its links, and the text does not. */
function linksInside(items: Item[], { line }: Attachment, known: Link[]): Link[] {
  const before = new Set(known.map(({ url }) => url))
  const places = (urls: string[], source: InDocument): Link[] => {
    const found = new Set(urls).difference(before)
    for (const url of found) before.add(url)
    // a paper or a catalogue names many places and leads to none of them
    if (new Set([...found].map(hostOf)).size > MAX_HOSTS_INSIDE) return []
    return [...found].map((url) => ({ url, shown: '', source, line }))
  }
  const codes = places(
    items.flatMap((item) => item.codes),
    'attachment-qr',
  )
  const links = places(
    items.flatMap((item) => item.links),
    'attachment',
  )
  return [...codes, ...links]
}

/** Encoded inside another message, its lines are not lines of the file: all stand where the attachment begins. */
function atLine(message: Message, line: number): Message {
  for (const list of [message.headers, message.received, message.authentication, message.links, message.attachments]) {
    for (const one of list) one.line = line
  }
  return message
}

/** A list's mail, or one that never left the house of its readers: nobody is lured by what its PDFs say. */
function isListOrOurs(row: Row): boolean {
  const readers = [row.mailbox, ...(row.to_address as string[])].map((address) => domainOf(String(address)))
  return (
    row.list_id !== '' ||
    (row.origin_ip === '::' && row.from_domain !== '' && readers.includes(String(row.from_domain)))
  )
}

/** `within`: also what is inside; a message that is attached has rows of its own instead. */
async function itemsOf(
  attachment: Attachment,
  candidates: () => PasswordCandidate[],
  { within, unheard }: { within: boolean; unheard: boolean },
): Promise<Item[]> {
  const items = await inspect(attachment.name, attachment.declared_type, attachment.content, {
    // looked for only where something is locked: most attachments are not
    get passwords() {
      return within ? candidates() : []
    },
    milliseconds: INSPECT_MILLISECONDS,
    unheard,
    ...(within ? { openMessage: messageInside } : {}),
  })
  return within ? items : items.slice(0, 1)
}

/** Where others' words are tried, the mail's own did not fit before. */
function othersFirst(candidates: PasswordCandidate[], tried: PasswordCandidate[]): PasswordCandidate[] {
  const own = new Set(tried.map(({ text }) => text))
  const [before = [], others = []] = [true, false].map((was) => candidates.filter(({ text }) => own.has(text) === was))
  return [...others, ...before]
}

/** What may open a mail's own archives: its own words, what the user named, the day. */
function ownCandidates(message: Message, id: string, time: string, passwords: string[]): PasswordCandidate[] {
  const names = message.attachments.map((one) => one.name)
  const own = passwordsIn({ mail_id: id, subject: message.subject, text: message.text, names, time })
  return ranked([...givenCandidates(passwords), ...own, ...ruleCandidates(time)])
}
