/**
 * What kind of attack a flagged mail is. Desks for targeted attacks take the first kind only, so a doubt goes there: a mail that speaks
 * to its reader by name or uses what only a partner knows is 標的型 until somebody shows that it went to everybody.
 */
import { lettersIn } from '../mail/core-text.ts'
import { saysAbroad } from '../mail/languages/index.ts'
import { isInDocument } from '../mail/message.ts'
import { TRAINER, TRAINING_HEADERS } from '../mail/training.ts'
import { MONEY, SECRETS, wantsInstalled, wantsSomething } from '../mail/wants.ts'
import type { Finding } from './findings.ts'
import type { MailFacts } from './told-mail.ts'

export type MailKind = '標的型' | 'ばらまき' | 'フィッシング' | 'ビジネスメール詐欺' | '訓練メール'

/** What there is to fear of it where nothing is to be opened: a threat to answer, a number to ring. */
export type Approach = 'threat' | 'call' | ''

/** Mailboxes from which on the same mail or file is no aimed shot. */
const MANY = 4
/** A training goes to nearly everybody. */
const NEARLY_ALL = 0.6

/** Attachments that act: from what carries code to what hides it. */
export const CARRIERS = [
  'executable-attachment',
  'encrypted-archive-executable',
  'shortcut-attachment',
  'disk-image',
  'macro-document',
  'excel-addin',
  'html-smuggling',
]

export function kindOf(mail: MailFacts, findings: Finding[]): MailKind {
  const has = (...detectors: string[]) => findings.some((finding) => detectors.includes(finding.detector))
  if (isTraining(mail, has(...CARRIERS)) || trainsByName(mail)) return '訓練メール'
  const lure = luresOf(findings)
  // made for those who are known to read in a certain webmail
  if (lure.has('script')) return '標的型'
  // where something is to be run, nothing was typed: the PC is in danger, and no password
  const carries =
    (has(...CARRIERS) && !isForm(mail)) ||
    lure.has('worded-malware') ||
    (lure.has('brand') && wantsInstalled(mail.text))
  if (!carries && lure.has('blackmail')) return 'ばらまき'
  // a number to ring, and no page: a fraud that is sent to everybody
  if (!carries && lure.has('callback')) return 'ばらまき'
  // one person is asked for what he knows or can
  if (!carries && lure.has('task')) return '標的型'
  if (!carries && lure.has('thread') && (MONEY.test(mail.text) || movesMoney(mail.text))) return 'ビジネスメール詐欺'
  if (!carries && !lure.has('brand') && !lure.has('account') && (lure.has('chat') || lure.has('money')))
    return 'ビジネスメール詐欺'
  if (findings.some((finding) => usesWhatPartnersKnow(finding, mail)))
    return !carries && MONEY.test(mail.text) && !leadsDeep(mail) ? 'ビジネスメール詐欺' : '標的型'
  if (!carries && (lure.has('picture') || ((lure.has('account') || lure.has('brand')) && !leadsToFile(mail))))
    return 'フィッシング'
  for (const [worded, kind] of WORDED) if (!carries && lure.has(worded)) return kind
  if (!carries && MONEY.test(mail.text) && !leadsDeep(mail)) return 'ビジネスメール詐欺'
  if (!carries && (asksForSecrets(mail) || (has('phishing-lure') && leadsAway(mail) && !leadsToFile(mail))))
    return 'フィッシング'
  if (has('reworked-mail')) return '標的型'
  // an account that was taken over writes to all whom its owner knows
  if (has('sent-from-elsewhere')) return '標的型'
  if (mail.reach >= MANY) return 'ばらまき'
  if (isMachines(mail) && !lure.has('thread')) return 'ばらまき'
  if (isAddressed(mail) || lure.has('thread') || has('lookalike-domain', 'impersonated-sender')) return '標的型'
  if (findings.some((finding) => forgesPartner(finding, mail))) return '標的型'
  if (mail.file_reach >= MANY) return 'ばらまき'
  return isAnybodys(mail) ? 'ばらまき' : '標的型'
}

/** A partner's own letter sent again in his name, or a domain bought to pass for a partner's: made for these readers, whatever it asks for. */
function usesWhatPartnersKnow({ detector, severity, metrics }: Finding, mail: MailFacts): boolean {
  if (severity !== 'high') return false
  if (detector === 'lookalike-domain') return metrics.imitates === 'correspondent' && metrics.role === 'sender'
  const [before, now] = [metrics.sender_before, metrics.sender_now].map((shown) =>
    String(shown).replace(/\s*<[^>]*>$/, ''),
  )
  // a wave's mails resemble each other, too, and speak to nobody
  return detector === 'reworked-mail' && before === now && before !== '' && isAddressed(mail)
}

/** The address of a correspondent whose mail is proven otherwise; ours is borrowed by everybody. */
const forgesPartner = ({ detector, metrics }: Finding, mail: MailFacts) =>
  detector === 'authentication-failure' &&
  Number(metrics.earlier_confirmed) >= FEW_CONFIRMED &&
  [...mail.to, ...mail.cc, ...mail.delivered_to].every((address) => !address.endsWith(`@${mail.from_domain}`))
