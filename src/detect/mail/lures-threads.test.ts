/** Who claims that it was agreed, writes a note into a genuine notice, or asks from a colleague's own address; and their honest twins. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { history, type Mailbox, mailbox, OURS, type PlantedMail } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})
const judged = async (mail: Omit<PlantedMail, 'day'>) => {
  await office.mail({ ...mail, day: 70 })
  return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
}

test('a stranger to whom the president is said to have agreed, and who presses to be paid, is a sign; a bill with time is none', async () => {
  const from = '営業 日下部 <kusakabe@coldtech.co.jp>'
  const subject = '冷凍庫のご請求（三輪会長ご承認済）'
  assert.deepEqual(await judged({ from, subject, text: '本日中にお振込みをお願いいたします。普通 3318842' }), [
    'medium thread',
  ])
  await office.clear()
  await history(office)
  assert.deepEqual(await judged({ from, subject, text: '月末までにお振込みをお願いいたします。普通 3318842' }), [])
})

test('a genuine signature request whose answers go to a free address and that wants a number rung is a sign; a firm’s own is none', async () => {
  const text =
    'Your subscription was renewed for 2,148.00 EUR. If you did not authorise this charge, call our cancellation desk within 24 hours: +49 32 221 88 04 17.'
  const from = 'Billing via Docusign <dse@eumail.docusign.net>'
  const links = [{ url: 'https://eu.docusign.net/Signing/a' }]
  assert.deepEqual(await judged({ from, text, links, reply_to: ['ms365billing@hotmail.com'] }), ['medium callback'])
  await office.clear()
  await history(office)
  assert.deepEqual(await judged({ from, text: 'Please sign the lease.', links, reply_to: ['sato@gmail.com'] }), [])
})

test('a password typed into a hired form is a sign from inside as well; a survey there, and the office’s own form, are none', async () => {
  const from = `山田 次郎 <yamada@${OURS}>`
  const text = '下記フォームから統合認証のIDとパスワードの確認をお願いします。'
  const inside = { from, to: `佐藤 花子 <sato@${OURS}>`, text }
  assert.deepEqual(await judged({ ...inside, links: [{ url: 'https://form.jotform.com/26041' }] }), ['medium account'])
  await office.clear()
  await history(office)
  assert.deepEqual(await judged({ ...inside, links: [{ url: 'https://forms.office.com/r/26041' }] }), [])
  const survey = { ...inside, text: '懇親会の出欠を下記からお願いします。' }
  assert.deepEqual(await judged({ ...survey, links: [{ url: 'https://form.jotform.com/26042' }] }), [])
})

test('a colleague who presses to sign in at a page that anybody puts up is a sign; a page to read is none', async () => {
  const inside = { from: `山田 次郎 <yamada@${OURS}>`, to: `佐藤 花子 <sato@${OURS}>` }
  const links = [{ url: 'https://wexcombe-hr.notion.site/Salary' }]
  const text = 'Find your letter below and acknowledge today. Sign in with your work account when prompted.'
  assert.deepEqual(await judged({ ...inside, text, links }), ['medium account'])
  await office.clear()
  await history(office)
  assert.deepEqual(await judged({ ...inside, text: 'The minutes are here.', links }), [])
})

test('too much was given, and the difference is wanted back today: a sign; a gift, and a refund without haste, are none', async () => {
  const from = '財務部 <zaimu@northvale-hd.jp>'
  const account = '普通 7720416'
  const text = `誤って3,000,000円を送金してしまいました。差額を本日中に下記へご返金いただけますでしょうか。${account}`
  assert.deepEqual(await judged({ from, text }), ['medium money'])
  await office.clear()
  await history(office)
  assert.deepEqual(await judged({ from, text: `寄付金300,000円を本日送金いたしました。${account}` }), [])
})
