import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from '../inspect.ts'
import { compound } from './test-files.ts'
import { excel97, powerPoint97, pptRecord, xlsRecord } from './test-office97.ts'
import { word97 } from './test-word97.ts'

const LINK = 'https://login.example.net/d/1'

async function opened(content: Uint8Array, name = 'a.xls') {
  const [item] = await inspect(name, '', content, { passwords: [], milliseconds: 20_000 })
  assert.ok(item)
  assert.equal(item.type, 'ole')
  return item
}

test('a small Excel 97 workbook says its text boxes and cells, and leads where its cells lead; a table of hundreds says its boxes', async () => {
  const book = { cells: ['品名', 'この文書は\n保護されています。'], boxes: ['表示するには\nサインイン'], links: [LINK] }
  const said = '表示するには\nサインイン\n品名\nこの文書は\n保護されています。'
  for (const goesOn of [0, 1, 5]) {
    const { text, links } = await opened(excel97({ ...book, goesOn }))
    assert.equal(text, said)
    assert.deepEqual(links, [LINK])
  }
  assert.equal(
    (await opened(excel97({ ...book, cells: Array<string>(300).fill('品名') }))).text,
    '表示するには\nサインイン',
  )
})

test('a short PowerPoint 97 presentation says its slides, not its master and notes; a talk of many is no letter', async () => {
  const { text, links } = await opened(
    powerPoint97([['この文書は\r保護されています。', 'VIEW'], ['二枚目']], [LINK]),
    'a.ppt',
  )
  assert.equal(text, 'この文書は\n保護されています。\nVIEW\n二枚目')
  assert.deepEqual(links, [LINK])
  assert.equal((await opened(powerPoint97(Array<string[]>(7).fill(['text'])), 'a.ppt')).text, '')
})

test('a stream of another kind beside it does not silence a document', async () => {
  const both = word97({
    text: 'この文書',
    streams: { '/Workbook': Buffer.alloc(4_100), '/PowerPoint Document': Buffer.alloc(4_100) },
  })
  assert.equal((await opened(both, 'a.doc')).text, 'この文書')
})

test('what is damaged or made to stretch the readers ends soon, within bounds', async () => {
  const table = (count: number, rest: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32LE(count, 4)
    return xlsRecord(0xfc, Buffer.concat([head, rest]))
  }
  const book = (begin: Buffer, more: Buffer = Buffer.alloc(0), times = 1) =>
    compound({ '/Workbook': Buffer.concat([begin, ...Array<Buffer>(times).fill(more)]) })
  const hostile: Record<string, Buffer> = {
    'strings that end nowhere': book(table(9, Buffer.from('ffff0d0100ffffffff41', 'hex'))),
    'formats longer than the file': book(
      table(9, Buffer.from('01000cffffffffffff4100', 'hex')),
      xlsRecord(0x3c, Buffer.alloc(9)),
    ),
    'empty records': book(table(200, Buffer.alloc(0)), xlsRecord(0x3c, Buffer.alloc(0)), 300_000),
    'strings of one record each': book(
      table(200, Buffer.from('ffff00', 'hex')),
      xlsRecord(0x3c, Buffer.alloc(2, 'A')),
      100_000,
    ),
    'boxes without end': book(
      Buffer.alloc(0),
      Buffer.concat([xlsRecord(0x1b6, Buffer.alloc(0)), xlsRecord(0x3c, Buffer.alloc(500, 'A'))]),
      50_000,
    ),
    'a slide of fifty million letters': compound({
      '/PowerPoint Document': pptRecord(0x0fa0, Buffer.alloc(50_000_000, 'A')),
    }),
    'records without end': compound({
      '/PowerPoint Document': Buffer.alloc(20_000_000, pptRecord(0x0fa8, Buffer.alloc(0))),
    }),
    'holders in holders': compound({
      '/PowerPoint Document': Buffer.alloc(8_000_000, Buffer.from('0f00e803ffffffff', 'hex')),
    }),
  }
  for (const [name, content] of Object.entries(hostile)) {
    const started = performance.now()
    const { text } = await opened(content)
    assert.ok(text.length <= 4_000, name)
    assert.ok(performance.now() - started < 5_000, `${name}: ${performance.now() - started} ms`)
  }
  for (const whole of [excel97({ cells: ['品名', '単価'], boxes: ['箱'] }), powerPoint97([['一', '二']])])
    for (let end = 600; end < whole.length; end += 131) await opened(whole.subarray(0, end))
})
