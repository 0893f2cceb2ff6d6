/**
 * Who wrote the quoted part of a thread: an attacker who reads a mailbox answers in the real thread, from a domain that looks like the
 * partner's. The partner's true address then stands in the quotation. Pure reasoning over one mail.
 */
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { likeness } from '../../mail/lookalike.ts'
import type { DetectorContext } from '../detector.ts'

/** 「From:」「差出人:」「Von:」 … and “X <x@y> wrote:”, behind the marks of quotations. */
const QUOTED =
  /^[>\s|*]*(?:(?:From|To|Cc|差出人|送信者|宛先|Von|An|De|À|Para|Da|A|Van|发件人|收件人|抄送|寄件者|收件者|보낸\s?사람|받는\s?사람|От|Кому|Từ|Đến)\s*[:：]|.{0,120}<[^<>\s@]+@[^<>\s@]+>.{0,40}(?:wrote|schrieb|écrit|のメール|写道|寫道|작성|написал|escribió|escreveu|viết)).{0,400}$/gimu
const ADDRESS = /[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/gi
const MAX_LINES = 60

/** The address in the quotation that the sender's imitates; null where none does. */
export function imitatedInQuote(
  text: string,
  sender: string,
  { lists }: Pick<DetectorContext, 'lists'>,
): string | null {
  const [local = '', domain = ''] = sender.toLowerCase().split('@')
  if (domain === '' || find(lists.freemail, domain) !== null) return null
  const quoted = new Set<string>()
  let lines = 0
  for (const [line] of text.matchAll(QUOTED)) {
    if (++lines > MAX_LINES) break
    for (const [address] of line.matchAll(ADDRESS)) quoted.add(address.toLowerCase())
  }
  const families = new Set([...quoted].map((address) => familyOf(address.slice(address.indexOf('@') + 1))))
  // who is quoted under this very domain writes from it
  if (families.has(familyOf(domain))) return null
  for (const address of quoted) {
    const family = familyOf(address.slice(address.indexOf('@') + 1))
    if (find(lists.freemail, family) !== null) continue
    const like = likeness(familyOf(domain), family)
    if (like === null) continue
    // another ending or a word more may be the same firm's: then the very address must be repeated
    if (like.trick === 'ending' || like.trick === 'inserted' ? address.startsWith(`${local}@`) : true) return address
  }
  return null
}
