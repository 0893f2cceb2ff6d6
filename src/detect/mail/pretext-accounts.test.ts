import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asksBackElsewhere,
  isToldOtherwise,
  namesAccountAbroad,
  namesNewAccount,
  passesOnFromCard,
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
    'Il vostro conto riceverà un nuovo IBAN dal 1° gennaio 2026. Il nuovo numero è indicato solo nella lettera, non in questa mail.',
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

const IBAN = 'IBAN NL91 ABNA 0417 1643 00'

test('money paid twice that is wanted back elsewhere than it came from is told in every language', () => {
  for (const text of [
    '先月の請求書を二重に振り込んでしまいました。振込元の口座は解約済みのため、下記へご返金ください。北銀行 普通 1234567',
    `We have paid invoice 88 twice. Please refund the second payment to the account below, as the original account has been closed. ${IBAN}`,
    `Your invoice was settled in duplicate by mistake. Kindly return the amount; the sending account is no longer active. ${IBAN}`,
    `Wir haben Ihre Rechnung versehentlich doppelt beglichen. Bitte erstatten Sie den Betrag auf folgendes Konto; das Auftraggeberkonto wurde gekündigt. ${IBAN}`,
    `Nous avons réglé votre facture deux fois. Merci de nous rembourser sur ce compte, car le compte d'origine a été clôturé. ${IBAN}`,
    `Hemos pagado su factura dos veces por error. Rogamos la devolución en esta cuenta, ya que la cuenta de origen está cerrada. ${IBAN}`,
    `Pagámos a fatura duas vezes. Pedimos a devolução para esta conta, porque a conta de origem foi encerrada. ${IBAN}`,
    `Abbiamo pagato la fattura due volte. Vi chiediamo il rimborso su questo conto perché il conto di origine è stato chiuso. ${IBAN}`,
    `Wij hebben de factuur per abuis dubbel betaald. Graag het bedrag terugstorten op deze rekening, want de oorspronkelijke rekening is opgeheven. ${IBAN}`,
    `Zapłaciliśmy fakturę dwukrotnie. Prosimy o zwrot nadpłaty na poniższe konto, ponieważ pierwotny rachunek został zamknięty. ${IBAN}`,
    `Fakturu jsme omylem zaplatili dvakrát. Prosíme o vrácení na níže uvedený účet, protože původní účet byl zrušen. ${IBAN}`,
    `Vi har betalat fakturan två gånger. Vi ber om återbetalning till kontot nedan, det gamla kontot är avslutat. ${IBAN}`,
    `Vi har betalt fakturaen to gange. Vi beder om tilbagebetaling til denne konto, da den oprindelige konto er lukket. ${IBAN}`,
    `Vi har betalt fakturaen to ganger. Vi ber om tilbakebetaling til denne kontoen, da den opprinnelige kontoen er stengt. ${IBAN}`,
    `Faturanızı yanlışlıkla iki kez ödedik. Eski hesabımız kapatıldığı için tutarı bu hesaba iade etmenizi rica ederiz. ${IBAN}`,
    `Мы по ошибке дважды оплатили ваш счёт. Просим вернуть сумму на реквизиты ниже, прежний счёт закрыт. ${IBAN}`,
    `Ми помилково двічі оплатили рахунок. Просимо повернути суму, бо попередній рахунок закрито. ${IBAN}`,
    '我司财务重复付款一次，请将多付款项退回以下账户，原付款账户已注销。账号：6222-118844-001',
    '저희가 대금을 두 번 송금했습니다. 원래 계좌는 해지되어 아래 계좌로 반환 부탁드립니다. 계좌번호: 110-222-333333',
    `Chúng tôi đã chuyển khoản nhầm hai lần. Xin hoàn lại vào tài khoản dưới đây vì tài khoản cũ đã đóng. ${IBAN}`,
    'ทางเราโอนเงินซ้ำสองครั้ง กรุณาคืนเงินเข้าบัญชีด้านล่าง เนื่องจากบัญชีเดิมปิดแล้ว เลขที่บัญชี: 123-4-56789-0',
    `Kami telah membayar dua kali untuk faktur ini. Mohon kembalikan ke rekening berikut karena rekening asal sudah ditutup. ${IBAN}`,
  ])
    assert.ok(asksBackElsewhere(text), text)
})

test('who wants it back where it came from, and who gives it back, are none', () => {
  for (const text of [
    `We have paid invoice 88 twice. Please refund the second payment to the account it came from. ${IBAN}`,
    `Wir haben doppelt überwiesen. Bitte erstatten Sie den Betrag auf unser Ihnen bekanntes Konto. ${IBAN}`,
    `You have paid our invoice twice. We will refund EUR 120.00 to your account within five days. ${IBAN}`,
    `Nous avons réglé deux fois la facture. Merci de rembourser sur le compte émetteur. ${IBAN}`,
    '二重にお振り込みいただきましたので、振込元の口座へご返金いたします。北銀行 普通 1234567',
    '重複してお支払いしたようです。恐れ入りますが、いつもの口座へご返金ください。北銀行 普通 1234567',
    `Zapłaciliśmy dwukrotnie. Prosimy o zwrot na rachunek, z którego przyszła wpłata. ${IBAN}`,
    '我们重复付款了，请退回原付款账户。账号：6222-118844-001',
  ])
    assert.ok(!asksBackElsewhere(text), text)
})

test('who audits the account, and what it cannot take, may stand in any order', () => {
  for (const text of [
    'The tax office is inspecting our bank account, so we ask you to use another one.',
    'Our account in Ningbo can not get foreign money before January.',
    'Auditors have blocked the account of our firm for the time being.',
    '弊社の口座は年末まで海外からの送金を受け取れません。',
    'Das Finanzamt prüft derzeit unser Konto und wir bitten um Verständnis.',
    'Le fisc contrôle nos comptes et la banque, nous sommes désolés.',
    'Nuestra cuenta en el banco no puede recibir transferencias por ahora.',
    'Il nostro conto non può ricevere bonifici fino a gennaio.',
    'Nasze konto nie może przyjmować wpłat w walucie do końca roku.',
    '税务局正在查我司账户',
    '당사 계좌는 외화 수취가 불가합니다.',
    'Наш счёт не может принимать платежи в валюте.',
  ])
    assert.ok(saysAccountBarred(text), text)
  for (const text of [
    'The auditors will visit us in May; please confirm your account balance.',
    'We cannot take payments by cheque; please transfer to our account as usual.',
    'Unser Konto bleibt gleich, die Prüfung im Mai betrifft nur die Waren.',
    '監査法人から残高確認書が届きますので、ご対応ください。',
    'The bank cannot take orders by telephone.',
  ])
    assert.ok(!saysAccountBarred(text), text)
})

test('more charged to a card than is owed and handed on, or given back elsewhere, is told; a plain charge and a refund to the card are none', () => {
  for (const text of [
    'Please charge my card with the room total plus JPY 480,000 and forward this extra sum by bank transfer to the driver after the charge is approved.',
    "On Friday I made a card donation on your website. I meant to give 200 euros but by mistake typed 2,000. Would you be so good as to return the 1,800 euros by transfer to my daughter's account?",
    'お部屋代はカードで、48万円を上乗せして決済し、決済後に差額を運転手へ振り込んでください。',
  ])
    assert.ok(passesOnFromCard(text), text)
  for (const text of [
    'Please charge my card with the deposit; the rest I pay at the hotel.',
    'Your card was charged twice. We will refund the amount to the same card within five days.',
    'カードでのお支払いを承りました。差額はご来館時にお支払いください。',
  ])
    assert.ok(!passesOnFromCard(text), text)
})
