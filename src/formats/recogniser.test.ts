import assert from 'node:assert/strict'
import { test } from 'node:test'
import { READ_SETTINGS } from '../store/source.ts'
import { testEngine } from '../store/test-engine.ts'
import { FORMATS } from './index.ts'
import { recogniserOf } from './recogniser.ts'

test('a line is of the same class and envelope whichever matcher is asked', async () => {
  const examples = FORMATS.flatMap((format) => format.examples.flatMap((example) => example.lines))
  const lines = examples.flatMap((line, i) => [
    line,
    ['<134>', 'Oct  5 09:00:01 fw1 ', '2026-10-05T09:00:01+09:00 fw1 '][i % 3] + line,
    `${line} "x" y`,
    line.slice(0, line.length >> 1),
  ])
  const engine = await testEngine()
  const found = await Promise.all(
    (['together', 'one by one'] as const).map((matcher) =>
      engine.query<{ valid: string; found: [number, number] }>(
        `SELECT valid, ${recogniserOf(FORMATS, matcher).of} AS found
         FROM (SELECT arrayJoin({lines:Array(String)}) AS valid)
         SETTINGS ${READ_SETTINGS}`,
        { lines },
      ),
    ),
  )
  await engine.close()
  assert.equal(found[0]?.length, lines.length)
  assert.deepEqual(found[0], found[1])
})

test('a line is asked for one class and envelope as it is told among all', async () => {
  const [first = ''] = FORMATS.find(({ id }) => id === 'squid-native')?.examples[0]?.lines ?? []
  const lines = ['', '<134>', 'Oct  5 09:00:01 fw1 ', '2026-10-05T09:00:01+09:00 fw1 '].map((head) => head + first)
  const { of, is } = recogniserOf(FORMATS, 'one by one')
  const engine = await testEngine()
  const ask = async <Row>(columns: string) =>
    await engine.query<Row>(
      `SELECT ${columns} FROM (SELECT arrayJoin({lines:Array(String)}) AS valid) SETTINGS ${READ_SETTINGS}`,
      { lines },
    )
  const found = await ask<{ found: [number, number] }>(`${of} AS found`)
  const [squid = 0] = found[0]?.found ?? []
  for (const envelope of [0, 1, 2]) {
    assert.deepEqual(
      await ask<{ its: number }>(`(${is(squid, envelope)}) AS its`),
      found.map((row) => ({ its: row.found[0] === squid && row.found[1] === envelope ? 1 : 0 })),
    )
  }
  await engine.close()
})
