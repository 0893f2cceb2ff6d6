/** What a mail wants of its reader, by its words: money, secrets, or to be quick and quiet. */
import { saysAbroad } from './languages/index.ts'
import { type Concept, inOneSentence } from './languages/language.ts'

/** A transfer of money is asked for. Bills are sent every day: it takes a new account, secrecy or haste. */
export const MONEY =
  /(振込先|口座|送金|振り込|お振込|海外送金)[\s\S]{0,200}(変更|利用でき|至急|本日中|秘密|極秘|内密|新しい|下記)|(極秘|至急|本日中)[\s\S]{0,200}(送金|振込|口座)|銀行[^\n]{0,20}支店[^\n]{0,10}(?:普通|当座)\s*[0-9０-９]{6,8}|(残高|限度額|上限額)[\s\S]{0,80}(教え|知らせ|連絡|お伝え)|\b(wire transfer|bank (account|details)|new account|remittance)\b|\b(?:payment|bank|send it|transfer|pay(?:ing)?)\b[\s\S]{0,120}\baccount (?:below|as follows|number)\b/i

/** A program is to be fetched for a talk or a page: a service's own page has it, and who asks for it by mail gives his own. */
const INSTALLS =
  /(?:アップデート|更新プログラム|インストール|プラグイン|ビューアー?|クライアント|モジュール)[^。\n]{0,30}(?:ください|下さい|必要|実行|お願い)|\b(?:install|update|download|run)\b[^.\n]{0,60}(?:\b(?:client|sdk|plug-?in|module|component|extension|driver|codec)\b|\w\.(?:pkg|msi|exe|dmg|zip)\b)|(?:플러그인|클라이언트|프로그램|모듈|plug-?in)\S{0,2}[^.\n]{0,16}설치|(?:安装|安裝|更新)[^。\n]{0,16}(?:插件|客户端|用戶端|组件|元件|外掛)|(?:插件|客户端|用戶端|外掛)[^。\n]{0,12}(?:安装|安裝)|\b(?:install\w*|télécharg\w*|descarg\w*|instal\w*|scaric\w*|herunterlad\w*)\b[^.\n]{0,40}(?:plug-?in|client|modul\w*|extensi[oó]n|estensione|composant|componente|erweiterung)\b|\b(?:update|client|plug-?in|extension|codec|driver|modul\w*|viewer|workplace)\b[^.\n]{0,60}\b(?:install\w*|aktualisier\w*)/i
export const wantsInstalled = (text: string) => INSTALLS.test(text)

export const SECRETS =
  /ログイン|サインイン|アカウント|パスワードの?(有効期限|変更|更新|再設定|確認)|本人確認|カード(番号|情報)|利用を?(制限|停止)|退会処理|お届けできません|未払い|メールボックス|容量|保留中|\b(sign ?in|log ?in|verify|account|mailbox|quota|suspended|password\b[^.\n]{0,30}(expir|reset))/i

/** Cards whose numbers are money, as the languages of mail call them. */
export const GIFT_CARDS = [
  'ギフト(?:カード|券)|電子ギフト|プリペイドカード|WebMoney|BitCash',
  '(?:itunes|google[ -]?play|steam|amazon|apple|アップル|ebay|target|razer|アマゾン)[ -]?(?:gift |guthaben)?の?(?:cards?|vouchers?|カード|karten?|kaarten?|gutscheine?)|gift ?cards?|prepaid (?:visa )?cards',
  String.raw`cadeau(?:kaart|bon)\w*|geschenk(?:karte|gutschein)\w*|gutscheine?\b(?=[\s\S]{0,300}(?:\bcodes?\b|abfotografier))|gutscheinkarte\w*|guthabenkarte\w*`,
  'cartes?[- ]cadeaux?|cartes? (?:google play|itunes|apple|amazon|steam)|(?:coupons?|tickets?|recharges?) (?:transcash|pcs|neosurf|toneo)|transcash|neosurf|paysafe ?(?:card|karten?)?',
  'tarjetas?(?: de)? regalo|tarjetas? (?:google play|itunes|apple|amazon|steam)|carte regalo|buoni (?:regalo|apple|amazon)|cart(?:ão|ões)[- ]presente|cart(?:ão|ões) (?:google play|itunes|apple|amazon)',
  String.raw`presentkort|gavekort|kart[yęa] podarunkow\w*|hediye kart|подарочн\S+ карт|礼品卡|购物卡|禮品卡|禮物卡|點數卡|点卡|京东E卡|MyCard|기프트 ?카드|상품권`,
].join('|')

