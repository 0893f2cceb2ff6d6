/** What the organisation had better do from now on: the desk's recommendations that the case's own signs and gaps support. Each may be worded anew for the case. */
import { type Desk, rows } from '../../desk/desk.ts'
import { RECOMMENDATIONS } from '../../desk/recommendations.ts'
import type { Block } from '../document.ts'
import type { CaseFacts } from './facts.ts'

const MOST = 6

export function caseAdvice(desk: Desk, { view }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const signs = view.signs.map((sign) => sign.detector)
  const gaps = rows<{ item: string }>(
    desk,
    "SELECT item FROM posture_answer WHERE organisation_id = ? AND answer IN ('no', 'partly')",
    view.consultation.organisation_id,
  ).map((one) => one.item)
  const isUnknown = view.consultation.attack_kind === 'unknown'
  const supported = RECOMMENDATIONS.map((recommendation) => ({
    recommendation,
    reasons:
      recommendation.signs.filter((sign) => signs.includes(sign)).length +
      (recommendation.gaps ?? []).filter((gap) => gaps.includes(gap)).length +
      Number(isUnknown && recommendation.unknown === true),
  }))
    .filter((one) => one.reasons > 0)
    .sort((a, b) => b.reasons - a.reasons)
    .slice(0, MOST)
  if (supported.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '5. 今後に向けた対策' : '5. From now on' },
    {
      kind: 'paragraph',
      id: 'advice.intro',
      text:
        lang === 'ja'
          ? '今回確認された手口と対策の状況から、次の対策をお勧めします。'
          : 'What we saw, and the state of the countermeasures, speak for the following.',
    },
    ...supported.flatMap(({ recommendation }, i): Block[] => [
      { kind: 'heading', level: 2, text: `5.${i + 1} ${recommendation.title[lang]}` },
      { kind: 'paragraph', id: `advice.${recommendation.id}`, text: recommendation.text[lang] },
    ]),
  ]
}
