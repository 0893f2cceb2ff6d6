import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assemblerOf } from './records.ts'

const assembled = (text: string, chunk = 7): string[] | null => {
  const assembler = assemblerOf(Buffer.from(text), 'utf-8')
  if (!assembler) return null
  let out = ''
  for (let i = 0; i < text.length; i += chunk) out += assembler.push(text.slice(i, i + chunk))
  out += assembler.end()
  return out.split('\n').slice(0, -1)
}
const SSHD = 'Oct  5 09:00:01 web1 sshd[812]: Failed password for root from 203.0.113.9 port 51022 ssh2'
const QUERY = 'query[A] www.example.co.jp from 192.168.10.21'
const written = (answer: unknown) => [JSON.stringify(answer), JSON.stringify(answer, null, 2)]

test('Loki’s answer gives its lines, with a header of the stream’s labels where they have none', () => {
  const result = [
    {
      stream: { hostname: 'ns1', app_name: 'dnsmasq' },
      values: [
        ['1791158401250000000', QUERY],
        ['1791158402250000000', QUERY, { pod: 'x' }],
      ],
    },
    { stream: { job: 'syslog' }, values: [['1791158403250000000', SSHD]] },
  ]
  const answer = { status: 'success', data: { resultType: 'streams', result, stats: { summary: { execTime: 1 } } } }
  for (const text of written(answer)) {
    assert.deepEqual(assembled(text), [
      `2026-10-05T00:00:01.250Z ns1 dnsmasq: ${QUERY}`,
      `2026-10-05T00:00:02.250Z ns1 dnsmasq: ${QUERY}`,
      SSHD,
    ])
  }
  assert.deepEqual(assembled(`2026-10-05T09:00:01+09:00 {app_name="dnsmasq", hostname="ns1"} ${QUERY}\n`), [
    `2026-10-05T09:00:01+09:00 ns1 dnsmasq: ${QUERY}`,
  ])
  assert.deepEqual(assembled(`2026-10-05T09:00:01Z {}              ${SSHD}\n`), [SSHD])
})

test('a stream longer than any record comes out line by line', () => {
  const values = Array.from({ length: 50_000 }, () => ['1791158403250000000', SSHD])
  const answer = { status: 'success', data: { resultType: 'streams', result: [{ stream: {}, values }] } }
  const lines = assembled(JSON.stringify(answer), 1 << 16) ?? []
  assert.equal(lines.length, 50_000)
  assert.ok(lines.every((line) => line === SSHD))
})

test('an answer whose first record is longer than what it is told by comes out line by line, too', () => {
  const long = `${SSHD} ${'x'.repeat(20_000)}`
  const message = { gl2_source_input: '5c', source: 'web1', timestamp: '2026-10-05T00:00:01.250Z' }
  const result = [{ stream: {}, values: [long, SSHD].map((line) => ['1791158401250000000', line]) }]
  const collected = { '@timestamp': '2026-10-05T00:00:09Z', '@version': '1' }
  for (const answer of [
    { status: 'success', data: { resultType: 'streams', result } },
    { took: 3, hits: { hits: [long, SSHD].map((line) => ({ _source: { ...collected, message: line } })) } },
    { messages: [long, SSHD].map((line) => ({ highlight_ranges: {}, message: { ...message, message: line } })) },
  ])
    assert.deepEqual(assembled(JSON.stringify(answer), 4_000), [long, SSHD])
})

test('hits of Elasticsearch and OpenSearch, their counts and sums left out', () => {
  const document = { '@timestamp': '2026-10-05T00:00:01Z', source: { ip: '192.168.10.21' }, tags: [{ a: 1 }] }
  const hits = {
    total: { value: 2, relation: 'eq' },
    hits: [
      { _index: 'f', _source: { '@timestamp': '2026-10-05T00:00:09Z', '@version': '1', message: SSHD }, sort: [1] },
      { _index: 'p', _source: document },
    ],
  }
  const aggregations = { a: { buckets: [{ key: 1 }] } }
  for (const text of written({ took: 3, timed_out: false, _shards: { total: 1 }, hits, aggregations })) {
    assert.deepEqual(assembled(text), [SSHD, JSON.stringify(document)])
  }
})

test('results of Splunk, as objects and as rows', () => {
  const about = { preview: false, init_offset: 0, messages: [] }
  for (const text of written({ ...about, fields: [{ name: '_raw' }], results: [{ _raw: SSHD, host: 'web1' }] })) {
    assert.deepEqual(assembled(text), [SSHD])
  }
  for (const text of written({ ...about, fields: ['_time', '_raw'], rows: [['2026-10-05T09:00:01+09:00', SSHD]] })) {
    assert.deepEqual(assembled(text), [SSHD])
  }
})

test('messages of Graylog, whose source is the machine', () => {
  const message = {
    gl2_source_input: '5c',
    source: 'web1',
    message: `web1 ${SSHD.slice(21)}`,
    timestamp: '2026-10-05T00:00:01.250Z',
  }
  for (const text of written({ query: '*', messages: [{ highlight_ranges: {}, message }], total_results: 1 })) {
    assert.deepEqual(assembled(text), [`2026-10-05T00:00:01.250Z web1 ${SSHD.slice(21)}`])
  }
})

