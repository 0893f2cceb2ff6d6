import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asksSecretByReply,
  claimsSomething,
  forbidsTalk,
  isHushed,
  pressesForTime,
  runsByHand,
  switchesGuardOff,
  wantsCodesBack,
  wantsGiftCards,
  wantsPasswordTyped,
  wantsSignIn,
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

test('a secret kept from colleagues is none in the note that firms put below every mail', () => {
  assert.ok(isHushed('この件は他言無用でお願いします'))
  assert.ok(isHushed('Please keep this between us'))
  assert.ok(!isHushed('This e-mail is confidential and intended solely for the addressee.'))
  assert.ok(!isHushed('秘密保持契約書をお送りします'))
})

test('cards to be bought, a sign-in for somebody else; thanks and a help page are none', () => {
  assert.ok(wantsGiftCards('Could you buy three Amazon gift cards for me?'))
  assert.ok(wantsGiftCards('ギフトカードを5枚購入してください'))
  assert.ok(!wantsGiftCards('ギフトカードをいただき、ありがとうございました'))
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

test('SmartScreen is to be passed by; ID and password are to be confirmed', () => {
  assert.ok(
    switchesGuardOff(
      'If Windows asks, please choose "more info" and then open, the list is signed with our old certificate.',
    ),
  )
  assert.ok(switchesGuardOff('警告が出たら「詳細情報」を押し、「実行」を選んでください'))
  assert.ok(!switchesGuardOff('For more info, open our website.'))
  assert.ok(
    switchesGuardOff(
      '警告の画面が出ることがありますが、役所の設定によるものですので「実行」を押していただければ結構です。',
    ),
  )
  assert.ok(!switchesGuardOff('警告が出たときは「実行」を押さず、情報システム課へ連絡してください。'))
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

test('to tell nobody, in whatever order the words stand; that a code is told to nobody, and what we tell nobody, are none', () => {
  for (const text of [
    '本件は当面、私以外には伏せておいてください',
    '経理部長にもまだ知らせないでください',
    'Nobody in accounts should hear of this yet.',
    'Please refrain from mentioning this to the team.',
    'Erwähnen Sie das bitte gegenüber niemandem.',
    'Cela doit rester entre nous.',
    'Le ruego que no lo comparta con el resto del equipo.',
    'Houd dit voorlopig voor uzelf.',
    '다른 직원들에게는 알리지 말아 주세요',
    '這件事請先不要讓其他人知道',
  ])
    assert.ok(forbidsTalk(text), text)
  for (const text of [
    'このコードをほかの人に教えないでください',
    'Please do not share this code with anyone.',
    'We do not tell anyone your results without your consent.',
    'Teilen Sie Ihr Passwort mit niemandem.',
    'No comparta su contraseña con nadie.',
    '인증번호를 타인에게 절대 공유하지 마세요',
    '请勿向任何人透露您的密码',
    '社内の誰にでも相談できる窓口を設けました',
  ])
    assert.ok(!forbidsTalk(text), text)
})

test('cards are asked for in other words than “buy”; those that were bought, are given away or lie in a shop are not', () => {
  for (const text of [
    'コンビニでギフトカードを3枚調達してもらえますか',
    'Could you source some prepaid Visa cards for a client?',
    'Könnten Sie bitte ein paar Google-Play-Karten besorgen?',
    'Necesito que consigas tarjetas de regalo para un cliente.',
    '고객 선물용으로 상품권이 필요합니다',
  ])
    assert.ok(wantsGiftCards(text), text)
  for (const text of [
    'ギフト券のご購入ありがとうございました',
    'アンケートにお答えの方にギフトカードを進呈します',
    'Your gift card purchase is confirmed.',
    'Need a gift idea? Our gift cards are available in store.',
  ])
    assert.ok(!wantsGiftCards(text), text)
  assert.ok(wantsCodesBack('Buy the gift cards, reveal the PIN and email it to me here.'))
  assert.ok(wantsCodesBack('Compre las tarjetas regalo y envíeme los códigos por correo.'))
  assert.ok(!wantsCodesBack('To redeem the gift card you purchased, enter the code at checkout.'))
})

test("a command is pasted into Windows' own window, whatever it is called; a link into a browser, a picture into a mail are none", () => {
  for (const text of [
    '「ファイル名を指定して実行」を開き、コピーした文字列を貼り付けてください',
    'Hold down the Windows key and press R, paste the text and click OK.',
    'Öffnen Sie das Fenster „Ausführen“ und fügen Sie den kopierten Text ein.',
    'Abra la ventana Ejecutar y pegue el código copiado.',
    '打开“运行”窗口，粘贴复制的内容后按回车',
  ])
    assert.ok(runsByHand(text), text)
  for (const text of [
    'Windowsキー＋Shift＋Sを押し、Wordに貼り付けてください',
    'Paste the link into your browser, please.',
    'The flight leaves from Terminal 2. Paste the booking code into the app.',
    'Kopieren Sie den Link und fügen Sie ihn in die Adresszeile Ihres Browsers ein.',
  ])
    assert.ok(!runsByHand(text), text)
})

test('a guard is switched off or let pass; that it must never be, or ends, or was renewed, says something else', () => {
  for (const text of [
    'リアルタイム保護が警告しますが、ウイルス対策ソフトを一旦切って実行してください',
    'Your antivirus may flag the file; please ignore it.',
    'Si votre antivirus réagit, autorisez le fichier.',
    'Zet uw antivirus even uit.',
    '安装时请先退出杀毒软件',
  ])
    assert.ok(switchesGuardOff(text), text)
  for (const text of [
    'セキュリティソフトを停止しないでください',
    'ウイルス対策ソフトの期限が切れると保護が停止します',
    'Never disable your antivirus, even if a website asks you to.',
    'Deaktivieren Sie niemals Ihren Virenschutz.',
    'Ne désactivez jamais votre antivirus.',
    'Your antivirus subscription has been renewed.',
  ])
    assert.ok(!switchesGuardOff(text), text)
})

test('a password or code is asked for as others word it; the one to a file, a post code and a number of an order are none', () => {
  for (const text of [
    'VPNのアカウントとパスワードを至急送ってください',
    'Could you send me the verification code you just received?',
    'I need your VPN user name and password to finish the setup.',
    'Schicken Sie mir bitte den Code, den Sie gerade per SMS erhalten haben.',
    'Répondez à ce message avec votre identifiant et votre mot de passe.',
    '문자로 받은 인증번호를 알려 주세요',
    '請將簡訊收到的驗證碼回傳給我',
  ])
    assert.ok(asksSecretByReply(text), text)
  for (const text of [
    '解凍パスワードを教えていただけますか',
    'Could you send me the password for the attached file?',
    'We have created your account: your username and password will arrive by post.',
    'Könnten Sie mir das Passwort für die ZIP-Datei schicken?',
    'Envíeme el código postal.',
    'Пришлите, пожалуйста, пароль от архива.',
  ])
    assert.ok(!asksSecretByReply(text), text)
})

test('hours are left, or an answer must come; what a shop or an office promises itself is no time limit', () => {
  for (const text of [
    '3営業日以内にご返答がない場合は解約とみなします',
    'You have 24 hours to complete the verification.',
    'Il vous reste 12 heures.',
    'Si no recibimos respuesta antes de mañana, cerraremos su cuenta.',
    'Nog 12 uur over.',
    '기한 내 미조치 시 이용이 제한됩니다',
  ])
    assert.ok(pressesForTime(text), text)
  for (const text of ['3営業日以内に発送いたします', 'Our support team answers within 2 business days.'])
    assert.ok(!pressesForTime(text), text)
})

test('what guards the computer is to be off for a moment, however softly; a guard that stops something, and a warning, are none', () => {
  const asked = [
    '開けない場合は、ウイルス対策ソフトをいったん止めてから開いてください。',
    'セキュリティソフトを一時停止にして、もう一度お試しください。',
    'If it does not open, switch your antivirus off for a moment.',
    'Please stop the antivirus once and try again.',
    'Falls sich die Datei nicht öffnen lässt, den Virenscanner bitte kurz beenden und noch einmal versuchen, das hat bei uns geholfen.',
    'Si le fichier ne s’ouvre pas, arrêtez votre antivirus un instant pour le lire.',
    'Si no se abre el archivo, detenga el antivirus un momento y pruebe de nuevo con la clave.',
    'Se il file non si apre, fermi per un momento l’antivirus e provi di nuovo con la password.',
    'Se não abrir, suspenda o antivírus por um momento e tente de novo com a senha.',
    'Jeśli plik się nie otwiera, proszę na chwilę zatrzymać program antywirusowy i spróbować ponownie.',
    'Pokud soubor nejde otevřít, na chvíli prosím pozastavte antivir a zkuste to znovu.',
    'Если файл не открывается, приостановите антивирус.',
    '如果打不开，请先暂停杀毒软件再试。',
    '파일이 열리지 않으면 백신을 잠시 멈추고 다시 시도해 주십시오.',
  ]
  assert.deepEqual(asked.filter(switchesGuardOff), asked)
  const honest = [
    'ウイルス対策ソフトがファイルを止めてしまうことがあります。その場合はご連絡ください。',
    'ウイルス対策ソフトを止めないでください。',
    'Our antivirus stopped your attachment; could you send it again?',
    'Never stop the antivirus, whoever asks you to.',
    'Unser Virenscanner hat Ihre Anlage gelöscht, bitte senden Sie sie noch einmal.',
    'Nasz antywirus usunął załącznik, prosimy o ponowne przesłanie.',
  ]
  assert.deepEqual(honest.filter(switchesGuardOff), [])
})
