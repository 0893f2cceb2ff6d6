/** From planted events to what a report says: identity, roles, exceptions, coverage. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { DETECTORS } from '../detect/index.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { familyOf } from '../lists/family.ts'
import { parseConfig } from './config.ts'
import type { ScanResult } from './findings.ts'
import type { Machine } from './inventory.ts'
import { investigate } from './investigate.ts'

let office: Organisation
before(async () => {
  office = await organisation()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

/** what the organisation's events come from; the cited lines' texts don't matter here */
const EVIDENCE = {
  id: 'e',
  path: 'e.log',
  sha256: 'e',
  bytes: 0,
  encoding: 'utf-8',
  spool: '/dev/null',
  modified: 0,
}

const look = (
  config = '',
  { machines = [], ...more }: { since?: string; until?: string; machines?: Machine[] } = {},
): Promise<ScanResult> =>
  investigate(
    office.engine,
    DETECTORS,
    { ...parseConfig(config, 'kyumei.yaml', DETECTORS), machines },
    {
      evidence: [EVIDENCE],
      timezone: 'Asia/Tokyo',
      lang: 'en',
      problems: [],
      version: 'test',
      onProgress: () => {},
      ...more,
    },
  )

async function twentyPcs() {
  for (let i = 1; i <= 20; i++) {
    await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(0, 2880, 30), {
      destination_ip: '::ffff:198.51.100.8',
    })
  }
}

const lease = (address: string, name: string, minute: number, mac = '00:00:5e:00:53:01') =>
  office.engine.insert('lease_event', [
    {
      time: new Date(Date.parse('2026-10-04T15:00:00Z') + minute * 60_000)
        .toISOString()
        .replace('T', ' ')
        .replace('Z', ''),
      source_ip: `::ffff:${address}`,
      source_address: address,
      event_action: 'assign',
      source_mac: mac,
      source_name: name,
      evidence_id: 'e',
      line: 1,
    },
  ])

test('an address that passes from one PC to another is two hosts, each with its own events', async () => {
  await lease('10.0.1.5', 'PC-A', 0)
  await lease('10.0.1.5', 'PC-B', 1000, '00:00:5e:00:53:02')
  await office.web('10.0.1.5', 'www.example.co.jp', [10, 500, 1500])
  const { findings } = await look()
  assert.deepEqual(findings.hosts.map((row) => row.host).sort(), ['PC-A', 'PC-B'])
})

test('a PC whose address changes stays one host', async () => {
  await lease('10.0.1.5', 'PC-A', 0)
  await lease('10.0.1.77', 'PC-A', 1000)
  await office.web('10.0.1.5', 'www.example.co.jp', [10])
  await office.web('10.0.1.77', 'www.example.co.jp', [1010])
  const { findings } = await look()
  assert.deepEqual(
    findings.hosts.map((row) => [row.host, row.addresses]),
    [['PC-A', ['10.0.1.5', '10.0.1.77']]],
  )
})

test('the proxy is told by its port, the resolver by port 53, each with the number of its clients', async () => {
  for (let i = 1; i <= 5; i++) {
    await office.flow(`10.0.1.${i}`, '10.0.0.8', 3128, [1, 2])
    await office.flow(`10.0.1.${i}`, '10.0.0.53', 53, [1, 2], { network_transport: 'udp' })
  }
  const { findings } = await look()
  const roles = findings.coverage.filter((fact) => fact.kind === 'role')
  assert.deepEqual(roles.map((fact) => [fact.subject, fact.value]).sort(), [
    ['10.0.0.53', 'resolver'],
    ['10.0.0.8', 'proxy'],
  ])
  assert.match(roles[0]?.text ?? '', /5 hosts/)
})

test('an exception hides a finding, counts it, and ends on its day', async () => {
  await twentyPcs()
  await office.web('10.0.1.7', 'abc.mydns.jp', minutes(100, 1000, 30))
  const found = (result: ScanResult) => result.findings.findings.filter((one) => one.detector === 'dynamic-dns').length
  assert.equal(found(await look()), 1)
  const hidden = await look('allow: [{destination: mydns.jp, reason: our branch, expires: 2999-12-31}]')
  assert.equal(found(hidden), 0)
  assert.match(hidden.findings.coverage.find((fact) => fact.kind === 'allowed')?.text ?? '', /our branch.*[1-9] hidden/)
  const expired = await look('allow: [{destination: mydns.jp, reason: our branch, expires: 2020-01-01}]')
  assert.equal(found(expired), 1)
  const other = await look('allow: [{destination: mydns.jp, host: 10.0.1.8, reason: another PC, expires: 2999-12-31}]')
  assert.equal(found(other), 1)
})

