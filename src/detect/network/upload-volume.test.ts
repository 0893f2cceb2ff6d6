import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { uploadVolume } from './upload-volume.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  // everybody's five working days of 2 MB
  for (let day = 0; day < 5; day++)
    for (let i = 1; i < 10; i++)
      await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(day * 1440 + 540, day * 1440 + 1080, 60), {
        http_request_bytes: 200_000,
      })
})

const NIGHT = 3 * 1440 + 120
const PART = { source_bytes: 50_000_000, destination_bytes: 90_000 }

test('archives that leave at night, to a place nobody used before, are high; from the proxy log too', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, [NIGHT, NIGHT + 4, NIGHT + 9], PART)
  await office.web('10.0.1.8', 'files.example.net', [NIGHT, NIGHT + 4, NIGHT + 9], {
    http_request_bytes: 50_000_000,
    http_response_bytes: 900,
  })
  assert.deepEqual(
    (await office.run(uploadVolume))
      .map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity, sign.metrics.megabytes])
      .sort(),
    [
      ['10.0.1.7', '203.0.113.9', 'high', 150],
      ['10.0.1.8', 'files.example.net', 'high', 150],
    ],
  )
})

test('a megabyte every ten minutes adds up', async () => {
  await office.flow('10.0.1.7', '203.0.113.9', 443, minutes(2 * 1440, 3 * 1440, 10), {
    source_bytes: 1_000_000,
    destination_bytes: 2000,
  })
  assert.equal((await office.run(uploadVolume))[0]?.severity, 'high')
})

test('interim lines of one session count once', async () => {
  for (const [i, bytes] of [10_000_000, 20_000_000, 29_000_000].entries())
    await office.flow('10.0.1.7', '203.0.113.9', 443, [NIGHT + i], {
      source_bytes: bytes,
      destination_bytes: 0,
      event_id: '4711',
    })
  assert.deepEqual(await office.run(uploadVolume), [])
})

test('a log without sent bytes says nothing', async () => {
  await office.web('10.0.1.7', 'files.example.net', [NIGHT, NIGHT + 4], { http_request_bytes: -1 })
  assert.deepEqual(await office.run(uploadVolume), [])
})

test('downloads, a nightly backup with a history, meetings and public authorities stay quiet', async () => {
  await office.flow('10.0.1.1', '198.51.100.1', 443, [NIGHT], {
    source_bytes: 40_000_000,
    destination_bytes: 900_000_000,
  })
  for (let day = 0; day < 5; day++)
    await office.flow('10.0.1.2', '198.51.100.2', 443, [day * 1440 + 120], {
      source_bytes: 80_000_000,
      destination_bytes: 90_000,
    })
  await office.web('10.0.1.3', 'us02web.zoom.us', [3 * 1440 + 600], {
    http_request_bytes: 90_000_000,
    http_response_bytes: 9000,
  })
  await office.web('10.0.1.4', 'www.e-tax.nta.go.jp', [3 * 1440 + 600], {
    http_request_bytes: 90_000_000,
    http_response_bytes: 9000,
  })
  const signs = await office.run(uploadVolume)
  assert.deepEqual(
    signs.filter((sign) => sign.severity !== 'informational' && sign.severity !== 'low').map((sign) => sign.hosts[0]),
    [],
  )
})

test('a nightly backup whose service shows another address every night is the old place; a new place at the same hour is not', async () => {
  const night = (day: number) => day * 1440 + 190
  const much = { source_bytes: 900_000_000, destination_bytes: 90_000 }
  for (const [day, last] of [11, 12, 13, 14, 15].entries()) {
    await office.web('10.0.1.2', 'jp.backup-service.net', [night(day)], {
      destination_ip: `198.51.100.${last}`,
      http_request_bytes: -1,
      http_response_bytes: -1,
      observer_type: 'sensor',
    })
    await office.flow('10.0.1.2', `198.51.100.${last}`, 443, [night(day)], much)
  }
  for (const [day, last] of [31, 32, 33].entries())
    await office.flow('10.0.1.3', `192.0.2.${last}`, 443, [night(day + 1)], much)
  const graver = (await office.run(uploadVolume)).filter((sign) => ['medium', 'high'].includes(sign.severity))
  assert.deepEqual([...new Set(graver.map((sign) => sign.hosts[0]))], ['10.0.1.3'], JSON.stringify(graver))
})

