import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, OURS } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const alone = async (mail: Omit<Parameters<Mailbox['mail']>[0], 'day'>) => {
  await office.clear()
  await office.mail({ day: 1, ...mail })
  return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
}

test('a proven stranger who threatens a loss is seen by a domain that fits no such office; the office itself says the same', async () => {
  const text = '料金のお支払いが確認できておりません。6月20日までにお支払いいただけない場合、供給を停止いたします。'
  const odd = [{ url: 'https://minato-gas-pay.com/p' }]
  const own = [{ url: 'https://www.minato-gas.co.jp/p' }]
  assert.deepEqual(await alone({ from: 'みなとガス <info@minato-gas-pay.com>', text, links: odd }), ['medium account'])
  assert.deepEqual(await alone({ from: 'みなとガス <info@minato-gas.co.jp>', text, links: own }), [])
  const news = '料金のお支払いはマイページで確認できます。'
  assert.deepEqual(await alone({ from: 'みなとガス <info@minato-gas-pay.com>', text: news, links: odd }), [])
})

test("a mailbox's password typed at a stranger's page is a sign on any domain; a service's own password is none", async () => {
  const links = [{ url: 'https://kyodo.example.net/view' }]
  const from = '木下 豊 <kinoshita@kyodo.example.net>'
  assert.deepEqual(await alone({ from, text: '閲覧にはメールアカウントでのサインインが必要です。', links }), [
    'medium account',
  ])
  assert.deepEqual(await alone({ from, text: '閲覧には会員番号でのログインが必要です。', links }), [])
})

test('a refund for bank details by a day is a sign; the office of a city that pays one is none', async () => {
  const text = '給付金の対象となりました。5月31日までに口座情報を登録してください。'
  const links = (host: string) => [{ url: `https://${host}/entry` }]
  assert.deepEqual(
    await alone({ from: '給付受付 <info@uketsuke.example.net>', text, links: links('uketsuke.example.net') }),
    ['medium account'],
  )
  assert.deepEqual(
    await alone({ from: '福祉課 <fukushi@city.mihon.lg.jp>', text, links: links('city.mihon.lg.jp') }),
    [],
  )
  assert.deepEqual(
    await alone({
      from: '会員窓口 <info@mise.example.net>',
      text: 'ポイントの有効期限は5月31日です。お早めにご利用ください。',
      links: links('mise.example.net'),
    }),
    [],
  )
})

test('code to be run for a post, and a reporter at a free address, are signs; a student and a developer are none', async () => {
  const links = [{ url: 'https://github.com/example/task' }]
  assert.deepEqual(
    await alone({
      from: 'Hiring <hr@talent.example.net>',
      text: 'For the coding test, clone the repository and run npm start.',
      links,
    }),
    ['medium task'],
  )
  assert.deepEqual(await alone({ from: 'Dev <a@dev.example.net>', text: 'Fixed; npm install gives it.', links }), [])
  const text = '取材をお願いしたく、ご連絡いたしました。'
  assert.deepEqual(await alone({ from: 'みなと新聞 記者 森 <mori.kisha@gmail.com>', text }), ['medium task'])
  assert.deepEqual(await alone({ from: '森 花子 <mori.hanako@gmail.com>', text }), [])
  assert.deepEqual(await alone({ from: 'みなと新聞 記者 森 <mori@minato-shinbun.co.jp>', text }), [])
})

test('a bill without a sum whose sender takes only calls is a sign; one that may be answered is none', async () => {
  const text =
    '自動更新のお手続きが完了し、明日お引き落としとなります。お心当たりのない場合は本日中にお電話ください（03-5555-0173）。'
  const from = 'ご契約管理室 <noreply@keiyaku-kanri.example.net>'
  assert.deepEqual(await alone({ from, text: `${text}本メールへの返信では承っておりません。` }), ['medium callback'])
  assert.deepEqual(
    await alone({ from: `経理 <keiri@mihon-plan.co.jp>`, text: '更新の請求書です。ご不明な点はお電話ください。' }),
    [],
  )
})

test('a number to ring in hours with nothing to look at is a sign from any stranger; a receipt with its page is none', async () => {
  const text = 'Your plan was renewed for $299.00. If you did not authorize it, call +1 (800) 555-0100 within 24 hours.'
  const from = 'Billing <billing@plan.example.net>'
  assert.deepEqual(await alone({ from, text }), ['medium callback'])
  const receipt = { from: 'Billing <billing@mihon-plan.co.jp>', links: [{ url: 'https://mihon-plan.co.jp/receipt' }] }
  assert.deepEqual(await alone({ ...receipt, text }), [])
})

