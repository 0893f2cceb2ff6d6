/**
 * STIX 2.1: per entry an indicator, what was observed (cyber-observable and observed-data), their relationship, and a sighting that names
 * nobody. Ids are UUIDv5: the same entry is the same object wherever it is exported. Marked with TLP 2.0 (OASIS extension definition).
 */
import { type Entry, isIPv6, only } from '../entry.ts'
import { comment, type Target, type Tlp } from '../target.ts'
import { observableUuid, uuidOf } from '../uuid.ts'

type StixObject = Record<string, unknown> & { type: string; id: string }

export const stix: Target = {
  id: 'stix',
  title: { ja: 'STIX 2.1（TLP 2.0つき）', en: 'STIX 2.1 bundle (with TLP 2.0)' },
  group: 'exchange',
  kinds: ['url', 'domain', 'address', 'sender', 'file'],
  blocks: 'nothing',
  render(selection, { revoke, tlp }) {
    const entries = only(selection, ...stix.kinds)
    const marking = MARKINGS[tlp]
    const context = { at: stamp(selection.generated), revoke, marking: marking.id }
    const objects = [AUTHOR, tlpObject(tlp), ...entries.flatMap((entry) => objectsOf(entry, context))]
    const unique = [...new Map(objects.map((one) => [one.id, one])).values()]
    const bundle = { type: 'bundle', id: `bundle--${uuidOf('bundle', ...unique.map(({ id }) => id))}`, objects: unique }
    return [{ name: `kyumei-stix${revoke ? '-revoke' : ''}.json`, text: `${JSON.stringify(bundle, null, 2)}\n` }]
  },
}

/** Fixed by the specification of the TLP 2.0 extension. */
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'
const MARKINGS: Record<Tlp, { id: string; name: string }> = {
  clear: { id: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', name: 'TLP:CLEAR' },
  green: { id: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', name: 'TLP:GREEN' },
  amber: { id: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', name: 'TLP:AMBER' },
  'amber+strict': { id: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', name: 'TLP:AMBER+STRICT' },
  red: { id: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', name: 'TLP:RED' },
}

function tlpObject(tlp: Tlp): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: MARKINGS[tlp].id,
    created: '2022-10-01T00:00:00.000Z',
    name: MARKINGS[tlp].name,
    extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp } },
  }
}

/** Versions of an object share its id and its `created` (STIX 2.1, 3.6): a later scan may have seen the place earlier, so it is no day of the logs. */
const AUTHOR: StixObject & { created: string } = {
  type: 'identity',
  spec_version: '2.1',
  id: `identity--${uuidOf('identity', 'kyumei')}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: 'kyumei',
  identity_class: 'system',
}

/** Text without `lang` is read as English (3.2). */
const JAPANESE = /[\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Han}]/u

const SECOND = 1000
const DAY = 86_400 * SECOND

interface Context {
  at: string
  revoke: boolean
  marking: string
}

function objectsOf(entry: Entry, { at, revoke, marking }: Context): StixObject[] {
  const made = at > AUTHOR.created ? at : AUTHOR.created
  const [first = at, last = at] = [entry.first_seen, entry.last_seen].map(stamp).sort()
  const common = (type: string) => ({
    type,
    spec_version: '2.1',
    id: `${type}--${uuidOf(type, entry.kind, entry.value)}`,
    created_by_ref: AUTHOR.id,
    created: AUTHOR.created,
    modified: revoke ? stamp(Date.parse(made) + SECOND) : made,
    object_marking_refs: [marking],
    ...(revoke ? { revoked: true } : {}),
  })
  const observable = observableOf(entry, marking)
  const description = comment(`${entry.reason} (${entry.findings.join(', ')})`)
  const indicator = {
    ...common('indicator'),
    name: entry.value.slice(0, 200),
    description,
    ...(JAPANESE.test(description) ? { lang: 'ja' } : {}),
    indicator_types: ['malicious-activity'],
    pattern: patternOf(entry),
    pattern_type: 'stix',
    valid_from: first < at ? first : at, // a clock that runs ahead would have it begin after its end
    valid_until: stamp(Date.parse(entry.expires) + DAY),
    confidence: Math.round(entry.confidence * 100),
  }
  const observed = {
    ...common('observed-data'),
    first_observed: first,
    last_observed: last,
    number_observed: Math.min(Math.max(1, entry.count), 999_999_999),
    object_refs: [observable.id],
  }
  const relationship = {
    ...common('relationship'),
    relationship_type: 'based-on',
    source_ref: indicator.id,
    target_ref: observed.id,
  }
  const sighting = {
    ...common('sighting'),
    first_seen: first,
    last_seen: last,
    count: observed.number_observed,
    sighting_of_ref: indicator.id,
    observed_data_refs: [observed.id],
  }
  return [observable, indicator, observed, relationship, sighting]
}

function observableOf(entry: Entry, marking: string): StixObject {
  const of = (type: string, properties: Record<string, unknown>, more: Record<string, unknown> = {}): StixObject => ({
    type,
    spec_version: '2.1',
    id: `${type}--${observableUuid(properties)}`,
    ...properties,
    ...more,
    object_marking_refs: [marking],
  })
  if (entry.kind === 'file') {
    const hashes = { 'SHA-256': entry.value }
    const name = comment(entry.name ?? '')
    return of('file', name === '' ? { hashes } : { hashes, name })
  }
  return of(typeOf(entry), { value: rfc3986(entry) })
}

function typeOf(entry: Entry): string {
  if (entry.kind === 'address') return isIPv6(entry) ? 'ipv6-addr' : 'ipv4-addr'
  return { url: 'url', domain: 'domain-name', sender: 'email-addr', file: 'file' }[entry.kind]
}

/** STIX wants URLs of RFC 3986 (6.15). Browsers send brackets and lone percent signs behind the host as they are, and so logs have them. */
function rfc3986({ kind, value }: Entry): string {
  if (kind !== 'url') return value
  const { origin } = new URL(value)
  const behind = value.slice(origin.length).replace(/[[\]]|%(?![0-9a-f]{2})/gi, encodeURIComponent)
  return `${origin}${behind}`
}

/** Values hold no quote and no backslash (value.ts); both would need a backslash in a pattern. */
function patternOf(entry: Entry): string {
  const quoted = `'${rfc3986(entry).replace(/['\\]/g, '\\$&')}'`
  if (entry.kind === 'file') return `[file:hashes.'SHA-256' = ${quoted}]`
  if (entry.kind === 'sender') return `[email-message:from_ref.value = ${quoted}]`
  return `[${typeOf(entry)}:value = ${quoted}]`
}

const stamp = (time: string | number) => new Date(time).toISOString()
