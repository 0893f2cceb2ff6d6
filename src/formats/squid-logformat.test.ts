import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import { LogformatError, squidLogformat } from './squid-logformat.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

const read = async (definition: string, line: string) =>
  (await parseLines(engine, [line], [squidLogformat(definition)], { timezone: 'Asia/Tokyo' }))[0]?.row

test('local time in brackets, quoted headers, sizes both ways', async () => {
  const row = await read(
    '%>a %[ui %un [%tl] "%rm %ru HTTP/%rv" %>Hs %<st %>st "%{Referer}>h" "%{User-Agent}>h" %Ss:%Sh',
    '192.168.10.21 - tanaka [05/Oct/2026:09:00:01 +0900] "POST http://www.example.co.jp:8080/up HTTP/1.1" 200 512 90210 "-" "curl/8.1" TCP_MISS:HIER_DIRECT',
  )
  assert.equal(row?.time, '2026-10-05 00:00:01.000')
  assert.equal(row?.url_domain, 'www.example.co.jp')
  assert.equal(Number(row?.http_request_bytes), 90210)
  assert.equal(row?.user_agent_original, 'curl/8.1')
  assert.equal(row?.event_action, 'TCP_MISS')
})

test('a width fills with blanks; a code that is not known is read over', async () => {
  const row = await read(
    '%ts.%03tu %9tr %>a %>eui %rm %ru',
    '1791158401.007       12 10.0.0.5 00:1b:44:11:3a:b7 GET http://a.example/',
  )
  assert.equal(row?.time, '2026-10-05 00:00:01.007')
  assert.equal(row?.source_address, '10.0.0.5')
})

test('a time in a form of its own, and fields parted by a mark', async () => {
  const row = await read(
    '%{%Y-%m-%d %H:%M:%S}tl|%>a|%un|%rm|%ru|%>Hs|%<st|%>st|%<a',
    '2026-10-05 09:00:01|10.0.0.5|tanaka|GET|http://a.example/|200|512|90|203.0.113.4',
  )
  assert.equal(row?.time, '2026-10-05 00:00:01.000')
  assert.equal(row?.http_request_bytes, 90)
})

for (const [form, text, utc] of [
  ['%d/%m/%Y %H:%M:%S', '05/10/2026 09:00:01', '2026-10-05 00:00:01.000'],
  ['%d.%m.%y %T', '05.10.26 09:00:01', '2026-10-05 00:00:01.000'],
  ['%Y-%m-%dT%H:%M:%S%z', '2026-10-05T09:00:01+0200', '2026-10-05 07:00:01.000'],
  ['%a %b %e %H:%M:%S %Y', 'Mon Oct  5 09:00:01 2026', '2026-10-05 00:00:01.000'],
] as const)
  test(`a time written ${form} is read in the zone of the logs`, async () => {
    const row = await read(`%{${form}}tl|%>a|%ru|%<st|"%{User-Agent}>h"`, `${text}|10.0.0.5|http://a.example/|512|"x"`)
    assert.equal(row?.time, utc)
  })

test('a day that the calendar lacks, or the month where the day belongs, is no time', async () => {
  assert.equal(await read('%{%d/%m/%Y %H:%M}tl|%>a|%ru', '10/15/2026 09:00|10.0.0.5|http://a.example/'), undefined)
  assert.equal(await read('%{%d/%m/%Y %H:%M}tl|%>a|%ru', '30/02/2026 09:00|10.0.0.5|http://a.example/'), undefined)
})

test('longer codes are read whole, and what a client that is not there leaves', async () => {
  const row = await read(
    '%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %err_code/%err_detail "%{User-Agent}>h" %ssl::bump_mode %<pt',
    '1791158401.007    187 - TCP_MISS/200 14823 GET http://a.example/ - HIER_DIRECT/203.0.113.80 text/html ERR_NONE/- "curl/8" peek 12',
  )
  assert.equal(row, undefined)
  const named = await read(
    '%ts.%03tu %6tr %>A:%>p %Ss/%03>Hs %<st %rm %ru %err_code/%err_detail "%{User-Agent}>h" %ssl::bump_mode %<pt',
    '1791158401.007    187 pc1.example.local:50123 TCP_MISS/200 14823 GET http://a.example/ ERR_NONE/- "curl/8" peek 12',
  )
  assert.equal(named?.source_address, 'pc1.example.local')
  assert.equal(named?.source_port, 50123)
  assert.equal(named?.user_agent_original, 'curl/8')
})

for (const definition of ['%{%d.%m.%y}tl %>a %ru', '%{%j %H:%M}tl %>a %ru', '%>a %rm %ru', '%ts %rm %ru', '%ts %>a']) {
  test(`${definition} lacks something that no report can do without`, () => {
    assert.throws(() => squidLogformat(definition), LogformatError)
  })
}
