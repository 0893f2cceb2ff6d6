import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { crc32, gzipSync, zstdCompressSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { archive, zip } from '../mail/attachment/test-archives.ts'
import { nestedBomb, quine } from '../mail/attachment/test-bombs.ts'
import { recogniseEncoding } from './decode.ts'
import { LONGEST_LINE } from './leaf.ts'
import { readEvidence } from './read.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-evidence-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let n = 0
const spool = () => {
  const path = join(folder, `spool-${n++}`)
  mkdirSync(path)
  return path
}
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const SQUID =
  '1475629201.123    187 192.168.10.21 TCP_MISS/200 520 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html'

/** 日本語のログ in CP932, EUC-JP and ISO-2022-JP */
const JAPANESE: [string, string][] = [
  ['shift_jis', '93fa967b8cea82cc838d834f0a'],
  ['euc-jp', 'c6fccbdcb8eca4cea5eda5b00a'],
  ['iso-2022-jp', '1b2442467c4b5c386c244e256d25301b28420a'],
]

for (const [encoding, hex] of JAPANESE) {
  test(`Japanese in ${encoding} is recognised and decoded`, async () => {
    const path = file(`${encoding}.log`, Buffer.from(hex, 'hex'))
    const { evidence } = await readEvidence([path], { spool: spool() })
    assert.equal(evidence[0]?.encoding, encoding)
    assert.equal(readFileSync(evidence[0]?.spool ?? '', 'utf8'), '日本語のログ\n')
  })
}

test('western letters with accents are no Japanese, and half-width kana is', () => {
  const german = 'Kennung,Datum,Zeit,Prüfzeit,Erläuterung für Größe und Übertragung\r\n'
  assert.equal(recogniseEncoding(Buffer.from(german, 'latin1')), 'windows-1252')
  assert.equal(recogniseEncoding(Buffer.from('réseau privé, échec de la requête\n', 'latin1')), 'windows-1252')
  assert.equal(recogniseEncoding(Buffer.from('Datum;Uhrzeit;Aktion;Größe\n', 'latin1')), 'windows-1252')
  // half-width kana, and kanji alone between ASCII letters beside whole words
  assert.equal(
    recogniseEncoding(Buffer.from('ccdfdbb7bc20bbb0cade208354815b836f82cc838d834f82cc8b4c985e0a', 'hex')),
    'shift_jis',
  )
  assert.equal(
    recogniseEncoding(Buffer.from('6188ea622063889f64208354815b836f82cc838d834f82cc8b4c985e0a', 'hex')),
    'shift_jis',
  )
})

test('UTF-16 with CRLF becomes UTF-8 with LF', async () => {
  const path = file('utf16.log', Buffer.from('\ufeffone\r\n二\r\n', 'utf16le'))
  const { evidence } = await readEvidence([path], { spool: spool() })
  assert.equal(readFileSync(evidence[0]?.spool ?? '', 'utf8'), 'one\n二\n')
})

test('lone CR ends a line', async () => {
  const { evidence } = await readEvidence([file('cr.log', 'a\rb\r')], { spool: spool() })
  assert.equal(readFileSync(evidence[0]?.spool ?? '', 'utf8'), 'a\nb\n')
})

test('the byte order mark of a file that was joined to another belongs to no line, in every encoding; elsewhere it stays', async () => {
  const text = `${SQUID}\n\ufeff${SQUID} b\n${SQUID}\ufeff\n`
  const wanted = `${SQUID}\n${SQUID} b\n${SQUID}\ufeff\n`
  const wide = Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le')
  for (const [name, bytes] of [
    ['joined.log', Buffer.from(text)],
    ['joined-crlf.log', Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')} `)],
    ['joined-utf16.log', wide],
  ] as const) {
    const { evidence } = await readEvidence([file(name, bytes)], { spool: spool() })
    assert.equal(readFileSync(evidence[0]?.spool ?? '', 'utf8').trimEnd(), wanted.trimEnd(), name)
  }
})

test('a UTF-16 file with half a character at its end is read to there', async () => {
  const bytes = Buffer.from(`\ufeff${SQUID}\r\n${SQUID} b\r\n`, 'utf16le')
  const { evidence } = await readEvidence([file('odd.log', bytes.subarray(0, -1))], { spool: spool() })
  assert.match(readFileSync(evidence[0]?.spool ?? '', 'utf8'), / b\n/)
})

test('a line without an end goes on as lines of a bounded length, whether the file is copied or not', async () => {
  const long = 'x'.repeat(LONGEST_LINE)
  for (const [name, start] of [
    ['plain.log', 'a\n'],
    ['marked.log', '\ufeffa\n'],
  ] as const) {
    const { evidence } = await readEvidence([file(name, `${start}${long}xyz\nb\n${long}\nc\n`)], { spool: spool() })
    const text = readFileSync(evidence[0]?.spool ?? '', 'utf8')
    assert.ok(text === `a\n${long}\n… xyz\nb\n${long}\nc\n`, name)
  }
})

test('a character cut by the end of the sample does not change the encoding', () => {
  assert.equal(recogniseEncoding(Buffer.from('日本語').subarray(0, 8)), 'utf-8')
})

test('rotated logs come oldest first, and the same content counts once', async () => {
  const logs = join(folder, 'rotated')
  mkdirSync(logs)
  writeFileSync(join(logs, 'access.log'), 'new\n')
  writeFileSync(join(logs, 'access.log.1'), 'older\n')
  writeFileSync(join(logs, 'access.log.2.gz'), gzipSync('oldest\n'))
  writeFileSync(join(logs, 'copy.log'), 'new\n')
  symlinkSync(logs, join(logs, 'loop'))
  const { evidence, duplicates } = await readEvidence([logs], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => readFileSync(one.spool, 'utf8').trim()),
    ['oldest', 'older', 'new'],
  )
  assert.equal(duplicates.length, 1)
})

test('what a truncated gz still gives is kept, and said', async () => {
  const whole = gzipSync(Array.from({ length: 5000 }, (_, i) => `line ${i * 7919}`).join('\n'))
  const { evidence, problems } = await readEvidence([file('cut.gz', whole.subarray(0, whole.length / 2))], {
    spool: spool(),
  })
  assert.ok(readFileSync(evidence[0]?.spool ?? '', 'utf8').startsWith('line 0\nline 7919\n'))
  assert.equal(problems.length, 1)
})

test('a tar entry that points outside is read, reported, and written nowhere', async () => {
  const tar = pack()
  tar.entry({ name: '../../evil.log' }, 'evil\n')
  tar.entry({ name: 'good.log' }, 'good\n')
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  const { evidence, problems } = await readEvidence([file('a.tar.gz', gzipSync(Buffer.concat(chunks)))], {
    spool: spool(),
  })
  assert.deepEqual(
    evidence.map((one) => one.path.split('!/')[1]),
    ['../../evil.log', 'good.log'],
  )
  assert.match(problems[0]?.what ?? '', /outside/)
})

/** a stored ZIP's bytes: local headers, directory, end */
function storedZip(entries: [string | Buffer, string][], at = 0): Buffer {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []]
  let offset = at
  for (const [title, text] of entries) {
    const [name, data] = [Buffer.from(title), Buffer.from(text)]
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20)
    head.writeUInt32LE(crc32(data), 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    locals.push(Buffer.from('PK\x03\x04'), head, name, data)
    central.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, tail, name)
    offset += 30 + name.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

test('names of a ZIP that point outside are read, reported, written nowhere, and end nothing; CP932 names are decoded', async () => {
  const japanese = Buffer.from('93fa967b8cea2e6c6f67', 'hex') // 日本語.log
  const zip = storedZip([
    ['first.log', 'first\n'],
    ['../../evil.log', 'evil\n'],
    ['/etc/passwd.log', 'absolute\n'],
    ['C:\\windows\\a.log', 'drive\n'],
    [japanese, 'last\n'],
  ])
  const { evidence, problems } = await readEvidence([file('outside.zip', zip)], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => one.path.split('!/')[1]).sort(),
    ['../../evil.log', '/etc/passwd.log', 'C:\\windows\\a.log', 'first.log', '日本語.log'].sort(),
  )
  assert.deepEqual(
    problems.map(({ path, what }) => [path.split('!/')[1], what]),
    ['../../evil.log', '/etc/passwd.log', 'C:\\windows\\a.log'].map((name) => [
      name,
      'its name points outside the archive',
    ]),
  )
})

