/** Section 1: the counts, how they compare, who was helped, how long it took. */
import { type Counts, type Duration, ratio } from '../../desk/statistics.ts'
import type { Block, Paragraph } from '../document.ts'
import { dateIn, halfName, halfWordOf } from './half-words.ts'
import type { HalfYear } from './half-year.ts'
import { breakdownPicture, trendPicture } from './pictures.ts'

export function resultsSection(data: HalfYear, lang: 'ja' | 'en'): Block[] {
  const { figures, years } = data
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '1. 活動結果' : '1. Results' },
    { kind: 'heading', level: 2, text: lang === 'ja' ? '1.1 相談・支援の件数' : '1.1 Consultations and support' },
    counted(data, lang),
    table(data, lang),
    ...data.corrections.map((one) => corrected(one, lang)),
    compared('year', data, lang),
    compared('half', data, lang),
    trendPicture(years, data.half, lang),
    ...(figures.rescues > 0
      ? ([
          { kind: 'heading', level: 2, text: lang === 'ja' ? '1.2 支援した組織' : '1.2 Who was supported' },
          broken(data, lang),
          breakdownPicture(figures.rescues_by_kind, data.terms.kinds, lang),
        ] satisfies Block[])
      : []),
    ...(figures.days_to_rescue.n + figures.days_to_close.n > 0
      ? ([
          { kind: 'heading', level: 2, text: lang === 'ja' ? '1.3 対応に要した日数' : '1.3 How long it took' },
          lasted(data, lang),
        ] satisfies Block[])
      : []),
  ]
}

function counted({ half, figures }: HalfYear, lang: 'ja' | 'en'): Paragraph {
  const { consultations, rescues, onsites } = figures
  return {
    kind: 'paragraph',
    id: 'results.counts',
    text:
      lang === 'ja'
        ? `${halfName(half, 'ja')}に寄せられた相談は${consultations}件でした。緊急を要し、レスキュー支援に移行したものは${rescues}件、現地に赴いて支援したもの（オンサイト支援）は${onsites}件でした。`
        : `In the ${halfName(half, 'en')}, ${times(consultations, 'consultation')} reached the desk. ${rescues === 1 ? 'One was' : `${rescues} were`} urgent and moved to rescue support; on-site support was given in ${times(onsites, 'case')}.`,
  }
}

function table({ years, half }: HalfYear, lang: 'ja' | 'en'): Block {
  const columns = years.slice(-2) // the source compares two fiscal years
  const names: [keyof Counts, string, string][] = [
    ['consultations', '相談', 'Consultations'],
    ['rescues', 'レスキュー支援', 'Rescue support'],
    ['onsites', 'オンサイト支援', 'On-site support'],
  ]
  const hasEnded = (year: number, part: 1 | 2) => year < half.year || part <= half.half
  const shown = (value: number, year: number, part: 1 | 2) => (hasEnded(year, part) ? String(value) : '–')
  return {
    kind: 'table',
    caption: lang === 'ja' ? '相談・支援の件数' : 'Consultations and support (cases)',
    head: [
      lang === 'ja' ? '件数' : 'Cases',
      ...columns.flatMap(({ year }) => [
        ...(lang === 'ja'
          ? ['上期', '下期', '計'].map((part) => `${year}年度 ${part}`)
          : ['H1', 'H2', 'total'].map((part) => `FY${year} ${part}`)),
      ]),
    ],
    rows: names.map(([key, ja, en]) => [
      lang === 'ja' ? ja : en,
      ...columns.flatMap(({ year, h1, h2, total }) => [
        shown(h1[key], year, 1),
        shown(h2[key], year, 2),
        String(total[key]),
      ]),
    ]),
    numeric: columns.flatMap((_year, i) => [1 + i * 3, 2 + i * 3, 3 + i * 3]),
    notes:
      lang === 'ja'
        ? [
            '注1：相談は受付日、レスキュー支援は支援の開始日、オンサイト支援は最初の訪問日で集計しています。',
            '注2：オンサイト支援は、1つの案件に複数回訪問した場合も1件と数えます。',
            '注3：レスキュー支援は相談の、オンサイト支援はレスキュー支援の内数ですが、それぞれの開始日で数えるため、期をまたぐものがあります。',
          ]
        : [
            'Note 1: consultations count by the day they came in, rescues by the day they began, on-site support by the day of the first visit.',
            'Note 2: several visits to one case count once.',
            'Note 3: rescues come out of consultations and on-site support out of rescues; as each counts by its own start, they may fall into different halves.',
          ],
  }
}

const COUNTS: [keyof Counts, string, string][] = [
  ['consultations', '相談', 'consultations'],
  ['rescues', 'レスキュー支援', 'rescues'],
  ['onsites', 'オンサイト支援', 'on-site support'],
]

