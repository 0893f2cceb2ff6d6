/** What other programs read as data: STIX 2.1 by the specification's rules, and a MISP event by its core format. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'
import type { RenderOptions } from '../target.ts'
import { EXAMPLES, finding, selected } from '../test-findings.ts'
import { TARGETS } from './index.ts'

const OPTIONS: RenderOptions = { revoke: false, lang: 'en', tlp: 'amber' }
const json = (id: string, options: Partial<RenderOptions> = {}): unknown =>
  JSON.parse(
    TARGETS.find((one) => one.id === id)?.render(selected(EXAMPLES), { ...OPTIONS, ...options })[0]?.text ?? '',
  )

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const id = (type: string) => z.string().regex(new RegExp(`^${type}--${UUID}$`))
const stamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const marks = z.array(id('marking-definition')).length(1)
/** Of every domain and relationship object (STIX 2.1, 3.2). */
const common = (type: string) => ({
  type: z.literal(type),
  spec_version: z.literal('2.1'),
  id: id(type),
  created_by_ref: id('identity'),
  created: stamp,
  modified: stamp,
  object_marking_refs: marks,
  revoked: z.literal(true).optional(),
})
/** Of every cyber-observable (3.2): no created, no modified. */
const observable = (type: string, more: z.ZodRawShape = { value: z.string().min(1) }) =>
  z.strictObject({
    type: z.literal(type),
    spec_version: z.literal('2.1'),
    id: id(type),
    object_marking_refs: marks,
    ...more,
  })

const count = z.number().int().min(1).max(999_999_999)
const PATTERN =
  /^\[(?:(?:url|domain-name|ipv4-addr|ipv6-addr):value|email-message:from_ref\.value|file:hashes\.'SHA-256') = '[^'\\]+'\]$/
const object = z.union([
  z.strictObject({
    ...common('indicator'),
    name: z.string(),
    description: z.string(),
    indicator_types: z.array(z.literal('malicious-activity')),
    pattern: z.string().regex(PATTERN),
    pattern_type: z.literal('stix'),
    valid_from: stamp,
    valid_until: stamp,
    confidence: z.number().int().min(0).max(100),
  }),
  z.strictObject({
    ...common('observed-data'),
    first_observed: stamp,
    last_observed: stamp,
    number_observed: count,
    object_refs: z.array(z.string()).length(1),
  }),
  z.strictObject({
    ...common('relationship'),
    relationship_type: z.literal('based-on'),
    source_ref: id('indicator'),
    target_ref: id('observed-data'),
  }),
  z.strictObject({
    ...common('sighting'),
    first_seen: stamp,
    last_seen: stamp,
    count,
    sighting_of_ref: id('indicator'),
    observed_data_refs: z.array(id('observed-data')),
  }),
  z.strictObject({
    type: z.literal('identity'),
    spec_version: z.literal('2.1'),
    id: id('identity'),
    created: stamp,
    modified: stamp,
    name: z.string(),
    identity_class: z.literal('system'),
  }),
  z.strictObject({
    type: z.literal('marking-definition'),
    spec_version: z.literal('2.1'),
    id: id('marking-definition'),
    created: stamp,
    name: z.string(),
    extensions: z.record(
      id('extension-definition'),
      z.strictObject({ extension_type: z.literal('property-extension'), tlp_2_0: z.string() }),
    ),
  }),
  ...['url', 'domain-name', 'ipv4-addr', 'ipv6-addr', 'email-addr'].map((type) => observable(type)),
  observable('file', {
    hashes: z.strictObject({ 'SHA-256': z.string().regex(/^[0-9a-f]{64}$/) }),
    name: z.string().optional(),
  }),
])
const bundle = z.strictObject({ type: z.literal('bundle'), id: id('bundle'), objects: z.array(object).min(1) })

test('STIX: every object has what the specification asks of it and nothing else, and every reference leads to one', () => {
  for (const revoke of [false, true]) {
    const { objects } = bundle.parse(json('stix', { revoke })) as { objects: Record<string, unknown>[] }
    const ids = new Set(objects.map((one) => one.id))
    assert.equal(ids.size, objects.length, 'ids are unique')
    for (const one of objects) {
      const refs = Object.entries(one).flatMap(([key, value]) => (/_refs?$/.test(key) ? [value].flat() : []))
      for (const ref of refs) assert.ok(ids.has(ref), `${one.id} → ${ref}`)
      if (one.valid_until) assert.ok(String(one.valid_until) > String(one.valid_from))
      if (one.created && one.modified) assert.ok(String(one.modified) >= String(one.created))
    }
  }
})

test("STIX: a cyber-observable's id is the standard's, so that other tools' is the same", () => {
  // as the OASIS examples have it: UUIDv5 of the namespace 00abedb4-… and {"value":"198.51.100.3"}
  const selection = selected(EXAMPLES)
  const entries = [
    {
      ...(selection.entries[0] as (typeof selection.entries)[number]),
      kind: 'address' as const,
      value: '198.51.100.3',
    },
  ]
  const [part] = TARGETS.find((one) => one.id === 'stix')?.render({ ...selection, entries }, OPTIONS) ?? []
  assert.match(part?.text ?? '', /"ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"/)
})

