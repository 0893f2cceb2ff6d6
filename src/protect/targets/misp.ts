/** A MISP event (misp-core-format): attributes with to_ids, a comment and the TLP 2.0 tag; not published, for the own organisation only. */
import { type Entry, only } from '../entry.ts'
import { comment, type Target, tag } from '../target.ts'
import { uuidOf } from '../uuid.ts'

export const misp: Target = {
  id: 'misp',
  title: { ja: 'MISPのイベント（JSON）', en: 'MISP event (JSON)' },
  group: 'exchange',
  kinds: ['url', 'domain', 'address', 'sender', 'file'],
  blocks: 'nothing',
  render(selection, { revoke, tlp }) {
    const entries = only(selection, ...misp.kinds)
    const timestamp = Math.floor(Date.parse(selection.generated) / 1000) + (revoke ? 1 : 0)
    // of the report, not of its entries: what another choice of them exports, or takes back, is the same event
    const uuid = uuidOf('misp', selection.generated)
    const event = {
      uuid,
      info: `kyumei: findings of ${selection.generated.slice(0, 10)}`,
      date: selection.generated.slice(0, 10),
      threat_level_id: '2',
      analysis: '1',
      distribution: '0',
      published: false,
      timestamp: String(timestamp),
      Tag: [{ name: `tlp:${tlp}` }],
      Attribute: entries.map((entry) => attribute(entry, { event: uuid, timestamp, revoke })),
    }
    return [
      { name: `kyumei-misp${revoke ? '-revoke' : ''}.json`, text: `${JSON.stringify({ Event: event }, null, 2)}\n` },
    ]
  },
}

const TYPES = {
  url: ['url', 'Network activity'],
  domain: ['domain', 'Network activity'],
  address: ['ip-dst', 'Network activity'],
  sender: ['email-src', 'Payload delivery'],
  file: ['sha256', 'Payload delivery'],
} as const

function attribute(entry: Entry, { event, timestamp, revoke }: { event: string; timestamp: number; revoke: boolean }) {
  const [type, category] = TYPES[entry.kind]
  return {
    // MISP refuses an attribute whose id it knows from another event
    uuid: uuidOf('misp-attribute', event, entry.kind, entry.value),
    type,
    category,
    value: entry.value,
    to_ids: !revoke,
    deleted: revoke,
    comment: comment(`${tag(entry)} ${entry.name ? `${entry.name} ` : ''}${entry.reason}`),
    first_seen: new Date(entry.first_seen).toISOString(),
    last_seen: new Date(entry.last_seen).toISOString(),
    timestamp: String(timestamp),
    distribution: '5', // as its event
    disable_correlation: false,
  }
}
