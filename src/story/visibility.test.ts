/** Who could be seen when, by which device: from planted events to states with reasons. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { dynamicDns } from '../detect/network/dynamic-dns.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { unansweredNames } from './unanswered.ts'
import { type Logging, patternFor, visibility } from './visibility.ts'
import { type Source, sources } from './writing.ts'

const source = (given: Partial<Source>): Source => ({
  log: 'flow',
  name: 'fw',
  first: 0,
  end: 100,
  gaps: [],
  shows: true,
  ...given,
})
const logging = (given: Partial<Logging>): Logging => ({
  sources: [],
  hiding: [],
  answers: true,
  encrypted: new Set(),
  ...given,
})
const told = (shown: string[], given: Partial<Logging>, encrypted = false) => {
  const pattern = patternFor(new Set(shown), encrypted, logging(given), [0, 100])
  return (question: keyof typeof pattern) =>
    pattern[question].map(({ from, to, state, why }) => `${from}-${to} ${state} ${why}`)
}

test("a branch's own firewall counts for its hosts: the head office's log doesn't make up for its silence", () => {
  const both = [source({ name: 'head' }), source({ name: 'branch', first: 40, end: 90, gaps: [[60, 70]] })]
  assert.deepEqual(told(['flow branch'], { sources: both })('direct'), [
    '0-40 blind before',
    '40-60 seen seen',
    '60-70 blind gap',
    '70-90 seen seen',
    '90-100 blind after',
  ])
  assert.deepEqual(told(['flow head'], { sources: both })('direct'), ['0-100 seen seen'])
  const roaming = told(['flow branch', 'flow head'], { sources: both })('direct')
  assert.equal(roaming[0], '0-40 partly one-silent', 'a host that both show is seen in part by one')
})

test('what a log does not carry is named: only denials, hidden clients, questions without answers, encrypted look-ups', () => {
  const flow = source({ shows: false })
  assert.deepEqual(told([], { sources: [flow] })('direct'), ['0-100 blind denied-only'])
  assert.deepEqual(told([], { sources: [flow] })('requests'), ['0-100 blind no-log'])
  const dns = source({ log: 'dns', name: 'named' })
  assert.deepEqual(told([], { sources: [dns], answers: false })('lookups'), ['0-100 partly no-answers'])
  assert.deepEqual(told([], { sources: [dns] }, true)('lookups'), ['0-100 partly encrypted'])
  assert.deepEqual(told([], { sources: [dns], hiding: ['dns'] })('lookups'), ['0-100 blind hidden'])
  assert.deepEqual(told([], { sources: [dns] })('lookups'), ['0-100 seen seen'])
})

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

test("two firewalls' hosts are counted apart, hour by hour", async () => {
  for (const i of [1, 2, 3])
    await office.flow(`10.0.1.${i}`, '203.0.113.1', 443, minutes(0, 600, 20), { observer_name: 'head' })
  for (const i of [1, 2, 3])
    await office.flow(`10.0.2.${i}`, '203.0.113.1', 443, minutes(0, 120, 20), { observer_name: 'branch' })
  for (const i of [1, 2, 3]) await office.dns(`10.0.2.${i}`, 'www.example.co.jp', ['203.0.113.1'], minutes(0, 600, 20))
  const { roles } = await office.context(dynamicDns)
  const seen = await visibility(
    office.engine,
    roles,
    logging({ sources: await sources(office.engine, 'Asia/Tokyo', []) }),
  )
  const hours = new Map(seen.hosts.map((one) => [one.host, [one.active, one.seen.direct, one.seen.lookups]]))
  assert.deepEqual(hours.get('10.0.1.1'), [10, 10, 10])
  assert.deepEqual(hours.get('10.0.2.1'), [10, 2, 10], 'the branch shows two of its hours')
  assert.equal(seen.patterns.length, 2)
})

const asked = (host: string, name: string, from = 2000) =>
  office.dns(host, name, [], minutes(from, 6000, 60), { event_type: 'query' })

test('a rare name asked for by the clock, which no connection follows, is doubtful where answers are not logged', async () => {
  await asked('10.0.1.5', 'update.kaigi-shiryo.net')
  // a twin that leads somewhere: each look-up is followed by a connection to the same address
  await asked('10.0.1.6', 'api.warehouse-tool.jp')
  await office.flow('10.0.1.6', '198.51.100.9', 443, minutes(2000.02, 6000, 60))
  // what was there when the logs begin is routine, and what many ask for is software
  await asked('10.0.1.7', 'branch.ddns-router.jp', 0)
  for (const i of [1, 2, 3]) await asked(`10.0.1.${i}`, 'licence.cad-vendor.com')
  await office.flow('10.0.1.5', '203.0.113.1', 443, minutes(7, 6000, 13))
  const { roles } = await office.context(dynamicDns)
  const facts = await unansweredNames(office.engine, roles, 'Asia/Tokyo')
  assert.deepEqual(
    facts.map((fact) => [fact.subject, fact.value]),
    [['10.0.1.5', 'update.kaigi-shiryo.net']],
  )
  assert.match(facts[0]?.text.en ?? '', /BIND: responses/)
})

test('where answers are logged, names that lead nowhere are for dns-beacon, and nothing is doubtful', async () => {
  await asked('10.0.1.5', 'update.kaigi-shiryo.net')
  await office.dns('10.0.1.6', 'www.example.co.jp', ['203.0.113.1'], [1, 2])
  const { roles } = await office.context(dynamicDns)
  assert.deepEqual(await unansweredNames(office.engine, roles, 'Asia/Tokyo'), [])
})