test('STIX: taken back, the same objects are newer and revoked', () => {
  const [there, back] = [false, true].map(
    (revoke) => bundle.parse(json('stix', { revoke })).objects as Record<string, string | boolean>[],
  )
  const of = (objects: Record<string, string | boolean>[] = []) => objects.filter((one) => one.type === 'indicator')
  assert.deepEqual(
    of(there).map((one) => one.id),
    of(back).map((one) => one.id),
  )
  assert.ok(of(back).every((one, i) => one.revoked === true && String(one.modified) > String(of(there)[i]?.modified)))
})

test('STIX: a later export is a new version of the same object, also when it has seen the place earlier', () => {
  const stix = TARGETS.find((one) => one.id === 'stix')
  const [one, other] = ['2026-10-05T00:00:00Z', '2026-09-01T00:00:00Z'].map((first_seen) => {
    const selection = selected([finding({ destinations: ['c2.evil-example.com'], first_seen })])
    const parsed: unknown = JSON.parse(stix?.render(selection, OPTIONS)[0]?.text ?? '')
    return bundle.parse(parsed).objects as Record<string, string>[]
  })
  const of = (objects: Record<string, string>[] = []) => objects.find((each) => each.type === 'indicator')
  assert.deepEqual([of(one)?.id, of(one)?.created], [of(other)?.id, of(other)?.created])
  assert.notEqual(of(one)?.valid_from, of(other)?.valid_from)
})

test('Exchange Online: the note is short, and what must not be cut stands first', () => {
  const rows = (TARGETS.find((one) => one.id === 'exchange-online')?.render(selected(EXAMPLES), OPTIONS)[0]?.text ?? '')
    .trim()
    .split('\r\n')
    .slice(1)
  assert.ok(rows.length > 5)
  for (const row of rows) assert.match(row, /,kyumei [0-9a-f]{16} until \d{4}-\d\d-\d\d [a-z -]{0,60}$/)
})

test('TLP 2.0: the level asked for marks every object', () => {
  for (const tlp of ['clear', 'green', 'amber', 'amber+strict', 'red'] as const) {
    const text = JSON.stringify(json('stix', { tlp }))
    assert.ok(text.includes(`"tlp_2_0":"${tlp}"`))
    assert.ok(JSON.stringify(json('misp', { tlp })).includes(`"tlp:${tlp}"`))
  }
})

const text = z.string()
const attribute = z.strictObject({
  uuid: text.regex(new RegExp(`^${UUID}$`)),
  type: z.enum(['url', 'domain', 'ip-dst', 'email-src', 'sha256']),
  category: z.enum(['Network activity', 'Payload delivery']),
  value: text.min(1),
  to_ids: z.boolean(),
  deleted: z.boolean(),
  comment: text,
  first_seen: stamp,
  last_seen: stamp,
  timestamp: text.regex(/^\d+$/),
  distribution: z.literal('5'),
  disable_correlation: z.boolean(),
})
/** misp-core-format: numbers of an event are strings. */
const event = z.strictObject({
  Event: z.strictObject({
    uuid: text.regex(new RegExp(`^${UUID}$`)),
    info: text,
    date: text.regex(/^\d{4}-\d\d-\d\d$/),
    threat_level_id: z.enum(['1', '2', '3', '4']),
    analysis: z.enum(['0', '1', '2']),
    distribution: z.literal('0'),
    published: z.literal(false),
    timestamp: text.regex(/^\d+$/),
    Tag: z.array(z.strictObject({ name: text })),
    Attribute: z.array(attribute),
  }),
})

test('MISP: the event is of the core format; taken back, its attributes are deleted and detect no more', () => {
  assert.ok(event.parse(json('misp')).Event.Attribute.every((one) => one.to_ids && !one.deleted))
  assert.ok(event.parse(json('misp', { revoke: true })).Event.Attribute.every((one) => !one.to_ids && one.deleted))
})

/** The projects' own JSON schemas, in folders `stix` (schemas/ of the OASIS repository) and `misp` (schema.json): not ours to ship. */
const SCHEMAS = process.env.KYUMEI_SCHEMAS ?? ''

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile() && one.name.endsWith('.json'))
    .map((one) => join(one.parentPath, one.name))
}

const STIX_SCHEMAS = join(SCHEMAS, 'stix')
test("STIX: OASIS's own JSON schemas take every object", {
  skip: !existsSync(STIX_SCHEMAS) && 'no KYUMEI_SCHEMAS/stix',
}, () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  for (const file of filesBelow(STIX_SCHEMAS)) ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object, file)
  const { objects } = bundle.parse(json('stix')) as { objects: { type: string }[] }
  for (const one of objects) {
    const file = filesBelow(STIX_SCHEMAS).find((path) => path.endsWith(`/${one.type}.json`))
    assert.ok(file, one.type)
    assert.ok(ajv.validate(file, one), `${one.type}: ${ajv.errorsText()}`)
  }
})

const MISP_SCHEMA = join(SCHEMAS, 'misp/schema.json')
test("MISP: the project's own JSON schema takes the event", {
  skip: !existsSync(MISP_SCHEMA) && 'no KYUMEI_SCHEMAS/misp/schema.json',
}, () => {
  // of draft 4 it uses nothing that later drafts read otherwise but the two keywords left out here
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(MISP_SCHEMA, 'utf8')) as Record<string, unknown>
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  for (const revoke of [false, true]) assert.ok(ajv.validate(schema, json('misp', { revoke })), ajv.errorsText())
})
