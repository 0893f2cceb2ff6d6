/**
 * What a mail demands, in Japanese and English here and in others by src/mail/languages: to act by a time, to claim or pay something small, to ring somebody
 * up, to run something, to tell nobody. Pure reasoning over text as the eye reads it; who may ask so is judged in src/detect/mail/lures.ts.
 */
import { saysAbroad } from '../../mail/languages/index.ts'
import { anyOf, inOneSentence } from '../../mail/languages/language.ts'
import { GIFT_CARDS } from '../../mail/wants.ts'
import { asks, says, saysWithout, seenText } from './pretext.ts'

const joined = (...sources: string[]) => new RegExp(sources.join('|'), 'i')

/** Act by then: hours, today, at once, or it is lost. */
const DEADLINE = anyOf(
  /(?:返信|返答|連絡|入金|手続き?)が?なければ/,
  /\b(?:lapses?|expires?) (?:at|in) \b|\bonly a few hours\b|\b(?:before|by) \d{1,2} ?(?:am|pm|o.clock)\b[^.\n]{0,30}\b(?:or|otherwise)\b/,
  // not what shops and offices promise themselves
  /(?:\d{1,2}|二十四|四十八)\s*(?:時間|(?:営業)?日)以内(?![^。\n]{0,12}(?:発送|お届け|出荷|返信いた|回答いた|ご連絡))|(?:残り|あと)\s?(?:あと)?\d{1,2}\s*時間/,
  /(?:本日|当日|今日)(?:中|限り|まで|のうち|が期限|をもって|で(?:失効|終了|期限)|\s?\d{1,2}時)|明日までに|一両日中|(?:対応|手続き?|回答)期限\s?[:：は]\s?本日/,
  /直ちに|至急|速やかに|今すぐ|最終(?:通知|通告|確認|警告|督促)/,
  /(?:いただけ|され|行わ|し|取れ|確認でき)ない(?:場合|とき)|(?:お?支払い?|ご?返答|ご?連絡|ご?対応|ご?入金|お?手続き?)が?(?:の)?ない(?:場合|とき)|を過ぎ(?:ます|る)と|放置(?:す|し|され)(?:ると|れば|ますと|た場合)|(?:ご利用|使用|利用)(?:いただけ|でき)なくなり/,

  /(?<!\b(?:answers|we(?:.ll| will) \w+|usually \w+|back to you|ships?|shipped|delivered|processed|dispatched)\b[^.\n]{0,20})within (?:the next )?(?:\d{1,2}|one|two|three|five|seven|twenty.four|forty.eight) ?(?:hours?|hrs?|(?:business |working )?days?)\b/,
  /\byou have (?:only )?\d{1,2} ?(?:hours|hrs|days)\b|\b\d{1,2} ?(?:hours|hrs) (?:left|remaining)\b|\bfor the next \d{1,2} hours only\b|\btime is running out\b/,
  /\b(?:expires?|ends?|due|by|before) (?:today|tonight|tomorrow)\b|\b(?:by|before) (?:(?:the )?end of (?:the )?(?:business )?day|(?:the )?close of business|cob|eod|midnight)\b|\bno later than\b/,
  /\b(?:immediate(?:ly)?|urgent(?:ly)?|urgency)\b|\bact (?:now|fast|today)\b|\b(?:final|last) (?:notice|reminder|warning|demand)\b/,
  /\b(?:to avoid|fail(?:ure|ing) to|otherwise|or else)\b|\bunless\b[^.\n]{0,40}\b(?:received?|paid|confirmed|verified|hear)\b/,
  /(?:猶予は|残り)[^。\n]{0,4}\d{1,2}\s?(?:日|時間)|\bmust be (?:done|completed|paid) (?:today|by)\b|\byou(?:.ve got| have) until\b/,
  /(?:受信|通知|本メール)[^。\n]{0,4}(?:後|から)\s?\d{1,2}\s?時間|\b(?:ends|expires|closes|lapses) in \d{1,2} (?:hours|days)\b|\b(?:one|two|three|\d{1,2}) days? left\b/,
)
export const pressesForTime = says(DEADLINE, 'deadline')

