/** Bytes of a message (RFC 5322) → what a person and a judgement need of it. Never throws; what is broken is named in `defects`. */

import { decodeText } from '../evidence/charset.ts'
import { parseAddresses } from './address.ts'
import { extensionOf, runKind } from './attachment/file-name.ts'
import { authenticationResults, dkimDomains } from './authentication.ts'
import { mailDate } from './date.ts'
import { comments, decodeWords } from './encoded-word.ts'
import { ordersIn } from './hidden-orders.ts'
import { type HtmlText, htmlText } from './html-text.ts'
import { invitationText } from './invitation.ts'
import { htmlLinks, textLinks } from './links.ts'
import type { Attachment, Header, Link, Message, Person } from './message.ts'
import { lineCounter, type Part, partsOf } from './mime.ts'
import { receivedPath } from './received.ts'
import { scriptIn } from './script-in-html.ts'
import { shownText, withMore } from './seen-text.ts'
import { readTnef } from './tnef.ts'
import { decodeBody, uuFiles } from './transfer-encoding.ts'

/** A person reads no more; a detector needs none of it. */
export const MAX_TEXT = 500_000 // characters
/** Filling before the words that count: what comes behind is not read. */
export const TOO_LONG = 'text-too-long'
const MAX_HTML = 5_000_000 // characters
const MAX_ATTACHMENTS = 1_000
const MAX_HEADER_VALUE = 100_000 // characters

interface Content {
  texts: string[]
  /** what invitations say, which calendars show in the mail's place */
  invitations: string[]
  htmls: string[]
  links: Link[]
  attachments: Attachment[]
}

/** `firstLine`: the line of the file in which the message begins. */
export function readMessage(input: Uint8Array, firstLine = 1): Message {
  const defects = new Set<string>()
  const bytes = withLineEnds(Buffer.from(input.buffer, input.byteOffset, input.byteLength))
  const { head, leaves } = partsOf(bytes, defects)
  const lineAt = lineCounter(bytes)
  const line = (offset: number) => lineAt(offset) + firstLine - 1
  const headers = head.headers.map((header) => decoded(header, line(header.line), defects))
  const content: Content = { texts: [], invitations: [], htmls: [], links: [], attachments: [] }
  for (const leaf of leaves) take(leaf, content, line, defects)
  const html = content.htmls.join('\n').slice(0, MAX_HTML)
  const seen: HtmlText = html === '' ? { text: '', links: [], hidden: '' } : htmlText(html)
  content.links.push(...htmlLinks(seen.links, lineFinder(leaves, 'text/html', line)))
  const text = content.texts.join('\n').trim()
  const read = withMore(shownText(text, seen.text), content.invitations.join('\n'))
  if (read.length > MAX_TEXT) defects.add(TOO_LONG)
  return {
    ...people(head.headers, headers, defects),
    headers,
    received: receivedPath(headers),
    authentication: authenticationResults(headers),
    dkim_domains: dkimDomains(headers),
    text: read.slice(0, MAX_TEXT),
    html,
    hidden_orders: ordersIn(seen.hidden),
    html_script: scriptIn(html),
    links: content.links,
    attachments: content.attachments,
    defects: [...defects],
  }
}

/** A file whose lines end at CR alone (old Macs) has one line for everybody else. */
function withLineEnds(bytes: Buffer): Buffer {
  return bytes.includes(10) || !bytes.includes(13)
    ? bytes
    : Buffer.from(bytes.toString('latin1').replaceAll('\r', '\n'), 'latin1')
}

function decoded(header: Header, line: number, defects: Set<string>): Header {
  return { name: header.name, value: decodeWords(header.value.slice(0, MAX_HEADER_VALUE), defects), line }
}

function people(raw: Header[], headers: Header[], defects: Set<string>) {
  const byName = Map.groupBy(raw, (header) => header.name.toLowerCase())
  const values = (name: string) => (byName.get(name) ?? []).map(({ value }) => value)
  const persons = (name: string): Person[] => values(name).flatMap((value) => parseAddresses(value, defects))
  const decodedByName = Map.groupBy(headers, (header) => header.name.toLowerCase())
  const text = (name: string) => decodedByName.get(name)?.[0]?.value ?? ''
  if (values('from').length > 1) defects.add('repeated-from')
  if (values('subject').length > 1) defects.add('repeated-subject')
  const returnPath = persons('return-path')[0] ?? persons('x-envelope-from')[0]
  return {
    message_id: ids(text('message-id'))[0] ?? '',
    in_reply_to: ids(text('in-reply-to'))[0] ?? '',
    references: ids(text('references')),
    date: mailDate(comments(text('date'))),
    from: persons('from'),
    sender: persons('sender')[0] ?? null,
    reply_to: persons('reply-to'),
    return_path: returnPath?.address ?? '',
    to: persons('to'),
    cc: persons('cc'),
    bcc: persons('bcc'),
    delivered_to: unique(
      ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'].flatMap((name) =>
        persons(name).map((person) => person.address),
      ),
    ),
    subject: text('subject').replace(/\s+/g, ' '),
    list_id: (/<([^<>]+)>/.exec(text('list-id'))?.[1] ?? text('list-id')).trim().toLowerCase(),
    mailer: text('x-mailer') || text('user-agent'),
  }
}

