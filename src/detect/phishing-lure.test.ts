import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { asksForMoney, carriesAddress, ownersOf, sameBrand, threatensAccount } from './pretext.ts'
import { type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())
/** one mail alone, no archive */
const alone = async (mail: Parameters<Mailbox['mail']>[0]) => {
  await office.clear()
  await office.mail(mail)
  return (await office.judge(phishingLure)).map((sign) => [sign.severity, sign.metrics.kind, sign.destinations[0]])
}

test("a well-known name on a domain that is not its owner's is high; the owner's own mail and a shop on its mall are not", async () => {
  const links = [{ url: 'https://id-check.example.net/login' }]
  assert.deepEqual(await alone({ from: 'みずほ銀行 お客様センター <info@id-check.example.net>', day: 1, links }), [
    ['high', 'brand', 'id-check.example.net'],
  ])
  assert.deepEqual(
    await alone({
      from: '"Pay\u200bPal Support" <a@mail.example.org>',
      day: 1,
      links: [{ url: 'https://x.example.com/' }],
    }),
    [['high', 'brand', 'x.example.com']],
  )
  const own = [{ url: 'https://www.mizuhobank.co.jp/' }]
  assert.deepEqual(await alone({ from: 'みずほ銀行 <info@mizuhobank.co.jp>', day: 1, links: own }), [])
  assert.deepEqual(await alone({ from: 'みずほ商店 <info@mizuho-shop.example.jp>', day: 1, links }), [])
  const mall = [{ url: 'https://item.rakuten.co.jp/shop/1' }]
  const [shop] = await alone({ from: '店 <a@shop.example.jp>', subject: '【楽天市場】発送', day: 1, links: mall })
  assert.equal(shop?.[0], 'low')
})

test("a brand's own domain whose proof fails and that leads elsewhere is high", async () => {
  const mail = { from: '三井住友銀行 <a@smbc.co.jp>', day: 1, links: [{ url: 'https://smbc.example.net/' }] }
  assert.deepEqual(await alone({ ...mail, auth: 'fail' }), [['high', 'brand', 'smbc.example.net']])
  assert.deepEqual(await alone(mail), [])
})

test("a mailbox about to be lost, and a link out that carries the reader's address; a provider's own page is no such", async () => {
  const text = 'メールボックスの容量が上限に達しました。受信が停止されます。'
  const links = [{ url: `https://quota.example.net/?m=sato@${OURS}` }]
  assert.deepEqual(await alone({ from: 'IT管理者 <a@alert.example.org>', day: 1, text, links }), [
    ['high', 'account', 'quota.example.net'],
  ])
  const provider = [{ url: 'https://panel.hosting.example.jp/login' }]
  assert.deepEqual(await alone({ from: '会員窓口 <a@hosting.example.jp>', day: 1, text, links: provider }), [])
  assert.deepEqual(
    await alone({ from: 'IT管理者 <a@alert.example.org>', day: 1, text: '工場見学のご案内です。', links }),
    [],
  )
})

test('a new account and answers diverted to a free address are high; the same announcement without is nothing, nor a form', async () => {
  const from = `田中 太郎 <tanaka@${PARTNER}>`
  const text = '振込先口座が変更になりました。今月より新しい口座へお振込みください。'
  const reply_to = ['tanaka.torihiki@gmail.com']
  assert.deepEqual(await alone({ from, day: 1, text, reply_to }), [['high', 'money', PARTNER]])
  assert.deepEqual(await alone({ from, day: 1, text }), [])
  assert.deepEqual(await alone({ from, day: 1, text: '製品の価格を教えてください。', reply_to }), [])
})

test('money in secret from an address that anybody can have is a sign; a private address that asks for nothing is not', async () => {
  const from = '社長 <president.1970@gmail.com>'
  const [sign] = await alone({ from, day: 1, text: '会議中で電話に出られません。極秘に送金をお願いします。' })
  assert.deepEqual(sign?.slice(0, 2), ['medium', 'money'])
  assert.deepEqual(await alone({ from, day: 1, text: '熱があるので休みます。' }), [])
  assert.deepEqual(await alone({ from, day: 1, text: '修理代です。お振込先は下記の口座です。' }), [])
})

test('words are read as the eye reads them', () => {
  assert.equal(threatensAccount('Your pass\u200bword ex\u200bpires today'), true)
  assert.equal(threatensAccount('The password of the file follows in the next mail'), false)
  assert.equal(asksForMoney('Ｐｌｅａｓｅ　ｋｅｅｐ　ｃｏｎｆｉｄｅｎｔｉａｌ: wire transfer'), 'secret')
  assert.equal(asksForMoney('お振込みは下記口座へお願いします'), '')
  assert.equal(ownersOf('Amazonギフト研究会'), null)
  assert.equal(sameBrand('paypal.co.jp', 'mail.paypal.com'), true)
  assert.equal(sameBrand('paypal.example.com', 'paypal.com'), false)
  assert.equal(
    carriesAddress(`https://a.example/#${Buffer.from('sato@example.jp').toString('base64')}`, ['sato@example.jp']),
    true,
  )
  assert.equal(carriesAddress('https://a.example/?u=other', ['sato@example.jp']), false)
})
