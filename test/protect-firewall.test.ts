/** Real packet filters read what kyumei exports; in a network namespace of the test, where the kernel allows one. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Target } from '../src/protect/target.ts'
import { TARGETS } from '../src/protect/targets/index.ts'
import { EXAMPLES, MACHINES, selected } from '../src/protect/test-findings.ts'
import { missing, pathOf } from './real-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-firewall-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const target = (id: string) => TARGETS.find((one) => one.id === id) as Target
const files = (id: string, revoke: boolean, selection = selected(EXAMPLES)) =>
  target(id)
    .render(selection, { revoke, lang: 'ja', tlp: 'amber' })
    .map((part) => {
      const path = join(folder, `${revoke ? 'revoke-' : ''}${part.name}`)
      writeFileSync(path, part.text)
      return path
    })

/** Nothing of the machine's own network is touched. */
const inNamespace = (script: string, ...more: string[]) => {
  const result = spawnSync('unshare', ['--net', '--map-root-user', ...more, 'sh', '-ec', script], {
    encoding: 'utf8',
    cwd: folder,
    timeout: 60_000,
  })
  return { status: result.status, text: `${result.stdout}${result.stderr}` }
}
const nft = pathOf('nft')
const noNamespace = (): string | false =>
  inNamespace(`${nft} add table inet probe`).status !== 0 &&
  'the kernel gives the test no network namespace with nftables'

test('nft checks the file, loads it twice, and takes it back', { skip: missing('nft') || noNamespace() }, () => {
  const [block = ''] = files('nftables', false)
  const [revoke = ''] = files('nftables', true)
  const result = inNamespace(`
    ${nft} -c -f ${block}; ${nft} -f ${block}; ${nft} -f ${block}
    ${nft} list set inet kyumei address4; ${nft} list set inet kyumei address6
    ${nft} -c -f ${revoke}; ${nft} -f ${revoke}
    echo left: $(${nft} list tables)`)
  assert.equal(result.status, 0, result.text)
  assert.match(result.text, /198\.51\.101\.7/)
  assert.match(result.text, /2400:4000::1:2/)
  assert.match(result.text, /left:\s*$/)
})

const SIX = {
  ...selected(EXAMPLES),
  machines: {
    ...MACHINES,
    networks: [...MACHINES.networks, '2001:db8:10::/48'],
    mail_servers: ['192.168.1.25', '2001:db8:10:1::25'],
    proxies: ['192.168.1.25', '2001:db8:10:1::25'],
  },
}

/** A PC, a machine that may, and a machine outside, with a router between them: the namespace in which the rules are loaded. */
const NETWORK = `PATH=$PATH:/usr/sbin:/sbin
  mount -t tmpfs none /run; mkdir /run/netns
  wire() { # name, network of IPv4, prefix of IPv6, last part of its own address
    ip netns add $1; ip link add r-$1 type veth peer name eth0 netns $1; ip link set r-$1 up
    ip addr add $2.1/24 dev r-$1; ip addr add $3::1/64 dev r-$1 nodad
    ip -n $1 link set lo up; ip -n $1 link set eth0 up
    ip -n $1 addr add $2.$4/24 dev eth0; ip -n $1 addr add $3::$4/64 dev eth0 nodad
    ip -n $1 route add default via $2.1; ip -n $1 -6 route add default via $3::1
  }
  wire pc 10.0.0 2001:db8:10 7; wire may 192.168.1 2001:db8:10:1 25; wire out 203.0.113 2400:4000:2 9
  sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
  # nobody listens: what is let through is refused by the machine itself, and counted nowhere
  try() { for to in $3; do ip netns exec $1 timeout 3 bash -c "</dev/tcp/$to/$2" 2>/dev/null || true; done; }
  all() { try may $1 "203.0.113.9 2400:4000:2::9"; try pc $1 "192.168.1.25 2001:db8:10:1::25"; try out $1 "192.168.1.25 2001:db8:10:1::25"; echo "others: $(count)"
    try pc $1 203.0.113.9; echo "four: $(count)"; try pc $1 2400:4000:2::9; echo "six: $(count)"; }
`
const noNetwork = (): string | false =>
  inNamespace(`${NETWORK} nft add table inet probe; nft add table ip6 probe`, '--mount').status !== 0 &&
  'the kernel gives the test no network of its own'
const wide = missing('nft', 'ip', 'iptables', 'ip6tables', 'bash') || noNamespace() || noNetwork()

for (const [id, port] of [
  ['op25b', 25],
  ['only-proxy', 443],
] as const) {
  test(`${id}: nftables stops the PC by IPv4 and IPv6, and nobody else; loaded twice, and taken back`, {
    skip: wide,
  }, () => {
    const [block] = files(id, false, SIX)
    const [revoke] = files(id, true, SIX)
    const result = inNamespace(
      `${NETWORK} nft -c -f ${block}; nft -f ${block}; nft -f ${block}
      count() { nft list ruleset | grep -o 'packets [0-9]*' | awk '{ n += $2 } END { print n }'; }
      all ${port}; nft -f ${revoke}; echo left: $(nft list tables)`,
      '--mount',
    )
    assert.equal(result.status, 0, result.text)
    assert.match(result.text, /others: 0\nfour: 1\nsix: 2\nleft:\s*$/)
  })

  test(`${id}: iptables and ip6tables do the same`, { skip: wide }, () => {
    const [, block] = files(id, false, SIX)
    const [, revoke] = files(id, true, SIX)
    const result = inNamespace(
      `${NETWORK} sh -e ${block}; sh -e ${block}
      count() { { iptables -L -v -n -x; ip6tables -L -v -n -x; } | awk '/REJECT/ { n += $1 } END { print n }'; }
      all ${port}; iptables -S FORWARD; sh -e ${revoke}; echo left: $(iptables -S | grep -v ^-P) $(ip6tables -S | grep -v ^-P)`,
      '--mount',
    )
    assert.equal(result.status, 0, result.text)
    assert.match(result.text, /others: 0\nfour: 1\nsix: 2\n/)
    assert.equal(result.text.match(/-A FORWARD/g)?.length, 1, 'twice applied, one rule')
    assert.match(result.text, /left:\s*$/)
  })
}

const noIpset = (): string | false =>
  inNamespace(`${pathOf('ipset')} create probe hash:ip`).status !== 0 && 'the kernel has no ipset here'

test('ipset restores the sets, and iptables uses them', { skip: missing('ipset', 'iptables') || noIpset() }, () => {
  const [, rules] = files('ipset', false)
  const [, back] = files('ipset', true)
  const result = inNamespace(
    `PATH=$PATH:/usr/sbin; sh -e ${rules}; sh -e ${rules}; ipset list; iptables -S; sh -e ${back}; echo left: $(ipset list -n)`,
  )
  assert.equal(result.status, 0, result.text)
  assert.match(result.text, /198\.51\.101\.7/)
  assert.equal(result.text.match(/FORWARD .*kyumei4/g)?.length, 1, 'twice applied, one rule')
  assert.match(result.text, /left:\s*$/)
})
