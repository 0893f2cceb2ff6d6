/** Lures that lead to a genuine page: one that signs a device in, that lets an application in, or a form. What is asked there is what is wrong. */
import { decoded } from '../../mail/wrapped-link.ts'
import { isStrange, type Lure, type LureMail } from './lure.ts'
import { isBrands } from './pretext.ts'
import { wantsPasswordTyped } from './pretext-demands.ts'

export const pageLures = (row: LureMail): Lure[] =>
  [deviceCode(row), consent(row), passwordForm(row)].filter((one) => one !== null)

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
/** by its name, or as it looks: letters and figures without a word */
const DEVICE_CODE =
  /(?:コード|[Cc]ode|CODE|代码|代碼|코드|mã)\s*(?:は|is|:|：|→|-)?\s*[「"]?[A-Z0-9]{4}-?[A-Z0-9]{3,5}\b|(?<![A-Za-z0-9/_.-])(?=[A-Z0-9]{0,8}\d)(?=\d{0,8}[A-Z])[A-Z0-9]{8,9}(?![A-Za-z0-9/_-]|\.[a-z0-9])/

/** The page is the genuine one, too, on which an application is let into one's mail or files: whose it is, only its sender says. */
function consent(row: LureMail): Lure | null {
  const page = row.links.find(([url]) => CONSENT_PAGE.test(url))
  if (!page || isBrands(row.from_domain)) return null
  const reads = READS_MAIL.test(decoded(page[0]))
  // a partner's account may be abused
  if (!reads && !isStrange(row)) return null
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
