/** Data that leaves: parts at night, slices, a drop every ten minutes, a drive with the attacker's account. */
import { connect, direct } from '../event.ts'
import { calls, hourOf, type Infection, type Play, toolOf } from '../infection.ts'
import { addressOf } from '../random.ts'

/** Archive parts at two in the night, on every second day; a call now and then before. */
export const nightUpload: Play = function* (one, from, to, random) {
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

export const drip: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, seconds: 600, officeHours: false }, from, to, random))
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: random.whole(900_000, 1_100_000),
      received: 2000,
    })
}

const MAIL_SERVERS = 60
const mailServer = ({ label }: Infection, nth: number) => addressOf(`mx ${label}`, nth)
export const mailServers = (one: Infection) => Array.from({ length: MAIL_SERVERS }, (_, nth) => mailServer(one, nth))

/** Spam by malware: straight to everybody's mail servers, past the own one, in bursts. What OP25B would stop. */
export const spamBot: Play = function* (one, from, to, random) {
  for (const burst of calls({ ...one, seconds: 3600, jitter: 0.3, officeHours: false }, from, to, random))
    for (let n = random.whole(5, 30), time = burst; n > 0 && time < to; n--, time += random.between(1, 20))
      yield direct(time, one.pc.address, one.pc.name, mailServer(one, random.whole(0, MAIL_SERVERS - 1)), {
        port: 25,
        sent: random.whole(900, 6000),
        received: random.whole(300, 900),
      })
}

/** The same through the proxy, in the C2's own requests. */
export const dripProxied: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, seconds: 600, officeHours: false }, from, to, random))
    yield connect(time, one.pc.address, one.name, one.address, {
      sent: random.whole(900_000, 1_100_000),
      bytes: 2000,
      ms: random.whole(2000, 9000),
      agent: toolOf(one),
    })
}

/** One slice of five megabytes every few hours, after work. */
export const slices: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, seconds: 5400, officeHours: false }, from, to, random)) {
    if (hourOf(time) >= 7 && hourOf(time) < 19) continue
    yield direct(time, one.pc.address, one.pc.name, one.address, {
      port: one.port,
      sent: random.whole(4_800_000, 5_200_000),
      received: 9000,
      seconds: 30,
    })
  }
}

/** A well-known drive: nothing but the amount, the hour and the tool tells it from the user's own. */
export const cloudDrive: Play = function* (one, from, to, random) {
  for (const time of calls({ ...one, seconds: 900, officeHours: false }, from, to, random)) {
    if (hourOf(time) < 20 && hourOf(time) >= 5) continue
    yield connect(time, one.pc.address, one.name, addressOf(one.name), {
      sent: random.whole(8, 30) * 1_000_000,
      bytes: 4000,
      ms: random.whole(9000, 40_000),
      agent: one.bytes % 2 === 0 ? 'rclone/v1.66.0' : toolOf(one),
    })
  }
}
