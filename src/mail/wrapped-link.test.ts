import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realUrl } from './wrapped-link.ts'

const real = 'https://login.example.net/a?e=taro@example.jp'
const encoded = encodeURIComponent(real)
const base64 = Buffer.from(real).toString('base64url')

for (const [by, url] of [
  ['Safe Links', `https://jpn01.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02&reserved=0`],
  ['URL Defense v3', `https://urldefense.com/v3/__${real}__;!!A1b2!C3d4$`],
  [
    'URL Defense v2',
    `https://urldefense.proofpoint.com/v2/url?u=${encoded.replaceAll('%2F', '_').replaceAll('%', '-')}&d=DwMF`,
  ],
  ['Barracuda', `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1`],
  ['Cisco', `https://secure-web.cisco.com/1aBcD/${encoded}`],
  ['Symantec', `https://clicktime.symantec.com/3abc?u=${encoded}`],
  ['Trellix', `https://protect2.fireeye.com/v1/url?k=1&q=1&u=${encoded}`],
  ['Sophos', `https://jpn.protection.sophos.com/?d=example.net&u=${base64}&i=1`],
  ['Google', `https://www.google.com/url?q=${encoded}&sa=D`],
  ['Google of a country', `https://www.google.co.jp/url?sa=t&url=${encoded}`],
  ['Bing', `https://www.bing.com/ck/a?!&&p=1&u=a1${base64}`],
  ['YouTube', `https://www.youtube.com/redirect?event=1&q=${encoded}`],
  ['Facebook', `https://l.facebook.com/l.php?u=${encoded}&h=1`],
  ['LinkedIn', `https://www.linkedin.com/safety/go?url=${encoded}`],
  ['an advertisement', `https://googleads.g.doubleclick.net/pcs/click?xai=1&adurl=${encoded}`],
  [
    'one in another',
    `https://eur02.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://www.google.com/url?q=${encoded}`)}&data=1`,
  ],
] as const)
  test(`a link by way of ${by} leads where it leads`, () => assert.equal(realUrl(url), real))

test('a translated page, a fast one and a gateway that tells the domain alone', () => {
  assert.equal(
    realUrl('https://www-my--page-example-jp.translate.goog/a?x=1&_x_tr_sl=auto'),
    'https://www.my-page.example.jp/a?x=1&_x_tr_sl=auto',
  )
  assert.equal(realUrl('https://example-net.cdn.ampproject.org/c/s/example.net/page'), 'https://example.net/page')
  assert.equal(realUrl('https://protect-eu.mimecast.com/s/AbCd?domain=example.net'), 'https://example.net/')
})

test('other links, and what only looks wrapped, stay as they are', () => {
  for (const url of [
    'https://www.google.com/search?q=https://example.net/',
    'https://www.youtube.com/watch?v=abc',
    'https://www.linkedin.com/in/somebody',
    'https://www.google.com/url?q=javascript:alert(1)',
    'https://jpn.protection.sophos.com/?d=example.net&u=%%%',
    'https://google.com.example.net/url?q=https://other.example/',
    'https://href.li/?%E0%A4%A',
    'file://server/share',
    'not a url',
  ])
    assert.equal(realUrl(url), url)
})

test('wrapped again and again ends', () => {
  let url = real
  for (let i = 0; i < 8; i++) url = `https://www.google.com/url?q=${encodeURIComponent(url)}`
  assert.ok(realUrl(url).startsWith('https://www.google.com/url?q='))
})
