/** The pretexts by which a mail lures its reader: each judged on one message, with what the archive knows of its sender. */
import { parse } from 'tldts'
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import { isInCode, isInDocument } from '../../mail/message.ts'
import type { DetectorContext } from '../detector.ts'
import type { Strength } from '../grade.ts'
import { borrowedName, oddities } from './borrowed-name.ts'
import { isCared, isFilePlace, isStrange, type Lure, type LureMail } from './lure.ts'
import { chat, money } from './lures-money.ts'
import { ownOffice } from './lures-office.ts'
import { genuinePlaces } from './lures-places.ts'
import { threatLures } from './lures-threats.ts'
import { wordingLure } from './lures-wording.ts'
import { claimsBank } from './misfit.ts'
import {
  asksHaste,
  asksToScan,
  blackmailWallet,
  carriesAddress,
  extorts,
  isBrands,
  isCaretaker,
  isUnder,
  namedInSubject,
  namesQrCode,
  ownersOf,
  promisesPay,
  sameBrand,
  seenText,
  speaksForGang,
  threatensAccount,
} from './pretext.ts'
import {
  asksToPay,
  callsAboutBill,
  callsBack,
  callsInNote,
  claimsSomething,
  pressesForTime,
  runsByHand,
  wantsSignIn,
} from './pretext-demands.ts'
import { absentApprover, imitatedInQuote, oursQuoted, ownWords } from './quoted-writer.ts'

export function luresIn(row: LureMail, context: DetectorContext): Lure[] {
  const named = [
    brand(row, context),
    borrowed(row, context),
    pressed(row, context),
    callback(row, context),
    byHand(row, context),
    thread(row, context),
    account(row, context),
    picture(row),
    ...genuinePlaces(row, context),
    ownOffice(row, context),
    blackmail(row),
    chat(row, context),
    money(row, context),
    training(row),
    ...threatLures(row, context),
  ].flatMap((one) => one ?? [])
  // the wording as a whole says less than a pretext that has a name
  return named.some(({ strength }) => strength !== 'weak') ? named : [...named, ...wordingLure(row, context)]
}

/** A well-known name, and a domain that is not its owner's. */
function brand(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.own_families.includes(row.from_family) && EXCHANGE.test(row.from_address)) return null
  // a list that writes for its members: “'Google' via Support”
  const named = row.list_id !== '' && /\svia\s/i.test(row.from_name) ? null : ownersOf(row.from_name)
  const said = namedInSubject(row.subject)
  const owners = named ?? ownersOf(said)
  const name = named ? row.from_name : said
  if (!owners || (row.links.length === 0 && row.attached === 0 && !callsBack(row.text))) return null
  if (isUnder(row.from_domain, owners)) {
    if (row.auth !== 'fail') return null
    return {
      kind: 'brand',
      strength: row.links.some(([, domain]) => !isUnder(domain, owners)) ? 'strong' : 'weak',
      what: {
        ja: `${row.from_domain} を名乗っていますが、認証に失敗しており、リンク先も別の場所です`,
        en: `it claims ${row.from_domain}, but fails its authentication and leads elsewhere`,
      },
    }
  }
  if (row.auth === 'pass' && ORGANISATIONS.test(row.from_domain) && holdsName(row.from_domain, owners)) return null
  // what anybody lays at the owner's is not the owner's word
  const genuine = row.links.filter(([, domain]) => isUnder(domain, owners) && !isFilePlace(domain, lists)).length
  const strength: Strength = named
    ? genuine === row.links.length && genuine > 0
      ? 'weak'
      : 'strong'
    : genuine > 0
      ? 'weak'
      : 'plain'
  return {
    kind: 'brand',
    strength,
    what: {
      ja: `「${name}」を名乗っていますが、そのサービスのドメイン（${[...owners].slice(0, 2).join('、')}）ではない ${row.from_domain} から届きました`,
      en: `it bears the name “${name}”, but comes from ${row.from_domain} and not from its owner's domain (${[...owners].slice(0, 2).join(', ')})`,
    },
  }
}

