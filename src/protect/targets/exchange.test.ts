/** What other programs read as data: STIX 2.1 by the specification's rules, and a MISP event by its core format. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v5 } from 'uuid'
import { z } from 'zod'
import type { Finding } from '../../story/findings.ts'
import type { RenderOptions } from '../target.ts'
import { EXAMPLES, finding, selected } from '../test-findings.ts'
import { TARGETS } from './index.ts'
import { misp } from './misp.ts'
import { stix } from './stix.ts'
import { RFC_3986 } from './test-url.ts'

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
    lang: z.literal('ja').optional(),
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
  observable('url', { value: z.string().regex(RFC_3986) }),
  ...['domain-name', 'ipv4-addr', 'ipv6-addr', 'email-addr'].map((type) => observable(type)),
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
      if (one.first_seen) assert.ok(String(one.last_seen) >= String(one.first_seen))
      if (one.first_observed) assert.ok(String(one.last_observed) >= String(one.first_observed))
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
  const [part] = stix.render({ ...selection, entries }, OPTIONS)
  assert.match(part?.text ?? '', /"ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"/)
})

test("STIX: a file's id hangs on its hash and name, in canonical JSON", () => {
  const { objects } = bundle.parse(json('stix'))
  const canonical = `{"hashes":{"SHA-256":"${'ab'.repeat(32)}"},"name":"請求書.pdf.exe"}`
  assert.deepEqual(
    (objects as { type: string; id: string }[]).filter((one) => one.type === 'file').map((one) => one.id),
    [`file--${v5(canonical, '00abedb4-aa42-466c-9c01-fed23315a9b7')}`],
  )
})

const of = (type: string, findings: Finding[], options: Partial<RenderOptions> = {}) => {
  const text = stix.render(selected(findings), { ...OPTIONS, ...options })[0]?.text ?? ''
  const { objects } = bundle.parse(JSON.parse(text)) as { objects: (Record<string, string> & { type: string })[] }
  return objects.filter((one) => one.type === type)
}

test('STIX: a URL as browsers send it becomes one of RFC 3986, in the object as in the pattern', () => {
  const link = (url: string) => finding({ detector: 'download-link', destinations: [url] })
  const urls = [
    ['https://files.evil-example.com/a[1].zip?filter[id]=7&rate=100%', '/a%5B1%5D.zip?filter%5Bid%5D=7&rate=100%25'],
    ['https://files.evil-example.com/%zz/%E3%81%82/%25', '/%25zz/%E3%81%82/%25'],
    ['http://[2400:4000::1:2]:8080/a?b[]=1', 'http://[2400:4000::1:2]:8080/a?b%5B%5D=1'],
    ['https://files.evil-example.com/d/a.zip?id=1', '/d/a.zip?id=1'],
  ] as const
  for (const [as, wanted] of urls) {
    const [object] = of('url', [link(as)])
    const value = object?.value ?? ''
    assert.ok(value.endsWith(wanted), value)
    assert.equal(of('indicator', [link(as)])[0]?.pattern, `[url:value = '${value}']`)
  }
})

test('STIX: what a wrong clock wrote makes no object that begins after its end', () => {
  const seen = (first_seen: string, last_seen: string) => [
    finding({ destinations: ['c2.evil-example.com'], first_seen, last_seen }),
  ]
  const [ahead] = of('indicator', seen('2036-01-01T00:00:00Z', '2036-01-02T00:00:00Z'))
  assert.equal(ahead?.valid_from, '2026-10-10T01:02:03.456Z')
  const [back] = of('sighting', seen('2036-01-01T00:00:00Z', '2026-10-09T00:00:00Z'))
  assert.deepEqual([back?.first_seen, back?.last_seen], ['2026-10-09T00:00:00.000Z', '2036-01-01T00:00:00.000Z'])
  const [far] = of('sighting', seen('+020260-01-01T00:00:00Z', '2026-10-09T00:00:00Z'))
  assert.deepEqual([far?.first_seen, far?.last_seen], ['2026-10-09T00:00:00.000Z', '2026-10-10T01:02:03.456Z'])

  const early = { ...selected(EXAMPLES), generated: '2019-01-01T00:00:00Z' }
  const times = [false, true].map((revoke) => {
    const objects = bundle.parse(JSON.parse(stix.render(early, { ...OPTIONS, revoke })[0]?.text ?? '')).objects
    return (objects as Record<string, string>[]).filter((one) => one.type === 'indicator')
  })
  for (const one of times.flat()) assert.ok(String(one.modified) >= String(one.created))
  assert.ok(String(times[1]?.[0]?.modified) > String(times[0]?.[0]?.modified))
})

test('STIX: an indicator lasts to the end of its last day, and Japanese says that it is', () => {
  const place = { destinations: ['c2.evil-example.com'] }
  assert.equal(of('indicator', [finding(place)])[0]?.valid_until, '2027-01-09T00:00:00.000Z')
  assert.equal(of('indicator', [finding(place)])[0]?.lang, undefined)
  assert.equal(of('indicator', [finding({ ...place, title: '周期的な通信（ビーコン）' })])[0]?.lang, 'ja')
})

test('STIX: taken back, the same objects are newer and revoked', () => {
  const [there, back] = [false, true].map(
    (revoke) => bundle.parse(json('stix', { revoke })).objects as Record<string, string | boolean>[],
  )
  const indicators = (objects: Record<string, string | boolean>[] = []) =>
    objects.filter((one) => one.type === 'indicator')
  assert.deepEqual(
    indicators(there).map((one) => one.id),
    indicators(back).map((one) => one.id),
  )
  assert.ok(
    indicators(back).every(
      (one, i) => one.revoked === true && String(one.modified) > String(indicators(there)[i]?.modified),
    ),
  )
})

test('STIX: a later export is a new version of the same object, also when it has seen the place earlier', () => {
  const [one, other] = ['2026-10-05T00:00:00Z', '2026-09-01T00:00:00Z'].map((first_seen) => {
    const selection = selected([finding({ destinations: ['c2.evil-example.com'], first_seen })])
    const parsed: unknown = JSON.parse(stix.render(selection, OPTIONS)[0]?.text ?? '')
    return bundle.parse(parsed).objects as Record<string, string>[]
  })
  const indicator = (objects: Record<string, string>[] = []) => objects.find((each) => each.type === 'indicator')
  assert.deepEqual([indicator(one)?.id, indicator(one)?.created], [indicator(other)?.id, indicator(other)?.created])
  assert.notEqual(indicator(one)?.valid_from, indicator(other)?.valid_from)
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

test('MISP: all exports of a report are one event, and no attribute has the id of one in another event', () => {
  const of = (generated: string, findings: Finding[]) =>
    event.parse(JSON.parse(misp.render({ ...selected(findings), generated }, OPTIONS)[0]?.text ?? '')).Event
  const [all, few, week] = [
    of('2026-10-10T01:02:03.456Z', EXAMPLES),
    of('2026-10-10T01:02:03.456Z', EXAMPLES.slice(0, 1)),
    of('2026-10-17T01:02:03.456Z', EXAMPLES),
  ]
  assert.equal(few.uuid, all.uuid)
  assert.ok(all.Attribute.some((one) => one.uuid === few.Attribute[0]?.uuid))
  assert.notEqual(week.uuid, all.uuid)
  const ids = new Set([...all.Attribute, ...week.Attribute].map((one) => one.uuid))
  assert.equal(ids.size, 2 * all.Attribute.length)
})
