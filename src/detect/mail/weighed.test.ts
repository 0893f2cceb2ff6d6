import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { against, logit, parseWeights, weigh } from './weighed.ts'

const WEIGHTS = parseWeights('# a remark\nbias\t-1\nwording\t0.5\nfree\t1\nbrand\t-2\n')

test('each fact moves the sum, what is not among the weights moves nothing, and no wording is as sure as 0 or 1', () => {
  const even = weigh(0.5, [], WEIGHTS)
  assert.ok(Math.abs(even - 1 / (1 + Math.E)) < 1e-9)
  assert.ok(weigh(0.5, ['free'], WEIGHTS) > even && weigh(0.5, ['brand'], WEIGHTS) < even)
  assert.equal(weigh(0.5, ['unheard of'], WEIGHTS), even)
  assert.ok(Number.isFinite(logit(0)) && Number.isFinite(logit(1)))
  assert.deepEqual(against(['brand', 'free', 'unheard of'], WEIGHTS), ['free'])
})

test('nothing that vouches for a sender speaks against him in the weights that were learnt', () => {
  const { of } = parseWeights(readFileSync(new URL('../../lists/mail-circumstances.txt', import.meta.url), 'utf8'))
  for (const name of ['known', 'family-known', 'ours', 'proven', 'answers', 'organisation', 'brand', 'service', 'list'])
    assert.ok((of.get(name) ?? 0) <= 0, name)
  for (const name of ['runs', 'free', 'hyphens', 'link-odd', 'reply-free', 'misfits'])
    assert.ok((of.get(name) ?? 0) > 0, name)
})
