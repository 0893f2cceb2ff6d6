/** What is to be blocked, chosen once; every target only renders it. */
import type { Text } from '../i18n/text.ts'
import type { Kind } from './value.ts'

export interface Entry {
  kind: Kind
  /** exact, by value.ts */
  value: string
  /** of a file: its name as attached, text of evidence */
  name?: string
  /** titles of the findings, in the report's language */
  reason: string
  /** ids, strongest first */
  findings: string[]
  detectors: string[]
  /** 0..1, of the findings together */
  confidence: number
  first_seen: string
  last_seen: string
  /** day after which it should go, YYYY-MM-DD */
  expires: string
  /** ATT&CK */
  attack: string[]
  /** how often it was seen */
  count: number
}

/** What was found and is not blocked, and why. */
export interface Refusal {
  value: string
  /** ids of findings */
  findings: string[]
  confidence: number
  /** a list of the organisation's own or of well-known places spoke for it */
  allowed: boolean
  why: Text
}

/** Roles of the organisation's own machines, for rules that let only them out. */
export interface OwnMachines {
  /** registrable mail domains */
  domains: string[]
  networks: string[]
  mail_servers: string[]
  proxies: string[]
  /** addresses that look names up, or fetch, for others: what they do somebody else wants */
  infrastructure: string[]
}

export interface Selection {
  entries: Entry[]
  refusals: Refusal[]
  machines: OwnMachines
  /** when the findings were made; ISO */
  generated: string
}

export const only = (selection: Selection, ...kinds: Kind[]): Entry[] =>
  selection.entries.filter((entry) => kinds.includes(entry.kind))

const KINDS: Kind[] = ['url', 'domain', 'address', 'sender', 'file']

/** The same whatever the order of the findings. */
export const inOrder = (a: Entry, b: Entry): number =>
  KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)

/** Domains without those that are below another one: to block a name blocks all below it. */
export function widest(entries: Entry[]): Entry[] {
  const names = new Set(entries.map((entry) => entry.value))
  const isBelow = (name: string) => {
    for (let rest = name; rest.includes('.'); ) {
      rest = rest.slice(rest.indexOf('.') + 1)
      if (names.has(rest)) return true
    }
    return false
  }
  return entries.filter((entry) => !isBelow(entry.value))
}

export const isIPv6 = (entry: Entry): boolean => entry.value.includes(':')