const HASTE =
  /至急|今すぐ|直ちに|極秘|内密|内緒|誰にも|(?:他の人|周り|同僚)には?[^。\n]{0,6}(?:言わ|話さ)|急ぎの|お願いしたい(こと|案件)|LINE|電話番号を教え|\b(urgent|asap|confidential|strictly private|at your desk|favou?r|nobody (?:else )?(?:may|must|should|can) know|(?:pay|transfer|send|remit|wire)\b[^.\n]{0,40}(?:[£€$¥]|\b(?:eur|usd|gbp|jpy|chf)\b)\s?\d)\b/i
/** The same in other languages, where a colleague who is late says none of it. */
const ABROAD: Concept[] = [
  'transfer',
  'changedAccount',
  'wages',
  'secret',
  'tellNobody',
  'deadline',
  'giftCards',
  'easyWork',
]
const CARDS = new RegExp(GIFT_CARDS, 'i')

/** Tax papers, wages or numbers of state of everybody employed: whoever has them takes loans and refunds in their names. */
const STAFF_PAPERS = inOneSentence(
  [
    /源泉徴収(?:票|簿)|給与(?:台帳|一覧|明細)|賃金台帳|マイナンバー|個人番号|\bw-?2s?\b|\bp60s?\b|\bt4s?\b|\b(?:social security|national insurance|tax id(?:entification)?) numbers?\b|\bpayroll (?:register|records?|list|file|report|summary)\b|\bpay ?(?:slips|stubs)\b|\bsalar(?:y|ies) (?:list|register|of)\b|lohnsteuerbescheinigung|lohn(?:journal|konten)|gehalts(?:list|abrechnung)|sozialversicherungsnummer|(?:bulletins?|fiches?) de (?:paie|salaire)|numéros? de sécurité sociale|certificados? de retenciones|nóminas|cedolini|certificazion\w+ unic|buste paga|informes? de rendimentos|recibos de vencimento|jaaropgave|loonst[ar]|burgerservicenummer|pit-11|list\w+ płac|pesel|원천징수|급여 ?(?:대장|명세)|주민(?:등록)?번호|(?:工资|薪资)(?:单|表|条)|薪資(?:單|表|清冊)|扣繳憑單|身份证号|身分證(?:字號|號碼)|lönelist|lønsedl|табел|ведомост/,
    /全員|全職員|全社員|従業員|社員|職員|教職員|\b(?:all|every\w*|each|staff|employees?|personnel|workforce)\b|mitarbeite|belegschaft|aller?\b|tous|toutes|employés|salariés|todos|empleados|dipendenti|tutti|personeel|medewerkers|wszystkich|pracownik|직원|전원|全体|全體|所有|员工|員工|anställda|ansatte|сотрудник|всех/,
  ],
  /\bnever\b|ないで/,
)
const SENT =
  /送って|送付|お送り|ください|いただけ|いただき|提出|返信|共有|\b(?:send|e-?mail|forward|reply|need|have|export|share|provide|compile|get)\b|schick|send|übermittel|zukommen|envoy|transm|env[ií]|mand|inoltr|stuur|wyśl|prześl|보내|회신|전달|공유|[发發寄给給]|提供|回[复覆]|skicka|пришл|отправ/
export const wantsStaffPapers = (text: string) => STAFF_PAPERS.test(text) && SENT.test(text)

/** Nothing can come of a mail without it but an answer, if it carries nothing and leads nowhere. */
export const wantsSomething = (text: string) =>
  [MONEY, SECRETS, HASTE, CARDS].some((pattern) => pattern.test(text)) ||
  wantsStaffPapers(text) ||
  ABROAD.some((concept) => saysAbroad(concept, text))
