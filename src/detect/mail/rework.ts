/**
 * Re-worked mails, judged: of each message that uses an earlier one's text or attachment names (table `reuse`), what stayed, what was
 * changed, and whether that is how business goes on or how an attacker works. `reworked-mail` reports it, `leaked-mailbox` asks who could
 * have read the originals.
 */

import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { fileOfLink, type Kind, kindOf, nameKey } from '../../mail/attachment-kind.ts'
import type { DetectorContext } from '../detector.ts'
import type { Strength } from '../grade.ts'
import { type Attached, REUSE_SQL, type ReuseRow } from './reuse-row.ts'
import { inCircle, isTellingName, poses } from './rework-pose.ts'

export type Change = 'sender' | 'unproven' | 'reply-to' | 'runs' | 'extension' | 'locked' | 'link'

export interface Rework {
  row: ReuseRow
  changes: Change[]
  strength: Strength
  /** shares of the original's text found here, and of this text found there */
  of_original: number
  of_this: number
  /** earlier messages that hold the same text as well as the chosen original */
  twins: ReuseRow['original'][]
  added_links: string[]
  answers: boolean
  training: boolean
}

/** The best original of each message that is a re-work; what is everyday business is left out. */
export async function reworks(context: DetectorContext, likeness: number): Promise<Rework[]> {
  const rows = await context.query<ReuseRow>(REUSE_SQL, { likeness })
  const judged = [...Map.groupBy(rows, (row) => row.id).values()].flatMap((group) => {
    const found = group.flatMap((row) => judge(row, context, likeness) ?? [])
    return found.length > 0 ? [found] : []
  })
  // a campaign's later mails resemble its earlier ones: these are no originals
  const fakes = new Set(judged.map((found) => found[0]?.row.id))
  return judged.flatMap((found) => {
    const genuine = found.filter(({ row }) => !fakes.has(row.original.id))
    const [best] = genuine.sort(closest)
    if (!best) return []
    const twins = genuine.filter((one) => one !== best && one.row.shared >= best.row.shared * 0.9 && one.row.shared > 0)
    return [{ ...best, twins: twins.map(({ row }) => row.original) }]
  })
}

const closest = (a: Rework, b: Rework) =>
  b.row.shared - a.row.shared ||
  b.row.names.length - a.row.names.length ||
  (a.row.original.seen < b.row.original.seen ? 1 : -1)

function judge(row: ReuseRow, context: DetectorContext, likeness: number): Rework | null {
  const of_original = row.original_weight > 0 ? row.shared / row.original_weight : 0
  const of_this = row.fake_weight > 0 ? row.shared / row.fake_weight : 0
  const text = row.telling > 0 && Math.max(of_original, of_this) >= likeness
  const named = row.names.some((name) => isTellingName(name, row))
  if (!text && !named) return null
  const changes = changesOf(row, context)
  const strength = strengthOf(row, changes, { text, whole: of_original >= WHOLE })
  if (strength === null) return null
  return {
    row,
    changes,
    strength,
    of_original,
    of_this,
    twins: [],
    added_links: addedLinks(row),
    answers: answers(row),
    training: isTraining(row, context),
  }
}

function changesOf(row: ReuseRow, context: DetectorContext): Change[] {
  const { original } = row
  const changes: Change[] = []
  if (row.auth === 'fail' && row.usually_fails === 0 && row.by_list === 0) changes.push('unproven')
  else if (row.own === 1 && row.inside === 0) changes.push('unproven')
  if (row.known === 0 && row.announced === 0 && row.inside === 0 && !inCircle(row, context)) changes.push('sender')
  if (row.reply_to.some((address) => isElsewhere(address, row, context))) changes.push('reply-to')
  if (row.runs.length > 0 && original.runs.length === 0) changes.push('runs')
  if (exchanged(row).length > 0) changes.push('extension')
  if (row.locked === 1 && original.locked === 0) changes.push('locked')
  if (addedLinks(row).length > 0) changes.push('link')
  return changes
}

