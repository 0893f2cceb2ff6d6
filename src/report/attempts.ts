/** Signs at sign-ins and mail servers that accuse no account: attempts that failed, a server that relays for strangers. */
import { OF_ACCOUNTS } from '../story/account-verdict.ts'
import type { Finding, ScanResult } from '../story/findings.ts'

export function attempts({ findings }: ScanResult): Finding[] {
  const told = new Set([...findings.accounts, ...findings.hosts].flatMap((row) => row.reasons))
  return findings.findings.filter(
    (finding) =>
      OF_ACCOUNTS.includes(finding.detector) && finding.severity !== 'informational' && !told.has(finding.id),
  )
}

/** Sign-ins and servers' records were read, and nothing of hosts' traffic or mails: nothing is said of hosts and volumes. */
export const isOnlyAccounts = ({ findings, evidence }: ScanResult): boolean =>
  findings.hosts.length === 0 && findings.mail_counts.examined === 0 && evidence.files.some((file) => file.parsed > 0)
