import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, OURS } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

const alone = async (mail: Omit<Parameters<Mailbox['mail']>[0], 'day'>) => {
  await office.clear()
  await office.mail({ auth: 'pass', attachments: [{ name: '通知.pdf', type: 'pdf' }], ...mail, day: 1 })
  return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
}

for (const [from, text] of [
  [
    '人事部 <jinji@hr-benefit-portal.example>',
    '大久保様\n2026年度の給与改定通知書を添付いたします。本日中に電子署名をお願いいたします。\n人事部',
  ],
  ['総務課 <soumu@kunren.example>', '職員各位\n健康診断の結果を添付いたします。ご確認ください。\n総務課'],
  [
    'Human Resources <hr@people-desk.example>',
    'Dear employees, the revised salary table is attached. Please acknowledge today.',
  ],
  ['Personalabteilung <info@lohn-info.example>', 'Ihre Gehaltsabrechnung finden Sie im Anhang.'],
] as const)
  test(`an office of ours that writes to employees from outside is a sign: ${from}`, async () => {
    assert.deepEqual(await alone({ from, text }), ['medium account'])
  })

test("another organisation's office, one of ours, a person of that name, and an office that wants nothing opened are none", async () => {
  const text = '職員各位\n健康診断の結果を添付いたします。\n総務課'
  assert.deepEqual(await alone({ from: `総務課 <soumu@${OURS}>`, text }), [])
  assert.deepEqual(
    await alone({ from: '総務課 <soumu@torihiki.example>', text: `${text}\n株式会社取引商会 TEL 03-0000-0000` }),
    [],
  )
  assert.deepEqual(await alone({ from: '人見 総一 <hitomi@torihiki.example>', text }), [])
  assert.deepEqual(await alone({ from: '総務課 <soumu@torihiki.example>', text, attachments: [] }), [])
  assert.deepEqual(
    await alone({ from: '総務部 <soumu@torihiki.example>', text: '打合せの日程の件、承知しました。' }),
    [],
  )
})
