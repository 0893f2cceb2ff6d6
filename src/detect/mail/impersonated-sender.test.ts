import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { impersonatedSender } from './impersonated-sender.ts'
import { history, type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})
const judged = async () =>
  (await office.judge(impersonatedSender)).map((sign) => [sign.severity, sign.metrics.kind, sign.metrics.imitated])

test("a colleague's name on a free address, with something to open, is high; in another spelling, too", async () => {
  const attachments = [{ name: '資料.zip', type: 'zip' }]
  await office.mail({ from: '山田次郎（総務課） <yamada.kobo@gmail.com>', day: 61, attachments })
  await office.mail({ from: '田中　太郎 <tanaka@mail-torihiki.example.net>', day: 62, auth: 'none', attachments })
  assert.deepEqual(await judged(), [
    ['high', 'known-name', `yamada@${OURS}`],
    ['medium', 'known-name', `tanaka@${PARTNER}`],
  ])
})

test('of a mailbox without sent mail, colleagues are whom others call so: two at least, each proven', async () => {
  const chika = `宇津木 千景 <utsugi@${OURS}>`
  const links = [{ url: 'https://a.example.net/' }]
  for (const [i, from] of ['eigyo@azuma-kogyo.jp', 'info@nishi-kogyo.jp'].entries())
    await office.mail({ from, to: chika, day: 10 + i })
  await office.mail({ from: 'one@minami.example.jp', to: `宇都宮 一郎 <ichiro@${OURS}>`, day: 12 })
  await office.mail({ from: '宇津木 千景（共有） <share@npo.example.net>', day: 61, links })
  await office.mail({ from: '宇都宮 一郎 <ichiro@npo.example.net>', day: 62, links })
  assert.deepEqual(await judged(), [['medium', 'known-name', `utsugi@${OURS}`]])
})

test('our own domain from outside, unproven, is high, a known address shown as the name, too', async () => {
  await office.mail({ from: `山田 次郎 <yamada@${OURS}>`, day: 61, auth: 'fail', origin: '198.51.100.9' })
  await office.mail({ from: `tanaka@${PARTNER} <x91@cheap.example.net>`, day: 62 })
  const signs = await judged()
  assert.deepEqual(signs, [
    ['high', 'own-domain', `yamada@${OURS}`],
    ['medium', 'address-in-name', `tanaka@${PARTNER}`],
  ])
})

test("an organisation's name on a free address is more where the organisation is known to write from its own domain", async () => {
  await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: 'eigyo@shoji.example.co.jp', day: 5 })
  for (const day of [6, 20, 40]) await office.mail({ from: '株式会社見本商事 営業部 <eigyo@mihon-shoji.jp>', day })
  await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: 'eigyo@mihon-shoji.jp', day: 7 })
  await office.mail({
    from: '株式会社見本商事 <mihonshoji@outlook.jp>',
    day: 61,
    links: [{ url: 'https://a.example.net/' }],
  })
  await office.mail({ from: '有限会社町の工務店 <machi@ocn.ne.jp>', day: 61, attachments: [{ name: '見積.pdf' }] })
  assert.deepEqual(await judged(), [['high', 'organisation', 'mihon-shoji.jp']])
})

test("answers that go to a free address from a partner's name are worth a look, a newsletter's are not", async () => {
  await office.mail({
    from: `田中 太郎 <tanaka@${PARTNER}>`,
    day: 61,
    reply_to: ['tanaka.torihiki@gmail.com'],
    auth: 'fail',
  })
  await office.mail({
    from: '協会 <news@kyokai.example.jp>',
    day: 61,
    reply_to: ['kyokai@gmail.com'],
    list_id: 'news.kyokai',
  })
  assert.deepEqual(await judged(), [['high', 'reply-to', `tanaka@${PARTNER}`]])
})

