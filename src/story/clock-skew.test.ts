import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { clockFacts, clockOffsets, peak, skewOf } from './clock-skew.ts'

let office: Organisation
before(async () => {
  office = await organisation(10)
})
after(async () => await office.close())

test('an offset that most names agree on stands out; times by chance do not', () => {
  const votes = new Map<number, number>([[42, 60]])
  for (let bin = -500; bin < 500; bin += 3) votes.set(bin, (votes.get(bin) ?? 0) + 4)
  assert.equal(peak(votes, 100)?.seconds, 420)
  votes.delete(42)
  assert.equal(peak(votes, 100), null)
})

test('of three logs, the one that the other two agree against is wrong; of two, the one that is not the proxy’s', () => {
  const offset = (one: 'web' | 'flow' | 'dns', other: 'web' | 'flow' | 'dns', seconds: number) => ({
    logs: [one, other] as ['web' | 'flow' | 'dns', 'web' | 'flow' | 'dns'],
    seconds,
    keys: 50,
    agreeing: 40,
  })
  assert.deepEqual(skewOf([offset('dns', 'web', 0), offset('web', 'flow', 420), offset('dns', 'flow', 420)]), {
    flow: -420,
  })
  assert.deepEqual(skewOf([offset('dns', 'web', -600), offset('web', 'flow', 0)]), { dns: -600 })
  assert.deepEqual(skewOf([offset('dns', 'web', -600)]), { dns: -600 })
  assert.deepEqual(
    skewOf([offset('dns', 'web', 20)]),
    {},
    'a log that writes at the end of a connection is no wrong clock',
  )
})

test('a DNS log in another zone is found by the names that proxy and resolver both name, and said so', async () => {
  await office.clear()
  for (let i = 0; i < 40; i++) {
    const at = [37 + i * 61]
    await office.web(`10.0.1.${1 + (i % 9)}`, `site${i}.example.jp`, at)
    await office.dns('10.0.0.53', `site${i}.example.jp`, ['203.0.113.9'], [(at[0] ?? 0) - 540])
  }
  for (let i = 1; i < 10; i++) await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(0, 2880, 7))
  const offsets = await clockOffsets(office.engine, 'evidence', new Set(['web_event', 'flow_event', 'dns_event']))
  assert.deepEqual(skewOf(offsets), { dns: 9 * 3600 })
  assert.match(clockFacts(offsets, skewOf(offsets))[0]?.text.en ?? '', /9 h behind.*another time zone/)
})