/** A parcel held, a refund or grant to be claimed, a small sum unpaid: small enough not to be asked about. */
const CLAIM = joined(
  '(荷物|お届け|配達|配送)[\\s\\S]{0,60}(できません|出来ません|持ち帰|不在|住所[\\s\\S]{0,12}(不備|誤り|不明|不完全)|保管)|(税|料金|代金|保険料|通行料|利用料)[\\s\\S]{0,30}(未払|未納|滞納|確認(が)?でき(て|ません))|(口座|カード|お取引|回線|電話番号)[\\s\\S]{0,40}(停止|凍結|止められ|失効|制限)|(還付|給付|補助|支援)金[\\s\\S]{0,60}(受け取|受取|申請|手続)',
  '\\b(parcel|package|shipment|delivery|consignment)\\b[\\s\\S]{0,80}\\b(on hold|held|pending|failed|unsuccessful|undeliverable|could not|incomplete|customs (fee|charge|duty))\\b|\\b(tax|vat) (refund|rebate|return)\\b[\\s\\S]{0,80}\\b(eligible|claim|receive|submit|pending)\\b|\\beligible\\b[\\s\\S]{0,60}\\brefund\\b|\\b(toll|fine|penalty|invoice|bill)\\b[\\s\\S]{0,40}\\b(unpaid|overdue|outstanding)\\b',
)
export const claimsSomething = says(CLAIM, 'claim')

/** Sign in with the account of a well-known service, to see what somebody else lays before you. */
const BORROWED_SIGN_IN = anyOf(
  /\b(?:sign|log) ?(?:in|on) (?:with|using|through) (?:your )?(?:office ?365|microsoft|outlook|google)\b[^.\n]{0,30}\b(?:document|file|message|voice ?mail|attachment|fax|statement|listen)|(?:microsoft|office ?365|google|outlook)の?アカウントで(?:の)?(?:認証|ログイン|サインイン)/,
  /(?<!登録の)(?:microsoft(?: ?365)?|office ?365|outlook|google|apple|会社|社用|業務用?|メール)の?\s?(?:メール)?(?:アカウント|アドレスとパスワード|パスワード)(?:で|を(?:ご?入力|使))|(?:microsoft(?: ?365)?|office ?365|outlook|google)の?\s?(?:アカウント|ID)(?:による|に)(?:サイン|ログ)イン[^。\n]{0,16}(?:必要|開|閲覧|ご覧|表示)/,
  /(?:職場|会社|業務)の?アカウントでサインイン|(?:資格|認証)情報[^。\n]{0,12}(?:確認|入力)|お使いのメールサービスを選/,
  /(?:sign|log) ?in (?:with|using) your (?:[\w-]+ ){0,3}(?:account|credentials|e-?mail)|\b(?:authenticate|log ?in) with your (?:\w+ )?e-?mail\b|\b(?:select|choose) your e-?mail provider\b/,
  /パスワードの?入力(?:が必要|をお願い|してくだ)|同意(?:いただけ|され)ない場合|(?:ログイン|ワンタイム|取引|確認用?)パスワード[^。\n]{0,24}(?:ご?用意|入力|お手元)/,
)
export const wantsSignIn = asks(BORROWED_SIGN_IN, 'othersPassword')

/** A bill is to be paid: nothing by itself. */
const PAY = anyOf(
  /\b(?:arrange|make|process|complete|settle|remit|release|initiate|send|execute|do)\b[^.\n]{0,40}\b(?:payments?|invoice|(?:wire |bank |international )?transfer|funds?)\b|\bwire (?:the|us|them|it|\W?\d)|\bpay (?:the|this|our) (?:\w+ ){0,2}invoice\b|\bget\b[^.\n]{0,24}\binvoice (?:paid|settled)\b/,
  /(?:お?振り?込み?|お?支払い?|送金|決済)(?:処理|手続き?|手配)?(?:を|の|方|は)?[^。\n]{0,20}(?:お願い|ください|下さい|いただけ(?:ます|ません)か|可能でしょうか)|お?振り?込みいただけ(?:ます|ません)/,
)
export const asksToPay = says(PAY, 'pay')

/** The reader is to run something himself: the keys that open Windows' own window for commands, and to paste. */
const RUN_KEYS =
  '(?:(?:win(?:dows)?|⊞|윈도우)[\\s-]*(?:キー|(?:logo )?key|logo|taste|logo-?taste|button|键|鍵|键盘|키)?|(?:touche|tecla|tasto|клавиш\\S*) windows)\\s*(?:[+＋]|und|et|y|e|と|and(?: press)?|plus|together with|along with|zusammen mit|avec|junto con|insieme a|を押し(?:ながら|たまま)|와|과|和)\\s*[rx]\\b'
