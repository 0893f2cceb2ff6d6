/** To whose account money is to go: another than before, and why. Bills name the one that was always there. Pure reasoning over text as the eye reads it. */
import { anyOf, inOneSentence } from '../../mail/languages/language.ts'
import { asksHaste, says, seenText } from './pretext.ts'
import { ownWords } from './quoted-writer.ts'

/** It is another account than before. „下記の口座へ“ stands in every bill. */
const MOVED = anyOf(
  // a word of change beside one of the account, whichever comes first
  /(?:振り?込み?先|口座(?!振替|引き?落|開設)|送金先|入金先|受取先|取引銀行|受取銀行)[^。\n]{0,30}(?:変わ(?:る|った(?!」?と)|り)|異動|登録替え|書き?換え|使用不可|取り?消し|(?:来週|今月|まもなく)[^。\n]{0,6}閉じ|閉じ(?:る|ま)|差し?替|入れ?替|使え(?:な|ませ)|お使いにならな|使わな|分けま)/,
  /(?:旧来|これまで|以前|前|従来)の(?:振り?込み?先|口座(?!振替|引き?落|開設)|送金先|入金先|受取先|取引銀行|受取銀行)[^。\n]{0,30}(?:使え|閉じ|止|でき(?:な|ませ)|しな)|新口座|別(?:銀行|の銀行)|(?:口座|銀行)(?:を|は)[^。\n]{0,16}移し/,
  /口座番号[^。\n]{0,20}(?:前の|古い|違って)/,
  // it changed, or takes nothing
  /(?:振り?込み?先|口座(?!振替|引き?落)|送金先|入金先|取引銀行)[^。\n]{0,60}(?:変更|変わり|新しい|新設|移管|凍結|閉鎖|統合|解約|切り?替え|利用でき(?:な|ませ)|(?:ご利用|使用)いただけ(?:な|ませ)|使用でき(?:な|ませ)|(?:ご?入金|お?振り?込み?|お?受け?取り?)(?:が|を|の)?[^。\n]{0,8}(?:(?:でき|いただけ)(?:な|ませ)|止(?:め|ま)))/,
  /(?:入金|振込|受取|送金|支払い?)(?:専用)?口座(?:情報)?(?:の|が)?(?:更新|切り?替|移行)|口座を(?:移し|分け)|銀行を(?:変えまし|変更(?:いた|致)?しまし|替えまし)/,
  // another than the old one
  /新(?:しい|規)?の?(?:お?振込)?口座(?:へ|に|宛|は|が)|旧口座|別の(?:銀行(?:の口座)?|口座)(?:へ|に|宛)|別口座|口座ではなく|(?:代わり|かわり)(?:に|の)[^。\n]{0,16}口座/,
  /(?:従来|これまで|以前|前回|いつも)(?:の[^。\n]{0,8})?とは?(?:別|違|異な)[^。\n]{0,8}(?:口座|銀行|振り?込先)|(?:口座|振り?込先)[^。\n]{0,10}(?:従来|これまで|以前|前回)[^。\n]{0,6}とは?(?:異な|違)/,
  /今回(?:より|から|のみ|に限り)[^。\n]{0,12}(?:こちら|下記|新|口座)/,
  // the one in the bill is wrong
  /(?:振り?込み?先|口座)[^。\n]{0,12}(?:訂正|古い|誤記|誤り(?!が(?:な|ござい|あり?ませ)|の?(?:ない|無い)))/,
  // somebody else's
  /(?:グループ|関連|関係|親|子|姉妹|委託)会社の?(?:海外の?|銀行)?口座|(?:代行|収納|回収|ファクタリング)(?:会社|業者)?の?(?:銀行)?口座|(?:仮|臨時の?)口座|個人名義の?口座/,

  // the same in English
  /(?<!\byour )\b(?:an?other|different|previous|former|old|new) (?:\w+ )?(?:bank|account|iban)\b(?! (?:manager|executive|representative|director|team|holiday))[^.\n]{0,60}\b(?:pay|paid|payments?|wir(?:e|ing)|transfer|settle|issue|details|below|follow\w*)/,
  /\b(?:pay|payments?|receivables|funds|balance|invoices?|settled|wire)\b[^.\n]{0,60}\b(?:an?other|different|new) (?:\w+ )?(?:bank|account)\b(?! (?:manager|executive))|\baccount\b[^.\n]{0,20}\b(?:rather than|not) the (?:previous|old|usual)/,
  /\bno longer\b[^.\n]{0,16}\bthe (?:\w+ )?(?:account|bank|iban)\b|\b(?:from now on|going forward|henceforth)\b[^.\n]{0,60}\b(?:our|the|this) (?:\w+ )?account\b/,
  /\b(?:overwrite|replace|exchange|swap|amend)\b[^.\n]{0,16}\b(?:our|my|the) (?:bank|account|iban|wire|wiring|remittance|payment details)|\biban\b[^.\n]{0,24}\b(?:out of date|outdated|incorrect|wrong|invalid|old)\b|\bwe.re with a new bank\b/,
  /(?<!\byour )\b(?:new|updated|revised|amended|changed?|different|alternat(?:e|ive)) (?:corporate |business |company )?(?:bank(?:ing)?|account(?! (?:manager|executive|representative|director|team))|payment(?! (?:terms?|methods?|plans?|dates?|schedules?|options?|due|portal))|wire|remittance|beneficiary)/,
  /(?<!\byour )\b(?:bank(?:ing)?|remittance|beneficiary|payment|account) (?:details?|information|instructions?|coordinates)\b[^.\n]{0,30}\b(?:ha(?:s|ve) (?:been |recently |now )*(?:changed|updated|amended|revised)|(?:is|are) (?:now )?different|(?:is|are|was|were) (?:incorrect|wrong|outdated|out of date))/,
  /(?<!\bnot )\b(?:chang|switch)(?:ed|ing) (?:our |the )?(?:house )?bank(?:s|ing|ers)?\b|\bmoved (?:our banking|to (?:a new|another|a different) bank)\b|\bchange (?:our|the) bank\b(?! details)/,
  /\b(?:amend|change|update|replace|correct)\b[^.\n]{0,12}\b(?:the|our|my) (?:beneficiary|bank(?:ing)?|payment|remittance|supplier|vendor) (?:account )?(?:details|information|record|data|instructions)\b/,
  /\b(?:account(?! (?:manager|executive|representative))|bank)\b[^.\n]{0,60}\b(?:frozen|under (?:\w+ ){0,2}(?:audit|check\w*|inspection|investigation)|audited|closed|changed|can ?not receive|unable to receive|no longer)\b|\bbank\b[^.\n]{0,40}\b(?:is )?clos(?:es|ing)\b[^.\n]{0,24}\baccount\b|\baccount\b[^.\n]{0,60}\bunder review\b/,
  /\b(?:sent?|pay|paid|go|goes|transfer(?:red)?|remit(?:ted)?)\b[^.\n]{0,120}\binstead\b|\b(?:redirect(?:ed)?|re-?rout(?:e|ed|ing)|routed)\b[^.\n]{0,40}\baccount\b|\bnot (?:in)?to the (?:\w+ ){0,2}(?:one|account)\b/,
  /\b(?:do not|don.?t|stop|avoid)\b[^.\n]{0,12}\b(?:pay|us(?:e|ing)|transfer|send(?:ing)?|remit)\w*\b[^.\n]{0,30}\b(?:account|bank|iban)\b[^.\n]{0,24}\b(?:on file|before|have|invoice)\b|\b(?:old|previous|former) (?:bank )?(?:account|details|iban)\b[^.\n]{0,40}\b(?:not|invalid|inactive|discontinued)\b/,
  /\b(?:disregard|discard)\b[^.\n]{0,40}\b(?:bank(?:ing)?|account|payment) (?:details|information|number|instructions)\b|\bdetails (?:previously|earlier) (?:given|provided|sent|shared)\b[^.\n]{0,30}\b(?:incorrect|wrong|invalid)\b/,
  /\b(?:subsidiary|affiliate|(?:sister|sub|parent|mother|holding)[- ]?company).{0,20}account\b|\baccount of our (?:\w+ )?(?:subsidiary|affiliate|parent|sister|holding)\b|\b(?:interim|temporary|substitute|replacement|secondary) (?:bank )?account\b|\b(?:use|pay|transfer|send)\b[^.\n]{0,40}\b(?:my|our) (?:other|second|alternative) (?:bank )?account\b/,
  /\b(?:use|using) (?:this|the (?:following|one below)) (?:bank )?account\b[^.\n]{0,20}\b(?:going forward|from now on|instead|for (?:this|all|future))\b/,
  /\bincoming (?:payments?|transfers?)\b[^.\n]{0,60}\b(?:returned|rejected)\b/,
  // in whatever order: what is old is not to be paid to, or money goes elsewhere
  inOneSentence([
    /(?<!\byour )\b(?:old|existing|former|previous|current) (?:\w+ )?(?:bank|account|iban)\b/,
    /\b(?:hold|stop|not|n.t|delete|remove|cancel|replaced?|rather|revised|no longer|closed|still)\b/,
  ]),
  inOneSentence(
    [
      /\b(?:pay|payments?|remit|transfers?|funds|invoices?)\b/,
      /\b(?:redirect|re-?rout|divert)\w*|\bchang(?:e|ing) where\b|\bfrom now on\b|\bnot the one\b|\bconsolidat\w+/,
      /\b(?:accounts?|bank|beneficiary|iban|payments)\b/,
    ],
    /\byour (?:bank|account)/,
  ),
  inOneSentence([
    /銀行(?:の)?情報|(?:従来|これまで)の[^。\n]{0,8}(?:銀行|信用金庫)/,
    /書き?換え|差し?替え|ではなく|変更(?:を|して|くだ)|更新(?:を|して|くだ)/,
  ]),
  /\b(?:to|by|into) (?:our|my) other (?:bank|account)\b/,
  /(?:会社|業者|法人)が[^。\n]{0,8}(?:代わりに|代行して)[^。\n]{0,8}受け?取/,
)

