/** A message → its rows in the tables `mail`, `mail_attachment` and `mail_url` (src/store/mail-schema.ts). */
import { hash as digest } from 'node:crypto'
import { getDomain } from 'tldts'
import { INSIDE_TEXT, NOWHERE_TEXT } from '../lists/private-address.ts'
import type { Item } from './attachment-tree.ts'
import { domainOf } from './authentication.ts'
import { coreText, subjectKey } from './core-text.ts'
import { hostOf } from './links.ts'
import type { Attachment, Hop, Link, MailOrigin, Message, Person } from './message.ts'
import { realUrl } from './wrapped-link.ts'

export type Row = Record<string, unknown>

export const MAIL_TABLE_NAMES = ['mail', 'mail_attachment', 'mail_url'] as const
export type MailTable = (typeof MAIL_TABLE_NAMES)[number]
export type MailRows = Record<MailTable, Row[]>
export const noRows = (): MailRows => ({ mail: [], mail_attachment: [], mail_url: [] })

const MAX_HEADERS_JSON = 32_768 // characters
const MAX_HEADER_VALUE = 1_000
const MAX_LIST = 500 // addresses, ids
/** kept in columns of their own, or long and of no use to a judgement */
const LEFT_OUT =
  /^(received|dkim-signature|arc-seal|arc-message-signature|x-google-dkim-signature|x-ms-exchange-antispam-messagedata.*|x-microsoft-antispam-message-info)$/i

/** What is cut inside a character, or was broken before, is no text that the engine takes. */
function wellFormed(row: Row): Row {
  for (const key in row) {
    const value = row[key]
    if (isBroken(value)) row[key] = value.toWellFormed()
    else if (Array.isArray(value) && value.some(isBroken))
      row[key] = value.map((one) => (isBroken(one) ? one.toWellFormed() : one))
  }
  return row
}

const isBroken = (value: unknown): value is string => typeof value === 'string' && !value.isWellFormed()

export function mailRow(
  message: Message,
  origin: MailOrigin,
  ids: { mail: string; content: string; inside: string },
  fallback: number,
): Row {
  const from = message.from[0]
  const lists = (people: Person[]) => people.slice(0, MAX_LIST).map((person) => person.address)
  const taken = takenAt(message)
  return wellFormed({
    mail_id: ids.mail,
    content_id: ids.content,
    inside: ids.inside,
    file: origin.file,
    mailbox: origin.mailbox,
    folder: origin.folder,
    time: engineTime(taken ?? new Date(fallback).toISOString()),
    date: message.date === null ? null : engineTime(message.date),
    message_id: message.message_id,
    in_reply_to: message.in_reply_to,
    reference_ids: message.references.slice(-MAX_LIST),
    from_name: from?.name ?? '',
    from_address: from?.address ?? '',
    from_domain: domainOf(from?.address ?? ''),
    from_count: Math.min(message.from.length, 255),
    sender_address: message.sender?.address ?? '',
    reply_to: lists(message.reply_to),
    return_path: message.return_path,
    to_address: lists(message.to),
    to_name: message.to.slice(0, MAX_LIST).map((person) => person.name),
    cc_address: lists(message.cc),
    bcc_address: lists(message.bcc),
    delivered_to: message.delivered_to.slice(0, MAX_LIST),
    subject: message.subject,
    subject_key: subjectKey(message.subject),
    text: message.text,
    core: coreText(message.text),
    html: message.html === '' ? 0 : 1,
    hidden_orders: message.hidden_orders,
    html_script: message.html_script,
    hops: JSON.stringify(message.received.slice(0, 50)),
    origin_ip: originAddress(message.received),
    auth_server: message.authentication.map((one) => one.server),
    auth_method: message.authentication.map((one) => (one.arc ? `arc-${one.method}` : one.method)),
    auth_result: message.authentication.map((one) => one.result),
    auth_domain: message.authentication.map((one) => one.domain),
    dkim_domains: message.dkim_domains,
    list_id: message.list_id,
    mailer: message.mailer.slice(0, 300),
    headers: headersJson(message),
    lines: origin.lines,
    defects: taken === null ? [...message.defects, UNDATED] : message.defects,
    evidence_id: origin.evidence_id,
    line: origin.line,
  })
}

