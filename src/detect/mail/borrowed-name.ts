/**
 * Names of others that an address borrows: a known domain inside a longer one (`amazon.co.jp.signin.example`), a brand's letters by
 * others that look alike, a brand's word beside words of trust; and what else hosts have that are made for one mailing. Pure reasoning over one name.
 */
import { domainToUnicode } from 'node:url'
import { labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { skeleton } from '../../mail/lookalike.ts'
import type { DetectorContext } from '../detector.ts'
import { BRAND_DOMAINS, isBrands } from './pretext.ts'

type Lookup = Pick<DetectorContext, 'lists'>

export interface Borrowed {
  /** the domain whose name it is */
  owner: string
  trick: 'embedded' | 'characters'
}

/** The known domain that a host pretends to be; null where it pretends nothing. `ours`: the reader's own families. */
export function borrowedName(host: string, ours: string[], { lists }: Lookup): Borrowed | null {
  const shown = domainToUnicode(host) || host
  const { label, suffix } = labelOf(host)
  const family = suffix === '' ? label : `${label}.${suffix}`
  if (isBrands(host) || ours.includes(family) || THROUGH.test(host)) return null
  const labels = shown.split('.')
  const end = labels.length - suffix.split('.').length // the last registrable label stands before it
  for (let from = 0; from < end - 1; from++)
    for (let to = from + 2; to <= Math.min(end, from + 4); to++) {
      const inner = labels.slice(from, to).join('.')
      if (BRAND_DOMAINS.has(inner) || ours.includes(inner) || lists.trusted.names.has(inner))
        return { owner: inner, trick: 'embedded' }
    }
  const written = label.split('-').find((part) => !BRAND_LABELS.has(part) && BRAND_SHAPES.has(skeleton(part)))
  if (written !== undefined) return { owner: BRAND_SHAPES.get(skeleton(written)) ?? '', trick: 'characters' }
  if (!/[^\0-\x7f]/.test(shown)) return null
  const shape = skeleton(labelOf(shown).label)
  for (const owner of [...BRAND_DOMAINS, ...ours])
    if (labelOf(owner).label.length >= 4 && skeleton(labelOf(owner).label) === shape)
      return { owner, trick: 'characters' }
  return null
}

/** A library's or translator's way to other sites keeps their names. */
const THROUGH = /proxy|translate|webcache|archive/i

/** Words that stand beside a borrowed name so that it looks like an office of its owner. */
const OFFICE =
  /^(?:log-?in|sign-?in|signin|secure|security|verify|verification|verif|update|account|accounts|auth|support|help|check|confirm|service|kundencenter|kunden|konto|client|cliente|pay|payment|billing|bill|refund|tax|taxa|info|notice|alert|id|card|bank|online|mypage|member|review|docs?|share|sharepoint|view|portal|parcel|paket|colis|delivery|tracking|track|post|zoll|toll|gov|gouv|gob|go|police|cert|renew|jp|vn|tw|us|uk)$/i
/** Ends that cost next to nothing, which is why they are thrown away after a mailing. */
const CHEAP =
  /\.(?:top|xyz|icu|cc|shop|cyou|vip|live|click|site|club|work|buzz|cfd|sbs|rest|bond|monster|quest|lol|pw|tk|ml|ga|cf|gq|sa\.com|ru\.com|za\.com)$/i
/** `jp.net`, `com.se`, `kr.ht`: what looks like a country's ending is somebody's own name. */
const LIKE_A_SUFFIX = /^(?:com|co|ne|or|ac|go|gov|gov[a-z]{2}|net|org|jp|kr|cn|tw|de|fr|us|uk|vn|br)$/i

/** How odd a host is for who says that he cares for the reader's account, parcel or tax: one point each. */
export function oddities(host: string, { lists }: Lookup): number {
  if (isBrands(host)) return find(lists.paas, host) === null ? 0 : 1
  const { label, suffix } = labelOf(host)
  const words = host
    .toLowerCase()
    .slice(0, host.length - suffix.length)
    .split(/[.-]/)
  const named = words.some((word) => BRAND_WORDS.has(word))
  return [
    CHEAP.test(host),
    LIKE_A_SUFFIX.test(label),
    named,
    label.includes('-') && label.split('-').some((word) => OFFICE.test(word)),
    host.startsWith('xn--') || host.includes('.xn--'),
    find(lists.paas, host) !== null || find(lists['dynamic-dns'], host) !== null,
  ].filter(Boolean).length
}

/** Brands' words that nobody else's name holds by chance. */
const BRAND_WORDS = new Set(
  [...BRAND_DOMAINS].flatMap((domain) => {
    const { label } = labelOf(domain)
    return label.length >= 5 && !/^(?:apple|orico|visa|google|office|outlook|yahoo|adobe|aeon)$/.test(label)
      ? [label]
      : []
  }),
)

/** `zoorn`, `rnicrosoft`, `paypa1`: a brand's letters by others, as they look. */
const BRAND_LABELS = new Set([...BRAND_DOMAINS].map((domain) => labelOf(domain).label))
const BRAND_SHAPES = new Map(
  [...BRAND_DOMAINS].reverse().flatMap((domain): [string, string][] => {
    const { label } = labelOf(domain)
    return label.length >= 4 ? [[skeleton(label), domain]] : []
  }),
)