test('a ZIP with two directories shows both; one that is cut says so', async () => {
  const hidden = storedZip([['invoice.exe', 'MZ']])
  const both = Buffer.concat([hidden, storedZip([['a.log', 'a line\n']], hidden.length)])
  const { evidence, problems } = await readEvidence([file('two.zip', both)], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => one.path.split('!/')[1]),
    ['a.log'],
  )
  assert.deepEqual(
    problems.map(({ what }) => what),
    ['it has two directories: a.log / invoice.exe'],
  )
  const cut = await readEvidence([file('cut.zip', both.subarray(0, both.length - 30))], { spool: spool() })
  assert.equal(cut.problems.length, 1)
})

test('a ZIP whose only file is itself ends at a bounded depth, and says where; what stands beside it is read', async () => {
  const place = join(folder, 'quine')
  mkdirSync(place)
  writeFileSync(join(place, 'a.zip'), quine())
  writeFileSync(join(place, 'b.log'), 'a line\n')
  const { evidence, problems } = await readEvidence([place], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => one.path),
    [join(place, 'b.log')],
  )
  assert.deepEqual(
    problems.map(({ path, what }) => [path.split('!/').length, what]),
    [[5, 'archives nested deeper than 4']],
  )
})

test('a bomb of bombs (as 42.zip) is stopped by what it unpacks to, said once, and leaves nothing in the spool', async () => {
  const place = spool()
  const bomb = file('bomb.zip', nestedBomb(2, 16, 300))
  const after = file('c.zip', zip([{ name: 'c.log', content: 'a line\n' }]))
  const { evidence, problems } = await readEvidence([bomb, after], { spool: place })
  assert.deepEqual(
    evidence.map((one) => one.path),
    [`${after}!/c.log`],
  )
  assert.deepEqual(
    problems.map(({ path, what }) => [path, what.replace(/:.*/, '')]),
    [[`${bomb}!/0.zip!/0.zip!/huge.log`, 'the archive unpacks to more than 250 times its size, as bombs do']],
  )
  assert.equal(readdirSync(place).length, 1)
})

