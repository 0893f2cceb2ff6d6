/** The exports against their projects' own JSON schemas: not ours to ship, so from checkouts of their repositories (docs/protection.md). */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type RenderOptions, TLPS } from '../target.ts'
import { EXAMPLES, finding, selected } from '../test-findings.ts'
import { misp } from './misp.ts'
import { stix } from './stix.ts'
import { RFC_3986 } from './test-url.ts'

const SCHEMAS = process.env.KYUMEI_SCHEMAS ?? ''

const FINDINGS = [
  ...EXAMPLES,
  finding({
    destinations: ['https://files.evil-example.com/a[1].zip?filter[id]=7&rate=100%'],
    detector: 'download-link',
  }),
  finding({ destinations: ['ahead.evil-example.com'], title: '周期的な通信', first_seen: '2036-01-01T00:00:00Z' }),
]
const VARIANTS: RenderOptions[] = [false, true].flatMap((revoke) =>
  TLPS.map((tlp) => ({ revoke, tlp, lang: 'ja' as const })),
)

const STIX = join(SCHEMAS, 'cti-stix2-json-schemas/schemas')
test("STIX: OASIS's own JSON schemas take every object", {
  skip: !existsSync(STIX) && 'no KYUMEI_SCHEMAS/cti-stix2-json-schemas',
}, async () => {
  const read = (file: string) => JSON.parse(readFileSync(join(STIX, file), 'utf8')) as { $id: string }
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false, // some say draft 7, and mean nothing else by it
    unicodeRegExp: false, // they escape hyphens, which Unicode's regular expressions refuse
    formats: { uri: RFC_3986 },
    loadSchema: async (address) => read(address.replace(/^.*\/schemas\//, '')),
  })
  const schemaOf = async (type: string) => {
    // beside these stands `interop`, other schemas for the same types
    const folder = ['common', 'sdos', 'sros', 'observables'].find((one) => existsSync(join(STIX, one, `${type}.json`)))
    assert.ok(folder, type)
    const schema = read(`${folder}/${type}.json`)
    return ajv.getSchema(schema.$id) ?? (await ajv.compileAsync(schema))
  }
  for (const options of VARIANTS) {
    const text = stix.render(selected(FINDINGS), options)[0]?.text ?? ''
    const { objects } = JSON.parse(text) as { objects: { type: string }[] }
    assert.ok(objects.length > FINDINGS.length)
    for (const one of objects) {
      const takes = await schemaOf(one.type)
      assert.ok(takes(one), JSON.stringify([takes.errors, one]))
      assert.ok(!takes({ ...one, id: 'x' }), `${one.type}: a schema that takes everything`)
    }
  }
})

const MISP = join(SCHEMAS, 'MISP/format/2.4/schema.json')
test("MISP: the project's own JSON schema takes the event", {
  skip: !existsSync(MISP) && 'no KYUMEI_SCHEMAS/MISP',
}, () => {
  // of draft 4 it uses nothing that later drafts read otherwise but the two keywords left out here
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(MISP, 'utf8')) as Record<string, unknown>
  const ajv = new Ajv2020({ strict: false })
  for (const options of VARIANTS) {
    const event: unknown = JSON.parse(misp.render(selected(FINDINGS), options)[0]?.text ?? '')
    assert.ok(ajv.validate(schema, event), ajv.errorsText())
  }
  assert.ok(!ajv.validate(schema, {}), 'a schema that takes everything')
})
