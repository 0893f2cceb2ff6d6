import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { backupDesk, restoreDesk } from './backup.ts'
import { closeDesk, openDesk } from './desk.ts'
import { verifyHistory } from './history.ts'
import { listCases } from './list.ts'
import { testCase, testDesk } from './test-desk.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-desk-'))
after(() => rmSync(folder, { recursive: true }))

test('a backup of a desk in use is whole, overwrites nothing, and comes back with the present desk kept', async () => {
  const path = join(folder, 'desk.sqlite')
  const desk = testDesk(path)
  testCase(desk)
  const copy = join(folder, 'copy.sqlite')
  assert.deepEqual((await backupDesk(desk, copy)).faults, [])
  assert.equal(statSync(copy).mode & 0o777, 0o600)
  await assert.rejects(backupDesk(desk, copy), /is there already/)
  testCase(desk)
  // restored while somebody has the desk open: he sees the restored one
  const { kept, faults } = await restoreDesk(copy, path, '佐藤')
  assert.deepEqual(faults, [])
  assert.equal(listCases(desk, { top: 10 }).length, 1)
  closeDesk(desk)
  const before = testDesk(kept ?? '')
  assert.equal(listCases(before, { top: 10 }).length, 2)
  closeDesk(before)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('restoring')),
    [],
  )
})

test('a damaged or foreign file is not restored, with the reason', async () => {
  const path = join(folder, 'safe.sqlite')
  const desk = testDesk(path)
  testCase(desk)
  closeDesk(desk)
  const foreign = join(folder, 'foreign.sqlite')
  writeFileSync(foreign, 'これは台帳ではありません'.repeat(100))
  await assert.rejects(restoreDesk(foreign, path, '佐藤'), /damaged or no desk/)
  const tampered = join(folder, 'tampered.sqlite')
  const other = testDesk(tampered)
  testCase(other)
  other.db.exec("UPDATE consultation SET summary = '改ざん'")
  closeDesk(other)
  await assert.rejects(restoreDesk(tampered, path, '佐藤'), /history does not hold/)
  const again = openDesk(path, { who: 'x', mustExist: true })
  assert.equal(listCases(again, { top: 10 })[0]?.organisation, '甲乙工業株式会社')
  closeDesk(again)
})

test('killed in the middle of writing, the desk keeps all that it acknowledged and its history holds', async () => {
  const path = join(folder, 'killed.sqlite')
  const program = `
    import { testDesk, testCase } from ${JSON.stringify(resolve(import.meta.dirname, 'test-desk.ts'))}
    const desk = testDesk(${JSON.stringify(path)})
    for (;;) process.stdout.write(testCase(desk, { summary: 'あ'.repeat(20000) }) + '\\n')`
  let acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      program,
    ])
    let told = ''
    child.stdout.on('data', (chunk) => {
      told += chunk
      if (told.split('\n').length > 15) child.kill('SIGKILL')
    })
    await new Promise((done) => child.on('close', done))
    acknowledged = [...acknowledged, ...told.split('\n').slice(0, -1)]
    const desk = testDesk(path)
    const there = new Set(listCases(desk, { top: 10_000 }).map((one) => one.number))
    assert.deepEqual(
      acknowledged.filter((number) => !there.has(number)),
      [],
    )
    assert.deepEqual(verifyHistory(desk).faults, [])
    closeDesk(desk)
  }
  assert.ok(acknowledged.length >= 45)
})
