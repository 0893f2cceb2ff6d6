import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sentFromElsewhere } from './sent-from-elsewhere.ts'
import { type Mailbox, mailbox, OURS, type PlantedMail } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const SATO = `佐藤 花子 <sato@${OURS}>`
const YAMADA = `山田 次郎 <yamada@${OURS}>`
const [TOKYO, LAGOS, BERLIN] = ['126.5.6.7', '41.190.2.77', '84.128.10.20'] // access networks of Japan, Nigeria and Germany
const by = (client: string): Pick<PlantedMail, 'headers'> => ({ headers: [['X-Originating-IP', `[${client}]`]] })
const links = [{ url: 'https://forecast.docexchange-hub.example/q3' }]

async function everyday(): Promise<void> {
  for (const from of [SATO, YAMADA])
    for (let day = 1; day <= 10; day++) await office.mail({ from, to: SATO, day, ...(day % 2 ? by(TOKYO) : {}) })
}
const judged = async () =>
  (await office.judge(sentFromElsewhere)).map((sign) => [sign.severity, sign.words.from, sign.metrics.country])

test('an account of ours that is suddenly used from abroad, and wants something, is a sign; the report names where', async () => {
  await everyday()
  await office.mail({ from: YAMADA, to: SATO, day: 12, links, ...by(LAGOS) })
  const [sign] = await office.judge(sentFromElsewhere)
  assert.deepEqual([sign?.severity, sign?.metrics.country], ['medium', 'NG'])
  assert.deepEqual(sign?.words.country, { ja: 'ナイジェリア', en: 'Nigeria' })
})

test('from home, from where colleagues write, and greetings that want nothing are none; a journey of days is one step less', async () => {
  await everyday()
  await office.mail({ from: YAMADA, to: SATO, day: 12, text: '無事に着きました。寒いです。', ...by(LAGOS) })
  await office.mail({ from: YAMADA, to: SATO, day: 13, links, ...by('106.128.1.2') })
  for (const from of [SATO, YAMADA]) await office.mail({ from, to: SATO, day: 14, links, ...by(BERLIN) })
  assert.deepEqual(await judged(), [])
  for (const day of [20, 21, 22])
    await office.mail({
      from: YAMADA,
      to: SATO,
      day,
      links: [{ url: 'https://hotel.example.org/' }],
      ...by('105.112.3.4'),
    })
  assert.deepEqual(new Set((await judged()).map(([severity]) => severity)), new Set(['low']))
})

test("one colleague's journey makes no home of a country for who is used from rented servers there; a partner's colleagues of whom little is known show where its office is", async () => {
  await everyday()
  await office.mail({ from: SATO, to: YAMADA, day: 11, text: '無事に着きました。', ...by(BERLIN) })
  await office.mail({ from: YAMADA, to: SATO, day: 12, links, ...by('88.198.4.5') })
  assert.deepEqual(await judged(), [['medium', YAMADA, 'DE']])
  await office.clear()
  const jens = 'Jens Brandt <j.brandt@brandt-wzm.example>'
  for (const day of [1, 3, 5]) await office.mail({ from: jens, day, ...by(BERLIN) })
  await office.mail({ from: SATO, to: jens, day: 4 })
  await office.mail({ from: 'Ada Obi <a.obi@brandt-wzm.example>', day: 11, ...by(LAGOS) })
  await office.mail({ from: jens, day: 12, links, ...by(LAGOS) })
  assert.deepEqual(await judged(), [])
})

