/** report.html: one file, opens offline, fetches nothing. Everything from evidence is escaped, defanged and never a link. */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Word } from '../i18n/words.ts'
import { wordsIn } from '../i18n/words.ts'
import type { CoverageFact, EvidenceRow, Finding, HostRow, ScanResult, Verdict } from './findings.ts'
import { activityPicture, coveragePicture } from './pictures.ts'
import { defang, visible } from './safe-text.ts'
import { SCRIPT, STYLE } from './style.ts'

type Html = ReturnType<typeof html>
type Say = (word: Word) => string

const MARKS: Record<Verdict, string> = { infected: '■', suspected: '▲', 'no-sign': '○', 'not-visible': '？' }
const PICTURES = 50 // hosts with a picture of their own: the file stays small at 2,000 hosts

export function renderHtml(result: ScanResult): string {
  const { lang, findings } = result
  const say = wordsIn(lang)
  const hash = createHash('sha256').update(SCRIPT).digest('base64')
  const notable = new Set(findings.findings.filter(isNotable).map((finding) => finding.id))
  const marked = findings.hosts.filter((host) => host.reasons.some((id) => notable.has(id)))
  const markedNames = new Set(marked.map((host) => host.host))
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${raw(hash)}'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>kyumei — ${say('title')}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${say('title')}</h1>
<p class="soft">${say('examined')}: ${period(findings.range.first, findings.range.last, findings.timezone, say)}</p>
<ul class="tally">${(['infected', 'suspected', 'no-sign', 'not-visible'] as const).map(
    (verdict) =>
      html`<li class="${verdict}"><b>${findings.hosts.filter((host) => host.verdict === verdict).length}</b>${MARKS[verdict]} ${say(verdict)}</li>`,
  )}</ul>
<p class="soft">${say('difference')}</p>
<div class="bar"><input type="search" aria-label="${say('search')}" placeholder="${say('search')}"><button type="button">${say('theme')}</button></div>
</header>
<main>
<section><h2>${say('first')}</h2>${advice(result, say)}</section>
<section><h2>${say('hosts')}</h2>${marked.length > 0 ? hostTable(marked, result, say) : html`<p>${say('noFindings')}</p>`}
${otherHosts(
  findings.hosts.filter((host) => !markedNames.has(host.host)),
  say,
)}</section>
<section><h2>${say('findings')}</h2>${findings.findings.map((finding) => findingDetails(finding, findings.timezone, say))}</section>
<section><h2>${say('destinations')}</h2>${destinationTable(result, say)}</section>
<section><h2>${say('coverage')}</h2>${raw(coveragePicture(findings.coverage, findings.timezone))}<ul>${findings.coverage.map((fact) => html`<li>${visible(fact.text)}</li>`)}</ul></section>
<section><h2>${say('evidence')}</h2>${problemList(result, say)}${evidenceTable(result.evidence.files, findings.timezone, say)}</section>
</main>
<footer><h2>${say('about')}</h2><p>${say('aboutText')}</p><p>kyumei ${result.version} · ${findings.generated}</p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`
  return String(page)
}

function advice({ findings }: ScanResult, say: Say): Html {
  const serious = findings.hosts.filter((host) => host.verdict === 'infected' || host.verdict === 'suspected')
  const names = new Set(serious.map((host) => host.host))
  const places = findings.destinations.filter((row) => row.hosts.some((host) => names.has(host))).slice(0, 15)
  const kept = findings.coverage.filter((fact): fact is CoverageFact => fact.kind === 'retention')
  return html`<ol class="first">
<li>${say('saveLogs')}${kept.length > 0 ? html`<ul>${kept.map((fact) => html`<li>${visible(fact.text)} (${period(fact.first ?? null, fact.last ?? null, findings.timezone, say)})</li>`)}</ul>` : ''}</li>
<li>${say('unplug')}${serious.length > 0 ? html`: <strong>${serious.map((host) => visible(host.host)).join(', ')}</strong>` : ''}</li>
<li>${say('noWipe')}</li>
<li>${say('noContact')}</li>
<li>${say('together')}${places.length > 0 ? html` (${say('to')}: ${places.map((row) => defang(row.destination)).join(', ')})` : ''}</li>
</ol>`
}

function hostTable(hosts: HostRow[], result: ScanResult, say: Say): Html {
  const titles = new Map(result.findings.findings.map((finding) => [finding.id, finding]))
  return html`<div class="box" tabindex="0"><table><thead><tr><th>${say('host')}</th><th>${say('verdict')}</th><th class="n">${say('score')}</th><th>${say('findings')}</th><th>${say('activity')}</th></tr></thead><tbody>${hosts.map(
    (host, i) => {
      const own = host.reasons.flatMap((id) => titles.get(id) ?? []).filter(isNotable)
      return html`<tr data-find><td class="name"><strong>${visible(host.host)}</strong><br><span class="soft">${host.addresses.map(visible).join(', ')}</span></td><td>${verdictChip(host.verdict, say)}</td><td class="n">${host.score.toFixed(2)}</td><td class="why"><ul>${own.map((finding) => html`<li><a href="#${finding.id}">${finding.title}</a></li>`)}</ul></td><td>${i < PICTURES ? raw(activityPicture(result.activity[host.host] ?? [], own, result.findings.timezone)) : ''}</td></tr>`
    },
  )}</tbody></table></div>`
}

/** Informational findings explain; they accuse nobody. */
const isNotable = (finding: Finding) => finding.severity !== 'informational'

function otherHosts(hosts: HostRow[], say: Say): Html {
  if (hosts.length === 0) return html``
  return html`<details><summary>${say('others')} (${hosts.length})</summary><div class="box" tabindex="0"><table><tbody>${hosts.map(
    (host) =>
      html`<tr data-find><td class="name">${visible(host.host)}</td><td>${host.addresses.map(visible).join(', ')}</td><td>${verdictChip(host.verdict, say)}</td></tr>`,
  )}</tbody></table></div></details>`
}

function findingDetails(finding: Finding, timezone: string, say: Say): Html {
  return html`<details id="${finding.id}" data-find><summary><span class="chip ${finding.severity}">${say(finding.severity)}</span> <strong>${finding.title}</strong> — ${finding.hosts.slice(0, 5).map(visible).join(', ')} → ${finding.destinations.slice(0, 3).map(defang).join(', ')}</summary><div>
<p>${defangWords(finding)}</p>
<dl><dt>${say('confidence')}</dt><dd>${finding.confidence.toFixed(2)}</dd><dt>${say('period')}</dt><dd>${period(finding.first_seen, finding.last_seen, timezone, say)}</dd><dt>ATT&amp;CK</dt><dd>${finding.attack.join(', ')}</dd></dl>
<h3>${say('nextSteps')}</h3><ul>${finding.next_steps.map((step) => html`<li>${step}</li>`)}</ul>
<h3>${say('measured')}</h3><dl>${Object.entries(finding.metrics).map(([name, value]) => html`<dt>${name}</dt><dd>${visible(String(value))}</dd>`)}</dl>
<h3>${say('rawLines')}</h3><pre tabindex="0">${finding.evidence.map((line) => `${visible(line.file)}:${line.line}\n  ${defangLine(line.text)}\n`).join('')}</pre>
</div></details>`
}

function destinationTable({ findings }: ScanResult, say: Say): Html {
  return html`<div class="box" tabindex="0"><table><thead><tr><th>${say('destinations')}</th><th class="n">${say('score')}</th><th>${say('hosts')}</th></tr></thead><tbody>${findings.destinations
    .slice(0, 500)
    .map(
      (row) =>
        html`<tr data-find><td class="name">${defang(row.destination)}</td><td class="n">${row.score.toFixed(2)}</td><td>${row.hosts.map(visible).join(', ')}</td></tr>`,
    )}</tbody></table></div>`
}

function problemList({ problems }: ScanResult, say: Say): Html {
  if (problems.length === 0) return html``
  return html`<h3>${say('problems')}</h3><ul>${problems.map((one) => html`<li><strong>${visible(one.path)}</strong>: ${visible(one.what)}. ${one.what_to_do}</li>`)}</ul>`
}

function evidenceTable(files: EvidenceRow[], timezone: string, say: Say): Html {
  return html`<div class="box" tabindex="0"><table><thead><tr><th>${say('file')}</th><th>${say('formats')}</th><th class="n">${say('lines')}</th><th class="n">${say('parsed')}</th><th class="n">${say('ignored')}</th><th class="n">${say('unparsed')}</th><th>${say('period')}</th></tr></thead><tbody>${files.map(
    (file) =>
      html`<tr data-find><td class="name">${visible(file.path)}${file.samples.length > 0 ? html`<details><summary>${say('samples')}</summary><pre tabindex="0">${file.samples.map((sample) => `${sample.line}: ${defangLine(sample.text)}\n`).join('')}</pre></details>` : ''}</td><td>${file.formats.join(', ')}<br><span class="soft">${file.encoding}</span></td><td class="n">${file.lines}</td><td class="n">${file.parsed}</td><td class="n">${file.ignored}</td><td class="n">${file.unparsed}</td><td>${period(file.first, file.last, timezone, say)}</td></tr>`,
  )}</tbody></table></div>`
}

function verdictChip(verdict: Verdict, say: Say): Html {
  return html`<span class="chip ${verdict}">${MARKS[verdict]} ${say(verdict)}</span>`
}

/** A line as it is, but nothing in it can be clicked by a helpful viewer, and 4,000 characters are enough to judge it. */
function defangLine(text: string): string {
  return visible(text.slice(0, 4000)).replace(/\bhttp(s?):\/\//gi, 'hxxp$1://')
}

function defangWords(finding: Finding): string {
  return finding.destinations.reduce(
    (text, destination) => text.replaceAll(destination, defang(destination)),
    visible(finding.explanation),
  )
}

function period(first: string | null, last: string | null, timezone: string, say: Say): string {
  if (!first || !last) return say('none')
  return `${localTime(first, timezone)} – ${localTime(last, timezone)} (${timezone})`
}

function localTime(iso: string, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(iso),
  )
}
