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

test('a payroll bureau that signs as its domain is called writes in its own name', async () => {
  const text = 'Please find attached your payroll reports.\n\nThamesPay Payroll Services'
  assert.deepEqual(await alone({ from: 'Payroll Team <payroll@thamespay.co.uk>', text }), [])
  assert.deepEqual(await alone({ from: 'Payroll Team <payroll@staff-desk.co.uk>', text }), ['medium account'])
})

test('an embassy or police at plausible words under an ending for everybody is a sign; at its own domain, and an agency in its own name, are none', async () => {
  const attachments = [{ name: 'Einladung.pdf', type: 'pdf' }]
  const text = 'Einladungskarte und Anmeldung finden Sie in der Anlage.'
  const invites = (from: string) => alone({ from, text, attachments })
  assert.deepEqual(await invites('Botschaft von Japan <wirtschaft@botschaft-japan.eu>'), ['medium task'])
  assert.deepEqual(await invites('Embassy of Japan <info@bo.mofa.go.jp>'), [])
  assert.deepEqual(await invites('Agentur Lindner <einladung@agentur-lindner.com>'), [])
  const hint = 'Bitte nennen Sie uns eine Mobilnummer, unter der wir Sie über Signal erreichen.'
  const from = 'Landesamt für Verfassungsschutz <kontakt@wirtschaftsschutz-land.org>'
  assert.deepEqual(await alone({ from, text: hint }), ['medium task'])
})

for (const [name, elsewhere, home] of [
  ['中国運輸局', 'mlit-chugoku.org', 'mlit.go.jp'],
  ['近畿経済産業局', 'kinki-meti.org', 'kansai.meti.go.jp'],
  ['東京法務局', 'houmu-tokyo.org', 'moj.go.jp'],
  ['大阪労働局', 'roudou-osaka.org', 'mhlw.go.jp'],
  ['関東農政局', 'nousei-kanto.org', 'maff.go.jp'],
] as const)
  test(`a ministry's office in a region is as much of a claim as the ministry: ${name}`, async () => {
    const text = '調査票を添付いたします。ご記入のうえご返送ください。'
    assert.deepEqual(await alone({ from: `${name} 総務課 <soumu@${elsewhere}>`, text }), ['medium task'])
    assert.deepEqual(await alone({ from: `${name} 総務課 <soumu@${home}>`, text }), [])
  })

test('a ministry in brackets before the subject is a claim as well: that presses, also in mail to many; news of an agency is none', async () => {
  const subject = '【総務省】国勢調査 回答が確認できていません'
  const links = [{ url: 'https://www.e-kokusei.net/login' }]
  const BULK: [string, string][] = [['list-unsubscribe', '<https://www.e-kokusei.net/u>']]
  const claims = (from: string, text: string) => alone({ from, subject, text, links, attachments: [], headers: BULK })
  const text = '回答を拒んだ場合は罰金が科されることがあります。本日中に以下よりご回答ください。'
  assert.deepEqual(await claims('国勢調査 <kokusei@e-kokusei.net>', text), ['medium task'])
  assert.deepEqual(await claims('国勢調査 <kokusei@e-kokusei.net>', '調査の結果を公表しました。'), [])
  assert.deepEqual(await claims('国勢調査 <kokusei@soumu.go.jp>', text), [])
})

test('a list of the staff, asked for by a town from elsewhere than towns write, is a sign; by a town itself it is none', async () => {
  const text = '10月の異動を反映した職員名簿（内線・メールアドレス入り）を一部お送りいただけますか。'
  assert.deepEqual(await alone({ from: '上島市教育委員会 沼田 <numata@city-kamishima.jp>', text }), ['medium task'])
  assert.deepEqual(await alone({ from: '上島市教育委員会 沼田 <numata@city.kamishima.lg.jp>', text }), [])
  const receivables = "Merci de m'adresser la balance âgée avec le nom et le téléphone du comptable de chaque client."
  assert.deepEqual(await alone({ from: 'Cabinet Audit <audit@cabinet-audit-cac.com>', text: receivables }), [
    'medium task',
  ])
  const asked = '名簿の件、ご確認ありがとうございました。'
  assert.deepEqual(await alone({ from: '上島市教育委員会 沼田 <numata@city-kamishima.jp>', text: asked }), [])
})

test('a password by return of mail, and a screen to be shown over the telephone, are signs; a notice of a password, and a vendor’s known support, are none', async () => {
  const text = '勤怠システムの移行にあたり、現在お使いのIDとパスワードを、このメールへの返信でお知らせください。'
  const from = '情報システム部 <infosys-mihon@yahoo.co.jp>'
  const bare = { attachments: [] }
  assert.deepEqual(await alone({ from, text, ...bare }), ['high account'])
  const notice = '先ほどの添付のパスワードをお知らせします。Kp72Q\nこのメールには返信できません。'
  assert.deepEqual(await alone({ from: '森下 <morishita@mihon-kinzoku.co.jp>', text: notice, ...bare }), [])
  const desk = 'A technician needs to see your screen: please start Quick Assist and call us on 050-3198-4400.'
  assert.deepEqual(await alone({ from: 'Service Desk <desk.mihon@gmail.com>', text: desk, ...bare }), ['high task'])
  assert.deepEqual(
    await alone({ from: 'Mihon Soft <support@mihon-soft.co.jp>', text: 'Quick Assist is new in Windows.', ...bare }),
    [],
  )
})
