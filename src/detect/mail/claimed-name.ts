/** A newspaper's, ministry's or institute's name in a mail that none of its domains sent. Pure reasoning over one message. */
import { remembered } from '../../evidence/remembered.ts'
import { familyOf } from '../../lists/family.ts'
import { readList } from '../../lists/list.ts'
import { isUnder, ownersByName, seenText } from './pretext.ts'

interface Claimed {
  /** name → the domains of its owner */
  owners: ReturnType<typeof ownersByName>
  /** of those who speak for a state: no stranger does */
  official: Set<string>
  latin: RegExp
  other: RegExp
}

let claimed: Claimed | null = null

/** Worked out where it is first asked for: most of what loads this file reads no mail. */
function claimedNames(): Claimed {
  if (claimed) return claimed
  const list = readList('claimed', { ja: '騙られる報道機関・官庁など', en: 'names that strangers bear' }, [
    new URL('../../lists/claimed.txt', import.meta.url),
  ])
  const plain = (name: string) => seenText(name).trim().toLowerCase()
  const owners = ownersByName(list, plain)
  const names = [...owners.keys()].sort((a, b) => b.length - a.length).map(escaped)
  claimed = {
    owners,
    official: new Set(
      [...list.names.values()].flatMap(({ kind, owner }) =>
        /^(?:gov|police)$/.test(kind) ? owner.split('|').map(plain) : [],
      ),
    ),
    latin: new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.filter(isLatin).join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
    other: new RegExp(names.filter((name) => !isLatin(name)).join('|'), 'giu'),
  }
  return claimed
}

/** The name that the sender bears in his display name or signature without being its owner; null where there is none. */
export function claimedName(fromName: string, text: string, fromDomain: string): string | null {
  const { owners } = claimedNames()
  for (const place of [fromName, ...signature(text)])
    for (const name of namesIn(place)) {
      const own = owners.get(name.toLowerCase())
      if (own && !isUnder(fromDomain, own) && ![...own].some((one) => familyOf(one) === familyOf(fromDomain)))
        return name
    }
  return null
}

/** the same lines stand under all mails of a person */
const namesIn = remembered((line): string[] => {
  const { latin, other } = claimedNames()
  const plain = seenText(line)
  return [...plain.matchAll(latin), ...plain.matchAll(other)].map(([name]) => name)
}, 20_000)

/** His display name is an office's of a state. */
export function claimedOffice(fromName: string, fromDomain: string): string | null {
  const name = claimedName(fromName, '', fromDomain)
  return name !== null && claimedNames().official.has(name.toLowerCase()) ? name : null
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
