import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { archive, cab, endRecord, iso, lzh, zip } from './attachment/test-archives.ts'
import { nestedBomb, quine } from './attachment/test-bombs.ts'
import { program, shortcut } from './attachment/test-files.ts'
import type { Item } from './attachment-tree.ts'
import { inspect } from './inspect.ts'

const look = (name: string, content: Uint8Array, passwords: string[] = []): Promise<Item[]> =>
  inspect(name, '', content, { passwords: passwords.map((text) => ({ text, source: 'mail' })), milliseconds: 20_000 })
const traits = (item: Item | undefined) => (item?.traits ?? []).map((one) => one.trait)
const paths = (items: Item[]) => items.map((item) => item.path)

const EXE = program()
const CP932 = Buffer.from([0x8b, 0x63, 0x8e, 0x96, 0x98, 0x5e, 0x2e, 0x74, 0x78, 0x74]) // 議事録.txt

test('a program in an archive is found whatever its name, with the path down to it', async () => {
  const items = await look(
    '資料.zip',
    zip([
      { name: '読んで/議事録.txt', content: EXE },
      { name: '読んで/案内.txt', content: 'こんにちは' },
    ]),
  )
  assert.deepEqual(paths(items), ['資料.zip', '資料.zip!/読んで/議事録.txt', '資料.zip!/読んで/案内.txt'])
  assert.deepEqual([items[1]?.type, items[2]?.type], ['pe', 'text'])
  assert.deepEqual(traits(items[1]), ['executable', 'type-mismatch'])
  assert.deepEqual(traits(items[2]), [])
})

test('names in CP932 without the UTF-8 flag read right', async () => {
  const items = await look('a.zip', zip([{ name: '', raw: CP932, content: 'x' }]))
  assert.equal(items[1]?.name, '議事録.txt')
})

for (const method of ['ZipCrypto', 'AES128', 'AES256']) {
  test(`a ZIP encrypted with ${method} shows its names, and opens with the right candidate only`, async () => {
    const made = archive('zip', { '請求書.txt.exe': EXE, 'b.txt': 'hello '.repeat(500) }, '-psecret7', `-mem=${method}`)
    const closed = await look('a.zip', made, ['wrong', 'secret8'])
    assert.equal(closed[0]?.unreadable, 'password')
    assert.ok(closed.slice(1).every((item) => item.unreadable === 'password' && item.encrypted && item.sha256 === ''))
    assert.ok(traits(closed.find((item) => item.name === '請求書.txt.exe')).includes('double-extension'))
    const opened = await look('a.zip', made, ['wrong', 'secret7'])
    assert.deepEqual(opened[0]?.password, { text: 'secret7', source: 'mail' })
    assert.equal(opened.find((item) => item.name === '請求書.txt.exe')?.type, 'pe')
    assert.equal(opened.find((item) => item.name === 'b.txt')?.bytes, 3000)
  })
}

test('a 7z that hides its names opens with a candidate; without one only that it hides them is known', async () => {
  const made = archive('7z', { 'a.exe': EXE }, '-pyoyaku', '-mhe=on')
  const closed = await look('a.7z', made, ['x'])
  assert.deepEqual([closed.length, closed[0]?.unreadable, closed[0]?.encrypted], [1, 'password', true])
  assert.deepEqual(traits(closed[0]), ['hidden-names'])
  const opened = await look('a.7z', made, ['x', 'yoyaku'])
  assert.deepEqual([opened[1]?.type, opened[0]?.password?.text], ['pe', 'yoyaku'])
})

test('a 7z that shows its names and hides its files opens with the right candidate only', async () => {
  const made = archive('7z', { 'a.exe': EXE, 'b.txt': 'abc' }, '-pyoyaku')
  const closed = await look('a.7z', made, ['x'])
  assert.deepEqual(closed.map((item) => [item.name, item.unreadable]).sort(), [
    ['a.7z', 'password'],
    ['a.exe', 'password'],
    ['b.txt', 'password'],
  ])
  const opened = await look('a.7z', made, ['x', 'yoyaku'])
  assert.deepEqual([opened.find((item) => item.name === 'a.exe')?.type, opened[0]?.password?.text], ['pe', 'yoyaku'])
})

test('LZH, CAB, tar.xz, bz2 and a RAR inside each other are read', async () => {
  assert.deepEqual(paths(await look('a.lzh', lzh(Buffer.from('kaigi.txt'), 'abc'))), ['a.lzh', 'a.lzh!/kaigi.txt'])
  assert.deepEqual(paths(await look('a.cab', cab('kaigi.txt', 'abc'))), ['a.cab', 'a.cab!/kaigi.txt'])
  const tar = archive('tar', { 'a.txt': 'abc', 'b.exe': EXE })
  const items = await look('a.tar.xz', archive('xz', { 'a.tar': tar }))
  assert.deepEqual(paths(items), ['a.tar.xz', 'a.tar.xz!/a.tar', 'a.tar.xz!/a.tar!/a.txt', 'a.tar.xz!/a.tar!/b.exe'])
  const rar = Buffer.from(
    'UmFyIRoHAM+QcwAADQAAAAAAAADSkHQggCgAAQAAAAEAAAADkwbXMiqO6UgdMAgAtIEAAGZha2UuZXhlCsQ9ewBABwA=',
    'base64',
  )
  assert.deepEqual(paths(await look('a.zip', zip([{ name: 'f.rar', content: rar }]))), [
    'a.zip',
    'a.zip!/f.rar',
    'a.zip!/f.rar!/fake.exe',
  ])
})

