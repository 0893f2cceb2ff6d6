/** What infected PCs do: each behaviour with parameters drawn from the seed. */
import type { SimEvent } from './event.ts'
import type { Pc } from './organisation.ts'
import { addressOf, type Random } from './random.ts'

export const BEHAVIOURS = ['bypass-beacon', 'dyndns-proxy', 'own-domain-proxy', 'dyndns-direct'] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

export interface Infection {
  pc: Pc
  behaviour: Behaviour
  name: string
  address: string
  port: number
  seconds: number
  jitter: number
  bytes: number
  officeHours: boolean
  start: number
  end: number
}

export const EXPECTED: Record<Behaviour, string[]> = {
  'bypass-beacon': ['proxy-bypass', 'unresolved-destination', 'beacon'],
  'dyndns-proxy': ['dynamic-dns', 'beacon'],
  'own-domain-proxy': ['beacon'],
  'dyndns-direct': ['dynamic-dns', 'proxy-bypass', 'beacon'],
}

export function infection(pc: Pc, behaviour: Behaviour, start: number, end: number, random: Random): Infection {
  const label = Array.from({ length: random.whole(5, 9) }, () => random.pick([...'abcdefghkmnoprstuwy'])).join('')
  const dynamic = `${label}.${random.pick(['ddo.jp', 'mydns.jp', 'hopto.org', 'duckdns.org', 'kozow.com', 'mooo.com'])}`
  const own = `${random.pick(['cdn', 'api', 'news', 'img'])}.${label}-${random.pick(['service', 'news', 'media'])}.${random.pick(['com', 'net', 'info'])}`
  const name = behaviour.startsWith('dyndns') ? dynamic : own
  return {
    pc,
    behaviour,
    name,
    address: addressOf(`c2 ${label}`),
    port: random.pick([443, 443, 80, 8080]),
    seconds: random.pick([60, 180, 300, 600, 900]),
    jitter: random.between(0, 0.4),
    bytes: random.whole(200, 900),
    officeHours: random.next() < 0.4,
    start: start + (end - start) * random.between(0.2, 0.4),
    end,
  }
}

/** The infection's contacts of one day. */
export function* contacts(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  const through = one.behaviour.endsWith('proxy')
  for (
    let time = Math.max(one.start, from);
    time < Math.min(one.end, to);
    time += one.seconds * (1 + one.jitter * random.between(-1, 1))
  ) {
    const hour = (((time / 3600 + 9) % 24) + 24) % 24
    if (one.officeHours && (hour < 9 || hour > 18)) continue
    const received = Math.round(one.bytes * random.between(0.9, 1.1))
    if (one.behaviour === 'dyndns-direct')
      yield { kind: 'dns', time: time - 0.2, client: one.pc.address, name: one.name, addresses: [one.address] }
    if (through) {
      yield {
        kind: 'web',
        time,
        client: one.pc.address,
        method: 'CONNECT',
        url: `${one.name}:443`,
        name: one.name,
        peer: one.address,
        status: 200,
        bytes: received + 3000,
        sent: 500,
        ms: random.whole(80, 400),
        type: '-',
      }
    } else {
      yield {
        kind: 'direct',
        time,
        client: one.pc.address,
        pc: one.pc.name,
        address: one.address,
        port: one.port,
        udp: false,
        sent: received,
        received: received + 200,
        seconds: random.whole(1, 3),
        denied: false,
      }
    }
  }
}
