/**
 * A page that wears a name: its host has the sender's own name in it, or a service's, and belongs to neither. An account that was taken over leads
 * there as a stranger's does: known or not.
 */
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import type { DetectorContext } from '../detector.ts'
import { isOurs, type Lure, type LureMail } from './lure.ts'
import { isBrands, seenText } from './pretext.ts'
import { wantsSignIn } from './pretext-demands.ts'
import { wantsOthersPassword, wantsPromptApproved } from './pretext-threats.ts'

export function wornName(row: LureMail, context: DetectorContext): Lure | null {
  const wanted = row.bulk === 1 ? NOTHING : wantedBy(row)
  const own = labelOf(row.from_family).label
  const page = row.links.find(([, domain]) => isNobodys(domain, row, context) && wearsTooMuch(domain, own, wanted))
  return page === undefined
    ? null
    : {
        kind: 'account',
        strength: 'strong', // of whom is known acquaintance takes one step off
        what: {
          ja: `リンク先（${page[1]}）は、差出人の組織や有名なサービスの名前を含む、どちらのものでもない場所です。差出人のアカウントが乗っ取られていないか、電話で確かめてください`,
          en: `its link leads to ${page[1]}, which has its sender's or a well-known service's name in it and belongs to neither: ask him by telephone, his account may have been taken over`,
        },
      }
}

/** From one of our own addresses: a page that wears our name, or is called like what shares papers, and that wants the account of the office. */
export function wornNameInside(row: LureMail, context: DetectorContext): Lure | null {
  const wanted = row.bulk === 1 ? NOTHING : wantedBy(row)
  if (!wanted.signIn && !wanted.password && !SIGN_IN.test(seenText(row.text))) return null
  const ours = row.own_families.map((family) => labelOf(family).label)
  const page = row.links.find(
    ([, domain]) =>
      isNobodys(domain, row, context) &&
      (ours.some((own) => wearsTooMuch(domain, own, wanted) || wearsMore(domain, own)) ||
        SHARES_PAPERS.test(labelOf(domain).label)),
  )
  return page === undefined
    ? null
    : {
        kind: 'account',
        strength: 'plain',
        what: {
          ja: `職員のアドレスから、組織のものではないページ（${page[1]}）でサインインさせようとしています。そのアカウントが乗っ取られていないか、本人に電話で確かめてください`,
          en: `from one of the staff's own addresses, it wants a sign-in at a page that is not the organisation's (${page[1]}): ask by telephone, the account may have been taken over`,
        },
      }
}

/** what the mail has its reader do at the page */
interface Wanted {
  /** … or to nod through what his second factor asks then */
  signIn: boolean
  /** with the password of his office */
  password: boolean
  /** it gives a code or password for the page */
  code: boolean
}
const NOTHING: Wanted = { signIn: false, password: false, code: false }

const wantedBy = ({ text }: LureMail): Wanted => ({
  signIn: wantsSignIn(text) || wantsPromptApproved(text),
  password: wantsOthersPassword(text),
  code: GIVES_CODE.test(seenText(text)),
})

/** Said of a page of a service's, it is nothing; of a page of nobody's that is called like ours or like a place for papers, it is enough. */
const SIGN_IN =
  /サインイン|ログイン|(?:閲覧|開く|表示)[^。\n]{0,12}認証|認証を(?:かけ|求め|設定)|(?:確認|認証)コード|(?:メール|大学|会社|職場|共通|統合)の?(?:アカウント|ID)で|\b(?:log|sign) ?(?:ing )?[io]n\b(?! sheet)|\byour (?:usual |normal |work |office )?(?:password|credentials)\b|anmeld|einloggen|connectez-vous|\b(?:se|vous) (?:re)?connecter|identifi(?:ants|ez)|inici[ae]r? sesión|acced[ie]|inloggen|zaloguj|로그인|登[录錄入陆]|войдите|logga in|log(?:g)? ind?\b/i

const GIVES_CODE =
  /(?:パスワード|パス|コード|暗証番号)\s*(?:は|：|:)|\b(?:one[- ]time (?:login|password|code)|code to open|password|passcode|psw|pw)\b\s*(?:is\b|:|=|with\b)/i

/** Neither the sender's nor ours, nor that of a brand or service. */
function isNobodys(domain: string, row: LureMail, { lists }: DetectorContext): boolean {
  if (familyOf(domain) === row.from_family || isOurs(domain, row) || isBrands(domain)) return false
  return [lists.trusted, lists.notice, lists['mail-service']].every((list) => find(list, domain) === null)
}

/** Both names side by side are nobody's honest choice; one of them is, where nothing is to be typed there. */
function wearsTooMuch(domain: string, own: string, { signIn, password, code }: Wanted): boolean {
  const typed = signIn || password
  const { label } = labelOf(domain)
  const worn = own.length < LONG_ENOUGH ? [] : domain.split('.').filter((part) => wears(part, own))
  if (worn.length === 0) return typed && SERVICES.test(label)
  if (SERVICE_PART.test(domain)) return true
  if ((signIn || code) && ANY_PORTAL.test(label)) return true
  // a tenant of a service is called by the name alone, and a firm has its own under several endings
  return typed && worn.some((part) => bare(part) !== bare(own))
}

/** Our name and something beside it, in one part: a tenant of a service is called by the name alone. */
const wearsMore = (domain: string, own: string) =>
  own.length >= LONG_ENOUGH && domain.split('.').some((part) => wears(part, own) && !bare(own).startsWith(bare(part)))

/** `firm-docs.host.example`, `firm-portal.example` */
const wears = (part: string, own: string) => {
  const [first = ''] = own.split('-')
  return bare(part).includes(bare(own)) || (first.length >= LONG_ENOUGH && part.split('-').includes(first))
}
const bare = (name: string) => name.replaceAll('-', '')
const LONG_ENOUGH = 5 // letters: shorter names stand in others by chance

const SERVICES = /sharepoint|onedrive|office-?365|microsoft|outlook|docusign|dropbox|google-?(?:docs|drive)|gmail/i
/** … as a part of its own */
const SERVICE_PART =
  /(?:^|[.-])(?:sharepoint|onedrive|my-?sharepoint|office-?365|o365|m365|microsoft-?365|docusign|dropbox|gdrive|googledrive|sharefile|wetransfer|gigafile|firestorage|onehub|egnyte)(?:[.-]|$)/i
/** what places for papers are called */
const PAPERS = 'login|sign-?in|verify|secure|files?|share|sharing|docs?|documents?|viewer|onedrive|sharepoint'
/** `share-docs-viewer`: a name with hyphens that has one of these as a part */
const withPart = (words: string) => new RegExp(`^(?=.*-)(?:.*-)?(?:${words})(?:-.*)?$`)
const SHARES_PAPERS = withPart(PAPERS)
/** … or as any portal is: a firm's page at a service has the service's name */
const ANY_PORTAL = withPart(
  String.raw`${PAPERS}|auth|sso|security|portal|cloud|storage|drive|online\w*|account|webmail|transfer|download|box`,
)

/** for SQL: where one of these is in a host, it is worth a look from inside, too */
export const NAMED_LIKE_PORTALS = `(?:^|[.-])(?:${PAPERS}|portal|office-?365|o365|m365)(?:[.-]|$)`
