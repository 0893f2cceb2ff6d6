import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
/** which directory tells of accounts is drawn */
const filesOf = (name: string) =>
  Object.values(ACCOUNT_FILES).filter((file) => existsSync(join(folder, name, 'logs', file)))

test('the same seed gives the same accounts; without an attack nobody abuses one; the other logs are as without accounts', async () => {
  await small('a')
  await small('b')
  await simulate({ out: join(folder, 'plain'), seed: 5, hosts: 12, days: 3, attack: true, behaviours: [] })
  assert.ok(filesOf('a').length >= 4)
  for (const file of filesOf('a')) assert.equal(read('a', file), read('b', file))
  assert.equal(read('a', 'proxy/access.log'), read('plain', 'proxy/access.log'))
  assert.deepEqual((await small('benign', { attack: false })).accounts, [])
})

test('every abuse is in the logs, and every line of them is read, whichever directory tells of accounts', async () => {
  const engine = await testEngine()
  after(async () => await engine.close())
  const played = []
  for (const seed of [1, 3, 5, 7]) {
    const name = `all${seed}`
    const truth = await small(name, { seed, accounts: ACCOUNT_BEHAVIOURS, days: 4 })
    const logs = filesOf(name)
      .map((file) => read(name, file))
      .join('')
    played.push({ truth, logs, lines: logs.trimEnd().split('\n') })
  }
  const every = played.flatMap(({ lines }) => lines)
  const everyParsed = await parseLines(engine, every, FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  const directories = new Set<string>()
  for (const { truth, logs, lines } of played) {
    const parsed = everyParsed.splice(0, lines.length)
    const [{ directory } = { directory: '' }] = truth.accounts ?? []
    directories.add(directory)
    for (const one of truth.accounts ?? [])
      assert.ok(
        one.addresses.every((address) => logs.includes(address)),
        one.behaviour,
      )
    const made = truth.accounts?.find(({ behaviour }) => behaviour === 'account-administrator')?.made ?? []
    assert.ok(made.length === 1 && made.every((account) => logs.includes(account.split('@')[0] ?? '')), directory)
    for (const one of truth.accounts?.filter(({ behaviour }) => behaviour.startsWith('account-exchange')) ?? [])
      assert.ok(
        parsed.some(
          (line) => line?.format.id === 'exchange-iis' && one.addresses.includes(String(line.row.source_address)),
        ),
        one.behaviour,
      )
    assert.deepEqual(
      lines.filter((line, i) => parsed[i] === null && !line.startsWith('#')),
      [],
    )
  }
  assert.deepEqual([...directories].sort(), ['entra', 'google', 'm365', 'windows'])
})
