/** Lures whose end is that the reader fetches or runs something: an archive, a program, a command by his own hands, with nothing to guard him. */
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { isPublicBody } from '../../lists/public-body.ts'
import { fileOfLink, kindOf } from '../../mail/attachment-kind.ts'
import { isInDocument } from '../../mail/message.ts'
import { PASSWORD_ABROAD } from '../../mail/password.ts'
import type { DetectorContext } from '../detector.ts'
import { isAnybodysPage } from './hired-page.ts'
import { isFilePlace, isOurs, isStrange, type Lure, type LureMail } from './lure.ts'
import { misfitsOf } from './misfit.ts'
import { isBrands, says, seenText, tellsOfLures } from './pretext.ts'
import { namesRunKeys, runsByHand, switchesGuardOff } from './pretext-demands.ts'

export const programLures = (row: LureMail, context: DetectorContext): Lure[] =>
  [
    byHand(row, context),
    unguarded(row, context),
    mounted(row, context),
    enabling(row, context),
    onlyOnPc(row, context),
    savesItself(row),
    asAdministrator(row),
    promised(row, context),
    toRun(row, context),
    givesArchive(row, context),
    packed(row),
  ].filter((one) => one !== null)

/** What filters keep from running, the reader is to run himself. */
function byHand(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (!isStrange(row) || find(lists.notice, row.from_domain) !== null) return null
  // the police's and a vendor's letters describe the trick
  if (tellsOfLures(`${row.subject}\n${row.text}`) || (row.list_id !== '' && row.links.length === 0)) return null
  const told = runsByHand(row.text) && (row.links.length + row.attached > 0 || COMMAND.test(row.text))
  const shown = namesRunKeys(row.text) && row.links.some(([, domain]) => isAnybodysPage(domain, lists))
  const checks =
    KEYS_AT_CHECK.test(seenText(row.text)) && row.links.some(([, domain]) => !isOurs(domain, row) && !isBrands(domain))
  if (!told && !shown && !checks) return null
  return {
    kind: 'worded-malware',
    strength: told || checks ? 'strong' : 'plain',
    what: {
      ja: 'キー操作（Win＋Rなど）と貼り付けで、命令を自分の手で実行させようとしています（ClickFixと呼ばれる手口です）',
      en: 'it wants a command run by the reader himself, with keys such as Win+R and paste (the trick called ClickFix)',
    },
  }
}

/** A check that somebody is no robot has boxes and pictures, and no keys to press. */
const KEYS_AT_CHECK =
  /(?:\bnot a robot\b|\bcaptcha\b|ロボットではありません|人間であること|kein roboter|pas un robot|non sono un robot|no soy un robot|não sou um robô|geen robot|nie jestem robotem|我不是机器人|我不是機器人|로봇이 아닙니다|не робот)[\s\S]{0,160}(?:\bkeyboard\b|\bkeys?\b (?:shown|in (?:that|this|the) order)|キーボード|キー(?:操作|を(?:順|押))|tastatur|clavier|tastiera|teclado|toetsenbord|klawiatur|键盘|鍵盤|키보드|клавиатур)/i

export const COMMANDS = 'powershell|pwsh|mshta|rundll32|regsvr32|msiexec|bitsadmin|certutil'
/** The command itself, in place of a page that has it. */
const COMMAND = new RegExp(String.raw`\b(?:${COMMANDS}|cmd(?:\.exe)?\s*\/[ck]|curl|wget|iwr|iex)\b`, 'i')

/** What guards the computer is to be off while something is run: partners' mailboxes are taken over, too. */
function unguarded(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || isBrands(row.from_domain) || !switchesGuardOff(row.text)) return null
  const fetched = row.links.find(
    ([url, domain]) =>
      ['archive', 'runs'].includes(kindOf(fileOfLink(url))) ||
      isFilePlace(domain, lists) ||
      (familyOf(domain) !== row.from_family && !isOurs(domain, row) && !isBrands(domain)),
  )
  const pretends = row.attached === 1 && BLANK.test(seenText(row.text))
  // the password of a file that came before, or one that is not opened otherwise: no paper needs it
  const unlocks = (row.tells_password === 1 || TO_OPEN.test(seenText(row.text))) && !INSTALLED.test(seenText(row.text))
  if (!fetched && !pretends && !unlocks && !(isStrange(row) && row.links.length + row.attached > 0)) return null
  return {
    kind: 'worded-malware',
    strength: 'strong',
    what: {
      ja: 'ウイルス対策などの保護を無効にして（または警告を無視して）、ファイルを実行するよう求めています',
      en: 'it wants the protection of the computer switched off, or its warning passed by, while a file is run',
    },
  }
}

