import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resvg } from '@resvg/resvg-js'
import encodeQR from 'qr'
import { inspect } from '../inspect.ts'
import { compound, vbaProject } from './test-files.ts'
import { word97 } from './test-word97.ts'

const LINK = 'https://login.example.net/d/1?a=1&b=2'

async function opened(content: Uint8Array, name = '議事録.doc') {
  const [item] = await inspect(name, '', content, { passwords: [], milliseconds: 20_000 })
  assert.ok(item)
  return item
}

test('a Word 97 document says its paragraphs and text boxes in their order, whatever the order and width of its pieces', async () => {
  const text = `この文書は保護されています。\rTo view it:\x0b\x13 HYPERLINK "${LINK}" \x14VIEW DOCUMENT\x15\r品名\x07数量\x07`
  for (const piece of [3, 20, 10_000]) {
    const { text: said, links } = await opened(word97({ text, boxes: 'サインインしてください。', piece }))
    assert.equal(said, 'この文書は保護されています。\nTo view it:\nVIEW DOCUMENT\n品名 数量\nサインインしてください。')
    assert.deepEqual(links, [LINK])
  }
})

test('of a field in a field only what it shows is said', async () => {
  const { text } = await opened(
    word97({ text: 'See \x13 IF \x13 PAGE \x141\x15 = 1 "secret" \x14page one\x15 and \x13 TOC \x14\x15all.' }),
  )
  assert.equal(text, 'See page one and all.')
})

test('a template that Word fetches from elsewhere is told, one of the house is not', async () => {
  const templates = async (template: string) => (await opened(word97({ text: 'x', template }))).traits
  assert.deepEqual(await templates('https://files.example.net/n.dotm'), [
    { trait: 'remote-template', detail: 'attachedTemplate: https://files.example.net/n.dotm' },
  ])
  assert.deepEqual(await templates('C:\\Templates\\Brief.dot'), [])
  assert.deepEqual(await templates('Normal.dot'), [])
})

test('the link in a QR code of its pictures is read', async () => {
  const code = new Resvg(encodeQR(LINK, 'svg'), { fitTo: { mode: 'width', value: 240 }, background: '#fff' })
  const Data = Buffer.concat([Buffer.alloc(93, 7), code.render().asPng(), Buffer.alloc(40, 9)])
  assert.deepEqual((await opened(word97({ text: 'x', streams: { '/Data': Data } }))).codes, [LINK])
  const Pictures = Buffer.concat([Buffer.alloc(17, 7), Data, Data])
  assert.deepEqual((await opened(compound({ '/PowerPoint Document': Buffer.alloc(9), '/Pictures': Pictures }))).codes, [
    LINK,
  ])
  assert.deepEqual((await opened(word97({ text: 'x', streams: { '/Data': Buffer.alloc(9_000, 7) } }))).codes, [])
})

test('what is damaged or made to stretch the reader takes no time, says nothing wrong, and hides no macro', async () => {
  const whole = word97({ text: 'あ'.repeat(2_000) })
  const head = whole.indexOf(Buffer.from('eca5c100', 'hex'))
  const broken = (at: number, value: number) => {
    const bytes = Buffer.from(whole)
    bytes.writeUInt32LE(value, head + at)
    return bytes
  }
  for (const at of [0x4c, 0x50, 0x58, 0x64, 0x019a, 0x019e, 0x01a2, 0x01a6])
    for (const value of [0, 1, 2_000_000, 0x7fffffff, 0xffffffff]) {
      const { text, type } = await opened(broken(at, value))
      assert.equal(type, 'ole')
      assert.match(text, /^(?:あ{0,4000}|あ*\n*あ*)$/)
    }
  for (let end = 600; end < whole.length; end += 997) await opened(whole.subarray(0, end))

  const started = performance.now()
  const table = Buffer.alloc(12_000_009, 0xff)
  table[0] = 2
  table.writeUInt32LE(table.length - 5, 1)
  for (let i = 0; i < 1_000_000; i++) {
    table.writeUInt32LE(0, 5 + i * 4)
    table.writeUInt32LE(900, 5 + 4 * 1_000_001 + i * 8 + 2)
  }
  const document = Buffer.alloc(50_000_000, 'A')
  word97({ text: 'x' }).copy(document, 0, head, head + 898)
  document.writeUInt32LE(0x7fffffff, 0x4c)
  document.writeUInt32LE(table.length, 0x01a6)
  const large = await opened(compound({ '/WordDocument': document, '/1Table': table }))
  assert.ok(large.text.length <= 4_000)
  assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`)

  const cut = Buffer.alloc(900)
  cut.writeUInt16LE(0xa5ec, 0)
  cut.writeUInt16LE(193, 2)
  cut.writeUInt32LE(0xffffffff, 0x01a2)
  const { traits } = await opened(
    vbaProject('Sub AutoOpen()\r\nShell "x"\r\nEnd Sub', { '/WordDocument': cut, '/0Table': Buffer.from([2, 9]) }),
  )
  assert.ok(traits.some(({ trait }) => trait === 'macro-autorun'))
})
