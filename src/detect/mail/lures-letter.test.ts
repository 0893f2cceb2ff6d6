import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encryptedPdf, pdfOf, textPage } from '../../mail/attachment/test-pdf.ts'
import { inspect } from '../../mail/inspect.ts'
import { phishingLure } from './phishing-lure.ts'
import { HONEST, MOVED } from './test-letters.ts'
import { type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

type Planted = Parameters<Mailbox['mail']>[0]
const FREE = 'Anna Weber <anna.weber77@gmail.com>'
const FIRM = 'Anna Weber <anna@kawase-seiki.example>'

const judged = async () => (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
const plant = (text: string, mail: Partial<Planted>, name = 'letter.pdf') =>
  office.mail({
    from: FREE,
    auth: 'pass',
    day: 20,
    subject: 'Invoice 4471',
    text: 'Please see the attached.',
    attachments: [{ name, type: name.endsWith('.pdf') ? 'pdf' : 'ooxml', text }],
    ...mail,
  })
const alone = async (text: string, mail: Partial<Planted> = {}, name?: string) => {
  await office.clear()
  await plant(text, mail, name)
  return await judged()
}
const link = (url: string, source = 'attachment') => [{ url, source }]

const CALLBACKS = {
  en: 'NORTON LifeLock\nYour annual subscription has been renewed and $399.99 has been debited from your account.\nIf you did not authorize this transaction, call our billing department within 24 hours for a refund: +1 (808) 555-0142',
  'en, to be charged':
    'GEEK SQUAD Order GS-11402\nYour plan will be auto-renewed and $349.00 will be charged in the next 24 hours.\nTo cancel the subscription call our help desk at 1 (888) 555 0199',
  ja: 'ご契約更新のお知らせ\nウイルス対策ソフト（1年）を自動更新し、49,800円を決済いたしました。\nお心当たりがない場合は、24時間以内に下記までお電話のうえ、キャンセル手続きをお願いいたします。\n電話 050-1234-5678',
  de: 'Ihr Abonnement wurde automatisch verlängert, 349,99 EUR werden innerhalb von 24 Stunden abgebucht. Falls nicht von Ihnen autorisiert, rufen Sie zur Stornierung und Erstattung an: +49 30 5555 0143',
}

for (const [language, text] of Object.entries(CALLBACKS))
  test(`a bill in a file that is to be undone by telephone is a sign (${language})`, async () => {
    assert.deepEqual(await alone(text), ['medium callback'])
    assert.deepEqual(await alone(text, {}, 'letter.docx'), ['medium callback'])
    assert.deepEqual(await alone(text, { from: 'Billing <desk@renewal-desk.top>', auth: 'none' }), ['high callback'])
  })

test('all three signs of such a bill are one whoever sends it; of a list, a known sender, and beside other papers they are none', async () => {
  assert.deepEqual(await alone(CALLBACKS.en, { from: FIRM }), ['medium callback'])
  assert.deepEqual(await alone(CALLBACKS['en, to be charged'], { from: FIRM }), [])
  assert.deepEqual(
    await alone(CALLBACKS.en, { from: FIRM, headers: [['List-Unsubscribe', '<mailto:a@b.example>']] }),
    [],
  )
  assert.deepEqual(await partner(CALLBACKS.en, {}), [])
  const papers = ['a', 'b', 'c', 'd'].map((name) => ({ name: `${name}.pdf`, type: 'pdf', text: CALLBACKS.en }))
  assert.deepEqual(await alone('', { from: FIRM, attachments: papers }), [])
})

const partner = async (text: string, mail: Partial<Planted>) => {
  await office.clear()
  const from = `田中 太郎 <tanaka@${PARTNER}>`
  await exchange(from)
  await plant(text, { from, subject: '請求書の送付', text: '請求書をお送りします。', ...mail })
  return await judged()
}

async function exchange(from: string): Promise<void> {
  for (const day of [1, 5, 9]) {
    await office.mail({ from, day, auth: 'pass' })
    await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: from, day: day + 1 })
  }
}

const NEW_ACCOUNT =
  'INVOICE 4471\nAmount due USD 48,200.00\nPlease note that our bank details have changed, our old account is under audit.\nNew bank account: IBAN LT12 1000 0111 0100 1000, SWIFT REVOLT21'
const MERGED = HONEST.銀行の統合 ?? ''

test('another account in a file is a sign where its excuse, its sender, his haste or his answers do not fit; from a partner, too', async () => {
  assert.deepEqual(await alone(NEW_ACCOUNT, { from: FIRM }), ['medium money'])
  assert.deepEqual(await partner(NEW_ACCOUNT, {}), ['medium money'])
  assert.deepEqual(await alone(MERGED), ['medium money'])
  assert.deepEqual(await alone(MERGED, { from: FIRM, auth: 'fail' }), ['high money'])
  assert.deepEqual(await alone(MERGED, { from: FIRM, text: '本日中にお支払いをお願いします。' }), ['medium money'])
  assert.deepEqual(await alone(MERGED, { from: FIRM, reply_to: ['kawase.keiri@gmail.com'] }), ['high money'])
  assert.deepEqual(await partner(MERGED, { subject: '振込先変更のお知らせ', text: '振込先を変更いたしました。' }), [
    'low money',
  ])
})

test('firms that move to another bank and say so in a letter are left alone', async () => {
  for (const name of MOVED) assert.deepEqual(await alone(HONEST[name] ?? '', { from: FIRM }), [], name)
  assert.deepEqual(await partner(MERGED, {}), [])
})

