import assert from 'node:assert/strict'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { Random } from '../../../sim/random.ts'
import { readEvidence } from '../../evidence/read.ts'
import { FORMATS } from '../../formats/index.ts'
import { ingestAll } from '../../store/ingest.ts'
import type { Sign } from '../detector.ts'
import { several } from '../grade.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { beacon, scorePairs } from './beacon.ts'

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const contacts = (host: string, name: string, seconds: number[], bytes = 512) =>
  office.web(
    host,
    name,
    seconds.map((second) => second / 60),
    { http_response_bytes: bytes },
  )

function* every(seconds: number, jitter: number, n: number, random: Random) {
  let time = 3 * 86_400
  for (let i = 0; i < n; i++) {
    time += seconds * (1 + jitter * random.between(-1, 1))
    yield time
  }
}

/** other people's life, so that rarity and the log's length mean something */
async function company() {
  const random = new Random(5)
  for (let i = 1; i <= 20; i++)
    await contacts(
      `10.0.1.${i}`,
      'portal.example.co.jp',
      Array.from({ length: 10 }, () => random.between(0, 6 * 86_400)).sort((a, b) => a - b),
    )
}

for (const jitter of [0, 0.2, 0.5]) {
  test(`a contact every 10 minutes with ${jitter * 100} % jitter is found`, async () => {
    await company()
    await contacts('10.0.1.7', 'c2.example.net', [...every(600, jitter, 200, new Random(jitter * 100 + 1))])
    const signs = await office.run(beacon)
    assert.deepEqual(
      signs.map((sign) => [sign.hosts[0], sign.destinations[0]]),
      [['10.0.1.7', 'c2.example.net']],
    )
    assert.equal(signs[0]?.severity, 'medium', 'never more than medium alone')
  })
}

test('a person who reads is no beacon, on twenty seeds', async () => {
  await company()
  for (let seed = 1; seed <= 20; seed++) {
    const random = new Random(seed)
    const times: number[] = []
    for (let time = 0; time < 5 * 86_400; time += random.heavy(400)) if ((time / 3600) % 24 < 9) times.push(time)
    await contacts(`10.0.1.${seed}`, `news${seed}.example.com`, times, Math.round(random.heavy(9000)))
  }
  assert.deepEqual(await office.run(beacon), [])
})

test('a host that is always on meets five hundred addresses by chance, each a dozen times and more: none is a beacon', async () => {
  await company()
  const random = new Random(11)
  for (let i = 0; i < 500; i++) {
    const times = Array.from({ length: 12 + (i % 20) }, () => random.between(3 * 1440, 14 * 1440)).sort((a, b) => a - b)
    await office.flow('10.0.1.7', `198.18.${i >> 8}.${i & 255}`, 443, times)
  }
  assert.deepEqual(
    (await office.run(beacon)).map((sign) => [sign.destinations[0], sign.metrics.contacts, sign.metrics.regularity]),
    [],
  )
})

test("a program that delivers at a month's end is low; one that calls on every working day, at the same time, is medium", async () => {
  const HALF_PAST_FOUR = 16.5 * 3600
  const workingDays = Array.from({ length: 84 }, (_, day) => day).filter((day) => day % 7 < 5) // the log begins on a Monday
  await contacts(
    '10.0.1.1',
    'portal.example.co.jp',
    workingDays.map((day) => day * 86_400 + 9 * 3600),
  )
  await contacts('10.0.1.2', 'portal.example.co.jp', [9 * 3600, 10 * 3600])
  await contacts('10.0.1.3', 'portal.example.co.jp', [9 * 3600, 10 * 3600])
  const late = workingDays.filter((day) => day % 28 >= 21)
  await contacts(
    '10.0.1.8',
    'ftp.delivery.example.net',
    late.map((day) => day * 86_400 + HALF_PAST_FOUR),
  )
  await contacts(
    '10.0.1.9',
    'c2.example.org',
    workingDays.filter((day) => day > 60).map((day) => day * 86_400 + HALF_PAST_FOUR),
  )
  const found = (await office.run(beacon)).map((sign) => [sign.hosts[0], sign.severity])
  assert.deepEqual(found.filter(([host]) => host === '10.0.1.8' || host === '10.0.1.9').sort(), [
    ['10.0.1.8', 'low'],
    ['10.0.1.9', 'medium'],
  ])
})

