import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { asksForMoney, carriesAddress, isCaretaker, ownersOf, sameBrand, threatensAccount } from './pretext.ts'
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

test("other countries' banks, posts and tax offices are known by their names; their own newsletters and notices are not accused", async () => {
  const text = 'Läs mer på vår webbplats.'
  const genuine: [string, string][] = [
    ['Skatteverket', 'skatteverket.se'],
    ['PostNord', 'postnord.dk'],
    ['Belastingdienst', 'belastingdienst.nl'],
    ['Česká pošta', 'ceskaposta.cz'],
    ['InPost', 'inpost.pl'],
    ['İş Bankası', 'isbank.com.tr'],
    ['Укрпошта', 'ukrposhta.ua'],
    ['黑貓宅急便', 't-cat.com.tw'],
    ['건강보험공단', 'nhis.or.kr'],
    ['ไปรษณีย์ไทย', 'thailandpost.co.th'],
    ['Vietcombank', 'vietcombank.com.vn'],
    ['Bank Mandiri', 'bankmandiri.co.id'],
    ['Nubank', 'nubank.com.br'],
  ]
  const links = (host: string) => [{ url: `https://www.${host}/a` }]
  const borrowed: string[] = []
  for (const [number, [name, own]] of genuine.entries()) {
    const elsewhere = `mailing-center${number}.net`
    borrowed.push(await office.mail({ from: `${name} <info@${elsewhere}>`, day: 1, text, links: links(elsewhere) }))
    await office.mail({ from: `${name} <info@${own}>`, day: 1, text, links: links(own) })
  }
  const accused = (await office.judge(phishingLure)).map(({ severity, mails }) => `${severity} ${mails?.join()}`)
  assert.deepEqual(accused.sort(), borrowed.map((file) => `high ${file}`).sort())
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

test('blackmail with a wallet is high whoever it bears as sender; a notice that warns of it, and a shop that takes coins, are none', async () => {
  const wallet = 'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh'
  const threat = `あなたのカメラで録画しました。48時間以内にビットコインを次へ送らなければ、動画を連絡先全員に送ります。\n${wallet}`
  const own = await office.mail({
    from: `佐藤 花子 <sato@${OURS}>`,
    auth: 'fail',
    day: 65,
    subject: '警告',
    text: threat,
  })
  const english = await office.mail({
    from: 'x <dark@somewhere.example>',
    day: 66,
    text: `I recorded you through your webcam. Pay to ${wallet} or I send it to all your contacts.`,
  })
  await office.mail({
    from: '情報共有 <news@keihatsu.example.jp>',
    day: 66,
    text: '録画したと脅し、ビットコインを求めるメールが出回っています。連絡先に公開すると書かれていても、支払わず、無視してください。',
  })
  await office.mail({
    from: 'Shop <shop@wallet.example.com>',
    day: 66,
    text: `Your donation address is ${wallet}. Thank you.`,
  })
  const signs = await office.judge(phishingLure)
  assert.deepEqual(
    signs.map((sign) => [sign.mails?.[0], sign.severity, sign.metrics.kind]),
    [
      [own, 'high', 'blackmail'],
      [english, 'high', 'blackmail'],
    ],
  )
})

test('a leader at a free address who wants a chat group, and a QR code in the place of a link, are seen; a class reunion and a coupon are not', async () => {
  const chat = await office.mail({
    from: '代表取締役社長 山本 一郎 <y.ichiro88@gmail.com>',
    day: 65,
    text: '業務の都合上、新しいLINEグループを作成し、QRコードをこのメールに返信してください。',
  })
  const code = await office.mail({
    from: 'ITサポート <it@mfa-renew.example.net>',
    auth: 'none',
    day: 66,
    subject: '多要素認証の再設定',
    text: '添付のQRコードを読み取ってください。本日中に設定しないと、アカウントは停止されます。',
    attachments: [{ name: 'qr.png', type: 'image' }],
  })
  await office.mail({
    from: '幹事 木村 <kimura.dousoukai@gmail.com>',
    day: 66,
    text: '同窓会のLINEグループを作成しましたので参加してください。',
  })
  await office.mail({
    from: '見本ストア <coupon@store.example.jp>',
    day: 66,
    text: 'ご来店の際は添付のQRコードをレジでお見せください。',
    attachments: [{ name: 'coupon.png', type: 'image' }],
  })
  const signs = await office.judge(phishingLure)
  assert.deepEqual(
    signs.map((sign) => [sign.mails?.[0], sign.severity, sign.metrics.kind]),
    [
      [chat, 'high', 'chat'],
      [code, 'high', 'picture'],
    ],
  )
})

test("a QR code whose link carries the reader's address tells without a word of text; a ticket's leads home, a menu's to anybody", async () => {
  const carried = await office.mail({
    from: 'Microsoft 365 <noreply@shared-docs.example.net>',
    auth: 'none',
    day: 66,
    text: '',
    links: [{ url: `https://m365.example.org/?u=sato@${OURS}`, source: 'qr' }],
  })
  await office.mail({
    from: '受付 <ticket@gakkai.example.jp>',
    auth: 'none',
    day: 66,
    text: '入場証です。',
    links: [{ url: `https://in.gakkai.example.jp/t?m=sato@${OURS}`, source: 'qr' }],
  })
  await office.mail({
    from: '弁当 <order@bento.example.jp>',
    auth: 'none',
    day: 66,
    text: '今週の献立です。',
    links: [{ url: 'https://menu.example.com/week', source: 'qr' }],
  })
  const signs = await office.judge(phishingLure)
  assert.deepEqual(
    signs
      .filter((sign) => String(sign.metrics.kind).includes('picture'))
      .map((sign) => [sign.mails?.[0], sign.severity]),
    [[carried, 'high']],
  )
})

test("the same code in an attached document is told as such; a boarding pass's, a bill's and a flyer's accuse nobody", async () => {
  const from = '予約の窓口 <info@ryokou.example.net>'
  const document = (url: string) => ({
    from,
    auth: 'none' as const,
    day: 66,
    text: '添付をご確認ください。',
    attachments: [{ name: 'ご案内.pdf', type: 'pdf' }],
    links: [{ url, source: 'attachment-qr' }],
  })
  await office.mail(document(`https://m365.example.org/?u=sato@${OURS}`))
  const [sign] = await office.judge(phishingLure)
  assert.equal(sign?.severity, 'high')
  assert.deepEqual(sign?.words.what, {
    ja: '添付文書のQRコードの中のリンク（m365.example.org）に、受信者のアドレスが入っています。携帯電話で読み取らせ、リンクの検査を避けて、この人のパスワードを入力させる手口です',
    en: "the link in its document's QR code (m365.example.org) carries the reader's own address: a telephone is to open a page for this person's password, where no filter sees the link",
  })
  const own = `https://www.ryokou.example.net/boarding?m=sato@${OURS}`
  for (const url of [own, 'https://pay.example.com/i/20261005-118', 'https://menu.example.com/week'])
    assert.deepEqual(await alone(document(url)), [], url)
})

test('an account about to be lost is read in the languages that reach an office; an ordinary letter in them is not', async () => {
  const links = [{ url: 'https://login.example.net/id' }]
  const lost: [string, string][] = [
    ['邮箱管理员', '您的邮箱容量已满，即将停用，请点击以下链接验证。'],
    ['고객지원', '회원님의 계정이 제한되었습니다. 아래에서 본인 확인을 해주세요.'],
    ['Служба', 'Ваш аккаунт заблокирован. Войдите по ссылке.'],
    ['Kundendienst', 'Ihr Zugang läuft heute ab. Melden Sie sich an, um die Sperrung Ihres Kontos zu vermeiden.'],
    ['Service', 'Votre compte sera suspendu. Connectez-vous.'],
  ]
  for (const [name, text] of lost)
    assert.equal(
      (await alone({ from: `${name} <a@mail.example.org>`, auth: 'none', day: 1, text, links }))[0]?.[1],
      'account',
    )
  const letters = [
    '您好，附件是我们的报价单，请查收。账户信息见发票。',
    '안녕하세요. 견적을 문의드립니다. 계정 담당자와 상의해 주세요.',
    'Добрый день! Пришлите, пожалуйста, цены. Наш аккаунт-менеджер на связи.',
    'Guten Tag, anbei die Unterlagen für Ihr Konto. Viele Grüße',
  ]
  for (const text of letters)
    assert.deepEqual(await alone({ from: 'A <a@firm.example.org>', auth: 'none', day: 1, text, links }), [])
  assert.deepEqual([isCaretaker('系统管理员'), isCaretaker('메일 관리자'), isCaretaker('张丽')], [true, true, false])
})

test('a brand with an explanation or with “via” behind it is that brand; a shop that names it, and a list that writes for it, are not', async () => {
  const links = [{ url: 'https://pay.example.net/' }]
  for (const name of ['国税庁（e-Tax担当）', 'DocuSign via Lex Partners', 'PayPal (Zahlungen)'])
    assert.deepEqual(await alone({ from: `"${name}" <a@pay.example.net>`, day: 1, links }), [
      ['high', 'brand', 'pay.example.net'],
    ])
  assert.deepEqual(await alone({ from: '木村商店（Amazon店） <a@shop.example.jp>', day: 1, links }), [])
  assert.deepEqual(await alone({ from: '"Imai Ken via Dropbox" <no-reply@dropbox.com>', day: 1, links }), [])
  const list = { from: `"'Google' via Support" <support@${OURS}>`, list_id: 'support', auth: 'none' as const }
  assert.deepEqual(await alone({ ...list, day: 1, links }), [])
})

test('wages to another account from a free address, and a proven stranger who cannot be called back, are seen; the notice of personnel and a busy partner are not', async () => {
  const wages = 'I changed my bank and would like to update my direct deposit before the next payroll.'
  assert.deepEqual((await alone({ from: 'Hanako Sato <h.sato77@gmail.com>', day: 1, text: wages }))[0]?.slice(0, 2), [
    'medium',
    'money',
  ])
  assert.deepEqual(await alone({ from: 'Payroll Service <info@payroll.example.com>', day: 1, text: wages }), [])
  const office = '社会保険労務士法人 <sr.jimusho@gmail.com>'
  assert.deepEqual(await alone({ from: office, day: 1, text: '給与の振込口座の変更届の書式をお送りします。' }), [])
  const boss =
    'I am in a meeting and cannot take calls. Process an urgent wire transfer today and keep this confidential.'
  assert.equal((await alone({ from: 'President <p@mail-exec.example.com>', day: 1, text: boss }))[0]?.[1], 'money')
  const busy = 'Today I am in a meeting. The confidential offer follows tomorrow.'
  assert.deepEqual(await alone({ from: 'Partner <p@firm.example.com>', day: 1, text: busy }), [])
  const paid = 'I am in a meeting today and will call after. The payment was sent by wire transfer.'
  assert.deepEqual(await alone({ from: 'Joe <joe@firm.example.com>', day: 1, text: paid }), [])
  const german = 'Ich bin im Meeting und kann nicht telefonieren. Dringend eine Überweisung, streng vertraulich.'
  assert.equal(
    (await alone({ from: 'Chef <c@mail-exec.example.com>', auth: 'none', day: 1, text: german }))[0]?.[1],
    'money',
  )
})

test('a new account in Chinese, Korean, Russian and German, with answers diverted, is high; bills in them are nothing', async () => {
  const reply_to = ['sales.finance@163.com']
  const texts = [
    '因原账户正在审计，请将货款汇至以下新账户。',
    '계좌가 변경되었습니다. 새로운 계좌로 송금해 주십시오.',
    'У нас новые банковские реквизиты, просим оплатить по ним.',
    'Bitte überweisen Sie auf unsere neue Bankverbindung.',
  ]
  for (const text of texts)
    assert.deepEqual((await alone({ from: 'A <a@firm.example.com>', day: 1, text, reply_to }))[0]?.slice(0, 2), [
      'high',
      'money',
    ])
  for (const text of [
    '附件是发票，请查收并付款。',
    '청구서를 첨부합니다. 입금 부탁드립니다.',
    'Anbei die Rechnung. Zahlung in 30 Tagen.',
  ])
    assert.deepEqual(await alone({ from: 'A <a@firm.example.com>', day: 1, text, reply_to }), [])
})

test("a code to be scanned in a document about wages is seen, an entrance ticket is not; a training's mark is told", async () => {
  const attachments = [{ name: 'review.pdf', type: 'pdf' }]
  const text = 'Your salary review is ready. Scan the code with your phone to sign.'
  assert.match(
    String((await alone({ from: 'HR <hr@plan.example.net>', auth: 'none', day: 1, text, attachments }))[0]?.[1]),
    /picture/,
  )
  const ticket = '入場証をお送りします。受付で添付のQRコードをご提示ください。'
  assert.deepEqual(await alone({ from: 'A <a@expo.example.jp>', auth: 'none', day: 1, text: ticket, attachments }), [])
  const notice = '給与改定の通知書をお送りします。QRコードは社内用です。'
  assert.deepEqual(await alone({ from: 'ファーム社人事 <hr@firm.example.jp>', day: 1, text: notice, attachments }), [])
  const headers: [string, string][] = [['X-PHISHTEST', 'This is a phishing security test']]
  assert.deepEqual((await alone({ from: 'IT <it@bait.example.net>', day: 1, headers }))[0]?.slice(0, 2), [
    'medium',
    'training',
  ])
  assert.deepEqual(await alone({ from: 'IT <it@bait.example.net>', day: 1, headers: [['X-Mailer', 'phishtest']] }), [])
})

test('a time limit for an account, parcel or refund at an odd place, a borrowed name, a number to ring, a thread stepped into: seen in one mailbox beside their twins', async () => {
  const odd = 'https://minato-shinkin.top/login'
  const limit = 'お取引を制限しました。24時間以内に確認されない場合、口座を凍結します。'
  const charge = 'The renewal for $289.00 was debited. Not authorized? Call +1 (800) 555-0100 to cancel.'
  const quoted = `いつもの件です。新しい口座へお振込みください。\n\nFrom: 李 <li@minami-precision.com>\nTo: <sato@${OURS}>\n`
  const planted: [Parameters<Mailbox['mail']>[0], string][] = [
    [{ from: 'みなと信金 <info@minato-shinkin.top>', day: 1, text: limit, links: [{ url: odd }] }, 'account'],
    [
      {
        from: 'Courier <a@parcel-fee.shop>',
        day: 1,
        text: 'Your parcel is on hold. Pay within 24 hours.',
        links: [{ url: 'https://parcel-fee.shop/' }],
      },
      'account',
    ],
    [
      {
        from: '共有 <a@doc.example.org>',
        day: 1,
        text: '資料です。',
        links: [{ url: 'https://www.dropbox.com.view.example.net/s/1' }],
      },
      'brand',
    ],
    [
      {
        from: 'Аmazon <a@order.example.net>',
        day: 1,
        text: 'ご注文の確認',
        links: [{ url: 'https://order.example.net/' }],
      },
      'brand',
    ],
    [{ from: 'Billing <billing.dept.77@gmail.com>', day: 1, text: charge }, 'callback'],
    [{ from: '李 <li@minami-precislon.com>', day: 1, text: quoted }, 'thread'],
    [
      { from: 'CEO <ceo@desk.example.org>', day: 1, text: 'Please buy four Amazon gift cards for a client today.' },
      'money',
    ],
    [
      { from: 'Kim <kim@hanil.example.net>', day: 1, text: '입금 계좌가 변경되었습니다. 계좌번호: 110-222-333333' },
      'money',
    ],
  ]
  const harmless: Parameters<Mailbox['mail']>[0][] = [
    {
      from: 'みなと信金 <info@minato-shinkin.co.jp>',
      day: 1,
      text: `手口にご注意ください。「${limit}」というメールは偽物です。`,
      links: [{ url: 'https://www.minato-shinkin.co.jp/' }],
    },
    {
      from: 'Courier <a@courier.example.jp>',
      day: 1,
      text: 'Your parcel will arrive within 24 hours.',
      links: [{ url: 'https://courier.example.jp/t/1' }],
    },
    {
      from: '図書館 <a@lib.example.ac.jp>',
      day: 1,
      text: '論文です。',
      links: [{ url: 'https://www.dropbox.com.ezproxy.example.ac.jp/s/1' }],
    },
    { from: 'shop <a@shop.example.jp>', day: 1, text: `${charge} `, links: [{ url: 'https://shop.example.jp/' }] },
    {
      from: '李 <li@minami-precision.com>',
      day: 1,
      text: quoted.replace('新しい口座へお振込みください', '図面は来週お送りします'),
    },
    { from: 'CEO <ceo@desk.example.org>', day: 1, text: 'Thank you for the Amazon gift card.' },
    { from: 'Kim <kim@hanil.example.net>', day: 1, text: '인보이스를 송부드립니다. 계좌번호: 110-222-333333' },
  ]
  await office.clear()
  const expected = new Map<string, string>()
  for (const [mail, kind] of planted) expected.set(await office.mail(mail), kind)
  const twins = [] as string[]
  for (const mail of harmless) twins.push(await office.mail(mail))
  const signs = await office.judge(phishingLure)
  const kinds = new Map(signs.map((sign) => [sign.mails?.[0] ?? '', String(sign.metrics.kind)]))
  for (const [file, kind] of expected)
    assert.ok(kinds.get(file)?.includes(kind), `${file}: ${kind}, is ${kinds.get(file)}`)
  assert.deepEqual(
    twins.filter((file) => kinds.has(file)).map((file) => [file, kinds.get(file)]),
    [],
  )
})

test("a partner's text alone that names a new account and forbids to ring is a sign; one that may be asked about is low", async () => {
  const from = `李 廷民 <lee@${PARTNER}>`
  const account =
    'Our company account is under tax inspection. Please remit to our subsidiary account below.\nBank: DBS Bank, A/C 7950128833, SWIFT DHBKHKHH\n'
  const partner = async (text: string) => {
    await office.clear()
    for (const day of [1, 5, 9]) {
      await office.mail({ from, day, auth: 'pass' })
      await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: from, day: day + 1 })
    }
    await office.mail({ from, day: 20, auth: 'pass', text })
    return (await office.judge(phishingLure)).map((sign) => [sign.severity, sign.metrics.kind])
  }
  assert.deepEqual(await partner(`${account}Do not call the office, as accounting is moving.`), [['medium', 'money']])
  const merged = 'Our banks have merged, so please use our new account from now on.\nBank: DBS Bank, A/C 7950128833\n'
  assert.deepEqual(await partner(`${merged}Please call us for confirmation.`), [['low', 'money']])
  assert.deepEqual(await partner('Thank you for your payment to our account.'), [])
})

