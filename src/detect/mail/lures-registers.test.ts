import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, type PlantedMail } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

/** Which of the texts are told, and say so. */
const told = async (texts: string[], what: string, more: Partial<PlantedMail> = {}) => {
  await office.clear()
  for (const [i, text] of texts.entries())
    await office.mail({ ...more, day: 1 + i, from: GUIDE(i), subject: `${i}`, text })
  const signs = (await office.judge(phishingLure)).filter((sign) => JSON.stringify(sign.words.what).includes(what))
  return texts.filter((_, i) => signs.some((sign) => sign.words.subject === `${i}`))
}
const GUIDE = (i: number) => `Guide <office@trade-guide-${i}.example>`
const BILL = 'bills an entry in a register'
const FREE = 'calls the entry free'
const CARD = 'security digits'

test('a bill for an entry in a register that nobody ordered is a sign in every language', async () => {
  const bills = [
    'Opłata za wpis do Ewidencji Przedsiębiorców Europejskich wynosi 289,00 zł. Prosimy o wpłatę w terminie 7 dni.',
    'Za zápis do Rejstříku podnikatelů a společností účtujeme 3 400 Kč. Uhraďte prosím do 10 dnů na náš účet.',
    'Voor de vermelding van uw onderneming in het handelsregister is € 312,00 verschuldigd. Gelieve te betalen binnen acht dagen.',
    'Para a inscrição da sua empresa no Registo Central de Empresas, o pagamento de 290,00 € deve ser feito em oito dias.',
    'För registrering i Företagsregistret ska ni betala 2 900 kr inom tio dagar för att er post ska vara kvar.',
    'Şirketinizin Avrupa Şirket Sicil Rehberi kaydı için 4.500 TL ücret ödenmesi gerekir.',
    'За включение вашей организации в Единый реестр предприятий необходимо оплатить взнос 12 500 руб.',
    'За внесення до Реєстру підприємств необхідно сплатити збір 4 200 грн протягом семи днів.',
    'Phí đăng ký vào danh bạ doanh nghiệp là 3.200.000 đồng, vui lòng thanh toán trong tuần.',
  ]
  assert.deepEqual(await told(bills, BILL), bills)
  const trades = [
    'This is the invoice for the entry of your hotel in the European Hotels Directory 2027, renewed as no cancellation reached us. Please pay EUR 980 within 7 days.',
    'Listing of your practice in the Medical Professionals Guide: USD 640 are due within ten days.',
  ]
  assert.deepEqual(await told(trades, BILL), trades)
  assert.deepEqual(
    await told(['The exhibitors guide is online. Your entry is correct; nothing is to be paid.'], BILL),
    [],
  )
  assert.deepEqual(await told(['Informujemy o zmianach w rejestrze przedsiębiorców. Wpis jest bezpłatny.'], BILL), [])
})

test('a free entry whose form is an order for years is a sign; a form that costs nothing, and one whose price the mail names, are none', async () => {
  const form = (text: string) => [{ name: 'form.pdf', type: 'pdf', text }]
  const order = 'Order: by signing, the firm orders an advertisement for three years at EUR 990 per year.'
  for (const [text, print] of [
    ['Your basic entry is free of charge. Please check the form and return it signed.', order],
    [
      '基本情報の掲載は無料です。同封の用紙にご記入のうえご返送ください。',
      '本書への署名により、年額98,000円の広告掲載を3年間申し込みます。',
    ],
    [
      'Der Grundeintrag ist kostenlos. Bitte senden Sie das Formular unterschrieben zurück.',
      'Mit der Unterschrift wird ein Auftrag über drei Jahre zu EUR 890 jährlich erteilt.',
    ],
    [
      'La inscripción básica es gratuita. Rellene y devuelva el formulario firmado.',
      'Con la firma se encarga el contrato por tres años, 890 € al año.',
    ],
  ] as const)
    assert.deepEqual(await told([text], FREE, { attachments: form(print) }), [text])
  const text = 'Your entry in the visitors’ catalogue is free. Please return the form by 3 May.'
  assert.deepEqual(await told([text], FREE, { attachments: form('Name, stand, logo. No costs arise.') }), [])
  const said = 'Please return the signed advertising order.'
  assert.deepEqual(await told([said], FREE, { attachments: form(order) }), [])
})

test('the number of a card with its secret digits, to be sent back, is a sign in every language', async () => {
  const asked = [
    'Please complete the form with your card number, expiry date and the security code.',
    'Reply with the card number and CVV to hold the room.',
    '申込書にカード番号、有効期限、裏面の3桁の数字をご記入のうえ、ご返送ください。',
    'Bitte senden Sie uns das Formular mit Kartennummer, Ablaufdatum und Prüfziffer zurück, damit wir buchen.',
    'Merci de nous renvoyer la fiche avec le numéro de carte et le cryptogramme pour garder la chambre.',
    'Devuélvanos el formulario con el número de tarjeta y el código de seguridad para la reserva de su hotel.',
    'Vi preghiamo di compilare il modulo con il numero di carta e il codice di sicurezza per la camera.',
    'Stuur het formulier met het kaartnummer en de beveiligingscode naar ons, zodat de kamer voor u is.',
    'Prosimy odesłać formularz z numerem karty oraz kodem CVV, aby potwierdzić pokój dla Państwa.',
    '请填写表格并发回，包括卡号、有效期和安全码。',
    '예약을 위해 카드 번호와 보안 코드를 양식에 적어 회신해 주십시오.',
  ]
  assert.deepEqual(await told(asked, CARD), asked)
  const attachments = [{ name: 'form.docx', type: 'ooxml', text: 'Reservation\nCard number\nExpiry\nCVC\nSignature' }]
  const today = 'Please return the form today.'
  assert.deepEqual(await told([today], CARD, { attachments }), [today])
})

test('a warning, a page for payment and a form without the secret digits are none', async () => {
  const honest = [
    'We never ask for your card number or CVV by e-mail, and please do not send them in a form.',
    'カード番号やセキュリティコードをメールでお尋ねすることはありません。返信しないでください。',
    'Please return the form with the last four digits of the card.',
    'You can pay by card on our page. It asks for the card number and the CVC.',
    'Bitte senden Sie das Formular mit Ihren Kontaktdaten zurück; die Kartennummer brauchen wir nicht.',
  ]
  assert.deepEqual(await told(honest, CARD), [])
})
