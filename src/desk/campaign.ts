/**
 * A campaign over its cases, told without its victims: how it works (攻撃技術情報), never what was damaged and what was done about it
 * (被害内容・対応情報). What may be told at all is said by the cases' TLP.
 */
import { createHmac } from 'node:crypto'
import { type CampaignLinks, campaignLinks } from './campaign-links.ts'
import { type Desk, row, rows } from './desk.ts'
import { DeskError } from './fault.ts'
import { everybodys } from './relation.ts'
import type { Indicator, Tlp } from './rows.ts'
import type { Tally } from './statistics.ts'
import { stricter, upTo } from './tlp.ts'
import { victimTeller } from './victims.ts'

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
  /** indicators that stand in two of its cases or more and name no victim, each with the strictest marking of its cases */
  shared: SharedIndicator[]
  chains: number
  /** how far all of this may go: the strictest marking of its cases */
  tlp: Tlp
  by_tlp: { tlp: Tlp; cases: number }[]
  /** cases whose marking is stricter than asked for: nothing of them is told */
  withheld: number
  links: CampaignLinks
}

export interface SharedIndicator {
  kind: Indicator['kind']
  value: string
  n: number
  tlp: Tlp
}

/** `most` is how far the reader may be told: of cases with a stricter marking nothing is said. */
export function campaignFacts(desk: Desk, name: string, most: Tlp = 'AMBER'): CampaignFacts {
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
    WHERE m.campaign_id = ?1 AND c.void_on IS NULL AND c.tlp IN (SELECT value FROM json_each(?2)))`
  const of = <Shape>(sql: string) => rows<Shape>(desk, `${members}\n${sql}`, campaign.id, JSON.stringify(upTo(most)))
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
  const cases = of<{ id: number; number: string; month: string }>(
    'SELECT id, number, substr(received_at, 1, 7) AS month FROM members ORDER BY received_at, number',
  )
  const tellsVictim = victimTeller(
    desk,
    cases.map((one) => one.id),
  )
  const isEverybodys = everybodys()
  const by_tlp = of<{ tlp: Tlp; cases: number }>('SELECT tlp, count(*) AS cases FROM members GROUP BY tlp')
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
    shared: of<Omit<SharedIndicator, 'tlp'> & { tlps: string }>(
      `SELECT i.kind, i.value, count(DISTINCT m.id) AS n, json_group_array(DISTINCT m.tlp) AS tlps
       FROM members m JOIN (
         SELECT consultation_id, kind, value FROM indicator
         UNION SELECT consultation_id, CASE kind WHEN 'file' THEN 'sha256' WHEN 'origin' THEN 'address' ELSE 'mail' END, value
         FROM mail_trace WHERE kind IN ('file', 'origin', 'reply-to')) i ON i.consultation_id = m.id
       GROUP BY i.kind, i.value HAVING n >= 2 ORDER BY n DESC, i.kind, i.value LIMIT 500`,
    )
      .filter(({ kind, value }) => !tellsVictim(value) && !(['domain', 'url'].includes(kind) && isEverybodys(value)))
      .map(({ tlps, ...one }) => ({ ...one, tlp: (JSON.parse(tlps) as Tlp[]).reduce(stricter) })),
    tlp: by_tlp.map((one) => one.tlp).reduce(stricter, 'CLEAR'),
    by_tlp,
    withheld:
      row<{ n: number }>(
        desk,
        `SELECT count(*) AS n FROM campaign_case m JOIN consultation c ON c.id = m.consultation_id
       WHERE m.campaign_id = ?1 AND c.void_on IS NULL AND c.tlp NOT IN (SELECT value FROM json_each(?2))`,
        campaign.id,
        JSON.stringify(upTo(most)),
      )?.n ?? 0,
    links: campaignLinks(desk, cases, tellsVictim),
  }
}

export interface SharedCampaign {
  schema: 'kyumei.campaign/1'
  /** technique only: no victim, no damage, no measure */
  kind: 'attack-technique'
  /** how far it may go */
  tlp: Tlp
  first: string
  last: string
  cases: number
  signs: Tally[]
  techniques: Tally[]
  indicators: { kind: string; value?: string; hmac?: string; tlp: Tlp }[]
}

/** What may be handed to another desk. With a key, indicators are HMAC-SHA-256: two desks that have the key find what they have in common. */
export function shareCampaign(facts: CampaignFacts, key: Buffer | null): SharedCampaign {
  const { first, last, cases, signs, techniques, shared, tlp } = facts
  return {
    schema: 'kyumei.campaign/1',
    kind: 'attack-technique',
    tlp,
    first,
    last,
    cases,
    signs,
    techniques,
    indicators: shared.map(({ kind, value, tlp: own }) =>
      key ? { kind, hmac: keyedHash(key, kind, value), tlp: own } : { kind, value, tlp: own },
    ),
  }
}

/** Of an indicator as both desks write it: HMAC-SHA-256 over its kind, a line feed and its value in lower case. */
export function keyedHash(key: Buffer, kind: string, value: string): string {
  return createHmac('sha256', key)
    .update(`${kind}\n${value.normalize('NFKC').trim().toLowerCase()}`)
    .digest('hex')
}
