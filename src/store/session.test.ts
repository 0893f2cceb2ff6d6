import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CISCO_ESA_FORMATS } from '../formats/cisco-esa.ts'
import { YAMAHA_ACCOUNT_FORMATS } from '../formats/yamaha-accounts.ts'
import type { Engine } from './engine.ts'
import { parseLines } from './parse.ts'
import { testEngine } from './test-engine.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

const options = { timezone: 'Asia/Tokyo', year: 2026 }
const connected = (host: string, icid: number, address: string) =>
  `Oct  5 09:00:01 ${host} mail_logs: Info: New SMTP ICID ${icid} interface Data1 (192.168.1.25) address ${address} reverse dns host unknown verified no`
const failed = (host: string, icid: number) =>
  `Oct  5 09:00:02 ${host} mail_logs: Info: SMTP Auth: (ICID ${icid}) failed for user: tanaka using AUTH mechanism: LOGIN with profile: In`

test("a sign-in takes the address of its own connection's line: not of another device's, nor of a later one", async () => {
  const lines = [
    connected('esa1', 5, '203.0.113.9'),
    connected('esa2', 5, '198.51.100.7'),
    failed('esa1', 5),
    failed('esa2', 5),
    failed('esa1', 6),
    connected('esa1', 6, '192.0.2.1'),
    connected('esa1', 5, '192.0.2.2'),
    failed('esa1', 5),
  ]
  const parsed = await parseLines(engine, lines, CISCO_ESA_FORMATS, options)
  assert.deepEqual(
    parsed.flatMap((one) => (one?.format.table === 'auth_event' ? [one.row.source_address] : [])),
    ['203.0.113.9', '198.51.100.7', '', '192.0.2.2'],
  )
})

test("a caller's address counts for a minute, for the user who comes next, and for nobody where two called", async () => {
  const lines = [
    '2026/10/05 09:00:00: [L2TP] TUNNEL[1] connected from 203.0.113.9',
    "2026/10/05 09:00:02: PP[ANONYMOUS01] Call detected from user 'tanaka'",
    '2026/10/05 09:00:03: PP[ANONYMOUS01] PPP/IPCP up  (Local: 192.168.100.1, Remote: 192.168.100.200)',
    "2026/10/05 09:10:02: PP[ANONYMOUS01] Call detected from user 'sato'",
    '2026/10/05 09:10:03: PP[ANONYMOUS01] PPP/IPCP up  (Local: 192.168.100.1, Remote: 192.168.100.200)',
    '2026/10/05 09:20:00: [L2TP] TUNNEL[1] connected from 203.0.113.9',
    '2026/10/05 09:20:01: [L2TP] TUNNEL[2] connected from 198.51.100.7',
    "2026/10/05 09:20:02: PP[ANONYMOUS01] Call detected from user 'suzuki'",
    '2026/10/05 09:20:03: PP[ANONYMOUS01] PPP/IPCP up  (Local: 192.168.100.1, Remote: 192.168.100.200)',
  ]
  const expected = [
    ['tanaka', '203.0.113.9'],
    ['sato', ''],
    ['suzuki', ''],
  ]
  const signIns = (parsed: Awaited<ReturnType<typeof parseLines>>) =>
    parsed.flatMap((one) => (one?.row.event_action === 'login' ? [[one.row.user_name, one.row.source_address]] : []))
  assert.deepEqual(signIns(await parseLines(engine, lines, YAMAHA_ACCOUNT_FORMATS, options)), expected)
  // `show log reverse` writes the newest first
  const reversed = await parseLines(engine, lines.toReversed(), YAMAHA_ACCOUNT_FORMATS, options)
  assert.deepEqual(signIns(reversed).reverse(), expected)
})
