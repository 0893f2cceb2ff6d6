import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import encodeQR from 'qr'
import { inspect } from '../inspect.ts'
import { zip } from './test-archives.ts'
import { wordDocument } from './test-files.ts'

const linksOf = async (name: string, content: Uint8Array | string) =>
  (await inspect(name, '', Buffer.from(content), { passwords: [], milliseconds: 20_000 })).flatMap(({ links }) => links)

const pdf = (objects: string) => `%PDF-1.7\n${objects}\ntrailer\n<< /Size 9 >>\n%%EOF\n`
const LINK = 'https://bill.example.net/view?id=7'

test('a link of a PDF is read where it stands plainly, in a packed object, in hex and with escaped brackets', async () => {
  const annotation = (uri: string) => `5 0 obj\n<< /Type /Annot /Subtype /Link /A << /S /URI /URI ${uri} >> >>\nendobj`
  assert.deepEqual(await linksOf('a.pdf', pdf(annotation(`(${LINK})`))), [LINK])
  assert.deepEqual(await linksOf('a.pdf', pdf(annotation(`<${Buffer.from(LINK).toString('hex')}>`))), [LINK])
  assert.deepEqual(await linksOf('a.pdf', pdf(annotation('(https://example.net/a\\(1\\).zip)'))), [
    'https://example.net/a(1).zip',
  ])
  const packed = deflateSync(annotation(`(${LINK})`))
  const head = `7 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /N 1 /First 0 /Length ${packed.length} >>\nstream\n`
  const file = Buffer.concat([Buffer.from(`%PDF-1.7\n${head}`), packed, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
  assert.deepEqual(await linksOf('a.pdf', file), [LINK])
})

test('what names a scheme for a schema, a mail address or a page of its own is no link', async () => {
  const metadata = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
  assert.deepEqual(
    await linksOf('a.pdf', pdf(`${metadata}\n<< /S /URI /URI (mailto:a@example.net) >>\n<< /URI (#p2) >>`)),
    [],
  )
})

test('hyperlinks of Word, RTF and pages are read; what loads by itself is a trait, not a link', async () => {
  const related = (kind: string) =>
    wordDocument({
      'word/_rels/document.xml.rels': `<Relationships><Relationship Id="r" Type="http://x/relationships/${kind}" Target="https://example.net/a?b=1&amp;c=2" TargetMode="External"/></Relationships>`,
    })
  assert.deepEqual(await linksOf('a.docx', related('hyperlink')), ['https://example.net/a?b=1&c=2'])
  assert.deepEqual(await linksOf('a.docx', related('attachedTemplate')), [])
  const field = `{\\rtf1{\\field{\\*\\fldinst HYPERLINK "${LINK}"}{\\fldrslt here}}}`
  assert.deepEqual(await linksOf('a.rtf', field), [LINK])
  assert.deepEqual(
    await linksOf('a.html', `<html><body><a href="${LINK}">Bill</a> <img src="https://x.example/y"></body></html>`),
    [LINK],
  )
})

test("an invitation's links are read: folded lines, escaped commas, whatever it is called; a text that names a place is none", async () => {
  const event = (body: string) => `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
  const folded = 'DESCRIPTION:Please join\\, here:\\nhttps://meet.example.n\r\n et/j/1?pwd=2\\nThank you'
  assert.deepEqual(await linksOf('invite.ics', event(folded)), ['https://meet.example.net/j/1?pwd=2'])
  assert.deepEqual(await linksOf('attachment', event(`URL:${LINK}`)), [LINK])
  assert.deepEqual(await linksOf('notes.txt', `see ${LINK}`), [])
})

const codesOf = async (name: string, content: Uint8Array) =>
  (await inspect(name, '', content, { passwords: [], milliseconds: 20_000 })).flatMap(({ codes }) => codes)
const drawn = (svg: string, width: number) =>
  new Resvg(svg, { fitTo: { mode: 'width', value: width }, background: '#fff' }).render().asPng()
const code = (text: string) => drawn(encodeQR(text, 'svg'), 240)
const banner = drawn(
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><rect width="90" height="40"/></svg>',
  400,
)

test('the link in a QR code of a picture in Word, Excel, PowerPoint and OpenDocument files and in pages is read, or where Word draws the code itself', async () => {
  assert.deepEqual(await codesOf('a.docx', wordDocument({ 'word/media/image1.png': code(LINK) })), [LINK])
  const office = (picture: string) =>
    zip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: picture, content: code(LINK) },
    ])
  assert.deepEqual(await codesOf('a.xlsx', office('xl/media/image1.png')), [LINK])
  assert.deepEqual(await codesOf('a.pptx', office('ppt/media/image7.png')), [LINK])
  const open = zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
    { name: 'META-INF/manifest.xml', content: '<manifest/>' },
    { name: 'Pictures/10000001.png', content: code(LINK) },
  ])
  assert.deepEqual(await codesOf('a.odt', open), [LINK])
  const page = (picture: Buffer) =>
    Buffer.from(`<html><body><p>Scan</p><img src="data:image/png;base64,${picture.toString('base64')}"></body></html>`)
  assert.deepEqual(await codesOf('a.html', page(code(LINK))), [LINK])
  assert.deepEqual(await codesOf('a.html', page(banner)), [])
  const runs = ['DISPLAY', 'BARCODE &quot;https://example.net/', 'a?b=1&amp;c=2&quot; QR \\q 3']
    .map((text) => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`)
    .join('')
  assert.deepEqual(await codesOf('a.docx', wordDocument({ 'word/document.xml': runs })), [
    'https://example.net/a?b=1&c=2',
  ])
})

test('among the pictures of a manual a square one is looked at before banners; what holds no link, or no picture, gives none', async () => {
  const banners = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`word/media/image${i}.png`, banner]))
  assert.deepEqual(await codesOf('a.docx', wordDocument({ ...banners, 'word/media/z.png': code(LINK) })), [LINK])
  const harmless = {
    'word/media/a.png': code('WIFI:S:guest;T:WPA;P:geheim;;'),
    'word/media/b.png': banner,
    'word/media/c.png': 'no picture',
    'word/theme/code.png': code(LINK),
  }
  assert.deepEqual(await codesOf('a.docx', wordDocument(harmless)), [])
})

test('hostile numbers of links take no time and end', async () => {
  const many = Array.from({ length: 200_000 }, (_, i) => `/URI (https://${i}.example.net/)`).join('\n')
  const started = performance.now()
  assert.equal((await linksOf('a.pdf', pdf(many))).length, 50)
  assert.ok(performance.now() - started < 5_000)
})
