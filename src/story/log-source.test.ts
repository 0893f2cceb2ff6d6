import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceOf } from './log-source.ts'

test('rotated and dated files of one device are one source; two devices are two', () => {
  const one = ['proxy/access.log', 'proxy/access.log.3.gz', 'proxy/access.log-20261005', 'proxy/access_2026-10-05.log']
  assert.deepEqual([...new Set(one.map(sourceOf))], ['proxy/access.log'])
  assert.deepEqual(['logs/2026-10/fw1.log', 'logs/2026-11/fw1.log', 'exports/fw2.log'].map(sourceOf), [
    'fw1.log',
    'fw1.log',
    'exports/fw2.log',
  ])
  assert.notEqual(sourceOf('branch-1/fortigate.log'), sourceOf('branch-2/fortigate.log'))
  assert.equal(sourceOf('ex261005.log'), sourceOf('ex261005.log'))
})
