import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { officeFile, openDocument, wordDocument } from '../../mail/attachment/test-files.ts'
import { excel97, powerPoint97 } from '../../mail/attachment/test-office97.ts'
import { pdfOf, textPage } from '../../mail/attachment/test-pdf.ts'
import { word97 } from '../../mail/attachment/test-word97.ts'
import { messageInside } from '../../mail/inner-message.ts'
import { inspect } from '../../mail/inspect.ts'
import { testMail, testZip } from '../../mail/test-mail.ts'
import type { Sign } from '../detector.ts'
import { phishingLure } from './phishing-lure.ts'
import { HONEST, MOVED } from './test-letters.ts'
import { type Mailbox, mailbox } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())

const relationship = (link: string) =>
  `<Relationships><Relationship Id="r" Type="http://x/relationships/hyperlink" Target="${link}" TargetMode="External"/></Relationships>`
const each = (lines: string[], line: (text: string) => string) => lines.map(line).join('')
const inRtf = (text: string) => [...text].map((one) => (one < '\x80' ? one : `\\u${one.charCodeAt(0)}?`)).join('')
const page = (lines: string[], link: string) =>
  `<html><body>${each(lines, (one) => `<p>${one}</p>`)}<a href="${link}">▶</a></body></html>`

/** A letter of these lines with a link, as a file of each kind. */
const FILES: Record<string, (lines: string[], link: string) => Buffer> = {
  'a.pdf': (lines, link) =>
    Buffer.from(
      pdfOf([textPage(lines)])
        .toString('latin1')
        .replace('trailer', `99 0 obj\n<< /S /URI /URI (${link}) >>\nendobj\ntrailer`),
      'latin1',
    ),
  'a.docx': (lines, link) =>
    wordDocument({
      'word/document.xml': each(lines, (one) => `<w:p><w:t>${one}</w:t></w:p>`),
      'word/_rels/document.xml.rels': relationship(link),
    }),
  'a.doc': (lines, link) => word97({ text: `${lines.join('\r')}\r\x13 HYPERLINK "${link}" \x14▶\x15` }),
  'a.xls': (lines, link) => excel97({ cells: lines, links: [link] }),
  'a.ppt': (lines, link) => powerPoint97([lines], [link]),
  'a.rtf': (lines, link) =>
    Buffer.from(
      `{\\rtf1\\ansi ${each(lines, (one) => `${inRtf(one)}\\par `)}{\\field{\\*\\fldinst HYPERLINK "${link}"}{\\fldrslt x}}}`,
    ),
  'a.pptx': (lines, link) =>
    officeFile({
      'ppt/slides/slide1.xml': each(lines, (one) => `<a:p><a:r><a:t>${one}</a:t></a:r></a:p>`),
      'ppt/slides/_rels/slide1.xml.rels': relationship(link),
    }),
  'a.xlsx': (lines, link) =>
    officeFile({
      'xl/sharedStrings.xml': each(lines, (one) => `<si><t>${one}</t></si>`),
      'xl/worksheets/sheet1.xml': `<c><f>HYPERLINK("${link}","▶")</f></c>`,
    }),
  'a.odt': (lines, link) =>
    openDocument('text', `${each(lines, (one) => `<text:p>${one}</text:p>`)}<text:a xlink:href="${link}">▶</text:a>`),
  'a.odp': (lines, link) =>
    openDocument(
      'presentation',
      `<draw:page>${each(lines, (one) => `<text:p>${one}</text:p>`)}<text:a xlink:href="${link}">▶</text:a></draw:page>`,
    ),
  'a.ods': (lines, link) =>
    openDocument(
      'spreadsheet',
      `${each(lines, (one) => `<table:table-cell><text:p>${one}</text:p></table:table-cell>`)}<text:a xlink:href="${link}">▶</text:a>`,
    ),
  'a.html': (lines, link) => Buffer.from(page(lines, link)),
  'a.txt': (lines, link) => Buffer.from(`${lines.join('\r\n')}\r\n${link}`),
  'a.zip': (lines, link) =>
    testZip('a.eml', testMail({ from: 'a@example.net', subject: '文書', text: `${lines.join('\n')}\n${link}` }), null),
}

const FIRM = 'Anna Weber <anna@kawase-seiki.example>'

/** What is said of each of these files, each brought by a mail of its own. */
async function told(files: Record<string, Buffer>): Promise<Map<string, Sign>> {
  await office.clear()
  const names = new Map<string, string>()
  for (const [name, content] of Object.entries(files)) {
    const items = await inspect(name, '', content, { passwords: [], milliseconds: 20_000, openMessage: messageInside })
    const mail = await office.mail({
      from: FIRM,
      auth: 'pass',
      day: 20,
      subject: 'ご確認',
      text: '添付をご確認ください。',
      attachments: items.map((item) => ({ name: item.path, type: item.type, text: item.text })),
      links: items.flatMap(({ links }) => links.map((url) => ({ url, source: 'attachment' }))),
    })
    names.set(mail, name)
  }
  return new Map((await office.judge(phishingLure)).map((sign) => [names.get(sign.mails?.[0] ?? '') ?? '', sign]))
}

