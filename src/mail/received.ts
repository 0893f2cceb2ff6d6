/** The path that a message took, from its `Received` headers (RFC 5321 4.4) as the common servers write them. */
import { remembered } from '../evidence/remembered.ts'
import { mailDate } from './date.ts'
import type { Header, Hop } from './message.ts'

const MAX_HOPS = 200

export function receivedPath(headers: Header[]): Hop[] {
  return headers
    .filter((header) => header.name.toLowerCase() === 'received')
    .slice(0, MAX_HOPS)
    .map((header) => hopOf(header.value, header.line))
}

export function hopOf(value: string, line: number): Hop {
  const text = value.slice(0, 4_000).replace(/\s+/g, ' ').trim()
  const semicolon = text.lastIndexOf(';')
  const clauses = semicolon < 0 ? text : text.slice(0, semicolon)
  const from = /(?:^|\s)from (.*?)(?= by [\w.[:-]+|\s*$)/i.exec(clauses)?.[1] ?? ''
  const rest = clauses.slice(Math.max(0, clauses.search(/(?:^| )by [\w.[:-]/i)))
  return {
    ...(from.length > MAX_KEPT ? client(from) : kept(from)),
    by: clean(/(?:^| )by ([^\s;()]+)/i.exec(rest)?.[1] ?? ''),
    protocol: protocolOf(clauses, rest),
    for: (/ for <?([^\s<>;]+@[^\s<>;]+)>?/i.exec(rest)?.[1] ?? '').toLowerCase(),
    time: mailDate(semicolon < 0 ? text : text.slice(semicolon + 1)),
    line,
  }
}

/** The same servers hand over mail after mail. */
const MAX_KEPT = 300 // characters
const client = (from: string) => ({ from: clientName(from), ip: clientAddress(from) })
const kept = remembered(client, 5_000)

/** What it called itself, and in parentheses the looked-up name where the server noted another one. */
function clientName(from: string): string {
  const said = clean(/^([^\s()]+)/.exec(from)?.[1] ?? '')
  const helo = clean(/\(HELO ([^\s)]+)\)/i.exec(from)?.[1] ?? '') // qmail: from unknown (HELO pc) (192.0.2.1)
  const noted = clean(
    /\((?:[^\s@()]+@)?([\w-]+(?:\.[\w-]+)+)\.?[ )\]]/.exec(from.replace(/\(HELO [^)]*\)/i, ''))?.[1] ?? '',
  )
  const looked = noted !== '' && !/^[\d.]+$/.test(noted) && noted !== said ? noted : ''
  const own = helo || said
  return looked !== '' && looked !== own
    ? `${own} (${looked})`
    : helo !== '' && said !== helo && said !== 'unknown'
      ? `${helo} (${said})`
      : own
}

/** The address that the server saw: in brackets after the name (Postfix, sendmail), else in parentheses (Exchange, qmail). */
function clientAddress(from: string): string {
  const after = from.replace(/^[^\s(]+\s*/, '')
  for (const text of [after, from]) {
    const found =
      /\[(?:IPv6:)?([0-9a-f.:]{3,45})(?:%\w+)?\]/i.exec(text)?.[1] ??
      /\(([0-9a-f.:]{3,45})(?:%\w+)?(?::\d+)?\)/i.exec(text)?.[1] ??
      /[ (@]((?:\d{1,3}\.){3}\d{1,3})[ )]/.exec(`${text} `)?.[1]
    if (found && isAddress(found))
      return found.includes(':') ? found.toLowerCase() : found.split('.').map(Number).join('.') // 010 → 10
  }
  return ''
}

function isAddress(text: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text.split('.').every((part) => Number(part) < 256)
  return text.includes(':') && /^[0-9a-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`)
}

function protocolOf(clauses: string, rest: string): string {
  if (/with Microsoft SMTP Server|with mapi/i.test(rest)) return /with mapi/i.test(rest) ? 'MAPI' : 'ESMTP'
  const named = / (?:with|via) ([\w-]+)/i.exec(rest)?.[1]
  if (named) return named.toUpperCase()
  if (/^\(qmail \d+ invoked (?:by|from)/.test(clauses)) return 'LOCAL'
  return ''
}

const clean = (name: string) => name.replace(/^\[|\]$|\.$|[,;]+$/g, '').slice(0, 255)
