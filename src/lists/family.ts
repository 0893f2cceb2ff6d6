/** The registrable domain that a name belongs to (Public Suffix List, private section included); the name itself where there is none. */
import { getDomain, getPublicSuffix } from 'tldts'

export function familyOf(name: string): string {
  const known = FAMILIES.get(name)
  if (known !== undefined) return known
  if (FAMILIES.size >= REMEMBERED) FAMILIES.clear()
  const family = getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? name
  FAMILIES.set(name, family)
  return family
}

/** The same few places are asked for with every message. */
const FAMILIES = new Map<string, string>()
const REMEMBERED = 10_000

/** `sample` and `co.jp` of `www.sample.co.jp`. */
export function labelOf(name: string): { label: string; suffix: string } {
  const family = familyOf(name)
  const suffix = getPublicSuffix(family, { allowPrivateDomains: true, validateHostname: false }) ?? ''
  return { label: suffix === '' || suffix === family ? family : family.slice(0, -suffix.length - 1), suffix }
}
