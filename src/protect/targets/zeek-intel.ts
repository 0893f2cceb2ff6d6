/** A file for Zeek's Intelligence Framework: tab-separated, with the types of base/frameworks/intel. */
import { type Entry, only } from '../entry.ts'
import { comment, lines, type Target, tag } from '../target.ts'
import type { Kind } from '../value.ts'

const TYPES: Record<Kind, string> = {
  url: 'Intel::URL',
  domain: 'Intel::DOMAIN',
  address: 'Intel::ADDR',
  sender: 'Intel::EMAIL',
  file: 'Intel::FILE_HASH',
}

export const zeekIntel: Target = {
  id: 'zeek-intel',
  title: { ja: 'Zeekのintelファイル', en: 'Zeek intelligence file' },
  group: 'detection',
  kinds: ['url', 'domain', 'address', 'sender', 'file'],
  blocks: 'nothing',
  render(selection, { revoke }) {
    const entries = only(selection, ...zeekIntel.kinds)
    const rows = entries.map((entry) => [
      indicator(entry),
      TYPES[entry.kind],
      'kyumei',
      comment(`${tag(entry)} ${entry.reason}`),
    ])
    const fields = ['#fields\tindicator', 'indicator_type', 'meta.source', 'meta.desc'].join('\t')
    return [{ name: 'kyumei.intel', text: lines([fields, ...(revoke ? [] : rows.map((row) => row.join('\t')))]) }]
  },
}

/** Without the scheme, as Zeek builds URLs. */
const indicator = ({ kind, value }: Entry) => (kind === 'url' ? value.replace(/^[a-z]+:\/\//, '') : value)
