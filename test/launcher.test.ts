import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-launcher-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A checkout in which nothing is installed yet; its npm links the packages that stand here instead of fetching them. */
function checkout(name: string, npm: string): { kyumei: string; path: string } {
  const home = join(folder, name)
  const bin = join(folder, `${name}-bin`)
  mkdirSync(home)
  mkdirSync(bin)
  copyFileSync(join(root, 'kyumei'), join(home, 'kyumei'))
  copyFileSync(join(root, 'package.json'), join(home, 'package.json'))
  symlinkSync(join(root, 'src'), join(home, 'src'))
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 })
  return { kyumei: join(home, 'kyumei'), path: `${bin}:/usr/bin:/bin` }
}

test('the first start installs the packages, says so, and goes on; the second starts at once', () => {
  const { kyumei, path } = checkout('fresh', `ln -s "${join(root, 'node_modules')}" node_modules`)
  const first = spawnSync(kyumei, ['--version'], { encoding: 'utf8', env: { PATH: path } })
  assert.equal(first.status, 0, first.stderr)
  assert.match(first.stderr, /first use/)
  assert.match(first.stdout, /^\d+\.\d+\.\d+$/m)
  const second = spawnSync(kyumei, ['--version'], { encoding: 'utf8', env: { PATH: path } })
  assert.deepEqual([second.status, second.stderr], [0, ''])
})

test('an installation that fails is told, with exit 2', () => {
  const { kyumei, path } = checkout('failing', 'exit 1')
  const result = spawnSync(kyumei, ['--version'], { encoding: 'utf8', env: { PATH: path } })
  assert.equal(result.status, 2)
  assert.match(result.stderr, /npm install failed/)
})
