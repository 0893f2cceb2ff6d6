/** Pictures drawn on the server: plain SVG without scripts, in the page's own colours. Axes show the clock of the report's zone. */
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom/worker' // the same in one file, which loads in a third of the time
import type { AttackStory, CoverageFact, Finding } from '../story/findings.ts'
import { clockOf } from './time.ts'

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** A host's events by hour; the hours in which its findings lie are drawn below the axis. */
export function activityPicture(
  hours: [string, number][],
  findings: Finding[],
  timezone: string,
  label: string,
): string {
  if (hours.length === 0) return ''
  const data = hours.map(([hour, n]) => ({ hour: clockOf(hour, timezone), n }))
  const spans = findings.map((finding) => ({
    from: clockOf(finding.first_seen, timezone),
    to: clockOf(finding.last_seen, timezone),
  }))
  return svg({
    width: 680,
    height: 76,
    marginLeft: 14,
    marginRight: 14,
    marginTop: 4,
    marginBottom: 22,
    x: dayAxis(data.map((one) => one.hour)),
    y: { axis: null, type: 'sqrt' },
    marks: [
      Plot.rectY(data, { x: 'hour', y: 'n', interval: 'hour', fill: 'currentColor', fillOpacity: 0.35 }),
      Plot.ruleY(spans, { x1: 'from', x2: 'to', y: 0, stroke: 'var(--bad)', strokeWidth: 4 }),
    ],
    ariaLabel: `${label} (${timezone})`,
  })
}

/** An attack in time: one lane a tactic, a bar from each step's beginning to its end. */
export function phasePicture(phases: AttackStory['phases'], timezone: string, label: string): string {
  const bars = phases.flatMap((phase) =>
    phase.steps.map((step) => {
      const [from, until] = [clockOf(step.time, timezone), clockOf(step.until, timezone)]
      return { name: phase.name, from, to: new Date(Math.max(until.getTime(), from.getTime() + SHORT)) }
    }),
  )
  return svg({
    width: 900,
    height: 36 + phases.length * 30,
    marginLeft: 170,
    style: { fontSize: '13px' },
    x: dayAxis(bars.flatMap((bar) => [bar.from, bar.to])),
    y: { label: null, domain: phases.map((phase) => phase.name) },
    marks: [
      Plot.barX(bars, {
        x1: 'from',
        x2: 'to',
        y: 'name',
        fill: 'var(--bad)',
        fillOpacity: 0.5,
        insetTop: 5,
        insetBottom: 5,
      }),
    ],
    ariaLabel: `${label} (${timezone})`,
  })
}

const SHORT = 3_600_000 // a moment is drawn an hour wide, to be seen

const SOURCE_NAMES: Record<string, [string, string]> = {
  web: ['プロキシ・Web', 'proxy and web'],
  flow: ['通信（FW等）', 'connections'],
  dns: ['DNS', 'DNS'],
}
const FINE = 24 * 14 // hours up to which every hour has a cell; beyond, six hours share one

/** A heat map: sources against time, darker where there is more; blank where nothing was logged. */
export function coveragePicture(facts: CoverageFact[], timezone: string, lang: 'ja' | 'en', label: string): string {
  const name = (source: string) => SOURCE_NAMES[source]?.[lang === 'ja' ? 0 : 1] ?? source
  const hours = facts.flatMap((fact) =>
    (fact.hours ?? []).map(([hour, n]) => ({ source: name(fact.subject), hour: clockOf(hour, timezone), n })),
  )
  if (hours.length === 0) return ''
  const times = hours.map((cell) => cell.hour.getTime())
  const [earliest, latest] = minmax(times)
  const span = (latest - earliest) / 3_600_000
  const step = (span > FINE ? 6 : 1) * 3_600_000
  const cells = [
    ...Map.groupBy(hours, (cell) => `${cell.source} ${Math.floor(cell.hour.getTime() / step)}`).values(),
  ].map((group) => {
    const from = Math.floor((group[0]?.hour.getTime() ?? 0) / step) * step
    return {
      source: group[0]?.source ?? '',
      from: new Date(from),
      to: new Date(from + step),
      n: group.reduce((sum, cell) => sum + cell.n, 0),
    }
  })
  return svg({
    width: 1000,
    height: 50 + new Set(cells.map((cell) => cell.source)).size * 34,
    marginLeft: 120,
    style: { fontSize: '13px' },
    x: dayAxis(cells.map((cell) => cell.from)),
    y: { label: null },
    opacity: { type: 'log', range: [0.15, 0.9] },
    marks: [
      Plot.barX(cells, {
        x1: 'from',
        x2: 'to',
        y: 'source',
        fill: 'var(--accent)',
        opacity: 'n',
        insetTop: 3,
        insetBottom: 3,
      }),
    ],
    ariaLabel: `${label} (${timezone})`,
  })
}

const DAY = 86_400_000
const LABELS = 10 // days that are named on an axis

/** Days, named at their midnight as month/day; every so many of them on a long axis. */
export function dayAxis(times: Date[]): Plot.ScaleOptions {
  const [earliest, latest] = minmax(times.map((time) => time.getTime()))
  const days = Math.floor(latest / DAY) - Math.floor(earliest / DAY) + 1
  const step = Math.ceil(days / LABELS)
  const ticks = Array.from(
    { length: Math.ceil(days / step) },
    (_, i) => new Date((Math.floor(earliest / DAY) + i * step) * DAY),
  )
  return {
    type: 'utc',
    label: null,
    domain: [new Date(Math.floor(earliest / DAY) * DAY), new Date(latest + DAY / 24)],
    ticks,
    tickFormat: (day: Date) => `${day.getUTCMonth() + 1}/${day.getUTCDate()}`,
  }
}

/** Smallest and largest: Math.max can't take a hundred thousand arguments. */
function minmax(values: number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  )
}

export function svg(options: Plot.PlotOptions): string {
  const style = typeof options.style === 'object' ? options.style : {}
  const figure = Plot.plot({
    ...options,
    document: document as unknown as Document,
    style: { background: 'transparent', ...style },
  })
  // One picture, one label: those of its parts are not allowed on plain groups (axe: aria-prohibited-attr).
  for (const part of figure.querySelectorAll('g')) {
    part.removeAttribute('aria-label')
    part.removeAttribute('aria-description')
  }
  figure.setAttribute('role', 'img')
  return figure.outerHTML.replaceAll(/<style>.*?<\/style>/gs, '')
}
