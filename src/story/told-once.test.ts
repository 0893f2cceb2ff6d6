import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sign } from '../detect/detector.ts'
import { toldOnce } from './told-once.ts'

const sign = (hosts: string[], destinations: string[], count: number): Sign => ({
  hosts,
  accounts: [],
  destinations,
  severity: 'medium',
  confidence: 0.5,
  mitigations: [],
  first_seen: '2026-10-05T00:00:00Z',
  last_seen: '2026-10-06T00:00:00Z',
  count,
  lines: [{ evidence_id: destinations[0] ?? '', line: 1 }],
  metrics: {},
  words: {},
})

test('the same contacts by name and by address are one finding, with lines of both logs', () => {
  const told = toldOnce([sign(['pc'], ['203.0.113.9'], 103), sign(['pc'], ['c2.example', '203.0.113.9'], 100)])
  assert.deepEqual(
    told.map((one) => [one.destinations[0], one.lines.map((line) => line.evidence_id)]),
    [['c2.example', ['c2.example', '203.0.113.9']]],
  )
})

test('another host, another address, or many more contacts than the name explains stay findings of their own', () => {
  const signs = [
    sign(['pc'], ['c2.example', '203.0.113.9'], 100),
    sign(['pc'], ['203.0.113.10'], 100),
    sign(['other'], ['203.0.113.9'], 100),
    sign(['pc'], ['203.0.113.9'], 900),
  ]
  assert.deepEqual(toldOnce(signs), signs)
})
