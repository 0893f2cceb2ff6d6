import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { Random } from '../../../sim/random.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { trustedService } from './trusted-service.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.web('10.0.9.9', 'www.example.co.jp', [1, 9000])
})

const BROWSER = {
  user_agent_original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
}
const SCRIPT = { user_agent_original: 'python-requests/2.31.0' }

test('a script that polls a chat API day and night, new and alone, is high', async () => {
  await office.web('10.0.1.7', 'api.telegram.org', minutes(5000, 8000, 10), SCRIPT)
  const [sign] = await office.run(trustedService)
  assert.equal(sign?.severity, 'high')
  assert.match(JSON.stringify(sign?.words.traits), /script/)
})

test('without an agent in the log, rhythm, API and first use still make it medium', async () => {
  await office.web('10.0.1.7', 'content.dropboxapi.com', minutes(3420, 3960, 10))
  assert.equal((await office.run(trustedService))[0]?.severity, 'medium')
})

test('calls that keep no pace and go on day and night are a machine at work, too; by day only, or among the names that its app calls, they are none', async () => {
  const random = new Random(5)
  const at = (from: number, to: number, hours: [number, number]) => {
    const found: number[] = []
    for (let minute = from; minute < to; minute += 3 + random.next() * 40)
      if ((minute / 60) % 24 >= hours[0] && (minute / 60) % 24 < hours[1]) found.push(minute)
    return found
  }
  await office.web('10.0.1.7', 'api.telegram.org', at(5760, 14_400, [0, 24]))
  await office.web('10.0.1.8', 'slack.com', at(5760, 14_400, [9, 18]))
  for (const name of ['discord.com', 'gateway.discord.gg', 'cdn.discordapp.com'])
    await office.web('10.0.1.10', name, at(5760, 14_400, [0, 24]), BROWSER)
  const signs = (await office.run(trustedService)).filter(({ severity }) => severity !== 'low')
  assert.deepEqual(
    signs.map(({ hosts, severity }) => [hosts[0], severity]),
    [['10.0.1.7', 'medium']],
  )
})

test("the service's own client, with its many names, stays low; many hosts' is informational", async () => {
  for (const name of ['slack.com', 'wss-primary.slack.com', 'files.slack.com', 'edgeapi.slack.com'])
    await office.web('10.0.1.7', name, minutes(3420, 3960, 10), BROWSER)
  for (let i = 10; i < 20; i++) await office.web(`10.0.1.${i}`, 'graph.microsoft.com', minutes(3420, 3960, 10))
  const signs = await office.run(trustedService)
  assert.ok(
    signs.every((sign) => sign.severity === 'low' || sign.severity === 'informational'),
    JSON.stringify(signs),
  )
})

test("a name of the service that its other users here never contact isn't its client's", async () => {
  for (let i = 1; i <= 8; i++)
    for (const name of ['slack.com', 'files.slack.com', 'edgeapi.slack.com'])
      await office.web(`10.0.1.${i}`, name, minutes(i * 7, 8000, 10 + i), BROWSER)
  await office.web('10.0.1.7', 'hooks.slack.com', minutes(3420, 3960, 10), BROWSER)
  const above = (await office.run(trustedService)).filter((sign) => sign.severity !== 'informational')
  assert.deepEqual(
    above.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', 'hooks.slack.com', 'medium']],
  )
})

test('a person who reads and uploads is nothing', async () => {
  const visits = [3420, 3421, 3424, 3460, 3470, 3481, 3482, 3590, 3600, 3607, 3700, 3720]
  await office.web('10.0.1.7', 'drive.google.com', visits, { ...BROWSER, http_request_bytes: 900_000 })
  assert.deepEqual(await office.run(trustedService), [])
})

test('a NAS that has put its backup into a cloud every night since the logs began is low; one that begins later is not', async () => {
  const backup = { http_request_method: 'PUT', http_request_bytes: 300_000_000 }
  const nights = (from: number) => minutes(from, 20 * 1440, 1440)
  for (let i = 1; i <= 10; i++)
    await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(0, 20 * 1440, 97 + i), BROWSER)
  await office.web('10.0.1.60', 's3.ap-northeast-1.amazonaws.com', nights(120), backup)
  await office.web('10.0.1.61', 's3.ap-northeast-1.amazonaws.com', nights(6 * 1440 + 120), backup)
  const signs = await office.run(trustedService)
  const severity = (host: string) => signs.find((sign) => sign.hosts[0] === host)?.severity
  assert.deepEqual([severity('10.0.1.60'), severity('10.0.1.61')], ['low', 'high'])
})

test("who polls a chat service's shared name for days, and never the names that its app and pages call, has neither", async () => {
  const app = ['discord.com', 'gateway.discord.gg', 'cdn.discordapp.com']
  for (let i = 10; i < 30; i++)
    for (const name of app)
      await office.web(
        `10.0.1.${i}`,
        name,
        minutes(i * 17, 8000, 700 + i).map((minute) => minute + ((minute * i * 37) % 613)),
      )
  await office.web('10.0.1.7', 'discord.com', minutes(3420, 9000, 45))
  await office.web('10.0.1.7', 'cdn.discordapp.com', [3400])
  await office.web('10.0.1.8', 'discord.com', minutes(3420, 9000, 45))
  await office.web('10.0.1.8', 'gateway.discord.gg', minutes(3420, 9000, 240))
  const above = (await office.run(trustedService)).filter(({ severity }) => severity !== 'informational')
  assert.deepEqual(
    above.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', 'discord.com', 'high']],
  )
})

