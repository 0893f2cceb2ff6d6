/** A heat map of what could be seen: a lane for each host or group, told by height as well as by colour. */
import * as Plot from '@observablehq/plot'
import type { State, VisibleRun } from '../story/visible-hours.ts'
import { dayAxis, svg } from './pictures.ts'
import { clockOf } from './time.ts'

export interface Lane {
  label: string
  runs: VisibleRun[]
  /** ISO hours in which any log shows it; drawn below the lane */
  active: string[]
}

const LANE = 26 // px
/** From the lane's top: what is seen fills it, what is blind is a line. */
const SHAPES: Record<State, { top: number; colour: string; opacity: number }> = {
  seen: { top: 3, colour: 'var(--ok)', opacity: 0.55 },
  partly: { top: 11, colour: 'var(--warn)', opacity: 0.75 },
  blind: { top: 18, colour: 'var(--bad)', opacity: 1 },
}
const BOTTOM = 5

export function seenPicture(lanes: Lane[], timezone: string, label: string): string {
  const bars = lanes.flatMap((lane, i) =>
    lane.runs.map((run) => ({
      lane: i,
      state: run.state,
      from: clockOf(run.from, timezone),
      to: clockOf(run.to, timezone),
    })),
  )
  const busy = lanes.flatMap((lane, i) => spells(lane.active, timezone).map(([from, to]) => ({ lane: i, from, to })))
  return svg({
    width: 1000,
    height: 40 + lanes.length * LANE,
    marginLeft: 190,
    marginTop: 8,
    style: { fontSize: '13px' },
    x: dayAxis(bars.flatMap((bar) => [bar.from, new Date(bar.to.getTime() - 1)])),
    y: {
      label: null,
      type: 'band',
      padding: 0,
      domain: lanes.map((_, i) => i),
      tickSize: 0,
      tickFormat: (i: number) => lanes[i]?.label ?? '',
    },
    marks: [
      ...(['seen', 'partly', 'blind'] as const).map((state) =>
        Plot.barX(
          bars.filter((bar) => bar.state === state),
          {
            x1: 'from',
            x2: 'to',
            y: 'lane',
            fill: SHAPES[state].colour,
            fillOpacity: SHAPES[state].opacity,
            insetTop: SHAPES[state].top,
            insetBottom: BOTTOM,
          },
        ),
      ),
      Plot.barX(busy, { x1: 'from', x2: 'to', y: 'lane', fill: 'currentColor', insetTop: LANE - 4, insetBottom: 1 }),
    ],
    ariaLabel: `${label} (${timezone})`,
  })
}

const HOUR = 3_600_000

/** Hours that follow one another as one. */
function spells(hours: string[], timezone: string): [Date, Date][] {
  const times = hours.map((hour) => clockOf(hour, timezone).getTime()).sort((a, b) => a - b)
  const found: [number, number][] = []
  for (const time of times) {
    const last = found.at(-1)
    if (last && time <= last[1]) last[1] = time + HOUR
    else found.push([time, time + HOUR])
  }
  return found.map(([from, to]) => [new Date(from), new Date(to)])
}
