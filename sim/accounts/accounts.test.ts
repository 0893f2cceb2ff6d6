import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { FORMATS } from '../../src/formats/index.ts'
import { parseLines } from '../../src/store/parse.ts'
import { testEngine } from '../../src/store/test-engine.ts'
import { simulate } from '../simulate.ts'
import { ACCOUNT_FILES } from './account-lines.ts'
import { ACCOUNT_BEHAVIOURS } from './account-plays.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-sim-accounts-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const small = (name: string, more: Partial<Parameters<typeof simulate>[0]> = {}) =>
  simulate({
    out: join(folder, name),
    seed: 5,
    hosts: 12,
    days: 3,
    attack: true,
    behaviours: [],
    accounts: true,
    ...more,
  })
const read = (name: string, file: string) => readFileSync(join(folder, name, 'logs', file), 'utf8')
const files = Object.values(ACCOUNT_FILES)

test('the same seed gives the same accounts; without an attack nobody abuses one; the other logs are as without accounts', async () => {
  await small('a')
  await small('b')
  await simulate({ out: join(folder, 'plain'), seed: 5, hosts: 12, days: 3, attack: true, behaviours: [] })
  for (const file of files) assert.equal(read('a', file), read('b', file))
  assert.equal(read('a', 'proxy/access.log'), read('plain', 'proxy/access.log'))
  assert.deepEqual((await small('benign', { attack: false })).accounts, [])
})

test('every abuse is in the logs, and every line of them is read', async () => {
  const truth = await small('all', { accounts: ACCOUNT_BEHAVIOURS, days: 4 })
  const logs = files.map((file) => read('all', file)).join('')
  for (const one of truth.accounts ?? [])
    assert.ok(
      one.addresses.every((address) => logs.includes(address)),
      one.behaviour,
    )
  const engine = await testEngine()
  after(async () => await engine.close())
  const lines = logs.trimEnd().split('\n')
  const parsed = await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  assert.deepEqual(
    lines.filter((_, i) => parsed[i] === null),
    [],
  )
})
