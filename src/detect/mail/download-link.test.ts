import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { downloadLink } from './download-link.ts'
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
const judged = async () =>
  (await office.judge(downloadLink)).map((sign) => [sign.severity, sign.metrics.kind, sign.destinations[0]])
const TANAKA = `田中 太郎 <tanaka@${PARTNER}>`

test('each trick of a stranger: bare address, program, another place than shown, transfer with its password here or in the next mail', async () => {
  const from = '担当 <a@dareka.example.com>'
  await office.mail({ from, day: 61, links: [{ url: 'http://203.0.113.7/a' }] })
  await office.mail({ from, day: 62, links: [{ url: 'https://cdn.example.net/x/invoice.js?id=1' }] })
  await office.mail({
    from,
    day: 63,
    links: [{ url: 'https://login.example.net/', shown: 'https://www.mhlw.go.jp/notice' }],
  })
  await office.mail({
    from,
    day: 64,
    text: 'ダウンロード用パスワード：kX93-aa',
    links: [{ url: 'https://12.gigafile.nu/0101-abc' }],
  })
  await office.mail({ from: 'b@dareka2.example.com', day: 65, links: [{ url: 'https://12.gigafile.nu/0101-abd' }] })
  await office.mail({
    from: 'b@dareka2.example.com',
    day: 65.01,
    text: '先ほどのファイルのパスワードは「Zz1234」です。パスワード: Zz1234',
  })
  await office.mail({
    from: 'c@dareka3.example.com',
    day: 66,
    links: [{ url: 'https://files.example.net/shiryo.zip' }],
  })
  assert.deepEqual(await judged(), [
    ['high', 'address', '203.0.113.7'],
    ['high', 'runs', 'cdn.example.net'],
    ['high', 'elsewhere', 'login.example.net'],
    ['medium', 'transfer', '12.gigafile.nu'],
    ['medium', 'transfer', '12.gigafile.nu'],
    ['medium', 'archive', 'files.example.net'],
  ])
})

test('a share that Explorer opens, and a password for a place of code, are signs from a proven firm, too; a share inside is none', async () => {
  const from = '担当 <a@dareka.example.com>'
  const share = 'search-ms:query=a&crumb=location:\\\\share.example.net@SSL\\DavWWWRoot&displayname=a'
  await office.mail({ from, day: 61, links: [{ url: share, source: 'html' }] })
  await office.mail({
    from: 'b@dareka2.example.com',
    day: 62,
    text: '閲覧コード：kX93-aa',
    links: [{ url: 'https://github.com/dareka/forms/raw/main/a.zip' }],
  })
  await office.mail({
    from: 'c@dareka3.example.com',
    day: 62.5,
    text: 'The archive password is kX93-aa.',
    links: [{ url: 'https://cdn.discordapp.com/attachments/1/2/a.zip' }],
  })
  await office.mail({ from, day: 63, links: [{ url: 'file://fs01/share/a.xlsx', source: 'html' }] })
  assert.deepEqual(await judged(), [
    ['high', 'runs', 'share.example.net'],
    ['medium', 'transfer', 'github.com'],
    ['medium', 'transfer', 'cdn.discordapp.com'],
  ])
})

test("what a gateway wrapped is looked through, and a known partner's link to a program is still worth a look", async () => {
  await office.mail({
    from: TANAKA,
    day: 61,
    links: [
      { url: 'https://jpn01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcdn.example.net%2Fa.hta&data=1' },
    ],
  })
  assert.deepEqual(await judged(), [['low', 'runs', 'cdn.example.net']])
})

