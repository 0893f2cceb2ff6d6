import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { dnsBeacon } from './dns-beacon.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.web('10.0.9.9', 'www.example.co.jp', [1, 12000]) // the logs begin on Monday
  await office.dns('10.0.9.9', 'www.example.co.jp', ['203.0.113.80'], [1, 12000])
})

const NX = { dns_response_code: 'NXDOMAIN' }
const DEAD = { http_response_status_code: 503, event_outcome: 'failure', destination_ip: '::' }
/** every `step` minutes, each up to half a step early or late */
function jittered(from: number, to: number, step: number): number[] {
  const out = [from]
  for (let i = 1; (out.at(-1) ?? to) < to; i++) out.push((out.at(-1) ?? 0) + step * (0.5 + ((i * 7919) % 1000) / 1000))
  return out
}

test('a steady look-up that answers 127.0.0.1 is high, one that answers NXDOMAIN medium', async () => {
  await office.dns('10.0.1.7', 'c2.kusatta.example.com', ['127.0.0.1'], minutes(3000, 9000, 60))
  await office.dns('10.0.1.8', 'www.nemutta.example.net', [], jittered(3000, 9000, 60), NX)
  assert.deepEqual(
    new Map((await office.run(dnsBeacon)).map((sign) => [sign.hosts[0], sign.severity])),
    new Map([
      ['10.0.1.7', 'high'],
      ['10.0.1.8', 'medium'],
    ]),
  )
})

test('a name that lived for an hour between is high; three-day sleep is seen', async () => {
  await office.dns('10.0.1.7', 'a.example.com', [], minutes(3000, 9000, 60), NX)
  await office.dns('10.0.1.7', 'a.example.com', ['203.0.113.9'], [6010, 6020])
  await office.dns('10.0.1.8', 'b.example.net', ['0.0.0.0'], minutes(1500, 30000, 4320))
  const signs = await office.run(dnsBeacon)
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'high'],
    ['10.0.1.8', 'high'],
  ])
})

test("behind a proxy the sign is the proxy's periodic error", async () => {
  await office.web('10.0.1.7', 'c2.example.com', minutes(3000, 9000, 30), DEAD)
  await office.web('10.0.1.8', 'c3.example.com', minutes(3000, 9000, 30), { ...DEAD, destination_ip: '127.0.0.1' })
  const signs = await office.run(dnsBeacon)
  assert.deepEqual(signs.map((sign) => sign.destinations[0]).sort(), ['c2.example.com', 'c3.example.com'])
  assert.ok(signs.every((sign) => sign.severity === 'medium' || sign.severity === 'high'))
})

test('WPAD, single labels, reverse and block-list look-ups, own suffixes and many hosts accuse nobody', async () => {
  const asked = minutes(3000, 9000, 60)
  for (const name of [
    'wpad.example.co.jp',
    'oldserver',
    '9.113.0.203.in-addr.arpa',
    '9.113.0.203.zen.spamhaus.org',
    'fs1.corp.local',
  ])
    await office.dns('10.0.1.7', name, [], asked, NX)
  await office.dns('10.0.1.8', 'www.google.com.kaisha.co.jp', [], asked, NX)
  await office.dns('10.0.1.8', 'fileserver.kaisha.co.jp', ['192.168.1.5'], minutes(3000, 3600, 60))
  for (let i = 20; i < 30; i++) await office.dns(`10.0.1.${i}`, 'old.example.org', [], asked, NX)
  const signs = await office.run(dnsBeacon)
  assert.ok(signs.every((sign) => sign.severity === 'informational' && sign.destinations[0] === 'old.example.org'))
})

test('NODATA, irregular look-ups, and a start-up item once a day stay low or silent', async () => {
  await office.dns('10.0.1.7', 'v6only.example.com', [], minutes(3000, 9000, 60), { dns_response_code: 'NODATA' })
  await office.dns('10.0.1.8', 'typo.example.com', [], [3000, 3100, 3103, 5000, 7700, 7705, 8990, 8999], NX)
  await office.dns('10.0.1.9', 'expired.example.com', [], minutes(3000, 20000, 1440), NX)
  const signs = await office.run(dnsBeacon)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.9', 'low']],
  )
})

test('what an own filter blocks is said to be blocked, one step lower', async () => {
  for (let i = 0; i < 12; i++)
    await office.dns('10.0.1.30', `ads${i}.tracker${i}.com`, ['0.0.0.0'], [3000 + i, 3500 + i])
  await office.dns('10.0.1.7', 'c2.example.com', ['0.0.0.0'], minutes(3000, 9000, 60))
  const sign = (await office.run(dnsBeacon)).find((one) => one.hosts[0] === '10.0.1.7')
  assert.match(sign?.mitigations.map((text) => text.en).join() ?? '', /filter/)
  assert.notEqual(sign?.severity, 'high')
})

