import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readEvidence } from '../evidence/read.ts'
import { removeOrphans } from '../store/ingest.ts'
import { ledger } from '../store/ledger.ts'
import { testEngine } from '../store/test-engine.ts'
import { codePages, encryptedPdf, pdfOf, textPage } from './attachment/test-pdf.ts'
import { ingestMails } from './ingest.ts'
import { testMail, testZip } from './test-mail.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-ingest-'))
const engine = await testEngine()
after(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})
let n = 0

/** Reads these files as one scan does, in a case of their own; `known` files were read by an earlier scan. */
async function scan(files: Record<string, Buffer>, options: { known?: string[]; passwords?: string[] } = {}) {
  const place = join(folder, `case-${n}`)
  const spool = join(folder, `spool-${n++}`)
  for (const path of [place, spool]) mkdirSync(path)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content)
  const { evidence } = await readEvidence(
    Object.keys(files).map((name) => join(place, name)),
    { spool },
  )
  const known = evidence.filter((one) => options.known?.some((name) => one.path.endsWith(name)))
  const fresh = evidence.filter((one) => !known.includes(one))
  const done = await ingestMails(
    engine,
    fresh,
    known,
    { timezone: 'Asia/Tokyo', passwords: options.passwords ?? [] },
    {
      error: (error) => {
        throw error
      },
    },
  )
  return { place, evidence, rows: done.map((one) => one.row) }
}

const attachments = (subject: string) =>
  engine.query<{
    path: string
    encrypted: number
    password: string
    password_from: string
    unreadable: string
    bytes: number
  }>(
    `SELECT path, encrypted, password, password_from, unreadable FROM mail_attachment
     WHERE mail_id IN (SELECT mail_id FROM mail WHERE subject = {subject:String}) ORDER BY item`,
    { subject },
  )
const mails = (subject: string) =>
  engine.query<Record<string, unknown>>('SELECT * FROM mail WHERE subject = {subject:String} ORDER BY line', {
    subject,
  })

const archive = (content: string, password: string) => ({
  name: 'a.zip',
  type: 'application/zip',
  content: testZip('見積書.pdf', Buffer.from(content), password),
})
const locked = (subject: string, password: string, more: Partial<Parameters<typeof testMail>[0]> = {}) =>
  testMail({
    from: 'yamada@partner.example.jp',
    subject,
    text: 'パスワードは別途お送りします。',
    attachments: [archive(`%PDF ${subject}`, password)],
    ...more,
  })
const word = (subject: string, password: string, more: Partial<Parameters<typeof testMail>[0]> = {}) =>
  testMail({
    from: 'yamada@partner.example.jp',
    subject,
    text: `先ほどのファイルのパスワードは以下の通りです。\n\n${password}\n`,
    date: 'Mon, 10 Oct 2016 09:31:00 +0900',
    ...more,
  })

test("an archive is opened with the password of the same sender's next mail, and the row says which mail it was", async () => {
  await scan({ '1.eml': locked('ppap', 'Xk7-2016'), '2.eml': word('ppap password', 'Ｘｋ７-２０１６') })
  const [, inner] = await attachments('ppap')
  const [sender] = await mails('ppap password')
  assert.deepEqual(
    [inner?.path, inner?.password, inner?.password_from, inner?.unreadable],
    ['a.zip!/見積書.pdf', 'Xk7-2016', sender?.mail_id, ''],
  )
})

