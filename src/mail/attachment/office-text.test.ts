import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageInside } from '../inner-message.ts'
import { inspect } from '../inspect.ts'
import { testMail, testZip } from '../test-mail.ts'
import { officeFile, openDocument } from './test-files.ts'

const LINK = 'https://login.example.net/d/1?a=1&b=2'
const ESCAPED = LINK.replace('&', '&amp;')

const itemsOf = (name: string, content: Uint8Array | string) =>
  inspect(name, '', Buffer.from(content), { passwords: [], milliseconds: 20_000, openMessage: messageInside })
async function opened(name: string, content: Uint8Array | string) {
  const [item] = await itemsOf(name, content)
  assert.ok(item)
  return item
}
const saidBy = async (name: string, content: Uint8Array | string) => (await opened(name, content)).text

const slide = (...paragraphs: string[]) =>
  `<p:sld><p:txBody>${paragraphs.map((one) => `<a:p><a:r><a:t>${one}</a:t></a:r></a:p>`).join('')}</p:txBody></p:sld>`
const relationship = `<Relationships><Relationship Id="r" Type="http://x/relationships/hyperlink" Target="${ESCAPED}" TargetMode="External"/></Relationships>`

test('slides are said in their order, with what their links lead to; a talk of many is no letter', async () => {
  const deck = officeFile({
    'ppt/slides/slide10.xml': slide('last'),
    'ppt/slides/slide2.xml': slide('サインインして', '表示します'),
    'ppt/slides/slide1.xml': slide('この文書は保護されています。', 'A &amp; B'),
    'ppt/slides/_rels/slide1.xml.rels': relationship,
    'ppt/notesSlides/notesSlide1.xml': slide('to myself'),
  })
  const { text, links } = await opened('案内.pptx', deck)
  assert.equal(text, 'この文書は保護されています。\nA & B\nサインインして\n表示します\nlast')
  assert.deepEqual(links, [LINK])
  const talk = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`ppt/slides/slide${i}.xml`, slide('text')]))
  assert.equal(await saidBy('talk.pptx', officeFile(talk)), '')
})

const strings = (...texts: string[]) => `<sst>${texts.map((one) => `<si>${one}</si>`).join('')}</sst>`

test('a small workbook says its text boxes, its strings without their readings, and cells of their own; a table of hundreds says only its boxes', async () => {
  const parts = {
    'xl/sharedStrings.xml': strings(
      '<r><t>文</t></r><r><t>書</t></r><rPh sb="0" eb="2"><t>ブンショ</t></rPh>',
      '<t xml:space="preserve"> 開く </t>',
    ),
    'xl/worksheets/sheet1.xml': `<worksheet><c t="inlineStr"><is><t>inline</t></is></c><c t="str"><f>HYPERLINK(&quot;${ESCAPED}&quot;,&quot;open&quot;)</f><v>open</v></c></worksheet>`,
    'xl/drawings/drawing1.xml': `<xdr:sp>${slide('この文書は保護されています。')}</xdr:sp>`,
    'xl/worksheets/_rels/sheet1.xml.rels': relationship.replaceAll('/d/1', '/d/2'),
  }
  const { text, links } = await opened('見積.xlsx', officeFile(parts))
  assert.equal(text, 'この文書は保護されています。\n文書\n開く\ninline')
  assert.deepEqual(links.toSorted(), [LINK, LINK.replace('/d/1', '/d/2')])
  const table = strings(...Array<string>(300).fill('<t>品名</t>'))
  assert.equal(
    await saidBy('価格表.xlsx', officeFile({ ...parts, 'xl/sharedStrings.xml': table })),
    'この文書は保護されています。',
  )
})

test('an OpenDocument text, its frames and tables are said; what was deleted, readings and notes about a picture are not', async () => {
  const body = [
    '<text:tracked-changes><text:deletion><text:p>old</text:p></text:deletion></text:tracked-changes>',
    '<text:h>案内<office:annotation><dc:creator>me</dc:creator><text:p>check</text:p></office:annotation></text:h><text:p>この<text:span>文書</text:span>は<text:s/>保護<text:line-break/>されて&#33;</text:p>',
    `<text:p><text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text></text:ruby><text:a xlink:href="${ESCAPED}">VIEW</text:a></text:p>`,
    '<draw:frame><svg:title>logo</svg:title><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>',
    '<table:table-cell><text:p>1</text:p></table:table-cell><text:p/>',
  ].join('')
  const { text, links, type } = await opened('案内.odt', openDocument('text', body))
  assert.equal(type, 'odf')
  assert.equal(text, '案内\nこの文書は 保護 されて!\n漢字VIEW\nboxed\n1')
  assert.deepEqual(links, [LINK])
})

