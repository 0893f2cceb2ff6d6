/** The shape of `visibility` in findings.json: per question, host or mailbox, and hour, what the logs could have told. */

/** seen: a log that would tell was writing · partly: it tells only a part · blind: none was writing */
export type State = 'seen' | 'partly' | 'blind'

export type Why =
  | 'seen'
  /** there is no such log at all */
  | 'no-log'
  /** it has nothing of what is permitted */
  | 'denied-only'
  /** it sees the clients as one or two addresses */
  | 'hidden'
  /** it begins later, or ended before */
  | 'before'
  | 'after'
  /** it is silent where it usually has records */
  | 'gap'
  /** of several devices one or some are silent */
  | 'one-silent'
  /** a DNS log without answers */
  | 'no-answers'
  /** a log of submission only: who reads is not in it */
  | 'only-sending'
  /** the host's browser asks for names in an encrypted channel */
  | 'encrypted'

export type AskedAbout = 'requests' | 'direct' | 'lookups' | 'sign-ins'

export interface VisibleRun {
  /** ISO hours, UTC; `to` is not part of it */
  from: string
  to: string
  state: State
  why: Why
  /** the devices that were silent or don't tell all */
  sources: string[]
}

export interface VisibleAnswers {
  question: AskedAbout
  /** hours; of hosts: those in which any log shows them, summed over all of the row */
  hours: Record<State, number>
  runs: VisibleRun[]
}

/** One accused host, or others that the same devices show. */
export interface VisibleRow {
  /** hosts, or mailboxes */
  of: string[]
  answers: VisibleAnswers[]
}

export interface VisibleHours {
  first: string
  last: string
  /** in the report's language: what is asked, what its blind hours limit, what would show it */
  questions: { question: AskedAbout; name: string; limits: string; to_see: string }[]
  /** accused hosts, then those not visible, then the others */
  hosts: VisibleRow[]
  mailboxes: VisibleRow[]
}
