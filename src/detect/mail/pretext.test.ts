import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForMoney, cannotBeAsked, threatensAccount } from './pretext.ts'

test('no telephone reaches the writer; an invitation to call and opening hours are none', () => {
  for (const text of [
    '移動中につき、通話は難しいです',
    '出張中で、電話には出られませんがメールは見ています',
    'My phone is broken, so only e-mail works for now.',
    'I am about to board, e-mail is the best way to reach me.',
    'Bitte rufen Sie mich nicht an.',
    "Ne m'appelez pas, je suis en comité.",
    'No puedo hablar por teléfono ahora.',
    '전화는 곤란하니 메일 주세요',
    '手机坏了，只能用邮件联系',
  ])
    assert.ok(cannotBeAsked(text), text)
  for (const text of [
    '電話での問い合わせ時間は9時から17時です',
    'Do not hesitate to call me.',
    'If you cannot reach me by phone, leave a message.',
    'Rufen Sie mich bei Fragen gerne an.',
    "N'hésitez pas à m'appeler.",
    '문의 사항은 전화로 연락 주세요',
    '如有疑问请随时来电',
  ])
    assert.ok(!cannotBeAsked(text), text)
})

test('a mailbox is full or ends; a bounce, a closed subscription and a work on the server are no threat', () => {
  for (const text of [
    'メールの容量が一杯のため、新しいメールが届きません',
    'Incoming mail is being rejected because your quota is used up.',
    'Sie verlieren den Zugriff auf Ihr Postfach.',
    'Su contraseña de correo ya no es válida.',
    'Uw e-mailaccount wordt vandaag gesloten.',
    '您的邮箱已超出配额，无法收信',
  ])
    assert.ok(threatensAccount(text), text)
  for (const text of [
    'Your message could not be delivered: address unknown.',
    'メールサーバーを更新します。土曜は送受信ができません。',
    'Die Wartung des Servers ist am Samstag.',
    'Votre compte client a été créé.',
  ])
    assert.ok(!threatensAccount(text), text)
})

test('wages to another account are money; a payslip and a rule on wages are none', () => {
  for (const text of [
    '銀行を変えたので、今月の給与から新しい口座に振り込んでほしいです',
    "I'd like to replace the account my wages go to.",
    "J'aimerais que mon salaire soit versé sur un autre compte.",
    '我想更改薪轉帳戶',
  ])
    assert.equal(asksForMoney(text), 'wages', text)
  for (const text of ['給与規程を変更しましたのでお知らせします', 'Your payslip for May is now available.'])
    assert.notEqual(asksForMoney(text), 'wages', text)
})
