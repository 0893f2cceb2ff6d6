import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

type Planted = Parameters<Mailbox['mail']>[0]
const judged = async () => (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
const alone = async (mail: Omit<Planted, 'day'>) => {
  await office.clear()
  await office.mail({ auth: 'pass', ...mail, day: 1 })
  return await judged()
}
test("a service's notice that an office at a free address shares a file is a sign; a person's, and an office's own, are none", async () => {
  const from = 'Box <noreply@box.com>'
  const links = [{ url: 'https://app.box.com/s/k2v9xq7' }]
  const shares = (who: string) => ({ from, links, text: `${who}さんが Box で「賞与明細.pdf」を共有しました。` })
  assert.deepEqual(await alone(shares('経理部（keiri-dept@outlook.com）')), ['medium account'])
  assert.deepEqual(await alone(shares('HR Team (hr.team2026@gmail.com)')), ['medium account'])
  assert.deepEqual(await alone(shares('山田 太郎（taro.yamada1975@gmail.com）')), [])
  const asks = 'Janet (janet.ok@gmail.com) shared a file: "sign in with your Office account to release the payment"'
  assert.deepEqual(await alone({ from, links, text: asks }), ['medium account'])
  assert.deepEqual(await alone(shares('経理部（keiri@torihiki.example.jp）')), [])
})

test("a link that wears the sender's name and a sharing service's is a sign; the sender's own SharePoint is none", async () => {
  const from = '渋谷 <shibuya@medicareer-th.example>'
  const leads = (url: string) => alone({ from, text: '共有ファイルです。', links: [{ url }] })
  assert.deepEqual(await leads('https://sharepoint-medicareer.docs-verify.example/s/b0p'), ['high account'])
  assert.deepEqual(await leads('https://medicareer-my.sharepoint.com/:f:/g/personal/a'), [])
  assert.deepEqual(await leads('https://medicareer-recruit.example/list'), [])
})
