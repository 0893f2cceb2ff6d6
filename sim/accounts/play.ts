/** What a behaviour is: who is abused, from when on, and what must be said of it. */
import type { Random } from '../random.ts'
import type { AccountEvent } from './account-event.ts'
import type { House } from './house.ts'
import type { Employee } from './staff.ts'

export interface Abuse {
  victim: Employee
  staff: Employee[]
  house: House
  start: number
  end: number
  random: Random
}

export interface Play {
  expected: string[]
  /** the least that the account must be called; '' where no account is abused, not-visible where no log can tell it from its owner */
  verdict: 'abused' | 'suspected' | 'not-visible' | ''
  /** days of quiet that the sign needs before it accuses */
  quiet?: number
  /** when it begins, as shares of the logs' time; default: in the last third */
  begins?: readonly [number, number]
  /** the organisation has an Exchange server, in whose log it is told */
  exchange?: true
  /** the abused account and its computer, where they are not the victim's own */
  whose?: (one: Abuse) => { account: string; host: string }
  play: (one: Abuse) => Generator<AccountEvent>
}
