import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { phishingLure } from './phishing-lure.ts'
import { type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

const alone = async (mail: Omit<Parameters<Mailbox['mail']>[0], 'day'>) => {
  await office.clear()
  await office.mail({ auth: 'pass', ...mail, day: 1 })
  return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
}
const AUTHORIZE = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=7d1c3f4e&response_type=code'

test('a stranger who leads straight to where an application is let into mail or files is a sign; our own office, and a service of ours, are none', async () => {
  const from = 'Toukei Add-in <support@toukei-addin.example>'
  const text = 'Microsoft 365のアカウントで「承諾」を押すだけでご利用いただけます。'
  const asks = (url: string) => alone({ from, text, links: [{ url }] })
  assert.deepEqual(await asks(`${AUTHORIZE}&scope=openid%20offline_access%20Mail.Read%20Files.Read.All`), [
    'high account',
  ])
  const partner = async (scope: string) => {
    await office.clear()
    const known = `浜口 聡 <hamaguchi@${PARTNER}>`
    for (const day of [1, 5, 9]) {
      await office.mail({ from: known, day, auth: 'pass' })
      await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: known, day: day + 1 })
    }
    await office.mail({ from: known, day: 20, auth: 'pass', text, links: [{ url: `${AUTHORIZE}&scope=${scope}` }] })
    return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
  }
  assert.deepEqual(await partner('Mail.Read%20Files.Read.All'), ['medium account'])
  assert.deepEqual(await partner('openid%20profile'), [])
  assert.deepEqual(await asks('https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=7d1c'), [
    'high account',
  ])
  assert.deepEqual(await asks('https://accounts.google.com/o/oauth2/v2/auth?client_id=1&scope=openid%20email'), [
    'medium account',
  ])
  const news = '家計調査の8月分を公開しました。先月との比較は3ページの表をご覧ください。'
  assert.deepEqual(await alone({ from, text: news, links: [{ url: 'https://login.microsoftonline.com/' }] }), [])
  assert.deepEqual(
    await alone({ from: `情報課 <jim@${OURS}>`, text, links: [{ url: `${AUTHORIZE}&scope=openid%20profile` }] }),
    [],
  )
})

for (const text of [
  '次のフォームにメールアドレスと現在のパスワードを入力してください。',
  'ご確認にはメールアドレスとパスワードによる本人確認が必要です。',
  'Please fill in your user name and password in the form below.',
  'Bitte bestätigen Sie im Formular Ihr Passwort, indem Sie das Passwort eingeben.',
  '请在表格中填写您的邮箱和密码。',
  '아래 양식에 비밀번호를 입력해 주십시오.',
])
  test(`a form that anybody sets up and that wants a password is a sign: ${text.slice(0, 24)}`, async () => {
    const from = 'アカウント管理 <s24118@gakuin.example>'
    for (const url of ['https://docs.google.com/forms/d/e/1FAIpQ/viewform', 'https://forms.office.com/r/a1b2'])
      assert.deepEqual(await alone({ from, text, links: [{ url }] }), ['high account'])
  })

/** of a partner with whom the office writes */
const ofPartner = async (mail: Omit<Parameters<Mailbox['mail']>[0], 'day' | 'from'>) => {
  const from = `大西 葵 <onishi@${PARTNER}>`
  await office.clear()
  for (const day of [1, 5, 9]) {
    await office.mail({ from, day, auth: 'pass' })
    await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: from, day: day + 0.5 })
  }
  await office.mail({ auth: 'pass', ...mail, from, day: 20 })
  return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
}

test('a hired form that is to save accounts from suspension within hours is a sign, of a partner as well; one to register for a day is none', async () => {
  const links = [{ url: 'https://form.jotform.com/262901' }]
  const ends = {
    subject: 'Portal accounts',
    text: 'Accounts not confirmed in the form within 24 hours will be suspended.',
    links,
  }
  const registers = {
    subject: 'Open day',
    text: 'Our club holds its open day on 4 November, with a walk, lunch and music. Please register in the form; we answer within 24 hours. Children are welcome.',
    links,
  }
  assert.deepEqual(await ofPartner(ends), ['medium account'])
  assert.deepEqual(await ofPartner(registers), [])
  assert.match((await alone({ ...ends, from: 'Portal <desk@partnerweb.example>' })).join(), /^high .*account/)
  assert.deepEqual(await alone({ ...registers, from: 'Verein <post@verein.example>' }), [])
})

/** says nothing that a lure says */
const READING =
  '先日の読書会の記録と、皆さんが薦めた本の一覧をまとめました。次回は来月の第二土曜日、図書館の二階です。雨でも行います。'

test("a stranger's link to a page that anybody puts up, with the reader's address in it, is a sign", async () => {
  const from = '資料室 <shiryo@bunko.example.jp>'
  const text = READING
  const leads = (url: string) => alone({ from, text, links: [{ url }] })
  const encoded = Buffer.from(`sato@${OURS}`).toString('base64')
  for (const url of [
    `https://bunko-docs.web.app/v?e=sato@${OURS}`,
    `https://bunko.pages.dev/#sato%40${OURS}`,
    `https://bunko.netlify.app/${encoded}`,
  ])
    assert.deepEqual(await leads(url), ['medium account'], url)
  assert.deepEqual(await leads('https://bunko-docs.web.app/v?e=2026'), [])
})