test('an OpenDocument presentation and sheet are said while they are short, and lead where a click on a shape or a formula leads', async () => {
  const page = (text: string) =>
    `<draw:page draw:name="p"><draw:frame><draw:text-box><text:p>${text}</text:p></draw:text-box><presentation:event-listener xlink:href="${ESCAPED}"/></draw:frame></draw:page>`
  const deck = await opened('a.odp', openDocument('presentation', page('一') + page('二')))
  assert.deepEqual([deck.text, deck.links], ['一\n二', [LINK]])
  assert.equal(await saidBy('a.odp', openDocument('presentation', page('一').repeat(7))), '')
  const cell = `<table:table-cell table:formula="of:=HYPERLINK(&quot;${ESCAPED}&quot;)"><text:p>open</text:p></table:table-cell>`
  const sheet = await opened('a.ods', openDocument('spreadsheet', cell))
  assert.deepEqual([sheet.text, sheet.links], ['open', [LINK]])
  assert.equal(await saidBy('a.ods', openDocument('spreadsheet', cell.repeat(300))), '')
})

test('what an OpenDocument file loads by itself from elsewhere is told; its own objects, drives, pictures and links are not', async () => {
  const traits = async (body: string) => (await opened('a.odt', openDocument('text', body))).traits
  assert.deepEqual(
    await traits(
      '<draw:floating-frame xlink:href="https://files.example.net/f?a=1&amp;b=2"/><text:section-source xlink:href="file://203.0.113.9/share/x.odt"/>',
    ),
    [
      { trait: 'remote-template', detail: 'floating-frame: https://files.example.net/f?a=1&b=2' },
      { trait: 'remote-template', detail: 'section-source: file://203.0.113.9/share/x.odt' },
    ],
  )
  assert.deepEqual(
    await traits(
      '<draw:object xlink:href="./Object 1"/><text:section-source xlink:href="file:///C:/x.odt"/><draw:image xlink:href="https://example.net/logo.png"/><text:a xlink:href="https://example.net/">x</text:a>',
    ),
    [],
  )
})

test('what an HTML page shows and what a short .txt says is heard; scripts, hidden words, long pages, tables and sources are not', async () => {
  const page =
    '<html><head><title>t</title></head><body><script>var a = "no"</script><p>この文書は<b>保護</b>されています。</p><p style="display:none">no</p><a href="https://example.net/">開く</a></body></html>'
  assert.equal(await saidBy('a.html', page), 'この文書は保護されています。\n開く')
  assert.equal(await saidBy('a.html', `<html><body>${'<p>news</p>'.repeat(9_000)}</body></html>`), '')
  assert.equal(await saidBy('a.txt', '一行\r\n\r\n二\t\u0085行\u202e'), '一行\n二 行\u202e')
  assert.equal(await saidBy('log.txt', 'GET / 200\n'.repeat(9_000)), '')
  for (const name of ['a.csv', 'a.json', 'a.py', 'a.log', 'a']) assert.equal(await saidBy(name, 'print'), '', name)
})

test('a message in an archive says its subject and text, and leads where it leads', async () => {
  const mail = testMail({ from: 'a@example.net', subject: 'ご確認', text: `文書を開く ${LINK}` })
  const [, inside] = await itemsOf('mails.zip', testZip('a.eml', mail, null))
  assert.ok(inside)
  assert.deepEqual([inside.type, inside.text, inside.links], ['message', `ご確認\n文書を開く ${LINK}`, [LINK]])
})

test('documents made to stretch the readers give a bounded text in bounded time', async () => {
  const filling = (piece: string) => piece.repeat(Math.ceil(8_000_000 / piece.length))
  const hostile: Record<string, Buffer> = {
    'readings without end': officeFile({ 'xl/sharedStrings.xml': filling('<rPh') }),
    'one endless cell': officeFile({ 'xl/sharedStrings.xml': `<si>${filling('<t>よ\u0007</t>')}` }),
    'slides without end': officeFile({ 'ppt/slides/slide1.xml': filling('<a:t ') }),
    'formulas without end': officeFile({ 'xl/worksheets/sheet1.xml': filling('HYPERLINK("https://a') }),
    'paragraphs in paragraphs': openDocument('text', filling('<text:p>')),
    'tags without end': openDocument('text', filling('<text:a x:href="')),
    'links without end': openDocument('text', filling('<text:a xlink:href="https://a.example/">b</text:a>')),
    'objects without end': openDocument('text', filling('<draw:object xlink:href="https://a.example/"/>')),
    'pictures without end': Buffer.from(`<html>${filling('data:image/')};base64,`),
    'an attribute without end': openDocument('text', `<text:a ${filling('a:b ')}`),
  }
  for (const [name, content] of Object.entries(hostile)) {
    const started = performance.now()
    const { text, links, traits } = await opened(name, content)
    assert.ok(performance.now() - started < 5_000, `${name}: ${performance.now() - started} ms`)
    assert.ok(text.length <= 4_000 && links.length <= 50 && traits.length <= 20, name)
    assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u, name)
  }
})
