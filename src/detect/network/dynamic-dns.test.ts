import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { dynamicDns } from './dynamic-dns.ts'

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

test('a PC that uses a dynamic DNS name is high; a router that looks up its branch is informational', async () => {
  await office.web('10.0.1.7', 'abc.mydns.jp', minutes(100, 1000, 30))
  await office.dns('10.0.0.254', 'shiten.aa0.netvolante.jp', ['203.0.113.70'], minutes(0, 2000, 30))
  assert.deepEqual(
    new Map((await office.run(dynamicDns)).map((sign) => [sign.destinations[0], sign.severity])),
    new Map([
      ['abc.mydns.jp', 'high'],
      ['shiten.aa0.netvolante.jp', 'informational'],
    ]),
  )
})

test('connections to the address that the name had count as contacts', async () => {
  await office.dns('10.0.1.7', 'abc.duckdns.org', ['203.0.113.9'], minutes(100, 1000, 30))
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(101, 1001, 30))
  const [sign] = await office.run(dynamicDns)
  assert.equal(sign?.severity, 'high')
  assert.deepEqual(sign?.destinations, ['abc.duckdns.org', '203.0.113.9'])
})

test("rental hosting is no dynamic DNS, and the proxy's own look-ups accuse nobody", async () => {
  await office.web('10.0.1.7', 'partner.sakura.ne.jp', minutes(100, 1000, 30))
  await office.dns('10.0.0.8', 'abc.mydns.jp', ['203.0.113.70'], minutes(100, 1000, 30))
  const proxy = { address: '10.0.0.8', role: 'proxy' as const, reason: { ja: '', en: '' }, configured: true }
  assert.deepEqual(await office.run(dynamicDns, [proxy]), [])
})

test('a name that many use is informational', async () => {
  for (let i = 1; i <= 12; i++) await office.web(`10.0.1.${i}`, 'shared.ddo.jp', minutes(100, 1000, 60))
  const signs = await office.run(dynamicDns)
  assert.ok(signs.length > 0 && signs.every((sign) => sign.severity === 'informational'))
})

test('what the proxy stopped every time is one step weaker', async () => {
  await office.web('10.0.1.7', 'abc.mydns.jp', minutes(100, 1000, 30), {
    event_outcome: 'denied',
    http_response_status_code: 403,
  })
  const [sign] = await office.run(dynamicDns)
  assert.equal(sign?.severity, 'medium')
  assert.match(sign?.mitigations[0]?.en ?? '', /stopped/)
})

test("the provider's own site and update service are no customer's name; a customer's name below it is", async () => {
  await office.web('10.0.1.7', 'core2.api.myqnapcloud.com', minutes(0, 4000, 60))
  await office.web('10.0.1.7', 'www.duckdns.org', minutes(100, 1000, 30))
  await office.web('10.0.1.8', 'apiserver7.duckdns.org', minutes(100, 1000, 30))
  assert.deepEqual(
    new Map((await office.run(dynamicDns)).map((sign) => [sign.destinations[0], sign.severity])),
    new Map([
      ['core2.api.myqnapcloud.com', 'informational'],
      ['www.duckdns.org', 'informational'],
      ['apiserver7.duckdns.org', 'high'],
    ]),
  )
})

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/146.0.0.0 Safari/537.36'
const get = (name: string, page: string, bytes: number) => ({
  http_request_method: 'GET',
  url_original: `http://${name}/${page}`,
  http_response_bytes: bytes,
  user_agent_original: BROWSER,
})
/** The host's daily reading elsewhere, so that its browser is known. */
async function browses(host: string) {
  for (let i = 0; i < 12; i++)
    await office.web(host, `www.example${i}.co.jp`, [600 + i], { user_agent_original: BROWSER })
}

