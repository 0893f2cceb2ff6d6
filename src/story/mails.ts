/** All that a report tells of mails: their verdicts, what came of them in the logs, and what there is to show. */
import type { Roles } from '../detect/detector.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Lists } from '../lists/index.ts'
import type { Engine } from '../store/engine.ts'
import type { LedgerRow } from '../store/ledger.ts'
import { carriedMails } from './carried-mail.ts'
import { citations } from './cite.ts'
import type { Finding, FindingsFile, MailRow, MailStory, ScanResult } from './findings.ts'
import type { Owner } from './inventory.ts'
import { mailCount, mailFacts } from './mail-facts.ts'
import { mailStories } from './mail-story.ts'
import { mailTrace } from './mail-trace.ts'
import { accused, byVerdict, judgeMails } from './mail-verdict.ts'
import type { Present } from './present.ts'
import type { MailFacts } from './told-mail.ts'

export interface JudgedMails {
  rows: MailRow[]
  counts: FindingsFile['mail_counts']
  stories: MailStory[]
  views: ScanResult['mailViews']
}

export async function judgedMails(
  engine: Engine,
  findings: Finding[],
  files: LedgerRow[],
  known: { lists: Lists; roles: Roles; hasLeases: boolean; inventory: Owner[]; present: Present },
  { evidence, lang }: { evidence: Evidence[]; lang: 'ja' | 'en' },
): Promise<JudgedMails> {
  const facts = await mailFacts(
    engine,
    findings.flatMap((finding) => finding.mails),
  )
  const byFile = new Map(facts.map((mail) => [mail.file, mail]))
  const judged = judgeMails(findings, facts, lang).map((row) => traced(row, byFile, findings, known.lists))
  const { inside, carriers } = await carriedMails(engine, judged, lang)
  for (const { mail } of carriers) byFile.set(mail.file, mail)
  const brought = new Set(carriers.map(({ row }) => row.mail))
  const rows = [...judged.filter((row) => !brought.has(row.mail)), ...carriers.map(({ row }) => row)].sort(byVerdict)
  const found = await mailStories(engine, judged, byFile, findings, { ...known, lang })
  const cite = await citations(
    found.flatMap((story) => story.steps.flatMap((step) => step.lines)),
    files,
    evidence,
  )
  const stories = found.map((story) => ({
    ...story,
    steps: story.steps.map(({ lines, ...step }) => ({
      ...step,
      evidence: lines.flatMap(cite).map(({ file, line, text }) => ({ file, line, text })),
    })),
  }))
  const examined = await mailCount(engine)
  // a mail and the one that brought it are one
  const counted = rows.filter(
    (row) => !inside.has(row.mail) || !rows.some(({ mail }) => row.mail.startsWith(`${mail}!/`)),
  )
  const count = (verdict: MailRow['verdict']) => counted.filter((row) => row.verdict === verdict).length
  return {
    rows,
    stories,
    counts: {
      examined,
      malicious: count('malicious'),
      suspicious: count('suspicious'),
      no_sign: examined - counted.length,
    },
    views: Object.fromEntries(
      rows.flatMap((row) => {
        const mail = byFile.get(row.mail)
        return mail ? [[row.mail, { mail, original: byFile.get(originalOf(row.mail, findings)) ?? null }]] : []
      }),
    ),
  }
}

/** Of malicious mails only: what is merely suspicious may be a newsletter that many get. */
function traced(row: MailRow, byFile: Map<string, MailFacts>, findings: Finding[], lists: Lists): MailRow {
  const mail = byFile.get(row.mail)
  if (!mail || row.verdict !== 'malicious') return row
  return { ...row, trace: mailTrace(mail, byFile.get(originalOf(row.mail, findings)) ?? null, lists) }
}

/** The genuine mail that a re-worked one was made from stands second in the finding. */
function originalOf(file: string, findings: Finding[]): string {
  const finding = findings.find((one) => one.detector === 'reworked-mail' && accused(one).includes(file))
  return finding?.mails[1] ?? ''
}
