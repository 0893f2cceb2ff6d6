/** What passes between the walk down an attachment (inspect.ts) and the readers of single file types, and the bounds they share. */
import type { ContentType, Item, PasswordCandidate, Trait } from '../attachment-tree.ts'

/** A file as a reader gets it. */
export interface OpenFile {
  name: string
  type: ContentType
  content: Buffer
  passwords: PasswordCandidate[]
  budget: Budget
}

/** Something inside. `content` is null where only the listing tells of it. */
export interface Child {
  name: string
  content: Uint8Array | null
  /** as listed; -1 unknown */
  bytes: number
  encrypted?: boolean
  password?: Item['password']
  unreadable?: string
  traits?: Trait[]
}

/** What a reader found. */
export interface Opened {
  /** more exact than what the first bytes told */
  type?: ContentType
  traits?: Trait[]
  /** places that its reader is led to by a click */
  links?: string[]
  /** places to which its QR codes lead */
  codes?: string[]
  /** what a document says on its first pages */
  text?: string
  children?: Child[]
  encrypted?: boolean
  password?: Item['password']
  unreadable?: string
}

export const MAX_DEPTH = 5
/** Items of one attachment: a project's ZIP has hundreds of files; a bomb has millions. */
export const MAX_ITEMS = 2_000
/** Bytes that may be unpacked for one attachment, and for one file: mail servers take messages of 10 to 50 MB. */
export const MAX_UNPACKED = 256_000_000
export const MAX_FILE = 128_000_000
/** Unpacked against packed, once it is more than a few megabytes: Deflate's own limit is 1032, texts reach 20. */
const MAX_RATIO = 250
const RATIO_FROM = 8_000_000

export interface Budget {
  deadline: number
  items: number
  unpacked: number
}

export const late = (budget: Budget) => performance.now() > budget.deadline

/** Why a file of so many bytes may not be unpacked; '' = it may. */
export function refusal(budget: Budget, bytes: number, packed: number): string {
  if (late(budget)) return 'time'
  if (bytes > RATIO_FROM && bytes > packed * MAX_RATIO) return 'ratio'
  if (bytes > MAX_FILE || budget.unpacked + bytes > MAX_UNPACKED) return 'too-large'
  return ''
}