/** … or that window by its name */
const RUN_DIALOG =
  'ファイル名を指定して実行|\\brun (?:dialog|box|window)\\b|fenster „?ausführen|fenêtre «? ?exécuter|finestra «?esegui|ventana «?ejecutar|janela «?executar|venster „?uitvoeren|실행 ?창|[“"「『]?(?:运行|執行|执行)[”"」』]? ?(?:窗口|視窗|对话框|對話方塊)|окн\\S+ «?выполнить'
const PASTED =
  '(?:(?:ctrl|strg|control)\\s*(?:[+＋]|and|und|et|y|e|と)\\s*v\\b|貼り付け|ペースト|paste|einfügen|fügen sie[^.\\n]{0,60}\\bein\\b|coll(?:er|ez)|peg(?:ar|ue)|incolla|cole\\b|colar|\\bplak\\b|粘贴|貼上|붙여\\s?넣|встав(?:ить|ьте))'
const OWN_HANDS = joined(
  `(?:${RUN_KEYS}|${RUN_DIALOG})[\\s\\S]{0,200}${PASTED}`,
  `${PASTED}[\\s\\S]{0,200}(?:${RUN_KEYS}|${RUN_DIALOG})`,
  `${PASTED}[^.\\n]{0,40}(?:powershell|ターミナル|\\bterminal (?:app|window)|コマンドプロンプト|command prompt)`,
  `(?:エクスプローラー?|(?:file )?explorer|finder)[\\s\\S]{0,40}(?:アドレス(?:欄|バー)|パス欄|address (?:bar|field))[\\s\\S]{0,40}(?:${PASTED})`,
  `${PASTED}[^。.\\n]{0,40}(?:エクスプローラー?|(?:file )?explorer)[^。.\\n]{0,16}(?:アドレス(?:欄|バー)|address (?:bar|field))`,
  `address (?:bar|field) of (?:the )?(?:file )?explorer[\\s\\S]{0,40}${PASTED}`,
  `(?:powershell|ターミナル|\\b(?:open|launch|start|choose)\\b[^.\\n]{0,20}\\bterminal\\b|コマンドプロンプト|command prompt|eingabeaufforderung|invite de commandes?|命令提示符|명령 프롬프트|[「"“]cmd[」"”])[\\s\\S]{0,120}${PASTED}`,
)
export const runsByHand = (text: string) => {
  const plain = seenText(text)
  return OWN_HANDS.test(plain) || (WINDOWS_R.test(plain) && saysAbroad('paste', plain))
}
/** the keys alone: only a page could say what to paste */
export const namesRunKeys = (text: string) => RUN_WINDOW.test(seenText(text))
const RUN_WINDOW = new RegExp(RUN_KEYS, 'i')
const WINDOWS_R = /windows[^.\n+]{0,20}\+\s*r\b/i

/** Nobody may be told. The confidentiality note that firms put below every mail says something else. */
const HUSHED = anyOf(
  /極秘|秘密裏|内密|内緒|内々に|他言無用|ここだけの話|口外(?:し|な)|誰にも(?:言わ|話さ|知らせ|相談)|他の(?:人|者|社員|職員)には?(?:話さ|言わ|知らせ|内密)|公(?:に|表)でき(?:な|ませ)|しか知(?:り|ら)|社内にも[^。\n]{0,4}公表/,
  /\b(?:bound|sworn) to secrecy\b|\bkeep (?:this|it)(?: matter)? (?:between|confidential|private|quiet|to yourself)|\bbetween (?:us|you and me)\b|\bunder wraps\b|\bstrictly confidential\b|\bdiscre(?:et|tion)\b|\b(?:quietly|discreetly) and\b|\blow-?key\b|\bhighly sensitive\b|\bnot leave this (?:conversation|room)\b/,
  /\b(?:do ?n.t (?:tell|discuss|mention|share)|not to (?:discuss|share))\b/,
)
export const isHushed = says(HUSHED, 'tellNobody')