/** As though nothing were to be seen otherwise, or because of an old Office: forms with macros say what the macros are for. */
const BLANK =
  /空白のまま|真っ白|白紙|文字化け|旧(?:バージョン|版|形式)|\b(?:stays?|remains?|appears?|shows? up|left)\s+(?:blank|empty)\b|\b(?:older|earlier|previous) (?:office )?version\b|\bnot (?:be )?display/i

/** A file that does not open, unless … */
const TO_OPEN =
  /(?:開け|開か|開き|展開|解凍|閲覧|表示)[^。\n]{0,8}(?:ない|ません|なかっ|にく|場合)|\b(?:not|n.t|unable|trouble|problems?|fails?|cannot)\b[^.\n]{0,16}\b(?:open|display|view|unpack|extract|unzip)\w*|(?:nicht|lässt)[^.\n]{0,24}(?:öffn|entpack|anzeig)|(?:pas|ne)\b[^.\n]{0,20}ouvr|\bno\b[^.\n]{0,16}(?:abr|abre)|\bnon\b[^.\n]{0,16}apr|\bnão\b[^.\n]{0,16}abr|niet[^.\n]{0,12}open|\bnie\b[^.\n]{0,20}otw|\bne(?:jde|lze|otevř)[^.\n]{0,16}|(?:inte|ikke)[^.\n]{0,16}(?:öppna|åbn|åpn)|açıl(?:maz|mıyor|mazsa)|не[^.\n]{0,12}(?:откр|відкр)|(?:打不开|打不開|无法打开|無法開啟)|열리지|không (?:mở|xem)|เปิดไม่|tidak (?:bisa|dapat) (?:di)?buka/i
/** Programs that are set up do say so, and their makers' customers know them. */
const INSTALLED =
  /インストール|セットアップ|アップデート|\b(?:install|set-?up|update|upgrade|driver)\w*|installation|instal|aktualis/i

/** A disk is attached, and the text says why and how to open it: partners' mailboxes are taken over, too. */
function mounted(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || row.attached === 0 || !MOUNTED.test(seenText(row.text))) return null
  if (find(lists.notice, row.from_domain) !== null) return null
  return {
    kind: 'worded-malware',
    strength: 'strong', // of whom is known acquaintance takes one step off
    what: {
      ja: '添付のディスクイメージを開く（マウントする）よう求めています。メールで送る書類に、この形は使われません',
      en: 'it wants a disk image that is attached opened (mounted): no paper is sent in that form',
    },
  }
}
const MOUNTED =
  /ディスク\s?イメージ|マウント(?:し|する|の?[上後]|して)|仮想ディスク|\bdisk images?\b|\bmount (?:the|this|it|het|die|das|den)\b|\bimage disque\b|\bimagen de disco\b|\bimmagine (?:del )?disco\b|Datenträgerabbild/i

/** As though the text could not be read otherwise: no form says so. */
const TO_BE_SEEN =
  /(?:表示|文字化け|保護|閲覧|読め)[\s\S]{0,60}(?:コンテンツの?を?有効|編集を有効|マクロを有効)|\b(?:view|display|protected|read|see)\b[\s\S]{0,80}\benable (?:content|editing|macros?)\b|\benable (?:content|editing|macros?)\b[\s\S]{0,60}\b(?:view|display|protected|read|see)\b/i
const isToBeSeen = says(TO_BE_SEEN, 'unseen')

