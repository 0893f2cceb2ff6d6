import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { internalScan } from './internal-scan.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  // five days of shares on two file servers
  for (let day = 0; day < 5; day++)
    for (let i = 1; i < 8; i++)
      for (const server of ['10.0.0.5', '10.0.0.6'])
        await office.flow(`10.0.1.${i}`, server, 445, [day * 1440 + 540, day * 1440 + 800])
})

const REFUSED = { event_action: 'denied', source_bytes: 60, destination_bytes: 0 }

test('a sweep of file sharing, mostly refused, is high', async () => {
  for (let i = 1; i <= 40; i++) await office.flow('10.0.1.7', `10.0.2.${i}`, 445, [5000 + i / 4], REFUSED)
  await office.flow('10.0.1.7', '10.0.2.41', 445, [5012])
  const [sign] = await office.run(internalScan)
  assert.equal(sign?.severity, 'high')
  assert.deepEqual(sign?.hosts, ['10.0.1.7'])
  assert.equal(sign?.metrics.targets, 41)
})

test('a sweep of several ports is one finding that names them all; a round that is explained stays beside it', async () => {
  for (const port of [22, 445, 3389])
    for (let i = 1; i <= 20; i++) await office.flow('10.0.1.7', `10.0.2.${i}`, port, [5000 + i / 4], REFUSED)
  for (let day = 0; day < 5; day++)
    for (let i = 1; i <= 40; i++) await office.flow('10.0.1.7', `10.0.2.${i}`, 5985, [day * 1440 + 60 + i])
  const signs = await office.run(internalScan)
  assert.deepEqual(
    signs.map(({ severity, metrics, count }) => [severity, metrics.ports, count]),
    [
      ['informational', '5985', 200],
      ['high', '22, 445, 3389', 60],
    ],
  )
})

test('a slow sweep, a few hosts an hour over days, is seen by its failures', async () => {
  for (let i = 1; i <= 30; i++) await office.flow('10.0.1.7', `10.0.2.${i}`, 3389, [1500 + i * 45], REFUSED)
  assert.equal((await office.run(internalScan))[0]?.severity, 'high')
})

test('a monitoring server that reaches the same hosts every day is informational', async () => {
  for (let day = 0; day < 5; day++)
    for (let i = 1; i <= 40; i++) await office.flow('10.0.0.20', `10.0.2.${i}`, 5985, [day * 1440 + 60 + i])
  const signs = await office.run(internalScan)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.0.20', 'informational']],
  )
})

test("finders of printers, a lost share and everybody's file servers are nothing", async () => {
  for (let i = 1; i <= 60; i++) await office.flow('10.0.1.3', `10.0.2.${i}`, 9100, [3000 + i / 10], REFUSED)
  await office.flow('10.0.1.4', '10.0.0.99', 445, minutes(3000, 4000, 5), REFUSED)
  assert.deepEqual(await office.run(internalScan), [])
})

test("a scanner's round of every night since the logs' first day is informational, though most is refused; the same begun later is not", async () => {
  const round = async (host: string, days: number[]) => {
    for (const day of days)
      for (let i = 1; i <= 40; i++)
        await office.flow(host, `10.0.2.${i}`, 445, [day * 1440 + 60 + i / 4], i % 4 === 0 ? {} : REFUSED)
  }
  await round('10.0.0.21', [0, 1, 2, 3, 4])
  await round('10.0.1.7', [3, 4])
  assert.deepEqual((await office.run(internalScan)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.0.21', 'informational'],
    ['10.0.1.7', 'high'],
  ])
})

test('a round of every week at one hour since the first week is informational; one that began later is not', async () => {
  const round = async (host: string, weeks: number[]) => {
    for (const week of weeks)
      for (let i = 1; i <= 60; i++)
        await office.flow(host, `10.0.3.${i}`, 445, [week * 10_080 + 2 * 1440 + 750 + i / 6], i % 10 ? REFUSED : {})
  }
  await round('10.0.0.75', [0, 1, 2])
  await round('10.0.1.9', [1, 2, 3])
  for (const week of [0, 1, 2, 3]) await office.flow('10.0.1.1', '10.0.0.5', 445, [week * 10_080 + 100])
  const severity = new Map((await office.run(internalScan)).map((sign) => [sign.hosts[0], sign.severity]))
  assert.equal(severity.get('10.0.0.75'), 'informational')
  assert.equal(severity.get('10.0.1.9'), 'high')
})

test('two rounds a week apart at one hour, as large, are informational; of another size, or on other days, they are not', async () => {
  const round = async (host: string, starts: number[], sizes: number[]) => {
    for (const [n, start] of starts.entries())
      for (let i = 1; i <= (sizes[n] ?? 0); i++)
        await office.flow(host, `10.0.3.${i}`, 445, [start + i * 2], i % 10 ? REFUSED : {})
  }
  const saturday = 5 * 1440 + 180
  await round('10.0.0.75', [saturday, saturday + 10_080], [60, 58])
  await round('10.0.1.9', [saturday, saturday + 10_080], [60, 40])
  await round('10.0.1.10', [saturday, saturday + 8_640], [60, 60])
  await office.flow('10.0.1.1', '10.0.0.5', 445, [100, 20_000])
  assert.deepEqual((await office.run(internalScan)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.0.75', 'informational'],
    ['10.0.1.10', 'high'],
    ['10.0.1.9', 'high'],
  ])
})

