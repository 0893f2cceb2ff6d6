/** The devices of which no test has one: every line of a known form, IPv6 beside IPv4, and taken back is exactly what was put in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLES, MACHINES, selected } from '../test-findings.ts'
import { TARGETS } from './index.ts'

const machines = (over: Partial<typeof MACHINES>) => ({ ...selected(EXAMPLES), machines: { ...MACHINES, ...over } })
const BOTH = machines({
  networks: [...MACHINES.networks, '203.0.113.64/26', '2001:db8:10::/48'],
  mail_servers: ['192.168.1.25', '2001:db8:10:1::25'],
  proxies: ['192.168.1.8', '2001:db8:10:1::8'],
})
const linesOf = (id: string, device: string, revoke: boolean, selection = BOTH) => {
  const parts = TARGETS.find((one) => one.id === id)?.render(selection, { revoke, lang: 'ja', tlp: 'amber' }) ?? []
  return (parts.find(({ name }) => name.includes(device))?.text ?? '').split('\n').filter((line) => line !== '')
}
const commands = (lines: string[]) => lines.filter((line) => !/^[#!]/.test(line))

const CIDR4 = '\\d+\\.\\d+\\.\\d+\\.\\d+(?:/\\d+)?'
const CIDR6 = '[0-9a-f:]+(?:/\\d+)?'
const NAME = '"kyumei-(?:op25b|only-proxy)[a-z0-9.:-]*"'
const FORMS: Record<string, RegExp> = {
  asa: new RegExp(
    `^(?:no )?(?:object-group network KYUMEI_[A-Z0-9_]+_INSIDE| network-object (?:[\\d.]+ [\\d.]+|${CIDR6})|access-list INSIDE_IN (?:line \\d+ )?extended (?:permit|deny) (?:tcp|udp) (?:host (?:${CIDR4}|${CIDR6})|object-group [A-Z0-9_]+) (?:any|object-group [A-Z0-9_]+) eq \\d+(?: log)?)$`,
  ),
  rtx: new RegExp(
    `^(?:no )?(?:ip filter 9\\d{5} (?:pass|reject) ${CIDR4}|ipv6 filter 9\\d{5} (?:pass|reject) ${CIDR6}) \\* (?:tcp|udp) \\* \\d+$`,
  ),
  fortigate: new RegExp(
    `^\\s*(?:config firewall (?:address6?|addrgrp6?|service custom|policy)|(?:edit|delete) (?:${NAME}|9\\d{5})|next|end|set (?:subnet ${CIDR4} 255\\.255\\.255\\.255|ip6 ${CIDR6}|member ${NAME}(?: ${NAME})*|(?:tcp|udp)-portrange \\d+|name ${NAME}|status disable|srcintf "any"|dstintf "wan1"|(?:src|dst)addr6? (?:"all"|${NAME})|srcaddr6?-negate enable|service ${NAME}(?: ${NAME})*|schedule "always"|action deny|logtraffic all))$`,
  ),
}

for (const id of ['op25b', 'only-proxy'])
  for (const [device, form] of Object.entries(FORMS))
    test(`${id}, ${device}: every line is a command of the device, for both families, there and back`, () => {
      for (const revoke of [false, true])
        for (const line of commands(linesOf(id, device, revoke))) assert.match(line, form)
      const text = linesOf(id, device, false).join('\n')
      assert.match(text, id === 'op25b' ? /192\.168\.1\.25/ : /192\.168\.1\.8/)
      assert.match(text, id === 'op25b' ? /2001:db8:10:1::25/ : /2001:db8:10:1::8/)
    })

test('RTX and ASA: each filter and rule is taken back as it was put in', () => {
  for (const id of ['op25b', 'only-proxy']) {
    assert.deepEqual(
      commands(linesOf(id, 'rtx', true)),
      commands(linesOf(id, 'rtx', false)).map((line) => `no ${line}`),
    )
    const rules = (revoke: boolean) => linesOf(id, 'asa', revoke).flatMap((line) => /extended .*/.exec(line)?.[0] ?? [])
    assert.deepEqual(rules(true), rules(false))
  }
})

/** Names and numbers by the list that they are in. */
function inLists(lines: string[], word: 'edit' | 'delete'): string[] {
  let list = ''
  const found: string[] = []
  for (const line of commands(lines)) {
    list = /^config (.*)/.exec(line)?.[1] ?? list
    const name = new RegExp(`^\\s+${word} (.*)`).exec(line)?.[1]
    if (name) found.push(`${list} ${name}`)
  }
  return found.sort()
}

test('FortiGate: what it makes it takes back, users before what they use; policies come switched off', () => {
  for (const id of ['op25b', 'only-proxy']) {
    const [there, back] = [linesOf(id, 'fortigate', false), linesOf(id, 'fortigate', true)]
    assert.deepEqual(inLists(there, 'edit'), inLists(back, 'delete'))
    assert.match(commands(back)[0] ?? '', /firewall policy/)
    const policies = there.filter((line) => /edit 9\d{5}/.test(line) && !line.startsWith('#')).length
    assert.equal(there.filter((line) => line.trim() === 'set status disable').length, policies)
  }
})

test('FortiGate: a family in which nobody may go out is denied as a whole, in a policy of its own', () => {
  const text = linesOf('op25b', 'fortigate', false, machines({ mail_servers: ['192.168.1.25'] })).join('\n')
  assert.match(
    text,
    /edit 925001\n(?: +.*\n)*? +set srcaddr "kyumei-op25b-may"\n +set dstaddr "all"\n +set srcaddr-negate enable/,
  )
  assert.match(text, /edit 925002\n(?: +.*\n)*? +set srcaddr6 "all"\n +set dstaddr6 "all"\n +set service/)
})

test('without a network of IPv6 in kyumei.yaml it is said that what the provider gave is not covered', () => {
  const said = (selection: typeof BOTH) =>
    linesOf('op25b', '.nft', false, selection).some((line) => /^# IPv6: no network/.test(line))
  assert.equal(said(machines({})), true)
  assert.equal(said(BOTH), false)
})
