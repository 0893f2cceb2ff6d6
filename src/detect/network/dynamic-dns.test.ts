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
