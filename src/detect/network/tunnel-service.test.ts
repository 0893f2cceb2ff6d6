import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Sign } from '../detector.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { tunnelService } from './tunnel-service.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  // the logs begin on Monday
  await office.web('10.0.9.9', 'www.example.co.jp', [1, 9000])
  await office.dns('10.0.9.9', 'www.example.co.jp', ['203.0.113.80'], [1, 9000])
  await office.flow('10.0.9.9', '203.0.113.80', 443, [1, 9000])
})

test('a developer tunnel that appears and stays is high; a remote-support tool is medium', async () => {
  await office.web('10.0.1.7', 'tunnel.us.ngrok.com', minutes(5000, 7000, 40))
  await office.web('10.0.1.8', 'relay-3a.net.anydesk.com', minutes(5000, 7000, 40))
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'high'],
    ['10.0.1.8', 'medium'],
  ])
})

test('one session of remote support by day is low; one at night, one that is repeated and a tunnel are not', async () => {
  await office.web('10.0.1.7', 'router14.teamviewer.com', minutes(5000, 5060, 6)) // Thursday, 11:20 in Tokyo
  await office.web('10.0.1.8', 'router14.teamviewer.com', minutes(5700, 5760, 6)) // 23:00
  await office.web('10.0.1.9', 'router14.teamviewer.com', [...minutes(5000, 5060, 6), ...minutes(6440, 6500, 6)])
  await office.web('10.0.1.10', 'tunnel.us.ngrok.com', minutes(5000, 5060, 6))
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.10', 'high'],
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'medium'],
  ])
})

test('past the proxy the look-ups and the addresses that they returned tell', async () => {
  await office.dns('10.0.1.7', 'region1.v2.argotunnel.com', ['198.51.100.8'], minutes(5000, 7000, 400))
  await office.flow('10.0.1.7', '198.51.100.8', 7844, minutes(5000, 7000, 200))
  const [sign] = await office.run(tunnelService)
  assert.deepEqual([sign?.severity, sign?.metrics.contacts, sign?.metrics.lookups], ['high', 10, 5])
})

test("what the organisation introduced is informational, telework low, a look at a product's page nothing", async () => {
  for (let i = 1; i < 9; i++) await office.web(`10.0.1.${i}`, 'router1.teamviewer.com', minutes(5000, 7000, 40))
  await office.web('10.0.1.20', 'gw.magicconnect.net', minutes(5000, 7000, 40))
  await office.web('10.0.1.21', 'www.splashtop.com', [5000, 5001], { http_response_mime_type: 'text/html' })
  const signs = await office.run(tunnelService)
  assert.deepEqual(
    signs.filter((sign) => sign.severity !== 'informational').map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.20', 'low']],
  )
})

test('a tunnel that was asked for a dozen times, and of which no log shows more, is medium', async () => {
  await office.dns('10.0.1.7', 'api.trycloudflare.com', [], minutes(5000, 7000, 200))
  await office.dns('10.0.1.8', 'region1.v2.argotunnel.com', [], minutes(5000, 7000, 30))
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'medium'],
    ['10.0.1.8', 'high'],
  ])
})

test('a tunnel that a person opens on some days is low, by day on every day medium; at night, or on a server, it is high', async () => {
  const workingDays = Array.from({ length: 17 }, (_, i) => i + 2).filter((day) => day % 7 < 5)
  const on = (days: number[], from: number) =>
    days.flatMap((day) => minutes(day * 1440 + from, day * 1440 + from + 120, 30))
  const every = workingDays.slice(2)
  const some = every.filter((_, i) => i % 3 === 0)
  for (const host of ['10.0.1.7', '10.0.1.8', '10.0.1.9', '10.0.0.12'])
    await office.web(host, 'www.example.co.jp', on(workingDays, 540))
  await office.web('10.0.1.7', 'tunnel.us.ngrok.com', on(some, 600))
  await office.web('10.0.1.8', 'tunnel.us.ngrok.com', on(every, 600))
  await office.web('10.0.1.9', 'tunnel.us.ngrok.com', on(some, 1320))
  await office.web('10.0.0.12', 'tunnel.us.ngrok.com', on(some, 600))
  const context = await office.context(tunnelService)
  const addresses = (role: string) => (role === 'server' ? ['10.0.0.12'] : [])
  const signs = await tunnelService.run({ ...context, roles: { ...context.roles, addresses } })
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.0.12', 'high'],
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'high'],
  ])
})

test("a developer's tunnel that lets in his program's port alone, by day, is low; one that lets in the screen, or that leads to somebody else's, is medium", async () => {
  const days = Array.from({ length: 12 }, (_, i) => i + 4).filter((day) => day % 7 < 5)
  const used = days.flatMap((day) => minutes(day * 1440 + 600, day * 1440 + 900, 20))
  await office.web('10.0.9.9', 'www.example.co.jp', minutes(0, 16 * 1440, 60))
  for (const [host, port] of [
    ['10.0.1.7', 5000],
    ['10.0.1.8', 3389],
    ['10.0.1.9', 5000],
  ] as const) {
    await office.web(host, `x7k2m9q${port}-${port}.euw.devtunnels.ms`, used)
    if (host !== '10.0.1.9') await office.web(host, 'euw.rel.tunnels.api.visualstudio.com', used)
  }
  const severities = (await office.run(tunnelService)).map((sign) => `${sign.hosts[0]} ${sign.severity}`)
  assert.deepEqual([...new Set(severities)].sort(), ['10.0.1.7 low', '10.0.1.8 medium', '10.0.1.9 medium'])
})

