import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import { FORMATS } from './index.ts'
import { headerCells } from './separated.ts'

const engine = await testEngine()
after(() => engine.close())

const parsed = async (...lines: string[]) =>
  (await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo' })).map((one) => one?.row ?? {})

const NAMES = ['日時', 'クライアントIP', 'URL', 'ユーザーエージェント', '受信バイト数']
const table = (mark: string, ...agents: string[]) => [
  NAMES.join(mark),
  ...agents.map((agent, i) =>
    ['2026/10/05 09:00:01', '192.168.10.21', `http://www${i}.example.co.jp/`, agent, '5120'].join(mark),
  ),
]

test('a separator inside quotes, another separator, and a quote in the middle of a cell move no column', async () => {
  for (const mark of [',', '\t', ';']) {
    const agents = [
      'Mozilla',
      `"a${mark}b"`,
      '"a\tb,c;d"',
      '5" x',
      '"say ""hi"", he said"',
      ...(mark === '\t' ? [] : ['a\tb\tc\td\te']),
    ]
    const [, ...rows] = await parsed(...table(mark, ...agents))
    for (const [i, row] of rows.entries()) {
      assert.equal(row.url_original, `http://www${i}.example.co.jp/`, `${JSON.stringify(mark)} ${agents[i]}`)
      assert.equal(Number(row.http_response_bytes), 5120, `${JSON.stringify(mark)} ${agents[i]}`)
    }
    assert.equal(rows[4]?.user_agent_original, 'say "hi", he said')
  }
})

test('names that repeat, are empty, or are those of JavaScript’s own objects are names; the first of two counts', async () => {
  const [, row] = await parsed(
    '日時,クライアントIP,__proto__,constructor,,URL,URL,toString',
    '2026/10/05 09:00:01,192.168.10.21,a,b,c,http://first.example.co.jp/,http://second.example.co.jp/,d',
  )
  assert.equal(row?.url_original, 'http://first.example.co.jp/')
})

test('a tab in what a client says of itself moves no column of a W3C log, whose lines may be parted by tabs, too', async () => {
  const header = '#Fields: date time c-ip cs-method cs-uri-scheme cs-host cs-uri-path sc-bytes cs(User-Agent) s-action'
  const line = (agent: string, mark = ' ') =>
    [
      '2026-10-05',
      '00:00:01',
      '192.168.10.21',
      'GET',
      'http',
      'www.example.co.jp',
      '/',
      '5120',
      agent,
      'TCP_MISS',
    ].join(mark)
  const [, quoted, plain, tabbed] = await parsed(header, line('"a\tb\tc"'), line('"a b"'), line('a b', '\t'))
  for (const row of [quoted, plain, tabbed]) assert.equal(Number(row?.http_response_bytes), 5120)
})

test('the first line is parted by the separator that stands outside quotes', () => {
  assert.deepEqual(headerCells('"Bytes, sent";"a ""b"""; Zeit'), ['Bytes, sent', 'a ""b""', 'Zeit'])
  assert.deepEqual(headerCells('a\tb, c\t'), ['a', 'b, c', ''])
})
