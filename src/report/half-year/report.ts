/** The half-year report: results, what was characteristic, recommendations; in the shape in which J-CRAT publishes its own. */

import { type Desk, row, today } from '../../desk/desk.ts'
import { type Half, halfBefore } from '../../desk/fiscal.ts'
import { correction } from '../../desk/publication.ts'
import { recommended } from '../../desk/recommended.ts'
import { edits, merged } from '../../desk/report-text.ts'
import { comparisons, figures, years } from '../../desk/statistics.ts'
import { terms } from '../../desk/vocabulary.ts'
import type { Document } from '../document.ts'
import { withEdits } from '../edited.ts'
import { adviceSection } from './advice.ts'
import { examples } from './examples.ts'
import { dateIn, halfName } from './half-words.ts'
import type { HalfYear } from './half-year.ts'
import { resultsSection } from './results.ts'
import { traitsSection } from './traits.ts'

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