/** Cards with a code, which is as good as cash when read over a telephone: to be bought, not what was bought or is given away. */
const BUY =
  '購入(?:後|し(?!まし|た[。、]|て(?:い|お)る)|い(?!ただきまし)|を(?:お願い|依頼|頼)|の(?:お願い|依頼)|でき|、)|買っ(?!た(?!ら))|買い|調達|手配|入手|用意(?!いた|し(?:まし|て(?:おり|い)))|お願いでき|\\b(?:buy|purchase(?! (?:is|was|has|history|order|receipt))|get|grab|pick(?:ing)? up|(?:i|we)(?: \\w+)? need|need (?:some|a few|you|\\d)|sort|obtain|source|arrange|kauf\\w*|besorg\\w*|brauche|holen|leg(?:st|en)?\\b[^.\\n]{0,20}\\baus|koop|kopen|halen|regel\\w*|nodig|achet\\w*|procurer|prenez|besoin|faudrait|compr\\w*|adquir\\w*|consig\\w*|necesit\\w*|acquist\\w*|procur\\w*|bisogno|prendere|precis\\w*|arranjar|köpa?|købe?|kjøpe?|kup\\w*)\\b|купи|购买|采购|采買|買|买|사(?:서|다|줘)|구매|필요'
const CARDS_BOUGHT = joined(`(?:${GIFT_CARDS})[\\s\\S]{0,100}(?:${BUY})`, `(?:${BUY})[\\s\\S]{0,100}(?:${GIFT_CARDS})`)
export const wantsGiftCards = says(CARDS_BOUGHT, 'giftCards')

/** … and the codes are wanted by return, photographed: nobody who gives presents needs that. */
const CODES_BACK = anyOf(
  /(?:番号|コード|裏面|裏側)[^。\n]{0,12}(?:写真|画像|撮|写メ)|(?:写真|画像)[^。\n]{0,12}(?:番号|コード)|(?:番号|コード)[^。\n]{0,16}(?:送って|お送りくだ|返信(?:して)?くだ|知らせて|教えて|お知らせくだ)/,
  /\b(?:photos?|fotos?|pictures?|pics?|images?|bild(?:er)?|immagin[ei]|im[aá]gen(?:es)?)\b[^.\n]{0,40}\b(?:codes?|codici|c[oó]digos?|kody|kódy|backs?|pins?|numbers?|nummern|each)\b/,
  /\b(?:(?:send|e-?mail|text) me|stuur (?:me|mij)|envoie[sz]?[- ]moi|schick(?:e|en)?(?: sie)? mir|teilen sie mir|m[aá]nd[ae]me|env[ií][ae]me|mandami|inviami|mi (?:invii|mandi)|me envie|envie-me|wyślij mi|пришлите мне)(?![a-z])[^.\n]{0,40}(?:codes?|codici|c[oó]digos?|kody|коды)(?![a-z])/,
  /\b(?:codes?|pins?|numbers?)\b[^.\n]{0,30}\b(?:to me|to this (?:e-?mail|address)|(?:in your|by) reply)\b|\bforward the (?:\w+ )?codes\b|\breveal\b[^.\n]{0,16}\b(?:pin|code)\b[^.\n]{0,16}\be-?mail\b/,
  /\bscratch\b|freirubbel|freigerubbelt|rubbeln|\bgratte[sz]?\b|\brasp(?:a|ar|e|ue)\b|刮开|刮開|긁어|(?:卡密|序號|序号)[^。\n]{0,6}(?:发|傳|拍照|回)|번호를? 사진/,
)
export const wantsCodesBack = (text: string) => wantsGiftCards(text) && CODES_BACK.test(seenText(text))

