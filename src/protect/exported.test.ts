import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { only } from './entry.ts'
import { EXPORTS, exported, remember } from './exported.ts'
import type { Target } from './target.ts'
import { TARGETS } from './targets/index.ts'
import { EXAMPLES, finding, HOSTILE_FINDINGS, selected } from './test-findings.ts'

const dir = mkdtempSync(join(tmpdir(), 'kyumei-exported-'))
after(() => rmSync(dir, { recursive: true }))
beforeEach(() => rmSync(join(dir, EXPORTS), { force: true }))

const target = (id: string) => TARGETS.find((one) => one.id === id) as Target
const squid = target('squid')
const values = (selection: ReturnType<typeof selected> | null) => selection?.entries.map(({ value }) => value)

test('whatever the findings hold, what is read again is what was exported', () => {
  fc.assert(
    fc.property(HOSTILE_FINDINGS, fc.constantFrom(...TARGETS), (findings, one) => {
      rmSync(join(dir, EXPORTS), { force: true })
      const selection = selected(findings)
      remember(dir, one, selection)
      const again = exported(dir, one, selected([]))
      assert.deepEqual(again?.entries, only(selection, ...one.kinds))
      assert.deepEqual(again?.machines, selection.machines)
    }),
    { numRuns: 150 },
  )
})

test('of several exports to a target all is taken back, of another target nothing', () => {
  const [first, second] = [
    selected([finding({ destinations: ['one-evil-example.com', '198.51.101.9'] })]),
    selected([finding({ destinations: ['two-evil-example.com'] })]),
  ]
  remember(dir, squid, second)
  remember(dir, squid, first)
  remember(dir, target('hosts'), selected(EXAMPLES))
  assert.deepEqual(values(exported(dir, squid, selected([]))), ['one-evil-example.com', 'two-evil-example.com'])
  assert.equal(exported(dir, target('rpz'), selected([])), null)
})

test('a mail without a date has entries with the day of the report, that can be read again', () => {
  const selection = selected([finding({ first_seen: '', last_seen: '', destinations: ['undated-example.com'] })])
  assert.equal(selection.entries[0]?.first_seen, selection.generated)
  for (const one of TARGETS) one.render(selection, { revoke: false, lang: 'ja', tlp: 'amber' })
  remember(dir, squid, selection)
  assert.deepEqual(values(exported(dir, squid, selected([]))), ['undated-example.com'])
})