/** Wages: the writer wants his own to go elsewhere. */
const WISH =
  /(変更|切り?替え|変え)(たい|したい|をお願い|を希望|していただ|してくださ|の手続)|\b(?:would like|['’]d like|want|need|wish)\b[^.\n]{0,30}\b(?:change|update|switch|replace|paid|go(?:es)?)\b|\b(?:can|could) you (?:please )?(?:change|update|switch|amend) my\b|\bplease (?:change|update|switch) my\b|(?:möchte|souhaite|voudrais|vorrei|quisiera|quiero|gostaria|graag|chciał\S+|хочу)(?![a-z])|하고 싶|想(?:更改|把)/i
export const wishesForHimself = (text: string) => WISH.test(seenText(text))

/** The account itself stands in the mail, as payers need it. */
const ACCOUNT_NUMBER =
  /\biban\b[^\n]{0,30}\d{2}|\bsort(?: code)?\s?:?\s?\d{2}-\d{2}-\d{2}\b|\b(?:account|acct?)\.?\s(?:no\.?\s|number\s)?\d[\d-]{5,}|\b(?:swift|bic)\b\s?(?:code)?\s?[:：]|\b(?:swift|bic)\s(?:code\s)?[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?\b|\ba\/c\s(?:no\.?\s)?[\d-]{6,}|\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}\b|(?:普通|当座|보통)(?:預金|口座|예금)?\s*[:：]?\s*(?:no\.?|口座番号)?\s*[:：]?\s*\d{6,8}|(?:a\/c|acct|account|口座番号|账号|帳號|帐号|계좌(?:번호)?|konto(?:nummer)?|compte|cuenta|conta|rekening(?:nummer)?|hesap no|bankgiro|số tài khoản|เลขที่บัญชี|р\/с)\s*(?:no\.?|number|nr\.?)?\s*[:：]\s*[\d\s-]{6,}/i
/** 「振込先に変更はございません」, “the bank account is unchanged”; other terms may be so, too. */
const UNCHANGED = anyOf(
  /(?:口座|振込先|銀行)[^。\n]{0,20}(?:変更は?(?:ござい|あり)ません|変更(?:は|を)?(?:いた|致)?して(?:おり|い)ません|変わり(?:は)?(?:(?:ござい|あり)?ません|な[くし])|変更なし|(?:これまで|従来)(?:どおり|通り|と同じ))/,
  /(?:口座|振込先)[^。\n]{0,30}(?:こと|ご連絡|お願い)は[^。\n]{0,12}(?:ありません|ございません|いたしません)/,
  /\b(?:accounts?|bank|iban|(?:bank(?:ing)?|payment|remittance|account) details)\b[^.\n]{0,40}\b(?:unchanged|not (?:been )?changed|ha(?:s|ve) not(?=[.;,!\s]*$)|(?:remains?|stays?|(?:is|are) still) (?:the same|as (?:before|it|they))|as (?:usual|before))/,
  /\b(?:never|not) change (?:our|the|any) (?:bank|account)|\bunchanged (?:bank|account)|\bcontinue\b[^.\n]{0,40}\b(?:usual|same|existing|on file)\b/,
)
const hasAccountNumber = (text: string) => ACCOUNT_NUMBER.test(seenText(text))
export function namesNewAccount(text: string): boolean {
  const plain = seenText(text)
  return ACCOUNT_NUMBER.test(plain) && namesAnotherAccount(plain) && !isUnchanged(plain) && !NOT_HERE.test(plain)
}
/** The number stands in a letter or in the bank's own pages, and the mail says that it gives none. */
const NOT_HERE =
  /\bnot (?:given |stated |contained |included )?in this (?:e-?mail|message|letter)\b|non in questa (?:e-?mail|mail|lettera)|nicht in dieser (?:e-?mail|mail|nachricht)|pas dans (?:ce mail|cet e-?mail|ce courriel|ce message)|no en este (?:correo|mensaje)|niet in deze (?:e-?mail|mail)|(?:本|この)メール(?:に|では)は?[^。\n]{0,16}(?:記載|お知らせ)[^。\n]{0,8}(?:ません|おりません)/i

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

const isMoved = says(MOVED, 'changedAccount')
const namesAnotherAccount = (text: string) => isMoved(text) || saysAccountBarred(text)
const saysUnchanged = says(UNCHANGED, 'unchanged')
/** What is quoted was so before. */
const isUnchanged = (text: string) => saysUnchanged(ownWords(text))

/** The usual account is said to be frozen, audited, seized: who moves to another bank gives no such reason. */
const BARRED = anyOf(
  /口座[^。\n]{0,30}(?:入出金|取引)[^。\n]{0,8}(?:止|でき(?:な|ませ))|(?:検査|調査|審査)(?:により|のため|で)[^。\n]{0,20}(?:入出金|入金|送金|受け?取)[^。\n]{0,12}(?:止|でき(?:な|ませ))/,
  /\baccount\b[^.\n]{0,24}\blocked by (?:the|our) bank/,
  /(?:口座(?!振替)|振込先|取引銀行|メインバンク)[^。\n]{0,60}(?:凍結|差し?押|国税|税務調査|監査|ロックされ|取引停止|制限がかか|メンテナンス中|一時(?:的に)?(?:使え|停止|利用でき)|(?:入金|振込|受取|受け?取り|着金)[^。\n]{0,12}(?:(?:でき|いただけ)(?:な|ませ|かね)|止ま))/,
  /(?:口座|取引銀行)[^。\n]{0,40}(?:外貨|外国|海外)[^。\n]{0,20}(?:受け?取れ|受け?入れ(?:られ|でき)|(?:入金|送金|受領)[^。\n]{0,4}でき)(?:な|ませ)/,
  /(?:税務(?:署|調査)|監査|国税局|マネー?ロンダリング|システム障害)[^。\n]{0,40}(?:口座|入金|振込|振り込)/,
  /(?<!\byour )\b(?:account(?! (?:manager|executive))|bank)\b[^.\n]{0,80}\b(?:frozen|blocked|under(?:going)? (?:\w+ ){0,3}(?:audit|review|investigation|check\w*|inspection)|being audited|on hold|suspended|seized|restrict(?:ed|ions)|deactivated|temporarily unavailable|(?:can ?not|can.t|unable to) (?:accept|receive))\b/,
  // who audits comes first, and what it cannot do may be said of money
  /\b(?:tax (?:bureau|office|authorit(?:y|ies)|department)|revenue|auditors?|customs|(?:central|people.s) bank|foreign exchange)\b[^.\n]{0,40}\b(?:audit|inspect|check|review|investigat|examin|freez|froze|block|restrict|hold)\w*\b[^.\n]{0,30}(?<!\byour )\b(?:accounts?|bank)\b/,
  /(?<!\byour )\b(?:accounts?|bank)\b[^.\n]{0,80}\b(?:can ?not|can.t|unable to|not (?:able|allowed|permitted) to|may not|does not|won.t)\b[^.\n]{0,12}\b(?:take|get|collect|credit|hold|handle|accept|receive)\b[^.\n]{0,24}\b(?:money|funds|currency|payments?|remittances?|transfers?|wires?|dollars?|usd|eur|jpy|overseas|foreign|abroad)\b/,
  /\b(?:tax (?:inspection|audit|review|investigation)|(?:internal|annual|year-end|end-of-year|ongoing) audit)\b[^.\n]{0,80}\baccount\b|\bissues? with our bank\b/,
)
export const saysAccountBarred = says(BARRED, 'accountBarred')
/** By letter or by voice as well: then the mail is not all that there is to go by. */
const TOLD_OTHERWISE = anyOf(
  /書留|郵送|郵便|原本|書面|届出書|(?:お?電話|口頭|面談|訪問)[^。\n]{0,16}(?:お話し|ご説明|ご連絡|お伝え|申し上げ|の件)|(?:お話し|ご説明|お伝え)した(?:とおり|通り)|いつもの(?:番号|電話)|お?電話[^。\n]{0,8}(?:ご?確認|お?問い?合わせ)/,
  /\b(?:by|in (?:the|our|my)|paper) (?:post|letter|phone|telephone)\b|\b(?:announced|discussed|agreed|told you|spoke|as per our)\b[^.\n]{0,60}\b(?:phone|call|letter|telephone|meeting)\b|\b(?:call|ring|phone) (?:me on|(?:us|me)\b[^.\n]{0,30}\b(?:confirm|verif|question))/,
  /\b(?:per|mit) (?:post|brief|schreiben|telefon)\b|telefonisch (?:be|an|ge|ver)|eingeschrieben|einschreiben|(?:ruf|anruf)\w*[^.\n]{0,60}bekannte[nr]? (?:telefon)?nummer/,
  /par courrier|courrier (?:recommandé|signé)|lettre recommandée|appelez[^.\n]{0,60}(?:num[ée]ro (?:habituel|connu)|vous l'avez)|(?:por correo|carta) (?:postal|certificad)|(?:per|con) raccomandata|lettera firmata|carta registada|per post\b|aangetekend|listem poleconym|doporučen/,
  /(?:등기|우편|직인)[^.\n]{0,24}(?:보냈|발송|송부)|(?:掛號|挂号|郵寄|邮寄|公函)[^。\n]{0,24}(?:寄|函|送)|(?:合约|合約|合同)上?的(?:电话|電話|座机)/,
)
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
  return isEnclosed(plain) && namesAnotherAccount(plain) && !isUnchanged(plain)
}
const ENCLOSED = /(?:添付|別添|同封|訂正版|改訂版)|\b(?:attached|enclosed)\b/i
const isEnclosed = says(ENCLOSED, 'enclosed')

/** What was always right is forbidden now. */
const OLD_ACCOUNT =
  /\b(?:do not|don.?t|never)\b[^.\n]{0,40}\b(?:old|previous|former|usual) (?:bank )?account\b|(?:旧|従来の|これまでの|以前の)(?:お?振込)?口座[^。\n]{0,20}(?:しない|なさらない|振り?込まない|使用でき|ご利用いただけ|返金|組戻)|neplaťte[^.\n]{0,40}původní|nie (?:płacić|wpłacać)[^.\n]{0,40}(?:star|poprzedni)|nicht[^.\n]{0,30}(?:alte|bisherige)[ns]? konto/i
export const forbidsOldAccount = (text: string) => OLD_ACCOUNT.test(seenText(text))

/** Too much was paid, they say, or twice, or to the wrong one, … */
const PAID_TOO_MUCH = anyOf(
  /誤って[^。]{0,40}(?:送金|振り?込|入金|支払)|誤送金|過(?:剰|払)[^。]{0,10}(?:送金|入金|支払)|過払い|(?:[二2２]重|重複(?:して)?|[二2２]回)[^。\n]{0,12}(?:送金|振り?込|入金|支払)|(?:送金|振り?込み?|入金|支払い?)[^。\n]{0,16}(?:[二2２]重|重複|[二2２]回|多く|多すぎ)/,
  /\boverpa(?:id|yment)\b|\bpaid too much\b|\b(?:by mistake|in error|accidentally|inadvertently|mistakenly)\b[^.]{0,60}\b(?:sent|paid|transferred|wired|settled|remitted)\b|\b(?:sent|paid|transferred|wired|settled|remitted|executed)\b[^.]{0,60}\b(?:by mistake|in error|twice|in duplicate|a second time)\b|\b(?:duplicate|double|second) (?:payment|transfer|remittance)\b|\bpaid\b[^.\n]{0,40}\b(?:two times|double)\b/,
)
const hasPaidTooMuch = says(PAID_TOO_MUCH, 'paidTooMuch')
/** … and is to come back, … */
const PAID_BACK = anyOf(
  /返金|差額|払い?戻|返還|ご?返送金|組み?戻/,
  /\b(?:refund(?:ed|s)?|reimburse\w*|(?:return|send|pay|transfer|wire)\b[^.]{0,40}\b(?:back|difference|balance|excess|remainder|surplus|amount|sum|duplicate|second payment))\b/,
)
const wantsPaidBack = says(PAID_BACK, 'paidBack')
/** … but not to where it came from. */
const PAYER_GONE = anyOf(
  /(?:振り?込み?元|送金元|支払い?元|元の|当初の|旧|お?振り?込み?に(?:使|用い|利用し)[^。\n]{0,6})[^。\n]{0,4}口座[^。\n]{0,24}(?:解約|閉鎖|閉じ|廃止|使え|使用でき|利用でき|受け?取れ|受け?付け|凍結|ではなく)/,
  /\b(?:original|paying|sending|sender|source|remitting|originating|ordering|old|previous|former)\b[^.\n]{0,16}\baccount\b[^.\n]{0,60}\b(?:closed|dissolved|terminated|discontinued|cancel\w+|no longer|not? (?:active|exist\w*)|frozen|blocked|can ?not|can.t|unable)\b|\baccount\b[^.\n]{0,30}\b(?:it|we|payment|transfer|money|funds)\b[^.\n]{0,16}\b(?:came|paid|sent|went|made)\b[^.\n]{0,8}\bfrom\b[^.\n]{0,40}\b(?:closed|terminated|cancel\w+|no longer|frozen|blocked|can ?not)\b|\bnot to the (?:original|paying|sending|source) account\b/,
)
const isPayerGone = says(PAYER_GONE, 'payerGone')

/** More is to be charged to a card than is owed, and handed on to a third: the card is stolen, and the bank takes it all back. */
const CHARGED_ON = anyOf(
  /\bcharge\b[^.\n]{0,30}\bcards?\b[^.\n]{0,80}\b(?:plus|extra|additional|more|on top)\b[^\n]{0,160}\b(?:forward|send|transfer|wire|remit|pay|hand)\b[^\n]{0,100}\b(?:driver|agent|guide|organi[sz]er|caterer|agency|shipper|mover|third|him|her|them)\b/,
  /カード[^。\n]{0,40}(?:上乗せ|多め|余分|加え)[^\n]{0,120}(?:振り?込|送金|渡)[^。\n]{0,40}/,
  /\bcards?\b[^\n]{0,200}\b(?:typed?|entered|gave|charged|donat\w+|paid)\b[^\n]{0,160}\b(?:return|refund|send back|pay back)\b[^.\n]{0,60}\bby (?:bank )?transfer\b[^.\n]{0,40}\b(?:account)\b/,
)
export const passesOnFromCard = (text: string) => CHARGED_ON.test(seenText(text))

export const asksBackElsewhere = (text: string): boolean =>
  hasPaidTooMuch(text) &&
  wantsPaidBack(text) &&
  hasAccountNumber(text) &&
  (isPayerGone(text) || (namesAnotherAccount(seenText(text)) && !isUnchanged(seenText(text))))
/** By a stranger, who does not say whose account it is. */
export const asksBackInHaste = (text: string) =>
  hasPaidTooMuch(text) && wantsPaidBack(text) && hasAccountNumber(text) && asksHaste(text)