test('a file-transfer service used by a person in working hours is low', async () => {
  await office.web('10.0.1.4', '46.gigafile.nu', [3 * 1440 + 600, 3 * 1440 + 601], {
    http_response_mime_type: 'text/html',
    http_request_bytes: 700,
  })
  await office.web('10.0.1.4', '46.gigafile.nu', [3 * 1440 + 603], {
    http_request_bytes: 90_000_000,
    http_response_bytes: 9000,
  })
  const [sign] = await office.run(uploadVolume)
  assert.equal(sign?.severity, 'low', JSON.stringify(sign))
})

test('slices of five megabytes, night after night to a new place, add up; a day of it does not', async () => {
  for (const day of [2, 3, 4, 5, 6])
    await office.flow('10.0.1.7', '203.0.113.9', 443, [day * 1440 + 90], { source_bytes: 5_000_000 })
  await office.flow('10.0.1.8', '203.0.113.10', 443, [3 * 1440 + 90], { source_bytes: 5_000_000 })
  const signs = await office.run(uploadVolume)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.7', 'high']],
  )
})

test("an upload at the hour of the week, or at the month's end, at which the host always sends is weaker", async () => {
  const much = { http_request_bytes: 80_000_000, http_response_bytes: 900 }
  for (const week of [0, 1, 2])
    await office.web('10.0.1.5', `week${week}-files.net`, [week * 10_080 + 4 * 1440 + 900], much)
  // Monday 5 October and Thursday 5 November
  await office.web('10.0.1.6', 'october-files.net', [600], much)
  await office.web('10.0.1.6', 'november-files.net', [31 * 1440 + 620], much)
  await office.web('10.0.1.8', 'new-files.net', [31 * 1440 + 620], much)
  const signs = await office.run(uploadVolume)
  const [weekly, monthly, once] = ['week2-files.net', 'november-files.net', 'new-files.net'].map((place) =>
    signs.find((sign) => sign.destinations[0] === place),
  )
  assert.match(weekly?.mitigations.map((text) => text.en).join() ?? '', /around 15:00/)
  assert.match(monthly?.mitigations.map((text) => text.en).join() ?? '', /month's end/)
  assert.ok((monthly?.confidence ?? 1) < (once?.confidence ?? 0), JSON.stringify([monthly, once]))
})

test('on a day on which many send much, each to a place of its own, one more is weaker; at night it is not', async () => {
  const much = { http_request_bytes: 80_000_000, http_response_bytes: 900 }
  for (let i = 20; i < 26; i++) await office.web(`10.0.1.${i}`, `saki${i}-files.net`, [4 * 1440 + 840], much)
  await office.flow('10.0.1.7', '203.0.113.9', 443, [4 * 1440 + 120], PART)
  const signs = await office.run(uploadVolume)
  const texts = (host: string) =>
    signs
      .find((sign) => sign.hosts[0] === host)
      ?.mitigations.map((text) => text.en)
      .join() ?? ''
  assert.match(texts('10.0.1.20'), /other hosts sent much/)
  assert.doesNotMatch(texts('10.0.1.7'), /other hosts sent much/)
})

test('a person hands something in by day: low; more than a person hands in, by night, or bit by bit is not', async () => {
  const by = (host: string, name: string, at: number[], megabytes: number) =>
    office.web(host, name, at, { http_request_bytes: megabytes * 1e6, http_response_bytes: 900 })
  const noon = 2 * 1440 + 780
  for (const day of [0, 1, 2]) await by('10.0.1.1', 'nouhin.example.jp', [noon + day * 1440], 45)
  await by('10.0.1.2', 'much.example.org', [noon], 450)
  await by('10.0.1.3', 'night.example.net', [NIGHT], 45)
  await by('10.0.1.4', 'drip.example.com', minutes(2 * 1440 + 540, 2 * 1440 + 1080, 10), 2)
  const severity = new Map((await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.severity]))
  assert.deepEqual(
    ['10.0.1.1', '10.0.1.2', '10.0.1.3', '10.0.1.4'].map((host) => severity.get(host)),
    ['low', 'medium', 'high', 'high'],
  )
})

