import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { testEngine } from '../store/test-engine.ts'
import { compare, DEVIATIONS, isRelevant, type Sample } from './conformance.ts'

const FOLDER = resolve(process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data'), 'lines')
const ENOUGH = 0.95

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

for (const [product, known] of Object.entries(DEVIATIONS)) {
  test(`${product}: lines that other parsers read are read alike`, async (t) => {
    const path = resolve(FOLDER, `${product}.jsonl`)
    if (!existsSync(path)) return t.skip('the samples are not here (KYUMEI_SAMPLES names their folder)')
    const samples = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sample)
      .filter(isRelevant)
    const compared = await compare(engine, samples)
    const right = compared.filter((one) => one.format !== null && one.deviations.length === 0)
    const unexplained = compared.filter((one) => !right.includes(one) && !(one.case in known))
    t.diagnostic(
      `${product}: ${right.length} of ${compared.length} right, ${compared.length - right.length} differ for a stated reason`,
    )
    assert.deepEqual(unexplained, [])
    const readable = compared.filter((one) => !(one.case in known))
    assert.ok(right.length >= readable.length * ENOUGH)
  })
}
