import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownText } from './seen-text.ts'

const LURE = 'Your mailbox is full. Sign in within two hours at the page below, or all messages are deleted for good.'

test('a plain text that says the same as the HTML is the text, with the addresses that it spells out', () => {
  const plain = `Your mailbox is full.\nSign in within two hours at the page below <https://mihon.example/a?b=c>, or all messages are deleted for good.`
  assert.equal(shownText(plain, LURE), plain)
})

test('a plain text laid beside a lure does not hide it', () => {
  const plain =
    'The minutes of Tuesday are done. The next meeting is on the ninth, as usual in the small room, with tea.'
  assert.equal(shownText(plain, LURE), `${LURE}\n\n${plain}`)
  assert.equal(shownText('See the HTML.', LURE), `${LURE}\n\nSee the HTML.`)
})

test('one text alone, and an HTML of a word or two, change nothing', () => {
  assert.equal(shownText('', LURE), LURE)
  assert.equal(shownText(LURE, ''), LURE)
  assert.equal(shownText(LURE, 'Open'), LURE)
})
