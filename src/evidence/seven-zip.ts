/**
 * Everything that 7-Zip opens, in memory: 7z, RAR 4 and 5, LZH, CAB, ARJ, disk images. One thread and one instance serve the process (it starts
 * in 0.1 s, a small archive takes milliseconds); a thread that does not answer in time is ended and a new one started.
 */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Job, JobResult } from './seven-zip-worker.ts'

/**
 * V8 turns a WebAssembly access out of bounds into an exception by catching SIGSEGV. The embedded engine puts its own handler in the place of V8's:
 * a damaged archive that leads 7-Zip astray would end the whole scan. Explicit checks need no signal;
 * they have to be asked for before 7-Zip is first compiled.
 */
setFlagsFromString('--wasm-enforce-bounds-checks')

interface Thread {
  worker: Worker
  /** the one job that runs */
  finish: (result: JobResult | 'time') => void
}

let thread: Thread | null = null
let last: Promise<unknown> = Promise.resolve()
let jobs = 0

type Request = Omit<Job, 'id'> & { milliseconds: number }

/** One job at a time; its time counts from when it runs. */
export function askSevenZip(request: Request): Promise<JobResult | 'time'> {
  const answer = last.then(() => run(request))
  last = answer
  return answer
}

function run({ milliseconds, ...job }: Request): Promise<JobResult | 'time'> {
  const running = thread ?? start()
  thread = running
  running.worker.ref()
  return new Promise((resolve) => {
    const timer = setTimeout(() => drop(running), Math.max(MIN_TIME, milliseconds))
    running.finish = (result) => {
      clearTimeout(timer)
      running.worker.unref()
      resolve(result)
    }
    running.worker.postMessage({ ...job, id: ++jobs })
  })
}

/** what a start takes on a busy machine */
const MIN_TIME = 2_000

function start(): Thread {
  const worker = new Worker(new URL('./seven-zip-worker.ts', import.meta.url))
  const started: Thread = { worker, finish: () => {} }
  worker.on('message', (result: JobResult) => started.finish(result))
  worker.on('error', () => drop(started))
  return started
}

function drop(broken: Thread): void {
  if (thread === broken) thread = null
  void broken.worker.terminate()
  broken.finish('time')
}
