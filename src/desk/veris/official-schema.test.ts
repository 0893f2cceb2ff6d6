/** The export against the community's own schema: it names no licence, so from a checkout of its repository (docs/protection.md). */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fileScan } from '../attach.ts'
import { importTable } from '../import.ts'
import { testCase, testDesk } from '../test-desk.ts'
import { testFinding, testScan } from '../test-scan.ts'
import { verisExport } from './export.ts'

const EXAMPLE = join(import.meta.dirname, '../../../examples/desk/cases.csv')
const SCHEMA = join(process.env.KYUMEI_SCHEMAS ?? '', 'veris/verisc-merged.json')
/** Of every action. */
const SIGNS = [
  ['double-extension', 'beacon', 'upload-volume', 'internal-scan'],
  ['download-link', 'password-attack', 'mailbox-rule', 'oauth-consent'],
  ['edge-device', 'mass-sending'],
]

test("VERIS: the community's own JSON schema takes every incident of the example, and of every kind", {
  skip: !existsSync(SCHEMA) && 'no KYUMEI_SCHEMAS/veris',
}, async () => {
  const desk = testDesk()
  await importTable(desk, EXAMPLE, { onRefusal: () => assert.fail() })
  for (const kind of desk.db.prepare('SELECT code FROM attack_kind').all())
    for (const discovery of ['employee', 'provider', 'police', null] as const)
      testCase(desk, { received_at: '2015-10-01', attack_kind: String(kind.code), discovery })
  for (const signs of SIGNS) {
    const number = testCase(desk, { received_at: '2015-10-02' })
    fileScan(desk, number, '/nowhere', testScan(signs.map((detector, i) => testFinding({ id: `f${i}`, detector }))))
  }
  // of draft 4 it uses nothing that later drafts read otherwise but the two keywords left out here
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>
  const takes = new Ajv2020({ strict: false }).compile(schema)
  const { incidents } = verisExport(desk, 2015)
  assert.ok(incidents.length > 36)
  for (const incident of incidents) assert.ok(takes(incident), JSON.stringify([takes.errors, incident]))
  assert.ok(!takes({ ...incidents[0], targeted: 'perhaps' }), 'a schema that takes everything')
})