test('what many hosts do is informational, and says how many', async () => {
  for (let i = 1; i <= 12; i++)
    await contacts(`10.0.1.${i}`, 'groupware.example.co.jp', [...every(300, 0.05, 100, new Random(i))])
  const signs = await office.run(beacon)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['informational'],
  )
  assert.match(signs[0]?.mitigations[0]?.en ?? '', /12 of 20 hosts/)
})

const SAMPLE = resolve(
  process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../../shared/data'),
  'zeek/rita/valid_tsv/http.log.gz',
)

test('what RITA ranks high in its own data ranks high here', async (t) => {
  if (!existsSync(SAMPLE)) return t.skip('the samples are not here (KYUMEI_SAMPLES names their folder)')
  const { evidence } = await readEvidence([SAMPLE], { spool: mkdtempSync(join(tmpdir(), 'kyumei-rita-')) })
  await ingestAll(
    office.engine,
    evidence,
    FORMATS,
    { timezone: 'UTC' },
    { error: (error) => assert.fail(String(error)) },
  )
  const pairs = await scorePairs(await office.context(beacon))
  const of = (host: string, name: string) => pairs.find((pair) => pair.host === host && pair.destination === name)
  const scores = ['10.55.100.111 tile-service.weather.microsoft.com', '10.55.100.109 www.alexa.com'].map((text) => {
    const [host = '', name = ''] = text.split(' ')
    t.diagnostic(
      `${text}: rank ${pairs.findIndex((pair) => pair.host === host && pair.destination === name) + 1} of ${pairs.length}, ${JSON.stringify(of(host, name))}`,
    )
    return of(host, name)?.score ?? 0
  })
  assert.ok((scores[0] ?? 0) >= 0.75, `RITA: 1.0; here ${scores[0]}`)
  assert.ok((scores[1] ?? 0) >= 0.75, `RITA: 0.896; here ${scores[1]}`)
})

test('volleys of requests at every visit are no rhythm; a check-in of several requests every hour is', async () => {
  for (const visit of [600, 2100, 3500, 5000, 6400, 7800, 8300, 9900, 11300])
    await office.web(
      '10.0.1.7',
      'files.example.net',
      [0, 0.15, 0.3, 0.45, 0.6].map((minute) => visit + minute),
    )
  for (const hour of minutes(3000, 6000, 60))
    await office.web(
      '10.0.1.8',
      'c2.example.com',
      [0, 0.3, 0.6, 0.9].map((minute) => hour + minute),
    )
  const signs = await office.run(beacon)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.metrics.interval_seconds]),
    [['10.0.1.8', 3600]],
  )
})

test('software that hundreds share does not crowd a single beacon out', async () => {
  for (let i = 0; i < 120; i++)
    for (const name of ['a', 'b', 'c'])
      await contacts(`10.0.${2 + (i >> 6)}.${i & 63}`, `${name}.agent.example.co.jp`, [
        ...every(300, 0, 60, new Random(i)),
      ])
  await contacts('10.0.1.7', 'c2.example.net', [...every(300, 0.4, 60, new Random(99))])
  const signs = await office.run(beacon)
  assert.ok(signs.some((sign) => sign.destinations[0] === 'c2.example.net'))
  assert.ok((await scorePairs(await office.context(beacon))).length <= 81, 'a place is heard twenty times, not 120')
})

test('one host that calls by the clock a place that many read is low: the many explain nothing, and it convicts nobody', async () => {
  await company()
  const random = new Random(9)
  for (let i = 1; i <= 12; i++)
    await contacts(
      `10.0.1.${i}`,
      'cdn.example.com',
      Array.from({ length: 60 }, () => random.between(0, 6 * 86_400)).sort((a, b) => a - b),
    )
  await contacts('10.0.1.17', 'cdn.example.com', [...every(600, 0.2, 200, new Random(3))])
  assert.deepEqual(
    (await office.run(beacon)).map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.17', 'low']],
  )
})

