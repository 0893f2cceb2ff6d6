/** Unbound: local-zone always_nxdomain (unbound.conf(5)). */
import { only, widest } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

export const unbound: Target = {
  id: 'unbound',
  title: { ja: 'Unbound：local-zone（NXDOMAINを返す）', en: 'Unbound: local-zone (answers NXDOMAIN)' },
  group: 'dns',
  kinds: ['domain'],
  blocks: 'lookups',
  render(selection, options) {
    const entries = widest(only(selection, 'domain'))
    const rows = entries.flatMap((entry) => [`  # ${note(entry)}`, `  local-zone: "${entry.value}." always_nxdomain`])
    const text = [
      ...head(unbound, selection, entries, options).map((line) => `# ${line}`),
      'server:',
      ...(options.revoke ? [] : rows),
    ]
    return [{ name: 'kyumei-unbound.conf', text: lines(text) }]
  },
}
