/** A letter from one person to others, as the sender's mailer writes it and the servers on its way mark it; one copy a mailbox of ours. */
import { createHash } from 'node:crypto'
import { addressOf } from '../random.ts'
import type { Charset } from './charset.ts'
import { type Client, handedIn } from './handed-in.ts'
import { bodyOf, header, type MimeAttachment, mailbox } from './mime.ts'
import type { Person, Style, World } from './people.ts'

export interface Letter {
  from: Person
  to: Person[]
  cc?: Person[]
  subject: string
  text: string
  html?: string
  attachments?: MimeAttachment[]
  time: number
  /** what it answers */
  answers?: Sent
  style?: Style
  charset?: Charset
  /** the name shown instead of the sender's */
  showAs?: string
  /** the address shown, where another server sends: spoofing, forwarding, lists */
  headerFrom?: string
  replyTo?: string
  /** envelope sender; default: the sender's own address */
  envelope?: string
  results?: Results
  extra?: string[]
  calendar?: string
  report?: string
  /** headers that stand above the sender's: a list's or a forwarder's hop */
  hops?: { host: string; ip: string; by: string }[]
  /** the computer that handed it in, where it is not the one in the office */
  client?: Client
}

export interface Results {
  spf: string
  dkim: string
  dmarc: string
  /** d= of the signature; '' = none */
  signed: string
  arc?: string
}

export interface Sent {
  letter: Letter
  messageId: string
  references: string[]
  /** mailbox → the copy that lies there */
  copies: { owner: Person; folder: string; raw: Buffer }[]
}

const MAILERS: Record<Style, { charset: Charset; headers: string[]; naming: MimeAttachment['naming']; html: boolean }> =
  {
    outlook: {
      charset: 'iso-2022-jp',
      headers: ['X-Mailer: Microsoft Outlook 16.0', 'Content-Language: ja'],
      naming: 'encoded-word',
      html: false,
    },
    thunderbird: {
      charset: 'utf-8',
      headers: ['User-Agent: Mozilla Thunderbird', 'Content-Language: ja'],
      naming: 'rfc2231',
      html: false,
    },
    becky: {
      charset: 'iso-2022-jp',
      headers: ['X-Mailer: Becky! ver. 2.75.05 [ja]'],
      naming: 'encoded-word',
      html: false,
    },
    gmail: { charset: 'utf-8', headers: [], naming: 'encoded-word', html: true },
    garoon: { charset: 'iso-2022-jp', headers: ['X-Mailer: Cybozu Garoon'], naming: 'encoded-word', html: false },
    exchange: {
      charset: 'utf-8',
      headers: ['X-MS-Has-Attach:', 'X-MS-TNEF-Correlator:', 'Content-Language: ja-JP'],
      naming: 'encoded-word',
      html: true,
    },
    roundcube: { charset: 'utf-8', headers: ['User-Agent: Roundcube Webmail/1.6.6'], naming: 'rfc2231', html: false },
  }

export function send(world: World, letter: Letter): Sent {
  const { own } = world
  const style = letter.style ?? letter.from.style
  const messageId = idOf(letter, style)
  const references = letter.answers ? [...letter.answers.references, letter.answers.messageId] : []
  const message = written(letter, style, messageId, references)
  const ours = (list: Person[] | undefined) => (list ?? []).filter((one) => one.company === own)
  const outside = letter.from.company !== own
  const copies: Sent['copies'] = [...new Set([...ours(letter.to), ...ours(letter.cc)])].map((owner) => ({
    owner,
    folder: 'INBOX',
    raw: Buffer.concat([Buffer.from(trace(world, letter, owner, outside)), message]),
  }))
  if (!outside) copies.push({ owner: letter.from, folder: 'Sent', raw: message })
  return { letter, messageId, references, copies }
}

