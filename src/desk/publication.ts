/** What was published of a half, and how the books have changed since, with the reasons. */
import { type Desk, rows, today, transaction } from './desk.ts'
import type { Half } from './fiscal.ts'
import { insert } from './record.ts'
import type { Publication } from './rows.ts'
import { type Counts, counts } from './statistics.ts'

/** Keeps the figures of a day as the published ones. */
export function publish(desk: Desk, half: Half, recommended: Record<string, string>, on = today(desk)): Counts {
  return transaction(desk, () => {
    const now = counts(desk, half, on)
    insert(desk, 'publication', {
      half: half.id,
      published_on: on,
      ...now,
      recommended: JSON.stringify(recommended),
    })
    return now
  })
}

export function publications(desk: Desk, half: Half): Publication[] {
  return rows<Publication>(desk, 'SELECT * FROM publication WHERE half = ? ORDER BY published_on', half.id)
}

export interface Correction {
  half: string
  published_on: string
  published: Counts
  now: Counts
  /** why cases left the figures since, and how many for each reason */
  reasons: { reason: string; n: number }[]
  /** cases that were entered after the publication */
  added: number
}

/** null where nothing was published, or nothing changed. */
export function correction(desk: Desk, half: Half, asOf = today(desk)): Correction | null {
  const last = publications(desk, half)
    .filter((one) => one.published_on <= asOf)
    .at(-1)
  if (!last) return null
  const now = counts(desk, half, asOf)
  if (now.consultations === last.consultations && now.rescues === last.rescues && now.onsites === last.onsites)
    return null
  return {
    half: half.id,
    published_on: last.published_on,
    published: { consultations: last.consultations, rescues: last.rescues, onsites: last.onsites },
    now,
    reasons: rows(
      desk,
      `SELECT void_reason AS reason, count(*) AS n FROM consultation
       WHERE received_at >= ?1 AND received_at < ?2 AND recorded_on <= ?3 AND void_on > ?3 AND void_on <= ?4
       GROUP BY void_reason ORDER BY n DESC, reason`,
      half.from,
      half.until,
      last.published_on,
      asOf,
    ),
    added: rows(
      desk,
      'SELECT 1 FROM consultation WHERE received_at >= ? AND received_at < ? AND recorded_on > ? AND void_on IS NULL',
      half.from,
      half.until,
      last.published_on,
    ).length,
  }
}
