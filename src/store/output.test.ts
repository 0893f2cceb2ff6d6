import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeFolder, replaceFile } from './output.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-output-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is made with those above it, and is no error where it is there', () => {
  const deep = join(folder, 'a/b/c')
  makeFolder(deep, 0o700)
  makeFolder(deep, 0o700)
  assert.equal(statSync(deep).mode & 0o777, 0o700)
})

test('where no folder can be, that is said and ends at once', () => {
  writeFileSync(join(folder, 'file'), '')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
  symlinkSync(join(folder, 'itself'), join(folder, 'itself'))
  const places = ['file', 'file/below', 'dangling', 'itself/below', 'x'.repeat(300)].map((name) => join(folder, name))
  // mkdir there says "not there" of every folder above, for ever
  if (existsSync('/proc/self')) places.push('/proc/kyumei', '/proc/self/kyumei')
  for (const place of places)
    assert.throws(() => makeFolder(place), { name: 'PlaceError', message: /may write to/ }, place)
})

test('a file is replaced as a whole, with the rights it had; a link in its place is replaced, not followed', () => {
  const file = join(folder, 'report.html')
  writeFileSync(file, 'old', { mode: 0o600 })
  replaceFile(file, 'new')
  assert.equal(readFileSync(file, 'utf8'), 'new')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const [victim, link] = [join(folder, 'victim'), join(folder, 'findings.json')]
  writeFileSync(victim, 'precious')
  for (const planted of [link, `${link}.new`]) symlinkSync(victim, planted)
  replaceFile(link, 'new')
  assert.equal(readFileSync(victim, 'utf8'), 'precious')
  assert.equal(readFileSync(link, 'utf8'), 'new')
  assert.throws(() => replaceFile(folder, 'x'), { name: 'PlaceError' })
})
