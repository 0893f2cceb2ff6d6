import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import { FORMATS } from './index.ts'
import { logformatsOf } from './squid-conf.ts'

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
  const formats = logformatsOf([CONF, CONF])
  assert.deepEqual(
    formats.map(({ id }) => id),
    ['squid-conf-1'],
  )
  const line = '12/01/2026 07:54:27|10.0.0.47|lbonnet|CONNECT|www.example.fr:443|200|2500|400|"Mozilla/5.0"'
  const [known] = await parseLines(engine, [line], [...FORMATS, ...formats], { timezone: 'Europe/Paris' })
  assert.equal(known?.row?.time, '2026-01-12 06:54:27.000')
  assert.equal(known?.row?.url_domain, 'www.example.fr')
  const [unknown] = await parseLines(engine, [line], FORMATS, { timezone: 'Europe/Paris' })
  assert.equal(unknown?.row, undefined)
})

test('a definition that would take the lines of other products comes after their formats', async () => {
  const greedy = logformatsOf(['logformat all %ts.%03tu %tr %>a %Ss/%>Hs %<st %rm %ru %un %Sh/%<a %mt'])
  const line =
    '1791158401.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://a.example/ - HIER_DIRECT/203.0.113.80 text/html'
  const [parsed] = await parseLines(engine, [line], [...FORMATS, ...greedy], { timezone: 'Asia/Tokyo' })
  assert.equal(parsed?.format.id, 'squid-native')
})

test('no configuration, an endless definition, a prose text: no format', () => {
  assert.deepEqual(logformatsOf([]), [])
  assert.deepEqual(logformatsOf([`logformat x ${'%ts %>a %ru '.repeat(200)}`]), [])
  assert.deepEqual(logformatsOf(['a note about the logformat of ours: %ts %>a %ru']), [])
})
