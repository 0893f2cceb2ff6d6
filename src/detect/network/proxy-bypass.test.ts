import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { proxyBypass } from './proxy-bypass.ts'

let office: Organisation
const PCS = Array.from({ length: 20 }, (_, i) => `10.0.1.${i + 1}`)
/** what a page and its parts ask for */
const PAGE = ['a.example', 'b.example', 'c.example', 'd.example']
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const pc of PCS) {
    await office.web(pc, 'www.example.co.jp', minutes(0, 2880, 5))
    for (const name of PAGE) await office.web(pc, name, [600])
  }
})

test('a PC that goes past the proxy to one place for two days is high', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  const signs = await office.run(proxyBypass)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', '203.0.113.9', 'high']],
  )
})

test("SSH to a university past the proxy is one step weaker, two where it was there from the beginning; to anybody else's it is not", async () => {
  const university = '133.11.1.1' // The University of Tokyo
  const verdicts = async (address: string, port: number, from: number) => {
    await office.flow('10.0.1.7', address, port, minutes(from, 2800, 60))
    return (await office.run(proxyBypass)).map((sign) => sign.severity)
  }
  assert.deepEqual(await verdicts(university, 22, 1500), ['medium'])
  assert.deepEqual(await verdicts(university, 22, 5), ['low'])
  assert.deepEqual((await verdicts('203.0.113.9', 22, 1500)).sort(), ['high', 'low'])
})

test('attempts that the firewall stops count too, one step lower', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30), { event_action: 'denied' })
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => sign.severity),
    ['medium'],
  )
})

test('a program that tries directly now and then, always stopped, is low', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 300), { event_action: 'denied' })
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => sign.severity),
    ['low'],
  )
})

test('what many PCs reach directly is one informational finding', async () => {
  for (let i = 1; i <= 12; i++) await office.flow(`10.0.1.${i}`, '203.0.113.20', 443, minutes(100, 2000, 60))
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => sign.severity),
    ['informational'],
  )
})

test('fail-over while the proxy is down is nothing', async () => {
  await office.clear()
  for (const pc of PCS) await office.web(pc, 'www.example.co.jp', [...minutes(0, 600, 1), ...minutes(620, 1000, 1)])
  for (const [i, pc] of PCS.entries()) await office.flow(pc, `203.0.113.${100 + i}`, 443, minutes(600, 620, 1))
  assert.deepEqual(
    (await office.run(proxyBypass)).filter((sign) => sign.severity !== 'informational'),
    [],
  )
})

test('push messages, calls and time have no proxy to go through', async () => {
  for (const port of [5228, 3478, 123]) await office.flow('10.0.1.3', '203.0.113.30', port, minutes(0, 2000, 20))
  assert.deepEqual(await office.run(proxyBypass), [])
})

test('a copier that never uses the proxy is low at most', async () => {
  await office.flow('10.0.1.60', '203.0.113.40', 443, minutes(0, 2880, 60))
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => sign.severity),
    ['low'],
  )
})

test('without a proxy there is nothing to go past', async () => {
  await office.clear()
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(await office.run(proxyBypass), [])
})

test('a few connections that stay open for hours, on two days, are lasting contact', async () => {
  await office.web('10.0.1.7', 'www.example.co.jp', minutes(0, 6000, 60))
  await office.flow('10.0.1.7', '203.0.113.9', 443, [1500, 3000, 4500], { event_duration_ms: 9 * 3_600_000 })
  assert.equal((await office.run(proxyBypass))[0]?.severity, 'high')
})

test('a firewall that filters requests on their way is no proxy: its own clients go past nothing', async () => {
  await office.clear()
  for (const [i, pc] of PCS.entries()) {
    const address = `203.0.113.${100 + i}`
    await office.web(pc, `www${i}.example.jp`, minutes(0, 2880, 30), { destination_ip: `::ffff:${address}` })
    await office.flow(pc, address, 443, minutes(0, 2880, 30))
  }
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(await office.run(proxyBypass), [])
})

