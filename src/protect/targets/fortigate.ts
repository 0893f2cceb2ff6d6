/**
 * FortiGate: names in a DNS filter and a URL filter, addresses in a group. Syntax: FortiOS CLI reference (firewall address, addrgrp,
 * dnsfilter domain-filter, webfilter urlfilter). The profiles and the policy that use them are the administrator's.
 */
import { type Entry, isIPv6, only, widest } from '../entry.ts'
import { head, lines, type RenderOptions, type Target, tag } from '../target.ts'

const TABLE = 9016 // of filters: a number that no FortiGate made by itself
const GROUP = 'kyumei-block'

export const fortigate: Target = {
  id: 'fortigate',
  title: {
    ja: 'FortiGateのCLI（DNSフィルタ、URLフィルタ、アドレスグループ）',
    en: 'FortiGate CLI (DNS filter, URL filter, address group)',
  },
  group: 'firewall',
  kinds: ['url', 'domain', 'address'],
  blocks: 'contacts',
  render(selection, options) {
    const domains = widest(only(selection, 'domain'))
    const urls = only(selection, 'url')
    const [typable, odd] = [urls.filter(isTypable), urls.filter((entry) => !isTypable(entry))]
    const addresses = only(selection, 'address')
    const all = [...domains, ...urls, ...addresses]
    const [four, six] = [addresses.filter((entry) => !isIPv6(entry)), addresses.filter(isIPv6)]
    const text = [
      ...head(fortigate, selection, all, options).map((line) => `# ${line}`),
      ...(domains.length + typable.length > 0
        ? ['# then choose domain-filter and urlfilter "kyumei" in the profiles of your policies']
        : []),
      ...(addresses.length > 0 ? [`# then deny ${groups(four, six)} in a first policy`] : []),
      ...(options.revoke
        ? []
        : odd.map((entry) => `# ${tag(entry)}: its URL holds a question mark: enter it in the browser`)),
      ...(options.revoke ? ['# take them out of profiles and policies first'] : []),
      ...filter('dnsfilter domain-filter', 'domain', domains.flatMap(nameAndBelow), options),
      ...filter(
        'webfilter urlfilter',
        'url',
        [...domains.flatMap(nameAndBelow), ...typable.map((entry): Row => [entry, withoutScheme(entry)])],
        options,
      ),
      ...group('address', 'addrgrp', GROUP, four, ({ value }) => `set subnet ${value} 255.255.255.255`, options),
      ...group('address6', 'addrgrp6', `${GROUP}6`, six, ({ value }) => `set ip6 ${value}/128`, options),
    ]
    return [{ name: 'kyumei-fortigate.txt', text: lines(text) }]
  },
}

const groups = (four: Entry[], six: Entry[]) =>
  [...(four.length > 0 ? [`"${GROUP}"`] : []), ...(six.length > 0 ? [`"${GROUP}6"`] : [])].join(' and ')

type Row = [Entry, string]

/** `*.name` matches what is below the name only. */
const nameAndBelow = (entry: Entry): Row[] => [
  [entry, entry.value],
  [entry, `*.${entry.value}`],
]
const withoutScheme = ({ value }: Entry) => value.replace(/^[a-z]+:\/\//, '')
/** On the command line a question mark asks for help, wherever it stands. */
const isTypable = ({ value }: Entry) => !value.includes('?')

function filter(path: string, field: string, rows: Row[], { revoke }: RenderOptions): string[] {
  if (rows.length === 0) return []
  if (revoke) return [`config ${path}`, `    delete ${TABLE}`, 'end']
  const entries = rows.flatMap(([entry, value], i) => [
    `            # ${tag(entry)}`,
    `            edit ${i + 1}`,
    `                set ${field} "${value}"`,
    `                set type ${value.startsWith('*') ? 'wildcard' : 'simple'}`,
    '                set action block',
    '            next',
  ])
  return [
    `config ${path}`,
    `    edit ${TABLE}`,
    '        set name "kyumei"',
    '        config entries',
    ...entries,
    '        end',
    '    next',
    'end',
  ]
}

function group(
  object: string,
  path: string,
  name: string,
  entries: Entry[],
  setting: (entry: Entry) => string,
  { revoke }: RenderOptions,
): string[] {
  if (entries.length === 0) return []
  const names = entries.map(({ value }) => `kyumei-${value}`)
  if (revoke) {
    const gone = names.map((one) => `    delete "${one}"`)
    return [`config firewall ${path}`, `    delete "${name}"`, 'end', `config firewall ${object}`, ...gone, 'end']
  }
  const objects = entries.flatMap((entry, i) => [
    `    edit "${names[i]}"`,
    `        ${setting(entry)}`,
    `        set comment "${tag(entry)}"`,
    '    next',
  ])
  return [
    `config firewall ${object}`,
    ...objects,
    'end',
    `config firewall ${path}`,
    `    edit "${name}"`,
    `        set member ${names.map((one) => `"${one}"`).join(' ')}`,
    '    next',
    'end',
  ]
}