/** Japan gives these names to registered organisations alone: one with the owner's word in it is a branch or service of his. */
const ORGANISATIONS = /\.(?:co|or|go|lg|ac|ad|ed|ne)\.jp$/
const holdsName = (domain: string, owners: ReadonlySet<string>) =>
  [...owners].some((owner) => labelOf(owner).label.length >= 4 && labelOf(domain).label.includes(labelOf(owner).label))

/** Exchange's own address for what could not be delivered: the same in every organisation. */
const EXCHANGE = /^microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@/i

/** The sender's or a link's host wears a known domain or its letters; or a domain is the sender's name, and another his address. */
function borrowed(row: LureMail, context: DetectorContext): Lure | null {
  if (row.bulk === 1 && row.auth === 'pass') return null
  const hosts = [...new Set([row.from_domain, ...row.links.map(([, domain]) => domain)])]
  for (const host of hosts) {
    const found = borrowedName(host, row.own_families, context)
    if (found === null || (host === row.from_domain && row.known === 1)) continue
    return {
      kind: 'brand',
      strength: 'strong',
      what: {
        ja: `${host} は、${found.owner} の名前を${found.trick === 'embedded' ? '途中に含む' : '似た文字で装う'}別のドメインです`,
        en: `${host} is another domain that ${found.trick === 'embedded' ? 'holds' : 'imitates by its letters'} the name of ${found.owner}`,
      },
    }
  }
  const named = domainAsName(row, context)
  if (named === null || (row.links.length === 0 && row.attached === 0)) return null
  return {
    kind: 'brand',
    strength: 'plain',
    what: {
      ja: `表示名は「${named}」ですが、${row.from_domain} から届きました`,
      en: `its name says ${named}, but it comes from ${row.from_domain}`,
    },
  }
}

const HOST_NAME = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/