test('a journey told of before explains mail from that country, a journey to somewhere is one step less; told from there afterwards it is neither', async () => {
  await everyday()
  await office.mail({
    from: YAMADA,
    to: SATO,
    day: 9,
    subject: '来週の予定',
    text: 'ナイジェリアへ出張します。',
    ...by(TOKYO),
  })
  await office.mail({ from: YAMADA, to: SATO, day: 12, links, ...by(LAGOS) })
  assert.deepEqual(
    (await judged()).map(([severity]) => severity),
    ['informational'],
  )
  await office.clear()
  await everyday()
  await office.mail({ from: YAMADA, to: SATO, day: 9, text: '来週は出張で不在です。', ...by(TOKYO) })
  await office.mail({ from: YAMADA, to: SATO, day: 12, links, ...by(LAGOS) })
  assert.deepEqual(
    (await judged()).map(([severity]) => severity),
    ['low'],
  )
  await office.clear()
  await everyday()
  await office.mail({ from: YAMADA, to: SATO, day: 12, links, text: 'ナイジェリアへ出張しています。', ...by(LAGOS) })
  assert.deepEqual(
    (await judged()).map(([severity]) => severity),
    ['medium'],
  )
})

test("a partner's new office, from which several of its people write, is none; nor is an address of the provider's own, which its webmail notes", async () => {
  const people = ['Jens Brandt <j.brandt@brandt-wzm.example>', 'Eva Kern <e.kern@brandt-wzm.example>']
  for (const from of people)
    for (const day of [1, 3, 5]) {
      await office.mail({ from, day, ...by(BERLIN) })
      await office.mail({ from: SATO, to: from, day: day + 0.5 })
    }
  for (const from of people) await office.mail({ from, day: 12, links, ...by(LAGOS) })
  assert.deepEqual(await judged(), [])
  const steps = [{ ip: '136.143.188.94', by: 'mx.kobogiken.co.jp', protocol: 'ESMTPS' }]
  const [from = ''] = people
  await office.mail({ from, day: 14, links, hops: steps, ...by('136.143.184.12') })
  assert.deepEqual(await judged(), [])
  await office.mail({ from, day: 15, links, hops: steps, ...by('177.32.1.2') })
  assert.deepEqual(await judged(), [['medium', from, 'BR']])
})

test("a partner's proven mail from another country than all before is a sign; one of whom little is known is none", async () => {
  const partner = 'Jens Brandt <j.brandt@brandt-wzm.example>'
  const stranger = 'New <new@neu.example>'
  for (const day of [1, 3, 5]) await office.mail({ from: partner, day, ...by(BERLIN) })
  await office.mail({ from: SATO, to: partner, day: 4 })
  await office.mail({ from: partner, day: 12, links, ...by(LAGOS) })
  await office.mail({ from: partner, day: 13, links, auth: 'fail', ...by('105.112.3.4') })
  await office.mail({ from: stranger, day: 13, links, ...by(LAGOS) })
  assert.deepEqual(await judged(), [['medium', partner, 'NG']])
})

test('who writes from here and there is as much at home in the next country: one step less', async () => {
  const jens = 'Jens Brandt <j.brandt@brandt-wzm.example>'
  for (const [day, client] of [LAGOS, BERLIN, LAGOS, BERLIN, '126.5.6.7'].entries())
    await office.mail({ from: jens, day: day + 1, ...by(client) })
  await office.mail({ from: SATO, to: jens, day: 4 })
  await office.mail({ from: jens, day: 30, links, ...by('86.127.115.130') })
  assert.deepEqual(await judged(), [['low', jens, 'RO']])
})

test("a line that its carrier's name shows to be at home is none, whatever a list says of its address; what the client called itself proves nothing", async () => {
  const from = (name: string) => [{ from: name, ip: LAGOS, by: 'mail.host.example', protocol: 'ESMTPSA' }]
  await everyday()
  await office.mail({ from: YAMADA, to: SATO, day: 12, links, hops: from('PC-7 (p12.tokyo.carrier.ne.jp)') })
  assert.deepEqual(await judged(), [])
  await office.mail({ from: SATO, to: YAMADA, day: 13, links, hops: from('p12.tokyo.carrier.ne.jp') })
  assert.deepEqual(await judged(), [['medium', SATO, 'NG']])
})