test("a document's links are the message's, also where a later password opens it; a paper that names many places leads nowhere", async () => {
  const pdf = (...urls: string[]) =>
    Buffer.from(`%PDF-1.4\n${urls.map((url) => `<< /S /URI /URI (${url}) >>`).join('\n')}\n%%EOF\n`)
  const attached = (subject: string, content: Buffer, name = '請求書.pdf') =>
    testMail({
      from: 'taro@torihiki.example',
      subject,
      text: 'https://www.torihiki.example/ をご覧ください。',
      attachments: [{ name, type: 'application/octet-stream', content }],
    })
  const bill = pdf('https://bill.example.net/7', 'https://www.torihiki.example/')
  const paper = pdf(...Array.from({ length: 9 }, (_, i) => `https://doi${i}.example.org/`))
  await scan({
    '1.eml': attached('plain bill', bill),
    '2.eml': attached('paper', paper),
    '3.eml': attached('closed bill', testZip('請求書.pdf', bill, 'Zx81-late'), '請求書.zip'),
    '4.eml': word('closed bill password', 'Zx81-late', { from: 'taro@torihiki.example' }),
  })
  const links = (subject: string) =>
    engine.query<{ url: string; source: string }>(
      `SELECT url, toString(source) AS source FROM mail_url
       WHERE mail_id IN (SELECT mail_id FROM mail WHERE subject = {subject:String}) ORDER BY url`,
      { subject },
    )
  const [own, inside] = [
    { url: 'https://www.torihiki.example/', source: 'text' },
    { url: 'https://bill.example.net/7', source: 'attachment' },
  ]
  assert.deepEqual(await links('plain bill'), [inside, own])
  assert.deepEqual(await links('paper'), [own])
  assert.deepEqual(await links('closed bill'), [inside, own])
})

test("a PDF under a password says so until a later mail tells it; then the links of its text and of its QR code are the message's", async () => {
  const coded = codePages('https://login.example.net/?u=taro')['one bit']
  const bill = { entries: '/Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://bill.example.net/7) >>' }
  const locked = testMail({
    from: 'hana@shiharai.example',
    subject: 'locked bill',
    attachments: [
      {
        name: '請求書.pdf',
        content: encryptedPdf(pdfOf([{ ...coded, annotations: [bill] }, textPage(['お電話ください'])]), 'Pdf9-late'),
      },
    ],
  })
  const links = () =>
    engine.query(
      `SELECT url, toString(source) AS source FROM mail_url
       WHERE mail_id IN (SELECT mail_id FROM mail WHERE subject = 'locked bill') ORDER BY url`,
    )
  await scan({ '1.eml': locked })
  const [closed] = await attachments('locked bill')
  assert.deepEqual([closed?.encrypted, closed?.unreadable], [1, 'password'])
  assert.deepEqual(await links(), [])
  const told = word('locked bill password', 'Pdf9-late', { from: 'hana@shiharai.example' })
  await scan({ '1.eml': locked, '2.eml': told }, { known: ['1.eml'] })
  const [opened, ...more] = await attachments('locked bill')
  assert.deepEqual([opened?.encrypted, opened?.password, opened?.unreadable, more], [1, 'Pdf9-late', '', []])
  assert.deepEqual(await links(), [
    { url: 'https://bill.example.net/7', source: 'attachment' },
    { url: 'https://login.example.net/?u=taro', source: 'attachment-qr' },
  ])
  const [said] = await engine.query<{ text: string }>(
    "SELECT text FROM mail_attachment WHERE mail_id IN (SELECT mail_id FROM mail WHERE subject = 'locked bill')",
  )
  assert.equal(said?.text, 'お電話ください')
})

test('also when a colleague of the sender, or a recipient in the same thread, sends it', async () => {
  await scan({
    '1.eml': locked('colleague', 'c0lleague', { id: '1@p' }),
    '2.eml': word('x', 'c0lleague', { from: 'soumu@partner.example.jp' }),
    '3.eml': locked('reply', 'r3ply99', { from: 'a@one.example.com', id: '3@p' }),
    '4.eml': word('y', 'r3ply99', { from: 'b@two.example.com', headers: ['In-Reply-To: <3@p>'] }),
  })
  assert.equal((await attachments('colleague'))[1]?.password, 'c0lleague')
  assert.equal((await attachments('reply'))[1]?.password, 'r3ply99')
})

