import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { paasDestination } from './paas-destination.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.web('10.0.9.9', 'www.example.co.jp', [1, 9000]) // the log begins on Monday
  for (let site = 0; site < 12; site++) await office.web('10.0.1.7', `www.site${site}.co.jp`, [20 + site * 7])
})

test("one PC's steady, new contact with a platform is high", async () => {
  await office.web('10.0.1.7', 'kettei.herokuapp.com', minutes(3000, 7000, 20))
  const [sign] = await office.run(paasDestination)
  assert.equal(sign?.severity, 'high')
  assert.match(String(sign?.words.provider), /Heroku/)
})

test('the same from the first day on is medium: it may be a business program', async () => {
  await office.web('10.0.1.7', 'renkei.azurewebsites.net', minutes(10, 7000, 20))
  assert.equal((await office.run(paasDestination))[0]?.severity, 'medium')
})

test('a kiosk that knows a few places since the first day is low; a PC that also reads the web is medium', async () => {
  for (const host of ['10.0.1.7', '10.0.1.31']) await office.web(host, 'kiosk.herokuapp.com', minutes(10, 7000, 5))
  assert.deepEqual((await office.run(paasDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.31', 'low'],
    ['10.0.1.7', 'medium'],
  ])
})

test("a server's contact since the first day is its backup; a new one of the same server is not", async () => {
  for (let i = 1; i <= 6; i++) await office.flow(`10.0.1.${i}`, '10.0.0.12', 445, [100])
  await office.web('10.0.0.12', 'backup.blob.core.windows.net', minutes(10, 7000, 240))
  await office.web('10.0.0.12', 'kettei.herokuapp.com', minutes(3000, 7000, 20))
  assert.deepEqual(
    new Map((await office.run(paasDestination)).map((sign) => [sign.destinations[0], sign.severity])),
    new Map([
      ['backup.blob.core.windows.net', 'low'],
      ['kettei.herokuapp.com', 'high'],
    ]),
  )
})

test('people who browse a service on a platform are nothing: pages, or uneven visits', async () => {
  await office.web('10.0.1.7', 'seikyu.azurewebsites.net', minutes(3000, 7000, 20), {
    http_response_mime_type: 'text/html',
  })
  const visits = [3000, 3001, 3003, 3004, 3160, 3163, 3164, 4500, 4501, 4505, 4506, 4533, 5900, 5901, 5907, 6400]
  await office.web('10.0.1.8', 'seikyu.azurewebsites.net', visits)
  assert.deepEqual(await office.run(paasDestination), [])
})

test('a service that many use is informational; rental hosting is no platform', async () => {
  for (let i = 1; i <= 5; i++) await office.web(`10.0.1.${i}`, 'kintai.run.app', minutes(3000, 7000, 30))
  await office.web('10.0.1.20', 'torihiki.sakura.ne.jp', minutes(3000, 7000, 30))
  const signs = await office.run(paasDestination)
  assert.ok(signs.length === 5 && signs.every((sign) => sign.severity === 'informational'))
})

test('what the proxy stopped every time is one step weaker; once let through, it is not', async () => {
  const denied = { event_outcome: 'denied', http_response_status_code: 403 }
  await office.web('10.0.1.7', 'kettei.herokuapp.com', minutes(3000, 7000, 20), denied)
  await office.web('10.0.1.8', 'tsugi.herokuapp.com', minutes(3000, 7000, 20), denied)
  await office.web('10.0.1.8', 'tsugi.herokuapp.com', [7001])
  assert.deepEqual(
    new Map((await office.run(paasDestination)).map((sign) => [sign.hosts[0], sign.severity])),
    new Map([
      ['10.0.1.7', 'medium'],
      ['10.0.1.8', 'high'],
    ]),
  )
})

test('what a person opens about once a day is low; once a day to the minute, or at night, it is high', async () => {
  const daily = (hour: number, spread: number) =>
    Array.from({ length: 12 }, (_, i) => i)
      .filter((day) => day % 7 < 5)
      .map((day) => (day + 7) * 1440 + hour * 60 + (((day * day * 3) % 11) - 5) * spread)
  await office.web('10.0.9.9', 'www.example.co.jp', [30_000])
  await office.web('10.0.1.7', 'tegami.workers.dev', daily(10, 20))
  await office.web('10.0.1.8', 'kettei.workers.dev', daily(10, 0.1))
  await office.web('10.0.1.9', 'yoru.workers.dev', daily(3, 20))
  assert.deepEqual((await office.run(paasDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
    ['10.0.1.9', 'high'],
  ])
})

test('where people work on Saturdays, too, it is a habit; a machine that is always on calls on Sundays as well', async () => {
  const daily = (rests: (day: number) => boolean) =>
    Array.from({ length: 14 }, (_, i) => i)
      .filter((day) => !rests(day % 7))
      .map((day) => (day + 7) * 1440 + 600 + (((day * day * 3) % 11) - 5) * 20)
  await office.web('10.0.9.9', 'www.example.co.jp', [40_000])
  await office.web(
    '10.0.1.7',
    'tegami.workers.dev',
    daily((day) => day === 6),
  )
  await office.web(
    '10.0.1.8',
    'itsumo.workers.dev',
    daily(() => false),
  )
  assert.deepEqual((await office.run(paasDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
  ])
})

test('where the firewall tells of some requests only, the look-ups tell the pace; a person has none there either', async () => {
  const calls = minutes(3000, 9000, 100).map((minute, i) => minute + ((i * i * 13) % 61) - 30)
  const some = calls.filter((_, i) => (i * i * 4 + i) % 11 < 4)
  await office.dns('10.0.1.7', 'kettei.azurefd.net', ['203.0.113.80'], calls)
  await office.web('10.0.1.7', 'kettei.azurefd.net', some)
  const visits = [3000, 3001, 3003, 3160, 3163, 3164, 4500, 4501, 4505, 4533, 5900, 5901, 5907, 6400]
  await office.dns('10.0.1.8', 'shiryo.azurefd.net', ['203.0.113.81'], visits)
  await office.web('10.0.1.8', 'shiryo.azurefd.net', visits)
  const signs = await office.run(paasDestination)
  assert.deepEqual(
    signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]),
    [['10.0.1.7', 'kettei.azurefd.net', 'high']],
  )
})

test("a name that carries the organisation's own is one step weaker, a provider's of mail is not", async () => {
  for (const name of ['tanaka', 'suzuki', 'sato']) {
    await office.auth('10.0.1.5', `${name}@hibiya-denki.co.jp`, [500])
    await office.auth('10.0.1.5', `${name}@gmail.com`, [500])
  }
  await office.web('10.0.1.7', 'hibiya-lp.pages.dev', minutes(10, 7000, 20))
  await office.web('10.0.1.8', 'denki-lp.pages.dev', minutes(10, 7000, 20))
  await office.web('10.0.1.9', 'gmail-lp.pages.dev', minutes(10, 7000, 20))
  for (const host of ['10.0.1.8', '10.0.1.9'])
    for (let site = 0; site < 12; site++) await office.web(host, `www.site${site}.co.jp`, [20 + site * 7])
  assert.deepEqual((await office.run(paasDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'medium'],
    ['10.0.1.9', 'medium'],
  ])
})

test('a script under its own name, since the logs begin, is low on a computer whose scripts use GitHub day after day; begun later, or on another computer, it is not', async () => {
  const script = { user_agent_original: 'python-requests/2.32.3' }
  const everyDay = Array.from({ length: 7 }, (_, day) => day * 1440 + 600)
  for (let host = 1; host <= 9; host++) await office.web(`10.0.1.${host}`, 'www.example.co.jp', [1, 10_000])
  for (const host of ['10.0.1.7', '10.0.1.8']) await office.web(host, 'api.github.com', everyDay, script)
  await office.web('10.0.1.9', 'api.github.com', [600], script)
  for (const host of ['10.0.1.7', '10.0.1.8', '10.0.1.9'])
    for (let site = 0; site < 12; site++) await office.web(host, `www.site${site}.co.jp`, [20 + site * 7])
  await office.web('10.0.1.7', 'jotai.workers.dev', minutes(10, 10_000, 10), script)
  await office.web('10.0.1.8', 'atode.workers.dev', minutes(5000, 10_000, 10), script)
  await office.web('10.0.1.9', 'betsu.workers.dev', minutes(10, 10_000, 10), script)
  assert.deepEqual((await office.run(paasDestination)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'low'],
    ['10.0.1.8', 'high'],
    ['10.0.1.9', 'medium'],
  ])
})
