import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountRows } from './account-verdict.ts'

type Finding = Parameters<typeof accountRows>[0][number]
let id = 0
const finding = (detector: string, severity: Finding['severity'], confidence: number, accounts: string[]): Finding => ({
  id: `f${++id}`,
  detector,
  severity,
  confidence,
  accounts,
  first_seen: `2026-10-0${(id % 9) + 1}T00:00:00Z`,
  last_seen: `2026-10-0${(id % 9) + 1}T01:00:00Z`,
})
const verdicts = (findings: Finding[]) =>
  accountRows(findings).map(({ account, verdict, score }) => [account, verdict, score])

test('two independent signs on one account, one of them strong, are abuse', () => {
  assert.deepEqual(
    verdicts([
      finding('login-from-new-network', 'medium', 0.5, ['tanaka@example.co.jp']),
      finding('mass-sending', 'high', 0.65, ['Tanaka@example.co.jp']),
    ]),
    [['tanaka@example.co.jp', 'abused', 0.825]],
  )
})

test('one sign alone, however strong, or twice the same, is a suspicion', () => {
  assert.deepEqual(
    verdicts([finding('mass-sending', 'high', 0.65, ['a']), finding('mass-sending', 'high', 0.65, ['a'])]),
    [['a', 'suspected', 0.65]],
  )
})

test('a journey, a cloud client and what is explained accuse nobody', () => {
  assert.deepEqual(
    verdicts([
      finding('login-from-new-network', 'low', 0.3, ['a']),
      finding('third-party-fetch', 'low', 0.3, ['a']),
      finding('mass-sending', 'informational', 0.1, ['b']),
    ]),
    [['a', 'weak', 0.51]],
  )
})

test('candidates of a leak, recipients of mails and administrators who set a rule are not judged', () => {
  assert.deepEqual(
    verdicts([
      finding('leaked-mailbox', 'high', 0.65, ['a']),
      finding('impersonated-sender', 'high', 0.65, ['b']),
      finding('mailbox-rule', 'medium', 0.5, ['c', 'admin']),
    ]),
    [['c', 'suspected', 0.5]],
  )
})