test('a tunnel that runs day and night since the logs begin is low where somebody reads code every day, else medium; begun later, it is high there, too', async () => {
  const workingDays = Array.from({ length: 12 }, (_, i) => i).filter((day) => day % 7 < 5)
  for (const host of ['10.0.1.7', '10.0.1.8', '10.0.1.9'])
    for (const name of ['a.example', 'b.example', 'c.example', host === '10.0.1.8' ? 'd.example' : 'github.com'])
      await office.web(
        host,
        name,
        workingDays.map((day) => day * 1440 + 600),
      )
  await office.web('10.0.1.7', 'jpe1.rel.tunnels.api.visualstudio.com', minutes(0, 12 * 1440, 60))
  await office.web('10.0.1.8', 'jpe1.rel.tunnels.api.visualstudio.com', minutes(0, 12 * 1440, 60))
  await office.web('10.0.1.9', 'jpe1.rel.tunnels.api.visualstudio.com', minutes(5 * 1440, 12 * 1440, 60))
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'high'],
  ])
})

test('so it is where packages are fetched to program with, day after day; what fetched one once is no developer', async () => {
  const always = minutes(0, 12 * 1440, 60)
  for (const host of ['10.0.1.7', '10.0.1.8']) {
    const days = host === '10.0.1.7' ? [0, 1, 2, 5, 7, 9] : [3]
    for (const day of days)
      await office.dns(host, 'packages.npmjs.org', [], [day * 1440 + 640], { event_type: 'query' })
    await office.web(host, 'jpe1.rel.tunnels.api.visualstudio.com', always)
  }
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
  ])
})

test("what runs since a host's own first day, a day after the logs begin, was there before; what begins a day after the host does is new", async () => {
  const day = (n: number) => minutes(n * 1440 + 540, n * 1440 + 1080, 30)
  for (const host of ['10.0.1.5', '10.0.1.6', '10.0.1.7', '10.0.1.8'])
    for (let n = host === '10.0.1.7' ? 1 : 0; n < 12; n++) await office.web(host, 'www.example.co.jp', day(n))
  for (const host of ['10.0.1.7', '10.0.1.8'])
    await office.web(host, 'jpe1.rel.tunnels.api.visualstudio.com', minutes(1440 + 541, 12 * 1440, 60))
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'medium'],
    ['10.0.1.8', 'high'],
  ])
})

test('support by appointment, a week and more apart, is low', async () => {
  const sitting = (day: number) => minutes(day * 1440 + 600, day * 1440 + 700, 10)
  await office.web('10.0.9.9', 'www.example.co.jp', [40_000])
  await office.web('10.0.1.7', 'router14.teamviewer.com', [...sitting(3), ...sitting(10), ...sitting(24)])
  await office.web('10.0.1.8', 'router14.teamviewer.com', [...sitting(3), ...sitting(4), ...sitting(10)])
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
  ])
})

test('a device that has another address every other day is judged by all its days; hosts that use a tunnel side by side are not one', async () => {
  const used = (day: number) => minutes(day * 1440 + 600, day * 1440 + 900, 10)
  await office.web('10.0.1.99', 'www.example.co.jp', minutes(0, 12 * 1440, 60))
  for (let day = 3; day < 8; day++) {
    await office.web(`10.0.1.${10 + Math.floor(day / 2)}`, 'api.playit.gg', used(day))
    await office.web(`10.0.1.${20 + Math.floor(day / 2)}`, 'tunnel.us.ngrok.com', used(day))
    await office.web('10.0.1.30', 'tunnel.us.ngrok.com', day === 3 ? used(day) : [])
  }
  const severities = (name: string, signs: Sign[]) => [
    ...new Set(signs.filter(({ destinations }) => destinations[0] === name).map(({ severity }) => severity)),
  ]
  const signs = await office.run(tunnelService)
  assert.deepEqual(severities('api.playit.gg', signs), ['medium'])
  assert.deepEqual(severities('tunnel.us.ngrok.com', signs), ['high'])
})

test("a relay of remote support on somebody's own server is told by its port; the approved product of many, and another service beside it, are not", async () => {
  for (const [host, name] of [
    ['10.0.1.7', '198.51.100.7'],
    ['10.0.1.8', '198.51.100.8'],
  ] as const)
    await office.flow(host, name, host.endsWith('7') ? 8041 : 8042, minutes(5000, 8000, 60))
  const [sign, ...others] = await office.run(tunnelService)
  assert.deepEqual([sign?.hosts, sign?.severity, sign?.destinations], [['10.0.1.7'], 'medium', ['198.51.100.7']])
  assert.equal(sign?.words.owner, 'ScreenConnect (TCP 8041)')
  assert.deepEqual(others, [])
  for (let i = 10; i < 30; i++) await office.flow(`10.0.1.${i}`, '198.51.100.7', 8041, minutes(5000, 8000, 60))
  assert.deepEqual(
    new Set((await office.run(tunnelService)).map(({ severity }) => severity)),
    new Set(['informational']),
  )
})

test('a tool that a PC has used since its own first day at work is weaker, where it was off when the logs begin; one that came on its second day is not', async () => {
  const days = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => from + i).flatMap((day) =>
      minutes(day * 1440 + 540, day * 1440 + 1080, 60),
    )
  for (const host of ['10.0.1.1', '10.0.1.2', '10.0.1.3']) await office.web(host, 'www.example.co.jp', days(0, 12))
  await office.web('10.0.1.7', 'www.example.co.jp', days(2, 12))
  await office.web('10.0.1.7', 'router14.teamviewer.com', days(2, 12))
  await office.web('10.0.1.8', 'www.example.co.jp', days(0, 12))
  await office.web('10.0.1.8', 'router14.teamviewer.com', days(2, 12))
  assert.deepEqual((await office.run(tunnelService)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
  ])
})
