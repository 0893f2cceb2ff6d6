/**
 * What a mail demands, in Japanese and English here and in others by src/mail/languages: to act by a time, to claim or pay something small, to ring somebody
 * up, to pay to another account, to tell nobody. Pure reasoning over text as the eye reads it; who may ask so is judged in src/detect/mail/lures.ts.
 */
import { saysAbroad } from '../../mail/languages/index.ts'
import { GIFT_CARDS } from '../../mail/wants.ts'
import { says, seenText } from './pretext.ts'
import { ownWords } from './quoted-writer.ts'

const joined = (...sources: string[]) => new RegExp(sources.join('|'), 'i')

/** Act by then: hours, today, at once, or it is lost. */
const DEADLINE = joined(
  '(\\d{1,2}|二十四|四十八)\\s*時間以内|(本日|当日|今日)(中|限り|まで|が期限|をもって|で(失効|終了|期限)|\\s?\\d{1,2}時)|直ちに|至急|速やかに|今すぐ|(いただけ|され|行わ|し)ない場合|を過ぎ(?:ます|る)と|(?:ご利用|使用|利用)(?:いただけ|でき)なくなり|最終(通知|通告|確認)',
  'within (the next )?(\\d{1,2}|twenty.four|forty.eight) ?(hours?|hrs?|(business |working )?days?)|\\b(expires?|ends?|due|by) (today|tonight|tomorrow)\\b|\\b(immediately|urgent(ly)?)\\b|final (notice|reminder|warning)|\\b(to avoid|failure to|otherwise|or else)\\b',
)
export const pressesForTime = says(DEADLINE, 'deadline')

/** A parcel held, a refund or grant to be claimed, a small sum unpaid: small enough not to be asked about. */
const CLAIM = joined(
  '(荷物|お届け|配達|配送)[\\s\\S]{0,60}(できません|出来ません|持ち帰|不在|住所[\\s\\S]{0,12}(不備|誤り|不明|不完全)|保管)|(税|料金|代金|保険料|通行料|利用料)[\\s\\S]{0,30}(未払|未納|滞納|確認(が)?でき(て|ません))|(口座|カード|お取引|回線|電話番号)[\\s\\S]{0,40}(停止|凍結|止められ|失効|制限)|(還付|給付|補助|支援)金[\\s\\S]{0,60}(受け取|受取|申請|手続)',
  '\\b(parcel|package|shipment|delivery|consignment)\\b[\\s\\S]{0,80}\\b(on hold|held|pending|failed|unsuccessful|undeliverable|could not|incomplete|customs (fee|charge|duty))\\b|\\b(tax|vat) (refund|rebate|return)\\b[\\s\\S]{0,80}\\b(eligible|claim|receive|submit|pending)\\b|\\beligible\\b[\\s\\S]{0,60}\\brefund\\b|\\b(toll|fine|penalty|invoice|bill)\\b[\\s\\S]{0,40}\\b(unpaid|overdue|outstanding)\\b',
)
export const claimsSomething = says(CLAIM, 'claim')

/** Sign in with the account of a well-known service, to see what somebody else lays before you. */
const BORROWED_SIGN_IN =
  /(?:microsoft(?: ?365)?|office ?365|outlook|google|apple|会社|社用|業務用?|メール)の?\s?(?:メール)?(?:アカウント|アドレスとパスワード|パスワード)(?:で|を(?:入力|使))|(?:職場|会社|業務)の?アカウントでサインイン|資格情報[^。\n]{0,12}(?:確認|入力)|(?:sign|log) ?in with your (?:\w+ ){0,2}(?:account|credentials|e-?mail)|パスワードの?入力(?:が必要|をお願い|してくだ)|同意(?:いただけ|され)ない場合|(?:ログイン|ワンタイム|取引|確認用?)パスワード[^。\n]{0,24}(?:ご?用意|入力|お手元)/i
export const wantsSignIn = says(BORROWED_SIGN_IN, 'othersPassword')

