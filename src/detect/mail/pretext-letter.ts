/**
 * What an attached document demands. Stricter than what a mail's own words are asked for: every bill, ticket and order form has a sum, a
 * telephone number, an account to pay to and a word on cancelling. Pure reasoning over the text of its first pages.
 */
import { says, seenText, threatens } from './pretext.ts'
import { namesNewAccount } from './pretext-accounts.ts'
import { callsBack } from './pretext-telephone.ts'

/** Whoever is billed is told that he may not have ordered it: no honest bill doubts that. */
const DENIES =
  /\b(?:did ?n.t|did not|have ?n.t|have not|was not|not) (?:you )?(?:authori[sz]ed?|made?|make|placed?|recogni[sz]ed?|initiated?|purchased?|done by you|you\b)|\bun(?:authori[sz]ed|recogni[sz]ed)\b|\bwithout your (?:consent|permission|knowledge)\b|nicht (?:von ihnen )?(?:autorisiert|veranlasst|bestellt|getätigt)|(?:pas|non) (?:autoris|effectué|command)|no (?:autoriz|reconoc|realiz)|não (?:autoriz|reconhe)|non (?:autorizzat|riconosc)|(?:お?心当たり|身に覚え)(?:の|が)?な|未授权|非本人/i
/** It went off by itself, … */
const BY_ITSELF =
  /\bauto(?:matic(?:ally)?|[- ]?(?:renew\w*|debit\w*|pay))\b|\b(?:will be|has been|was) (?:auto[- ]?)?(?:debited|charged|renewed)\b|自動(?:的に)?(?:更新|引き?落|決済|課金)|automatisch|automatiquement|automáticamente|automaticamente|自动(?:续|扣)/i
/** … and has to be undone within hours. */
const AT_ONCE =
  /\b(?:within|next|in) (?:the )?(?:next )?(?:\d{1,2}|twelve|twenty.four|forty.eight)[- ]?(?:hours?|hrs?)\b|\bimmediately\b|\b(?:\d{1,2}) ?(?:stunden|heures|horas|ore)\b|\d{1,2}\s*時間(?:以内|内)|至急|直ちに|今すぐ|\d{1,2}\s*小时/i
const BOUGHT =
  /\b(?:subscription|renew\w*|auto[- ]?(?:debit|pay)\w*|debited|charged|purchased?|transaction|order|anti-?virus|security plan|membership|licen[cs]e)\b|abonnement|abbuchung|suscripción|assinatura|abbonamento|決済|引き?落|更新|購入|サブスクリプション|定期購入|续费|扣款/i
const RINGS =
  /\b(?:call|phone|dial|ring|speak (?:to|with))\b|anrufen|rufen sie|appelez|llam[ae]|ligue|chiam[ai]|電話|致电|拨打/i
/** Hotels and doctors write from addresses that anybody can have, and ask to be rung up by whoever did not mean to come. */
const BOOKED =
  /\b(?:reservation|booking|check-?in|guests?|appointment|tickets?)\b|予約|宿泊|ご来院|buchung|réservation|reserva/i

/** A charge that the reader shall dispute by telephone: by how many of its three signs, 0 where it is none. Honest bills have one at most. */
export function disputesByTelephone(letter: string): 0 | 2 | 3 {
  const plain = seenText(letter)
  if (!callsBack(plain) || !BOUGHT.test(plain) || !RINGS.test(plain) || BOOKED.test(plain)) return 0
  const signs = [DENIES, BY_ITSELF, AT_ONCE].filter((one) => one.test(plain)).length
  return signs === 3 ? 3 : signs === 2 ? 2 : 0
}

type Sign = (sentence: string) => boolean
const shows = (...patterns: RegExp[]): Sign[] => patterns.map((one) => (sentence) => one.test(seenText(sentence)))

/** What a sentence shows of it, for the one that is quoted. */
export const TELEPHONE_SIGNS = shows(RINGS, DENIES, BY_ITSELF, AT_ONCE, BOUGHT)

const MOVED = new RegExp(
  [
    '(?:振り?込先|送金先|口座|取引銀行)(?:の|が|を|は|に|情報|等|先)*[^。\\n]{0,16}(?:変更(?:いたし|致し|しまし|します|となり|になり|のお知らせ|のご案内|のご連絡|のお願い|後)|変わり(?:まし|ます)|凍結|(?:ご利用|使用)(?:いただけ|でき)(?:なく|ませ)|閉鎖|統合)',
    '(?:新(?:しい)?(?:お?振込先?|口座|の口座)|変更後の?(?:お?振込先|口座))|旧(?:お?振込先|口座)',
    '\\b(?:new|updated|changed|different|alternate) (?:bank(?:ing)?|remittance|wire|payment) (?:account|details?|information|instructions?)\\b',
    '\\b(?:bank|account|remittance|payment) (?:account |details? |information |instructions? )?(?:has|have) (?:been |recently )*(?:changed|updated|moved|closed|frozen)\\b',
    '\\b(?:account|bank)\\b[^.\\n]{0,40}\\b(?:under audit|frozen|can ?not receive|unable to receive|no longer (?:in use|used|active))\\b',
  ].join('|'),
  'i',
)
/** Another account than before, and its number, in the document or in the mail and its document together. */
export const movesAccount = (text: string) => namesNewAccount(text) && speaksOfMove(text)
export const speaksOfMove = says(MOVED, 'changedAccount')

