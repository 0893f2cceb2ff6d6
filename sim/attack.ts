/** What infected PCs and devices do: each behaviour of the field, with parameters drawn from the seed. */
import { connect, direct, lookUp, type SimEvent } from './event.ts'
import { type Pc, ROUTER } from './organisation.ts'
import { addressOf, type Random } from './random.ts'

/** One infection; its parameters vary with the seed. */
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
  /** hosts that a sweep tries */
  targets: string[]
}

interface Play {
  /** detectors that must speak; the first tells the behaviour apart from others */
  expected: string[]
  /** the verdict that the logs at hand allow */
  verdict: 'infected' | 'suspected'
  /** a name instead of an own domain */
  names?: string[]
  play(one: Infection, from: number, to: number, random: Random): Generator<SimEvent>
}

const TOOL_AGENTS = [
  'python-requests/2.32.3',
  'Go-http-client/1.1',
  'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1)',
  'curl/8.5.0',
  '-',
]

export const PLAYS = {
  'bypass-beacon': {
    expected: ['proxy-bypass', 'unresolved-destination', 'beacon'],
    verdict: 'infected',
    play: bypass,
  },
  'dyndns-proxy': {
    expected: ['dynamic-dns', 'beacon'],
    verdict: 'infected',
    names: ['ddo.jp', 'mydns.jp', 'hopto.org', 'duckdns.org', 'kozow.com', 'mooo.com'],
    play: proxied,
  },
  'dyndns-direct': {
    expected: ['dynamic-dns', 'proxy-bypass', 'beacon'],
    verdict: 'infected',
    names: ['ddo.jp', 'dip.jp', 'zapto.org', 'ddns.net', 'dynv6.net'],
    play: bypass,
  },
  'own-domain-proxy': { expected: ['beacon'], verdict: 'suspected', play: proxied },
  'direct-ip-proxy': { expected: ['direct-ip', 'beacon'], verdict: 'infected', play: bare },
  'paas-proxy': {
    expected: ['paas-destination', 'beacon'],
    verdict: 'infected',
    names: ['herokuapp.com', 'azurewebsites.net', 'workers.dev', 'run.app', 'vercel.app', 'appspot.com'],
    play: proxied,
  },
  'sleeper-dns': { expected: ['dns-beacon', 'parked-domain'], verdict: 'infected', play: sleeperDirect },
  'sleeper-proxy': { expected: ['dns-beacon'], verdict: 'suspected', play: sleeperProxied },
  'upload-night': { expected: ['upload-volume', 'proxy-bypass'], verdict: 'infected', play: nightUpload },
  'upload-drip': { expected: ['upload-volume', 'proxy-bypass', 'beacon'], verdict: 'infected', play: drip },
  sweep: { expected: ['internal-scan', 'beacon'], verdict: 'infected', play: sweep },
  'long-c2': { expected: ['long-connection', 'proxy-bypass'], verdict: 'infected', play: longConnection },
  edge: { expected: ['edge-device'], verdict: 'suspected', play: edge },
  tunnel: {
    expected: ['tunnel-service'],
    verdict: 'suspected',
    names: ['ngrok.com', 'argotunnel.com', 'devtunnels.ms', 'trycloudflare.com', 'loca.lt'],
    play: proxied,
  },
  trusted: {
    expected: ['trusted-service'],
    verdict: 'suspected',
    names: [
      'api.telegram.org',
      'content.dropboxapi.com',
      'hooks.slack.com',
      'raw.githubusercontent.com',
      'graph.microsoft.com',
    ],
    play: proxied,
  },
} as const satisfies Record<string, Play>

export type Behaviour = keyof typeof PLAYS
export const BEHAVIOURS = Object.keys(PLAYS) as Behaviour[]
export const playOf = (behaviour: Behaviour): Play => PLAYS[behaviour]

export function infection(
  pc: Pc,
  behaviour: Behaviour,
  start: number,
  end: number,
  people: Pc[],
  random: Random,
): Infection {
  const label = Array.from({ length: random.whole(5, 9) }, () => random.pick([...'abcdefghkmnoprstuwy'])).join('')
  const { names } = playOf(behaviour)
  const own = `${random.pick(['cdn', 'api', 'news', 'img'])}.${label}-${random.pick(['service', 'news', 'media'])}.${random.pick(['com', 'net', 'info'])}`
  const given = names ? random.pick(names) : ''
  return {
    pc: behaviour === 'edge' ? { name: '', address: ROUTER, mac: '', accounting: false } : pc,
    behaviour,
    name: given === '' ? own : behaviour === 'trusted' ? given : `${label}.${given}`,
    address: addressOf(`c2 ${label}`),
    port: random.pick([443, 443, 80, 8080]),
    seconds: random.pick([60, 180, 300, 600, 900]),
    jitter: random.between(0, 0.5),
    bytes: random.whole(200, 900),
    officeHours: random.next() < 0.4,
    start: start + (end - start) * random.between(0.25, 0.4),
    end,
    targets: [...people]
      .sort(() => random.next() - 0.5)
      .slice(0, random.whole(15, 60))
      .map((other) => other.address),
  }
}

