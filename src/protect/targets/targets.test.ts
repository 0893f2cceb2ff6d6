/** For every target: whatever the findings hold, each line of its files is one of the few forms that the target writes. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { DOMParser } from 'linkedom'
import { parseAllDocuments } from 'yaml'
import type { Entry } from '../entry.ts'
import type { RenderOptions, Target } from '../target.ts'
import { EXAMPLES, HOSTILE_FINDINGS, selected } from '../test-findings.ts'
import { TARGETS } from './index.ts'

const NAME = '[a-z0-9_-]+(?:\\.[a-z0-9_-]+)+'
const FOUR = '\\d+\\.\\d+\\.\\d+\\.\\d+'
const SIX = '[0-9a-f:]*:[0-9a-f:.]*'
const SENDER = `[a-z0-9._+=-]+@${NAME}`
/** host, path and query of a URL by value.ts */
const REST = `[A-Za-z0-9\\-._~:/?[\\]@!$&()*+,;=%]+`
const ESCAPED = `(?:[A-Za-z0-9\\-_~:@!&,;=%]|\\\\[.*+?^$\\{\\}()|[\\]\\\\/])+`
const TEXT = '[^\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069\\u200b-\\u200f\\\\]*'
const TAG = 'kyumei [0-9a-f]* [a-z,-]* [0-9.]+ seen [0-9-]+ until [0-9-]+'
/** A row of CSV in which no cell breaks out and none is a formula. */
const CELL = `(?:"(?:[^"\\p{Cc}]|"")*"|(?![=+@\\t-])[^",\\p{Cc}]*)`
const CSV_ROW = `\\ufeff?${CELL}(?:,${CELL})*\\r`