test('tables of Log Analytics and Defender become tables', () => {
  const names = ['TimeGenerated', 'UserPrincipalName', 'IPAddress', 'Status']
  const cells = ['2026-10-05T00:00:01.25Z', 'tanaka@example.co.jp', '203.0.113.9', { text: 'a "b",\nc' }]
  const table = [
    '"TimeGenerated","UserPrincipalName","IPAddress","Status"',
    '"2026-10-05T00:00:01.25Z","tanaka@example.co.jp","203.0.113.9","{""text"":""a \\""b\\"",\\nc""}"',
  ]
  const columns = names.map((name) => ({ name, type: 'string' }))
  for (const text of written({ tables: [{ name: 'PrimaryResult', columns, rows: [cells] }] })) {
    assert.deepEqual(assembled(text), table)
  }
  const Schema = names.map((Name) => ({ Name, Type: 'String' }))
  const Results = [Object.fromEntries(names.map((name, i) => [name, cells[i]]))]
  for (const text of written({ Stats: { ExecutionTime: 1 }, Schema, Results })) assert.deepEqual(assembled(text), table)
  const syslog = { columns: [{ name: 'TimeGenerated' }, { name: 'SyslogMessage' }], rows: [['x', SSHD]] }
  assert.deepEqual(assembled(JSON.stringify({ tables: [{ name: 'PrimaryResult', ...syslog }] })), [SSHD])
})

test('rows of a Log Analytics table saved as objects become a table, whose columns may change', () => {
  const first = { TableName: 'PrimaryResult', TimeGenerated: '2026-10-05T00:00:01Z', IPAddress: '203.0.113.9' }
  const second = { ...first, ResultType: 0 }
  const table = [
    '"TableName","TimeGenerated","IPAddress"',
    '"PrimaryResult","2026-10-05T00:00:01Z","203.0.113.9"',
    '"TableName","TimeGenerated","IPAddress","ResultType"',
    '"PrimaryResult","2026-10-05T00:00:01Z","203.0.113.9","0"',
  ]
  for (const text of written([first, second])) assert.deepEqual(assembled(text), table)
  assert.deepEqual(assembled(`${JSON.stringify(first)}\n${JSON.stringify(second)}\n`), table)
  // Cortex Data Lake names its time so, too
  assert.equal(assembled('{"LogType":"TRAFFIC","TimeGenerated":"2026-10-05T00:00:01.000000Z"}\n'), null)
})

test('what only looks like an answer stays as it is', () => {
  assert.equal(assembled('{"status":"success","data":{"user":"tanaka"},"ip":"203.0.113.9"}\n'), null)
  assert.equal(assembled('{"hits":{"count":3},"time":"2026-10-05T00:00:01Z"}\n'), null)
  assert.equal(assembled('{"preview":true,"url":"http://a.example/","time":"x"}\n{"preview":false}\n'), null)
})

test('answers made to fill the memory or to stall do neither', () => {
  const head = '{"took":3,"timed_out":false,"hits":{"hits":['
  const started = performance.now()
  assert.ok((assembled(`${head}${'['.repeat(9_000_000)}`, 1 << 16) ?? []).length === 3)
  assert.ok((assembled(`${head}{"a":"${'x'.repeat(9_000_000)}"},{"b":1}]}}`, 1 << 20) ?? []).at(-1) === '{"b":1}')
  assert.ok((assembled(`${head}{"a":1}${']'.repeat(1_000_000)}${'}'.repeat(1_000_000)}`, 1 << 16) ?? []).length === 1)
  assert.ok(performance.now() - started < 20_000)
})

test('what was cut off, holds no record or is no JSON stays as it is', () => {
  const stream = { stream: {}, values: [['1791158403250000000', SSHD]] }
  const loki = JSON.stringify({ status: 'success', data: { resultType: 'streams', result: [stream, stream] } })
  assert.deepEqual(assembled(loki.slice(0, loki.lastIndexOf(' port'))), [
    SSHD,
    `["1791158403250000000","${SSHD.slice(0, SSHD.lastIndexOf(' port'))}`,
  ])
  const splunk = `{"preview":false,"fields":["_time","_raw"],"rows":[["x","${SSHD}"],["x","${SSHD.slice(0, 20)}`
  assert.deepEqual(assembled(splunk), [SSHD, `["x","${SSHD.slice(0, 20)}`])
  assert.deepEqual(assembled('{"preview":false,"rows":[["a", 1]]}'), ['["a", 1]'])
  const records = ['{"took":5,"hits":{"n":1},"msg":"a"}', '{"took":6,"hits":{"n":2},"msg":"b"}']
  assert.deepEqual(assembled(`${records.join('\n')}\n`), records)
  const hits = '{"took":1,"timed_out":false,"hits":{"hits":[{"a":1}]}}'
  assert.deepEqual(assembled(`${hits}\n${SSHD}\n${SSHD}\n${hits}`), ['{"a":1}', SSHD, SSHD, '{"a":1}'])
})

test('an answer without a record is no line', () => {
  for (const text of [
    '{"took":1,"timed_out":false,"hits":{"total":{"value":0},"hits":[ ]},"aggregations":{"a":{"buckets":[{"k":1}]}}}',
    '{"status":"success","data":{"resultType":"streams","result":[],"stats":{"summary":{}}}}',
    '{"preview":false,"init_offset":0,"fields":[],"results":[]}',
  ])
    assert.deepEqual(assembled(text), [])
})

test('a value longer than any record is cut, and no piece of it begins as a line does', () => {
  const head = '{"took":3,"timed_out":false,"hits":{"hits":[{"a":"'
  const lines = assembled(`${head}${`x ${SSHD} `.repeat(60_000)}"},{"b":1}]}}`, SSHD.length + 3) ?? []
  assert.ok(lines.length === 3 && lines[1]?.startsWith('… '))
  assert.equal(lines[2], '{"b":1}')
})
