import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinNames } from './accounts.ts'

const named = (...names: string[]) =>
  names.map((one) => {
    const [, domain = '', name = ''] = /^(?:(.*)\\)?(.*)$/.exec(one) ?? []
    return { name, domain }
  })
const joined = (names: string[], domains: string[], mailboxes: string[]) =>
  joinNames(named(...names), domains, new Set(mailboxes)).map(
    ({ name, domain, account }) => `${domain === '' ? '' : `${domain}\\`}${name} = ${account}`,
  )

test("a name, a mail address and Windows' name are one account", () => {
  assert.deepEqual(
    joined(['tanaka', 'tanaka@example.co.jp', 'example\\tanaka'], ['example.co.jp'], ['tanaka@example.co.jp']),
    ['tanaka = tanaka@example.co.jp', 'example\\tanaka = tanaka@example.co.jp'],
  )
})

test("a Windows domain of another name is its users' mail domain", () => {
  const people = ['sato', 'suzuki', 'tanaka']
  const mailboxes = people.map((one) => `${one}@example.co.jp`)
  assert.deepEqual(
    joined(
      people.map((one) => `ad01\\${one}`),
      ['example.co.jp'],
      mailboxes,
    ),
    people.map((one) => `ad01\\${one} = ${one}@example.co.jp`),
  )
  assert.deepEqual(joined(['pc-12\\tanaka', 'pc-12\\helpdesk'], ['example.co.jp'], mailboxes), [], "a PC's own account")
})

test('two domains are never joined, and a name that both have stays alone', () => {
  const domains = ['example.co.jp', 'example.com']
  const both = ['tanaka@example.co.jp', 'tanaka@example.com', 'sato@example.com']
  assert.deepEqual(joined([...both, 'tanaka'], domains, both), [])
  assert.deepEqual(joined(['sato'], domains, both), ['sato = sato@example.com'])
  assert.deepEqual(joined(['kogyo\\tanaka', 'shoji\\tanaka'], [], []), [])
})

test("a machine's own account is nobody's mailbox", () => {
  assert.deepEqual(
    joined(['root', 'admin', 'test'], ['example.co.jp'], ['root@example.co.jp', 'admin@example.co.jp']),
    [],
  )
})

test('without mail, the one Windows domain that has the name is meant', () => {
  assert.deepEqual(joined(['tanaka', 'example\\tanaka', 'example\\sato'], [], []), ['tanaka = example\\tanaka'])
})

test("the long name of a Windows domain, as Kerberos' events have it, is no second domain", () => {
  const names = [
    ...['tanaka', 'sato'].flatMap((name) => [
      { name, domain: 'example' },
      { name, domain: 'example.local' },
    ]),
    { name: 'tanaka', domain: '' },
    { name: 'sato', domain: 'other.local' },
  ]
  assert.deepEqual(joinNames(names, [], new Set()), [
    { name: 'tanaka', domain: 'example.local', account: 'example\\tanaka' },
    { name: 'sato', domain: 'example.local', account: 'example\\sato' },
    { name: 'tanaka', domain: '', account: 'example\\tanaka' },
  ])
})
