import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { burn } from '../../node_modules/@kenjiuno/msgreader/lib/Burner.js'
import { readLines } from './lines.ts'
import { mailKind } from './mail-kind.ts'
import { readEvidence } from './read.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-mail-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let n = 0
const newFolder = (name: string) => {
  const path = join(folder, `${name}-${n++}`)
  mkdirSync(path)
  return path
}
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const MAIL =
  'Received: from a by b; Mon, 5 Oct 2015 09:30:00 +0900\r\nFrom: a@example.jp\r\nSubject: x\r\n\r\nthe body\r\n'
const kind = (text: string | Buffer, name = 'x') => mailKind(Buffer.from(text as string), name)

test('mail is recognised by what it holds, whatever its name', () => {
  assert.equal(kind(MAIL), 'rfc822')
  assert.equal(kind(`\ufeff\n${MAIL}`), 'rfc822')
  assert.equal(kind('From: =?iso-2022-jp?B?GyRC?= <a@example.jp>\nTo: b@example.jp\n\n'), 'rfc822')
  assert.equal(kind(`From a@example.jp Mon Oct  5 09:30:00 2015\n${MAIL}`), 'mbox')
  assert.equal(kind(`From - Mon Oct 05 09:30:00 2015\nX-Mozilla-Status: 0001\n${MAIL}`), 'mbox')
  assert.equal(kind(`117       \n${MAIL}<?xml version="1.0"?>`), 'emlx')
  assert.equal(kind('!BDN\0\0'), 'outlook-pst')
  assert.equal(kind('Content-Type: text/plain\n\nhello', 'cut.eml'), 'rfc822')
})

test('what only looks like mail is none: HTTP, logs, key-value files, prose', () => {
  for (const text of [
    'HTTP/1.1 200 OK\r\nDate: Mon, 5 Oct 2015 00:30:00 GMT\r\nContent-Type: text/html\r\n\r\n',
    'Date: 2015-10-05\nContent-Type: text/html\n\n',
    'Oct  5 09:30:00 mx postfix/smtpd[1]: connect from unknown[203.0.113.5]\n',
    '1443994200.123    187 192.168.1.5 TCP_MISS/200 1000 GET http://example.com/ - HIER_DIRECT/203.0.113.5 text/html\n',
    '{"from": "a@example.jp", "subject": "x"}\n',
    'name: kyumei\nversion: 1\nfrom: here\n',
    'From now on the office is closed.\nSubject to change.\n',
    'From: here it goes on\nand on\nand on\nSubject: nothing\n',
  ]) {
    assert.equal(kind(text), null, text)
  }
})

test('a mail on disk is read where it lies; its lines are those of the file, without CR', async () => {
  const path = file('a.txt', MAIL)
  const spool = newFolder('spool')
  const { evidence } = await readEvidence([path], { spool })
  assert.equal(evidence[0]?.mail, 'rfc822')
  assert.equal(evidence[0]?.spool, path)
  assert.deepEqual(readdirSync(spool), [])
  assert.deepEqual(
    [...(await readLines(evidence[0] as NonNullable<(typeof evidence)[0]>, [2, 3, 5]))],
    [
      [2, 'From: a@example.jp'],
      [3, 'Subject: x'],
      [5, 'the body'],
    ],
  )
})

test('cited lines are decoded by what each holds', async () => {
  const sjis = Buffer.from('8b638e96985e', 'hex')
  const jis = Buffer.from('1b24423552397b4b5c1b2842', 'hex')
  const path = file(
    'b.eml',
    Buffer.concat([
      Buffer.from('From: a@example.jp\nSubject: '),
      sjis,
      Buffer.from('\nTo: b@example.jp\n\n'),
      jis,
      Buffer.from('\n見積\n'),
    ]),
  )
  const { evidence } = await readEvidence([path], { spool: newFolder('spool') })
  const lines = await readLines(evidence[0] as NonNullable<(typeof evidence)[0]>, [2, 6])
  assert.deepEqual([lines.get(2), lines.get(6)], ['Subject: 議事録', '見積'])
})

