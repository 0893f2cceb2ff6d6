import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readValue } from './value.ts'

const value = (text: string) => {
  const read = readValue(text)
  return 'kind' in read ? `${read.kind} ${read.value}` : null
}
const why = (text: string) => {
  const read = readValue(text)
  return 'refused' in read ? read.refused.en : null
}

test('names are lower case, punycode, without a trailing dot', () => {
  assert.equal(value('C2.Evil-Example.COM.'), 'domain c2.evil-example.com')
  assert.equal(value('日本語.jp'), 'domain xn--wgv71a119e.jp')
  assert.equal(value('_dmarc.evil-example.com'), 'domain _dmarc.evil-example.com')
})

test('what is no single place outside is refused, with the reason', () => {
  for (const [text, reason] of [
    ['*.jp', /wildcard/],
    ['*', /wildcard/],
    ['co.jp', /public suffix/],
    ['herokuapp.com', /public suffix/],
    ['fileserver', /inside/],
    ['dc01.corp.local', /inside/],
    ['localhost', /inside/],
    ['0.0.0.0/0', /network/],
    ['::/0', /network/],
    ['192.168.10.20', /not an address of the Internet/],
    ['127.0.0.1', /not an address/],
    ['::ffff:10.0.0.1', /not an address/],
    ['fe80::1%eth0', /neither/],
    ['0x7f.1', /neither|not an address/],
    ['evil-example.com\nhttp_access allow all', /blanks or control/],
    ['evil"example.com', /neither/],
    ['evil\u202eexample.com', /blanks or control/],
    [`http://example.com/${'a'.repeat(10_000)}`, /longer/],
    ['file:///etc/passwd', /not http/],
    ['javascript://%0aalert(1)', /not http/],
    [`${'a'.repeat(64)}.com`, /neither/],
    ['a"b@example.com', /neither/],
  ] as const)
    assert.match(why(text) ?? 'accepted', reason, text)
})

test('addresses lose their port, are written in one way, and mapped ones are IPv4', () => {
  assert.equal(value('198.51.101.7:8443'), 'address 198.51.101.7')
  assert.equal(value('[2400:4000:0:0::1]:443'), 'address 2400:4000::1')
  assert.equal(value('::ffff:198.51.101.7'), 'address 198.51.101.7')
})

test('a URL keeps path and query, and loses account and fragment', () => {
  assert.equal(
    value('HTTPS://me:pw@Drive.Example.com:443/a b'.replace(' ', '%20')),
    'url https://drive.example.com/a%20b',
  )
  assert.equal(value('http://example.com/a\'b|c^d?q="x"#part'), 'url http://example.com/a%27b%7Cc%5Ed?q=%22x%22')
})

const SHAPES = {
  url: /^(https?|ftp):\/\/[a-z0-9._:[\]-]+\/[A-Za-z0-9\-._~:/?[\]@!$&()*+,;=%]*$/,
  domain: /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/,
  address: /^[0-9a-f.:]+$/,
  sender: /^[a-z0-9._+=-]+@[a-z0-9._-]+$/,
  file: /^[0-9a-f]{64}$/,
}

test('whatever comes in, what comes out holds no sign that a target could take for its own', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.tuple(fc.webUrl(), fc.string({ unit: 'binary' })).map(([url, text]) => url + text),
        fc.tuple(fc.domain(), fc.string({ unit: 'grapheme' })).map(([name, text]) => text + name),
        fc.emailAddress(),
        fc.ipV6(),
      ),
      (text) => {
        const read = readValue(text)
        if ('kind' in read) assert.match(read.value, SHAPES[read.kind])
      },
    ),
    { numRuns: 500 },
  )
})
