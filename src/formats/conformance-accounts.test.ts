import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { testEngine } from '../store/test-engine.ts'
import type { Sample } from './conformance.ts'
import { ACCOUNT_DEVIATIONS, compareAccounts, reasonOf } from './conformance-accounts.ts'
import { FORMATS } from './index.ts'

const FOLDER = resolve(process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data'))
const ABSENT = 'the samples are not here (KYUMEI_SAMPLES names their folder)'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

for (const [product, known] of Object.entries(ACCOUNT_DEVIATIONS)) {
  test(`${product}: lines that other parsers read are read alike`, async (t) => {
    const path = resolve(FOLDER, 'lines', `${product}.jsonl`)
    if (!existsSync(path)) return t.skip(ABSENT)
    const samples = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sample)
    const compared = await compareAccounts(engine, samples)
    const wrong = compared.filter((one) => one.format === null || one.deviations.length > 0)
    t.diagnostic(
      `${product}: ${compared.length - wrong.length} of ${compared.length} right, ${wrong.length} differ for a stated reason`,
    )
    assert.deepEqual(
      wrong.filter((one) => reasonOf(known, one.case) === undefined),
      [],
    )
  })
}

test('every line of an SSH server under attack is read, or ignored with a reason', async (t) => {
  const path = resolve(FOLDER, 'auth/loghub/OpenSSH_2k.log')
  if (!existsSync(path)) return t.skip(ABSENT)
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const parsed = await parseLines(engine, lines, FORMATS, { timezone: 'UTC', year: 2015 })
  const failed = parsed.filter((one) => one?.row.event_action === 'login' && one.row.event_outcome === 'failure')
  const attempts = lines.filter((line) => /Failed password/.test(line))
  assert.equal(failed.length, attempts.length)
  const unread = lines.filter((_, i) => parsed[i] === null)
  assert.deepEqual(
    unread.filter(
      (line) =>
        !/check pass|PAM service\(sshd\)|input_userauth_request|reverse mapping checking|fatal: Write failed|PAM \d more/.test(
          line,
        ),
    ),
    [],
  )
})

/** fail2ban's own tests say which lines are failures, and of whom. */
interface Told {
  line: string
  match: boolean
  host?: string
}

function told(path: string): Told[] {
  let about: Omit<Told, 'line'> | null = null
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const said = /failJSON:\s*(\{.*\})/.exec(line)
      if (said?.[1]) about = JSON.parse(said[1]) as Omit<Told, 'line'>
      if (line.startsWith('#') || line.trim() === '' || !about) return []
      const one = {
        line: line.replace(/^@[0-9a-f]{24} /, 'Jan  5 00:00:01 host '),
        match: about.match,
        host: about.host,
      }
      about = null
      return [one]
    })
}

/** An odd header (one blank before a single digit, a level before the host) is not the program's line. */
const ODD = /^[A-Z][a-z]{2} \d \d\d:|^[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d </

const PROGRAMS = [
  'dovecot',
  'courier-auth',
  'sendmail-auth',
  'sendmail-reject',
  'postfix',
  'roundcube-auth',
  'squirrelmail',
  'horde',
]
for (const program of PROGRAMS) {
  test(`${program}: what fail2ban takes for a failure names the same address here`, async (t) => {
    const path = resolve(FOLDER, `auth/fail2ban/${program}.log`)
    if (!existsSync(path)) return t.skip(ABSENT)
    const samples = told(path).filter((one) => one.match && one.host && !ODD.test(one.line))
    const parsed = await parseLines(
      engine,
      samples.map((one) => one.line),
      FORMATS,
      { timezone: 'UTC', year: 2025 },
    )
    const other = samples.filter((one, i) => {
      const address = String(parsed[i]?.row.source_address ?? '')
      return address.toLowerCase() !== one.host?.toLowerCase() && !one.line.includes('... ')
    })
    assert.deepEqual(other, [])
    assert.ok(samples.length > 0)
  })
}