const unique = (texts: string[]) => [...new Set(texts.filter((text) => text !== ''))]

function ids(value: string): string[] {
  const found = value
    .slice(0, 20_000)
    .match(/<[^<>\s]{1,500}>/g)
    ?.map((id) => id.slice(1, -1))
  return found ?? (value.trim() === '' ? [] : [value.trim().slice(0, 500)])
}

/** One leaf of the tree: a text, or something attached. */
function take(part: Part, content: Content, line: (offset: number) => number, defects: Set<string>): void {
  const name = nameOf(part, defects)
  const type = part.type.value
  const attached = part.disposition.value === 'attachment' || name !== ''
  const onlyNamed =
    name !== '' && part.disposition.value !== 'attachment' && content.texts.length + content.htmls.length === 0
  if (/^text\/(plain|html)$/.test(type) && (!attached || onlyNamed)) {
    const { text, unknown } = decodeText(
      decodeBody(part.body, part.encoding),
      part.type.parameters.get('charset') ?? '',
    )
    if (unknown) defects.add(`unknown-charset:${(part.type.parameters.get('charset') ?? '').slice(0, 40)}`)
    if (text.length > (type === 'text/html' ? MAX_HTML : MAX_TEXT)) defects.add(TOO_LONG)
    if (type === 'text/html') content.htmls.push(text.slice(0, MAX_HTML))
    else takeText(text.slice(0, MAX_TEXT * 4), part, content, line)
    if (!onlyNamed) return // a body that some mailers name is a text and an attachment
  }
  if (type === 'text/calendar') {
    const { text } = decodeText(decodeBody(part.body, part.encoding), part.type.parameters.get('charset') ?? '')
    content.invitations.push(invitationText(text))
  }
  if (content.attachments.length >= MAX_ATTACHMENTS) {
    defects.add('too-many-attachments')
    return
  }
  const attachment: Attachment = {
    name,
    declared_type: type,
    content: decodeBody(part.body, part.encoding),
    inline:
      part.disposition.value === 'inline' || (part.within === 'multipart/related' && !/^application\//.test(type)),
    line: line(part.start),
  }
  if (/^application\/(?:vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name)) {
    const tnef = readTnef(attachment.content)
    if (tnef) {
      content.texts.push(...(content.texts.join('').trim() === '' && tnef.text !== '' ? [tnef.text] : []))
      content.htmls.push(...(tnef.html === '' ? [] : [tnef.html]))
      const room = MAX_ATTACHMENTS - content.attachments.length
      content.attachments.push(...tnef.attachments.slice(0, room).map((one) => ({ ...one, line: attachment.line })))
      return
    }
    defects.add('damaged-tnef')
  }
  content.attachments.push(attachment)
}

function takeText(text: string, part: Part, content: Content, line: (offset: number) => number): void {
  const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const carried = unified.includes('\nbegin ') || unified.startsWith('begin ') ? uuFiles(unified) : []
  let plain = ''
  let end = 0
  for (const file of carried) {
    plain += unified.slice(end, file.from)
    end = file.to
    content.attachments.push({
      name: file.name,
      declared_type: 'application/octet-stream',
      content: file.content,
      inline: false,
      line: line(part.bodyStart),
    })
  }
  const shown = flowed(plain + unified.slice(end), part)
  content.texts.push(shown)
  content.links.push(...textLinks(shown, lineFinder([part], 'text/plain', line)))
}

/** RFC 3676: lines that end in a space go on in the next one. */
function flowed(text: string, part: Part): string {
  if (part.type.parameters.get('format')?.toLowerCase() !== 'flowed') return text
  const join = part.type.parameters.get('delsp')?.toLowerCase() === 'yes' ? '' : ' '
  return text.replace(/^(?!-- $)(.*[^ \n]) \n ?(?!-- $|>)/gm, `$1${join}`)
}

/** The line on which a link stands, where its text stands there unbroken; else the first line of its part. */
function lineFinder(parts: Part[], type: string, line: (offset: number) => number) {
  let searches = 500 // bounded: a part may be large and hold thousands of links
  return (url: string): number => {
    const candidates = parts.filter((part) => part.type.value === type)
    const needle = url.split(/[&=]/)[0]?.slice(0, 60) ?? ''
    for (const part of candidates) {
      if (part.encoding === 'base64' || searches-- <= 0) continue
      const place = part.body.indexOf(needle, 0, 'latin1')
      if (place >= 0) return line(part.bodyStart + place)
    }
    return line(candidates[0]?.bodyStart ?? 0)
  }
}

/** The name that the reader sees: Content-Disposition's, else Content-Type's. */
function nameOf(part: Part, defects: Set<string>): string {
  const filename = part.disposition.parameters.get('filename') ?? ''
  const name = part.type.parameters.get('name') ?? ''
  if (filename !== '' && name !== '' && filename !== name) {
    defects.add('attachment-names-differ')
    // mailers differ in which of the two they take: the one that runs is the one to warn of
    if (runKind(extensionOf(name)) !== '' && runKind(extensionOf(filename)) === '') return plainName(name)
  }
  return plainName(filename || name)
}

const plainName = (name: string) => name.replace(/[\r\n\0]/g, '').slice(0, 1_000)
