/**
 * What an icon looks like to a person: a text file, a Word, Excel or PDF document, a folder. Not the pixels of certain icons but what all of them
 * share: the hue that dominates and where it lies, the page or the folder's outline, lines of text, a W or an X. What only resembles one of
 * them in colour (a blue app with another letter, a carton, a calendar) must not count, so each rule asks for shape and colour together.
 */
import { canvas, LETTERS, letter } from './drawing.ts'
import { normalised, type Picture } from './picture.ts'

export type Look = 'text' | 'word' | 'excel' | 'pdf' | 'folder'

const SIDE = 48

export function lookOf(icon: Picture): Look | null {
  const shape = normalised(icon, SIDE)
  if (!shape || icon.width < 16) return null
  const view = seen(shape.picture, shape.aspect)
  if (isFolder(view)) return 'folder'
  const office = officeLook(view)
  if (office) return office
  if (isPdf(view)) return 'pdf'
  return isText(view) ? 'text' : null
}

type Tint = 'clear' | 'white' | 'grey' | 'dark' | 'red' | 'yellow' | 'green' | 'blue' | 'other'

interface View {
  aspect: number
  tints: Tint[]
  /** 0..1 */
  light: number[]
  share: Record<Tint, number> // of what is opaque
  opaque: number // of the square
}

function seen({ pixels }: Picture, aspect: number): View {
  const tints: Tint[] = []
  const light: number[] = []
  for (let i = 0; i < pixels.length; i += 4) {
    const [r = 0, g = 0, b = 0, a = 0] = pixels.subarray(i, i + 4)
    tints.push(a < 128 ? 'clear' : tint(r, g, b))
    light.push(a < 128 ? 1 : (r * 0.3 + g * 0.59 + b * 0.11) / 255)
  }
  const opaque = tints.filter((one) => one !== 'clear').length
  const of = (name: Tint) => (opaque === 0 ? 0 : tints.filter((one) => one === name).length / opaque)
  const share = Object.fromEntries(TINTS.map((name) => [name, of(name)])) as Record<Tint, number>
  return { aspect, tints, light, share, opaque: opaque / tints.length }
}

const TINTS: Tint[] = ['clear', 'white', 'grey', 'dark', 'red', 'yellow', 'green', 'blue', 'other']

function tint(r: number, g: number, b: number): Tint {
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)]
  const saturation = high === 0 ? 0 : (high - low) / high
  if (saturation < 0.22) return high > 205 ? 'white' : high > 95 ? 'grey' : 'dark'
  if (high < 60) return 'dark'
  const step = high - low
  const hue = 60 * (high === r ? ((g - b) / step + 6) % 6 : high === g ? (b - r) / step + 2 : (r - g) / step + 4)
  if (hue < 14 || hue > 340) return saturation > 0.5 ? 'red' : 'other'
  if (hue >= 36 && hue < 62) return 'yellow'
  if (hue >= 95 && hue < 172) return 'green'
  return hue >= 195 && hue < 240 ? 'blue' : 'other'
}

const at = (view: View, x: number, y: number) => view.tints[y * SIDE + x] ?? 'clear'
const range = (from: number, to: number) =>
  Array.from(
    { length: Math.max(0, Math.round(to * SIDE) - Math.round(from * SIDE)) },
    (_, i) => Math.round(from * SIDE) + i,
  )

/** Share of a rectangle (0..1 of the square) that fits. */
function part(view: View, x0: number, y0: number, x1: number, y1: number, fits: (tint: Tint) => boolean): number {
  const cells = range(y0, y1).flatMap((y) => range(x0, x1).map((x) => at(view, x, y)))
  return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length
}

const opaque = (one: Tint) => one !== 'clear'

/** Yellow, wider than high, square at the bottom, and a tab at the top left. */
function isFolder(view: View): boolean {
  if (view.share.yellow < 0.6 || view.aspect < 1.02 || view.aspect > 1.6) return false
  const bottom = part(view, 0.04, 0.8, 0.96, 0.94, opaque)
  const body = part(view, 0.05, 0.3, 0.95, 0.9, opaque)
  const tab = part(view, 0.05, 0.02, 0.33, 0.09, opaque)
  const beside = part(view, 0.6, 0, 0.95, 0.07, opaque)
  return bottom > 0.9 && body > 0.93 && tab > 0.6 && beside < 0.35
}