const filesOf = (lines: string[], link: string) =>
  Object.fromEntries(Object.entries(FILES).map(([name, made]) => [name, made(lines, link)]))

const SEALED = ['この文書は保護されています。', '表示するには、メールアカウントでサインインして文書を開いてください。']
const BILL = [
  'NORTON LifeLock',
  'Your annual subscription has been renewed and $399.99 has been debited from your account.',
  'If you did not authorize this transaction, call our billing department within 24 hours for a refund: +1 (808) 555-0142',
]

test('a letter that is to be seen after a sign-in elsewhere is heard in a file of any kind, and which file says what', async () => {
  const signs = await told(filesOf(SEALED, 'https://login.example.net/d/1'))
  for (const name of Object.keys(FILES)) {
    const sign = signs.get(name)
    assert.deepEqual([sign?.severity, sign?.metrics.kind], ['medium', 'account'], name)
    const file = name === 'a.zip' ? 'a.zip!/a.eml' : name
    assert.equal(sign?.metrics.attachment, file)
    const what = sign?.words.what
    assert.ok(typeof what === 'object')
    assert.ok(what.ja.endsWith(`。添付の「${file}」には「この文書は保護されています」とあります`), what.ja)
    assert.ok(what.en.endsWith(`; the attached “${file}” says “この文書は保護されています”`), what.en)
  }
})

test('a bill to be undone by telephone is heard in a file of any kind', async () => {
  const signs = await told(filesOf(BILL, 'https://www.kawase-seiki.example/'))
  for (const name of Object.keys(FILES)) {
    const sign = signs.get(name)
    assert.equal(sign?.metrics.kind, 'callback', name)
    const what = sign?.words.what
    assert.ok(typeof what === 'object' && what.ja.includes('「If you did not authorize this transaction, call'), name)
  }
})

/** Files of every day, with links to the firm's own place. */
const EVERYDAY: Record<string, [name: string, lines: string[]]> = {
  'a price list': [
    'a.xlsx',
    [
      '価格表 2027年1月',
      '品名',
      '単価',
      'センサー LX-20',
      '12,800円',
      'ご注文はお電話（0120-123-456）で承ります。',
      '口座 三井住友銀行 梅田支店 普通 1234567',
    ],
  ],
  'slides of a seminar': [
    'a.pptx',
    [
      '水質分析セミナー',
      '資料はウェブサイトからダウンロードできます。',
      'アカウントをお持ちの方はサインインしてください。',
      'お申し込みは1月10日まで',
    ],
  ],
  minutes: [
    'a.doc',
    [
      '第12回 議事録',
      '出席 佐藤、田中、Weber',
      '議題 請求書の様式を変更する件。口座は変わらない。',
      '次回の文書は共有フォルダで閲覧できる。',
    ],
  ],
  'a circular': ['a.odt', ['Rundschreiben', 'Bitte öffnen Sie die Datei auf unserer Webseite.', 'Tel. 06221 555 123']],
  'an application': [
    'a.rtf',
    ['Dear Ms Sato,', 'I am writing to apply for the position.', 'You can call me at +49 176 5551234.'],
  ],
  'a plan': ['a.odp', ['工程表', '納期 3月末', '図面を開いてご確認ください。']],
  'a table of data': ['a.ods', ['No.', 'subscription', 'renewed', 'call', '24 hours', '12,800円']],
  'a page that was saved': ['a.html', ['Order complete', 'View the invoice online.', 'Call us on 0113 496 0182']],
  'a note': ['a.txt', ['お世話になっております。', '資料は下記をご覧ください。', 'パスワードは別途ご連絡します。']],
  'a forwarded mail': ['a.zip', ['先日の件、請求書を確認しました。', '口座は従来どおりです。']],
}

test('everyday files of any kind are left alone', async () => {
  const made = Object.entries(EVERYDAY).map(([what, [name, lines]]): [string, Buffer] => [
    `${what}${/\.\w+$/.exec(name)?.[0]}`,
    FILES[name]?.(lines, 'https://www.kawase-seiki.example/news') ?? Buffer.alloc(0),
  ])
  assert.deepEqual([...(await told(Object.fromEntries(made)))], [])
})

test('what honest strangers send is left alone in a file of any kind', async () => {
  const kinds = Object.entries(FILES)
  const honest = Object.entries(HONEST).filter(([what]) => !MOVED.includes(what))
  const made = honest.flatMap(([what, text], i) =>
    [0, 5, 7].map((step): [string, Buffer] => {
      const [name = '', file = () => Buffer.alloc(0)] = kinds[(i + step) % kinds.length] ?? []
      return [`${what}.${name}`, file(text.split('\\n'), 'https://maps.example.net/x')]
    }),
  )
  assert.deepEqual([...(await told(Object.fromEntries(made))).keys()], [])
})

test('a page of a service that encrypts mail leads to its own place, one that looks like it elsewhere', async () => {
  const lines = ['You have received a secured message.', 'Click here to open the message with your e-mail account.']
  const signs = await told({
    'genuine.html': Buffer.from(page(lines, 'https://res.cisco.com/websafe/')),
    'forged.html': Buffer.from(page(lines, 'https://res-cisco.example.net/')),
  })
  assert.deepEqual([...signs.keys()], ['forged.html'])
})
