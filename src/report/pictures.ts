/** Pictures drawn on the server: plain SVG without scripts, in the page's own colours. */
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { CoverageFact, Finding } from './findings.ts'

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** A host's events by hour; the hours in which its findings lie are drawn darker below the axis. */
export function activityPicture(hours: [string, number][], findings: Finding[], timezone: string): string {
  if (hours.length === 0) return ''
  const data = hours.map(([hour, n]) => ({ hour: new Date(hour), n }))
  const spans = findings.map((finding) => ({ from: new Date(finding.first_seen), to: new Date(finding.last_seen) }))
  return svg({
    width: 300,
    height: 64,
    marginLeft: 4,
    marginRight: 4,
    marginTop: 4,
    marginBottom: 20,
    x: { type: 'utc', ticks: 4, label: null },
    y: { axis: null, type: 'sqrt' },
    marks: [
      Plot.rectY(data, { x: 'hour', y: 'n', interval: 'hour', fill: 'currentColor', fillOpacity: 0.35 }),
      Plot.ruleY(spans, { x1: 'from', x2: 'to', y: 0, stroke: 'var(--bad)', strokeWidth: 4 }),
    ],
    ariaLabel: `events by hour, UTC (${timezone} in the tables)`,
  })
}

/** Sources against hours: dark where there are records. */
export function coveragePicture(facts: CoverageFact[], timezone: string): string {
  const cells = facts.flatMap((fact) =>
    (fact.hours ?? []).map(([hour, n]) => ({ source: fact.subject, hour: new Date(hour), n })),
  )
  if (cells.length === 0) return ''
  return svg({
    width: 1000,
    height: 60 + new Set(cells.map((cell) => cell.source)).size * 34,
    marginLeft: 220,
    x: { type: 'utc', label: null },
    y: { label: null },
    color: { type: 'log', scheme: 'blues' },
    marks: [Plot.barX(cells, { x: 'hour', y: 'source', interval: 'hour', fill: 'n', inset: 0 })],
    ariaLabel: `hours with records by source, UTC (${timezone} in the tables)`,
  })
}

function svg(options: Plot.PlotOptions): string {
  const figure = Plot.plot({
    ...options,
    document: document as unknown as Document,
    style: { background: 'transparent' },
  })
  // One picture, one label: those of its parts are not allowed on plain groups (axe: aria-prohibited-attr).
  for (const part of figure.querySelectorAll('g')) {
    part.removeAttribute('aria-label')
    part.removeAttribute('aria-description')
  }
  figure.setAttribute('role', 'img')
  return figure.outerHTML.replaceAll(/<style>.*?<\/style>/gs, '')
}