/** `前年度同期（2014年度下期）と比べると、相談は4.4倍（66件から291件）…` */
function compared(which: 'year' | 'half', { figures, compared: all }: HalfYear, lang: 'ja' | 'en'): Paragraph {
  const { with: half, before } = all[which]
  const parts = COUNTS.map(([key, ja, en]) => {
    const times = ratio(figures[key], before[key])
    if (lang === 'ja')
      return times === null
        ? `${ja}は0件から${figures[key]}件`
        : `${ja}は${times}倍（${before[key]}件から${figures[key]}件）`
    return times === null
      ? `${en} rose from none to ${figures[key]}`
      : `${en} ${times} times as many (${figures[key]} against ${before[key]})`
  })
  const isEmpty = COUNTS.every(([key]) => before[key] === 0)
  const name = halfWordOf(half, lang)
  const text =
    lang === 'ja'
      ? isEmpty
        ? `${which === 'year' ? '前年度同期' : '前期'}（${name}）の記録はありません。`
        : `${which === 'year' ? '前年度同期' : '前期'}（${name}）と比べると、${parts.join('、')}でした。`
      : isEmpty
        ? `There are no cases of the ${name} to compare with.`
        : `Compared with the ${name}: ${parts.join(', ')}.`
  return { kind: 'paragraph', id: `results.compared.${which}`, text }
}

function corrected(one: HalfYear['corrections'][number], lang: 'ja' | 'en'): Paragraph {
  const name = halfWordOf(one.half, lang)
  const changes = COUNTS.filter(([key]) => one.published[key] !== one.now[key]).map(([key, ja, en]) =>
    lang === 'ja'
      ? `${ja}を${one.published[key]}件から${one.now[key]}件`
      : `${en} from ${one.published[key]} to ${one.now[key]}`,
  )
  const reasons = [
    ...one.reasons.map(({ reason, n }) => (lang === 'ja' ? `${reason}（${n}件）` : `${reason} (${n})`)),
    ...(one.added > 0
      ? [lang === 'ja' ? `公表後に登録（${one.added}件）` : `entered after publication (${one.added})`]
      : []),
  ]
  return {
    kind: 'paragraph',
    id: `results.corrected.${one.half.toLowerCase()}`,
    text:
      lang === 'ja'
        ? `訂正：${name}の件数は、${dateIn(one.published_on, 'ja')}の公表から、${changes.join('、')}に訂正しました。理由：${reasons.join('、') || '記録の訂正'}。`
        : `Correction: the figures of the ${name} were changed after their publication on ${dateIn(one.published_on, 'en')}: ${changes.join(', ')}. Reason: ${reasons.join(', ') || 'records corrected'}.`,
  }
}

function broken({ figures, terms }: HalfYear, lang: 'ja' | 'en'): Paragraph {
  const parts = terms.kinds.map((kind) => {
    const n = figures.rescues_by_kind.find((one) => one.code === kind.code)?.n ?? 0
    return lang === 'ja' ? `${kind.ja}${n}件` : `${kind.en} ${n}`
  })
  return {
    kind: 'paragraph',
    id: 'results.kinds',
    text:
      lang === 'ja'
        ? `レスキュー支援${figures.rescues}件の組織種別の内訳は、${parts.join('、')}です。`
        : `The ${figures.rescues} rescues by kind of organisation: ${parts.join(', ')}.`,
  }
}

function lasted({ figures }: HalfYear, lang: 'ja' | 'en'): Paragraph {
  const parts: [Duration, string, string][] = [
    [figures.days_to_rescue, '相談の受付からレスキュー支援の開始まで', 'from the consultation to the rescue'],
    [figures.days_to_visit, 'レスキュー支援の開始から最初の訪問まで', 'from the rescue to the first visit'],
    [figures.days_to_close, '相談の受付から完了まで', 'from the consultation to its closing'],
  ]
  const told = parts
    .filter(([one]) => one.median !== null)
    .map(([one, ja, en]) =>
      lang === 'ja'
        ? `${ja}は中央値${days(one.median)}日（90パーセンタイル${days(one.p90)}日、${one.n}件）`
        : `${en} a median of ${days(one.median)} days (90th percentile ${days(one.p90)}, ${times(one.n, 'case')})`,
    )
  return {
    kind: 'paragraph',
    id: 'results.durations',
    text: lang === 'ja' ? `要した日数は、${told.join('、')}でした。` : `It took ${told.join('; ')}.`,
  }
}

const days = (value: number | null) => (value === null ? '–' : (Math.round(value * 10) / 10).toString())
const times = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
