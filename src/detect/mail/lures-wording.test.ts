/** Lures that no list of pretexts knows, by their wording and what does not fit; beside each, the honest mail that is worded alike. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { lettersIn } from '../../mail/core-text.ts'
import { claimedName } from './claimed-name.ts'
import { phishingLure } from './phishing-lure.ts'
import { history, type Mailbox, mailbox, type PlantedMail } from './test-mailbox.ts'
import { soundOf } from './wording.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})

const worded = async (mail: PlantedMail) => {
  await office.mail(mail)
  const signs = await office.judge(phishingLure)
  return signs.filter((sign) => /worded-/.test(String(sign.metrics.kind)))
}

/** [subject, text] */
const LURES: Record<string, [string, string]> = {
  prize: [
    'Your wallet has been chosen',
    'Hello,\nyour address was drawn for the spring token campaign. Connect your wallet today and confirm the claim, otherwise the reward is given to the next participant.\nhttps://claim.token-spring.pro/start',
  ],
  heiress: [
    'Eine vertrauliche Bitte',
    'Guten Tag,\nich bin schwer krank und mein verstorbener Mann hat bei einer Bank 4 Millionen Euro hinterlassen. Ich suche eine ehrliche Person, die das Geld für wohltätige Zwecke annimmt. Sie behalten 30 Prozent. Bitte antworten Sie mir vertraulich an meine private Adresse.',
  ],
  reporter: [
    '【取材のお願い】半島情勢について',
    '先生\n突然のご連絡失礼いたします。貴殿のご論考を拝読し、ぜひ匿名でご意見を伺いたく存じます。ご返信いただけましたら質問票とパスワードをお送りいたします。謝金は3万円を予定しております。携帯電話の番号もお知らせください。',
  ],
}

test('a stranger worded as a swindler, with something that does not fit, is suspicious, and the report quotes what says so', async () => {
  for (const [who, from] of [
    ['prize', 'Rewards <hello@airdrop-desk.pro>'],
    ['heiress', 'Frau K. <marga.k1958@gmail.com>'],
    ['reporter', '報道部 <desk@press-newsroom-jp.org>'],
  ] as const) {
    await office.clear()
    await history(office)
    const [subject, text] = LURES[who] ?? ['', '']
    const links = /https:\/\/\S+/.exec(text)
    const [sign] = await worded({ from, day: 70, subject, text, links: links ? [{ url: links[0] }] : [] })
    assert.equal(sign?.severity, 'medium', who)
    assert.match(JSON.stringify(sign?.words.what), /言い回し.*“.+”|“.+”.*言い回し/, who)
  }
})

/** moderately sure, by no means certain */
const PORTAL = {
  subject: 'The customer portal',
  text: 'Dear customers, the new portal is open. Your documents of this year can be seen there after you sign in. We wish you a pleasant autumn and thank you for your trust.',
}
const PARTS = {
  subject: 'List of parts',
  text: 'Hello, attached is our list of parts for this quarter. Kindly check it and let us have your best price and delivery time.',
}
const ORDER = {
  subject: 'PO',
  text: 'Please see the attached purchase order and send us your proforma invoice with the earliest delivery date. Open the attached file for details and specifications.',
}
const sureOf = ({ subject, text }: { subject: string; text: string }) => soundOf(subject, text)

test('what is worded somewhat like a lure is one from an odd domain; from a firm’s own domain, and from a free address, it is none', async () => {
  const { lure } = sureOf(PORTAL)
  assert.ok(lure > 0.6 && lure < 0.78, `${lure}`)
  const links = (host: string) => [{ url: `https://${host}/portal` }]
  const odd = 'kunden-service-online.com'
  assert.equal((await worded({ ...PORTAL, from: `Portal <post@${odd}>`, day: 70, links: links(odd) })).length, 1)
  await office.clear()
  await history(office)
  const firm = 'lindenhof.de'
  assert.deepEqual(await worded({ ...PORTAL, from: `Portal <post@${firm}>`, day: 70, links: links(firm) }), [])
  assert.deepEqual(
    await worded({
      ...PORTAL,
      from: 'Portal <lindenhof.post@gmail.com>',
      day: 71,
      attachments: [{ name: 'portal.pdf', type: 'pdf' }],
    }),
    [],
  )
})

test('a mail that only wants its file opened must be surer, whatever does not fit', async () => {
  const parts = sureOf(PARTS)
  assert.ok(parts.lure > 0.6 && parts.lure < 0.9 && parts.malware > parts.lure / 2, JSON.stringify(parts))
  const from = 'Workshop <post@line-parts-trading.com>'
  const attachments = [{ name: 'list.pdf', type: 'pdf' }]
  assert.deepEqual(await worded({ ...PARTS, from, day: 70, attachments }), [])
  assert.equal((await worded({ ...ORDER, from, day: 71, attachments })).length, 1)
})

