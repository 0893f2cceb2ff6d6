import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lately } from './lately.ts'

test('of the last texts each is asked once, and one that others pushed out is asked again', () => {
  const asked: string[] = []
  const ask = lately((text) => {
    asked.push(text)
    return text.length
  }, 2)
  assert.deepEqual(
    ['a', 'bb', 'a', 'ccc', 'bb', 'a'].map((text) => ask(text)),
    [1, 2, 1, 3, 2, 1],
  )
  assert.deepEqual(asked, ['a', 'bb', 'ccc', 'a'])
})
