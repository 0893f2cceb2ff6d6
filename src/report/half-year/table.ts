/** The report's numbers, one row a number. */
import { ratio } from '../../desk/statistics.ts'
import type { HalfYear } from './half-year.ts'

export interface HalfYearRow {
  figure: string
  of: string
  half: string
  value: number | string
}

const COUNTS = ['consultations', 'rescues', 'onsites'] as const

export function halfYearRows({ half, figures, years, compared, recommended }: HalfYear): HalfYearRow[] {
  const ended = (year: number, part: 1 | 2) => year < half.year || part <= half.half
  return [
    ...years.flatMap(({ year, h1, h2, total }) =>
      COUNTS.flatMap((figure) => [
        { figure, of: '', half: `${year}H1`, value: h1[figure] },
        ...(ended(year, 2) ? [{ figure, of: '', half: `${year}H2`, value: h2[figure] }] : []),
        { figure, of: '', half: String(year), value: total[figure] },
      ]),
    ),
    ...Object.values(compared).flatMap(({ with: before, before: counts }) =>
      COUNTS.map((figure) => ({
        figure: `${figure}_ratio`,
        of: before,
        half: half.id,
        value: ratio(figures[figure], counts[figure]) ?? '',
      })),
    ),
    ...(
      ['rescues_by_kind', 'by_industry', 'by_channel', 'by_attack', 'by_sign', 'by_technique', 'by_campaign'] as const
    ).flatMap((figure) => figures[figure].map(({ code, n }) => ({ figure, of: code ?? '', half: half.id, value: n }))),
    ...(['days_to_rescue', 'days_to_visit', 'days_to_close'] as const).flatMap((figure) => [
      { figure, of: 'median', half: half.id, value: figures[figure].median ?? '' },
      { figure, of: 'p90', half: half.id, value: figures[figure].p90 ?? '' },
    ]),
    ...recommended.map(({ recommendation, cases }) => ({
      figure: 'recommended',
      of: recommendation.id,
      half: half.id,
      value: cases,
    })),
  ]
}
