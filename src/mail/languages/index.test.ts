import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCalledAbroad, saysAbroad } from './index.ts'
import { anyOf, inOneSentence } from './language.ts'

test('a language is asked where its words stand, and no other where they do not', () => {
  const german = 'Das Konto wird morgen gesperrt, wenn Sie nicht bis heute Abend antworten. Die Frist ist von uns.'
  assert.ok(saysAbroad('accountLost', german))
  const english = `The meeting is about the conto project. Its working title is “conto bloccato”, which we shall change; the others agree that nothing else has to be done before Friday.`
  assert.ok(!saysAbroad('accountLost', english))
})

test('a phrase is too short to tell its language, and is asked in all', () => {
  assert.ok(saysAbroad('deadline', 'innerhalb von 24 Stunden'))
  assert.ok(saysAbroad('deadline', '48시간 이내에 확인'))
  assert.ok(!saysAbroad('deadline', 'geöffnet bis 18 Uhr'))
})

test('Japanese is not read as Chinese', () => {
  assert.ok(saysAbroad('accountLost', '您的邮箱密码即将到期'))
  assert.ok(!saysAbroad('transfer', '付款についてのお知らせです'))
})

test("an office that cares for mail is known by its whole name, not by a part of somebody else's", () => {
  assert.ok(isCalledAbroad('caretaker', 'Service informatique'))
  assert.ok(isCalledAbroad('caretaker', 'Sistem Yöneticisi'))
  assert.ok(!isCalledAbroad('caretaker', 'Service informatique Dupont SARL'))
})

test('words that stand in one sentence are heard in whatever order, and not over its end or beside what excludes them', () => {
  const pattern = inOneSentence([/red/, /house/], /toy/)
  assert.ok(pattern.test('The house is red.') && pattern.test('Red is the house.'))
  assert.ok(!pattern.test('It is red. The house is not.'))
  assert.ok(!pattern.test('The toy house is red.'))
  assert.ok(anyOf(/one/, /two/).test('TWO'))
})
