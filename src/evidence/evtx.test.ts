import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { problemInJapanese } from '../i18n/problem-words.ts'
import { archive } from '../mail/attachment/test-archives.ts'
import { CHUNK_SIZE, readChunk } from './evtx-chunk.ts'
import { readEvidence } from './read.ts'
import { evtxOf, resealed, typed } from './test-evtx.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-evtx-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let n = 0

async function read(content: Buffer, name = 'Security.evtx') {
  const place = join(folder, String(n++))
  mkdirSync(join(place, 'spool'), { recursive: true })
  const path = join(place, name)
  writeFileSync(path, content)
  const { evidence, problems } = await readEvidence([path], { spool: join(place, 'spool') })
  const [first] = evidence
  return {
    evidence: first,
    lines: first ? readFileSync(first.spool, 'utf8').split('\n').slice(0, -1) : [],
    problems: problems.map((problem) => problem.what),
    paths: evidence.map((one) => one.path.slice(place.length + 1)),
  }
}

const SYSTEM = (record: number) =>
  `<System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>4625</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='2026-10-05T00:00:01.2501234Z'/><EventRecordID>${record}</EventRecordID><Correlation/><Execution ProcessID='912' ThreadID='7592'/><Channel>Security</Channel><Computer>FS01.kaisha.local</Computer><Security/></System>`
