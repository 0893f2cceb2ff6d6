import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Evidence } from '../evidence/evidence.ts'
import { FORMATS } from '../formats/index.ts'
import type { Engine } from './engine.ts'
import { forget, ingestAll } from './ingest.ts'
import { testEngine } from './test-engine.ts'

const FORMATS_READ = FORMATS.filter(({ id }) =>
  ['squid-native', 'dnsmasq', 'isc-dhcpd', 'web-clf', 'bind'].includes(id),
)
const SQUID = '1475629201.123    187 192.168.10.21 TCP_MISS/200 520 GET http://a.example/ - HIER_DIRECT/203.0.113.80 -'
const DNSMASQ = 'Oct  5 09:00:01 ns1 dnsmasq[812]: query[A] www.example.co.jp from 192.168.10.21'
const DHCPD = 'Oct  5 08:42:00 fw dhcpd[640]: DHCPACK on 192.168.10.21 to 00:00:5e:00:53:01 (PC-1) via eth0'

test('a file is read alike among few, whose lines are held against one pattern after another, and among many', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-ingest-'))
  const engine = await testEngine()
  const file = (name: string, lines: string[]): Evidence => {
    const [id, text] = [name.padEnd(16, '.'), `${lines.join('\n')}\n`]
    const spool = join(folder, `${id}.log`)
    writeFileSync(spool, text)
    return { id, path: name, sha256: id, bytes: text.length, encoding: 'utf-8', spool, modified: Date.UTC(2026, 9, 6) }
  }
  const asked = [
    file('one', [SQUID, SQUID.replace('.21 ', '.22 ')]),
    file('cut', [SQUID, SQUID.slice(0, 40)]),
    file('several', [DNSMASQ, '', DHCPD, 'no format reads this', DNSMASQ.replace('[A]', '[AAAA]')]),
    file('none', ['no format reads this', 'nor this']),
  ]
  const others = Array.from({ length: 12 }, (_, i) => file(`other${i}`, [SQUID.replace('.21 ', `.${100 + i} `)]))
  const read = async (evidence: Evidence[]) => {
    const ingested = await ingestAll(
      engine,
      evidence,
      FORMATS_READ,
      { timezone: 'Asia/Tokyo', year: 2026 },
      { error: (error) => assert.fail(String(error)) },
    )
    for (const one of evidence) await forget(engine, one.id)
    return ingested.slice(0, asked.length).map(({ row }) => row)
  }
  const few = await read(asked)
  const many = await read([...asked, ...others])
  await engine.close()
  rmSync(folder, { recursive: true })
  assert.deepEqual(few, many)
  assert.deepEqual(
    few.map(({ path, formats, parsed, ignored, unparsed }) => [path, formats, parsed, ignored, unparsed]),
    [
      ['one', ['squid-native'], 2, 0, 0],
      ['cut', ['squid-native'], 1, 0, 1],
      ['several', ['dnsmasq', 'isc-dhcpd'], 3, 1, 1],
      ['none', [], 0, 0, 2],
    ],
  )
})

test('of small files that are taken together each has its own events, lines and rest; one that is gone spoils none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-ingest-'))
  const engine = await testEngine()
  const file = (name: string, lines: string[]): Evidence => {
    const [id, text] = [name.padEnd(16, '.'), lines.map((line) => `${line}\n`).join('')]
    const spool = join(folder, `${id}.log`)
    writeFileSync(spool, text)
    return { id, path: name, sha256: id, bytes: text.length, encoding: 'utf-8', spool, modified: Date.UTC(2026, 9, 6) }
  }
  const squid = (host: number) => SQUID.replace('.21 ', `.${host} `)
  const clf = '192.168.10.5 - - [05/Oct/2026:09:00:01 +0900] "GET / HTTP/1.1" 200 5 "-" "x"'
  const read = async (files: Evidence[]) => {
    const failed: string[] = []
    const on = { error: (_: unknown, one: Evidence) => failed.push(one.path) }
    await ingestAll(engine, files, FORMATS_READ, { timezone: 'Asia/Tokyo', year: 2026 }, on)
    const events = await engine.query<{ of: string }>(
      'SELECT concat(evidence_id, toString(line), source_address) AS of FROM web_event ORDER BY of',
    )
    const told = await engine.query<Record<string, unknown>>(
      'SELECT path, formats, lines, parsed, ignored, unparsed FROM evidence ORDER BY path',
    )
    for (const one of files) await forget(engine, one.id)
    return {
      events: events.map(({ of }) => of.replace(/\.+/, ' ')),
      told: told.map((row) => Object.values(row)),
      failed,
    }
  }
  const same = Array.from({ length: 12 }, (_, i) => file(`same${i + 10}`, [squid(i), squid(i + 100)]))
  const others = [
    file('empty', []),
    file('future', [squid(1), SQUID.replace('1475629201', '9475629201'), squid(2)]),
    file('mixed', [squid(3), DNSMASQ]),
    file('web1', [clf]),
    file('web2', [clf, clf]),
  ]
  const { events, told, failed } = await read([...same, ...others])
  assert.deepEqual(failed, [])
  assert.deepEqual(
    events.filter((one) => !one.startsWith('same')),
    [
      'future 1192.168.10.1',
      'future 3192.168.10.2',
      'mixed 1192.168.10.3',
      'web1 1192.168.10.5',
      'web2 1192.168.10.5',
      'web2 2192.168.10.5',
    ],
  )
  assert.deepEqual(
    events.filter((one) => one.startsWith('same')),
    same.flatMap(({ path }, i) => [`${path} 1192.168.10.${i}`, `${path} 2192.168.10.${i + 100}`]),
  )
  assert.deepEqual(told, [
    ['empty', [], 0, 0, 0, 0],
    ['future', ['squid-native'], 3, 2, 0, 1],
    ['mixed', ['squid-native', 'dnsmasq'], 2, 2, 0, 0],
    ...same.map(({ path }) => [path, ['squid-native'], 2, 2, 0, 0]),
    ['web1', ['web-clf'], 1, 1, 0, 0],
    ['web2', ['web-clf'], 2, 2, 0, 0],
  ])
  const gone = file('gone', [squid(4)])
  rmSync(gone.spool)
  const rest = await read([...same, gone])
  assert.deepEqual([rest.failed, rest.events.length], [['gone'], 24])
  await engine.close()
  rmSync(folder, { recursive: true })
})