test("answers that go to a domain which holds the sender's whole are a sign; a firm's other ending, and a form that a visitor filled in, are no sign", async () => {
  const from = `田中 太郎 <tanaka@${PARTNER}>`
  const whole = PARTNER.replaceAll('.', '-')
  await office.mail({ from, day: 61, auth: 'pass', reply_to: [`tanaka@${whole}.example.net`] })
  await office.mail({ from, day: 62, auth: 'pass', reply_to: [`tanaka@${PARTNER.split('.')[0]}.example.net`] })
  await office.mail({ from, day: 64, auth: 'pass', reply_to: [`tanaka@${PARTNER.replace('.', 's.')}`] })
  await office.mail({ from: `採用フォーム <wordpress@${OURS}>`, day: 63, auth: 'none', reply_to: ['mayu@gmail.com'] })
  assert.deepEqual(
    (await judged()).filter(([severity]) => severity !== 'low' && severity !== 'informational'),
    [
      ['medium', 'reply-to', `tanaka@${PARTNER}`], // of a sender known for long
      ['medium', 'reply-to', `tanaka@${PARTNER}`],
    ],
  )
})

test('a service that signs for itself and sends in names, and a mailing list, are explained', async () => {
  await office.mail({
    from: '田中 太郎 (via Box) <noreply@box.com>',
    day: 61,
    links: [{ url: 'https://app.box.com/s/1' }],
  })
  await office.mail({
    from: '田中 太郎（Google ドライブ経由） <drive-shares-dm-noreply@google.com>',
    day: 61.1,
    links: [{ url: 'https://docs.google.com/spreadsheets/d/1' }],
  })
  await office.mail({
    from: '山田 次郎 <kenkyukai@ml.example.org>',
    day: 62,
    list_id: 'kenkyukai.ml.example.org',
    attachments: [{ name: 'a.pdf' }],
  })
  assert.ok((await judged()).every(([severity]) => severity === 'informational'))
})

test('a private address in use before, scanners, own services of long standing, namesakes and unknown people are no sign', async () => {
  for (const day of [3, 12, 30]) await office.mail({ from: '山田 次郎 <jiro.yamada@gmail.com>', day })
  await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: 'jiro.yamada@gmail.com', day: 4 })
  await office.mail({ from: '山田 次郎 <jiro.yamada@gmail.com>', day: 61, attachments: [{ name: '写真.jpg' }] })
  await office.mail({
    from: `複合機 <scan@${OURS}>`,
    day: 61,
    auth: 'fail',
    origin: '192.168.1.200',
    attachments: [{ name: 'scan.pdf' }],
  })
  await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: `tanaka@${PARTNER}`, day: 61 })
  await office.mail({ from: '鈴木 <suzuki@dokoka.example.com>', day: 61, attachments: [{ name: 'a.pdf' }] })
  await office.mail({ from: '総務部 <soumu@gmail.com>', day: 61 })
  assert.deepEqual(await judged(), [])
})

test('a groupware in the cloud that has always sent in our name is explained', async () => {
  for (const day of [1, 8, 15, 22, 29])
    await office.mail({
      from: `グループウェア <gw@${OURS}>`,
      day,
      auth: 'fail',
      origin: '198.51.100.77',
      return_path: 'bounce@gw.example.net',
    })
  const signs = await judged()
  assert.equal(signs.at(-1)?.[0], 'informational')
})

test('an office without SPF whose own mail always comes through its provider has no liars', async () => {
  for (let i = 0; i < 12; i++)
    await office.mail({
      from: `職員 <shain${i % 4}@${OURS}>`,
      day: 5 + i * 4,
      auth: 'none',
      origin: `198.51.100.${20 + i}`,
    })
  assert.ok((await judged()).every(([severity]) => severity === 'informational'))
})

