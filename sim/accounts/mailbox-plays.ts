/** Whoever has a password reads the mailbox: again and again, or once and never again; with parameters drawn from the seed. */
import type { Random } from '../random.ts'
import { signIn } from './account-event.ts'
import { sizeOf, whatIsNew, wholeMailbox } from './mailbox.ts'
import { ABROAD, addressIn, anyIn, HOMES, SERVERS_ABROAD } from './network.ts'
import type { Abuse, Play } from './play.ts'

const HOUR = 3600

/** The first try only looks; then everything, in one session or many. */
function* everything({ victim, random }: Abuse, time: number, from: () => string, messages: number) {
  const service = random.next() < 0.8 ? ('imap' as const) : ('pop3' as const)
  const pass = { service, user: victim.mail, from, random, messages, speed: random.between(2e5, 8e6) }
  yield signIn(time, service, victim.mail, from(), { read: whatIsNew(0, random) })
  return yield* wholeMailbox(time + random.between(20, 900), {
    ...pass,
    part: random.next() < 0.3 ? messages : random.whole(100, 3000),
  })
}

/** One rented server, neighbours of it, somebody's line abroad or at home, or strangers' homes in turn. */
function placeOf(random: Random): () => string {
  const [server, abroad, home] = [random.pick(SERVERS_ABROAD), anyIn(ABROAD, random), anyIn(HOMES, random)]
  const [range, lines] = [addressIn(server, random).split('.').slice(0, 3).join('.'), random.whole(2, 5)]
  const homes = Array.from({ length: lines }, () => anyIn(HOMES, random))
  const fixed = anyIn([server], random)
  return random.pick([() => fixed, () => addressIn(range, random), () => abroad, () => home, () => random.pick(homes)])
}

export const MAILBOX_PLAYS = {
  /** the program keeps nothing: each time it reads all, or the folders that it is told */
  'account-mailbox': {
    expected: ['mailbox-download'],
    verdict: 'suspected',
    begins: [0.35, 0.5],
    *play(one) {
      const { start, end, random } = one
      const [from, size, pause] = [placeOf(random), sizeOf(random), 2 ** random.between(1.5, 5) * HOUR]
      const growing = random.next() < 0.5 // or another part each time
      for (let time = start; time < end; time += pause * random.between(0.7, 1.3))
        time = yield* everything(one, time, from, growing ? size : Math.ceil(size * random.between(0.1, 0.6)))
    },
  },
  /** everything once from rented servers or from abroad, and perhaps what is new for some days */
  'account-mailbox-once': {
    expected: ['login-from-new-network'],
    verdict: 'suspected',
    *play(one) {
      const { victim, start, end, random } = one
      const address = anyIn(random.next() < 0.7 ? SERVERS_ABROAD : ABROAD, random)
      let time = yield* everything(one, start, () => address, sizeOf(random))
      for (let n = random.pick([0, 0, random.whole(3, 30)]); n > 0 && time < end; n--) {
        time += random.between(2, 14) * HOUR
        yield signIn(time, 'imap', victim.mail, address, { read: whatIsNew(random.whole(0, 12), random) })
      }
    },
  },
  /** the same once from a line of the own country: no log tells it from the owner's new device */
  'account-mailbox-home': {
    expected: [],
    verdict: 'not-visible',
    *play(one) {
      const address = anyIn(HOMES, one.random)
      yield* everything(one, one.start, () => address, sizeOf(one.random))
    },
  },
} as const satisfies Record<string, Play>
