/**
 * Lures that stand in the document a mail brings, whatever its kind, where the mail itself says next to nothing: nothing is clicked on, or
 * only in there. Each document is heard on its own: words of several add up to no lure. Honest strangers send bills, tickets and papers every
 * day; what they all have in common is no lure here (pretext-letter.ts).
 */
import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import { hostOf, textLinks } from '../../mail/links.ts'
import { isInCode, isInDocument } from '../../mail/message.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import type { Strength } from '../grade.ts'
import { oddities } from './borrowed-name.ts'
import { ENCRYPTED_MAIL } from './encrypted-mail.ts'
import { inLetter, type Letter } from './letter-quote.ts'
import { isCared, isStrange, type Lure, type LureMail } from './lure.ts'
import { likeness, wordsTell } from './lures-wording.ts'
import { misfitsOf } from './misfit.ts'
import {
  asksHaste,
  asksToScan,
  blackmailWallet,
  cannotBeAsked,
  extorts,
  isBrands,
  namesQrCode,
  promisesPay,
  threatensAccount,
} from './pretext.ts'
import { namesNewAccount } from './pretext-accounts.ts'
import { pressesForTime, wantsSignIn } from './pretext-demands.ts'
import {
  disputesByTelephone,
  excusesMove,
  invitesElsewhere,
  isPersonalThreat,
  isSealed,
  MOVE_SIGNS,
  movesAccount,
  SEALED_SIGNS,
  speaksOfMove,
  TELEPHONE_SIGNS,
  THREAT_SIGNS,
} from './pretext-letter.ts'
import { soundOf } from './wording.ts'

export function letterLures(row: LureMail, context: DetectorContext): Lure[] {
  if (row.bulk === 1 || row.list_id !== '') return []
  return row.letters.flatMap((document) => luresOf({ ...row, document, letter: document[1] }, context))
}

/** A mail with one of the documents that it brings. */
interface LetterMail extends LureMail {
  document: Letter
  letter: string
}

function luresOf(row: LetterMail, context: DetectorContext): Lure[] {
  const money = account(row, context)
  if (!isStrange(row) || (row.auth !== 'fail' && isCaredFor(row, context))) return money
  return [...money, ...telephone(row, context), ...threat(row), ...page(row, context), ...code(row, context)]
}

/** A brand's own, or a service that sends notices; at a brand's mail for everybody anybody writes. */
const isCaredFor = ({ from_domain }: LureMail, { lists }: DetectorContext) =>
  find(lists.freemail, from_domain) === null && (isBrands(from_domain) || find(lists.notice, from_domain) !== null)

const isFree = (domain: string, { lists }: DetectorContext) => find(lists.freemail, domain) !== null

/** Something about the sender that honest strangers do not have. Papers lead to maps, shops and offices: their links say nothing of him. */
const oddityOf = (row: LureMail, context: DetectorContext) =>
  misfitsOf({ ...row, links: row.links.filter(([, , source]) => !isInDocument(source)) }, context).find(
    (one) => !one.everyday,
  )
const isOdd = (row: LureMail, context: DetectorContext) => oddityOf(row, context) !== undefined

const lure = (
  { document }: LetterMail,
  kind: Lure['kind'],
  strength: Strength,
  signs: ((sentence: string) => boolean)[],
  what: Text,
): Lure[] => [{ kind, strength, what: inLetter(what, document, signs), file: document[0] }]

/** of somebody with whom there is traffic */
const isColleague = (row: LureMail) => row.family_known === 1 && row.auth !== 'fail'

function telephone(row: LetterMail, context: DetectorContext): Lure[] {
  const free = isFree(row.from_domain, context)
  const signs = disputesByTelephone(row.letter)
  if (signs === 0 || !(signs === 3 || free || isOdd(row, context)) || isColleague(row)) return []
  return lure(row, 'callback', row.auth === 'pass' ? 'plain' : 'strong', TELEPHONE_SIGNS, {
    ja: `添付の文書が、覚えのない請求や更新を告げ、取り消すには電話をかけるよう求めています（差出人 ${row.from_address}${free ? ' はだれでも取れるアドレスです' : ' とのやり取りはありません'}）`,
    en: `the document that it brings tells of a charge or renewal that nobody asked for and wants a number rung to undo it, from ${row.from_address}, ${free ? 'which anybody can have' : 'who never wrote before'}`,
  })
}

/** A bill or notice with another account than before. Firms move, too: it takes somebody who presses, hides or does not fit. */
function account(row: LetterMail, context: DetectorContext): Lure[] {
  const all = `${row.text}\n${row.letter}`
  if (namesNewAccount(row.text) || !movesAccount(all)) return []
  const known = (row.known === 1 || row.family_known === 1) && row.auth !== 'fail'
  const diverted = row.reply_to.some(
    (address) =>
      familyOf(domainOf(address)) !== row.from_family &&
      !row.reply_known.includes(address) &&
      isFree(domainOf(address), context),
  )
  const pressed = cannotBeAsked(all) || excusesMove(all) || asksHaste(`${row.subject}\n${row.text}`)
  const strength: Strength | null =
    diverted || (!known && row.auth === 'fail')
      ? 'strong'
      : pressed || (!known && (isFree(row.from_domain, context) || isOdd(row, context)))
        ? 'plain'
        : known && speaksOfMove(`${row.subject}\n${row.text}`)
          ? 'weak'
          : null
  if (strength === null) return []
  return lure(row, 'money', strength, MOVE_SIGNS, {
    ja: `添付の文書に、これまでと違う振込先の口座が書かれています（差出人 ${row.from_address}）。以前から知っている電話番号で相手に確かめるまで、振り込まないでください`,
    en: `the document that it brings names another account to pay to than before (from ${row.from_address}): pay nothing before the firm confirms it by a telephone number known from before`,
  })
}

