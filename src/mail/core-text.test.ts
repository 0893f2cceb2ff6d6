import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coreText, subjectKey } from './core-text.ts'

test('what a message says itself is left: no greeting, no signature, no quote, no disclaimer', () => {
  const text = `株式会社サンプル
営業部 田中様

いつもお世話になっております。
総務部の山田です。

10月5日の会議の議事録をお送りします。
ご確認のほど、よろしくお願いいたします。

----------------------------------------
財団法人 例示振興会 総務部
山田 太郎
〒100-0001 東京都千代田区千代田1-1
TEL: 03-0000-0000  FAX: 03-0000-0001
E-mail: yamada@example.jp
----------------------------------------

本メールには機密情報が含まれる場合があります。誤って受信された方は削除してください。
`
  assert.equal(
    coreText(text),
    '株式会社サンプル\n\n10月5日の会議の議事録をお送りします。\nご確認のほど、よろしくお願いいたします。',
  )
})

for (const [name, quote] of Object.entries({
  'an Outlook quote': '-----Original Message-----\nFrom: a@example.jp\n元の文',
  'a Japanese Outlook quote':
    '差出人: 山田 <y@example.jp>\n送信日時: 2015年10月5日 9:30\n宛先: 田中\n件名: 議事録\n\n元の文',
  'a Gmail quote': '2015年10月5日(月) 9:30 山田 <y@example.jp>:\n> 元の文',
  'an English quote': 'On Mon, Oct 5, 2015 at 9:30 AM, Yamada <y@example.jp> wrote:\n> original',
  'quoted lines': '> 元の文\n> 続き',
  'a signature without a rule': '例示株式会社 営業部\n山田 太郎\nTEL 03-0000-0000\nE-mail: y@example.jp',
  'a starred signature': '★☆★☆★☆★☆★☆★☆\n例示株式会社\n山田太郎\nTEL 03-0000-0000\n★☆★☆★☆★☆★☆★☆',
  'a standard signature': '-- \nTaro Yamada',
})) {
  test(`${name} is left out`, () => {
    assert.equal(coreText(`承知しました。\n\n${quote}\n`), '承知しました。')
  })
}

test('a sentence that only begins like a greeting or names a firm stays', () => {
  for (const sentence of [
    '本日は休業です。',
    '例示株式会社から見積書が届きました。',
    'From next week the office is closed.',
    '差出人: 不明 のメールが届いています。',
    '電話は03-0000-0000までお願いします。',
  ]) {
    assert.equal(coreText(sentence), sentence)
  }
})

test('the subject of a thread is the same in every mail of it', () => {
  for (const subject of [
    '議事録の件',
    'Re: 議事録の件',
    'RE：Fw: Re[2]: 議事録の件',
    '[kaigi 0123] Re: 議事録の件',
    '[kaigi:123] 議事録の件',
    '返信: 議事録の件',
    'Re:  議事録の件 ',
  ]) {
    assert.equal(subjectKey(subject), '議事録の件', subject)
  }
  assert.equal(subjectKey('ＡＢＣ　Meeting'), 'abc meeting')
})

test('a tag that is part of the matter stays in the subject', () => {
  assert.equal(subjectKey('【重要】議事録'), '【重要】議事録')
  assert.equal(subjectKey('[至急] 2015年度予算'), '[至急] 2015年度予算')
})