test("an archive's mail stands sealed in the spool: nothing attached is on the disk in clear, and its lines can be read", async () => {
  const secret = 'MZ-this-program-must-not-reach-the-disk'
  const mail = `${MAIL}${secret}\r\n`
  const spool = newFolder('spool')
  const { evidence } = await readEvidence([file('c.eml.gz', gzipSync(mail))], { spool })
  const [one] = evidence
  assert.ok(one?.seal)
  assert.ok(!readFileSync(one.spool).includes('must-not-reach'))
  assert.equal((await readLines(one, [6])).get(6), secret)
})

const zipped = (password: string, name: string, ...more: string[]) => {
  const path = join(folder, `${name}.zip`)
  file('inner.eml', MAIL)
  return spawnSync('zip', ['-q', '-j', ...more, '-P', password, path, join(folder, 'inner.eml')]).status === 0
    ? path
    : null
}
const noZip = !existsSync('/usr/bin/zip') && 'zip is not installed'

test('a ZIP under `infected` is opened; one under another password when it is named; else it is said what to do', {
  skip: noZip,
}, async () => {
  const known = zipped('infected', 'sample') as string
  const other = zipped('s3cret!', 'other', '-0') as string
  const first = await readEvidence([known], { spool: newFolder('spool') })
  assert.deepEqual([first.evidence[0]?.mail, first.problems], ['rfc822', []])
  const closed = await readEvidence([other], { spool: newFolder('spool') })
  assert.equal(closed.evidence.length, 0)
  assert.match(closed.problems[0]?.what_to_do ?? '', /--password/)
  const opened = await readEvidence([other], { spool: newFolder('spool'), passwords: ['wrong', 's3cret!'] })
  assert.deepEqual([opened.evidence.length, opened.problems], [1, []])
})

test('the same mail twice counts once', async () => {
  const { evidence, duplicates } = await readEvidence(
    [file('d1.eml', `X: 1\n${MAIL}`), file('d2.eml', `X: 1\n${MAIL}`)],
    {
      spool: newFolder('spool'),
    },
  )
  assert.deepEqual([evidence.length, duplicates.length], [1, 1])
})

/** A message file as Outlook writes it, with the properties given: [tag, UTF-16 text] or [tag, bytes]. */
function messageFile(
  properties: [string, string | Buffer][],
  attachments: { name: string; content: Buffer }[] = [],
): Buffer {
  type Entry = Parameters<typeof burn>[0][number]
  const entries: Entry[] = [{ name: 'Root Entry', type: 5, length: 0, children: [] }]
  const add = (parent: number, name: string, content: Buffer) => {
    entries[parent]?.children?.push(entries.length)
    entries.push({ name, type: 2, length: content.length, binaryProvider: () => new Uint8Array(content) })
  }
  const directory = (parent: number, name: string) => {
    entries[parent]?.children?.push(entries.length)
    entries.push({ name, type: 1, length: 0, children: [] })
    return entries.length - 1
  }
  add(0, '__properties_version1.0', Buffer.alloc(32))
  for (const [tag, value] of properties)
    add(0, `__substg1.0_${tag}`, typeof value === 'string' ? Buffer.from(value, 'utf16le') : value)
  for (const [i, { name, content }] of attachments.entries()) {
    const at = directory(0, `__attach_version1.0_#0000000${i}`)
    add(at, '__properties_version1.0', Buffer.alloc(8))
    add(at, '__substg1.0_3707001F', Buffer.from(name, 'utf16le'))
    add(at, '__substg1.0_37010102', content)
  }
  return Buffer.from(burn(entries))
}

const OUTLOOK: [string, string][] = [
  ['0037001F', '見積書'],
  ['0C1A001F', '山田 太郎'],
  ['5D01001F', 'yamada@example.jp'],
  ['1000001F', 'いつもお世話になっております。\r\n見積書です。'],
  [
    '007D001F',
    'Received: from a by b; Mon, 5 Oct 2015 09:30:00 +0900\r\nSubject: =?utf-8?B?6KaL56mN5pu4?=\r\nContent-Type: multipart/mixed;\r\n boundary="old"\r\nMessage-ID: <1@example.jp>\r\n',
  ],
]

