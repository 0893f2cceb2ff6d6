import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { DETECTORS } from '../detect/index.ts'
import { filled, type Text } from '../i18n/text.ts'
import { finding, findingsFile } from '../protect/test-findings.ts'
import type { Finding } from '../story/findings.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-explain-'))
after(() => rmSync(folder, { recursive: true }))
const main = resolve(import.meta.dirname, 'main.ts')

const EXPLAINED = ['beacon', 'html-smuggling', 'upload-volume', 'password-attack'].map((id) => {
  const detector = DETECTORS.find((one) => one.id === id)
  assert.ok(detector)
  return detector
})

/** What a scan in that language leaves of each of them; `old` as version 0.8 left it. */
function report(lang: 'ja' | 'en', old = false): string {
  const place = mkdtempSync(join(folder, `${lang}-`))
  const findings = EXPLAINED.map((detector, i) => {
    const explanations: Text = filled(detector.explanation, {
      host: 'PC-01',
      what: { ja: '送信します', en: 'sends it' },
    })
    return finding({
      id: `${i}abcdef`,
      detector: detector.id,
      title: detector.title[lang],
      explanation: explanations[lang],
      ...(old ? {} : { explanations }),
      next_steps: detector.next_steps[lang],
      metrics: { traits: 'html-form, runs', contacts: 5 },
    })
  })
  writeFileSync(join(place, 'findings.json'), JSON.stringify(findingsFile(findings)))
  return place
}

function explain(id: string, place: string, ...options: string[]): string {
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'explain', id, '--workspace', place, ...options],
    { encoding: 'utf8', cwd: folder, env: { ...process.env, LANG: 'C.UTF-8', XDG_STATE_HOME: folder } },
  )
  assert.equal(run.status, 0, run.stderr)
  return run.stdout
}

const JAPANESE = /[ぁ-んァ-ン一-龠]/

test('a finding of a Japanese scan is explained in English alone, and one of an English scan in Japanese alone', () => {
  const [inJapanese, inEnglish] = [report('ja'), report('en')]
  for (const [i, detector] of EXPLAINED.entries()) {
    const english = explain(`${i}abc`, inJapanese, '--lang', 'en')
    assert.doesNotMatch(english, JAPANESE)
    assert.ok(english.includes(detector.title.en) && english.includes(detector.next_steps.en[0] ?? '-'))
    const japanese = explain(`${i}abc`, inEnglish, '--lang', 'ja')
    for (const text of [detector.title.ja, detector.next_steps.ja[0] ?? '-', '入力を送るHTML、Windowsが実行する拡張子'])
      assert.ok(japanese.includes(text), text)
    const prose = japanese.split('\n').filter((line) => !JAPANESE.test(line) && /[a-z]{3,} [a-z]{2,}/.test(line))
    assert.deepEqual(
      prose.map((line) => line.replace(/^ {2}- /, '')).filter((line) => !detector.references.includes(line)),
      [],
    )
  }
})

test('as JSON, too', () => {
  const told = JSON.parse(explain('0abc', report('ja'), '--lang', 'en', '--json')) as Finding
  const [detector] = EXPLAINED
  assert.deepEqual([told.title, told.next_steps], [detector?.title.en, detector?.next_steps.en])
  assert.doesNotMatch(told.explanation, JAPANESE)
})

test('a report of 0.8 kept one language: its explanation is told as it is, with a word about it', () => {
  const place = report('ja', true)
  assert.match(explain('0abc', place, '--lang', 'en'), /keeps this explanation in Japanese alone: scan again/)
  assert.doesNotMatch(explain('0abc', place, '--lang', 'ja'), /もう一度調べる/)
})
