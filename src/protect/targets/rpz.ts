/** A response policy zone, for BIND and for others that read one (Knot, PowerDNS, Unbound). Syntax: draft-vixie-dnsop-dns-rpz-00. */
import { type Entry, only } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

export const rpz: Target = {
  id: 'rpz',
  title: { ja: 'BINDのRPZゾーン（NXDOMAINを返す）', en: 'RPZ zone for BIND (answers NXDOMAIN)' },
  group: 'dns',
  kinds: ['domain', 'address'],
  blocks: 'lookups',
  render(selection, options) {
    const entries = only(selection, 'domain', 'address')
    const serial = Math.floor(Date.parse(selection.generated) / 1000) + (options.revoke ? 1 : 0)
    const rows = entries.flatMap((entry) => [`; ${note(entry)}`, ...triggers(entry).map((owner) => `${owner} CNAME .`)])
    const text = [
      ...head(rpz, selection, entries, options).map((line) => `; ${line}`),
      '$TTL 300',
      `@ SOA localhost. root.localhost. ${serial} 3600 600 86400 300`,
      '@ NS localhost.',
      ...(options.revoke ? [] : rows),
    ]
    return [{ name: 'kyumei.rpz.zone', text: lines(text) }]
  },
}

function triggers(entry: Entry): string[] {
  return entry.kind === 'domain' ? [entry.value, `*.${entry.value}`] : [`${reversed(entry.value)}.rpz-ip`]
}

/** 32.9.113.0.203, 128.1.zz.db8.2001: the prefix length, then the parts backwards, one run of zeros as zz. */
function reversed(address: string): string {
  if (!address.includes(':')) return `32.${address.split('.').reverse().join('.')}`
  const parts = address.replace('::', ':zz:').split(':')
  return `128.${parts
    .filter((part) => part !== '')
    .reverse()
    .join('.')}`
}
