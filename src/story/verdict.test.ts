import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from './findings.ts'
import { hostRows } from './verdict.ts'

const finding = (
  id: string,
  detector: string,
  severity: Finding['severity'],
  confidence: number,
  destinations: string[],
): Finding => ({
  id,
  detector,
  severity,
  confidence,
  destinations,
  hosts: ['PC'],
  title: '',
  explanation: '',
  next_steps: [],
  accounts: [],
  mails: [],
  first_seen: '',
  last_seen: '',
  count: 1,
  attack: [],
  evidence: [],
  metrics: {},
})
const verdictOf = (findings: Finding[], covered = true) =>
  hostRows(findings, [{ host: 'PC', addresses: [], covered }])[0]?.verdict

test('one sign alone never convicts, however strong', () => {
  assert.equal(verdictOf([finding('1', 'beacon', 'high', 0.99, ['a'])]), 'suspected')
})
test('two independent signs on one place convict', () => {
  assert.equal(
    verdictOf([finding('1', 'beacon', 'medium', 0.5, ['a']), finding('2', 'proxy-bypass', 'high', 0.65, ['a', 'b'])]),
    'infected',
  )
})
test('two signs on different places do not add up', () => {
  assert.equal(
    verdictOf([finding('1', 'beacon', 'medium', 0.5, ['a']), finding('2', 'proxy-bypass', 'high', 0.65, ['b'])]),
    'suspected',
  )
})
test('the same detector twice is one sign', () => {
  assert.equal(
    verdictOf([finding('1', 'beacon', 'medium', 0.6, ['a']), finding('2', 'beacon', 'medium', 0.6, ['a'])]),
    'suspected',
  )
})
test('informational findings count for nothing', () => {
  assert.equal(
    verdictOf([
      finding('1', 'beacon', 'informational', 0.9, ['a']),
      finding('2', 'dynamic-dns', 'informational', 0.9, ['a']),
    ]),
    'no-sign',
  )
})
test('without logs that would have shown it, the host is not visible', () => {
  assert.equal(verdictOf([], false), 'not-visible')
})
test('an address that stands for others is never judged itself', () => {
  const [row] = hostRows(
    [finding('1', 'beacon', 'medium', 0.5, ['a']), finding('2', 'dynamic-dns', 'high', 0.65, ['a'])],
    [],
    ['PC'],
  )
  assert.deepEqual([row?.verdict, row?.stands_for_others, row?.score], ['not-visible', true, 0.825])
})
test('a sweep of hosts inside is a sign of the host itself: it counts with any other', () => {
  assert.equal(
    verdictOf([
      finding('1', 'beacon', 'medium', 0.5, ['a']),
      finding('2', 'internal-scan', 'high', 0.65, ['10.0.0.1']),
    ]),
    'infected',
  )
  assert.equal(verdictOf([finding('2', 'internal-scan', 'high', 0.65, ['10.0.0.1'])]), 'suspected')
})

test('pace and rarity, which a well-known service was told by, are no second signs of it; what was uploaded there, and another place, are', () => {
  const service = finding('1', 'trusted-service', 'high', 0.65, ['api.drive', '192.0.2.1'])
  const pace = finding('2', 'beacon', 'medium', 0.5, ['192.0.2.1'])
  assert.equal(verdictOf([service, pace, finding('3', 'rare-destination', 'low', 0.3, ['api.drive'])]), 'suspected')
  assert.equal(verdictOf([service, pace, finding('3', 'upload-volume', 'medium', 0.5, ['api.drive'])]), 'infected')
  assert.equal(
    verdictOf([
      service,
      finding('2', 'beacon', 'medium', 0.5, ['c2']),
      finding('3', 'dynamic-dns', 'high', 0.65, ['c2']),
    ]),
    'infected',
  )
})

test("a device's nightly upload has the pace of a night and goes past the proxy: neither is a further sign; a pace of minutes is", () => {
  const sent = [
    finding('1', 'edge-device', 'medium', 0.5, ['store']),
    finding('2', 'upload-volume', 'medium', 0.5, ['store']),
    finding('3', 'proxy-bypass', 'low', 0.2, ['store']),
  ]
  const paced = (interval_seconds: number) => ({
    ...finding('4', 'beacon', 'medium', 0.5, ['store']),
    metrics: { interval_seconds },
  })
  assert.equal(verdictOf([...sent, paced(86_400)]), 'suspected')
  assert.equal(verdictOf([...sent, paced(600)]), 'infected')
})

test("a tunnel's own pace is no second sign of it; what else is seen of the place is", () => {
  const tunnel = finding('1', 'tunnel-service', 'high', 0.65, ['tunnel', '192.0.2.1'])
  assert.equal(verdictOf([tunnel, finding('2', 'beacon', 'medium', 0.5, ['192.0.2.1'])]), 'suspected')
  assert.equal(verdictOf([tunnel, finding('2', 'direct-ip', 'high', 0.65, ['192.0.2.1'])]), 'infected')
  assert.equal(
    verdictOf([tunnel, finding('2', 'beacon', 'medium', 0.5, ['c2']), finding('3', 'direct-ip', 'high', 0.65, ['c2'])]),
    'infected',
  )
})