test('once a day around noon is a habit, and low; to the second, or at night, it is a machine', async () => {
  await company()
  const daily = async (host: string, hour: number, spread: number) => {
    await contacts(host, 'portal.example.co.jp', [60, 3600, 90_000]) // it was there before
    await contacts(
      host,
      `by-${host.replaceAll('.', '-')}.example`,
      [2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17].map(
        (day) => day * 86_400 + hour * 3600 + (((day * 37) % 11) - 5) * spread,
      ),
    )
  }
  await daily('10.0.1.5', 13, 300)
  await daily('10.0.1.6', 13, 2)
  await daily('10.0.1.7', 3, 300)
  const severity = new Map((await office.run(beacon)).map((sign) => [sign.hosts[0], sign.severity]))
  assert.deepEqual(
    ['10.0.1.5', '10.0.1.6', '10.0.1.7'].map((host) => severity.get(host)),
    ['low', 'medium', 'medium'],
  )
})

test('once a day when the PC is switched on, as several do, is low; on one PC alone, at noon, or on a host that is on at night, it is medium', async () => {
  const START_OF_WORK = 8.5 * 3600
  const days = Array.from({ length: 13 }, (_, day) => day + 3) // weekends too: who switches it on works
  const begins = (day: number) => day * 86_400 + START_OF_WORK + ((day * 37) % 11) * 120
  const life = (host: string, awake = 0) =>
    contacts(host, 'portal.example.co.jp', [
      60,
      ...days.flatMap((day) => [begins(day) - awake, begins(day) + 7000, begins(day) + 30_000]),
    ])
  const daily = async (host: string, name: string, after: number) => {
    await contacts(
      host,
      name,
      days.map((day) => begins(day) + after + ((day * 13) % 7) * 20),
    )
  }
  await company()
  for (const host of ['10.0.1.5', '10.0.1.6', '10.0.1.7']) await life(host)
  await life('10.0.1.8', 6 * 3600)
  await daily('10.0.1.5', 'update-start.net', 400)
  for (const other of ['10.0.1.11', '10.0.1.12']) await contacts(other, 'update-start.net', [200_000, 500_000])
  await daily('10.0.1.6', 'alone-start.net', 400)
  for (const [host, name, after] of [
    ['10.0.1.7', 'noon-start.net', 4 * 3600],
    ['10.0.1.8', 'night-start.net', 400],
  ] as const) {
    await daily(host, name, after)
    for (const other of ['10.0.1.11', '10.0.1.12']) await contacts(other, name, [200_000, 500_000])
  }
  const context = await office.context(beacon)
  const signs = await beacon.run({ ...context, roles: { ...context.roles, clients: 100 } })
  const severity = new Map(signs.map((sign) => [sign.destinations[0], sign.severity]))
  assert.deepEqual(
    ['update', 'alone', 'noon', 'night'].map((name) => severity.get(`${name}-start.net`)),
    ['low', 'medium', 'medium', 'medium'],
  )
})

