/** The half-year report: results, what was characteristic, recommendations; in the shape in which J-CRAT publishes its own. */
import { type Desk, row, today } from '../../desk/desk.ts'
import { type Half, halfBefore } from '../../desk/fiscal.ts'
import { type Correction, correction } from '../../desk/publication.ts'
import { type Recommended, recommended } from '../../desk/recommended.ts'
import { edits, merged } from '../../desk/report-text.ts'
import { comparisons, type Figures, figures, type YearRow, years } from '../../desk/statistics.ts'
import { type Term, terms } from '../../desk/vocabulary.ts'
import type { Document } from '../document.ts'
import { withEdits } from '../edited.ts'
import { adviceSection } from './advice.ts'
import { type Example, examples } from './examples.ts'
import { resultsSection } from './results.ts'
import { traitsSection } from './traits.ts'

/** All that the report tells, before any sentence. */
export interface HalfYear {
  half: Half
  figures: Figures
  before: Figures
  years: YearRow[]
  compared: ReturnType<typeof comparisons>
  corrections: Correction[]
  recommended: Recommended[]
  examples: Example[]
  terms: { kinds: Term[]; industries: Term[]; attacks: Term[] }
}

export interface HalfYearReport {
  data: HalfYear
  document: Document
  /** paragraph → its text before anybody's edit */
  generated: Map<string, string>
}

export function halfYearReport(desk: Desk, half: Half, lang: 'ja' | 'en', asOf = today(desk)): HalfYearReport {
  const edited = edits(desk, `half-year ${half.id}`, lang)
  const inJapanese = edits(desk, `half-year ${half.id}`, 'ja')
  const before = halfBefore(half, desk.fiscalStart)
  const data: HalfYear = {
    half,
    figures: figures(desk, half, asOf),
    before: figures(desk, before, asOf),
    years: years(desk, half, asOf),
    compared: comparisons(desk, half, asOf),
    corrections: [before, half].flatMap((one) => correction(desk, one, asOf) ?? []),
    recommended: recommended(desk, half, {
      asOf,
      worded: ({ id, text }) => merged(inJapanese.get(`advice.${id}`), text.ja).text,
    }),
    examples: examples(desk, half, asOf),
    terms: {
      kinds: terms(desk, 'organisation_kind'),
      industries: terms(desk, 'industry'),
      attacks: terms(desk, 'attack_kind'),
    },
  }
  const { blocks, generated } = withEdits(
    [...resultsSection(data, lang), ...traitsSection(data, lang), ...adviceSection(data, lang)],
    edited,
  )
  const deskName = row<{ value: string }>(desk, "SELECT value FROM setting WHERE name = 'desk_name'")?.value ?? ''
  return {
    data,
    generated,
    document: {
      lang,
      title:
        lang === 'ja'
          ? '標的型サイバー攻撃に関する相談・支援の活動報告'
          : 'Activity report on consultations and support against targeted attacks',
      subtitle: halfName(half, lang),
      cover: [
        ...(deskName === '' ? [] : [deskName]),
        lang === 'ja' ? `発行日：${dateIn(today(desk), lang)}` : `Issued ${dateIn(today(desk), lang)}`,
        lang === 'ja' ? `集計：${dateIn(asOf, lang)}現在` : `Figures as of ${dateIn(asOf, lang)}`,
      ],
      blocks,
    },
  }
}

/** 2015年度下期（2015年10月～2016年3月） */
export function halfName({ year, half, from, until }: Half, lang: 'ja' | 'en'): string {
  const last = new Date(Date.parse(`${until}T00:00:00Z`) - 86_400_000).toISOString()
  if (lang === 'ja') return `${halfWord({ year, half }, 'ja')}（${month(from, 'ja')}～${month(last, 'ja')}）`
  return `${halfWord({ year, half }, 'en')} (${month(from, 'en')} – ${month(last, 'en')})`
}

function halfWord({ year, half }: Pick<Half, 'year' | 'half'>, lang: 'ja' | 'en'): string {
  return lang === 'ja'
    ? `${year}年度${half === 1 ? '上期' : '下期'}`
    : `${half === 1 ? 'first' : 'second'} half of fiscal ${year}`
}

/** By its id, as in a comparison. */
export function halfWordOf(id: string, lang: 'ja' | 'en'): string {
  return halfWord({ year: Number(id.slice(0, 4)), half: id.endsWith('1') ? 1 : 2 }, lang)
}

function month(day: string, lang: 'ja' | 'en'): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  }).format(date)
}

export function dateIn(day: string, lang: 'ja' | 'en'): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: 'UTC', dateStyle: 'long' }).format(date)
}
