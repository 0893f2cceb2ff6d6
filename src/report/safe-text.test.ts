import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defang, defangText, mended, printedJson } from './safe-text.ts'

test('in a sentence links, shares, addresses and names of hosts are broken; files, versions and inside addresses stay readable', () => {
  for (const [text, shown] of [
    ['入力したパスワードを login.evil-site.com へ送ります', '入力したパスワードを login[.]evil-site[.]com へ送ります'],
    ['see https://a.evil-site.com/x.html?u=b.c now', 'see hxxps://a[.]evil-site[.]com/x.html?u=b.c now'],
    ['FTP://user@evil-site.com/a', 'FTP://user@evil-site[.]com/a'],
    ['\\\\files.evil-site.com@80\\a.lnk', '\\\\files[.]evil-site[.]com@80\\a.lnk'],
    ['田中 <a.b@evil-site.co.jp>', '田中 <a[.]b@evil-site[.]co[.]jp>'],
    ['from 203.0.113.9:8080 and 192.168.10.5', 'from 203[.]0[.]113[.]9:8080 and 192.168.10.5'],
    ['見積書.pdf.exe in 2026.zip, Windows 10.0.19041.1', '見積書.pdf.exe in 2026.zip, Windows 10.0.19041.1'],
    ['calls out (WScript.Shell, ADODB.Stream)', 'calls out (WScript.Shell, ADODB.Stream)'],
    ['a line\u202e\nb', 'a line‹U+202E›␊b'],
  ] as const)
    assert.equal(defangText(text), shown)
})

test('a place is broken whatever it looks like, and the longest first; an address of the own network stays whole', () => {
  assert.equal(
    defangText('to c2.inside and www.c2.inside, 10.1.2.3', ['c2.inside', 'a.c2.inside', '10.1.2.3', 'to']),
    'to c2[.]inside and www[.]c2[.]inside, 10.1.2.3',
  )
  for (const [text, shown] of [
    ['192.168.10.5', '192.168.10.5'],
    ['172.20.1.1', '172.20.1.1'],
    ['172.32.1.1', '172[.]32[.]1[.]1'],
    ['10.evil-site.com', '10[.]evil-site[.]com'],
    ['10.1.2.3.evil-site.com', '10[.]1[.]2[.]3[.]evil-site[.]com'],
    ['http://10.1.2.3/a', 'hxxp://10[.]1[.]2[.]3/a'],
  ] as const)
    assert.equal(defang(text), shown)
})

test('labels, dots and links without end take no time', () => {
  const began = performance.now()
  for (const one of ['a.', 'a', '1.', 'a-', 'a@a.', 'http://', '\\\\a.', '.']) defangText(one.repeat(200_000), ['a.b'])
  assert.ok(performance.now() - began < 10_000)
})

test('what was copied from a report is whole again', () => {
  assert.equal(mended(defangText('https://a.evil-site.com/x')), 'https://a.evil-site.com/x')
})

test('printed JSON is exact, and moves no terminal', () => {
  const value = { name: 'a\u009b31m\u202egnp.exe\u007f\u001b[0m\u{e0041} 山田', list: [1, null] }
  assert.match(printedJson(value), /^[\n\u0020-\u007e山田]*$/)
  assert.deepEqual(JSON.parse(printedJson(value)), value)
  assert.equal(printedJson([1], 0), '[1]')
})