test('what runs for a part of the day and not on every day, as a tab that somebody opens, is low; what runs while the PC is on, every day, or at night, is medium', async () => {
  await company()
  const workingDays = Array.from({ length: 19 }, (_, day) => day).filter((day) => day % 7 < 5)
  const some = [3, 4, 8, 10, 15, 17]
  const called = async (host: string, name: string, days: number[], from: number, hours: number) => {
    await office.web(
      host,
      'portal.example.co.jp',
      workingDays.flatMap((day) => minutes(day * 1440 + 510, day * 1440 + 1080, 10)),
    )
    const random = new Random(days.length + from)
    await contacts(
      host,
      name,
      days.flatMap((day) =>
        [...every(360, 0.2, hours * 10, random)].map((second) => second + (day - 3) * 86_400 + from * 3600),
      ),
    )
  }
  await called('10.0.1.5', 'ticker.example.net', some, 10, 2)
  await called('10.0.1.6', 'paused.example.org', some, 8.5, 9)
  await called('10.0.1.7', 'daily.example.com', workingDays.slice(3), 10, 2)
  await called('10.0.1.8', 'nightly.example.jp', some, 1, 2)
  const severity = new Map((await office.run(beacon)).map((sign) => [sign.destinations[0], sign.severity]))
  assert.deepEqual(
    ['ticker.example.net', 'paused.example.org', 'daily.example.com', 'nightly.example.jp'].map((name) =>
      severity.get(name),
    ),
    ['low', 'medium', 'medium', 'medium'],
  )
})

test("a site that others read too and that calls for one sitting, or two, is a page left open; on the log's last day, of one host alone, or for days on end it is none", async () => {
  await company()
  const workingDays = Array.from({ length: 19 }, (_, day) => day).filter((day) => day % 7 < 5)
  const left = async (host: string, name: string, days: number[]) => {
    await office.web(
      host,
      'portal.example.co.jp',
      workingDays.flatMap((day) => minutes(day * 1440 + 510, day * 1440 + 1080, 10)),
    )
    await contacts(
      host,
      name,
      days.flatMap((day) =>
        [...every(60, 0.01, 480, new Random(day))].map((second) => second + (day - 3) * 86_400 + 9 * 3600),
      ),
    )
  }
  const readToo = async (name: string) => await office.web('10.0.1.15', name, [5000])
  await left('10.0.1.5', 'station.example.net', [8])
  await left('10.0.1.6', 'weather.example.org', [4, 10])
  await left('10.0.1.7', 'lastday.example.com', [18])
  await left('10.0.1.8', 'alone.example.jp', [8])
  await left('10.0.1.9', 'lasting.example.info', [8, 9, 10, 11])
  await left('10.0.1.10', 'station.example.net', [18])
  for (const name of ['station.example.net', 'weather.example.org', 'lastday.example.com', 'lasting.example.info'])
    await readToo(name)
  const severity = new Map((await office.run(beacon)).map((sign) => [sign.hosts[0], sign.severity]))
  assert.deepEqual(
    [5, 6, 7, 8, 9, 10].map((host) => severity.get(`10.0.1.${host}`)),
    ['low', 'low', 'medium', 'medium', 'medium', 'low'],
  )
})

test('a PC that is on leave when the logs begin and calls its supplier from its own first day on is low; from its second day on, plain', async () => {
  await office.clear()
  for (let i = 1; i <= 20; i++)
    await office.web(`10.0.1.${i}`, 'portal.example.co.jp', read(i, i === 4 ? 1440 : 0, 8640))
  await office.web('10.0.1.4', 'license.supplier.example', minutes(1480, 8640, 60))
  await office.web('10.0.1.9', 'news.attacker.example', minutes(1480, 8640, 60))
  const signs = (await office.run(beacon)).filter(
    (sign) => sign.hosts[0] === '10.0.1.4' || sign.hosts[0] === '10.0.1.9',
  )
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.4', 'low'],
    ['10.0.1.9', 'medium'],
  ])
})

test('a few lines of a wrong clock, weeks before the rest, do not make what was always there look new', async () => {
  await office.clear()
  for (let i = 1; i <= 20; i++) await office.web(`10.0.1.${i}`, 'portal.example.co.jp', read(i, 0, 8640))
  await office.web('10.0.1.4', 'license.supplier.example', minutes(0, 8640, 60))
  await office.web('10.0.1.9', 'news.attacker.example', minutes(3000, 8640, 60))
  await office.web('10.0.1.2', 'portal.example.co.jp', [-30 * 1440])
  const signs = (await office.run(beacon)).filter((sign) => ['10.0.1.4', '10.0.1.9'].includes(sign.hosts[0] ?? ''))
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.4', 'low'],
    ['10.0.1.9', 'medium'],
  ])
})