test('a proxy that logs the addresses it fetches from is one: who connects to another address goes past it', async () => {
  await office.clear()
  for (const [i, pc] of PCS.entries())
    await office.web(pc, `www${i}.example.jp`, minutes(0, 2880, 30), { destination_ip: `::ffff:203.0.113.${100 + i}` })
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(120, 2800, 30))
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.7', 'high']],
  )
})

test('a laptop back from tethering tries the places it knows, for minutes each day: one low finding', async () => {
  for (let day = 0; day < 8; day++)
    for (let i = 0; i < 12; i++) await office.flow('10.0.1.7', `203.0.113.${10 + i}`, 443, [200 + day * 1440 + (i % 4)])
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => [sign.severity, sign.destinations.length]),
    [['low', 12]],
  )
})

test('… and what also calls alone stands out from it', async () => {
  for (let day = 0; day < 8; day++)
    for (let i = 0; i < 12; i++) await office.flow('10.0.1.7', `203.0.113.${10 + i}`, 443, [200 + day * 1440 + (i % 4)])
  await office.flow('10.0.1.7', '198.51.100.9', 443, minutes(100, 10_000, 200))
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => [sign.severity, sign.destinations[0]]),
    [
      ['high', '198.51.100.9'],
      ['low', '203.0.113.10'],
    ],
  )
})

test('in a large organisation, too, where its exceptions are more than anybody reads, a laptop back from tethering is one low finding, and who also calls alone stands out', async () => {
  await office.clear()
  const large = Array.from({ length: 130 }, (_, i) => `10.0.2.${i + 1}`)
  for (const [i, pc] of large.entries()) {
    await office.web(pc, 'www.example.co.jp', minutes(i % 10, 2880, 10))
    for (let place = 0; place < 40; place++)
      await office.flow(pc, `203.0.${place}.113`, 443, minutes(90 + ((i + place) % 60), 2880, 300))
  }
  // the one that it asks for most is among those that it asks for each time
  for (const laptop of ['10.0.2.7', '10.0.2.9'])
    for (let day = 0; day < 3; day++)
      for (let i = 0; i < 12; i++)
        await office.flow(
          laptop,
          `198.51.${i}.100`,
          443,
          minutes(200, i === 0 ? 204 : 201, 1).map((minute) => minute + day * 1440),
        )
  await office.flow('10.0.2.9', '192.0.2.9', 443, minutes(100, 10_000, 200))
  const context = await office.context(proxyBypass)
  const signs = await proxyBypass.run({ ...context, roles: { ...context.roles, clients: 130 } })
  assert.deepEqual(
    signs
      .filter((sign) => sign.severity !== 'informational')
      .map((sign) => [sign.severity, sign.hosts[0], sign.destinations.length])
      .sort(),
    [
      ['high', '10.0.2.9', 1],
      ['low', '10.0.2.7', 12],
      ['low', '10.0.2.9', 12],
    ],
  )
})

test('many that go to different addresses of one range use a service; victims of one attacker meet at one address', async () => {
  const calls = [300, 310, 320, 1700, 1710, 1720, 2500, 2510]
  const severities = async () => {
    const context = await office.context(proxyBypass)
    const signs = await proxyBypass.run({ ...context, roles: { ...context.roles, clients: 300 } })
    return [...new Set(signs.map((sign) => sign.severity))]
  }
  for (let i = 0; i < 6; i++) await office.flow(PCS[i] ?? '', `203.0.113.${10 + i}`, 443, calls)
  assert.deepEqual(await severities(), ['low'])
  for (let i = 0; i < 6; i++) await office.flow(PCS[i] ?? '', '198.51.100.9', 443, calls)
  assert.deepEqual((await severities()).sort(), ['high', 'low'])
})