test("newsletters' click counters, services, a partner's usual transfer, servers inside and QR-like plain links are no sign", async () => {
  await office.mail({
    from: '学会 <news@gakkai.example.jp>',
    day: 61,
    list_id: 'news',
    links: [{ url: 'https://click.haishin.example.com/1', shown: 'https://gakkai.example.jp/' }],
  })
  await office.mail({
    from: TANAKA,
    day: 62,
    text: 'パスワード：kX93-aa',
    links: [{ url: 'https://12.gigafile.nu/0101-abc' }],
  })
  await office.mail({
    from: TANAKA,
    day: 63,
    links: [{ url: 'http://192.168.1.9/share' }, { url: `https://www.${PARTNER}/`, shown: `www.${PARTNER}` }],
  })
  await office.mail({
    from: 'a@dareka.example.com',
    day: 64,
    links: [{ url: 'https://dareka.example.com/kaisha', shown: '会社案内はこちら' }],
  })
  await office.mail({
    from: `佐藤 花子 <sato@${OURS}>`,
    to: `kato@${OURS}`,
    day: 64,
    links: [{ url: 'http://198.51.100.3/' }],
  })
  assert.deepEqual(await judged(), [])
})

test('where one place stands in the links of many senders, it is ours', async () => {
  for (let i = 0; i < 25; i++)
    await office.mail({
      from: `a@kaisha${i}.co.jp`,
      day: 40 + i / 2,
      links: [{ url: `https://link.mamoru.example.net/r/${i}`, shown: `https://kaisha${i}.co.jp/` }],
    })
  assert.deepEqual(await judged(), [])
})

test("without an archive a proven firm's own program page, click counter and file transfer accuse nobody; the same unproven do", async () => {
  const from = 'サポート <support@cad.example.jp>'
  const own = [{ url: 'https://www.cad.example.jp/setup_v12.exe' }]
  const counted = [{ url: 'https://click.example.net/c/1', shown: 'www.cad.example.jp/news' }]
  const transfer = [{ url: 'https://12.gigafile.nu/0101-abc' }]
  const severities = async (auth: 'pass' | 'none') => {
    await office.clear()
    await office.mail({ from, day: 1, links: own, auth })
    await office.mail({ from, day: 1.1, links: counted, auth })
    await office.mail({ from, day: 1.2, links: transfer, auth, text: 'ダウンロードパスワード：3391' })
    return (await judged()).map(([severity]) => severity)
  }
  assert.deepEqual(await severities('pass'), ['low', 'low', 'low'])
  assert.deepEqual(await severities('none'), ['high', 'high', 'medium'])
})

test("what is added to Office is as much as a program behind a stranger's link; a form is none, and an add-in of somebody known neither", async () => {
  const links = (path: string) => [{ url: `https://chosa.example.jp/${path}` }]
  const from = '調査係 <kakari@chosa.example.jp>'
  await office.mail({ from, day: 61, links: links('R8touroku.xlam') })
  await office.mail({ from, day: 62, links: links('youshiki.xlsm') })
  await office.mail({ from: TANAKA, day: 63, links: [{ url: `https://${PARTNER}/tool.xlam` }] })
  assert.deepEqual(await judged(), [['medium', 'runs', 'chosa.example.jp']])
})

test("an archive in a web site's upload folder, with its password, is worth a call though its owner is known; a catalogue there is not", async () => {
  const at = (file: string) => [{ url: `https://${PARTNER}/wp-content/uploads/2026/10/${file}` }]
  await office.mail({ from: TANAKA, day: 61, text: '最終版です。\nパスワード：hako1014', links: at('perse.zip') })
  await office.mail({ from: TANAKA, day: 62, text: '新しいカタログです。', links: at('catalog.zip') })
  await office.mail({ from: TANAKA, day: 63, text: 'パスワード：hako1014', links: at('catalog.pdf') })
  assert.deepEqual(await judged(), [['medium', 'archive', PARTNER]])
})

test('an archive by its name that is a page which anybody puts up is a sign of a known partner, too; at his own place it is none', async () => {
  await office.mail({
    from: TANAKA,
    day: 70,
    links: [{ url: 'https://torihiki-files.pages.dev/hokensho', shown: '提出資料.zip' }],
  })
  assert.deepEqual(await judged(), [['medium', 'elsewhere', 'torihiki-files.pages.dev']])
  await office.clear()
  await history(office)
  await office.mail({
    from: TANAKA,
    day: 70,
    links: [
      { url: `https://www.${PARTNER}/hokensho`, shown: '提出資料.zip' },
      { url: 'https://torihiki-lp.pages.dev/', shown: '新しいページの案' },
    ],
  })
  assert.deepEqual(await judged(), [])
})