/** Minutes at which a person reads: no rhythm. */
function read(seed: number, from: number, to: number): number[] {
  const at: number[] = []
  for (let minute = from, i = seed; minute < to; i++) {
    at.push(minute)
    minute += 3 + ((i * 7919) % 211)
  }
  return at
}

test('an address whose neighbours many contact is low; one that stands alone is medium', async () => {
  await company()
  const random = new Random(8)
  for (let i = 10; i <= 18; i++) await office.flow(`10.0.1.${i}`, `198.51.100.${i}`, 443, [100 * i, 130 * i])
  const at = [...every(900, 0.05, 150, random)].map((second) => second / 60)
  await office.flow('10.0.1.19', '198.51.100.99', 443, at)
  await office.flow('10.0.1.20', '192.0.2.44', 443, at)
  await office.flow('10.0.1.9', '198.51.100.77', 8443, at)
  const signs = await office.run(beacon)
  assert.deepEqual(Object.fromEntries(signs.map(({ destinations, severity }) => [destinations[0], severity])), {
    '198.51.100.99': 'low',
    '192.0.2.44': 'medium',
    // another port is another service
    '198.51.100.77': 'medium',
  })
})

test('an address that the host reaches by name is judged by the name; one that it also reaches without any is not', async () => {
  await company()
  const at = [...every(900, 0.1, 150, new Random(21))].map((second) => second / 60)
  for (const [host, named] of [
    ['10.0.1.19', at],
    ['10.0.1.20', at.slice(0, 20)],
  ] as const) {
    const address = `198.51.100.${host.at(-1)}`
    await office.flow(host, address, 443, at)
    await office.web(host, `hooks${host.at(-1)}.example.com`, [...named], {
      observer_type: 'sensor',
      destination_ip: `::ffff:${address}`,
    })
  }
  const places = (host: string, signs: Sign[]) =>
    signs.filter(({ hosts }) => hosts[0] === host).map(({ destinations }) => destinations[0])
  const signs = await office.run(beacon)
  assert.deepEqual(places('10.0.1.19', signs), ['hooks9.example.com'])
  assert.ok(places('10.0.1.20', signs).includes('198.51.100.0'))
})

test('an address under names that change from day to day is judged as an address, unless others use the names', async () => {
  await company()
  await office.flow('10.0.1.1', '192.0.2.1', 443, [10])
  const at = [...every(9000, 0.3, 120, new Random(22))].map((second) => second / 60)
  const nameAt = (minute: number) => `x${Math.floor(minute / 1440)}`
  for (const [host, suffix] of [
    ['10.0.1.19', 'made-up.net'],
    ['10.0.1.20', 'read.net'],
  ] as const) {
    const address = `198.51.100.${host.at(-1)}`
    await office.flow(host, address, 443, at)
    for (const [name, minutes] of Map.groupBy(at, nameAt))
      await office.web(host, `${name}-${suffix}`, minutes, {
        observer_type: 'sensor',
        destination_ip: `::ffff:${address}`,
      })
  }
  const days = new Set(at.map(nameAt))
  for (const host of ['10.0.1.1', '10.0.1.2'])
    for (const name of days) await office.web(host, `${name}-read.net`, [700])
  const signs = await office.run(beacon)
  assert.deepEqual(
    signs.map(({ hosts, destinations, severity }) => [hosts[0], destinations[0], severity]),
    [['10.0.1.19', '198.51.100.9', 'medium']],
  )
})

