import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { inspect } from '../inspect.ts'
import { codePages, encryptedPdf, type PdfPage, pdfOf, picture, showing } from './test-pdf.ts'

const URL = 'https://login.example.net/?u=taro@example.co.jp'
const coded = codePages(URL)['one bit']

const look = (content: Buffer, passwords: string[] = [], milliseconds = 20_000) =>
  inspect('給与.pdf', 'application/pdf', content, {
    passwords: passwords.map((text) => ({ text, source: 'mail-7' })),
    milliseconds,
  })
const codesOf = async (...pages: PdfPage[]) => (await look(pdfOf(pages)))[0]?.codes

test('the link in a QR code of a PDF is read however the page shows it', async () => {
  for (const [way, page] of Object.entries(codePages(URL))) assert.deepEqual(await codesOf(page), [URL], way)
})

test('codes of several pages are read, one at the end of a handbook too, and two on one page', async () => {
  const text = { content: '60 700 400 1 re f' }
  const other = codePages('https://other.example.net/')['one bit']
  assert.deepEqual(await codesOf(text, coded, other), [URL, 'https://other.example.net/'])
  assert.deepEqual(await codesOf(...Array<PdfPage>(40).fill(text), coded), [URL])
  const two = {
    content: `${coded.content} q 120 0 0 120 340 400 cm /R Do Q`,
    shown: { ...coded.shown, R: other.shown.Q },
  }
  assert.deepEqual(await codesOf(two), [URL, 'https://other.example.net/'])
})

test('a guest network, a payment slip, a boarding pass, a seal, a chart and a table are no links', async () => {
  const epc = 'BCD\n002\n1\nSCT\nBFSWDE33BER\nVerein\nDE33100205000001194700\nEUR12.3\n\n\nhttps://verein.example.org'
  for (const text of ['WIFI:S:guest;T:WPA;P:geheim;;', epc, 'M1YAMADA/TARO       EABC123 HNDITMJL 0123', '株式会社例'])
    for (const way of ['grey', 'rectangles'] as const) assert.deepEqual(await codesOf(codePages(text)[way]), [], text)
  const seal = '1 0 0 RG 4 w 400 600 50 50 re S 405 625 m 445 625 l S'
  const table = Array.from({ length: 400 }, (_, i) => `${60 + (i % 4) * 100} ${700 - (i >> 2) * 6} 99 0.75 re f`)
  const chart = Array.from({ length: 300 }, (_, i) => `${60 + i} ${100 + ((i * 37) % 90)} 3 3 re f`)
  assert.deepEqual(await codesOf({ content: [seal, ...table, ...chart].join('\n') }), [])
})

/** All that is read of a PDF: a code, a link, a script, a file. */
const whole = pdfOf(
  [
    {
      ...coded,
      annotations: [{ entries: '/Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://bill.example.net/7) >>' }],
    },
  ],
  {
    entries: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
    carried: { name: 'tool.exe', data: Buffer.from('MZ hello') },
  },
)

const allOf = async (content: Buffer, passwords: string[] = []) => {
  const [item, ...inside] = await look(content, passwords)
  return {
    codes: item?.codes,
    links: item?.links,
    traits: item?.traits.map(({ trait }) => trait),
    inside: inside.map(({ path, bytes }) => [path, bytes]),
  }
}

test('an encrypted PDF that opens for everybody is read as one in clear, and locked to nobody', async () => {
  const clear = await allOf(whole)
  assert.deepEqual(clear, {
    codes: [URL],
    links: ['https://bill.example.net/7'],
    traits: ['pdf-action'],
    inside: [['給与.pdf!/tool.exe', 8]],
  })
  const forbidsToPrint = encryptedPdf(whole, '')
  assert.match(forbidsToPrint.toString('latin1'), /\/Encrypt/)
  assert.deepEqual(await allOf(forbidsToPrint), clear)
  const [item] = await look(forbidsToPrint)
  assert.deepEqual([item?.encrypted, item?.password, item?.unreadable], [false, null, ''])
})

test('a PDF under a password is opened with the one that fits of many, in Japanese too; without it, it says so', async () => {
  const many = Array.from({ length: 30 }, (_, i) => `word${i}`)
  for (const password of ['Xk7-2016', '桜の花2016']) {
    const locked = encryptedPdf(whole, password)
    assert.deepEqual(await allOf(locked, [...many, password]), await allOf(whole))
    const [item] = await look(locked, [...many, password])
    assert.deepEqual([item?.encrypted, item?.password], [true, { text: password, source: 'mail-7' }])
    const [closed, ...inside] = await look(locked, many)
    assert.deepEqual([closed?.encrypted, closed?.unreadable, inside.length], [true, 'password', 0])
  }
})

test('what only calls itself a PDF, or is cut off, is read as far as its objects stand there, and is not locked', async () => {
  const cut = whole.subarray(0, -400)
  for (const content of [Buffer.from('%PDF-1.7\n<< /S /URI /URI (https://bill.example.net/7) >>'), cut]) {
    const [item] = await look(content)
    assert.deepEqual([item?.links, item?.encrypted, item?.unreadable], [['https://bill.example.net/7'], false, ''])
  }
})

test('hostile PDFs end in time and memory, and leave the reader of the next one whole', async () => {
  const packed = (content: Buffer) => deflateSync(content, { level: 1 })
  const rgb = '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode'
  const claims = picture(rgb, 60_000, packed(Buffer.alloc(1_000)))
  const large = picture(rgb, 6_000, packed(Buffer.alloc(6_000 ** 2 * 3)))
  const bomb = {
    entries: '/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Filter /FlateDecode',
    data: packed(Buffer.alloc(60_000_000, '1 1 9 9 re f\n')),
  }
  const self = { entries: '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 3 0 R', data: Buffer.from('/Q Do') }
  const often = Array.from({ length: 5_000 }, (_, i) => `q 30 0 0 30 ${(i % 50) * 9} ${i / 9} cm /Q Do Q`).join(' ')
  for (const [name, pages] of Object.entries({
    'ten thousand pages': Array<PdfPage>(10_000).fill(coded),
    'a picture of absurd size': [showing(claims)],
    'a picture that is all packing': [showing(large)],
    'operators that are all packing': [{ content: '/Q Do', shown: { Q: bomb } }],
    'a form in itself': [{ content: '/Q Do', shown: { Q: self } }],
    'five thousand pictures': [{ ...coded, content: often }],
  })) {
    const started = performance.now()
    await look(pdfOf(pages))
    const took = performance.now() - started
    assert.ok(took < 15_000, `${name}: ${took}`)
  }
  assert.ok(process.memoryUsage().rss < 1_500_000_000)
  assert.deepEqual(await codesOf(coded), [URL])
})

test('a PDF that takes too long to draw says so, and keeps what was read before', async () => {
  const rgb = '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode'
  const large = picture(rgb, 5_000, deflateSync(Buffer.alloc(5_000 ** 2 * 3), { level: 1 }))
  const slow = Array.from({ length: 8 }, (_, i) => `q 200 0 0 200 ${i * 40} 20 cm /R${i} Do Q`).join(' ')
  const shown = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`R${i}`, large]))
  const page = { content: `${coded.content} ${slow}`, shown: { ...coded.shown, ...shown } }
  const [item] = await look(pdfOf([page]), [], 400)
  assert.deepEqual([item?.codes, item?.unreadable], [[URL], 'time'])
})
