/** Which recommendations a half supports: how many of its cases each would have helped, and whether it is new. */
import { type Desk, rows, today } from './desk.ts'
import { type Half, halfBefore } from './fiscal.ts'
import { publications } from './publication.ts'
import { RECOMMENDATIONS, type Recommendation, textHash } from './recommendations.ts'

/** 新規, 改版, 再掲載 */
export type Novelty = 'new' | 'revised' | 'again'

export interface Recommended {
  recommendation: Recommendation
  cases: number
  novelty: Novelty
}

/** The most helpful first. `worded` is how the present report words one, where somebody edited it. */
export function recommended(
  desk: Desk,
  half: Half,
  {
    asOf = today(desk),
    worded = (one: Recommendation) => one.text.ja,
  }: { asOf?: string; worded?: (one: Recommendation) => string } = {},
): Recommended[] {
  const before = halfBefore(half, desk.fiscalStart)
  const published = publications(desk, before).at(-1)
  const known = published ? (JSON.parse(published.recommended) as Record<string, string>) : null
  return RECOMMENDATIONS.map((recommendation) => ({
    recommendation,
    cases: helped(desk, half, recommendation, asOf),
    novelty: novelty(recommendation),
  }))
    .filter((one) => one.cases > 0)
    .sort((a, b) => b.cases - a.cases)

  function novelty(one: Recommendation): Novelty {
    // a half that was published without this desk recommends what its cases support
    if (!known || Object.keys(known).length === 0) return helped(desk, before, one, asOf) > 0 ? 'again' : 'new'
    if (known[one.id] === undefined) return 'new'
    return known[one.id] === textHash(one.title.ja, worded(one)) ? 'again' : 'revised'
  }
}

function helped(desk: Desk, half: Half, { signs, gaps = [], unknown }: Recommendation, asOf: string): number {
  return rows(
    desk,
    `SELECT 1 FROM consultation c
     WHERE c.received_at >= ?1 AND c.received_at < ?2 AND c.recorded_on <= ?3 AND (c.void_on IS NULL OR c.void_on > ?3)
       AND ((?4 AND c.attack_kind = 'unknown')
         OR EXISTS (SELECT 1 FROM sign s JOIN json_each(?5) wanted ON s.detector = wanted.value WHERE s.consultation_id = c.id)
         OR EXISTS (SELECT 1 FROM posture_answer p JOIN json_each(?6) wanted ON p.item = wanted.value
                    WHERE p.organisation_id = c.organisation_id AND p.answer IN ('no', 'partly') AND p.answered_on <= ?3))`,
    half.from,
    half.until,
    asOf,
    unknown ? 1 : 0,
    JSON.stringify(signs),
    JSON.stringify(gaps),
  ).length
}
