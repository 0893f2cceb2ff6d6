/** A campaign over its cases, told without its victims: how it works (攻撃技術情報), never what was damaged and what was done about it (被害内容・対応情報). */
import { createHmac } from 'node:crypto'
import { type Desk, row, rows } from './desk.ts'
import { DeskError } from './fault.ts'
import type { Tally } from './statistics.ts'

export interface CampaignFacts {
  name: string
  cases: number
  organisations: number
  first: string
  last: string
  industries: Tally[]
  signs: Tally[]
  techniques: Tally[]
  by_month: { month: string; n: number }[]
  /** indicators that stand in two of its cases or more: one victim's own can't be among them */
  shared: { kind: string; value: string; n: number }[]
  chains: number
}

export function campaignFacts(desk: Desk, name: string): CampaignFacts {
  const campaign = row<{ id: number; name: string }>(
    desk,
    'SELECT id, name FROM campaign WHERE name = ?',
    name.normalize('NFKC').trim(),
  )
  if (!campaign) {
    const known = rows<{ name: string }>(desk, 'SELECT name FROM campaign ORDER BY name').map((one) => one.name)
    throw new DeskError({
      ja: `キャンペーン「${name}」は登録されていません。${known.length > 0 ? `登録済み: ${known.join('、')}` : 'kyumei desk link 番号 --campaign 名前 で登録します。'}`,
      en: `there is no campaign ${JSON.stringify(name)}${known.length > 0 ? `; there are ${known.join(', ')}` : ': kyumei desk link NUMBER --campaign NAME makes one'}`,
    })
  }
  const members = `WITH members AS (
    SELECT c.* FROM campaign_case m JOIN consultation c ON c.id = m.consultation_id
    WHERE m.campaign_id = ?1 AND c.void_on IS NULL AND c.tlp NOT IN ('RED', 'AMBER+STRICT'))`
  const of = <Shape>(sql: string) => rows<Shape>(desk, `${members}\n${sql}`, campaign.id)
  const [whole] = of<{
    cases: number
    organisations: number
    first: string | null
    last: string | null
    chains: number
  }>(
    `SELECT count(*) AS cases, count(DISTINCT organisation_id) AS organisations,
       min(substr(received_at, 1, 10)) AS first, max(substr(received_at, 1, 10)) AS last,
       (SELECT count(*) FROM link WHERE kind = 'chain' AND from_id IN (SELECT id FROM members) AND to_id IN (SELECT id FROM members)) AS chains
     FROM members`,
  )
  return {
    name: campaign.name,
    cases: whole?.cases ?? 0,
    organisations: whole?.organisations ?? 0,
    first: whole?.first ?? '',
    last: whole?.last ?? '',
    chains: whole?.chains ?? 0,
    industries: of('SELECT industry AS code, count(*) AS n FROM members GROUP BY industry ORDER BY n DESC, code'),
    signs: of(
      'SELECT s.detector AS code, count(*) AS n FROM members m JOIN sign s ON s.consultation_id = m.id GROUP BY s.detector ORDER BY n DESC, code',
    ),
    techniques: of(
      'SELECT s.technique AS code, count(*) AS n FROM members m JOIN technique s ON s.consultation_id = m.id GROUP BY s.technique ORDER BY n DESC, code',
    ),
    by_month: of('SELECT substr(received_at, 1, 7) AS month, count(*) AS n FROM members GROUP BY month ORDER BY month'),
    shared: of(
      `SELECT i.kind, i.value, count(DISTINCT m.id) AS n FROM members m JOIN indicator i ON i.consultation_id = m.id
       GROUP BY i.kind, i.value HAVING n >= 2 ORDER BY n DESC, i.kind, i.value LIMIT 500`,
    ),
  }
}

export interface SharedCampaign {
  schema: 'kyumei.campaign/1'
  /** technique only: no victim, no damage, no measure */
  kind: 'attack-technique'
  first: string
  last: string
  cases: number
  signs: Tally[]
  techniques: Tally[]
  indicators: { kind: string; value?: string; hmac?: string }[]
}

/** What may be handed to another desk. With a key, indicators are HMAC-SHA-256: two desks that have the key find what they have in common. */
export function shareCampaign(facts: CampaignFacts, key: Buffer | null): SharedCampaign {
  const { first, last, cases, signs, techniques, shared } = facts
  return {
    schema: 'kyumei.campaign/1',
    kind: 'attack-technique',
    first,
    last,
    cases,
    signs,
    techniques,
    indicators: shared.map(({ kind, value }) =>
      key
        ? { kind, hmac: createHmac('sha256', key).update(`${kind}\n${value.toLowerCase()}`).digest('hex') }
        : { kind, value },
    ),
  }
}
