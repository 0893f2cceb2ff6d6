/** Events → the lines they leave in the organisation's logs. */
import { dnsLines } from './dns-lines.ts'
import { type Connection, direct, lookUp, type SimEvent, type WebRequest } from './event.ts'
import { firewallLines } from './firewall-lines.ts'
import { leaseLines } from './lease-lines.ts'
import { PROXY } from './organisation.ts'
import type { LogKind, Products } from './products.ts'
import { BLUECOAT_HEADER, proxyLine } from './proxy-lines.ts'

/** What a log file begins with. */
export const headerOf = (kind: LogKind, products: Products): string[] =>
  kind === 'proxy' && products.proxy === 'bluecoat' ? BLUECOAT_HEADER : []

/** A line of a log, and when it is written there: a firewall tells of a session when it ends. */
export interface Line {
  kind: LogKind
  time: number
  text: string
}

/** What lines depend on beside the event. */
export interface Writing {
  products: Products
  /** who signs in to the proxy from an address */
  users?: Map<string, string>
  /** seconds by which the firewall's clock is ahead */
  firewallAhead?: number
}

/** The lines an event leaves. `serial` numbers sessions and look-ups. */
export function linesOf(event: SimEvent, serial: number, writing: Writing): Line[] {
  const { products, users, firewallAhead = 0 } = writing
  const { time } = event
  if (event.kind === 'web') return webLines(event, serial, writing, users?.get(event.client) ?? '-')
  if (event.kind === 'direct')
    return firewallLines({ ...event, time: time + firewallAhead }, serial, products.firewall).map((line) => ({
      kind: 'firewall',
      ...line,
    }))
  if (event.kind === 'dns') return dnsLines(event, serial, products.dns).map((text) => ({ kind: 'dns', time, text }))
  return leaseLines(event, products.dhcp).map((text) => ({ kind: 'dhcp', time, text }))
}

/** The request in the proxy's log, the proxy's own look-up, and its connection at the firewall. */
function webLines(event: WebRequest, serial: number, writing: Writing, user: string): Line[] {
  const done = event.time + event.ms / 1000 // a proxy writes when it is done
  const bare = event.name === event.peer
  const denied = event.status === 403
  const found = event.peer !== '' && !denied
  const looked = lookUp(event.time - 0.02, PROXY, event.name, found ? [event.peer] : [])
  return [
    ...(bare || denied ? [] : linesOf(looked, serial, writing)),
    { kind: 'proxy', time: done, text: proxyLine({ ...event, time: done }, writing.products.proxy, user) },
    ...(found && event.peer !== '127.0.0.1' ? linesOf(fetched(event), serial, writing) : []),
  ]
}

/** What the firewall sees of a request: the proxy's connection. */
const fetched = (event: WebRequest): Connection =>
  direct(event.time, PROXY, '', event.peer, {
    port: event.method === 'CONNECT' ? 443 : 80,
    sent: event.sent,
    received: event.bytes,
    seconds: Math.ceil(event.ms / 1000),
  })
