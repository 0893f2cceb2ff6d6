/** Lures that lead to a service for files: such a place proves nothing; who shares there, and how, does. */
import { find } from '../../lists/list.ts'
import { anyOf, inOneSentence } from '../../mail/languages/language.ts'
import { decoded } from '../../mail/wrapped-link.ts'
import type { DetectorContext } from '../detector.ts'
import { isAnybodysPage } from './hired-page.ts'
import { isFilePlace, isUnknownFree, type Lure, type LureMail } from './lure.ts'
import { isBrands, seenText } from './pretext.ts'
import { wantsSignIn } from './pretext-demands.ts'
import { wantsOthersPassword } from './pretext-threats.ts'
import { soundOf } from './wording.ts'

export const shareLures = (row: LureMail, context: DetectorContext): Lure[] =>
  [
    sharedByAnybody(row, context),
    signsInElsewhere(row, context),
    sharedByNobody(row),
    goesOnInside(row, context),
  ].filter((one) => one !== null)

/**
 * A service's own notice that somebody shares a file or wants it signed: his address is one that anybody can have, and he bears an office's name,
 * wants a sign-in, or words it as lures are.
 */
function sharedByAnybody(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.auth !== 'pass' || !isShareNotice(row, lists)) return null
  const note = NOTE.exec(seenText(row.text))?.[1] ?? ''
  if (DESIGN.test(row.from_domain) && LEADS_ON.test(note)) return ledOn(note)
  const onward = leadsOnInside(row.text)
  if (onward !== undefined) return ledOn(onward)
  const leadsOut = row.links.some(([, domain]) => isAnybodysPage(domain, lists))
  const baits = leadsOut || wantsSignIn(row.text) || soundOf(row.subject, row.text).lure >= SURE
  // who lets a flat has its lease signed, from whatever address; who pays wages has one of the firm's
  const signs = find(lists['mail-service'], row.from_domain)?.kind === 'sign'
  for (const [name, address] of sharers(row)) {
    if (!isUnknownFree(address, row, lists)) continue
    if (!baits && !(signs ? PERSONNEL : OFFICE).test(`${seenText(name)} ${note}`)) continue
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

const SURE = 0.9

/** What is shared is a picture; its note has the reader go on from it. */
const ledOn = (note: string): Lure => ({
  kind: 'account',
  strength: 'plain',
  what: {
    ja: `共有サービスの本物の通知ですが、添えられた文（「${note.trim()}」）が、共有された画面からさらに先へ進ませようとしています`,
    en: `a genuine notice of a sharing service, but the note in it (“${note.trim()}”) has the reader go on from what is shared`,
  },
})
/** the words of who shares, as such notices quote them */
const NOTE = /[「“"«『]([^」”"»』\n]{12,300})[」”"»』]/
const LEADS_ON =
  /(?:ボタン|リンク)(?:から|より|を(?:押|クリック|タップ))|認証|確認手続|ログイン|サインイン|\b(?:click|press|tap)\b[^.\n]{0,40}\b(?:button|link|below|here)\b|\b(?:verify|authenticate|sign in|log in)\b|cliquez|connectez-vous|haga clic|inicie sesión|accedi|anmelden/i

function isShareNotice({ from_domain, from_address }: LureMail, lists: DetectorContext['lists']): boolean {
  const service = find(lists['mail-service'], from_domain)?.kind
  return (
    isFilePlace(from_domain, lists) ||
    DRIVE.test(from_address) ||
    service === 'sign' ||
    service === 'share' ||
    DESIGN.test(from_domain)
  )
}

/** Who it is shared by: as the text names him, or as answers go to him. */
const sharers = (row: LureMail): [name: string, address: string][] => [
  ...[...`${row.subject}\n${row.text}`.matchAll(SHARER)].map(([, name = '', address = '']): [string, string] => [
    name,
    address,
  ]),
  ...row.reply_to.map((address): [string, string] => [row.from_name, address]),
]

/** Designs and notes that are shared as files are. */
const DESIGN = /(?:^|\.)(?:canva\.com|mail\.notion\.so|miro\.com|figma\.com|evernote\.com)$/

/** Google's own addresses for shares and for comments in what is shared. */
const DRIVE = /^(?:drive-shares[a-z-]*@google\.com|comments-noreply@docs\.google\.com)$/

/** 「経理部（keiri@…）さんが…を共有」, “HR Team (hr@…) shared …” */
const SHARER =
  /([^\s「」『』"“”（）()<>][^「」『』"“”（）()<>\n]{1,40}?)\s*[（(<]\s*([\w.+-]{1,64}@[\w.-]{4,100})\s*[)）>]/g
const OFFICE =
  /経理|総務|人事|給与|財務|会計|労務|調達部|購買部|社長|理事長|事務局|情報システム|管理部|\b(?:accounts?|accounting|finance|payroll|hr|human resources|personnel|billing|admin(?:istration)?|it support|help ?desk|ceo|cfo|president|director)\b|buchhaltung|personalabteilung|geschäftsführung|comptabilité|ressources humaines|财务|人力|行政|人事部|재무|인사|총무|경리/i

/** What only the reader's own office has signed. */
const PERSONNEL =
  /人事|給与|労務|社長|理事長|\b(?:payroll|hr|human resources|personnel|ceo)\b|personalabteilung|ressources humaines|人力|인사/i

/** A service that has papers signed needs no account of another's: who wrote the note wants it. */
function signsInElsewhere(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.auth !== 'pass' || find(lists['mail-service'], row.from_domain)?.kind !== 'sign') return null
  if (!ELSEWHERE.test(seenText(row.text))) return null
  return {
    kind: 'account',
    strength: row.known === 1 ? 'strong' : 'plain',
    what: {
      ja: '署名サービスの本物の通知ですが、添えられた文が、別のサービス（Microsoftなど）のアカウントで認証させようとしています',
      en: "a genuine notice of a signing service, but the note in it wants another service's account (Microsoft's or the like) signed in with",
    },
  }
}
const ELSEWHERE =
  /(?:microsoft|office ?365|google|outlook)(?: ?365)?の?(?:アカウントで)?(?:の)?(?:認証|サインイン|ログイン)|メール(?:アドレス|アカウント)?(?:と|の)の?パスワード|\b(?:password (?:of|for) your (?:\w+ )?e-?mail|your (?:\w+ )?e-?mail password)\b|(?:sign|log) ?in (?:with|to) (?:your )?(?:microsoft|office|google|outlook)|(?:microsoft|office|google) (?:365 )?(?:sign-?in|authentication|login) (?:is )?required/i

