/** Results of the quality bench about accounts: one a victim, of an organisation with one or many. */
import { EXCHANGE_PLAYS } from '../sim/accounts/exchange-plays.ts'
import type { AccountTruth } from '../sim/accounts/write-accounts.ts'
import type { AccountRow, FindingsFile } from '../src/story/findings.ts'
import { accused, type Case, type Result } from './quality-table.ts'

const RANK: Record<AccountRow['verdict'] | 'not-visible' | '', number> = {
  '': 0,
  'not-visible': 0, // the report calls no account innocent
  weak: 0,
  suspected: 1,
  abused: 2,
}

export function accountResults(one: Case, victims: AccountTruth[], file: FindingsFile): Result[] {
  const guilty = new Set(victims.flatMap((victim) => [victim.account, ...victim.made]))
  const wrong = file.accounts.filter((row) => row.verdict !== 'weak' && !guilty.has(row.account))
  return victims.map((victim, i) => {
    const verdict = file.accounts.find((row) => row.account === victim.account)?.verdict ?? ''
    const found: Result['found'] = {}
    for (const detector of victim.expected_detectors) {
      const hit = file.findings.some(
        (finding) =>
          finding.detector === detector &&
          finding.severity !== 'informational' &&
          (victim.account === ''
            ? finding.destinations.some((place) => victim.addresses.includes(place))
            : finding.accounts.includes(victim.account)),
      )
      found[detector] = [hit ? 1 : 0, 1]
    }
    const seen = Object.values(found).every(([hit]) => hit > 0)
    return {
      ...accused({ ...one, id: `${victim.behaviour} ${one.seed}`, behaviour: victim.behaviour }),
      products: `postfix dovecot m365 fortigate-vpn${victim.behaviour in EXCHANGE_PLAYS ? ' exchange' : ''}, accounts in ${victim.directory}`,
      victims: 1,
      // where nothing accuses an account, the sign itself is what must be there
      judged: (victim.expected_verdict === '' ? seen : RANK[verdict] >= RANK[victim.expected_verdict]) ? 1 : 0,
      expected: victim.expected_verdict || 'finding',
      verdicts: [verdict || 'none'],
      found,
      suspected: i === 0 ? wrong.filter((row) => row.verdict === 'suspected').map((row) => row.account) : [],
      infected: i === 0 ? wrong.filter((row) => row.verdict === 'abused').map((row) => row.account) : [],
    }
  })
}
