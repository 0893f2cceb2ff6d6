/** A stranger who poses as an office: of the reader's own organisation (personnel, general affairs, computers), of a state, of a town. */
import { labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import type { DetectorContext } from '../detector.ts'
import { claimedOffice } from './claimed-name.ts'
import { isOurs, isStrange, type Lure, type LureMail } from './lure.ts'
import { ANYBODYS_ENDING, misfitsOf } from './misfit.ts'
import { asksHaste, isBrands, isCaretaker, seenText } from './pretext.ts'
import { asksSecretByReply, claimsSomething } from './pretext-demands.ts'
import { offersRemoteHelp } from './pretext-telephone.ts'
import { asksForRoster, fitsNoMunicipality, threatensLoss } from './pretext-threats.ts'

export function officeLures(row: LureMail, context: DetectorContext): Lure[] {
  // at a brand's mail for everybody anybody writes
  const brands = isBrands(row.from_domain) && find(context.lists.freemail, row.from_domain) === null
  if (!isStrange(row) || row.list_id !== '' || brands) return []
  return [
    ownOffice(row, context),
    stateOffice(row, context),
    roster(row, context),
    helpDesk(row, context),
    secretByReply(row),
  ].filter((one) => one !== null)
}

/** The name is an office's and nothing else, the text speaks to employees, and no firm signs it: so write colleagues, who write from inside. */
function ownOffice(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.own_families.includes(row.from_family) || (row.auth !== 'fail' && row.family_known === 1)) return null
  if (row.auth !== 'fail' && (find(lists.notice, row.from_domain) || find(lists['mail-service'], row.from_domain)))
    return null
  const wants = row.attached === 1 || row.links.some(([, domain]) => !isOurs(domain, row))
  const name = seenText(row.from_name)
    .replace(/["'【】[\]]/g, '')
    .trim()
  const text = seenText(`${row.subject}\n${row.text}`)
  if (
    !wants ||
    !OFFICE.test(name) ||
    !TO_EMPLOYEES.test(text) ||
    FIRM.test(seenText(row.text)) ||
    signsAsItsDomain(row)
  )
    return null
  return {
    kind: 'account',
    strength: row.auth === 'pass' ? 'plain' : 'strong',
    what: {
      ja: `社内の部署（${name}）を名乗り、職員に添付やリンクを開かせようとしていますが、組織の外のアドレス（${row.from_address}）から届きました`,
      en: `it poses as an office of the reader's own (${name}) and has employees open something, from an address outside (${row.from_address})`,
    },
  }
}

/** `ThamesPay Payroll Services` from thamespay.co.uk: a bureau in its own name. */
function signsAsItsDomain({ text, from_domain }: LureMail): boolean {
  const { label } = labelOf(from_domain)
  const letters = (words: string) => words.toLowerCase().replace(/[^a-z0-9]/g, '')
  return letters(label).length >= OWN_NAME && letters(text.replace(/\S+@\S+|https?:\S+/g, ' ')).includes(letters(label))
}
const OWN_NAME = 6 // letters

const OFFICE =
  /^(?:人事|総務|経理|財務|労務|庶務|管理|情報システム|システム|情報管理|IT)(?:・?(?:人事|総務|経理|労務|給与))?(?:部|課|係|室|局|グループ|センター|担当|推進室)?(?:より|から|事務局|窓口)?$|^(?:the )?(?:hr|human resources|payroll|personnel|accounting|finance|administration|it|ict|internal communications?)(?: (?:department|dept\.?|team|office|services?|notices?|desk|support))?$|^(?:personalabteilung|personalbüro|lohnbuchhaltung|geschäftsleitung|service (?:rh|paie|du personnel)|ressources humaines|direction des ressources humaines|recursos humanos|risorse umane|ufficio personale|人力资源部?|人事部|行政部|信息部|인사팀|총무팀|인사총무팀)$/i
const TO_EMPLOYEES =
  /(?:職員|社員|従業員|教職員|全員|所員|局員|スタッフ)(?:の?(?:各位|皆様|皆さま|みなさま|の方))|給与(?:改定|明細|通知)|賞与|年末調整|健康診断|源泉徴収|就業規則|人事(?:評価|異動)|勤怠|有給|社内(?:規程|規定|アンケート|研修)|ストレスチェック|\b(?:salary|payroll|payslip|bonus|compensation|benefits? enrol\w*|employee (?:handbook|benefits|survey)|all (?:staff|employees)|dear (?:staff|employees|colleagues)|annual leave|performance review|w-2)\b|gehaltsabrechnung|mitarbeiter(?:innen)?|lohnsteuer|fiche de paie|bulletin de (?:paie|salaire)|collaborateurs|nómina|empleados|cedolino|dipendenti|全体员工|工资|薪资|年终奖|임직원|급여/i
/** A firm's name or a telephone in its signature: another organisation's office, which may well write. */
const FIRM =
  /株式会社|有限会社|合同会社|（株）|\(株\)|㈱|法人|大学|学校|病院|市役所|組合|協会|\bTEL\b|電話[：:]|\b(?:Inc|Ltd|LLC|GmbH|Corp|S\.?A\.?S?|Co\.)\b/i

/** A ministry, embassy or police that writes from plausible words under an ending for everybody: agencies that work for one use their own name. */
function stateOffice(row: LureMail, context: DetectorContext): Lure | null {
  const claimed =
    claimedOffice(row.from_name, row.from_domain) ??
    claimedOffice(/^\s*[【［[]([^】］\]]{2,20})[】］\]]/.exec(row.subject)?.[1] ?? '', row.from_domain)
  const newsletter = row.bulk === 1 && !asksHaste(row.text)
  if (newsletter || claimed === null || row.family_known === 1 || !ANYBODYS_ENDING.test(row.from_domain)) return null
  const odd = labelOf(row.from_domain).label.includes('-') || find(context.lists.freemail, row.from_domain) !== null
  if (!odd || (row.links.length + row.attached === 0 && !movesOn(row.text))) return null
  return {
    kind: row.links.length > 0 && (claimsSomething(row.text) || threatensLoss(row.text)) ? 'account' : 'task',
    strength: row.auth === 'pass' ? 'plain' : 'strong',
    what: {
      ja: `「${claimed}」を名乗っていますが、官公庁が使う種類のドメインではありません（${row.from_domain}）`,
      en: `it bears the name “${claimed}”, and no such office has a domain like ${row.from_domain}`,
    },
  }
}

/** to be gone on with elsewhere, or by an answer with names and numbers */
const movesOn = (text: string) =>
  /\b(?:signal|whatsapp|telegram|wechat|line)\b|携帯電話|mobilnummer|\bmobile number\b/i.test(text)

/** Who is who, asked by somebody about whom something does not fit. */
function roster(row: LureMail, context: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.family_known === 1 || !asksForRoster(row.text)) return null
  const poses = fitsNoMunicipality(row.from_name, row.from_domain)
  const misfit = misfitsOf(row, context)[0]
  if (!poses && !misfit) return null
  return {
    kind: 'task',
    strength: 'plain',
    what: {
      ja: `やり取りのない差出人（${row.from_address}）が、職員の名簿や連絡先、情報システムの担当者を尋ねています（次の攻撃の宛先にする手口です）。${poses ? '自治体が使う種類のドメインではありません' : (misfit?.ja ?? '')}`,
      en: `a stranger (${row.from_address}) asks for a list of the staff or for who cares for the computers, as those do who need the next addressees; ${poses ? 'no municipality has such a domain' : (misfit?.en ?? '')}`,
    },
  }
}