test("a stranger's word, or one of three weeks later, opens nothing: the archive stays closed", async () => {
  await scan({
    '1.eml': locked('stranger', 'str4nger', { from: 'a@first.example.net' }),
    '2.eml': word('unrelated', 'str4nger', { from: 'z@other.example.org' }),
    '3.eml': word('late', 'str4nger', { from: 'a@first.example.net', date: 'Mon, 31 Oct 2016 09:31:00 +0900' }),
  })
  const [, inner] = await attachments('stranger')
  assert.deepEqual([inner?.encrypted, inner?.password, inner?.unreadable], [1, '', 'password'])
})

test("the mail's own words, the day, --password and `infected` open at once", async () => {
  await scan(
    {
      '1.eml': locked('own', 'own!pw', { text: '解凍パスワード：own!pw' }),
      '2.eml': locked('day', '20161010'),
      '3.eml': locked('named', 'only-the-user-knows'),
      '4.eml': locked('sample', 'infected'),
    },
    { passwords: ['only-the-user-knows'] },
  )
  const [own] = await mails('own')
  assert.deepEqual(
    await Promise.all(
      ['own', 'day', 'named', 'sample'].map(async (subject) => (await attachments(subject))[1]?.password_from),
    ),
    [own?.mail_id, 'rule', 'option', 'rule'],
  )
})

test('a password that comes in a later scan opens the archive of an earlier one', async () => {
  const first = locked('waiting', 'l4ter-on', { from: 'w@waiting.example.jp' })
  await scan({ 'first.eml': first })
  assert.equal((await attachments('waiting'))[1]?.unreadable, 'password')
  await scan(
    { 'first.eml': first, 'second.eml': word('now', 'l4ter-on', { from: 'w@waiting.example.jp' }) },
    { known: ['first.eml'] },
  )
  assert.equal((await attachments('waiting'))[1]?.password, 'l4ter-on')
  assert.equal((await attachments('waiting')).length, 2)
})

test('a mailbox is one evidence: every message a row that knows its number and line, every line counted', async () => {
  const box = [1, 2, 3]
    .map(
      (i) =>
        `From a@example.jp Mon Oct 10 09:30:0${i} 2016\n${testMail({ from: 'a@example.jp', subject: `box ${i}`, text: 'hello' })}\n`,
    )
    .join('')
  const { place, rows } = await scan({ 'taro@example.co.jp.mbox': Buffer.from(box) })
  assert.deepEqual(
    rows.map(({ formats, lines, parsed, ignored, unparsed, events }) => ({
      formats,
      lines,
      parsed,
      ignored,
      unparsed,
      events,
    })),
    [
      {
        formats: ['mbox'],
        lines: box.split('\n').length - 1,
        parsed: box.split('\n').length - 1,
        ignored: 0,
        unparsed: 0,
        events: 3,
      },
    ],
  )
  const [second] = await mails('box 2')
  assert.deepEqual(
    [second?.file, second?.mailbox, second?.line],
    [`${place}/taro@example.co.jp.mbox!/2`, 'taro@example.co.jp', 11],
  )
  const headers = JSON.parse(String(second?.headers)) as [string, string, number][]
  const subject = headers.find(([name]) => name === 'Subject')
  assert.equal(box.split('\n')[(subject?.[2] ?? 0) - 1], 'Subject: box 2')
})

test('a message that was forwarded as an attachment has a row of its own, with its links and attachments', async () => {
  const inner = testMail({
    from: 'evil@example.net',
    subject: 'inner',
    text: 'http://evil.example.net/a',
    attachments: [archive('x', 'in-outer')],
  })
  await scan({
    '1.eml': testMail({
      from: 'hanako@example.co.jp',
      subject: 'suspicious mail',
      text: 'パスワード: in-outer',
      attachments: [{ name: 'fw.eml', type: 'message/rfc822', content: inner }],
    }),
  })
  const [[outer], [row]] = [await mails('suspicious mail'), await mails('inner')]
  assert.equal(row?.inside, outer?.mail_id)
  assert.match(String(row?.file), /1\.eml!\/fw\.eml$/)
  assert.equal((await attachments('suspicious mail')).length, 1)
  assert.equal((await attachments('inner'))[1]?.password, 'in-outer')
  const urls = await engine.query<{ url: string; line: number }>(
    'SELECT url, line FROM mail_url WHERE mail_id = {id:String}',
    { id: row?.mail_id },
  )
  assert.equal(urls[0]?.url, 'http://evil.example.net/a')
})

