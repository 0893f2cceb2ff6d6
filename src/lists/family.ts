import { getDomain, getPublicSuffix } from 'tldts'
import { remembered } from '../evidence/remembered.ts'

/** The registrable domain that a name belongs to (Public Suffix List, private section included); the name itself where there is none. */
export const familyOf = remembered(
  (name: string) => getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? name,
  10_000, // the same few places are asked for with every message
)

/** `sample` and `co.jp` of `www.sample.co.jp`. */
export function labelOf(name: string): { label: string; suffix: string } {
  const family = familyOf(name)
  const suffix = getPublicSuffix(family, { allowPrivateDomains: true, validateHostname: false }) ?? ''
  return { label: suffix === '' || suffix === family ? family : family.slice(0, -suffix.length - 1), suffix }
}
