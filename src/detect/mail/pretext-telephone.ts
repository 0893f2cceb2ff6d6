/** What is to be gone on with by telephone: a number to ring, somebody let in by voice, a page that only a telephone opens. Pure reasoning over text as the eye reads it. */

import { saysAbroad } from '../../mail/languages/index.ts'
import { anyOf, inOneSentence } from '../../mail/languages/language.ts'
import { GIFT_CARDS } from '../../mail/wants.ts'
import { asks, heedless, says, seenText } from './pretext.ts'
import { claimsSomething } from './pretext-demands.ts'

/** A charge that nobody made, and a number to ring: nothing to click on, so no filter sees it. */
const CHARGE =
  /(?:(?:[$€£¥￥]|\b(?:usd|eur|gbp|jpy))\s?\d|\d[\d,.]*\s?(?:円|usd|eur|gbp|jpy|dollars))[\s\S]{0,300}?(?:charged|debited|billed|processed|protection plan|renew|subscription|annual plan|order|payment|purchase|settle|licen[cs]e|請求|決済|購入|注文|更新|支払|引き落と)|(?:charged|debited|billed|processed|protection plan|renew\w*|subscription|annual plan|order|payment|purchase\w*|settle\w*|licen[cs]e\w*|請求|決済|購入|注文|更新|支払い?|引き落と)[\s\S]{0,300}?(?:(?:[$€£¥￥]|\b(?:usd|eur|gbp|jpy))\s?\d|\d[\d,.]*\s?(?:円|usd|eur|gbp|jpy|dollars))/i
const NOT_MINE = anyOf(
  /\b(?:did ?n.t|did not|not) (?:authori[sz]e|approve|make|place|recogni[sz]e|request|order)\w*|\b(?:if )?(?:this|it|that) (?:was(?: not|n.t) you|is (?:an error|a mistake|wrong))\b|\b(?:not|was ?n.t) you\?|\b(?:not|never) (?:requested|authori[sz]ed|made) by you\b|\b(?:to|wish to|want to) (?:cancel|dispute|stop)\b|\brefund\b|\bmoney back\b/,
  /心当たり|覚えの?(?:な|無)|覚えがな|キャンセル|取り?消|解約|返金|(?:購入|注文|契約|利用)(?:し|され)て(?:い|おら)(?:れ)?ない|ご?本人(?:様)?で(?:は)?ない場合/,
)
const NUMBER =
  /(?:\+\d{1,3}[\s.-]?)?\(?\d{2,4}\)?[\s.-]?\d{2,4}[\s.-]\d{3,4}\b|\b0\d{9,10}\b|\b\d{2,3}(?:[\s.]\d{2}){3,4}\b|\b\d{2,4}[\s.-]\d{3}[\s.-]\d{2}[\s.-]\d{2}\b/
const RING =
  /\b(?:call|phone|contact|dial|ring|toll.?free|helpline|support)\b|\breach (?:us|our \w+)\b|\b(?:speak|talk) (?:to|with)\b|電話|お問い?合わせ|連絡/i
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
  /(?:通常と異なる|不審な|不正な|見慣れない)(?:サインイン|ログイン|アクセス|通信)|(?:サインイン|ログイン)[^。\n]{0,12}(?:ブロック|検出|検知|遮断)|(?:ウイルス|マルウェア|ウィルス)[^。\n]{0,30}(?:検出|検知|感染)|\b(?:unusual|suspicious|unauthori[sz]ed) (?:sign|log)-?(?:in|on)\b|\b(?:virus|malware|trojan)\b[^.\n]{0,40}\b(?:detected|found|infected)\b|\b(?:computer|pc|device)\b[^.\n]{0,24}\binfected\b/i
/** Who rings is to let somebody into his computer. */
export function callsForRemote(text: string): boolean {
  const plain = seenText(text)
  if (!isToRing(plain) || !NUMBER.test(plain)) return false
  return (
    (REMOTE_PROGRAM.test(plain) && isNotMine(plain)) ||
    (installsRemote(plain) && raisesMoneyAlarm(plain)) ||
    (movesToSafety(plain) && (raisesMoneyAlarm(plain) || isNotMine(plain)))
  )
}
/** Money was about to be taken, … */
const MONEY_ALARM =
  /(?:送金|お?振り?込み?|出金|引き?出し|決済|取引)[^。\n]{0,30}(?:試み|停止し|保留|止め|阻止|ブロック|試行)|不審な(?:送金|取引|引き?落とし|出金)|\b(?:transfer|payment|transaction|withdrawal)\b[^.\n]{0,80}\b(?:stopped|blocked|held|suspicious|attempt\w*|on hold|flagged|intercepted)\b|\b(?:stopped|blocked|intercepted|suspended)\b[^.\n]{0,40}\b(?:transfers?|payments?|transactions?|withdrawals?)\b|\b(?:someone|somebody|attempt\w*|tried)\b[^.\n]{0,60}\b(?:transfer|withdraw|wire)\b|\b(?:suspicious|fraudulent|unauthori[sz]ed) (?:transfer|payment|transaction|withdrawal)\b/i
