import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sameSender } from './same-sender.ts'
import { history, type Mailbox, mailbox, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})

const FIRST_LETTER =
  '突然のご連絡失礼いたします。先生のご論考を拝読し、ぜひご意見を伺いたくご連絡いたしました。インタビューをお引き受けいただける場合は、ご返信をいただき次第、質問票をお送りいたします。'
const PASSWORD =
  '先ほどのファイルのパスワードは Kp72Q です。Windowsの標準機能では開けませんので、7-Zipで解凍し、PCで開いてください。'

/** Subjects of what is flagged when the mail of this subject is convicted. */
async function besides(attack: string): Promise<string[]> {
  await office.judge(sameSender) // what it reads is built
  const context = await office.context(sameSender)
  const files = await context.query<{ file: string }>('SELECT file FROM message WHERE subject = {attack:String}', {
    attack,
  })
  const signs = await sameSender.run({ ...context, convicted: async () => files.map(({ file }) => file) })
  return signs.map((sign) => `${sign.severity} ${String(sign.words.subject)}`)
}

test('the letter before an attack and the password after it are flagged with it', async () => {
  const stranger = 'Mori <mori@kenkyu-forum.example>'
  await office.mail({ from: stranger, day: 61, subject: 'ご講演のお願い', text: FIRST_LETTER })
  await office.mail({
    from: stranger,
    day: 64,
    subject: '資料',
    attachments: [{ name: 'a.zip', type: 'zip', encrypted: true }],
  })
  await office.mail({ from: stranger, day: 64.1, subject: 'パスワード', text: PASSWORD })
  await office.mail({ from: 'b@other.example', day: 64.2, subject: '別の件' })
  assert.deepEqual(await besides('資料'), ['medium ご講演のお願い', 'medium パスワード'])
  assert.deepEqual(await besides('どこにもない'), [])
})

test('an everyday letter of the same address is its true owner’s', async () => {
  const small = 'Ono <ono@ono-kogyo.example>'
  await office.mail({
    from: small,
    day: 61,
    subject: '納期の件',
    text: '先日ご注文いただいた金具ですが、来週水曜に工場を出ます。送り状は当日ファックスします。',
  })
  await office.mail({ from: small, day: 64, subject: '図面', attachments: [{ name: 'a.exe', type: 'pe' }] })
  assert.deepEqual(await besides('図面'), [])
})

test("a known partner's genuine mails are no part of what his taken-over account sends", async () => {
  await office.mail({ from: `tanaka@${PARTNER}`, day: 61, subject: '定例会の件' })
  await office.mail({
    from: `tanaka@${PARTNER}`,
    day: 64,
    subject: '図面',
    attachments: [{ name: 'a.exe', type: 'pe' }],
  })
  assert.deepEqual(await besides('図面'), [])
})

test('months later it is another matter', async () => {
  const stranger = 'mori@kenkyu-forum.example'
  await office.mail({ from: stranger, day: 61, subject: '資料' })
  await office.mail({ from: stranger, day: 200, subject: 'ご講演のお願い', text: FIRST_LETTER })
  assert.deepEqual(await besides('資料'), [])
})

test('the mail whose password opens the attack is a part of it, of a known partner as well; one whose password opens a genuine file is not', async () => {
  const partner = `tanaka@${PARTNER}`
  const locked = (opened_by: string) => [{ name: 'a.zip', type: 'zip', encrypted: true, opened_by }]
  const told = await office.mail({ from: partner, day: 64, subject: '先ほどの件', text: '開封は Kp72Q です。' })
  await office.mail({ from: partner, day: 64.1, subject: '図面', attachments: locked(told) })
  assert.deepEqual(await besides('図面'), ['medium 先ほどの件'])
  const stranger = 'Mori <mori@kenkyu-forum.example>'
  const other = await office.mail({ from: stranger, day: 70, subject: '成績書のパスワード', text: PASSWORD })
  await office.mail({ from: stranger, day: 70.1, subject: '成績書', attachments: locked(other) })
  await office.mail({ from: stranger, day: 75, subject: '写真', attachments: [{ name: 'a.exe', type: 'pe' }] })
  assert.deepEqual(await besides('写真'), [])
})