/** Somebody who wants to see the screen and be rung up: no vendor writes so first, and no help desk from an address that anybody can have. */
function helpDesk(row: LureMail, { lists }: DetectorContext): Lure | null {
  if (row.bulk === 1 || row.family_known === 1 || !offersRemoteHelp(row.text)) return null
  const free = find(lists.freemail, row.from_domain) !== null
  if (!free && !isCaretaker(row.from_name) && !DESK.test(row.from_name)) return null
  return {
    // in the name of the reader's own help desk it is aimed at him
    kind: isCaretaker(row.from_name) || DESK.test(row.from_name) ? 'task' : 'callback',
    strength: free ? 'strong' : 'plain',
    what: {
      ja: `やり取りのない差出人（${row.from_address}）が、遠隔操作の道具を起動させ、電話をかけさせようとしています（サポートを装う手口です）`,
      en: `a stranger (${row.from_address}) wants a tool for remote control started and a number rung, as those do who pose as support`,
    },
  }
}

const DESK =
  /\b(?:service|help) ?desk\b|\bsupport(?: (?:team|n\d|level \d))?\b|\bIT team\b|ヘルプデスク|サポート(?:窓口|センター)/i

/** No office asks for it, and none by mail. */
const secretByReply = (row: LureMail): Lure | null =>
  row.bulk === 1 || !asksSecretByReply(row.text)
    ? null
    : {
        kind: 'account',
        strength: 'strong',
        what: {
          ja: `やり取りのない差出人（${row.from_address}）が、パスワードや認証コードを返信で送らせようとしています`,
          en: `a stranger (${row.from_address}) wants a password or code by return of mail`,
        },
      }

/** … nor any colleague, unless his account was taken over. */
export const secretInside = (row: LureMail): Lure | null =>
  row.bulk === 1 || !asksSecretByReply(row.text)
    ? null
    : {
        kind: 'account',
        strength: 'plain',
        what: {
          ja: '職員のアドレスから、パスワードや認証コードを送らせようとしています。そのアカウントが乗っ取られていないか、本人に電話で確かめてください',
          en: "from one of the staff's own addresses, it wants a password or code sent: ask by telephone, the account may have been taken over",
        },
      }
