/** What a target of protection is: a file that says itself, and renders the selection for one product. It decides nothing. */

import type { Text } from '../i18n/text.ts'
import type { Lang } from '../i18n/words.ts'
import { visible } from '../report/safe-text.ts'
import type { Entry, Selection } from './entry.ts'
import type { Kind } from './value.ts'

export interface RenderOptions {
  /** what takes an earlier export back */
  revoke: boolean
  lang: Lang
  /** who may get it (FIRST's Traffic Light Protocol 2.0), for the formats that say so */
  tlp: Tlp
}

export const TLPS = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export type Tlp = (typeof TLPS)[number]

export interface Part {
  /** of the file */
  name: string
  text: string
}

export interface Target {
  id: string
  title: Text
  group: 'proxy' | 'dns' | 'firewall' | 'detection' | 'mail' | 'exchange' | 'endpoint'
  /** what it can hold; empty for a rule that is the same for everybody */
  kinds: Kind[]
  /** it blocks, and --simulate can say what: contacts, look-ups, mails, or traffic past a rule */
  blocks: 'contacts' | 'lookups' | 'mails' | 'direct-mail' | 'direct-web' | 'nothing'
  /** beside the entries it refuses every attachment with one of these extensions, whoever sends it */
  refusedExtensions?: string[]
  render(selection: Selection, options: RenderOptions): Part[]
}

const LONGEST_COMMENT = 300

/** Text of evidence inside a comment: one line, nothing invisible, and no backslash, which would join the next line in some. */
export function comment(text: string): string {
  const plain = visible(text.replaceAll('\t', ' ')).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return plain.replaceAll('\\', '/').slice(0, LONGEST_COMMENT).toWellFormed()
}

/** Why, which finding, since when, until when. ASCII, for devices that know no more. */
export function tag(entry: Entry): string {
  return `kyumei ${entry.findings[0] ?? ''} ${entry.detectors.slice(0, 3).join(',')} ${entry.confidence.toFixed(2)} seen ${entry.last_seen.slice(0, 10)} until ${entry.expires}`.replace(
    /[^ -~]|["'\\?]/g, // a question mark asks many command lines for help
    '_',
  )
}

/** The same, with the reason in words. */
export const note = (entry: Entry): string => comment(`${tag(entry)} ${entry.reason}`)

/** First lines of every file that has comments. `entries`: null where a file is the same for everybody. */
export function head(
  { id, blocks }: Pick<Target, 'id' | 'blocks'>,
  { generated }: Selection,
  entries: Entry[] | null,
  { revoke }: RenderOptions,
): string[] {
  const does = revoke ? 'takes back' : blocks === 'nothing' ? 'detects' : 'blocks'
  const what =
    entries === null ? 'the same for everybody' : `${does} ${entries.length}, from the findings of ${at(generated)}`
  return [
    `kyumei export ${id}${revoke ? ' --revoke' : ''}: ${what}`,
    'How to review, test, apply and take back: docs/protection.md',
  ]
}

const at = (generated: string) => generated.replace(/[^0-9A-Za-z:.+-]/g, '')

export const lines = (all: string[]): string => all.map((line) => `${line}\n`).join('')
