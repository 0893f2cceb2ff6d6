import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testEngine } from '../../store/test-engine.ts'
import { inspect } from '../inspect.ts'
import { archive } from './test-archives.ts'
import { program } from './test-files.ts'

test('archives that lead 7-Zip out of its memory leave the embedded engine alive', async () => {
  const sealed = archive('7z', { 'PO.exe': program() }, '-pzzzz!!', '-mhe=on')
  const engine = await testEngine()
  try {
    const passwords = Array.from({ length: 40 }, (_, i) => ({ text: `wrong-${i}`, source: 'mail' }))
    const [closed] = await inspect('PO.7z', '', sealed, { passwords, milliseconds: 20_000 })
    assert.equal(closed?.unreadable, 'password')
    const open = [{ text: 'zzzz!!', source: 'mail' }]
    const items = await inspect('PO.7z', '', sealed, { passwords: open, milliseconds: 20_000 })
    assert.equal(items[1]?.type, 'pe')
    assert.deepEqual(await engine.query('SELECT 1 AS alive'), [{ alive: 1 }])
  } finally {
    await engine.close()
  }
})
