/** Threads that judge, each mail bounded in time and memory: a thread that takes longer, or dies, is replaced, and its mail is told as not judged. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Judged } from './judge.ts'
import type { Answer, Asked, JudgeSetup } from './judge-worker.ts'

export type Outcome = { judged: Judged } | { failed: 'time' | 'memory' | 'error' | 'busy'; detail: string }

export interface JudgePool {
  judge(asked: Asked): Promise<Outcome>
  close(): Promise<void>
}

export interface PoolLimits {
  /** 0 = as many as the machine has cores, four at most */
  workers: number
  judge_seconds: number
  queue_seconds: number
  worker_memory_megabytes: number
}

interface Waiting {
  asked: Asked
  done: (outcome: Outcome) => void
  timer: NodeJS.Timeout
}

const AUTOMATIC = 4
const RESTART_MILLISECONDS = 1000

export function judgePool(setup: JudgeSetup, limits: PoolLimits): JudgePool {
  const most = limits.workers > 0 ? limits.workers : Math.min(AUTOMATIC, availableParallelism())
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const queue: Waiting[] = []
  let closed = false

  /** A thread counts from the moment it has read the program: that takes longer than most mails. */
  function start(): void {
    const worker = new Worker(new URL('judge-worker.ts', import.meta.url), {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: limits.worker_memory_megabytes },
    })
    let ready = false
    all.add(worker)
    worker.once('message', () => {
      ready = true
      idle.push(worker)
      next()
    })
    worker.on('error', () => {}) // `exit` follows
    worker.on('exit', () => {
      all.delete(worker)
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
      if (ready) next()
      else setTimeout(next, RESTART_MILLISECONDS)
    })
  }

  function next(): void {
    if (closed || queue.length === 0) return
    const worker = idle.pop()
    if (!worker) {
      if (all.size < most) start()
      return
    }
    const waiting = queue.shift()
    if (!waiting) return
    clearTimeout(waiting.timer)
    work(worker, waiting)
  }

  function work(worker: Worker, { asked, done }: Waiting): void {
    let settled = false
    const finish = (outcome: Outcome) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      worker.off('message', answered)
      worker.off('error', broke)
      worker.off('exit', gone)
      done(outcome)
    }
    const answered = (answer: Answer) => {
      finish('judged' in answer ? answer : { failed: 'error', detail: answer.error })
      idle.push(worker)
      next()
    }
    const broke = (error: Error & { code?: string }) =>
      finish({ failed: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'error', detail: error.message })
    const gone = () => finish({ failed: 'error', detail: 'the thread ended' })
    const timer = setTimeout(() => {
      finish({ failed: 'time', detail: `${limits.judge_seconds} s` })
      void worker.terminate()
    }, limits.judge_seconds * 1000)
    worker.on('message', answered)
    worker.on('error', broke)
    worker.on('exit', gone)
    worker.postMessage(asked)
  }

  start() // the first mail does not wait for it
  return {
    judge: (asked) =>
      new Promise((done) => {
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1)
          done({ failed: 'busy', detail: `${limits.queue_seconds} s in the queue` })
        }, limits.queue_seconds * 1000)
        const waiting: Waiting = { asked, done, timer }
        queue.push(waiting)
        next()
      }),
    async close() {
      closed = true
      for (const { timer, done } of queue.splice(0)) {
        clearTimeout(timer)
        done({ failed: 'busy', detail: 'the filter ends' })
      }
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
