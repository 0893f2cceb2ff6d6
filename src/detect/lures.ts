/** The pretexts by which a mail lures its reader: each judged on one message, with what the archive knows of its sender. */
import type { Text } from '../i18n/text.ts'
import { familyOf } from '../lists/family.ts'
import { find } from '../lists/list.ts'
import type { DetectorContext } from './detector.ts'
import type { Strength } from './grade.ts'
import type { MailRow } from './mail-row.ts'
import {
  asksForMoney,
  asksHaste,
  asksToScan,
  blackmailWallet,
  cannotBeAsked,
  carriesAddress,
  isCaretaker,
  isUnder,
  keepsSecret,
  movesToChat,
  namedInSubject,
  namesQrCode,
  ownersOf,
  promisesPay,
  threatensAccount,
} from './pretext.ts'

/** A message with what these look at. */
export interface LureMail extends MailRow {
  auth: string
  bulk: number
  list_id: string
  known: number
  reply_to: string[]
  reply_known: string[]
  readers: string[]
  own_families: string[]
  text: string
  attached: number
  training: number
  /** pictures, in the text or attached, and documents, which hold them */
  pictures: number
  links: [url: string, domain: string, source: string][]
}

export interface Lure {
  kind: 'brand' | 'account' | 'picture' | 'blackmail' | 'chat' | 'money' | 'training'
  strength: Strength
  what: Text
}

export const luresIn = (row: LureMail, context: DetectorContext): Lure[] =>
  [
    brand(row),
    account(row),
    picture(row),
    blackmail(row),
    chat(row, context),
    money(row, context),
    training(row),
  ].flatMap((one) => one ?? [])

/** A well-known name, and a domain that is not its owner's. */
function brand(row: LureMail): Lure | null {
  // a list that writes for its members: “'Google' via Support”
  const named = row.list_id !== '' && /\svia\s/i.test(row.from_name) ? null : ownersOf(row.from_name)
  const said = namedInSubject(row.subject)
  const owners = named ?? ownersOf(said)
  const name = named ? row.from_name : said
  if (!owners || (row.links.length === 0 && row.attached === 0)) return null
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
  const genuine = row.links.filter(([, domain]) => isUnder(domain, owners)).length
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

/** The reader's mailbox or password is said to end, and a link is to save it. */
function account(row: LureMail): Lure | null {
  const away = row.links.filter(([, domain]) => !row.own_families.includes(familyOf(domain)))
  if (row.bulk === 1 || away.length === 0 || !threatensAccount(`${row.subject}\n${row.text}`)) return null
  const filled = away.some(([url]) => carriesAddress(url, row.readers))
  const caretaker = isCaretaker(row.from_name)
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

/** Not known, or not proven to be who is known: our own addresses are borrowed, too (SQL leaves out what was sent inside). */
const isStrange = ({ known, auth, own_families, from_family }: LureMail) =>
  known === 0 || auth === 'fail' || (auth !== 'pass' && own_families.includes(from_family))

/** The same, where a code to be photographed stands in the link's place. */
function picture(row: LureMail): Lure | null {
  const text = `${row.subject}\n${row.text}`
  if (row.bulk === 1 || !isStrange(row)) return null
  // a ticket's code leads to the place that sent it
  const coded = row.links.find(
    ([url, domain, source]) =>
      source === 'qr' &&
      carriesAddress(url, row.readers) &&
      !(row.auth !== 'fail' && familyOf(domain) === row.from_family),
  )
  if (coded)
    return {
      kind: 'picture',
      strength: row.auth === 'pass' ? 'plain' : 'strong',
      what: {
        ja: `画像のQRコードの中のリンク（${coded[1]}）に、受信者のアドレスが入っています。携帯電話で読み取らせ、リンクの検査を避けて、この人のパスワードを入力させる手口です`,
        en: `the link in its QR code (${coded[1]}) carries the reader's own address: a telephone is to open a page for this person's password, where no filter sees the link`,
      },
    }
  if (row.pictures === 0) return null
  if (
    !namesQrCode(text) ||
    !(threatensAccount(text) || isCaretaker(row.from_name) || (promisesPay(text) && asksToScan(text)))
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
  const wallet = blackmailWallet(`${row.subject}\n${row.text}`)
  if (wallet === '' || row.bulk === 1 || !isStrange(row)) return null
  return {
    kind: 'blackmail',
    strength: 'strong',
    what: {
      ja: `録画や監視をしたと脅し、暗号資産（${wallet.slice(0, 12)}…）での支払いを求めています。不特定多数に送られる偽の脅迫です`,
      en: `it claims to have watched the reader and asks for coins (${wallet.slice(0, 12)}…): a threat sent to many, with nothing behind it`,
    },
  }
}

/** A stranger, in a leader's name or at an address that anybody can have, moves the talk to a chat. */
function chat(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || !isStrange(row) || !movesToChat(`${row.subject}\n${row.text}`)) return null
  const leader = /社長|会長|取締役|理事長|代表|所長|院長|\b(CEO|president|director|chairman)\b/i.test(row.from_name)
  const free = find(lists.freemail, row.from_domain) !== null
  if (!free && !(leader && row.auth !== 'pass')) return null
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
function money(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1) return null
  const asked = asksForMoney(`${row.subject}\n${row.text}`)
  if (asked === '') return null
  const isFree = (address: string) => find(lists.freemail, address.slice(address.lastIndexOf('@') + 1)) !== null
  const free = isFree(row.from_address)
  const diverted = row.reply_to.find(
    (address) => address !== row.from_address && !row.reply_known.includes(address) && isFree(address),
  )
  if (diverted && !free) {
    return {
      kind: 'money',
      strength: 'strong',
      what: {
        ja: `送金や振込先の変更を求めていますが、返信は差出人と違うアドレス（${diverted}）へ行きます`,
        en: `it asks for money or names a new account, and answers go to another address (${diverted})`,
      },
    }
  }
  if (asked === 'changed' || row.known === 1) return null
  if (asked === 'wages') return free && !isPersonnel(row.from_name) ? wages(row) : null
  // from anywhere: who never wrote before has no secret transfer to ask for; a proven domain is bought in minutes, but a firm can be asked back
  if (!free && (!asksHaste(row.text) || (row.auth === 'pass' && !(cannotBeAsked(row.text) && keepsSecret(row.text)))))
    return null
  return {
    kind: 'money',
    strength: 'plain',
    what: {
      ja: `${free ? 'だれでも取れるアドレス' : 'やり取りのないアドレス'}（${row.from_address}）から、内密や急ぎの送金・購入を頼んでいます`,
      en: `${free ? 'an address that anybody can have' : 'a stranger'} (${row.from_address}) asks for money in secret or haste`,
    },
  }
}

/** The colleague's own bank details, from outside. */
const wages = (row: LureMail): Lure => ({
  kind: 'money',
  strength: 'plain',
  what: {
    ja: `だれでも取れるアドレス（${row.from_address}）から、給与の振込口座の変更を求めています。本人に電話で確かめてください`,
    en: `an address that anybody can have (${row.from_address}) wants wages paid to another account: ask the colleague by telephone`,
  },
})

const isPersonnel = (name: string) => /社労士|社会保険労務士|税理士|会計事務所/.test(name)

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