/** A charge that nobody made, and a number to ring: nothing to click on, so no filter sees it. */
const CHARGE =
  /(?:(?:[$€£¥￥]|\b(?:usd|eur|gbp|jpy))\s?\d|\d[\d,.]*\s?(?:円|usd|eur|gbp|jpy|dollars))[\s\S]{0,300}?(?:charged|debited|renew|subscription|order|payment|purchase|settle|licen[cs]e|請求|決済|購入|更新|支払|引き落と)|(?:charged|debited|renew\w*|subscription|order|payment|purchase\w*|settle\w*|licen[cs]e\w*|請求|決済|購入|更新|支払い?|引き落と)[\s\S]{0,300}?(?:(?:[$€£¥￥]|\b(?:usd|eur|gbp|jpy))\s?\d|\d[\d,.]*\s?(?:円|usd|eur|gbp|jpy|dollars))/i
const NOT_MINE =
  /\b(?:did ?n.t|did not|not) (?:authori[sz]e|make|place|recogni[sz]e|request|order)\w*|\bif (?:this|it) (?:was(?: not|n.t) you|is (?:an error|a mistake|wrong))\b|\bto (?:cancel|dispute|stop)\b|\brefund\b|心当たり|覚えの?な|キャンセル|取り?消|解約|ご?本人で(?:は)?ない場合/i
const NUMBER =
  /(?:\+\d{1,3}[\s.-]?)?\(?\d{2,4}\)?[\s.-]?\d{2,4}[\s.-]\d{3,4}\b|\b0\d{9,10}\b|\b\d{2,3}(?:[\s.]\d{2}){3,4}\b|\b\d{2,4}[\s.-]\d{3}[\s.-]\d{2}[\s.-]\d{2}\b/
const RING =
  /\b(?:call|phone|contact|dial|toll.?free|helpline|support)\b|\b(?:speak|talk) (?:to|with)\b|電話|お問い?合わせ|連絡/i
export function callsBack(text: string): boolean {
  const plain = seenText(text)
  return (
    (CHARGE.test(plain) || ALARM.test(plain) || (SUM.test(plain) && saysAbroad('charge', plain))) &&
    isNotMine(plain) &&
    isToRing(plain) &&
    NUMBER.test(plain)
  )
}
/** Somebody else is in the account or in the PC. */
const ALARM =
  /(?:通常と異なる|不審な|不正な|見慣れない)(?:サインイン|ログイン|アクセス)|(?:サインイン|ログイン)[^。\n]{0,12}(?:ブロック|検出|検知|遮断)|(?:ウイルス|マルウェア|ウィルス)[^。\n]{0,30}(?:検出|検知|感染)|\b(?:unusual|suspicious|unauthori[sz]ed) (?:sign|log)-?(?:in|on)\b|\b(?:virus|malware|trojan)\b[^.\n]{0,40}\b(?:detected|found|infected)\b/i
/** Who rings is to let somebody into his computer. */
export function callsForRemote(text: string): boolean {
  const plain = seenText(text)
  return REMOTE_PROGRAM.test(plain) && isNotMine(plain) && isToRing(plain) && NUMBER.test(plain)
}
const REMOTE_PROGRAM =
  /(?:遠隔|リモート)(?:確認|サポート|操作|支援|接続)?(?:用)?の?(?:ソフト|アプリ|プログラム|ツール)|\b(?:remote (?:support|access|assistance|desktop) (?:software|app|tool|program)|any ?desk|team ?viewer|ultraviewer|screenconnect)\b/i
const SUM =
  /(?:[$€£¥₺₽₴₩₫฿]|\b(?:usd|eur|gbp|chf|rp|r\$))\s?\d|\d[\d.,\s]*(?:[€₺₽₴₩₫฿]|\b(?:eur|euros?|usd|chf|kr|tl)\b|zł|Kč|руб|грн|元|원|đồng|บาท)/i
