/**
 * A thread for code that hostile content may keep busy for ever: one job at a time, and a thread that does not answer in time is ended and a
 * new one started. It starts with the first job and lets the process end.
 */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

/**
 * V8 turns a WebAssembly access out of bounds into an exception by catching SIGSEGV. The embedded engine puts its own handler in the place of V8's:
 * a damaged archive that leads 7-Zip astray, or a PDF that leads PDFium, would end the whole scan. Explicit checks need no signal;
 * they have to be asked for before WebAssembly is first compiled.
 */
setFlagsFromString('--wasm-enforce-bounds-checks')

interface Thread<Result> {
  worker: Worker
  /** the one job that runs */
  finish: (result: Result | 'time') => void
}

/** what a start takes on a busy machine */
const MIN_TIME = 2_000

/** `script` answers each message with one. The time of a job counts from when it runs. */
export function boundedThread<Job, Result>(script: URL): (job: Job, milliseconds: number) => Promise<Result | 'time'> {
  let thread: Thread<Result> | null = null
  let last: Promise<unknown> = Promise.resolve()

  const drop = (broken: Thread<Result>) => {
    if (thread === broken) thread = null
    void broken.worker.terminate()
    broken.finish('time')
  }
  const start = (): Thread<Result> => {
    const started: Thread<Result> = { worker: new Worker(script), finish: () => {} }
    started.worker.on('message', (result: Result) => started.finish(result))
    started.worker.on('error', () => drop(started))
    return started
  }
  const run = (job: Job, milliseconds: number): Promise<Result | 'time'> => {
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
      running.worker.postMessage(job)
    })
  }
  return (job, milliseconds) => {
    const answer = last.then(() => run(job, milliseconds))
    last = answer
    return answer
  }
}
