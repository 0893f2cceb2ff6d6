/** Lures in a thread: whoever read it answers in it, from elsewhere, or makes up that one of ours agreed. */
import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { isPublicBody } from '../../lists/public-body.ts'
import { likeness } from '../../mail/lookalike.ts'
import { domainOf } from '../../mail/own-side.ts'
import { wantsSomething } from '../../mail/wants.ts'
import type { DetectorContext } from '../detector.ts'
import { isOurs, isStrange, type Lure, type LureMail } from './lure.ts'
import { asksHaste, cannotBeAsked, isBrands } from './pretext.ts'
import { attachesNewAccount, namesNewAccount } from './pretext-accounts.ts'
import { asksToPay } from './pretext-demands.ts'
import { absentApprover, imitatedInQuote, oursQuoted, ownWords } from './quoted-writer.ts'

/** An answer in a real thread, from an address that imitates one who is quoted in it. */
export function thread(row: LureMail, context: DetectorContext): Lure | null {
  const imitated = row.known === 1 || row.bulk === 1 ? null : imitatedInQuote(row.text, row.from_address, context)
  return imitated === null
    ? (inHisPlace(row, context) ?? steppedIn(row, context))
    : {
        kind: 'thread',
        strength: 'strong',
        what: {
          ja: `引用されたやり取りの相手は ${imitated} ですが、この返信は似た別のドメイン（${row.from_address}）から届きました。やり取りを盗み見た者による割り込みの手口です`,
          en: `the thread it quotes was with ${imitated}, but this answer comes from ${row.from_address}, a domain that looks like it: whoever read the thread has stepped in`,
        },
      }
}

/** It answers a mail that is at hand, in the place of one who wrote or got it, from a domain that is built like his, and wants something. */
function inHisPlace(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.known === 1 || row.bulk === 1 || row.answered.includes(row.from_address)) return null
  if (find(lists.freemail, row.from_domain) !== null || isOurs(row.from_domain, row)) return null
  const [local = ''] = row.from_address.split('@')
  const imitated = row.answered.find((address) => {
    const family = familyOf(domainOf(address))
    return (
      family !== row.from_family &&
      !isOurs(family, row) &&
      address.startsWith(`${local}@`) &&
      likeness(row.from_family, family) !== null
    )
  })
  const text = `${row.subject}\n${ownWords(row.text)}`
  if (imitated === undefined || !(wantsSomething(text) || cannotBeAsked(text) || asksToPay(text))) return null
  return {
    kind: 'thread',
    strength: 'plain',
    what: {
      ja: `返信先のやり取りの相手は ${imitated} ですが、この返信は似た別のドメイン（${row.from_address}）から届き、対応を求めています。本人に電話で確かめてください`,
      en: `it answers a mail in the place of ${imitated}, but comes from ${row.from_address}, a domain built like his, and wants something: ask him by telephone`,
    },
  }
}

/** Words of ours, quoted by a stranger whom they were not written to: a stolen thread, or a made-up one. He leads to a third place, or wants money. */
function steppedIn(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.family_known === 1) return null
  if (row.auth === 'pass' && isPublicBody(row.from_domain)) return null
  const said = ownWords(row.text)
  const approver =
    asksToPay(said) && asksHaste(said) ? (absentApprover(row) ?? claimedApprover(`${row.subject}\n${said}`)) : null
  const [ours] = approver === null ? oursQuoted(row) : [approver]
  if (ours === undefined) return null
  const third = row.links.find(
    ([url, domain]) =>
      said.includes(url.slice(0, 60)) &&
      familyOf(domain) !== row.from_family &&
      !isOurs(domain, row) &&
      !isBrands(domain) &&
      [lists.trusted, lists.meeting, lists.notice].every((list) => find(list, domain) === null),
  )
  const moved = row.from_address !== '' && (namesNewAccount(said) || attachesNewAccount(said))
  const stolen = third ? leadsAway(ours, row, third[1]) : null
  const what = stolen ?? (approver !== null ? agreed(ours) : moved ? namesAnother(ours, row) : null)
  return what && { kind: 'thread', strength: row.auth === 'pass' ? 'plain' : 'strong', what }
}

const leadsAway = (ours: string, { from_address }: LureMail, place: string): Text => ({
  ja: `${ours} が書いたメールを引用していますが、差出人（${from_address}）とのやり取りはなく、どちらのものでもない ${place} を開かせようとしています。盗まれたやり取りへの割り込みの手口です`,
  en: `it quotes a mail of ${ours}, but nobody ever wrote to its sender (${from_address}), and it leads to ${place}, which belongs to neither: a stolen thread`,
})

const agreed = (ours: string): Text => ({
  ja: `${ours} が承諾したというやり取りを引用して支払いを求めていますが、${ours} はこのメールの宛先にいません。本人に電話で確かめてください`,
  en: `it quotes ${ours} as having agreed and asks to be paid, but is not sent to ${ours}: ask by telephone`,
})

const namesAnother = (ours: string, { from_address }: LureMail): Text => ({
  ja: `${ours} が書いたメールを引用していますが、差出人（${from_address}）とのやり取りはなく、これまでと違う口座への支払いを求めています。引用された相手に電話で確かめてください`,
  en: `it quotes a mail of ${ours}, but nobody ever wrote to its sender (${from_address}), and it names another account to pay to: ask whoever is quoted, by telephone`,
})

/** Above the quotation, or instead of one: it was all agreed with whoever leads the house. */
const APPROVED =
  /((?:会長|社長|理事長|代表|専務|常務|所長|院長|学長|部長)(?:様)?)(?:に(?:は|も)?|より|から|の|が)?[^。\n]{0,8}ご?(?:承認|了承|決裁)|\b(president|chairman|ceo|cfo|managing director|director)\b[^.\n]{0,30}\bapproved\b|\bapproved by (?:the |your )?(president|chairman|ceo|cfo|managing director|director)\b/i
function claimedApprover(said: string): string | null {
  const found = APPROVED.exec(said)
  return found ? (found[1] ?? found[2] ?? found[3] ?? null) : null
}
