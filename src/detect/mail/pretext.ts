/** What a mail's own words pretend: whose name it bears, and what it asks its reader for. Pure reasoning over one message; no archive is needed. */
import { lately } from '../../evidence/lately.ts'
import { remembered } from '../../evidence/remembered.ts'
import { labelOf } from '../../lists/family.ts'
import { find, type ReferenceList, readList } from '../../lists/list.ts'
import { isCalledAbroad, saysAbroad } from '../../mail/languages/index.ts'
import { anyOf, type Concept, inOneSentence } from '../../mail/languages/language.ts'
import { skeleton } from '../../mail/lookalike.ts'

const BRANDS = readList('brand', { ja: 'フィッシングが名乗る名前', en: 'names that phishing bears' }, [
  new URL('../../lists/brand.txt', import.meta.url),
])

/** that are asked about in turn: a mail's subject, its text, both, its letters, their sentences */
const TEXTS = 8

/** As the eye reads it: one width, nothing invisible. */
export const seenText = lately((text: string) => text.normalize('NFKC').replace(/\p{Cf}/gu, ''), TEXTS)

/** Does a text say so: in Japanese or English by this pattern, in another language by its own? */
export const says =
  (ours: RegExp, concept: Concept) =>
  (text: string): boolean => {
    const plain = seenText(text)
    return ours.test(plain) || saysAbroad(concept, plain)
  }

const SENTENCES = /(?<=[。！？!?\n]|\.\s)/
const WARNS =
  /(?:し|せ|さ|れ)ないで(?:ください|下さい)|(?:こと|依頼)は[^。\n]{0,10}(?:ありません|ございません)|詐欺|偽(?:の|サイト|メール)|\bnever\b|\b(?:do not|don.t|must not) (?:disable|turn|switch|deactivate|enter|type|use|provide)\b|\b(?:niemals|jamais|nunca|nooit|nigdy|никогда|nikdy|aldri[gk]?|asla|mai)\b|никогда|절대|지 ?마(?:세요|십시오)|请勿|請勿|切勿|不要/i

/** The same, but not where the sentence forbids it or warns of it: “never switch it off”. */
export const asks = (ours: RegExp, concept: Concept) => saysWithout(WARNS, ours, concept)

/** The same of what has one name everywhere. */
export const heedless = (named: RegExp) => (text: string) =>
  named.test(text) &&
  seenText(text)
    .split(SENTENCES)
    .some((one) => named.test(one) && !WARNS.test(one))

/** … or not where a sentence is of something else. */
export const saysWithout = (others: RegExp, ours: RegExp, concept: Concept) => {
  const heard = says(ours, concept)
  return (text: string): boolean => {
    if (!heard(text)) return false
    const sentences = seenText(text).split(SENTENCES)
    return heard(sentences.filter((one) => !others.test(one)).join(''))
  }
}
/** What stands beside a name without changing whose it is. */
const BESIDE =
  /株式会社|\(株\)|お客様(センター|窓口|サポート|サービス)|カスタマー(サービス|サポート|センター)|ヘルプデスク|サポート(チーム|センター|デスク)?|セキュリティ(センター|チーム|部門)?|(?:管理|料金|運用|更新)センター|事務局|運営|より|から|のお知らせ|クラウド|レコーディング|録画|ストレージ|オンライン|(?:インター)?ネットバンキング|ダイレクト|EBサポート|自動(?:送信|配信|通知)|メッセージ\s?セン\s?ター|管理者|管理部|運営事務局|お?支払い|ご請求|本人確認|電子署名|고객센터|客服(中心)?|служба поддержки|kundenservice|kundencenter|zakelijk|geschäftskunden|firmenkunden|entreprises|empresas|aziende|rechnungs?(?:eingang|service|stelle)?|mitteilung(?:en)?|benachrichtigung(?:en)?|service client|servizio clienti|sicherheit(?:steam)?|s[ée]curit[ée]|seguridad|sicurezza|segurança|безопасность|보안팀?|安全(?:中心|团队)|\b(inc|llc|ltd|co|corporation|customer|service|services|support|security|alert|alerts|team|center|centre|help|desk|account|accounts|billing|notice|notification|notifications|no-?reply|info|japan|jp|electronic|e?-?signatures?|cloud|recordings?|storage|online|banking|documents?|files?|sharing|admin(?:istrator)?|verification|protection|system|updates?|reminder|messages?|voice ?mail|e-?fax|payments?|advices?|invoices?|renewals?|subscriptions?|portal)\b/gi

