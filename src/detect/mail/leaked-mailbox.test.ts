import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Text } from '../../i18n/text.ts'
import type { Sign } from '../detector.ts'
import { leakedMailbox } from './leaked-mailbox.ts'
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

const TEXTS = [
  '来月の合同訓練の実施要領がまとまりましたので、参加者の名簿と当日の時程表を添えてお送りします。集合は正門前の駐車場です。',
  '先週の打合せで話題になった古い倉庫の取壊しにつきまして、業者三社の比較表を作りました。二番目の会社が条件に最も近いようです。',
  '海外の視察団の受入れ準備の件、通訳の手配と昼食の会場が決まりました。見学の順路は昨年度と逆回りにしたいと考えております。',
]
/** a genuine mail and, two weeks later, its fake */
const incident = async (i: number, original: { from?: string; to: string[]; mailbox?: string; cc?: string[] }) => {
  const mail = {
    from: `田中 太郎 <tanaka@${PARTNER}>`,
    subject: `件${i}`,
    core: TEXTS[i] ?? '',
    attachments: [{ name: `別紙${i}.docx` }],
  }
  await office.mail({ ...mail, ...original, day: 62 + i, message_id: `o${i}@x` })
  await office.mail({
    ...mail,
    from: `${mail.from.split('<')[0]}<tanaka${i}@gmail.com>`,
    to: `yamada@${OURS}`,
    day: 80 + i,
    attachments: [{ name: `別紙${i}.docx.lnk`, type: 'lnk' }],
  })
}

const english = (sign: Sign | undefined) => (sign?.words.candidates as Text | undefined)?.en ?? ''

test('three originals leave one mailbox: it is named as a place, with its evidence', async () => {
  await incident(0, { to: [`sato@${OURS}`, `kato@${OURS}`] })
  await incident(1, { to: [`kato@${OURS}`, `ito@${OURS}`] })
  await incident(2, { from: `山田 次郎 <yamada@${OURS}>`, to: [`kato@${OURS}`] })
  const [sign] = await office.judge(leakedMailbox)
  assert.deepEqual(sign?.accounts, [`kato@${OURS}`])
  assert.equal(sign?.severity, 'high')
  assert.equal(sign?.count, 3)
  assert.match(english(sign), /received 3/)
})

test('the partner who wrote them all stays beside the one who got them all: neither is named alone, and it says what would decide', async () => {
  for (const i of [0, 1]) await incident(i, { to: [`kato@${OURS}`] })
  const [sign] = await office.judge(leakedMailbox)
  assert.deepEqual([...(sign?.accounts ?? [])].sort(), [`kato@${OURS}`, `tanaka@${PARTNER}`])
  assert.equal(sign?.severity, 'medium')
  assert.equal(sign?.metrics.outside_candidates, 1)
  assert.match(JSON.stringify(sign?.words.decides), /だけが読めたメール/)
})

test('one original alone decides nothing, and no re-worked mail is no sign at all', async () => {
  assert.deepEqual(await office.judge(leakedMailbox), [])
  await incident(0, { to: [`kato@${OURS}`] })
  const [sign] = await office.judge(leakedMailbox)
  assert.equal(sign?.severity, 'low')
  assert.ok((sign?.accounts.length ?? 0) >= 2)
})

test('a list stands for its members', async () => {
  for (const i of [0, 1])
    await incident(i, { from: `山田 次郎 <yamada@${OURS}>`, to: [`bu-all@${OURS}`], mailbox: `kato@${OURS}` })
  await incident(2, { from: `田中 太郎 <tanaka@${PARTNER}>`, to: [`kato@${OURS}`] })
  const [sign] = await office.judge(leakedMailbox)
  assert.deepEqual(sign?.accounts, [`kato@${OURS}`])
  assert.match(english(sign), /2 through a list/)
})

test('an account that the investigation suspects comes first, with the reason', async () => {
  for (const i of [0, 1]) await incident(i, { to: [`kato@${OURS}`, `ito@${OURS}`] })
  await office.judge(leakedMailbox) // what it reads is built
  const why = { ja: '感染と判断', en: 'infected' }
  const [sign] = await leakedMailbox.run({
    ...(await office.context(leakedMailbox)),
    suspects: async () => [{ account: `ito@${OURS}`, host: 'PC-ITO', why, since: '2026-10-05T00:00:00Z' }],
  })
  assert.equal(sign?.accounts[0], `ito@${OURS}`)
  assert.match(english(sign), /PC-ITO: infected/)
})