test("one firm's address under another ending in the name is no disguise; another's is", async () => {
  await office.mail({ from: 'service@paypal.co.jp <service-jp@paypal.com>', day: 61 })
  assert.deepEqual(await judged(), [])
  await office.mail({ from: 'service@paypal.co.jp <service-jp@pay.example.com>', day: 62 })
  assert.deepEqual(await judged(), [['low', 'address-in-name', 'service@paypal.co.jp']])
})

test('a colleague at a private address who copies himself is informational', async () => {
  const mail = { from: '佐藤 花子 <sato.hanako.kobe@gmail.com>', day: 61, attachments: [{ name: '見積控.pdf' }] }
  await office.mail({ ...mail, to: `yamada@${OURS}` })
  await office.mail({ ...mail, to: `yamada@${OURS}`, cc: [`sato@${OURS}`] })
  assert.deepEqual((await office.judge(impersonatedSender)).map(({ severity }) => severity).sort(), [
    'high',
    'informational',
  ])
})

test("a scanner's document through the provider's server is explained; with a link in it, it is not", async () => {
  const scan = { from: `Copier <scan-osaka@${OURS}>`, day: 61, auth: 'fail' as const, origin: '198.51.100.7' }
  await office.mail({ ...scan, attachments: [{ name: '0418_001.pdf', type: 'pdf' }] })
  await office.mail({
    ...scan,
    day: 62,
    attachments: [{ name: 'a.pdf', type: 'pdf' }],
    links: [{ url: 'https://x.example/a' }],
  })
  assert.deepEqual(
    (await office.judge(impersonatedSender)).map(({ severity }) => severity),
    ['informational', 'high'],
  )
})

test('a known name at a domain built like his is a sign whatever it asks for; under another ending only where it asks for something', async () => {
  const from = (domain: string) => `田中 太郎 <tanaka@${domain}>`
  const text = '届け先が変わりました。運転手の方のお名前とお電話番号をお知らせください。'
  await office.mail({ from: from('torihiki-.co.jp'.replace('-.', '-hd.')), day: 61, text })
  await office.mail({ from: from('torihiki.jp'), day: 62, text: 'お世話になっております。来週の水曜に伺います。' })
  await office.mail({ from: from('torihiki.jp'), day: 63, text: '極秘の件です。至急、下記の口座へ送金してください。' })
  assert.deepEqual(
    (await office.judge(impersonatedSender)).map((sign) => `${sign.severity} ${sign.destinations[0]}`),
    ['medium torihiki-hd.co.jp', 'informational torihiki.jp', 'high torihiki.jp'],
  )
})

test("registered mail and what is sent on somebody's behalf bear his address as their name", async () => {
  await office.mail({ from: '"Per conto di: gomme@pec.it" <posta-certificata@pec.aruba.it>', day: 61 })
  const form = 'tanaka@torihiki.co.jp <forms@form-service.example>'
  await office.mail({ from: form, day: 62, reply_to: [`tanaka@${PARTNER}`] })
  assert.deepEqual(await judged(), [])
  await office.mail({
    from: '"Per conto di: gomme@pec.it" <posta-certificata@pec-aruba.example>',
    day: 63,
    attachments: [{ name: 'a.pdf' }],
  })
  assert.deepEqual(await judged(), [['medium', 'address-in-name', 'gomme@pec.it']])
})

test("a proven public body is nobody's impostor, though its impostor was answered first", async () => {
  const fake = '藤岡 みのり <fujioka@env-go.example>'
  for (const day of [5, 7]) await office.mail({ from: fake, day })
  await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: fake, day: 6 })
  const links = [{ url: 'https://forms.example.net/r/1' }]
  await office.mail({ from: '藤岡 みのり <minori_fujioka@env.go.jp>', day: 20, links })
  await office.mail({ from: '藤岡 みのり <m.fujioka@ecologie.gouv.fr>', day: 20, links })
  await office.mail({ from: '藤岡 みのり <fujioka@env-office.example>', day: 21, links })
  assert.deepEqual(await judged(), [['medium', 'known-name', 'fujioka@env-go.example']])
})