const FEW_CONFIRMED = 2

const movesMoney = (text: string) => saysAbroad('transfer', text) || saysAbroad('changedAccount', text)

/** What a copier, a fax or an exchange sends by itself: the office's own address in it is only borrowed. */
const MACHINE =
  /複合機|スキャン(?:データ|画像|文書|された)|(?:FAX|ファックス|ファクス)(?:を)?(?:受信|着信)|留守番?電話|\b(?:scan(?:ned)? (?:from|document|image|data|file)|copier|mfp|e-?fax|voice ?mail|voice message)\b/i
const isMachines = (mail: MailFacts) => MACHINE.test(`${mail.from_name} ${mail.subject}`)

/** What a stranger's wording sounds like, where no pretext says more. */
const WORDED: [string, MailKind][] = [
  ['worded-bec', 'ビジネスメール詐欺'],
  ['worded-phishing', 'フィッシング'],
  ['worded-scam', 'ばらまき'],
  ['worded-targeted', '標的型'],
]

/** What phishing-lure found the mail to ask for (src/detect/mail/phishing-lure.ts). */
/** Of what is sent to many: a threat, or a number to ring, where nothing that runs comes along. */
export function approachOf(kind: MailKind, findings: Finding[]): Approach {
  if (kind !== 'ばらまき' || findings.some(({ detector }) => CARRIERS.includes(detector))) return ''
  const lure = luresOf(findings)
  return lure.has('blackmail') ? 'threat' : lure.has('callback') ? 'call' : ''
}

const luresOf = (findings: Finding[]) =>
  new Set(
    findings
      .filter(({ detector }) => detector === 'phishing-lure')
      .flatMap(({ metrics }) => String(metrics.kind ?? '').split(', ')),
  )

/** The password of a file, which goes with a download and not with a page that asks for one. */
const FILE_PASSWORD = /(解凍|パスワード|パス|pass(word)?|pw)\s*(は|：|:|＝|=|「|\s(?=\S*\d)[A-Za-z0-9]{4})/i
const DOWNLOAD = /\.(zip|rar|7z|lzh|exe|iso|img|vhdx?|lnk|js|docm|xlsm|xll)(\?|$)/i

function asksForSecrets(mail: MailFacts): boolean {
  if (isForm(mail)) return true
  if (mail.links.some((link) => DOWNLOAD.test(link.url))) return false
  return leadsAway(mail) && SECRETS.test(`${mail.subject}\n${mail.text}`) && !FILE_PASSWORD.test(mail.text)
}

/** A page or picture that asks for a password, or only leads on to one that does. */
const isForm = (mail: MailFacts) =>
  mail.items.some((item) => item.traits.some(({ trait, detail }) => FORMS.test(trait) && !OPENS_SHARE.test(detail))) &&
  !mail.items.some((item) => item.traits.some(({ trait }) => trait === 'html-smuggling'))

const FORMS = /^(html-form|html-redirect|svg-script)$/
/** Leads to a share or into a search of Windows: what lies there is a program, no page. */
const OPENS_SHARE = /^(?:search(?:-ms)?:|ms-[a-z-]+:|file:|\\\\)/i

/** It carries nothing, leads nowhere, and asks for neither money, secrets nor haste: nothing can come of it but an answer. */
export const asksForNothing = (mail: MailFacts) =>
  mail.items.every((item) => item.type === 'image') &&
  mail.links.length === 0 &&
  !wantsSomething(`${mail.subject}\n${mail.text}`)

/** A page would take the archive or program down. */
const leadsToFile = (mail: MailFacts) => mail.links.some((link) => DOWNLOAD.test(link.url))

/**
 * What is sent to everybody with a mailbox: bills, orders, parcels, wages, scans, or no words at all. Papers of a ministry, an interview, a
 * survey, a meeting are written for somebody: the doubt goes to 標的型.
 */
const ANYBODYS =
  /請求|見積|著作権侵害|税務|国税|納税|注文|発注|納品|支払|入金|振込|送金|出荷|配送|配達|荷物|宅配|賞与|給与|領収|口座|運賃|船積|予約|宿泊|利用料|未払|\b(invoice|payment|order|purchase|quotation|quote|rfq|shipment|shipping|delivery|parcel|awb|bill of lading|packing list|remittance|receipt|statement|scan(ned)?|fax|voice ?mail|booking|reservation|swift|mt103|proforma|contract copy|draft b\/?l|pre-alert|vessel|manifest|waybill|deduction|overdue|copyright|infringe\w*|tax (?:audit|notice|refund))\b/i
/** Shorter is no letter, “please see the attachment”. */
const NO_LETTER = 60

function isAnybodys(mail: MailFacts): boolean {
  return lettersIn(mail.text) < NO_LETTER || isEverybodys(`${mail.subject}\n${mail.text}`)
}

