import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { BEHAVIOURS } from './attack.ts'
import { fileOf, LOG_KINDS, usual } from './products.ts'
import { simulate } from './simulate.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-sim-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const small = (name: string, more: Partial<Parameters<typeof simulate>[0]> = {}) =>
  simulate({ out: join(folder, name), seed: 5, hosts: 12, days: 2, attack: true, ...more })
const LOG_FILES = LOG_KINDS.map((kind) => fileOf(kind, usual(5)))
const read = (name: string, file: string) => readFileSync(join(folder, name, 'logs', file), 'utf8')

test('the same seed gives the same bytes, another seed others', async () => {
  const hash = (name: string) => LOG_FILES.map((file) => createHash('sha256').update(read(name, file)).digest('hex'))
  await small('a')
  await small('b')
  await small('c', { seed: 6 })
  assert.deepEqual(hash('a'), hash('b'))
  assert.notDeepEqual(hash('a'), hash('c'))
})

test('every behaviour leaves its place in the logs; without an attack there is none', async () => {
  const truth = await small('all', { behaviours: [...BEHAVIOURS], hosts: 40, days: 4 })
  const logs = LOG_FILES.map((file) => read('all', file)).join('\n')
  assert.deepEqual(
    truth.infected
      .filter((one) => ![one.actor, ...one.destinations].some((place) => logs.includes(place)))
      .map((one) => one.behaviour),
    [],
  )
  assert.deepEqual((await small('benign', { attack: false })).infected, [])
})

test('a log that the organisation does not have is not written', async () => {
  await small('without', { without: ['dns'] })
  assert.throws(() => read('without', 'dns/dnsmasq.log'))
  assert.ok(read('without', 'proxy/access.log').length > 0)
})

test("an organisation's log holds nothing of the one simulated before it", async () => {
  const products = { ...usual(5), proxy: 'bluecoat' as const }
  const proxyLog = (name: string) => read(name, fileOf('proxy', products))
  await small('first', { products })
  await small('second', { products, seed: 6, cover: 'shared-proxy' })
  await small('alone', { products })
  assert.equal(proxyLog('alone'), proxyLog('first'))
  const clients = proxyLog('second')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(' ')[3])
  assert.deepEqual([...new Set(clients)], ['192.168.1.7'])
})