test('--since and --until cut what is looked at', async () => {
  await office.web('10.0.1.7', 'www.example.co.jp', [10, 2000])
  const { findings } = await look('', { since: '2026-10-05T09:00:00Z' })
  assert.deepEqual(findings.range, { first: '2026-10-06T00:20:00Z', last: '2026-10-06T00:20:00Z' })
})

/** one page an hour, each of another site: active, and nothing to notice */
async function reads(host: string, hours: number) {
  for (let hour = 0; hour < hours; hour++) await office.web(host, `www${hour}.example.co.jp`, [hour * 60 + 7])
}

const verdicts = (result: ScanResult) => Object.fromEntries(result.findings.hosts.map((row) => [row.host, row.verdict]))

test('look-ups alone, or a proxy log alone, show no sign of nothing: what goes past the proxy is not visible', async () => {
  await office.dns('10.0.1.3', 'www.example.co.jp', ['198.51.100.8'], minutes(0, 300, 10))
  await reads('10.0.1.4', 5)
  assert.deepEqual(verdicts(await look()), { '10.0.1.3': 'not-visible', '10.0.1.4': 'not-visible' })
})

test('with the logs of permitted connections and of look-ups beside it, or where direct access is forbidden, there is no sign', async () => {
  await reads('10.0.1.4', 5)
  assert.deepEqual(verdicts(await look('direct_access: blocked')), { '10.0.1.4': 'no-sign' })
  await office.flow('10.0.0.8', '198.51.100.8', 443, minutes(0, 300, 10))
  assert.equal(verdicts(await look())['10.0.1.4'], 'not-visible', 'a tunnel in look-ups, or a name that sleeps')
  const { visible } = (await look()).findings.hosts.find((row) => row.host === '10.0.1.4') ?? {}
  assert.deepEqual(visible, { requests: 1, direct: 1, lookups: 0 })
  for (let i = 1; i <= 5; i++)
    await office.dns(`10.0.1.1${i}`, 'www.example.co.jp', ['198.51.100.8'], minutes(0, 300, 10))
  assert.equal(verdicts(await look())['10.0.1.4'], 'no-sign')
})

test('a firewall log that covers a quarter of the hours leaves the host not visible, and says how many hours', async () => {
  await reads('10.0.1.4', 40)
  await office.flow('10.0.0.8', '198.51.100.8', 443, minutes(0, 600, 20))
  const result = await look()
  assert.equal(verdicts(result)['10.0.1.4'], 'not-visible')
  const fact = result.findings.coverage.find((one) => one.id === 'question-direct')
  assert.equal(fact?.value, 0.4) // its ten of forty hours, and the ten of the host that the firewall shows
  assert.match(fact?.text ?? '', /visible in 20 of the 50 hours.*logtraffic all/)
})

