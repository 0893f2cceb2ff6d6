import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Evidence } from '../evidence/evidence.ts'
import { FORMATS } from '../formats/index.ts'
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
