/** What must not happen with damaged, hostile or interrupted input: the commands as a user runs them. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { quine } from '../src/mail/attachment/test-bombs.ts'
import type { EvidenceFile, FindingsFile } from '../src/report/findings.ts'

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