test("a browser's encrypted DNS, which follows the look-ups of its resolver, is informational; another place that the same PC calls is high", async () => {
  const calls = minutes(120, 2800, 15)
  await office.dns(
    '10.0.1.7',
    'dns.google',
    [],
    calls.filter((_, i) => i % 2 === 0),
    { event_type: 'query' },
  )
  for (const turn of [0, 1])
    await office.flow(
      '10.0.1.7',
      `203.0.113.${turn + 8}`,
      443,
      calls.filter((_, i) => (i >> 1) % 2 === turn).map((minute) => minute + 0.02),
    )
  await office.flow('10.0.1.7', '198.51.100.9', 443, minutes(125, 2800, 10))
  assert.deepEqual((await office.run(proxyBypass)).map((sign) => [sign.destinations[0], sign.severity]).sort(), [
    ['198.51.100.9', 'high'],
    ['203.0.113.8', 'informational'],
    ['203.0.113.9', 'informational'],
  ])
})

test('telephones in a network without a proxy are one finding; a PC with a proxy beside them stands alone', async () => {
  for (const phone of [31, 32, 33, 34])
    for (let i = 0; i < 12; i++)
      await office.flow(`10.0.9.${phone}`, `203.0.${phone}.${10 + i}`, 443, minutes(100 + i, 4000, 300))
  await office.flow('10.0.1.7', '198.51.100.9', 443, minutes(100, 10_000, 200))
  assert.deepEqual(
    (await office.run(proxyBypass)).map((sign) => [sign.severity, sign.hosts.length]),
    [
      ['high', 1],
      ['low', 4],
    ],
  )
})

test('since the first day through a rule of the firewall for this place alone: low; begun later, or through the rule for everything, it is high', async () => {
  const through = (rule: string) => ({ rule_name: rule })
  await office.flow('10.0.1.7', '203.0.113.9', 8443, minutes(60, 2800, 30), through('EDI-OUT'))
  await office.flow('10.0.1.8', '203.0.113.77', 8443, minutes(2000, 2800, 20), through('EDI-OUT'))
  await office.flow('10.0.1.9', '198.51.100.9', 8443, minutes(60, 2800, 30), through('LAN-OUT'))
  for (let i = 1; i < 6; i++) await office.flow(`10.0.1.${i}`, `192.0.2.${i}`, 5228, [100], through('LAN-OUT'))
  assert.deepEqual((await office.run(proxyBypass)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
    ['10.0.1.9', 'high'],
  ])
})

/** Three hours each night for a week, each hour at the next of eight addresses. */
async function nightly(host: string, block: string, rule: string, from = 0) {
  for (let day = from; day < 7; day++)
    for (let call = 0; call < 24; call++)
      await office.flow(host, `${block}.${(call % 8) + 10}`, 443, [day * 1440 + 1320 + call * 4], { rule_name: rule })
}

test('a backup that uses several addresses in turn is one task: through its own rule, at the same hours since the first night, it is one low finding', async () => {
  for (const pc of PCS) await office.web(pc, 'www.example.co.jp', minutes(2880, 10_000, 5))
  await nightly('10.0.1.7', '203.0.113', 'backup-out')
  const signs = await office.run(proxyBypass)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.count, sign.destinations.length]),
    [['low', 168, 8]],
  )
})

test('… what begins later, goes through the rule for everything, or around the clock through its own, is high', async () => {
  for (const pc of PCS) await office.web(pc, 'www.example.co.jp', minutes(2880, 10_000, 5))
  await nightly('10.0.1.7', '203.0.113', 'new-out', 4)
  await nightly('10.0.1.8', '198.51.100', 'LAN-OUT')
  for (let i = 11; i < 17; i++) await office.flow(`10.0.1.${i}`, `192.0.2.${i}`, 5228, [100], { rule_name: 'LAN-OUT' })
  for (let i = 0; i < 4; i++)
    await office.flow('10.0.1.9', `9.9.3.${i + 1}`, 443, minutes(i * 60, 9000, 240), { rule_name: 'sync-out' })
  const signs = (await office.run(proxyBypass)).filter((sign) => sign.severity !== 'low')
  assert.deepEqual([...new Set(signs.map((sign) => `${sign.hosts[0]} ${sign.severity}`))].sort(), [
    '10.0.1.7 high',
    '10.0.1.8 high',
    '10.0.1.9 high',
  ])
})

