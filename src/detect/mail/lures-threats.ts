/**
 * Lures of a sender whom nobody knows, whatever name he bears: a proven domain of his own proves nothing. None of these words alone is
 * odd; a genuine service that says the same writes from an ordinary domain, names no loss for doing nothing, or wants no password of others.
 */
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import type { DetectorContext } from '../detector.ts'
import { oddities } from './borrowed-name.ts'
import { isCared, isStrange, type Lure, type LureMail, linksAway } from './lure.ts'
import { carriesAddress, isBrands } from './pretext.ts'
import {
  asksForDetails,
  asksForIdentity,
  asksForOpinion,
  demandsAct,
  fitsNoOffice,
  hasCodeRun,
  hasLimit,
  namesEmployer,
  offersWindfall,
  raisesFalseAlarm,
  threatensLoss,
  wantsOthersPassword,
} from './pretext-threats.ts'

export function threatLures(row: LureMail, context: DetectorContext): Lure[] {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row) || isBrands(row.from_domain)) return []
  const away = linksAway(row, context)
  return [
    ...(away.length === 0 ? [] : page(row, away, context)),
    ...document(row, context),
    ...task(row, context),
    ...enabling(row),
  ]
}

type Links = LureMail['links']

/** A page that is to be opened, for a pretext. */
function page(row: LureMail, away: Links, context: DetectorContext): Lure[] {
  const text = `${row.subject}\n${row.text}`
  const place = away[0]?.[1] ?? ''
  const lure = (strength: Lure['strength'], ja: string, en: string): Lure[] => [
    { kind: 'account', strength, what: { ja, en } },
  ]
  if (wantsOthersPassword(text))
    return lure(
      row.auth === 'pass' ? 'plain' : 'strong',
      `やり取りのない差出人が、ほかの組織やメールのアカウントのパスワードを ${place} で入力させようとしています`,
      `a stranger wants the password of a mailbox or of another's account typed at ${place}`,
    )
  if (raisesFalseAlarm(text))
    return lure(
      'plain',
      `心当たりのない操作を知らせ、何もしないとアカウントが使えなくなると告げて ${place} を開かせようとしています（本物の通知は、何もしなくても停止しません）`,
      `it tells of a sign-in or change and says that the account is lost unless ${place} is opened: genuine notices let it rest`,
    )
  const hosts = [...new Set([row.from_domain, ...away.map(([, domain]) => domain)])]
  const misfit = fitsNoOffice(row.from_name, row.from_domain)
  if (
    hasLimit(text) &&
    ((offersWindfall(text) && asksForDetails(text)) || asksForIdentity(text)) &&
    (misfit || !/\.(?:go|lg)\.jp$/.test(row.from_domain))
  )
    return lure(
      'plain',
      `還付金や当選、ポイントなどを口実に、期限を切って口座やカードの情報を ${place} で入力させようとしています`,
      `with a refund, prize or the like and a time limit it wants bank or card details typed at ${place}`,
    )
  const odd = Math.max(...hosts.map((host) => oddities(host, context))) + (misfit ? 1 : 0)
  if (odd > 0 && hasLimit(text) && threatensLoss(text) && demandsAct(text))
    return lure(
      odd >= 2 && row.auth !== 'pass' ? 'strong' : 'plain',
      `期限までに手続きしないと利用停止や割増などになると告げ、${place} を開かせようとしています（${misfit ? '名乗っている事業者や役所が使う種類のドメインではありません' : '本物の事業者には不自然なドメインです'}）`,
      `it threatens a loss unless ${place} is opened in time, ${misfit ? 'and no office of the kind it names has such a domain' : 'an odd place for who cares for such things'}`,
    )
  return []
}

