/** Lures that want money or a talk in secret: chats, new accounts, wages, gift cards. */
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import { freeReply, isOurs, isStrange, type Lure, type LureMail } from './lure.ts'
import { asksForMoney, asksHaste, cannotBeAsked, keepsSecret, movesToChat, seenText, tellsOfLures } from './pretext.ts'
import {
  asksBackElsewhere,
  asksBackInHaste,
  attachesNewAccount,
  forbidsOldAccount,
  isToldOtherwise,
  namesAccountAbroad,
  namesNewAccount,
  paidInsteadTo,
  passesOnFromCard,
  saysAccountBarred,
  wishesForHimself,
} from './pretext-accounts.ts'
import { forbidsTalk, isHushed, wantsCodesBack, wantsGiftCards } from './pretext-demands.ts'
import { saidIn } from './quoted-writer.ts'

/** A stranger, in a leader's name or at an address that anybody can have, moves the talk to a chat. */
export function chat(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || !isStrange(row) || !movesToChat(`${row.subject}\n${row.text}`)) return null
  const leader = /社長|会長|取締役|理事長|代表|所長|院長|\b(CEO|president|director|chairman)\b/i.test(row.from_name)
  const free = find(lists.freemail, row.from_domain) !== null
  if (!free && !leader) return null
  return {
    kind: 'chat',
    strength: leader ? 'strong' : 'plain',
    what: {
      ja: `だれでも取れるアドレスなど（${row.from_address}）から、社内の人を名乗ってチャット（LINE等）へ移るよう求めています`,
      en: `from ${row.from_address}, it wants the talk to move to a chat, where only the reader sees it`,
    },
  }
}

/** Money to a new account or in secret, and answers that go to an address that anybody can have. */
export function money(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1) return null
  if ((asksBackElsewhere(saidIn(row)) || (isStrange(row) && asksBackInHaste(row.text))) && !warns(row))
    return refund(row)
  if (isStrange(row) && passesOnFromCard(row.text) && !warns(row)) return refund(row)
  if (wantsCodesBack(row.text) && !warns(row)) return giftCards(row)
  const payee = paidInsteadTo(saidIn(row))
  if (payee !== '' && isThirds(domainOf(payee), row)) return newPayee(row, payee)
  const asked = asksForMoney(`${row.subject}\n${row.text}`) || (tellsNewAccount(row) ? 'changed' : '')
  if (asked === '') return wantsGiftCards(row.text) && isStrange(row) && !warns(row) ? giftCards(row) : null
  const free = find(lists.freemail, row.from_domain) !== null
  const elsewhere = free ? null : answeredElsewhere(row, lists)
  if (elsewhere) return elsewhere
  if (asked === 'changed' || row.known === 1) return newAccount(row)
  if (asked === 'wages')
    return !isPersonnel(row.from_name) &&
      (free || (isStrange(row) && !isOffice(row.from_name) && wishesForHimself(row.text)))
      ? wages(row)
      : newAccount(row)
  // from anywhere: who never wrote before has no secret transfer to ask for; a proven domain is bought in minutes, but a firm can be asked back
  if (isStrange(row) && wantsGiftCards(row.text) && !warns(row)) return giftCards(row)
  const hushed = isHushed(row.text) || (cannotBeAsked(row.text) && keepsSecret(row.text))
  if (!free && !forbidsTalk(row.text) && (!asksHaste(row.text) || (row.auth === 'pass' && !hushed)))
    return newAccount(row)
  return {
    kind: 'money',
    strength: 'plain',
    what: {
      ja: `${free ? 'だれでも取れるアドレス' : 'やり取りのないアドレス'}（${row.from_address}）から、内密や急ぎの送金・購入を頼んでいます`,
      en: `${free ? 'an address that anybody can have' : 'a stranger'} (${row.from_address}) asks for money in secret or haste`,
    },
  }
}

/** Neither the writer's nor ours. */
const isThirds = (domain: string, row: LureMail) => familyOf(domain) !== row.from_family && !isOurs(domain, row)

const newPayee = (row: LureMail, payee: string): Lure => ({
  kind: 'money',
  strength: isStrange(row) && row.auth !== 'pass' ? 'strong' : 'plain',
  what: {
    ja: `これまでと違うアドレス（${payee}、差出人のドメインではありません）への送金を求めています。以前から知っている電話番号で相手に確かめてください`,
    en: `it wants money sent to another address than before (${payee}, which is not of the sender's domain): ask by a telephone number known from before`,
  },
})

/** Money is asked for, and answers go to an address that anybody can have. */
function answeredElsewhere(row: LureMail, lists: DetectorContext['lists']): Lure | null {
  const diverted = freeReply(row, lists)
  return diverted === undefined
    ? null
    : {
        kind: 'money',
        strength: 'strong',
        what: {
          ja: `送金や振込先の変更を求めていますが、返信は差出人と違うアドレス（${diverted}）へ行きます`,
          en: `it asks for money or names a new account, and answers go to another address (${diverted})`,
        },
      }
}