/** White, higher than wide, with straight sides. */
function isPage(view: View, white: number): boolean {
  const sides = part(view, 0, 0.3, 0.12, 0.95, opaque) > 0.9 && part(view, 0.88, 0.3, 1, 0.95, opaque) > 0.9
  return view.share.white >= white && view.aspect >= 0.6 && view.aspect <= 1.02 && view.opaque > 0.85 && sides
}

const coloured = (view: View) =>
  view.share.red + view.share.yellow + view.share.green + view.share.blue + view.share.other

/** A page with lines: thin bands from side to side with clear paper between them, not the shape of a picture, a table or a calendar. */
function isText(view: View): boolean {
  if (!isPage(view, 0.45) || coloured(view) - view.share.blue > 0.1 || view.share.blue > 0.35) return false
  const rows = range(0.1, 0.92).map((y) => inked(view, y))
  const bands = bandsOf(rows.map((one) => one > 0.5))
  const lines = bands.filter(([from, to]) => to - from <= SIDE * 0.13)
  const between = rows.filter((one) => one <= 0.5)
  const clear = between.filter((one) => one < 0.12).length
  const columns = range(0.28, 0.6).map((x) => average(range(0.1, 0.8).map((y) => view.light[y * SIDE + x] ?? 1)))
  const unbroken = Math.max(...columns) - Math.min(...columns) < 0.06 // words of a line touch; cells of a table do not
  return lines.length >= 3 && lines.length === bands.length && clear >= between.length * 0.6 && unbroken
}

/** Share of the page's middle that is darker than its paper, in one row. */
function inked(view: View, y: number): number {
  const cells = range(0.28, 0.66).map((x) => view.light[y * SIDE + x] ?? 1)
  return cells.filter((light) => light < 0.86).length / cells.length
}

/** Runs of true, as [first, after the last]. */
function bandsOf(rows: boolean[]): [number, number][] {
  return rows.flatMap((one, i): [number, number][] => {
    if (!one || rows[i - 1]) return []
    const end = rows.indexOf(false, i)
    return [[i, end < 0 ? rows.length : end]]
  })
}

/** A page with one red band across it, below its head: a calendar's stands at the very top. */
function isPdf(view: View): boolean {
  if (view.share.red < 0.08 || view.share.red > 0.6 || view.share.white < 0.28) return false
  if (view.aspect < 0.6 || view.aspect > 1.1 || coloured(view) - view.share.red > 0.12) return false
  const rows = range(0, 1).map((y) => range(0, 1).filter((x) => at(view, x, y) === 'red').length / SIDE)
  // letters in the band leave gaps of white
  const red = rows.map((one) => one > 0.35)
  const first = red.indexOf(true)
  const last = red.lastIndexOf(true)
  if (first < SIDE * 0.18 || first < 0) return false
  const height = last - first + 1
  const wide = Math.max(...rows) > 0.6
  const solid = red.slice(first, last + 1).filter((one) => one).length / height > 0.6
  const above = part(view, 0.15, 0.06, 0.6, first / SIDE - 0.03, (one) => one === 'white' || one === 'grey')
  return wide && solid && height >= SIDE * 0.12 && height <= SIDE * 0.5 && above > 0.7
}

/** Blue with a W, green with an X, red with Acrobat's three loops; nothing else of much colour. */
function officeLook(view: View): Look | null {
  for (const [tintName, glyph, look] of GLYPHS) {
    const share = view.share[tintName]
    if (share < 0.1 || share < coloured(view) * 0.7) continue
    if (letterIn(view, tintName) === glyph) return look
  }
  return null
}

const GLYPHS: [Tint, string, Look][] = [
  ['blue', 'W', 'word'],
  ['green', 'X', 'excel'],
  ['red', 'swoosh', 'pdf'],
]

const GLYPH = 14

/** The letter that stands in light on a ground of this tint, or in this tint on light; '' where none fits well. */
function letterIn(view: View, ground: Tint): string {
  const tinted = view.tints.map((one) => one === ground)
  const area = bounds(tinted)
  if (!area) return ''
  // the page behind a badge reaches the badge's edge, a letter does not
  const light = view.tints.map((one, i) => one === 'white' && enclosed(i, area))
  const parts = [...components(light), ...components(tinted), light, tinted]
  const best = parts.map((mask) => bestLetter(glyphOf(mask))).sort((a, b) => b.score - a.score)[0]
  return best && best.score > 0.62 && best.lead > 0.04 ? best.text : ''
}

