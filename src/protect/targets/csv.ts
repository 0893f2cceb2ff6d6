/** Everything as one table, for spreadsheets and for whatever no other target serves. */
import { toCsv } from '../../report/csv.ts'
import { only } from '../entry.ts'
import { comment, type Target } from '../target.ts'

const COLUMNS = [
  'action',
  'kind',
  'value',
  'name',
  'reason',
  'findings',
  'detectors',
  'confidence',
  'first_seen',
  'last_seen',
  'expires',
  'attack',
]

export const csv: Target = {
  id: 'csv',
  title: { ja: '一覧表（CSV）', en: 'a table of everything (CSV)' },
  group: 'exchange',
  kinds: ['url', 'domain', 'address', 'sender', 'file'],
  blocks: 'nothing',
  render(selection, { revoke }) {
    const rows = only(selection, ...csv.kinds).map((entry) => ({
      action: revoke ? 'unblock' : 'block',
      ...entry,
      name: comment(entry.name ?? ''),
      reason: comment(entry.reason),
    }))
    return [{ name: 'kyumei.csv', text: toCsv(COLUMNS, rows) }]
  },
}
