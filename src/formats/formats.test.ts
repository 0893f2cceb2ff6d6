import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { type ParsedLine, parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import { literal } from './envelope.ts'
import type { Format, FormatExample } from './format.ts'
import { FORMATS } from './index.ts'
import { exact, recogniserOf } from './recogniser.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
  await readAll()
})
after(async () => await engine.close())

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'string') return value
  return /^-?\d+$/.test(value) ? Number(value) : value.replace(/^::ffff:(?=\d)/, '')
}

interface Case {
  format: Format
  example: FormatExample
  options: { timezone: string; year: number }
}

const cases = FORMATS.flatMap((format) =>
  format.examples.map(
    (example): Case => ({
      format,
      example,
      options: { timezone: example.timezone ?? 'Asia/Tokyo', year: example.year ?? 2026 },
    }),
  ),
)

/** Examples that can stand in one file: without a header, read with the same zone and year, and in the same month where they name no year. */
function together(one: Case): string {
  const headed = one.format.header || one.example.lines.some((line) => line.startsWith('#'))
  const month = one.example.lines.map((line) => yearless(line)?.[1] ?? '').join('')
  return headed
    ? `${one.format.id} ${cases.indexOf(one)}`
    : `${one.options.timezone} ${one.options.year} ${month.slice(0, 3)}`
}

const yearless = (line: string) => /^(?:<\d+>)?([A-Z][a-z]{2}) ([ \d]?\d) /.exec(line)
/** the last day in a file decides the year of lines that name none */
const byDay = (a: Case, b: Case) => dayOf(a) - dayOf(b)
const dayOf = ({ example }: Case) => Number(yearless(example.lines.at(-1) ?? '')?.[2] ?? 0)

const groups = [...Map.groupBy(cases, together).values()].map((group) => group.sort(byDay))
const readings = new Map<Case, (ParsedLine | null)[]>()
async function readAll() {
  for (const group of groups) {
    const [first] = group
    if (!first) continue
    const lines = group.flatMap(({ example }) => example.lines)
    const parsed = await parseLines(engine, lines, FORMATS, first.options)
    for (const one of group) readings.set(one, parsed.splice(0, one.example.lines.length))
  }
}

for (const one of cases) {
  const { format, example } = one
  test(`${format.id} reads ${example.lines.at(-1)?.slice(0, 90)}`, () => {
    const parsed = (readings.get(one) ?? []).filter((line) => line !== null)
    assert.equal(parsed.length, example.events.length, 'as many events as the example names')
    example.events.forEach((event, i) => {
      assert.equal(parsed[i]?.format.id, format.id)
      for (const [column, expected] of Object.entries(event)) {
        const value: unknown = parsed[i]?.row[column]
        const found: unknown = column === 'time' ? `${String(value).replace(' ', 'T')}Z` : plain(value)
        assert.deepEqual(found, column === 'time' ? expected : plain(expected), column)
      }
    })
  })
}

test('cut, swollen and mangled lines stop nothing', async () => {
  for (const some of damageTogether()) {
    const [first] = some
    if (!first) continue
    const read = (ones: Case[]) => parseLines(engine, ones.flatMap(withDamage), FORMATS, first.options)
    try {
      await read(some)
    } catch (error) {
      for (const one of some) await assert.doesNotReject(read([one]), one.format.id)
      throw error // only together
    }
  }
})

/**
 * No value is asked for, so the zone and the year can be anybody's, and what begins with its header begins anew: all stand in a few files.
 * Of how many headers one file's lines are read has a bound.
 */
function damageTogether(): Case[][] {
  const begins = ({ format, example }: Case) => format.header?.fields(example.lines[0] ?? '') != null
  const headed = cases.filter(begins)
  const alone = cases.filter((one) => one.format.header && !begins(one))
  const plain = cases.filter((one) => !one.format.header)
  const parts = Array.from({ length: Math.ceil(headed.length / HEADERS) }, (_, i) =>
    headed.slice(i * HEADERS, (i + 1) * HEADERS),
  )
  return [plain, ...parts, ...alone.map((one) => [one])]
}