/** File (or its ending) → the forms of its lines, without comments of `#` and blank lines. */
const FORMS: Record<string, string[]> = {
  'kyumei-squid.conf': [
    `acl kyumei_domain dstdomain \\.${NAME}`,
    `acl kyumei_address dst -n (?:${FOUR}|${SIX})`,
    `acl kyumei_url url_regex \\^(?:${ESCAPED}|\\.)+\\$`,
    'http_access deny kyumei_(?:domain|address|url)',
  ],
  'kyumei-domains.txt': [`(?:\\*\\.)?${NAME}`],
  'kyumei-urls.txt': [`(?:\\*\\.)?${NAME}/`, REST],
  'kyumei-addresses.txt': [FOUR, SIX],
  'kyumei.pac': [
    `  "(?:${NAME}|${FOUR}|${SIX})": 1,? // ${TEXT}`,
    `// ${TEXT}`,
    'var kyumeiBlocked = \\{',
    '\\};',
    'var kyumeiBefore = .*',
    'FindProxyForURL = .*',
    '  (?:var|for|return) .*',
    '    if \\(kyumeiBlocked.*',
    '  \\}',
  ],
  'kyumei.rpz.zone': [
    `(?:\\*\\.)?${NAME} CNAME \\.`,
    `(?:32\\.${FOUR}|128\\.[0-9a-z.]+)\\.rpz-ip CNAME \\.`,
    `; ${TEXT}`,
    '\\$TTL 300',
    '@ SOA localhost\\. root\\.localhost\\. \\d+ 3600 600 86400 300',
    '@ NS localhost\\.',
  ],
  'kyumei-unbound.conf': ['server:', `  local-zone: "${NAME}\\." always_nxdomain`],
  'kyumei-dnsmasq.conf': [`local=/${NAME}/`],
  'kyumei-hosts.txt': [`(?:0\\.0\\.0\\.0|::) ${NAME}`],
  'kyumei.nft': [
    `      (?:${FOUR}|${SIX}),`,
    '(?:delete )?table inet kyumei(?: \\{)?',
    '  set address[46] \\{',
    '    type ipv[46]_addr',
    '    elements = \\{',
    ' *\\}',
    '  chain (?:forward|output) \\{',
    '    type filter hook (?:forward|output) priority -10; policy accept;',
    '    ip6? daddr @address[46] counter log prefix "kyumei " reject',
  ],
  'kyumei.ipset': [
    `add kyumei4 ${FOUR} -exist`,
    `add kyumei6 ${SIX} -exist`,
    'create kyumei[46] hash:ip family inet6? -exist',
    'flush kyumei[46]',
  ],
  'kyumei-iptables.sh': [
    'ipset restore < "\\$\\(dirname "\\$0"\\)/kyumei\\.ipset"',
    '(?:ip6?tables -[CID] .*kyumei[46].*)',
    'ipset destroy kyumei[46]',
  ],
  'kyumei-fortigate.txt': [
    'config (?:dnsfilter domain-filter|webfilter urlfilter|firewall (?:address|addrgrp)6?)',
    ' *config entries',
    ' *edit \\d+',
    ' *(?:next|end)',
    `    edit "kyumei-(?:block6?|${FOUR}|${SIX})"`,
    '        set name "kyumei"',
    `                set (?:domain|url) "(?:\\*\\.${NAME}|${REST})"`,
    '                set type (?:wildcard|simple)',
    '                set action block',
    `        set (?:subnet ${FOUR} 255\\.255\\.255\\.255|ip6 ${SIX}/128)`,
    `        set comment "${TAG}"`,
    `        set member(?: "kyumei-[0-9a-f.:]+")+`,
    `    delete (?:\\d+|"kyumei-(?:block6?|[0-9a-f.:]+)")`,
  ],
  'kyumei-asa.txt': [
    `(?:no )?object network KYUMEI-[a-z0-9.-]+`,
    ` fqdn [a-z0-9.-]{1,63}`,
    ` description ${TAG}`,
    '(?:no )?object-group network KYUMEI-BLOCK',
    ` network-object (?:object KYUMEI-[a-z0-9.-]+|host [0-9a-f.:]+)`,
    `!${TEXT}`,
  ],
  'kyumei-rtx.txt': [
    `(?:no )?ip filter \\d+ reject \\* ${FOUR} \\* \\* \\*`,
    `(?:no )?ipv6 filter \\d+ reject \\* ${SIX} \\* \\* \\*`,
    `(?:no )?dns static (?:a ${NAME} 127\\.0\\.0\\.1|aaaa ${NAME} ::1)`,
  ],
  'kyumei.rules': [
    `alert (?:dns|tls|http|ip) \\$HOME_NET any -> (?:any|${FOUR}|\\[${SIX}\\]) any \\(msg:"kyumei [A-Za-z -]+ [A-Za-z0-9./_@-]+"; (?:(?:dns\\.query|tls\\.sni|http\\.host|http\\.uri\\.raw); (?:dotprefix; )?content:"(?:[A-Za-z0-9./_-]|\\|[0-9a-f]{2}\\|)+"; (?:nocase; )?(?:startswith; )?endswith; ){0,2}classtype:trojan-activity; metadata:finding [0-9a-f]*, expires [0-9-]+; sid:1\\d{6}; rev:1;\\)`,
  ],
  header_checks: [
    `/\\^\\(From\\|Sender\\|Reply-To\\|Return-Path\\):[^\\p{Cc}/]*${ESCAPED}\\(\\[\\^a-z0-9\\._-\\]\\|\\$\\)/ REJECT blocked \\([0-9a-f]*\\)`,
  ],
  mime_header_checks: ['/\\^Content-\\(Disposition\\|Type\\):.*/ REJECT attachments of this type are not accepted'],
  sender_access: [`(?:${NAME}|${SENDER}) REJECT blocked \\([0-9a-f]*\\)`],
  client_access: [`(?:${FOUR}|${SIX}) REJECT blocked \\([0-9a-f]*\\)`],
  'main.cf.add': ['[a-z_]+ = (?:check_[a-z_]+ )?(?:regexp|hash):/etc/postfix/kyumei/[a-z_]+'],
  'maps.d/kyumei_senders.map': [`/(?:\\^|\\[@\\.\\])${ESCAPED}\\$/i`, `/\\^\\(\\?:${ESCAPED}\\|${ESCAPED}\\)\\$/i`],
  'maps.d/kyumei_hosts.map': [`/\\(\\^\\|\\\\\\.\\)${ESCAPED}\\$/i`],
  'maps.d/kyumei_urls.map': [`/\\^(?:${ESCAPED}|\\(\\?:%[0-9A-Fa-f]{2}\\|\\.\\))+\\$/`],
  'maps.d/kyumei_addresses.map': [FOUR, SIX],
  'maps.d/kyumei_extensions.map': ['[a-z0-9]+'],
  'kyumei-gmail-blocked-senders.csv': [NAME, SENDER],
  'kyumei-chrome-url-blocklist.txt': [NAME, FOUR, `\\[${SIX}\\]`, `(?:https?|ftp)://${REST}`],
  'kyumei-tenant-block-list.csv': [CSV_ROW],
  'kyumei-defender-files.csv': [CSV_ROW],
  'kyumei-defender-addresses.csv': [CSV_ROW],
  'kyumei-defender-urls.csv': [CSV_ROW],
  'kyumei.csv': [CSV_ROW],
  'kyumei.intel': [
    `#fields\tindicator\tindicator_type\tmeta\\.source\tmeta\\.desc`,
    `[^\\s]+\tIntel::[A-Z_]+\tkyumei\t${TEXT}`,
  ],
}
/** Files in whose format a line is no unit: they are parsed. And those that hold no text of evidence: the same for everybody. */
const PARSED = /\.(json|ioc|yml)$/
const FIXED = /\.(ps1|reg|xml)$|-intune\.txt$|^kyumei-(op25b|only-proxy)|^(multimap|settings)\.conf$/
/** Where `#` begins no comment. */
const NO_COMMENTS = /\.(csv|pac|zone)$|^kyumei-(domains|urls|addresses|chrome-url-blocklist|asa)/

const OPTIONS: RenderOptions = { revoke: false, lang: 'ja', tlp: 'amber' }
const render = (target: Target, selection: ReturnType<typeof selected>, options = OPTIONS) =>
  target.render(selection, options)