function isElsewhere(address: string, row: ReuseRow, context: DetectorContext): boolean {
  const domain = address.slice(address.indexOf('@') + 1)
  const family = familyOf(domain)
  return (
    family !== row.from_family &&
    !row.original.readers.includes(address) &&
    find(context.lists.freemail, domain) !== null &&
    row.bulk === 0
  )
}

/** Attachments of one name whose kind is another than in the original: [before, now]. */
export function exchanged(row: ReuseRow): [Attached, Attached][] {
  return row.attachments.flatMap((now): [Attached, Attached][] => {
    const key = nameKey(now.name)
    const before = row.original.attachments.find((one) => key !== '' && nameKey(one.name) === key)
    return before &&
      before.extension !== now.extension &&
      DANGER[kindOf(now.extension)] > DANGER[kindOf(before.extension)]
      ? [[before, now]]
      : []
  })
}

/** What a changed kind makes worse: a document that became an archive, a page or a program. */
const DANGER: Record<Kind, number> = { document: 0, other: 0, archive: 1, macro: 2, web: 2, runs: 3 }

function addedLinks(row: ReuseRow): string[] {
  const before = new Set([...row.original.link_domains.map(familyOf), row.original.from_family])
  return row.link_domains.filter((domain) => !before.has(familyOf(domain)))
}

/** null: as business goes on. */
function strengthOf(row: ReuseRow, changes: Change[], used: { text: boolean; whole: boolean }): Strength | null {
  const has = (...kinds: Change[]) => kinds.some((kind) => changes.includes(kind))
  const suspicious = has('sender', 'unproven', 'reply-to')
  if (!suspicious) {
    // the sender is who he says, or at least known: his account may be abused, but documents get packed and pages get linked
    // colleagues word much alike: a workbook with macros is not the other mail's next one for that
    if (has('runs')) return row.inside === 0 || poses(row, used.text) ? 'strong' : 'weak'
    return row.inside === 0 && has('link') && row.urls.some((url) => fileOfLink(url) !== '') ? 'plain' : null
  }
  const same = has('unproven', 'reply-to') || poses(row, used.text)
  if (
    row.bulk === 1 &&
    (row.auth !== 'fail' || row.by_list === 1) &&
    !has('runs') &&
    !(same && has('extension', 'locked'))
  )
    return null
  // 請求書_9月分.pdf of one supplier and 請求書_9月分.zip of another are no exchange
  if (has('runs') || (same && has('extension'))) return 'strong'
  // two offices that word the same business alike: each with its own home page below, and short notes are everybody's
  if (!same) {
    const elsewhere = addedLinks(row).some((domain) => familyOf(domain) !== row.from_family)
    return used.whole && row.telling >= LONG && (has('locked') || elsewhere) ? 'plain' : null
  }
  if (has('locked', 'link')) return used.text ? 'strong' : 'plain'
  return used.whole || row.attachments.length > 0 ? 'plain' : 'weak'
}

/** From this share of the original on it is the text itself, not its phrases. */
const WHOLE = 0.7

/** Telling grams (one in four is kept) of a text that nobody words alike by chance: some hundred characters. */
const LONG = 24

/** Written as an answer to the original by one who had it. */
const answers = ({ in_reply_to, reference_ids, original, from_address }: ReuseRow) =>
  (in_reply_to === original.message_id || reference_ids.includes(original.message_id)) &&
  original.readers.includes(from_address)

/** An exercise: a service known for it, or one page for everybody in an hour and nothing attached. */
function isTraining(row: ReuseRow, context: DetectorContext): boolean {
  const kinds = [row.from_domain, ...row.link_domains].map(
    (domain) => find(context.lists['mail-service'], domain)?.kind,
  )
  return kinds.includes('training') || (Number(row.wave) >= EVERYBODY && row.runs.length === 0 && row.auth === 'pass')
}

const EVERYBODY = 15 // mailboxes; a targeted attack holds few
