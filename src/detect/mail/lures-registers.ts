/**
 * A bill that nobody ordered, for an entry in a register of firms, trade marks or tax numbers that sounds like a state's: it reaches whoever has
 * just been registered. The state's own register bills from the state's domain, and a chamber from one that only chambers get. The same trade
 * calls its entry free, and has a form signed whose small print is an order for years; or has a card's secret digits written into one.
 */
import { find } from '../../lists/list.ts'
import { isPublicBody } from '../../lists/public-body.ts'
import type { DetectorContext } from '../detector.ts'
import { isStrange, type Lure, type LureMail, ONLY_FOR_ORGANISATIONS } from './lure.ts'
import { asks, isBrands, says, seenText } from './pretext.ts'

export function register(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.list_id !== '' || !isStrange(row) || row.family_known === 1 || isBrands(row.from_domain)) return null
  if (isPublicBody(row.from_domain) || ONLY_FOR_ORGANISATIONS.test(row.from_domain)) return null
  if (find(lists.notice, row.from_domain) !== null) return null
  const text = seenText(`${row.subject}\n${row.text}`)
  if (!namesRegister(text) || !isEntry(text) || !SUM.test(text) || !isDue(text)) return null
  return {
    kind: 'money',
    strength: 'plain',
    what: {
      ja: `登録簿や名簿への掲載料を、やり取りのない差出人（${row.from_address}）が請求しています。公の登記や商標の機関は、このドメインから請求しません。注文した覚えがなければ払わないでください`,
      en: `a stranger (${row.from_address}) bills an entry in a register or directory: public registers do not bill from such a domain, so pay nothing that nobody ordered`,
    },
  }
}

/** The mail says that it is free, the form that comes along says for how many years it is not. */
export function freeEntry(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (!isStrange(row) || row.family_known === 1 || isBrands(row.from_domain) || isPublicBody(row.from_domain))
    return null
  if (find(lists.notice, row.from_domain) !== null) return null
  const text = seenText(`${row.subject}\n${row.text}`)
  if (!FREE.test(text) || !isSentBack(text)) return null
  const form = row.letters.find(([, letter]) => {
    const print = seenText(letter)
    return SUM.test(print) && PER_YEAR.test(print) && ORDERS.test(print)
  })
  if (form === undefined) return null
  return {
    kind: 'worded-scam',
    strength: 'plain',
    file: form[0],
    what: {
      ja: `本文は無料の掲載や情報確認をうたって署名・返送を求めていますが、添付「${form[0]}」の細かい字は、年単位の有料契約の申込みになっています。署名も返送もしないでください`,
      en: `it calls the entry free and has a form signed and sent back, while the small print of “${form[0]}” is an order for years that costs: sign nothing and send nothing back`,
    },
  }
}

/** The digits on the back are there so that nobody else has them: no honest form asks for them, and none by mail. */
export function cardByMail(row: LureMail): Lure | null {
  const text = seenText(`${row.subject}\n${row.text}`)
  const written = namesCardCode(text) && isSentBack(text)
  const form = written
    ? undefined
    : row.letters.find(([, letter]) => isForm(letter) && isSentBack(`${text}\n${letter}`))
  if (!written && form === undefined) return null
  return {
    kind: 'worded-scam',
    strength: 'plain',
    ...(form === undefined ? {} : { file: form[0] }),
    what: {
      ja: `カード番号と裏面のセキュリティコードを、メールや返送する用紙に書かせようとしています（差出人 ${row.from_address}）。正規の店や事務局は、メールでは尋ねません`,
      en: `it wants a card's number together with its security digits in an answer or on a form to send back (from ${row.from_address}): no honest shop or office asks for them by mail`,
    },
  }
}
/** Terms and invoices name both, and have more to say than a form. */
const isForm = (letter: string) => letter.length < FORM && namesCardCode(letter)
const FORM = 2_000 // characters

const REGISTER =
  /(?:商標|特許|意匠|法人|会社|企業|事業者|ドメイン|全国|業界|同業)[^。\n]{0,16}(?:登録簿|名簿|年鑑|名鑑|総覧|人名録|データベース|公報|台帳|ディレクトリ)|\b(?:trade ?marks?|patents?|compan(?:y|ies)|business|vat|tax|corporate|commercial|domain|gdpr|data (?:protection|controllers?))\b[^.\n]{0,30}\b(?:regist(?:er|ry)|directory|database|index|publication)\b|\b(?:clinics?|dental|medical|doctors?|lawyers?|hotels?|exhibitors?|trade|industry|professionals?)\b[^.\n]{0,30}\b(?:regist(?:er|ry)|directory|guide|yearbook)\b/i