/** From one of our own addresses, as it seems: whoever has it forged or taken over waits for the answer elsewhere. */
export function moneyInside(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1) return null
  if (wantsCodesBack(row.text) && !warns(row)) return giftCards(row)
  return asksForMoney(`${row.subject}\n${row.text}`) === '' ? null : answeredElsewhere(row, lists)
}

const tellsNewAccount = (row: LureMail) =>
  namesNewAccount(saidIn(row)) ||
  // honest firms send a letter, too, and time to ask
  (row.attached === 1 &&
    attachesNewAccount(`${row.subject}\n${saidIn(row)}`) &&
    (asksHaste(row.text) || cannotBeAsked(row.text) || forbidsOldAccount(row.text) || saysAccountBarred(row.text)))

/** Bills are paid to the account that was always there: a new one with its number, from whom nobody knows, is asked about by telephone. */
const newAccount = (row: LureMail): Lure | null =>
  tellsNewAccount(row)
    ? {
        kind: 'money',
        strength: strengthOfNewAccount(row),
        what: {
          ja: `新しい振込先の口座が書かれています（差出人 ${row.from_address}）。以前から知っている電話番号で相手に確かめるまで、振り込まないでください`,
          en: `it names a new account to pay to (from ${row.from_address}): pay nothing before the firm confirms it by a telephone number known from before`,
        },
      }
    : null

function strengthOfNewAccount(row: LureMail): Lure['strength'] {
  const onlyByMail = namesNewAccount(saidIn(row)) && !isToldOtherwise(row.text)
  const cornered =
    cannotBeAsked(row.text) || saysAccountBarred(row.text) || namesAccountAbroad(row.text, row.from_domain)
  const announced = isToldOtherwise(row.text) && row.auth !== 'fail' && !cornered && !asksHaste(row.text)
  const explained = (row.known === 1 && row.auth !== 'fail' && !cornered) || isCalm(row)
  if (announced || (explained && !onlyByMail)) return 'weak'
  return row.auth === 'pass' || row.known === 1 ? 'plain' : 'strong'
}

/** What was paid in never came, or is stolen; and what is given back to a third account cannot be fetched again. */
const refund = (row: LureMail): Lure => ({
  kind: 'money',
  strength: row.auth === 'pass' || row.known === 1 ? 'plain' : 'strong',
  what: {
    ja: `払い過ぎたなどと言って、書かれた口座への返金を求めています（差出人 ${row.from_address}）。入金があったかを銀行で確かめ、返すときは振り込んできた元の口座だけにしてください`,
    en: `it says that too much was paid and wants it back to the account that it names (from ${row.from_address}): ask the bank whether anything came, and give it back only to the account that it came from`,
  },
})

/** A partner's own, proven domain, and time to ask him back. */
const isCalm = (row: LureMail) =>
  row.family_known === 1 &&
  row.auth === 'pass' &&
  !asksHaste(row.text) &&
  !cannotBeAsked(row.text) &&
  !saysAccountBarred(row.text)

/** Police and towns tell of the trick, and so does who says that he never asks for such. */
const warns = (row: LureMail) =>
  (row.auth === 'pass' && (/\.(?:go|lg)\.jp$/.test(row.from_domain) || NEVER_ASKS.test(seenText(row.text)))) ||
  (row.auth !== 'fail' && isOurs(row.from_domain, row) && tellsOfLures(`${row.subject}\n${row.text}`))
const NEVER_ASKS =
  /(?:お願い|依頼|お頼み)する(?:こと|メール)は(?:、)?(?:絶対に|一切|決して|けっして)?(?:ありません|ございません|ない)|\b(?:we|i|he|she|nobody)(?: will|'ll|'d| would)? never (?:ask|request)\b/i

const giftCards = (row: LureMail): Lure => ({
  kind: 'money',
  strength: row.auth === 'pass' || row.inside === 1 ? 'plain' : 'strong',
  what: isStrange(row)
    ? {
        ja: `やり取りのないアドレス（${row.from_address}）から、ギフトカードの購入を頼んでいます`,
        en: `a stranger (${row.from_address}) wants gift cards bought`,
      }
    : {
        ja: `ギフトカードを買い、番号の写真などを送るよう頼んでいます。${row.from_address} が乗っ取られていないか、本人に電話で確かめてください`,
        en: `it wants gift cards bought and their codes sent: ask by telephone, ${row.from_address} may have been taken over`,
      },
})

/** The colleague's own bank details, from outside. */
const wages = (row: LureMail): Lure => ({
  kind: 'money',
  strength: 'plain',
  what: {
    ja: `だれでも取れるアドレス（${row.from_address}）から、給与の振込口座の変更を求めています。本人に電話で確かめてください`,
    en: `an address that anybody can have (${row.from_address}) wants wages paid to another account: ask the colleague by telephone`,
  },
})

/** A service for wages writes of them all day; from a free address it would not. */
const isOffice = (name: string) => /\b(payroll|personnel|human resources|hr)\b|人事|給与|労務/i.test(name)

const isPersonnel = (name: string) => /社労士|社会保険労務士|税理士|会計事務所/.test(name)
