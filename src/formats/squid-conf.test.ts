import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import { FORMATS } from './index.ts'
import { withLogformats } from './squid-conf.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

const CONF = `http_port 10.0.0.1:3128
acl localnet src 10.0.0.0/8
logformat bureau %{%d/%m/%Y %H:%M:%S}tl|%>a|%un|%rm|%ru|%>Hs|%<st|%>st|"%{User-Agent}>h"
  logformat short %ts %Ss
access_log /var/log/squid/access.log bureau
`

test('a squid.conf handed in tells how its log is read; a definition that names no client is passed over', async () => {
  const all = withLogformats(FORMATS, [CONF, CONF])
  const formats = all.filter(({ id }) => id.startsWith('squid-conf'))
  assert.deepEqual(
    formats.map(({ id }) => id),
    ['squid-conf-1'],
  )
  const line = '12/01/2026 07:54:27|10.0.0.47|lbonnet|CONNECT|www.example.fr:443|200|2500|400|"Mozilla/5.0"'
  const [known] = await parseLines(engine, [line], all, { timezone: 'Europe/Paris' })
  assert.equal(known?.row?.time, '2026-01-12 06:54:27.000')
  assert.equal(known?.row?.url_domain, 'www.example.fr')
  const settings = new RegExp(`^(?:${formats[0]?.ignore?.[0]?.pattern})`)
  for (const setting of [...CONF.trim().split('\n'), '#  TAG: auth_param', '#acl x src 10.0.0.0/8', '#'])
    assert.match(setting, settings)
  for (const other of ['#fields\tts\tuid', '#Software: SGOS', line, 'access denied to a user'])
    assert.doesNotMatch(other, settings)
  const [unknown] = await parseLines(engine, [line], FORMATS, { timezone: 'Europe/Paris' })
  assert.equal(unknown?.row, undefined)
})

test('a note that quotes the definition tells it as well; a comment does not', async () => {
  const definition = '%{%Y-%m-%d %H:%M:%S}tl.%03tu %6tr %>a:%>p %[un %Ss/%03>Hs %>st/%<st %rm %ru %Sh/%<a %mt'
  const note = `# Proxy\n- access.log: Squid 6, own form \`logformat clinica ${definition}\` (local time)\n`
  const all = withLogformats(FORMATS, [note, '#logformat other %>a|%ts|%ru'])
  assert.equal(all.length, FORMATS.length + 1)
  const line =
    '2026-10-05 00:15:56.468   3000 192.168.1.20:50471 - TCP_MISS/200 1486/486 POST http://sms.example.net/api HIER_DIRECT/203.0.113.9 text/plain'
  const [known] = await parseLines(engine, [line], all, { timezone: 'Europe/Madrid' })
  assert.deepEqual([known?.format.id, known?.row?.url_domain], ['squid-conf-1', 'sms.example.net'])
})

test('a definition that would take the lines of other products comes after their formats', async () => {
  const greedy = withLogformats(FORMATS, ['logformat all %ts.%03tu %tr %>a %Ss/%>Hs %<st %rm %ru %un %Sh/%<a %mt'])
  const line =
    '1791158401.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://a.example/ - HIER_DIRECT/203.0.113.80 text/html'
  const [parsed] = await parseLines(engine, [line], greedy, { timezone: 'Asia/Tokyo' })
  assert.equal(parsed?.format.id, 'squid-native')
})

test('a definition with the result code comes before what reads any access log, and tells sent from received', async () => {
  const all = withLogformats(FORMATS, [
    'logformat works %>a %[ui %[un [%tl] "%rm %ru HTTP/%rv" %>Hs %>st %<st %tr "%{Referer}>h" "%{User-Agent}>h" %Ss:%Sh/%<a',
  ])
  const line =
    '192.168.13.30 - y.kato [24/Nov/2025:00:01:06 +0900] "POST http://203.0.113.9/a HTTP/1.1" 200 320 1269 146 "-" "Agent/3.1" TCP_MISS:HIER_DIRECT/203.0.113.9'
  const [known] = await parseLines(engine, [line], all, { timezone: 'Asia/Tokyo' })
  assert.deepEqual(
    [
      known?.format.id,
      known?.row?.user_name,
      Number(known?.row?.http_request_bytes),
      Number(known?.row?.http_response_bytes),
    ],
    ['squid-conf-1', 'y.kato', 320, 1269],
  )
  const [unknown] = await parseLines(engine, [line], FORMATS, { timezone: 'Asia/Tokyo' })
  assert.equal(unknown?.format.id, 'squid-clf')
})

test('no configuration, an endless definition, a prose text: no format', () => {
  const added = (text: string[]) => withLogformats(FORMATS, text).filter((one) => !FORMATS.includes(one))
  assert.deepEqual(added([]), [])
  assert.deepEqual(added([`logformat x ${'%ts %>a %ru '.repeat(200)}`]), [])
  assert.deepEqual(added(['a note about the logformat of ours: %ts %>a %ru']), [])
})
