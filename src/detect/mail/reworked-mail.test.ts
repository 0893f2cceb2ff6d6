import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { reworkedMail } from './reworked-mail.ts'
import { history, type Mailbox, mailbox, OURS, PARTNER, type PlantedMail } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})

const TANAKA = `田中 太郎 <tanaka@${PARTNER}>`
const TEXT =
  '先日ご相談しました第二工場の配管更新につきまして、見積りがまとまりましたので送付いたします。金額は前回より一割ほど下がっております。工期は十一月の連休を挟んで三週間を見込んでおり、立会いは二度お願いする予定です。'
const ORIGINAL: PlantedMail = {
  from: TANAKA,
  day: 62,
  subject: '配管更新のお見積り',
  core: TEXT,
  message_id: `orig@${PARTNER}`,
  attachments: [{ name: '配管更新見積書.pdf', type: 'pdf' }],
}
const FAKE: PlantedMail = {
  from: '田中 太郎 <tanaka.taro@outlook.com>',
  day: 70,
  subject: 'Re: 配管更新のお見積り',
  core: `お世話になっております。差替えがございましたので再度お送りします。\n${TEXT}`,
  attachments: [{ name: '配管更新見積書.pdf.exe', type: 'pe', traits: ['executable'] }],
}

test('a genuine text under another address, with a program under the old name, is high and shows both side by side', async () => {
  const [original, fake] = [await office.mail(ORIGINAL), await office.mail(FAKE)]
  const signs = await office.judge(reworkedMail)
  assert.equal(signs.length, 1)
  const [sign] = signs
  assert.equal(sign?.severity, 'high')
  assert.deepEqual(sign?.mails, [fake, original])
  assert.deepEqual(sign?.accounts, [`sato@${OURS}`])
  assert.deepEqual(sign?.destinations, ['tanaka.taro@outlook.com'])
  assert.equal(sign?.metrics.changes, 'sender, runs, extension')
  assert.ok(Number(sign?.metrics.text_of_original) >= 90)
  assert.equal(sign?.metrics.attachments_before, '配管更新見積書.pdf')
  assert.equal(sign?.lines.length, 2)
})

test('so is one in our partner’s name that our border could not confirm, and one with a link in place of the attachment', async () => {
  await office.mail(ORIGINAL)
  await office.mail({ ...FAKE, from: TANAKA, auth: 'fail' })
  await office.mail({ ...FAKE, attachments: [], links: [{ url: 'https://files.example.net/x.zip' }], day: 71 })
  const signs = await office.judge(reworkedMail)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.metrics.changes]),
    [
      ['high', 'unproven, runs, extension'],
      ['high', 'sender, link'],
    ],
  )
})

test("a program from the partner's own account, in the real thread, is seen though the sender is proven", async () => {
  await office.mail(ORIGINAL)
  await office.mail({ ...FAKE, from: TANAKA, in_reply_to: `orig@${PARTNER}` })
  const [sign] = await office.judge(reworkedMail)
  assert.equal(sign?.severity, 'medium')
  assert.equal(sign?.metrics.changes, 'runs, extension')
})

test('half a text with paragraphs added and full-width letters is still found; the attachment’s name alone, too', async () => {
  const original = await office.mail({
    ...ORIGINAL,
    core: `${TEXT}\nなお、参考までに他社の事例を三件まとめました。ABC 工業の例が近いと思われます。`,
  })
  await office.mail({
    ...FAKE,
    core: `拝啓　時下ますますご清栄のこととお慶び申し上げます。${TEXT.replace('十一月', '１２月').slice(0, 75)}以上、取り急ぎご連絡まで。`,
  })
  await office.mail({
    ...FAKE,
    day: 72,
    subject: '資料',
    core: '資料をお送りします。',
    attachments: [{ name: '配管更新見積書.zip', type: 'zip', encrypted: true }],
  })
  const signs = await office.judge(reworkedMail)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.mails?.[1]]),
    [
      ['high', original],
      ['high', original],
    ],
  )
})

test("two suppliers' bills of one name, with their usual words, re-use nothing", async () => {
  const bill = {
    subject: '10月分ご請求書送付のご案内',
    attachments: [{ name: '請求書_10月分.pdf', type: 'pdf' as const }],
  }
  await office.mail({ ...ORIGINAL, ...bill, core: '10月分のご請求書をお送りいたします。三日後にお伺いします。' })
  await office.mail({ ...FAKE, ...bill, core: '月末締めの請求書です。お振込みをお願いいたします。' })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('replies, repeats, forwards inside, and a packed copy from the same sender are business', async () => {
  await office.mail(ORIGINAL)
  await office.mail({ ...ORIGINAL, day: 63, message_id: '', subject: '【再送】配管更新のお見積り' })
  await office.mail({
    ...ORIGINAL,
    day: 64,
    message_id: '',
    attachments: [{ name: '配管更新見積書.zip', type: 'zip', encrypted: true }],
  })
  await office.mail({
    ...ORIGINAL,
    day: 65,
    message_id: '',
    from: `鈴木 一郎 <suzuki@${PARTNER}>`,
    in_reply_to: `orig@${PARTNER}`,
  })
  await office.mail({
    ...ORIGINAL,
    day: 66,
    message_id: '',
    from: `佐藤 花子 <sato@${OURS}>`,
    to: `kato@${OURS}`,
    subject: 'Fw: 配管更新のお見積り',
  })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('a colleague of the partner who writes for the first time, and a monthly notice by a list, are business', async () => {
  await office.mail(ORIGINAL)
  await office.mail({ ...ORIGINAL, day: 66, message_id: '', from: `高橋 三郎 <takahashi@${PARTNER}>` })
  for (const day of [10, 40, 70])
    await office.mail({
      from: '見本学会 <news@gakkai.example.jp>',
      day,
      subject: '例会のお知らせ',
      core: `第${day}回の例会を下記の要領で開催いたしますので会員の皆様は奮ってご参加ください。会場は見本会館三階の大会議室、参加費は無料、懇親会は別途申し受けます。お申し込みは下記から。`,
      list_id: 'news.gakkai.example.jp',
      links: [{ url: `https://gakkai.example.jp/reikai/${day}` }, { url: `https://forms${day}.example.com/entry` }],
    })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test("everybody's phrases join nothing: strangers who write the same greetings re-use no mail", async () => {
  const phrases =
    '平素は格別のお引き立てを賜り厚く御礼申し上げます。さて、標記の件につきまして、別添のとおり資料を送付いたしますので、ご査収のほどよろしくお願い申し上げます。ご不明な点がございましたらお気軽にお問い合わせください。'
  for (let i = 0; i < 8; i++)
    await office.mail({
      from: `担当${i} <a@kaisha${i}.example.com>`,
      day: 30 + i,
      core: phrases,
      attachments: [{ name: `資料.pdf`, type: 'pdf' }],
    })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('an exercise for the whole staff is informational', async () => {
  await office.mail(ORIGINAL)
  for (let i = 0; i < 20; i++)
    await office.mail({
      ...FAKE,
      from: '田中 太郎 <kunren@kunren-service.example.com>',
      to: `shain${i}@${OURS}`,
      attachments: [],
      links: [{ url: 'https://kunren-service.example.com/landing' }],
      day: 70 + i / 10_000,
    })
  const signs = await office.judge(reworkedMail)
  assert.ok(signs.length > 0 && signs.every((sign) => sign.severity === 'informational'))
})