/** Nothing written is answered: only the voice is. */
const VOICE_ONLY =
  /\b(?:e-?mails?|mail|online|written)\b[^.\n]{0,30}\b(?:not|cannot|never) (?:be )?(?:accepted|monitored|possible|processed|read|answered)\b|\bmust call\b|\b(?:do not|don.?t) reply\b|\bonly by (?:tele)?phone\b|(?:メール|返信|書面)[^。\n]{0,16}(?:受け?付け|対応|お受け|承っ?て?)[^。\n]{0,8}(?:ません|できません|ておりません)|(?:お?電話|専用ダイヤル)(?:のみ|でのみ|以外では)/i
export const takesOnlyCalls = (text: string) => VOICE_ONLY.test(seenText(text))

const isNotMine = says(NOT_MINE, 'denied')
const isToRing = says(RING, 'ring')

const ORDERED =
  /\b(?:renewed|charged|debited|subscription|(?:annual|yearly) plan|order|invoice|purchase)\b|更新|請求|決済|購入/i
/** The same where the sum and the number stand in a file. */
export function callsAboutBill(text: string): boolean {
  const plain = seenText(text)
  return ORDERED.test(plain) && isNotMine(plain) && RINGS_UP.test(plain)
}
const RINGS_UP = /\b(?:call|phone|dial|ring)\b[^.\n]{0,60}(?:help ?desk|support|team|number|us\b|care)|電話/i

/** A bill that is overdue, a service about to end, and money that leaves no trace: a number to ring is all that such a mail needs. */
export function wantsTracelessMoney(text: string): boolean {
  const plain = seenText(text)
  return (
    TRACELESS.test(plain) && (claimsSomething(plain) || ORDERED.test(plain)) && isToRing(plain) && NUMBER.test(plain)
  )
}
const TRACELESS = new RegExp(
  `電子マネー|プリペイド|ビットコイン|\\bbitcoins?\\b|\\bprepaid cards?\\b|${GIFT_CARDS}`,
  'i',
)

/** A bill is to be paid: nothing by itself. */
const PAY =
  /\b(?:arrange|make|process|complete|settle|remit|release)\b[^.\n]{0,40}\b(?:payment|invoice|transfer|funds?)\b|(?:お?振り?込み?|お?支払い?|送金)(?:を|の|方)?[^。\n]{0,20}(?:お願い|ください|下さい)/i
export const asksToPay = says(PAY, 'pay')

/** The genuine service's bill or invitation; what its sender wrote into it is his. */
export function callsInNote(text: string): boolean {
  const plain = seenText(text)
  const note =
    /(?:\bnot(?:e|a|iz)\b[^\n:：]{0,30}|メモ|備考|メッセージ|\b(?:message|mensaje|messaggio|mensagem|nachricht|hinweis)\b[^\n:：]{0,60})[:：]([\s\S]{0,500})/i.exec(
      plain,
    )?.[1] ?? ''
  return isNotMine(note) && isToRing(note) && NUMBER.test(note)
}

/** The reader is to run something himself: the keys that open Windows' own window for commands, and to paste. */
const RUN_KEYS =
  '(?:(?:win(?:dows)?|⊞)[\\s-]*(?:キー|key|logo|taste|logo-?taste|button|键|鍵|键盘|키)?|(?:touche|tecla|tasto|клавиш\\S*) windows)\\s*(?:[+＋]|und|et|y|e|と|and|plus|together with|along with|zusammen mit|avec|junto con|insieme a)\\s*[rx]\\b'
const PASTED =
  '(?:(?:ctrl|strg|control)\\s*(?:[+＋]|and|und|et|y|e|と)\\s*v\\b|貼り付け|ペースト|paste|einfügen|coll(?:er|ez)|peg(?:ar|ue)|incolla|cole\\b|colar|粘贴|貼上|붙여\\s?넣|встав(?:ить|ьте))'