test("a hobbyist's site that a person reads at lunch is low", async () => {
  await browses('10.0.1.7')
  for (let day = 0; day < 5; day++)
    for (const [i, minute] of [727, 728.5, 733, 741].entries())
      await office.web(
        '10.0.1.7',
        'tetsudo.mydns.jp',
        [day * 1440 + minute + ((day * 7) % 11)],
        get('tetsudo.mydns.jp', i === 0 ? '' : `bbs/${day * 10 + i}.html`, 9000 + day * 5000 + i * 7000),
      )
  const [sign] = await office.run(dynamicDns)
  assert.equal(sign?.severity, 'low')
})

test("… in a second browser, too, which calls its maker's services; in one that nothing else shows there it is high", async () => {
  for (const host of ['10.0.1.7', '10.0.1.8'])
    for (const [i, minute] of [727, 728.5, 733, 741, 2167, 2169, 2178, 3607].entries())
      await office.web(
        host,
        `host${host.at(-1)}.mydns.jp`,
        [minute],
        get(`host${host.at(-1)}.mydns.jp`, `bbs/${i}.html`, 9000 + i * 5000),
      )
  await office.web('10.0.1.7', 'safebrowsing.googleapis.com', [600, 2100], { user_agent_original: BROWSER })
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
  ])
})

test("C2 in a browser's name stays high: with fixed paths, with small answers, all day long, by the clock, in a browser that the host does not use", async () => {
  const attacks: [string, number[], (i: number) => string, number, string?][] = [
    ['10.0.1.1', [727, 728.5, 733, 741, 2167, 2169, 2178, 3607, 3611, 3612], (i) => `news${i % 2}.php?id=${i}`, 9000],
    ['10.0.1.2', [727, 728.5, 733, 741, 2167, 2169, 2178, 3607, 3611, 3612], (i) => `${i * 7919}.html`, 300],
    ['10.0.1.3', minutes(540, 1100, 25), (i) => `${i * 7919}.html`, 9000],
    ['10.0.1.4', minutes(720, 780, 5), (i) => `${i * 7919}.html`, 9000],
    ['10.0.1.5', [727, 728.5, 733, 741, 2167, 2169, 2178, 3607], (i) => `${i * 7919}.html`, 9000, `${BROWSER} Edg/99`],
    ['10.0.1.6', [120, 121.5, 126, 134, 1560, 1562, 1571, 3000], (i) => `${i * 7919}.html`, 9000],
  ]
  for (const [host, at, page, bytes, agent] of attacks) {
    await browses(host)
    const name = `host${host.at(-1)}.mydns.jp`
    for (const [i, minute] of at.entries())
      await office.web(host, name, [minute], {
        ...get(name, page(i), bytes),
        ...(agent ? { user_agent_original: agent } : {}),
      })
  }
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.1', 'high'],
    ['10.0.1.2', 'high'],
    ['10.0.1.3', 'high'],
    ['10.0.1.4', 'high'],
    ['10.0.1.5', 'high'],
    ['10.0.1.6', 'high'],
  ])
})

/** At a few odd times of each working day, from Monday on. */
const looks = (days: number) =>
  Array.from({ length: days }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) => [545, 700, 940].map((minute, i) => day * 1440 + minute + ((day * 37 + i * 53) % 97)))

test("a camera at somebody's home that a person watches by day is low, through the proxy, past it, and where the log of names tells no addresses", async () => {
  const at = looks(12)
  const pictures = (i: number) => 400_000 + ((i * 7919) % 2_000_000)
  for (const [i, minute] of at.entries()) {
    await office.web('10.0.1.7', 'uchi.ddns.net', [minute], {
      http_request_bytes: 1500,
      http_response_bytes: pictures(i),
    })
    await office.dns('10.0.1.8', 'neko.duckdns.org', ['203.0.113.8'], [minute])
    await office.dns('10.0.1.9', 'inu.mydns.jp', [], [minute], { event_type: 'query' })
    for (const [host, address] of [
      ['10.0.1.8', '203.0.113.8'],
      ['10.0.1.9', '203.0.113.9'],
    ] as const)
      await office.flow(host, address, 8080, [minute + 1.05], {
        source_bytes: 1500,
        destination_bytes: pictures(i),
        event_duration_ms: 62_000,
      })
  }
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'low'],
    ['10.0.1.9', 'low'],
  ])
})

