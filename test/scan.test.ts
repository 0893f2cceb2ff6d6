/** The commands as a user runs them, on a simulated organisation and on damaged input. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { simulate, type Truth } from '../sim/simulate.ts'
import type { EvidenceFile } from '../src/evidence/evidence-file.ts'
import { hasMetricName } from '../src/i18n/metrics.ts'
import type { FindingsFile } from '../src/story/findings.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-e2e-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => spawnSync(KYUMEI, args, { encoding: 'utf8', cwd: folder })
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

describe('an organisation under attack', () => {
  let truth: Truth
  let findings: FindingsFile
  let evidence: EvidenceFile
  const out = join(folder, 'attack')
  before(async () => {
    truth = await simulate({
      out: join(folder, 'org'),
      seed: 4711,
      hosts: 30,
      days: 4,
      attack: true,
      behaviours: ['bypass-beacon', 'dyndns-proxy', 'direct-ip-proxy', 'paas-proxy', 'sleeper-dns', 'sweep', 'tunnel'],
    })
    const result = run('scan', join(folder, 'org/logs'), '--out', out, '--lang', 'ja', '--fail-on', 'high')
    assert.equal(result.status, 1, result.stderr)
    assert.match(result.stdout, /感染と判断/)
    findings = json(join(out, 'findings.json'))
    evidence = json(join(out, 'evidence.json'))
  })

  test('the victims are found, by the detectors that see their behaviour', () => {
    for (const infected of truth.infected) {
      const host = findings.hosts.find((row) => row.addresses.includes(infected.address))
      const allowed = infected.expected_verdict === 'infected' ? ['infected'] : ['infected', 'suspected']
      assert.ok(allowed.includes(host?.verdict ?? ''), `${infected.behaviour}: ${host?.verdict}`)
      const own = findings.findings.filter((finding) => host?.reasons.includes(finding.id))
      for (const detector of infected.expected_detectors)
        assert.ok(
          own.some((finding) => finding.detector === detector),
          `${infected.behaviour} by ${detector}`,
        )
    }
  })

  test('nobody else is', () => {
    const guilty = new Set(truth.infected.map((one) => one.address))
    const others = findings.hosts.filter(
      (row) => row.verdict === 'infected' && !row.addresses.some((address) => guilty.has(address)),
    )
    assert.deepEqual(others, [])
  })

  test('every line is an event, ignored or kept as unparsed', () => {
    for (const file of evidence.files) {
      assert.equal(file.lines, file.parsed + file.ignored + file.unparsed, file.path)
      assert.equal(file.unparsed, 0, file.path)
    }
  })

  test('verify finds every cited line unchanged, and notices a change', () => {
    assert.equal(run('verify', out).status, 0)
    appendFileSync(join(folder, 'org/logs/proxy/access.log'), 'one more line\n')
    const changed = run('verify', out)
    assert.equal(changed.status, 3)
    assert.match(changed.stdout, /access\.log/)
  })

  test('every number that a finding shows has a name in both languages', () => {
    const ids = new Set(findings.findings.flatMap((finding) => Object.keys(finding.metrics)))
    assert.deepEqual(
      [...ids].filter((id) => !hasMetricName(id)),
      [],
    )
  })

  test('kyumei volume looks into the workspace', () => {
    const result = run('volume', '--workspace', join(out, 'workspace'), '--by', 'host', '--json')
    assert.equal(result.status, 0, result.stderr)
    const rows = JSON.parse(result.stdout) as { what: string; contacts: number }[]
    assert.ok(rows.length > 5 && rows.every((row) => row.contacts > 0))
  })

  test('timeline, search and explain look into the last scan', () => {
    const workspace = join(out, 'workspace')
    const victim = findings.hosts.find((row) => row.verdict === 'infected')?.host ?? ''
    const timeline = run('timeline', victim, '--workspace', workspace, '--json')
    assert.equal(timeline.status, 0, timeline.stderr)
    const rows = JSON.parse(timeline.stdout) as { time: string; kind: string; file: string; line: number }[]
    assert.ok(rows.some((row) => row.kind.startsWith('finding:')) && rows.some((row) => row.kind === 'lease'))
    assert.ok(
      rows.every((row, i) => i === 0 || (rows[i - 1]?.time ?? '') <= row.time),
      'in time',
    )
    assert.ok(
      rows.every((row) => row.file !== '' && row.line > 0),
      'each with its line',
    )
    const sketch = run('timeline', victim, '--workspace', workspace, '--timesketch').stdout.trim().split('\n')
    assert.ok(sketch.every((line) => 'timestamp_desc' in (JSON.parse(line) as object)))
    const place = findings.destinations[0]?.destination ?? ''
    const found = run('search', place, '--workspace', workspace, '--json')
    assert.ok(
      (JSON.parse(found.stdout) as { value: string }[]).some((row) => row.value.includes(place)),
      found.stderr,
    )
    const broken = place.replaceAll('.', '[.]')
    for (const command of ['search', 'timeline']) {
      const shown = run(command, broken, '--workspace', workspace)
      assert.ok(shown.stdout.includes(broken) && !shown.stdout.includes(place), shown.stdout.slice(0, 500))
    }
    const [first] = findings.findings
    const explained = run('explain', first?.id.slice(0, 8) ?? '', '--workspace', workspace)
    assert.match(explained.stdout, new RegExp(first?.id ?? '-'))
    assert.match(explained.stdout, /docs\/verdicts\.md/)
    assert.equal(run('explain', 'ffffffffffff', '--workspace', workspace).status, 2)
    assert.equal(run('timeline', 'nobody', '--workspace', join(folder, 'no-workspace')).status, 2)
  })

  test('the page carries both nothing live of the evidence and every finding', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    for (const finding of findings.findings) assert.ok(page.includes(`id="${finding.id}"`))
    assert.doesNotMatch(page, /(?:href|src)="(?!#)/)
    assert.match(page, /<html lang="ja">/)
  })
})

test('a benign organisation, with all that looks like an attack, has no infected and no suspected host', async () => {
  await simulate({ out: join(folder, 'benign'), seed: 99, hosts: 30, days: 4, attack: false })
  const out = join(folder, 'benign-report')
  assert.equal(run('scan', join(folder, 'benign/logs'), '--out', out).status, 0)
  const { hosts, findings } = json<FindingsFile>(join(out, 'findings.json'))
  assert.deepEqual(
    hosts.filter((row) => row.verdict === 'infected' || row.verdict === 'suspected'),
    [],
  )
  assert.ok(findings.length > 5, 'what looks like an attack and is explained is told')
})

test('a scan speaks of what it was given, not of what its workspace held before', async () => {
  const [one, two, out] = [join(folder, 'one.log'), join(folder, 'two.log'), join(folder, 'twice')]
  const line = (client: string) =>
    `1475629201.123    187 ${client} TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html\n`
  writeFileSync(one, line('192.168.10.21'))
  writeFileSync(two, line('192.168.10.22'))
  assert.equal(run('scan', one, '--out', out).status, 0)
  assert.equal(run('scan', two, '--out', out).status, 0)
  const { hosts } = json<FindingsFile>(join(out, 'findings.json'))
  assert.deepEqual(
    hosts.map((row) => row.host),
    ['192.168.10.22'],
  )
  assert.equal(run('scan', two, '--out', out, '--tz', 'UTC').status, 0)
  assert.equal(json<EvidenceFile>(join(out, 'evidence.json')).files[0]?.timezone, 'UTC')
})

test('damaged input is reported with exit 3, and all the rest is done', () => {
  const bad = join(folder, 'bad')
  mkdirSync(bad)
  const line =
    '1475629201.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html\n'
  writeFileSync(join(bad, 'empty.log'), '')
  writeFileSync(join(bad, 'binary.exe'), Buffer.concat([Buffer.from('4d5a9000', 'hex'), Buffer.alloc(500)]))
  writeFileSync(join(bad, 'cut.log.gz'), gzipSync(line.repeat(2000)).subarray(0, 200))
  writeFileSync(
    join(bad, 'access.log'),
    `${line}garbage \u0000\n${line.replace('1475629201', '9999999999')}${line.slice(0, 40)}`,
  )
  writeFileSync(join(bad, 'long.log'), 'x'.repeat(5_000_000))
  cpSync(join(bad, 'access.log'), join(bad, 'again.log'))
  const out = join(folder, 'bad-report')
  const result = run('scan', bad, '--out', out, '--lang', 'en')
  assert.equal(result.status, 3, result.stderr)
  assert.match(result.stdout, /binary\.exe: a binary file/)
  assert.match(result.stdout, /cut\.log\.gz/)
  assert.match(result.stdout, /before 1995 or after tomorrow/)
  const { files } = json<EvidenceFile>(join(out, 'evidence.json'))
  const access = files.find((file) => file.path.endsWith('access.log'))
  assert.deepEqual([access?.lines, access?.parsed, access?.unparsed], [4, 1, 3])
  const again = files.find((file) => file.path.endsWith('again.log'))
  assert.equal(again?.duplicate_of, access?.path, 'the same content counts once, and is named')
})

test('a configuration among the evidence is used only where it is named; a workspace there that was not used last is told', () => {
  const there = join(folder, 'handed-over')
  mkdirSync(there)
  const line = `1475629201.123    187 192.168.10.21 TCP_MISS/200 1 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 -\n`
  writeFileSync(join(there, 'access.log'), line)
  writeFileSync(join(there, 'kyumei.yaml'), 'timezone: America/New_York\n')
  // a cache named from here would lie among the evidence
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), NODE_COMPILE_CACHE: join(folder, 'cache') }
  const scan = (...args: string[]) =>
    spawnSync(KYUMEI, ['scan', '.', '--lang', 'en', ...args], { encoding: 'utf8', cwd: there, env })
  const zone = () => json<EvidenceFile>(join(there, 'kyumei-report', 'evidence.json')).files[0]?.timezone
  const brought = scan()
  assert.equal(brought.status, 3)
  assert.match(brought.stderr, /kyumei\.yaml: a configuration among the evidence; it was not used/)
  assert.match(brought.stdout, /a configuration among the evidence/)
  assert.equal(zone(), 'Asia/Tokyo')
  const named = scan('--config', 'kyumei.yaml')
  assert.equal(named.status, 0, named.stdout)
  assert.equal(named.stderr, '')
  assert.equal(zone(), 'America/New_York')
  rmSync(join(folder, 'state'), { recursive: true })
  assert.match(scan('--config', 'kyumei.yaml').stderr, /a workspace that was among the evidence before/)
  assert.equal(scan('--config', 'kyumei.yaml').stderr, '')
})

test('where nothing could be read, nothing is judged', () => {
  const result = run('scan', join(folder, 'nowhere'), '--out', join(folder, 'nothing'), '--lang', 'en')
  assert.equal(result.status, 3)
  assert.match(result.stdout, /nothing can be judged/)
  assert.match(readFileSync(join(folder, 'nothing', 'report.html'), 'utf8'), /nothing can be judged/)
})

test('kyumei parse prints one object a line, null where unparsed', () => {
  const input =
    '1475629201.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html\nnothing\n'
  const result = spawnSync(KYUMEI, ['parse'], { input, encoding: 'utf8' })
  const [first, second] = result.stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  assert.equal(first['@timestamp'], '2016-10-05T01:00:01.123Z')
  assert.equal(first.source.ip, '192.168.10.21')
  assert.equal(first.url.domain, 'www.example.co.jp')
  assert.equal(second, null)
})

test('kyumei lists says which lists a name is on', () => {
  const rows = JSON.parse(run('lists', 'a.mydns.jp', 'www.example.co.jp', '--json').stdout) as {
    name: string
    list: string
  }[]
  assert.deepEqual(
    rows.map((row) => [row.name, row.list]),
    [['a.mydns.jp', 'dynamic-dns']],
  )
})

test('wrong usage is exit 2 with a word of help', () => {
  assert.equal(run('scan').status, 2)
  assert.equal(run('scan', '.', '--tz', 'Mars/Olympus').status, 2)
  assert.equal(run('nonsense').status, 2)
  assert.equal(run('scan', '.', '--since', '2026-02-31').status, 2, 'there is no such day')
  for (const asked of [
    ['--start', '2026-99-99'],
    ['--hosts', '0'],
  ])
    assert.equal(run('simulate', '--out', join(folder, 'none'), ...asked).status, 2, asked.join(' '))
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const onFile = run('scan', '.', '--out', file)
  assert.equal(onFile.status, 2)
  assert.match(onFile.stderr, /is a file: --out names the folder/)
  assert.equal(run('--help').status, 0)
})
