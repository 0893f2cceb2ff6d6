/** Cases that may stand as examples: told without anything by which somebody could know the victim. */
import { type Desk, rows } from '../../desk/desk.ts'
import type { Half } from '../../desk/fiscal.ts'

export interface Example {
  organisation_kind: string
  industry: string | null
  signs: string[]
  /** whole days from the consultation to the rescue */
  days: number
  visited: boolean
  campaign: boolean
}

const MOST = 3
const SAME_AT_LEAST = 3 // a kind and industry of which the half had fewer cases would point at one

/** Rescues with the most signs, each of another industry; none whose TLP forbids telling (RED, AMBER+STRICT). */
export function examples(desk: Desk, half: Half, asOf: string): Example[] {
  const found = rows<
    Omit<Example, 'signs' | 'visited' | 'campaign'> & { signs: string; visited: number; campaign: number }
  >(
    desk,
    `WITH alike AS (
       SELECT organisation_kind, industry, count(*) AS cases FROM consultation
       WHERE received_at >= ?1 AND received_at < ?2 GROUP BY organisation_kind, industry)
     SELECT c.organisation_kind, c.industry,
       CAST(julianday(substr(r.started_at, 1, 10)) - julianday(substr(c.received_at, 1, 10)) AS INTEGER) AS days,
       (SELECT json_group_array(s.detector ORDER BY s.detector) FROM sign s WHERE s.consultation_id = c.id) AS signs,
       (SELECT count(*) FROM sign s WHERE s.consultation_id = c.id) AS n,
       EXISTS (SELECT 1 FROM visit v WHERE v.rescue_id = r.id) AS visited,
       EXISTS (SELECT 1 FROM campaign_case m WHERE m.consultation_id = c.id) AS campaign
     FROM consultation c JOIN rescue r ON r.consultation_id = c.id
     JOIN alike ON alike.organisation_kind = c.organisation_kind AND alike.industry IS c.industry AND alike.cases >= ${SAME_AT_LEAST}
     WHERE c.received_at >= ?1 AND c.received_at < ?2 AND c.recorded_on <= ?3 AND (c.void_on IS NULL OR c.void_on > ?3)
       AND c.tlp NOT IN ('RED', 'AMBER+STRICT') AND n > 0
     ORDER BY n DESC, c.received_at, c.id`,
    half.from,
    half.until,
    asOf,
  )
  const told: Example[] = []
  for (const one of found) {
    if (told.length === MOST) break
    if (told.some((other) => other.industry === one.industry)) continue
    told.push({
      ...one,
      signs: JSON.parse(one.signs) as string[],
      visited: one.visited === 1,
      campaign: one.campaign === 1,
    })
  }
  return told
}
