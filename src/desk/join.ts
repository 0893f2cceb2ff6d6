/** Cases joined: one campaign, or a chain in which what leaked here was used there. */
import { findCase } from './case.ts'
import { type Desk, row, rows, transaction } from './desk.ts'
import { DeskError } from './fault.ts'
import { insert, remove } from './record.ts'
import { groups, type Relation, relations, relationsOf } from './relation.ts'
import { rememberForSearch } from './search.ts'

export function linkCases(desk: Desk, from: string, to: string, kind: 'chain' | 'related', reason: string): number {
  return transaction(desk, () =>
    insert(desk, 'link', { from_id: findCase(desk, from).id, to_id: findCase(desk, to).id, kind, reason }),
  )
}

/** The campaign is made where no one has that name yet. */
export function joinCampaign(desk: Desk, number: string, name: string, reason = ''): number {
  return transaction(desk, () => {
    const { id } = findCase(desk, number)
    const plain = name.normalize('NFKC').trim()
    const campaign =
      row<{ id: number }>(desk, 'SELECT id FROM campaign WHERE name = ?', plain)?.id ??
      insert(desk, 'campaign', { name: plain })
    const known = row<{ id: number }>(
      desk,
      'SELECT id FROM campaign_case WHERE campaign_id = ? AND consultation_id = ?',
      campaign,
      id,
    )
    const joined = known?.id ?? insert(desk, 'campaign_case', { campaign_id: campaign, consultation_id: id, reason })
    rememberForSearch(desk, id)
    return joined
  })
}

/** Out of a campaign again: a later scan of the case does not bring it back. */
export function leaveCampaign(desk: Desk, number: string, name: string, reason: string): void {
  transaction(desk, () => {
    const { id } = findCase(desk, number)
    const member = row<{ id: number }>(
      desk,
      'SELECT m.id FROM campaign_case m JOIN campaign k ON k.id = m.campaign_id WHERE m.consultation_id = ? AND k.name = ?',
      id,
      name.normalize('NFKC').trim(),
    )
    if (!member) {
      throw new DeskError({
        ja: `${number} はキャンペーン「${name}」に入っていません。`,
        en: `${number} is not in the campaign ${JSON.stringify(name)}`,
      })
    }
    remove(desk, 'campaign_case', member.id, reason)
    rememberForSearch(desk, id)
  })
}

/** The group of cases that belong together with one, by their reasons, becomes a campaign. Their numbers. */
export function joinGroup(desk: Desk, number: string, name: string): string[] {
  return transaction(desk, () => {
    findCase(desk, number)
    const group = groups(relations(desk)).find((one) => one.cases.includes(number))
    if (!group) {
      throw new DeskError({
        ja: `${number} と同じ攻撃者によると判断できる案件は見つかっていません（kyumei desk campaigns）。`,
        en: `no case was found that belongs together with ${number} (kyumei desk campaigns)`,
      })
    }
    for (const one of group.cases)
      joinCampaign(desk, one, name, why(group.relations.find(({ a, b }) => a === one || b === one)))
    return group.cases
  })
}

/**
 * A case whose reasons join it with a campaign's is put into that campaign at once, with the reason. Not where two campaigns ask for it:
 * then somebody must look; nor where somebody took it out before.
 */
export function joinAutomatically(desk: Desk, number: string): string | null {
  return transaction(desk, () => {
    const { id } = findCase(desk, number)
    const found = relationsOf(desk, number).filter((one) => one.joined)
    const campaigns = rows<{ name: string; via: string }>(
      desk,
      `SELECT k.name, min(c.number) AS via FROM campaign k JOIN campaign_case m ON m.campaign_id = k.id JOIN consultation c ON c.id = m.consultation_id
       WHERE c.number IN (SELECT value FROM json_each(?1)) GROUP BY k.id`,
      JSON.stringify(found.map(({ b }) => b)),
    )
    const [campaign, ...others] = campaigns
    if (!campaign || others.length > 0 || wasTakenOut(desk, id, campaign.name)) return null
    if (row(desk, 'SELECT 1 FROM campaign_case WHERE consultation_id = ?', id)) return null
    joinCampaign(desk, number, campaign.name, why(found.find(({ b }) => b === campaign.via)))
    return campaign.name
  })
}

function wasTakenOut(desk: Desk, consultation: number, name: string): boolean {
  const found = row(
    desk,
    `SELECT 1 FROM history h JOIN history_content c ON c.hash = h.before_hash JOIN campaign k ON k.id = c.content ->> 'campaign_id'
     WHERE h.record = 'campaign_case' AND h.action = 'delete' AND c.content ->> 'consultation_id' = ? AND k.name = ?`,
    consultation,
    name,
  )
  return found !== undefined
}

/** `auto: place c2.example.net (2015-0001 – 2015-0003)` */
function why(relation: Relation | undefined): string {
  const [reason] = relation?.reasons ?? []
  return relation && reason ? `auto: ${reason.kind} ${reason.value} (${relation.a} – ${relation.b})` : 'auto'
}
