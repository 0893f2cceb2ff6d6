/** Lures that lead to a genuine place: a service for files, the page that signs a device in. Such a place proves nothing; what is asked there does. */
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { fileOfLink, kindOf } from '../../mail/attachment-kind.ts'
import { isInDocument } from '../../mail/message.ts'
import { domainOf } from '../../mail/own-side.ts'
import { PASSWORD_ABROAD } from '../../mail/password.ts'
import type { DetectorContext } from '../detector.ts'
import { isFilePlace, isStrange, type Lure, type LureMail } from './lure.ts'
import { misfitsOf } from './misfit.ts'
import { isBrands, seenText } from './pretext.ts'
import { switchesGuardOff, wantsPasswordTyped, wantsSignIn } from './pretext-demands.ts'

export const genuinePlaces = (row: LureMail, context: DetectorContext): Lure[] =>
  [
    deviceCode(row),
    consent(row),
    passwordForm(row),
    unguarded(row, context),
    sharedByAnybody(row, context),
    likeOwnShare(row, context),
    onlyOnPc(row, context),
    promised(row, context),
    givesArchive(row, context),
  ].filter((one) => one !== null)

/**
 * The page is the genuine one, on which a device is signed in by its code; the code is the sender's, and so is the device. Nobody is sent one
 * by mail: it stands on the screen that is to be signed in.
 */
function deviceCode(row: LureMail): Lure | null {
  const page = row.links.find(([url]) => DEVICE_PAGE.test(url))
  if (!page || !isStrange(row) || !DEVICE_CODE.test(row.text)) return null
  return {
    kind: 'account',
    strength: 'strong',
    what: {
      ja: `機器をサインインさせる本物のページ（${page[1]}）へ導き、コードを入力させようとしています。入力すると、差出人の機器がこの人のアカウントで使えるようになります`,
      en: `it leads to the genuine page that signs a device in (${page[1]}) and gives the code: typed there, it lets the sender's device into the reader's account`,
    },
  }
}

