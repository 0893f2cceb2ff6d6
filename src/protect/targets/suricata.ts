/** Suricata rules: look-ups, TLS server names, HTTP hosts, URLs and addresses (Suricata 6 and later: dotprefix, sticky buffers). */
import { createHash } from 'node:crypto'
import { type Entry, isIPv6, only } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'

export const suricata: Target = {
  id: 'suricata',
  title: { ja: 'Suricataのルール', en: 'Suricata rules' },
  group: 'detection',
  kinds: ['url', 'domain', 'address'],
  blocks: 'nothing',
  render(selection, options) {
    const entries = only(selection, 'url', 'domain', 'address')
    const rows = entries.flatMap((entry) => [`# ${note(entry)}`, ...rules(entry)])
    const text = [
      ...head(suricata, selection, entries, options).map((line) => `# ${line}`),
      ...(options.revoke ? [] : rows),
    ]
    return [{ name: 'kyumei.rules', text: lines(text) }]
  },
}

function rules(entry: Entry): string[] {
  if (entry.kind === 'address') {
    const address = isIPv6(entry) ? `[${entry.value}]` : entry.value
    return [rule(entry, 'ip', `$HOME_NET any -> ${address} any`, 'contact with', [])]
  }
  const any = '$HOME_NET any -> any any'
  if (entry.kind === 'url') {
    const { hostname, pathname, search, protocol } = new URL(entry.value)
    if (protocol !== 'http:') return ['# of https and ftp the URL is not visible on the wire']
    return [
      rule(entry, 'http', any, 'request of', [
        `http.host; content:"${content(hostname)}"; startswith; endswith`,
        `http.uri.raw; content:"${content(pathname + search)}"; startswith; endswith`,
      ]),
    ]
  }
  const below = (buffer: string) => [`${buffer}; dotprefix; content:"${content(`.${entry.value}`)}"; nocase; endswith`]
  return [
    rule(entry, 'dns', '$HOME_NET any -> any any', 'look-up of', below('dns.query')),
    rule(entry, 'tls', any, 'TLS with', below('tls.sni')),
    rule(
      entry,
      'http',
      any,
      'request of',
      below('http.host').map((one) => one.replace(' nocase;', '')),
    ),
  ]
}

function rule(entry: Entry, protocol: string, flow: string, what: string, options: string[]): string {
  const all = [
    `msg:"kyumei ${what} ${text(entry.value)}"`,
    ...options,
    'classtype:trojan-activity',
    `metadata:finding ${entry.findings[0]?.replace(/[^0-9a-f]/g, '') ?? ''}, expires ${entry.expires}`,
    `sid:${sidOf(protocol, entry.value)}`,
    'rev:1',
  ]
  return `alert ${protocol} ${flow} (${all.join('; ')};)`
}

/** Everything but letters, digits and plain signs as hexadecimal: no sign of the rule language is left. */
const content = (value: string) =>
  value.replace(/[^A-Za-z0-9./_-]/g, (one) => `|${one.charCodeAt(0).toString(16).padStart(2, '0')}|`)
/** Of a message: without the signs that end it. */
const text = (value: string) => value.slice(0, 200).replace(/[^A-Za-z0-9./_@-]/g, '_')

/** In the range that Suricata's and the public rule sets leave to their users (1,000,000–1,999,999), the same for the same value. */
function sidOf(protocol: string, value: string): number {
  return 1_000_000 + (createHash('sha256').update(`${protocol} ${value}`).digest().readUInt32BE(0) % 1_000_000)
}
