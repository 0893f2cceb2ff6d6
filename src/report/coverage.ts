/** What could and could not be seen. */
import { html, raw } from 'hono/html'
import type { CoverageFact, ScanResult } from '../story/findings.ts'
import { rawLines } from './finding-list.ts'
import { hoursSeenSection } from './hours-seen.ts'
import { coveragePicture } from './pictures.ts'
import { visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'

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