test("Exchange's own note on what could not be delivered bears Microsoft's name at our domain", async () => {
  const from = `Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@${OURS}>`
  const attachments = [{ name: 'details.txt', type: 'text' }]
  assert.deepEqual(await alone({ from, day: 1, auth: 'none', attachments }), [])
  const elsewhere = from.replace(OURS, 'mail-report.example.net')
  assert.deepEqual((await alone({ from: elsewhere, day: 1, auth: 'none', attachments }))[0]?.slice(0, 2), [
    'high',
    'brand',
  ])
})

test("a proven Japanese corporation's domain with the owner's word in it is a branch; another ending, or without proof, it is not", async () => {
  const links = [{ url: 'https://news.rakuten-nl.co.jp/a' }]
  const from = (domain: string) => `楽天市場 <info@${domain}>`
  assert.deepEqual(await alone({ from: from('rakuten-nl.co.jp'), day: 1, auth: 'pass', links }), [])
  for (const [domain, auth] of [
    ['rakuten-nl.example', 'pass'],
    ['rakuten-nl.co.jp', 'fail'],
    ['mall-news.co.jp', 'pass'],
  ] as const)
    assert.equal((await alone({ from: from(domain), day: 1, auth, links }))[0]?.[0], 'high', `${domain} ${auth}`)
})