const OWN_HANDS = joined(
  `${RUN_KEYS}[\\s\\S]{0,200}${PASTED}`,
  `${PASTED}[\\s\\S]{0,200}${RUN_KEYS}`,
  `${PASTED}[^.\\n]{0,40}(?:powershell|ターミナル|\\bterminal|コマンドプロンプト|command prompt)`,
  `(?:エクスプローラー?|(?:file )?explorer|finder)[\\s\\S]{0,40}(?:アドレス(?:欄|バー)|パス欄|address (?:bar|field))[\\s\\S]{0,40}(?:${PASTED})`,
  `${PASTED}[^。.\\n]{0,40}(?:エクスプローラー?|(?:file )?explorer)[^。.\\n]{0,16}(?:アドレス(?:欄|バー)|address (?:bar|field))`,
  `(?:powershell|ターミナル|terminal|コマンドプロンプト|command prompt|eingabeaufforderung|invite de commandes?|命令提示符|명령 프롬프트)[\\s\\S]{0,120}${PASTED}`,
)
export const runsByHand = (text: string) => {
  const plain = seenText(text)
  return OWN_HANDS.test(plain) || (WINDOWS_R.test(plain) && saysAbroad('paste', plain))
}
/** the keys alone: only a page could say what to paste */
export const namesRunKeys = (text: string) => RUN_WINDOW.test(seenText(text))
const RUN_WINDOW = new RegExp(RUN_KEYS, 'i')
const WINDOWS_R = /windows[^.\n+]{0,20}\+\s*r\b/i

/** It is another account than before. „下記の口座へ“ stands in every bill. */
const MOVED = joined(
  '(振り?込先|口座|送金先|取引銀行)[^。\\n]{0,60}(変更|変わり|新しい|凍結|利用でき|(?:ご利用|使用)いただけ(?:な|ま)|使用でき|閉鎖|統合|(?:ご?入金|お?振り?込み?|お?受け?取り?)(?:が|を|の)?[^。\\n]{0,8}(?:でき(?:な|ま)|いただけ(?:な|ま)|止(?:め|ま)))|新(しい|規)?の?(振込|お振込)?口座(へ|に|は|が)|旧口座|(?:振り?込先|口座)[^。\\n]{0,12}(?:誤り|訂正)|今回より[^。\\n]{0,12}(?:こちら|下記|新)|(?:グループ|関連|関係|子)会社の?(?:銀行)?口座|(?:代行|収納|回収|ファクタリング)(?:会社|業者)?の?(?:銀行)?口座|(?:仮|臨時の?)口座|個人名義の?口座',
  '\\b(new|updated|changed?|different|alternate) (bank|account|banking|payment|wire|remittance)|\\b(?:sent?|pay|paid|go|goes|transfer(?:red)?|remit(?:ted)?)\\b[^.\\n]{0,120}\\binstead\\b|\\bswitched banks\\b|\\b(account|bank)\\b[^.\\n]{0,60}\\b(frozen|under (?:\\w+ ){0,2}(?:audit|check\\w*|inspection|investigation)|audited|closed|changed|can ?not receive|unable to receive|no longer)\\b|\\b(subsidiary|affiliate|(?:sister|sub)[- ]?company).{0,20}account\\b|\\bbank\\b[^.\\n]{0,40}\\b(?:is )?clos(?:es|ing)\\b[^.\\n]{0,24}\\baccount\\b|\\b(?:interim|temporary|substitute|replacement) (?:bank )?account\\b|\\b(?:use|pay|transfer|send)\\b[^.\\n]{0,40}\\b(?:my|our) (?:other|second|alternative) (?:bank )?account\\b|\\baccount\\b[^.\\n]{0,60}\\bunder review\\b|\\bincoming (?:payments?|transfers?)\\b[^.\\n]{0,60}\\b(?:returned|rejected)\\b',
)

/** Wages: the writer wants his own to go elsewhere. */
const WISH =
  /(変更|切り?替え)(したい|をお願い|を希望|していただ|してくださ|の手続)|\b(would like|want|need|wish) to (change|update|switch)\b/i
export const wishesForHimself = (text: string) => WISH.test(seenText(text))

