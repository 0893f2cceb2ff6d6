/** Mail and logs together, as a user hands them in: the commands as a user runs them. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { EvidenceFile } from '../src/evidence/evidence-file.ts'
import { testMail, testZip } from '../src/mail/test-mail.ts'
import type { FindingsFile } from '../src/story/findings.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-mails-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => spawnSync(KYUMEI, args, { encoding: 'utf8', cwd: folder })
const put = (path: string, content: string | Buffer) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const filesOf = () => (JSON.parse(readFileSync(join(folder, 'out/evidence.json'), 'utf8')) as EvidenceFile).files
const mail = (subject: string) => testMail({ from: 'yamada@partner.example.jp', subject, text: 'hello' })

put('case/example.co.jp/taro/Maildir/cur/1476059400.M1P2.mx:2,S', mail('in a maildir'))
put(
  'case/box',
  `From a@example.jp Mon Oct 10 09:30:00 2016\n${mail('one')}\nFrom a@example.jp Mon Oct 10 09:31:00 2016\n${mail('two')}`,
)
put('case/saved.txt', mail('saved under any name'))
put('case/more.tar.gz', gzipSync(mail('compressed')))
put('case/sample.zip', testZip('suspicious.eml', mail('sample'), 'infected'))
put('case/closed.zip', testZip('closed.eml', mail('closed'), 'the-password'))
put(
  'case/access.log',
  '1476059400.123    187 192.168.10.5 TCP_MISS/200 1000 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.5 text/html\n',
)

test('a folder of mails, mailboxes, archives and logs is read in one go, by content; what stays closed is said', () => {
  const result = run('scan', 'case', '--out', 'out')
  assert.equal(result.status, 3, result.stderr)
  assert.match(result.stdout, /closed\.eml.*--password/)
  assert.deepEqual(
    filesOf().map(({ path, formats, events }) => [path, formats[0], events]),
    [
      ['case/access.log', 'squid-native', 1],
      ['case/box', 'mbox', 2],
      ['case/example.co.jp/taro/Maildir/cur/1476059400.M1P2.mx:2,S', 'rfc822', 1],
      ['case/more.tar.gz', 'rfc822', 1],
      ['case/sample.zip!/suspicious.eml', 'rfc822', 1],
      ['case/saved.txt', 'rfc822', 1],
    ],
  )
  for (const file of filesOf()) assert.equal(file.lines, file.parsed + file.ignored + file.unparsed, file.path)
})

test('a second scan with the password adds what was closed, and nothing twice', () => {
  const result = run('scan', 'case', '--out', 'out', '--password', 'other', '--password', 'the-password')
  assert.equal(result.status, 0, result.stdout)
  const files = filesOf()
  assert.equal(files.length, 7)
  assert.equal(
    files.reduce((sum, file) => sum + file.events, 0),
    8,
  )
})

test('the report is verified from the evidence, with the password', () => {
  assert.equal(run('verify', 'out', '--password', 'the-password').status, 0)
  assert.equal(run('verify', 'out').status, 3)
})

test('no mail of an archive stands in the spool in clear', () => {
  const spool = join(folder, 'out/workspace/spool')
  for (const name of readdirSync(spool))
    assert.ok(!readFileSync(join(spool, name)).includes('partner.example.jp'), name)
})

test('a finding in a mail cites a line of the file as it stands there, in a message, a mailbox and an archive, and verify holds it', () => {
  const program = Buffer.concat([
    Buffer.from('MZ'),
    Buffer.alloc(62),
    Buffer.from('This program cannot be run in DOS mode.'),
    Buffer.alloc(4_000),
  ])
  const evil = (i: number) =>
    testMail({
      from: 'yamada@partner.example.jp',
      subject: `請求書 ${i}`,
      text: 'ご確認ください。',
      attachments: [{ name: `請求書${i}.pdf.exe`, content: program }],
    })
  put('evil/one.eml', Buffer.from(evil(1).toString('utf8').replaceAll('\n', '\r\n')))
  put(
    'evil/box.mbox',
    `From a@example.jp Mon Oct 10 09:30:00 2016\n${mail('before')}\nFrom a@example.jp Mon Oct 10 09:31:00 2016\n${evil(2)}`,
  )
  put('evil/in.zip', testZip('three.eml', evil(3), 'infected'))
  assert.equal(run('scan', 'evil', '--out', 'out-evil').status, 0)
  const { findings } = JSON.parse(readFileSync(join(folder, 'out-evil/findings.json'), 'utf8')) as FindingsFile
  const cited = findings.filter((one) => one.detector === 'double-extension').flatMap((one) => one.evidence)
  assert.deepEqual([...new Set(cited.map((one) => one.file))].sort(), [
    'evil/box.mbox',
    'evil/in.zip!/three.eml',
    'evil/one.eml',
  ])
  for (const { file, line, text } of cited) {
    if (file.includes('.zip')) continue
    assert.equal(readFileSync(join(folder, file), 'utf8').split(/\r?\n/)[line - 1], text)
  }
  assert.equal(run('verify', 'out-evil').status, 0)
})

test('one message in three mailboxes is judged alike in each, and all who got it are named', () => {
  const got = (who: string) =>
    testMail({
      from: 'yamada@strange.example.com',
      to: 'all@example.co.jp',
      id: 'one@strange.example.com',
      subject: '請求書',
      headers: [
        `Delivered-To: ${who}@example.co.jp`,
        `Received: from strange.example.com (strange.example.com [203.0.113.9]) by mx.example.co.jp for <${who}@example.co.jp>; Mon, 10 Oct 2016 09:30:00 +0900`,
      ],
      text: '請求書を添付しました。',
      attachments: [{ name: '請求書.pdf.js', content: Buffer.from('WScript.Shell') }],
    })
  for (const who of ['aoki', 'baba', 'chiba']) put(`boxes/${who}.eml`, got(who))
  const result = run('scan', 'boxes', '--out', 'boxes-out')
  assert.equal(result.status, 0, result.stderr)
  const found = JSON.parse(readFileSync(join(folder, 'boxes-out/findings.json'), 'utf8')) as FindingsFile
  const extension = found.findings.filter(({ detector }) => detector === 'double-extension')
  assert.deepEqual(
    extension.map(({ mails, accounts }) => [mails.length, accounts]),
    [[3, ['aoki@example.co.jp', 'baba@example.co.jp', 'chiba@example.co.jp']]],
  )
  assert.deepEqual(new Set(found.mails.map((row) => [row.verdict, row.kind, row.confidence].join())).size, 1)
  assert.deepEqual(found.mails.flatMap(({ recipients }) => recipients).sort(), extension[0]?.accounts)
})
