/** A newspaper's, ministry's or institute's name in a mail that none of its domains sent. Pure reasoning over one message. */
import { familyOf } from '../../lists/family.ts'
import { readList } from '../../lists/list.ts'
import { isUnder, ownersByName, seenText } from './pretext.ts'

const CLAIMED = readList('claimed', { ja: '騙られる報道機関・官庁など', en: 'names that strangers bear' }, [
  new URL('../../lists/claimed.txt', import.meta.url),
])

/** Who speaks for a state: no stranger does. */
const OFFICIAL = new Set(
  [...CLAIMED.names.values()].flatMap(({ kind, owner }) =>
    /^(?:gov|police)$/.test(kind) ? owner.split('|').map((name) => seenText(name).trim().toLowerCase()) : [],
  ),
)

/** name → the domains of its owner */
const OWNERS = ownersByName(CLAIMED, (name) => seenText(name).trim().toLowerCase())

const NAMES = [...OWNERS.keys()].sort((a, b) => b.length - a.length).map(escaped)
const LATIN = new RegExp(`(?<![\\p{L}\\p{N}])(?:${NAMES.filter(isLatin).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
const OTHER = new RegExp(NAMES.filter((name) => !isLatin(name)).join('|'), 'giu')

/** The name that the sender bears in his display name or signature without being its owner; null where there is none. */
export function claimedName(fromName: string, text: string, fromDomain: string): string | null {
  for (const place of [fromName, ...signature(text)])
    for (const found of [...seenText(place).matchAll(LATIN), ...seenText(place).matchAll(OTHER)]) {
      const owners = OWNERS.get(found[0].toLowerCase())
      if (owners && !isUnder(fromDomain, owners) && ![...owners].some((own) => familyOf(own) === familyOf(fromDomain)))
        return found[0]
    }
  return null
}

/** His display name is an office's of a state. */
export function claimedOffice(fromName: string, fromDomain: string): string | null {
  const name = claimedName(fromName, '', fromDomain)
  return name !== null && OFFICIAL.has(name.toLowerCase()) ? name : null
}

/** Short lines at the end: a name, an office, an address. */
const signature = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .slice(-LAST)
    .filter((line) => line.trim().length >= 2 && [...line].length <= SHORT && !line.startsWith('>'))

const LAST = 8
const SHORT = 40

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function isLatin(name: string): boolean {
  return /^[\p{sc=Latin}\p{N}\p{P}\p{S}\s\\]+$/u.test(name)
}