test('a backup whose service changes its addresses is a habit in short logs too; a first night is none', async () => {
  const night = (day: number) => [day * 1440 + 120]
  const much = { source_bytes: 900_000_000, destination_bytes: 10_000 }
  for (const [day, address] of ['203.0.113.20', '203.0.113.21', '203.0.113.20', '203.0.113.20'].entries())
    await office.flow('10.0.0.20', address, 443, night(day), much)
  await office.flow('10.0.0.21', '203.0.113.30', 443, night(2), much)
  const signs = await office.run(uploadVolume)
  const severity = (address: string) => signs.find((sign) => sign.destinations.includes(address))?.severity
  assert.equal(severity('203.0.113.30'), 'high')
  assert.notEqual(severity('203.0.113.21'), 'high')
  assert.match(
    signs
      .find((sign) => sign.destinations.includes('203.0.113.21'))
      ?.mitigations.map((text) => text.en)
      .join() ?? '',
    /around 2:00/,
  )
})

test('a nightly backup in logs that begin shortly before midnight is no new place; what begins a night later is one', async () => {
  const night = (day: number) => [day * 1440 + 180]
  const much = { source_bytes: 900_000_000, destination_bytes: 10_000 }
  await office.flow('10.0.1.1', '203.0.113.1', 443, [-2])
  for (const day of [0, 1, 2, 3, 4]) await office.flow('10.0.0.20', '203.0.113.20', 443, night(day), much)
  for (const day of [1, 2, 3, 4]) await office.flow('10.0.0.21', '203.0.113.30', 443, night(day), much)
  const signs = await office.run(uploadVolume)
  const severity = (address: string) => signs.find((sign) => sign.destinations.includes(address))?.severity
  assert.equal(severity('203.0.113.30'), 'high')
  assert.equal(severity('203.0.113.20'), 'low')
})

test("a web meeting's ports carry both ways: informational; the same bytes one way only, or over TCP, are not", async () => {
  const at = [3 * 1440 + 840]
  const call = { source_bytes: 60_000_000, destination_bytes: 9_000_000, network_transport: 'udp' }
  await office.flow('10.0.1.7', '203.0.113.9', 8801, at, call)
  await office.flow('10.0.1.8', '203.0.113.10', 8801, at, { ...call, destination_bytes: 1000 })
  await office.flow('10.0.1.9', '203.0.113.11', 8801, at, { ...call, network_transport: 'tcp' })
  const severity = new Map((await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.severity]))
  assert.equal(severity.get('10.0.1.7'), 'informational')
  assert.notEqual(severity.get('10.0.1.8'), 'informational')
  assert.notEqual(severity.get('10.0.1.9'), 'informational')
})

test('what the firewall takes for a meeting, and UDP to peers in a mesh VPN, explain or weaken an upload; what it cannot name does not', async () => {
  await office.flow('10.0.1.3', '203.0.113.31', 443, [NIGHT, NIGHT + 4, NIGHT + 9], {
    ...PART,
    network_application: 'zoom-meeting',
  })
  await office.flow('10.0.1.4', '203.0.113.41', 443, [NIGHT, NIGHT + 4, NIGHT + 9], {
    ...PART,
    network_application: 'ssl',
  })
  await office.dns('10.0.1.5', 'controlplane.tailscale.com', ['203.0.113.50'], [NIGHT - 9])
  await office.flow('10.0.1.5', '203.0.113.51', 41641, [NIGHT, NIGHT + 4, NIGHT + 9], {
    ...PART,
    network_transport: 'udp',
  })
  assert.deepEqual((await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.3', 'informational'],
    ['10.0.1.4', 'high'],
    ['10.0.1.5', 'medium'],
  ])
})