/** A tenant that was opened today has no domain of its own yet; whoever works with others has one. */
function sharedByNobody(row: LureMail): Lure | null {
  const link = row.links.find(([url]) => BARE_TENANT.test(decoded(url)))
  return link === undefined
    ? null
    : {
        kind: 'account',
        strength: row.known === 1 ? 'strong' : 'plain', // the service is an acquaintance of everybody's
        what: {
          ja: `共有元（${link[1]}）は、組織のドメインを登録していないMicrosoft 365です。だれでもすぐに作れるため、名乗っている組織のものかどうか確かめてください`,
          en: `it is shared from a Microsoft 365 without a domain of its own (${link[1]}), as anybody opens one in minutes: ask whether it is theirs who it says`,
        },
      }
}
const BARE_TENANT = /^https?:\/\/[\w-]+-my\.sharepoint\.com\/[^?#]*\/personal\/[\w-]+_onmicrosoft_com\b/i

/**
 * What is shared at a genuine place is a page with one more button, behind which an account is to be signed in with: who shares a paper has no need
 * of that. Partners' accounts that were taken over lead there, too.
 */
function goesOnInside(row: LureMail, { lists }: DetectorContext): Lure | null {
  const place = row.links.find(([, domain]) => isFilePlace(domain, lists))
  if (row.bulk === 1 || row.list_id !== '' || !place || isBrands(row.from_domain)) return null
  const text = seenText(row.text)
  if (!GOES_ON.test(text) || !(SIGN_IN.test(text) || wantsSignIn(text) || wantsOthersPassword(text))) return null
  return {
    kind: 'account',
    strength: row.known === 1 || row.family_known === 1 ? 'strong' : 'plain', // acquaintance takes one step off
    what: {
      ja: `本物の共有サービス（${place[1]}）に置いたページの中の、さらに先のボタンやリンクへ進ませ、サインインや本人確認をさせようとしています。差出人のアカウントが乗っ取られていないか、電話で確かめてください`,
      en: `from a page at a genuine sharing service (${place[1]}) it leads on to a button or link inside, and to a sign-in: ask the sender by telephone, his account may have been taken over`,
    },
  }
}

/** One sentence of whoever shares; the service's own words say nothing of what is inside. */
const leadsOnInside = (text: string) =>
  seenText(text)
    .split(/[.。!?！？\n]+/)
    .find((sentence) => GOES_ON.test(sentence) && SIGN_IN.test(sentence))
    ?.slice(0, NOTED)
const NOTED = 160 // characters

/** A button or link in what is shared, or that it leads elsewhere and that this is right. */
const GOES_ON = anyOf(
  inOneSentence([
    /中の|内の|先の|内に|表示され(?:た|る)|開い(?:た|て)/,
    /「[^」]{0,12}(?:表示|確認|閲覧|開く|署名|同意|続行|認証|ログイン|サインイン|進む)[^」]{0,8}」|ボタン|リンク/,
    /押|クリック|進|タップ|選択/,
  ]),
  /(?:別の|外部の?)(?:画面|ページ|サイト)[^。\n]{0,16}(?:切り替わ|移動し|遷移|転送され)|(?:画面|ページ)(?:の案内)?に(?:沿|従)って[^。\n]{0,20}(?:パスワード|認証|サインイン|ログイン|確認コード)/,
  inOneSentence([
    /\b(?:inside|within|there|in (?:it|the (?:note(?:book)?|document|file|folder|page|pdf))|on (?:it|the page)|(?:once|when|after) (?:it |you |the \w+ )?(?:opens?|opened|loads?|loaded|there))\b/,
    /\b(?:buttons?|links?)\b|[“"'‘][^”"'’\n]{0,20}\b(?:view|review|open|sign|access|continue|show|download)\b[^”"'’\n]{0,20}[”"'’]|\b(?:select|click|press|choose|tap|hit)\b[^.\n]{0,6}\b(?:review|view|open|access|sign|continue)\b/,
    /\b(?:click|press|follow|use|find|choose|select|tap|leads?|takes?|brings?|go on)\b/,
  ]),
  /\b(?:redirect|forward)(?:s|ed|ing)?\b[^.\n]{0,60}\b(?:correct|normal|right|fine|expected|ok(?:ay)?)\b/,
  inOneSentence([
    /\b(?:darin|drinnen|dort|im (?:dokument|notizbuch)|in der (?:notiz|datei)|auf der seite)\b/,
    /schaltfläche|button|link|knopf|„[^“]{0,30}(?:anzeigen|öffnen|prüfen|unterzeichnen|ansehen)[^“]{0,10}“/,
  ]),
  /weiter(?:ge)?leite[nt]\w*[^\n]{0,60}(?:richtig|korrekt|normal)/,
  inOneSentence([
    /\b(?:dentro|en (?:él|ella)|en la (?:página|nota)|all'interno|nella (?:pagina|nota)|dentro (?:d[ao]\b|la|il|l')|à l.intérieur|dans (?:la|le) (?:page|note|document)|sur la page)\b/,
    /bot[óãa]o?n?\b|bottone|pulsante|enlace|bouton|\blien\b|\blink\b|«[^»]{2,30}»|[“"][^”"\n]{2,30}[”"]/,
  ]),
  inOneSentence([
    /(?:안|내부|문서|페이지)(?:에 있는|의|에서)/,
    /버튼|링크|[‘“'"「][^’”'"」]{0,12}(?:보기|확인|열기)[^’”'"」]{0,6}[’”'"」]/,
    /눌러|클릭|누르|선택/,
  ]),
  inOneSentence([/(?:页面|頁面|文档|文件|里面|裡面|其中)/, /按钮|按鈕|链接|連結/, /点击|點擊|点选|點選|按/]),
)
const SIGN_IN =
  /サインイン|ログイン|本人確認|認証|パスワード|\b(?:log|sign) ?[io]n\b|\b(?:credentials|authenticat\w+)\b|\b(?:microsoft|office|google|work|business) account\b|anmeld|geschäftskonto|passwort|connect(?:er|ez)|identifi(?:ants|ez)|mot de passe|inici[ae]r? sesión|(?:usuario|cuenta|contraseña)|acced[aei]|password|inloggen|zaloguj|로그인|비밀번호|계정|登[录錄入陆]|密[码碼]/i
