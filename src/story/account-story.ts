/**
 * What happened to each account that findings name, in time: guessed, entered from where, changed, sent from, read; the computers inside
 * from which it is used, with what is known of them; and its own history, for its owner.
 */

import type { Engine } from '../store/engine.ts'
import { type AccountHistory, accountHistory } from './account.ts'
import { accountRows, type JudgedAccount } from './account-verdict.ts'
import type { AccountRow, AccountStep, Finding, HostRow } from './findings.ts'

const HISTORIES = 20 // accounts whose whole history the report shows; the others' owners ask `kyumei account`
const ROWS = 100 // of each kind
const STEPS = 30

export interface JudgedAccounts {
  rows: AccountRow[]
  histories: Record<string, AccountHistory>
}

export async function judgedAccounts(
  engine: Engine,
  findings: Finding[],
  hosts: HostRow[],
  { timezone, lang }: { timezone: string; lang: 'ja' | 'en' },
): Promise<JudgedAccounts> {
  const judged = accountRows(findings)
  if (judged.length === 0) return { rows: [], histories: {} }
  const computers = await computersOf(engine, judged)
  const verdicts = new Map(hosts.map(({ host, verdict }) => [host, verdict]))
  const rows = judged.map((one): AccountRow => {
    const used = computers.get(one.account) ?? []
    const steps = stepsOf(one.account, findings)
    return {
      ...one,
      hosts: used.map((host) => ({ host, verdict: verdicts.get(host) ?? 'not-visible' })),
      text: told(
        one,
        steps,
        used.filter((host) => ['infected', 'suspected'].includes(verdicts.get(host) ?? '')),
      )[lang],
      steps: steps.map(({ finding, what }) => ({
        time: finding.first_seen,
        what,
        text: finding.title,
        finding: finding.id,
        evidence: finding.evidence.slice(0, 3),
      })),
    }
  })
  const histories: Record<string, AccountHistory> = {}
  for (const { account } of rows.filter((row) => row.verdict !== 'weak').slice(0, HISTORIES))
    histories[account] = await accountHistory(engine, account, { timezone, most: ROWS })
  return { rows, histories }
}

/** Computers inside from which each account signed in or sent, most used first. */
async function computersOf(engine: Engine, judged: JudgedAccount[]): Promise<Map<string, string[]>> {
  const rows = await engine.query<{ account: string; hosts: string[] }>(
    `SELECT account, topK(3)(host) AS hosts
     FROM (SELECT account, host FROM auth WHERE internal = 1 AND event_outcome = 'success' AND account IN {accounts:Array(String)})
     GROUP BY account`,
    { accounts: judged.map(({ account }) => account) },
  )
  return new Map(rows.map((row) => [row.account, row.hosts]))
}

interface Step {
  finding: Finding
  what: AccountStep['what']
}

const WHAT: Record<string, AccountStep['what']> = {
  'password-attack': 'attacked',
  'login-from-new-network': 'entered',
  'device-code': 'entered',
  'stolen-session': 'entered',
  'left-account': 'entered',
  'third-party-fetch': 'entered',
  'borrowed-computer': 'entered',
  'borrowed-account': 'entered',
  'strayed-service': 'entered',
  'mailbox-rule': 'changed',
  'oauth-consent': 'changed',
  'new-administrator': 'changed',
  'mass-download': 'took',
  'mailbox-download': 'took',
  'relay-abuse': 'sent',
  'mass-sending': 'sent',
  'leaked-mailbox': 'read',
  'internal-scan': 'spread',
  'remote-execution': 'spread',
  'kerberos-roasting': 'spread',
}

function stepsOf(account: string, findings: Finding[]): Step[] {
  return findings
    .filter(
      (finding) =>
        finding.severity !== 'informational' && finding.accounts.some((one) => one.toLowerCase() === account),
    )
    .flatMap((finding): Step[] => {
      const what = WHAT[finding.detector]
      return what ? [{ finding, what }] : []
    })
    .sort((a, b) => (a.finding.first_seen < b.finding.first_seen ? -1 : 1))
    .slice(0, STEPS)
}

/** One sentence of what the steps together mean; each of them is only what was seen. */
function told({ account, verdict }: JudgedAccount, steps: Step[], infected: string[]) {
  const has = (what: AccountStep['what']) => steps.some((step) => step.what === what)
  const chain = (['attacked', 'entered', 'spread', 'changed', 'took', 'sent', 'read'] as const).filter(has)
  const says = (lang: 'ja' | 'en') => chain.map((what) => CHAIN[what][lang]).join(' → ')
  const pcs = infected.join(', ')
  return {
    ja: `${account}: ${says('ja')}。${SAYS[verdict].ja}${pcs === '' ? '' : `このアカウントを使う端末 ${pcs} にも感染の判断・疑いがあり、そこから盗まれた可能性があります。`}`,
    en: `${account}: ${says('en')}. ${SAYS[verdict].en}${pcs === '' ? '' : ` ${pcs}, from which it is used, is judged infected or suspected too: the password may have been stolen there.`}`,
  }
}

const CHAIN = {
  attacked: { ja: 'パスワードの試行と成功', en: 'its password was tried and found' },
  entered: { ja: '普段と違う所からのサインイン', en: 'it was used from an unusual place' },
  spread: {
    ja: '内部の端末への探索・遠隔実行',
    en: 'hosts inside were swept, or made to run something, with it',
  },
  changed: { ja: '設定・権限の変更', en: 'settings or permissions were changed' },
  took: { ja: 'クラウドのファイルの大量のダウンロード', en: 'many files of the cloud storage were downloaded' },
  sent: { ja: '普段と違うメールの送信', en: 'unusual mail was sent in its name' },
  read: {
    ja: 'このメールボックスのメールが攻撃に使われた可能性',
    en: 'mail of its mailbox may have been used for an attack',
  },
} satisfies Record<AccountStep['what'], { ja: string; en: string }>

const SAYS: Record<AccountRow['verdict'], { ja: string; en: string }> = {
  abused: { ja: '第三者に使われていると判断します。', en: 'We judge that somebody else uses it.' },
  suspected: {
    ja: '第三者に使われている疑いがあります。本人に確認してください。',
    en: 'Somebody else may use it: ask its owner.',
  },
  weak: { ja: '弱い兆候だけです。', en: 'These are weak signs only.' },
}