const raisesMoneyAlarm = says(MONEY_ALARM, 'moneyAlarm')
/** … and is to be brought where no bank has one: to an account that is safe. */
const SAFE_ACCOUNT =
  /(?:安全な|保護用?の?|退避用?の?|一時保管用?の?|セキュリティ|専用保護)口座|\b(?:safe|secure|technical|protected|safety|safeguard\w*)\s(?:bank )?accounts?\b/i
const movesToSafety = asks(SAFE_ACCOUNT, 'safeAccount')

const REMOTE_PROGRAM =
  /(?:遠隔|リモート)(?:確認|サポート|操作|支援|接続)?(?:用)?の?(?:ソフト|アプリ|プログラム|ツール)|\b(?:remote (?:support|access|assistance|desktop) (?:software|app|tool|program)|any ?desk|team ?viewer|ultraviewer|screenconnect|rustdesk|supremo|quick ?assist)\b|クイック ?アシスト/i
/** Banks name such programs to warn of them. */
const installsRemote = heedless(REMOTE_PROGRAM)
const SUM =
  /(?:[$€£¥₺₽₴₩₫฿]|\b(?:usd|eur|gbp|chf|nt\$|rp|r\$))\s?\d|\d[\d.,\s]*(?:[€₺₽₴₩₫฿]|\b(?:eur|euros?|usd|chf|kr|tl)\b|zł|Kč|руб|грн|元|원|đồng|บาท)/i
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

/** The genuine service's bill or invitation; what its sender wrote into it is his. */
export function callsInNote(text: string): boolean {
  const plain = seenText(text)
  const note =
    /(?:\bnot(?:e|a|iz)\b[^\n:：]{0,30}|メモ|備考|メッセージ|\b(?:message|mensaje|messaggio|mensagem|nachricht|hinweis)\b[^\n:：]{0,60})[:：]([\s\S]{0,500})/i.exec(
      plain,
    )?.[1] ?? ''
  return isNotMine(note) && isToRing(note) && NUMBER.test(note)
}

/** The reader is to let somebody see or steer his screen. */
const REMOTE_HELP = anyOf(
  /quick ?assist|クイック ?アシスト|remotehilfe|assistance rapide|asistencia rápida|assistenza rapida|snelle hulp|快速助手|빠른 지원|ctrl\s*\+\s*win(?:dows)?\s*\+\s*q/,
  /\b(?:any ?desk|team ?viewer|ultraviewer|supremo|screenconnect|rustdesk)\b|애니데스크|向日葵远程/,
  /(?:リモート|遠隔)(?:サポート|操作|接続)|fernwartung|fernzugriff|assistance à distance|遠端協助|远程协助|원격 ?지원/,
  /\bremote session\b|\b(?:allow|grant|give)\b[^.\n]{0,24}\bremote (?:access|control)\b|\btake control of your (?:screen|pc|computer)\b|\b(?:connect|log in) to your (?:pc|computer|device|machine) remotely\b/,
)
const CALLS = /\b(?:call|phone|ring|dial)\b|電話/i
const isToCall = says(CALLS, 'ring')
export const offersRemoteHelp = (text: string) => {
  const plain = seenText(text)
  return REMOTE_HELP.test(plain) && (TOLD_CODE.test(plain) || (isToCall(text) && !WAS_RUNG.test(plain)))
}
/** the reader rang first */
const WAS_RUNG =
  /お?電話(?:を|で)?[^。\n]{0,12}(?:いただいた|頂いた|いただきました|頂きました)|\b(?:after|following|as discussed in|thank you for) your (?:phone )?call\b|\byou (?:called|phoned|rang) us\b/i
/** a code that is given by voice or in a chat lets the one who gives it in */
const TOLD_CODE =
  /(?:コード|番号)[^。\n]{0,40}(?:電話|口頭|Teams|チャット)|(?:電話|口頭|Teams|チャット)[^。\n]{0,40}(?:コード|番号)|\bcode\b[^.\n]{0,80}(?:\bphone\b|\bteams\b|\bcall(?:er)?\b|téléphone|telefo|teléfono|电话|電話|전화)|(?:\bphone\b|\bteams\b|\bcall\b|téléphone|telefon|teléfono)[^.\n]{0,80}\bcode\b|\b(?:codice|código|kod|código|mã)\b[^.\n]{0,60}(?:detter|dett[oa]|dictar|dicter|comunicher|telefon|teams|chiam|llam)|\bcode\b[^.\n]{0,60}(?:dicter|dictera|diktier|durchgeb|voorlees|doorgeef)/i

