/** Microsoft Defender for Endpoint: indicators in the columns of the portal's import (Settings, Endpoints, Indicators, Import). */
import { toCsv } from '../../report/csv.ts'
import { type Entry, only } from '../entry.ts'
import { comment, type Target, tag } from '../target.ts'
import type { Kind } from '../value.ts'

const TYPES = { url: 'Url', domain: 'DomainName', address: 'IpAddress', file: 'FileSha256', sender: '' }
const COLUMNS = [
  'IndicatorType',
  'IndicatorValue',
  'ExpirationTime',
  'Action',
  'Severity',
  'Title',
  'Description',
  'RecommendedActions',
  'RbacGroups',
  'Category',
  'MitreTechniques',
  'GenerateAlert',
]

export const defender: Target = {
  id: 'defender',
  title: {
    ja: 'Microsoft Defender for Endpointのインジケーター（CSV）',
    en: 'Microsoft Defender for Endpoint indicators (CSV)',
  },
  group: 'mail',
  kinds: ['url', 'domain', 'address', 'file'],
  blocks: 'contacts',
  render(selection, { revoke }) {
    return TABS.flatMap(({ tab, kinds }) => {
      const entries = only(selection, ...kinds)
      const batches = Math.max(1, Math.ceil(entries.length / BATCH))
      return Array.from({ length: batches }, (_, i) => ({
        name: `kyumei-defender-${tab}${i > 0 ? `-${i + 1}` : ''}${revoke ? '-revoke' : ''}.csv`,
        text: toCsv(
          COLUMNS,
          entries.slice(i * BATCH, (i + 1) * BATCH).map((entry) => row(entry, revoke)),
        ).slice(1), // no byte order mark
      }))
    })
  },
}

/** The portal imports on each tab what belongs there, 500 at a time. */
const BATCH = 500
const TABS: { tab: string; kinds: Kind[] }[] = [
  { tab: 'files', kinds: ['file'] },
  { tab: 'addresses', kinds: ['address'] },
  { tab: 'urls', kinds: ['url', 'domain'] },
]

/** The portal has no import that deletes. Imported again as audit an entry blocks nothing until it expires; allowed, it would keep out other protection too. */
const row = (entry: Entry, revoke: boolean) => ({
  IndicatorType: TYPES[entry.kind],
  IndicatorValue: entry.value,
  ExpirationTime: `${entry.expires}T00:00:00.0Z`,
  Action: revoke ? 'Audit' : 'Block',
  Severity: revoke ? 'Informational' : 'High',
  Title: `kyumei ${entry.findings[0] ?? ''}`,
  Description: comment(`${tag(entry)} ${entry.reason}`),
  RecommendedActions: '',
  RbacGroups: '',
  Category: entry.kind === 'file' ? 'Malware' : 'CommandAndControl',
  MitreTechniques: entry.attack.filter((id) => /^T\d{4}(\.\d{3})?$/.test(id)).join(','),
  GenerateAlert: revoke ? 'FALSE' : 'TRUE',
})
