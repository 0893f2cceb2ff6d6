import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DETECTORS } from '../detect/index.ts'
import { ConfigError, INIT_TEXT, parseConfig } from './config.ts'

const read = (text: string) => parseConfig(text, 'kyumei.yaml', DETECTORS)

test('what kyumei init writes is valid as it is', () => {
  assert.equal(read(INIT_TEXT).timezone, 'Asia/Tokyo')
})

test('an empty file is the defaults', () => {
  assert.deepEqual(read('').allow, [])
})

for (const [what, text, message] of [
  ['a misspelt key', 'alow: []', /alow/],
  ['a network that is none', 'networks: {internal: [10.0.0.0/99]}', /networks\.internal\.0.*network/],
  ['an exception without a reason', 'allow: [{host: PC, expires: 2027-01-01}]', /allow\.0\.reason/],
  ['an exception for nothing', 'allow: [{reason: x, expires: 2027-01-01}]', /at least one of/],
  ['an exception without an end', 'allow: [{host: PC, reason: x}]', /expires/],
  ['a detector that there is none', 'parameters: {beakon: {minimum_contacts: 3}}', /no such detector/],
  ['a parameter that it lacks', 'parameters: {beacon: {contacts: 3}}', /no such parameter; there are minimum_contacts/],
  ['broken YAML', 'allow: [', /kyumei\.yaml/],
] as const) {
  test(`${what} is an error that names it`, () => {
    assert.throws(
      () => read(text),
      (error: unknown) => error instanceof ConfigError && message.test(error.message),
    )
  })
}

test('a day may be written as YAML likes', () => {
  assert.equal(read('allow: [{host: PC, reason: x, expires: 2027-03-31}]').allow[0]?.expires, '2027-03-31')
})