test('a proxy whose own log is missing is no infected client: who is behind it is not visible', async () => {
  for (let i = 1; i <= 5; i++) await office.flow(`10.0.1.${i}`, '10.0.0.8', 3128, minutes(0, 2880, 15))
  await office.flow('10.0.0.8', '203.0.113.66', 443, minutes(0, 2880, 5), { source_bytes: 600 })
  const { findings } = await look()
  const proxy = findings.hosts.find((row) => row.host === '10.0.0.8')
  assert.equal(proxy?.verdict, 'not-visible')
  assert.equal(proxy?.stands_for_others, true)
  assert.ok(proxy?.reasons.length, 'what its clients did is still told')
  assert.match(findings.findings[0]?.explanation ?? '', /real client isn't visible/)
  assert.equal(findings.hosts.find((row) => row.host === '10.0.1.1')?.verdict, 'not-visible')
})

test('what a firewall that logs only denied connections cannot show is said, with the setting that would show it', async () => {
  await office.flow('10.0.1.3', '203.0.113.9', 443, minutes(0, 100, 5), { event_action: 'denied' })
  const { findings } = await look()
  const fact = findings.coverage.find((one) => one.id === 'logging-permitted')
  assert.equal(fact?.value, false)
  assert.match(fact?.text ?? '', /logtraffic all/)
  assert.equal(findings.hosts.find((row) => row.host === '10.0.1.3')?.verdict, 'not-visible')
})

test('permitted connections of the proxy alone do not show that those of others are logged', async () => {
  const asked = minutes(0, 2000, 15)
  for (let i = 1; i <= 9; i++) {
    await office.web(`10.0.1.${i}`, 'www.example.co.jp', asked, { destination_ip: '::ffff:203.0.113.80' })
    await office.dns(`10.0.1.${i}`, 'dc.corp.example', ['10.0.0.5'], asked)
  }
  await office.flow('10.0.0.8', '203.0.113.80', 443, asked, { source_bytes: 600 })
  await office.flow('10.0.1.3', '203.0.113.9', 25, minutes(0, 100, 50), { event_action: 'denied' })
  const roles = 'roles:\n  proxies: [10.0.0.8]\n'
  const alone = (await look(roles)).findings
  const fact = alone.coverage.find((one) => one.id === 'logging-permitted')
  assert.equal(fact?.value, false)
  assert.match(fact?.text ?? '', /the proxy's.*direct_access: blocked/)
  assert.equal(alone.hosts.find((row) => row.host === '10.0.1.5')?.verdict, 'not-visible')
  await office.flow('10.0.0.25', '203.0.113.25', 25, asked, { source_bytes: 600 })
  const others = (await look(roles)).findings
  assert.equal(others.hosts.find((row) => row.host === '10.0.1.5')?.verdict, 'no-sign')
})

test('silent hours of a source that is never silent are a gap', async () => {
  await office.web('10.0.1.3', 'www.example.co.jp', [...minutes(0, 3000, 20), ...minutes(3400, 6000, 20)])
  const { findings } = await look()
  assert.equal(findings.coverage.filter((fact) => fact.kind === 'gap').length, 1)
})

test('a family is what one customer has: Japanese second levels and hosting services are no families', () => {
  assert.equal(familyOf('a.b.example.co.jp'), 'example.co.jp')
  assert.equal(familyOf('www.city.example.lg.jp'), 'example.lg.jp')
  assert.equal(familyOf('x.y.herokuapp.com'), 'y.herokuapp.com')
  assert.equal(familyOf('localhost'), 'localhost')
})

test('a mail alone, to which nothing is attached, is examined as well, and no log is', async () => {
  await office.engine.insert('mail', [
    {
      mail_id: 'm',
      content_id: 'm',
      file: 'a.eml',
      time: '2026-10-05 00:00:00.000',
      from_address: 'tanaka@partner.example',
      from_domain: 'partner.example',
      to_address: ['sato@example.co.jp'],
      origin_ip: '::',
      evidence_id: 'e',
      line: 1,
    },
  ])
  try {
    const { findings, volume, problems } = await look()
    assert.equal(findings.mail_counts.examined, 1)
    assert.deepEqual([volume.hosts, findings.hosts, problems], [[], [], []])
    assert.deepEqual(
      findings.coverage.filter((fact) => fact.kind === 'blind').map((fact) => fact.subject),
      ['web', 'flow', 'dns'],
    )
  } finally {
    await office.engine.command('TRUNCATE TABLE mail')
  }
})

test("what a server's leases don't reach back to is still that PC's, where the address was never another's", async () => {
  await lease('10.0.1.5', 'PC-A', 2000)
  await lease('10.0.1.5', 'PC-A', 4000)
  await lease('10.0.1.6', 'PC-B', 2000, '00:00:5e:00:53:02')
  await lease('10.0.1.6', 'PC-C', 4000, '00:00:5e:00:53:03')
  for (const address of ['10.0.1.5', '10.0.1.6']) await office.web(address, 'www.example.co.jp', [10, 2500, 4500])
  const { findings } = await look()
  assert.deepEqual(findings.hosts.map((row) => row.host).sort(), ['10.0.1.6', 'PC-A', 'PC-B', 'PC-C'])
})

test("a firewall's name for a device is its host's, but none that several addresses bear at once", async () => {
  await office.flow('10.0.1.5', '203.0.113.9', 443, [10, 3000], { source_name: 'SV01' })
  for (const phone of ['10.0.2.7', '10.0.2.8'])
    await office.flow(phone, '203.0.113.9', 443, [10, 20], { source_name: 'iPhone' })
  const { findings } = await look()
  assert.deepEqual(findings.hosts.map((row) => row.host).sort(), ['10.0.2.7', '10.0.2.8', 'SV01'])
})

test('the name by which a PC signs in to a server is its host, not the name that a server writes of itself', async () => {
  const names = { network_protocol: 'smb', observer_type: 'endpoint', observer_name: 'FS01.example.local' }
  await office.auth('10.0.1.5', 'tanaka', [10, 2000], { ...names, source_domain: 'PC-A' })
  await office.auth('10.0.1.6', 'suzuki', [20], { ...names, source_domain: 'FS01' })
  for (const address of ['10.0.1.5', '10.0.1.6']) await office.web(address, 'www.example.co.jp', [10, 2500])
  const { findings } = await look()
  assert.deepEqual(findings.hosts.map((row) => row.host).sort(), ['10.0.1.6', 'PC-A'])
})

test("the inventory's address and a computer's own events are one host, and an address that no log names bears the inventory's name; one among leased ones does not, unless nobody owns it", async () => {
  const machines = [
    { name: 'fs01', address: '10.0.1.5' },
    { name: 'PC-9', address: '10.0.1.6' },
    { name: 'PC-8', address: '10.0.3.8' },
    { name: 'NAS-1', address: '10.0.3.9', unowned: true },
  ]
  for (const address of ['10.0.1.5', '10.0.1.6', '10.0.3.8', '10.0.3.9'])
    await office.web(address, 'www.example.co.jp', [10, 2500])
  for (const name of ['FS01.example.local', 'PC-8']) await office.endpoint(name, [20, 600], { host_name: name })
  await lease('10.0.3.7', 'PC-7', 0)
  const { findings } = await look('', { machines })
  const known = findings.hosts.filter((row) => row.addresses.length > 0)
  assert.deepEqual(known.map((row) => [row.host, ...row.addresses]).sort(), [
    ['10.0.3.8', '10.0.3.8'],
    ['NAS-1', '10.0.3.9'],
    ['PC-9', '10.0.1.6'],
    ['fs01', '10.0.1.5'],
  ])
})

test('a PC that tells the DHCP server no name has the one beside its card in the inventory, unless two stand there', async () => {
  const machines = [
    { name: 'PC-9.example.local', address: '00:00:5e:00:53:09' },
    { name: 'PC-7', address: '00:00:5e:00:53:08' },
    { name: 'PC-8', address: '00:00:5e:00:53:08' },
    { name: 'PC-6', address: '00:00:5e:00:53:05' },
  ]
  const cards = { '10.0.1.9': ['', '09'], '10.0.1.8': ['', '08'], '10.0.1.5': ['PC-5', '05'] } as const
  for (const [address, [name, card]] of Object.entries(cards)) {
    await lease(address, name, 0, `00:00:5e:00:53:${card}`)
    await office.web(address, 'www.example.co.jp', [10, 2500])
  }
  const { findings } = await look('', { machines })
  assert.deepEqual(findings.hosts.map((row) => row.host).sort(), ['00:00:5e:00:53:08', 'PC-5', 'PC-9'])
})

test("a sweep from a VPN session is its account's too; its owner at home in the next session swept nothing", async () => {
  await twentyPcs()
  const session = (user: string, minute: number, action: string) =>
    office.auth('203.0.113.77', user, [minute], {
      event_action: action,
      network_protocol: 'vpn',
      event_details: '10.212.134.200',
    })
  // some gateways tell the address inside in a line after the sign-in's
  await session('tanaka', 100, 'session')
  await session('tanaka', 200, 'logout')
  await session('suzuki', 300, 'login')
  for (let i = 1; i <= 20; i++)
    await office.flow('10.212.134.200', `10.0.1.${i}`, 445, [150 + i / 10], {
      event_action: i % 5 ? 'denied' : 'allowed',
    })
  await office.flow('10.212.134.200', '10.0.1.3', 3389, [310])
  const { findings } = await look()
  const scan = findings.findings.find((one) => one.detector === 'internal-scan')
  assert.deepEqual([scan?.hosts, scan?.accounts], [['tanaka (VPN)'], ['tanaka']])
  assert.deepEqual(
    findings.accounts.map((row) => [row.account, row.verdict, row.steps.map((step) => step.what)]),
    [['tanaka', 'suspected', ['spread']]],
  )
})
