/** What a mail's own words pretend: whose name it bears, and what it asks its reader for. Pure reasoning over one message; no archive is needed. */
import { readList } from '../lists/list.ts'

const BRANDS = readList('brand', { ja: 'フィッシングが名乗る名前', en: 'names that phishing bears' }, [
  new URL('../lists/brand.txt', import.meta.url),
])

/** As the eye reads it: one width, one case, nothing invisible. */
export const seenText = (text: string) => text.normalize('NFKC').replace(/\p{Cf}/gu, '')

/** What stands beside a name without changing whose it is. */
const BESIDE =
  /株式会社|\(株\)|お客様(センター|窓口|サポート|サービス)|カスタマー(サービス|サポート|センター)|ヘルプデスク|サポート(チーム|センター|デスク)?|セキュリティ(センター|チーム|部門)?|事務局|運営|より|から|のお知らせ|\b(inc|llc|ltd|co|corporation|customer|service|services|support|security|alert|alerts|team|center|centre|help|desk|account|accounts|billing|notice|notification|notifications|no-?reply|info|japan|jp)\b/gi

function bare(name: string): string {
  return seenText(name)
    .replace(BESIDE, ' ')
    .replace(/["'<>()[\]【】「」,:：。、!|・®™]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** name, plain → the domains of its owner */
const DOMAINS = new Map<string, Set<string>>()
for (const { entry, owner } of BRANDS.names.values()) {
  for (const name of owner.split('|').map(bare)) DOMAINS.set(name, (DOMAINS.get(name) ?? new Set()).add(entry))
}

/** The domains of the brand that a name claims as a whole; null where it claims none. */
export const ownersOf = (name: string): ReadonlySet<string> | null => DOMAINS.get(bare(name)) ?? null

/** 「【三井住友カード】…」: a subject that begins with a name. */
export const namedInSubject = (subject: string) => /^\s*[【[]([^】\]]{2,30})[】\]]/.exec(seenText(subject))?.[1] ?? ''

export const isUnder = (domain: string, owners: ReadonlySet<string>) =>
  [...owners].some((owner) => domain === owner || domain.endsWith(`.${owner}`))

/** Both are a brand's, and the same one's: paypal.com and paypal.co.jp. */
export const sameBrand = (a: string, b: string) =>
  [...DOMAINS.values()].some((all) => isUnder(a, all) && isUnder(b, all))

/** The reader's own mail account is about to be lost. */
const ACCOUNT = new RegExp(
  [
    '(メールボックス|受信トレイ|メールサーバー?|メールアカウント|mailbox|e-?mail (account|address)|inbox|webmail)[\\s\\S]{0,80}(容量|上限|満杯|停止|無効|期限|full|quota|exceed|suspend|deactivat|expire|verif|storage|limit)',
    '(パスワード|password)[\\s\\S]{0,80}(本日|まもなく|期限が?切れ|失効|有効期限|expire[sd]?|expiring|expiration)',
    '(保留|未配信|隔離)(中|された)?の?(メール|メッセージ)|(pending|undelivered|held|quarantined|blocked) (incoming )?(message|e?mail)s?',
    '(アカウント|account)[\\s\\S]{0,60}(停止|制限|凍結|suspended|restricted|locked|deactivat|terminat)',
  ].join('|'),
  'i',
)
export const threatensAccount = (text: string) => ACCOUNT.test(seenText(text))

/** A name of an office that cares for mail: ours, as the reader is to think. */
const CARETAKER =
  /^(it|ict)?[-\s]*(help(?: ?desk| ?center| ?line|$)|support|admin(istrator)?|service ?desk|web ?master|web ?mail|mail(box)? ?(admin|support|team|server|system)|e-?mail (admin|support|team)|管理者?|情報システム|システム管理者?|システム部|サポート|メール管理者?|メールサーバー?|サーバー?管理者?|ヘルプデスク)/i
export const isCaretaker = (name: string) => CARETAKER.test(seenText(name).replace(/["']/g, '').trim())

const TRANSFER =
  /送金|振り?込|口座|海外送金|買収|ギフト(カード|券)|\b(wire|transfer|payment|remit(tance)?|bank (account|details)|gift ?cards?|iban|acquisition)\b/i
const CHANGED =
  /(振り?込先|口座|送金先)[\s\S]{0,80}(変更|新しい|凍結|利用できな|下記)|(new|updated|changed?|different) (bank|account|banking|payment|wire|remittance)|account is (frozen|under audit|closed)/i
const SECRET =
  /極秘|内密|内緒|他言無用|誰にも|会議中で|電話に出られ|電話は?できません|\b(confidential|keep this between|discreet|at your desk|in a meeting|are you available|can'?t (talk|call))\b/i

export const asksHaste = (text: string) =>
  /至急|今すぐ|直ちに|本日中|今日中|急ぎ|\b(urgent|asap|immediately|today|right away)\b/i.test(seenText(text))

export type Money = 'changed' | 'secret' | ''
/** A new account to pay to; money in secret. Bills are none of these. */
export function asksForMoney(text: string): Money {
  const plain = seenText(text)
  if (SECRET.test(plain) && TRANSFER.test(plain)) return 'secret'
  return CHANGED.test(plain) ? 'changed' : ''
}

/**
 * The reader was watched and pays, or everybody sees it. It takes the threat and the way to pay: a wallet's address, or coins by name. Papers
 * on the subject name one of them, and no address of a wallet.
 */
const WATCHED =
  /(録画|盗撮|監視|ウェブカメラ|webカメラ|カメラ|閲覧履歴|アダルト|トロイの木馬|マルウェア|ハッキング|ハッカー)|\b(webcam|recorded|spyware|trojan|malware|hacked|hacker|footage|porn|masturbat\w*|kamera|enregistr\w*|piraté)/i
const SPREADS =
  /(連絡先|家族|友人|同僚|知人|全員|ばら撒|ばらま|公開|送信し|拡散)|\b(contacts|friends|family|colleagues|publish|share|leak|send (it|the|this)|kontakte)\b/i
const WALLET =
  /\b(bc1[a-z0-9]{25,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-f]{40}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|T[1-9A-HJ-NP-Za-km-z]{33}|ltc1[a-z0-9]{25,60})\b/

/** The wallet that a blackmailer names, '' = it is no blackmail. */
export function blackmailWallet(text: string): string {
  const plain = seenText(text)
  return WATCHED.test(plain) && SPREADS.test(plain) ? (WALLET.exec(plain)?.[0] ?? '') : ''
}

/** The talk is to go on where no mail gateway and no colleague sees it: a new chat group, its QR code sent back. */
const CHAT =
  /(LINE|ライン|WhatsApp|Telegram|WeChat|微信|Signal|チャット)\s?(の|で)?\s?(グループ|ID|アカウント|QR)[\s\S]{0,80}(作成|作って|追加|招待|参加|教えて|送って|返信)|\b(create|start|join|your)\b[^.\n]{0,40}\b(whatsapp|telegram|signal|wechat|line) (group|number|id)\b|\b(whatsapp|mobile|cell) number\b[^.\n]{0,40}\b(send|reply|text)|\b(send|give) me your (whatsapp|mobile|cell|phone) number\b/i
const OF_WORK =
  /業務|プロジェクト|社内|社外秘|会社|弊社|当社|案件|取引|\b(business|office|company|project|task|client|payroll)\b/i
export const movesToChat = (text: string) => CHAT.test(seenText(text)) && OF_WORK.test(seenText(text))

/** A picture is to be photographed: it stands in a link's place, where filters see none. */
export const namesQrCode = (text: string) => /QR\s?-?(コード|code)|二次元コード|二维码|扫码/i.test(seenText(text))

/** Does a link carry one of the addresses, as written, escaped or in base64? Pages that ask for a password fill it in. */
export function carriesAddress(url: string, addresses: string[]): boolean {
  const text = url.toLowerCase().replaceAll('%40', '@')
  return addresses.some((address) => {
    if (text.includes(address)) return true
    const encoded = Buffer.from(address).toString('base64').replace(/=+$/, '').slice(0, -1)
    return url.includes(encoded)
  })
}