test('an office of a state counts as anybody where its answers go to a free address that nobody here knows', async () => {
  const fund = {
    subject: 'Release of payment',
    text: 'Dear beneficiary, your compensation fund of USD 2,500,000 has been approved for release. Kindly reply with your full name, address and telephone number to the paying officer so that the payment can be made.',
    from: 'Somchai <somchai@moph.go.th>',
  }
  assert.deepEqual(await worded({ ...fund, day: 70 }), [])
  assert.deepEqual(await worded({ ...fund, day: 71, reply_to: ['somchai@dms.moph.go.th'] }), [])
  assert.equal((await worded({ ...fund, day: 72, reply_to: ['paying.officer@gmail.com'] })).length, 1)
})

test('of a sentence something is told only where something odd stands beside it', async () => {
  const prize = {
    subject: 'Wallet',
    text: 'Claim your token reward today: connect the wallet before it is given away.',
  }
  const letters = lettersIn(prize.text)
  assert.ok(letters > 50 && letters < 80, `${letters}`)
  const links = (host: string) => [{ url: `https://${host}/claim` }]
  const firm = 'lindenhof.com'
  assert.deepEqual(await worded({ ...prize, from: `Lindenhof <post@${firm}>`, day: 70, links: links(firm) }), [])
  const odd = 'token-reward-desk.com'
  assert.equal((await worded({ ...prize, from: `Rewards <post@${odd}>`, day: 71, links: links(odd) })).length, 1)
})

test("a bank's notice that leads nowhere wants nothing; with a link it is a lure", async () => {
  const from = 'Sparkasse Hochtal <info@sparkasse-hochtal-online.com>'
  const subject = 'Neue Nachricht in Ihrem Elektronischen Postfach'
  const text =
    'Guten Tag,\nin Ihrem Postfach wurde ein wichtiges Dokument zu Ihrem Konto eingestellt. Bitte melden Sie sich an und bestätigen Sie Ihre Daten, damit Ihr Zugang erhalten bleibt. Ihre Sparkasse'
  assert.deepEqual(await worded({ from, day: 70, subject, text }), [])
  const links = [{ url: 'https://sparkasse-hochtal-online.com/konto' }]
  assert.equal((await worded({ from, day: 71, subject, text, links })).length, 1)
})

test('the same words by somebody known, to a list, by mail to many or from a registered organisation are left alone', async () => {
  const [subject, text] = LURES.reporter ?? ['', '']
  await office.mail({
    from: '記者 <desk@press-newsroom-jp.org>',
    day: 10,
    subject: '御礼',
    text: 'ありがとうございました',
  })
  await office.mail({
    from: 'sato@kobogiken.co.jp',
    to: 'desk@press-newsroom-jp.org',
    day: 11,
    subject: 'Re: 御礼',
    text: 'こちらこそ',
  })
  assert.deepEqual(await worded({ from: '記者 <desk@press-newsroom-jp.org>', day: 70, subject, text }), [])
  assert.deepEqual(await worded({ from: '記者 <desk@hodo-press.co.jp>', day: 71, subject, text }), [])
  // a colleague of one with whom there is traffic
  assert.deepEqual(await worded({ from: '同僚 <news@press-newsroom-jp.org>', day: 71, subject, text }), [])
  assert.deepEqual(
    await worded({
      from: '配信 <desk@press-newsroom-eu.org>',
      day: 72,
      subject,
      text,
      list_id: 'news.press-newsroom-eu.org',
    }),
    [],
  )
})

test('everyday words of strangers with the same odd circumstances say nothing', async () => {
  const everyday: [string, string][] = [
    ['請求書の送付', '平素よりお世話になっております。10月分の請求書を添付いたします。ご査収ください。'],
    ['Photos of Saturday', 'Hi all, here are the pictures of the hike. See you at the club on Tuesday!'],
    ['お見積りの件', 'お問い合わせありがとうございます。ご依頼の件、来週火曜にお見積りをお送りします。'],
    [
      'Terminbestätigung',
      'Guten Tag, hiermit bestätigen wir Ihren Termin am 4. November um 10 Uhr in unserer Werkstatt.',
    ],
  ]
  for (const [i, [subject, text]] of everyday.entries())
    assert.deepEqual(await worded({ from: `人 <someone${i}@gmail.com>`, day: 70 + i, subject, text }), [], subject)
})