test('a bomb deeper than archives are opened ends soon, too', async () => {
  const { evidence, problems } = await readEvidence([file('deep.zip', nestedBomb(4, 16, 400))], { spool: spool() })
  assert.deepEqual(evidence, [])
  assert.deepEqual(
    [...new Set(problems.map(({ what }) => what.replace(/:.*/, '')))],
    ['archives nested deeper than 4', 'the archive unpacks to more than 250 times its size, as bombs do'],
  )
})

test('a missing path is a problem, not a crash', async () => {
  const { problems } = await readEvidence([join(folder, 'absent')], { spool: spool() })
  assert.equal(problems.length, 1)
})

test('a link in a folder is followed inside it, to what else was handed in, and nowhere else', async () => {
  const [place, other, outside] = ['linked', 'also-named', 'not-named'].map((name) => join(folder, name))
  assert.ok(place && other && outside)
  for (const one of [join(place, 'sub'), other, outside]) mkdirSync(one, { recursive: true })
  writeFileSync(join(place, 'sub', 'a.log'), 'a line\n')
  writeFileSync(join(other, 'b.log'), 'another line\n')
  writeFileSync(join(outside, 'c.log'), 'no line of the evidence\n')
  symlinkSync('sub/a.log', join(place, 'current.log'))
  symlinkSync('.', join(place, 'loop'))
  symlinkSync(other, join(place, 'other'))
  symlinkSync(outside, join(place, 'out'))
  symlinkSync(join(outside, 'c.log'), join(place, 'c.log'))
  symlinkSync('/dev/zero', join(place, 'endless.log'))
  symlinkSync(place, join(folder, 'link-to-it'))
  const short = (path: string) => path.slice(folder.length + 1)
  const { evidence, problems } = await readEvidence([join(folder, 'link-to-it'), other], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => short(one.path)),
    ['link-to-it/current.log', 'link-to-it/other/b.log'],
  )
  assert.deepEqual(
    problems.map(({ path, what }) => [short(path), what]),
    ['c.log', 'endless.log', 'out'].map((name) => [
      `link-to-it/${name}`,
      'a link that leads out of what was handed in',
    ]),
  )
  const named = await readEvidence([join(place, 'out')], { spool: spool() })
  assert.deepEqual([named.evidence.length, named.problems], [1, []])
})

test("a mail program's own files beside the mails are passed over; a log of that name elsewhere is read", async () => {
  const place = join(folder, 'maildir')
  for (const part of ['cur', 'new']) mkdirSync(join(place, part), { recursive: true })
  for (const name of ['dovecot.index.log', 'dovecot-uidlist', 'maildirsize', 'cur/1'])
    writeFileSync(join(place, name), `${name}\n`)
  const elsewhere = join(folder, 'logs')
  mkdirSync(elsewhere)
  for (const name of ['dovecot.log', 'Inbox', 'Inbox.msf', 'a.msf'])
    writeFileSync(join(elsewhere, name), `${name} log\n`)
  const { evidence, problems } = await readEvidence([place, elsewhere], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => one.path.slice(folder.length + 1)),
    ['maildir/cur/1', 'logs/Inbox', 'logs/a.msf', 'logs/dovecot.log'],
  )
  assert.deepEqual(problems, [])
})

