import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { inspect } from '../inspect.ts'
import { rowsOf } from '../message-rows.ts'
import { testMail, testZip } from '../test-mail.ts'
import { paragraphs } from './document-text.ts'
import { wordDocument } from './test-files.ts'
import { codePages, encryptedPdf, type PdfPage, pdfOf, textPage } from './test-pdf.ts'

const BILL = ['請求書', 'Norton 360 renewal', 'If you did not authorise this, call +1 (808) 555-0142.']
const SAID = BILL.join('\n')

const textsOf = async (name: string, content: Buffer, passwords: string[] = []) =>
  (
    await inspect(name, '', content, {
      passwords: passwords.map((text) => ({ text, source: 'mail-7' })),
      milliseconds: 20_000,
    })
  ).flatMap(({ text }) => (text === '' ? [] : [text]))

test('what a PDF says on its first pages is read, with a QR code beside it, under a password, and in an archive', async () => {
  const bill = pdfOf([textPage(BILL)])
  assert.deepEqual(await textsOf('bill.pdf', bill), [SAID])
  const code = codePages('https://login.example.net/')['one bit']
  const both = { ...code, content: `${textPage(BILL).content} ${code.content}` }
  assert.deepEqual(await textsOf('bill.pdf', pdfOf([both])), [SAID])
  assert.deepEqual(await textsOf('bill.pdf', encryptedPdf(bill, 'Xk7-2016'), ['no', 'Xk7-2016']), [SAID])
  assert.deepEqual(await textsOf('bill.pdf', encryptedPdf(bill, 'Xk7-2016'), ['no']), [])
  assert.deepEqual(await textsOf('bill.zip', testZip('bill.pdf', bill, null)), [SAID])
  assert.deepEqual(await textsOf('two.pdf', pdfOf([textPage(['請求書']), textPage(BILL.slice(1))])), [SAID])
})

test('a paper, a catalogue or a manual is no letter, nor is a file of megabytes', async () => {
  assert.deepEqual(await textsOf('manual.pdf', pdfOf(Array<PdfPage>(7).fill(textPage(BILL)))), [])
  const font = { entries: '/Length1 3000000', data: Buffer.alloc(3_000_000, 'x') }
  assert.deepEqual(await textsOf('large.pdf', pdfOf([{ ...textPage(BILL), shown: { X: font } }])), [])
})

test('lines that reach the margin go on in the next one, those of a table do not', () => {
  const page = [
    '請求書',
    'このたび監査の都合により、お振込先の口座を変更いたしましたので、ご確認のほどよろしくお願いいた',
    'します。',
    'Please note that our bank details have changed and that we can not receive any pay\ufffe',
    'ment to the old account from today on.',
    'Total\u0000 420.00',
    'Tax 42.00',
  ]
  assert.equal(
    paragraphs(page.join('\r\n')),
    [
      '請求書',
      'このたび監査の都合により、お振込先の口座を変更いたしましたので、ご確認のほどよろしくお願いいたします。',
      'Please note that our bank details have changed and that we can not receive any payment to the old account from today on.',
      'Total 420.00',
      'Tax 42.00',
    ].join('\n'),
  )
})

const word = (body: string) =>
  wordDocument({ 'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>` })

test('what a Word document says is read: runs are joined, a field shows its result, deleted words are gone', async () => {
  const runs = '<w:p><w:r><w:t>Call &lt;</w:t></w:r><w:r><w:t xml:space="preserve">+1 808&gt; </w:t></w:r></w:p>'
  const field =
    '<w:p><w:instrText>HYPERLINK "x"</w:instrText><w:tab/><w:t>here&#33;</w:t><w:delText>old</w:delText></w:p>'
  assert.deepEqual(await textsOf('a.docx', word(runs + field)), ['Call <+1 808>\nhere!'])
  assert.deepEqual(await textsOf('a.xlsx', wordDocument({ 'xl/workbook.xml': '<w:t>no</w:t>' })), ['議事録'])
})

test('hostile documents give a bounded text and no control characters, and leave the reader of the next one whole', async () => {
  const packed = (content: string) => ({
    entries: '/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Filter /FlateDecode',
    data: deflateSync(Buffer.alloc(40_000_000, content), { level: 1 }),
  })
  const lines = Array.from({ length: 2_000 }, (_, i) => `line ${i} ${'x'.repeat(200)}`)
  for (const [name, content] of Object.entries({
    'a page of a million letters': pdfOf([textPage(lines), textPage(lines)]),
    'operators that are all packing': pdfOf([{ content: '/Q Do', shown: { Q: packed('BT /F 9 Tf (x) Tj ET ') } }]),
    'a page without a font': pdfOf([{ content: 'BT /None 9 Tf 9 9 Td (hello) Tj ET' }]),
    'control characters': pdfOf([textPage(['a\u0000b\u001b[31mc', '\ud800\ufffe\uffff'])]),
    'a document of one endless paragraph': word(`<w:p>${'<w:t>よ\u0007み</w:t>'.repeat(500_000)}`),
    'tags that never end': word(`<w:t ${'<w:t '.repeat(300_000)}`),
  })) {
    const started = performance.now()
    const [text = ''] = await textsOf(name, content)
    assert.ok(performance.now() - started < 15_000, name)
    assert.ok(text.length <= 4_000, `${name}: ${text.length}`)
    assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u, name)
  }
  assert.deepEqual(await textsOf('bill.pdf', pdfOf([textPage(BILL)])), [SAID])
})

test("PDFs of a list's mail, and of one that never left the house, are not opened for their text", async () => {
  const attachments = [{ name: 'bill.pdf', type: 'application/pdf', content: pdfOf([textPage(BILL)]) }]
  const textOf = async (from: string, headers: string[] = []) => {
    const bytes = testMail({ from, headers, attachments })
    const raw = { bytes, line: 1, lines: 1, firstLine: 1, number: 0, folder: '', cut: false }
    const rows = await rowsOf(raw, { id: 'e', path: 'a.eml', mail: 'rfc822', modified: 0 }, [])
    return rows.mail_attachment[0]?.text
  }
  const outside =
    'Received: from mx.example.net (mx.example.net [203.0.113.9]) by mx.example.co.jp; Mon, 10 Oct 2016 09:30:00 +0900'
  assert.equal(await textOf('a@example.net'), SAID)
  assert.equal(await textOf('hanako@example.co.jp'), '')
  assert.equal(await textOf('hanako@example.co.jp', [outside]), SAID)
  assert.equal(await textOf('a@example.net', ['List-Id: <news.example.net>']), '')
})