function bare(name: string): string {
  return seenText(name)
    .replace(BESIDE, ' ')
    .replace(/["'<>()[\]【】「」,:：。、!|・®™]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** name, plain → the domains of its owner */
const DOMAINS = ownersByName(BRANDS, bare)

/** Of a list whose entries are domains and whose owners are names with | between them: name, as `plain` writes it → every domain of its owner. */
export function ownersByName(list: ReferenceList, plain: (name: string) => string): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  for (const { entry, owner } of list.names.values())
    for (const name of owner.split('|').map(plain)) owners.set(name, (owners.get(name) ?? new Set()).add(entry))
  return owners
}

/** Every domain of a brand's owner. */
export const BRAND_DOMAINS: ReadonlySet<string> = new Set(BRANDS.names.keys())

/** A host of a brand's owner. */
export const isBrands = (host: string) => find(BRANDS, host) !== null

/** The same names by their letters' looks: „Аmazon“ with a Cyrillic А. */
const LOOKS = new Map(
  [...DOMAINS].filter(([name]) => /^[a-z0-9 .&-]{5,}$/.test(name)).map(([name, owners]) => [skeleton(name), owners]),
)

/** The domains of the brand that a name claims as a whole; null where it claims none. */
export function ownersOf(name: string): ReadonlySet<string> | null {
  const whole = DOMAINS.get(bare(name)) ?? (MIXED.test(name) ? LOOKS.get(skeleton(bare(name))) : undefined)
  if (whole) return whole
  // 「e-Tax（国税電子申告・納税システム）」 explains the name, “DocuSign via Lex Partners” says for whom it writes
  const [first = ''] = seenText(name).split(/[（(]|\s+via\s+/i)
  return first.trim() === '' ? null : (DOMAINS.get(bare(first)) ?? null)
}

/** Latin letters and others that pass for them in one name. */
const MIXED = /[a-z].*[\p{sc=Cyrillic}\p{sc=Greek}]|[\p{sc=Cyrillic}\p{sc=Greek}].*[a-z]/iu

/** 「【三井住友カード】…」: a subject that begins with a name. */
export const namedInSubject = (subject: string) => /^\s*[【[]([^】\]]{2,30})[】\]]/.exec(seenText(subject))?.[1] ?? ''

export const isUnder = (domain: string, owners: ReadonlySet<string>) =>
  [...owners].some((owner) => domain === owner || domain.endsWith(`.${owner}`) || isOwnEnding(domain, owner))

/** `connect.sncf`, `mabanque.bnpparibas`: an ending that is a firm's name is the firm's own. */
const isOwnEnding = (domain: string, owner: string) => {
  const ending = domain.slice(domain.lastIndexOf('.') + 1)
  return ending.length >= 4 && !GENERIC.has(ending) && labelOf(owner).label === ending
}
/** … which anybody can register under */
const GENERIC = new Set(
  'shop store online cloud site life live world news tech space bank jobs info mobi post free express delivery company music'.split(
    ' ',
  ),
)

/** Both are a brand's, and the same one's: paypal.com and paypal.co.jp. */
export const sameBrand = (a: string, b: string) => brandsOf(a).some((all) => isUnder(b, all))

const brandsOf = remembered((domain) => [...DOMAINS.values()].filter((all) => isUnder(domain, all)), 10_000)

/** The reader's own mail account is about to be lost. */
const ACCOUNT = anyOf(
  /受信できなかった(?:メール|メッセージ)|\b(?:inbox|mailbox)\b[^.\n]{0,24}\b(?:out of space|almost full|no space)|\bmessages (?:are )?waiting to be (?:released|delivered)\b|\blocked your account\b/,
  /(?:メールボックス|受信トレイ|メールサーバー?|メールアカウント|mailbox|e-?mail (?:account|address)|inbox|webmail)[\s\S]{0,80}(?:容量|上限|満杯|停止|無効|期限|full|quota|exceed|suspend|deactivat|expire|verif|storage|limit|shut ?down|closed|revoked)/,
  /(?:メールアカウント|ウェブメール|webメール|メールの送?受信|アカウント)[^。\n]{0,60}(?:利用でき(?:な|ませ)|削除され|止めて|(?:まもなく|間もなく)[^。\n]{0,6}停止)/,
  /(?:パスワード|password)[\s\S]{0,80}(?:本日|まもなく|期限が?切れ|失効|有効期限|expire[sd]?|expiring|expiration)/,
  /(?:保留|未配信|未受信|隔離)(?:中|された)?の?(?:メール|メッセージ)|新着メール[^。\n]{0,12}(?:お?届け|受信)[^。\n]{0,6}(?:でき|られ)ません|メール[^。\n]{0,16}サーバー?に(?:保留|滞留)|(?:pending|undelivered|held|quarantined|blocked) (?:incoming )?(?:message|e?mail)s?/,
  /\b(?:messages?|e-?mails?) (?:in|placed in|moved to|held in) (?:your )?quarantine|\b(?:messages|e-?mails)\b[^.\n]{0,24}\b(?:could not be delivered to you|(?:being|been) withheld|being held)/,
  /(?:電子証明書|ワンタイムパスワード|トークン|[二2]要素認証|[二2]段階認証|多要素認証|two.factor|2fa|multi.factor|\bmfa\b)[\s\S]{0,60}(?:有効期限|期限が|失効|更新|expir|outdated|update|required)/,
  /(?:アカウント|account)[\s\S]{0,60}(?:停止|制限|凍結|suspended|restricted|locked|deactivat|terminat|(?:been|access) limited)/,
  /\b(?:los(?:e|ing) access to your (?:e-?mail|mailbox|account)|storage (?:limit|quota)\b[^.\n]{0,24}\b(?:reached|exceeded|full)|deactivate your (?:account|mailbox))\b/,
  inOneSentence([/メール/, /容量|保存領域/, /一杯|いっぱい|満杯|超え|届か|届きませ|受信でき/]),
  /アカウント[^。\n]{0,12}利用停止/,
  inOneSentence(
    [
      /\b(?:mailbox|inbox|webmail|incoming (?:mail|e-?mail|messages)|your quota|your e-?mail password)\b/,
      /\b(?:full|used up|exhausted|rejected|run out|out of date|no longer valid)\b/,
    ],
    /recipient/,
  ),
  /\bnew e-?mails (?:has|have)? ?failed\b[^.\n]{0,30}\bstorage\b/,
)
export const threatensAccount = says(ACCOUNT, 'accountLost')

/** A name of an office that cares for mail: ours, as the reader is to think. */
const CARETAKER =
  /^(it|ict)?[-\s]*(help(?: ?desk| ?center| ?line|$)|support|admin(istrator)?|service ?desk|web ?master|web ?mail|mail(box)? ?(admin|support|team|server|system)|e-?mail (admin|support|team)|管理者?|情報システム|システム管理者?|システム部|サポート|メール管理者?|メールサーバー?|サーバー?管理者?|ヘルプデスク)/i
export function isCaretaker(name: string): boolean {
  const plain = seenText(name).replace(/["']/g, '').trim()
  return CARETAKER.test(plain) || isCalledAbroad('caretaker', plain)
}

const TRANSFER =
  /送金|振り?込|口座|支払|入金|立て?替え|海外送金|買収|ギフト(カード|券)|\b(wire|transfer|payment|remit(tance)?|bank (account|details)|gift ?cards?|iban|acquisition|direct deposit|payroll)\b/i
const CHANGED =
  /(振り?込先|口座|送金先)[\s\S]{0,80}(変更|新しい|凍結|利用できな|下記)|(new|updated|changed?|different) (bank|account|banking|payment|wire|remittance)|account is (frozen|under audit|closed)/i
/** A colleague's wages are to go elsewhere: asked of personnel, from an address that anybody can have. */
const WAGES = anyOf(
  /(?:給与|給料|賃金|賞与)[\s\S]{0,40}(?:口座|振込|振り込)[\s\S]{0,60}(?:変更|変え|切り?替|更新|新しい|別の)|(?:給与|給料|賃金)[^。\n]{0,20}(?:新しい|別の)口座|口座(?:情報)?を?(?:変更|変え|切り?替)[^。\n]{0,20}[。\n]?[^。\n]{0,6}(?:給与|給料)/,
  /\b(?:direct deposit|payroll|salary|pay ?check|my (?:wages|pay))\b[\s\S]{0,120}\b(?:changed?|update|new (?!payroll)|switch(?:ed)?|different account)\b/,
  /\b(?:changed?|update|new|switch(?:ed)?|replace|amend|following details)\b[\s\S]{0,120}\b(?:direct deposit|payroll (?:account|information|details)|salary account|my (?:pay|wages|salary|pay ?check)|details for payroll)\b/,
)
const SECRET =
  /極秘|内密|内緒|他言無用|誰にも|会議中で|電話に出られ|電話は?できません|\b(confidential|keep this between|discreet|(?:bound|sworn) to secrecy|strictly private|at your desk|in a meeting|are you available|can'?t (talk|call)|cannot (talk|call|take calls?))\b/i
/** Asking back is cut off before anybody thinks of it. */
const UNREACHABLE = anyOf(
  /電話(?:は|が|も)?(?:つながりませ|繋がりませ|つながらな|繋がらな|なしで|できませ)|搭乗(?:し|中)/,
  /\b(?:can['’]?t|cannot|can not|won['’]?t)\b[^.\n]{0,12}\b(?:be reached|be phoned|answer calls|come to the phone)\b|\b(?:don['’]?t|do not) (?:phone|ring)\b(?! numbers?)|\bno (?:signal|reception) here\b|\bmail me instead\b/,
  /会議中|打ち?合わせ中|会議に入っ|会の?最中|電話(?:に|には|が)は?(?:出(?:られ|ない|ませ|れ(?:な|ませ))|取れ(?:な|ませ))|(?:お?電話|通話)(?:は|が|には)?(?:対応)?でき(?:な|ませ|かね)|電話(?:は|では|連絡は?)(?:しない|なく|ご遠慮|お?控え)|電話で?の?確認は[^。\n]{0,4}(?:不要|お?控え|避け)|(?:メール|返信)(?:で)?のみで?(?:の)?(?:ご?連絡|お願い|ご?対応|やり取り)|携帯[^。\n]{0,6}(?:故障|紛失|壊れ)/,
  /\bdo ?n[o']t call\b|\bno (?:phone )?calls,? please\b|\bno need to call\b|\breply (?:(?:to me )?(?:only )?here|to this (?:e-?mail|message|thread) only)\b|\b(?:by|via) e-?mail only\b|\bonly (?:have access to )?e-?mail\b(?! address)|\be-?mail is the (?:best|only) way\b/,
  /\b(?:in a (?:board )?(?:meeting|conference)|in meetings all day|(?:can['’]?t|cannot|unable to|not able to) (?:talk|call|speak|pick up|take (?:any )?(?:phone )?calls?|answer (?:the|my) phone))\b|\b(?:not|won['’]t) be (?:reachable|available) (?:by|on the|via) (?:tele)?phone\b|\bunavailable by (?:tele)?phone\b|\blimited phone access\b|\bcalls are not possible\b/,
  /\b(?:our )?(?:tele)?phones?(?: lines?)? (?:is|are) (?:down|out of order|not working|broken)\b|\blost my phone\b|電話(?:回線)?(?:が|は)[^。\n]{0,10}(?:不通|つながら|繋がら|使え(?:な|ま)|工事)/,
  inOneSentence(
    [/電話|通話|携帯/, /(?:でき|出られ|取れ|つなが|繋が|かけられ)(?:な|ませ)|難し|避け|お?控え|不要|困難|厳し/],
    /不明な?点|場合|期間/,
  ),
  inOneSentence(
    [
      /\b(?:phone|calls?|calling|ring|telephone|mobile|texting)\b/,
      /\b(?:can.?t|cannot|won.?t|unable|impossible|not able|difficult)\b/,
    ],
    /hesitate|\bif\b|\byou (?:can|may)\b|\byour (?:phone|mobile)\b|cent(?:re|er)/,
  ),
  /\be-?mail only,? please\b|\bno(?:t by)? phone\b|\b(?:phone|mobile) is (?:dead|off)\b/,
)
export const cannotBeAsked = says(UNREACHABLE, 'notByTelephone')
/** Being in a meeting is no secret. */
const KEPT_SECRET = /極秘|内密|内緒|他言無用|誰にも|\b(confidential(ly)?|keep this between|discreet)\b/i
export const keepsSecret = says(KEPT_SECRET, 'secret')

const HASTE =
  /至急|今すぐ|直ちに|(本日|今日)(中|の?\s?\d{1,2}時)|急ぎ|\b(urgent|same[- ]day|asap|immediately|today|right away)\b/i
export const asksHaste = says(HASTE, 'haste')

export type Money = 'changed' | 'secret' | 'wages' | ''
/** A new account to pay to; money in secret; wages that go elsewhere. Bills are none of these. */
export function asksForMoney(text: string): Money {
  if (isSecret(text) && isTransfer(text)) return 'secret'
  if (isOfWages(text)) return 'wages'
  return isChanged(text) ? 'changed' : ''
}

const isSecret = says(SECRET, 'secret')
const isTransfer = says(TRANSFER, 'transfer')
const isOfWages = says(WAGES, 'wages')
const isChanged = says(CHANGED, 'changedAccount')

/**
 * The reader was watched and pays, or everybody sees it. It takes the threat and the way to pay: a wallet's address, or coins by name. Papers
 * on the subject name one of them, and no address of a wallet.
 */
const WATCHED =
  /(録画|盗撮|監視|ウェブカメラ|webカメラ|カメラ|閲覧履歴|アダルト|トロイの木馬|マルウェア|ハッキング|ハッカー)|\b(webcam|recorded|spyware|trojan|malware|hacked|hacker|footage|porn|masturbat\w*)/i
const SPREADS =
  /(連絡先|家族|友人|同僚|知人|全員|ばら撒|ばらま|公開|送信し|拡散)|\b(contacts|friends|family|colleagues|publish|share|leak|send (it|the|this))\b/i
const WALLET =
  /\b(bc1[a-z0-9]{25,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-f]{40}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|T[1-9A-HJ-NP-Za-km-z]{33}|ltc1[a-z0-9]{25,60})\b/

const PAYS = /送金|送れ|支払|振り?込|\b(?:pay(?:ing)?|paid|fee|send|transfer|deposit)\b/i

/** The wallet that a blackmailer names, '' = it is no blackmail. */
export function blackmailWallet(text: string): string {
  const plain = seenText(text)
  return isWatched(plain) && (isSpread(plain) || (COINS.test(plain) && wantsPay(plain)))
    ? (WALLET.exec(plain)?.[0] ?? '')
    : ''
}

const isWatched = says(WATCHED, 'watched')
const isSpread = says(SPREADS, 'spreads')
const wantsPay = says(PAYS, 'pays')

/** Data taken or a service to be flooded, and coins to be paid: a gang's letter, or somebody who writes like one. */
const RAIDED =
  /\b(?:downloaded|exfiltrated|stolen|copied|encrypted)\b[^.\n]{0,120}\b(?:data|files|database|network|servers?)\b|\b(?:downloaded|exfiltrated|stolen|copied|took|taken|hold|have)\b[^.\n]{0,20}\d\s?[gt]b\b|\d\s?[gt]b\b[^\n]{0,120}\b(?:copied|stolen|downloaded|exfiltrated)\b|\bddos\b|(?:daten|dateien|server)\b[^.\n]{0,80}(?:kopiert|gestohlen|heruntergeladen|verschlüsselt)|(?:données|fichiers|serveurs)\b[^.\n]{0,80}(?:copié|volé|téléchargé|chiffré)|(?:datos|archivos)\b[^.\n]{0,80}(?:copiado|robado|descargado|cifrado)|(?:数据|資料|文件)[^。\n]{0,30}(?:窃取|竊取|下载|加密)|(?:데이터|파일)[^.\n]{0,30}(?:탈취|유출|암호화)|(?:データ|ファイル|顧客情報)を?[^。\n]{0,20}(?:盗み|窃取|ダウンロードし|暗号化し)|(?:データ|ファイル|サーバー?|書類|資料|契約書|情報)[^\n]{0,60}を?(?:取得|入手|窃取|コピー)(?:した|しました|済み)|\d\s?[GT]B\s?(?:の[^。\n]{0,20})?を?\s?(?:確保|保有|入手|取得|コピー|窃取|抜き取っ|持ち出|ダウンロード)し|(?:データ|ファイル|書類|資料|情報)[^。\n]{0,40}(?:持ち出|抜き取|抜き出|盗み出)|\b(?:we|i)(?:.ve| have| got| gained| hold)\b[^.\n]{0,24}\b(?:access to|control (?:of|over)) your\b|DDoS攻撃|(?:サイト|サーバー?|ネットワーク|病院|会社)[^。\n]{0,20}(?:日後|時間後|まもなく)[^。\n]{0,10}攻撃/i
const COINS =
  /(?<![a-z])(?:btc|bitcoins?|monero|xmr|usdt|ltc|litecoins?|ethereum)\b|ビットコイン|暗号資産|仮想通貨|bitcoin(?:ach|ech|ów)|б[иі]тко[иї]н|比特[币幣]|비트코인|บิตคอยน์/i
/** What was taken goes to everybody. */
const PUBLISHED =
  /\b(?:publish|leak|release|auction|sell)\b[^.\n]{0,60}\b(?:files?|data|blog|dark ?web|site|documents?)\b|(?:データ|ファイル|情報)を?[^。\n]{0,20}公開/i
const OR_ELSE =
  /\b(?:if you (?:do not|don.t)|unless|otherwise|or else)\b|\b(?:within|in|you have) \d+ (?:days|hours)\b|\b(?:increases?|rises?|doubles?|goes up) (?:by|each|every|after)\b|\b(?:fee|price|payment) to (?:stop|prevent|avoid)\b|\bto stop (?:it|this|us|the attacks?)\b|\byou can stop (?:it|this|us)\b|\beach day (?:after|adds)\b|\bbefore the deadline\b|\bif not\b[,:]? (?:we|i|your?|the|all|everything)\b|\bor (?:we|you) (?:will|shall|lose)\b|\b(?:only|last|final) warning\b|\bif you (?:refuse|ignore|fail)\b|\bin case of refusal\b|(?:連絡|支払い?)(?:(?:が|の)?ない場合|がなければ)|(?:支払わ|応じ|従わ)な(?:い|けれ)|期限を(?:過ぎ|待)|さもなければ|(?:止め|回避し|避け|助かり)たければ|止めてほし|さもないと|(?:従わ|応じ|払わ|送金し)なければ|でなければ|(?:拒否|無視)(?:する|した|すれば|され)(?:なら|場合)?|(?:最後|最終|唯一)の?警告|公開し/i
const namesElse = says(OR_ELSE, 'orElse')
export const extorts = (text: string) => {
  const plain = seenText(text)
  const threatens = namesElse(plain)
  return (
    (threatens && RAIDED.test(plain) && (COINS.test(plain) || PUBLISHED.test(plain))) ||
    (RAIDED.test(plain) && FIRST_PERSON.test(plain) && (NO_POLICE.test(plain) || GANGS_CHAT.test(plain))) ||
    (RAIDED.test(plain) && TALKS.test(plain)) ||
    ((threatens || WALLET.test(plain)) && RANSOM.test(plain) && wantsPay(plain) && HARM.test(plain))
  )
}
/** Nobody may be asked for help. */
const NO_POLICE =
  /\b(?:do not|don.?t|never)\b[^.\n]{0,40}\b(?:police|authorit(?:y|ies)|law enforcement|fbi|recovery (?:firm|compan|expert)\w*|restore)\b|(?:警察|専門業者|復旧業者)[^。\n]{0,16}(?:連絡|通報|相談|依頼)[^。\n]{0,10}(?:しない|するな|無駄|無意味|ないで)|keine polizei|pas (?:prévenir|contacter|appeler) la police|no (?:llame|contacte|avise) a la policía/i
/** Where such talks are held. */
const GANGS_CHAT = /\btox(?: ?id| ?chat)?\b|\.onion\b|\bsession (?:id|messenger)\b|\btor browser\b|Tor\s?ブラウザ/i
/** What it costs is told to who answers. */
const TALKS =
  /(?:話し合い|交渉)(?:の意思|に応じ|を望|する(?:気|意思))|「[^」]{1,8}」とだけ[^。\n]{0,6}(?:返信|返事)|\b(?:write|answer|reply)(?: back)?\b[^.\n]{0,12}\bone word\b|\b(?:ready|willing|wish) to negotiate\b/i
/** So and so many coins, and what happens without. */
const RANSOM =
  /\d\s?(?:btc|bitcoins?|xmr|monero|eth|usdt)(?![a-z])|\d\s?(?:ビットコイン|比特币|비트코인)|\d\s?[万億]?円(?:相当|分)の?(?:usdt|btc|ビットコイン|暗号資産|仮想通貨)|\d\s?[万億]?円を?[^。\n]{0,12}(?:振り?込め|払え|支払え|用意しろ|送金しろ)/i
const HARM =
  /\b(?:attack(?:ed|s)?|publish(?:ed)?|leak(?:ed)?|expose[ds]?|flood(?:ed)?|destroy(?:ed)?|sabotage[ds]?|wip(?:e|ed)|shut (?:down|off))\b|破壊|消去し|停止させ|opublik|ujawni|zaatak|zveřejn|zaútoč|pubblic|attacc|publiceer|aanval|publicar|atacar|publicera|offentliggør|offentliggjør|angrip|angrep|angreb|yayınla|saldır|атак|опублик|опублік|công bố|tấn công|โจมตี|เผยแพร่|sebarkan|serang|攻撃|公開|暴露|流出させ|\bbombs?\b|\bexplosives?\b|爆弾|爆発物|爆破|bombe|sprengsatz|výbušn|bomb[aęyu]|nálož|炸弹|炸彈|폭탄|бомб|взрыв|angriff|angegriffen|veröffentlich|attaqu|publi(?:er|ez|é)|ataque|atacad|攻击|攻擊|公开|公開|공격|공개/i

/** A sentence of such a letter that says what follows. */
export const threatens = (sentence: string) =>
  namesElse(sentence) && wantsPay(sentence) && COINS.test(seenText(sentence))

/** Who did it speaks, and no newspaper. */
const FIRST_PERSON =
  /\bwe (?:have|are|will|stay|took|hold|removed|downloaded|encrypted|stole)\b|\b(?:contact|pay) us\b|我々|当方/i
export const speaksForGang = (text: string) => FIRST_PERSON.test(seenText(text))

/** A circular that warns colleagues of such mails. */
const OF_LURES =
  /注意喚起|(?:手口|文面|メール)の(?:実)?例|詐欺|なりすまし|(?:装っ|かた|騙)[たるっ]|標的型|クリックフィックス|\bclick-?fix\b|不審(?:な)?メール|\bphish\w*|\bscam\w*|\bfraud\w*|\bpretend\w*|\bimpersonat\w*|\bfake\b|\bbeware\b/i
export const tellsOfLures = (text: string) => OF_LURES.test(seenText(text))

/** The talk is to go on where no mail gateway and no colleague sees it: a new chat group, its QR code sent back. */
const CHAT =
  /(LINE|ライン|WhatsApp|Telegram|WeChat|微信|Signal|チャット)\s?(の|で)?\s?(?:ワーク|業務|仕事|社内|専用|新規|新しい)?\s?(グループ|ID|アカウント|QR)[\s\S]{0,80}(作成|作って|追加|招待|参加|教えて|送って|返信)|\b(create|start|join|your)\b[^.\n]{0,40}\b(whatsapp|telegram|signal|wechat|line) (group|number|id)\b|\b(whatsapp|mobile|cell) number\b[^.\n]{0,40}\b(send|reply|text)|\b(send|give) me your (whatsapp|mobile|cell|phone) number\b/i
const OF_WORK =
  /業務|プロジェクト|社内|社外秘|会社|弊社|当社|案件|取引|\b(business|office|company|project|task|client|payroll)\b/i
export const movesToChat = (text: string) => CHAT.test(seenText(text)) && OF_WORK.test(seenText(text))

/** A picture is to be photographed: it stands in a link's place, where filters see none. */
const QR_CODE =
  /QR\s?-?(コード|code)|二次元コード|コードを(読み?取|スキャン)|\bscan\b[^.\n]{0,40}\b(code|image)\b|\b(code|image)\b[^.\n]{0,40}\bwith your (phone|mobile|camera|smartphone)/i
export const namesQrCode = says(QR_CODE, 'qrCode')
const SCANS = /読み取|読みと|読込|スキャン|\b(scan|photograph)\b|扫|掃|스캔|scannen|scanne[rz]|escan/i
export const asksToScan = (text: string) => SCANS.test(seenText(text))
/** Wages, a bonus, a paper to sign: what everybody opens. */
export const promisesPay = (text: string) =>
  /(給与|賞与|ボーナス|昇給|手当)[\s\S]{0,40}(改定|変更|通知|支給|確認)|\b(salary|payroll|bonus|compensation|wage|benefits?)\b[\s\S]{0,60}\b(review|adjust\w*|increase|update|enrol\w*|sign)|工资|薪资|급여|Gehalt|bonusvereinbarung|prämie|zur unterschrift|(?:à|pour) signature|prime (?:annuelle|exceptionnelle)|para firmar|da firmare|待签署|서명 (?:요청|필요)/i.test(
    seenText(text),
  )

/** Does a link carry one of the addresses, as written, escaped or in base64? Pages that ask for a password fill it in. */
export function carriesAddress(url: string, addresses: string[]): boolean {
  const text = url.toLowerCase().replaceAll('%40', '@')
  return addresses.some((address) => {
    if (text.includes(address)) return true
    const encoded = Buffer.from(address).toString('base64').replace(/=+$/, '').slice(0, -1)
    return url.includes(encoded)
  })
}
