/**
 * Lures that lead to a page: a genuine one, on which a device is signed in, an application let in or a form filled in, where what is asked is what is
 * wrong; or one of nobody's that is built like a service's.
 */
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { TRAINER } from '../../mail/training.ts'
import { wantsInstalled } from '../../mail/wants.ts'
import { decoded } from '../../mail/wrapped-link.ts'
import type { DetectorContext } from '../detector.ts'
import { isAnybodysPage, isHiredForm, isHiredPage } from './hired-page.ts'
import { isOurs, isStrange, type Lure, type LureMail } from './lure.ts'
import { wornName, wornNameInside } from './lures-worn-names.ts'
import { asksHaste, carriesAddress, isBrands, threatensAccount } from './pretext.ts'
import { pressesForTime, wantsPasswordTyped, wantsSignIn } from './pretext-demands.ts'
import { wantsOthersPassword } from './pretext-threats.ts'

/** … and those that are one as well where a colleague's own address leads there: the account may have been taken over. */
export const pageLuresInside = (row: LureMail, context: DetectorContext): Lure[] =>
  [deviceCode(row), consent(row), formInside(row), wornNameInside(row, context)].flatMap((one) =>
    one ? { ...one, strength: 'plain' } : [],
  )

export const pageLures = (row: LureMail, context: DetectorContext): Lure[] =>
  [
    deviceCode(row),
    consent(row),
    passwordForm(row),
    passwordAtAnybodys(row, context),
    wornName(row, context),
    addressedPage(row, context),
    addressedSignIn(row, context),
    exercise(row),
    meetingElsewhere(row, context),
  ].filter((one) => one !== null)

/**
 * The page is the genuine one, on which a device is signed in by its code; the code is the sender's, and so is the device. Nobody is sent one
 * by mail: it stands on the screen that is to be signed in.
 */
function deviceCode(row: LureMail): Lure | null {
  // a reader types what is not underlined
  const page = row.links.find(([url]) => DEVICE_PAGE.test(url))?.[1] ?? NAMED_DEVICE_PAGE.exec(row.text)?.[1]
  if (page === undefined || isBrands(row.from_domain) || !DEVICE_CODE.test(row.text)) return null
  return {
    kind: 'account',
    strength: 'strong',
    what: {
      ja: `機器をサインインさせる本物のページ（${page}）へ導き、コードを入力させようとしています。入力すると、差出人の機器がこの人のアカウントで使えるようになります`,
      en: `it leads to the genuine page that signs a device in (${page}) and gives the code: typed there, it lets the sender's device into the reader's account`,
    },
  }
}

