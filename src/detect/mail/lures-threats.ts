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
  asksForPrivateAddress,
  demandsAct,
  fitsNoOffice,
  hasCodeRun,
  hasLimit,
  namesEmployer,
  offersEasyWork,
  offersWindfall,
  raisesFalseAlarm,
  threatensLoss,
  wantsOthersPassword,
} from './pretext-threats.ts'

export function threatLures(row: LureMail, context: DetectorContext): Lure[] {
  if (row.bulk === 1 || row.list_id !== '' || !isStrange(row)) return []
  // at a brand's mail for everybody anybody asks
  if (isBrands(row.from_domain)) return find(context.lists.freemail, row.from_domain) === null ? [] : task(row, context)
  const away = linksAway(row, context)
  return [...(away.length === 0 ? [] : page(row, away, context)), ...document(row, context), ...task(row, context)]
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
  const free = find(lists.freemail, row.from_domain) !== null
  if (free && offersEasyWork(text))
    return [
      {
        kind: 'worded-scam',
        strength: 'plain',
        what: {
          ja: `やり取りのない差出人が、だれでも取れるアドレス（${row.from_address}）から、在宅の簡単な仕事と高い報酬を持ちかけ、チャットへ移らせようとしています。口座や身分証の情報を集めたり、送金を手伝わせたりする手口です`,
          en: `a stranger at ${row.from_address}, which anybody can have, offers easy work at home for good pay and moves the talk to a chat: who answers is asked for papers, fees or to pass money on`,
        },
      },
    ]
  if (asksForPrivateAddress(text))
    return [
      {
        kind: 'task',
        strength: 'plain',
        what: {
          ja: '組織のフィルタを避けるため、個人のアドレスを教えるよう求めています。そこへ届くものは、組織のだれにも見えません',
          en: "it wants a private address, past the office's filters: what is sent there, nobody of the office sees",
        },
      },
    ]
  if (!free || !namesEmployer(row.from_name) || !asksForOpinion(text)) return []
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
