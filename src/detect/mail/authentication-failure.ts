import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { RECOMPUTED } from '../../mail/own-side.ts'
import type { Detector, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { LIST } from './mail-reason.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, seenMail } from './mail-row.ts'

export const authenticationFailure: Detector = {
  id: 'authentication-failure',
  title: { ja: '送信ドメイン認証の失敗', en: 'The sender’s domain could not be proven' },
  explanation: {
    ja: '「{{subject}}」（差出人 {{from}}）は、{{domain}} から送られたことを{{server}}確かめられませんでした（SPF {{spf}}、DKIM {{dkim}}、DMARC {{dmarc}}）。このドメインのメールは普段{{usually}}%が確かめられています。',
    en: '{{server}} could not confirm that “{{subject}}” from {{from}} was sent by {{domain}} (SPF {{spf}}, DKIM {{dkim}}, DMARC {{dmarc}}). Of this domain’s mail {{usually}} % is confirmed.',
  },
  next_steps: {
    ja: ['差出人に電話で確かめるまで、添付やリンクを開かない', 'DMARCに従って受信側で隔離する設定を検討する'],
    en: [
      'Open nothing before the sender has confirmed it by telephone',
      "Consider quarantining what fails the sender's DMARC",
    ],
  },
  attack: ['T1566', 'T1672'],
  references: ['RFC 8601 (Authentication-Results)', 'RFC 7489 (DMARC)', 'RFC 8617 (ARC)'],
  needs: {
    tables: ['mail'],
    without: {
      ja: '受信サーバが認証結果（Authentication-Results）を書いていないと、--dns の指定がない限り見えません。',
      en: 'Without Authentication-Results of the receiving server it is visible only with --dns.',
    },
  },
  parameters: [
    {
      name: 'usual_share',
      unit: 'share of the domain’s mails',
      default: 0.8,
      reason: {
        ja: '普段から失敗する送信元の失敗は、何も語らない',
        en: 'a failure of a domain that often fails tells nothing',
      },
    },
    {
      name: 'usual_mails',
      unit: 'mails',
      default: 4,
      reason: { ja: '普段を知るのに要る数', en: 'as many show what is usual' },
    },
  ],
  false_positives: [
    {
      ja: 'メーリングリストや転送で壊れる認証（List-Id、ARC、Delivered-To）',
      en: 'lists and forwarding, which break proofs (List-Id, ARC, Delivered-To)',
    },
    {
      ja: '本文や添付を書き換える無害化・誤送信対策の製品（入口より内側の結果は使わない）',
      en: 'gateways that rewrite bodies: results written behind the border are not used',
    },
    { ja: '設定の古い送信元、一斉配信サービス', en: 'senders with old settings, mass-mailing services' },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, { mails: context.parameter('usual_mails') })
    const rewritten = Number((await context.query<{ share: number }>(BROKEN_SIGNATURES))[0]?.share ?? 0) > REWRITES
    return rows.flatMap((row) => toSign(row, context.parameter('usual_share'), rewritten) ?? [])
  },
}

interface Row extends MailRow {
  own: number
  spf: string
  dkim: string
  dmarc: string
  arc: string
  border: string
  list_id: string
  bulk: number
  loaded: number
  forwarded: number
  return_path: string
  origin: string
  earlier: string
  earlier_passes: string
  earlier_same_path: string
}

/** Where so many signatures arrive broken, something of ours changes the messages before they are checked. */
const REWRITES = 0.3

