/** What must not happen with damaged, hostile or interrupted input: the commands as a user runs them. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import type { EvidenceFile } from '../src/evidence/evidence-file.ts'
import { quine } from '../src/mail/attachment/test-bombs.ts'
import type { FindingsFile } from '../src/story/findings.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-bad-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => spawnSync(KYUMEI, args, { encoding: 'utf8', cwd: folder })
const evidenceOf = (out: string) => JSON.parse(readFileSync(join(out, 'evidence.json'), 'utf8')) as EvidenceFile
const squid = (i: number) =>
  `${(1_791_000_000 + i * 0.3).toFixed(3)}    187 192.168.10.${i % 200} TCP_MISS/200 ${1000 + (i % 900)} GET http://www${i % 300}.example.co.jp/${i} - HIER_DIRECT/203.0.113.${i % 250} text/html\n`
const log = (lines: number) => Array.from({ length: lines }, (_, i) => squid(i)).join('')

test('a line of 50 MB is kept, and the lines around it are read', () => {
  const path = join(folder, 'long.log')
  writeFileSync(path, `${squid(1)}${'x'.repeat(50_000_000)}\n${squid(2)}`)
  const out = join(folder, 'long')
  const result = run('scan', path, '--out', out)
  assert.equal(result.status, 0, result.stderr)
  const [file] = evidenceOf(out).files
  assert.deepEqual([file?.lines, file?.parsed, file?.unparsed], [3, 2, 1])
})

test('what may not be read, leads nowhere or is no file is named; the rest is read; exit 3', (t) => {
  // root may read everything: the command then runs as nobody, where nobody may run it
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  if (spawnSync(KYUMEI, ['--version'], nobody).status !== 0)
    return t.skip('only root can run kyumei here, and root may read everything')
  chmodSync(folder, 0o777)
  const place = join(folder, 'rights')
  mkdirSync(join(place, 'closed'), { recursive: true })
  writeFileSync(join(place, 'access.log'), log(10))
  symlinkSync(join(place, 'nowhere'), join(place, 'dangling.log'))
  chmodSync(join(place, 'closed'), 0)
  const out = join(folder, 'rights-report')
  const result = spawnSync(KYUMEI, ['scan', place, '--out', out, '--lang', 'en'], { encoding: 'utf8', ...nobody })
  assert.equal(result.status, 3, result.stderr)
  assert.match(result.stdout, /dangling\.log: it is not there/)
  assert.match(result.stdout, /closed: no right to read it/)
  assert.ok(evidenceOf(out).files.some((file) => file.path.endsWith('access.log') && file.parsed === 10))
})

test('a ZIP that holds itself, as evidence and attached to a mail, ends soon and is told; the rest is read', () => {
  const place = join(folder, 'quine')
  mkdirSync(place)
  writeFileSync(join(place, 'logs.zip'), quine())
  writeFileSync(join(place, 'access.log'), log(10))
  const head = [
    'From: a@partner.example',
    'To: b@office.example',
    'Subject: x',
    'Date: Mon, 05 Oct 2026 10:00:00 +0900',
  ]
  const attachment = [
    'Content-Type: application/zip; name=a.zip',
    'Content-Disposition: attachment; filename=a.zip',
    'Content-Transfer-Encoding: base64',
  ]
  const lines = [...head, 'MIME-Version: 1.0', ...attachment, '', quine().toString('base64'), '']
  writeFileSync(join(place, 'a.eml'), lines.join('\r\n'))
  const out = join(folder, 'quine-report')
  const result = run('scan', place, '--out', out, '--lang', 'en')
  assert.equal(result.status, 3, result.stderr)
  assert.match(result.stdout, /logs\.zip!\/\S+: archives nested deeper than 4/)
  const { findings } = JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as FindingsFile
  const told = findings.filter((finding) => finding.detector === 'archive-unreadable')
  assert.deepEqual(
    told.map((finding) => finding.mails),
    [[join(place, 'a.eml')]],
  )
  assert.match(told[0]?.explanation ?? '', /archives nested too deep/)
  assert.ok(evidenceOf(out).files.some((file) => file.path.endsWith('access.log') && file.parsed === 10))
})

test('a scan killed in the middle leaves nothing by halves: the next one is as if it were the first', async () => {
  const path = join(folder, 'big.log')
  writeFileSync(path, log(600_000))
  const out = join(folder, 'killed')
  const child = spawn(KYUMEI, ['scan', path, '--out', out], { stdio: 'ignore' })
  await new Promise((done) => setTimeout(done, 2_000))
  child.kill('SIGKILL')
  await new Promise((done) => child.once('close', done))
  const again = run('scan', path, '--out', out)
  assert.equal(again.status, 0, again.stderr)
  const [file] = evidenceOf(out).files
  assert.deepEqual([file?.lines, file?.parsed, file?.events], [600_000, 600_000, 600_000])
})

test('two scans at once with one --out: one is done, the other is told to wait and changes nothing', async () => {
  const path = join(folder, 'at-once.log')
  writeFileSync(path, log(200_000))
  const out = join(folder, 'at-once')
  const args = ['scan', path, '--out', out, '--lang', 'en']
  const both = await Promise.all(
    [1, 2].map(
      () =>
        new Promise<[number | null, string]>((done) => {
          const child = spawn(KYUMEI, args, { stdio: ['ignore', 'ignore', 'pipe'] })
          let said = ''
          child.stderr.on('data', (chunk: Buffer) => {
            said += chunk.toString()
          })
          child.once('close', (code) => done([code, said]))
        }),
    ),
  )
  assert.deepEqual(both.map(([code]) => code).sort(), [0, 2], JSON.stringify(both))
  assert.match(both.find(([code]) => code === 2)?.[1] ?? '', /in use by process|at the same moment|another process/)
  const [file] = evidenceOf(out).files
  assert.deepEqual([file?.parsed, file?.events], [200_000, 200_000])
})

test('a scan told to end in the middle leaves nothing by halves', async () => {
  const path = join(folder, 'told-to-end.log')
  writeFileSync(path, log(600_000))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const out = join(folder, signal)
    const child = spawn(KYUMEI, ['scan', path, '--out', out], { stdio: 'ignore' })
    const ended = new Promise((done) => child.once('close', (_, by) => done(by)))
    await new Promise((done) => setTimeout(done, 2_000))
    child.kill(signal)
    assert.equal(await ended, signal)
    assert.equal(existsSync(join(out, 'report.html')), false)
    const again = run('scan', path, '--out', out)
    assert.equal(again.status, 0, again.stderr)
    const [file] = evidenceOf(out).files
    assert.deepEqual([file?.parsed, file?.events], [600_000, 600_000])
  }
})

test('a place that can be no report is named in a sentence, at once: exit 2', () => {
  const path = join(folder, 'place.log')
  writeFileSync(path, log(10))
  const places: [string, RegExp][] = [
    ['', /--out is empty/],
    [path, /is a file/],
    ['/dev/null', /is a file/],
    ['/dev/null/report', /no folder can be made there/],
  ]
  if (existsSync('/proc/self')) places.push(['/proc/report', /no folder/], ['/proc/self', /no folder/])
  for (const [out, said] of places) {
    const result = spawnSync(KYUMEI, ['scan', path, '--out', out], { encoding: 'utf8', cwd: folder, timeout: 60_000 })
    assert.equal(result.status, 2, `${out}: ${result.stderr}`)
    assert.match(result.stderr, said)
  }
})

test('links that the evidence brought along are not written through: neither the report nor its folder', () => {
  const place = join(folder, 'planted')
  const [victim, elsewhere] = [join(folder, 'victim'), join(folder, 'elsewhere')]
  for (const one of [place, elsewhere, join(place, 'report')]) mkdirSync(one)
  writeFileSync(victim, 'precious')
  writeFileSync(join(place, 'access.log'), log(10))
  symlinkSync(victim, join(place, 'report/report.html'))
  symlinkSync(elsewhere, join(place, 'kyumei-report'))
  const scan = (...args: string[]) => spawnSync(KYUMEI, ['scan', '.', ...args], { encoding: 'utf8', cwd: place })
  const byDefault = scan()
  assert.equal(byDefault.status, 2, byDefault.stderr)
  assert.match(byDefault.stderr, /kyumei-report is a link among the evidence/)
  assert.deepEqual(readdirSync(elsewhere), [])
  rmSync(join(place, 'kyumei-report'))
  assert.equal(scan('--out', 'report').status, 3, 'the link is told of')
  assert.equal(readFileSync(victim, 'utf8'), 'precious')
  assert.match(readFileSync(join(place, 'report/report.html'), 'utf8'), /^<!doctype html>/)
  // a link of the user's own is his word
  symlinkSync(elsewhere, join(folder, 'my-link'))
  const mine = run('scan', join(place, 'access.log'), '--out', join(folder, 'my-link'))
  assert.equal(mine.status, 0, mine.stderr)
  assert.ok(readdirSync(elsewhere).includes('report.html'))
})

test('a full disk under --out leaves the earlier report whole', (t) => {
  const disk = join(folder, 'small-disk')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
  if (mounted.status !== 0) return t.skip('a small disk can only be mounted as root')
  try {
    const path = join(folder, 'report-too-large.log')
    writeFileSync(path, log(1000))
    writeFileSync(join(disk, 'findings.json'), '"earlier"')
    const result = run('scan', path, '--out', disk, '--workspace', join(folder, 'beside'), '--lang', 'en')
    assert.equal(result.status, 3, result.stderr)
    assert.match(result.stderr, /disk is full/)
    assert.deepEqual(readdirSync(disk), ['findings.json'])
    assert.equal(readFileSync(join(disk, 'findings.json'), 'utf8'), '"earlier"')
  } finally {
    spawnSync('umount', ['-l', disk])
  }
})

test('what is typed moves no terminal when it is refused', () => {
  for (const args of [
    ['scan', '--\u001b[31mred'],
    ['\u001b]0;title\u0007'],
    ['export', 'a\u202eb\u009b31m'],
    ['explain', '\u001b[2J'],
  ]) {
    const { status, stdout, stderr } = run(...args)
    assert.equal(status, 2, stderr)
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  }
})

test('output that nobody reads is no finding: a full disk is told, a closed pipe is not', (t) => {
  const shell = (command: string) =>
    spawnSync('bash', ['-o', 'pipefail', '-c', command, KYUMEI], { encoding: 'utf8', cwd: folder })
  assert.equal(shell('"$0" formats | head -1').status, 0)
  assert.equal(shell('"$0" export nothing-of-this-name 2>&1 | true').status, 2)
  if (!existsSync('/dev/full')) return t.skip('there is no /dev/full')
  const full = shell('"$0" formats >/dev/full')
  assert.equal(full.status, 3)
  assert.match(full.stderr, /^kyumei: the disk is full\.[^\n]*\n$/)
})

test('a full disk is told in a sentence; nothing hangs; exit 3', (t) => {
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk])
  if (mounted.status !== 0) return t.skip('a small disk can only be mounted as root')
  try {
    const path = join(folder, 'too-much.log')
    writeFileSync(path, log(400_000))
    const small = join(folder, 'small.log')
    writeFileSync(small, log(10))
    const result = run(
      'scan',
      path,
      small,
      '--out',
      join(folder, 'full'),
      '--workspace',
      join(disk, 'workspace'),
      '--lang',
      'en',
    )
    assert.equal(result.status, 3, `${result.stdout}${result.stderr}`)
    assert.match(`${result.stdout}${result.stderr}`, /disk is full/)
  } finally {
    spawnSync('umount', ['-l', disk])
  }
})
