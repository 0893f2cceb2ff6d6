/** Signs and facts as the report tells them: with ids, in its language, and with the lines that show them. */
import { createHash } from 'node:crypto'
import { SEVERITIES, type Sign } from '../detect/detector.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { filled, type Text } from '../i18n/text.ts'
import type { LedgerRow } from '../store/ledger.ts'
import { type Citation, citations } from './cite.ts'
import type { Detected } from './detection.ts'
import type { CoverageFact, Finding } from './findings.ts'
import type { Fact } from './logging.ts'

interface Citing {
  evidence: Evidence[]
  lang: 'ja' | 'en'
}

export async function toFindings(detected: Detected[], files: LedgerRow[], options: Citing): Promise<Finding[]> {
  const cite = await citations(
    detected.flatMap(({ sign }) => sign.lines),
    files,
    options.evidence,
  )
  const findings = detected.map(({ detector, sign }): Finding => {
    const explanations = joined([filled(detector.explanation, sign.words), ...sign.mitigations])
    const cited = sign.lines.flatMap(cite)
    return {
      id: findingId(detector.id, sign, cited),
      detector: detector.id,
      severity: sign.severity,
      confidence: sign.confidence,
      title: detector.title[options.lang],
      explanation: explanations[options.lang],
      explanations,
      next_steps: detector.next_steps[options.lang],
      hosts: sign.hosts,
      accounts: sign.accounts,
      destinations: sign.destinations,
      mails: sign.mails ?? [],
      first_seen: sign.first_seen,
      last_seen: sign.last_seen,
      count: sign.count,
      attack: detector.attack,
      evidence: cited.map(shown),
      metrics: sign.metrics,
    }
  })
  return findings.sort(
    (a, b) =>
      SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
      b.confidence - a.confidence ||
      (a.id < b.id ? -1 : 1),
  )
}

const joined = (texts: Text[]): Text => ({
  ja: texts.map((text) => text.ja).join(''),
  en: texts.map((text) => text.en).join(' '),
})

/** The same evidence gives the same id on every run and machine. */
function findingId(detector: string, sign: Sign, cited: { sha256: string; line: number }[]): string {
  const lines = cited.map(({ sha256, line }) => `${sha256}:${line}`).sort()
  return createHash('sha256')
    .update(JSON.stringify([detector, sign.hosts[0], sign.destinations[0], lines]))
    .digest('hex')
    .slice(0, 16)
}

export async function toFacts(facts: Fact[], files: LedgerRow[], { evidence, lang }: Citing): Promise<CoverageFact[]> {
  const cite = await citations(
    facts.flatMap((fact) => fact.lines ?? []),
    files,
    evidence,
  )
  return facts.map(({ lines, text, ...fact }) => ({
    ...fact,
    text: text[lang],
    ...(lines && lines.length > 0 ? { evidence: lines.flatMap(cite).map(shown) } : {}),
  }))
}

const shown = ({ file, line, text }: Citation) => ({ file, line, text })