test('a disk image says so, and what lies in it; one with documents only holds nothing that runs', async () => {
  const hostile = await look(
    '通知.iso',
    iso({
      '通知.lnk': shortcut({ target: 'C:\\Windows\\System32\\cmd.exe', arguments: '/c start a.dll', hidden: true }),
    }),
  )
  assert.deepEqual(traits(hostile[0]), ['disk-image'])
  assert.ok(traits(hostile[1]).includes('lnk-command'), JSON.stringify(hostile))
  const plain = await look('図面.iso', iso({ 'readme.txt': 'CAD', 'a.dwg': 'AC1032' }))
  assert.deepEqual(plain.slice(1).map(traits), [[], []])
})

test('two directories in one ZIP are both told; a ZIP that lies stored inside another is no second directory', async () => {
  const [shown, hidden] = [zip([{ name: 'a.txt', content: 'x' }]), zip([{ name: 'b.exe', content: EXE }])]
  const items = await look('a.zip', Buffer.concat([hidden, shown]))
  assert.match(items[0]?.traits.find((one) => one.trait === 'two-directories')?.detail ?? '', /a\.txt \/ b\.exe/)
  assert.deepEqual(
    items.slice(1).map(({ name, type }) => [name, type]),
    [
      ['a.txt', 'text'],
      ['b.exe', 'pe'],
    ],
    'what each lists is looked into',
  )
  const nested = await look('a.zip', zip([{ name: 'inner.zip', content: shown, stored: true }]))
  assert.deepEqual(traits(nested[0]), [])
  assert.equal(nested[2]?.path, 'a.zip!/inner.zip!/a.txt')
})

test('a name that the two headers tell differently, and names that point outside, are told', async () => {
  const items = await look(
    'a.zip',
    zip([
      { name: 'a.txt', local: 'a.exe', content: 'x' },
      { name: '../../b.txt', content: 'y' },
      { name: 'C:\\c.txt', content: 'z' },
    ]),
  )
  assert.deepEqual(traits(items[0]), ['name-mismatch'])
  assert.deepEqual(items.slice(1).map(traits), [[], ['path-outside'], ['path-outside']])
})

test('a ZIP behind a picture is looked into', async () => {
  const gif = Buffer.concat([
    Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;', 'latin1'),
  ])
  const items = await look('a.gif', Buffer.concat([gif, zip([{ name: 'b.exe', content: EXE }])]))
  assert.ok(traits(items[0]).includes('polyglot'))
  assert.equal(items[1]?.type, 'pe')
  assert.deepEqual(traits((await look('a.gif', gif))[0]), [])
})

test('a ZIP behind or before a PDF is looked into, whichever of both the name says; a PDF with its own streams is none', async () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n')
  const packed = zip([{ name: 'b.exe', content: EXE }])
  for (const name of ['請求書.pdf', '請求書.zip']) {
    const items = await look(name, Buffer.concat([pdf, packed]))
    assert.ok(
      items.some((item) => item.type === 'pe'),
      `${name}: ${items.map((item) => item.type)}`,
    )
    assert.ok(items.some((item) => traits(item).includes('polyglot')) || name.endsWith('.zip'), name)
  }
  const appended = await look('請求書.zip', Buffer.concat([packed, pdf]))
  assert.ok(appended.some((item) => item.type === 'pe'))
  assert.deepEqual(traits((await look('請求書.pdf', pdf))[0]), [])
})

test('bombs are stopped: by ratio, by overlapping entries, by depth, by number, by an archive that holds itself', async () => {
  const zeros = zip([{ name: 'zeros', content: Buffer.alloc(40_000_000) }])
  assert.equal((await look('a.zip', zeros))[1]?.unreadable, 'ratio')
  let nested = zip([{ name: 'end.txt', content: 'x' }])
  for (let i = 0; i < 9; i++) nested = zip([{ name: 'in.zip', content: nested }])
  const deep = await look('a.zip', nested)
  assert.ok(deep.length < 10 && deep.some((item) => item.unreadable === 'too-deep'))
  const many = await look('a.zip', zip(Array.from({ length: 10_000 }, (_, i) => ({ name: `${i}.txt`, content: 'x' }))))
  assert.ok(many.length <= 2_001 && many[0]?.unreadable === 'too-many', `${many.length} ${many[0]?.unreadable}`)
  const one = zip([{ name: 'kernel', content: Buffer.alloc(100_000, 'ab') }])
  const [start, size] = [one.readUInt32LE(one.length - 6), one.readUInt32LE(one.length - 10)]
  const entry = one.subarray(start, start + size)
  const overlapping = Buffer.concat([
    one.subarray(0, start),
    ...Array.from({ length: 50 }, () => entry),
    endRecord(50, size * 50, start),
  ])
  const items = await look('a.zip', overlapping)
  assert.ok(traits(items[0]).includes('overlapping-entries'))
  assert.ok(items.slice(1).every((item) => item.unreadable === 'ratio'))
})

