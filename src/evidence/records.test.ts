import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LONGEST_RECORD } from './piece.ts'
import { assemblerOf } from './records.ts'

const assembled = (text: string, chunk = 7): string[] | null => {
  const assembler = assemblerOf(Buffer.from(text), 'utf-8')
  if (!assembler) return null
  let out = ''
  for (let i = 0; i < text.length; i += chunk) out += assembler.push(text.slice(i, i + chunk))
  out += assembler.end()
  return out.split('\n').slice(0, -1)
}

test("tinyproxy's own log gets the header of syslog", () => {
  const text =
    'INFO      Oct 05 09:00:00.123 [1]: Starting main loop.\nCONNECT   Oct 05 09:00:01.123 [1]: Connect (file descriptor 7): 192.168.10.21\nother\n'
  const assembler = assemblerOf(Buffer.from(text), 'utf-8')
  assert.equal(
    `${assembler?.push(text.slice(0, 70))}${assembler?.push(text.slice(70))}${assembler?.end()}`,
    'Oct 05 09:00:00.123 tinyproxy[1]: Starting main loop.\nOct 05 09:00:01.123 tinyproxy[1]: Connect (file descriptor 7): 192.168.10.21\nother\n',
  )
})

test('a list of JSON objects becomes a line an object, whatever the strings hold', () => {
  const list = '[\n  {"a": "x } ] \\" {", "b": [1, {"c": 2}]},\n  {"a": 2}\n]\n'
  assert.deepEqual(assembled(list), ['{"a": "x } ] \\" {", "b": [1, {"c": 2}]}', '{"a": 2}'])
})

test('a list in a list of objects is no record, wherever the file is cut while it is read', () => {
  const list = '[{"a":1},["b",{"c":2}],{"d":3}]'
  for (const chunk of [1, 7, 1000]) assert.deepEqual(assembled(list, chunk), ['{"a":1}', '{"d":3}'])
})

test('the records in a service’s answer are taken out of it', () => {
  const answer = '{"kind": "admin#reports#activities",\n "items": [{"id": {"time": "t"}}, {"id": 2}], "next": {"x": 1}}'
  assert.deepEqual(assembled(answer), ['{"id": {"time": "t"}}', '{"id": 2}'])
  // Google quotes its etags once more
  const tagged =
    '{"kind":"admin#reports#activities","etag":"\\"7dD2/x\\"","items":[\n{"id":1,"etag":"\\"a\\""},\n{"id":2}\n]}\n'
  assert.deepEqual(assembled(tagged), ['{"id":1,"etag":"\\"a\\""}', '{"id":2}'])
  const slack = '{"entries":[\n{"id":1,"action":"user_login"},\n{"id":2}\n],"response_metadata":{"next_cursor":""}}'
  assert.deepEqual(assembled(slack), ['{"id":1,"action":"user_login"}', '{"id":2}'])
})

test('what stands outside a list, or holds no record, stays as it is; an answer without a record is no line', () => {
  const line = 'Oct  5 09:00:01 web1 sshd[812]: Connection closed by "x" [preauth]'
  assert.deepEqual(assembled(`[{"a":1}]\n${line}\n{"b":{"c":1}}\n[{"d":1}]`), [
    '{"a":1}',
    line,
    '{"b":{"c":1}}',
    '{"d":1}',
  ])
  assert.deepEqual(assembled(`{\n "a":1}\n[{"b":1},{"c":1}]`), ['{ "a":1}', '{"b":1}', '{"c":1}'])
  const records = ['{"data":["x",1],"level":"info"}', '{"data":["y"],"level":"warn"}']
  assert.deepEqual(assembled(`${records.join('\n')}\n`), records)
  assert.deepEqual(assembled('{"value":[{"a":1},{"b":'), ['{"a":1}', '{"b":'])
  for (const text of ['{"value":[]}', '{"@odata.context":"x","value":[ ]}\n', '{"Records":[\n]}'])
    assert.deepEqual(assembled(text), [])
})

test('a record without an end is cut, and no piece of it begins as a line does', () => {
  const line = 'Oct  5 09:00:01 web1 sshd[812]: Failed password for root from 203.0.113.9 port 51022 ssh2'
  const long = `x ${line} `.repeat(60_000)
  for (const text of [`[{"a": "${long}`, `Level,Date and Time,Source\n${long}`, `<Events><Event>${long}`]) {
    const pieces = (assembled(text, 500 * (line.length + 3)) ?? []).slice(-2)
    assert.ok(pieces.length === 2 && pieces[1]?.startsWith('… '), text.slice(0, 30))
  }
})

test('objects printed over many lines become a line each', () => {
  assert.deepEqual(assembled('{\n  "a": 1\n}\n{\n  "a": 2\n}\n'), ['{ "a": 1 }', '{ "a": 2 }'])
})

