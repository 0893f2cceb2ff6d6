import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { EVENT_TABLES } from '../store/schema.ts'
import { testEngine } from '../store/test-engine.ts'
import { internalNetworks } from './networks.ts'
import { createViews } from './views.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
  await createViews(engine, { networks: internalNetworks([]), hasLeases: false })
  await engine.insert('evidence', [{ evidence_id: 'e' }])
})
after(async () => await engine.close())

test('a message handed in by a signed-in sender is a sign-in, one without a name is none', async () => {
  const sent = {
    time: '2026-10-05 00:00:01.000',
    source_ip: '::ffff:203.0.113.9',
    event_action: 'accept',
    evidence_id: 'e',
  }
  await engine.insert('mail_event', [
    { ...sent, line: 1, user_name: 'tanaka@example.co.jp', email_local_id: '4Tq1bC' },
    { ...sent, line: 2, user_name: '' },
  ])
  await engine.insert('auth_event', [
    { ...sent, line: 3, event_action: 'login', event_outcome: 'failure', user_name: 'suzuki', network_protocol: 'ssh' },
  ])
  const rows = await engine.query<Record<string, unknown>>(
    'SELECT line, user_name, event_action, event_outcome, network_protocol, host, internal FROM auth ORDER BY line',
  )
  assert.deepEqual(rows, [
    {
      line: 1,
      user_name: 'tanaka@example.co.jp',
      event_action: 'login',
      event_outcome: 'success',
      network_protocol: 'smtp',
      host: '203.0.113.9',
      internal: 0,
    },
    {
      line: 3,
      user_name: 'suzuki',
      event_action: 'login',
      event_outcome: 'failure',
      network_protocol: 'ssh',
      host: '203.0.113.9',
      internal: 0,
    },
  ])
  const mails = await engine.query<{ n: string }>('SELECT count() AS n FROM mailflow')
  assert.equal(Number(mails[0]?.n), 2)
})

test('few rows and none are held in tables of the same columns as the views of many', async () => {
  const views = await held(undefined)
  const empty = await held(new Map())
  const few = await held(new Map(EVENT_TABLES.map((table) => [table, 1])))
  assert.deepEqual(
    [views, empty, few].map((one) => one.engines),
    [['View'], ['Memory'], ['MergeTree']],
  )
  assert.deepEqual(empty.columns, views.columns)
  assert.deepEqual(few.columns, views.columns)
  assert.deepEqual(few.signIns, views.signIns)
  assert.equal(few.signIns.length, 2)
})

async function held(filled: ReadonlyMap<string, number> | undefined) {
  await createViews(engine, { networks: internalNetworks([]), hasLeases: false, filled })
  const named = "database = currentDatabase() AND %s IN ('web', 'flow', 'dns', 'auth', 'mailflow', 'endpoint')"
  const engines = await engine.query<{ engine: string }>(
    `SELECT DISTINCT engine FROM system.tables WHERE ${named.replace('%s', 'name')}`,
  )
  return {
    engines: engines.map((row) => row.engine),
    columns: await engine.query(
      `SELECT table, name, replaceRegexpOne(type, '^LowCardinality.(.*).$', '\\\\1') AS type FROM system.columns WHERE ${named.replace('%s', 'table')} ORDER BY table, name`,
    ),
    signIns: await engine.query('SELECT * FROM auth ORDER BY line'),
  }
}
