import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asksSecretByReply,
  callsBack,
  callsInNote,
  claimsSomething,
  forbidsTalk,
  isHushed,
  namesAccountAbroad,
  namesNewAccount,
  pressesForTime,
  saysAccountBarred,
  switchesGuardOff,
  wantsGiftCards,
  wantsPasswordTyped,
  wantsSignIn,
  wishesForHimself,
} from './pretext-demands.ts'

test('a time limit is one in eleven languages; an opening hour and a fair are none', () => {
  for (const text of [
    '12時間以内にお手続きください',
    'お支払いいただけない場合は',
    'within the next 36 hours',
    '请在24小时内确认',
    '請儘快更新',
    '48시간 이내에 확인',
    'innerhalb von 24 Stunden',
    'sous 72h',
    'en 24 horas',
    'em até 24 horas',
    'trong vòng 24 giờ',
    'в течение 24 часов',
  ])
    assert.ok(pressesForTime(text), text)
  for (const text of [
    '営業時間は9時から17時です',
    'The fair is open for three days',
    'geöffnet bis 18 Uhr',
    '会議は来週です',
  ])
    assert.ok(!pressesForTime(text), text)
})

test('a parcel held, a refund to claim, a bill unpaid; a parcel on its way and a bill that comes are none', () => {
  for (const text of [
    'お荷物の住所に不備があり配達できませんでした',
    '水道料金のお支払いが未払いです',
    'Your parcel is on hold at the depot',
    'You are eligible to receive a tax refund',
    '您的包裹因地址不完整无法投递',
    '미수령 환급금을 조회하세요',
    'Ihr Paket wird zurückgehalten',
    'Votre colis est suspendu',
    'Sua encomenda foi retida',
    'bưu kiện của bạn chưa thể giao',
    'Ваша посылка задержана',
  ])
    assert.ok(claimsSomething(text), text)
  for (const text of [
    'お荷物は明日お届けします',
    'Your parcel was delivered',
    'Die Rechnung liegt bei',
    '8月分の請求書です',
  ])
    assert.ok(!claimsSomething(text), text)
})

test('a charge to be undone by telephone takes a sum, a doubt and a number; a receipt lacks the doubt', () => {
  assert.ok(callsBack('$299.00 was charged for your renewal. Did not authorize it? Call +1 (800) 555-0100'))
  assert.ok(callsBack('年間契約を更新し¥29,800を請求しました。お心当たりのない場合は 03-5555-0100 へお電話ください'))
  assert.ok(!callsBack('Receipt: $299.00 charged. Thank you. Phone +1 800 555 0100'))
  assert.ok(!callsBack('お心当たりのない場合は 03-5555-0100 へお電話ください'))
})

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

test('a secret kept from colleagues is none in the note that firms put below every mail', () => {
  assert.ok(isHushed('この件は他言無用でお願いします'))
  assert.ok(isHushed('Please keep this between us'))
  assert.ok(!isHushed('This e-mail is confidential and intended solely for the addressee.'))
  assert.ok(!isHushed('秘密保持契約書をお送りします'))
})

test('cards to be bought, wages to go elsewhere, a sign-in for somebody else; thanks, a notice and a help page are none', () => {
  assert.ok(wantsGiftCards('Could you buy three Amazon gift cards for me?'))
  assert.ok(wantsGiftCards('ギフトカードを5枚購入してください'))
  assert.ok(!wantsGiftCards('ギフトカードをいただき、ありがとうございました'))
  assert.ok(wishesForHimself('給与の口座を変更したいのですが'))
  assert.ok(!wishesForHimself('給与口座の変更を受け付けました'))
  assert.ok(wantsSignIn('Google アカウントでログインして確認してください'))
  assert.ok(wantsSignIn('Sign in with your work account to view'))
  assert.ok(!wantsSignIn('パスワードを定期的に見直しましょう'))
})

test('to speak of it with nobody is told in several languages; a paper on secrecy, and a note on confidentiality, say something else', () => {
  for (const text of [
    'この件は誰にも話さないでください',
    'Please do not discuss this with anyone in the office.',
    'Bitte stimmen Sie sich ausschließlich mit ihm ab.',
    'Sprechen Sie mich bitte im Haus nicht darauf an.',
    "N'en parlez à personne.",
    '此事请不要告诉其他同事',
  ])
    assert.ok(forbidsTalk(text), text)
  for (const text of [
    '请签署保密协议后付款。',
    'This e-mail is confidential and intended for the addressee only.',
    'Die Unterlagen sind vertraulich.',
    '秘密保持契約書をお送りします。',
  ])
    assert.ok(!forbidsTalk(text), text)
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

test('the note in a genuine bill or invitation that wants a number rung', () => {
  assert.ok(
    callsInNote(
      'Message from Billing Support: Your plan has renewed. If not authorised call +1 (888) 555-0162 to cancel.',
    ),
  )
  assert.ok(!callsInNote('Message from Ken: see you on Friday, call me on +1 (888) 555-0162.'))
})

test('the usual account is under review, use another; SmartScreen is to be passed by; ID and password are to be confirmed', () => {
  const iban = 'IBAN: LT91 3250 0741 8820 4471'
  assert.ok(namesNewAccount(`My bank tells me that the account will be under review until June. ${iban}`))
  assert.ok(namesNewAccount(`May I ask you to pay to my other account instead: ${iban}`))
  assert.ok(!namesNewAccount(`Please pay to our account as usual. ${iban}`))
  assert.ok(
    switchesGuardOff(
      'If Windows asks, please choose "more info" and then open, the list is signed with our old certificate.',
    ),
  )
  assert.ok(switchesGuardOff('警告が出たら「詳細情報」を押し、「実行」を選んでください'))
  assert.ok(!switchesGuardOff('For more info, open our website.'))
  assert.ok(wantsPasswordTyped('下記フォームからIDとパスワードの一致確認をお願いします'))
  assert.ok(!wantsPasswordTyped('添付のパスワードは別便でお送りします'))
})

test('a password that is told later is not asked for; one in a list of what to fill in is', () => {
  assert.ok(!asksSecretByReply('The file is protected. I will send the password by a separate e-mail.'))
  assert.ok(asksSecretByReply('Please send your current password so that we can move the mailbox.'))
  assert.ok(
    wantsPasswordTyped('以下のフォームより登録をお願いします。\n・メールアドレス\n・現在のパスワード\n・携帯電話番号'),
  )
})

test('a code by return of mail is asked for in one sentence or two; who only sends one asks for none', () => {
  assert.ok(asksSecretByReply('6桁の確認コードが届きます。届きましたら、数字だけご返信ください。'))
  assert.ok(asksSecretByReply('「許可」を押していただき、表示された2桁の数字をお知らせください。'))
  assert.ok(!asksSecretByReply('確認コードは 123456 です。このコードをほかの人に教えないでください。'))
  assert.ok(!asksSecretByReply('Log in with your user name (click “Send Login Details” if you forgot your password).'))
})
