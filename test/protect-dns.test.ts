/** Real name servers read what kyumei exports, and answer NXDOMAIN for the bad name and as ever for a good one. */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { TARGETS } from '../src/protect/targets/index.ts'
import { EXAMPLES, selected } from '../src/protect/test-findings.ts'
import { freePort, missing, run, started } from './real-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-dns-'))
chmodSync(folder, 0o755)
after(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const exported = (id: string, revoke = false) => {
  const [part] =
    TARGETS.find((one) => one.id === id)?.render(selected(EXAMPLES), { revoke, lang: 'ja', tlp: 'amber' }) ?? []
  return file(`${revoke ? 'revoke-' : ''}${part?.name}`, part?.text ?? '')
}
/** status and the first address of the answer */
const ask = (port: number, name: string, type: 'A' | 'AAAA' = 'A') => {
  const { text } = run('dig', ['@127.0.0.1', '-p', String(port), '+time=1', '+tries=1', '+norecurse', name, type])
  return `${/status: (\w+)/.exec(text)?.[1] ?? 'none'} ${/\sA{1,4}\s+([\da-f.:]+)/.exec(text)?.[1] ?? ''}`.trim()
}
const GOOD_ZONE = '$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n'

function expectAnswers(port: number): void {
  assert.equal(ask(port, 'c2.evil-example.com'), 'NXDOMAIN')
  assert.equal(ask(port, 'anything.c2.evil-example.com'), 'NXDOMAIN')
  assert.equal(ask(port, 'xn--wgv71a119e.co.jp'), 'NXDOMAIN')
  assert.equal(ask(port, 'www.good-example.com'), 'NOERROR 198.51.100.10')
}

test('BIND: the zone is one, and a running named answers by it', {
  skip: missing('named', 'named-checkzone', 'dig'),
}, async () => {
  for (const zone of [exported('rpz'), exported('rpz', true)]) {
    const checked = run('named-checkzone', ['kyumei.rpz', zone])
    assert.equal(checked.status, 0, checked.text)
  }
  const port = await freePort()
  const zone = (origin: string, path: string) => `zone "${origin}" { type primary; file "${path}"; };`
  // a server of its own names: what it would answer for the bad ones as well, were it not for the policy
  const names = ['www.good-example.com', 'c2.evil-example.com', 'anything.c2.evil-example.com', 'xn--wgv71a119e.co.jp']
  const zones = names.map((name, i) => zone(name, file(`good${i}.zone`, `${GOOD_ZONE}@ A 198.51.100.10\n`)))
  const conf = (policy: string) => `options {
  directory "${folder}"; pid-file none; session-keyfile "${folder}/session.key"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };
  recursion no; allow-query { any; }; dnssec-validation no; notify no;
  ${policy}
};
controls { };
${zones.join('\n')}
${zone('kyumei.rpz', join(folder, 'kyumei.rpz.zone'))}
`
  const policy = 'response-policy { zone "kyumei.rpz"; } qname-wait-recurse no recursive-only no;'
  const with_ = file('named.conf', conf(policy))
  const without = file('named-without.conf', conf(''))
  const up = () => ask(port, 'www.good-example.com') !== 'none'
  const before = await started('named', ['-f', '-c', without], up)
  assert.equal(ask(port, 'c2.evil-example.com'), 'NOERROR 198.51.100.10')
  await before.stop()
  const server = await started('named', ['-f', '-c', with_], up)
  try {
    expectAnswers(port)
  } finally {
    await server.stop()
  }
})

test('Unbound: the configuration is one, and a running unbound answers by it', {
  skip: missing('unbound', 'unbound-checkconf', 'dig'),
}, async () => {
  const port = await freePort()
  const conf = (include: string) => `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  interface: 127.0.0.1@${port}
  use-syslog: no
  do-daemonize: no
  local-zone: "good-example.com." static
  local-data: "www.good-example.com. A 198.51.100.10"
include: "${include}"
remote-control:
  control-enable: no
`
  const path = file('unbound.conf', conf(exported('unbound')))
  for (const one of [path, file('unbound-revoke.conf', conf(exported('unbound', true)))]) {
    const checked = run('unbound-checkconf', [one])
    assert.equal(checked.status, 0, checked.text)
  }
  const server = await started('unbound', ['-d', '-c', path], () => ask(port, 'www.good-example.com') !== 'none')
  try {
    expectAnswers(port)
  } finally {
    await server.stop()
  }
})

test('dnsmasq: the configuration is one, and a running dnsmasq answers by it', {
  skip: missing('dnsmasq', 'dig'),
}, async () => {
  const conf = exported('dnsmasq')
  for (const one of [conf, exported('dnsmasq', true)]) {
    const checked = run('dnsmasq', ['--test', `--conf-file=${one}`])
    assert.equal(checked.status, 0, checked.text)
  }
  const port = await freePort()
  const server = await dnsmasqAt(port, [
    '--address=/www.good-example.com/198.51.100.10',
    '--address=/#/198.51.100.99',
    `--conf-file=${conf}`,
  ])
  try {
    expectAnswers(port)
    assert.equal(ask(port, 'evil-example.com'), 'NOERROR 198.51.100.99', 'only what was named')
  } finally {
    await server.stop()
  }
})

test('the hosts file, read by a reader of such files: the exact names lead nowhere, by IPv4 and IPv6', {
  skip: missing('dnsmasq', 'dig'),
}, async () => {
  for (const revoke of [false, true]) {
    const port = await freePort()
    const server = await dnsmasqAt(port, [
      `--addn-hosts=${exported('hosts', revoke)}`,
      '--address=/#/198.51.100.99',
      '--address=/#/2001:db8::99',
      '--conf-file=/dev/null',
    ])
    const answers = (name: string) => [ask(port, name), ask(port, name, 'AAAA')]
    const [open, shut] = [
      ['NOERROR 198.51.100.99', 'NOERROR 2001:db8::99'],
      ['NOERROR 0.0.0.0', 'NOERROR ::'],
    ]
    try {
      assert.deepEqual(answers('c2.evil-example.com'), revoke ? open : shut)
      assert.deepEqual(answers('xn--wgv71a119e.co.jp'), revoke ? open : shut)
      for (const twin of ['evil-example.com', 'notc2.evil-example.com', 'www.good-example.com'])
        assert.deepEqual(answers(twin), open)
    } finally {
      await server.stop()
    }
  }
})

/** A dnsmasq of its own, with nothing of the machine's, that answers. */
function dnsmasqAt(port: number, settings: string[]) {
  const alone = ['--keep-in-foreground', '--no-daemon', '--no-resolv', '--no-hosts', '--pid-file=']
  const here = [`--port=${port}`, '--listen-address=127.0.0.1', '--bind-interfaces']
  return started('dnsmasq', [...alone, ...here, ...settings], () => ask(port, 'www.good-example.com') !== 'none')
}