/** Macros are switched off for a reason: a bill or a letter has none. */
function enabling(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || isBrands(row.from_domain)) return null
  // forms of public bodies have macros, and so have those that colleagues of an acquaintance hand on
  if (row.auth === 'pass' && (isPublicBody(row.from_domain) || row.family_known === 1)) return null
  const shared = row.attached === 0 && row.links.some(([, domain]) => isFilePlace(domain, lists))
  if (row.attached === 0 && !shared) return null
  const form = !isToBeEnabled(row.text) || (!shared && A_FORM.test(`${row.subject}\n${row.text}`))
  if (form && !isToBeSeen(row.text)) return null
  return {
    kind: 'worded-malware',
    strength: 'plain',
    what: {
      ja: `やり取りのない差出人が、${shared ? '共有の場所のファイル' : '添付'}を開いて「コンテンツの有効化」（マクロの実行）をするよう求めています`,
      en: `a stranger wants ${shared ? 'a shared file' : 'the attachment'} opened and its content (macros) enabled`,
    },
  }
}

/** Forms and tools do have macros, and say so; they may come under a password. */
const A_FORM =
  /様式|調査|申請|シート|資料|推移表|集計|計算表|管理表|一覧表|帳票|いつも(?:どおり|通り|の)|パスワード|password|\b(?:form|workbook|check-?list|spreadsheet|tracker|sheet|template|questionnaire|survey)\b/i
const ENABLE =
  /(?:コンテンツの?有効化|(?:マクロ|編集)[^。\n]{0,12}(?:を|は)?有効に?(?:化|して|し)|編集を有効)|\b(?:enable|allow|activate) (?:the )?(?:content|macros?|editing)\b/i
const isToBeEnabled = says(ENABLE, 'enable')

/** What was packed for Windows does nothing on a telephone, where there is also less to look behind. */
function onlyOnPc(row: LureMail, { lists }: DetectorContext): Lure | null {
  const text = seenText(row.text)
  if (row.bulk === 1 || !ONLY_ON_PC.test(text)) return null
  const protects = PASSWORD.test(text)
  const place = row.links.find(
    ([, domain]) =>
      isFilePlace(domain, lists) ||
      find(lists.paas, domain) !== null ||
      (protects && familyOf(domain) !== row.from_family && !isOurs(domain, row) && !isBrands(domain)),
  )
  if (!place || !(isStrange(row) || protects)) return null
  return {
    kind: 'task',
    // of whom is known acquaintance takes one step off
    strength: row.auth === 'pass' && row.known === 0 ? 'plain' : 'strong',
    what: {
      ja: `${place[1]} に置いたファイルを、スマートフォンではなくPC（Windows）で開くよう指定しています。Windowsで動くウイルスを開かせる手口です`,
      en: `it wants the file at ${place[1]} opened on a Windows PC and not on a telephone: what attackers pack runs on Windows alone`,
    },
  }
}

/** A page that comes along and, once it is opened, lays a file by itself: whoever has a list sends the list. */
function savesItself(row: LureMail): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !row.types.includes('html') || !SAVES_ITSELF.test(seenText(row.text)))
    return null
  return {
    kind: 'worded-malware',
    strength: row.auth === 'pass' && row.known === 0 ? 'plain' : 'strong', // of whom is known acquaintance takes one step off
    what: {
      ja: '添付のHTMLを開くとファイルが自動で保存されると言っています。ブラウザの中でウイルスを組み立てて保存させる手口です',
      en: 'it says that the attached page, once opened, saves a file by itself, as pages do that put malware together in the browser',
    },
  }
}
const SAVES_ITSELF =
  /(?:HTML?|ブラウザ|ページ)[^。\n]{0,40}自動(?:で|的に)[^。\n]{0,8}(?:保存|ダウンロード)|\b(?:opens?|opened|opening)\b[^.\n]{0,60}\b(?:downloads?|saves?|saved|downloaded)\b[^.\n]{0,20}\b(?:automatically|by itself)\b|\b(?:downloads?|saved?)\b[^.\n]{0,12}\bautomatically\b[^.\n]{0,40}\b(?:open|browser)\b/i

