/** What a lure is, and the message that the lures look at. */
import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { isInDocument } from '../../mail/message.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import type { Strength } from '../grade.ts'
import type { Letter } from './letter-quote.ts'
import type { MailRow } from './mail-row.ts'
import { isBrands } from './pretext.ts'
import type { Wording } from './wording.ts'

/** A message with what these look at. */
export interface LureMail extends MailRow {
  auth: string
  bulk: number
  list_id: string
  /** of our own side to our own side */
  inside: number
  known: number
  /** there is traffic with others of the sender's organisation */
  family_known: number
  reply_to: string[]
  reply_known: string[]
  return_path: string
  readers: string[]
  own_families: string[]
  text: string
  /** what the documents that come along say; none where many do */
  letters: Letter[]
  attached: number
  /** of what is attached to the mail itself, by content */
  types: string[]
  /** items that can run, at any depth */
  runs: number
  /** an item is encrypted or could not be read */
  locked: number
  tells_password: number
  /** hidden text that tells an assistant program what to do, '' = none */
  hidden_orders: string
  /** code that would run by itself where the mail is shown, '' = none */
  html_script: string
  /** whether the mail that it answers is at hand; '' where it answers none */
  answers: '' | 'known' | 'unknown'
  /** who wrote or got the mail that it answers */
  answered: string[]
  training: number
  /** pictures, in the text or attached, and documents, which hold them */
  pictures: number
  links: [url: string, domain: string, source: string][]
}

export interface Lure {
  kind:
    | 'brand'
    | 'account'
    | 'picture'
    | 'blackmail'
    | 'chat'
    | 'money'
    | 'training'
    | 'callback'
    | 'thread'
    | 'task'
    | 'script'
    | `worded-${Exclude<Wording, 'plain'>}`
  strength: Strength
  what: Text
  /** the attached file that says it; not set where the mail itself does */
  file?: string
}

/** Not known, or not proven to be who is known: our own addresses are borrowed, too (SQL leaves out what was sent inside). */
export const isStrange = ({ known, auth, own_families, from_family }: LureMail) =>
  known === 0 || auth === 'fail' || (auth !== 'pass' && own_families.includes(from_family))

export const isOurs = (domain: string, { own_families }: Pick<LureMail, 'own_families'>) =>
  own_families.includes(familyOf(domain))

/** A brand's own page; not one that anybody lays there (Apps Script and the like). */
export const isCared = (domain: string, { lists }: Pick<DetectorContext, 'lists'>) =>
  isBrands(domain) && find(lists.paas, domain) === null

/** Where anybody can lay a file or a page. */
export const isFilePlace = (domain: string, lists: DetectorContext['lists']) =>
  /^(?:transfer|drive|storage|document)/.test(find(lists.trusted, domain)?.kind ?? '')

/** Where answers go instead: to an address that anybody can have, and nobody here writes with. */
export const freeReply = (row: LureMail, lists: DetectorContext['lists']): string | undefined =>
  row.reply_to.find((address) => address !== row.from_address && isUnknownFree(address, row, lists))

export const isUnknownFree = (address: string, { reply_known }: LureMail, lists: DetectorContext['lists']) =>
  !reply_known.includes(address) && find(lists.freemail, domainOf(address)) !== null

/** Links that lead neither to us nor to a brand's own page: the text's, or, where it has none, those of a document that is all there is to open. */
export function linksAway(row: LureMail, context: Pick<DetectorContext, 'lists'>): LureMail['links'] {
  const away = row.links.filter(([, domain]) => !isOurs(domain, row) && !isCared(domain, context))
  const [inside, written] = [away.filter(isInside), away.filter((link) => !isInside(link))]
  return written.length > 0 ? written : inside
}

const isInside = ([, , source]: LureMail['links'][number]) => isInDocument(source)

/** Names that nobody gets without showing a registered organisation, or a university's or government's. */
export const ONLY_FOR_ORGANISATIONS =
  /\.(?:co|or|ac|go|lg|ed|ne|ad)\.(?:jp|kr)$|\.(?:gov|edu|mil|int)(?:\.[a-z]{2})?$|(?:^|\.)(?:bund\.de|admin\.ch|gv\.at|europa\.eu)$|\.(?:ac|go|gob|gouv)\.[a-z]{2}$/
