/**
 * A message out of one of Outlook's files as mail text (RFC 5322), so that one reader and one way to cite serves all: the headers it came
 * with, its text, its HTML, and what is attached in base64. The same file gives the same lines on every machine.
 */
import { createHash } from 'node:crypto'

export interface OutlookMail {
  /** the transport headers as kept, '' where it was never sent through the Internet */
  headers: string
  subject: string
  from: OutlookPerson
  recipients: (OutlookPerson & { kind: 'to' | 'cc' | 'bcc' })[]
  message_id: string
  /** ISO or RFC date; '' unknown */
  date: string
  text: string
  html: string
  attachments: OutlookAttachment[]
}

export interface OutlookPerson {
  name: string
  address: string
}

export interface OutlookAttachment {
  name: string
  type: string
  content_id: string
  content: Buffer | null // null = it could not be read
  message?: OutlookMail
}

/** The header that keeps a message's folder where a store becomes one mailbox. */
export const FOLDER_HEADER = 'X-Kyumei-Folder'

/** Outlook keeps the transport headers of the message as it came; its parts are ours. */
const OURS = /^(mime-version|content-[a-z-]+)[ \t]*:/i
const MAX_HEADERS = 1_000_000 // characters

export function mailText(mail: OutlookMail, before: string[] = []): Buffer {
  const boundary = `kyumei-${createHash('sha256')
    .update(JSON.stringify([mail.headers, mail.subject, mail.text, mail.html, mail.attachments.map((one) => one.name)]))
    .digest('hex')
    .slice(0, 24)}`
  const out: Buffer[] = []
  const say = (...lines: string[]) => out.push(Buffer.from(`${lines.join('\n')}\n`, 'utf8'))
  say(...before, ...headersOf(mail), 'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`, '')
  if (mail.text !== '' || mail.html === '')
    say(`--${boundary}`, 'Content-Type: text/plain; charset=utf-8', '', unified(mail.text))
  if (mail.html !== '') say(`--${boundary}`, 'Content-Type: text/html; charset=utf-8', '', unified(mail.html))
  for (const one of mail.attachments) {
    const content = one.message ? mailText(one.message) : (one.content ?? Buffer.alloc(0))
    say(
      `--${boundary}`,
      `Content-Type: ${one.message ? 'message/rfc822' : /^[\w.+-]+\/[\w.+-]+$/.test(one.type) ? one.type : 'application/octet-stream'}`,
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(wellFormed(one.name))}`,
      ...(one.content_id === '' ? [] : [`Content-ID: <${oneLine(one.content_id)}>`]),
      'Content-Transfer-Encoding: base64',
      '',
    )
    out.push(base64Lines(content))
  }
  say(`--${boundary}--`)
  return Buffer.concat(out)
}

function headersOf(mail: OutlookMail): string[] {
  const kept = unified(mail.headers.slice(0, MAX_HEADERS))
    .split('\n')
    .filter((line) => line.trim() !== '')
  const lines: string[] = []
  let dropping = false
  for (const line of kept) {
    if (!/^[ \t]/.test(line)) dropping = OURS.test(line) || !/^[!-9;-~]+[ \t]*:/.test(line)
    if (!dropping) lines.push(line)
  }
  const has = (name: string) => lines.some((line) => line.toLowerCase().startsWith(`${name}:`))
  const people = (kind: string) => mail.recipients.filter((one) => one.kind === kind).map(person)
  const own: [string, string][] = [
    ['From', person(mail.from)],
    ['To', people('to').join(', ')],
    ['Cc', people('cc').join(', ')],
    ['Bcc', people('bcc').join(', ')],
    ['Subject', oneLine(mail.subject)],
    ['Date', oneLine(mail.date)],
    ['Message-ID', oneLine(mail.message_id)],
  ]
  for (const [name, value] of own) if (value !== '' && !has(name.toLowerCase())) lines.push(`${name}: ${value}`)
  return lines
}

function person({ name, address }: OutlookPerson): string {
  const shown = oneLine(name).replace(/["\\]/g, '')
  const bare = oneLine(address).replace(/[<>\s]/g, '')
  if (bare === '' || !bare.includes('@')) return shown === '' ? '' : `"${shown}"` // Exchange's own form (/O=…) is no address
  return shown === '' || shown === bare ? `<${bare}>` : `"${shown}" <${bare}>`
}

const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim()
const unified = (text: string) => text.replace(/\r\n?/g, '\n').replace(/\0/g, '')
const wellFormed = (text: string) => oneLine(text.toWellFormed())

function base64Lines(content: Buffer): Buffer {
  const text = content.toString('base64')
  const lines: string[] = []
  for (let at = 0; at < text.length; at += 76) lines.push(text.slice(at, at + 76))
  return Buffer.from(`${lines.join('\n')}\n`, 'latin1')
}
