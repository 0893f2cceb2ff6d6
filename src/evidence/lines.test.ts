import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readLines } from './lines.ts'

test('lines are found in a log of many pieces, those across two pieces and the last without an end among them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-lines-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const spool = join(folder, 'a.log')
  const text = (line: number) => `${line} ${'経路'.repeat(line % 40)}${line % 7 === 0 ? '\r' : ''}`
  const lines = Array.from({ length: 50_000 }, (_, i) => text(i + 1))
  writeFileSync(spool, lines.join('\n'))
  const numbers = lines.map((_, i) => i + 1)
  const found = await readLines({ spool }, numbers)
  assert.deepEqual(
    numbers.filter((line) => found.get(line) !== text(line).replace('\r', '')),
    [],
  )
  const some = await readLines({ spool }, [49_999, 3, 50_001])
  assert.deepEqual([...some.keys()], [3, 49_999])
})