test('a gzip that holds a binary file is named and passed over, however large: what stands beside it is read', async () => {
  const place = join(folder, 'captures')
  mkdirSync(place)
  const capture = Buffer.alloc(40_000_000)
  capture.write('d4c3b2a1', 0, 'hex')
  writeFileSync(join(place, 'a.pcap.gz'), gzipSync(capture))
  writeFileSync(join(place, 'b.log.gz'), gzipSync('a line\n'))
  const { evidence, problems } = await readEvidence([place], { spool: spool() })
  assert.deepEqual(
    evidence.map((one) => one.path.slice(place.length + 1)),
    ['b.log.gz'],
  )
  assert.deepEqual(
    problems.map(({ path, what }) => [path.slice(place.length + 1), what]),
    [['a.pcap.gz', 'a binary file, not a log']],
  )
})

test('joined gzips are whole; one that is cut says so', async () => {
  const whole = Buffer.concat([gzipSync('first line\n'.repeat(300)), gzipSync('second\n')])
  const joined = await readEvidence([file('joined.log.gz', whole)], { spool: spool() })
  assert.deepEqual(joined.problems, [])
  assert.match(readFileSync(joined.evidence[0]?.spool ?? '', 'utf8'), /second\n$/)
  const cut = await readEvidence([file('cut.log.gz', gzipSync('a line\n'.repeat(300)).subarray(0, 40))], {
    spool: spool(),
  })
  assert.match(cut.problems[0]?.what ?? '', /cut or damaged/)
})

test('a file whose name is not UTF-8 is said to be so, not to be missing', async () => {
  const place = join(folder, 'old-server')
  mkdirSync(place)
  writeFileSync(
    Buffer.concat([Buffer.from(`${place}/`), Buffer.from([0x83, 0x8d, 0x83, 0x4f]), Buffer.from('.log')]),
    'a line\n',
  )
  const { problems } = await readEvidence([place], { spool: spool() })
  assert.deepEqual(
    problems.map((one) => one.what),
    ['its name is not valid UTF-8'],
  )
})

/** `one` and `two` on lines of their own, packed by bzip2 1.0.8 and xz 5.4 */
const BZIP2 = '425a6839314159265359a7142b77000002c180001002018480200021800c0238f51b8bb9229c2848538a15bb80'
const XZ =
  'fd377a585a000004e6d6b4460200210116000000742fe5a30100076f6e650a74776f0a0051ab9eaf5775704900012008bb19d9bb1fb6f37d010000000004595a'

test('logs that rotation packed with bzip2, xz or Zstandard are read; what a cut one still gives is kept', async () => {
  const text = 'one\ntwo\n'
  const packed = {
    'a.log.bz2': Buffer.from(BZIP2, 'hex'),
    'a.log.xz': Buffer.from(XZ, 'hex'),
    'a.log.zst': zstdCompressSync(text),
  }
  for (const [name, bytes] of Object.entries(packed)) {
    const { evidence, problems } = await readEvidence([file(name, bytes)], { spool: spool() })
    assert.deepEqual(problems, [], name)
    assert.equal(readFileSync(evidence[0]?.spool ?? '', 'utf8'), text, name)
  }
  for (const [name, bytes] of Object.entries(packed)) {
    const { problems } = await readEvidence([file(`cut-${name}`, bytes.subarray(0, -6))], { spool: spool() })
    assert.match(problems[0]?.what ?? '', /cut or damaged/, name)
  }
})

/** 45,899,235 times `a`, packed by bzip2 1.0.8 */
const BZIP2_RUN = '425a6839314159265359c26d2af3015f8e0100a0000008200030804d4642a025a90a8097177245385090c26d2af3'

test('a bzip2 of a hundred kilobytes that unpacks to 138 GB is stopped before it fills the memory', async () => {
  const bomb = Buffer.from(BZIP2 + BZIP2_RUN.repeat(3_000), 'hex')
  const { evidence, problems } = await readEvidence([file('bomb.log.bz2', bomb)], { spool: spool() })
  assert.deepEqual(
    problems.map(({ what }) => what.replace(/:.*/, '')),
    ['the archive unpacks to more than 250 times its size, as bombs do'],
  )
  assert.deepEqual(evidence, [])
})

