/** Squid: ACLs and `http_access deny`. Syntax: squid.conf.documented of Squid 5 and 6 (acl dstdomain, dst -n, url_regex). */
import { type Entry, only, widest } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'
import { toRegExp } from './pattern.ts'

export const squid: Target = {
  id: 'squid',
  title: { ja: 'Squid：aclとhttp_access deny', en: 'Squid: acl and http_access deny' },
  group: 'proxy',
  kinds: ['url', 'domain', 'address'],
  blocks: 'contacts',
  render(selection, options) {
    const domains = widest(only(selection, 'domain'))
    const addresses = only(selection, 'address')
    const urls = only(selection, 'url')
    const all = [...domains, ...addresses, ...urls]
    const text = [
      ...head(squid, selection, all, options).map((line) => `# ${line}`),
      '# include it in squid.conf above the first http_access allow; https URLs are seen as host names only unless TLS is opened',
      ...(options.revoke
        ? []
        : [
            ...acl('kyumei_domain', 'dstdomain', domains, ({ value }) => `.${value}`),
            ...acl('kyumei_address', 'dst -n', addresses, ({ value }) => value),
            ...acl('kyumei_url', 'url_regex', urls, ({ value }) => `^${unescaped(value)}$`),
          ]),
    ]
    return [{ name: 'kyumei-squid.conf', text: lines(text) }]
  },
}

function acl(name: string, type: string, entries: Entry[], value: (entry: Entry) => string): string[] {
  if (entries.length === 0) return []
  const rows = entries.flatMap((entry) => [`# ${note(entry)}`, `acl ${name} ${type} ${value(entry)}`])
  return [...rows, `http_access deny ${name}`]
}

/** Squid matches the URL with its percent signs undone: such a byte is any one, for it may be a blank or a line's end. */
const unescaped = (url: string) => toRegExp(url).replace(/%[0-9A-Fa-f]{2}/g, '.')
