/** Lures by a name: a brand's on another's domain, a known domain inside a longer one, a domain as display name. */
import { parse } from 'tldts'
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import type { Strength } from '../grade.ts'
import { borrowedName, oddities } from './borrowed-name.ts'
import { isFilePlace, isOurs, type Lure, type LureMail } from './lure.ts'
import { isUnder, namedInSubject, ownersOf, sameBrand, seenText } from './pretext.ts'
import { callsBack } from './pretext-telephone.ts'

/** A well-known name, and a domain that is not its owner's. */
export function brand(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.own_families.includes(row.from_family) && EXCHANGE.test(row.from_address)) return null
  // a list that writes for its members: “'Google' via Support”
  const named = row.list_id !== '' && /\svia\s/i.test(row.from_name) ? null : ownersOf(row.from_name)
  const said = namedInSubject(row.subject)
  const owners = named ?? ownersOf(said)
  const name = named ? row.from_name : said
  if (!owners || (row.links.length === 0 && row.attached === 0 && !callsBack(row.text))) return null
  if (isUnder(row.from_domain, owners)) {
    if (row.auth !== 'fail' && !isBorrowedUnseen(row, owners, lists)) return null
    return {
      kind: 'brand',
      strength: row.links.some(([, domain]) => !isUnder(domain, owners)) ? 'strong' : 'weak',
      what:
        row.auth === 'fail'
          ? {
              ja: `${row.from_domain} を名乗っていますが、認証に失敗しており、リンク先も別の場所です`,
              en: `it claims ${row.from_domain}, but fails its authentication and leads elsewhere`,
            }
          : {
              ja: `${row.from_domain} を名乗っていますが、リンク先（${row.links[0]?.[1]}）は別の不自然な場所で、配送上の差出人は ${row.return_path} です`,
              en: `it claims ${row.from_domain}, but leads to an odd place elsewhere (${row.links[0]?.[1]}), and its envelope is ${row.return_path}`,
            },
    }
  }
  if (row.auth === 'pass' && ORGANISATIONS.test(row.from_domain) && holdsName(row.from_domain, owners)) return null
  // what anybody lays at the owner's is not the owner's word
  const genuine = row.links.filter(([, domain]) => isUnder(domain, owners) && !isFilePlace(domain, lists)).length
  const strength: Strength = named
    ? genuine === row.links.length && genuine > 0
      ? 'weak'
      : 'strong'
    : genuine > 0
      ? 'weak'
      : 'plain'
  return {
    kind: 'brand',
    strength,
    what: {
      ja: `「${name}」を名乗っていますが、そのサービスのドメイン（${[...owners].slice(0, 2).join('、')}）ではない ${row.from_domain} から届きました`,
      en: `it bears the name “${name}”, but comes from ${row.from_domain} and not from its owner's domain (${[...owners].slice(0, 2).join(', ')})`,
    },
  }
}

/** No server checked it, and all its links lead to odd places: very odd ones, or its envelope is neither the owner's nor a service's for bulk mail. */
const isBorrowedUnseen = (row: LureMail, owners: ReadonlySet<string>, lists: DetectorContext['lists']) => {
  const envelope = domainOf(row.return_path)
  const elsewhere =
    envelope !== '' &&
    familyOf(envelope) !== row.from_family &&
    !isUnder(envelope, owners) &&
    find(lists['mail-service'], envelope) === null
  return (
    row.auth === 'unseen' &&
    row.links.length > 0 &&
    row.links.every(([, domain]) => !isUnder(domain, owners) && oddities(domain, { lists }) >= (elsewhere ? 1 : 2))
  )
}

/** Japan gives these names to registered organisations alone: one with the owner's word in it is a branch or service of his. */
const ORGANISATIONS = /\.(?:co|or|go|lg|ac|ad|ed|ne)\.jp$/
const holdsName = (domain: string, owners: ReadonlySet<string>) =>
  [...owners].some((owner) => labelOf(owner).label.length >= 4 && labelOf(domain).label.includes(labelOf(owner).label))

/** Exchange's own address for what could not be delivered: the same in every organisation. */
const EXCHANGE = /^microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@/i

/** The sender's or a link's host wears a known domain or its letters; or a domain is the sender's name, and another his address. */
export function borrowed(row: LureMail, context: DetectorContext): Lure | null {
  if (row.bulk === 1 && row.auth === 'pass') return null
  const hosts = [...new Set([row.from_domain, ...row.links.map(([, domain]) => domain)])]
  for (const host of hosts) {
    const found = borrowedName(host, row.own_families, context)
    if (found === null || (host === row.from_domain && row.known === 1)) continue
    return {
      kind: 'brand',
      strength: 'strong',
      what: {
        ja: `${host} は、${found.owner} の名前を${found.trick === 'embedded' ? '途中に含む' : '似た文字で装う'}別のドメインです`,
        en: `${host} is another domain that ${found.trick === 'embedded' ? 'holds' : 'imitates by its letters'} the name of ${found.owner}`,
      },
    }
  }
  const named = domainAsName(row, context)
  if (named === null || (row.attached === 0 && row.links.every(([, domain]) => isOurs(domain, row)))) return null
  return {
    kind: 'brand',
    strength: 'plain',
    what: {
      ja: `表示名は「${named}」ですが、${row.from_domain} から届きました`,
      en: `its name says ${named}, but it comes from ${row.from_domain}`,
    },
  }
}

const HOST_NAME = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/

/** A domain as display name, or the reader's own in it, of a sender who is elsewhere and whom nobody knows. */
export function domainAsName(row: LureMail, { lists }: DetectorContext): string | null {
  if (row.known === 1 || row.bulk === 1 || row.list_id !== '') return null
  const words = seenText(row.from_name)
    .toLowerCase()
    .split(/[\s"'<>()（）「」,]+/)
  return (
    words.find((word) => {
      if (!HOST_NAME.test(word) || parse(word).isIcann !== true) return false
      const family = familyOf(word)
      if (family === row.from_family || find(lists['mail-service'], row.from_domain) !== null) return false
      if (row.own_families.includes(family)) return true
      // one firm under two endings; a host's name of a machine that reports
      return (
        labelOf(word).label !== labelOf(row.from_domain).label &&
        words.length === 1 &&
        word === family &&
        !sameBrand(word, row.from_domain)
      )
    }) ?? null
  )
}
