/**
 * Whose mailbox could all the re-worked mails' originals have been read in? Pure reasoning over sets of readers; nobody is named where the
 * sets leave more than one, and a candidate is a mailbox or a PC, never a person.
 */
import type { Text } from '../i18n/text.ts'

/** How somebody could have read a message, the most direct first. */
export type Way = 'wrote' | 'received' | 'list' | 'thread'

/** One genuine mail that was re-worked, however many fakes were made of it. */
export interface Original {
  file: string
  subject: string
  /** address → how; lists are already their members */
  readers: ReadonlyMap<string, Way>
  /** mailboxes handed in that go back beyond this mail and hold no copy of it */
  missing: ReadonlySet<string>
}

/** An account or PC that the rest of the investigation suspects: infected, signed in to from elsewhere, with a forwarding rule. */
export interface Suspected {
  account: string
  host?: string
  why: Text
  /** ISO, UTC: when the first of the signs was seen */
  since: string
}

export type CandidateKind = 'own' | 'shared' | 'outside' | 'private'

export interface Candidate {
  address: string
  kind: CandidateKind
  /** originals that it could read */
  held: number
  ways: Partial<Record<Way, number>>
  /** originals of which its mailbox, handed in, has no copy */
  missing: number
  /** share of the fakes' recipients with whom it had exchanged mail: an address book */
  contacts: number
  suspected: Suspected[]
}

export interface Leak {
  originals: number
  /** could read the most originals, most likely first */
  candidates: Candidate[]
  /** could they read all of them? */
  complete: boolean
  /** could read some, but not as many */
  others: number
}

export function narrow(
  originals: Original[],
  known: {
    kind: (address: string) => CandidateKind
    contacts: (address: string) => number
    suspected: Suspected[]
  },
): Leak {
  const addresses = [...new Set(originals.flatMap(({ readers }) => [...readers.keys()]))]
  const all = addresses.map((address): Candidate => {
    const ways: Candidate['ways'] = {}
    for (const { readers } of originals) {
      const way = readers.get(address)
      if (way) ways[way] = (ways[way] ?? 0) + 1
    }
    return {
      address,
      kind: known.kind(address),
      held: originals.filter(({ readers }) => readers.has(address)).length,
      ways,
      missing: originals.filter(({ missing, readers }) => missing.has(address) && readers.get(address) !== 'wrote')
        .length,
      contacts: known.contacts(address),
      suspected: known.suspected.filter(({ account }) => account.toLowerCase() === address),
    }
  })
  const most = Math.max(0, ...all.map(({ held }) => held))
  const candidates = all.filter(({ held }) => held === most).sort(likeliest)
  return {
    originals: originals.length,
    candidates,
    complete: most === originals.length,
    others: all.length - candidates.length,
  }
}

/** Evidence from elsewhere first, then fewer missing copies, more direct ways, and an address book that fits. */
const likeliest = (a: Candidate, b: Candidate) =>
  b.suspected.length - a.suspected.length ||
  a.missing - b.missing ||
  direct(b) - direct(a) ||
  b.contacts - a.contacts ||
  (a.address < b.address ? -1 : 1)

const direct = ({ ways }: Candidate) => (ways.wrote ?? 0) + (ways.received ?? 0)

/** Local parts that several people read, in Japanese offices and elsewhere. */
export const isSharedName = (address: string) =>
  /^(?:info|contact|support|sales|office|soumu|somu|keiri|jinji|eigyo|kouhou|koho|saiyo|jimu|jimukyoku|madoguchi|uketsuke|toiawase|inquiry|admin|postmaster|webmaster|system|shared|group|team|all|staff|ml|scan|mfp|fax|order|juchu|denki|kanri|kikaku|gijutsu|seizou|hinshitsu|honsha|shisha|dept|bu|ka|posta-certificata)(?:[-_.\d].*)?@/.test(
    address,
  )