test('a name for rent that one host alone begins to look up by the clock is medium; since the logs begin, or asked for by two, it is low', async () => {
  const look = async (host: string, name: string, from: number) => {
    const at = [...every(9000, 0.4, 60, new Random(from + 3))].map((second) => (second - 3 * 86_400) / 60 + from)
    await office.dns(host, name, [], at, { event_type: 'query' })
    await office.flow(
      host,
      '99.84.55.7',
      443,
      at.map((minute) => minute + 0.02),
    )
  }
  await office.flow('10.0.1.1', '203.0.113.1', 443, minutes(0, 14_000, 60))
  await look('10.0.1.5', 'd1m7q4tz0c9xhe.cloudfront.net', 5000)
  await look('10.0.1.6', 'd3k1v8bb2n5rsw.cloudfront.net', 60)
  await look('10.0.1.7', 'api-jimu.azurewebsites.net', 5000)
  await look('10.0.1.8', 'api-jimu.azurewebsites.net', 5300)
  const signs = (await office.run(beacon)).filter(({ destinations }) => /[a-z]/.test(destinations[0] ?? ''))
  assert.deepEqual(signs.map(({ hosts, severity }) => [hosts[0], severity]).sort(), [
    ['10.0.1.5', 'medium'],
    ['10.0.1.6', 'low'],
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'low'],
  ])
})

test('a rare name that is looked up by the clock and leads to changing addresses is low; one that leads nowhere, or that three look up, is none', async () => {
  const look = async (host: string, name: string, leads: boolean) => {
    const at = [...every(300, 0.1, 1000, new Random(11))].map((second) => second / 60)
    await office.dns(host, name, [], at, { event_type: 'query' })
    if (leads)
      for (const part of [0, 1])
        await office.flow(
          host,
          `104.18.22.${part + 1}`,
          443,
          at.filter((_, i) => i % 2 === part).map((minute) => minute + 0.02),
        )
  }
  await look('10.0.1.5', 'api.portail-agents.example.com', true)
  await look('10.0.1.6', 'sleeper.example.net', false)
  for (const i of [7, 8, 9]) await look(`10.0.1.${i}`, 'licence.cad.example.org', true)
  await office.flow('10.0.1.1', '203.0.113.1', 443, minutes(0, 6000, 30))
  const signs = (await office.run(beacon)).filter(({ destinations }) => /[a-z]/.test(destinations[0] ?? ''))
  assert.deepEqual(
    signs.map(({ hosts, destinations, severity }) => [hosts, destinations[0], severity]),
    [[['10.0.1.5'], 'api.portail-agents.example.com', 'low']],
  )
  assert.deepEqual(signs[0]?.words?.did, { ja: '名前を引いています（DNS）', en: 'looked up (DNS)' })
})

test('as many hosts as a department has weaken what they share; fewer may all be victims', () => {
  assert.deepEqual(several(7), [])
  assert.equal(several(8)[0]?.effect, 'weakens')
})

test('what a PC has called in the office since the logs begin is weaker through the VPN, from home; what both call at once, or began later, is not', async () => {
  await company()
  const day = 86_400
  const paced = (from: number, to: number) => minutes(from / 60, to / 60, 10)
  // the address of a client that is known by its name
  const session = (host: string) => ({ source_address: host, source_ip: `fd6b:7975:6d65:6931::${host.length}` })
  const call = (host: string, place: string, moments: number[]) =>
    office.flow(host, place, 443, moments, host.endsWith('(VPN)') ? session(host) : {})
  const mornings = [0, 1, 2, 3, 4, 5].flatMap((n) => paced(n * day + 32_400, n * day + 43_200))
  const later = mornings.slice(mornings.length / 2)
  const evenings = [3, 4, 5].flatMap((n) => paced(n * day + 46_800, n * day + 64_800))
  await call('10.0.1.2', '203.0.113.2', mornings)
  await call('sato (VPN)', '203.0.113.2', evenings)
  await call('10.0.1.3', '203.0.113.3', mornings)
  await call('ito (VPN)', '203.0.113.3', later)
  await call('10.0.1.4', '203.0.113.4', later)
  await call('mori (VPN)', '203.0.113.4', evenings)
  const signs = (await office.run(beacon)).map(({ hosts, severity }) => [hosts[0], severity])
  assert.deepEqual(signs.filter(([host]) => host?.endsWith('(VPN)')).sort(), [
    ['ito (VPN)', 'medium'],
    ['mori (VPN)', 'medium'],
    ['sato (VPN)', 'low'],
  ])
})