/** Among a message's defects: its time is that of the file, and nobody's word. */
export const UNDATED = 'undated'

/** 16 hex of this copy in this place */
export const mailId = (evidence: string, line: number, inside = ''): string => hash(`${evidence}\0${line}\0${inside}`)
export const contentId = (bytes: Uint8Array): string => digest('sha256', bytes, 'hex').slice(0, 16)
const hash = (text: string) => digest('sha256', text, 'hex').slice(0, 16)

/** The newest Received is our side's; a message that was only sent has its Date. */
function takenAt(message: Message): string | null {
  return message.received.find((hop) => hop.time !== null)?.time ?? message.date
}

const engineTime = (iso: string): string => iso.replace('T', ' ').replace('Z', '')

function headersJson(message: Message): string {
  const kept: string[] = []
  let size = 2
  for (const { name, value, line } of message.headers) {
    if (LEFT_OUT.test(name)) continue
    const entry = JSON.stringify([name, value.slice(0, MAX_HEADER_VALUE), line])
    size += entry.length + 1
    if (size > MAX_HEADERS_JSON) break
    kept.push(entry)
  }
  return `[${kept.join(',')}]`
}

type Way = Pick<Hop, 'from' | 'ip' | 'by'>

/**
 * The hops are walked from our side outwards: the first one that takes the message from a public address of another organisation is where
 * it came in. Where every hop is of one organisation, the oldest public address.
 */
export function originAddress(hops: Way[]): string {
  return borderHop(hops)?.ip ?? hops.filter(isOutside).at(-1)?.ip ?? '::'
}

/** The hop by which it came in from another organisation; null where every hop is of one. */
export function borderHop<One extends Way>(hops: One[]): One | null {
  const border = hops.filter(isOutside).find((hop) => {
    const [from, by] = [registered(hop.from), registered(hop.by)]
    return from === null || by === null || from !== by
  })
  return border ?? null
}

const isOutside = (hop: Way): boolean => hop.ip !== '' && isPublic(hop.ip)

function registered(name: string): string | null {
  const host = /\(([^)]+)\)$/.exec(name)?.[1] ?? name // what was looked up, not what was claimed
  return getDomain(host)
}

/** 192.0.0: of protocols between a carrier and its lines */
const NOT_PUBLIC = new RegExp(`${INSIDE_TEXT}|${NOWHERE_TEXT}|^192\\.0\\.0\\.`)

const isPublic = (address: string): boolean => !NOT_PUBLIC.test(address)

export function urlRows(links: Link[], mail: string, evidence: string): Row[] {
  return links.map((link) => {
    const url = realUrl(link.url)
    return wellFormed({
      mail_id: mail,
      url,
      url_domain: hostOf(url),
      shown: link.shown,
      source: link.source,
      evidence_id: evidence,
      line: link.line,
    })
  })
}

/** Items of one attachment, numbered on from `first`. */
export function attachmentRows(
  items: Item[],
  attachment: Attachment,
  mail: string,
  evidence: string,
  first: number,
): Row[] {
  return items.map((item, i) =>
    wellFormed({
      mail_id: mail,
      item: first + i,
      parent: item.parent < 0 ? -1 : first + item.parent,
      depth: Math.min(item.depth, 255),
      path: item.path,
      name: item.name,
      extension: item.extension,
      declared_type: item.parent < 0 ? attachment.declared_type : '',
      type: item.type,
      bytes: item.bytes,
      sha256: item.sha256,
      inline: item.parent < 0 && attachment.inline ? 1 : 0,
      encrypted: item.encrypted ? 1 : 0,
      password: item.password?.text ?? '',
      password_from: item.password?.source ?? '',
      unreadable: item.unreadable,
      traits: item.traits.map((trait) => trait.trait),
      details: item.traits.map((trait) => trait.detail.slice(0, 2_000)),
      text: item.text,
      evidence_id: evidence,
      line: attachment.line,
    }),
  )
}
