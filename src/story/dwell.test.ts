import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dwellFacts } from './dwell.ts'

const sign = (first_seen: string, severity: 'low' | 'high' = 'high') => ({
  severity,
  first_seen,
  last_seen: '2026-10-28T00:00:00Z',
  mails: [] as string[],
})
const RANGE = { first: '2026-10-01T00:00:00Z', last: '2026-10-31T00:00:00Z' }

test('a first sign at the beginning of the logs is a blind spot: the attack may be older', () => {
  const [fact] = dwellFacts([sign('2026-10-01T20:00:00Z'), sign('2026-10-20T00:00:00Z')], RANGE)
  assert.equal(fact?.kind, 'blind')
  assert.match(fact?.text.en ?? '', /signs of 26 days in logs of 30\. The attack may be older/)
})

test('a first sign in the middle says how long before it nothing was found; weak signs and no signs say nothing', () => {
  const [fact] = dwellFacts([sign('2026-10-01T20:00:00Z', 'low'), sign('2026-10-20T00:00:00Z')], RANGE)
  assert.equal(fact?.kind, 'assumption')
  assert.match(fact?.text.en ?? '', /begin 19 days before the first/)
  assert.deepEqual(dwellFacts([sign('2026-10-01T20:00:00Z', 'low')], RANGE), [])
})

test('a mail of last year says nothing of how long the logs show an attack', () => {
  const mail = { ...sign('2025-10-01T00:00:00Z'), mails: ['a.eml'] }
  assert.match(dwellFacts([mail, sign('2026-10-20T00:00:00Z')], RANGE)[0]?.text.en ?? '', /Signs lasted 8 days/)
  assert.deepEqual(dwellFacts([mail], RANGE), [])
})
