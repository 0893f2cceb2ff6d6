/**
 * Many messages → their rows, in the order in which they stand, by threads: reading one takes a third of a millisecond, opening its
 * attachments more, and all that is to be done with the result is to send it. A few messages are read here: a thread takes as long to
 * start as some hundred of them.
 */
import { availableParallelism } from 'node:os'
import { type Answered, alike, type Crew, textsAndFiles } from './reading-crew.ts'
import type { EncodedRows, ToRead } from './to-read.ts'

/** bytes of mail from which on a thread pays: it reads while the rows are sent, and while what judges them is loaded */
const MANY = 2_000_000
/** and from which on two do, one for texts and one for files */
const TWO = 6_000_000
/** and from which on as many as there are cores: each learns anew which of its code is worth compiling, and the engine needs a core meanwhile */
const SEVERAL = 64_000_000
/** and from which on a thread less is worth the 100 MB that each takes */
const OF_YEARS = 256_000_000
const MOST_THREADS = 4
/** of a package that one thread gets */
const PACKAGE_MESSAGES = 50
const PACKAGE_BYTES = 2_000_000
/** packages under way for each thread: one that is read, one that waits */
const AHEAD = 2

/** A message's rows, or why there are none. */
export type Read = { rows: EncodedRows } | { error: unknown }

export interface Reading {
  /** `done` gets its rows, after those of all messages given before */
  read(message: ToRead, done: (read: Read) => Promise<void>): Promise<void>
  /** `done` is called after all messages given before are done */
  after(done: () => Promise<void>): Promise<void>
  /** all that was given is done */
  finish(): Promise<void>
  close(): Promise<void>
}

/** `bytes`: of all messages that will be read, about. */
export function reading(bytes: number): Reading {
  const cores = availableParallelism()
  if (bytes < MANY || cores < 2) return readHere()
  if (bytes < TWO) return readInThreads(alike(1))
  if (bytes < SEVERAL) return readInThreads(textsAndFiles())
  // over a mailbox of years one core is left to the engine, which stores meanwhile: memory counts more there than a minute
  return readInThreads(alike(Math.min(MOST_THREADS, cores - (bytes > OF_YEARS ? 1 : 0))))
}

function readHere(): Reading {
  const reader = import('./encoded-rows.ts')
  return {
    async read(message, done) {
      const { encodedRows } = await reader
      const read = await encodedRows(message).then(
        (rows): Read => ({ rows }),
        (error: unknown): Read => ({ error }),
      )
      await done(read)
    },
    after: async (done) => await done(),
    finish: async () => {},
    close: async () => {},
  }
}

/** What is done one after the other: with a message's rows, or after the messages before it. */
type Done = { rows: (read: Read) => Promise<void> } | { after: () => Promise<void> }

function readInThreads(crew: Crew): Reading {
  let messages: ToRead[] = []
  let waiting: Done[] = []
  let size = 0
  let told: Promise<void> = Promise.resolve()
  const underWay = new Set<Promise<void>>()

  const send = () => {
    const answer = messages.length > 0 ? crew.read(messages) : Promise.resolve([])
    told = tell(waiting, answer, told)
    messages = []
    waiting = []
    size = 0
    const running = told.finally(() => underWay.delete(running))
    running.catch(() => {}) // thrown where it is awaited
    underWay.add(running)
  }
  const add = async (done: Done) => {
    waiting.push(done)
    if (waiting.length < PACKAGE_MESSAGES && size < PACKAGE_BYTES) return
    send()
    if (underWay.size >= crew.threads * AHEAD) await Promise.race(underWay)
  }
  return {
    async read(message, done) {
      messages.push(message)
      size += message.raw.bytes.length
      await add({ rows: done })
    },
    after: (done) => add({ after: done }),
    async finish() {
      send()
      await told
    },
    close: () => crew.close(),
  }
}

async function tell(all: Done[], answer: Promise<Answered>, before: Promise<void>): Promise<void> {
  const answers = await answer
  await before
  let next = 0
  for (const done of all) {
    if ('after' in done) await done.after()
    else await done.rows(readOf(answers[next++]))
  }
}

const readOf = (answer: Answered[number] | undefined): Read =>
  answer && 'rows' in answer ? { rows: answer } : { error: new Error(answer?.error ?? 'it was not read') }