test('a round on one day of each month at one hour, each as large, is informational; at another hour it is not', async () => {
  // the same day of the next month is 31 days later
  const round = async (host: string, starts: number[]) => {
    for (const start of starts)
      for (let i = 1; i <= 80; i++) await office.flow(host, `10.0.3.${i}`, 445, [start + i / 6], REFUSED)
  }
  await round('10.0.1.70', [5 * 1440 + 780, 36 * 1440 + 780])
  await round('10.0.1.71', [5 * 1440 + 780, 36 * 1440 + 200])
  const severities = (await office.run(internalScan)).map((sign) => [sign.hosts[0], sign.severity]).sort()
  assert.deepEqual(severities, [
    ['10.0.1.70', 'informational'],
    ['10.0.1.71', 'high'],
  ])
})

test('a scan of a dozen services by an old machine without contacts outside is low; one that calls outside, that is new, or that asks for what spreads, is not', async () => {
  const services = [21, 22, 25, 80, 135, 139, 443, 445, 502, 3389, 5900, 8080]
  for (let day = 0; day < 5; day++) {
    for (const old of ['10.0.0.60', '10.0.0.61', '10.0.0.63'])
      await office.flow('10.0.0.40', old, 135, [day * 1440 + 60])
    for (const server of ['10.0.0.5', '10.0.0.6', '10.0.0.7', '10.0.0.61'])
      await office.flow(server, '203.0.113.80', 443, [day * 1440 + 700])
  }
  for (const host of ['10.0.0.60', '10.0.0.61', '10.0.0.62'])
    for (const port of services)
      for (let i = 1; i <= 40; i++) await office.flow(host, `10.0.2.${i}`, port, [5000 + i / 4], REFUSED)
  for (const port of [22, 445, 3389])
    for (let i = 1; i <= 40; i++) await office.flow('10.0.0.63', `10.0.2.${i}`, port, [5000 + i / 4], REFUSED)
  const severities = (await office.run(internalScan)).map(({ hosts, severity }) => [hosts[0], severity]).sort()
  assert.deepEqual(severities, [
    ['10.0.0.60', 'low'],
    ['10.0.0.61', 'medium'],
    ['10.0.0.62', 'medium'],
    ['10.0.0.63', 'high'],
  ])
})

test('one round by a monitoring server that polls devices in every hour since the logs begin is low; by a PC that asks its printers, one that began later, or one that calls outside, it is not', async () => {
  const snmp = { network_transport: 'udp' }
  const printers = ['10.0.0.90', '10.0.0.91', '10.0.0.92']
  const poll = async (host: string, times: number[]) => {
    for (const printer of printers) await office.flow(host, printer, 161, times, snmp)
  }
  const allHours = minutes(0, 7200, 60)
  for (const server of ['10.0.0.5', '10.0.0.6', '10.0.0.7']) await office.flow(server, '203.0.113.80', 443, [700, 2100])
  await office.flow('10.0.1.1', '10.0.0.5', 445, allHours)
  await poll('10.0.0.70', allHours)
  await poll(
    '10.0.0.71',
    allHours.filter((minute) => minute % 1440 >= 540 && minute % 1440 < 1080),
  )
  await poll(
    '10.0.0.72',
    allHours.filter((minute) => minute >= 2880),
  )
  await poll('10.0.0.73', allHours)
  await office.flow('10.0.0.73', '203.0.113.99', 443, minutes(4000, 5000, 60))
  for (const host of ['10.0.0.70', '10.0.0.71', '10.0.0.72', '10.0.0.73'])
    for (const port of [80, 445, 3389])
      for (let i = 1; i <= 60; i++) await office.flow(host, `10.0.2.${i}`, port, [5000 + i / 4], i % 3 ? REFUSED : {})
  const severities = (await office.run(internalScan)).map(({ hosts, severity }) => [hosts[0], severity]).sort()
  assert.deepEqual(severities, [
    ['10.0.0.70', 'low'],
    ['10.0.0.71', 'high'],
    ['10.0.0.72', 'high'],
    ['10.0.0.73', 'medium'],
  ])
})

const SCANNERS = ['10.0.0.50', '10.0.0.51', '10.0.0.52'].map((address) => ({
  address,
  role: 'scanner' as const,
  reason: { ja: '', en: '' },
  configured: false,
}))

test('a round by a machine that the inventory calls a scanner, that hardly anybody uses and that contacts nothing outside, is low; by one that calls outside, that many use, or that no inventory knows, it is not', async () => {
  for (const server of ['10.0.0.5', '10.0.0.6', '10.0.0.7']) await office.flow(server, '203.0.113.80', 443, [700, 2100])
  await office.flow('10.0.0.51', '203.0.113.99', 443, minutes(4000, 5000, 60))
  for (let i = 1; i <= 5; i++) await office.flow(`10.0.1.${i}`, '10.0.0.52', 445, [900, 2400])
  for (const host of ['10.0.0.50', '10.0.0.51', '10.0.0.52', '10.0.0.53'])
    for (const port of [22, 445, 3389])
      for (let i = 1; i <= 20; i++) await office.flow(host, `10.0.2.${i}`, port, [5000 + i / 4], REFUSED)
  const context = await office.context(internalScan, SCANNERS)
  const signs = await internalScan.run({ ...context, roles: { ...context.roles, infrastructure: [] } })
  assert.deepEqual(signs.map(({ hosts, severity }) => [hosts[0], severity]).sort(), [
    ['10.0.0.50', 'low'],
    ['10.0.0.51', 'medium'],
    ['10.0.0.52', 'high'],
    ['10.0.0.53', 'high'],
  ])
})