test("a document whose link to somebody else's place carries the reader's address is a sign; one without it, or at the sender's own place, is none", async () => {
  const from = '小西 亮 <konishi@kumiai-jimukyoku.jp>'
  const attachments = [{ name: '議事次第.pdf', type: 'pdf' }]
  const reader = `sato@${OURS}`
  const linked = (url: string) => ({
    from,
    text: '添付をご覧ください。',
    attachments,
    links: [{ url, source: 'attachment' }],
  })
  assert.deepEqual(await alone(linked(`https://view-doc.web.app/#${reader}`)), ['medium account'])
  assert.deepEqual(await alone(linked(`https://document.example.net/v?e=${reader}`)), ['medium account'])
  assert.deepEqual(await alone(linked('https://view-doc.web.app/minutes')), [])
  assert.deepEqual(await alone(linked(`https://www.kumiai-jimukyoku.jp/m?to=${reader}`)), [])
})

for (const [language, text] of [
  [
    'English',
    'We are Raven. Your servers will be attacked from Friday. You can stop it by paying 4 BTC before the deadline.',
  ],
  ['Japanese', '貴事務所のファイルサーバから契約書など約86GBを取得した。月末までに0.9 BTCを支払わない場合は公開する。'],
  [
    'English, by a gang that counts gigabytes',
    'Backups are gone because we removed them. We hold 61 GB: drawings, payroll, passports. Our price is negotiable. Download Session messenger and write to us.',
  ],
  [
    'Japanese, by a gang that forbids the police',
    '私たちは貴院のネットワークに47日間いました。合計 312GB をコピーしました。10月1日までに連絡がなければデータを公開します。警察に連絡しないでください。Tox ID: 3F9C0A77',
  ],
  [
    'Japanese, for one word',
    '御社のNASの図面など約210GBを確保しています。話し合いの意思があれば3日以内に「了解」とだけ返信してください。',
  ],
  [
    'Japanese, for a sum of coins',
    '金属片が出た動画がある。16日正午までに120万円相当のUSDTを TQ7vN3kLm8pXs5bRz1cYd9wHf2aJe4uGoK に送れば公開しない。',
  ],
  ['Czech', 'V hale je nálož. Nevybuchne, když pošlete 0,8 BTC na bc1q0f6h8w2x4k9z7u5m3t7r8e6d4s2a0gjy7c9vlp.'],
] as const)
  test(`coins for not attacking or publishing are a sign in ${language}`, async () => {
    assert.deepEqual(await alone({ from: 'Anonym <x@onionmail.org>', text }), ['medium blackmail'])
  })

test('news of a ransom and a bill that may be paid in coins are none', async () => {
  const from = '情報セキュリティ通信 <news@security-tsushin.example.jp>'
  assert.deepEqual(
    await alone({
      from,
      text: '病院が攻撃され、犯人は2 BTCを要求したが、病院は支払わなかったと発表した。詳しくは続報で。',
    }),
    [],
  )
  assert.deepEqual(
    await alone({ from, text: 'Hosting for one year: 0.002 BTC or 120 EUR. You can pay by card, too.' }),
    [],
  )
})

test("a private address wanted past the office's filters is a sign; one asked for without a reason is none", async () => {
  const from = 'Round Table <kopecka@round-table.example.org>'
  const asks = (text: string) => alone({ from, text })
  assert.deepEqual(await asks('Please send me your private e-mail: company filters bounce our papers.'), [
    'medium task',
  ])
  assert.deepEqual(
    await asks('資料をお送りしますので個人のアドレスを教えてください。会社のフィルタで届かないためです。'),
    ['medium task'],
  )
  const privately = 'Which address do you read privately? It is the one you use at home that I need.'
  assert.deepEqual(await asks(`${privately} Our mail server drops letters.`), ['medium task'])
  const student = { from: 'Mia Lund <mia.lund@outlook.com>', text: `${privately} Our mail server drops letters.` }
  assert.deepEqual(await alone(student), ['medium task'])
  assert.deepEqual(await asks('Our mail server drops letters now and then, sorry for the delay.'), [])
  assert.deepEqual(await asks('Registration is open to private addresses, too. See you in May.'), [])
})

test("a bill for an entry in a register that sounds like a state's is a sign; the state's own, a partner's and a newsletter about it are none", async () => {
  for (const text of [
    'Für die Veröffentlichung Ihrer Daten im Firmenregister ist die Eintragungsgebühr fällig. Bitte überweisen Sie EUR 684,00 binnen 8 Tagen.',
    'Votre société doit figurer au Répertoire des sociétés et des marques. Publication : 394,80 €. Règlement sous 8 jours.',
    '商標登録者名簿への掲載料 98,000円を、10日以内にお振り込みください。',
    'Publication of your trade mark in the register: 1,420 EUR, payable within 10 days.',
  ]) {
    const bill = { text, attachments: [{ name: 'bill.pdf', type: 'pdf' }] }
    assert.ok(
      (await alone({ from: 'Register <office@eu-register-publication.com>', ...bill })).includes('medium money'),
      text,
    )
    for (const from of ['Register <info@register.gv.at>', '特許庁 <info@jpo.go.jp>'])
      assert.ok(!(await alone({ from, ...bill })).includes('medium money'), from)
  }
  const news = 'Die Handelskammer warnt vor Rechnungen falscher Firmenregister.'
  assert.deepEqual(
    await alone({ from: 'Kammer <news@kammer-nord.de>', text: news, list_id: 'news.kammer-nord.de' }),
    [],
  )
})
