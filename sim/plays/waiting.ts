/** Waiting and hiding in names: sleepers, machine-made names, a tunnel in look-ups. */
import { connect, direct, lookUp } from '../event.ts'
import { calls, dayOf, hourOf, type Infection, type Play, toolOf } from '../infection.ts'
import { addressOf, Random } from '../random.ts'

/** The hour in which the attacker works: once, on the second day of the infection, in the afternoon. */
function awake(one: Infection, time: number): boolean {
  const since = time - one.start
  return since > 86_400 && since < 2 * 86_400 && hourOf(time) >= 14 && hourOf(time) < 15
}

export const sleeperDirect: Play = function* (one, from, to, random) {
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

export const sleeperProxied: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, seconds: one.seconds * 4 }, from, to, random))
    yield connect(time, one.pc.address, one.name, '', {
      status: 503,
      bytes: 3800,
      sent: 400,
      ms: 12,
      agent: toolOf(one),
    })
}

/** Windows asks every resolver, for A and AAAA, and tries each search suffix. */
export const sleeperSuffixes: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, seconds: one.seconds * 4, officeHours: false }, from, to, random)) {
    for (const [i, type] of ['A', 'AAAA', 'A'].entries()) yield lookUp(time + i, one.pc.address, one.name, [], { type })
    for (const [i, suffix] of ['kaisha.local', 'kaisha.co.jp'].entries())
      yield lookUp(time + 4 + i, one.pc.address, `${one.name}.${suffix}`, [])
  }
}

/** Some sixty names a day, tried every few seconds from nine on, of which one is registered. */
export const dga: Play = function* (one, from, to, random) {
  const { tried, met } = namesOfDay(one, from)
  const begin = Math.max(from, startOfDay(from) + 9 * 3600 + one.bytes)
  for (const [i, name] of tried.entries()) {
    const time = begin + i * (2 + (one.bytes % 40))
    if (time < to) yield lookUp(time, one.pc.address, name, [])
  }
  for (const time of calls({ ...one, officeHours: false }, Math.min(to, begin + 3600), to, random)) {
    yield lookUp(time - 0.2, one.pc.address, met, [one.address])
    yield direct(time, one.pc.address, one.pc.name, one.address, { port: one.port, sent: one.bytes })
  }
}

export const dgaProxied: Play = function* (one, from, to, random) {
  const { tried, met } = namesOfDay(one, from)
  const begin = Math.max(from, startOfDay(from) + 9 * 3600 + one.bytes)
  const dead = { status: 503, bytes: 3800, sent: 400, ms: 12, agent: toolOf(one) }
  for (const [i, name] of tried.entries()) {
    const time = begin + i * (2 + (one.bytes % 40))
    if (time < to) yield connect(time, one.pc.address, name, '', dead)
  }
  for (const time of calls({ ...one, officeHours: false }, Math.min(to, begin + 3600), to, random))
    yield connect(time, one.pc.address, met, one.address, { bytes: 3000 + one.bytes, sent: 500, agent: toolOf(one) })
}

const startOfDay = (time: number) => dayOf(time) * 86_400 - 9 * 3600

/** The registered name is that of the whole campaign; the tried ones change with the day. */
export const dgaName = (one: Infection) => made(new Random(one.bytes * 31 + one.port), one)

function namesOfDay(one: Infection, time: number): { tried: string[]; met: string } {
  const random = new Random(dayOf(time) * 65_537 + one.bytes)
  return { tried: Array.from({ length: random.whole(25, 90) }, () => made(random, one)), met: dgaName(one) }
}

function made(random: Random, one: Infection): string {
  const letters = one.bytes % 3 === 0 ? 'abcdefghijklmnopqrstuvwxyz0123456789' : 'abcdefghijklmnopqrstuvwxyz'
  const label = Array.from({ length: random.whole(9, 18) }, () => random.pick([...letters])).join('')
  return `${random.pick([...'abcdefghijklmnopqrstuvwxyz'])}${label}.${random.pick(['com', 'net', 'info', 'biz', 'org'])}`
}

/** An order or a piece of a file in every name: base 32 or hexadecimal, TXT, NULL, CNAME or plain addresses. */
export const dnsTunnel: Play = function* (one, from, to, random) {
  const digits = one.bytes % 2 === 0 ? 'abcdefghijklmnopqrstuvwxyz234567' : '0123456789abcdef'
  const type = ['TXT', 'TXT', 'CNAME', 'A', 'AAAA'][one.bytes % 5] as string
  const piece = (length: number) => Array.from({ length }, () => random.pick([...digits])).join('')
  const domain = tunnelName(one)
  for (const time of calls(one, from, to, random))
    for (let i = 0; i < random.whole(1, 6); i++) {
      const name = [piece(random.whole(24, 60)), ...(random.next() < 0.5 ? [piece(random.whole(10, 50))] : []), domain]
      yield lookUp(time + i * 0.4, one.pc.address, name.join('.'), type === 'A' ? [addressOf(one.label, i)] : [], {
        type,
        exists: true,
        data: type === 'TXT' ? [piece(40)] : type === 'CNAME' ? [`${piece(30)}.${domain}`] : [],
      })
    }
}
/** The same past every DNS server of the organisation: the firewall alone sees it, as connections to port 53. */
export const dnsDirect: Play = function* (one, from, to, random) {
  for (const time of calls(one, from, to, random))
    for (let i = 0; i < random.whole(1, 6); i++)
      yield direct(time + i * 0.4, one.pc.address, one.pc.name, one.address, {
        port: 53,
        udp: true,
        sent: random.whole(110, 260),
        received: random.whole(120, 400),
        seconds: 1,
      })
}

export const tunnelName = (one: Infection) => `${one.label}-dns.com`
