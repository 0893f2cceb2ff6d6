/** Orders from outside: by the proxy, past it, by name, by address. */
import { BROWSER, connect, direct, lookUp, type SimEvent } from '../event.ts'
import { calls, dayOf, hourOf, type Infection, isOffice, type Play, toolOf } from '../infection.ts'
import { sixOf } from '../organisation.ts'
import { address6Of, addressOf, type Random } from '../random.ts'

export const proxied: Play = function* (one, from, to, random) {
  for (const time of calls(one, from, to, random)) yield request(one, time, one.name, one.address, random)
}

const request = (one: Infection, time: number, name: string, address: string, random: Random) =>
  connect(time, one.pc.address, name, address, {
    bytes: Math.round(one.bytes * random.between(0.9, 1.1)) + 3000,
    sent: 500,
    ms: random.whole(80, 400),
    agent: toolOf(one),
  })

export const bare: Play = function* (one, from, to, random) {
  for (const time of calls(one, from, to, random))
    yield connect(time, one.pc.address, one.address, one.address, {
      bytes: one.bytes + 3000,
      sent: 500,
      agent: toolOf(one),
    })
}

export const bypass: Play = (one, from, to, random) => past(one, from, to, random, false)
export const named: Play = (one, from, to, random) => past(one, from, to, random, true)

function* past(one: Infection, from: number, to: number, random: Random, looks: boolean): Generator<SimEvent> {
  for (const time of calls(one, from, to, random)) {
    if (looks) yield lookUp(time - 0.2, one.pc.address, one.name, [one.address])
    const received = Math.round(one.bytes * random.between(0.9, 1.1))
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: received,
      received: received + 200,
    })
  }
}

/** The PC has an IPv6 address from the line (IPoE), and the proxy carries IPv4 only. */
export const ipv6: Play = function* (one, from, to, random) {
  for (const time of calls(one, from, to, random))
    yield direct(time, sixOf(one.pc), one.pc.name, address6Of(one.label), {
      port: one.port,
      sent: Math.round(one.bytes * random.between(0.9, 1.1)),
      received: one.bytes + 200,
    })
}

/** A first place that gives the second stage within an hour, and is never seen again. */
export const twoStages: Play = function* (one, from, to, random) {
  const first = `www.${one.label.slice(0, 4)}-koumuten.co.jp`
  for (let i = 0; i < 6; i++) {
    const time = one.start + i * random.between(200, 600)
    if (time >= from && time < to) yield request(one, time, first, addressOf(first), random)
  }
  yield* proxied(one, Math.max(from, one.start + 5400), to, random)
}

/** Many read pages that fetch from this CDN; one PC calls it by the clock. */
export const fronted: Play = function* (one, from, to, random) {
  for (const time of calls(one, from, to, random))
    yield connect(time, one.pc.address, FRONT, addressOf(FRONT, random.whole(0, 1)), {
      bytes: one.bytes + 3000,
      sent: 500,
      agent: BROWSER,
    })
}
export const FRONT = 'cdn.haishin-net.com'

/** A page that the attacker put on a small company's site: plain HTTP, answers that look like a page. */
export const japaneseSite: Play = function* (one, from, to, random) {
  const name = japaneseName(one)
  for (const time of calls(one, from, to, random))
    yield connect(time, one.pc.address, name, addressOf(name), {
      method: random.next() < 0.7 ? 'GET' : 'POST',
      url: `http://${name}/wp-includes/images/${one.label}.php`,
      bytes: one.bytes + 300,
      sent: 400,
      agent: one.bytes % 2 === 0 ? BROWSER : toolOf(one),
    })
}
export const japaneseName = (one: Infection) => `www.${one.label.slice(0, 5)}-seisakusho.co.jp`

/** Sleeps of one hour to three days, as long as the logs allow for a dozen calls, with a jitter of 10 to 50 %. */
export const longSleep: Play = function* (one, from, to, random) {
  const hours = [1, 2, 3, 6, 12, 24, 72].filter((length) => length * 3600 * 16 <= one.end - one.start)
  const seconds = (hours[one.bytes % Math.max(1, hours.length)] ?? 1) * 3600
  // the phase runs on over midnight
  const steps = Math.ceil((one.end - one.start) / seconds)
  for (let step = 0; step < steps; step++) {
    const shift = ((one.bytes * 7919 * (step + 3)) % 1000) / 1000 - 0.5
    const time = one.start + seconds * (step + shift * (0.1 + 0.8 * one.jitter))
    if (time >= from && time < to) yield request(one, time, one.name, one.address, random)
  }
}

/** Only while the user is signed in: by day, not at noon, not on days off. */
export const signedIn: Play = function* (one, from, to, random) {
  const works = (time: number) => isOffice(time) && (hourOf(time) < 12 || hourOf(time) >= 13)
  for (const time of calls({ ...one, officeHours: false }, from, to, random))
    if (works(time) && ![2, 3].includes(dayOf(time) % 7)) yield request(one, time, one.name, one.address, random)
}

export const longConnection: Play = function* (one, from, to, random) {
  for (let time = from + random.between(0, 3600); time < to; time += 13 * 3600)
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: 400_000,
      received: 300_000,
      seconds: random.whole(9, 12) * 3600,
    })
}

export const edge: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, officeHours: false }, from, to, random))
    yield direct(time, one.pc.address, '', one.address, { port: one.port, sent: one.bytes * 3 })
}
