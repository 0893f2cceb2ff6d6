/**
 * What a phishing mail says whatever service it names: what is lost if nothing is done, what may be had for one's bank details, whose
 * password it wants. Pure reasoning over text as the eye reads it; who may say so is judged in src/detect/mail/lures-threats.ts.
 */
import { says, seenText } from './pretext.ts'

const joined = (...sources: string[]) => new RegExp(sources.join('|'), 'i')

/** Something that the reader has is stopped, locked, deleted, or costs more. */
const LOSS = joined(
  '(停止|凍結|失効|削除|抹消|ロック|解約|差し?押さ?え)(いた|致|さ|し|と|に|予定)[^。\\n]{0,12}(ます|れる|なり)|(割増|延滞|追徴)(金|料金)|利用でき(ません|なく)|[一1]時停止|利用制限',
  '\\b(suspended|suspension|terminat\\w+|deactivat\\w+|locked|disabled|deleted|limited|restricted|forfeit\\w*|surcharges?|late fees?|legal action)\\b',
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
  /(お?心当たり|身に覚え)[^。\n]{0,8}(な|無)|\bif (this|it) was ?n[o']t( you)?\b|\bdid ?n[o']t (you )?(do|request|make) this\b/i
const isNotYou = says(NOT_YOU, 'notYou')
/** … and that doing nothing costs the account: a genuine notice lets it rest. */
const ELSE_LOST =
  /(確認|手続き?|ログイン|対応|変更)(が)?(され|し|いただけ|でき|行わ)ない場合[^。\n]{0,40}(ロック|停止|削除|制限|凍結)|\b(otherwise|or else|failure to|if you (do not|don't|fail to))\b[^.\n]{0,80}\b(lock|locked|suspend\w*|delet\w+|disabl\w+|terminat\w+|restrict\w+)/i
const isElseLost = says(ELSE_LOST, 'elseLost')
export const raisesFalseAlarm = (text: string) => isNotYou(text) && isElseLost(text)

/** The password of the reader's mail or office, typed at somebody else's page; or a paper that opens after a sign-in with another's account. */
const OTHERS_PASSWORD = joined(
  '(メール(アドレス|アカウント)?|会社|社内|大学|職場|社用|業務用?|現在)の?\\s?(アカウント|(アドレスと)?(メールの)?パスワード)(を(入力|使)|で(の)?\\s?(ログイン|サインイン|認証|本人確認|ご?確認(?:して|くだ)))|メールアドレスと(メールの)?パスワードで|(大学|会社|社内|職場|勤務先|(ご)?所属(機関)?)の(もの|アカウント|ID)[^。\\n]{0,20}(利用|使用|ログイン|サインイン)|メールアカウントで(の)?(ログイン|サインイン|認証)|(?:学校|大学|会社|職場|法人|病院|団体|業務用?|貴[校社団院]|ご?所属)の?(?:メール)?(?:アドレス|アカウント)で(?:の)?\\s?(?:ログイン|サインイン)',
  '\\b(?:open|read|view|access|see)\\b[^.\\n]{0,20}\\b(?:with|using) your (?:company|corporate|work|office|institutional|university) (?:e-?mail )?account\\b|\\b(log|sign) ?in (with|using) your (e-?mail (address )?and|(institutional|university|company|corporate|work|office|webmail|e-?mail) )(password|account|credentials|login)?|\\byour (institutional|university|corporate|webmail|e-?mail) password\\b|\\b(log|sign) ?in with your (google|microsoft|outlook|gmail|apple|yahoo) account to (read|view|open|see|access)\\b|\\b(?:it|page|site|hub|portal) (?:will|may|might) (?:ask|prompt)\\b[^.\\n]{0,20}\\byour (?:microsoft|google|office|work|company)\\b[^.\\n]{0,16}\\b(?:sign[- ]?in|log-?in|account|password|credentials)\\b',
)
export const wantsOthersPassword = says(OTHERS_PASSWORD, 'othersPassword')

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
const PRIVATE_ADDRESS =
  /個人(?:用)?の?(?:メール)?アドレス|私用の?(?:メール)?アドレス|プライベートの?(?:メール)?アドレス|\b(?:personal|private) (?:e-?mail|gmail|address)|private[ns]? (?:e-?mail|adresse)|adresse (?:personnelle|privée)|(?:correo|e-?mail|indirizzo) (?:personal|privad|personale|privat)|soukrom\S+ e-?mail|prywatn\S+ (?:adres|e-?mail)|个人邮箱|個人信箱|私人邮箱|개인 (?:이메일|메일)|личн\S+ (?:почт|адрес)/i
const FILTERED =
  /フィルタ|ブロック|弾かれ|届か(?:な|ず)|迷惑メール|容量制限|\bfilter(?:s|ed)?\b|\bblock(?:s|ed|ing)?\b|\bbounce[sd]?\b|\bspam\b|firewall|blockier|filtr|bloqu|过滤|過濾|拦截|필터|차단|фильтр/i
export const asksForPrivateAddress = (text: string) =>
  PRIVATE_ADDRESS.test(seenText(text)) && FILTERED.test(seenText(text))

/** Whom to write to next: lists of people, and who cares for the computers. */
const ROSTER =
  /(?:名簿|連絡先(?:の)?一覧|連絡網|組織図|内線(?:表|番号表)|職員録|電話番号表)[^。\n]{0,60}(?:お送り|送付|送って|ご?提供|ご?共有|いただけ|教え)|(?:情報システム|ネットワーク|サーバー?|メール)の?(?:ご?担当者?|管理者)[^。\n]{0,24}(?:お?名前|氏名|連絡先)|\b(?:send|share|provide|forward|need)\b[^.\n]{0,60}\b(?:(?:staff|employee|contact|phone|member|personnel) (?:list|directory|roster)|org(?:ani[sz]ation(?:al)?)? chart)\b|\b(?:name|contact)\w*\b[^.\n]{0,40}\b(?:it|network|system|e-?mail) (?:administrator|admin|manager)\b|(?:mitarbeiter|telefon|kontakt)liste|organigramm\w*[^.\n]{0,40}(?:senden|schicken|übermitteln|zukommen)|namen (?:des|der|ihres) (?:\S+ ){0,2}administrator|(?:liste du personnel|organigramme)[^.\n]{0,40}(?:envoy|transm)|(?:balance (?:âgée|clients)|debitorenliste|offene-posten-liste|aging report|aged (?:debtors|receivables)[^.\n]{0,20}(?:list|report)|売掛(?:金)?(?:残高)?一覧|得意先(?:一覧|リスト))|(?:通讯录|通訊錄|员工名单|員工名單|组织架构图|組織架構圖)[^。\n]{0,20}(?:提供|发|發|寄)|(?:提供|发送|發送|寄)[^。\n]{0,20}(?:通讯录|通訊錄|员工名单|員工名單)|(?:직원 명단|연락처 목록|비상연락망|조직도)[^.\n]{0,24}(?:보내|공유|제공)/i
export const asksForRoster = (text: string) => ROSTER.test(seenText(text))

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
