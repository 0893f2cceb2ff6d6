import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resvg } from '@resvg/resvg-js'
import encodeQR from 'qr'
import { inspect } from '../inspect.ts'

const LINK = 'https://login.example.net/d/1'

async function opened(rtf: string) {
  const [item] = await inspect('案内.rtf', '', Buffer.from(rtf, 'latin1'), { passwords: [], milliseconds: 20_000 })
  assert.ok(item)
  return item
}
const said = async (body: string) => (await opened(`{\\rtf1\\ansi\\ansicpg932\\deff0 ${body}}`)).text

test('an RTF file says its paragraphs, cells and text boxes; not its fonts, fields, notes for machines and pictures', async () => {
  const body = [
    '{\\fonttbl{\\f0\\fnil\\fcharset128 MS Mincho;}}{\\info{\\title Draft}}',
    "\\pard \\'95\\'b6\\'8f\\'91\\par ",
    `{\\field{\\*\\fldinst HYPERLINK "${LINK}"}{\\fldrslt VIEW DOCUMENT}}\\line `,
    'a\\cell b\\cell\\row ',
    '{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt boxed\\par}}}',
    '{\\listtext\\bullet\\tab}{\\*\\unknown never}{\\pict\\pngblip 89504e47}end',
  ].join('\n')
  assert.equal(await said(body), '文書\nVIEW DOCUMENT\na b\nboxed\nend')
})

test('letters are those of their font, and Unicode is not said twice', async () => {
  const fonts =
    '{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}{\\f1\\fswiss\\fcharset204{\\*\\panose 02}Arial CYR;}{\\f2\\fcharset134 SimSun;}}'
  assert.equal(
    await said(`${fonts}{\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2} {\\f2 \\'ce\\'c4\\'bc\\'fe} \\'95\\'b6`),
    'Привет 文件 文',
  )
  assert.equal(await said("\\uc2\\u25991\\'95\\'b6{\\uc1\\u26360?}\\u12290\\'81\\'42"), '文書。')
})

test('the link in a QR code of its pictures is read', async () => {
  const code = new Resvg(encodeQR(LINK, 'svg'), { fitTo: { mode: 'width', value: 240 }, background: '#fff' })
  const hex = code.render().asPng().toString('hex').replace(/.{64}/g, '$&\n')
  const { codes } = await opened(
    `{\\rtf1 {\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn a}{\\sv 1}}}\\picw9\\pngblip\\bliptag7{\\*\\blipuid 0a1b2c}\n${hex}}}}`,
  )
  assert.deepEqual(codes, [LINK])
})

test('groups in groups, words without end and millions of letters take no time', async () => {
  const hostile = {
    'groups in groups': `${'{'.repeat(10_000)}deep${'}'.repeat(10_000)}`,
    'groups that never end': '{'.repeat(6_000_000),
    'ends without groups': '}'.repeat(2_000_000),
    'words that say nothing': '\\b'.repeat(2_000_000),
    'letters in hex': "\\'82\\'a0".repeat(1_000_000),
    'silent letters': `{\\*\\x ${"\\'82".repeat(2_000_000)}}`,
    fonts: `{\\fonttbl${'\\f1'.repeat(1_000_000)}}`,
    pictures: '{\\pict\\pngblip '.repeat(200_000),
  }
  for (const [name, body] of Object.entries(hostile)) {
    const started = performance.now()
    const text = await said(body)
    assert.ok(text.length <= 4_000, name)
    assert.ok(performance.now() - started < 8_000, `${name}: ${performance.now() - started} ms`)
  }
  assert.equal(await said(hostile['groups in groups']), 'deep')
})
