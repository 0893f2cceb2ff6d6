/**
 * What a phishing mail says whatever service it names: what is lost if nothing is done, what may be had for one's bank details, whose
 * password it wants. Pure reasoning over text as the eye reads it; who may say so is judged in src/detect/mail/lures-threats.ts.
 */
import { anyOf, inOneSentence } from '../../mail/languages/language.ts'
import { wantsStaffPapers } from '../../mail/wants.ts'
import { asks, says, seenText } from './pretext.ts'

const joined = (...sources: string[]) => new RegExp(sources.join('|'), 'i')

/** Something that the reader has is stopped, locked, deleted, or costs more. */
const LOSS = anyOf(
  /(?:停止|凍結|失効|削除|消去|抹消|ロック|解約|解除|差し?押さ?え|返送|打ち切)(?:いた|致|さ|し|と|に|予定|ら)[^。\n]{0,12}(?:ます|れる|なり)|供給を止め|契約を解除|(?:割増|延滞|追徴|違約)(?:金|料金)|(?:利用|使用)でき(?:ません|なく)|[一1]時停止|利用制限|法的(?:手続|措置)|強制執行|信用情報/,
  /\b(?:suspended|suspension|terminat\w+|deactivat\w+|locked|disabled|deleted|erased|revoked|disconnected|cut off|limited|restricted|forfeit\w*|surcharges?|late fees?|legal (?:action|steps|proceedings)|(?:debt )?collection agency|returned to (?:the )?sender)\b|\b(?:additional (?:fees|charges|costs)|penalty) will be\b|\b(?:account|membership|access|service)\b[^.\n]{0,16}\b(?:will be|be) (?:closed|cancell?ed)\b|\bclose your account\b|\blose (?:all (?:of )?)?your (?:data|files|access|account)\b/,
)
export const threatensLoss = says(LOSS, 'loss')

/** By a day or within hours; a real bill has a day, too: never alone. */
const BY_WHEN = joined(
  '\\d{1,2}日(\\s?[(（].[)）])?\\s?(まで|です|が(期限|締切))|\\d{1,2}\\s*時間以内|(本日|今日|月末|期日|期限)(中|限り|まで|内|を過ぎ|が期限)?|(いただけ|され|行わ|し|が)ない場合|直ちに|至急',
  '\\b(within|in) (the next )?\\d{1,2} ?(hours?|hrs?|days?)\\b|\\bby (\\d{1,2}(st|nd|rd|th)? \\w{3,9}|\\w{3,9} \\d{1,2}|(mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow)\\b|\\b(immediately|otherwise|to avoid|failure to|today)\\b',
)
export const hasLimit = says(BY_WHEN, 'byWhen')

/** The reader is to do something at the link. */
const ACT = joined(
  '(支払|更新|本人確認|再?認証|登録|入力|手続|ログイン|確認|解除|受け?取)[^。\\n]{0,20}(して|ください|下さい|行って|お願い|が必要)|お?支払い?(手続き?|はこちら)|が確認でき(ておりません|ません)',
  '\\b(confirm|verify|update|sign in|log ?in|pay|secure|validate|restore|reactivate)\\b',
)
export const demandsAct = says(ACT, 'act')

/** Money or points that one did not ask for. */
const WINDFALL = joined(
  '(還付|給付|補償|払い?戻し?|返金|当選|賞金|懸賞|ポイント)[\\s\\S]{0,60}(発生|対象|付与|当選|円|失効|獲得)|過誤納|当選',
  '\\b(refund|rebate|compensation|reimbursement|prize|reward|unclaimed|overpa(id|yment))\\b',
)
/** What a real payer has already or asks for on paper. */
const DETAILS = joined(
  '(カード|口座|クレジット|銀行|マイナンバー|個人番号|運転?免許証?|暗証番号)(番号|情報)?[^。\\n]{0,24}(登録|入力|更新|提出|ご?記入)',
  '\\b(card|bank|account|billing) (details|information|number|data)\\b|\\bsocial security\\b',
)
export const asksForDetails = says(DETAILS, 'details')
export const offersWindfall = says(WINDFALL, 'windfall')
/** A licence, a card and a citizen's number in one form: no office wants both by a link. */
export const asksForIdentity = (text: string) =>
  /(マイナンバー|個人番号|免許証)[^。\n]{0,24}(カード|口座)|(カード|口座)[^。\n]{0,24}(マイナンバー|個人番号|免許証)/.test(
    seenText(text),
  )

