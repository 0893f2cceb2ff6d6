/** The report's two pictures: the trend over the halves, and the rescues by kind of organisation. Told by pattern and number, not by colour alone. */
import * as Plot from '@observablehq/plot'
import type { Half } from '../../desk/fiscal.ts'
import type { Counts, Tally, YearRow } from '../../desk/statistics.ts'
import type { Term } from '../../desk/vocabulary.ts'
import type { Picture } from '../document.ts'
import { svg } from '../pictures.ts'

const FONT = {
  fontFamily: 'Noto Sans CJK JP, Yu Gothic, Hiragino Sans, Meiryo, sans-serif',
  fontSize: '13px',
  color: '#1d2126',
}
const WIDTH = 600

export function trendPicture(years: YearRow[], last: Half, lang: 'ja' | 'en'): Picture {
  const names: [keyof Counts, string, string, string][] = [
    ['consultations', '相談', 'Consultations', '#0b5394'],
    ['rescues', 'レスキュー支援', 'Rescue support', '#b45f06'],
    ['onsites', 'オンサイト支援', 'On-site support', '#38761d'],
  ]
  const halves = years.flatMap(({ year, h1, h2 }) => [
    { half: halfLabel(year, 1, lang), ...h1 },
    ...(year === last.year && last.half === 1 ? [] : [{ half: halfLabel(year, 2, lang), ...h2 }]),
  ])
  const data = halves.flatMap((one) =>
    names.map(([key, ja, en]) => ({ half: one.half, name: lang === 'ja' ? ja : en, n: one[key] })),
  )
  const order = names.map(([, ja, en]) => (lang === 'ja' ? ja : en))
  const caption = lang === 'ja' ? '件数の推移' : 'Cases over the halves'
  const height = 300
  return {
    kind: 'picture',
    caption,
    alt: halves
      .map((one) =>
        lang === 'ja'
          ? `${one.half}は相談${one.consultations}件、レスキュー支援${one.rescues}件、オンサイト支援${one.onsites}件`
          : `${one.half}: ${one.consultations} consultations, ${one.rescues} rescues, ${one.onsites} on-site`,
      )
      .join(lang === 'ja' ? '。' : '; '),
    width: WIDTH,
    height,
    svg: svg({
      width: WIDTH,
      height,
      marginTop: 30,
      marginBottom: 34,
      style: FONT,
      fx: { label: null, domain: halves.map((one) => one.half), axis: 'bottom', padding: 0.15 },
      x: { axis: null, domain: order, padding: 0.1 },
      y: { label: null, grid: true, nice: true },
      color: { domain: order, range: names.map(([, , , colour]) => colour) },
      marks: [
        Plot.barY(data, { fx: 'half', x: 'name', y: 'n', fill: 'name' }),
        Plot.text(data, { fx: 'half', x: 'name', y: 'n', text: (one: { n: number }) => String(one.n), dy: -8 }),
        Plot.ruleY([0]),
        // names in the first half's columns would not fit: a legend of our own, above
        ...order.map((name, i) =>
          Plot.text([name], {
            frameAnchor: 'top-left',
            facet: 'super',
            dx: i * 150,
            dy: -24,
            text: [`■ ${name}`],
            fill: names[i]?.[3] ?? 'black',
          }),
        ),
      ],
      ariaLabel: caption,
    }),
  }
}

const halfLabel = (year: number, half: 1 | 2, lang: 'ja' | 'en') =>
  lang === 'ja' ? `${year}${half === 1 ? '上' : '下'}` : `${year} H${half}`

export function breakdownPicture(tallies: Tally[], kinds: Term[], lang: 'ja' | 'en'): Picture {
  const data = kinds.map((kind) => ({ name: kind[lang], n: tallies.find((one) => one.code === kind.code)?.n ?? 0 }))
  const caption = lang === 'ja' ? 'レスキュー支援の組織種別' : 'Rescues by kind of organisation'
  const height = 40 + data.length * 36
  return {
    kind: 'picture',
    caption,
    alt: data
      .map(({ name, n }) => (lang === 'ja' ? `${name}${n}件` : `${name} ${n}`))
      .join(lang === 'ja' ? '、' : ', '),
    width: WIDTH,
    height,
    svg: svg({
      width: WIDTH,
      height,
      marginLeft: lang === 'ja' ? 150 : 250,
      marginRight: 40,
      style: FONT,
      x: { label: null, grid: true, nice: true },
      y: { label: null, domain: data.map((one) => one.name) },
      marks: [
        Plot.barX(data, { y: 'name', x: 'n', fill: '#0b5394' }),
        Plot.text(data, { y: 'name', x: 'n', text: (one: { n: number }) => String(one.n), dx: 12 }),
        Plot.ruleX([0]),
      ],
      ariaLabel: caption,
    }),
  }
}
