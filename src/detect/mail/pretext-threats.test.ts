import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asksForIdentity,
  asksForOpinion,
  fitsNoOffice,
  hasCodeRun,
  namesEmployer,
  raisesFalseAlarm,
  wantsOthersPassword,
} from './pretext-threats.ts'

test('a false alarm costs the account if nothing is done; a genuine notice lets it rest', () => {
  assert.ok(
    raisesFalseAlarm('お心当たりのない場合はログインしてください。確認されない場合、アカウントは停止されます。'),
  )
  assert.ok(raisesFalseAlarm("If this wasn't you, act now. Otherwise your account will be locked."))
  assert.ok(!raisesFalseAlarm('お心当たりのない場合は、このメールを破棄してください。'))
  assert.ok(!raisesFalseAlarm("If this wasn't you, change your password."))
})

test("another's password is a mailbox's or an employer's; a service asks for its own", () => {
  assert.ok(wantsOthersPassword('現在のパスワードを入力してください'))
  assert.ok(wantsOthersPassword('ご覧になるには会社のアカウントでログインしてください'))
  assert.ok(wantsOthersPassword('Log in with your corporate account'))
  assert.ok(wantsOthersPassword('Sign in with your Microsoft account to read the report'))
  assert.ok(!wantsOthersPassword('マイページにログインしてご確認ください'))
  assert.ok(!wantsOthersPassword('メールアドレスの変更を受け付けました'))
  assert.ok(!wantsOthersPassword('Reset your password'))
})

test('an office has a domain of its kind; who names none may have any', () => {
  assert.ok(fitsNoOffice('みらい信用金庫', 'mirai-web.com'))
  assert.ok(fitsNoOffice('Finanzamt Mitte', 'steuer-portal.net'))
  assert.ok(!fitsNoOffice('みらい信用金庫', 'mirai-shinkin.jp'))
  assert.ok(!fitsNoOffice('みらい商店', 'mirai.com'))
  assert.ok(!fitsNoOffice('Revenue', 'mail.hmrc.gov.uk'))
})

test('a task runs code for a post; developers talk of code without one, and a recruiter of a post without code', () => {
  assert.ok(hasCodeRun('For the coding test, please clone the repository and run npm start'))
  assert.ok(hasCodeRun('選考の課題です。リポジトリを取得し、コードを実行してください'))
  assert.ok(!hasCodeRun('The fix is merged: npm install gives you the new version'))
  assert.ok(!hasCodeRun('We would like to invite you to an interview for the position'))
})

test('newspapers and ministries are employers; a student and a firm are none', () => {
  assert.ok(namesEmployer('みなと新聞 記者') && asksForOpinion('取材をお願いいたします'))
  assert.ok(namesEmployer('Embassy Press Office') && asksForOpinion('We would value your comments'))
  assert.ok(!namesEmployer('山本 花子') && !namesEmployer('みなと商店'))
  assert.ok(asksForIdentity('免許証とカード情報をご登録ください') && !asksForIdentity('カード情報を更新してください'))
})