/** … and spoken of with nobody: not even a law firm writes so to whom it does not know. That a code is told to nobody says the contrary. */
const FORBIDS_TALK = anyOf(
  /(?:私|わたし|当方)以外[^。\n]{0,8}(?:伏せ|話さ|言わ|知らせ|秘密|内密)|黙っておい|(?:まだ|当面|しばらく)[^。\n]{0,16}(?:伏せ|黙|内密)/,
  /\bnobody\b[^.\n]{0,24}\bshould (?:hear|know|learn|find out)\b|\bleave (?:the )?others out of (?:it|this)\b|\b(?:deal|communicate) (?:only )?with me directly\b/,
  /他言無用|口外(?:し|な)|(?:誰|だれ|どなた)にも[^。\n]{0,6}(?:言わ|話さ|知らせ|相談|漏ら)|(?:他|ほか)の(?:人|方|者|社員|職員|部署)(?:に|へ)(?:は|も)?[^。\n]{0,6}(?:伏せ|(?:話さ|言わ|知らせ|漏らさ)(?:ない|ず))/,
  /(?:経理|上司|部長|課長|周囲|同僚|社内)[^。\n]{0,10}(?:に|と|で)(?:も|は)?[^。\n]{0,8}(?:知らせ|話さ|言わ|相談|話し合|触れ)[^。\n]{0,10}(?:ない|ず|禁じ|控え|避け)|一切口に|私と(?:だけ|あなた(?:だけ|の間|しか))|あなただけで[^。\n]{0,6}(?:対応|進め|処理)/,
  /\btell no ?(?:one|body)\b|\bno(?:body| ?one) else (?:\w+ ){0,4}(?:knows?|aware|informed)\b|\bkeep (?:this|it) to yourself\b|\b(?:stay|remain|strictly|just|only) between (?:the two of us|us|you and me)\b|\bdo not raise (?:it|this)\b/,
  /\bonly (?:with me|by e-?mail|communicate with me)\b/,
  /胸にしまっ|気づかれないように|口外無用|\bfor your eyes only\b|\bkeep quiet about\b|\bnot a word to\b|\b(?:talk|speak) to no ?(?:one|body)\b|\b(?:did ?n.t|not|n.t) find out\b|\bfewer people\b[^.\n]{0,12}\bknow\b/,
  inOneSentence(
    [
      /\b(?:do ?n.?t|do not|not to|never|must ?n.?t|must not|may not|should not|not allowed to|refrain from|avoid) (?:\w+ )?(?:tell|say|speak|talk|mention|discuss|inform|involve|copy|disclos|breathe|share (?:this|it|any of (?:this|it)))\w*/,
      /\b(?:any(?:one|body)|no(?: ?one|body)|others|colleagues?|team|staff|office|phone|finance|accounts|department|manager|supervisor|third part(?:y|ies))\b/,
    ],
    /\bwe\b|\bforget\b/,
  ),
)
const OF_CODES =
  /パスワード|コード|暗証|\bpass(?:word|code)|\b(?:codes?|pin|tan)\b|passwort|kennwort|mot de passe|contraseña|senha|palavra-passe|wachtwoord|has[łl]|hesl|lösenord|adgangskode|[şs]ifre|парол|(?<!\S)код(?!\S{3})|密[码碼]|验证码|驗證碼|비밀\s?번호|인증번호|mật khẩu/i
export const forbidsTalk = saysWithout(OF_CODES, FORBIDS_TALK, 'tellNobody')

/** What guards the computer is to be switched off, or its warning passed by. */
const GUARD =
  'セキュリティ(?:ソフト|対策ソフト|機能|製品)|ウイルス対策(?:ソフト)?|アンチウイルス|ウイルスバスター|Defender|SmartScreen|\\banti-?virus\\b|virus ?scanner|real-?time protection|endpoint protection|security (?:software|program|tool)|antivirus'
const SWITCHED_OFF =
  '無効(?!にな)|停止(?:して|した|のうえ|をお願い)|オフに|切って|切る|解除し|一時的に(?:止め|切)|除外|無視し|\\b(?:disable|turn(?:ed)? off|switch(?:ed)? off|deactivate|pause|ignore|exclude|whitelist)\\w*'
