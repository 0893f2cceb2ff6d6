import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEngine } from './engine.ts'

test('a place that can be no engine is wrong usage, not evidence that could not be read', async () => {
  for (const url of ['nonsense', 'file:///etc/passwd'])
    await assert.rejects(openEngine({ url }), { name: 'EngineError', message: /--engine/ })
  await assert.rejects(openEngine({ workspace: import.meta.filename }), { name: 'EngineError', message: /--workspace/ })
})
