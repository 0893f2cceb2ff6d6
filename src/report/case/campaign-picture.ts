/** A campaign as a picture: its cases on the left, in the order in which they came in, what two or more of them have on the right, and a line for each that has it. */
import * as Plot from '@observablehq/plot'
import type { CampaignLinks, Thing } from '../../desk/campaign-links.ts'
import type { Picture } from '../document.ts'
import { svg } from '../pictures.ts'
import { REASON_WORDS } from '../reason-words.ts'
import { defang } from '../safe-text.ts'

const CASES = 30
const THINGS = 14
const ROW = 26
const WIDTH = 640
const FONT = {
  fontFamily: 'Noto Sans CJK JP, Yu Gothic, Hiragino Sans, Meiryo, sans-serif',
  fontSize: '12px',
  color: '#1d2126',
}

export const caseName = (i: number, lang: 'ja' | 'en') => (lang === 'ja' ? `事例${i + 1}` : `Case\u00a0${i + 1}`)

/** null where nothing holds the cases together but somebody's word. */
export function campaignPicture({ months, things, chains }: CampaignLinks, lang: 'ja' | 'en'): Picture | null {
  const shownThings = things.slice(0, THINGS)
  if (shownThings.length === 0 && chains.length === 0) return null
  const shown = months.slice(0, CASES)
  const rows = Math.max(shown.length, shownThings.length)
  const yOf = (i: number, n: number) => ((i + 0.5) * rows) / n
  const cases = shown.map((month, i) => ({ y: yOf(i, shown.length), text: `${month}  ${caseName(i, lang)}` }))
  const held = shownThings.map((thing, i) => ({
    y: yOf(i, shownThings.length),
    text: cut(
      `${REASON_WORDS[thing.kind][lang]}${thing.values.length > 0 ? ` ${brief(thing)}` : ''}${more(thing.n - Math.min(1, thing.values.length), thing, lang)}`,
    ),
    thing,
  }))
  const lines = held.flatMap(({ y, thing }) =>
    thing.cases.flatMap((i) => (cases[i] ? [{ x1: LEFT, y1: cases[i].y, x2: RIGHT, y2: y }] : [])),
  )
  const arrows = chains.flatMap(([from, to]) =>
    cases[from] && cases[to] ? [{ x: LEFT - 0.02, y1: cases[from].y, y2: cases[to].y }] : [],
  )
  const height = rows * ROW + 20
  const caption = lang === 'ja' ? '事例のつながり' : 'What holds the cases together'
  const left = months.length - shown.length
  const note = lang === 'ja' ? `（ほか${left}件）` : ` (${left} more cases)`
  return {
    kind: 'picture',
    caption: left > 0 ? `${caption}${note}` : caption,
    alt: [
      ...held.map(
        ({ text, thing }) => `${text}: ${thing.cases.map((i) => caseName(i, lang)).join(lang === 'ja' ? '、' : ', ')}`,
      ),
      ...chains.map(([from, to]) => `${caseName(from, lang)} → ${caseName(to, lang)}`),
    ].join(lang === 'ja' ? '。' : '; '),
    width: WIDTH,
    height,
    svg: svg({
      width: WIDTH,
      height,
      margin: 0,
      marginTop: 10,
      marginBottom: 10,
      style: FONT,
      x: { axis: null, domain: [0, 1] },
      y: { axis: null, domain: [0, rows], reverse: true },
      marks: [
        Plot.link(lines, {
          x1: 'x1',
          y1: 'y1',
          x2: 'x2',
          y2: 'y2',
          curve: 'bump-x',
          stroke: '#0b5394',
          strokeOpacity: 0.55,
        }),
        ...arrows.map((arrow) =>
          Plot.arrow([arrow], {
            x1: 'x',
            x2: 'x',
            y1: 'y1',
            y2: 'y2',
            bend: bendOf((arrow.y2 - arrow.y1) * ROW),
            insetEnd: 5,
            insetStart: 5,
            headLength: 7,
            stroke: '#a3161f',
            strokeWidth: 1.6,
          }),
        ),
        Plot.dot(cases, { x: () => LEFT, y: 'y', r: 4, fill: '#0b5394' }),
        Plot.dot(held, { x: () => RIGHT, y: 'y', r: 4, fill: '#b45f06', symbol: 'square' }),
        Plot.text(cases, { x: () => LEFT - 0.09, y: 'y', text: 'text', textAnchor: 'end' }),
        Plot.text(held, { x: () => RIGHT + 0.015, y: 'y', text: 'text', textAnchor: 'start' }),
      ],
      ariaLabel: caption,
    }),
  }
}

/** Degrees by which an arrow of some length bends as far to the left as all others: into the gap before the names. */
const bendOf = (length: number) => (Math.sign(length) * -2 * Math.atan((2 * GAP) / Math.abs(length)) * 180) / Math.PI

const GAP = 30 // points
const LEFT = 0.27
const RIGHT = 0.5
const LETTERS = 24 // full-width; what is longer stands in the table below

/** Of a hash the beginning. */
const brief = ({ kind, values: [first = ''] }: Thing) => (kind === 'file' ? first.slice(0, 12) : defang(first))

/** How many more things of the kind there are than are shown. */
function more(left: number, { values }: Thing, lang: 'ja' | 'en'): string {
  if (left === 0 || (values.length === 0 && left === 1)) return ''
  if (values.length === 0) return lang === 'ja' ? `（${left}件）` : ` (${left})`
  return lang === 'ja' ? `（ほか${left}件）` : ` (+${left})`
}

/** By width: a full-width character is as wide as two others. */
function cut(text: string): string {
  let width = 0
  for (const [i, one] of [...text].entries()) {
    width += /[\u1100-\uffef]/.test(one) ? 1 : 0.5
    if (width > LETTERS) return `${[...text].slice(0, i).join('')}…`
  }
  return text
}
