/** `kyumei explain FINDING`: what was seen, how it was judged, what else it could be, and whether its lines are still there. */
import { existsSync } from 'node:fs'
import { DETECTORS } from '../detect/index.ts'
import { namedMetrics } from '../i18n/metrics.ts'
import { unitName } from '../i18n/unit-words.ts'
import { wordsIn } from '../i18n/words.ts'
import { defangLine, defangText, printedJson, visible } from '../report/safe-text.ts'
import { period } from '../report/time.ts'
import type { Finding } from '../story/findings.ts'
import { EXIT, UsageError } from './exit.ts'
import { inLanguage } from './finding-language.ts'
import { languageOf } from './language.ts'
import { lastScan } from './last-workspace.ts'
import { savedFindings } from './saved-findings.ts'

export interface ExplainOptions {
  workspace?: string
  lang?: 'ja' | 'en'
  json?: boolean
}

export async function explain(id: string, options: ExplainOptions): Promise<number> {
  // a folder with a report explains its own findings
  const scan =
    options.workspace && existsSync(`${options.workspace}/findings.json`) ? null : lastScan(options.workspace)
  const file = savedFindings(scan?.out ?? options.workspace ?? '.')
  const matches = file.findings.filter((one) => one.id.startsWith(id.toLowerCase()))
  const [finding] = matches
  if (!finding) throw new UsageError(`no finding ${id} in the last report; findings.json and report.html show the ids`)
  if (matches.length > 1) throw new UsageError(`${id} begins several ids: ${matches.map((one) => one.id).join(', ')}`)
  const lang = languageOf(options.lang ?? scan?.lang)
  const said = inLanguage(finding, lang)
  process.stdout.write(
    options.json ? `${printedJson({ ...said, ...described(finding) })}\n` : inWords(said, file.timezone, lang),
  )
  return EXIT.done
}

/** What the detector says of itself: parameters, harmless look-alikes, sources. */
function described(finding: Finding) {
  const detector = DETECTORS.find((one) => one.id === finding.detector)
  return {
    parameters: detector?.parameters ?? [],
    false_positives: detector?.false_positives ?? [],
    references: detector?.references ?? [],
  }
}

const HEADINGS = {
  parameters: { ja: 'しきい値（kyumei.yamlのparametersで変更）', en: 'Parameters (kyumei.yaml: parameters)' },
  harmless: { ja: '似ているが無害なもの', en: 'What looks like it but is harmless' },
  sources: { ja: '出典', en: 'Sources' },
  rule: {
    ja: '判定の規則は docs/verdicts.md にあります。',
    en: 'The rule of judgement is in docs/verdicts.md.',
  },
}

function inWords(finding: Finding, timezone: string, lang: 'ja' | 'en'): string {
  const say = wordsIn(lang)
  const { parameters, false_positives, references } = described(finding)
  const told = (text: string) => defangText(text, finding.destinations)
  const list = (values: string[]) => values.map((value) => `  - ${visible(value)}\n`).join('')
  return [
    `${finding.title}  [${finding.detector}]  ${finding.id}\n`,
    `${say(finding.severity)} · ${say('confidence')} ${finding.confidence.toFixed(2)} · ${period(finding.first_seen, finding.last_seen, timezone, say)}\n\n`,
    `${told(finding.explanation)}\n\n`,
    `${say('measured')}\n${list(namedMetrics(finding.metrics, lang).map(([name, value]) => `${name}: ${told(value)}`))}`,
    `${say('nextSteps')}\n${list(finding.next_steps.map(told))}`,
    `${HEADINGS.harmless[lang]}\n${list(false_positives.map((one) => one[lang]))}`,
    `${HEADINGS.parameters[lang]}\n${list(parameters.map((one) => `${one.name} = ${one.default} ${unitName(one.unit, lang)}: ${one.reason[lang]}`))}`,
    `ATT&CK\n${list(finding.attack)}`,
    `${HEADINGS.sources[lang]}\n${list(references)}`,
    `${say('rawLines')}\n${finding.evidence.map((line) => `  ${visible(line.file)}:${line.line}\n    ${defangLine(line.text)}\n`).join('')}`,
    `${HEADINGS.rule[lang]}\n`,
  ].join('\n')
}