test('logs and mails in 7z are read, with a password too; what stays closed or is damaged is said', async () => {
  const mail = 'From: a@example.jp\nTo: b@example.jp\nSubject: x\nDate: Mon, 05 Oct 2026 10:00:00 +0900\n\nhello\n'
  const files = { 'proxy.log': `${SQUID}\n`, 'a.eml': mail }
  const archives = {
    'plain.7z': archive('7z', files),
    'locked.7z': archive('7z', files, '-phimitsu'),
    'hidden.7z': archive('7z', files, '-phimitsu', '-mhe=on'),
  }
  for (const [name, bytes] of Object.entries(archives)) {
    const path = file(name, bytes)
    const { evidence, problems } = await readEvidence([path], { spool: spool(), passwords: ['no', 'himitsu'] })
    assert.deepEqual(problems, [], name)
    assert.deepEqual(
      evidence.map((one) => [one.path, one.mail]).sort(),
      [
        [`${path}!/a.eml`, 'rfc822'],
        [`${path}!/proxy.log`, undefined],
      ],
      name,
    )
    const log = evidence.find((one) => !one.mail)
    assert.equal(readFileSync(log?.spool ?? '', 'utf8'), `${SQUID}\n`, name)
  }
  for (const name of ['locked.7z', 'hidden.7z'] as const) {
    const closed = await readEvidence([file(`closed-${name}`, archives[name])], { spool: spool(), passwords: ['no'] })
    assert.match(closed.problems[0]?.what ?? '', /^encrypted/, name)
  }
  const cut = await readEvidence([file('cut.7z', archives['plain.7z'].subarray(0, 60))], { spool: spool() })
  assert.match(cut.problems[0]?.what ?? '', /cut or damaged/)
})

test('a text that begins like an archive is a log', async () => {
  const { evidence, problems } = await readEvidence([file('BZh.log', 'BZh9 is no block\n')], { spool: spool() })
  assert.deepEqual(problems, [])
  assert.equal(evidence.length, 1)
})

test('what a scan itself writes, and an earlier report, are no evidence; a log or mail beside them is', async () => {
  const root = join(folder, 'case')
  const out = join(root, 'out')
  const older = join(root, 'older')
  for (const dir of [out, older]) {
    mkdirSync(join(dir, 'workspace/engine'), { recursive: true })
    for (const name of ['report.html', 'findings.json', 'evidence.json', 'workspace/engine/a.log'])
      writeFileSync(join(dir, name), `${dir} ${name}`)
    writeFileSync(join(dir, 'access.log'), `${SQUID} ${dir}\n`)
  }
  const options = { spool: spool(), own: { out, workspace: join(out, 'workspace') } }
  const { evidence, problems } = await readEvidence([root], options)
  assert.deepEqual(
    evidence.map((one) => one.path),
    [join(older, 'access.log'), join(out, 'access.log')],
  )
  assert.deepEqual(
    problems.map(({ path }) => path),
    [older],
  )
})

test('a folder that the report is written into is read, at the first scan and at the second', async () => {
  const out = join(folder, 'here')
  mkdirSync(join(out, 'workspace'), { recursive: true })
  writeFileSync(join(out, 'access.log'), `${SQUID}\n`)
  const options = { spool: spool(), own: { out, workspace: join(out, 'workspace') } }
  const paths = async () => (await readEvidence([out], options)).evidence.map((one) => one.path)
  assert.deepEqual(await paths(), [join(out, 'access.log')])
  for (const name of ['report.html', 'findings.json', 'evidence.json']) writeFileSync(join(out, name), name)
  assert.deepEqual(await paths(), [join(out, 'access.log')])
})

test('evidence in a folder called workspace is read, though the scan keeps its own things there', async () => {
  const root = join(folder, 'called-workspace')
  const workspace = join(root, 'workspace')
  mkdirSync(join(workspace, 'engine'), { recursive: true })
  for (const name of ['access.log', 'engine/a.log', 'held-by', 'scan.json'])
    writeFileSync(join(workspace, name), `${SQUID} ${name}\n`)
  const paths = async (path: string) =>
    (await readEvidence([path], { spool: spool(), own: { out: root, workspace } })).evidence.map((one) => one.path)
  assert.deepEqual(await paths(root), [join(workspace, 'access.log')])
  assert.deepEqual(await paths(workspace), [join(workspace, 'access.log')])
  for (const name of ['report.html', 'findings.json', 'evidence.json']) writeFileSync(join(root, name), name)
  assert.deepEqual(await paths(root), [join(workspace, 'access.log')])
})
