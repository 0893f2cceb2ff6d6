import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import { judgedAccounts } from './account-story.ts'
import type { Finding } from './findings.ts'
import { buildSignInNetworks } from './sign-in-networks.ts'

let office: Organisation
before(async () => {
  office = await organisation()
  await office.clear()
  await office.auth('10.0.1.5', 'tanaka@example.co.jp', minutes(540, 3000, 60))
  await office.auth('88.198.4.5', 'tanaka@example.co.jp', [2000])
  await buildSignInNetworks(office.engine, loadLists())
})
after(async () => await office.close())

const finding = (given: Partial<Finding>): Finding => ({
  id: 'f',
  detector: 'login-from-new-network',
  severity: 'medium',
  confidence: 0.5,
  title: '使ったことのない国・網からのサインイン',
  explanation: '',
  next_steps: [],
  hosts: [],
  accounts: ['tanaka@example.co.jp'],
  destinations: ['88.198.4.5'],
  mails: [],
  first_seen: '2026-10-06T00:00:00Z',
  last_seen: '2026-10-06T00:00:00Z',
  count: 1,
  attack: [],
  evidence: [],
  metrics: {},
  ...given,
})
const chain = [
  finding({
    id: 'm',
    detector: 'mass-sending',
    severity: 'high',
    confidence: 0.65,
    first_seen: '2026-10-07T00:00:00Z',
  }),
  finding({ id: 'l', detector: 'leaked-mailbox', severity: 'medium', first_seen: '2026-10-08T00:00:00Z' }),
  finding({ id: 's' }),
  finding({ id: 'x', accounts: ['sato@example.co.jp'], severity: 'low', confidence: 0.3 }),
]

test('an abused account is told in time, from the sign-in to the mail that was made of what was read', async () => {
  const { rows, histories } = await judgedAccounts(office.engine, chain, [], { timezone: 'Asia/Tokyo', lang: 'ja' })
  assert.deepEqual(
    rows.map((row) => [row.account, row.verdict, row.steps.map((step) => `${step.what} ${step.finding}`)]),
    [
      ['tanaka@example.co.jp', 'abused', ['entered s', 'sent m', 'read l']],
      ['sato@example.co.jp', 'weak', ['entered x']],
    ],
  )
  assert.match(rows[0]?.text ?? '', /サインイン → .*送信 → .*攻撃に使われた可能性。第三者に使われていると判断します。$/)
  assert.deepEqual(Object.keys(histories), ['tanaka@example.co.jp'], 'weak signs show nobody’s history')
  assert.ok(histories['tanaka@example.co.jp']?.sign_ins.some((row) => row.network === 'Hetzner'))
})

test('the PC from which it is used is named with its verdict, and an infected one is part of the story', async () => {
  const infected = { host: '10.0.1.5', addresses: ['10.0.1.5'], score: 0.9, verdict: 'infected' as const, reasons: [] }
  const [row] = (await judgedAccounts(office.engine, chain, [infected], { timezone: 'Asia/Tokyo', lang: 'en' })).rows
  assert.deepEqual(row?.hosts, [{ host: '10.0.1.5', verdict: 'infected' }])
  assert.match(row?.text ?? '', /10\.0\.1\.5, from which it is used, is judged infected or suspected too/)
})
