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

const FAILED = 'Failed password for root from 203.0.113.9 port 51022 ssh2'
const TAGGED = `sshd[812]: ${FAILED}`

/** machine and time of each line's event, null where there is none */
async function told(lines: string[]): Promise<(string | null)[]> {
  const parsed = await parseLines(engine, lines, FORMATS, { timezone: 'Asia/Tokyo', year: 2026 })
  return parsed.map((one) => {
    if (one) assert.equal(one.row.source_ip, '::ffff:203.0.113.9')
    return one && `${String(one.row.observer_name)} ${String(one.row.time)}`
  })
}

test('a line is read in whatever header the log servers on its way put before it', async () => {
  const lines = {
    plain: `<38>Oct  5 09:00:01 web1 ${TAGGED}`,
    'an octet count, as a stream was saved': `93 <38>Oct  5 09:00:01 web1 ${TAGGED}`,
    'RFC 5424 without its priority': `1 2026-10-05T00:00:01Z web1 sshd 812 - - ${FAILED}`,
    'RFC 5424 with an octet count': `88 <38>1 2026-10-05T00:00:01Z web1 sshd 812 - - ${FAILED}`,
    'Kiwi’s columns': `2026-10-05 09:00:01\tAuth.Info\tweb1\t${TAGGED}`,
    'Kiwi’s columns, copied': `2026-10-05 09:00:01 Auth.Info web1 ${TAGGED}`,
    'Kiwi’s columns before a header': `2026-10-05 09:00:01\tAuth.Info\tweb1\tOct  5 09:00:00 ${TAGGED}`,
    'a relay’s header before the sender’s': `Oct  5 09:00:01 relay1 Oct  5 09:00:00 web1 ${TAGGED}`,
    'a relay’s header before one with its priority': `2026-10-05T09:00:01+09:00 relay1 <38>Oct  5 09:00:00 web1 ${TAGGED}`,
    Solaris: `Oct  5 09:00:01 web1 sshd[812]: [ID 800047 auth.info] ${FAILED}`,
  }
  const all = await told(Object.values(lines))
  assert.deepEqual(
    Object.keys(lines).map((name, i) => `${name}: ${all[i]}`),
    Object.keys(lines).map((name) => `${name}: web1 2026-10-05 00:00:01.000`),
  )
})

test('the chain of relays that syslog-ng names, and an address in brackets, are the machine', async () => {
  assert.deepEqual(
    await told([`Oct  5 09:00:01 s_net@web1/relay1 ${TAGGED}`, `Oct  5 09:00:01 [192.168.1.9.2.2] ${TAGGED}`]),
    ['s_net@web1/relay1 2026-10-05 00:00:01.000', '[192.168.1.9.2.2] 2026-10-05 00:00:01.000'],
  )
})

test('a header inside a program’s message is no header', async () => {
  const lines = [
    `Oct  5 09:00:01 web1 backup[3]: Oct  5 09:00:00 web2 ${TAGGED}`,
    `Oct  5 09:00:01 web1 backup: <38>Oct  5 09:00:00 web2 ${TAGGED}`,
    `2026-10-05T09:00:01+09:00 web1 backup[3]: 1 2026-10-05T00:00:01Z web2 sshd 812 - - ${FAILED}`,
    `2026-10-05 09:00:01\tnote\tweb1\t${TAGGED}`,
  ]
  assert.deepEqual(await told(lines), [null, null, null, null])
})
