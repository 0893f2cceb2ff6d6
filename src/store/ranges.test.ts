import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bounds, within } from './ranges.ts'

test('a network becomes its first and last address, IPv4 mapped', () => {
  assert.deepEqual(bounds('10.1.2.0/23'), ['0:0:0:0:0:ffff:a01:200', '0:0:0:0:0:ffff:a01:3ff'])
  assert.deepEqual(bounds('192.168.1.5/32'), ['0:0:0:0:0:ffff:c0a8:105', '0:0:0:0:0:ffff:c0a8:105'])
  assert.deepEqual(bounds('fd00::/8'), ['fd00:0:0:0:0:0:0:0', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'])
})

test('an address lies within a network of its own kind only', () => {
  assert.ok(within('203.0.113.9', '203.0.113.0/24'))
  assert.ok(within('::ffff:203.0.113.9', '203.0.113.0/24'))
  assert.ok(!within('203.0.114.9', '203.0.113.0/24'))
  assert.ok(!within('2001:db8::1', '0.0.0.0/0'))
  assert.ok(!within('www.example.co.jp', '0.0.0.0/0'))
})
