/**
 * Everything that 7-Zip opens, in memory: 7z, RAR 4 and 5, LZH, CAB, ARJ, disk images. One thread and one instance serve the process (it starts
 * in 0.1 s, a small archive takes milliseconds).
 */
import { boundedThread } from './bounded-thread.ts'
import type { Job, JobResult } from './seven-zip-worker.ts'

const ask = boundedThread<Job, JobResult>(new URL('./seven-zip-worker.ts', import.meta.url))

export const askSevenZip = ({ milliseconds, ...job }: Job & { milliseconds: number }): Promise<JobResult | 'time'> =>
  ask(job, milliseconds)