function written(letter: Letter, style: Style, messageId: string, references: string[]): Buffer {
  const mailer = MAILERS[style]
  const charset = letter.charset ?? mailer.charset
  const html = letter.html ?? (mailer.html && !letter.report ? paragraphs(letter.text) : undefined)
  const people = (list: Person[]) => list.map((one) => mailbox(one.name, one.address, charset)).join(',\r\n ')
  const from = mailbox(letter.showAs ?? letter.from.name, letter.headerFrom ?? letter.from.address, charset)
  const lines = [
    ...(letter.extra ?? []).filter((line) => /^(DKIM|ARC)/.test(line)),
    `From: ${from}`,
    `To: ${letter.to.length === 0 ? 'undisclosed-recipients:;' : people(letter.to)}`,
    ...(letter.cc?.length ? [`Cc: ${people(letter.cc)}`] : []),
    ...(letter.replyTo ? [`Reply-To: ${letter.replyTo}`] : []),
    header('Subject', letter.subject, charset),
    `Date: ${dateOf(letter.time)}`,
    `Message-ID: <${messageId}>`,
    ...(letter.answers ? [`In-Reply-To: <${letter.answers.messageId}>`] : []),
    ...(references.length > 0 ? [`References: ${references.map((one) => `<${one}>`).join('\r\n ')}`] : []),
    'MIME-Version: 1.0',
    ...mailer.headers,
    ...(letter.extra ?? []).filter((line) => !/^(DKIM|ARC)/.test(line)),
  ]
  const boundary = `----=_${createHash('sha256').update(messageId).digest('hex').slice(0, 24)}`
  const attachments = (letter.attachments ?? []).map((one) => ({ naming: mailer.naming, ...one }))
  const body = bodyOf({
    text: letter.text,
    html,
    charset,
    attachments,
    boundary,
    calendar: letter.calendar,
    report: letter.report,
  })
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), body])
}

const paragraphs = (text: string) =>
  `<html><body>${text
    .split('\n')
    .map((line) => `<div>${escaped(line) || '<br>'}</div>`)
    .join('\n')}</body></html>`

export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function idOf(letter: Letter, style: Style): string {
  const hash = createHash('sha256').update(`${letter.from.address}${letter.time}${letter.subject}`).digest('hex')
  const stamp = stampOf(letter.time).replace(/\D/g, '')
  const { domain } = letter.from.company
  if (style === 'becky')
    return `${stamp}.${hash.slice(0, 4).toUpperCase()}.${letter.from.address}`
      .toUpperCase()
      .replace(/@.*/, `@${domain}`)
  if (style === 'gmail') return `CA${Buffer.from(hash.slice(0, 30), 'hex').toString('base64url')}@mail.gmail.com`
  if (style === 'exchange')
    return `TY${hash.slice(0, 8).toUpperCase()}.${hash.slice(8, 20)}@${hash.slice(0, 4)}.jpnprd01.prod.outlook.com`
  return `${hash.slice(0, 8)}$${hash.slice(8, 16)}$${hash.slice(16, 24)}$@${domain}`
}

