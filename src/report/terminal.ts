/** The short form for a terminal: who, why, where; every text of evidence without control characters. */
import { styleText } from 'node:util'
import { wordsIn } from '../i18n/words.ts'
import type { ScanResult, Verdict } from './findings.ts'
import { isAccused } from './hosts.ts'
import { visible } from './safe-text.ts'

const COLOURS: Record<Verdict, 'red' | 'yellow' | 'green' | 'gray'> = {
  infected: 'red',
  suspected: 'yellow',
  'no-sign': 'green',
  'not-visible': 'gray',
}

export function renderTerminal(result: ScanResult, options: { color: boolean; width: number }): string {
  const say = wordsIn(result.lang)
  const paint = (verdict: Verdict, text: string) =>
    options.color ? styleText(COLOURS[verdict], text, { validateStream: false }) : text
  const { hosts, findings } = result.findings
  const titles = new Map(findings.map((finding) => [finding.id, finding]))
  const out: string[] = []
  const isSerious = (id: string) => !['informational', 'low'].includes(titles.get(id)?.severity ?? 'low')
  const marked = hosts
    .filter((host) => isAccused(host) || (host.stands_for_others && host.reasons.some(isSerious)))
    .slice(0, 10)
  for (const host of marked) {
    out.push(`${paint(host.verdict, say(host.verdict))}  ${visible(host.host)}  ${host.score.toFixed(2)}`)
    if (host.stands_for_others) out.push(`    ${say('behind')}`)
    const own = host.reasons.flatMap((id) => titles.get(id) ?? [])
    for (const finding of own.filter((one) => one.severity !== 'informational' && one.severity !== 'low'))
      out.push(`    ${finding.title} → ${finding.destinations.slice(0, 2).map(visible).join(', ')} (${finding.count})`)
    const weak = own.filter((one) => one.severity === 'low').length
    if (weak > 0) out.push(`    ${say('weakSigns')} ${weak}`)
  }
  if (marked.length === 0) out.push(say('noFindings'))
  const count = (verdict: Verdict) => `${say(verdict)} ${hosts.filter((host) => host.verdict === verdict).length}`
  out.push('', (['infected', 'suspected', 'no-sign', 'not-visible'] as const).map(count).join('  ·  '))
  const blind = result.findings.coverage.filter((fact) => fact.kind === 'question' && Number(fact.value) < 0.5)
  for (const fact of blind) out.push(`？ ${visible(fact.text)}`)
  for (const problem of result.problems)
    out.push(`! ${visible(problem.path)}: ${visible(problem.what)}. ${problem.what_to_do}`)
  return `${out.join('\n')}\n`
}