const GUARD_OFF = joined(
  `(?:${GUARD})[^\\n]{0,80}(?:${SWITCHED_OFF})`,
  `(?:${SWITCHED_OFF})[^.。\\n]{0,40}(?:${GUARD})`,
  // softly: for a moment, if it does not open
  `(?:${GUARD})(?:の)?[^。\\n]{0,30}(?:止めて(?:から|みて|いただ|お試し|ください|下さい)|止めた(?:うえ|上|状態)|(?:終了|オフ|一時停止|休止)(?:し|に(?:し|さ|て))|外して)`,
  `\\b(?:turn|switch|shut)\\b[^.\\n]{0,24}(?:${GUARD})[^.\\n]{0,12}\\b(?:off|down)\\b`,
  `\\b(?:stop|suspend|quit|exit|close|bypass|halt)\\b[^.\\n]{0,24}(?:${GUARD})`,
  // what is shown before it runs is nothing, they say
  '警告(?:の?(?:表示|画面|メッセージ))?[^。\\n]{0,60}「?(?:実行|許可|続行)」?を(?:押(?!さ)|クリックし(?!な)|選(?!ば)|お押し|お選び)',
  // past the mark that Windows gives to what was downloaded
  'プロパティ[^。\\n]{0,60}(?:許可する|ブロックの?解除)|\\bproperties\\b[^.\\n]{0,60}\\bunblock\\b',
  // past the browser's warning
  '\\b(?:keep|download) (?:it )?anyway\\b|trotzdem (?:behalten|herunterladen)|conserver quand même|conservar de todos modos|conserva comunque|manter (?:mesmo assim|de qualquer)|ブロックされ[^。\\n]{0,30}(?:保存|継続)',
  'ファイアウォールを(?:切|オフ|無効|停止)|\\b(?:turn|switch)\\b[^.\\n]{0,16}\\bfirewall off\\b|\\b(?:turn off|switch off|disable|deactivate)\\b[^.\\n]{0,16}\\bfirewall\\b|\\bto (?:your |the )?(?:\\w+ )?exclusions\\b',
  // past SmartScreen's own page
  '\\b(?:choose|click|select|press|tap)\\b[^.\\n]{0,20}\\bmore info\\b[^.\\n]{0,60}\\b(?:run|open|continue)\\b',
  '詳細情報[^。\\n]{0,30}実行|PCが保護されました[^。\\n]{0,20}実行',
  'weitere informationen[^.\\n]{0,40}trotzdem ausführen|informations complémentaires[^.\\n]{0,40}exécuter|ulteriori informazioni[^.\\n]{0,40}esegui|más información[^.\\n]{0,40}ejecutar|meer informatie[^.\\n]{0,40}uitvoeren|(?:更多信息|其他資訊)[^。\\n]{0,20}(?:运行|執行)|추가 정보[^.\\n]{0,20}실행',
  // it errs, they say
  '(?:誤検知|誤検出)[^。\\n]{0,30}(?:許可|無視|続行)|\\bfalse (?:positive|alarm)\\b[^.\\n]{0,30}\\b(?:allow|ignore|proceed)\\b|\\brun anyway\\b|発行元を確認でき[^。\\n]{0,24}実行|\\bblocks? the download\\b[^.\\n]{0,20}\\bkeep\\b',
)
/** … or told to let pass what it warns of */
const GUARD_PASSES = inOneSentence(
  [
    /セキュリティ(?:対策)?ソフト|ウイルス対策|アンチウイルス|\bantivirus\b|\bvirus (?:scanner|protection)\b|\bdefender\b/,
    /止め(?:る|ら)|警告|検知|ブロック|\b(?:complains?|warns?|flags?|blocks?|reacts?|before|while)\b/,
    /許可し|許可くだ|無視|切って|\b(?:allow|ignore|permit|pause)\b/,
  ],
  /更新/,
)
export const switchesGuardOff = asks(anyOf(GUARD_OFF, GUARD_PASSES), 'guardOff')

/** A password typed into a form; that it must never be typed says something else. */
const PASSWORD_TYPED = anyOf(
  /(?:パスワード|暗証番号)[^。\n]{0,24}(?:入力|記入|回答|送信)(?!しない|せず|されない)|パスワード(?:による|での|で)の?(?:本人確認|認証)|(?:^|\n)\s*[・*●■-]\s*(?:現在の|お使いの)?(?:パスワード|暗証番号)\s*(?:\n|$)|ID(?:と|・|、|及び|および)パスワード(?:の[^。\n]{0,6})?(?:確認|照合)を/,
  /\b(?:(?:re-?)?enter|(?:re-?)?type|fill (?:in|out)|complete|input|provide|submit|confirm)\b[^.\n]{0,50}\bpassword\b/,
)
const NEVER_TYPED =
  /(?:入力|記入|送信)(?:し|は)?(?:ないで|ません|しないよう|を求めることは)|\b(?:never|do not|don.t)\b[^.\n]{0,40}\bpassword/i
const isNeverAsked = says(NEVER_TYPED, 'neverAsked')
export function wantsPasswordTyped(text: string): boolean {
  const plain = seenText(text)
  return (PASSWORD_TYPED.test(plain) || saysAbroad('passwordTyped', plain)) && !isNeverAsked(plain)
}

