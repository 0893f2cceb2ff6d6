/** A thread that reads messages, one package after the other. */
import { parentPort } from 'node:worker_threads'
import { encodedRows } from './encoded-rows.ts'
import type { Answered, Package } from './reading-crew.ts'

let before = Promise.resolve()
parentPort?.on('message', (given: Package) => {
  before = before.then(async () => parentPort?.postMessage(await answersOf(given)))
})

async function answersOf({ bytes, messages }: Package): Promise<Answered> {
  const answers: Answered = []
  for (const { raw, from, to, ...message } of messages) {
    const own = { ...raw, bytes: Buffer.from(bytes, from, to - from) }
    answers.push(
      await encodedRows({ ...message, raw: own }).catch((error) => ({
        error: error instanceof Error ? error.message : String(error),
      })),
    )
  }
  return answers
}