function bestLetter(glyph: number[] | null): { text: string; score: number; lead: number } {
  const scores = new Map<string, number>()
  for (const [text, template] of glyph ? templates() : []) {
    scores.set(text, Math.max(scores.get(text) ?? 0, correlation(glyph ?? [], template)))
  }
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1])
  return { text: first?.[0] ?? '', score: first?.[1] ?? 0, lead: (first?.[1] ?? 0) - (second?.[1] ?? 0) }
}

/** Parts that hang together, each of at least one cell in a hundred. */
function components(mask: boolean[]): boolean[][] {
  const left = [...mask]
  const found: boolean[][] = []
  for (let start = left.indexOf(true); start >= 0 && found.length < 40; start = left.indexOf(true)) {
    const part = new Array<boolean>(mask.length).fill(false)
    const queue = [start]
    let size = 0
    left[start] = false
    while (queue.length > 0) {
      const i = queue.pop() ?? 0
      part[i] = true
      size++
      for (const next of [i % SIDE > 0 ? i - 1 : -1, i % SIDE < SIDE - 1 ? i + 1 : -1, i - SIDE, i + SIDE]) {
        if (!left[next]) continue
        left[next] = false
        queue.push(next)
      }
    }
    if (size >= mask.length / 100) found.push(part)
  }
  return found
}

type Bounds = [number, number, number, number]

/** Where at least a few cells of a row or column are set. */
function bounds(mask: boolean[]): Bounds | null {
  const rows = range(0, 1).filter((y) => mask.slice(y * SIDE, (y + 1) * SIDE).filter((one) => one).length > 2)
  const columns = range(0, 1).filter((x) => range(0, 1).filter((y) => mask[y * SIDE + x]).length > 2)
  const [left, right, top, bottom] = [columns[0], columns.at(-1), rows[0], rows.at(-1)]
  return left === undefined || right === undefined || top === undefined || bottom === undefined
    ? null
    : [left, top, right, bottom]
}

function enclosed(i: number, [left, top, right, bottom]: Bounds): boolean {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
  return x > left && x < right && y > top && y < bottom
}

function glyphOf(mask: boolean[]): number[] | null {
  const area = bounds(mask)
  if (!area) return null
  const [left, top, right, bottom] = area
  const [w, h] = [right - left + 1, bottom - top + 1]
  if (w < 6 || h < 6 || w / h > 2.4 || h / w > 2.4) return null
  return Array.from({ length: GLYPH * GLYPH }, (_, i) => {
    const [x, y] = [i % GLYPH, Math.floor(i / GLYPH)]
    const [x0, x1] = [
      left + Math.floor((x * w) / GLYPH),
      left + Math.max(Math.floor((x * w) / GLYPH) + 1, Math.ceil(((x + 1) * w) / GLYPH)),
    ]
    const [y0, y1] = [
      top + Math.floor((y * h) / GLYPH),
      top + Math.max(Math.floor((y * h) / GLYPH) + 1, Math.ceil(((y + 1) * h) / GLYPH)),
    ]
    let [set, n] = [0, 0]
    for (let cy = y0; cy < y1; cy++) for (let cx = x0; cx < x1; cx++, n++) if (mask[cy * SIDE + cx]) set++
    return n === 0 ? 0 : set / n
  })
}

const average = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length)

function correlation(a: number[], b: number[]): number {
  const [meanA, meanB] = [average(a), average(b)]
  let [both, squareA, squareB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB]
    both += x * y
    squareA += x * x
    squareB += y * y
  }
  return squareA === 0 || squareB === 0 ? 0 : both / Math.sqrt(squareA * squareB)
}

let drawn: [string, number[]][] | null = null

/** Each letter thin, plain and bold; drawn when the first icon needs them. */
function templates(): [string, number[]][] {
  drawn ??= Object.keys(LETTERS).flatMap((text) =>
    [0.12, 0.18, 0.26].map((thick): [string, number[]] => {
      const picture = canvas(SIDE)
      letter(picture, text, [0.15, 0.1, 0.7, 0.8], thick, [255, 255, 255])
      const mask = Array.from({ length: SIDE * SIDE }, (_, i) => (picture.pixels[i * 4 + 3] ?? 0) > 127)
      return [text, glyphOf(mask) ?? new Array<number>(GLYPH * GLYPH).fill(0)]
    }),
  )
  return drawn
}