const isEverybodys = (text: string) => ANYBODYS.test(text) || saysAbroad('everyday', text)

/** A link to somewhere that is not the sender's own place. */
const leadsAway = (mail: MailFacts) =>
  mail.links.some((link) => /^https?:/i.test(link.url) && !isInDocument(link.source))

/** Further than a home page, as signatures name it. */
const leadsDeep = (mail: MailFacts) => mail.links.some((link) => /^https?:\/\/[^/?#]+[/?#]+[^/?#]/i.test(link.url))

/** A greeting with a name in the languages of the West; “Dear customer”, “Dear Sales” and the like name nobody. */
const GREETING =
  /^\s*(?:dear|hi|hello|good (?:morning|afternoon|day)|sehr geehrte[rs]?|guten tag|lieber?|cher|chère|bonjour|estimad[oa]|gentile|egregio|beste|geachte|szanown[ya]|vážen[ýá]|hej|hei|kære|kjære|sayın|prezad[oa]|car[oa])[ \t,]+((?:mr|mrs|ms|dr|prof|professor|herr|frau|monsieur|madame|señora?|dott|pan|pani|(?:de )?heer|mevrouw)\b\.?)?[ \t]*(\S+)/imu
const NOBODY =
  /^(?:sirs?|madam|all|team|customers?|clients?|users?|colleagues?|friends?|partners?|members?|valued|accounts?|everyone|there|librarian|beneficiary|shipper|carrier|supplier|vendor|buyer|seller|sales|purchas\w*|procurement|finance|accounting|manager|owner|applicant|subscriber|webmaster|admin\w*|support|hr|damen|kunden?|kundin|kolleg\w+|herr(?:en)?|monsieur|madame|clientes?|client[ei]|utente|usuario|contribuente|klant|kund[ea]?|zákazník\w*|kliencie|müşteri\w*|senhor(?:es)?|señor(?:es)?)(?![a-z])/i
/** … and in those of Korea, China and Russia. */
const GREETING_ELSEWHERE =
  /^\s*(?!고객|회원)[\p{sc=Hangul} ]{1,12}(?:님께|교수님|박사님|선생님|위원님|부장님|과장님|대표님)|^\s*(?!尊敬的)\p{sc=Han}{1,4}(?:教授|老师|老師|博士|先生|女士|经理|經理|总|主任|处长|院长|部长|您好)[:：,，!！]|^\s*尊敬的(?!客户|用户|顾客|会员|用戶|客戶|各位)|^\s*уважаем(?:ый|ая)\s+(?!клиент|пользовател|абонент|партнер|партнёр|коллег)\S/imu

function greetsByName(text: string): boolean {
  const [, title, name = ''] = GREETING.exec(text) ?? []
  return /^\p{Lu}/u.test(name) && (title !== undefined || !NOBODY.test(name))
}

/** It calls its reader by a name: the family name before 様 or さん, or a greeting with a name. */
function isAddressed(mail: MailFacts): boolean {
  const opening = mail.text.slice(0, 300)
  if (greetsByName(opening) || GREETING_ELSEWHERE.test(opening)) return true
  return /[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}]{1,6}\s?(様|さん|先生|殿)/u.test(
    opening.replace(
      /(親愛なる先生様?|各位|(?:ご?担当|関係)者?(?:各位|様)|お客様|お?取引先様|事務局様|皆様|会員様|みなさん)/g,
      '',
    ),
  )
}

const trainsByName = (mail: MailFacts) =>
  (TRAINER.test(mail.from_domain) ||
    mail.links.some((link) => TRAINER.test(link.url_domain)) ||
    mail.headers.some(([name]) => EXERCISE_MARK.test(name))) &&
  mail.authentication.some(({ method, result }) => method !== 'arc' && result === 'pass')

/** A header of a service's own that says what it is: `X-Awareness-Sim`, `X-Phish-Sim`. Seldom enough in honest mail, but no sign by itself. */
const EXERCISE_MARK =
  /^x-(?:[a-z0-9]+-)*(?:phish-?(?:sim|test|drill|train)[a-z]*|awareness|sim|simulation|drill|exercise|training|sec(?:urity)?-?train(?:ing)?)(?:-[a-z0-9]+)*$/i

/** It stays suspicious until the trainer confirms. */
const TRAINING = new RegExp(`^(${TRAINING_HEADERS.join('|')})`, 'i')

function isTraining(mail: MailFacts, carries: boolean): boolean {
  if (mail.headers.some(([name]) => TRAINING.test(name))) return true
  const passes = (method: string) => mail.authentication.some((one) => one.method === method && one.result === 'pass')
  const own = mail.links.length > 0 && mail.links.every((link) => link.url_domain.endsWith(mail.from_domain))
  const everybody = mail.mailboxes >= 10 && mail.reach >= mail.mailboxes * NEARLY_ALL
  return !carries && everybody && own && passes('dkim') && mail.from_domain !== ''
}