const DEVICE_PAGES = String.raw`(?:www\.)?microsoft\.com\/(?:devicelogin|link)|aka\.ms\/devicelogin|(?:www\.)?google\.com\/device|github\.com\/login\/device`
const DEVICE_PAGE = new RegExp(
  String.raw`^https?:\/\/(?:${DEVICE_PAGES}|login\.microsoft(?:online)?\.com\/[^?#]*deviceauth)\b`,
  'i',
)
const NAMED_DEVICE_PAGE = new RegExp(String.raw`(?<![\w./@-])(${DEVICE_PAGES})(?![\w-])`, 'i')
/** by its name, or as it looks: letters and figures without a word */
const DEVICE_CODE =
  /(?:コード|[Cc]ode|CODE|代码|代碼|코드|mã)\s*(?:は|is|:|：|→|-)?\s*[「"]?[A-Z0-9]{4}[- ]?[A-Z0-9]{3,5}\b|(?<![A-Za-z0-9/_.-])[A-Z]{4}-[A-Z]{4}(?![A-Za-z0-9/_.-])|(?<![A-Za-z0-9/_.-])(?=[A-Z0-9]{0,8}\d)(?=\d{0,8}[A-Z])[A-Z0-9]{8,9}(?![A-Za-z0-9/_-]|\.[a-z0-9])/

/** The page is the genuine one, too, on which an application is let into one's mail or files: whose it is, only its sender says. */
function consent(row: LureMail): Lure | null {
  const page = row.links.find(([url]) => CONSENT_PAGE.test(url))
  if (!page || isBrands(row.from_domain)) return null
  const reads = READS_MAIL.test(decoded(page[0]))
  // a partner's account may be abused
  if (!reads && (row.inside === 1 || !isStrange(row))) return null
  return {
    kind: 'account',
    strength: reads ? 'strong' : 'plain',
    what: {
      ja: `アプリにアカウントの利用を許可する本物のページ（${page[1]}）へ直接導いています${reads ? '。許可すると、そのアプリがメールやファイルを読めるようになります' : ''}`,
      en: `it leads straight to the genuine page on which an application is let into the account (${page[1]})${reads ? ': once allowed, it reads mail or files' : ''}`,
    },
  }
}

const CONSENT_PAGE =
  /^https?:\/\/(?:login\.microsoft(?:online)?\.com\/[^?#]*\/(?:oauth2\/(?:v2\.0\/)?authorize|(?:v2\.0\/)?adminconsent)|accounts\.google\.com\/(?:o\/oauth2|signin\/oauth))\b/i
const READS_MAIL =
  /[?&]scope=[^&]*(?:(?<!e)mail|imap|files|contacts|sites|notes|gmail|drive|calendar|\.default)|adminconsent/i

/** A form that anybody sets up, with a field for the password of something else: no service does that, whoever sends it. */
function passwordForm(row: LureMail): Lure | null {
  const form = row.links.find(([url, host]) => isHiredForm(host) || OFFICES_FORM.test(url))
  if (!form || !(wantsPasswordTyped(row.text) || (row.bulk === 0 && endsAccounts(row, form[1])))) return null
  return {
    kind: 'account',
    strength: 'strong', // of whom is known acquaintance takes one step off
    what: {
      ja: `だれでも作れるフォーム（${form[1]}）に、パスワードを入力させようとしています`,
      en: `it wants a password typed into a form that anybody can set up (${form[1]})`,
    },
  }
}

/** It threatens accounts of the office, in haste, and has them saved in a form: from a partner's account that was taken over, too. */
const endsAccounts = ({ subject, text, from_domain }: LureMail, host: string) =>
  isHiredForm(host) && !isBrands(from_domain) && pressesForTime(text) && threatensAccount(`${subject}\n${text}`)

/** Microsoft's and Google's, which offices use themselves. */
const OFFICES_FORM =
  /^https?:\/\/(?:docs\.google\.com\/(?:a\/[^/]+\/)?forms\/|forms\.gle\/|forms\.(?:office|microsoft)\.com\/|forms\.cloud\.microsoft\/)/i

/** A colleague's account that was taken over asks colleagues for their passwords: no office has them typed into a hired form. */
function formInside(row: LureMail): Lure | null {
  if (row.bulk === 1) return null
  const wantsPassword = wantsPasswordTyped(row.text)
  const presses = asksHaste(row.text) && (wantsOthersPassword(row.text) || wantsSignIn(row.text))
  const form = row.links.find(([, host]) => (wantsPassword && isHiredForm(host)) || (presses && isHiredPage(host)))
  if (!form) return null
  return {
    kind: 'account',
    strength: 'plain',
    what: {
      ja: `職員のアドレスから、組織のものではないページ（${form[1]}）で、パスワードの入力やサインインをさせようとしています。そのアカウントが乗っ取られていないか、本人に電話で確かめてください`,
      en: `from one of the staff's own addresses, it wants a password typed, or a sign-in, at a page that is not the organisation's (${form[1]}): ask by telephone, the account may have been taken over`,
    },
  }
}

/** The office's password is to be typed at a page that anybody puts up for nothing, or one that has the reader's address ready, whoever leads there. */
function passwordAtAnybodys(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || !wantsOthersPassword(row.text)) return null
  const page = row.links.find(
    ([url, domain]) =>
      isAnybodysPage(domain, lists) ||
      DRAWN.test(url) ||
      (familyOf(domain) !== row.from_family &&
        !isOurs(domain, row) &&
        !isBrands(domain) &&
        carriesAddress(url, row.readers)),
  )
  if (!page) return null
  return {
    kind: 'account',
    strength: 'strong', // of whom is known acquaintance takes one step off
    what: {
      ja: `差出人のものではない、だれでも用意できるページ（${page[1]}）へ導き、会社などのアカウントでサインインさせようとしています`,
      en: `it leads to a page that anybody can put up and that is not its sender's (${page[1]}), and wants the office's account signed in with`,
    },
  }
}

/** A drawing or note that looks as its maker likes, at a service that everybody knows. */
const DRAWN =
  /^https?:\/\/(?:(?:www\.)?canva\.com\/design|canva\.link\/|miro\.com\/app|(?:www\.)?notion\.so\/|docs\.google\.com\/(?:presentation|drawings))/i

/** A bait whose page is a trainer's, under another sender's name: an exercise, to be confirmed by whoever had it sent. */
function exercise(row: LureMail): Lure | null {
  if (row.bulk === 1 || !isStrange(row)) return null
  const offers = /訓練|教育|研修|training|awareness|simulation|exercise/i.test(`${row.from_name} ${row.subject}`)
  const page = row.links.find(
    ([, domain]) =>
      TRAINER.test(domain) &&
      (familyOf(domain) !== row.from_family || (TRAINER.test(row.from_domain) && row.list_id === '' && !offers)),
  )
  if (!page) return null
  return {
    kind: 'account',
    strength: 'plain',
    what: {
      ja: `リンク先（${page[1]}）は、名前からみて標的型メール訓練のものです。訓練かどうかを、実施する部署に確かめてください`,
      en: `its link leads to ${page[1]}, by its name an exercise's place: ask whoever runs exercises whether it is one`,
    },
  }
}

/** A stranger's own page that is called by the office's service, and has the reader's address ready. */
function addressedSignIn(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || !isStrange(row)) return null
  const page = row.links.find(
    ([url, domain]) =>
      OFFICES_SERVICE.test(url.replace(/^https?:\/\/[^/]*/i, '')) &&
      !isBrands(domain) &&
      !isOurs(domain, row) &&
      find(lists.trusted, domain) === null &&
      carriesAddress(url, row.readers),
  )
  if (!page) return null
  return {
    kind: 'account',
    strength: 'plain',
    what: {
      ja: `リンク先（${page[1]}）は、組織が使うサービスの名前を付けた別の場所のページで、受信者のアドレスが入っています（偽のサインイン画面に前もって表示する手口です）`,
      en: `its link leads to a page at ${page[1]} that is called like a service of offices and carries the reader's address, as those do that show it in a false sign-in`,
    },
  }
}
const OFFICES_SERVICE =
  /[/?&=._-](?:ms-?365|m365|o365|office-?365|microsoft|outlook|owa|exchange|webmail|onedrive|sharepoint|gmail|google|adfs)(?:[/?&=._-]|$)/i

/** A page that anybody puts up for nothing has the reader's address ready: it is made for who types the rest. Who invites somebody he knows may do so. */
function addressedPage(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || !isStrange(row)) return null
  const page = row.links.find(
    ([url, domain]) =>
      familyOf(domain) !== row.from_family && isAnybodysPage(domain, lists) && carriesAddress(url, row.readers),
  )
  if (!page) return null
  return {
    kind: 'account',
    strength: 'plain',
    what: {
      ja: `だれでも用意できるページ（${page[1]}）へのリンクに、受信者のアドレスが入っています（偽のサインイン画面に前もって表示する手口です）`,
      en: `its link to a page that anybody can put up (${page[1]}) carries the reader's address, as those do that show it in a false sign-in`,
    },
  }
}

