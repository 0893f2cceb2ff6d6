/** How much of a mailbox a session reads: what is new, or all of it, part by part. */
import { Random } from '../random.ts'
import { type AccountEvent, type Read, type SignIn, signIn } from './account-event.ts'

const TYPICAL = 55_000 // bytes a message

const read = (messages: number, random: Random, speed: number): Read => {
  const bytes = Math.round(messages * TYPICAL * random.between(0.5, 1.8))
  return { messages, bytes, seconds: 4 + bytes / speed }
}

/** A look for what is new, drawn for each session; a few read weeks of it. */
export function readOf(serial: number): Read {
  const random = new Random(serial * 2654435761 + 5)
  return read(Math.floor(random.heavy(1.5)), random, random.between(2e5, 4e6))
}

/** Messages of a mailbox that is some months or many years old. */
export const sizeOf = (random: Random) => Math.round(600 * 2 ** random.between(0, 6))

export interface Pass {
  service: SignIn['service']
  user: string
  /** of each session */
  from: () => string
  messages: number
  /** messages that a session reads before the program opens the next */
  part: number
  /** bytes a second */
  speed: number
  random: Random
}

/** From a time on everything once, session after session; returns when it was over. */
export function* wholeMailbox(start: number, pass: Pass): Generator<AccountEvent, number> {
  let time = start
  for (let left = pass.messages; left > 0; left -= pass.part) {
    const part = read(Math.min(left, pass.part), pass.random, pass.speed)
    yield signIn(time, pass.service, pass.user, pass.from(), { read: part })
    time += part.seconds + pass.random.between(1, 60)
  }
  return time
}

/** What came since the last time. */
export const whatIsNew = (messages: number, random: Random): Read => read(messages, random, 2e6)
