import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isToldOtherwise,
  namesAccountAbroad,
  namesNewAccount,
  saysAccountBarred,
  wishesForHimself,
} from './pretext-accounts.ts'

test("a new account takes a change and its number; a bill's account and an unchanged one are none", () => {
  for (const text of [
    '振込先口座を変更しました。北銀行 普通 1234567',
    'Please use our new bank account. IBAN: DE12 5001 0517 0648 4898 90',
    '请汇款至新账户 账号：6222-118844-001',
    '입금 계좌가 변경되었습니다. 계좌번호: 110-222-333333',
    'Nouveau RIB : FR76 3000 6000 0112 3456 7890 189',
  ])
    assert.ok(namesNewAccount(text), text)
  for (const text of [
    '請求書をお送りします。お振込先は下記の通りです。北銀行 普通 1234567',
    '支店名が変わりますが、口座に変更はございません。北銀行 普通 1234567',
    '振込先を変更しました。詳細は書面で郵送します',
    'Invoice 12. IBAN: DE12 5001 0517 0648 4898 90',
    'Our bank account is unchanged: IBAN DE12 5001 0517 0648 4898 90',
  ])
    assert.ok(!namesNewAccount(text), text)
})

test('an account that is barred, or of another country than its firm, is told from a plain change', () => {
  for (const text of [
    'Due to tax inspection the HSBC account is frozen.',
    '先日の口座ですが、税務調査のため一時的に入金ができない状態です。',
    'il nostro conto presso la banca è stato temporaneamente bloccato',
    'ČSOB nám účet blokuje kvůli omylu',
    '我司账户因审计被冻结',
  ])
    assert.ok(saysAccountBarred(text), text)
  for (const text of ['We have moved to another bank, see the new account.', '口座を地元の銀行へ変更しました。'])
    assert.ok(!saysAccountBarred(text), text)
  const iban = 'Bitte auf IBAN LT38 3250 0604 1188 2073 überweisen.'
  assert.ok(namesAccountAbroad(iban, 'spedition.de'))
  assert.ok(!namesAccountAbroad(iban, 'spedition.lt'))
  assert.ok(!namesAccountAbroad(iban, 'spedition.com')) // a firm of any country
  assert.ok(!namesAccountAbroad('IBAN DE89 3704 0044 0532 0130 00, IBAN LT38 3250 0604 1188 2073', 'spedition.de'))
})

test('another account is told by a word of change beside it, in whatever order; a word of change in the same mail is none', () => {
  const number = '\nIBAN: DE89 3704 0044 0532 0130 00'
  for (const text of [
    '経理上の都合により、今月分は別口座へのご送金をお願いします。',
    'お振込先が従来と異なりますので、ご注意ください。',
    'Our bank details are different from those you have on file.',
    'Please redirect this month’s payment to the following beneficiary account.',
    'The account on our last invoice is no longer operational.',
    'Wir haben die Bank gewechselt und bitten um Zahlung auf das unten genannte Konto.',
    "Merci de supprimer l'ancien RIB et d'utiliser celui-ci.",
    'I pagamenti vanno su un conto diverso.',
    'La cuenta que tienen registrada ya no está activa.',
    'Onze oude rekening wordt eind deze maand opgeheven.',
    '기존 계좌는 더 이상 사용하지 않으니 아래로 송금해 주세요.',
    '原账户即将注销，请改汇至下列账户。',
    'Zmieniliśmy bank i prosimy o płatność na poniższy rachunek.',
  ])
    assert.ok(namesNewAccount(text + number), text)
  for (const text of [
    'ご注文内容の変更を承りました。振込先は下記です。',
    '弊社は口座を変更しておりません。変更を求めるメールは詐欺です。',
    '口座振替のお申し込み内容を変更しました。',
    'Our address has changed; our bank details have not.',
    'We have updated our terms. Please pay to the account below.',
    'We introduce our new account manager, Jane.',
    'Bitte überweisen Sie den Betrag auf folgendes Konto.',
    'Falls sich Ihre Bankverbindung geändert hat, teilen Sie uns das bitte mit.',
    'お振込先はこれまでと変わりなく、本店でございます。',
    'Notre adresse a changé ; notre RIB reste le même.',
    "Nos coordonnées bancaires n'ont pas changé.",
    'Ons adres is gewijzigd, ons rekeningnummer blijft hetzelfde.',
    '我司地址已变更，银行账户不变。',
    '주소가 변경되었습니다. 계좌는 그대로입니다.',
  ])
    assert.ok(!namesNewAccount(text + number), text)
})

test('other terms may be unchanged while the account is not', () => {
  assert.ok(
    namesNewAccount('We have a new bank account, IBAN DE12 5001 0517 0648 4898 90. All other terms are unchanged.'),
  )
})

test('an account under review is another one to pay to; the usual one is not', () => {
  const iban = 'IBAN: LT91 3250 0741 8820 4471'
  assert.ok(namesNewAccount(`My bank tells me that the account will be under review until June. ${iban}`))
  assert.ok(namesNewAccount(`May I ask you to pay to my other account instead: ${iban}`))
  assert.ok(!namesNewAccount(`Please pay to our account as usual. ${iban}`))
})

test('a change that a letter announced is told from one that only a mail names', () => {
  for (const text of [
    '公文は本日書留で郵送しました',
    '공문은 오늘 등기로 보냈습니다',
    'Un courrier signé part ce jour.',
    '正式函已以掛號寄出',
  ])
    assert.ok(isToldOtherwise(text), text)
  assert.ok(!isToldOtherwise('Please see the new account below and confirm by e-mail.'))
})

test('wages are to go elsewhere as their earner wishes; a notice that they did is none', () => {
  assert.ok(wishesForHimself('給与の口座を変更したいのですが'))
  assert.ok(wishesForHimself('Could you amend my bank details for payroll?'))
  assert.ok(!wishesForHimself('給与口座の変更を受け付けました'))
})
