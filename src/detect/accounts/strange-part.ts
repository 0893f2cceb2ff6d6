/** What can be strange about a sign-in (strange-sign-in.ts says what each means), and what is known beside it. */
import type { Reason } from '../grade.ts'
import type { Use } from './sign-in-use.ts'

export type Part =
  | 'abroad'
  | 'hosting'
  | 'protocol'
  | 'client'
  | 'device'
  | 'travel'
  | 'second'
  | 'changed'
  | 'guessed'
  | 'sprayed'
  | 'warned'
  | 'asleep'
  | 'night'
  | 'nocturnal'
  | 'machine'
  | 'countries'
  | 'networks'
export type More = ReadonlyMap<
  string,
  {
    changed: string[]
    minutes: number
    beside: number
    guesses: number
    tried: number
    warnings: number
    asleep: number
    nights: number
  }
>

export interface Strange {
  use: Use
  parts: Part[]
  reasons: Reason[]
}
