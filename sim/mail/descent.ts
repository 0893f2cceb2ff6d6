/** The least of a smooth function of many numbers, by L-BFGS: steps that know how the slope bent over the last few. The same numbers at every run. */

/** Gives the value at `at` and writes the slope there into `slope`. */
type Sloped = (at: Float64Array, slope: Float64Array) => number

const REMEMBERED = 6
const ENOUGH = 1e-5 // of the value: what a step must still gain

export function least(size: number, sloped: Sloped, steps: number): Float64Array {
  const at = new Float64Array(size)
  let slope = new Float64Array(size)
  let value = sloped(at, slope)
  const past: { moved: Float64Array; bent: Float64Array; scale: number }[] = []
  for (let step = 0; step < steps; step++) {
    const way = direction(slope, past)
    const next = lower(at, value, way, dot(slope, way), sloped)
    const moved = next.at.map((one, i) => one - (at[i] ?? 0))
    const bent = next.slope.map((one, i) => one - (slope[i] ?? 0))
    const both = dot(moved, bent)
    if (both > 0) past.push({ moved, bent, scale: 1 / both })
    if (past.length > REMEMBERED) past.shift()
    const gained = value - next.value
    at.set(next.at)
    slope = next.slope
    value = next.value
    if (gained < ENOUGH * value) break
  }
  return at
}

/** Down the slope, corrected by how it bent before. */
function direction(slope: Float64Array, past: { moved: Float64Array; bent: Float64Array; scale: number }[]) {
  const way = slope.map((one) => -one)
  const shares: number[] = []
  for (const [i, { moved, bent, scale }] of [...past.entries()].reverse()) {
    shares[i] = scale * dot(moved, way)
    add(way, bent, -(shares[i] ?? 0))
  }
  const last = past.at(-1)
  const size = last ? 1 / (last.scale * dot(last.bent, last.bent)) : 1 / Math.sqrt(dot(slope, slope))
  for (let i = 0; i < way.length; i++) way[i] = (way[i] ?? 0) * size
  for (const [i, { moved, bent, scale }] of past.entries()) add(way, moved, (shares[i] ?? 0) - scale * dot(bent, way))
  return way
}

/** The first of ever shorter steps that leads down as far as the slope promises. */
function lower(at: Float64Array, value: number, way: Float64Array, promised: number, sloped: Sloped) {
  const slope = new Float64Array(at.length)
  for (let length = 1; ; length /= 2) {
    const there = at.map((one, i) => one + length * (way[i] ?? 0))
    const reached = sloped(there, slope)
    if (reached <= value + 1e-4 * length * promised || length < 1e-6) return { at: there, value: reached, slope }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + times * (what[i] ?? 0)
}