test('a ZIP whose only file is itself is opened once, and said to go on', async () => {
  const made = quine()
  assert.deepEqual(inflateRawSync(made.subarray(30 + made.readUInt16LE(26))), made)
  const items = await look('a.zip', made)
  assert.deepEqual(
    items.map((item) => [item.depth, item.unreadable]),
    [
      [0, ''],
      [1, 'too-deep'],
    ],
  )
})

test('a bomb of bombs (as 42.zip) ends at the bounds on ratio and size, within its time', async () => {
  const began = performance.now()
  const items = await look('a.zip', nestedBomb(4, 16, 400))
  assert.ok(performance.now() - began < 20_000)
  assert.ok(items.length <= 2_000, `${items.length}`)
  const bounds = new Set(items.map((item) => item.unreadable))
  assert.ok(bounds.has('ratio') && bounds.has('too-large'), [...bounds].join())
  assert.ok(!items.some((item) => item.name === 'huge.log' && item.sha256 !== ''))
})

test('a zeros-filled 7z or xz is stopped by the room it has, not by memory', async () => {
  const made = archive('xz', { zeros: Buffer.alloc(130_000_000) }, '-mx=1')
  const items = await look('a.xz', made)
  assert.equal(items[0]?.unreadable, 'too-large')
})

test('a program beside a film that is too large is still seen', async () => {
  const made = archive('7z', { 'film.bin': Buffer.alloc(130_000_000), 'a[1].exe': EXE }, '-mx=1', '-ms=off')
  const items = await look('a.7z', made)
  assert.deepEqual(
    items.slice(1).map((item) => [item.name, item.type, item.unreadable]),
    [
      ['film.bin', 'unknown', 'too-large'],
      ['a[1].exe', 'pe', ''],
    ],
  )
})

test('a time that is up is told', async () => {
  const items = await inspect('a.zip', '', zip([{ name: 'a', content: 'x' }]), { passwords: [], milliseconds: -1 })
  assert.ok(items.some((item) => item.unreadable === 'time'))
})

test('whatever is cut or broken ends as an item, never as an error', async () => {
  const samples: [string, Buffer][] = [
    ['a.zip', zip([{ name: 'a.exe', content: EXE }])],
    ['a.7z', archive('7z', { 'a.exe': EXE })],
    ['a.cab', cab('a', 'abc')],
    ['a.exe', EXE],
    ['a.lnk', shortcut({ target: 'C:\\a.txt', arguments: 'x' })],
    ['a.iso', iso({ 'a.txt': 'x' })],
  ]
  for (const [name, whole] of samples) {
    for (const length of [0, 1, 20, 40, whole.length >> 1, whole.length - 1]) {
      const items = await look(name, whole.subarray(0, length))
      assert.equal(items[0]?.path, name)
    }
    const broken = Buffer.from(whole)
    for (let i = 3; i < broken.length; i += 7) broken[i] = (broken[i] ?? 0) ^ (i * 31)
    assert.equal((await look(name, broken))[0]?.path, name)
  }
  const cut = zip([
    { name: 'a.exe', content: EXE },
    { name: 'b.txt', content: 'y' },
  ])
  assert.deepEqual(paths(await look('a.zip', cut.subarray(0, cut.length - 30))).slice(0, 2), ['a.zip', 'a.zip!/a.exe'])
})

test('a uuencoded file is opened, and a shortcut of a Linux desktop runs', async () => {
  const line = (bytes: Buffer) =>
    String.fromCharCode(32 + bytes.length) +
    [...Array(Math.ceil(bytes.length / 3)).keys()]
      .flatMap((i) => {
        const [a = 0, b = 0, c = 0] = bytes.subarray(i * 3, i * 3 + 3)
        return [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63]
      })
      .map((six) => String.fromCharCode(six === 0 ? 96 : 32 + six))
      .join('')
  const program = Buffer.from(EXE)
  const lines = Array.from({ length: Math.ceil(program.length / 45) }, (_, i) =>
    line(program.subarray(i * 45, i * 45 + 45)),
  )
  const items = await look('Advice.uue', Buffer.from(`begin 644 Advice.scr\n${lines.join('\n')}\n\`\nend\n`))
  assert.deepEqual(paths(items), ['Advice.uue', 'Advice.uue!/Advice.scr'])
  assert.equal(items[1]?.type, 'pe')
  const [, shortcut] = await look('letter.zip', zip([{ name: 'letter.desktop', content: '[Desktop Entry]\nExec=sh' }]))
  assert.ok(traits(shortcut).includes('runs'))
})