/** With all rights, and from a place that is not the sender's: a maker's own program lies at the maker's. Partners' accounts are taken over, too. */
function asAdministrator(row: LureMail): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || isBrands(row.from_domain)) return null
  if (!AS_ADMINISTRATOR.test(seenText(row.text))) return null
  const fetched = row.links.find(
    ([, domain]) => familyOf(domain) !== row.from_family && !isOurs(domain, row) && !isBrands(domain),
  )
  if (!fetched) return null
  return {
    kind: 'worded-malware',
    strength: 'strong', // of whom is known acquaintance takes one step off
    what: {
      ja: `${fetched[1]}（差出人の組織の場所ではありません）から取得したものを、管理者の権限で実行するよう求めています`,
      en: `it wants what lies at ${fetched[1]}, which is not the sender's place, run with an administrator's rights`,
    },
  }
}
const AS_ADMINISTRATOR =
  /管理者(?:として|の?権限で)[^。\n]{0,8}実行|\b(?:run|start|launch|execute)\b[^.\n]{0,30}\bas (?:an? )?(?:local )?admin(?:istrator)?\b|\bwith admin(?:istrator)? (?:rights|privileges)\b|(?:als|mit) admin(?:istrator)?(?:rechten)?\b[^.\n]{0,16}(?:ausführ|start)|en tant qu.administrateur|como administrador|come amministratore|관리자 권한|以管理[员員](?:身份|權限)|系統管理員身分|jako administrator|от имени администратора/i

/** A stranger's page is said to give an archive or program, after a riddle or a click: no filter sees what it gives. */
function promised(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.attached === 1) return null
  const place = row.links.find(([, domain]) => !isOurs(domain, row) && !isBrands(domain) && !isFilePlace(domain, lists))
  const file = PROMISED.exec(seenText(row.text))?.[1]
  if (!place || file === undefined) return null
  return {
    kind: 'worded-malware',
    strength: 'plain',
    what: {
      ja: `やり取りのない差出人が、${place[1]} のページから「${file.trim()}」を保存して開くよう求めています`,
      en: `a stranger wants “${file.trim()}” saved from a page at ${place[1]} and opened`,
    },
  }
}

/** A program by its name, in a file that nobody can look into first, of somebody at an address that anybody can have. */
function toRun(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.attached === 0) return null
  if (find(lists.freemail, row.from_domain) === null) return null
  const program = RUN_IT.exec(seenText(row.text))
  const name = program?.[1] ?? program?.[2]
  if (name === undefined) return null
  return {
    kind: 'worded-malware',
    strength: 'plain',
    what: {
      ja: `やり取りのない差出人が、添付の中の「${name}」を実行するよう求めています`,
      en: `a stranger wants “${name}”, which came along, run`,
    },
  }
}

const RUN_IT =
  /(?:\b(?:run|execute|start|launch|double-?click)\b|ausführen|starten|exécute[rz]|lance[rz]|spusťte|uruchom)\s+(?:the\s+)?[“"'`「]?([\w.-]{1,40}\.(?:cmd|bat|exe|ps1|vbs|js|scr|msi|lnk|hta|sh))\b|([\w.-]{1,40}\.(?:cmd|bat|exe|ps1|vbs|js|scr|msi|lnk|hta))[」"”']?\s?(?:を|から)(?:実行|起動|ダブルクリック|開)/i

/** The stranger's link is an archive itself, and something about him does not fit; or a document of his leads to it, where no filter looks. */
function givesArchive(row: LureMail, context: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.family_known === 1) return null
  const link = row.links.find(
    ([url, domain]) =>
      ['archive', 'runs'].includes(kindOf(fileOfLink(url))) &&
      !isOurs(domain, row) &&
      !isBrands(domain) &&
      !isFilePlace(domain, context.lists),
  )
  if (!link) return null
  const [, domain, source] = link
  const misfits = misfitsOf(row, context).filter((one) => !one.everyday)
  const inside = isInDocument(source)
  if (!inside && misfits.length === 0) return null
  return {
    kind: 'worded-malware',
    strength: 'plain',
    what: {
      ja: `やり取りのない差出人が、${inside ? '添付文書の中のリンクで' : ''}${domain} から圧縮ファイルやプログラムを保存させようとしています${misfits[0] ? `。さらに、${misfits[0].ja}` : ''}`,
      en: `a stranger wants an archive or a program saved from ${domain}${inside ? ', by a link in the document that is attached' : ''}${misfits[0] ? `; and ${misfits[0].en}` : ''}`,
    },
  }
}

/**
 * What programs of offices do not write, from a stranger, that could not be looked into though no password is spoken of: offices exchange ZIPs. The
 * reader's own program may well open what this one could not.
 */
