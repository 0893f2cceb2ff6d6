import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asksForIdentity,
  asksForOpinion,
  asksForPrivateAddress,
  asksForRoster,
  fitsNoOffice,
  hasCodeRun,
  namesEmployer,
  raisesFalseAlarm,
  threatensLoss,
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

test("another's sign-in is wanted for a paper or for held mail; a service's own, and a warning, are none", () => {
  for (const text of [
    '本人確認のため、社用メールのパスワードをご入力ください',
    'Re-enter your webmail password to release the held messages: confirm your mailbox password.',
    'Access requires your corporate login.',
    'Zur Freigabe der Nachrichten bestätigen Sie bitte Ihr Postfach-Kennwort.',
    'Confirme sus credenciales de Outlook en la página siguiente.',
    '메일 계정 비밀번호를 확인해 주세요',
    '請輸入您的電子郵件密碼以釋放郵件',
  ])
    assert.ok(wantsOthersPassword(text), text)
  for (const text of [
    'お申し込み時にご登録のメールアドレスとパスワードでログインできます',
    '新しい勤怠システムは、社内のIDで自動的にログインされます',
    '不審なメールのリンク先で会社のアカウントを入力しないでください',
    'We will never ask for your email password.',
    'Single sign-on is available: you no longer need a separate password for our portal.',
    'Melden Sie sich mit Ihrer Kundennummer im Kundenportal an.',
  ])
    assert.ok(!wantsOthersPassword(text), text)
})

test('a private address is asked for past the filters; an office that wants work kept apart from it is not', () => {
  assert.ok(asksForPrivateAddress('添付が弾かれるため、個人用Gmailを教えてください'))
  assert.ok(asksForPrivateAddress('Your server keeps rejecting my attachment. What is your private email?'))
  assert.ok(asksForPrivateAddress('Uw server blokkeert onze bijlagen; heeft u een privé-e-mailadres?'))
  assert.ok(!asksForPrivateAddress('個人のメールアドレスで業務のやり取りをしないでください。フィルタが働きません。'))
  assert.ok(!asksForPrivateAddress('Please do not use your personal e-mail for work; our filters do not protect it.'))
})

test('a list of people is asked for; one that is sent or announced is not', () => {
  for (const text of [
    '社員の連絡先リストをいただけますか',
    'Can you forward me the W-2 forms of all employees?',
    'Bitte senden Sie mir die aktuelle Mitarbeiterliste.',
    "Merci de me transmettre l'organigramme de votre société.",
    '把公司员工通讯录发给我',
  ])
    assert.ok(asksForRoster(text), text)
  for (const text of [
    '来月の研修の参加者名簿をお送りします',
    'Contact the system administrator if you need help.',
    'Das Organigramm finden Sie auf Seite 3.',
  ])
    assert.ok(!asksForRoster(text), text)
})

test('a loss is named in other words than “suspended”; a shipment and a booking are none', () => {
  for (const text of [
    '契約を解除させていただきます',
    'You will lose all your data.',
    'Procederemo per vie legali.',
    '법적 조치를 취할 예정입니다',
  ])
    assert.ok(threatensLoss(text), text)
  for (const text of ['会議室の予約を承りました', 'Your order has been shipped.', 'Votre commande a été expédiée.'])
    assert.ok(!threatensLoss(text), text)
})