function formsOf(name: string): RegExp[] {
  const key = name.replace(/-(?:revoke|remove)(?=\.)/, '')
  const forms = [...(FORMS[key] ?? []), ...(NO_COMMENTS.test(key) ? [] : [`\\s*#${TEXT}`])]
  return forms.map((form) => new RegExp(`^(?:${form})$`, 'u'))
}

function assertForms(name: string, text: string): void {
  const forms = formsOf(name)
  for (const line of text.split('\n').filter((one) => one !== ''))
    assert.ok(
      forms.some((form) => form.test(line)),
      `${name}: ${JSON.stringify(line)}`,
    )
}

function assertParsed(name: string, text: string, entries: Entry[]): void {
  const values = entries.map((entry) => entry.value)
  if (name.endsWith('.yml')) {
    const documents = parseAllDocuments(text)
    const found = JSON.stringify(documents.map((one) => one.toJS() as unknown))
    assert.ok(documents.length <= 4)
    for (const one of entries) if (one.kind === 'address') assert.ok(found.includes(JSON.stringify(one.value)))
    return
  }
  if (name.endsWith('.json')) {
    const found = JSON.parse(text) as {
      objects?: { type: string; name: string }[]
      Event?: { Attribute: { value: string }[] }
    }
    const named = found.objects?.filter((one) => one.type === 'indicator').map((one) => one.name)
    const attributes = found.Event?.Attribute.map((one) => one.value)
    assert.deepEqual(attributes ?? named, attributes ? values : values.map((value) => value.slice(0, 200)))
    return
  }
  const xml = new DOMParser().parseFromString(text, 'text/xml')
  const contents = [...xml.querySelectorAll('Content')].map((one) => one.textContent)
  assert.deepEqual(contents, values)
}

for (const target of TARGETS) {
  describe(target.id, () => {
    test('no finding, however hostile, writes a line of its own', () => {
      fc.assert(
        fc.property(HOSTILE_FINDINGS, fc.boolean(), (findings, revoke) => {
          const selection = selected(findings)
          const entries = selection.entries.filter((entry) => target.kinds.includes(entry.kind))
          const nothing = render(target, selected([]), { ...OPTIONS, revoke })
          for (const [i, { name, text }] of render(target, selection, { ...OPTIONS, revoke }).entries()) {
            if (FIXED.test(name) || target.kinds.length === 0) assert.equal(text, nothing[i]?.text)
            else if (!PARSED.test(name)) assertForms(name, text)
            else if (!revoke || name.endsWith('.json')) assertParsed(name, text, entries)
          }
        }),
        { numRuns: 150 },
      )
    })

    test('the order of the findings changes nothing', () => {
      assert.deepEqual(render(target, selected(EXAMPLES)), render(target, selected([...EXAMPLES].reverse())))
    })

    test('both examples and taking them back are of the known forms, and differ', () => {
      const [there, back] = [OPTIONS, { ...OPTIONS, revoke: true }].map((one) =>
        render(target, selected(EXAMPLES), one),
      )
      for (const { name, text } of [...(there ?? []), ...(back ?? [])])
        if (!PARSED.test(name) && !FIXED.test(name) && target.kinds.length > 0) assertForms(name, text)
      assert.notDeepEqual(there, back)
    })
  })
}

test('every target that can hold an example holds it', () => {
  const selection = selected(EXAMPLES)
  for (const target of TARGETS.filter((one) => one.kinds.length > 0)) {
    const all = render(target, selection)
      .map((part) => part.text)
      .join('')
    for (const entry of selection.entries.filter((one) => target.kinds.includes(one.kind))) {
      const plain = all.replaceAll('\\', '')
      const written = entry.kind === 'url' ? 'files.example-drive.com' : entry.value
      const backwards = /rpz/.test(target.id) && entry.kind === 'address' ? '.rpz-ip CNAME' : written
      const typed = target.id === 'fortigate' && entry.kind === 'url' && plain.includes('holds a question mark')
      const covered = entry.value.startsWith('below.') || typed
      const asIPv6 = target.id === 'exchange-online' && entry.kind === 'address' && !entry.value.includes(':')
      assert.ok(
        plain.includes(backwards) || covered || asIPv6 || plain.includes(written.toUpperCase()),
        `${target.id}: ${entry.value}`,
      )
    }
  }
})

test('the PAC piece keeps the proxy of the file that it is added to', () => {
  const [pac] = render(TARGETS.find((one) => one.id === 'pac') as Target, selected(EXAMPLES))
  const ask = (before: string, host: string) =>
    runInNewContext(`${before}\n${pac?.text}\nFindProxyForURL('http://' + host + '/', host)`, { host }) as string
  const own = 'function FindProxyForURL(url, host) { return "PROXY proxy.example.jp:8080" }'
  assert.equal(ask(own, 'www.example.org'), 'PROXY proxy.example.jp:8080')
  for (const host of ['c2.evil-example.com', 'x.C2.evil-example.com.', '198.51.101.7', '[2400:4000::1:2]'])
    assert.equal(ask(own, host), 'PROXY 127.0.0.1:9', host)
  assert.equal(ask(own, 'notc2.evil-example.com'), 'PROXY proxy.example.jp:8080')
  assert.equal(ask('', 'www.example.org'), 'DIRECT')
})
