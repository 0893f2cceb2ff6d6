import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DETECTORS } from '../detect/index.ts'
import { hasUnitName } from './unit-words.ts'

test('the unit of every parameter has a Japanese name', () => {
  const units = new Set(DETECTORS.flatMap((detector) => detector.parameters.map(({ unit }) => unit)))
  assert.deepEqual(
    [...units].filter((unit) => !hasUnitName(unit)),
    [],
  )
})