/** A notice of a sign-in, key or setting that says what to do if it was somebody else. */
const NOT_YOU =
  /(お?心当たり|身に覚え|覚え)[^。\n]{0,8}(な|無)|ご?本人(?:様)?の?操作で(?:は)?ない|\bif (this|it) was ?n['’o]t( you)?\b|\b(?:was|were) ?n['’o]t you\?|\bif you do(?: not|n['’]t) recogni[sz]e\b|\bdid ?n[o']t (you )?(do|request|make) this\b/i
const isNotYou = says(NOT_YOU, 'notYou')
/** … and that doing nothing costs the account: a genuine notice lets it rest. */
const ELSE_LOST =
  /(確認|手続き?|ログイン|対応|変更)(が)?(され|し|いただけ|でき|行わ|取れ|ござい|い(?:ただけ)?)?(?:ない|ません)(?:場合|とき|と)[^。\n]{0,40}(ロック|停止|削除|制限|凍結)|\b(otherwise|or else|failure to|failing to|if you (do not|don't|fail to)|or it)\b[^.\n]{0,80}\b(lock|locked|suspend\w*|delet\w+|disabl\w+|terminat\w+|restrict\w+)/i
const isElseLost = says(ELSE_LOST, 'elseLost')
export const raisesFalseAlarm = (text: string) => isNotYou(text) && isElseLost(text)

/** The password of the reader's mail or office, typed at somebody else's page; or a paper that opens after a sign-in with another's account. */
const OTHERS_PASSWORD = anyOf(
  /(?:[会社所局校園院店署]|協会|組合|事務所|事務局|いつも|普段|仕事用?)の(?:メール)?(?:アドレス|アカウント|ID)(?:と|・|、|及び|および)(?:その|いつもの|メールの)?パスワードで[^。\n]{0,8}(?:開|入れ|入り|見|閲覧|書き|編集|ログイン|サインイン|確認)/,
  /\b(?:opens?|view|log in|sign in|enter|edit|read|see)\b[^.\n]{0,40}\b(?:your|the|our) (?:work|office|usual|company|firm|association|normal|house) (?:e-?mail )?(?:address|account|log-?in) and (?:its |the )?password\b/,
  /(?:いつもの|普段の|お使いの)?メールの?パスワードを?(?:ご?入力|入れて)|(?:社員|職員|社用|業務)用?アカウントで(?:の|の?ご)?(?:ログイン|サインイン)/,
  /\b(?:company|corporate|work|office|business|university) (?:e-?mail |account )?(?:log-?in|password|credentials)\b[^.\n]{0,30}\b(?:open|view|read|see|access)\b[^.\n]{0,24}\b(?:document|file|message|voice ?mail|attachment|fax|statement|listen)/,
  /\be-?mail and e-?mail password\b|\benter the password of your (?:mailbox|e-?mail|account at work)\b/,
  /(?<!登録の)(?:メール(?:アドレス|アカウント)?|会社|社内|大学|職場|社用|業務用?|現在)の?\s?(?:アカウント|(?:アドレスと)?(?:メールの)?(?:ID[・と])?パスワード)(?:を(?:ご?入力|使)|で(?:の)?\s?(?:ログイン|サインイン|認証|本人確認|ご?確認(?:して|くだ)))|(?<!登録の)メールアドレスと(?:メールの)?パスワードで|(?:大学|会社|社内|職場|勤務先|(?:ご)?所属(?:機関)?)の(?:もの|アカウント|ID)[^。\n]{0,20}(?:利用|使用|(?:ログイン|サインイン)(?!され))/,
  /メールアカウントで(?:の)?(?:ログイン|サインイン|認証)|(?:学校|大学|会社|職場|法人|病院|団体|業務用?|貴[校社団院]|ご?所属)の?(?:メール)?(?:アドレス|アカウント|メール)で(?:の)?\s?(?:ログイン|サインイン|(?:本人)?認証)|(?:学内|社内|社用|会社|大学|職場|組織)の?(?:メール)?の?(?:パスワード|認証情報|アカウント(?:情報|とパスワード))[^。\n]{0,4}(?:ご?入力|使)/,
  /\b(?:open|read|view|access|see)\b[^.\n]{0,20}\b(?:with|using) your (?:company|corporate|work|office|institutional|university) (?:e-?mail )?account\b|\b(?:log|sign) ?in (?:with|using) your (?:(?:e-?)?mail (?:address )?and|(?:institutional|university|company|corporate|work|office|webmail|e-?mail) )(?:password|account|credentials|login)?|\byour (?:institutional|university|corporate|webmail|mailbox|e-?mail) (?:password|credentials)\b/,
  /\b(?:log|sign) ?in with your (?:google|microsoft|outlook|gmail|apple|yahoo) account to (?:read|view|open|see|access)\b|\b(?:open|read|view|access|see|download)\w*\b[^.\n]{0,40}\b(?:sign|log)(?:ging|ing)? ?in (?:with|using|through) your (?:microsoft|office|google|outlook|gmail|professional|business)\b|\b(?:log|sign) ?in with your (?:professional|business) e-?mail to\b/,
  /\b(?:us(?:e|ing)|enter(?:ing)?|type|confirm|validate|verify)\b[^.\n]{0,12}\byour (?:work|company|corporate|business|office ?365|outlook) (?:(?:e-?mail|user ?name|log-?in) and )?(?:password|credentials)\b|\bauthenticat(?:e|ion) with your (?:company|corporate|work|business|university|institutional|office ?365) (?:e-?mail|account|credentials)\b|\brequires? your (?:corporate|company|work|office ?365) (?:log-?in|credentials|password)\b|\bpassword you use for (?:outlook|your (?:e-?mail|mailbox|office|windows|work))\b/,
  /\b(?:it|page|site|hub|portal) (?:will|may|might) (?:ask|prompt)\b[^.\n]{0,20}\byour (?:microsoft|google|office|work|company)\b[^.\n]{0,16}\b(?:sign[- ]?in|log-?in|account|password|credentials)\b/,
  inOneSentence(
    [
      /(?:会社|社用|職場|業務用?|大学)の?(?:メール|Microsoft|Google)の?(?:アカウント|ID)/,
      /サインイン|ログイン|パスワード/,
      /閲覧|中身|内容|開[くきい]|確認/,
    ],
    /ません|ないで/,
  ),
  inOneSentence(
    [
      /\b(?:mailbox|webmail|work|company|corporate|organi[sz]ational|office ?365) (?:e-?mail )?(?:password|credentials|account|log-?in)\b/,
      /\b(?:sign|log)(?:ging)?[ -]?(?:in|on)\b|\b(?:enter|confirm|verify|authenticate|validate)\b/,
      /\b(?:release|unlock|open|view|review|read|listen|retrieve|unblock)\b/,
    ],
    /\bnever\b|single sign|\bsso\b|\bportal\b/,
  ),
)
/** What the second factor asks is to be nodded through: whoever lays such a page signs in himself meanwhile. */
const PROMPT_APPROVED = anyOf(
  /(?:スマートフォン|スマホ|携帯|お?電話|端末|認証アプリ|authenticator)[^。\n]{0,30}(?:通知|確認|要求|表示|番号)[^。\n]{0,20}(?:承認|許可|タップ|「はい」|応答|選)/,
  /\b(?:approve|confirm|accept|allow|acknowledge|tap)\b[^.\n]{0,40}\b(?:prompt|request|notification|message|query|number)\b[^.\n]{0,40}\b(?:phone|mobile|authenticator|app|device)\b|\b(?:prompt|request|notification)\b[^.\n]{0,40}\b(?:phone|mobile|authenticator)\b[^.\n]{0,30}\b(?:approve|confirm|accept|allow)/,
  /(?:bestätig|genehmig|akzeptier)\w*[^.\n]{0,40}(?:abfrage|anfrage|aufforderung|meldung|anmeldung)[^.\n]{0,40}(?:telefon|handy|smartphone|mobil|app\b)|(?:handy|smartphone|telefon)[^.\n]{0,30}(?:abfrage|anfrage|aufforderung|meldung)[^.\n]{0,20}(?:bestätig|genehmig)/,
  /(?:approuv|valid|confirm|accept)\w*[^.\n]{0,40}(?:demande|notification|invite)[^.\n]{0,40}(?:téléphone|mobile|application)|(?:aprueb|apruebe|confirm|acept)\w*[^.\n]{0,40}(?:solicitud|notificación|aviso)[^.\n]{0,40}(?:teléfono|móvil|aplicación)|(?:approv|conferm|accett)\w*[^.\n]{0,40}(?:richiesta|notifica)[^.\n]{0,40}(?:telefono|cellulare|app\b)/,
  /(?:bevestig|keur)\w*[^.\n]{0,40}(?:verzoek|melding)[^.\n]{0,40}(?:telefoon|mobiel|app\b)|(?:zatwierd|potwierd)\S*[^.\n]{0,40}(?:powiadomieni|żądani|prośb|monit)\S*[^.\n]{0,40}(?:telefon|aplikacj)|(?:aprov|confirm)\w*[^.\n]{0,40}(?:pedido|notificação|solicitação)[^.\n]{0,40}(?:telefone|telemóvel|celular|aplicação)/,
  /(?:手机|手機)[^。\n]{0,20}(?:通知|提示|请求|請求)[^。\n]{0,12}(?:批准|确认|確認|同意|允许|允許)|(?:휴대폰|휴대전화|스마트폰|앱)[^.\n]{0,20}(?:알림|요청)[^.\n]{0,12}(?:승인|확인|허용)|(?:подтверд|одобр)\S*[^.\n]{0,40}(?:запрос|уведомлени)\S*[^.\n]{0,30}(?:телефон|приложени)/,
)
export const wantsPromptApproved = (text: string) => PROMPT_APPROVED.test(seenText(text))

export const wantsOthersPassword = asks(OTHERS_PASSWORD, 'othersPassword')

/** A task for somebody whom a recruiter has found: fetch this and run it. */
const HIRES =
  /\b(assessment|coding (test|challenge|task)|take.?home|interview|recruit\w*|hiring|candidate|position|role)\b|採用|選考|面接|課題|スキルチェック|求人/i
const RUNS =
  /\b(npm|yarn|pnpm|pip3?|cargo|go) (ci|install|run|start|build)\b|\bgit clone\b|\b(clone|run|execute|build|start|launch)\b[^.\n]{0,50}\b(repo(sitory)?|project|code|script|viewer|installer)\b|(リポジトリ|プロジェクト|コード|スクリプト)[^。\n]{0,30}(実行|起動|クローン|クロ－ン)/i
export const hasCodeRun = (text: string) => HIRES.test(seenText(text)) && RUNS.test(seenText(text))

/** Work at home for anybody, an hour or two a day, gone on with in a chat: no employer hires so. */
const EASY_WORK = joined(
  '(?:在宅|自宅|副業|スキマ時間)[\\s\\S]{0,120}(?:未経験|経験(?:は)?(?:不問|不要)|誰でも|1日\\s?\\d|時給|日給|月収|日収)',
  '\\b(?:work(?:ing)? from home|remote (?:job|work)|part.time)\\b[\\s\\S]{0,200}\\b(?:no experience|hours? (?:a|per) day|per (?:day|week|month)|(?:daily|weekly) pay)\\b',
)
const isEasyWork = says(EASY_WORK, 'easyWork')
const A_CHAT = /\b(?:whats ?app|telegram|signal|wechat|viber|zalo|line)\b|微信|카카오톡|ライン|телеграм/i
export const offersEasyWork = (text: string) => isEasyWork(text) && A_CHAT.test(seenText(text))

/** Who asks for the reader's knowledge first: nothing is attached until he has answered. */
const ASKS_OPINION =
  /取材|インタビュー|ご?意見(を|聴取)|寄稿|質問(票|状)|コメントを|講演|対談|\b(interview|your (comments?|opinions?|insights?|views|thoughts)|questionnaire|contribute|op-?ed|panel(l)?ist|discussant)\b|采访|访谈|约稿|인터뷰|자문|기고|интервью|комментари/i
export const asksForOpinion = (text: string) => ASKS_OPINION.test(seenText(text))
/** The talk is to go on where the office's filters see nothing. */
const PRIVATE_ADDRESS = anyOf(
  /\b(?:address|one|mailbox|inbox|account)\b[^.\n]{0,16}\byou\b[^.\n]{0,8}\b(?:read|use|check|open)\b[^.\n]{0,12}\b(?:privately|at home|personally)\b|\baddress outside (?:the|your) (?:office|university|institute|ministry|organi[sz]ation)|(?:ご自宅|個人的に|私的に)[^。\n]{0,12}(?:お使い|ご覧|読ま)[^。\n]{0,8}アドレス/,
  /個人の?gmail|private mailadresse/,
  /(?:個人|私用|プライベート|ご?自宅)(?:用)?の?(?:な)?(?:メール)?アドレス|個人用?(?:の)?Gmail/,
  /\b(?:(?:personal|private) (?:e-?mail|gmail|address)|(?:home|non-work) e-?mail)(?!s\b)|\byour gmail\b|\bfrom your (?:personal|private) account\b/,
  /private[ns]? (?:e-?mail|adresse)|privé-?e-?mail|adresse (?:personnelle|privée|gmail)|(?:correo|e-?mail|indirizzo) (?:personal|privad|personale|privat)|soukrom\S+ e-?mail|prywatn\S+ (?:adres|e-?mail)|личн\S+ (?:почт|адрес)/,
  /个人邮箱|個人信箱|私人(?:邮箱|信箱)|개인 (?:이메일|메일)/,
)
const FILTERED = anyOf(
  /\b(?:servers?|systems?|gateways?|mail)\b[^.\n]{0,20}\b(?:drops?|loses?|swallows?|eats?|discards?|delays?|holds? back|strips?)\b|(?:サーバー?|システム)[^。\n]{0,16}(?:届き|届か|遅れ|消え|はじか|落ち)/,
  /フィルタ|ブロック|弾かれ|届か(?:な|ず)|迷惑メール|容量制限|受信でき(?:な|ませ)|添付[^。\n]{0,8}(?:消え|削除され)|エラーで戻/,
  /\bfilter(?:s|ed)?\b|\bblock(?:s|ed|ing)?\b|\bbounce[sd]?\b|\bspam\b|\breject(?:s|ed|ing)?\b|firewall/,
  /blockier|geblockt|blokkeer|blocca|filtr|bloqu|过滤|過濾|拦截|退信|필터|차단|스팸|фильтр/,
)
/** An office that wants work kept apart from home. */
const FOR_WORK_ONLY =
  /(?:個人|私用)[^。\n]{0,12}アドレス(?:で|を|へ|に)[^。\n]{0,30}(?:しない|使わない|禁止|お?控え|転送しない)|\b(?:do not|don.t|never|must not)\b[^.\n]{0,24}\b(?:personal|private|home) e-?mail|\buse your work (?:e-?mail|address)|\b(?:personal|private) e-?mail addresses are\b/i
export function asksForPrivateAddress(text: string): boolean {
  const plain = seenText(text)
  return PRIVATE_ADDRESS.test(plain) && FILTERED.test(plain) && !FOR_WORK_ONLY.test(plain)
}

/** Whom to write to next: lists of people and of who owes money, and who cares for the computers. */
const ROSTER = anyOf(
  /連絡先一覧表?[^。\n]{0,12}(?:頂戴|いただ|送)|(?:全職員|全社員|全員|社員|職員)の(?:メール)?アドレス[^。\n]{0,20}(?:送|提供|共有|いただ|教え)/,
  /\b(?:send|share|let me have|give me|e-?mail me|forward)\b[^.\n]{0,24}\b(?:everyone|everybody|all (?:staff|employees|colleagues))\b[^.\n]{0,30}\b(?:e-?mails?|addresses|extensions|numbers)\b|\b(?:staff|employee) directory\b[^.\n]{0,24}\?/,
  /liste aller mitarbeiter|(?:liste|coordonnées) des (?:employés|salariés|collaborateurs)[^.\n]{0,30}(?:adresse|mail|téléphone)|listado del? personal|(?:lista|elenco) dei dipendenti[^.\n]{0,30}(?:e-?mail|indirizz|telefon)/,
  /직원 연락처[^.\n]{0,16}(?:보내|공유)|(?:员工|員工)名[单單冊][^。\n]{0,6}(?:发|發|给|給)/,
  /(?:(?<!参加者)名簿|(?:社員|職員|従業員|顧客)の?(?:連絡先)?(?:一覧|リスト)|連絡先(?:の)?一覧|連絡網|組織図|内線(?:表|番号表)|職員録|電話番号表|(?:社員|職員|従業員)(?:全員)?の源泉徴収票)[^。\n]{0,60}(?:お?送り(?!し|いた(?!だ))|送付(?!し|いた(?!だ))|送って|ご?提供|ご?共有|いただけ|教え|ご教示)|(?:全従業員|全社員|全職員)[^。\n]{0,30}一覧[^。\n]{0,12}(?:必要|ください|お願い)/,
  /(?:情報システム|システム|ネットワーク|サーバー?|メール|経理)の?(?:ご?担当(?:者)?|管理者)(?:の方)?[^。\n]{0,24}(?:お?名前|氏名|連絡先)(?!を(?:添|記))/,
  /(?:売掛(?:金)?(?:残高)?|未回収の?請求先?|未収金)の?(?:一覧|年齢表|リスト)[\s\S]{0,120}(?:送って|送りくだ|送付くだ|提供|共有|ください|いただ|お願い)|得意先(?:一覧|リスト)/,
  /\b(?:send|share|provide|forward|need|e-?mail me|have)\b[^.\n]{0,60}\b(?:(?:staff|employee|contact|phone|member|personnel|extension) (?:list|directory|roster)|org(?:ani[sz]ation(?:al)?)? chart|w-?2(?: forms?| copies)?\b[^.\n]{0,24}\bemployees?|list of (?:all |our )?(?:staff|employees|outstanding invoices)|spreadsheet of (?:our |all )?(?:staff|employees))\b/,
  /\b(?:names?|contact (?:details|information|person))\b[^.\n]{0,40}\b(?:it|network|system|e-?mail) (?:administrator|admin|manager)\b|\bnames? of those in (?:accounts payable|finance|accounting)\b|\bwho is (?:in charge of|responsible for) (?:your )?it\b|\baging report|\baged (?:debtors|receivables)[^.\n]{0,20}(?:list|report)/,
  /(?:mitarbeiter|telefon|kontakt|durchwahl)liste[^.\n]{0,40}(?:send|schick|zukommen|e-mail)|(?:send|schick)[^.\n]{0,40}(?:mitarbeiter|telefon|kontakt|durchwahl)liste|organigramm\w*[^.\n]{0,40}(?:senden|schicken|übermitteln|zukommen)|namen (?:des|der|ihres) (?:\S+ ){0,2}administrator|wer ist bei ihnen für die (?:it|edv)|debitorenliste|offene-posten-liste/,
  /(?:liste du personnel|organigramme)[^.\n]{0,40}(?:envoy|transm)|(?:envoy|transm)[^.\n]{0,30}(?:liste du personnel|organigramme)|balance (?:âgée|clients)|qui est (?:le|votre) responsable informatique/,
  /(?:invi|mand)\w*[^.\n]{0,24}(?:elenco del personale|organigramma)|env[ií]\w*[^.\n]{0,24}(?:lista de (?:empleados|funcionários)|organigrama)|(?:personeelslijst|organogram)[^.\n]{0,40}(?:sturen|stuur|mailen)|(?:stuur|sturen)[^.\n]{0,24}(?:personeelslijst|organogram)|przesła\w*[^.\n]{0,24}list\w* pracowników|пришлите[^.\n]{0,30}список сотрудников/,
  /(?:通讯录|通訊錄|员工名单|員工名單|員工名冊|组织架构图|組織架構圖)[^。\n]{0,20}(?:提供|发|發|寄)|(?:提供|发送|發送|寄)[^。\n]{0,20}(?:通讯录|通訊錄|员工名单|員工名單|員工名冊|员工的姓名|員工的姓名)/,
  /(?:직원 명단|연락처 목록|비상연락망|조직도)[^.\n]{0,24}(?:보내|공유|제공)/,
  inOneSentence([/部署|氏名|職員|社員/, /メール|連絡先|内線/, /一覧|リスト/, /いただけ|送って|お送りくだ|ください/]),
  /\b(?:share|send)\b[^.\n]{0,16}\bcontact list\b|(?:adress|envoy|transm)\w*[^.\n]{0,16}(?:liste|fichier) d(?:es|u) (?:salariés|personnel|employés)|(?:发|發|寄|提供)[^。\n]{0,6}(?:员工|員工)(?:通讯录|通訊錄)/,
)
export const asksForRoster = (text: string) => ROSTER.test(seenText(text)) || wantsStaffPapers(seenText(text))

/** An employer that gives its people addresses of its own. */
const EMPLOYS =
  /新聞|放送|テレビ|通信社|省\s|(外務|防衛|財務|経済産業|文部科学|国土交通|総務|法務)省|内閣|大使館|領事館|(調査|研究)局|\b(NHK|reuters|bloomberg|associated press|AFP|BBC|CNN|VOA|embassy|consulate|ministry|news(paper)?|times|broadcasting)\b|通讯社|电视台|外交部|大使馆|일보|방송|통신사|외교부|대사관/i
export const namesEmployer = (name: string) => EMPLOYS.test(seenText(name))

/** Offices and firms whose kind of domain is known: a Japanese bank under `.com` is none. */
const JAPANESE_OFFICE =
  /税務署|[県都道府国市]税|年金(機構|事務所)|[市区町村]役[所場]|[都県]庁|警察|裁判所|公社|公団|給付金|還付金|マイナ(ンバー|ポータル|ポイント)|電子申請|運輸局|銀行|信用金庫|しんきん|信金|信用組合|農協|労働?金庫|ガス|電力|水道|大学|健康保険組合|協会けんぽ|共済組合/
const FOREIGN_OFFICE =
  /\b(finanzamt|steueramt|zollamt|imp[ôo]ts|caisse|tr[ée]sor public|tributi|agenzia|hacienda|agencia tributaria|receita|tax (office|authority|service)|revenue|toll (service|authority)|dmv|customs)\b|税务局|국세청|홈택스|налогов/i
const OFFICIAL = /(?:^|\.)(?:gov|gouv|gob|go|gc|govt|admin|bund|lg|bank)(?:\.[a-z]{2})?$|\.(?:gov|mil|int|eu|bank)$/i
/** A town's or prefecture's office or board of education, elsewhere than in the names that Japan keeps for them. */
const MUNICIPAL = /教育委員会|[市区町村]役[所場]|[都県]庁|消防(?:本部|署|局)|[市県]警|警察署/
export const fitsNoMunicipality = (name: string, domain: string) =>
  MUNICIPAL.test(seenText(name)) &&
  !/\.(?:lg|go|ed)\.jp$|(?:^|\.)(?:city|pref|town|vill|metro)\.[a-z0-9.-]+\.jp$/.test(domain)

/** The sender's name claims an office, and the domain is not of the kind that such an office has. */
export function fitsNoOffice(name: string, domain: string): boolean {
  const plain = seenText(name)
  if (JAPANESE_OFFICE.test(plain)) return !domain.endsWith('.jp') && !OFFICIAL.test(domain)
  return FOREIGN_OFFICE.test(plain) && !OFFICIAL.test(domain)
}