test("where the log has no answers, a name that is looked up by the clock and never contacted is medium; what is contacted, what begins with the logs, and a host whose connections aren't logged are not told of", async () => {
  const asks = { event_type: 'query' }
  for (const host of ['10.0.1.5', '10.0.1.6', '10.0.1.7', '10.0.1.8', '10.0.1.9']) {
    const work = minutes(0, 7 * 1440, 20)
    await office.dns(host, 'www.example.co.jp', [], work, asks)
    if (host !== '10.0.1.8')
      await office.flow(
        host,
        '203.0.113.80',
        443,
        work.map((at) => at + 0.02),
      )
  }
  const calls = jittered(2013, 7 * 1440, 120)
  await office.dns('10.0.1.5', 'status.nemuri-a.example', [], calls, asks)
  await office.dns('10.0.1.6', 'status.nemuri-b.example', [], calls, asks)
  await office.flow(
    '10.0.1.6',
    '203.0.113.90',
    443,
    calls.map((at) => at + 0.03),
  )
  await office.dns('10.0.1.8', 'status.nemuri-c.example', [], calls, asks)
  await office.dns('10.0.1.9', 'status.nemuri-d.example', [], jittered(2, 7 * 1440, 120), asks)
  assert.deepEqual((await office.run(dnsBeacon)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.5', 'medium'],
    ['10.0.1.9', 'low'],
  ])
})

test("dead names of several owners that one host asks for at one pace are malware's spare servers, since the logs begin too; one owner's names, and left-overs with paces of their own, are routine", async () => {
  const ask = async (host: string, names: [string, number][]) => {
    for (const [name, step] of names) await office.dns(host, name, [], minutes(2, 12000, step), NX)
  }
  await ask('10.0.1.7', [
    ['img.kusatta.example.com', 90],
    ['cdn.nemutta.example.net', 90],
  ])
  await ask('10.0.1.8', [
    ['a.maker.example.org', 90],
    ['b.maker.example.org', 90],
  ])
  await ask('10.0.1.9', [
    ['old.kaikei.example.jp', 60],
    ['old.shashin.example.net', 240],
  ])
  const signs = await office.run(dnsBeacon)
  const told = (host: string) => signs.filter((sign) => sign.hosts[0] === host).map((sign) => sign.severity)
  assert.deepEqual(told('10.0.1.7'), ['medium', 'medium'])
  assert.deepEqual(told('10.0.1.8'), ['low', 'low'])
  assert.deepEqual(told('10.0.1.9'), ['low', 'low'])
})

test('dead names that a host takes in turn are one sign, since the logs begin too where several owners have them; what is asked for at odd times, together too, is none', async () => {
  const turns = (names: string[], at: number[], pick: (i: number) => number) =>
    Promise.all(
      names.map((name, own) =>
        office.dns(
          '10.0.1.7',
          name,
          [],
          at.filter((_, i) => pick(i) % names.length === own),
          NX,
        ),
      ),
    )
  // without a pattern, so that none of the names keeps a pace of its own
  const random = (i: number) => Math.floor((Math.sin(i * 12.9898) + 1) * 43758.5453)
  await turns(
    ['img.kusatta.example.com', 'update.kusatta.example.com', 'api.nemutta.example.net'],
    minutes(2, 12000, 21),
    random,
  )
  const [sign, ...others] = await office.run(dnsBeacon)
  assert.deepEqual(others, [])
  assert.equal(sign?.severity, 'medium')
  assert.deepEqual([...(sign?.destinations ?? [])].sort(), [
    'api.nemutta.example.net',
    'img.kusatta.example.com',
    'update.kusatta.example.com',
  ])
  await office.clear()
  const pages = minutes(3000, 12000, 7).filter((_, i) => random(i) % 9 === 0)
  await turns(['old.kaikei.example.jp', 'stats.shashin.example.net', 'ad.koukoku.example.com'], pages, random)
  assert.deepEqual(await office.run(dnsBeacon), [])
})

test('a name whose servers never answer leads nowhere; one that failed while the line was down does not', async () => {
  const FAILED = { dns_response_code: 'SERVFAIL', event_type: 'answer' }
  const ASKED = { event_type: 'query' }
  const paced = minutes(3000, 9000, 50)
  for (const [host, name] of [
    ['10.0.1.7', 'cdn.kieta.example.com'],
    ['10.0.1.8', 'www.genki.example.net'],
  ] as const) {
    await office.dns(host, name, [], paced, ASKED)
    const down = host === '10.0.1.7' ? paced : paced.slice(40, 44)
    await office.dns(host, name, [], down, FAILED)
  }
  const signs = await office.run(dnsBeacon)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.severity, sign.words.answer]),
    [['10.0.1.7', 'medium', 'SERVFAIL']],
  )
})
