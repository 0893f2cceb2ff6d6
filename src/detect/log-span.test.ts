import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { LOGS, logOf, routine, spanIn } from './log-span.ts'
import { rhythms } from './network/rhythm.ts'
import { minutes, type Organisation, organisation } from './test-organisation.ts'

const DAY = 24 * 60

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

/** The proxy's log reaches back a month, the firewall's a week. */
async function twoLogs() {
  await office.web('10.0.1.1', 'www.example.co.jp', minutes(0, 30 * DAY, 60))
  await office.flow('10.0.1.2', '198.51.100.1', 443, minutes(23 * DAY, 30 * DAY, 10))
}

test('a log is judged by its own beginning: what a week-old firewall log shows from its first hour is not new', async () => {
  await twoLogs()
  await office.flow('10.0.1.7', '203.0.113.7', 443, minutes(23 * DAY + 30, 30 * DAY, 60))
  await office.flow('10.0.1.8', '203.0.113.8', 443, minutes(26 * DAY, 30 * DAY, 60))
  await office.web('10.0.1.9', 'c2.example.com', minutes(23 * DAY, 30 * DAY, 60))
  const context = await office.context(DETECTOR)
  const found = await rhythms(
    context,
    `SELECT host, place, if(name = '', address(ip), name) AS destination, family, time, via, ip, 0 AS bytes, evidence_id, line FROM contact`,
    { minimum: 20, burst: 5 },
  )
  assert.deepEqual(found.map(({ host, routine }) => [host, routine]).sort(), [
    ['10.0.1.1', 1],
    ['10.0.1.2', 1],
    ['10.0.1.7', 1],
    ['10.0.1.8', 0],
    ['10.0.1.9', 0],
  ])
})

test('a look-up is judged by the beginning of the look-ups, also where there is no other log', async () => {
  await office.dns('10.0.1.1', 'www.example.co.jp', ['203.0.113.80'], minutes(0, 10 * DAY, 60))
  await office.dns('10.0.1.7', 'old.example.com', [], minutes(60, 10 * DAY, 60), { dns_response_code: 'NXDOMAIN' })
  await office.dns('10.0.1.8', 'new.example.com', [], minutes(3 * DAY, 10 * DAY, 60), { dns_response_code: 'NXDOMAIN' })
  const context = await office.context(DETECTOR)
  const rows = await context.query<{ name: string; routine: number }>(
    `WITH ${LOGS}
     SELECT name, ${routine('toUnixTimestamp(min(time))', spanIn("'dns'"))} AS routine FROM question GROUP BY name ORDER BY name`,
  )
  assert.deepEqual(rows, [
    { name: 'new.example.com', routine: 0 },
    { name: 'old.example.com', routine: 1 },
    { name: 'www.example.co.jp', routine: 1 },
  ])
})

/** Office hours of days of which 0 is Monday: every half-hour from 8 to 18. */
const officeHours = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => from + i)
    .filter((day) => day % 7 < 5)
    .flatMap((day) => minutes(day * DAY + 8 * 60, day * DAY + 18 * 60, 30))

const routines = async () => {
  const context = await office.context(DETECTOR)
  const rows = await context.query<{ host: string; routine: number }>(
    `WITH ${LOGS} SELECT host, ${routine('toUnixTimestamp(min(time))', spanIn('any(via)'))} AS routine FROM contact GROUP BY host ORDER BY host`,
  )
  return rows.map(({ host, routine }) => [host, routine])
}

test('logs that begin on the same day begin together: a proxy is silent until people come in', async () => {
  await office.flow('10.0.1.1', '198.51.100.1', 443, minutes(0, 10 * DAY, 30))
  for (const host of ['10.0.1.2', '10.0.1.3']) await office.web(host, 'www.example.co.jp', officeHours(0, 10))
  await office.web('10.0.1.7', 'c2.example.com', minutes(30 * 60, 10 * DAY, 30))
  assert.deepEqual(await routines(), [
    ['10.0.1.1', 1],
    ['10.0.1.2', 1],
    ['10.0.1.3', 1],
    ['10.0.1.7', 0],
  ])
})

test('a nightly job is not new where the log lost its first night; one that begins in the third night is', async () => {
  for (const host of ['10.0.1.2', '10.0.1.3', '10.0.1.4'])
    await office.web(host, 'www.example.co.jp', [...minutes(0, 9 * 60, 30), ...minutes(DAY, 14 * DAY, 30)])
  const nights = (first: number) =>
    Array.from({ length: 14 - first }, (_, i) => (first + i) * DAY + 22 * 60).flatMap((at) => minutes(at, at + 30, 10))
  await office.web('10.0.2.1', 'backup.example.com', nights(1))
  await office.web('10.0.2.2', 'drop.example.com', nights(2))
  assert.deepEqual(await routines(), [
    ['10.0.1.2', 1],
    ['10.0.1.3', 1],
    ['10.0.1.4', 1],
    ['10.0.2.1', 1],
    ['10.0.2.2', 0],
  ])
})

test("where a log begins on a Saturday, Monday's programs are not new; what comes on Wednesday is", async () => {
  const saturday = 5
  for (const host of ['10.0.1.2', '10.0.1.3', '10.0.1.4'])
    await office.web(host, 'www.example.co.jp', officeHours(saturday, 26))
  await office.web('10.0.2.1', 'www.example.co.jp', minutes(saturday * DAY, 26 * DAY, 60)) // never off
  const evenings = (first: number) => officeHours(first, 26).map((minute) => minute + 12 * 60)
  await office.web('10.0.2.7', 'backup.example.com', evenings(7))
  await office.web('10.0.2.8', 'drop.example.com', evenings(9))
  assert.deepEqual(await routines(), [
    ['10.0.1.2', 1],
    ['10.0.1.3', 1],
    ['10.0.1.4', 1],
    ['10.0.2.1', 1],
    ['10.0.2.7', 1],
    ['10.0.2.8', 0],
  ])
})

test('a PC that was off when the logs begin has its beginning on its first day at work, not in the moment when somebody switched it on before', async () => {
  for (const host of ['10.0.1.2', '10.0.1.3', '10.0.1.4', '10.0.1.5'])
    await office.web(host, 'www.example.co.jp', officeHours(0, 12))
  for (const host of ['10.0.1.7', '10.0.1.8']) {
    await office.web(host, 'www.example.co.jp', [14 * 60, ...officeHours(host === '10.0.1.7' ? 2 : 1, 12)])
    await office.web(host, 'ticker.example', officeHours(2, 12))
  }
  const context = await office.context(DETECTOR)
  const found = await rhythms(
    context,
    `SELECT host, place, name AS destination, family, time, via, ip, 0 AS bytes, evidence_id, line FROM contact WHERE name = 'ticker.example'`,
    { minimum: 20, burst: 5 },
  )
  assert.deepEqual(found.map(({ host, routine }) => [host, routine]).sort(), [
    ['10.0.1.7', 1],
    ['10.0.1.8', 0],
  ])
})

test('an old line of a wrong clock is not the beginning', async () => {
  await twoLogs()
  await office.flow('10.0.1.2', '198.51.100.1', 443, [-300 * DAY, 400 * DAY])
  const context = await office.context(DETECTOR)
  const [span] = await context.query<{ days: number }>(
    `WITH ${logOf("contact WHERE via = 'flow'")} SELECT toUInt32(round((log.2 - log.1) / 86400)) AS days`,
  )
  assert.equal(span?.days, 7)
})

const DETECTOR = {
  id: 'none',
  parameters: [],
} as unknown as Parameters<Organisation['context']>[0]
