import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

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
const SHARE = [{ url: 'https://1drv.ms/u/c/7f2e91c04bd8/EYq3mT8x' }]

for (const text of [
  '資料はこちらです。\nパスワード: Kenkyu4\nPCでのみ展開できます（スマートフォン不可）。',
  '下記よりご確認ください。パスワード：ab12。スマートフォンでは開けませんので、ご注意ください。',
  'The file is here, password AquaSense26. It can only be opened on a Windows PC.',
  'Der Antrag liegt hier, Passwort ist AquaSense26. Das Dokument lässt sich nur am Windows-PC öffnen.',
  '资料在此，密码是 ab12。请用电脑打开，手机无法查看。',
  'Password 7788. The archive cannot be opened on a phone.',
])
  test(`a shared file with its password for the PC alone is a sign: ${text.slice(0, 30)}`, async () => {
    assert.deepEqual(await alone({ from: 'somebody <a@sonstwo.example>', links: SHARE, text }), ['medium task'])
  })

test('the same from a partner whose account may be abused is a sign, too; without a shared file, or without a password of a partner, it is none', async () => {
  const text = '資料を差し替えました。\nパスワード: Kenkyu4\nPCでのみ展開できます（スマートフォン不可）。'
  const from = `榊原 実 <sakaki@${PARTNER}>`
  const partner = async (mail: Partial<Planted>) => {
    await office.clear()
    for (const day of [1, 5, 9]) {
      await office.mail({ from, day, auth: 'pass' })
      await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: from, day: day + 1 })
    }
    await office.mail({ from, day: 20, auth: 'pass', links: SHARE, text, ...mail })
    return await judged()
  }
  assert.deepEqual(await partner({}), ['medium task'])
  assert.deepEqual(await partner({ text: 'アンケートはPCでのみ閲覧できます。' }), [])
  assert.deepEqual(await partner({ links: [{ url: `https://www.${PARTNER}/form` }] }), [])
})

test("an archive that a stranger's page is to give is a sign; one at a service for files, or behind a page that gives a table, is none", async () => {
  const from = '森山 慎吾 <shingo@moriyama-cv.example>'
  const text = '履歴書は個人サイトに掲載しております。画像認証のあと「履歴書.zip」を保存してご覧ください。'
  const links = [{ url: 'https://moriyama-cv.example/cv/' }]
  assert.deepEqual(await alone({ from, text, links }), ['medium worded-malware'])
  assert.deepEqual(
    await alone({ from, text, links: [{ url: 'https://xgf.nu/a1b2' }, { url: 'https://gigafile.nu/x' }] }),
    ['medium worded-malware'],
  )
  const drawings =
    'お世話になっております。図面一式「図面_1125.zip」をダウンロードしてご確認ください。保存期限は7日間です。'
  const office = '森山設計 <info@moriyama.example>'
  assert.deepEqual(await alone({ from: office, text: drawings, links: [{ url: 'https://78.gigafile.nu/1125-a' }] }), [])
  assert.deepEqual(await alone({ from, text: '一覧表.xlsx をダウンロードしてください。', links }), [])
  assert.deepEqual(await alone({ from, text: 'We build with Node.js and open source: have a look.', links }), [])
  const missed = 'I could not reach you by phone, so here is the leaflet.'
  assert.deepEqual(await alone({ from, text: missed, links: SHARE }), [])
})

test('a disk that is attached and to be opened is a sign; a standard of the same name, and a lesson on disks to which none is attached, are none', async () => {
  const attachments = [{ name: '様式.iso', type: 'iso', unreadable: 'damaged' }]
  const from = '佐伯 俊介 <saeki@seiyo.example.jp>'
  const text = 'ファイル形式がディスクイメージになっています。ダブルクリックすると中身が見えます。'
  assert.deepEqual(await alone({ from, text, attachments }), ['high worded-malware'])
  assert.deepEqual(await alone({ from, text: 'Mount het bestand en start het programma.', attachments }), [
    'high worded-malware',
  ])
  const standard = 'ISO 9001の審査に向けた様式の一覧です。来週の会議までにご確認ください。'
  assert.deepEqual(await alone({ from, text: standard, attachments: [{ name: '一覧.pdf', type: 'pdf' }] }), [])
  const lesson = 'バックアップ用のディスクイメージの作り方を、来月の勉強会で説明します。会場は三階です。'
  assert.deepEqual(await alone({ from, text: lesson, links: [{ url: 'https://seiyo.example.jp/a' }] }), [])
})

test('a program by name in the locked file of somebody at a free address is a sign; a vendor at his own domain and a word on programs are none', async () => {
  const attachments = [{ name: 'patch77.zip', type: 'zip', encrypted: true, unreadable: 'encrypted' }]
  const text = 'The reader is in the archive. Run setup.cmd first, it sets the paths. Pass: 77'
  assert.deepEqual(await alone({ from: 'Tomas <t.ferreira.dev@gmail.com>', text, attachments }), [
    'medium worded-malware',
  ])
  assert.deepEqual(
    await alone({ from: 'T <t.dev@gmail.com>', text: '添付の setup.exe を実行してください。', attachments }),
    ['medium worded-malware'],
  )
  assert.deepEqual(await alone({ from: 'Support <support@vendor.example.jp>', text, attachments }), [])
  assert.deepEqual(
    await alone({
      from: 'T <t.dev@gmail.com>',
      text: 'After setup.exe had run, the log was empty. See it attached.',
      attachments,
    }),
    [],
  )
})

test('a kind of archive that offices hardly send, shut and with no word of a password, is a sign from a stranger; a password, a ZIP or an acquaintance explains it', async () => {
  const text = 'Please find our specification for 2.4 million pieces a year and quote your best price by Friday.'
  const attachments = [{ name: 'RFQ.7z', type: '7z', unreadable: 'damaged' }]
  const from = 'Dr. Feld <m.feld@contact-materials.example.eu>'
  assert.deepEqual(await alone({ from, text, attachments }), ['medium worded-malware'])
  assert.deepEqual(await alone({ from, text: `${text} The password is the usual one.`, attachments }), [])
  assert.deepEqual(
    await alone({ from, text, attachments: [{ name: 'RFQ.zip', type: 'zip', unreadable: 'damaged' }] }),
    [],
  )
  assert.deepEqual(await alone({ from, text, attachments: [{ name: 'RFQ.7z', type: '7z' }] }), [])
})

test('an attached page that is said to save a file by itself is a sign, of a partner as well; a page to be read, and a backup that runs by itself, are none', async () => {
  const page = [{ name: '部屋割り.html', type: 'html' }]
  const text = '添付のHTMLをパソコンで開いていただくと名簿が自動で保存されますので、ご確認ください。'
  assert.deepEqual(await alone({ from: 'a@sonstwo.example', text, attachments: page }), ['medium worded-malware'])
  assert.deepEqual(
    await alone({ from: 'a@sonstwo.example', text: '添付のHTMLでご覧ください。', attachments: page }),
    [],
  )
  assert.deepEqual(await alone({ from: 'a@sonstwo.example', text: '共有フォルダは毎晩自動で保存されます。' }), [])
})