test("the reader's address in a partner's link, in one to the sender's own site, and in mail to many is none", async () => {
  const text = READING
  const links = [{ url: `https://bunko-docs.web.app/v?e=sato@${OURS}` }]
  assert.deepEqual(await ofPartner({ text, links }), [])
  const own = [{ url: `https://kenkyukai.jimdosite.com/v?e=sato@${OURS}` }]
  assert.deepEqual(await alone({ from: '事務局 <jimu@kenkyukai.jimdosite.com>', text, links: own }), [])
  const from = '配信 <news@kenkyukai.example.jp>'
  const headers: [string, string][] = [['list-unsubscribe', `<${links[0]?.url}>`]]
  assert.deepEqual(await alone({ from, text, links, headers }), [])
})

test('a questionnaire, a warning never to type a password, and a page that is no form are none', async () => {
  const from = '研究会事務局 <jimu@kenkyukai.example.jp>'
  const links = [{ url: 'https://docs.google.com/forms/d/e/1FAIpQ/viewform' }]
  assert.deepEqual(await alone({ from, text: '下のフォームに参加の可否をご記入ください。', links }), [])
  assert.deepEqual(
    await alone({ from, text: 'アンケートのご協力をお願いします。パスワードは入力しないでください。', links }),
    [],
  )
  assert.deepEqual(
    await alone({
      from,
      text: '会員ページでは会員番号とパスワードを入力してください。',
      links: [{ url: 'https://www.kenkyukai.example.jp/login' }],
    }),
    [],
  )
})

test('the code of a device may go by another name; a page without a code is none', async () => {
  const from = 'Programme Office <office@forum.example>'
  const links = [{ url: 'https://microsoft.com/devicelogin' }]
  const asks = (text: string) => alone({ from, text, links })
  assert.deepEqual(await asks('1. Open the page. 2. Enter the meeting ID: F7KQ2XHDM. 3. Sign in.'), ['high account'])
  assert.deepEqual(await asks('次のコードは ABCD-EFGH です。'), ['high account'])
  assert.deepEqual(await asks('The page shows the code of your own device after 2026/10.'), [])
})

test('the code of a device may stand in two groups', async () => {
  const text = '１．microsoft.com/devicelogin を開く\n２．会議コード　EKX4 TB9QN　を入力（15分有効）'
  assert.deepEqual(await alone({ from: 'a@kaigi-annai.example', text, links: [] }), ['high account'])
})

test("an office's password for a page that anybody puts up is a sign, whoever leads there; one's own page and a service's are none", async () => {
  const from = `大西 葵 <onishi@${PARTNER}>`
  const wants = 'The document is protected, sign in with your work email to view it.'
  const known = async (url: string, text = wants) => {
    await office.clear()
    for (const day of [1, 5, 9]) {
      await office.mail({ from, day, auth: 'pass' })
      await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: from, day: day + 0.5 })
    }
    await office.mail({ from, day: 20, auth: 'pass', text, links: [{ url }] })
    return (await office.judge(phishingLure)).map((sign) => `${sign.severity} ${sign.metrics.kind}`)
  }
  assert.deepEqual(await known('https://blanket-order.pages.dev/auth'), ['medium account'])
  assert.deepEqual(await known(`https://torihiki-docs.example.net/d/88?hint=sato@${OURS}`), ['medium account'])
  assert.deepEqual(await known(`https://portal.${PARTNER}/d/88`), [])
  assert.deepEqual(await known('https://blanket-order.pages.dev/auth', 'The notes of our meeting are here.'), [])
})

test('a link built like one to a meeting that leads to no service of meetings is a sign; genuine ones are none', async () => {
  const from = 'Kick-off <meeting@webconf-live.example>'
  const joins = (url: string) => alone({ from, text: 'Die Besprechung wurde verschoben.', links: [{ url }] })
  assert.deepEqual(await joins('https://webconf-live.example/l/meetup-join/rheinfeld'), ['high brand'])
  assert.deepEqual(await joins('https://us05web.zoom-client.example/j/84477120933?pwd=x'), ['high brand'])
  assert.deepEqual(await joins('https://meet.calls.example/abc-defg-hij'), ['high brand'])
  assert.deepEqual(await joins('https://teams.microsoft.com/l/meetup-join/19%3ameeting_x'), [])
  assert.deepEqual(await joins('https://us05web.zoom.us/j/84477120933?pwd=x'), [])
  assert.deepEqual(await joins('https://webconf-live.example/agenda/84477120933'), [])
})

test("a stranger's page that is called like the office's service and has the reader's address ready is a sign; his own sign-up, or one without the address, is none", async () => {
  const from = 'DocuShare <share@docu-sharing.example>'
  const at = (url: string) => alone({ from, text: '文書が共有されました。', links: [{ url }] })
  assert.deepEqual(await at(`https://docu-sharing.example/auth/ms365?e=sato@${OURS}`), ['medium account'])
  assert.deepEqual(await at(`https://docu-sharing.example/signup?email=sato@${OURS}`), [])
  assert.deepEqual(await at('https://docu-sharing.example/help/microsoft'), [])
})

test("a trainer's place is an exercise, under his own domain or behind another's; his own offer of a training is none", async () => {
  const links = [{ url: 'https://ms-accountteam.secure-kunren.example/?rid=0s' }]
  const bait = { subject: '不審なサインイン', text: '最近のアクティビティを確認してください。', links }
  const own = 'Microsoft アカウント チーム <security@ms-accountteam.secure-kunren.example>'
  assert.match((await alone({ ...bait, from: own })).join(), /account/)
  assert.match((await alone({ ...bait, from: '人事課 <kyuyo@jinji.example.jp>' })).join(), /account/)
  const offer = { from: '訓練サービス <sales@secure-kunren.example>', subject: '標的型メール訓練のご案内', links }
  assert.deepEqual(await alone({ ...offer, text: '訓練サービスの資料をお送りします。' }), [])
})
