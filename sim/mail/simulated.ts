/** The mail of a simulated organisation beside its logs: how the attacks of the logs came in, among all the rest. */
import { type Attack, type Behaviour, placesOf } from '../attack.ts'
import { connect, type SimEvent } from '../event.ts'
import type { Pc } from '../organisation.ts'
import { addressOf, Random } from '../random.ts'
import { mailSet } from './mail-set.ts'
import { type MailTruth, writeMails } from './write.ts'

const DAY = 86_400
/** behaviours whose place answers from the first day, by its name, through the proxy */
const BY_NAME: Behaviour[] = ['dyndns-proxy', 'own-domain-proxy', 'paas-proxy', 'sweep', 'tunnel']

export interface SimulatedMail {
  truth: MailTruth[]
  /** who signs in to the proxy, by PC's address; half of the organisations have no such thing */
  users: Map<string, string> | undefined
  /** what opening the mails leaves in the logs before the infection's own traffic */
  opened: SimEvent[]
}

export function mailOf(
  options: { seed: number; out: string; attack: boolean },
  people: Pc[],
  infections: Attack[],
  first: number,
  last: number,
): SimulatedMail {
  const random = new Random(options.seed * 15485863 + 5)
  const victims = infections.filter((one) => people.includes(one.pc)) // a gateway reads no mail
  const entries = victims.map((one) => ({
    pc: one.pc,
    time: Math.floor(one.start - random.whole(4, 45) * 60),
    place: one.behaviour === 'trusted' ? one.address : (placesOf(one)[0] ?? one.address),
  }))
  const { world, mails } = mailSet({
    seed: options.seed,
    people,
    from: first - 28 * DAY,
    to: last,
    ordinary: Math.min(2000, people.length * 8),
    attacks: options.attack,
    entries,
  })
  const users = world.own.staff.map((one) => [one.pc?.address ?? '', one.address.replace(/@.*/, '')] as const)
  return {
    truth: writeMails(mails, options.out),
    users: options.seed % 2 === 1 ? new Map(users) : undefined,
    // the program that was opened fetches its next part by name through the proxy
    opened: victims
      .filter((one) => BY_NAME.includes(one.behaviour))
      .map((one) =>
        connect(one.start - 20, one.pc.address, one.name, addressOf(one.name), {
          bytes: 182_000,
          agent: 'Mozilla/5.0',
        }),
      ),
  }
}
