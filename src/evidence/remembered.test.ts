import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembered } from './remembered.ts'

test('the same is asked once, until too many are known', () => {
  const asked: string[] = []
  const ask = remembered((key) => {
    asked.push(key)
    return key.length
  }, 2)
  assert.deepEqual(
    ['a', 'bb', 'a', 'ccc', 'a'].map((key) => ask(key)),
    [1, 2, 1, 3, 1],
  )
  assert.deepEqual(asked, ['a', 'bb', 'ccc', 'a'])
})

test('half a character is asked as it is', () => {
  const ask = remembered((key) => key, 10)
  const half = `言${'👍'.slice(0, 1)}`
  assert.equal(ask(half), half)
  assert.equal(ask(half), half)
})
