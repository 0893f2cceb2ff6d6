/** iptables with ipset: the sets as `ipset restore` reads them, and the rules that use them. */
import { isIPv6, only } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

const SETS = [
  { name: 'kyumei4', family: 'inet', tool: 'iptables' },
  { name: 'kyumei6', family: 'inet6', tool: 'ip6tables' },
]

export const ipset: Target = {
  id: 'ipset',
  title: { ja: 'iptablesとipset（アドレス）', en: 'iptables with ipset (addresses)' },
  group: 'firewall',
  kinds: ['address'],
  blocks: 'contacts',
  render(selection, options) {
    const entries = only(selection, 'address')
    const comments = head(ipset, selection, entries, options).map((line) => `# ${line}`)
    const rows = entries.flatMap((entry) => [
      `# ${note(entry)}`,
      `add ${isIPv6(entry) ? 'kyumei6' : 'kyumei4'} ${entry.value} -exist`,
    ])
    const create = SETS.flatMap(({ name, family }) => [
      `create ${name} hash:ip family ${family} -exist`,
      `flush ${name}`,
    ])
    const rules = SETS.flatMap(({ name, tool }) =>
      ['FORWARD', 'OUTPUT'].map((chain) => {
        const rule = `${chain} -m set --match-set ${name} dst -j REJECT`
        return options.revoke ? `${tool} -D ${rule}` : `${tool} -C ${rule} 2>/dev/null || ${tool} -I ${rule}`
      }),
    )
    const restore = { name: 'kyumei.ipset', text: lines([...comments, ...create, ...(options.revoke ? [] : rows)]) }
    const script = [
      '#!/bin/sh',
      ...comments,
      ...(options.revoke ? [] : ['ipset restore < "$(dirname "$0")/kyumei.ipset"']),
      ...rules,
      ...(options.revoke ? SETS.map(({ name }) => `ipset destroy ${name}`) : []),
    ]
    return [restore, { name: 'kyumei-iptables.sh', text: lines(script) }]
  },
}
