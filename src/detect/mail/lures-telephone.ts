/** Lures to the telephone: a charge or a bill, and a number to undo it. Nothing is clicked on, so no filter sees it. */
import { labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import { isStrange, type Lure, type LureMail } from './lure.ts'
import { isBrands, isUnder, ownersOf } from './pretext.ts'
import { pressesForTime } from './pretext-demands.ts'
import {
  callsAboutBill,
  callsBack,
  callsForRemote,
  callsInNote,
  isCalledBank,
  ledByVoice,
  takesOnlyCalls,
  wantsTracelessMoney,
} from './pretext-telephone.ts'
import { fitsNoOffice } from './pretext-threats.ts'

/** A bank's name at a domain that is no bank's, which wants its client rung up: his secret is asked for by voice, or his screen. */
export function bankByVoice(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || !isStrange(row) || !isCalledBank(row.from_name) || !ledByVoice(row.text)) return null
  if (isBrands(row.from_domain) || find(lists.notice, row.from_domain) !== null) return null
  const free = find(lists.freemail, row.from_domain) !== null
  if (!free && !fitsNoOffice(row.from_name, row.from_domain) && !labelOf(row.from_domain).label.includes('-'))
    return null
  return {
    kind: 'account',
    strength: row.auth === 'pass' ? 'plain' : 'strong',
    what: {
      ja: `金融機関の名前を名乗っていますが、金融機関のものとは考えにくいアドレス（${row.from_address}）から、電話での手続きに導こうとしています。電話で暗証番号やワンタイムパスワードを聞き出したり、その場で入力させたりして送金する手口です。通帳やカードに書かれた番号に電話して確かめてください`,
      en: `it bears a bank's name, comes from ${row.from_address}, hardly a bank's, and leads to a talk by telephone: there the client's secrets are asked for or typed, and money is moved. Ring the bank by the number on its card or statements`,
    },
  }
}

/** A purchase that nobody made, and a telephone number to undo it. */
export function callback(row: LureMail, { lists }: DetectorContext): Lure | null {
  const strangers = row.reply_to.some((address) => find(lists.freemail, domainOf(address)) !== null)
  if (row.auth === 'pass' && isBrands(row.from_domain) && (callsInNote(row.text) || (strangers && callsBack(row.text))))
    return {
      kind: 'callback',
      strength: 'plain',
      what: {
        ja: `${row.from_domain} の本物の通知ですが、送らせた人が書き込める欄に電話番号があり、そこへ電話をかけさせようとしています`,
        en: `a genuine notice by ${row.from_domain}, but a note in it, written by whoever had it sent, wants a number rung`,
      },
    }
  const text = `${row.subject}\n${row.text}`
  // a claimed brand: brand(); a firm's own address: its bill, which has a page to look at and no hours to ring in
  const free = find(lists.freemail, row.from_domain) !== null
  // a bank's or shop's own, proven notice
  if (!free && row.auth === 'pass' && (isBrands(row.from_domain) || find(lists.notice, row.from_domain) !== null))
    return null
  // the number stands in the bill that is attached
  const shown = free && row.pictures > 0 && row.links.length === 0
  const remote = callsForRemote(text)
  const onlyThere = takesOnlyCalls(row.text)
  const rings =
    remote ||
    callsBack(text) ||
    wantsTracelessMoney(text) ||
    (onlyThere && row.links.length === 0 && callsAboutBill(text)) ||
    (shown && (callsAboutBill(text) || isBareBill(row)))
  if ((row.bulk === 1 && !onlyThere) || row.known === 1 || !rings) return null
  const pressing = pressesForTime(row.text) || bearsAnothersName(row) || onlyThere
  const elsewhere = row.links.length > 0 || (row.attached === 1 && !onlyThere)
  if (!free && !remote && (elsewhere || !pressing)) return null
  return {
    // in a bank's name it is after the account
    kind: isCalledBank(row.from_name) ? 'account' : 'callback',
    strength: row.auth === 'pass' ? 'plain' : 'strong',
    what: {
      ja: `覚えのない請求や返金を告げ、電話をかけさせようとしています（差出人 ${row.from_address}${free ? ' はだれでも取れるアドレスです' : ' とのやり取りはありません'}）`,
      en: `it tells of a charge or refund that nobody asked for and wants a number rung, from ${row.from_address}, ${free ? 'which anybody can have' : 'who never wrote before'}`,
    },
  }
}

/** Called by a brand that has other domains. */
function bearsAnothersName({ from_name, from_domain }: LureMail): boolean {
  const owners = ownersOf(from_name)
  return owners !== null && !isUnder(from_domain, owners)
}

/** A billing office at an address that anybody can have, and nothing but a picture or a file of the bill. */
const isBareBill = (row: LureMail) =>
  BILLING.test(row.from_name) && ORDER.test(row.subject) && lettersIn(row.text.slice(0, 2_000)) < BARE
const BILLING = /\b(?:billing|accounts?|payments?|orders?|invoice|sales|support|customer)\b/i
const ORDER = /\b(?:order|invoice|receipt|payment|subscription|renewal|purchase|transaction)\b|注文|請求|領収|決済/i
const BARE = 60 // letters