test('… at night, by the clock, with small answers, or where once something is sent, it stays high', async () => {
  const attacks: [string, number[], (i: number) => [number, number]][] = [
    ['10.0.1.1', looks(12).map((minute) => minute - 480), () => [1500, 900_000]],
    [
      '10.0.1.2',
      Array.from({ length: 5 }, (_, day) => minutes(day * 1440 + 540, day * 1440 + 1080, 20)).flat(),
      () => [1500, 900_000],
    ],
    ['10.0.1.3', looks(12), () => [1500, 3000]],
    ['10.0.1.4', looks(12), (i) => (i === 7 ? [30_000_000, 2000] : [1500, 900_000])],
  ]
  for (const [host, at, bytes] of attacks) {
    await browses(host)
    for (const [i, minute] of at.entries()) {
      const [http_request_bytes, http_response_bytes] = bytes(i)
      await office.web(host, `host${host.at(-1)}.ddns.net`, [minute], { http_request_bytes, http_response_bytes })
    }
  }
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.1', 'high'],
    ['10.0.1.2', 'high'],
    ['10.0.1.3', 'high'],
    ['10.0.1.4', 'high'],
  ])
})

test('a meter that looks its relay up four times a day since the first day is low; one that began later, or a PC with a life of its own, is medium', async () => {
  const sixHourly = minutes(82, 12 * 1440, 360)
  await office.dns('10.0.1.7', 'suido.mydns.jp', [], sixHourly, { event_type: 'query' })
  await office.flow('10.0.1.7', '203.0.113.7', 8883, sixHourly)
  const later = minutes(3 * 1440, 12 * 1440, 360)
  await office.dns('10.0.1.8', 'new.mydns.jp', [], later, { event_type: 'query' })
  await office.flow('10.0.1.8', '203.0.113.8', 8883, later)
  await office.dns('10.0.1.9', 'pc.mydns.jp', [], sixHourly, { event_type: 'query' })
  for (let i = 0; i < 30; i++) await office.flow('10.0.1.9', `198.51.100.${i}`, 443, looks(12))
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'medium'],
  ])
})

test("a branch's name that carries the organisation's own is weaker, more so where it was there when the logs began; anybody's is not", async () => {
  for (const name of ['tanaka', 'suzuki', 'sato'])
    await office.auth('10.0.1.5', `${name}@mail.hibiya-denki.co.jp`, [500])
  for (let host = 1; host <= 9; host++) await office.web(`10.0.1.${host}`, 'www.example.co.jp', [1, 9000])
  await office.web('10.0.1.7', 'hibiya-f2.aa0.netvolante.jp', minutes(2, 9000, 120))
  await office.web('10.0.1.8', 'hibiya-f3.aa0.netvolante.jp', minutes(5000, 9000, 60))
  await office.web('10.0.1.9', 'denki-f2.aa0.netvolante.jp', minutes(5000, 9000, 60))
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'high'],
  ])
})

test("Windows' short name of the organisation is its own, too", async () => {
  for (const name of ['tanaka', 'suzuki', 'sato']) await office.auth('10.0.1.5', `MIHONCHO\\${name}`, [500])
  const always = minutes(0, 14_400, 30)
  await office.web('10.0.9.9', 'www.example.co.jp', always)
  for (const [host, name] of [
    ['10.0.4.1', 'mihoncho-yakuba'],
    ['10.0.4.2', 'sakaecho-yakuba'],
  ])
    await office.web(host ?? '', `${name}.mydns.jp`, always, { observer_type: 'sensor' })
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.4.1', 'low'],
    ['10.0.4.2', 'medium'],
  ])
})