test('the event viewer’s XML becomes a line an event', () => {
  const xml =
    '<?xml version="1.0" encoding="utf-8"?><Events><Event xmlns="x"><System>\n <EventID>4624</EventID></System></Event><Event xmlns="x"><System/></Event></Events>\n'
  assert.deepEqual(assembled(xml), [
    '<Event xmlns="x"><System> <EventID>4624</EventID></System></Event>',
    '<Event xmlns="x"><System/></Event>',
  ])
})

test('events of a line each become a line each, also the ones whose text has line ends; lines of others stay', () => {
  const whole = "<Event xmlns='x'><System/></Event>"
  const broken = "<Event xmlns='x'><EventData>\n  <Data>cmd /c\n  whoami</Data></EventData></Event>"
  const other = 'Oct  5 09:00:01 web1 sshd[812]: Failed password for root from 203.0.113.9 port 51022 ssh2'
  const cut = "<Event xmlns='x'><System>"
  assert.deepEqual(assembled(`${whole}\n${whole}\n${broken}\n${other}\n${cut}\n${whole}\n`), [
    whole,
    whole,
    "<Event xmlns='x'><EventData> <Data>cmd /c whoami</Data></EventData></Event>",
    other,
    cut,
    whole,
  ])
})

test('a quoted cell of many lines becomes one line', () => {
  const csv =
    'レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ\n情報,2026/10/05 9:00:01,x,4624,ログオン,"成功\n\n名前:\t""田中"""\n情報,2026/10/05 9:00:02,x,1,y,z\n'
  assert.deepEqual(assembled(csv), [
    'レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ',
    '情報,2026/10/05 9:00:01,x,4624,ログオン,"成功 ⏎  ⏎ 名前:\t""田中"""',
    '情報,2026/10/05 9:00:02,x,1,y,z',
  ])
})

test('logs of a line a record are left alone', () => {
  for (const log of [
    '{"ts":1,"id.orig_h":"10.0.0.5"}\n{"ts":2}\n',
    '[05/Oct/2026:09:00:01 +0900] a\n',
    'Oct  5 09:00:01 mx1 postfix/smtpd[5]: connect from a[203.0.113.9]\n',
    '<30>Oct  5 09:00:01 ns1 dnsmasq[812]: query[A] a from 10.0.0.5\n',
    '{"kind":"admin#reports#activity","id":{"time":"t"},"items":[]}\n',
  ])
    assert.equal(assembled(log), null, log)
})

test('dhcpd.leases becomes a line a lease; one that the server never finished stays one', () => {
  const leases =
    '# The format of this file is documented in the dhcpd.leases(5) manual page.\nauthoring-byte-order little-endian;\n\nlease 10.0.0.5 {\n  starts 1 2026/10/05 00:00:00;\n  hardware ethernet 00:1b:44:11:3a:b7;\n}\nlease 10.0.0.6 {\n  starts 1 2026/10/05 00:01:00;\nlease 10.0.0.7 {\n  starts 1 2026/10/05 00:02:00;\n}\n'
  assert.deepEqual(assembled(leases)?.slice(3), [
    'lease 10.0.0.5 { starts 1 2026/10/05 00:00:00; hardware ethernet 00:1b:44:11:3a:b7; }',
    'lease 10.0.0.6 { starts 1 2026/10/05 00:01:00;',
    'lease 10.0.0.7 { starts 1 2026/10/05 00:02:00; }',
  ])
  assert.equal(assembled('lease renewed for 10.0.0.5 {eth0}\n'), null)
})

test("a GAM report's cell that was typed over lines is one record; a log that names id.time is left alone", () => {
  const report =
    'actor.email,id.applicationName,id.time,name,NEW_VALUE\ntanaka@example.co.jp,admin,2026-10-05T00:00:01Z,CHANGE_GMAIL_SETTING,"first\nsecond ""x"""\nkuroda@example.co.jp,admin,2026-10-05T00:00:02Z,CREATE_USER,\n'
  assert.deepEqual(assembled(report)?.slice(1), [
    'tanaka@example.co.jp,admin,2026-10-05T00:00:01Z,CHANGE_GMAIL_SETTING,"first ⏎ second ""x"""',
    'kuroda@example.co.jp,admin,2026-10-05T00:00:02Z,CREATE_USER,',
  ])
  assert.equal(assembled('2026-10-05 09:00:01 read id.time and id.applicationName\n'), null)
})

/** a second and more for each that is read again and again; all together take less */
test('records without an end, and millions of blanks in one, take no longer than their size', {
  timeout: 60_000,
}, () => {
  const blanks = ' '.repeat(4_000_000)
  const csv = 'Level,Date and Time,Source\n'
  for (const text of [
    `[{"a": 1${blanks}x}]`,
    `<Events><Event>${blanks}x</Event></Events>`,
    `<Events><Event></Event>${blanks}x`,
    `${csv}"${'a\n'.repeat(2_000_000)}`,
    `${csv}${'a'.repeat(40_000_000)}`,
    `lease 10.0.0.5 {\n${blanks.replaceAll(' ', ' \n')}x`,
  ]) {
    const lines = assembled(text, 65_536) ?? []
    assert.ok(lines.every((line) => line.length < 2 * LONGEST_RECORD))
  }
})
