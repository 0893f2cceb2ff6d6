/** Spread inside: sweeps, fast and slow, from a PC, from the VPN's pool, from the domain controller. */
import { direct, type SimEvent } from '../event.ts'
import { calls, type Infection, type Play } from '../infection.ts'
import { SERVERS } from '../organisation.ts'
import type { Random } from '../random.ts'
import { proxied } from './c2.ts'

/** C2 by an own domain, and on the second day a sweep of file sharing or remote desktop, fast or a few hosts an hour. */
export const sweep: Play = function* (one, from, to, random) {
  yield* proxied({ ...one, officeHours: false }, from, to, random)
  yield* tried(one, from, to, random, one.bytes % 3 === 0 ? 900 : 4, 0.1)
}

/** A few hosts an hour, for days. */
export const slowSweep: Play = function* (one, from, to, random) {
  yield* proxied({ ...one, officeHours: false }, from, to, random)
  yield* tried(one, from, to, random, 1200 + one.bytes * 3, 0.15)
}

/** Somebody with a stolen account: an address of the VPN's pool that no PC ever had. */
export const vpnLateral: Play = function* (one, from, to, random) {
  yield* tried(one, from, to, random, 45, 0.4)
  for (const time of calls({ ...one, seconds: 1800, officeHours: false }, from, to, random))
    yield direct(time, one.pc.address, '', SERVERS.files, {
      port: 445,
      sent: 90_000,
      received: 4_000_000,
      seconds: 300,
    })
}

/** A task that the domain controller hands to every PC at night. */
export const controllerTask: Play = function* (one, from, to, random) {
  for (const port of [135, 445]) yield* tried({ ...one, bytes: port === 445 ? 0 : 1 }, from, to, random, 3, 0.9, port)
}

function* tried(
  one: Infection,
  from: number,
  to: number,
  random: Random,
  pace: number,
  open: number,
  port = one.bytes % 2 === 0 ? 445 : 3389,
): Generator<SimEvent> {
  const begin = one.start + 86_400
  for (const [i, address] of one.targets.entries()) {
    const time = begin + i * pace
    if (time < from || time >= to || address === one.pc.address) continue
    const opened = random.next() < open
    yield direct(time, one.pc.address, one.pc.name, address, {
      port,
      sent: opened ? 900 : 60,
      received: opened ? 700 : 0,
      denied: !opened,
    })
  }
}