/** The address of a meeting as Teams, Zoom or Meet build it, at a host that is not theirs. */
function meetingElsewhere(row: LureMail, { lists }: DetectorContext): Lure | null {
  const installs = wantsInstalled(row.text)
  // partners' accounts are taken over, too
  if (!isStrange(row) && row.auth === 'pass' && !installs) return null
  const page = row.links.find(
    ([url, domain]) =>
      (MEETING_PAGES.some(([host, path]) => host.test(domain) && path.test(url)) ||
        (installs && CALLED_LIKE_MEETINGS.test(domain) && familyOf(domain) !== row.from_family)) &&
      find(lists.meeting, domain) === null &&
      !isBrands(domain) &&
      !isOurs(domain, row),
  )
  if (!page) return null
  return {
    kind: installs ? 'worded-malware' : 'brand',
    strength: 'strong',
    what: {
      ja: `会議の参加リンクの形をしていますが、リンク先（${page[1]}）は会議サービスのものではありません`,
      en: `its link is built like one to a meeting, but leads to ${page[1]}, which is no meeting service's`,
    },
  }
}

const CALLED_LIKE_MEETINGS =
  /(?:^|[.-])(?:ms-?)?(?:teams?|zoom|webex|meet(?:ing)?s?|g-?meet|(?:web|video)-?conf\w*)(?:[.-]|\d|$)/i

/** by what the host calls itself, and the path */
const MEETING_PAGES: [RegExp, RegExp][] = [
  [/./, /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?l\/meetup-join\//i],
  [/zoom|meet|web-?conf|会議/i, /^https?:\/\/[^/?#]+\/(?:[jsw]|wc|my)\/\d{9,11}\b/i],
  [/meet/i, /^https?:\/\/[^/?#]+\/[a-z]{3}-[a-z]{4}-[a-z]{3}\b/i],
  [/webex/i, /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?(?:meet\/|j\.php\?)/i],
]
