import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  callsBack,
  callsForRemote,
  callsInNote,
  isCalledBank,
  ledByVoice,
  offersRemoteHelp,
  wantsOtherNetwork,
} from './pretext-telephone.ts'

test("a client's secret is wanted by voice, or he himself before the computer that pays; a bank that warns of it wants neither", () => {
  const asked = [
    'お電話中にご案内する画面で、お客様番号と暗証番号をご入力いただきます。',
    '担当者よりお電話しますので、日中につながる携帯電話番号を返信でお知らせください。',
    'Our agent will call you; have your card reader and PIN ready.',
    'Halten Sie beim Anruf Ihre TAN bereit.',
    'Reply with your mobile number so that an adviser can call you.',
  ]
  assert.deepEqual(asked.filter(ledByVoice), asked)
  const honest = [
    '当行が電話で暗証番号の入力をお願いすることはありません。',
    'We never ask you to tell us your PIN by telephone.',
    '窓口の営業時間は15時までです。',
  ]
  assert.deepEqual(honest.filter(ledByVoice), [])
  assert.ok(
    isCalledBank('みらい信用金庫 ヘルプデスク') && isCalledBank('Sparkasse Mitte') && !isCalledBank('みらい商店'),
  )
})

test("a code is to be opened past the office's network; that the network is renewed, or that a code may be scanned, says nothing of it", () => {
  const asked = [
    '学内ネットワークではつながらないので、携帯で読み取ってください。',
    'QRコードは必ずスマートフォンの回線で開いてください。',
    'The office network blocks the page, so scan the code with your phone.',
    'Im Firmennetz geht es nicht, bitte mit dem Handy öffnen.',
    '사내망에서는 열리지 않으니 휴대폰으로 접속하세요.',
  ]
  assert.deepEqual(asked.filter(wantsOtherNetwork), asked)
  const others = [
    '来週、社内ネットワークの機器を更新します。',
    '受付ではQRコードをスマートフォンでご提示ください。',
    'Scan the code at the entrance with your phone.',
  ]
  assert.deepEqual(others.filter(wantsOtherNetwork), [])
})

test('a charge to be undone by telephone takes a sum, a doubt and a number; a receipt lacks the doubt', () => {
  assert.ok(callsBack('$299.00 was charged for your renewal. Did not authorize it? Call +1 (800) 555-0100'))
  assert.ok(callsBack('年間契約を更新し¥29,800を請求しました。お心当たりのない場合は 03-5555-0100 へお電話ください'))
  assert.ok(!callsBack('Receipt: $299.00 charged. Thank you. Phone +1 800 555 0100'))
  assert.ok(!callsBack('お心当たりのない場合は 03-5555-0100 へお電話ください'))
})

test('the note in a genuine bill or invitation that wants a number rung', () => {
  assert.ok(
    callsInNote(
      'Message from Billing Support: Your plan has renewed. If not authorised call +1 (888) 555-0162 to cancel.',
    ),
  )
  assert.ok(!callsInNote('Message from Ken: see you on Friday, call me on +1 (888) 555-0162.'))
})

test('an alarm with a number to ring and a program that lets one in, or a safe account, is told in every language', () => {
  const asked = [
    '不審な送金を停止しました。03-0000-4410へお電話のうえ、案内に従いAnyDeskを導入してください。',
    '出金の試みがありました。預金を安全な口座へ移しますので、050-0000-4410 へお電話ください。',
    'Someone tried to transfer 8,000 from your account. Call 020 7946 0018; our agent helps you to install TeamViewer.',
    'We stopped a payment. To move your money to a safe account, phone 020 7946 0018.',
    'Wir haben eine Überweisung gestoppt. Rufen Sie uns an: 030 555 0143. Der Berater hilft Ihnen mit AnyDesk.',
    'Nous avons bloqué un virement. Appelez le 01 99 00 12 34 pour placer vos fonds sur un compte sécurisé.',
    'Hemos detenido una transferencia. Llame al 91 000 12 34 y mueva los fondos a la cuenta segura.',
    'Bloqueámos uma transferência suspeita. Ligue para 21 000 12 34 e instale o AnyDesk com a nossa ajuda.',
    'Abbiamo bloccato un bonifico sospetto. Chiami lo 02 0000 1234 e sposti il denaro su un conto sicuro.',
    'Wij hebben een overboeking tegengehouden. Bel 020 000 1234 en zet uw geld op een kluisrekening.',
    'Wstrzymaliśmy podejrzany przelew. Proszę zadzwonić pod 22 000 12 34; konsultant pomoże zainstalować RustDesk.',
    'Zastavili jsme podezřelou platbu. Zavolejte na 222 000 123 a převeďte peníze na bezpečný účet.',
    'Vi har stoppat en misstänkt överföring. Ring 08 000 12 34 och flytta pengarna till ett säkerhetskonto.',
    'Vi har standset en mistænkelig overførsel. Ring 33 00 12 34 og flyt pengene til en sikker konto.',
    'Vi har stanset en mistenkelig overføring. Ring 22 000 12 34 og flytt pengene til en sikker konto.',
    'Şüpheli bir havale durduruldu. 0212 000 1234 numarasını arayın ve paranızı güvenli hesaba aktarın.',
    'Подозрительный перевод приостановлен. Позвоните 495 000 12 34 и переведите деньги на безопасный счёт.',
    'Підозрілий переказ зупинено. Зателефонуйте 044 000 1234 і переведіть гроші на безпечний рахунок.',
    '可疑转账已被拦截。请致电 010 0000 1234，把资金转到安全账户。',
    '의심스러운 이체를 차단했습니다. 02-0000-1234로 전화하여 안전계좌로 옮기십시오.',
    'Giao dịch đáng ngờ đã bị chặn. Hãy gọi 028 0000 1234 để chuyển tiền sang tài khoản an toàn.',
  ]
  assert.deepEqual(asked.filter(callsForRemote), asked)
  const honest = [
    'Bankers never ask you to move money to a safe account. If somebody does, call us on 020 7946 0018.',
    'Never install AnyDesk for a caller. We stopped several transfers this month: call 020 7946 0018.',
    'Nigdy nie instaluj AnyDesk na prośbę dzwoniącego. Zatrzymaliśmy wiele przelewów. Telefon 22 000 12 34.',
    'Your transfer was stopped as the IBAN is wrong. Call 020 7946 0018 or correct it.',
    '振込を保留しております。口座名義をご確認のうえ、03-0000-4410へお電話ください。',
    'Für die Wartung rufen Sie uns bitte an: 030 555 0143, wir verbinden uns mit TeamViewer.',
  ]
  assert.deepEqual(honest.filter(callsForRemote), [])
})

test('who was rung first may come to see the screen; who writes first and wants to be rung may not', () => {
  assert.ok(offersRemoteHelp('PCの不具合を直します。クイックアシストを起動し、お電話ください。'))
  assert.ok(offersRemoteHelp('Start Quick Assist and call us, so that we can repair your mailbox.'))
  assert.ok(
    offersRemoteHelp(
      'Un tecnico la chiamerà su Teams. Apra già ora "Assistenza rapida" e tenga pronto il codice che il tecnico le detterà.',
    ),
  )
  assert.ok(!offersRemoteHelp('本日お電話いただいた印字の件は、13時に弊社よりお電話し、遠隔サポートで調整いたします。'))
  assert.ok(!offersRemoteHelp('Following your call we will phone you at three and look at it in a remote session.'))
})