test('a line that gives two events is one line of the ledger, which names the second format only where it gave any', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-ingest-'))
  const engine = await testEngine()
  const fields = '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status'
  const request = (path: string) => `2026-10-05 00:00:01 192.168.1.20 GET ${path} - 443 EXAMPLE\\tanaka 203.0.113.9 200`
  const file = (name: string, lines: string[]): Evidence => {
    const [id, text] = [name.padEnd(16, '.'), `${lines.join('\n')}\n`]
    const spool = join(folder, `${id}.log`)
    writeFileSync(spool, text)
    return { id, path: name, sha256: id, bytes: text.length, encoding: 'utf-8', spool, modified: Date.UTC(2026, 9, 6) }
  }
  const ingested = await ingestAll(
    engine,
    [
      file('exchange', [fields, request('/owa/'), request('/a.htm'), 'no event']),
      file('others', [fields, request('/a.htm')]),
      // the line that names the fields cut off, in their usual order
      file(
        'excerpt',
        ['/owa/', '/a.htm'].map((path) => request(path).replace(' 200', ' Mozilla/5.0 - 200 0 0 15')),
      ),
    ],
    FORMATS.filter(({ id }) => ['w3c-iis', 'exchange-iis', 'iis-headerless', 'exchange-iis-headerless'].includes(id)),
    { timezone: 'Asia/Tokyo', year: 2026 },
    { error: (error) => assert.fail(String(error)) },
  )
  await engine.close()
  rmSync(folder, { recursive: true })
  assert.deepEqual(
    ingested.map(({ row }) => [row.formats, row.lines, row.parsed, row.ignored, row.unparsed, row.events]),
    [
      [['w3c-iis', 'exchange-iis'], 4, 2, 1, 1, 3],
      [['w3c-iis'], 2, 1, 1, 0, 1],
      [['iis-headerless', 'exchange-iis-headerless'], 2, 2, 0, 0, 3],
    ],
  )
})

test('files that were joined by the thousand, each with its header, are read; headers of ever another kind end no scan', {
  timeout: 300_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-headers-'))
  const engine = await testEngine()
  let asked = 0
  const counting: Engine = {
    ...engine,
    query: (...question) => {
      asked++
      return engine.query(...question)
    },
  }
  const formats = FORMATS.filter(({ id }) => ['w3c-iis', 'table-web', 'zeek-conn-tsv'].includes(id))
  const read = async (name: string, text: string) => {
    const id = name.padEnd(16, '.')
    const spool = join(folder, `${id}.log`)
    writeFileSync(spool, text)
    const [{ row } = assert.fail('not read')] = await ingestAll(
      counting,
      [{ id, path: name, sha256: id, bytes: text.length, encoding: 'utf-8', spool, modified: Date.UTC(2026, 9, 6) }],
      formats,
      { timezone: 'Asia/Tokyo' },
      { error: (error) => assert.fail(String(error)) },
    )
    return [row.lines, row.parsed, row.ignored, row.unparsed]
  }
  const iis = '#Fields: date time c-ip cs-method cs-uri-stem s-ip sc-status'
  const request = '2026-10-05 00:00:01 192.168.10.21 GET /a 10.0.0.1 200'
  assert.deepEqual(await read('joined', `${iis}\n${request}\n`.repeat(9000)), [18_000, 9000, 9000, 0])
  // by turns: more places than one statement holds
  const turns = `${iis}\n${request}\n${iis} sc-bytes\n${request} 5\n`.repeat(300)
  assert.deepEqual(await read('turns', turns), [1200, 600, 600, 0])
  const conn =
    '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_bytes\tconn_state\n1791158401.25\tC1\t192.168.10.21\t51022\t203.0.113.9\t443\ttcp\t420\tSF\n'
  const other = '#fields\tts\tlevel\tmessage\n1791158401.25\tReporter::INFO\tx\n'
  asked = 0
  assert.deepEqual(await read('others', `${conn}${other}${other}`.repeat(400)), [2400, 400, 2000, 0])
  assert.ok(asked < 40, `${asked} questions for one file`)
  const kinds = Array.from(
    { length: 6000 },
    (_, i) => `日時,クライアントIP,URL,c${i}\n2026/10/05 09:00:01,192.168.10.21,http://www.example.co.jp/,1\n`,
  )
  const [lines, parsed = 0, ignored = 0, unparsed = 0] = await read('kinds', kinds.join(''))
  assert.equal(lines, 12_000)
  assert.equal(parsed + ignored + unparsed, 12_000)
  assert.ok(parsed >= 50, `${parsed} read`)
  await engine.close()
  rmSync(folder, { recursive: true })
})
