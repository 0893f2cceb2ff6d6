/** A hosts file holds exact names only: nothing below them; a line for each family, or the other one is asked of DNS. For PCs that no name server of yours serves. */
import { only } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

export const hosts: Target = {
  id: 'hosts',
  title: {
    ja: 'hostsファイル（その名前だけ。下位の名前は対象外）',
    en: 'hosts file (exact names, nothing below them)',
  },
  group: 'dns',
  kinds: ['domain'],
  blocks: 'lookups',
  render(selection, options) {
    const entries = only(selection, 'domain')
    const rows = entries.flatMap((entry) => [`# ${note(entry)}`, `0.0.0.0 ${entry.value}`, `:: ${entry.value}`])
    const text = [
      '# BEGIN kyumei',
      ...head(hosts, selection, entries, options).map((line) => `# ${line}`),
      ...(options.revoke ? ['# take the lines between BEGIN and END of the earlier file out'] : rows),
      '# END kyumei',
    ]
    return [{ name: 'kyumei-hosts.txt', text: lines(text) }]
  },
}