test("the time is our side's, the Date header's beside it, and the address is where it came in", async () => {
  await scan({
    '1.eml': testMail({
      from: '"総務部" <soumu@example.co.jp>',
      subject: 'RE: 途中',
      headers: [
        'Received: from m.example.net (m.example.net [203.0.113.5]) by mx.example.co.jp (Postfix) with ESMTP id 1; Mon, 10 Oct 2016 09:45:00 +0900',
      ],
    }),
  })
  const [row] = await mails('RE: 途中')
  assert.deepEqual(
    [row?.time, row?.date, row?.origin_ip, row?.from_domain, row?.subject_key, row?.from_name],
    ['2016-10-10 00:45:00.000', '2016-10-10 00:30:00.000', '::ffff:203.0.113.5', 'example.co.jp', '途中', '総務部'],
  )
})

test("a mail that names no time has none in the ledger, whatever its file's date is; a second one beside it gives its own", async () => {
  const undated = Buffer.from('From: a@example.jp\nTo: b@example.jp\nSubject: no date\n\nhello\n')
  const dated = testMail({ from: 'a@example.jp', subject: 'dated' })
  const box = [undated, dated].flatMap((mail) => [Buffer.from('From a@example.jp Mon Oct 10 09:30:00 2016\n'), mail])
  const { rows } = await scan({ 'undated.eml': undated, 'both.mbox': Buffer.concat(box) })
  assert.deepEqual(
    rows.map((row) => [row.first, row.last]),
    [
      [null, null],
      ['2016-10-10T00:30:00Z', '2016-10-10T00:30:00Z'],
    ],
  )
  assert.deepEqual((await mails('no date'))[0]?.defects, ['undated'])
  assert.deepEqual((await mails('dated'))[0]?.defects, [])
})

test('an evidence is in the ledger after its messages, and messages without a ledger row are deleted', async () => {
  const { rows } = await scan({ 'l.eml': testMail({ from: 'a@example.jp', subject: 'kept' }) })
  assert.ok(
    (await ledger(engine)).some(
      (row) => row.path === rows[0]?.path && row.events === 1 && row.first === '2016-10-10T00:30:00Z',
    ),
  )
  await engine.insert('mail', [
    { mail_id: 'lost', evidence_id: 'no-such', subject: 'lost', time: '2016-10-10 00:00:00', origin_ip: '::' },
  ])
  await removeOrphans(engine)
  assert.deepEqual([(await mails('kept')).length, (await mails('lost')).length], [1, 0])
})

test('the same message in two places has two ids and one content', async () => {
  const mail = testMail({ from: 'a@example.jp', subject: 'twice' })
  await scan({
    'a.eml': mail,
    'b.mbox': Buffer.concat([Buffer.from('From a@example.jp Mon Oct 10 09:30:00 2016\n'), mail]),
  })
  const rows = await mails('twice')
  assert.equal(new Set(rows.map((row) => row.mail_id)).size, 2)
  assert.equal(new Set(rows.map((row) => row.content_id)).size, 1)
})

test('one file in two mailboxes is a message of both; twice in one mailbox it is one', async () => {
  const mail = testMail({
    from: 'a@example.jp',
    subject: 'delivered once',
    attachments: [{ name: 'a.txt', content: Buffer.from('x') }],
  })
  const names = ['hanako@example.co.jp.eml', 'taro@example.co.jp.eml', 'other.eml']
  await scan(Object.fromEntries(names.map((name) => [name, mail])))
  const rows = await mails('delivered once')
  assert.deepEqual(rows.map((row) => row.mailbox).sort(), ['hanako@example.co.jp', 'taro@example.co.jp'])
  assert.equal((await attachments('delivered once')).length, 2)
})