/** The infection's events of one day. */
export function* contacts(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  yield* playOf(one.behaviour).play(one, Math.max(one.start, from), Math.min(one.end, to), random)
}

/** Names and addresses by which the attacker's place may appear. */
export function placesOf(one: Infection): string[] {
  const unnamed: Behaviour[] = ['bypass-beacon', 'direct-ip-proxy', 'upload-night', 'upload-drip', 'long-c2', 'edge']
  if (unnamed.includes(one.behaviour)) return [one.address]
  return [one.name, one.address]
}

/** Times a call is made: every so often, jittered, perhaps in office hours only. Phases run on over midnight. */
function* calls(one: Infection, from: number, to: number, random: Random): Generator<number> {
  for (
    let time = from + one.seconds * random.next();
    time < to;
    time += one.seconds * (1 + one.jitter * random.between(-1, 1))
  )
    if (!one.officeHours || isOffice(time)) yield time
}

const hourOf = (time: number) => (((time / 3600 + 9) % 24) + 24) % 24
const isOffice = (time: number) => hourOf(time) >= 9 && hourOf(time) <= 18

const TOOL = (one: Infection) => TOOL_AGENTS[one.bytes % TOOL_AGENTS.length] ?? '-'

function* proxied(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls(one, from, to, random)) {
    const bytes = Math.round(one.bytes * random.between(0.9, 1.1)) + 3000
    yield connect(time, one.pc.address, one.name, one.address, {
      bytes,
      sent: 500,
      ms: random.whole(80, 400),
      agent: TOOL(one),
    })
  }
}

function* bare(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls(one, from, to, random))
    yield connect(time, one.pc.address, one.address, one.address, {
      bytes: one.bytes + 3000,
      sent: 500,
      agent: TOOL(one),
    })
}

function* bypass(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls(one, from, to, random)) {
    if (one.behaviour === 'dyndns-direct') yield lookUp(time - 0.2, one.pc.address, one.name, [one.address])
    const received = Math.round(one.bytes * random.between(0.9, 1.1))
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: received,
      received: received + 200,
    })
  }
}

/** The hour in which the attacker works: once, on the second day of the infection, in the afternoon. */
function awake(one: Infection, time: number): boolean {
  const since = time - one.start
  return since > 86_400 && since < 2 * 86_400 && hourOf(time) >= 14 && hourOf(time) < 15
}

function* sleeperDirect(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  const nowhere = one.bytes % 2 === 0 ? ['127.0.0.1'] : []
  const slow = { ...one, seconds: one.seconds * 4, officeHours: false }
  for (const time of calls(slow, from, to, random)) {
    if (!awake(one, time)) {
      yield lookUp(time, one.pc.address, one.name, nowhere)
      continue
    }
    yield lookUp(time, one.pc.address, one.name, [one.address])
    yield direct(time + 0.3, one.pc.address, one.pc.name, one.address, { port: one.port })
  }
}

function* sleeperProxied(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls({ ...one, seconds: one.seconds * 4 }, from, to, random))
    yield connect(time, one.pc.address, one.name, '', { status: 503, bytes: 3800, sent: 400, ms: 12, agent: TOOL(one) })
}

/** Archive parts at two in the night, on every second day; a call now and then before. */
function* nightUpload(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls({ ...one, seconds: 3600, officeHours: false }, from, to, random))
    yield direct(time, one.pc.address, one.pc.name, one.address, { port: one.port, sent: one.bytes })
  const night = Math.ceil((from + 7 * 3600) / 86_400) * 86_400 - 7 * 3600 // 02:00 in Japan
  if (Math.floor(night / 86_400) % 2 === 0) return
  for (let part = 0, time = night; part < 4 && time < to; part++, time += random.between(200, 400))
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: 50_000_000,
      received: 60_000,
      seconds: 120,
    })
}

function* drip(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls({ ...one, seconds: 600, officeHours: false }, from, to, random))
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: random.whole(900_000, 1_100_000),
      received: 2000,
    })
}

/** C2 by an own domain, and on the second day a sweep of file sharing or remote desktop, fast or a few hosts an hour. */
function* sweep(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  yield* proxied({ ...one, officeHours: false }, from, to, random)
  const begin = one.start + 86_400
  const port = one.bytes % 2 === 0 ? 445 : 3389
  const pace = one.bytes % 3 === 0 ? 900 : 4
  for (const [i, address] of one.targets.entries()) {
    const time = begin + i * pace
    if (time < from || time >= to || address === one.pc.address) continue
    const open = random.next() < 0.1
    yield direct(time, one.pc.address, one.pc.name, address, {
      port,
      sent: open ? 900 : 60,
      received: open ? 700 : 0,
      denied: !open,
    })
  }
}

function* longConnection(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (let time = from + random.between(0, 3600); time < to; time += 13 * 3600)
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: 400_000,
      received: 300_000,
      seconds: random.whole(9, 12) * 3600,
    })
}

function* edge(one: Infection, from: number, to: number, random: Random): Generator<SimEvent> {
  for (const time of calls({ ...one, officeHours: false }, from, to, random))
    yield direct(time, one.pc.address, '', one.address, { port: one.port, sent: one.bytes * 3 })
}
