import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawMessage } from './mailbox.ts'
import { type Read, reading } from './reading.ts'
import { testMail } from './test-mail.ts'

const EVIDENCE = { id: 'e', path: 'box.mbox', mail: 'mbox' as const, modified: 0 }

const message = (number: number): RawMessage => ({
  bytes: testMail({
    from: 'a@example.jp',
    subject: `mail ${number}`,
    text: '本文です。',
    ...(number % 3 === 0 ? { attachments: [{ name: `${number}.txt`, content: Buffer.from(`file ${number}`) }] } : {}),
  }),
  line: number * 10,
  lines: 10,
  firstLine: number * 10 + 1,
  number,
  folder: '',
  cut: false,
})

/** What is done, in its order: the subjects, and a mark after every fortieth. */
async function readAll(bytes: number): Promise<string[]> {
  const read = reading(bytes)
  const done: string[] = []
  try {
    for (let i = 1; i <= 200; i++) {
      await read.read({ raw: message(i), evidence: EVIDENCE, passwords: [] }, async (answer: Read) => {
        done.push('error' in answer ? String(answer.error) : JSON.stringify(answer.rows.rows))
      })
      if (i % 40 === 0) await read.after(async () => void done.push(`after ${i}`))
    }
    await read.finish()
  } finally {
    await read.close()
  }
  return done
}

test('a thread, one for texts and one for files, and several read the same rows as none, and tell them in the same order', async () => {
  const here = await readAll(0)
  const [thread, two, threads] = [await readAll(3e6), await readAll(10e6), await readAll(1e9)]
  assert.equal(here.length, 205)
  assert.match(here[0] ?? '', /\\"subject\\":\\"mail 1\\"/)
  assert.match(here[2] ?? '', /\\"name\\":\\"3.txt\\"/)
  assert.equal(here[40], 'after 40')
  assert.deepEqual(thread, here)
  assert.deepEqual(two, here)
  assert.deepEqual(threads, here)
})
