/** One day of the organisation, as the look-alikes see it, and who of its people does what. */
import type { SimEvent } from './event.ts'
import type { Pc } from './organisation.ts'
import type { Random } from './random.ts'

export const HOUR = 3600

export interface Office {
  midnight: number
  weekend: boolean
  day: number
  people: Pc[]
  seed: number
}

export type LookAlike = (office: Office, random: Random) => Generator<SimEvent>

/** The same hosts on every day: a share of the people, starting at a place that the seed draws. */
export function some({ people, seed }: Office, share: number, salt: number): Pc[] {
  const count = Math.max(1, Math.round(people.length * share))
  const from = (seed * 7 + salt * 13) % people.length
  return Array.from({ length: count }, (_, i) => people[(from + i) % people.length] as Pc)
}

export const one = (office: Office, salt: number): Pc => some(office, 0, salt)[0] as Pc

/** Every so often from a time on, a little unevenly. */
export function* every(from: number, to: number, seconds: number, random: Random, spread = 0.02): Generator<number> {
  for (let time = from + seconds * random.next(); time < to; time += seconds * random.between(1 - spread, 1 + spread))
    yield time
}

export const workday = ({ midnight }: Office, random: Random): [number, number] => [
  midnight + random.between(8.3, 9.2) * HOUR,
  midnight + random.between(17.3, 19.5) * HOUR,
]
