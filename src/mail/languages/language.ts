/**
 * What lures say, one language a file: each concept is a pattern over text as the eye reads it. A pattern is asked only where the text is written in its
 * language, so that no word is taken for another language's. Japanese and English stand where the concepts are judged (pretext*.ts).
 * `\b` knows ASCII letters only: it stands beside no other.
 */

export interface Language {
  /** how its texts are known: frequent words, of which two stand in any text, or its letters */
  spoken: string | RegExp
  /** the reader's mailbox, password, card or account is about to be lost */
  accountLost?: RegExp
  /** who cares for mail in an office, as a sender's whole name */
  caretaker?: RegExp
  /** money moves */
  transfer?: RegExp
  /** it is to go to another account than before */
  changedAccount?: RegExp
  /** why the usual account takes nothing: who moves to another bank gives no such reason */
  accountBarred?: RegExp
  /** the account is the one that is known */
  unchanged?: RegExp
  /** wages are to go to another account */
  wages?: RegExp
  /** spoken of in confidence */
  secret?: RegExp
  /** … and with nobody */
  tellNobody?: RegExp
  /** no telephone reaches the writer, or he wants none to */
  notByTelephone?: RegExp
  /** a code in a picture */
  qrCode?: RegExp
  /** at once */
  haste?: RegExp
  /** by then, or it is lost */
  deadline?: RegExp
  /** a parcel held, a refund to be claimed, a small sum unpaid */
  claim?: RegExp
  /** something that the reader has is stopped, deleted, sent back or costs more */
  loss?: RegExp
  /** by a day or within hours; a real bill has a day, too */
  byWhen?: RegExp
  /** to be done at the link */
  act?: RegExp
  /** money that one did not ask for */
  windfall?: RegExp
  /** of a bank account or card */
  details?: RegExp
  /** the password of the reader's mail or office, typed elsewhere */
  othersPassword?: RegExp
  /** bills, orders, parcels, wages: what is sent to everybody with a mailbox */
  everyday?: RegExp
  /** “if it was not you” */
  notYou?: RegExp
  /** … and doing nothing costs the account */
  elseLost?: RegExp
  /** cards whose numbers are money are to be bought */
  giftCards?: RegExp
  /** what guards the computer is to be switched off, or its warning passed by */
  guardOff?: RegExp
  /** what was copied is to be pasted */
  paste?: RegExp
  /** a document's macros are to be let run */
  enable?: RegExp
  /** … as though it could not be read otherwise */
  unseen?: RegExp
  /** something was renewed, debited, bought */
  charge?: RegExp
  /** … and the reader may not have authorised it */
  denied?: RegExp
  /** to be rung up */
  ring?: RegExp
  /** the reader was watched */
  watched?: RegExp
  /** … everybody is to see it */
  spreads?: RegExp
  /** … unless he pays */
  pays?: RegExp
  /** what follows otherwise */
  orElse?: RegExp
  /** a post at home for anybody, with good pay for little */
  easyWork?: RegExp
  /** a paper that comes along */
  enclosed?: RegExp
  /** a bill is to be paid */
  pay?: RegExp
  /** a password is to be typed */
  passwordTyped?: RegExp
  /** who asks for a password says that he never does */
  neverAsked?: RegExp
  /** a password or code by return of mail */
  secretByReply?: RegExp
  /** the writer says to have paid twice, too much or by mistake */
  paidTooMuch?: RegExp
  /** … and wants it back */
  paidBack?: RegExp
  /** … but not to the account that it came from */
  payerGone?: RegExp
  /** a register or directory of firms, marks, tax numbers or data controllers */
  register?: RegExp
  /** an entry in it */
  registerEntry?: RegExp
  /** a fee is to be paid */
  feeDue?: RegExp
  /** the number of a card together with the digits that only its holder sees */
  cardCode?: RegExp
  /** a form or the details are to be sent back */
  formBack?: RegExp
  /** somebody was about to take money from the account */
  moneyAlarm?: RegExp
  /** it is to be brought to safety on another */
  safeAccount?: RegExp
}

export type Concept = Exclude<keyof Language, 'spoken'>

/** One pattern of several ways to say the same. */
export const anyOf = (...ways: RegExp[]): RegExp => new RegExp(ways.map(({ source }) => source).join('|'), 'i')

const END = '.。．！!?？\\n'
/** One pattern of several that stand in one sentence, in whatever order, and `none` with them. The rarest first: most sentences are left at it. */
export const inOneSentence = (parts: RegExp[], none?: RegExp): RegExp => {
  const within = ({ source }: RegExp) => `[^${END}]{0,200}(?:${source})`
  const all = parts.map((part) => `(?=${within(part)})`).join('')
  return new RegExp(`(?:^|[${END}])${all}${none === undefined ? '' : `(?!${within(none)})`}`, 'i')
}