function threat(row: LetterMail): Lure[] {
  if (!isPersonalThreat(row.letter)) return []
  const wallet = blackmailWallet(row.letter)
  if (wallet === '' && !extorts(row.letter)) return []
  return lure(row, 'blackmail', wallet === '' ? 'plain' : 'strong', THREAT_SIGNS, {
    ja: '添付の文書で、録画やデータの公開、攻撃をほのめかし、支払いを迫っています。多くは不特定多数への脅しですが、侵入の跡がないか調べてください',
    en: 'the document that it brings threatens to publish what was recorded or taken, or to attack, unless it is paid: mostly a threat sent to many, but look for traces of a break-in',
  })
}

/** letters of a page that says nothing but where to click, and of one that says why */
const BUTTON = 250
const SEALED = 700

/** A page that shows nothing but the way to somebody else's place, where “the document” is to be opened. */
function page(row: LetterMail, context: DetectorContext): Lure[] {
  const letters = lettersIn(row.letter)
  if (letters > SEALED || !invitesElsewhere(row.letter) || isColleague(row)) return []
  const inside = new Set([
    ...row.links.filter(([, , source]) => isInDocument(source)).map(([, domain]) => domain),
    ...textLinks(row.letter, () => 0).map(({ url }) => hostOf(url)), // to be typed off
  ])
  const [place, ...others] = [...inside].filter((domain) => isElsewhere(domain, row, context))
  if (place === undefined || others.length > 0 || inside.size > 2) return []
  if (!isSealed(row.letter) && (letters > BUTTON || oddities(place, context) === 0)) return []
  return lure(row, 'account', row.auth === 'fail' ? 'strong' : 'plain', SEALED_SIGNS, {
    ja: `添付の文書には「開く」「閲覧する」といった案内しかなく、中のリンクで、差出人のものではない ${place} へ誘導しています（リンクの検査を避けて、パスワードを入力させたりファイルを開かせたりする手口です）`,
    en: `the document that it brings says little more than to open one at ${place}, which is not the sender's: a page behind a page, where filters do not look, asks for a password or gives a file`,
  })
}

/** Neither the reader's, nor the sender's where that is proven, nor a brand's own or a service's that encrypts mail. */
const isElsewhere = (domain: string, row: LureMail, context: DetectorContext) =>
  domain !== '' &&
  !row.own_families.includes(familyOf(domain)) &&
  (row.auth === 'fail' || familyOf(domain) !== row.from_family) &&
  !isCared(domain, context) &&
  find(ENCRYPTED_MAIL, domain) === null

/** A code in the document, to be photographed by a time, for an account or wages. Handbooks have codes, and no time limits. */
function code(row: LetterMail, context: DetectorContext): Lure[] {
  const place = row.links.find(
    ([, domain, source]) => isInCode(source) && isInDocument(source) && isElsewhere(domain, row, context),
  )?.[1]
  if (place === undefined || !namesQrCode(row.letter) || !asksToScan(row.letter) || !pressesForTime(row.letter))
    return []
  if (!(threatensAccount(row.letter) || promisesPay(row.letter) || wantsSignIn(row.letter))) return []
  return lure(row, 'picture', row.auth === 'pass' ? 'plain' : 'strong', [namesQrCode, asksToScan, pressesForTime], {
    ja: `添付の文書が、アカウントの期限や給与の通知などを口実に、QRコード（${place}）を期限までに読み取らせようとしています（リンクの検査を避ける手口です）`,
    en: `with an account about to be lost or a notice of wages as its pretext, the document that it brings wants a QR code (${place}) photographed by a time, where no filter sees the link`,
  })
}

/** letters of a mail that only points to what it brings */
const NEXT_TO_NOTHING = 160
/** A sentence or two; more is a paper. */
const LETTER = [80, 2_500] as const
const SURE = 0.9

/** How a document is worded, where the mail is not worded at all. Of bills and forms the model has seen few: it takes more than for a mail. */
export function letterWording(row: LureMail, context: DetectorContext): Lure[] {
  if (row.bulk === 1 || row.letters.length === 0) return []
  if (lettersIn(row.text.slice(0, 2_000)) >= NEXT_TO_NOTHING || !wordsTell(row, context)) return []
  const odd = oddityOf(row, context)
  return odd === undefined ? [] : row.letters.flatMap((document) => worded(row, document, odd))
}

function worded({ subject }: LureMail, document: Letter, odd: Text): Lure[] {
  const [file, letter] = document
  const letters = lettersIn(letter)
  if (letters < LETTER[0] || letters > LETTER[1]) return []
  const sound = soundOf(subject, letter)
  if (sound.lure < SURE) return []
  const { like, telling } = likeness(sound)
  const what = {
    ja: `やり取りのない差出人からの、本文のほとんどないメールで、添付の文書が${like.ja}によくある言い回しです（${telling.ja}）。さらに、${odd.ja}`,
    en: `a stranger's mail that says next to nothing, whose document is worded like ${like.en} (${telling.en}); and ${odd.en}`,
  }
  return [{ kind: `worded-${sound.kind}`, strength: 'plain', what: inLetter(what, document, []), file }]
}