const stampOf = (time: number) => new Date((Math.floor(time) + 9 * 3600) * 1000).toISOString().slice(0, 19)
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 5322 date in Japan's zone. */
export function dateOf(time: number): string {
  const local = new Date((Math.floor(time) + 9 * 3600) * 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${DAYS[local.getUTCDay()]}, ${two(local.getUTCDate())} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} +0900`
}

/** What the servers put on top, ours last: newest first. */
function trace(world: World, letter: Letter, owner: Person, outside: boolean): string {
  const { own } = world
  const { company } = letter.from
  const envelope = letter.envelope ?? letter.from.address
  const id = createHash('sha256')
    .update(`${letter.subject}${letter.time}${owner.address}`)
    .digest('hex')
    .slice(0, 10)
    .toUpperCase()
  const at = (seconds: number) => dateOf(letter.time + seconds)
  const store = `store.${own.domain}`
  const pc = letter.from.pc
  const lines = [`Return-Path: <${envelope}>`, `Delivered-To: ${owner.address}`]
  if (!outside && letter.client) {
    lines.push(...handedIn(letter.from, letter.client, store, id, at(1)))
    return `${lines.join('\r\n')}\r\n`
  }
  if (!outside) {
    lines.push(
      `Received: from ${pc?.name ?? 'localhost'} (unknown [${pc?.address ?? '192.168.1.25'}])\r\n\tby ${store} (Postfix) with ESMTPA id ${id}\r\n\tfor <${owner.address}>; ${at(1)}`,
    )
    return `${lines.join('\r\n')}\r\n`
  }
  const last = letter.hops?.[0]
  const border = { host: last?.host ?? company.host, ip: last?.ip ?? company.ip }
  lines.push(
    `Received: from ${own.host} (${own.host} [192.168.1.25])\r\n\tby ${store} (Postfix) with ESMTP id ${id}\r\n\tfor <${owner.address}>; ${at(4)}`,
    ...resultLines(world, letter, envelope),
    `Received: from ${border.host} (${border.host} [${border.ip}])\r\n\tby ${own.host} (Postfix) with ESMTPS id ${id}\r\n\tfor <${owner.address}>; ${at(3)}`,
  )
  for (const hop of letter.hops?.slice(1) ?? [])
    lines.push(
      `Received: from ${hop.host} (${hop.host} [${hop.ip}])\r\n\tby ${hop.by} (Postfix) with ESMTPS id ${id.slice(2)}; ${at(2)}`,
    )
  if (last)
    lines.push(
      `Received: from ${company.host} (${company.host} [${company.ip}])\r\n\tby ${last.by} (Postfix) with ESMTPS id ${id.slice(1)}; ${at(1)}`,
    )
  if (letter.client) {
    lines.push(...handedIn(letter.from, letter.client, company.host, id.slice(3), at(0)))
    return `${lines.join('\r\n')}\r\n`
  }
  const private_ = `192.168.${(letter.time % 7) | 0}.${20 + (((letter.time / 7) % 200) | 0)}`
  lines.push(
    `Received: from [${private_}] (${addressOf(`office ${company.domain}`)})\r\n\tby ${company.host} with ESMTPSA id ${id.slice(3)}; ${at(0)}`,
  )
  return `${lines.join('\r\n')}\r\n`
}

export function resultsOf(letter: Letter): Results {
  if (letter.results) return letter.results
  const { signs, domain } = letter.from.company
  return { spf: 'pass', dkim: signs ? 'pass' : 'none', dmarc: signs ? 'pass' : 'none', signed: signs ? domain : '' }
}

function resultLines(world: World, letter: Letter, envelope: string): string[] {
  const { spf, dkim, dmarc, signed, arc } = resultsOf(letter)
  const shown = (letter.headerFrom ?? letter.from.address).replace(/.*@/, '')
  const parts = [
    `spf=${spf} smtp.mailfrom=${envelope || 'postmaster'}`,
    signed ? `dkim=${dkim} header.d=${signed} header.s=s1` : `dkim=${dkim}`,
    `dmarc=${dmarc} header.from=${shown}`,
    ...(arc ? [`arc=${arc}`] : []),
  ]
  const signature = signed
    ? [
        `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${signed}; s=s1;\r\n\th=from:to:subject:date:message-id; bh=${createHash('sha256').update(letter.text).digest('base64')};\r\n\tb=${createHash(
          'sha512',
        )
          .update(letter.subject + letter.time)
          .digest('base64')}`,
      ]
    : []
  return [`Authentication-Results: ${world.own.host};\r\n\t${parts.join(';\r\n\t')}`, ...signature]
}

/** The way in which a mailer quotes what it answers. */
export function quoted(sent: Sent, style: Style): string {
  const { from, subject, time, text, to } = sent.letter
  const stamp = stampOf(time)
  const original = text.split('\n')
  if (style === 'outlook' || style === 'exchange' || style === 'garoon')
    return [
      '',
      '-----Original Message-----',
      `From: ${from.name} <${from.address}>`,
      `Sent: ${stamp.slice(0, 10).replaceAll('-', '/')} ${stamp.slice(11, 16)}`,
      `To: ${to.map((one) => one.name).join('; ')}`,
      `Subject: ${subject}`,
      '',
      ...original,
    ].join('\n')
  const intro = {
    thunderbird: `${stamp.slice(0, 10).replaceAll('-', '/')} ${stamp.slice(11, 16)}, ${from.name} wrote:`,
    becky: `On ${dateOf(time)}\n${from.name} <${from.address}> wrote:\n`,
    gmail: `${Number(stamp.slice(0, 4))}年${Number(stamp.slice(5, 7))}月${Number(stamp.slice(8, 10))}日 ${stamp.slice(11, 16)} ${from.name} <${from.address}>:`,
    roundcube: `${stamp.slice(0, 16).replace('T', ' ')} に ${from.name} さんは書きました:`,
  }[style]
  return ['', intro, ...original.map((line) => `> ${line}`)].join('\n')
}
