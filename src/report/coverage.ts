/** What could and could not be seen, and what was read. */
import { html, raw } from 'hono/html'
import { problemInJapanese } from '../i18n/problem-words.ts'
import { rawLines } from './finding-list.ts'
import type { CoverageFact, EvidenceRow, Problem, ScanResult } from './findings.ts'
import { hoursSeenSection } from './hours-seen.ts'
import { coveragePicture } from './pictures.ts'
import { defangLine, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { period } from './time.ts'

/** Blind spots first: they limit every verdict. */
const GROUPS = [
  { word: 'questions', shows: (fact: CoverageFact) => fact.kind === 'question' },
  {
    word: 'blindSpots',
    shows: (fact: CoverageFact) =>
      ['blind', 'hidden', 'gap'].includes(fact.kind) || (fact.kind === 'logging' && fact.value === false),
  },
  {
    word: 'sources',
    shows: (fact: CoverageFact) =>
      ['source', 'retention'].includes(fact.kind) || (fact.kind === 'logging' && fact.value !== false),
  },
  { word: 'roles', shows: (fact: CoverageFact) => fact.kind === 'role' },
  { word: 'assumed', shows: (fact: CoverageFact) => ['assumption', 'allowed'].includes(fact.kind) },
] as const

export function coverageSection(result: ScanResult, say: Say): Html {
  const { findings, lang } = result
  const { coverage, timezone } = findings
  const hours = hoursSeenSection(result, say)
  const blindSpots = coverage.some(GROUPS[1].shows)
  return html`${raw(coveragePicture(coverage, timezone, lang, say('coverage')))}
${GROUPS.map(({ word, shows }) => {
  const facts = coverage.filter(shows)
  return facts.length === 0
    ? ''
    : html`<h3>${say(word)}</h3><ul>${facts.map(oneFact)}</ul>${word === 'blindSpots' ? hours : ''}`
})}${blindSpots ? '' : hours}`

  function oneFact(fact: CoverageFact): Html {
    return html`<li data-find>${visible(fact.text)}${fact.evidence ? html`<details><summary>${say('rawLines')}</summary>${rawLines(fact.evidence)}</details>` : ''}</li>`
  }
}

export function evidenceSection({ evidence, problems, findings, lang }: ScanResult, say: Say): Html {
  return html`${problems.length > 0 ? html`<h3>${say('problems')}</h3><ul>${[...Map.groupBy(problems, (one) => one.what).values()].map(alike)}</ul>` : ''}
<div class="box" tabindex="0"><table><thead><tr><th>${say('file')}</th><th>${say('formats')}</th><th class="n">${say('lines')}</th><th class="n">${say('parsed')}</th><th class="n">${say('ignored')}</th><th class="n">${say('unparsed')}</th><th>${say('period')}</th></tr></thead><tbody>${foldedMails(evidence.files).map((file) => evidenceRow(file, findings.timezone, say))}</tbody></table></div>`

  function alike(same: Problem[]): Html {
    const more = same.length - PROBLEMS_SHOWN
    return html`${same.slice(0, PROBLEMS_SHOWN).map(oneProblem)}${more > 0 ? html`<li>… (+${more})</li>` : ''}`
  }

  function oneProblem(problem: Problem): Html {
    const { what, what_to_do } = lang === 'ja' ? problemInJapanese(problem) : problem
    return html`<li><strong>${visible(problem.path)}</strong>: ${visible(what)}${lang === 'ja' ? '。' : '. '}${what_to_do}</li>`
  }
}

const PROBLEMS_SHOWN = 100 // of one kind: an archive made to explode has thousands
const MAILS_SHOWN = 100

/** A folder of ten thousand mails is one row after the first hundred; evidence.json has them all. */
function foldedMails(files: EvidenceRow[]): EvidenceRow[] {
  const isOneMail = (file: EvidenceRow) => ['rfc822', 'emlx', 'outlook-msg'].includes(file.formats[0] ?? '')
  const mails = files.filter(isOneMail)
  const [first] = mails.slice(MAILS_SHOWN)
  if (!first) return files
  const rest = mails.slice(MAILS_SHOWN)
  const sum = (key: 'lines' | 'parsed' | 'ignored' | 'unparsed') => rest.reduce((total, file) => total + file[key], 0)
  const times = rest.flatMap((file) => [file.first ?? [], file.last ?? []].flat()).sort()
  const row: EvidenceRow = {
    ...first,
    path: `… (+${rest.length})`,
    formats: [...new Set(rest.flatMap((file) => file.formats))],
    lines: sum('lines'),
    parsed: sum('parsed'),
    ignored: sum('ignored'),
    unparsed: sum('unparsed'),
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
  }
  const shown = new Set(mails.slice(0, MAILS_SHOWN))
  return [...files.filter((file) => !isOneMail(file) || shown.has(file)), row]
}

function evidenceRow(file: EvidenceRow, timezone: string, say: Say): Html {
  const samples =
    file.samples.length === 0
      ? ''
      : html`<details><summary>${say('samples')}</summary><pre tabindex="0">${file.samples.map((sample) => `${sample.line}: ${defangLine(sample.text)}\n`).join('')}</pre></details>`
  return html`<tr data-find><td class="name">${visible(file.path)}${file.duplicate_of === undefined ? '' : html`<br><span class="soft">${say('sameAs')} ${visible(file.duplicate_of)}</span>`}${samples}</td><td>${file.formats.join(', ')}<br><span class="soft">${file.encoding}</span></td><td class="n">${file.lines}</td><td class="n">${file.parsed}</td><td class="n">${file.ignored}</td><td class="n">${file.unparsed}</td><td>${period(file.first, file.last, timezone, say)}</td></tr>`
}
