/**
 * Everything that 7-Zip opens: 7z, RAR 4 and 5, LZH, CAB, ARJ, tar, xz, ISO and other disk images, MSI, CHM. One thread and one instance serve the
 * process (it starts in 0.1 s, a small archive takes milliseconds); a thread that does not answer in time is ended and a new one started.
 */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { type Child, late, MAX_FILE, MAX_ITEMS, MAX_UNPACKED, type Opened, type OpenFile } from './opening.ts'
import type { Job, JobResult } from './seven-zip-worker.ts'

/**
 * V8 turns a WebAssembly access out of bounds into an exception by catching SIGSEGV. The embedded engine puts its own handler in the place of V8's:
 * a damaged archive that leads 7-Zip astray would end the whole scan. Explicit checks need no signal;
 * they have to be asked for before 7-Zip is first compiled.
 */
setFlagsFromString('--wasm-enforce-bounds-checks')

/** 7-Zip derives keys slowly on purpose (0.1 s each here). */
const MAX_PASSWORDS = 40

export async function openWithSevenZip(file: OpenFile, format = ''): Promise<Opened> {
  if (late(file.budget)) return { unreadable: 'time' }
  const candidates = file.passwords.slice(0, MAX_PASSWORDS)
  const result = await ask({
    format,
    content: file.content,
    passwords: candidates.map((one) => one.text),
    room: Math.min(MAX_FILE, MAX_UNPACKED - file.budget.unpacked),
    files: MAX_ITEMS + 1,
    milliseconds: file.budget.deadline - performance.now(),
  })
  if (result === 'time') return { unreadable: 'time' }
  const password = candidates[result.password] ?? null
  const children = result.files.map((one): Child => {
    file.budget.unpacked += one.content?.length ?? 0
    const opened = one.content !== null
    const unreadable = opened ? '' : one.encrypted && !password ? 'password' : result.unreadable || 'damaged'
    const { bytes, encrypted, content } = one
    return {
      name: one.name === STREAM ? withoutEnding(file.name) : one.name,
      bytes,
      encrypted,
      content,
      unreadable,
      password: encrypted && opened ? password : null,
    }
  })
  return {
    traits: result.hidden ? [{ trait: 'hidden-names', detail: '' }] : [],
    encrypted: result.hidden || result.files.some((one) => one.encrypted),
    password,
    unreadable: result.unreadable,
    children,
  }
}

/** what 7-Zip calls the content of a format that keeps no name (xz, bz2, Z) */
const STREAM = 'archive~'
const withoutEnding = (name: string) =>
  name.replace(/\.t(xz|bz2?|az)$/i, '.tar').replace(/\.(xz|bz2|z)$/i, '') || 'content'

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
function ask(request: Request): Promise<JobResult | 'time'> {
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