const SATURDAY = 5 * 1440 + 600
const FILE = { source_bytes: 260_000_000, destination_bytes: 90_000, event_duration_ms: 160_000 }
const PAGES = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example']
const browse = async (host: string, moments: number[]) => {
  for (const name of PAGES) await office.web(host, name, moments)
}
const uploads = async () => {
  await office.dns('10.0.1.7', 'upload.gigafile.nu', ['203.0.113.20'], [SATURDAY - 3])
  await office.flow('10.0.1.7', '203.0.113.20', 443, [SATURDAY], FILE)
  await office.flow('10.0.1.8', '203.0.113.21', 443, [SATURDAY], FILE)
}
const accused = async () => (await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.severity]).sort()

test('a file for a transfer service on a weekend: low where people work on weekends, or at this computer; to a bare address it is high', async () => {
  for (let i = 1; i < 10; i++) await browse(`10.0.1.${i}`, [600, 2040, 3480])
  await uploads()
  assert.deepEqual(await accused(), [
    ['10.0.1.7', 'medium'],
    ['10.0.1.8', 'high'],
  ])
  await browse('10.0.1.7', [SATURDAY + 60])
  assert.deepEqual(await accused(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
  ])
})

test('where most work on Saturday as on other days, it is no weekend; a night is', async () => {
  for (let i = 1; i < 10; i++) await browse(`10.0.1.${i}`, [600, 2040, 3480])
  for (let i = 1; i < 6; i++) await browse(`10.0.1.${i}`, [SATURDAY])
  await uploads()
  await office.dns('10.0.1.9', 'upload.gigafile.nu', ['203.0.113.20'], [SATURDAY + 897])
  await office.flow('10.0.1.9', '203.0.113.20', 443, [SATURDAY + 900], FILE)
  assert.deepEqual(await accused(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
    ['10.0.1.9', 'high'],
  ])
})

test('what publishes videos takes nothing else: low by day', async () => {
  await office.web('10.0.1.7', 'upload.youtube.com', [SATURDAY], { http_request_bytes: 900_000_000 })
  await office.web('10.0.1.8', 'store.gofile.io', [SATURDAY], { http_request_bytes: 900_000_000 })
  assert.deepEqual(await accused(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
  ])
})

test('the look-up at its very moment names an address that no answer does; one that is made all day, or answered otherwise, does not', async () => {
  const bytes = { ...FILE, event_duration_ms: 60_000 }
  const asked = { event_type: 'query' }
  for (const host of ['10.0.1.6', '10.0.1.7', '10.0.1.8', '10.0.1.9'])
    await office.flow(host, `203.0.113.${host.at(-1)}`, 443, [2040], bytes)
  await office.dns('10.0.1.6', 'incoming.wetransfer.com', [], [2039], asked)
  await office.dns('10.0.1.7', 'presence.example.com', [], minutes(1500, 2400, 1), asked)
  await office.dns('10.0.1.8', 'files.example.com', ['203.0.113.99'], [2039])
  assert.deepEqual(
    (await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]).sort(),
    [
      ['10.0.1.6', '203.0.113.6', 'low'],
      ['10.0.1.7', '203.0.113.7', 'medium'],
      ['10.0.1.8', '203.0.113.8', 'medium'],
      ['10.0.1.9', '203.0.113.9', 'medium'],
    ],
  )
})

