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
  /** the least that the account must be called; '' where no account is abused */
  verdict: 'abused' | 'suspected' | ''
  /** days of quiet that the sign needs before it accuses */
  quiet?: number
  /** the abused account and its computer, where they are not the victim's own */
  whose?: (one: Abuse) => { account: string; host: string }
  play: (one: Abuse) => Generator<AccountEvent>
}
