import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLists } from '../../lists/index.ts'
import { borrowedName, oddities } from './borrowed-name.ts'

const context = { lists: loadLists() }
const OURS = ['kobogiken.co.jp']
const borrowed = (host: string) => borrowedName(host, OURS, context)?.owner ?? null

test('a known domain inside a longer one, or its letters by others, is borrowed', () => {
  assert.equal(borrowed('paypal.com.session-check.example'), 'paypal.com')
  assert.equal(borrowed('www.amazon.co.jp.signin.example.net'), 'amazon.co.jp')
  assert.equal(borrowed('files.kobogiken.co.jp.storage.example'), 'kobogiken.co.jp')
  assert.equal(borrowed('x.dropbox.com.view.example.org'), 'dropbox.com')
  assert.equal(borrowed('xn--pypal-4ve.com'), 'paypal.com') // Cyrillic а
})

test("an owner's own hosts, a library's way to them, a tenant's name and a foreign alphabet are not", () => {
  assert.equal(borrowed('signin.amazon.co.jp'), null)
  assert.equal(borrowed('mail.kobogiken.co.jp'), null)
  assert.equal(borrowed('docs.google.com.ezproxy.lib.example.ac.jp'), null)
  assert.equal(borrowed('kobogiken.sharepoint.com'), null)
  assert.equal(borrowed('xn--wgv71a119e.example.jp'), null) // 日本語
})

test('cheap ends, seeming suffixes and offices beside a name are odd; plain firms are not', () => {
  assert.ok(oddities('netflix-billing.top', context) >= 3)
  assert.ok(oddities('post.kr.ht', context) >= 1)
  assert.ok(oddities('secure-kunden.example.com', context) === 0) // only the registered name counts
  assert.ok(oddities('bank-login.com', context) >= 1)
  for (const host of ['www.mizuhobank.co.jp', 'portal.tanaka-seiki.co.jp', 'mail.example.com', 'lists.uni-beispiel.de'])
    assert.equal(oddities(host, context), 0, host)
})

test("a brand's word written with other Latin letters is borrowed; words that only begin so are not", () => {
  assert.equal(borrowed('us05web.zoorn-invite.example.net'), null) // the registered name counts
  assert.equal(borrowed('us05web.zoorn-invite.us'), 'zoom.us')
  assert.equal(borrowed('rnicrosoft.com'), 'microsoft.com')
  assert.equal(borrowed('paypa1-help.net'), 'paypal.com')
  assert.equal(borrowed('zoom-invite.us'), null)
  assert.equal(borrowed('corn-trade.com'), null)
})