test('a camera whose service takes its addresses in turn is as it always was; another place beside it is new', async () => {
  const picture = { source_bytes: 500_000, destination_bytes: 20_000 }
  for (let day = 0; day < 12; day++) {
    const turn = 31 + (day % 3)
    await office.dns('10.0.1.30', 'p2p2.camera.example', [`203.0.113.${turn}`], [day * 1440])
    await office.flow('10.0.1.30', `203.0.113.${turn}`, 443, minutes(day * 1440, day * 1440 + 1440, 60), picture)
    if (day > 5)
      await office.flow('10.0.1.30', '203.0.113.77', 443, minutes(day * 1440 + 5, day * 1440 + 1440, 60), picture)
  }
  const signs = (await office.run(uploadVolume)).map((sign) => [sign.destinations[0], sign.severity])
  assert.equal(signs.find(([place]) => place === '203.0.113.32')?.[1], 'low')
  assert.equal(signs.find(([place]) => place === '203.0.113.77')?.[1], 'medium')
})

test("what goes at night to the organisation's own tenant of a drive is one step weaker than what goes to somebody else's", async () => {
  for (const name of ['tanaka', 'suzuki', 'sato']) await office.auth('10.0.1.5', `${name}@hibiya-denki.co.jp`, [500])
  const sent = { http_request_bytes: 50_000_000, http_response_bytes: 900 }
  await office.web('10.0.1.7', 'hibiya-my.sharepoint.com', [NIGHT, NIGHT + 4, NIGHT + 9], sent)
  await office.web('10.0.1.8', 'kk7731-my.sharepoint.com', [NIGHT, NIGHT + 4, NIGHT + 9], sent)
  const severity = new Map((await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.confidence]))
  assert.ok((severity.get('10.0.1.7') ?? 1) < (severity.get('10.0.1.8') ?? 0), JSON.stringify([...severity]))
})

test('what malware asks for just before, its own address, names no place: another log knows where that name was found', async () => {
  const bytes = { ...FILE, source_bytes: 47_000_000, event_duration_ms: 2000 }
  for (const host of ['10.0.1.7', '10.0.1.8']) {
    await office.dns(host, 'api.whatsmyip.example', [], [2039.95], { event_type: 'query' })
    await office.flow(host, `203.0.113.${host.at(-1)}`, 80, [2040], bytes)
  }
  await office.web('10.0.1.7', 'api.whatsmyip.example', [2039.96], {
    observer_type: 'sensor',
    destination_ip: '::ffff:198.51.100.40',
  })
  assert.deepEqual(
    (await accused()).filter(([host]) => host !== '10.0.1.9'),
    [
      ['10.0.1.7', 'high'],
      ['10.0.1.8', 'low'],
    ],
  )
})

test('a file a day to one place, on several days, is low; as many parts to one service, over several of its addresses, are medium', async () => {
  const days = [1, 3, 8].map((day) => day * 1440 + 620)
  for (const [n, at] of days.entries()) {
    await office.web('10.0.1.7', 'upload.koji-nohin.example', [at], { http_request_bytes: 530_000_000 + n })
    if (n === 2) continue
    for (const [part, address] of ['203.0.113.31', '203.0.113.32', '203.0.113.33', '203.0.113.34'].entries()) {
      await office.dns('10.0.1.8', 'storage.bunny.example', [address], [at + 10 + part])
      await office.flow('10.0.1.8', address, 443, [at + 10.05 + part, at + 10.3 + part, at + 10.6 + part], PART)
    }
  }
  const severities = [...new Set((await accused()).map((one) => one.join(' ')))]
  assert.deepEqual(severities, ['10.0.1.7 low', '10.0.1.8 medium'])
})

test('a paper that is handed in late in the evening is explained by where it goes; an address that bears another name, too, is not', async () => {
  const evening = 3 * 1440 + 1400
  await office.dns('10.0.1.7', 'openreview.net', ['203.0.113.41'], [evening - 1])
  await office.flow('10.0.1.7', '203.0.113.41', 443, [evening], PART)
  await office.dns('10.0.1.8', 'openreview.net', ['203.0.113.42'], [evening - 1])
  await office.dns('10.0.1.8', 'files.example.net', ['203.0.113.42'], [evening - 1])
  await office.flow('10.0.1.8', '203.0.113.42', 443, [evening], PART)
  assert.deepEqual(await accused(), [
    ['10.0.1.7', 'informational'],
    ['10.0.1.8', 'high'],
  ])
})