test('films watched by day every hour or two are low, though they keep some pace; as many by the clock, or small answers at that pace, are not', async () => {
  const days = Array.from({ length: 12 }, (_, day) => day).filter((day) => day % 7 < 5)
  const paced = days.flatMap((day) =>
    [0, 70, 160, 215, 300, 385, 440].map((minute, i) => day * 1440 + 560 + minute + ((day * 37 + i * 53) % 13)),
  )
  const clock = days.flatMap((day) => minutes(day * 1440 + 560, day * 1440 + 1040, 60))
  const met = async (host: string, at: number[], received: number) => {
    await browses(host)
    await office.web(host, `yard${host.at(-1)}.ddns.net`, at, {
      http_request_bytes: 3000,
      http_response_bytes: received,
    })
  }
  await met('10.0.1.1', paced, 20_000_000)
  await met('10.0.1.2', clock, 20_000_000)
  await met('10.0.1.3', paced, 300_000)
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.1', 'low'],
    ['10.0.1.2', 'high'],
    ['10.0.1.3', 'high'],
  ])
})

test("a camera's own name, which says what it is, is low since the first day; a name that says nothing is medium, one that comes later is high, and a PC's is high", async () => {
  const always = minutes(0, 14_400, 30)
  await office.web('10.0.9.9', 'www.example.co.jp', always)
  const sensor = { observer_type: 'sensor' }
  await office.web('10.0.4.1', 'labcam-kita.mydns.jp', always, sensor)
  await office.web('10.0.4.2', 'nz-mirror.mydns.jp', always, sensor)
  await office.web('10.0.4.3', 'backcam.mydns.jp', minutes(6000, 14_400, 30), sensor)
  await office.web('10.0.1.7', 'oakcam.mydns.jp', always)
  for (let i = 0; i < 20; i++) await office.web('10.0.1.7', `www.site${i}.example`, [600 + i, 2040 + i])
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'high'],
    ['10.0.4.1', 'low'],
    ['10.0.4.2', 'medium'],
    ['10.0.4.3', 'high'],
  ])
})

test('what the inventory calls a device is one, though it contacts many places', async () => {
  const always = minutes(0, 14_400, 30)
  for (const host of ['10.0.4.1', '10.0.4.2']) {
    await office.web(host, 'shop-nvr.mydns.jp', always)
    for (let i = 0; i < 20; i++) await office.web(host, `relay.place${i}.example`, [6000 + i])
  }
  const device = { address: '10.0.4.1', role: 'device' as const, reason: { ja: '', en: '' }, configured: false }
  const context = await office.context(dynamicDns)
  const addresses = (role: string) => (role === 'device' ? [device.address] : [])
  const signs = await dynamicDns.run({ ...context, roles: { ...context.roles, addresses } })
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.4.1', 'low'],
    ['10.0.4.2', 'high'],
  ])
})

test("what somebody goes to by day, now and then, since the logs begin is one step weaker; by a machine's pace, at night, or begun later it is not", async () => {
  const play = (from: number) =>
    minutes(from, 12, 1).flatMap((day) =>
      [600, 604, 671, 702, 790, 795, 868, 1020, 1031].map((at, i) => day * 1440 + at + ((day * 7 + i * 5) % 11)),
    )
  await office.web('10.0.9.9', 'www.example.co.jp', minutes(0, 12 * 1440, 60))
  const asked = (host: string, name: string, moments: number[]) =>
    office.dns(host, name, [], moments, { event_type: 'query' })
  await asked('10.0.1.1', 'neko-server.ddns.net', play(0))
  await asked('10.0.1.2', 'inu-server.ddns.net', play(4))
  await asked('10.0.1.3', 'tori-server.ddns.net', [...play(0), 3 * 1440 + 120])
  await asked(
    '10.0.1.4',
    'saru-server.ddns.net',
    minutes(0, 12, 1).flatMap((day) => minutes(day * 1440 + 540, day * 1440 + 1080, 10)),
  )
  assert.deepEqual((await office.run(dynamicDns)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.1', 'low'],
    ['10.0.1.2', 'medium'],
    ['10.0.1.3', 'medium'],
    ['10.0.1.4', 'medium'],
  ])
})
