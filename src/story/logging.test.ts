/** What the logs carry, told from planted events. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { dynamicDns } from '../detect/network/dynamic-dns.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { encryptedHosts, loggingFacts } from './logging.ts'
import { volumeBy } from './volume.ts'

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

async function facts() {
  await office.context(dynamicDns) // builds what the facts are read from
  return new Map(
    (await loggingFacts(office.engine, await encryptedHosts(office.engine))).map((fact) => [fact.id, fact]),
  )
}

test("a resolver's log that shows one client, where the proxy shows many, hides the others", async () => {
  for (let i = 1; i <= 8; i++) await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(0, 600, 30))
  await office.dns('10.0.0.53', 'www.example.co.jp', ['203.0.113.1'], minutes(0, 600, 3))
  const found = await facts()
  assert.equal(found.get('hidden-dns')?.subject, '10.0.0.53')
  assert.ok((found.get('hidden-dns')?.lines?.length ?? 0) > 0, 'lines show it')
  assert.equal(found.has('hidden-web'), false)
})

test('a proxy log without request sizes says which logformat has them; one with sizes says so', async () => {
  await office.engine.insert('evidence', [{ evidence_id: 'squid', formats: ['squid-native'] }])
  await office.web('10.0.1.1', 'www.example.co.jp', [1, 2], { evidence_id: 'squid' })
  assert.match((await facts()).get('logging-request-bytes')?.text.en ?? '', /logformat kyumei .*%>st/)
  await office.clear()
  await office.engine.insert('evidence', [{ evidence_id: 'other', formats: ['i-filter'] }])
  await office.web('10.0.1.1', 'www.example.co.jp', [1, 2], { evidence_id: 'other' })
  assert.doesNotMatch((await facts()).get('logging-request-bytes')?.text.en ?? '', /squid/i)
  await office.clear()
  await office.web('10.0.1.1', 'www.example.co.jp', [1, 2], { http_request_bytes: 300 })
  assert.equal((await facts()).get('logging-request-bytes')?.value, true)
})

test('a firewall that shows no IPv6, and hosts with DoH, are facts', async () => {
  await office.flow('10.0.1.1', '203.0.113.1', 443, [1, 2])
  await office.web('10.0.1.2', 'mozilla.cloudflare-dns.com', [1, 2, 3, 4])
  let found = await facts()
  assert.equal(found.get('logging-ipv6')?.value, false)
  assert.equal(found.get('blind-doh')?.value, 1)
  await office.flow('10.0.1.1', '2001:db8::9', 443, [3])
  found = await facts()
  assert.equal(found.get('logging-ipv6')?.value, true)
})

test('volumes: interim lines of a session count once, -1 is told from 0, the last day stands against the days before', async () => {
  for (const [i, bytes] of [100, 250, 400].entries())
    await office.flow('10.0.1.1', '203.0.113.1', 443, [i], { source_bytes: bytes, destination_bytes: 0, event_id: '7' })
  await office.web('10.0.1.2', 'a.example.co.jp', [5, 1500], { http_response_bytes: 1000 })
  await office.web('10.0.1.2', 'a.example.co.jp', [2900], { http_response_bytes: 9000 })
  await facts()
  const rows = await volumeBy(office.engine, ['destination'], { timezone: 'Asia/Tokyo', top: 10 })
  const of = (what: string) => rows.find((row) => row.what === what)
  assert.deepEqual([of('203.0.113.1')?.contacts, of('203.0.113.1')?.sent], [1, 400])
  assert.deepEqual([of('example.co.jp')?.sent, of('example.co.jp')?.received], [-1, 11_000])
  assert.deepEqual([of('example.co.jp')?.last_day, of('example.co.jp')?.usual_day], [9000, 1000])
  assert.equal(of('203.0.113.1')?.usual_day, 400)
})

test("a firewall that counts no bytes of its own way can't show an upload; one that does is not blamed", async () => {
  await office.flow('10.0.1.1', '203.0.113.1', 443, [1, 2], { source_bytes: -1 })
  const fact = (await facts()).get('logging-sent-bytes')
  assert.equal(fact?.value, false)
  assert.ok((fact?.lines?.length ?? 0) > 0)
  await office.flow('10.0.1.1', '203.0.113.1', 443, [3], { source_bytes: 300 })
  assert.equal((await facts()).has('logging-sent-bytes'), false)
})
