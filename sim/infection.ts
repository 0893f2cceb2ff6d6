/** One infection, its parameters drawn from the seed, and the times at which it calls. */
import type { SimEvent } from './event.ts'
import type { Pc } from './organisation.ts'
import type { Random } from './random.ts'

export interface Infection {
  pc: Pc
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
  /** what all names and addresses of this attacker are made from */
  label: string
}

export type Play = (one: Infection, from: number, to: number, random: Random) => Generator<SimEvent>

/** Times a call is made: every so often, jittered, perhaps in office hours only. Phases run on over midnight. */
export function* calls(one: Infection, from: number, to: number, random: Random): Generator<number> {
  for (
    let time = from + one.seconds * random.next();
    time < to;
    time += one.seconds * (1 + one.jitter * random.between(-1, 1))
  )
    if (!one.officeHours || isOffice(time)) yield time
}

export const hourOf = (time: number) => (((time / 3600 + 9) % 24) + 24) % 24
export const isOffice = (time: number) => hourOf(time) >= 9 && hourOf(time) <= 18
/** days since 1970 in Japan */
export const dayOf = (time: number) => Math.floor((time + 9 * 3600) / 86_400)

const TOOL_AGENTS = [
  'python-requests/2.32.3',
  'Go-http-client/1.1',
  'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1)',
  'curl/8.5.0',
  '-',
]
export const toolOf = (one: Infection) => TOOL_AGENTS[one.bytes % TOOL_AGENTS.length] ?? '-'
