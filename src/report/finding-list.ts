/** Findings with their raw lines: serious ones one by one, the rest folded away. */
import { html } from 'hono/html'
import { namedMetrics } from '../i18n/metrics.ts'
import type { Finding, ScanResult } from '../story/findings.ts'
import { defang, defangLine, defangText, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { period } from './time.ts'

export function findingList({ findings, lang }: ScanResult, say: Say): Html {
  if (findings.findings.length === 0) return html`<p>${say('noFindings')}</p>`
  const isMinor = (finding: Finding) => finding.severity === 'low' || finding.severity === 'informational'
  const undated = new Set(findings.mails.filter((row) => row.undated).map((row) => row.mail))
  const when = ({ hosts, mails, first_seen, last_seen }: Finding) =>
    hosts.length === 0 && mails.length > 0 && mails.every((mail) => undated.has(mail))
      ? say('undated')
      : period(first_seen, last_seen, findings.timezone, say)
  const show = (finding: Finding) => details(finding, when(finding), lang, say)
  const minor = findings.findings.filter(isMinor)
  return html`${findings.findings.filter((finding) => !isMinor(finding)).map(show)}
${minor.length > 0 ? html`<details><summary>${say('minorFindings')} (${minor.length})</summary><div>${minor.map(show)}</div></details>` : ''}`
}

function details(finding: Finding, when: string, lang: 'ja' | 'en', say: Say): Html {
  return html`<details id="${finding.id}" data-find><summary><span class="chip ${finding.severity}">${say(finding.severity)}</span> <strong>${finding.title}</strong> — ${subjectOf(finding)}</summary><div>
<p>${defangText(finding.explanation, finding.destinations)}</p>
<dl><dt>${say('confidence')}</dt><dd>${finding.confidence.toFixed(2)}</dd><dt>${say('period')}</dt><dd>${when}</dd><dt>ATT&amp;CK</dt><dd>${finding.attack.join(', ')}</dd><dt>${say('detector')}</dt><dd>${finding.detector}</dd></dl>
<h3>${say('nextSteps')}</h3><ul>${finding.next_steps.map((step) => html`<li>${defangText(step, finding.destinations)}</li>`)}</ul>
<h3>${say('measured')}</h3><dl>${namedMetrics(finding.metrics, lang).map(([name, value]) => html`<dt>${name}</dt><dd>${defangText(value, finding.destinations)}</dd>`)}</dl>
<h3>${say('rawLines')}</h3>${rawLines(finding.evidence)}
</div></details>`
}

/** Hosts or accounts and where they went; of a sign in mail its files. */
function subjectOf({ hosts, accounts, destinations, mails }: Finding): string {
  const some = (list: string[], n: number) =>
    `${list.slice(0, n).map(visible).join(', ')}${list.length > n ? ` … (${list.length})` : ''}`
  if (hosts.length === 0 && mails.length > 0) return some(mails, 3)
  const places = destinations.slice(0, 3).map(defang).join(', ')
  return `${some(hosts.length === 0 ? accounts : hosts, 5)}${places && ` → ${places}`}`
}

export function rawLines(lines: { file: string; line: number; text: string }[]): Html {
  return html`<pre tabindex="0">${lines.map((line) => `${visible(line.file)}:${line.line}\n  ${defangLine(line.text)}\n`).join('')}</pre>`
}
