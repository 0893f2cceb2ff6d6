import assert from 'node:assert/strict'
import { test } from 'node:test'
import { within } from '../store/ranges.ts'
import { INSIDE, INSIDE_TEXT, NOWHERE, NOWHERE_TEXT } from './private-address.ts'

const EDGES =
  '0.0.0.0 0.255.255.255 1.0.0.0 9.255.255.255 10.0.0.0 10.255.255.255 11.0.0.0 100.63.255.255 100.64.0.0 100.127.255.255 100.128.0.0 126.255.255.255 127.0.0.1 128.0.0.0 169.253.255.255 169.254.0.0 169.255.0.0 172.15.255.255 172.16.0.0 172.31.255.255 172.32.0.0 192.167.255.255 192.168.0.0 192.168.255.255 192.169.0.0 203.0.113.9 223.255.255.255 224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255 :: ::1 ::2 2001:db8::1 fbff::1 fc00::1 fdff::1 fe00::1 fe7f::1 fe80::1 febf::1 fec0::1 ff02::1 FD00::1 ::ffff:10.0.0.1 ::ffff:172.16.0.1 ::ffff:203.0.113.9 ::ffff:224.0.0.1'.split(
    ' ',
  )

test('ranges and patterns tell the same of every address', () => {
  const [inside, nowhere] = [new RegExp(INSIDE_TEXT), new RegExp(NOWHERE_TEXT)]
  for (const address of EDGES) {
    assert.equal(
      inside.test(address),
      INSIDE.some(([cidr]) => within(address, cidr)),
      address,
    )
    assert.equal(
      nowhere.test(address),
      NOWHERE.some((cidr) => within(address, cidr)),
      address,
    )
  }
})
