import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSharedName, narrow, type Original, type Suspected, type Way } from './leak.ts'

const original = (readers: Record<string, Way>, missing: string[] = []): Original => ({
  file: 'x.eml',
  subject: 'x',
  readers: new Map(Object.entries(readers)),
  missing: new Set(missing),
})
const known = (suspected: Suspected[] = []) => ({
  kind: (address: string) => (address.endsWith('@us') ? ('own' as const) : ('outside' as const)),
  contacts: () => 0,
  suspected,
})
const names = (originals: Original[], suspected: Suspected[] = []) =>
  narrow(originals, known(suspected)).candidates.map(({ address }) => address)

test('who could read every original remains, and each further original takes some away', () => {
  const first = original({ 'a@us': 'received', 'b@us': 'received', 'x@partner': 'wrote' })
  const second = original({ 'a@us': 'received', 'c@us': 'received', 'x@partner': 'wrote' })
  const third = original({ 'a@us': 'wrote', 'b@us': 'received' })
  assert.deepEqual(names([first]), ['a@us', 'b@us', 'x@partner'])
  assert.deepEqual(names([first, second]), ['a@us', 'x@partner'])
  assert.deepEqual(names([first, second, third]), ['a@us'])
})

test('where nobody could read all, those who could read most remain, and it is said', () => {
  const leak = narrow(
    [original({ 'a@us': 'wrote' }), original({ 'b@us': 'wrote' }), original({ 'b@us': 'received' })],
    known(),
  )
  assert.equal(leak.complete, false)
  assert.deepEqual([leak.candidates.map(({ address, held }) => [address, held]), leak.others], [[['b@us', 2]], 1])
})

test('a suspected account comes first, then a mailbox that lacks no copy, then who had it directly', () => {
  const both = [
    original({ 'a@us': 'thread', 'b@us': 'received', 'c@us': 'received' }, ['b@us']),
    original({ 'a@us': 'thread', 'b@us': 'received', 'c@us': 'received' }),
  ]
  assert.deepEqual(names(both), ['c@us', 'a@us', 'b@us'])
  const why = { ja: '感染の疑い', en: 'suspected' }
  assert.deepEqual(names(both, [{ account: 'A@us', why, since: '' }])[0], 'a@us')
})

test('boxes that several people read are told by their names, people are not', () => {
  assert.ok(['info@x.jp', 'soumu@x.jp', 'eigyo-2@x.jp', 'info.tokyo@x.jp'].every(isSharedName))
  assert.ok(!['sato@x.jp', 'information-taro@x.jp', 'kato@x.jp', 'kanrika.taro@x.jp'].some(isSharedName))
})
