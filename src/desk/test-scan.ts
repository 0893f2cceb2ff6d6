/** For tests: what a scan of a case said. */
import type { Finding, FindingsFile, MailRow, MailTrace } from '../story/findings.ts'
import { fileScan } from './attach.ts'
import type { Desk } from './desk.ts'
import { testCase } from './test-desk.ts'
import type { Intake } from './work.ts'

export const testFinding = (given: Partial<Finding>): Finding => ({
  id: 'f1',
  detector: 'proxy-bypass',
  severity: 'high',
  confidence: 0.9,
  title: 'プロキシを通らない外部への通信',
  explanation: '',
  next_steps: [],
  hosts: ['PC-KEIRI-01'],
  accounts: [],
  destinations: ['c2.example.net'],
  mails: [],
  first_seen: '2015-10-01T01:00:00Z',
  last_seen: '2015-10-03T05:00:00Z',
  count: 40,
  attack: ['T1071.001'],
  evidence: [{ file: '=cmd.log', line: 12, text: 'x' }],
  metrics: {},
  ...given,
})

export function testScan(findings: Finding[], more: Partial<FindingsFile> = {}): FindingsFile {
  return {
    schema: 'kyumei.findings/1',
    generated: '2015-10-05T00:00:00Z',
    timezone: 'Asia/Tokyo',
    range: { first: '2015-09-01T00:00:00Z', last: '2015-10-03T06:00:00Z' },
    findings,
    hosts: [
      { host: 'PC-KEIRI-01', addresses: [], score: 0.9, verdict: 'infected', reasons: ['f1'] },
      { host: 'PC-02', addresses: [], score: 0, verdict: 'no-sign', reasons: [] },
      { host: 'PC-03', addresses: [], score: 0, verdict: 'not-visible', reasons: [] },
    ],
    destinations: [],
    coverage: [
      {
        id: 'logging-request-bytes',
        kind: 'logging',
        subject: 'web',
        value: false,
        text: 'プロキシのログに送信量がありません。',
      },
      { id: 'source-web', kind: 'source', subject: 'web', value: 100, text: 'プロキシのログ' },
    ],
    stories: [],
    accounts: [],
    mails: [],
    mail_counts: { examined: 0, malicious: 0, suspicious: 0, no_sign: 0 },
    ...more,
  }
}

/** A case whose scan found one mail. */
export interface Given {
  trace?: Partial<MailTrace>
  subject?: string
  destinations?: string[]
  verdict?: MailRow['verdict']
  recipients?: string[]
  intake?: Partial<Intake>
}

export function testExamined(
  desk: Desk,
  { trace = {}, subject = '', destinations = [], verdict = 'malicious', recipients = [], intake = {} }: Given,
): string {
  const before = desk.db.prepare('SELECT count(*) AS n FROM consultation').get()?.n
  const number = testCase(desk, { organisation: `例示組織${before}`, person: undefined, ...intake })
  const mail: MailRow = {
    mail: 'a.eml',
    verdict,
    kind: '標的型',
    confidence: 0.9,
    reasons: [],
    why: '',
    subject,
    from: trace.sender ?? '',
    recipients,
    time: '2015-10-05T00:00:00Z',
    message_id: '',
    tell: '',
    next_steps: [],
    ...(verdict === 'malicious'
      ? { trace: { sender: '', reply_to: [], origin: '', files: [], sketch: [], original: '', ...trace } }
      : {}),
  }
  fileScan(desk, number, '/nowhere', testScan([testFinding({ destinations })], { mails: [mail] }))
  return number
}
