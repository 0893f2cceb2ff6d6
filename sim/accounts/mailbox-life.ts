/** Whoever reads whole mailboxes and may: a new telephone, a new PC, a house moved into, the administrator's migration, the nightly backup. */
import { Random } from '../random.ts'
import { type AccountEvent, signIn } from './account-event.ts'
import { sizeOf, whatIsNew, wholeMailbox } from './mailbox.ts'
import { addressIn, anyIn, HOMES, SERVERS_HERE } from './network.ts'
import type { Employee } from './staff.ts'

const [HOUR, DAY] = [3600, 86_400]

interface Period {
  first: number
  last: number
  seed: number
}
type Twin = (staff: Employee[], period: Period, random: Random) => Generator<AccountEvent>

export function* mailboxLife(staff: Employee[], { first, last, seed }: Period): Generator<AccountEvent> {
  const random = new Random(seed * 104395301 + 17)
  for (const twin of TWINS) yield* twin(staff, { first, last, seed }, random)
}

const midnights = ({ first, last }: Period) =>
  Array.from({ length: Math.floor((last - first) / DAY) }, (_, i) => first + i * DAY)
const sometime = ({ first, last }: Period, random: Random) => first + (last - first) * random.between(0.2, 0.9)
const protocolOf = ({ protocol }: Employee) => (protocol === 'none' ? 'imap' : protocol)

/** All of it on one or two days, then what is new. */
function* newDevice(who: Employee, from: () => string, start: number, { last }: Period, random: Random) {
  const pass = { service: protocolOf(who), user: who.mail, from, random, speed: random.between(3e5, 6e6) }
  const size = sizeOf(random)
  let time = yield* wholeMailbox(start, { ...pass, messages: size, part: random.whole(150, 3000) })
  for (; time < last; time += random.between(1, 9) * HOUR)
    yield signIn(time, pass.service, who.mail, from(), { read: whatIsNew(random.whole(0, 9), random) })
}

const TWINS: Twin[] = [
  /** at home, where the old one was used too */
  function* newTelephone(staff, period, random) {
    const who = random.pick(staff)
    const carrier = who.mobile.split('.').slice(0, 2).join('.')
    const start = sometime(period, random)
    yield* newDevice(who, () => (random.next() < 0.7 ? who.home : addressIn(carrier, random)), start, period, random)
  },
  /** the office's, or the one for work at home */
  function* newPc(staff, period, random) {
    const who = random.pick(staff)
    yield* newDevice(who, () => (who.remote ? who.home : who.pc.address), sometime(period, random), period, random)
  },
  /** a new PC at a line that the account never used */
  function* movedHouse(staff, period, random) {
    const [who, line] = [random.pick(staff), anyIn(HOMES, random)]
    yield* newDevice(who, () => line, sometime(period, random), period, random)
  },
  /** imapsync copies everybody's mail, night after night what is new, until the day of the change */
  function* migration(staff, period, random) {
    const server = random.next() < 0.5 ? '192.168.1.51' : anyIn(SERVERS_HERE, random)
    const nights = midnights(period).slice(random.whole(3, 6))
    if (random.next() < 0.5) return
    for (const [night, midnight] of nights.slice(0, random.whole(2, 9)).entries()) {
      let time = midnight + random.between(0, 3) * HOUR
      for (const { mail: user } of staff) {
        const messages = night === 0 ? sizeOf(random) : random.whole(0, 60)
        const pass = { service: 'imap' as const, user, from: () => server, random, speed: 8e6 }
        time = yield* wholeMailbox(time, { ...pass, messages, part: Math.max(1, messages) })
      }
    }
  },
  /** every mailbox every night, some products only what is new, and everything at the weekend; from the first day, or bought meanwhile */
  function* backup(staff, period, random) {
    if (random.next() < 0.5) return
    const server = random.next() < 0.5 ? '192.168.1.47' : anyIn(SERVERS_HERE, random)
    const [hour, weekly] = [random.between(0, 4), random.next() < 0.6]
    const begins = random.next() < 0.6 ? 0 : random.whole(2, 6)
    const sizes = staff.map(() => sizeOf(random))
    for (const [night, midnight] of midnights(period).slice(begins).entries()) {
      let time = midnight + hour * HOUR
      for (const [i, { mail: user }] of staff.entries()) {
        const all = night === 0 || !weekly || night % 7 === 0
        const messages = all ? (sizes[i] ?? 0) : random.whole(1, 40)
        const pass = { service: 'imap' as const, user, from: () => server, random, speed: 2e7 }
        time = yield* wholeMailbox(time, { ...pass, messages, part: messages })
      }
    }
  },
]
