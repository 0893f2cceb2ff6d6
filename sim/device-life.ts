/** Devices and scheduled servers that call, send and scan by the clock. */
import { connect, direct, lookUp } from './event.ts'
import { every, HOUR, type LookAlike, one, some, workday } from './office.ts'
import { SERVERS } from './organisation.ts'
import { addressOf } from './random.ts'

const SIGNAGE = '192.168.1.70'
const RECORDER = '192.168.1.80'
const SCANNER = '192.168.1.47'

const signage: LookAlike = function* (office, random) {
  const name = 'haishin.keiji-signage.co.jp'
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 300, random)) {
    yield lookUp(time - 0.5, SIGNAGE, name, [addressOf(name)])
    yield direct(time, SIGNAGE, '', addressOf(name), { sent: 700, received: 900 })
  }
}

/** The cameras' recorder keeps a copy in its maker's cloud, day and night. */
const recorder: LookAlike = function* (office, random) {
  const name = 'rec.kanshi-camera.co.jp'
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 600, random)) {
    yield lookUp(time - 0.5, RECORDER, name, [addressOf(name)])
    yield direct(time, RECORDER, '', addressOf(name), {
      sent: random.whole(2, 6) * 1_000_000,
      received: 9000,
      seconds: 60,
    })
  }
}

/** The vulnerability scanner's nightly round, in some organisations: mostly refused. */
const scanner: LookAlike = function* (office) {
  if (office.seed % 2 === 0) return
  for (const [i, pc] of office.people.slice(0, 150).entries())
    for (const [k, port] of [445, 3389, 22, 135].entries()) {
      const open = port === 135 && i % 3 === 0
      yield direct(office.midnight + 23 * HOUR + i * 8 + k, SCANNER, '', pc.address, {
        port,
        sent: 60,
        received: open ? 60 : 0,
        denied: !open,
      })
    }
}

/** PCs that share updates with each other. */
const sharing: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.3, 40))
    for (let i = 0; i < 25; i++) {
      const peer = random.pick(office.people)
      if (peer.address !== pc.address)
        yield direct(office.midnight + random.between(9, 17) * HOUR, pc.address, pc.name, peer.address, {
          port: 7680,
          received: random.next() < 0.5 ? 0 : 900_000,
        })
    }
}

/** Security products: a known one, and one that no list knows, on most PCs; an old business program on one, since ever. */
const products: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const [name, share, seconds] of [
    ['ts01-b.cloudsink.net', 0.9, 600],
    ['kanri.edr-kanshi.co.jp', 0.6, 420],
    ['www.msftconnecttest.com', 1, 7200],
  ] as const)
    for (const pc of some(office, share, 41))
      for (const time of every(...workday(office, random), seconds, random, 0.05))
        yield connect(time, pc.address, name, addressOf(name), { bytes: 900, sent: 700 })
  const old = one(office, 42)
  for (const time of every(...workday(office, random), 900, random))
    yield connect(time, old.address, 'koushin.kyuyo-soft.co.jp', addressOf('kyuyo'), { bytes: 700, sent: 400 })
}

/** Network time by built-in addresses; QUIC past the proxy, some of it refused. */
const clocks: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.2, 43)) {
    for (const time of every(...workday(office, random), 4000, random))
      yield direct(time, pc.address, pc.name, addressOf('built-in time', random.whole(0, 2)), {
        port: 123,
        udp: true,
        sent: 76,
        received: 76,
      })
    for (const time of every(...workday(office, random), 1500, random, 0.6))
      yield direct(time, pc.address, pc.name, addressOf('quic', random.whole(0, 40)), {
        udp: true,
        denied: true,
        sent: 1250,
        received: 0,
      })
  }
}

/** The monitoring server's own reports. */
const reports: LookAlike = function* (office, random) {
  const name = 'portal.hoshu-kaisha.co.jp'
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 1800, random)) {
    yield lookUp(time - 1, SERVERS.monitor, name, [addressOf(name)])
    yield direct(time, SERVERS.monitor, '', addressOf(name), { sent: 4000, received: 900 })
  }
}

export const DEVICES: LookAlike[] = [signage, recorder, scanner, sharing, products, clocks, reports]
