/** Who may write what an original says: its circle; and whether a mail of somebody else's poses as the original's people or thread. */

import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { nameKey } from '../../mail/attachment-kind.ts'
import { isSharedName } from '../../mail/leak.ts'
import { domainOf } from '../../mail/own-side.ts'
import { organisationIn, personKeys } from '../../mail/person-name.ts'
import type { DetectorContext } from '../detector.ts'
import type { ReuseRow } from './reuse-row.ts'

/**
 * The sender belongs to an organisation that had the original, or is a private address that had it. Offices write their own templates and
 * pass their own mail on; what an abused account of the circle adds (a program, a link) is judged without this.
 */
export function inCircle(row: ReuseRow, { lists }: DetectorContext): boolean {
  const { original } = row
  const had = [original.from_address, ...original.readers]
  if (had.includes(row.from_address)) return true
  if (row.signed_by.some((domain) => original.signed_by.includes(domain) && !isFree(domain, lists))) return true
  if (isFree(row.from_domain, lists)) return false
  return had.some((address) => familyOf(domainOf(address)) === row.from_family)
}

const isFree = (domain: string, lists: DetectorContext['lists']) => find(lists.freemail, domain) !== null

/**
 * A re-work works because the reader takes it for the original's next mail: it uses its writer's name or the local part of his address,
 * its thread, its own subject, or its attachment's name. Two offices that use one form of letter share none of these, and where not a word
 * of the text is the original's, 参加者名簿.zip of one and of another is what every office sends, also as the subject.
 */
export function poses(row: ReuseRow, text: boolean): boolean {
  const { original } = row
  return (
    row.names.some((name) => isTellingName(name, row) && (text || tellingLength(name) >= ALONE)) ||
    row.in_reply_to === original.message_id ||
    row.reference_ids.includes(original.message_id) ||
    sharesName(row.from_name, original.from_name) ||
    sharesLocalPart(row.from_address, original.from_address) ||
    (row.subject_key === original.subject_key && tellingSubject(row, text) >= 3)
  )
}

function sharesName(name: string, was: string): boolean {
  if (name === '' || was === '') return false
  const keys = personKeys(was)
  return keys.length > 0 ? personKeys(name).some((key) => keys.includes(key)) : name === was && namesOne(was)
}

/** An organisation, or words of its own: 担当 and 経理 write from every office. */
const namesOne = (name: string) => organisationIn(name) !== null || name.length >= 6

/** A local part that is nobody else's: `t-tanaka01`, `yamamoto.k`. A family name alone stands at every firm. */
function sharesLocalPart(address: string, was: string): boolean {
  const [local = '', genuine = ''] = [address, was].map((one) => one.slice(0, one.lastIndexOf('@')))
  const telling = genuine.length >= 10 || (genuine.length >= 5 && /[\d._-]/.test(genuine))
  return telling && !isSharedName(was) && bare(local).includes(bare(genuine))
}

const bare = (local: string) => local.replace(/[._-]/g, '')

/** Characters of an attachment's name that nobody else comes up with; fewer where the subject is the same too, more where no text is. */
const DISTINCTIVE = 4
const WITH_SUBJECT = 3
const ALONE = 6

export function isTellingName(name: string, { subject_key, original }: ReuseRow): boolean {
  const own = tellingLength(name)
  return own >= DISTINCTIVE || (own >= WITH_SUBJECT && subject_key === original.subject_key)
}

const tellingLength = (name: string) => tellingPart(nameKey(name), EVERYBODYS).length

/** A subject that only repeats the attachment's name says nothing more, unless text is shared as well. */
function tellingSubject({ subject_key, names }: ReuseRow, text: boolean): number {
  const rest = text ? subject_key : names.reduce((left, name) => left.replace(nameKey(name), ''), subject_key)
  return tellingPart(rest, EVERYBODYS_SUBJECT).length
}

/** What is left without what every office calls its files and subjects: two suppliers both send 請求書_10月分.pdf. */
const tellingPart = (name: string, everybodys: RegExp) => name.replace(everybodys, '')

const FILES =
  '[\\d\\s_\\-.()（）]+|年度?|月分?|日付?|[第号回版分]|ver|rev|final|copy|コピー|最新|修正|確定|改訂|[御ご]?(?:請求|見積|納品|注文|発注|領収|契約|報告|申込|申請|依頼|仕様|明細|計算|証明)書?|議事録|資料|案内|お知らせ|次第|要項|名簿|一覧|様式|添付|送付|(?:単価|価格|料金|工程|日程|見積|予定|集計|時刻)表|図面|写真|履歴書|職務経歴書|カタログ|パンフレット|チラシ|ファイル|パスワード|暗号化|解凍|開封|自動送信|password|encrypted|invite|invitation|meeting|calendar|event|招待状?|invoice|receipt|estimate|quotation|document|scan|report|form|data'
const EVERYBODYS = new RegExp(FILES, 'gi')
const EVERYBODYS_SUBJECT = new RegExp(
  `${FILES}|[\\p{P}\\p{S}]+|[御ご]?(?:連絡|確認|回答|返信|返事|検討|挨拶|相談|質問|訪問|面談|出席|参加|協力|対応|送付|提出|開催|変更|招待|共有)|御?お?(?:願い|礼|詫び|知らせ|問い?合わ?せ|打ち?合わ?せ|見積も?り|支払い?|振込み?)|会議|日程|調整|候補|の?件|について|に関する|[の等をは]|お?送り?|(?:いた|致)?し?ます|ください|ありがとうございま(?:した|す)|本日|先日|次回|月次|週次|日次|定例|重要|至急|再送|meeting|schedule|request|thanks?|thank you|regarding|monthly|weekly|daily|notice|reminder|your|the|for|of`,
  'giu',
)
