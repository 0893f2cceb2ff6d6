/** nftables: a table of its own, so that it comes and goes as a whole (nft(8)). */
import { type Entry, isIPv6, only } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

export const nftables: Target = {
  id: 'nftables',
  title: { ja: 'nftables：set（アドレス）', en: 'nftables: sets of addresses' },
  group: 'firewall',
  kinds: ['address'],
  blocks: 'contacts',
  render(selection, options) {
    const entries = only(selection, 'address')
    const text = [
      ...head(nftables, selection, entries, options).map((line) => `# ${line}`),
      '# check: nft -c -f FILE; apply: nft -f FILE',
      'table inet kyumei',
      'delete table inet kyumei',
      ...(options.revoke ? [] : table(entries)),
    ]
    return [{ name: 'kyumei.nft', text: lines(text) }]
  },
}

function table(entries: Entry[]): string[] {
  const chain = (hook: string) => [
    `  chain ${hook} {`,
    `    type filter hook ${hook} priority -10; policy accept;`,
    '    ip daddr @address4 counter log prefix "kyumei " reject',
    '    ip6 daddr @address6 counter log prefix "kyumei " reject',
    '  }',
  ]
  return [
    'table inet kyumei {',
    ...set(
      'address4',
      'ipv4_addr',
      entries.filter((entry) => !isIPv6(entry)),
    ),
    ...set('address6', 'ipv6_addr', entries.filter(isIPv6)),
    ...chain('forward'),
    ...chain('output'),
    '}',
  ]
}

function set(name: string, type: string, entries: Entry[]): string[] {
  const elements = entries.flatMap((entry) => [`      # ${note(entry)}`, `      ${entry.value},`])
  return [
    `  set ${name} {`,
    `    type ${type}`,
    ...(elements.length > 0 ? ['    elements = {', ...elements, '    }'] : []),
    '  }',
  ]
}
