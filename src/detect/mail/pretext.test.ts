import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForMoney, cannotBeAsked, extorts, threatensAccount } from './pretext.ts'

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

test('coins are wanted, or something is done: in every language, whatever “or else” is called; who tells of it makes no threat', () => {
  const asked = [
    'We hold control of your turbines. Send 1.5 BTC. If not, we shut down the plant.',
    'Stop the deliveries or send 2 XMR to us. This is the only warning: your site falls under DDoS.',
    'Pay 3 BTC. If you refuse, we destroy the servers.',
    '2BTCを送金せよ。さもないと貴社のサイトを攻撃する。',
    '0.5 BTCを支払え。従わなければサーバを破壊する。',
    'Zahlen Sie 2 BTC. Ansonsten veröffentlichen wir alles, was wir von Ihnen haben.',
    'Payez 2 BTC. Dans le cas contraire, nous allons publier tout ce que nous avons de vous.',
    'Pague 2 BTC. En caso contrario publicamos lo que tenemos: ataque a su web, de los que no se olvidan.',
    'Pague 2 BTC. Caso contrário vamos publicar tudo o que temos e não vai ser bom para a sua empresa.',
    'Pagate 2 BTC. In caso contrario noi vi attacchiamo e la rete della vostra azienda non torna.',
    'Betaal 2 BTC. Zo niet, dan komt er een aanval op uw website en wij publiceren wat wij van u hebben.',
    'Zapłaćcie 2 BTC. Jeśli nie, to zaatakujemy i opublikujemy wszystko, co mamy na was.',
    'Zaplaťte 2 BTC. V opačném případě zveřejníme vše, co máme, a na váš web zaútočíme.',
    'Betala 2 BTC. I annat fall kommer vi att publicera allt som vi har om er.',
    'Betal 2 BTC. I modsat fald vil vi offentliggøre alt, hvad vi har om jer, og det er slut.',
    'Betal 2 BTC. I motsatt fall vil vi offentliggjøre alt vi har om dere, og det er slutt.',
    '2 BTC ödeyin. Yoksa elimizdeki her şeyi yayınlayacağız ve bu sizin için son olur.',
    'Заплатите 2 BTC. Если нет, мы опубликуем всё, что у нас есть.',
    'Сплатіть 2 BTC. Якщо ні, ми опублікуємо все, що маємо.',
    '请支付 2 BTC。若不照办，我们将攻击贵公司网站。',
    '2 BTC를 송금하십시오. 그렇지 않으면 자료를 공개하겠습니다.',
    'Hãy chuyển 2 BTC. Bằng không chúng tôi sẽ công bố toàn bộ dữ liệu và tấn công trang web của bạn.',
    'Bayar 2 BTC. Kalau tidak, kami sebarkan semua data yang kami punya dari perusahaan Anda.',
  ]
  assert.deepEqual(asked.filter(extorts), asked)
  const honest = [
    'If not, we can close the meeting at five. The bill is attached.',
    'Hackers asked the town for 2 BTC, the newspaper writes; the mayor refused.',
    'Zo niet, dan sturen wij u een herinnering. De kosten zijn € 20.',
    'Jeśli nie, prosimy o odpowiedź do piątku.',
    'ご都合が悪ければ、さもないと日程が組めませんのでお知らせください。',
  ]
  assert.deepEqual(honest.filter(extorts), [])
})
