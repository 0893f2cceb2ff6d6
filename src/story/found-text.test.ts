import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNote } from './found-text.ts'

test('notes beside the logs are texts: by their name, or because they are sentences', () => {
  for (const [path, content] of [
    ['a/README.txt', 'Logs (2026-10-01 - 2026-10-31)\nproxy/  Squid 6 (10.0.0.8)\n'],
    ['readme.md', '# Logs\n- dns: BIND\n'],
    ['README', 'proxy: Squid\n'],
    ['はじめに.txt', '図書館 ログ (2026-10-30〜2026-11-16)\nns    dnsmasq 192.168.10.5\n休館日: 月曜\n'],
    ['ログの説明.txt', 'proxy 本社\nfw 支社\n'],
    ['提供資料.txt', 'お世話になっております。\nプロキシのログを送ります。\n\n総務課\n'],
    ['letter.txt', 'Please find the logs of the proxy enclosed.\nThe clock of the firewall is slow.\n'],
  ] as const)
    assert.equal(isNote(path, content), true, path)
})

test('a log is none: it says when, by whatever name; nor is a table, a list, or a file of another kind', () => {
  for (const [path, content] of [
    ['readme.txt', 'Notes\n2026-10-05 09:00:01 user tanaka failed\n'],
    ['readme.txt', 'Oct  5 09:00:01 host x: y\n'],
    ['notes.txt', '1791158401.250 192.168.10.21 something\n'],
    ['はじめに.txt', '2026/10/05 9:00 田中 ログイン\n'],
    ['log.txt', 'user tanaka failed from 192.168.10.21\nuser sato failed from 192.168.10.22\n'],
    ['export.txt', 'Key,Value,What\n1,2,3\n'],
    ['addresses.txt', '192.168.10.21\n192.168.10.22\n'],
    ['readme.log', 'proxy: Squid\n'],
    ['readme.csv', 'a,b\n'],
    ['readme.txt', 'a line\n'.repeat(500)],
  ] as const)
    assert.equal(isNote(path, content), false, path + content.slice(0, 40))
})