/** Why the old one is said to be shut: firms that move to another bank name none of it. */
const PRETEXT =
  /\b(?:under|pending|ongoing|annual|tax|internal) (?:an? )?(?:audit|investigation)\b|\b(?:account|bank)\b[^.\n]{0,30}\bfrozen\b|\b(?:new|updated) account only\b|監査(?:の|に|中)|凍結|税務調査|审计|冻结|감사 ?중|동결/i
export const excusesMove = (text: string) => PRETEXT.test(seenText(text))

export const MOVE_SIGNS: Sign[] = [speaksOfMove, ...shows(PRETEXT)]

/** The writer speaks of himself and of what is the reader's: a warning or a paper on such letters does not. */
const FROM_ME_TO_YOU =
  /\b(?:i|we)(?:.ve| have| am| are| will|.ll)?\b[^.\n]{0,80}\byour\b|(?:私|我々|われわれ|当方|俺)(?:は|が|たちは|の)[\s\S]{0,200}(?:あなた|貴社|御社|貴殿|貴方|そちら)の|\b(?:ich|wir)\b[^.\n]{0,80}\bihre?[nmrs]?\b|\b(?:j.ai|nous avons)\b[^.\n]{0,80}\bv(?:os|otre)\b|我[^。\n]{0,40}你的/i
const A_WARNING =
  /\bindicators? of compromise\b|\biocs?\b|\btlp:|\bmitre\b|\bthreat actors?\b|\bransom notes?\b|\bthis (?:advisory|bulletin|report)\b|注意喚起|侵害指標|攻撃者グループ|手口の(?:紹介|例)|被害(?:事例|に遭わない)|不審なメール|迷惑メール|シナリオ|訓練|exercise/i
export const isPersonalThreat = (letter: string) => {
  const plain = seenText(letter)
  return FROM_ME_TO_YOU.test(plain) && !A_WARNING.test(plain)
}

export const THREAT_SIGNS: Sign[] = [...shows(FROM_ME_TO_YOU), threatens]

/** What is to be read lies elsewhere, … */
const INVITES =
  /\b(?:view|open|access|review|read|see|download|preview|unlock|retrieve|click)\b[^.\n]{0,50}\b(?:documents?|files?|pdf|messages?|invoices?|statements?|fax(?:es)?|voice ?(?:mail|message)|contents?|attachments?|here|below)\b|(?:文書|書類|ファイル|ドキュメント|内容|メッセージ|請求書|明細)[^。\n]{0,20}(?:表示|閲覧|開[くいき]|ご覧|確認|ダウンロード)|(?:dokument|datei|rechnung|nachricht)[^.\n]{0,30}(?:anzeigen|öffnen|ansehen)|(?:afficher|consulter|ouvrir|voir|télécharger)[^.\n]{0,30}(?:document|fichier|facture)|(?:ver|abrir|descargar|visualizar|baixar)[^.\n]{0,20}(?:documento|archivo|arquivo|factura)|(?:visualizza|apri|scarica)[^.\n]{0,20}(?:documento|file)|(?:查看|打开|下载)[^。\n]{0,10}(?:文件|文档)|(?:문서|파일)[^.\n]{0,10}(?:보기|열기|확인)/i
export const invitesElsewhere = (letter: string) => INVITES.test(seenText(letter))

/** … because this page is sealed, as no document is that can be read. */
const SEALED =
  /\b(?:document|file|pdf|content|message|attachment)s? (?:is|are|has been|have been|was)(?: \w+){0,2} (?:password[- ])?(?:protected|secured?|encrypted|locked|restricted|blurred)\b|\b(?:protected|encrypted|secured?|locked) (?:pdf|document|file|message|attachment)\b|\b(?:cannot|can ?not|can.t|could not|unable to|failed to)\b[^.\n]{0,20}\b(?:displayed?|previewed?|loaded?|opened|view(?:ed)?|rendered)\b|(?:文書|書類|ファイル|ドキュメント|内容|PDF)[^。\n]{0,16}(?:保護|暗号化|ロック)され|(?:プレビュー|表示)(?:が|は)?(?:でき(?:ません|ない)|されません)|geschützte?s? (?:dokument|datei)|(?:dokument|datei)[^.\n]{0,20}(?:geschützt|verschlüsselt)|(?:document|fichier) (?:est )?(?:protégé|chiffré|sécurisé)|(?:documento|archivo|arquivo|file) (?:está |è )?(?:protegid|protett|cifrad|criptograf)|(?:文件|文档)[^。\n]{0,8}(?:受保护|加密)|(?:문서|파일)[^.\n]{0,10}(?:보호|암호화)/i
/** Services that encrypt mail ask for a word that reader and writer agreed on, and not for the one to a mailbox. */
const AGREED =
  /\b(?:password|passcode|pin|kennwort|passwort|mot de passe|contraseña|senha)\b|パスワード|暗証|密码|비밀번호/i
const OF_AN_ACCOUNT = /\b(?:e-?mail|office|microsoft|outlook|account|credentials|log-?in|sign-?in)\b|メール|アカウント/i
export function isSealed(letter: string): boolean {
  const plain = seenText(letter)
  return SEALED.test(plain) && (!AGREED.test(plain) || OF_AN_ACCOUNT.test(plain))
}

export const SEALED_SIGNS = shows(SEALED, INVITES)