test("where only look-ups are known, the polling of a chat API's name is told, and a person's chat is not", async () => {
  for (let i = 10; i < 20; i++) await office.dns(`10.0.1.${i}`, 'www.example.co.jp', [], minutes(i, 9000, 300))
  await office.dns('10.0.1.7', 'api.telegram.org', ['149.154.167.220'], minutes(3420, 9000, 12))
  for (const name of ['web.telegram.org', 'api.telegram.org', 'venus.web.telegram.org'])
    await office.dns(
      '10.0.1.8',
      name,
      ['149.154.167.99'],
      [3420, 3425, 3500, 3512, 3600, 3777, 5000, 5010, 5011, 5100, 5290],
    )
  const signs = await office.run(trustedService)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', 'api.telegram.org', 'medium']],
  )
})

test("a firewall's connections tell the pace where a client's cache hides its look-ups", async () => {
  for (let i = 10; i < 20; i++) await office.dns(`10.0.1.${i}`, 'www.example.co.jp', [], minutes(i, 9000, 300))
  for (let i = 10; i < 20; i++) await office.flow(`10.0.1.${i}`, '203.0.113.80', 443, minutes(i, 9000, 300))
  await office.dns('10.0.1.7', 'api.telegram.org', ['149.154.167.220'], [5000, 6000])
  await office.flow('10.0.1.7', '149.154.167.220', 443, minutes(5000, 8000, 5))
  const [sign] = await office.run(trustedService)
  assert.deepEqual(
    [sign?.hosts[0], sign?.destinations, sign?.severity],
    ['10.0.1.7', ['api.telegram.org', '149.154.167.220'], 'medium'],
  )
})

test("a program without a name that goes to GitHub's API and Gist in turn has one pace, since the first day too; git and a reader's browser have none", async () => {
  await office.web('10.0.9.9', 'www.example.co.jp', [20_000], BROWSER)
  const calls = Array.from({ length: 12 * 18 }, (_, i) => {
    const [day, call] = [Math.floor(i / 18), i % 18]
    return (day + (day > 4 ? 2 : 0)) * 1440 + 520 + call * 31 + ((i * i * 7) % 19) - 9
  })
  const isGist = (i: number) => [1, 2, 6].includes((i * i + i * 5) % 11)
  const visits = async (host: string, gist: string, values: { user_agent_original?: string }) => {
    await office.web(host, 'www.example.co.jp', minutes(480, 20_000, 20), BROWSER)
    const to = async (name: string, wanted: boolean) =>
      await office.web(
        host,
        name,
        calls.filter((_, i) => isGist(i) === wanted),
        values,
      )
    await to('api.github.com', false)
    await to(gist, true)
  }
  await visits('10.0.1.7', 'gist.githubusercontent.com', {})
  await visits('10.0.1.8', 'raw.githubusercontent.com', { user_agent_original: 'git/2.47.1.windows.1' })
  await visits('10.0.1.9', 'gist.githubusercontent.com', {})
  await office.web('10.0.1.9', 'github.com', [500, 3000], BROWSER)
  const above = (await office.run(trustedService)).filter(
    ({ severity }) => severity !== 'informational' && severity !== 'low',
  )
  assert.deepEqual(
    above.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', 'gist.githubusercontent.com', 'medium']],
  )
  assert.match(JSON.stringify(above[0]?.words.traits), /no user agent/)
})

test("who polls Microsoft Graph and uses no app of Microsoft 365 is medium; an app's user, a pace that was always there, and a few calls are not", async () => {
  const working = (days: number[], step: number) =>
    days.flatMap((day) => minutes(day * 1440 + 540, day * 1440 + 1080, step))
  const polled = working([2, 3, 4], 17).map((minute, i) => minute + ((i * 7) % 11) / 2)
  await office.web('10.0.1.7', 'graph.microsoft.com', polled, BROWSER)
  await office.web('10.0.1.8', 'graph.microsoft.com', polled, BROWSER)
  await office.web('10.0.1.8', 'api.onedrive.com', [3430, 3500, 3741, 4870, 4885, 5003, 6400, 6520], BROWSER)
  await office.web('10.0.1.9', 'graph.microsoft.com', [...working([0, 1], 17), ...polled], BROWSER)
  await office.web('10.0.1.10', 'graph.microsoft.com', [3000, 3400, 4700, 5100], BROWSER)
  const serious = (await office.run(trustedService)).filter(({ severity }) => severity !== 'low')
  assert.deepEqual(
    serious.map(({ hosts, severity }) => [hosts[0], severity]),
    [['10.0.1.7', 'medium']],
  )
})

test("a name of Microsoft's that a host has always called, and calls twice as often from one day on, is medium; at one pace, or where others change it, too, it is low", async () => {
  const paced = (from: number, to: number, step: number) =>
    Array.from({ length: to - from }, (_, i) => from + i).flatMap((day) =>
      minutes(day * 1440 + 480, day * 1440 + 1200, step),
    )
  for (const host of ['10.0.1.7', '10.0.1.8', '10.0.1.11', '10.0.1.12', '10.0.1.13'])
    await office.web(host, 'www.example.co.jp', paced(0, 12, 30), BROWSER)
  await office.web('10.0.1.8', 'graph.microsoft.com', paced(0, 12, 20))
  await office.web('10.0.1.7', 'graph.microsoft.com', [...paced(0, 5, 60), ...paced(5, 12, 20)])
  const severity = async () =>
    (await office.run(trustedService)).map((sign) => `${sign.hosts[0]} ${sign.severity}`).sort()
  assert.deepEqual(await severity(), ['10.0.1.7 medium', '10.0.1.8 low'])
  for (const host of ['10.0.1.11', '10.0.1.12'])
    await office.web(host, 'graph.microsoft.com', [...paced(0, 5, 60), ...paced(5, 12, 20)])
  assert.equal((await severity())[2], '10.0.1.7 low')
})
