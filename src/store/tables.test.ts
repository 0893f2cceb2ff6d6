import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inRanges } from './ranges.ts'
import { createTables } from './tables.ts'
import { testEngine } from './test-engine.ts'

const ADDRESSES = ['10.1.2.3', '203.0.113.9', '2001:db8::1', '::']
const asked = (sql: string) =>
  `SELECT ${sql} AS answer FROM (SELECT toIPv6(arrayJoin({addresses:Array(String)})) AS ip)`

test('addresses are written as they are in logs, many at once and each beside others', async () => {
  const engine = await testEngine()
  try {
    const written = async (sql: string) =>
      (await engine.query<{ answer: unknown }>(asked(sql), { addresses: ADDRESSES })).map((row) => row.answer)
    assert.deepEqual(await written('address(ip)'), ADDRESSES)
    assert.deepEqual(
      await written('arrayMap(one -> address(one), [ip])'),
      ADDRESSES.map((address) => [address]),
    )
    assert.deepEqual(await written(inRanges('ip', ['10.0.0.0/8', '2001:db8::/32'])), [1, 0, 1, 0])
    assert.deepEqual(await written(`arrayExists(one -> ${inRanges('one', ['::/128'])}, [ip])`), [0, 0, 0, 1])

    await engine.command("CREATE OR REPLACE FUNCTION address AS (ip) -> 'of an earlier version'")
    await createTables(engine)
    assert.deepEqual(await written('address(ip)'), ADDRESSES)
  } finally {
    await engine.close()
  }
})
