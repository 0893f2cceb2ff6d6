import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problemInJapanese } from './problem-words.ts'

const JAPANESE = /[ぁ-んァ-ン一-龠]/

/** The texts that stand in the sources as they are; `${…}` is filled with a number, as most are. */
const TEXTS = globSync('src/{evidence,cli}/*.ts', { cwd: new URL('../..', import.meta.url).pathname })
  .filter((path) => !path.endsWith('.test.ts'))
  .flatMap((path) => [
    ...readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').matchAll(
      /\b(?:what|what_to_do): (['"`])(.+?)\1[,\s}]/g,
    ),
  ])
  .map((match) => (match[2] ?? '').replace(/\$\{.*?\}+/g, '7'))

test('every problem that is written in the sources has a Japanese text', () => {
  assert.ok(TEXTS.length > 30)
  assert.deepEqual(
    TEXTS.filter((text) => !JAPANESE.test(problemInJapanese({ what: text, what_to_do: '' }).what)),
    [],
  )
})

test('numbers and names are kept; what has no row stays as it is', () => {
  assert.deepEqual(
    problemInJapanese({
      what: 'lines with a date before 1995 or after tomorrow, kept as unparsed: 500',
      what_to_do: 'Ask.',
    }),
    {
      what: '500行の日付が1995年より前か明日より後です。未解釈の行として残しました',
      what_to_do: 'Ask.',
    },
  )
  assert.equal(
    problemInJapanese({ what: "it could not be read: $& $' EIO", what_to_do: '' }).what,
    "読めませんでした: $& $' EIO",
  )
})
