/** A list of computers among the evidence, as a user hands it in. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import type { EvidenceFile } from '../src/evidence/evidence-file.ts'
import { program } from '../src/mail/attachment/test-files.ts'
import type { FindingsFile } from '../src/story/findings.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-list-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const squid = (i: number) =>
  `${1_791_000_000 + i}.000    187 192.168.10.${i % 20} TCP_MISS/200 1000 GET http://www.example.co.jp/${i} - HIER_DIRECT/203.0.113.9 text/html\n`

function scan(name: string, files: Record<string, string | Buffer>, lang: 'ja' | 'en') {
  const [place, out] = [join(folder, name), join(folder, `${name}-report`)]
  mkdirSync(place, { recursive: true })
  const log = Array.from({ length: 50 }, (_, i) => squid(i)).join('')
  for (const [file, content] of Object.entries({ ...files, 'access.log': log }))
    writeFileSync(join(place, file), content)
  const run = spawnSync(KYUMEI, ['scan', place, '--out', out, '--lang', lang], { encoding: 'utf8', cwd: folder })
  const read = <File>(file: string) => JSON.parse(readFileSync(join(out, file), 'utf8')) as File
  const { coverage, stories } = read<FindingsFile>('findings.json')
  return {
    stories,
    ...run,
    rows: read<EvidenceFile>('evidence.json').files.filter((row) => !row.path.endsWith('access.log')),
    facts: coverage.filter((fact) => fact.id.startsWith('inventory-')),
  }
}

/** PC名,IPアドレス,使用者 and a computer of 経理 in CP932, as a spreadsheet in Japan saves it */
const CP932 = Buffer.from(
  '5043 96bc 2c 4950 83418368838c8358 2c 8e67 9770 8ed2 0d0a 50432d8c6f979d 2c3139322e3136382e31302e352c7361746f0d0a'.replaceAll(
    ' ',
    '',
  ),
  'hex',
)

test('it is used as the inventory, said so, and no unread log: exit 0, also at the next scan', () => {
  const list =
    'Computer Name,IP Address,User,OS\nPC-01,192.168.10.5,sato,Windows 11\nPC-02,192.168.10.6,kato,Windows 11\n'
  for (const files of [{ 'assets.csv': list }, { 'assets.csv': list }]) {
    const english = scan('list', files, 'en')
    assert.equal(english.status, 0, english.stdout + english.stderr)
    assert.match(english.stdout, /assets\.csv: used as the inventory \(2 computers, 2 people\)/)
    assert.deepEqual(
      english.rows.map(({ formats, lines, ignored, unparsed, samples }) => [
        formats,
        lines,
        ignored,
        unparsed,
        samples,
      ]),
      [[['inventory'], 3, 3, 0, []]],
    )
    assert.equal(english.facts[0]?.kind, 'assumption')
  }
  const japanese = scan('台帳', { 'PC台帳.csv': CP932 }, 'ja')
  assert.equal(japanese.status, 0, japanese.stdout)
  assert.match(japanese.stdout, /PC台帳\.csv: PC台帳として使いました（端末1台、利用者1人）/)
})

test('a note beside the logs is named and left out, and no unread log; a log in a file of that name is one', () => {
  const note = scan('note', { 'はじめに.txt': '図書館 ログ (2026-10-30〜2026-11-16)\nns  dnsmasq\n' }, 'en')
  assert.equal(note.status, 0, note.stdout + note.stderr)
  assert.match(note.stdout, /はじめに\.txt: left out as a text for people/)
  assert.deepEqual(
    note.rows.map(({ formats, lines, ignored, unparsed }) => [formats, lines, ignored, unparsed]),
    [[['text'], 2, 2, 0]],
  )
  const log = scan('note-log', { 'readme.txt': '2026-10-05 09:00:01 sato did something\n' }, 'ja')
  assert.equal(log.status, 3)
  assert.equal(log.rows[0]?.unparsed, 1)
})

test('whose computer went to the place that a mail names is told by it', () => {
  const mail = [
    'From: x@stranger-mail.com',
    'To: sato@own.example',
    'Delivered-To: sato@own.example',
    'Subject: Invoice',
    'Date: Sun, 03 Oct 2026 12:50:00 +0900',
    'Message-ID: <1@stranger-mail.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See http://invoice-stranger.com/a.zip',
    '--b',
    'Content-Type: application/octet-stream; name=invoice.pdf.exe',
    'Content-Disposition: attachment; filename=invoice.pdf.exe',
    'Content-Transfer-Encoding: base64',
    '',
    program().toString('base64'),
    '--b--',
    '',
  ].join('\r\n')
  const visit = squid(900).replace('192.168.10.0', '192.168.10.5').replace('www.example.co.jp', 'invoice-stranger.com')
  const list = 'Computer Name,IP Address,User\nPC-01,192.168.10.5,sato\n'
  const recipient = (files: Record<string, string>) =>
    scan(`mail-${Object.keys(files).length}`, { 'a.eml': mail, 'b.log': visit, ...files }, 'en').stories.map((story) =>
      story.kind === 'mail' ? [story.host, story.recipient] : [],
    )
  assert.deepEqual(recipient({ 'assets.csv': list }), [['192.168.10.5', 'sato@own.example']])
  assert.deepEqual(recipient({}), [['192.168.10.5', '']])
})

test('a log that nobody knows is not taken for one; what may be either is told how to name it', () => {
  const log = Array.from({ length: 30 }, (_, i) => `PC-0${i % 3},sato,did something ${i}`).join('\n')
  const doubtful = scan('doubtful', { 'a.csv': `Computer,User,What\n${log}\n` }, 'en')
  assert.equal(doubtful.status, 3)
  assert.deepEqual(doubtful.facts, [])
  assert.match(doubtful.stdout, /name it in a kyumei\.yaml \(inventory: \[FILE\]\) and scan with --config/)
  assert.equal(doubtful.rows[0]?.unparsed, 31)
  const other = scan('other', { 'a.csv': 'Key,Value,What\n1,2,3\n' }, 'ja')
  assert.equal(other.status, 3)
  assert.doesNotMatch(other.stdout, /inventory/)
})
