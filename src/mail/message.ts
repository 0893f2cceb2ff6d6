/** A message as read: headers, people, path, text and parts. Decoded, bounded, and still hostile: nothing in it is executed or fetched. */

export interface Person {
  /** display name, decoded; '' where there is none */
  name: string
  /** lower case; '' where the header has no address */
  address: string
}

export interface Header {
  /** as written (`Message-ID`) */
  name: string
  /** unfolded and decoded */
  value: string
  /** first line in the file that holds the message, from 1 */
  line: number
}

/** One `Received` header (RFC 5321 4.4), the newest first as in the message. */
export interface Hop {
  from: string // what the client called itself, and its looked-up name where the server noted it
  ip: string // '' where the hop tells none
  by: string
  protocol: string // SMTP, ESMTPSA, HTTP …
  for: string
  time: string | null // ISO, UTC
  line: number
}

/** One result of an `Authentication-Results` header (RFC 8601), `ARC-Authentication-Results` or `Received-SPF`. */
export interface Authentication {
  server: string // authserv-id: who says so
  method: string // spf, dkim, dmarc, arc …
  result: string // pass, fail, softfail, none …
  domain: string // the domain it speaks of (header.d, header.from, smtp.mailfrom)
  arc: boolean
  line: number
}

export interface Link {
  url: string
  /** what the reader sees where that differs (an anchor's text), else '' */
  shown: string
  source: 'text' | 'html' | 'qr' | InDocument
  line: number
}

/** `attachment-qr`: by a QR code that the document shows. */
export type InDocument = 'attachment' | 'attachment-qr'

export const isInDocument = (source: string): boolean => source === 'attachment' || source === 'attachment-qr'

export const isInCode = (source: string): boolean => source === 'qr' || source === 'attachment-qr'

/** A part that a reader would see as an attachment (or an inline picture, or a message inside). */
export interface Attachment {
  /** as shown to the reader, decoded; '' where there is none */
  name: string
  declared_type: string
  /** decoded bytes; held in memory only */
  content: Uint8Array
  inline: boolean
  line: number
}

export interface Message {
  headers: Header[]
  /** Message-ID, In-Reply-To, References without angle brackets */
  message_id: string
  in_reply_to: string
  references: string[]
  /** the Date header; null where absent or no date */
  date: string | null
  from: Person[]
  sender: Person | null
  reply_to: Person[]
  /** envelope sender as the last server noted it (Return-Path, X-Envelope-From) */
  return_path: string
  to: Person[]
  cc: Person[]
  bcc: Person[]
  /** Delivered-To, X-Original-To, Envelope-To: whose mailbox it was laid into */
  delivered_to: string[]
  subject: string
  received: Hop[]
  authentication: Authentication[]
  /** d= of the DKIM signatures */
  dkim_domains: string[]
  list_id: string
  mailer: string
  /** what a person reads: the text part, else the HTML's text; at most MAX_TEXT characters */
  text: string
  /** the HTML source, '' where there is none; never rendered */
  html: string
  /** hidden text that tells an assistant program what to do, '' = none */
  hidden_orders: string
  /** code in the HTML that would run by itself where the program that shows it has a gap, '' = none */
  html_script: string
  links: Link[]
  attachments: Attachment[]
  /** what was broken or illegal, as codes: `broken-header`, `unknown-charset:xyz`, `nested-too-deep` … */
  defects: string[]
}

/** Where a message stands in what the user handed in. */
export interface MailOrigin {
  evidence_id: string
  /** how findings name it: the file, inside containers `box.mbox!/42`, `store.pst!/Inbox/42` */
  file: string
  /** first line of the message in the evidence's decoded text, and how many */
  line: number
  lines: number
  /** whose mailbox the file is, where its path or headers tell ('' = unknown), and the folder in it */
  mailbox: string
  folder: string
}
