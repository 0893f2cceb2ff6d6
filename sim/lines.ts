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

/** The lines an event leaves. `serial` numbers sessions and look-ups, `users` are who signs in to the proxy from an address. */
export function linesOf(event: SimEvent, serial: number, products: Products, users?: Map<string, string>): Line[] {
  const { time } = event
  if (event.kind === 'web') return webLines(event, serial, products, users?.get(event.client) ?? '-')
  if (event.kind === 'direct')
    return firewallLines(event, serial, products.firewall).map((line) => ({ kind: 'firewall', ...line }))
  if (event.kind === 'dns') return dnsLines(event, serial, products.dns).map((text) => ({ kind: 'dns', time, text }))
  return leaseLines(event, products.dhcp).map((text) => ({ kind: 'dhcp', time, text }))
}

/** The request in the proxy's log, the proxy's own look-up, and its connection at the firewall. */
function webLines(event: WebRequest, serial: number, products: Products, user: string): Line[] {
  const bare = event.name === event.peer
  const denied = event.status === 403
  const found = event.peer !== '' && !denied
  const looked = lookUp(event.time - 0.02, PROXY, event.name, found ? [event.peer] : [])
  return [
    ...(bare || denied ? [] : linesOf(looked, serial, products)),
    { kind: 'proxy', time: event.time, text: proxyLine(event, products.proxy, user) },
    ...(found && event.peer !== '127.0.0.1' ? linesOf(fetched(event), serial, products) : []),
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
