/**
 * A bill that nobody ordered, for an entry in a register of firms, trade marks or tax numbers that sounds like a state's: it reaches whoever has
 * just been registered. The state's own register bills from the state's domain, and a chamber from one that only chambers get.
 */
import { find } from '../../lists/list.ts'
import { isPublicBody } from '../../lists/public-body.ts'
import type { DetectorContext } from '../detector.ts'
import { isStrange, type Lure, type LureMail, ONLY_FOR_ORGANISATIONS } from './lure.ts'
import { isBrands, seenText } from './pretext.ts'

export function register(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.list_id !== '' || !isStrange(row) || row.family_known === 1 || isBrands(row.from_domain)) return null
  if (isPublicBody(row.from_domain) || ONLY_FOR_ORGANISATIONS.test(row.from_domain)) return null
  if (find(lists.notice, row.from_domain) !== null) return null
  const text = seenText(`${row.subject}\n${row.text}`)
  if (!REGISTER.test(text) || !ENTRY.test(text) || !SUM.test(text) || !DUE.test(text)) return null
  return {
    kind: 'money',
    strength: 'plain',
    what: {
      ja: `登録簿や名簿への掲載料を、やり取りのない差出人（${row.from_address}）が請求しています。公の登記や商標の機関は、このドメインから請求しません。注文した覚えがなければ払わないでください`,
      en: `a stranger (${row.from_address}) bills an entry in a register or directory: public registers do not bill from such a domain, so pay nothing that nobody ordered`,
    },
  }
}

const REGISTER =
  /(?:商標|特許|意匠|法人|会社|企業|事業者|ドメイン)[^。\n]{0,16}(?:登録簿|名簿|年鑑|データベース|公報|台帳|ディレクトリ)|\b(?:trade ?marks?|patents?|compan(?:y|ies)|business|vat|tax|corporate|commercial|domain)\b[^.\n]{0,30}\b(?:regist(?:er|ry)|directory|database|index|publication)\b|(?:firmen|unternehmens|gewerbe|handels|marken|uid|ust)[\w-]*(?:register|verzeichnis|datenbank)|\b(?:register|verzeichnis)\b[^.\n]{0,40}\b(?:firmen|marken|unternehmen|uid)|\b(?:registre|répertoire|annuaire)\b[^.\n]{0,40}\b(?:sociétés|entreprises|marques|commerce)|\b(?:registro|elenco|repertorio|directorio)\b[^.\n]{0,40}\b(?:imprese|aziende|marchi|empresas|marcas|sociedades)|(?:商标|企业|公司)[^。\n]{0,12}(?:名录|登记簿|数据库)|(?:상표|기업|법인)[^.\n]{0,12}(?:등록부|명부|데이터베이스)/i
const ENTRY =
  /掲載|登録料|更新料|登載|公示|\b(?:entry|listing|publication|publish\w*|registration fee|renewal fee|inclusion)\b|eintrag|veröffentlich|publikation|\b(?:publication|inscription|cotisation|insertion|parution)\b|pubblicazione|iscrizione|inserzione|publicación|inscripción|刊登|登载|收录|게재|등재/i
const SUM =
  /(?:[€$£¥￥]|\b(?:eur|usd|gbp|jpy|chf)\b)\s?\d|\d[\d.,\s]*\s?(?:円|万円|[€$£]|\b(?:eur|euros?|usd|chf|gbp)\b|元|원)/i
const DUE =
  /(?:\d{1,2}日|期日|期限)(?:以内|まで)|お?振り?込|お?支払い?|\b(?:pay|payable|remit|transfer|due)\b|überweis|zahlbar|begleich|fällig|\br[éè]gl(?:er|ement)\b|\bpay(?:er|ement|able)\b|versement|\bpag(?:are|amento|ar|o)\b|bonifico|支付|付款|汇款|납부|입금/i
