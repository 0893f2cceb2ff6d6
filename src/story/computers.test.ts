import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { testEngine } from '../store/test-engine.ts'
import { buildComputers } from './computers.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

test('a file that names no computer is the computer’s whose name it begins with, where some log knows one; else it stands for itself', async () => {
  const time = '2026-10-05 00:00:01.000'
  const files = { a: 'logs/FS01_Security_202610.csv', b: 'logs/FS02_Security.csv', c: 'logs/exported.csv' }
  await engine.insert(
    'evidence',
    Object.entries(files).map(([evidence_id, path]) => ({ evidence_id, path })),
  )
  await engine.insert('auth_event', [
    ...Object.keys(files).map((evidence_id) => ({ time, evidence_id, line: 1, observer_type: 'endpoint' })),
    { time, evidence_id: 'd', line: 1, observer_type: 'endpoint', observer_name: 'FS01.example.local' },
  ])
  await buildComputers(engine, { hasLeases: false, filled: true })
  const rows = await engine.query<{ name: string; host: string }>(
    "SELECT name, host FROM computer WHERE startsWith(name, '/') ORDER BY name",
  )
  assert.deepEqual(rows, [
    { name: '/a', host: 'FS01' },
    { name: '/b', host: 'FS02_Security.csv' },
    { name: '/c', host: 'exported.csv' },
  ])
})