/** A password or code by return of mail: not what tells the reader one, nor the one to a file. */
const SECRET_BY_REPLY = anyOf(
  /\b(?:write back|reply|respond|answer|mail us|e-?mail us)\b[^.\n]{0,16}\b(?:with )?your (?:user ?(?:name|id)|log-?in) and password\b|\bsend me the \d.digit code\b/,
  /(?:\d\s?桁の?|確認|認証|ワンタイム|表示された)\s?(?:コード|番号|パスワード|数字|\d\s?桁)(?!で(?:開|解凍|展開))[\s\S]{0,120}(?:返信|お知らせ|教えて|お伝え|お送り)(?:して|し)?(?:ください|下さい|いただけ|願)/,
  /(?:現在|お使い|ご利用中|ご使用中?|VPN|ユーザー|ログイン)の?[^。\n]{0,20}(?:ID|アカウント|パスワード|暗証番号)[^。\n]{0,60}(?:お知らせ|教えて|お?送って|お送り|ご返信|ご連絡|ご回答)(?:ください|下さい|願|いただ)|ID(?:と|・|、|及び|および)パスワード[^。\n]{0,20}(?:お知らせ|教えて|お?送って|お送り|ご返信)(?:ください|下さい|願|いただ)/,
  /(?:パスワード|暗証番号|認証コード|ワンタイム)[^。\n]{0,40}(?:返信)(?:で|にて|のうえ|して)[^。\n]{0,20}(?:ください|下さい|願)/,
  /\b(?:reply|respond|write back)\b[^.]{0,60}\b(?:your|the) (?:(?:user ?name|log-?in|id) and )?(?:current )?(?:e-?mail )?(?:password|passcode|pin|one.time code)\b|\b(?:send|e-?mail)\b(?:(?!forg[eo]t)[^.]){0,60}\byour (?:(?:user ?name|log-?in|id) and )?(?:current )?(?:password|passcode|pin|one.time code)\b/,
  /\b(?:provide|share|let me know|give (?:me|us)|require)\b[^.\n]{0,20}\byour (?:\w+ )?(?:user ?name|user ?id|log-?in) and password\b/,
  /\b(?:send|text|forward|tell|give|read)\b[^.\n]{0,16}\b(?:me|us)\b[^.\n]{0,12}\b(?:verification|security|six.digit|6.digit|one.time|login|sms) (?:pass)?code\b|\bforward the (?:one.time|verification) (?:pass)?code\b|\bcode (?:that was )?sent to your (?:phone|mobile)\?/,
  inOneSentence(
    [
      /\b(?:user ?(?:name|id)|log-?in)\b[^.\n]{0,8}\band\b[^.\n]{0,8}\bpassword\b/,
      /\b(?:i|we) need your\b|\b(?:send|tell|give)\b[^.\n]{0,4}\b(?:me|us)\b your\b/,
    ],
    /\b(?:file|zip|archive|attach\w*|never|post)\b/,
  ),
  inOneSentence(
    [/\bcode\b/, /\b(?:phone|mobile|text|sms)\b/, /\b(?:send|tell|give|forward|read)\b[^.\n]{0,4}\b(?:me|us)\b/],
    /\b(?:post|zip|area|country|product|discount|never|not|qr)\b/,
  ),
  inOneSentence(
    [/ID/, /パスワード/, /(?:私|当方|こちら)[^。\n]{0,6}(?:宛|に)/, /送って|お送りくだ/],
    /ファイル|ZIP|解凍|添付|ません/,
  ),
  inOneSentence(
    [
      /認証コード|確認コード|ワンタイム/,
      /(?:私|当方|こちら)(?:に|へ|まで|宛)/,
      /転送|送って|教えて|お送りくだ|お知らせくだ/,
    ],
    /ないで|ません/,
  ),
  /(?:^|[.\n]\s*|please )(?:send|forward|text) (?:me |us |over )?the (?:sms|verification|security|one.time) code\b/,
  /\be-?mail us your user ?name and password\b/,
)
export const asksSecretByReply = (text: string) => {
  const plain = seenText(text)
  return (SECRET_BY_REPLY.test(plain) || saysAbroad('secretByReply', plain)) && !isNeverAsked(plain)
}