/** A domain as display name, or the reader's own in it, of a sender who is elsewhere and whom nobody knows. */
function domainAsName(row: LureMail, { lists }: DetectorContext): string | null {
  if (row.known === 1 || row.bulk === 1 || row.list_id !== '') return null
  const words = seenText(row.from_name)
    .toLowerCase()
    .split(/[\s"'<>()（）「」,]+/)
  return (
    words.find((word) => {
      if (!HOST_NAME.test(word) || parse(word).isIcann !== true) return false
      const family = familyOf(word)
      if (family === row.from_family || find(lists['mail-service'], row.from_domain) !== null) return false
      if (row.own_families.includes(family)) return true
      // one firm under two endings; a host's name of a machine that reports
      return (
        labelOf(word).label !== labelOf(row.from_domain).label &&
        words.length === 1 &&
        word === family &&
        !sameBrand(word, row.from_domain)
      )
    }) ?? null
  )
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

/** What filters keep from running, the reader is to run himself. */
function byHand(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (!isStrange(row) || row.list_id !== '' || find(lists.notice, row.from_domain) !== null) return null
  if (row.links.length + row.attached === 0 || !runsByHand(row.text)) return null
  return {
    kind: 'worded-malware',
    strength: 'strong',
    what: {
      ja: 'キー操作（Win＋Rなど）と貼り付けで、命令を自分の手で実行させようとしています（ClickFixと呼ばれる手口です）',
      en: 'it wants a command run by the reader himself, with keys such as Win+R and paste (the trick called ClickFix)',
    },
  }
}

/** A purchase that nobody made, and a telephone number to undo it. */
function callback(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.auth === 'pass' && isBrands(row.from_domain) && callsInNote(row.text))
    return {
      kind: 'callback',
      strength: 'plain',
      what: {
        ja: `${row.from_domain} の本物の請求書ですが、請求した人の書き込みに電話番号があり、そこへ電話をかけさせようとしています`,
        en: `a genuine bill by ${row.from_domain}, but a note in it, which whoever sent the bill wrote, wants a number rung`,
      },
    }
  const text = `${row.subject}\n${row.text}`
  // a claimed brand: brand(); a firm's own address: its bill, which has a page to look at and no hours to ring in
  const free = find(lists.freemail, row.from_domain) !== null
  // the number stands in the bill that is attached
  const shown = free && row.pictures > 0 && row.links.length === 0
  const rings = callsBack(text) || (shown && (callsAboutBill(text) || isBareBill(row)))
  if (row.bulk === 1 || row.known === 1 || !rings) return null
  if (!free && (row.links.length > 0 || row.attached === 1 || !pressesForTime(row.text))) return null
  return {
    kind: 'callback',
    strength: row.auth === 'pass' ? 'plain' : 'strong',
    what: {
      ja: `覚えのない請求や返金を告げ、電話をかけさせようとしています（差出人 ${row.from_address}${free ? ' はだれでも取れるアドレスです' : ' とのやり取りはありません'}）`,
      en: `it tells of a charge or refund that nobody asked for and wants a number rung, from ${row.from_address}, ${free ? 'which anybody can have' : 'who never wrote before'}`,
    },
  }
}

/** A billing office at an address that anybody can have, and nothing but a picture or a file of the bill. */
const isBareBill = (row: LureMail) =>
  BILLING.test(row.from_name) && ORDER.test(row.subject) && lettersIn(row.text.slice(0, 2_000)) < BARE
const BILLING = /\b(?:billing|accounts?|payments?|orders?|invoice|sales|support|customer)\b/i
const ORDER = /\b(?:order|invoice|receipt|payment|subscription|renewal|purchase|transaction)\b|注文|請求|領収|決済/i
const BARE = 60 // letters

/** An answer in a real thread, from an address that imitates one who is quoted in it. */
function thread(row: LureMail, context: DetectorContext): Lure | null {
  const imitated = row.known === 1 || row.bulk === 1 ? null : imitatedInQuote(row.text, row.from_address, context)
  return imitated === null
    ? steppedIn(row, context)
    : {
        kind: 'thread',
        strength: 'strong',
        what: {
          ja: `引用されたやり取りの相手は ${imitated} ですが、この返信は似た別のドメイン（${row.from_address}）から届きました。やり取りを盗み見た者による割り込みの手口です`,
          en: `the thread it quotes was with ${imitated}, but this answer comes from ${row.from_address}, a domain that looks like it: whoever read the thread has stepped in`,
        },
      }
}

/** Words of ours, quoted by a stranger whom they were not written to: a stolen thread, or a made-up one. He leads to a third place, or wants money. */
function steppedIn(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.family_known === 1) return null
  const said = ownWords(row.text)
  const approving = asksToPay(said) && asksHaste(said) ? absentApprover(row) : null
  const [ours] = approving === null ? oursQuoted(row) : [approving]
  if (ours === undefined) return null
  const third = row.links.find(
    ([url, domain]) =>
      said.includes(url.slice(0, 60)) &&
      familyOf(domain) !== row.from_family &&
      !row.own_families.includes(familyOf(domain)) &&
      !isBrands(domain) &&
      find(lists.trusted, domain) === null &&
      find(lists.notice, domain) === null,
  )
  if (third === undefined && approving === null) return null
  return {
    kind: 'thread',
    strength: row.auth === 'pass' ? 'plain' : 'strong',
    what: third
      ? {
          ja: `${ours} が書いたメールを引用していますが、差出人（${row.from_address}）とのやり取りはなく、どちらのものでもない ${third[1]} を開かせようとしています。盗まれたやり取りへの割り込みの手口です`,
          en: `it quotes a mail of ${ours}, but nobody ever wrote to its sender (${row.from_address}), and it leads to ${third[1]}, which belongs to neither: a stolen thread`,
        }
      : {
          ja: `${ours} が承諾したというやり取りを引用して支払いを求めていますが、${ours} はこのメールの宛先にいません。本人に電話で確かめてください`,
          en: `it quotes ${ours} as having agreed and asks to be paid, but is not sent to ${ours}: ask by telephone`,
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
      !(row.auth !== 'fail' && familyOf(domain) === row.from_family),
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
            ja: 'データの公開や攻撃をほのめかし、暗号資産での支払いを求めています。多くは不特定多数への脅しですが、侵入の跡がないか調べてください',
            en: 'it threatens to publish data or to attack and asks for coins: mostly a threat sent to many, but look for traces of a break-in',
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
