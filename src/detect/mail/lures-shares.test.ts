import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, OURS } from './test-mailbox.ts'

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

const DOCUMENT = {
  subject: 'Complete with Docusign: agreement.pdf',
  text: 'A document was sent to you to review and sign.',
}
const SETTLED =
  'The settlement statement has been released to you. Review the secure document before it expires today, otherwise your pending payment is cancelled.'

for (const [what, mail] of Object.entries({
  "signed for by an office's name": {
    ...DOCUMENT,
    from: 'HR Department via Docusign <dse_na4@docusign.net>',
    reply_to: ['hr.department.2026@gmail.com'],
    links: [{ url: 'https://na4.docusign.net/Signing/EmailStart.aspx?a=1' }],
  },
  'shared on Google Drive by one': {
    from: '経理部（Google ドライブ経由） <drive-shares-dm-noreply@google.com>',
    subject: '経理部 さんがアイテムを共有しました',
    text: '次のアイテムが共有されました: 10月分.pdf',
    reply_to: ['keiri.bu2026@outlook.jp'],
    links: [{ url: 'https://drive.google.com/file/d/1a/view' }],
  },
  'with a sign-in wanted of who reads the note': {
    from: 'M. Hale <notify@mail.notion.so>',
    text: '佐藤さん、先週の打ち合わせの議事録をまとめました。会社のアカウントで開けます。来週もよろしくお願いします。',
    reply_to: ['m.hale.docs@gmail.com'],
    links: [{ url: 'https://www.notion.so/x' }],
  },
  'in a comment that leads out to a page for nothing': {
    from: 'Mirjam (via Google Docs) <comments-noreply@docs.google.com>',
    text: 'Notariaat (notariaat.docs@gmail.com) heeft je genoemd in een opmerking. Het document is vergrendeld.',
    reply_to: [],
    links: [{ url: 'https://akte.vercel.app/vrk' }, { url: 'https://docs.google.com/document/d/1/edit' }],
  },
  'in the words of lures': {
    from: 'Mia Berger <no-reply@canva.com>',
    text: SETTLED,
    reply_to: ['mia.berger77@gmail.com'],
    links: [{ url: 'https://www.canva.com/design/DAF1/view' }],
  },
}))
  test(`a service's genuine notice whose answers go to a free address is a sign: ${what}`, async () => {
    assert.deepEqual(await alone(mail), ['medium account'])
  })

test("a designer's share under his own name, and a request to sign that a firm or nobody answers for, are no sign", async () => {
  const design = {
    from: 'Mia Berger <no-reply@canva.com>',
    subject: 'Entwurf fürs Plakat',
    text: 'Hallo Hanako, hier der neue Entwurf für euer Plakat zum Sommerfest. Sag mir gern, ob die Farben so passen.',
    reply_to: ['mia.berger77@gmail.com'],
    links: [{ url: 'https://www.canva.com/design/DAF1/view' }],
  }
  assert.deepEqual(await alone(design), [])
  const english =
    'Hi Hanako, here is the second draft of the poster for the open day. Tell me whether the blue works for you.'
  assert.deepEqual(await alone({ ...design, subject: 'Mia shared a design with you', text: english }), [])
  const request = { ...DOCUMENT, from: 'HR Department via Docusign <dse_na4@docusign.net>' }
  const links = [{ url: 'https://na4.docusign.net/Signing/EmailStart.aspx?a=1' }]
  assert.deepEqual(await alone({ ...request, links, reply_to: ['hr@torihiki.example.jp'] }), [])
  assert.deepEqual(await alone({ ...request, links, reply_to: [] }), [])
})

test('a sharer at a free address with whom the organisation writes shares as he likes', async () => {
  const designer = 'mia.berger77@gmail.com'
  const shares = { from: 'Mia Berger <no-reply@canva.com>', text: SETTLED, reply_to: [designer], auth: 'pass' as const }
  const links = [{ url: 'https://www.canva.com/design/DAF1/view' }]
  await office.clear()
  for (const day of [1, 5, 9]) {
    await office.mail({ from: `Mia Berger <${designer}>`, day, text: 'Hallo Hanako, der Entwurf folgt am Freitag.' })
    await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: designer, day: day + 0.5 })
  }
  await office.mail({ ...shares, day: 20, links })
  assert.deepEqual(await judged(), [])
  await office.mail({ ...shares, day: 21, links, reply_to: ['mia.berger78@gmail.com'] })
  assert.deepEqual(await judged(), ['medium account'])
})