const DEVICE_PAGE =
  /^https?:\/\/(?:(?:www\.)?microsoft\.com\/(?:devicelogin|link)|aka\.ms\/devicelogin|login\.microsoft(?:online)?\.com\/[^?#]*deviceauth|(?:www\.)?google\.com\/device|github\.com\/login\/device)\b/i
const DEVICE_CODE = /(?:コード|code|代码|코드|mã)\s*(?:は|is|:|：|→|-)?\s*[「"]?[A-Z0-9]{4}-?[A-Z0-9]{3,5}\b/i

/** The page is the genuine one, too, on which an application is let into one's mail or files: whose it is, only its sender says. */
function consent(row: LureMail): Lure | null {
  const page = row.links.find(([url]) => CONSENT_PAGE.test(url))
  if (!page || !isStrange(row)) return null
  const reads = READS_MAIL.test(decoded(page[0]))
  return {
    kind: 'account',
    strength: reads ? 'strong' : 'plain',
    what: {
      ja: `アプリにアカウントの利用を許可する本物のページ（${page[1]}）へ、やり取りのない差出人が直接導いています${reads ? '。許可すると、そのアプリがメールやファイルを読めるようになります' : ''}`,
      en: `a stranger leads straight to the genuine page on which an application is let into the account (${page[1]})${reads ? ': once allowed, it reads mail or files' : ''}`,
    },
  }
}

const CONSENT_PAGE =
  /^https?:\/\/(?:login\.microsoft(?:online)?\.com\/[^?#]*\/(?:oauth2\/(?:v2\.0\/)?authorize|(?:v2\.0\/)?adminconsent)|accounts\.google\.com\/(?:o\/oauth2|signin\/oauth))\b/i
const READS_MAIL = /[?&]scope=[^&]*(?:mail|files|contacts|sites|notes|gmail|drive|calendar|\.default)|adminconsent/i
const decoded = (url: string) =>
  url.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** A form that anybody sets up, with a field for the password of something else: no service does that, whoever sends it. */
function passwordForm(row: LureMail): Lure | null {
  const form = row.links.find(([url]) => ANYBODYS_FORM.test(url))
  if (!form || row.bulk === 1 || !wantsPasswordTyped(row.text)) return null
  return {
    kind: 'account',
    strength: 'strong', // of whom is known acquaintance takes one step off
    what: {
      ja: `だれでも作れるフォーム（${form[1]}）に、パスワードを入力させようとしています`,
      en: `it wants a password typed into a form that anybody can set up (${form[1]})`,
    },
  }
}

const ANYBODYS_FORM =
  /^https?:\/\/(?:docs\.google\.com\/(?:a\/[^/]+\/)?forms\/|forms\.gle\/|forms\.(?:office|microsoft)\.com\/|forms\.cloud\.microsoft\/|(?:[\w-]+\.)?(?:jotform|typeform|formstack|wufoo|cognitoforms|surveymonkey|formsite|zohopublic|123formbuilder)\.(?:com|eu)\/|form\.run\/|(?:ssl\.)?(?:form-mailer|formzu)\.(?:jp|net)\/|airtable\.com\/(?:app\w+\/)?shr|tally\.so\/|form\.typeform\.com\/)/i

/** What guards the computer is to be off while something is run: partners' mailboxes are taken over, too. */
function unguarded(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || isBrands(row.from_domain) || !switchesGuardOff(row.text)) return null
  const fetched = row.links.find(
    ([url, domain]) => ['archive', 'runs'].includes(kindOf(fileOfLink(url))) || isFilePlace(domain, lists),
  )
  if (!fetched && !(isStrange(row) && row.links.length + row.attached > 0)) return null
  return {
    kind: 'worded-malware',
    strength: 'strong',
    what: {
      ja: 'ウイルス対策などの保護を無効にして（または警告を無視して）、ファイルを実行するよう求めています',
      en: 'it wants the protection of the computer switched off, or its warning passed by, while a file is run',
    },
  }
}

/** A service's own notice that somebody shares a file: he bears an office's name, and his address is one that anybody can have. */
function sharedByAnybody(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.auth !== 'pass' || !(isFilePlace(row.from_domain, lists) || DRIVE.test(row.from_address))) return null
  for (const [, name = '', address = ''] of `${row.subject}\n${row.text}`.matchAll(SHARER)) {
    if (find(lists.freemail, domainOf(address)) === null) continue
    if (!OFFICE.test(seenText(name)) && !wantsSignIn(row.text)) continue
    return {
      kind: 'account',
      strength: row.known === 1 ? 'strong' : 'plain', // the service is an acquaintance of everybody's
      what: {
        ja: `共有サービスの本物の通知ですが、共有した人は「${name.trim()}」を名乗る、だれでも取れるアドレス（${address}）です。ファイルの中のリンクからパスワードを盗む手口があります`,
        en: `a genuine notice of a sharing service, but who shares calls himself “${name.trim()}” at an address that anybody can have (${address}): a link in the file asks for the password`,
      },
    }
  }
  return null
}

/** Google Drive's own address for shares. */
const DRIVE = /^drive-shares[a-z-]*@google\.com$/

/** 「経理部（keiri@…）さんが…を共有」, “HR Team (hr@…) shared …” */
const SHARER =
  /([^\s「」『』"“”（）()<>][^「」『』"“”（）()<>\n]{1,40}?)\s*[（(<]\s*([\w.+-]{1,64}@[\w.-]{4,100})\s*[)）>]/g
const OFFICE =
  /経理|総務|人事|給与|財務|会計|労務|社長|理事長|事務局|情報システム|管理部|\b(?:accounts?|accounting|finance|payroll|hr|human resources|personnel|billing|admin(?:istration)?|it support|help ?desk|ceo|cfo|president|director)\b|buchhaltung|personalabteilung|geschäftsführung|comptabilité|ressources humaines|财务|人力|行政|人事部|재무|인사|총무|경리/i

/** `sharepoint-partner.docs-verify.example`: the sender's name and a service's in a host that is neither's. The account may be abused: known or not. */
function likeOwnShare(row: LureMail, { lists }: DetectorContext): Lure | null {
  const name = labelOf(row.from_domain).label.split('-')[0] ?? ''
  if (name.length < NAME) return null
  const link = row.links.find(
    ([, domain]) =>
      familyOf(domain) !== row.from_family &&
      domain.includes(name) &&
      SERVICE.test(domain) &&
      !isBrands(domain) &&
      find(lists.trusted, domain) === null,
  )
  return link === undefined
    ? null
    : {
        kind: 'account',
        strength: 'strong',
        what: {
          ja: `リンク先（${link[1]}）は、差出人の組織名と共有サービスの名前を並べた、どちらのものでもないドメインです`,
          en: `its link leads to ${link[1]}, which wears the sender's name and a sharing service's and belongs to neither`,
        },
      }
}

const NAME = 5 // letters
const SERVICE =
  /(?:^|[.-])(?:sharepoint|onedrive|my-?sharepoint|office-?365|o365|m365|microsoft-?365|docusign|dropbox|gdrive|googledrive)(?:[.-]|$)/i

/** What was packed for Windows does nothing on a telephone, where there is also less to look behind. */
function onlyOnPc(row: LureMail, { lists }: DetectorContext): Lure | null {
  const text = seenText(row.text)
  if (row.bulk === 1 || !ONLY_ON_PC.test(text)) return null
  const place = row.links.find(([, domain]) => isFilePlace(domain, lists) || find(lists.paas, domain) !== null)
  if (!place || !(isStrange(row) || PASSWORD.test(text))) return null
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

/** A stranger's page is said to give an archive or program, after a riddle or a click: no filter sees what it gives. */
function promised(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.attached === 1) return null
  const place = row.links.find(
    ([, domain]) => !row.own_families.includes(familyOf(domain)) && !isBrands(domain) && !isFilePlace(domain, lists),
  )
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

/** The stranger's link is an archive itself, and something about him does not fit; or a document of his leads to it, where no filter looks. */
function givesArchive(row: LureMail, context: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || row.family_known === 1) return null
  const link = row.links.find(
    ([url, domain]) =>
      ['archive', 'runs'].includes(kindOf(fileOfLink(url))) &&
      !row.own_families.includes(familyOf(domain)) &&
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

const PROMISED =
  /[「『"“'‘]?([^\s「」『』"“”'‘’<>（）()/\\]{1,60}\.(?:zip|rar|7z|iso|img|exe|msi|vbs|lnk|scr))[」』"”'’]?[^。\n]{0,24}(?:保存|ダウンロード|展開|解凍|開いて|実行|download|save|extract|unzip|unpack|open|run|herunterladen|entpacken|télécharg|descarg|下载|解压|다운로드)/i

const ONLY_ON_PC = new RegExp(
  [
    '(?:PC|パソコン|Windows)(?:端末|環境|機)?(?:で|上で|から)?(?:のみ|だけ|でしか|以外では)[^。\\n]{0,20}(?:展開|解凍|開|閲覧|表示|ご覧|ダウンロード)',
    '(?:スマートフォン|スマホ|携帯(?:電話|端末)?|モバイル)[^。\\n]{0,12}(?:開け|開く|展開|解凍|閲覧|表示|ご覧)[^。\\n]{0,10}(?:ません|ない|不可|できかね)|(?:スマートフォン|スマホ)(?:は|では)?不可',
    '(?:パソコン|PC)[^。\\n]{0,6}(?:にて|で)(?:開いて|展開して|解凍して|ご覧)[^。\\n]{0,10}(?:ください|下さい|願)',
    '\\b(?:open|view|access|extract|unpack|download)\\w*[^.\\n]{0,30}\\b(?:only|just)\\b[^.\\n]{0,12}\\b(?:on|from|with|in)\\b[^.\\n]{0,12}\\b(?:windows|pc|computer|desktop|laptop)\\b',
    '\\bonly[^.\\n]{0,12}\\b(?:open|view|access|extract|unpack|work)\\w*[^.\\n]{0,20}\\b(?:windows|pc|computer|desktop|laptop)\\b',
    "\\b(?:cannot|can['’]?t|can not|won['’]?t|does not|doesn['’]?t|not)\\b(?: be)? (?:open|view|display|extract|work|access)\\w*[^.\\n]{0,20}\\b(?:phone|mobile|smartphone|tablet)s?\\b",
    'nur[^.\\n]{0,20}(?:pc|computer|rechner|windows)[^.\\n]{0,30}(?:öffnen|entpacken|anzeigen|lesbar)',
    '(?:uniquement|seulement)[^.\\n]{0,20}(?:pc|ordinateur|windows)|(?:s[oó]lo|solamente|[uú]nicamente)[^.\\n]{0,20}(?:pc|ordenador|computadora|windows)',
    '(?:请|只能|仅|需)(?:在|用|使用)?(?:电脑|電腦|PC|Windows)[^。\\n]{0,12}(?:打开|打開|解压|解壓|查看|下载|下載)|手机[^。\\n]{0,8}(?:无法|不能|不支持)',
    '(?:PC|컴퓨터|윈도우)에서만|(?:모바일|휴대폰|스마트폰)에서는[^.\\n]{0,20}(?:없|않)',
  ].join('|'),
  'i',
)
const PASSWORD = new RegExp(String.raw`パスワード|passw|mot de passe|\bPW\b|${PASSWORD_ABROAD}`, 'i')