test("a server's backup through everybody's rule is one low finding where it runs every night since the first; begun later, by a PC, at one address, or around the clock, it is not", async () => {
  for (const pc of PCS) await office.web(pc, 'www.example.co.jp', minutes(2880, 10_000, 5))
  for (const server of ['10.0.9.5', '10.0.9.6', '10.0.9.7', '10.0.9.8'])
    await office.web(server, 'update.example.com', minutes(0, 10_000, 55))
  await nightly('10.0.9.5', '203.0.113', 'OUT')
  await nightly('10.0.9.6', '198.51.100', 'OUT', 4)
  await nightly('10.0.1.9', '192.0.2', 'OUT')
  for (let day = 0; day < 7; day++)
    await office.flow('10.0.9.7', '9.9.3.1', 443, minutes(day * 1440 + 1320, day * 1440 + 1400, 4), {
      rule_name: 'OUT',
    })
  for (let i = 0; i < 3; i++)
    await office.flow('10.0.9.8', `9.9.4.${i + 1}`, 443, minutes(i * 60, 10_000, 180), { rule_name: 'OUT' })
  const signs = await office.run(proxyBypass)
  assert.deepEqual([...new Set(signs.map((sign) => `${sign.hosts[0]} ${sign.severity}`))].sort(), [
    '10.0.1.9 high',
    '10.0.9.5 low',
    '10.0.9.6 high',
    '10.0.9.7 high',
    '10.0.9.8 high',
  ])
  assert.equal(signs.filter(({ hosts }) => hosts[0] === '10.0.9.5').length, 1)
})

test("what a department's hosts reach directly, in a large organisation, is one step weaker than what few do", async () => {
  await office.close()
  office = await organisation(240)
  await office.clear()
  for (let i = 1; i <= 240; i++) await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(i % 5, 2880, 30))
  for (let i = 1; i <= 9; i++) await office.flow(`10.0.1.${i}`, '203.0.113.20', 443, minutes(120, 2800, 30))
  for (let i = 11; i <= 13; i++) await office.flow(`10.0.1.${i}`, '198.51.100.20', 443, minutes(120, 2800, 30))
  const signs = await office.run(proxyBypass)
  const severities = (place: string) => [
    ...new Set(signs.filter((sign) => sign.destinations[0] === place).map((sign) => sign.severity)),
  ]
  assert.deepEqual(severities('203.0.113.20'), ['medium'])
  assert.deepEqual(severities('198.51.100.20'), ['high'])
})

test("a branch's camera that a person watches by day is low; what goes by the clock, sends, or hears little is high", async () => {
  const film = { source_bytes: 30_000, destination_bytes: 20_000_000, event_duration_ms: 900_000 }
  const looks = [600, 655, 745, 800, 880, 990, 1050, 2030, 2130, 2180, 2260, 2330, 2440, 2480]
  await office.flow('10.0.1.5', '203.0.113.5', 8081, looks, film)
  await office.flow('10.0.1.6', '203.0.113.6', 8081, minutes(600, 2500, 30), film)
  await office.flow('10.0.1.7', '203.0.113.7', 8081, looks, { ...film, source_bytes: 50_000_000 })
  await office.flow('10.0.1.8', '203.0.113.8', 8081, looks, { ...film, destination_bytes: 60_000 })
  assert.deepEqual((await office.run(proxyBypass)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.5', 'low'],
    ['10.0.1.6', 'high'],
    ['10.0.1.7', 'high'],
    ['10.0.1.8', 'high'],
  ])
})
