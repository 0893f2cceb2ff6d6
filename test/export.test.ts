/** `kyumei export` and the plan of measures as a user runs them, on what a simulated attack yields. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { simulate, type Truth } from '../sim/simulate.ts'
import type { Simulation } from '../src/protect/simulate.ts'
import { TARGETS } from '../src/protect/targets/index.ts'
import type { FindingsFile } from '../src/story/findings.ts'
import { missing, run as tool } from './real-tool.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-export-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') }
const run = (...args: string[]) => spawnSync(KYUMEI, args, { encoding: 'utf8', cwd: folder, env })

describe('after a scan', () => {
  let truth: Truth
  let findings: FindingsFile
  const out = join(folder, 'report')
  before(async () => {
    truth = await simulate({
      out: join(folder, 'org'),
      seed: 1203,
      hosts: 30,
      days: 4,
      attack: true,
      behaviours: ['dyndns-proxy', 'bypass-beacon', 'sleeper-dns', 'sweep'],
    })
    const result = run('scan', 'org/logs', '--out', out, '--lang', 'en')
    assert.equal(result.status, 0, result.stderr)
    findings = JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as FindingsFile
  })

  test('the list names every target in both languages', () => {
    for (const lang of ['ja', 'en'] as const) {
      const { stdout } = run('export', '--lang', lang)
      for (const target of TARGETS)
        assert.ok(stdout.includes(`${target.id} `) && stdout.includes(target.title[lang]), target.id)
    }
    assert.equal(run('export', 'no-such-product').status, 2)
  })

  test('targets are written from the last scan, and taken back', () => {
    for (const id of [
      'squid',
      'rpz',
      'unbound',
      'dnsmasq',
      'nftables',
      'postfix',
      'rspamd',
      'suricata',
      'csv',
      'misp',
    ]) {
      const to = join(folder, 'exported', id)
      const result = run('export', id, '--out', `${to}/`)
      assert.equal(result.status, 0, `${id}: ${result.stderr}`)
      assert.ok(readdirSync(to).length > 0, id)
    }
    const back = run('export', 'squid', '--revoke')
    assert.equal(back.status, 0, back.stderr)
    assert.doesNotMatch(back.stdout, /^acl/m)
  })

  test("the simulated attack's real tools read it", {
    skip: missing('squid', 'named-checkzone', 'unbound-checkconf', 'dnsmasq'),
  }, () => {
    const at = (id: string, name: string) => join(folder, 'exported', id, name)
    const conf = join(folder, 'squid.conf')
    writeFileSync(conf, `http_port 127.0.0.1:3128\ninclude ${at('squid', 'kyumei-squid.conf')}\n`)
    for (const [program, args] of [
      ['squid', ['-k', 'parse', '-f', conf]],
      ['named-checkzone', ['kyumei.rpz', at('rpz', 'kyumei.rpz.zone')]],
      ['unbound-checkconf', [at('unbound', 'kyumei-unbound.conf')]],
      ['dnsmasq', ['--test', `--conf-file=${at('dnsmasq', 'kyumei-dnsmasq.conf')}`]],
    ] as const) {
      const result = tool(program, [...args])
      assert.equal(result.status, 0, `${program}: ${result.text}`)
    }
  })

  const at = (id: string) => join(folder, 'exported', id)
  test('nftables and Suricata read it, too', { skip: missing('nft', 'suricata', 'unshare') }, () => {
    const checked = tool('unshare', ['--net', '--map-root-user', 'nft', '-c', '-f', join(at('nftables'), 'kyumei.nft')])
    assert.equal(checked.status, 0, checked.text)
    const rules = join(at('suricata'), 'kyumei.rules')
    const tested = tool('suricata', ['-T', '-c', '/etc/suricata/suricata.yaml', '-S', rules, '-l', folder])
    assert.equal(tested.status, 0, tested.text)
  })

  test('Postfix makes its maps of it, and refuses by them', { skip: missing('postmap') }, () => {
    writeFileSync(join(at('postfix'), 'main.cf'), 'compatibility_level = 3.6\n')
    const map = join(at('postfix'), 'sender_access')
    const made = tool('postmap', ['-c', at('postfix'), `hash:${map}`])
    assert.equal(made.status, 0, made.text)
    const row = readFileSync(join(folder, 'exported/csv/kyumei.csv'), 'utf8')
      .split('\r\n')
      .find((one) => /^block,domain/.test(one))
    const place = row?.split(',')[2] ?? ''
    assert.notEqual(place, '')
    const ask = (value: string) => tool('postmap', ['-c', at('postfix'), '-q', value, `hash:${map}`]).text
    assert.match(ask(place), /^REJECT blocked/)
    assert.equal(ask('www.example.co.jp'), '')
  })

  test('rspamd takes it beside its own configuration', {
    skip: missing('rspamadm') || (!existsSync('/etc/rspamd/rspamd.conf') && 'rspamd has no configuration here'),
  }, () => {
    const home = join(folder, 'rspamd')
    cpSync('/etc/rspamd', home, { recursive: true })
    cpSync(at('rspamd'), join(home, 'local.d'), { recursive: true })
    const tested = tool('rspamadm', [
      `--var=CONFDIR=${home}`,
      `--var=LOCAL_CONFDIR=${home}`,
      'configtest',
      '-c',
      join(home, 'rspamd.conf'),
    ])
    assert.equal(tested.status, 0, tested.text)
    assert.match(tested.text, /syntax OK/)
  })

  test("the attackers' places are in it, nobody else's is", () => {
    const bad = new Set(truth.infected.flatMap((one) => one.destinations))
    const rows = readFileSync(join(folder, 'exported/csv/kyumei.csv'), 'utf8').trim().split('\r\n').slice(1)
    const blocked = rows.map((row) => row.split(',')[2] ?? '')
    assert.ok(blocked.length > 0)
    assert.deepEqual(
      blocked.filter((value) => !bad.has(value)),
      [],
    )
  })

  test('the dry run counts, and a wide export is refused until told', () => {
    const { stdout } = run('export', 'squid', '--simulate', '--json')
    const simulation = JSON.parse(stdout) as Simulation
    assert.ok(simulation.normal > 1000 && simulation.effects.length > 0)
    assert.ok(simulation.blocked / simulation.normal < 0.01, 'an attack is a small part of the traffic')
    assert.match(run('export', 'squid', '--simulate', '--lang', 'ja').stdout, /遮断したはずです/)
    // everybody here goes past the proxy somewhere: phones, devices, clouds
    const wide = run('export', 'only-proxy')
    assert.equal(wide.status, 2)
    assert.match(wide.stderr, /% of normal traffic/)
    assert.equal(run('export', 'only-proxy', '--force', '--out', join(folder, 'wide/')).status, 0)
    assert.ok(existsSync(join(folder, 'wide/kyumei-only-proxy.nft')))
  })

  test('kyumei.yaml speaks for a place', () => {
    const place = findings.destinations[0]?.destination ?? ''
    assert.ok(readFileSync(join(folder, 'exported/csv/kyumei.csv'), 'utf8').includes(`,${place},`))
    writeFileSync(
      join(folder, 'own.yaml'),
      `allow:\n  - destination: ${place}\n    reason: ours after all\n    expires: 2099-01-01\n`,
    )
    const result = run('export', 'csv', '--config', 'own.yaml')
    assert.doesNotMatch(result.stdout, new RegExp(`block,[a-z]+,${place.replaceAll('.', '\\.')},`))
    assert.match(result.stderr, /ours after all/)
  })

  test('the plan is in the report, and newer logs tick it off', () => {
    assert.ok((findings.measures ?? []).some((one) => one.kind === 'unplug'))
    assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /id="s-measures"/)
    const again = join(folder, 'again')
    const result = run(
      'scan',
      'org/logs',
      '--out',
      again,
      '--workspace',
      join(out, 'workspace'),
      '--plan',
      out,
      '--lang',
      'ja',
    )
    assert.equal(result.status, 0, result.stderr)
    const { followed } = JSON.parse(readFileSync(join(again, 'findings.json'), 'utf8')) as FindingsFile
    assert.equal(followed?.length, findings.measures?.length)
    assert.ok(
      followed?.every((one) => one.state === 'not-visible' || one.state === 'by-hand'),
      'the same logs tell nothing new',
    )
    assert.match(readFileSync(join(again, 'report.html'), 'utf8'), /前回の計画の確認/)
    assert.equal(run('scan', 'org/logs', '--out', again, '--plan', folder).status, 2, 'a folder without a report')
  })
})

test('before a scan there is nothing to export, and it says what to do', () => {
  const result = spawnSync(KYUMEI, ['export', 'squid'], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...env, XDG_STATE_HOME: join(folder, 'none') },
  })
  assert.equal(result.status, 2)
  assert.match(result.stderr, /run kyumei scan first/)
})
