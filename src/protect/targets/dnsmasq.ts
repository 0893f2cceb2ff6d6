/** dnsmasq: a domain that is answered from local knowledge only, which has none of it: NXDOMAIN (dnsmasq(8), --local). */
import { only, widest } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

export const dnsmasq: Target = {
  id: 'dnsmasq',
  title: { ja: 'dnsmasq：local=（NXDOMAINを返す）', en: 'dnsmasq: local= (answers NXDOMAIN)' },
  group: 'dns',
  kinds: ['domain'],
  blocks: 'lookups',
  render(selection, options) {
    const entries = widest(only(selection, 'domain'))
    const rows = entries.flatMap((entry) => [`# ${note(entry)}`, `local=/${entry.value}/`])
    const text = [
      ...head(dnsmasq, selection, entries, options).map((line) => `# ${line}`),
      ...(options.revoke ? [] : rows),
    ]
    return [{ name: 'kyumei-dnsmasq.conf', text: lines(text) }]
  },
}