const withData = (record: number, data: string) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>${SYSTEM(record)}<EventData>${data}</EventData></Event>`
const refused = (record: number) =>
  withData(
    record,
    `<Data Name='SubjectUserSid'>S-1-5-18</Data><Data Name='TargetUserName'>user${record}</Data><Data Name='TargetDomainName'>会社 &amp; &lt;子&gt;</Data><Data Name='Status'>0xc000006d</Data><Data Name='LogonType'>3</Data><Data Name='TargetLogonId'>0x7ff612340000</Data><Data Name='LogonGuid'>{189ccb3f-d3de-0002-c0cb-9c18ded3db01}</Data><Data Name='IpAddress'>203.0.113.9</Data>`,
  )
const many = (count: number) => Array.from({ length: count }, (_, i) => refused(i + 1))

test('each event is a line, as the event viewer exports it as XML, in the order of the records, over several chunks', async () => {
  const events = many(400)
  const file = evtxOf(events)
  assert.ok(file.length > 4096 + 2 * CHUNK_SIZE)
  const { evidence, lines, problems } = await read(file)
  assert.deepEqual(lines, events)
  assert.deepEqual(problems, [])
  assert.deepEqual([evidence?.bytes, evidence?.encoding], [file.length, 'utf-8'])
})

test('a value is written as its type says, and none reads into the next one', async () => {
  const values: [number, string, string][] = [
    [0x02, '616263', 'abc'],
    [0x02, '93fa967b8cea', '日本語'],
    [0x03, 'ff', '-1'],
    [0x04, 'ff', '255'],
    [0x05, 'feff', '-2'],
    [0x06, 'feff', '65534'],
    [0x07, 'feffffff', '-2'],
    [0x09, 'feffffffffffffff', '-2'],
    [0x0a, 'ffffffffffffffff', '18446744073709551615'],
    [0x0b, '0000c03f', '1.5'],
    [0x0c, '000000000000f8bf', '-1.5'],
    [0x0d, '01000000', 'true'],
    [0x0d, '00000000', 'false'],
    [0x0e, 'deadbeef', 'DEADBEEF'],
    [0x10, '2c1a0000', '0x1a2c'],
    [0x11, '0000000000000000', '1601-01-01T00:00:00.0000000Z'],
    [0x12, 'ea070a000100050009000a000b007b00', '2026-10-05T09:10:11.123Z'],
    [0x13, '0104000000000005150000000100000002000000ffffffff', 'S-1-5-21-1-2-4294967295'],
    [0x14, '6a0000c0', '0xc000006a'],
    [0x15, 'e703000000000000', '0x3e7'],
    [0x01, '', ''],
    // what fits no type is shown as it is
    [0x13, '0109000000000005', '0109000000000005'],
    [0x0f, '0102', '0102'],
    [0x7f, '0a0b', '0A0B'],
  ]
  const data = values.map(([type, hex], i) => `<Data Name='v${i}'>${typed(type, hex)}</Data>`).join('')
  const { lines } = await read(evtxOf([withData(1, data)]))
  const found = [...(lines[0] ?? '').matchAll(/<Data Name='v\d+'>([^<]*)<\/Data>/g)].map(([, text]) => text)
  assert.deepEqual(
    found,
    values.map(([, , text]) => text),
  )
})

test('of an array there is one element for each value; what has no value has no element and no attribute', async () => {
  const strings = Buffer.from('one\0two\0', 'utf16le').toString('hex')
  const event = `<Event xmlns='x'><System><Provider Name='Demo'/><EventID Qualifiers='${typed(0, '')}'>7</EventID><Correlation ActivityID='${typed(0, '')}'/></System><EventData><Data>${typed(0x81, strings)}</Data><Data Name='n'>${typed(0x88, '0100000002000000')}</Data><Data Name='none'>${typed(0x81, '')}</Data><Data Name='null'>${typed(0, '')}</Data><Binary>${typed(0x0e, '00ff')}</Binary></EventData></Event>`
  const { lines } = await read(evtxOf([event]))
  assert.deepEqual(lines, [
    "<Event xmlns='x'><System><Provider Name='Demo'/><EventID>7</EventID><Correlation/></System><EventData><Data>one</Data><Data>two</Data><Data Name='n'>1</Data><Data Name='n'>2</Data><Data Name='none'></Data><Binary>00FF</Binary></EventData></Event>",
  ])
})

test('a script of many lines stays one line, and no value can open or close an element', async () => {
  const script = 'if (1 &lt; 2) {\r\n\r\n    &quot;a&quot; &gt; b\n}'
  const { lines } = await read(
    evtxOf([withData(1, `<Data Name='O&apos;Name'>${script}</Data><Data Name='c'>a\u0001b</Data>`)]),
  )
  assert.equal(lines.length, 1)
  assert.match(
    lines[0] ?? '',
    /<Data Name='O&apos;Name'>if \(1 &lt; 2\) \{ "a" &gt; b \}<\/Data><Data Name='c'>ab<\/Data>/,
  )
})

test('data of the user’s own form (cleared log, remote desktop) is read', async () => {
  const event = `<Event xmlns='x'>${SYSTEM(1)}<UserData><EventXML xmlns='Event_NS'><User>KAISHA\\tanaka</User><SessionID>3</SessionID><Address>192.168.10.21</Address></EventXML></UserData></Event>`
  assert.deepEqual((await read(evtxOf([event]))).lines, [event])
})

test('a log copied while its computer wrote it: the event that its header does not know yet is there, and nothing is said', async () => {
  const events = many(60)
  const { lines, problems } = await read(evtxOf(events, { dirty: true }))
  assert.deepEqual(lines, events)
  assert.deepEqual(problems, [])
})

test('what a former round of the log left behind its last event is no event of it', async () => {
  const file = evtxOf(many(20))
  const free = 4096 + file.readUInt32LE(4096 + 48)
  const old = file.subarray(4096 + 512, 4096 + 512 + file.readUInt32LE(4096 + 512 + 4))
  old.copy(file, free)
  const { lines, problems } = await read(file)
  assert.equal(lines.length, 20)
  assert.deepEqual(problems, [])
})

test('an unused chunk, and a log without events, are no damage', async () => {
  const file = evtxOf(many(3))
  assert.deepEqual((await read(Buffer.concat([file, Buffer.alloc(CHUNK_SIZE)]))).problems, [])
  const empty = await read(evtxOf([]))
  assert.deepEqual([empty.lines, empty.problems], [[], []])
})

/** Where the chunk's record of this number stands in the file. */
function recordAt(file: Buffer, number: number): number {
  let at = 4096 + 512
  for (let i = 1; i < number; i++) at += file.readUInt32LE(at + 4)
  return at
}

test('a damaged record is named as lost, and the others are read', async () => {
  for (const damage of [
    (file: Buffer, at: number) => file.fill(0, at, at + 100),
    (file: Buffer, at: number) => file.fill(0xee, at, at + 60),
    (file: Buffer, at: number) => file.writeUInt32LE(60_000, at + 4),
    (file: Buffer, at: number) => file.writeUInt32LE(0x7fff_ffff, at + 34), // where its template stands
  ]) {
    const file = evtxOf(many(20))
    damage(file, recordAt(file, 5))
    const { lines, problems } = await read(file)
    assert.deepEqual(lines, [...many(20).slice(0, 4), ...many(20).slice(5)])
    assert.deepEqual(problems, ['the event log is damaged (events that could not be read: 1 or more)'])
  }
})

test('a damaged chunk is named, and the others are read', async () => {
  const events = many(100)
  const file = evtxOf(events, { perChunk: 40 })
  file.fill(0xa5, 4096 + CHUNK_SIZE, 4096 + 2 * CHUNK_SIZE)
  const { lines, problems } = await read(file)
  assert.deepEqual(lines, [...events.slice(0, 40), ...events.slice(80)])
  assert.match(problems.join(), /^the event log is damaged/)
})

test('a cut log is read as far as it goes, wherever it was cut', async () => {
  const events = many(100)
  const file = evtxOf(events, { perChunk: 40 })
  const CUT = 'the event log is cut: its end is missing'
  const inside = await read(file.subarray(0, 4096 + CHUNK_SIZE + 9000))
  assert.deepEqual(inside.lines, events.slice(0, inside.lines.length))
  assert.ok(inside.lines.length > 40 && inside.lines.length < 80)
  assert.equal(inside.problems[0], CUT)
  const between = await read(file.subarray(0, 4096 + CHUNK_SIZE))
  assert.deepEqual([between.lines, between.problems], [events.slice(0, 40), [CUT]])
  assert.deepEqual((await read(file.subarray(0, 2000))).problems, [CUT])
})

test('a log that was changed after Windows wrote it is read, and named', async () => {
  const file = evtxOf(many(20))
  const name = Buffer.from('user7', 'utf16le')
  file.write('user9', file.indexOf(name), 'utf16le')
  const { lines, problems } = await read(file)
  assert.match(lines[6] ?? '', /user9/)
  assert.deepEqual(problems, ['the event log was changed after Windows wrote it (checksums that do not match: 1)'])
  assert.deepEqual((await read(resealed(file))).problems, [])
})

test('all problems of event logs have a Japanese text', async () => {
  const file = evtxOf(many(20))
  file.fill(0xee, recordAt(file, 5), recordAt(file, 5) + 60)
  const place = join(folder, 'problems')
  mkdirSync(place)
  writeFileSync(join(place, 'a.evtx'), file.subarray(0, 4096 + 30_000))
  const { problems } = await readEvidence([join(place, 'a.evtx')], { spool: place })
  assert.equal(problems.length, 2)
  for (const { what, what_to_do } of problems.map(problemInJapanese))
    assert.ok([what, what_to_do].every((text) => /[ぁ-ん]/.test(text)))
})

test('in archives, packed, and under any name it is known by its content', async () => {
  const file = evtxOf(many(5))
  const zipped = await read(archive('zip', { 'System.evtx': file }), 'pc.zip')
  assert.deepEqual(zipped.paths, ['pc.zip!/System.evtx'])
  assert.deepEqual(zipped.lines, many(5))
  assert.deepEqual((await read(gzipSync(file), 'Security.evtx.gz')).lines, many(5))
  assert.deepEqual((await read(file, 'backup.bin')).lines, many(5))
})

test('whatever bytes are wrong, reading ends, and no event spans lines', () => {
  const file = evtxOf(many(30))
  const whole = file.subarray(4096, 4096 + CHUNK_SIZE)
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.oneof(fc.nat(600), fc.integer({ min: 512, max: 4000 }), fc.nat(CHUNK_SIZE - 1)),
          fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x0c, 0x21, 0xff)),
        ),
        { minLength: 1, maxLength: 40 },
      ),
      (changes) => {
        const chunk = Buffer.from(whole)
        for (const [at, byte] of changes) chunk[at] = byte
        const { events = [], lost = 0 } = readChunk(chunk) ?? {}
        assert.ok(events.every((event) => !/[\n\r]/.test(event)))
        assert.ok(events.length + lost <= 4000)
      },
    ),
    { numRuns: 300 },
  )
})

test('a template that multiplies what multiplies itself comes to an end', () => {
  assert.equal(readChunk(multiplying(2, 3))?.events[0]?.match(/v/g)?.length, 8)
  const found = readChunk(multiplying(200, 7))
  assert.deepEqual([found?.events, found?.lost], [[], 1])
})

test('a long array of elements with long attributes is no event', async () => {
  const event = withData(1, `<Data Name='${'n'.repeat(9000)}'>${typed(0x84, '00'.repeat(9000))}</Data>`)
  const { lines, problems } = await read(evtxOf([event, refused(2)]))
  assert.deepEqual(lines, [])
  assert.deepEqual(problems, ['the event log is damaged (events that could not be read: 2 or more)'])
})

/** One record: an element that shows its only value some times, which is an instance of the same template with the same value … */
function multiplying(times: number, deep: number): Buffer {
  const chunk = evtxOf([refused(1)]).subarray(4096)
  const u32 = (value: number) => Buffer.from(new Uint32Array([value]).buffer)
  const template = 512 + 24 + 14
  const name = template + 24 + 4 + 7 + 4
  const body = Buffer.concat([
    Buffer.from([15, 1, 1, 0, 1, 255, 255]),
    u32(0),
    u32(name),
    Buffer.from([0, 0, 0, 0, 0, 0, 1, 0]),
    Buffer.from('e\0', 'utf16le'),
    Buffer.from([2]),
    ...Array.from({ length: times }, () => Buffer.from([13, 0, 0, 0x21])),
    Buffer.from([4, 0]),
  ])
  const instance = [Buffer.from([15, 1, 1, 0, 12, 1]), u32(7), u32(template)]
  const oneValue = (type: number, bytes: Buffer) =>
    Buffer.concat([u32(1), Buffer.from([bytes.length & 255, bytes.length >> 8, type, 0]), bytes])
  let value = oneValue(1, Buffer.from('v', 'utf16le'))
  for (let i = 1; i < deep; i++) value = oneValue(0x21, Buffer.concat([...instance, value]))
  const content = Buffer.concat([...instance, u32(0), Buffer.alloc(16), u32(body.length), body, value])
  const size = Math.ceil((24 + content.length + 4) / 8) * 8
  content.copy(chunk, 512 + 24)
  chunk.writeUInt32LE(size, 512 + 4)
  chunk.writeUInt32LE(size, 512 + size - 4)
  chunk.writeUInt32LE(512 + size, 48)
  return chunk
}