test("Outlook's message file becomes a mail whose lines can be cited, its attachment never in clear", async () => {
  const program = Buffer.concat([Buffer.from('MZ this is a program'), Buffer.alloc(6_000, 1)])
  const path = file('e.bin', messageFile(OUTLOOK, [{ name: '見積書.exe', content: program }]))
  const spool = newFolder('spool')
  const [one] = (await readEvidence([path], { spool })).evidence
  assert.equal(one?.mail, 'outlook-msg')
  const text = readFileSync(one?.spool ?? '', 'utf8')
  assert.match(
    text,
    /^Received: from a by b.*\nSubject: .*\nMessage-ID: <1@example.jp>\nFrom: "山田 太郎" <yamada@example.jp>\n/,
  )
  assert.ok(text.includes('見積書です。') && text.includes(program.toString('base64').slice(0, 76)))
  assert.ok(!text.includes('MZ this is') && !text.includes('boundary="old"'))
  const again = (await readEvidence([path], { spool: newFolder('spool') })).evidence[0]
  assert.equal(readFileSync(again?.spool ?? '', 'utf8'), text)
})

test('an old Office document is no message file, and a damaged message file is a problem, not a crash', async () => {
  const whole = messageFile(OUTLOOK)
  const office = file('f.doc', Buffer.concat([whole.subarray(0, 8), Buffer.alloc(5_000)]))
  const damaged = file('g.msg', whole.subarray(0, whole.length / 2))
  const { evidence, problems } = await readEvidence([office, damaged], { spool: newFolder('spool') })
  assert.ok(evidence.length <= 1)
  assert.match(problems[0]?.what ?? '', /binary/)
})

/** mulberry32: the same damage on every machine */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

test('sixty damaged copies, cut or with bytes changed, are read as far as they go or named; none stops the reading', async () => {
  const emlx = Buffer.from(`${Buffer.byteLength(MAIL)}\n${MAIL}<?xml version="1.0"?><plist></plist>`)
  const wholes: [string, Buffer][] = [
    ['msg', messageFile(OUTLOOK, [{ name: 'a.exe', content: Buffer.alloc(9_000, 1) }])],
    ['emlx', emlx],
  ]
  const draw = drawn(5)
  for (const [ending, whole] of wholes)
    for (let i = 0; i < 30; i++) {
      const bytes = Buffer.from(whole)
      for (let k = 0; k < i; k++) bytes[Math.floor(draw() * bytes.length)] = Math.floor(draw() * 256)
      const kept = i % 3 === 0 ? bytes.subarray(0, Math.ceil(draw() * bytes.length)) : bytes
      const sound = file(`sound-${ending}-${i}.eml`, `X-Number: ${ending} ${i}\n${MAIL}`)
      const started = performance.now()
      const read = await readEvidence([file(`damaged-${i}.${ending}`, kept), sound], { spool: newFolder('spool') })
      assert.ok(performance.now() - started < 20_000)
      assert.ok(
        read.evidence.some((one) => one.path === sound),
        'what stands beside it is read',
      )
      assert.ok(read.evidence.length + read.problems.length >= 2, `copy ${i} is not passed over in silence`)
    }
})

const enron = join(dirname(import.meta.dirname), '../node_modules/pst-extractor/example/testdata/enron.pst')

test('a store of Outlook becomes one mailbox, with folders', {
  skip: !existsSync(enron) && 'the sample store is absent',
}, async () => {
  const [one] = (await readEvidence([enron], { spool: newFolder('spool') })).evidence
  const text = readFileSync(one?.spool ?? '', 'utf8')
  assert.equal(text.match(/^From outlook-pst /gm)?.length, 71)
  assert.match(text, /^X-Kyumei-Folder: Top of Personal Folders\/lokay-m\/MLOKAY \(Non-Privileged\)\/Sent Items$/m)
})

test('a store of Outlook that is cut or damaged gives what it can, and says that it is', {
  skip: !existsSync(enron) && 'the sample store is absent',
}, async () => {
  const whole = readFileSync(enron)
  const cut = await readEvidence([file('cut.pst', whole.subarray(0, whole.length / 3))], { spool: newFolder('spool') })
  assert.equal(cut.problems.length > 0, true)
  const bytes = Buffer.from(whole)
  const draw = drawn(9)
  for (let k = 0; k < 400; k++) bytes[1024 + Math.floor(draw() * (bytes.length - 1024))] = Math.floor(draw() * 256)
  const damaged = await readEvidence([file('damaged.pst', bytes)], { spool: newFolder('spool') })
  assert.ok(damaged.evidence.length + damaged.problems.length > 0)
})