const namesRegister = says(REGISTER, 'register')
const ENTRY =
  /掲載|登録料|更新料|登載|公示|\b(?:entry|listing|publication|publish\w*|registration fee|renewal fee|inclusion)\b/i
const isEntry = says(ENTRY, 'registerEntry')
const SUM =
  /(?:[€$£¥￥₺₽₴₩₫฿]|\b(?:eur|usd|gbp|jpy|chf|pln|czk|sek|dkk|nok)\b)\s?\d|\d[\d.,\s]*\s?(?:円|万円|[€$£₺₽₴₩₫฿]|\b(?:eur|euros?|usd|chf|gbp|pln|czk|kr|tl)\b|zł|Kč|руб|грн|元|원|đồng|บาท)/i
const DUE = /(?:\d{1,2}日|期日|期限)(?:以内|まで)|お?振り?込|お?支払い?|\b(?:pay|payable|remit|transfer|due)\b/i
const isDue = says(DUE, 'feeDue')

const FREE =
  /無料|無償|\bfree(?: of charge)?\b|\bat no (?:cost|charge)\b|kostenlos|kostenfrei|gratuit|gratis|gratuid|bezpłatn|zdarma|bezplatn|ücretsiz|бесплатн|безкоштовн|безплатн|免费|免費|무료|miễn phí|ฟรี|ไม่มีค่าใช้จ่าย/i
const PER_YEAR =
  /年間|[/／]年|毎年|[二三23２３]\s?か?年|\b(?:per|a|each|every) (?:year|annum)\b|\bannual(?:ly)?\b|\b(?:two|three|four|five|[2-5]) years\b|\/ ?year|jährlich|pro jahr|(?:drei|zwei|[2-5]) jahre|par an\b|annuel|(?:trois|deux|[2-5]) ans|al año|anual|(?:tres|dos|[2-5]) años|all.anno|annu[oa]|(?:tre|due|[2-5]) anni|por ano|anos\b|per jaar|jaarlijks|(?:drie|twee|[2-5]) jaar|roczn|rok(?:u|iem)?\b|lat[a]?\b|ročn|per år|årlig|yıllık|в год|ежегодн|на рік|щорічн|每年|[/]年|三年|两年|연간|매년|mỗi năm|ต่อปี|per tahun/i
/** the signature is an order */
const ORDERS =
  /申し?込|契約|発注|広告主|\border(?:s|ed|ing)?\b|\bcontract\b|\bsubscri\w+|\bbinding\b|\bagree(?:s|d|ment)?\b|\badvertis\w+|auftrag|bestell|vertrag|verbindlich|commande|contrat|engage|pedido|contrat[oa]|encarg|ordin[eai]|contratto|encomenda|contrato|opdracht|overeenkomst|zamów|umow|zleceni|objedn|smlouv|beställ|avtal|bestill|aftale|avtale|sipariş|sözleşme|заказ|договор|замовл|договір|订购|合同|계약|주문|hợp đồng|สัญญา|pesanan|kontrak/i

const CARD_CODE =
  /カード(?:の)?(?:番号|No)[\s\S]{0,80}(?:cv[cv]2?|セキュリティ(?:コード|番号)|確認コード|裏面の[^。\n]{0,8}(?:桁|数字|番号)|[3３三]\s?桁)|(?:cv[cv]2?|セキュリティコード)[\s\S]{0,80}カード(?:の)?番号|\bcard (?:number|no)\b[\s\S]{0,120}\b(?:cv[cv]2?|security (?:code|digits|number)|(?:three|3|last)[- ]digits?\b|digits? on the (?:back|reverse))|\b(?:cv[cv]2?|security code)\b[\s\S]{0,120}\bcard (?:number|no)\b/i
const namesCardCode = asks(CARD_CODE, 'cardCode')
const SENT_BACK =
  /(?:返送|返信|ご?記入|ご?回答|送り返|FAX)[^。\n]{0,40}(?:ください|下さい|願|いただ)|(?:用紙|申込書|フォーム|書式|カード)[^。\n]{0,60}(?:返送|返信|ご?記入|お送り)|\b(?:return|send|reply|respond|e-?mail|fax|complete|fill (?:in|out))\b[^.\n]{0,80}\b(?:forms?|card|sheet|details)\b|\bforms?\b[^.\n]{0,60}\b(?:return|sen[dt] back|signed|complete|filled)\b/i
const isSentBack = says(SENT_BACK, 'formBack')