test("a link that wears the sender's name and a sharing service's is a sign; the sender's own SharePoint is none", async () => {
  const from = '渋谷 <shibuya@medicareer-th.example>'
  const leads = (url: string) => alone({ from, text: '共有ファイルです。', links: [{ url }] })
  assert.deepEqual(await leads('https://sharepoint-medicareer.docs-verify.example/s/b0p'), ['high account'])
  assert.deepEqual(await leads('https://medicareer-my.sharepoint.com/:f:/g/personal/a'), [])
  assert.deepEqual(await leads('https://medicareer-recruit.example/list'), [])
})

test('a share of a Microsoft 365 without a domain of its own is a sign; that of one with its own is none', async () => {
  const share = (tenant: string, owner: string) =>
    alone({
      from: 'SharePoint <no-reply@sharepointonline.com>',
      text: '不動産鑑定の二宮さんがファイルを共有しました。',
      links: [{ url: `https://${tenant}-my.sharepoint.com/:o:/g/personal/${owner}/Ex1?e=aa1` }],
    })
  assert.deepEqual(await share('rkfh77', 'ninomiya_rkfh77_onmicrosoft_com'), ['medium account'])
  assert.deepEqual(await share('tonan', 'ninomiya_tonan-kantei_co_jp'), [])
})

test("a portal of nobody's that bears the sender's name and wants a sign-in or gives a code is a sign; a service's page, his own, and one to look at are none", async () => {
  const from = 'Jens Brandt <j.brandt@hanseatlog.de>'
  const code = 'I have put all together for your service department. Code to open: 0871'
  const at = async (host: string, text = code) =>
    (await alone({ from, text, links: [{ url: `https://${host}/s/8fKq2` }] })).filter((sign) =>
      sign.endsWith('account'),
    )
  assert.deepEqual(await at('hanseatlog-my.files-onlinebox.example'), ['high account'])
  assert.deepEqual(await at('hanseatlog.freshdesk.com'), [])
  assert.deepEqual(await at('hanseatlog.cargoboard.example'), [])
  assert.deepEqual(await at('portal.hanseatlog.de'), [])
  assert.deepEqual(await at('hanseatlog.files-onlinebox.example', 'The photos of the fair are online.'), [])
})

test("a signing service's notice whose note wants another service's sign-in is a sign; one that only wants a signature is none", async () => {
  const from = 'Adobe Acrobat Sign <adobesign@adobesign.com>'
  const links = [{ url: 'https://na4.documents.adobe.com/public/esign?tsid=1' }]
  const asks = '覚書への署名を依頼しています。契約書の閲覧にはMicrosoftの認証が必要です。'
  assert.deepEqual(await alone({ from, links, text: asks }), ['medium account'])
  assert.deepEqual(await alone({ from, links, text: '覚書への署名を依頼しています。確認して署名してください。' }), [])
})

test("who shares by a service's notice and has its reader press a button inside and sign in is a sign; the notice itself, and a plain note, are none", async () => {
  const from = 'Dropbox <no-reply@dropbox.com>'
  const links = [{ url: 'https://www.dropbox.com/scl/fi/q8x2/agreement.paper' }]
  const shares = (note: string) => ({
    from,
    links,
    text: `Raymond Lau (raymond@kingsway-ic.example) invited you to view the file "agreement.paper" on Dropbox.\n"${note}"\nView file`,
  })
  const onward = 'Open the doc, press the blue SIGN HERE link inside, and log in with office mail to sign.'
  assert.deepEqual(await alone(shares(onward)), ['medium account'])
  assert.deepEqual(await alone(shares('Il PDF è dentro la pagina: premere «Visualizza documento» e accedere')), [
    'medium account',
  ])
  assert.deepEqual(await alone(shares('The second page has the new prices, please check them before Friday.')), [])
})