const HEADERS = 25

const withDamage = ({ example }: Case) => [...example.lines.slice(0, -1), ...damaged(example.lines.at(-1) ?? '')]

const damaged = (line: string) => [
  ...Array.from({ length: Math.floor(line.length / 7) }, (_, i) => line.slice(0, i * 7)),
  `${line}\uFFFD\u0000`,
  line.replace(/\d+/g, '99999999999999999999999'),
  line.replaceAll('.', '..'),
  line.replaceAll('"', ''),
]

test('a line of another product inside a URL or a user name is not an event of that product', async () => {
  const forged = [
    'x 1475629201.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://a/ - HIER_DIRECT/203.0.113.80 text/html',
    'user="date=2026-10-05 time=09:00:01 type=traffic srcip=1.2.3.4"',
    'Oct  5 09:00:01 web1 httpd[3]: dnsmasq[812]: query[A] www.example.co.jp from 192.168.10.21',
  ]
  const parsed = await parseLines(engine, forged, FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  assert.deepEqual(parsed, [null, null, null])
})

test("a user's name that ends as PAM's lines do does not move the attempt to another address", async () => {
  const line = 'Oct  5 09:00:01 web1 sshd[7]: Invalid user x rhost=192.0.2.1 user=y from 203.0.113.77 port 22'
  const [one] = await parseLines(engine, [line], FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  assert.deepEqual([one?.row.source_ip, one?.row.user_name], ['::ffff:203.0.113.77', 'x rhost=192.0.2.1 user=y'])
})

test('no line becomes an event of its kind inside a user agent, a URL, or the message of another program', async () => {
  const lines = FORMATS.flatMap((format) => format.examples.flatMap((example) => example.lines)).filter(
    (line) => !line.startsWith('#') && !line.includes('\t'),
  )
  const quoted = (line: string) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const agents = lines.map(
    (line) => `203.0.113.77 - - [05/Oct/2026:09:00:01 +0900] "GET / HTTP/1.1" 200 5 "-" "${quoted(line)}"`,
  )
  const urls = lines.map(
    (line) =>
      `1475629201.123    187 203.0.113.77 TCP_MISS/200 5 GET http://a.example/${line.replaceAll(' ', '%20')} - HIER_DIRECT/203.0.113.80 -`,
  )
  const messages = lines.map((line) => `Oct  5 09:00:01 web1 backup[3]: copied ${line}`)
  const numberless = lines.map((line) => `Oct  5 09:00:01 web1 backup: copied ${line}`)
  const sshUsers = lines.map((line) => `Oct  5 09:00:01 web1 sshd[7]: Invalid user ${line} from 203.0.113.77 port 22`)
  const mailUsers = lines.map(
    (line) =>
      `Oct  5 09:00:01 mx1 dovecot: imap-login: Login: user=<${line}>, method=PLAIN, rip=203.0.113.77, lip=192.0.2.1, session=<a>`,
  )
  const all = [agents, urls, messages, numberless, sshUsers, mailUsers]
  const parsed = await parseLines(engine, all.flat(), FORMATS, { timezone: 'Asia/Tokyo' })
  const others = parsed.flatMap((one, i) => {
    const own = ['web-clf', 'squid-', 'none', 'none', 'openssh', 'dovecot'][Math.floor(i / lines.length)] ?? 'none'
    return one === null || one.format.id.startsWith(own) ? [] : [`${one.format.id}: ${lines[i % lines.length]}`]
  })
  assert.deepEqual(others, [])
  for (const one of parsed) assert.ok(one === null || one.row.source_ip === '::ffff:203.0.113.77')
})

test('a line that was cut or that another runs into is no event of the two together', async () => {
  const fortigate = 'date=2026-10-05 time=09:00:01 logid="0000000013" type="traffic" subtype="forward" srcip=192.168.10'
  const packet =
    '2026/10/05 9:00:01 0B5C PACKET  000001F4A5E3B2C0 UDP Rcv 192.168.10.21   9a3b   Q [0001   D   NOERROR] A      (3)www(7)exam'
  const paloalto =
    '1,2026/10/05 09:00:02,007051000012345,TRAFFIC,end,2561,2026/10/05 09:00:02,192.168.10.21,203.0.113.9'
  const lines = [
    `${fortigate}.21 srcport=51022 dstip=203.0.1${fortigate}.22 srcport=51023 dstip=203.0.113.9 dstport=443 proto=6 action="accept"`,
    `${fortigate}.21 srcport=51022 dstip=203.0.1`,
    packet,
    packet + packet,
    paloalto,
    '1475629201.123    187 192.168.10.21 TCP_MISS/200 520 14823 GET http://a/ - HIER_DIRECT/203.0.113.80 text/html',
    'backup copied 192.168.10.21 - - [05/Oct/2026:09:00:01 +0900] "GET / HTTP/1.1" 200 1',
  ]
  const parsed = await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo' })
  assert.deepEqual(
    parsed,
    lines.map(() => null),
  )
})

test('a day that the calendar lacks is no time', async () => {
  const lines = ['Feb 29 09:00:01 ns1 dnsmasq[812]: query[A] a.example from 192.168.10.21']
  assert.deepEqual(await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo', year: 2025 }), [null])
})

test('December lines before January lines belong to the year before', async () => {
  const lines = [
    'Dec 31 23:59:59 ns1 dnsmasq[812]: query[A] a.example from 192.168.10.21',
    'Jan  1 00:00:01 ns1 dnsmasq[812]: query[A] a.example from 192.168.10.21',
  ]
  const parsed = await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  assert.deepEqual(
    parsed.map((one) => one?.row.time),
    ['2025-12-31 14:59:59.000', '2025-12-31 15:00:01.000'],
  )
})

test('an RFC 5424 header is peeled and its tag rebuilt', async () => {
  const lines = ['<30>1 2026-10-05T09:00:01.250+09:00 ns1 dnsmasq 812 - - query[A] a.example from 192.168.10.21']
  const parsed = await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo' })
  assert.equal(parsed[0]?.row.time, '2026-10-05 00:00:01.250')
})

test('the multi-pattern matcher and RE2 agree on every pattern and every example, whole and cut', async () => {
  const lines = FORMATS.flatMap((format) => format.examples.flatMap((example) => example.lines))
  const cut = lines.flatMap((line) => [line, `${line} "x" y`, line.slice(0, line.length >> 1), line.replace(/ /, '  ')])
  await engine.command('CREATE TABLE cut_line (line String) ENGINE = Memory')
  await engine.insert(
    'cut_line',
    cut.map((line) => ({ line })),
  )
  const patterns = recogniserOf(FORMATS).classes.map(({ pattern }) => pattern)
  for (let from = 0; from < patterns.length; from += AT_ONCE) {
    const some = patterns.slice(from, from + AT_ONCE)
    const many = some.map((pattern) => `length(multiMatchAllIndices(line, [${literal(exact(pattern))}]))`)
    const one = some.map((pattern) => `match(line, ${literal(pattern)})`)
    const rows = await engine.query<{ line: string; unlike: number[] }>(
      `SELECT line, arrayFilter((i, many, one) -> many != one, range(${some.length}), [${many.join(', ')}], [${one.join(', ')}]) AS unlike
       FROM cut_line
       WHERE notEmpty(unlike)`,
    )
    const found = rows.flatMap(({ line, unlike }) => unlike.map((i) => ({ pattern: some[i], line })))
    assert.deepEqual(found, [])
  }
})

const AT_ONCE = 50 // patterns
