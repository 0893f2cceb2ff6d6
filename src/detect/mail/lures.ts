/** The pretexts by which a mail lures its reader: each judged on one message, with what the archive knows of its sender. */
import { familyOf } from '../../lists/family.ts'
import { isInCode, isInDocument } from '../../mail/message.ts'
import type { DetectorContext } from '../detector.ts'
import { oddities } from './borrowed-name.ts'
import { inLetter } from './letter-quote.ts'
import { isCared, isStrange, type Lure, type LureMail } from './lure.ts'
import { letterLures, letterWording } from './lures-letter.ts'
import { chat, money } from './lures-money.ts'
import { borrowed, brand, domainAsName } from './lures-names.ts'
import { officeLures } from './lures-office.ts'
import { pageLures } from './lures-pages.ts'
import { programLures } from './lures-programs.ts'
import { shareLures } from './lures-shares.ts'
import { callback } from './lures-telephone.ts'
import { thread } from './lures-threads.ts'
import { threatLures } from './lures-threats.ts'
import { wordingLure } from './lures-wording.ts'
import { claimsBank } from './misfit.ts'
import {
  asksToScan,
  blackmailWallet,
  carriesAddress,
  extorts,
  isBrands,
  isCaretaker,
  namesQrCode,
  promisesPay,
  speaksForGang,
  threatensAccount,
} from './pretext.ts'
import { claimsSomething, pressesForTime, wantsSignIn } from './pretext-demands.ts'
import { wantsOthersPassword } from './pretext-threats.ts'

export function luresIn(row: LureMail, context: DetectorContext): Lure[] {
  const named = [
    brand(row, context),
    borrowed(row, context),
    pressed(row, context),
    callback(row, context),
    thread(row, context),
    account(row, context),
    picture(row),
    ...shareLures(row, context),
    ...pageLures(row),
    ...programLures(row, context),
    ...officeLures(row, context),
    blackmail(row),
    chat(row, context),
    money(row, context),
    training(row),
    ...threatLures(row, context),
    ...letterLures(row, context),
  ].flatMap((one) => one ?? [])
  // the wording as a whole says less than a pretext that has a name
  return named.some(({ strength }) => strength !== 'weak')
    ? named
    : [...named, ...wordingLure(row, context), ...letterWording(row, context)]
}

/** An account about to be lost, a parcel, a refund or a bill: to be seen to by a time, at a place that is odd for who cares for such things. */
function pressed(row: LureMail, context: DetectorContext): Lure | null {
  if (row.known === 1 || isBrands(row.from_domain)) return null
  const text = `${row.subject}\n${row.text}`
  const away = row.links.filter(
    ([, domain]) => !row.own_families.includes(familyOf(domain)) && !isCared(domain, context),
  )
  if (
    away.length === 0 ||
    !pressesForTime(text) ||
    !(threatensAccount(text) || claimsSomething(text) || wantsSignIn(text))
  )
    return null
  const hosts = [...new Set([row.from_domain, ...away.map(([, domain]) => domain)])]
  const most = Math.max(...hosts.map((host) => oddities(host, context))) + (claimsBank(row) ? 1 : 0)
  const elsewhere = away.every(([, domain]) => familyOf(domain) !== row.from_family)
  const odd = most + (elsewhere && row.bulk === 0 ? 1 : 0) + (row.auth === 'fail' || row.auth === 'none' ? 1 : 0)
  // a wrong proof alone: old servers; a link to elsewhere alone: a service that counts clicks
  if (most === 0 && (!elsewhere || row.bulk === 1 || row.auth === 'pass' || row.auth === 'unseen')) return null
  return {
    kind: 'account',
    strength: odd >= 3 ? 'strong' : 'plain',
    what: {
      ja: `アカウントの停止、荷物、還付金、未払いなどを口実に期限を切り、${away[0]?.[1]} を開かせようとしています（本物の事業者には不自然なドメインです）`,
      en: `with an account, parcel, refund or bill as its pretext and a time limit it wants ${away[0]?.[1]} opened, an odd place for who cares for such things`,
    },
  }
}

/** The reader's mailbox or password is said to end, and a link is to save it. */
function account(row: LureMail, context: DetectorContext): Lure | null {
  const away = row.links.filter(([, domain]) => !row.own_families.includes(familyOf(domain)))
  if (row.bulk === 1 || away.length === 0 || !threatensAccount(`${row.subject}\n${row.text}`)) return null
  const filled = away.some(([url]) => carriesAddress(url, row.readers) || carriesOwnDomain(url, row.own_families))
  // “example.co.jp mail administrator”, from elsewhere
  const ours = domainAsName(row, context)
  const caretaker = isCaretaker(row.from_name) || (ours !== null && row.own_families.includes(familyOf(ours)))
  const elsewhere = away.every(([, domain]) => familyOf(domain) !== row.from_family)
  if (!filled && !caretaker && !(elsewhere && row.auth !== 'pass')) return null
  return {
    kind: 'account',
    strength: (filled && (caretaker || elsewhere)) || (caretaker && elsewhere) ? 'strong' : 'plain',
    what: {
      ja: `メールやアカウントが使えなくなると告げて、組織の外のリンク（${away[0]?.[1]}）を開かせようとしています${filled ? '（リンクに受信者のアドレスが入っています）' : ''}`,
      en: `it says that a mailbox or account is about to be lost and leads out to ${away[0]?.[1]}${filled ? ", with the reader's address in the link" : ''}`,
    },
  }
}

