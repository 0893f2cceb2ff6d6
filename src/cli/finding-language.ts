/** A saved finding in the language asked for, whichever its scan was told in. */
import { DETECTORS } from '../detect/index.ts'
import type { Finding } from '../story/findings.ts'

/** From what was kept in both languages, and what its detector says. */
export function inLanguage(finding: Finding, lang: 'ja' | 'en'): Finding {
  const detector = DETECTORS.find((one) => one.id === finding.detector)
  if (!detector) return finding
  const title = detector.title[lang]
  const isOld = !finding.explanations && finding.title !== title
  return {
    ...finding,
    title,
    explanation: finding.explanations?.[lang] ?? (isOld ? `${finding.explanation} ${OLD[lang]}` : finding.explanation),
    next_steps: detector.next_steps[lang],
  }
}

const OLD = {
  ja: '（以前の版の報告には、この説明が英語でしか残っていません。もう一度調べると日本語になります）',
  en: '(A report of an earlier version keeps this explanation in Japanese alone: scan again to have it in English.)',
}
