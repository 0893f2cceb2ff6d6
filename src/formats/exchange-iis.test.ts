import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import { FORMATS } from './index.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

const FIELDS =
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status'
const line = (clock: string, request: string, user: string, answer = '200 0 0', more: Record<string, string> = {}) =>
  `2026-10-05 ${clock} 192.168.1.20 ${request} ${more.port ?? 443} ${user} ${more.from ?? '203.0.113.9'} ${more.agent ?? 'Mozilla/5.0'} ${answer}`
const OWA = 'GET /owa/ -'
const EWS = 'POST /EWS/Exchange.asmx &CorrelationID=<empty>;'

async function signIns(...lines: string[]) {
  const parsed = await parseLines(engine, [FIELDS, ...lines], FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  assert.equal(parsed.filter((one) => one !== null).length, lines.length, 'every line is some event')
  return parsed.flatMap((one) =>
    one?.format.id === 'exchange-iis'
      ? [[String(one.row.time).slice(11, 19), one.row.user_name, one.row.network_protocol, one.row.event_outcome]]
      : [],
  )
}

test('of the requests of one client one in a quarter of an hour is a sign-in; another service, client or account is another', async () => {
  assert.deepEqual(
    await signIns(
      line('00:00:01', OWA, 'EXAMPLE\\tanaka'),
      line('00:00:01', 'POST /owa/service.svc action=FindItem', 'EXAMPLE\\tanaka'),
      line('00:10:00', 'POST /owa/service.svc action=GetItem', 'EXAMPLE\\Tanaka'),
      line('00:10:01', EWS, 'EXAMPLE\\tanaka'),
      line('00:10:02', OWA, 'EXAMPLE\\sato'),
      line('00:10:03', OWA, 'EXAMPLE\\sato', '200 0 0', { from: '203.0.113.10' }),
      line('00:15:00', OWA, 'EXAMPLE\\tanaka'),
    ),
    [
      ['00:00:01', 'tanaka', 'owa', 'success'],
      ['00:10:01', 'tanaka', 'ews', 'success'],
      ['00:10:02', 'sato', 'owa', 'success'],
      ['00:10:03', 'sato', 'owa', 'success'],
      ['00:15:00', 'tanaka', 'owa', 'success'],
    ],
  )
})

test('a refused password is a failure each time, and names whom the form was filled in for; the steps of a negotiation are none', async () => {
  assert.deepEqual(
    await signIns(
      line('00:00:01', 'POST /owa/auth.owa &encoding=;', 'EXAMPLE\\tanaka', '302 0 0'),
      line('00:00:02', 'GET /owa/auth/logon.aspx replaceCurrent=1&reason=2', '-'),
      line('00:00:03', 'POST /owa/auth.owa &encoding=;', 'EXAMPLE\\sato', '302 0 0'),
      line('00:00:04', 'GET /owa/auth/logon.aspx replaceCurrent=1&reason=2', '-'),
      line('00:00:05', EWS, '-', '401 1 2148074254'),
      line('00:00:06', EWS, 'EXAMPLE\\tanaka', '401 1 2148074254'),
      line('00:00:07', EWS, '-', '401 0 0'),
      line('00:00:08', EWS, 'EXAMPLE\\tanaka', '401 1 1326'),
      line('00:00:09', EWS, 'EXAMPLE\\tanaka', '401 1 1326'),
      line('00:00:10', EWS, '-', '401 1 2148074252'),
      line('00:00:11', 'GET /owa/auth/logon.aspx replaceCurrent=1&reason=0', '-'),
    ),
    [
      ['00:00:02', 'tanaka', 'owa', 'failure'],
      ['00:00:04', 'sato', 'owa', 'failure'],
      ['00:00:08', 'tanaka', 'ews', 'failure'],
      ['00:00:09', 'tanaka', 'ews', 'failure'],
      ['00:00:10', '', 'ews', 'failure'],
    ],
  )
})

test("the server's own probes, its front end's requests to its back end, and pages that nobody signs in to are no sign-ins", async () => {
  const probe = { agent: 'AMProbe/Local/ClientAccess', from: '::1' }
  assert.deepEqual(
    await signIns(
      line('00:00:01', EWS, 'HealthMailbox0659e34@example.co.jp', '200 0 0', probe),
      line('00:00:02', EWS, 'HealthMailbox0659e34@example.co.jp', '200 0 0', { from: '192.168.1.21' }),
      line('00:00:03', EWS, 'EXAMPLE\\tanaka', '200 0 0', { from: '192.168.1.20' }),
      line('00:00:04', EWS, 'EXAMPLE\\tanaka', '200 0 0', { from: '192.168.1.21', port: '444' }),
      line('00:00:05', EWS, 'EXAMPLE\\MAIL02$', '200 0 0', { from: '192.168.1.21' }),
      line('00:00:06', 'GET /owa/healthcheck.htm -', '-', '200 0 0', { from: '192.168.1.5' }),
      line('00:00:07', 'GET /owa/auth/logon.aspx -', '-'),
      line('00:00:08', 'POST /owa/service.svc action=FindItem', 'EXAMPLE\\tanaka', '440 0 0'),
      line('00:00:09', 'GET /kinmu/owa/default.aspx -', 'EXAMPLE\\tanaka'),
    ),
    [],
  )
})

test('a rule is told beside the sign-in, and not where the server refused it', async () => {
  const parsed = await parseLines(
    engine,
    [
      FIELDS,
      line('00:00:01', 'POST /owa/service.svc action=NewInboxRule&ID=-3', 'EXAMPLE\\tanaka'),
      line('00:00:02', 'POST /owa/service.svc action=GetInboxRule&ID=-3', 'EXAMPLE\\tanaka'),
      line('00:00:03', 'POST /ecp/DDI/DDIService.svc/SetObject schema=InboxRule', 'EXAMPLE\\tanaka'),
      line('00:00:04', 'POST /ecp/DDI/DDIService.svc/SetObject schema=EditAccount', 'EXAMPLE\\tanaka'),
      line('00:00:05', 'POST /owa/service.svc action=NewInboxRule&ID=-4', 'EXAMPLE\\tanaka', '500 0 0'),
    ],
    FORMATS,
    { timezone: 'Asia/Tokyo', year: 2026 },
  )
  assert.deepEqual(
    parsed.flatMap((one) => (one?.format.id === 'exchange-iis' ? [[one.row.event_action, one.row.event_code]] : [])),
    [
      ['mailbox-rule', 'NewInboxRule'],
      ['login', ''],
      ['mailbox-rule', 'SetInboxRule'],
      ['login', ''],
    ],
  )
})