function toSign(row: Row, usual: number, rewritten: boolean): Sign | null {
  const [earlier, passes] = [Number(row.earlier), Number(row.earlier_passes)]
  const share = earlier === 0 ? 0 : passes / earlier
  const usually = earlier > 0 && share >= usual
  const only = row.dmarc !== 'fail' && row.spf !== 'fail' && row.spf !== 'softfail'
  if (only && (rewritten || row.dkim !== 'fail')) return null
  // nobody knows better: half of all junk fails
  if (!usually && !(row.dmarc === 'fail' && row.loaded === 1)) return null
  const strength: Strength = !usually
    ? 'weak'
    : row.dmarc === 'fail'
      ? 'strong'
      : row.spf === 'fail' && row.dkim !== 'pass'
        ? 'plain'
        : 'weak'
  const reasons: Reason[] = [
    ...(row.list_id !== '' ? [LIST] : []),
    ...(row.arc === 'pass' ? [ARC] : []),
    ...(row.forwarded === 1 ? [FORWARDED] : []),
    ...(Number(row.earlier_same_path) >= 2 ? [SAME_PATH] : []),
  ]
  const returns = row.return_path.slice(row.return_path.lastIndexOf('@') + 1)
  const elsewhere = returns !== '' && familyOf(returns) !== row.from_family ? returns : ''
  return {
    ...seenMail(row),
    ...grade(strength, reasons),
    // the domain in From is the one that is abused: what stands behind it is the address that delivered it
    destinations: [...(row.origin === '' ? [] : [row.origin]), ...(elsewhere === '' ? [] : [elsewhere])],
    metrics: {
      sender_domain: row.from_domain,
      spf: row.spf || '—',
      dkim: row.dkim || '—',
      dmarc: row.dmarc || '—',
      checked_by: row.border,
      earlier_mails_of_domain: earlier,
      earlier_confirmed: passes,
    },
    words: {
      ...mailWords(row),
      domain: row.from_domain,
      server: checkedBy(row.border),
      spf: row.spf || '—',
      dkim: row.dkim || '—',
      dmarc: row.dmarc || '—',
      usually: Math.round(share * 100),
    },
  }
}

const checkedBy = (border: string): Text =>
  border === RECOMPUTED
    ? { ja: 'kyumeiがDNSの現在の答えから計算し直しても', en: 'From what DNS answers today, kyumei' }
    : { ja: `入口のサーバ ${border || '—'} が`, en: `Our border server ${border || '—'}` }

const ARC: Reason = {
  effect: 'explains',
  text: { ja: '転送した側の記録（ARC）では正しく認証されています。', en: 'The forwarder’s record (ARC) is good.' },
}
const FORWARDED: Reason = {
  effect: 'weakens',
  text: {
    ja: '宛先が、届いたメールボックスと違います。転送で認証が壊れたのかもしれません。',
    en: 'It was addressed to another mailbox than it lies in: forwarding may have broken the proof.',
  },
}
const SAME_PATH: Reason = {
  effect: 'explains',
  text: {
    ja: '同じ経路のメールは以前から同じように失敗しています。',
    en: 'Mail on the same path has failed so before.',
  },
}

const BROKEN_SIGNATURES = `
SELECT countIf(dkim = 'fail') / count() AS share
FROM message
WHERE inside = 0 AND dkim IN ('pass', 'fail')
HAVING count() >= 20`

const SQL = `
WITH
  usual AS
  (
    SELECT from_family, groupArray((time, auth = 'pass')) AS history
    FROM message
    WHERE inside = 0 AND auth IN ('pass', 'fail', 'none')
    GROUP BY from_family
  ),
  failing AS
  (
    SELECT from_family, return_path, substring(IPv6NumToString(origin_ip), 1, 16) AS network, groupArray(time) AS times
    FROM message
    WHERE auth = 'fail'
    GROUP BY from_family, return_path, network
  )
SELECT ${MAIL_COLUMNS},
  message.own AS own, message.return_path AS return_path, if(message.origin_ip = toIPv6('::'), '', address(message.origin_ip)) AS origin, spf, dkim, dmarc, arc, border, list_id, bulk,
  toUInt8(notEmpty(attachments) OR notEmpty(link_domains)) AS loaded,
  toUInt8(notEmpty(boxes) AND NOT hasAny(boxes, arrayConcat(to_address, cc_address)) AND notEmpty(to_address) AND NOT has(own_readers, to_address[1])) AS forwarded,
  length(arrayFilter(one -> one.1 < message.time, usual.history)) AS earlier,
  length(arrayFilter(one -> one.1 < message.time AND one.2, usual.history)) AS earlier_passes,
  length(arrayFilter(one -> one < message.time - INTERVAL 7 DAY, failing.times)) AS earlier_same_path
FROM message
LEFT JOIN usual ON usual.from_family = message.from_family
LEFT JOIN failing ON failing.from_family = message.from_family AND failing.return_path = message.return_path
  AND failing.network = substring(IPv6NumToString(message.origin_ip), 1, 16)
WHERE judged = 1 AND auth = 'fail' AND inside = 0
  AND (earlier >= {mails:Float64} OR dmarc = 'fail')
ORDER BY message.time, id
LIMIT 5000`
