import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featuresOf, soundOf, WORDINGS } from './wording.ts'

test('figures, links and addresses are one sign each, width and case are one, and nothing invisible tells words apart', () => {
  const same = (a: string, b: string) => assert.deepEqual(featuresOf('', a), featuresOf('', b))
  same('Pay 350 EUR at https://a.example/x', 'pay 1,200 eur at http://b.example')
  same('ｐａｓｓｗｏｒｄ', 'pass\u200bword')
  same('write to a@b.example', 'write to c.d@e.example')
})

test('a text of nothing, of one endless word, or of ten megabytes takes a moment and is everyday', () => {
  for (const text of ['', 'a'.repeat(1e6), 'あ'.repeat(1e7), '\ud800'.repeat(5_000)]) {
    const begun = process.cpuUsage().user
    const { lure, kind, telling } = soundOf(text.slice(0, 10), text)
    assert.ok(process.cpuUsage().user - begun < 2e6)
    assert.ok(lure >= 0 && lure <= 1 && (WORDINGS as readonly string[]).includes(kind) && telling().length <= 3)
  }
})