test('an address that no answer names is known by what is looked up at each call: a product’s is low; another name, or one that is asked for all day, is not', async () => {
  await company()
  await office.flow('10.0.1.9', '198.51.100.1', 443, [1])
  const calls = minutes(5000, 10_000, 60)
  const asked = { event_type: 'query' }
  for (const host of ['10.0.1.2', '10.0.1.3', '10.0.1.4'])
    await office.flow(host, `203.0.113.${host.at(-1)}`, 443, calls)
  const before = calls.map((minute) => minute - 2 / 60)
  await office.dns('10.0.1.2', 'update.synology.com', [], before, asked)
  await office.dns('10.0.1.3', 'sync.kettei.info', [], before, asked)
  await office.dns('10.0.1.4', 'update.synology.com', [], minutes(5000 - 2 / 60, 10_000, 10), asked)
  const signs = (await office.run(beacon)).filter(({ destinations }) => destinations[0]?.startsWith('203.0.113.'))
  assert.deepEqual(signs.map(({ hosts, severity }) => [hosts[0], severity]).sort(), [
    ['10.0.1.2', 'low'],
    ['10.0.1.3', 'medium'],
    ['10.0.1.4', 'medium'],
  ])
})

test("a page that nobody else reads, left open for one sitting in the host's own browser, is low; in another program's name, or in one that nobody reads with, it is not", async () => {
  await company()
  const [own, other] = ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/141.0.0.0', 'Mozilla/5.0 (Windows NT 6.1)']
  const workingDays = Array.from({ length: 19 }, (_, day) => day).filter((day) => day % 7 < 5)
  const left = async (host: string, name: string, agent: string) => {
    for (let i = 0; i < 12; i++)
      await office.web(
        host,
        `news${i}.jp`,
        workingDays.flatMap((day) => minutes(day * 1440 + 510 + i, day * 1440 + 1080, 45)),
        { user_agent_original: own },
      )
    const sitting = [...every(60, 0.01, 480, new Random(1))].map(
      (second) => (second - 3 * 86_400) / 60 + 8 * 1440 + 540,
    )
    await office.web(host, name, sitting, { user_agent_original: agent })
  }
  await left('10.0.1.5', 'fx.example.jp', own)
  await left('10.0.1.6', 'c2.example.net', other)
  const severity = new Map((await office.run(beacon)).map((sign) => [sign.destinations[0], sign.severity]))
  assert.equal(severity.get('fx.example.jp'), 'low')
  assert.equal(severity.get('c2.example.net'), 'medium')
})

test('a page left open on a Sunday by somebody who reads others, or had switched the computer on, is low; on a computer that is always on it is not', async () => {
  await company()
  const sunday = 6 * 1440
  const left = async (host: string, name: string) => {
    const read = [0, 1, 2, 3, 4, 8, 9, 10, 11].flatMap((day) => minutes(day * 1440 + 540, day * 1440 + 1080, 20))
    await office.web(host, 'portal.example.co.jp', read)
    await office.web(host, name, minutes(sunday + 600, sunday + 1080, 5))
    await office.web('10.0.1.15', name, [5000])
  }
  await left('10.0.1.5', 'shift.example.jp')
  await left('10.0.1.6', 'read.example.jp')
  await left('10.0.1.7', 'drop.example.net')
  for (let i = 0; i < 6; i++)
    await office.web('10.0.1.6', `shop${i}.jp`, minutes(sunday + 600 + i / 10, sunday + 1080, 30))
  for (const host of ['10.0.1.6', '10.0.1.7'])
    await office.web(host, 'portal.example.co.jp', minutes(sunday, sunday + 1440, 50))
  const severity = new Map((await office.run(beacon)).map((sign) => [sign.destinations[0], sign.severity]))
  assert.equal(severity.get('shift.example.jp'), 'low')
  assert.equal(severity.get('read.example.jp'), 'low')
  assert.equal(severity.get('drop.example.net'), 'medium')
})
