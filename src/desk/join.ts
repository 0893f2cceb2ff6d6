/** Cases joined: one campaign, or a chain in which what leaked here was used there. */
import { findCase } from './case.ts'
import { type Desk, row, rows, transaction } from './desk.ts'
import { insert } from './record.ts'
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

export interface SharedIndicator {
  number: string
  kind: string
  value: string
}

/** Cases of others that have an indicator of this one: the reason to look whether they belong together. */
export function sharing(desk: Desk, number: string): SharedIndicator[] {
  return rows<SharedIndicator>(
    desk,
    `SELECT c.number, i.kind, i.value FROM indicator mine
     JOIN indicator i ON i.kind = mine.kind AND i.value = mine.value AND i.consultation_id <> mine.consultation_id
     JOIN consultation c ON c.id = i.consultation_id
     WHERE mine.consultation_id = ? ORDER BY c.number, i.kind, i.value`,
    findCase(desk, number).id,
  )
}