/** The page is dressed for one organisation: `…/webmail#example.co.jp`. */
const carriesOwnDomain = (url: string, families: string[]) => {
  const behind = url.toLowerCase().replace(/^[a-z]+:\/\/[^/?#]*/, '')
  return families.some((family) => family.includes('.') && behind.includes(family))
}

/** The same, where a code to be photographed stands in the link's place. */
function picture(row: LureMail): Lure | null {
  const text = `${row.subject}\n${row.text}`
  if (row.bulk === 1 || !isStrange(row)) return null
  // a ticket's code leads to the place that sent it
  const coded = row.links.find(
    ([url, domain, source]) =>
      isInCode(source) &&
      carriesAddress(url, row.readers) &&
      // … a paper to sign or an account about to end has no need of a telephone
      !(
        row.auth !== 'fail' &&
        familyOf(domain) === row.from_family &&
        !(promisesPay(text) || threatensAccount(text) || wantsSignIn(text))
      ),
  )
  if (coded) {
    const inDocument = isInDocument(coded[2])
    return {
      kind: 'picture',
      strength: row.auth === 'pass' ? 'plain' : 'strong',
      what: {
        ja: `${inDocument ? '添付文書' : '画像'}のQRコードの中のリンク（${coded[1]}）に、受信者のアドレスが入っています。携帯電話で読み取らせ、リンクの検査を避けて、この人のパスワードを入力させる手口です`,
        en: `the link in ${inDocument ? "its document's" : 'its'} QR code (${coded[1]}) carries the reader's own address: a telephone is to open a page for this person's password, where no filter sees the link`,
      },
    }
  }
  // a code in a paper that has the reader sign in with another's account, to nobody's own place
  const behind = row.links.find(([, domain, source]) => isInCode(source) && leadsOut(domain, row))
  const paper = row.letters.find(([, letter]) => wantsAccount(`${text}\n${letter}`))
  if (behind && (paper || wantsAccount(text))) {
    const what = {
      ja: `QRコード（リンク先 ${behind[1]}）を読み取らせ、会社などのアカウントでサインインさせようとしています（リンクの検査を避ける手口です）`,
      en: `its QR code (${behind[1]}) is to be photographed and an account of the office's signed in with, where no filter sees the link`,
    }
    const strength = row.auth === 'pass' ? 'plain' : 'strong'
    if (!paper || wantsAccount(text)) return { kind: 'picture', strength, what }
    return { kind: 'picture', strength, what: inLetter(what, paper, [wantsAccount]), file: paper[0] }
  }
  if (row.pictures === 0) return null
  if (
    !namesQrCode(text) ||
    !(
      threatensAccount(text) ||
      isCaretaker(row.from_name) ||
      (wantsSignIn(text) && pressesForTime(text)) ||
      (promisesPay(text) && asksToScan(text))
    )
  )
    return null
  return {
    kind: 'picture',
    strength: row.auth === 'pass' && !isCaretaker(row.from_name) ? 'plain' : 'strong',
    what: {
      ja: 'アカウントの停止や給与の通知などを口実に、画像や文書のQRコードを読み取らせようとしています（リンクの検査を避ける手口です）',
      en: 'with an account about to be lost or a notice of wages it wants a QR code in a picture or document photographed, where no filter sees the link',
    },
  }
}

const wantsAccount = (words: string) => wantsOthersPassword(words) || wantsSignIn(words)

const leadsOut = (domain: string, row: LureMail) =>
  !row.own_families.includes(familyOf(domain)) && !isBrands(domain) && familyOf(domain) !== row.from_family

/** Goes to everybody whose address was ever sold; nothing was recorded. */
function blackmail(row: LureMail): Lure | null {
  const text = `${row.subject}\n${row.text}`
  const wallet = blackmailWallet(text)
  if (row.bulk === 1 || !isStrange(row)) return null
  if (wallet === '')
    return extorts(text) && (row.links.length === 0 || (row.links.length === 1 && speaksForGang(text)))
      ? {
          kind: 'blackmail',
          strength: 'plain',
          what: {
            ja: 'データの公開や攻撃をほのめかし、支払いや連絡を迫っています。多くは不特定多数への脅しですが、侵入の跡がないか調べてください',
            en: 'it threatens to publish data or to attack, and wants payment or an answer: mostly a threat sent to many, but look for traces of a break-in',
          },
        }
      : null
  return {
    kind: 'blackmail',
    strength: 'strong',
    what: {
      ja: `録画や監視をしたと脅し、暗号資産（${wallet.slice(0, 12)}…）での支払いを求めています。不特定多数に送られる偽の脅迫です`,
      en: `it claims to have watched the reader and asks for coins (${wallet.slice(0, 12)}…): a threat sent to many, with nothing behind it`,
    },
  }
}

/** A bait of an exercise says so in its headers, for filters. They can be forged: whoever runs exercises must be asked. */
const training = (row: LureMail): Lure | null =>
  row.training === 0
    ? null
    : {
        kind: 'training',
        strength: 'plain',
        what: {
          ja: '標的型攻撃メール訓練のサービスが付ける印がヘッダにあります。訓練の担当者に確かめてください（印は偽造できます）',
          en: 'its headers bear the mark of a service for phishing exercises: ask whoever runs them, as the mark can be forged',
        },
      }
