/**
 * Who wrote the quoted part of a thread: an attacker who reads a mailbox answers in the real thread, from a domain that looks like the
 * partner's. The partner's true address then stands in the quotation. Pure reasoning over one mail.
 */
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { likeness } from '../../mail/lookalike.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'

const WROTE = String.raw`.{0,120}<[^<>\s@]+@[^<>\s@]+>.{0,40}(?:wrote|schrieb|schreef|écrit|のメール|のメッセージ|写道|寫道|작성|написал|escribió|escreveu|viết|[:：]\s*$)`
const BY = String.raw`From|差出人|送信者|Von|De|Da|Van|发件人|寄件者|보낸\s?사람|От|Từ`
const TO = String.raw`To|Cc|宛先|An|À|Para|A|收件人|抄送|收件者|받는\s?사람|Кому|Đến`
const quoting = (names: string) => new RegExp(String.raw`^[>\s|*]*(?:(?:${names})\s*[:：]|${WROTE}).{0,400}$`, 'gimu')

/** 「From:」「差出人:」「Von:」 … and “X <x@y> wrote:”, behind the marks of quotations. */
const QUOTED = quoting(`${BY}|${TO}`)
/** Those of them that name who wrote what is quoted. */
const WRITER = quoting(BY)
const ADDRESS = /[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/gi
const MAX_LINES = 60

export interface Quoting {
  text: string
  from_address: string
  from_family: string
  own_families: string[]
  readers: string[]
}

/** Those of ours whose words are quoted; none where the sender himself stands in the quotation, as who was written to does. */
export function oursQuoted(mail: Quoting): string[] {
  const families = new Set([...quotedOf(mail.text, QUOTED)].map((address) => familyOf(domainOf(address))))
  return families.has(mail.from_family) ? [] : oursAsWriters(mail)
}

/** One of ours who is quoted, and whom the mail is not sent to. */
export const quotesUs = (mail: Quoting) => absent(oursQuoted(mail), mail)

/** The same, who is to have agreed; whoever made the quotation up may stand in it himself. */
export const absentApprover = (mail: Quoting) => absent(oursAsWriters(mail), mail)

const oursAsWriters = ({ text, own_families }: Quoting) =>
  [...quotedOf(text, WRITER)].filter((address) => {
    const domain = domainOf(address)
    // `example.co.jp.office.example` is to be read as ours
    return own_families.includes(familyOf(domain)) || own_families.some((family) => domain.startsWith(`${family}.`))
  })

const absent = (ours: string[], { readers }: Quoting): string | null =>
  ours.every((address) => !readers.includes(address)) ? (ours[0] ?? null) : null

/** What the sender himself wrote above the quotation. */
export function ownWords(text: string): string {
  const [first] = text.matchAll(WRITER)
  return first ? text.slice(0, first.index) : text
}

/** What a known thread quotes was judged when it came; what else is quoted may be made up. */
export const saidIn = ({ answers, text }: { answers: string; text: string }): string =>
  answers === 'known' ? ownWords(text) : text

const startAlike = (one: string, other: string) => {
  const shorter = Math.min(one.length, other.length)
  return shorter >= ALIKE && one.slice(0, shorter) === other.slice(0, shorter)
}
const ALIKE = 8 // letters

function quotedOf(text: string, lines: RegExp): Set<string> {
  const quoted = new Set<string>()
  let n = 0
  for (const [line] of text.matchAll(lines)) {
    if (++n > MAX_LINES) break
    for (const [address] of line.matchAll(ADDRESS)) quoted.add(address.toLowerCase())
  }
  return quoted
}

/** The address in the quotation that the sender's imitates; null where none does. */
export function imitatedInQuote(
  text: string,
  sender: string,
  { lists }: Pick<DetectorContext, 'lists'>,
): string | null {
  const [local = '', domain = ''] = sender.toLowerCase().split('@')
  if (domain === '' || find(lists.freemail, domain) !== null) return null
  const quoted = quotedOf(text, QUOTED)
  const families = new Set([...quoted].map((address) => familyOf(domainOf(address))))
  // who is quoted under this very domain writes from it
  if (families.has(familyOf(domain))) return null
  const label = labelOf(domain).label
  for (const address of quoted) {
    const family = familyOf(domainOf(address))
    if (find(lists.freemail, family) !== null) continue
    // the same person at a name that begins alike: print and printing
    const before = labelOf(family).label
    if (address.startsWith(`${local}@`) && startAlike(label, before)) return address
    const like = likeness(familyOf(domain), family)
    if (like === null) continue
    // another ending or a word more may be the same firm's: then the very address must be repeated
    if (like.trick === 'ending' || like.trick === 'inserted' ? address.startsWith(`${local}@`) : true) return address
  }
  return null
}
