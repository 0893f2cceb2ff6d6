/** Real packet filters read what kyumei exports; in a network namespace of the test, where the kernel allows one. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Target } from '../src/protect/target.ts'
import { TARGETS } from '../src/protect/targets/index.ts'
import { EXAMPLES, selected } from '../src/protect/test-findings.ts'
import { missing, pathOf } from './real-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-firewall-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const target = (id: string) => TARGETS.find((one) => one.id === id) as Target
const files = (id: string, revoke: boolean) =>
  target(id)
    .render(selected(EXAMPLES), { revoke, lang: 'ja', tlp: 'amber' })
    .map((part) => {
      const path = join(folder, `${revoke ? 'revoke-' : ''}${part.name}`)
      writeFileSync(path, part.text)
      return path
    })

/** Nothing of the machine's own network is touched. */
const inNamespace = (script: string) => {
  const result = spawnSync('unshare', ['--net', '--map-root-user', 'sh', '-ec', script], {
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

for (const id of ['op25b', 'only-proxy'])
  test(`nft checks ${id}, loads it twice, and takes it back`, { skip: missing('nft') || noNamespace() }, () => {
    const [block] = files(id, false)
    const [revoke] = files(id, true)
    const result = inNamespace(
      `${nft} -c -f ${block}; ${nft} -f ${block}; ${nft} -f ${block}; ${nft} list ruleset; ${nft} -f ${revoke}; echo left: $(${nft} list tables)`,
    )
    assert.equal(result.status, 0, result.text)
    assert.match(result.text, /dport/)
    assert.match(result.text, /left:\s*$/)
  })

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
