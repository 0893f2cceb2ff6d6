/** What servers noted about SPF, DKIM, DMARC and ARC: RFC 8601, RFC 8617, RFC 7208 9.1, and Microsoft's form without a server's name. */
import { comments } from './encoded-word.ts'
import type { Authentication, Header } from './message.ts'

const MAX_RESULTS = 200
const PROPERTIES = ['header.d', 'header.from', 'smtp.mailfrom', 'smtp.helo', 'header.i', 'policy.from'].map(
  (property) => new RegExp(`\\b${property.replace('.', '\\s*\\.\\s*')}\\s*=\\s*"?([^\\s";]+)`, 'i'),
)

export function authenticationResults(headers: Header[]): Authentication[] {
  const found = headers
    .flatMap((header) => {
      const name = header.name.toLowerCase()
      if (name === 'authentication-results') return results(header.value, header.line, false)
      if (name === 'arc-authentication-results')
        return results(header.value.replace(/^\s*i=\d+;/, ''), header.line, true)
      if (name === 'received-spf') return receivedSpf(header.value, header.line)
      return []
    })
    .slice(0, MAX_RESULTS)
  // Google's servers sign as mx.google.com there and as google.com here: one server's word, so that its DKIM counts beside its SPF
  const names = new Set(found.filter(({ arc }) => !arc).map(({ server }) => server))
  const longer = new Map([...names].map((server) => [server, [...names].find((one) => one.endsWith(`.${server}`))]))
  return found.map((one) => (one.arc ? one : { ...one, server: longer.get(one.server) ?? one.server }))
}

function results(value: string, line: number, arc: boolean): Authentication[] {
  const parts = comments(value.slice(0, 20_000)).split(';')
  const named = !/^\s*[\w-]+\s*=/.test(parts[0] ?? '')
  const server = named ? (/\S+/.exec(parts[0] ?? '')?.[0] ?? '').toLowerCase() : nameless(value)
  return (named ? parts.slice(1) : parts).flatMap((part): Authentication[] => {
    const method = /^\s*([\w-]+)(?:\/\d+)?\s*=\s*([\w-]+)/.exec(part)
    if (!method) return []
    return [
      {
        server,
        method: (method[1] ?? '').toLowerCase(),
        result: (method[2] ?? '').toLowerCase(),
        domain: domainIn(part),
        arc,
        line,
      },
    ]
  })
}

/** Exchange Online leaves its name out here, and writes it into the Received-SPF of the same message: both are one server's word. */
const nameless = (value: string): string =>
  /\(sender ip is [0-9a-f.:]+\)|\bcompauth\s*=/i.test(value) ? 'protection.outlook.com' : ''

function domainIn(part: string): string {
  for (const property of PROPERTIES) {
    const found = property.exec(part)?.[1]
    if (found) return domainOf(found)
  }
  return ''
}

/** `pass (example.jp: domain of a@example.jp designates …) client-ip=…; envelope-from=…; receiver=…` */
function receivedSpf(value: string, line: number): Authentication[] {
  const result = /^\s*([a-z]+)/i.exec(value)?.[1]?.toLowerCase() ?? ''
  if (result === '') return []
  const property = (name: string) => new RegExp(`\\b${name}\\s*=\\s*"?<?([^\\s";<>]+)`, 'i').exec(value)?.[1] ?? ''
  const from = property('envelope-from') || /domain of (?:transitioning )?(\S+)/.exec(value)?.[1] || property('helo')
  const server = property('receiver') || /^\s*[a-z]+\s*\(([\w.-]+\.[\w-]+):/i.exec(value)?.[1] || ''
  return [{ server: server.toLowerCase(), method: 'spf', result, domain: domainOf(from), arc: false, line }]
}

export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/[<>()",;]|\.$/g, '')
    .toLowerCase()
}

/** d= of the signatures */
export function dkimDomains(headers: Header[]): string[] {
  const domains = headers
    .filter((header) => /^dkim-signature$/i.test(header.name))
    .map((header) => /(?:^|;)\s*d\s*=\s*([^\s;]+)/i.exec(header.value)?.[1]?.toLowerCase() ?? '')
  return [...new Set(domains.filter((domain) => domain !== ''))].slice(0, 50)
}