/** A document of a stranger whose link already carries the reader's address, to somebody else's place. */
function document(row: LureMail, context: DetectorContext): Lure[] {
  const link = row.links.find(
    ([url, domain, source]) =>
      source === 'attachment' &&
      (row.auth === 'fail' || familyOf(domain) !== row.from_family) &&
      !isCared(domain, context) &&
      carriesAddress(url, row.readers),
  )
  return link === undefined
    ? []
    : [
        {
          kind: 'account',
          strength: row.auth === 'pass' ? 'plain' : 'strong',
          what: {
            ja: `添付の文書の中のリンク（${link[1]}）に、受信者のアドレスが入っています。パスワードを入力させるページの形です`,
            en: `the link in its document (${link[1]}) carries the reader's own address, as pages that ask for a password do`,
          },
        },
      ]
}

/** As though the text could not be read otherwise: no form says so. */
const TO_BE_SEEN =
  /(?:表示|文字化け|保護|閲覧|読め)[\s\S]{0,60}(?:コンテンツの?を?有効|編集を有効|マクロを有効)|\b(?:view|display|protected|read|see)\b[\s\S]{0,80}\benable (?:content|editing|macros?)\b|\benable (?:content|editing|macros?)\b[\s\S]{0,60}\b(?:view|display|protected|read|see)\b|(?:anzeig|geschützt)\w*[\s\S]{0,80}(?:inhalt|bearbeitung|makros?) aktivieren|(?:显示|查看|保护)[\s\S]{0,30}启用(?:内容|宏)|(?:표시|보호)[\s\S]{0,30}콘텐츠 사용/i

/** Macros are switched off for a reason: a bill or a letter has none. */
function enabling(row: LureMail): Lure[] {
  if (row.attached === 0) return []
  const form = !ENABLE.test(row.text) || A_FORM.test(`${row.subject}\n${row.text}`)
  if (form && !TO_BE_SEEN.test(row.text)) return []
  return [
    {
      kind: 'worded-malware',
      strength: 'plain',
      what: {
        ja: 'やり取りのない差出人が、添付を開いて「コンテンツの有効化」（マクロの実行）をするよう求めています',
        en: 'a stranger wants the attachment opened and its content (macros) enabled',
      },
    },
  ]
}

/** Forms and tools do have macros, and say so; they may come under a password. */
const A_FORM =
  /様式|調査|申請|シート|資料|推移表|集計|計算表|管理表|一覧表|帳票|いつも(?:どおり|通り|の)|パスワード|password|\b(?:form|sheet|template|questionnaire|survey)\b/i
const ENABLE =
  /(?:コンテンツの?有効化|(?:マクロ|編集)[^。\n]{0,12}(?:を|は)?有効に?(?:化|して|し)|編集を有効)|\b(?:enable|allow|activate) (?:the )?(?:content|macros?|editing)\b|\b(?:inhalt|makros?|bearbeitung) (?:zu )?aktivier|启用(?:内容|宏)|콘텐츠 사용/i

/** What is asked of one person for what he knows or can: an interview, a task. */
function task(row: LureMail, { lists }: DetectorContext): Lure[] {
  const text = `${row.subject}\n${row.text}`
  if (row.links.length > 0 && hasCodeRun(text))
    return [
      {
        kind: 'task',
        strength: 'plain',
        what: {
          ja: '採用や課題を口実に、外部のプログラムを取得して実行させようとしています（技術者をねらう手口です）',
          en: 'for a job or a test it wants somebody else’s code fetched and run, as attackers ask of engineers',
        },
      },
    ]
  if (find(lists.freemail, row.from_domain) === null || !namesEmployer(row.from_name) || !asksForOpinion(text))
    return []
  return [
    {
      kind: 'task',
      strength: 'plain',
      what: {
        ja: `報道機関や官庁を名乗っていますが、だれでも取れるアドレス（${row.from_address}）から取材や意見を求めています。返信すると不正な添付やリンクが届く手口があります`,
        en: `it names a newspaper, ministry or the like and asks for an interview or opinion from ${row.from_address}, which anybody can have: what comes after an answer is the attack`,
      },
    },
  ]
}
