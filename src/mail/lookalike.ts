/** Domain names that are made to be read as another: by characters (UTS #39), by typing, by endings and by parts. */
import { domainToUnicode } from 'node:url'
import unhomoglyph from 'unhomoglyph'
import { labelOf } from '../lists/family.ts'

export type Trick = 'characters' | 'typing' | 'ending' | 'inserted' | 'embedded'

export interface Likeness {
  trick: Trick
  /** what the reader would see, punycode decoded */
  shown: string
}

/** How a name imitates a known registrable domain, the strongest first; null where it does not. */
export function likeness(name: string, target: string): Likeness | null {
  if (name === target || name.endsWith(`.${target}`)) return null
  const shown = domainToUnicode(name) || name
  const [it, known] = [labelOf(shown), labelOf(target)]
  const found = (trick: Trick): Likeness => ({ trick, shown })
  if (`${it.label}.${it.suffix}` === target) return null
  const same = skeleton(it.label) === skeleton(known.label)
  if (same && it.label !== known.label && known.label.length >= 3) return found('characters')
  if (it.label === known.label) return known.label.length >= SHORTEST && it.label !== NOBODYS ? found('ending') : null
  if (embeds(shown, it.label, target)) return found('embedded')
  if (inserted(it.label, known.label)) return found('inserted')
  if (known.label.length >= 5 && distance(it.label, known.label) <= (known.label.length >= 9 ? 1.5 : 1)) {
    return found('typing')
  }
  return null
}

/** reserved for documents under every ending (RFC 2606, JPRS) */
const NOBODYS = 'example'

/** Labels shorter than this are too common to be anybody's. */
const SHORTEST = 4

/** UTS #39 skeleton, and what UTS #39 leaves to fonts: rn for m, vv for w, cl for d, 1 and i for l, small Cyrillic capitals. */
export function skeleton(label: string): string {
  const letters = label
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ткмнв]/g, (letter) => 'tkmhb'['ткмнв'.indexOf(letter)] ?? letter)
  return unhomoglyph(letters)
    .toLowerCase()
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/cl/g, 'd')
    .replace(/[1i|]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/5/g, 's')
    .normalize('NFC')
}

/** The whole name as a part of another: `sample.co.jp.example.net`, `sample-co-jp.com`. */
function embeds(name: string, label: string, target: string): boolean {
  return (
    name.startsWith(`${target}.`) ||
    name.includes(`.${target}.`) ||
    label.replace(/[-.]/g, '') === target.replace(/[-.]/g, '') ||
    // `sample-or.jp` for `sample.or.jp`
    (name.replace(/[-.]/g, '') === target.replace(/[-.]/g, '') && labelOf(name).suffix !== labelOf(target).suffix) ||
    // `city-sample-lg.jp` for `sample.lg.jp`
    (name.replaceAll('-', '.').endsWith(`.${target}`) &&
      labelOf(target).suffix.includes('.') &&
      labelOf(name).suffix !== labelOf(target).suffix) ||
    label.startsWith(target.replaceAll('.', '-'))
  )
}

/** The label with words of trust beside it: `sample-support`, `mail-sample`, `samplejp`. A hyphen more is the same trick. */
function inserted(label: string, known: string): boolean {
  if (known.length < 5) return false
  if (label.replaceAll('-', '') === known.replaceAll('-', '')) return true
  // the known name may have a hyphen itself: `sample-seiki-portal`
  const rest = `-${label}-`.includes(`-${known}-`)
    ? `-${label}-`.replace(`-${known}-`, '-').split('-').filter(Boolean)
    : null
  if (rest !== null && rest.length > 0 && rest.length <= 2) return rest.every((part) => TRUST.test(part))
  if (known.length < 6) return false
  if (label.startsWith(known)) return TRUST.test(label.slice(known.length))
  return label.endsWith(known) && TRUST.test(label.slice(0, -known.length))
}

const TRUST =
  /^(?:jp|cojp|co|com|net|inc|ltd|corp|group|gr|hd|holdings|gmbh|ag|llc|llp|lp|plc|pty|pte|sarl|sas|spa|srl|bv|nv|oy|aps|sro|kft|kk|intl|international|global|europe|eu|asia|japan|japan-?co|tokyo|hq|mail|email|webmail|mx|smtp|voice|voicemail|voip|fax|scan|meet|meeting|calendar|docs|doc|documents|sharepoint|onedrive|login|signin|sso|auth|verify|verification|id|secure|security|account|accounts|accounting|billing|invoice|invoices|payment|payments|payroll|finance|hr|rh|drh|benefits|compta(?:bilite)?|factur(?:e|es|ation)|paie|securite|personal(?:abteilung|wesen)|buchhaltung|einkauf|bestellung(?:en)?|facturas?|nominas?|recursos-?humanos|amministrazione|fatture|notice|notify|notification|alert|support|help|helpdesk|info|cloud|drive|file|files|share|portal|vpn|remote|web|online|service|services|system|systems|update|admin|office|365|team|staff|it|ict|edv|its|it-?(?:service|support|desk)|service-?desk|cert|csirt|soc|personal|rechnung|dokumente?|pref|city|town|vill|village|gov|go|lg|kunren|[a-z]?\d{1,4})$/

/**
 * Damerau-Levenshtein (adjacent transpositions) with cheap steps for what the eye forgives: a letter doubled or halved, two exchanged.
 * Infinite where the lengths differ by more than 2.
 */
export function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1] ?? '', b[j - 1] ?? '']
      const at = (di: number, dj: number) => rows[i - di]?.[j - dj] ?? Number.POSITIVE_INFINITY
      let least = Math.min(
        at(1, 1) + (x === y ? 0 : 1),
        at(1, 0) + (x === a[i - 2] ? DOUBLED : 1),
        (row[j - 1] ?? Number.POSITIVE_INFINITY) + (y === b[j - 2] ? DOUBLED : 1),
      )
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y && x !== y) least = Math.min(least, at(2, 2) + EXCHANGED)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? Number.POSITIVE_INFINITY
}

const DOUBLED = 0.5
const EXCHANGED = 0.75