test('a newspaper’s or ministry’s name on another domain is no sign alone, and one more beside words of an approach', async () => {
  assert.equal(claimedName('NHK 報道局 北川', '', 'nhk-newsdesk.org'), 'NHK')
  assert.equal(
    claimedName('北川', '突然のご連絡失礼いたします。\n\n--\n外務省 北東アジア課\n北川', 'mofa-gov-jp.org'),
    '外務省',
  )
  assert.equal(claimedName('NHK 報道局 北川', '', 'nhk.or.jp'), null)
  assert.equal(
    claimedName(
      '北川',
      `昨日の外務省の発表では、次の三点が挙げられ、当面は様子を見る方針とのことでした。ご参考まで。\n北川`,
      'kitagawa.jp',
    ),
    null,
  )
  assert.equal(claimedName('Snhkwara', 'best,\nCSISter', 'a.example'), null)
})

test('a code for a device is never sent by mail; a page that only tells of the genuine sign-in is nothing', async () => {
  const page = [{ url: 'https://microsoft.com/devicelogin' }]
  await office.mail({
    from: '監査 <audit@meet.example.org>',
    day: 70,
    subject: '会議',
    text: '参加にはこのコードを入力してください。コード: FK7QX2R9M',
    links: page,
  })
  const [sign] = await office.judge(phishingLure)
  assert.deepEqual([sign?.severity, sign?.metrics.kind], ['high', 'account'])
  await office.clear()
  await history(office)
  await office.mail({
    from: 'IT <it@kyoshitsu.example.org>',
    day: 70,
    subject: '手順',
    text: 'テレビに表示された番号は、下のページで入力します。',
    links: page,
  })
  assert.deepEqual(await office.judge(phishingLure), [])
})

test('a letter of extortion without a wallet is one; a report on gangs and coins is not', async () => {
  await office.mail({
    from: 'team <cw@onion.example.org>',
    day: 70,
    subject: 'Your data',
    text: 'We have downloaded 240 GB of your data from your servers. Price 2 BTC. If you do not contact us in 5 days we will publish all.',
  })
  await office.mail({
    from: '記者 <desk@shimbun.example.jp>',
    day: 71,
    subject: '記事',
    text: '市内の病院がDDoS攻撃を受けた件の記事を添えます。犯人の要求は公表されていません。',
  })
  assert.deepEqual(
    (await office.judge(phishingLure)).map((sign) => [sign.severity, sign.metrics.kind]),
    [['medium', 'blackmail']],
  )
})

test('a stranger who wants macros enabled in a bill, a leader who wants a chat group, and a charge in dollars with a number to ring are lures', async () => {
  const lures: PlantedMail[] = [
    {
      from: '経理部 <keiri@shoji.example.org>',
      day: 70,
      text: '請求書を添付いたします。開いた後「コンテンツの有効化」を押してください。',
      attachments: [{ name: '請求書.xlsm' }],
    },
    {
      from: '取締役社長 大内 <ohuchi@kaisha-shacho.example.org>',
      day: 71,
      text: '業務用のLINEグループを新しく作成してください。作成後、グループのQRコードをこのメールに返信してください。',
    },
    {
      from: 'Billing <invoice.9921@gmail.com>',
      day: 72,
      text: 'USD 489.99 has been charged to your account. If you did not authorize this, call our desk to cancel: +1 (808) 555-0187',
    },
  ]
  for (const mail of lures) await office.mail(mail)
  await office.mail({
    from: '協会 <jimu@kyokai.example.org>',
    day: 73,
    text: '調査票はマクロを有効にしてご記入ください。',
    attachments: [{ name: '調査票.xlsm' }],
  })
  const signs = await office.judge(phishingLure)
  assert.deepEqual(
    signs.map((sign) => [sign.metrics.kind, sign.severity === 'low' || sign.severity === 'informational']),
    [
      ['worded-malware', false],
      ['chat', false],
      ['callback', false],
    ],
  )
})

test('where neither words nor sender decide, both together do: a new name of words with a hurry; the same letter from a registered organisation is none', async () => {
  const subject = '料金所のご利用について'
  const text =
    '平素よりお世話になっております。先週お送りした通知書の件ですが、48時間以内にご確認がない場合は手数料 12,000円が加算されます。下のページから氏名と車両番号を入力のうえ、本日中にお手続きください。ご不明な点はこのメールへの返信でお知らせください。'
  const links = (host: string) => [{ url: `https://${host}/pay` }]
  const from = (host: string) => `料金通知係 <info@${host}>`
  const odd = 'tsuko-ryokin-tetsuzuki.com'
  const [sign] = await worded({ from: from(odd), day: 70, subject, text, links: links(odd) })
  assert.equal(sign?.severity, 'medium')
  await office.clear()
  await history(office)
  const firm = 'tetsuzuki.or.jp'
  assert.deepEqual(await worded({ from: from(firm), day: 70, subject, text, links: links(firm) }), [])
})
