import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packagedRanges, sortedRanges } from './sorted-ranges.ts'

test('a range holds its first and its last address, and a gap holds none', () => {
  const ranges = sortedRanges(
    Buffer.from('10.0.0.0,10.0.0.255,1,"A, Inc."\n10.0.2.0,10.0.2.9,2,B\n10.0.3.0,10.0.3.0,3,C\n'),
  )
  assert.equal(ranges.find('10.0.0.0'), '1,"A, Inc."')
  assert.equal(ranges.find('10.0.0.255'), '1,"A, Inc."')
  assert.equal(ranges.find('10.0.1.0'), null)
  assert.equal(ranges.find('10.0.2.9'), '2,B')
  assert.equal(ranges.find('10.0.2.10'), null)
  assert.equal(ranges.find('10.0.3.0'), '3,C')
  assert.equal(ranges.find('9.255.255.255'), null)
  assert.equal(ranges.find('200.0.0.1'), null)
})

test('the packages know well-known networks of both families, mapped addresses too, and nothing of private ones', () => {
  const [networks, countries] = [packagedRanges('asn'), packagedRanges('asn-country')]
  assert.match(networks.find('60.32.0.1') ?? '', /^4713,/) // OCN
  assert.match(networks.find('::ffff:88.198.0.1') ?? '', /^24940,/) // Hetzner
  assert.match(networks.find('2a01:4f8::1') ?? '', /^24940,/)
  assert.equal(countries.find('60.32.0.1'), 'JP')
  assert.equal(countries.find('2a01:4f8::1'), 'DE')
  for (const address of ['10.1.2.3', '192.168.0.1', 'fe80::1', 'no address']) assert.equal(networks.find(address), null)
})