const WALLET = 'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh'
test('a letter of extortion in a file is a sign, with a wallet and without; a warning of such letters is none', async () => {
  const watched = `Hello. I have infected your computer with a trojan and recorded you with your webcam. I have all your contacts. Pay 1200 USD in Bitcoin to ${WALLET} within 48 hours, or I send the video to your family.`
  assert.deepEqual(await alone(watched, { from: FIRM }), ['high blackmail'])
  const ja = `私はあなたのパソコンにマルウェアを入れ、カメラで録画しました。48時間以内に ${WALLET} へビットコインを支払わなければ、あなたの家族や同僚に送信します。`
  assert.deepEqual(await alone(ja, { from: FIRM }), ['high blackmail'])
  const gang =
    'We have downloaded 300 GB of your data from your servers. If you do not contact us within 72 hours we will publish the files on our blog. Payment in Bitcoin.'
  assert.deepEqual(await alone(gang, { from: FIRM }), ['medium blackmail'])
  assert.deepEqual(await alone(HONEST['a warning of extortion'] ?? ''), [])
})

const SEALED = 'Adobe Acrobat\nThis document is protected\nYou have received a secure document.\nVIEW DOCUMENT'
test("a page that says nothing but to open the document at somebody else's place is a sign", async () => {
  const links = link('https://login.example.net/d/1')
  assert.deepEqual(await alone(SEALED, { from: FIRM, links }), ['medium account'])
  assert.deepEqual(await alone('この文書は保護されています。\n下のボタンから文書を開いてください。', { links }), [
    'medium account',
  ])
  const button = 'Shared file: Contract_2026.pdf\nOpen document'
  assert.deepEqual(await alone(button, { links: link('https://contract-26.pages.dev/') }), ['medium account'])
})

test("such a page is none where it leads to its sender's own place or a brand's, to many, or asks for a password agreed on", async () => {
  assert.deepEqual(await alone(SEALED, { from: FIRM, links: link('https://secure.kawase-seiki.example/d/1') }), [])
  assert.deepEqual(await alone(SEALED, { from: FIRM, links: link('https://get.adobe.com/reader/') }), [])
  const many = ['a', 'b', 'c'].flatMap((name) => link(`https://${name}.example.net/`))
  assert.deepEqual(await alone(SEALED, { from: FIRM, links: many }), [])
  const secure = HONEST['an encrypted message'] ?? ''
  assert.deepEqual(await alone(secure, { from: FIRM, links: link('https://mail.seppmail.example/d/1') }), [])
  const shop = 'Your order is complete.\nView the invoice online.'
  assert.deepEqual(await alone(shop, { from: FIRM, links: link('https://portal.lieferant.example/d/1') }), [])
})

test('a code in a file that is to be photographed by a time for wages or an account is a sign; a handbook and a flyer are none', async () => {
  const links = link('https://hr.example.net/q/1', 'attachment-qr')
  const wages =
    'Your salary adjustment for 2027 is ready for review. Scan the QR code with your phone to review your salary. This document expires within 24 hours.'
  assert.deepEqual(await alone(wages, { from: FIRM, links }), ['medium picture'])
  assert.deepEqual(
    await alone(wages, { from: FIRM, links: link('https://hr.kawase-seiki.example/', 'attachment-qr') }),
    [],
  )
  for (const name of ['二要素認証の手順', '給与明細の電子化', '案内のちらし', 'benefits'])
    assert.deepEqual(await alone(HONEST[name] ?? '', { from: FIRM, links }), [], name)
})

const WORDED =
  'Dear employee, your mailbox password expires today. To keep your account active, confirm your identity through the secure portal immediately or your messages will be lost.'
test('the wording of a file counts where the mail says next to nothing and its sender does not fit', async () => {
  const from = 'Service <desk@it-service-desk.top>'
  assert.deepEqual(await alone(WORDED, { from }), ['medium worded-phishing'])
  assert.deepEqual(await alone(WORDED, { from: FIRM }), [])
  const more = `Dear Ms Sato, thank you for the call on Monday. I attach the form about which we spoke, the table on page two is the one that the laboratory filled in last spring. ${'See you in June. '.repeat(3)}`
  assert.deepEqual(await alone(WORDED, { from, text: more }), [])
})

test("an honest stranger's file is left alone, with links and without, and a partner's, too", async () => {
  await office.clear()
  const planted = new Map<string, string>()
  for (const [i, [name, text]] of Object.entries(HONEST).entries()) {
    const senders = [`anna@kawase-${i}.example`, ...(MOVED.includes(name) ? [] : [`anna.weber${i}@gmail.com`])]
    for (const address of senders)
      for (const links of [[], link('https://maps.example.net/x'), link('https://shop.example.net/x', 'attachment-qr')])
        planted.set(await plant(text, { from: `Anna Weber <${address}>`, subject: `Invoice ${i}`, links }), name)
    if (MOVED.includes(name)) continue
    const known = `担当${i} <tantou@torihiki-${i}.co.jp>`
    await exchange(known)
    planted.set(
      await plant(text, { from: known, subject: '請求書の送付', text: '請求書をお送りします。' }),
      `${name}, of a partner`,
    )
  }
  const told = await office.judge(phishingLure)
  assert.deepEqual(
    told.map(({ mails = [] }) => mails.map((one) => planted.get(one))),
    [],
  )
})

test('a real PDF is heard so, under a password that the mail tells, too', async () => {
  const bill = pdfOf([textPage(CALLBACKS.ja.split('\n'))])
  for (const content of [bill, encryptedPdf(bill, 'Xk7-2016')]) {
    const [item] = await inspect('bill.pdf', '', content, {
      passwords: [{ text: 'Xk7-2016', source: 'own' }],
      milliseconds: 20_000,
    })
    assert.deepEqual(await alone(item?.text ?? '', { text: 'パスワード: Xk7-2016' }), ['medium callback'])
  }
})
