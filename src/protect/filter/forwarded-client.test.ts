import assert from 'node:assert/strict'
import { test } from 'node:test'
import { within } from './decision.ts'
import { forwarded } from './forwarded-client.ts'

const NOBODY = { address: '127.0.0.1', helo: '' }

test('XFORWARD: the client behind the service in front, also as IPv6, escaped, spread over two lines, or not known', () => {
  assert.deepEqual(forwarded('XFORWARD NAME=spike.example ADDR=198.51.100.7 PROTO=ESMTP HELO=spike.example', NOBODY), {
    address: '198.51.100.7',
    helo: 'spike.example',
  })
  assert.equal(forwarded('xforward addr=IPv6:2001:db8::7', NOBODY).address, '2001:db8::7')
  assert.equal(forwarded('XFORWARD HELO=a+20b+0D+0A', NOBODY).helo, 'a b\r\n')
  for (const gone of ['[UNAVAILABLE]', '[TEMPUNAVAIL]'])
    assert.deepEqual(forwarded(`XFORWARD ADDR=${gone} HELO=${gone}`, { address: '198.51.100.7', helo: 'x' }), {
      address: '',
      helo: '',
    })
  const first = forwarded('XFORWARD ADDR=198.51.100.7', NOBODY)
  assert.deepEqual(forwarded('XFORWARD HELO=x PORT=1 SOURCE=REMOTE', first), { address: '198.51.100.7', helo: 'x' })
})

test('an address among networks: both families, mapped forms, and what is no address is in none', () => {
  assert.equal(within('::ffff:10.1.2.3', ['10.0.0.0/8']), true)
  assert.equal(within('10.1.2.3', ['192.168.0.0/16', 'fc00::/7']), false)
  assert.equal(within('fd00::1', ['10.0.0.0/8', 'fc00::/7']), true)
  assert.equal(within('203.0.113.9', ['203.0.113.9']), true)
  for (const none of ['', 'unknown', '[UNAVAILABLE]']) assert.equal(within(none, ['0.0.0.0/0', '::/0']), false)
})