/** By a telephone's own line, because the office's stops it. */
const OTHER_NETWORK = anyOf(
  inOneSentence(
    [
      /(?:社内|学内|院内|所内|庁内|組織|会社|大学|病院|事務所|職場)の?(?:ネットワーク|LAN|回線|Wi-?Fi|PC|パソコン|端末)/,
      /(?:つなが|繋が|接続|開け|開か|表示|アクセス|閲覧|利用)[^。\n]{0,10}(?:な|ませ|ず)|では?なく|避け|以外/,
    ],
    /(?:問い合わせ|ご?相談|不具合)/,
  ),
  inOneSentence([
    /(?:携帯|スマートフォン|スマホ|モバイル|個人)の?(?:電話)?の?(?:回線|通信|端末|データ)/,
    /(?:QR|二次元)\s?コード|読み?取|スキャン|開いて|接続して/,
    /のみ|だけ|限り|でお願い|でないと|必ず|とのこと/,
  ]),
  inOneSentence([
    /\b(?:office|company|corporate|work|school|university|hospital|internal|our) (?:network|wi-?fi|pcs?|computers?|laptops?|devices?|proxy|firewall)\b/,
    /\b(?:not|n.t|blocks?|blocked|fails?|instead|rather than|outside)\b/,
    /\b(?:phones?|mobiles?|smartphones?|scan|qr|private|personal)\b/,
  ]),
  inOneSentence([
    /(?:firmen|dienst|uni|haus|klinik)(?:netz|rechner|pc|-?wlan)|im (?:firmen|haus)netz|réseau (?:de l.entreprise|interne|professionnel)|red (?:corporativa|de la empresa)|rete (?:aziendale|interna)|bedrijfsnetwerk|sieci (?:firmowej|służbowej)|사내망|회사 (?:네트워크|와이파이)|(?:公司|內部|内部|校园|校園)(?:网络|網路|電腦|电脑)/,
    /handy|smartphone|téléphone|teléfono|móvil|telefono|cellulare|telefoon|telefon|휴대폰|스마트폰|手机|手機/,
  ]),
)
export const wantsOtherNetwork = (text: string) => OTHER_NETWORK.test(seenText(text))

/** The bank's name, and its client's secret told or typed while somebody speaks: banks say that they never ask for it. */
const BANK =
  /銀行|信用金庫|しんきん|信金|信用組合|労働?金庫|農協|JAバンク|ゆうちょ|証券|(?:インター)?ネットバンキング|\bbank(?:ing)?\b|sparkasse|volksbank|raiffeisen|\bbanque\b|\bcaisse\b|\bbanco\b|\bbanca\b|\bcaja\b|은행|银行|банк/i
export const isCalledBank = (name: string) => BANK.test(seenText(name))
const SECRET_BY_VOICE = anyOf(
  inOneSentence(
    [
      /電話|通話|音声|オペレーター?|担当者?から/,
      /暗証|パスワード|(?:お客様|契約者?|認証|確認)(?:番号|コード)|ワンタイム|トークン/,
      /入力|お?伺い|お聞き|読み上げ|お知らせ|お伝え|ご用意|手元/,
    ],
    /ことは?(?:ありません|ございません)|ないで/,
  ),
  inOneSentence(
    [
      /\b(?:call|phone|telephone|line|voice|agent|advis[eo]r)\b/,
      /\b(?:pin|passcode|password|token|one.time|security (?:code|number)|log-?in (?:details|id)|card reader)\b/,
      /\b(?:enter|type|read|tell|give|ready|hand|key in|confirm)\b/,
    ],
    /\bnever\b|\b(?:not|n.t) (?:ask|share|tell|give)\b/,
  ),
  inOneSentence(
    [
      /telefon|anruf|téléphon|appel|teléfono|llamada|telefonat|chiamata|전화|电话|電話/,
      /\bpin\b|\btan\b|passwort|kennwort|code|contraseña|clave|비밀번호|인증번호|密码|密碼|验证码|驗證碼/,
      /eingeb|nennen|bereit|saisi|communiqu|introduzc|facilit|inserisc|comunic|입력|불러|输入|輸入|告知|提供/,
    ],
    /niemals|jamais|nunca|mai\b|절대|不会|不會|切勿/,
  ),
)
/** … or a time at which he sits before the computer that pays, and a number at which he can be rung */
const AT_THE_PC = anyOf(
  inOneSentence([/PC|パソコン|端末/, /前|操作/, /時間帯?|日時|(?:ご?都合|お?手すき)/]),
  inOneSentence(
    [/(?:携帯|直通|日中)[^。\n]{0,12}(?:電話)?番号/, /返信|お知らせ|ご?記入|お教え|ご?連絡/],
    /お持ちでない/,
  ),
  inOneSentence([/\b(?:at|in front of) your (?:pc|computer|desk|workstation)\b/, /\b(?:time|when|call|phone|ring)\b/]),
  inOneSentence([
    /\b(?:mobile|direct|telephone) number\b/,
    /\b(?:reply|return|send|let us|provide|confirm)\b/,
    /\b(?:call|phone|ring|reach|advis[eo]r|agent)\w*\b/,
  ]),
)
export const ledByVoice = (text: string) => {
  const plain = seenText(text)
  return SECRET_BY_VOICE.test(plain) || (AT_THE_PC.test(plain) && isToRing(plain))
}