const TURNS = [0, 0, 0, 1, 2, 0, 3, 1, 2, 3, 0, 1, 2, 3]

test('a backup that takes its addresses in turn sends to each instead of the others: low; what comes on top of it is not', async () => {
  for (let day = 0; day < 14; day++) {
    const at = [day * 1440 + 75, day * 1440 + 79, day * 1440 + 84]
    for (const host of ['10.0.1.7', '10.0.1.8']) await office.flow(host, `198.51.10${TURNS[day]}.20`, 443, at, PART)
  }
  const atNight = (day: number) => [90, 92, 94, 96].map((at) => day * 1440 + at)
  await office.flow('10.0.1.8', '203.0.113.9', 443, [...atNight(6), ...atNight(9)], PART)
  const signs = (await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity])
  assert.deepEqual(
    signs.filter(([host, , severity]) => host === '10.0.1.7' && severity !== 'low' && severity !== 'informational'),
    [],
  )
  assert.equal(signs.find(([host, place]) => host === '10.0.1.8' && place === '203.0.113.9')?.[2], 'medium')
})

test('many hosts that send to a block of addresses use a service that takes them in turn: weaker; the one that sends elsewhere is not', async () => {
  for (let i = 1; i < 10; i++)
    await office.flow(`10.0.9.${i}`, `198.51.100.${i + 10}`, 443, [2 * 1440 + 600 + i * 7], {
      source_bytes: 85_000_000,
      destination_bytes: 40_000_000,
      network_transport: 'udp',
    })
  await office.flow('10.0.9.20', '203.0.113.9', 443, [2 * 1440 + 700], {
    source_bytes: 85_000_000,
    destination_bytes: 40_000_000,
    network_transport: 'udp',
  })
  const severity = new Map((await office.run(uploadVolume)).map((sign) => [sign.hosts[0], sign.severity]))
  assert.equal(severity.get('10.0.9.3'), 'low')
  assert.equal(severity.get('10.0.9.20'), 'medium')
})

test('a kept answer names the next connections, too; one look-up beside several does not', async () => {
  const bytes = { ...FILE, source_bytes: 47_000_000, event_duration_ms: 120_000 }
  for (const host of ['10.0.1.7', '10.0.1.8']) {
    const looked = host === '10.0.1.7' ? [2037.97, 2051.97] : [2037.97]
    await office.dns(host, 'hibiya.sharepoint.com', [], looked, { event_type: 'query' })
    await office.flow(host, `203.0.113.${host.at(-1)}`, 443, [2040, 2047, 2054, 2061], bytes)
  }
  const signs = (await office.run(uploadVolume)).map((sign) => [
    sign.hosts[0],
    sign.destinations.includes('hibiya.sharepoint.com'),
  ])
  assert.deepEqual(signs.sort(), [
    ['10.0.1.7', true],
    ['10.0.1.8', false],
  ])
})

test('the picture of a screen that a supporter looks at is one step weaker than as much that is copied through the same service', async () => {
  await office.dns('10.0.1.7', 'router9.teamviewer.com', ['203.0.113.61'], [NIGHT - 81])
  for (const [host, minutesLong] of [
    ['10.0.1.7', 80],
    ['10.0.1.8', 1],
  ] as const)
    await office.flow(host, '203.0.113.61', 5938, [NIGHT], {
      source_bytes: 82_000_000,
      destination_bytes: 4_000_000,
      event_duration_ms: minutesLong * 60_000,
    })
  // without answers: the look-up just before
  await office.dns('10.0.1.6', 'router7.teamviewer.com', [], [NIGHT - 80.02], { event_type: 'query' })
  await office.flow('10.0.1.6', '203.0.113.62', 5938, [NIGHT], {
    source_bytes: 82_000_000,
    destination_bytes: 4_000_000,
    event_duration_ms: 80 * 60_000,
  })
  assert.deepEqual(await accused(), [
    ['10.0.1.6', 'medium'],
    ['10.0.1.7', 'medium'],
    ['10.0.1.8', 'high'],
  ])
})
