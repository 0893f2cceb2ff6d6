/** The labelled mail of a simulated organisation: ordinary mail, harmless twins of every trick, and attacks. */
import { type Pc, pcs } from '../organisation.ts'
import { Random } from '../random.ts'
import { JOURNEYS } from './journeys.ts'
import { type LabelledMail, MailSet, officeTime } from './labelled.ts'
import { ORDINARY } from './ordinary.ts'
import { OTHER_ATTACKS, training } from './other-attacks.ts'
import { type Person, type World, worldOf } from './people.ts'
import { type Aim, leak } from './reworked.ts'
import { TAKEN_OVER, type TakenOver } from './taken-over.ts'
import { TARGETED } from './targeted.ts'
import { TWINS } from './twins.ts'

export interface MailSetOptions {
  seed: number
  people?: Pc[]
  /** seconds since 1970; default: four weeks before 5 October 2026, and one week after */
  from?: number
  to?: number
  /** how many plays of ordinary mail; each is one to four messages. Default 150 */
  ordinary?: number
  /** attacks of every kind that nobody fell for. Default true */
  attacks?: boolean
  /** accounts that are taken over. Default: each kind with the attacks */
  takenOver?: readonly TakenOver[]
  /** attacks that somebody fell for: who, when, and where it led */
  entries?: { pc: Pc; time: number; place: string }[]
}

const START = Date.parse('2026-10-05T00:00:00+09:00') / 1000
const DAY = 86_400

export function mailSet(options: MailSetOptions): { world: World; mails: LabelledMail[] } {
  const { seed } = options
  const people = options.people ?? pcs(24, new Random(seed))
  const from = options.from ?? START - 28 * DAY
  const world = worldOf(seed, people, from, options.to ?? START + 7 * DAY)
  const set = new MailSet(world)
  const random = new Random(seed * 69621 + 3)
  const drawn = ORDINARY.flatMap(([share, play]) => Array.from({ length: share }, () => play))
  for (let i = 0; i < (options.ordinary ?? 150); i++) random.pick(drawn)(set, random)
  for (const twin of TWINS) twin(set, random)
  training(set, random)
  const person = (pc: Pc): Person => world.own.staff.find((one) => one.pc === pc) as Person
  for (const [i, entry] of (options.entries ?? []).entries()) {
    const play = TARGETED[(seed * 5 + i * 3) % TARGETED.length]
    play?.(set, { victim: person(entry.pc), time: entry.time, place: entry.place }, random)
  }
  if (options.attacks ?? true) {
    for (const play of TARGETED) play(set, aimed(world, random), random)
    for (const play of OTHER_ATTACKS) play(set, random)
    const victims = [...world.own.staff].sort(() => random.next() - 0.5).slice(0, 3)
    leak(set, victims, world.from + (world.to - world.from) * 0.8, random)
  }
  // what came later has numbers of its own: the mails above are as ever
  const later = new Random(seed * 15487469 + 7)
  for (const twin of JOURNEYS) twin(set, later)
  const all = Object.keys(TAKEN_OVER) as TakenOver[]
  for (const name of options.takenOver ?? ((options.attacks ?? true) ? all : []))
    TAKEN_OVER[name](set, new Random(seed * 15487469 + 11 + all.indexOf(name)))
  set.mails.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  return { world, mails: set.mails }
}

/** In the later half: there is a past to know people from. */
function aimed(world: World, random: Random): Aim {
  const later = { ...world, from: world.from + (world.to - world.from) * 0.6 }
  const label = Array.from({ length: 7 }, () => random.pick([...'abcdefghkmnoprstuwy'])).join('')
  return {
    victim: random.pick(world.own.staff),
    time: officeTime(later, random),
    place: `${random.pick(['cdn', 'docs', 'files', 'share'])}.${label}-${random.pick(['storage', 'service', 'cloud'])}.${random.pick(['com', 'net', 'info'])}`,
  }
}
