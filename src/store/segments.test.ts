import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inSegments, type Segment } from './segments.ts'
import { testEngine } from './test-engine.ts'

test('a row is in a segment from its first row to the one before the next', async () => {
  const engine = await testEngine()
  const rows = async (segments: Segment[]) =>
    (
      await engine.query<{ number: string }>(
        `SELECT number FROM numbers(12) WHERE ${inSegments('number', segments)} ORDER BY number`,
      )
    ).map(({ number }) => Number(number))
  const alone = { first: 3, next: 5 }
  assert.deepEqual(await rows([alone]), [3, 4])
  assert.deepEqual(await rows([{ first: 0, next: 2 }, alone, { first: 5, next: 6 }]), [0, 1, 3, 4, 5])
  assert.deepEqual(await rows([alone, { first: 9, next: undefined }]), [3, 4, 9, 10, 11])
  assert.deepEqual(await rows([{ first: 0, next: undefined }]), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  await engine.close()
})
