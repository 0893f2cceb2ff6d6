/** One by one what must never reach a product, for every target: refused with a reason in both languages, and nowhere in the files. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLists } from '../../lists/index.ts'
import { parseConfig } from '../../story/config.ts'
import { judgeBy } from '../allow.ts'
import { finding, selected } from '../test-findings.ts'
import { NOTHING_KNOWN } from '../workspace.ts'
import { TARGETS } from './index.ts'

const MARK = 'must-not-appear'
const REFUSED: Record<string, string> = {
  'a name with a newline': `${MARK}.example.com\nhttp_access allow all`,
  'a name with a quote': `${MARK}".example.com`,
  "a name with the other quote, and a shell's words": `${MARK}'$(reboot).example.com`,
  'a URL of 10 KB': `http://files.example-drive.com/${MARK}${'a'.repeat(10_000)}`,
  'a wildcard': `*.${MARK}.example.com`,
  'a wildcard over a country': '*.jp',
  'a public suffix': 'co.jp',
  "a provider's suffix": 'vercel.app',
  'the whole Internet': '0.0.0.0/0',
  'the whole Internet of IPv6': '::/0',
  'half of the Internet': '128.0.0.0/1',
  'no address': '0.0.0.0',
  'this machine': '127.0.0.1',
  'an address of the inside': '192.168.1.8',
  'an address of the inside, IPv6': 'fd00::1',
  'a link-local address with a zone': 'fe80::1%eth0',
  'a name of the inside': `${MARK}.local`,
  'our own domain': `www.${MARK}-our-example.jp`,
  "our own domain's parent": `${MARK}-our-example.jp`,
  'a name that turns the text round': `${MARK}\u202egpj.example.com`,
}
const TAKEN = {
  'C2.Evil-Example.COM.': 'c2.evil-example.com',
  '日本語.co.jp': 'xn--wgv71a119e.co.jp',
  '2400:4000:0:0:0:0:1:2': '2400:4000::1:2',
  '[2400:4000::1:3]:443': '2400:4000::1:3',
}

const config = parseConfig(`mail: {own_domains: [${MARK}-our-example.jp]}`, 'kyumei.yaml', [])
const judge = judgeBy(config, loadLists(), NOTHING_KNOWN, '2026-10-10')
const selection = selected(
  [...Object.values(REFUSED), ...Object.keys(TAKEN)].map((place, i) =>
    finding({ id: String(i).padStart(16, '0'), detector: 'direct-ip', destinations: [place] }),
  ),
  { judge },
)

test('each is refused with its reason; what is odd but good is taken in its plain form', () => {
  const refusals = new Map(selection.refusals.map((one) => [one.value, one.why]))
  for (const [what, value] of Object.entries(REFUSED)) {
    const why = refusals.get(value)
    assert.ok(why?.ja && why.en, what)
  }
  assert.deepEqual(selection.entries.map(({ value }) => value).sort(), Object.values(TAKEN).sort())
})

for (const target of TARGETS)
  test(`${target.id}: none of it is in the files, there or back`, () => {
    for (const revoke of [false, true])
      for (const { name, text } of target.render(selection, { revoke, lang: 'ja', tlp: 'amber' })) {
        assert.doesNotMatch(text, new RegExp(MARK), name)
        assert.doesNotMatch(text, /\breboot\b|allow all|\u202e|0\.0\.0\.0\/0|::\/0|128\.0\.0\.0\/1/, name)
      }
  })
