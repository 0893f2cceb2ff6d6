import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordsIn, ruleCandidates } from './password.ts'

const found = (text: string, subject = '', names: string[] = []) =>
  passwordsIn({ mail_id: 'm', subject, text, names, time: '2016-10-10 00:30:00.000' }).map((one) => one.text)

for (const [text, password] of [
  ['パスワード：Xk7-2016', 'Xk7-2016'],
  ['パスワード　：　Ｘｋ７－２０１６'.replace('－', '-'), 'Xk7-2016'],
  ['解凍パスワードは「Xk7#2016」です。', 'Xk7#2016'],
  ['開封用PW = 20161010ab', '20161010ab'],
  ['PASS:abc123', 'abc123'],
  ['Run setup.cmd first. Pass: 77', '77'],
  ['Password is: s3cr3t!', 's3cr3t!'],
  ['The password for the file is infected2', 'infected2'],
  ['先ほどのファイルのパスワードは以下の通りです。\n\nXk7-2016\n\nよろしくお願いします。', 'Xk7-2016'],
  ['パスワードをお知らせします。\n\n【 q9Zz!mK2 】', 'q9Zz!mK2'],
  ['「abc987」が解凍パスワードです', 'abc987'],
  ['ﾊﾟｽﾜｰﾄﾞ:ﾃｽﾄ123', 'テスト123'],
  ['パスワード： さくら2016です', 'さくら2016'],
  ['zipパスワード\t:\tA&b"c', 'A&b"c'],
  ['Das Passwort lautet Regen-48!', 'Regen-48!'],
  ['Kennwort: Xq7-2016', 'Xq7-2016'],
  ['Le mot de passe est Marne2026', 'Marne2026'],
  ['La contraseña es Sol#2026', 'Sol#2026'],
  ['Hasło do pliku: Wisla77', 'Wisla77'],
  ['Пароль: Neva-2026', 'Neva-2026'],
  ['解压密码是 Gz20261101', 'Gz20261101'],
  ['密碼：Tp7788', 'Tp7788'],
  ['압축 비밀번호는 hb2026! 입니다', 'hb2026!'],
  ['비번: hb-77', 'hb-77'],
  ['Mật khẩu giải nén: Hn2026', 'Hn2026'],
] as const) {
  test(`the password in ${JSON.stringify(text)} is found`, () => {
    assert.ok(found(text).slice(0, 8).includes(password), found(text).join(' | '))
  })
}

test('a sentence where a password could stand is none, unless it is quoted', () => {
  assert.deepEqual(found('パスワードは別途お送りいたします。\nよろしくお願いいたします。'), [])
  assert.deepEqual(found('パスワードは以下です。\n何卒よろしくお願い申し上げます。'), [])
  assert.ok(found('パスワードは「ありがとうございます」です。').includes('ありがとうございます'))
})

test("a password in the subject, a picture's name or an attachment's name is found", () => {
  assert.ok(found('', '解凍パスワード Xk72016').includes('Xk72016'))
  assert.ok(found('画像をご覧ください', '', ['pass_9981.png']).includes('9981'))
})

test('what stands behind the word comes before what merely looks like one', () => {
  const [first] = found('案件番号: AB-2016-001\nhttp://example.jp/a\npassword: right1\nTEL 03-0000-0000')
  assert.equal(first, 'right1')
})

test('a mail that speaks of no password gives few words, and a long one gives a bounded number', () => {
  assert.deepEqual(found('10月5日の会議の件、承知しました。\n\n山田'), [])
  const long = Array.from({ length: 5_000 }, (_, i) => `パスワード: p${i}`).join('\n')
  assert.ok(found(long).length <= 60)
})

test("the day of the mail is the sender's rule, in Japan's time", () => {
  assert.deepEqual(
    ruleCandidates('2016-10-09 23:30:00.000').map((one) => one.text),
    ['20161010', '161010', '1010'],
  )
})