/** The account itself stands in the mail, as payers need it. */
const ACCOUNT_NUMBER =
  /\biban\b[^\n]{0,30}\d{2}|\bsort(?: code)?\s?:?\s?\d{2}-\d{2}-\d{2}\b|\b(?:account|acct?)\.?\s(?:no\.?\s|number\s)?\d[\d-]{5,}|\b(?:swift|bic)\b\s?(?:code)?\s?[:：]|\b(?:swift|bic)\s(?:code\s)?[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?\b|\ba\/c\s(?:no\.?\s)?[\d-]{6,}|\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}\b|(?:普通|当座)(?:預金|口座)?\s*[:：]?\s*(?:no\.?|口座番号)?\s*[:：]?\s*\d{6,8}|(?:a\/c|acct|account|口座番号|账号|帳號|帐号|계좌(?:번호)?|konto(?:nummer)?|compte|cuenta|conta|rekening(?:nummer)?|hesap no|bankgiro|số tài khoản|เลขที่บัญชี|р\/с)\s*(?:no\.?|number|nr\.?)?\s*[:：]\s*[\d\s-]{6,}/i
/** 「振込先に変更はございません」, “the bank account is unchanged” */
const UNCHANGED =
  /(?:口座|振込先|銀行)[^。\n]{0,20}(?:変更は?(?:ござい|あり)ません|変わり(?:は)?(?:ござい|あり)?ません|変更なし)|\b(?:unchanged|not (?:been )?changed|remains? the same|as usual)\b/i
export const hasAccountNumber = (text: string) => ACCOUNT_NUMBER.test(seenText(text))
export function namesNewAccount(text: string): boolean {
  const plain = seenText(text)
  return namesAnotherAccount(plain) && ACCOUNT_NUMBER.test(plain) && !isUnchanged(plain)
}

