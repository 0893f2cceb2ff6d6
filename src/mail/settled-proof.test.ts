import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Claim } from './proof.ts'
import { type DatedProof, settled } from './settled-proof.ts'

const NOW = Date.parse('2026-11-25T00:00:00Z')
const daysAgo = (days: number) => NOW - days * 86_400_000
const claim = (method: Claim['method'], result: string, domain = 'a.example.jp'): Claim => ({
  method,
  result,
  domain,
  record: `${method} ${domain}`,
})
const proof = (days: number, claims: Claim[], more: Partial<DatedProof> = {}): DatedProof => ({
  claims,
  lost_key: false,
  time: daysAgo(days),
  network: '203.0.113',
  family: 'example.jp',
  ...more,
})
const FAILED = [claim('spf', 'fail'), claim('dmarc', 'fail')]
const PASSED = [claim('spf', 'pass'), claim('dmarc', 'pass')]
const said = (proofs: DatedProof[]) =>
  settled(proofs, NOW).map((claims) => claims.map(({ method, result }) => `${method}=${result}`).join(' '))

test('a failure of years ago counts only if today’s record was there already', () => {
  assert.deepEqual(said([proof(800, FAILED)]), [''])
  assert.deepEqual(said([proof(800, FAILED), proof(500, PASSED)])[0], '')
  assert.deepEqual(said([proof(900, PASSED), proof(800, FAILED)])[1], 'spf=fail dmarc=fail')
  assert.deepEqual(said([proof(2, FAILED)]), ['spf=fail dmarc=fail'])
})

test('another domain’s record proves nothing, and a pass is always one', () => {
  const other = [claim('spf', 'pass', 'b.example.com'), claim('dmarc', 'pass', 'b.example.com')]
  assert.deepEqual(said([proof(900, other), proof(800, FAILED)]), ['spf=pass dmarc=pass', ''])
})

test('where the sender’s own key is gone, DMARC of an old mail is not said to have failed', () => {
  const old = said([proof(900, PASSED), proof(800, FAILED, { lost_key: true })])
  assert.equal(old[1], 'spf=fail')
  assert.deepEqual(said([proof(2, FAILED, { lost_key: true })]), ['spf=fail dmarc=fail'])
})

test('a seal (ARC) excuses a failure only where its owner forwards for many', () => {
  const sealed = [...FAILED, claim('arc', 'pass', 'forwarder.example.net')]
  const many = ['a.jp', 'b.jp', 'c.jp'].map((family, i) => proof(2, sealed, { family, network: `192.0.${i}` }))
  assert.ok(said(many).every((one) => one.endsWith('arc=pass')))
  assert.deepEqual(said(many.slice(0, 2)), ['spf=fail dmarc=fail', 'spf=fail dmarc=fail'])
})

test('a gateway in front of ours is no stranger; one server that imitates many is no gateway', () => {
  const from = (i: number, network: string) => {
    const domain = `firm${i}.example.jp`
    const claims = [claim('spf', 'fail', domain), claim('dmarc', 'fail', domain)]
    return proof(3, claims, { network, family: `firm${i}.jp` })
  }
  const behind = Array.from({ length: 12 }, (_, i) => from(i, '192.0.2'))
  assert.ok(said(behind).every((one) => one === ''))
  const honest = Array.from({ length: 60 }, (_, i) => proof(3, PASSED, { network: `198.51.${i}`, family: `f${i}.jp` }))
  const forged = Array.from({ length: 6 }, (_, i) => from(i, '192.0.2'))
  assert.ok(
    said([...honest, ...forged])
      .slice(60)
      .every((one) => one === 'spf=fail dmarc=fail'),
  )
})