function packed(row: LureMail): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.family_known === 1) return null
  const type = row.types.find((one) => RARELY_SENT.has(one))
  if (row.answers === 'known') return null
  if (row.locked === 0 || type === undefined || row.tells_password === 1 || PASSWORD.test(seenText(row.text)))
    return null
  return {
    kind: 'worded-malware',
    strength: 'plain',
    what: {
      ja: `やり取りのない差出人から、業務ではあまり使われない形式（${type}）の書庫が届きました。中を確認できず、パスワードの話もありません`,
      en: `a stranger sent an archive of a kind that offices hardly use (${type}), which could not be looked into, and speaks of no password`,
    },
  }
}
const RARELY_SENT = new Set(['7z', 'rar', 'lzh', 'cab', 'gz', 'bz2', 'xz', 'arj', 'iso', 'img', 'vhd', 'vhdx'])

const PROMISED =
  /[「『"“'‘]?([^\s「」『』"“”'‘’<>（）()/\\]{1,60}\.(?:zip|rar|7z|iso|img|exe|msi|vbs|lnk|scr))[」』"”'’]?[^。\n]{0,24}(?:保存|ダウンロード|展開|解凍|開いて|実行|download|save|extract|unzip|unpack|open|run|herunterladen|entpacken|télécharg|descarg|下载|解压|다운로드)/i

const ONLY_ON_PC = new RegExp(
  [
    '(?:PC|パソコン|Windows)(?:端末|環境|機)?(?:で|上で|から)?(?:のみ|だけ|でしか|以外では)[^。\\n]{0,20}(?:展開|解凍|開|閲覧|表示|ご覧|ダウンロード)',
    '(?:スマートフォン|スマホ|携帯(?:電話|端末)?|モバイル)[^。\\n]{0,12}(?:開け|開く|展開|解凍|閲覧|表示|ご覧)[^。\\n]{0,10}(?:ません|ない|不可|できかね)|(?:スマートフォン|スマホ)(?:は|では)?不可',
    '(?:パソコン|PC)[^。\\n]{0,6}(?:にて|で)(?:お?開き?(?:いて)?|展開して|解凍して|ご覧)[^。\\n]{0,10}(?:ください|下さい|願)',
    '\\b(?:open|view|access|extract|unpack|download)\\w*[^.\\n]{0,30}\\b(?:only|just)\\b[^.\\n]{0,12}\\b(?:on|from|with|in)\\b[^.\\n]{0,12}\\b(?:windows|pc|computer|desktop|laptop)\\b',
    '\\bonly[^.\\n]{0,12}\\b(?:open|view|access|extract|unpack|work)\\w*[^.\\n]{0,20}\\b(?:windows|pc|computer|desktop|laptop)\\b',
    "\\b(?:cannot|can['’]?t|can not|won['’]?t|does not|doesn['’]?t|not)\\b(?: be)? (?:open|view|display|extract|work|access)\\w*[^.\\n]{0,20}\\b(?:phone|mobile|smartphone|tablet)s?\\b",
    'nur[^.\\n]{0,20}(?:pc|computer|rechner|windows)[^.\\n]{0,30}(?:öffnen|entpacken|anzeigen|lesbar)',
    '(?:uniquement|seulement)[^.\\n]{0,20}(?:pc|ordinateur|windows)|(?:s[oó]lo|solamente|[uú]nicamente)[^.\\n]{0,20}(?:pc|ordenador|computadora|windows)',
    '(?:请|只能|仅|需)(?:在|用|使用)?(?:电脑|電腦|PC|Windows)[^。\\n]{0,12}(?:打开|打開|解压|解壓|查看|下载|下載)|手机[^。\\n]{0,8}(?:无法|不能|不支持)',
    '\\bon (?:your|an?y?|the) (?:hospital|office|work|company|corporate|institute|university|school|laboratory|lab|windows|desktop) (?:computer|pc|desktop|laptop|machine|workstation)\\b',
    '(?:PC|컴퓨터|윈도우)에서만|(?:모바일|휴대폰|스마트폰)에서는[^.\\n]{0,20}(?:없|않)',
  ].join('|'),
  'i',
)
const PASSWORD = new RegExp(
  String.raw`パスワード|合言葉|暗証|passw|\bpass\s?[:：]|mot de passe|\bPW\b|${PASSWORD_ABROAD}`,
  'i',
)