/** An address instead of an account: services pay to whoever has it. */
const PAID_TO =
  /(?:\b(?:interac|e-?transfers?|paypal|zelle|venmo|cash ?app|wise|revolut|payoneer|skrill)\b|送金|お?振り?込)[^\n]{0,160}?([a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/i
const IN_PLACE =
  /\binstead\b|\b(?:old|previous|former|usual) (?:e-?mail|account|address)\b|\b(?:not able|unable|cannot|can.?t|no longer)\b|(?:変更|代わり|使え(?:な|ま)|以前の)/i
/** The address to which money is to go that went elsewhere before; '' where none is named. */
export function paidInsteadTo(text: string): string {
  const said = seenText(text)
  return IN_PLACE.test(said) ? (PAID_TO.exec(said)?.[1]?.toLowerCase() ?? '') : ''
}

const namesAnotherAccount = says(MOVED, 'changedAccount')
const saysUnchanged = says(UNCHANGED, 'unchanged')
/** What is quoted was so before. */
const isUnchanged = (text: string) => saysUnchanged(ownWords(text))

/** The usual account is said to be frozen, audited, seized: who moves to another bank gives no such reason. */
const BARRED = joined(
  '(?:口座|振込先)[^。\\n]{0,60}(?:凍結|差し?押|税務調査|監査|(?:入金|振込|受取)[^。\\n]{0,12}(?:でき|いただけ)(?:な|ま))|(?:税務調査|監査)[^。\\n]{0,40}(?:口座|入金|振込)',
  '\\b(?:account|bank)\\b[^.\\n]{0,80}\\b(?:frozen|blocked|under (?:\\w+ ){0,2}(?:audit|review|investigation|check\\w*|inspection)|on hold|suspended|seized)\\b|\\btax (?:inspection|audit|review)\\b[^.\\n]{0,80}\\baccount\\b',
)
export const saysAccountBarred = says(BARRED, 'accountBarred')

/** By letter or by voice as well: then the mail is not all that there is to go by. */
const TOLD_OTHERWISE =
  /書留|郵送|郵便|原本|書面|届出書|(?:お?電話|口頭|面談|訪問)[^。\n]{0,16}(?:お話し|ご説明|ご連絡|お伝え|申し上げ|の件)|(?:お話し|ご説明|お伝え)した(?:とおり|通り)|いつもの(?:番号|電話)|\b(?:by|in (?:the|our|my)|paper) (?:post|letter|phone|telephone)\b|\b(?:announced|discussed|agreed|told you|spoke|as per our)\b[^.\n]{0,60}\b(?:phone|call|letter|telephone|meeting)\b|\b(?:call|ring|phone) (?:me on|(?:us|me)\b[^.\n]{0,30}\b(?:confirm|verif|question))|お?電話[^。\n]{0,8}(?:ご?確認|お?問い?合わせ)|\b(?:per|mit) (?:post|brief|schreiben|telefon)\b|telefonisch (?:be|an|ge|ver)|eingeschrieben|einschreiben|(?:ruf|anruf)\w*[^.\n]{0,60}bekannte[nr]? (?:telefon)?nummer|par courrier|courrier recommandé|lettre recommandée|appelez[^.\n]{0,60}(?:num[ée]ro (?:habituel|connu)|vous l'avez)|por correo (?:postal|certificado)|per raccomandata|raccomandata/i
export const isToldOtherwise = (text: string) => TOLD_OTHERWISE.test(seenText(ownWords(text)))

/** A firm of one country with an account in another: `.it` and an IBAN of Lithuania. */
export function namesAccountAbroad(text: string, domain: string): boolean {
  const country = /\.([a-z]{2})$/.exec(domain)?.[1]?.toUpperCase().replace('UK', 'GB') ?? ''
  const accounts = [...seenText(text).matchAll(/\b([A-Z]{2})\d{2}(?:\s?[A-Z0-9]{4}){2,7}/g)].map(([, code]) => code)
  return WITH_IBAN.has(country) && accounts.length > 0 && !accounts.includes(country)
}
const WITH_IBAN = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO RS SE SI SK TR'.split(' '),
)

/** … or it stands in the paper that comes along. */
export function attachesNewAccount(text: string): boolean {
  const plain = seenText(text)
  return namesAnotherAccount(plain) && isEnclosed(plain) && !isUnchanged(plain)
}
const ENCLOSED = /(?:添付|別添|同封|訂正版|改訂版)|\b(?:attached|enclosed)\b/i
const isEnclosed = says(ENCLOSED, 'enclosed')

/** What was always right is forbidden now. */
const OLD_ACCOUNT =
  /\b(?:do not|don.?t|never)\b[^.\n]{0,40}\b(?:old|previous|former|usual) (?:bank )?account\b|(?:旧|従来の|これまでの|以前の)(?:お?振込)?口座[^。\n]{0,20}(?:しない|なさらない|振り?込まない|使用でき|ご利用いただけ|返金|組戻)|neplaťte[^.\n]{0,40}původní|nie (?:płacić|wpłacać)[^.\n]{0,40}(?:star|poprzedni)|nicht[^.\n]{0,30}(?:alte|bisherige)[ns]? konto/i
export const forbidsOldAccount = (text: string) => OLD_ACCOUNT.test(seenText(text))

/** Nobody may be told. The confidentiality note that firms put below every mail says something else. */
const HUSHED =
  /極秘|\b(?:bound|sworn) to secrecy\b|内密|内緒|他言無用|口外(?:し|な)|誰にも(?:言わ|話さ|知らせ|相談)|他の(?:人|者|社員|職員)には?(?:話さ|言わ|知らせ|内密)|\b(?:keep (?:this|it) (?:between|confidential|private|quiet|to yourself)|between (?:us|you and me)|strictly confidential|discre(?:et|tion)|do ?n.t (?:tell|discuss|mention|share)|not to (?:discuss|share))\b/i
export const isHushed = says(HUSHED, 'tellNobody')

/** Cards with a code, which is as good as cash when read over a telephone. */
const BUY =
  '購入|買っ|買い|用意|\\b(?:buy|purchase|get|pick up|need|kauf\\w*|besorg\\w*|leg(?:st|en)?\\b[^.\\n]{0,20}\\baus|kopen|halen|achet\\w*|compr\\w*|acquist\\w*|köpa?|købe?|kjøpe?|kup\\w*)\\b|купи|购买|買|사(?:서|다|줘)|구매'
const CARDS_BOUGHT = joined(`(?:${GIFT_CARDS})[\\s\\S]{0,100}(?:${BUY})`, `(?:${BUY})[\\s\\S]{0,100}(?:${GIFT_CARDS})`)
export const wantsGiftCards = says(CARDS_BOUGHT, 'giftCards')

/** … and the codes are wanted by return, photographed: nobody who gives presents needs that. */
const CODES_BACK =
  /(?:番号|コード|裏面|裏側)[^。\n]{0,12}(?:写真|画像|撮)|(?:写真|画像)[^。\n]{0,12}(?:番号|コード)|\b(?:photos?|fotos?|pictures?|pics?|images?|bild(?:er)?|immagin[ei]|im[aá]gen(?:es)?)\b[^.\n]{0,40}\b(?:codes?|codici|c[oó]digos?|kody|kódy|backs?|pins?|numbers?|nummern)\b|\b(?:(?:send|e-?mail|text) me|envoie[sz]?[- ]moi|schick(?:e|en)?(?: sie)? mir|mándame|envíame|mandami|inviami|me envie)\b[^.\n]{0,40}\b(?:codes?|codici|c[oó]digos?)\b|\bscratch\b|freirubbel|freigerubbelt|\bgratte[sz]?\b|\brasp(?:a|ar|e|ue)\b|刮开|刮開|긁어/i
export const wantsCodesBack = (text: string) => wantsGiftCards(text) && CODES_BACK.test(seenText(text))

/** … and spoken of with nobody: not even a law firm writes so to whom it does not know. */
const FORBIDS_TALK =
  /他言無用|口外(?:し|な)|誰にも(?:言わ|話さ|知らせ|相談)|他の(?:人|者|社員|職員)には?(?:話さ|言わ|知らせ)|\b(?:do ?n.t|do not|not to) (?:tell|discuss|mention|share|speak)\b[^.\n]{0,60}\b(?:anyone|anybody|nobody|colleagues?|staff|team|office|phone)\b|\bonly (?:with me|by e-?mail)\b/i
export const forbidsTalk = says(FORBIDS_TALK, 'tellNobody')

/** What guards the computer is to be switched off, or its warning passed by. */
const GUARD =
  'セキュリティ(?:ソフト|対策ソフト|機能|製品)|ウイルス対策(?:ソフト)?|アンチウイルス|ウイルスバスター|Defender|SmartScreen|\\banti-?virus\\b|virus ?scanner|security (?:software|program|tool)|antivirus'
const SWITCHED_OFF =
  '無効|停止し|オフに|解除し|一時的に(?:止め|切)|除外|無視し|\\b(?:disable|turn(?:ed)? off|switch(?:ed)? off|deactivate|pause|ignore|exclude|whitelist)\\w*'
const GUARD_OFF = joined(
  `(?:${GUARD})[^\\n]{0,80}(?:${SWITCHED_OFF})`,
  `(?:${SWITCHED_OFF})[^.。\\n]{0,40}(?:${GUARD})`,
  // past the mark that Windows gives to what was downloaded
  'プロパティ[^。\\n]{0,60}(?:許可する|ブロックの?解除)|\\bproperties\\b[^.\\n]{0,60}\\bunblock\\b',
  // past the browser's warning
  '\\b(?:keep|download) (?:it )?anyway\\b|trotzdem (?:behalten|herunterladen)|conserver quand même|conservar de todos modos|conserva comunque|manter (?:mesmo assim|de qualquer)|ブロックされ[^。\\n]{0,30}(?:保存|継続)',
  // past SmartScreen's own page
  '\\b(?:choose|click|select|press|tap)\\b[^.\\n]{0,20}\\bmore info\\b[^.\\n]{0,60}\\b(?:run|open|continue)\\b',
  '詳細情報[^。\\n]{0,30}実行',
)
export const switchesGuardOff = says(GUARD_OFF, 'guardOff')

/** A password typed into a form; that it must never be typed says something else. */
const PASSWORD_TYPED =
  /(?:パスワード|暗証番号)[^。\n]{0,24}(?:入力|記入|回答|送信)(?!しない|せず|されない)|パスワード(?:による|での|で)の?(?:本人確認|認証)|(?:^|\n)\s*[・*●■-]\s*(?:現在の|お使いの)?(?:パスワード|暗証番号)\s*(?:\n|$)|ID(?:と|・|、|及び|および)パスワード(?:の[^。\n]{0,6})?(?:確認|照合)を|\b(?:enter|type|fill in|provide|submit|confirm)\b[^.\n]{0,50}\bpassword\b/i
const NEVER_TYPED =
  /(?:入力|記入|送信)(?:し|は)?(?:ないで|ません|しないよう|を求めることは)|\b(?:never|do not|don.t)\b[^.\n]{0,40}\bpassword/i
const isNeverAsked = says(NEVER_TYPED, 'neverAsked')
export function wantsPasswordTyped(text: string): boolean {
  const plain = seenText(text)
  return (PASSWORD_TYPED.test(plain) || saysAbroad('passwordTyped', plain)) && !isNeverAsked(plain)
}

/** A password or a code by return of mail: not what tells the reader one. */
const SECRET_BY_REPLY =
  /(?:\d\s?桁の?|確認|認証|ワンタイム|表示された)\s?(?:コード|番号|パスワード|数字|\d\s?桁)(?!で(?:開|解凍|展開))[\s\S]{0,120}(?:返信|お知らせ|教えて|お伝え)(?:して|し)?(?:ください|下さい|いただけ)|(?:現在|お使い|ご利用中|ご使用中?)の?[^。\n]{0,20}(?:ID|パスワード|暗証番号)[^。\n]{0,60}(?:お知らせ|教えて|お送り|ご返信|ご連絡|ご回答)(?:ください|下さい|願|いただ)|(?:パスワード|暗証番号|認証コード|ワンタイム)[^。\n]{0,40}(?:返信)(?:で|にて|のうえ|して)[^。\n]{0,20}(?:ください|下さい|願)|\b(?:reply|respond|write back)\b[^.]{0,60}\b(?:your|the) (?:(?:user ?name|log-?in|id) and )?(?:current )?(?:password|passcode|pin|one.time code)\b|\b(?:send|e-?mail)\b(?:(?!forg[eo]t)[^.]){0,60}\byour (?:(?:user ?name|log-?in|id) and )?(?:current )?(?:password|passcode|pin|one.time code)\b/i
export const asksSecretByReply = (text: string) => {
  const plain = seenText(text)
  return (SECRET_BY_REPLY.test(plain) || saysAbroad('secretByReply', plain)) && !isNeverAsked(plain)
}

/** The reader is to let somebody see or steer his screen. */
const REMOTE_HELP =
  /quick ?assist|クイック ?アシスト|remotehilfe|assistance rapide|asistencia rápida|assistenza rapida|快速助手|빠른 지원|ctrl\s*\+\s*win(?:dows)?\s*\+\s*q|\b(?:any ?desk|team ?viewer|ultraviewer|supremo|screenconnect|rustdesk)\b|リモート(?:サポート|操作|接続)|fernwartung|assistance à distance|遠端協助|远程协助|원격 ?지원/i
const CALLS = /\b(?:call|phone|ring|dial)\b|電話|お電話/i
const isToCall = says(CALLS, 'ring')
export const offersRemoteHelp = (text: string) =>
  REMOTE_HELP.test(seenText(text)) && (isToCall(text) || TOLD_CODE.test(seenText(text)))
/** a code that is given by voice or in a chat lets the one who gives it in */
const TOLD_CODE =
  /(?:コード|番号)[^。\n]{0,40}(?:電話|口頭|Teams|チャット)|(?:電話|口頭|Teams|チャット)[^。\n]{0,40}(?:コード|番号)|\bcode\b[^.\n]{0,80}(?:\bphone\b|\bteams\b|\bcall\b|téléphone|telefon|teléfono)|(?:\bphone\b|\bteams\b|\bcall\b|téléphone|telefon|teléfono)[^.\n]{0,80}\bcode\b/i
