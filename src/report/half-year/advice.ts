/** Section 3: what organisations should do, each with the cases of this half that it would have helped. */
import type { Novelty } from '../../desk/recommended.ts'
import type { Text } from '../../i18n/text.ts'
import type { Block } from '../document.ts'
import type { HalfYear } from './half-year.ts'

const NOVELTY: Record<Novelty, Text> = {
  new: { ja: '新規', en: 'new' },
  revised: { ja: '改版', en: 'revised' },
  again: { ja: '再掲載', en: 'repeated' },
}

export function adviceSection({ recommended, figures }: HalfYear, lang: 'ja' | 'en'): Block[] {
  const heading: Block = { kind: 'heading', level: 1, text: lang === 'ja' ? '3. 推奨する対策' : '3. Recommendations' }
  if (recommended.length === 0) {
    return [
      heading,
      {
        kind: 'paragraph',
        id: 'advice.none',
        text:
          lang === 'ja'
            ? '今期の案件から、新たに推奨する対策はありません。'
            : 'The cases of this half support no recommendation.',
      },
    ]
  }
  return [
    heading,
    {
      kind: 'paragraph',
      id: 'advice.intro',
      text:
        lang === 'ja'
          ? `今期の相談${figures.consultations}件で確認された手口に基づき、次の${recommended.length}項目を推奨します。それぞれに、今期の案件のうち、その対策で防げた、または早く気付けた可能性のある件数を示します。`
          : `What the ${figures.consultations} consultations of this half showed supports the following ${recommended.length} recommendations. Each tells in how many cases it might have prevented the attack, or shown it earlier.`,
    },
    {
      kind: 'table',
      caption:
        lang === 'ja'
          ? '推奨する対策と、役立った可能性のある案件数'
          : 'Recommendations, and cases that they might have helped',
      head: lang === 'ja' ? ['対策', '区分', '案件数'] : ['Recommendation', 'Status', 'Cases'],
      rows: recommended.map((one) => [one.recommendation.title[lang], NOVELTY[one.novelty][lang], String(one.cases)]),
      numeric: [2],
      notes: [
        lang === 'ja'
          ? '注：新規は前期の報告にないもの、改版は前期から内容を改めたもの、再掲載は前期と同じものです。'
          : 'Note: new means not in the report of the half before, revised means worded anew, repeated means unchanged.',
      ],
    },
    ...recommended.flatMap(({ recommendation, novelty, cases }, i): Block[] => [
      {
        kind: 'heading',
        level: 2,
        text:
          lang === 'ja'
            ? `3.${i + 1} ${recommendation.title.ja}【${NOVELTY[novelty].ja}】`
            : `3.${i + 1} ${recommendation.title.en} [${NOVELTY[novelty].en}]`,
      },
      { kind: 'paragraph', id: `advice.${recommendation.id}`, text: recommendation.text[lang] },
      {
        kind: 'paragraph',
        id: `advice.${recommendation.id}.cases`,
        text:
          lang === 'ja'
            ? `今期の${cases}件で役立った可能性があります。`
            : `It might have helped in ${cases} case${cases === 1 ? '' : 's'} of this half.`,
      },
    ]),
  ]
}
