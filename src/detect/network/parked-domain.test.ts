import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { parkedDomain } from './parked-domain.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const NX = { dns_response_code: 'NXDOMAIN' }

test('a name that sleeps, lives for an hour and sleeps again is high', async () => {
  await office.dns('10.0.1.7', 'c2.example.com', ['127.0.0.1'], minutes(0, 3000, 60))
  await office.dns('10.0.1.7', 'c2.example.com', ['203.0.113.9'], [3000, 3030])
  await office.dns('10.0.1.7', 'c2.example.com', ['127.0.0.1'], minutes(3060, 6000, 60))
  const [sign] = await office.run(parkedDomain)
  assert.equal(sign?.severity, 'high')
  assert.equal(sign?.metrics.activations, 1)
  assert.equal(sign?.words.phases, 'parked ×50 → alive ×2 → parked ×49')
})

test('a name that comes alive once is medium, at a parking service too; behind a proxy too', async () => {
  await office.dns('10.0.1.7', 'a.example.com', ['91.195.240.12'], minutes(0, 3000, 60))
  await office.dns('10.0.1.7', 'a.example.com', ['203.0.113.9'], minutes(3000, 3600, 60))
  await office.web('10.0.1.8', 'b.example.net', minutes(0, 3000, 60), {
    http_response_status_code: 503,
    event_outcome: 'failure',
    destination_ip: '::',
  })
  await office.web('10.0.1.8', 'b.example.net', minutes(3000, 3600, 60), { destination_ip: '::ffff:203.0.113.10' })
  assert.deepEqual((await office.run(parkedDomain)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'medium'],
    ['10.0.1.8', 'medium'],
  ])
})

test("a partner's lapsed domain is low, one failure of the resolver nothing, a common service in trouble informational", async () => {
  await office.dns('10.0.1.7', 'torihiki.example.com', ['203.0.113.9'], minutes(0, 3000, 60))
  await office.dns('10.0.1.7', 'torihiki.example.com', [], minutes(3000, 3300, 60), NX)
  await office.dns('10.0.1.8', 'www.example.org', ['203.0.113.20'], minutes(0, 3000, 60))
  await office.dns('10.0.1.8', 'www.example.org', [], [3001], NX)
  await office.dns('10.0.1.8', 'www.example.org', ['203.0.113.20'], minutes(3060, 6000, 60))
  for (let i = 20; i < 26; i++) {
    await office.dns(`10.0.1.${i}`, 'kaigi.example.net', [], [100, 101, 102], NX)
    await office.dns(`10.0.1.${i}`, 'kaigi.example.net', ['203.0.113.30'], minutes(200, 900, 60))
  }
  const signs = await office.run(parkedDomain)
  assert.ok(
    signs
      .filter((sign) => sign.destinations[0] === 'kaigi.example.net')
      .every((one) => one.severity === 'informational'),
  )
  assert.deepEqual(
    signs.filter((sign) => sign.severity !== 'informational').map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.7', 'low']],
  )
})

test('a few look-ups after the alert, of a name that another host asks for all the time, accuse nobody', async () => {
  await office.dns('10.0.1.7', 'c2.example.com', ['127.0.0.1'], minutes(0, 3000, 60))
  await office.dns('10.0.1.7', 'c2.example.com', ['203.0.113.9'], [3000, 3030])
  await office.dns('10.0.1.7', 'c2.example.com', ['127.0.0.1'], minutes(3060, 6000, 60))
  await office.dns('10.0.1.30', 'c2.example.com', ['127.0.0.1'], [6000, 6080])
  assert.deepEqual(
    new Map((await office.run(parkedDomain)).map((sign) => [sign.hosts[0], sign.severity])),
    new Map([
      ['10.0.1.7', 'high'],
      ['10.0.1.30', 'low'],
    ]),
  )
})

test('a good name whose look-ups fail now and then has no sleep, however often it comes back', async () => {
  for (let round = 0; round < 4; round++) {
    await office.web('10.0.1.7', 'app.example.net', minutes(round * 2000, round * 2000 + 1500, 10), {
      destination_ip: '::ffff:203.0.113.30',
    })
    await office.web('10.0.1.7', 'app.example.net', minutes(round * 2000 + 1600, round * 2000 + 1603, 1), {
      http_response_status_code: 503,
      event_outcome: 'failure',
      destination_ip: '::',
    })
  }
  assert.deepEqual(await office.run(parkedDomain), [])
})

test('a parked page that the proxy answers from its own cache now and then has not come alive', async () => {
  const parked = { destination_ip: '::ffff:91.195.240.12' }
  for (const minute of minutes(0, 6000, 300)) {
    await office.web('10.0.1.7', 'www.gourmet.example.net', [minute, minute + 60], parked)
    await office.web('10.0.1.7', 'www.gourmet.example.net', [minute + 120], { destination_ip: '::' })
  }
  assert.deepEqual(await office.run(parkedDomain), [])
})
