import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { conformancePage, detectorsPage, formatsPage } from '../scripts/docs.ts'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')

test('docs/formats.md, docs/detectors.md and docs/conformance.md say what the code says (npm run docs)', () => {
  assert.equal(read('docs/formats.md'), formatsPage())
  assert.equal(read('docs/detectors.md'), detectorsPage())
  assert.equal(read('docs/conformance.md'), conformancePage())
})

test('every command of --help is in both READMEs', () => {
  const help = spawnSync(resolve(root, 'kyumei'), ['--help'], { encoding: 'utf8' }).stdout
  const commands = [...help.matchAll(/^ {2}([a-z]+) .*$/gm)].map((match) => match[1]).filter((name) => name !== 'help')
  assert.ok(commands.length >= 8)
  for (const readme of ['README.md', 'README.ja.md'])
    for (const name of commands) assert.ok(read(readme).includes(`kyumei ${name}`), `${readme}: ${name}`)
})

test('both READMEs have the same sections and the same commands', () => {
  const shape = (path: string) => [read(path).match(/^## /gm)?.length, read(path).match(/^```$/gm)?.length]
  assert.deepEqual(shape('README.md'), shape('README.ja.md'))
})

test('every dependency has a reason in docs/dependencies.md', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  for (const name of Object.keys(dependencies)) assert.ok(read('docs/dependencies.md').includes(name), name)
})
