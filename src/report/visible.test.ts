import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tableLine, visible } from './visible.ts'

test('what shows nothing, hides or turns is shown; letters, kanji of a chosen form and tabs stay', () => {
  for (const [text, shown] of [
    ['a\u001b[31mb\r\n\0', 'a␛[31mb␍␊␀'],
    ['\u009b31m\u202egnp.exe', '‹U+009B›31m‹U+202E›gnp.exe'],
    ['pay\u00adpal\u034f\u3164', 'pay‹U+00AD›pal‹U+034F›‹U+3164›'],
    ['a\u{e0041}b', 'a‹U+E0041›b'],
    ['\ud800 \udc00 \uffff \ufffe', '‹U+D800› ‹U+DC00› ‹U+FFFF› ‹U+FFFE›'],
    ['葛\u{e0100}城\t東京－大阪 😀 \ufffd', '葛\u{e0100}城\t東京－大阪 😀 \ufffd'],
  ] as const)
    assert.equal(visible(text), shown)
})

test('a line of a table has the columns that it was given', () => {
  assert.equal(tableLine(['a\tb', 'c\nd', '']), 'a␉b\tc␊d\t\n')
})
