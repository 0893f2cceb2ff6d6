/** Threads that read messages, and which of them gets which. */
import { Worker } from 'node:worker_threads'
import type { EncodedRows, ToRead } from './to-read.ts'

/** What a thread gets: the messages one behind the other in one piece of memory, which moves to it. */
export interface Package {
  bytes: ArrayBuffer
  messages: (Omit<ToRead, 'raw'> & { raw: Omit<ToRead['raw'], 'bytes'>; from: number; to: number })[]
}
export type Answered = (EncodedRows | { error: string })[]

export interface Crew {
  read(messages: ToRead[]): Promise<Answered>
  /** that read at the same time, at most */
  threads: number
  close(): Promise<void>
}

/** Each reads whatever comes. */
export function alike(most: number): Crew {
  const all: Thread[] = [start()] // it starts while the first messages are found
  return {
    threads: most,
    read: (messages) => threadFor(all, most).read(packed(messages)),
    close: () => endAll(all),
  }
}

/** The one with least to do; a new one where all are busy. */
function threadFor(all: Thread[], most: number): Thread {
  for (const [i, one] of all.entries()) if (one.broken()) all.splice(i, 1)
  const idlest = all.reduce<Thread | null>((a, b) => (a && a.queued() <= b.queued() ? a : b), null)
  if (idlest && (idlest.queued() === 0 || all.length >= most)) return idlest
  const started = start()
  all.push(started)
  return started
}

/**
 * One reads texts, the other what holds files. Each learns its own half of the code (of some thousand mails, a third of the time goes into
 * making it fast), only one needs the programs that open archives and PDFs, and while it waits for them the other reads on.
 */
export function textsAndFiles(): Crew {
  const all = [start(), start()]
  const some = (own: ToRead[], i: number): Promise<Answered> => {
    if (own.length === 0) return Promise.resolve([])
    const thread = all[i]?.broken() === false ? all[i] : start()
    all[i] = thread
    return thread.read(packed(own))
  }
  return {
    threads: all.length,
    async read(messages) {
      const held = messages.map(holdsFiles)
      const own = (wanted: boolean) => messages.filter((_, i) => held[i] === wanted)
      const [texts, files] = await Promise.all([some(own(false), 0), some(own(true), 1)])
      const [ofTexts, ofFiles] = [texts.values(), files.values()]
      return held.map((holds) => (holds ? ofFiles : ofTexts).next().value ?? { error: 'it was not read' })
    },
    close: () => endAll(all),
  }
}

/** A guess, which only costs time where it is wrong. */
const holdsFiles = ({ raw }: ToRead): boolean => raw.bytes.includes('filename', 0, 'latin1')

function packed(messages: ToRead[]): Package {
  const bytes = new Uint8Array(messages.reduce((sum, { raw }) => sum + raw.bytes.length, 0))
  let at = 0
  return {
    messages: messages.map(({ raw: { bytes: own, ...raw }, ...message }) => {
      bytes.set(own, at)
      const from = at
      at += own.length
      return { ...message, raw, from, to: at }
    }),
    bytes: bytes.buffer,
  }
}

interface Thread {
  read(given: Package): Promise<Answered>
  /** packages that it has not answered */
  queued(): number
  broken(): boolean
  end(): Promise<unknown>
}

/**
 * MB of a thread's newest objects: three times the room that the launcher gives them from the start (kyumei). With less they are collected
 * so often that it shows
 */
const YOUNG = 48

function start(): Thread {
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  })
  const queue: { given: Package; answer: (answered: Answered) => void }[] = []
  let broken = false
  const breaks = (error: string) => {
    broken = true
    // which of a package's messages broke it can't be told
    for (const { given, answer } of queue.splice(0)) answer(given.messages.map(() => ({ error })))
  }
  worker.on('message', (answered: Answered) => queue.shift()?.answer(answered))
  worker.on('error', (error: Error) => breaks(error.message))
  worker.on('exit', () => breaks('the thread that read it ended'))
  return {
    read: (given) =>
      new Promise((answer) => {
        queue.push({ given, answer })
        worker.postMessage(given, [given.bytes])
      }),
    queued: () => queue.length,
    broken: () => broken,
    end: () => worker.terminate(),
  }
}

async function endAll(all: Thread[]): Promise<void> {
  await Promise.all(all.map((one) => one.end()))
}
