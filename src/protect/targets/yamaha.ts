/**
 * YAMAHA RTX: static filters by address, and the router's own DNS answering for names (commands `ip filter`, `ipv6 filter`, `dns static`
 * of the RTX command reference). A filter acts only where an interface's list names it, and that list is the administrator's.
 */
import { isIPv6, only } from '../entry.ts'
import { head, lines, type Target, tag } from '../target.ts'

const FIRST = 916001 // of filters: far from those that people and the setup pages number

export const yamaha: Target = {
  id: 'yamaha',
  title: { ja: 'ヤマハRTXのフィルタとdns static', en: 'YAMAHA RTX filters and dns static' },
  group: 'firewall',
  kinds: ['domain', 'address'],
  blocks: 'contacts',
  render(selection, options) {
    const domains = only(selection, 'domain')
    const addresses = only(selection, 'address')
    const no = options.revoke ? 'no ' : ''
    const filters = addresses.map((entry, i) => ({
      entry,
      kind: isIPv6(entry) ? 'ipv6' : 'ip',
      rule: `${FIRST + i} reject * ${entry.value} * * *`,
    }))
    const numbers = (kind: string) =>
      filters.filter((one) => one.kind === kind).map((one) => one.rule.split(' ')[0] ?? '')
    const uses = ['ip', 'ipv6'].flatMap((kind) =>
      numbers(kind).length > 0 ? [`# ${kind} lan2 secure filter out ${numbers(kind).join(' ')} ...`] : [],
    )
    const text = [
      ...head(yamaha, selection, [...domains, ...addresses], options).map((line) => `# ${line}`),
      ...(uses.length > 0
        ? [
            options.revoke
              ? '# first take these numbers out of the list of your outer interface:'
              : '# then put these numbers before the others in the list of your outer interface:',
            ...uses,
          ]
        : []),
      ...filters.flatMap(({ entry, kind, rule }) => [`# ${tag(entry)}`, `${no}${kind} filter ${rule}`]),
      ...(domains.length > 0 ? ['# names: for PCs that ask this router; exact names only'] : []),
      ...domains.flatMap((entry) => [
        `# ${tag(entry)}`,
        `${no}dns static a ${entry.value} 127.0.0.1`,
        `${no}dns static aaaa ${entry.value} ::1`,
      ]),
    ]
    return [{ name: 'kyumei-rtx.txt', text: lines(text) }]
  },
}
