/** rspamd: maps, the multimap rules that read them, and a settings fragment that leaves signed-in users alone (modules multimap, settings). */
import { readList } from '../../lists/list.ts'
import { type Entry, only, widest } from '../entry.ts'
import { head, lines, note, type Target } from '../target.ts'
import { toRegExp } from './pattern.ts'

const EXECUTABLE = readList('executable', { ja: '実行される拡張子', en: 'extensions that run' }, [
  new URL('../../lists/executable.txt', import.meta.url),
])

const RULES = [
  { symbol: 'KYUMEI_SENDER', map: 'kyumei_senders.map', type: 'from', more: ['regexp = true;'] },
  {
    symbol: 'KYUMEI_REPLY_TO',
    map: 'kyumei_senders.map',
    type: 'header',
    more: ['header = "Reply-To";', 'filter = "email:addr";', 'regexp = true;'],
  },
  { symbol: 'KYUMEI_LINK', map: 'kyumei_hosts.map', type: 'url', more: ['regexp = true;'] },
  { symbol: 'KYUMEI_URL', map: 'kyumei_urls.map', type: 'url', more: ['filter = "full";', 'regexp = true;'] },
  { symbol: 'KYUMEI_CLIENT', map: 'kyumei_addresses.map', type: 'ip', more: [] },
  { symbol: 'KYUMEI_ATTACHMENT', map: 'kyumei_extensions.map', type: 'filename', more: ['filter = "extension";'] },
]
const SCORE = 15 // rspamd's own threshold for a reject
const DOUBTFUL = 8 // adds a header, rejects only beside another sign: an office also gets programs that are genuine

export const rspamd: Target = {
  id: 'rspamd',
  title: { ja: 'rspamd：multimapと設定', en: 'rspamd: multimap and settings' },
  group: 'mail',
  kinds: ['url', 'domain', 'address', 'sender'],
  blocks: 'mails',
  render(selection, options) {
    const domains = widest(only(selection, 'domain'))
    const map = (name: string, entries: Entry[] | null, value: (entry: Entry) => string, more: string[] = []) => ({
      name: `maps.d/${name}`,
      text: lines([
        ...head(rspamd, selection, entries, options).map((line) => `# ${line}`),
        ...(options.revoke ? [] : [...more, ...(entries ?? []).flatMap((entry) => [`# ${note(entry)}`, value(entry)])]),
      ]),
    })
    const host = ({ value }: Entry) => `(^|\\.)${toRegExp(value)}$`
    return [
      { name: 'multimap.conf', text: options.revoke ? '' : lines(RULES.flatMap(multimap)) },
      { name: 'settings.conf', text: options.revoke ? '' : lines(SETTINGS) },
      map('kyumei_senders.map', [...domains, ...only(selection, 'sender')], (entry) =>
        entry.kind === 'sender' ? `/^${mailbox(entry.value)}$/i` : `/[@.]${toRegExp(entry.value)}$/i`,
      ),
      map('kyumei_hosts.map', domains, (entry) => `/${host(entry)}/i`),
      map('kyumei_urls.map', only(selection, 'url'), ({ value }) => `/^${unescaped(value)}$/`),
      map('kyumei_addresses.map', only(selection, 'address'), ({ value }) => value),
      map(
        'kyumei_extensions.map',
        null,
        () => '',
        [...EXECUTABLE.names.keys()].filter((one) => /^[a-z0-9]+$/.test(one)).sort(),
      ),
    ]
  },
}

/** rspamd looks at an address without its +tag, and at Gmail's without the dots before the @ as well. */
function mailbox(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  const untagged = local.replace(/\+.*$/, '')
  const plain = /^(gmail|googlemail)\.com$/.test(domain) ? untagged.replaceAll('.', '') : untagged
  if (plain === local || plain === '') return toRegExp(address)
  return `(?:${toRegExp(address)}|${toRegExp(`${plain}@${domain}`)})`
}

/** It undoes percent signs where it can. */
const unescaped = (url: string) => toRegExp(url).replace(/%[0-9A-Fa-f]{2}/g, '(?:$&|.)')

function multimap({ symbol, map, type, more }: (typeof RULES)[number]): string[] {
  return [
    `${symbol} {`,
    `  type = "${type}";`,
    ...more.map((line) => `  ${line}`),
    `  map = "$LOCAL_CONFDIR/local.d/maps.d/${map}";`,
    `  symbol = "${symbol}";`,
    `  score = ${symbol === 'KYUMEI_ATTACHMENT' ? DOUBTFUL : SCORE}.0;`,
    '}',
  ]
}

const SETTINGS = [
  '# mail that your own signed-in users send is not judged by these lists',
  'kyumei_own {',
  '  id = "kyumei_own";',
  '  priority = 5;',
  '  authenticated = true;',
  '  apply {',
  `    symbols_disabled = [${RULES.map(({ symbol }) => `"${symbol}"`).join(', ')}];`,
  '  }',
  '}',
]
