/**
 * Findings → accounts. The rule (docs/verdicts.md): the confidences of *different* detectors that name one account combine as
 * 1 − Π(1 − c), as on a host; what an account does is one thing, so they need no common place. Informational findings don't count.
 * - abused: two detectors or more, together ≥ 0.8, one of them at least medium.
 * - suspected: a finding of medium or more.
 * - weak: neither.
 * Signs in mails speak of letters, and `leaked-mailbox` of candidates: neither judges an account.
 */
import type { AccountRow, Finding } from './findings.ts'
import { CONVICTS } from './verdict.ts'

export const OF_ACCOUNTS = [
  'password-attack',
  'login-from-new-network',
  'third-party-fetch',
  'mailbox-rule',
  'oauth-consent',
  'device-code',
  'stolen-session',
  'left-account',
  'relay-abuse',
  'mass-sending',
  // from its VPN session
  'internal-scan',
  // an administrator's, by which other computers were made to run something
  'remote-execution',
  // somebody else's, used from a computer that isn't theirs
  'borrowed-computer',
  'borrowed-account',
  'strayed-service',
  // asked for tickets by which others' passwords are guessed
  'kerberos-roasting',
  // whoever made it, and the account that was made
  'new-administrator',
  'mass-download',
  'mailbox-download',
]
/** who was only tried is no sign of abuse: these name the accounts that were entered */
type Judged = Pick<Finding, 'id' | 'detector' | 'severity' | 'confidence' | 'accounts' | 'first_seen' | 'last_seen'>

export interface JudgedAccount
  extends Pick<AccountRow, 'account' | 'score' | 'verdict' | 'reasons' | 'first_seen' | 'last_seen'> {}

export function accountRows(findings: Judged[]): JudgedAccount[] {
  const byAccount = new Map<string, Judged[]>()
  for (const finding of findings.filter(counts))
    for (const account of whose(finding)) byAccount.set(account, [...(byAccount.get(account) ?? []), finding])
  return [...byAccount]
    .map(([account, own]) => {
      const best = new Map<string, number>()
      for (const { detector, confidence } of own) best.set(detector, Math.max(best.get(detector) ?? 0, confidence))
      const score = 1 - [...best.values()].reduce((left, confidence) => left * (1 - confidence), 1)
      const serious = own.some(({ severity }) => severity !== 'low')
      const verdict: AccountRow['verdict'] =
        best.size >= 2 && score >= CONVICTS && serious ? 'abused' : serious ? 'suspected' : 'weak'
      return {
        account,
        score: Math.round(score * 1000) / 1000,
        verdict,
        reasons: own.map(({ id }) => id),
        first_seen: own.map((one) => one.first_seen).sort()[0] ?? '',
        last_seen:
          own
            .map((one) => one.last_seen)
            .sort()
            .at(-1) ?? '',
      }
    })
    .sort((a, b) => b.score - a.score || (a.account < b.account ? -1 : 1))
}

const counts = ({ detector, severity }: Judged) => severity !== 'informational' && OF_ACCOUNTS.includes(detector)

/** A rule names the mailbox first and then who set it; an application all who consented to it. */
function whose({ detector, accounts }: Judged): string[] {
  const own = detector === 'mailbox-rule' ? accounts.slice(0, 1) : accounts
  return [...new Set(own.map((account) => account.toLowerCase()))]
}
