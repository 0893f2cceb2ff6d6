import { amount, type Text } from '../../i18n/text.ts'
import type { DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason } from '../grade.ts'
import { type AttachedItem, type AttachedMail, attachedWords, below, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { type MailRow, mailWords, seenMail } from './mail-row.ts'

const TWO_DIRECTORIES = 'two-directories'

export const archiveUnreadable = attachedDetector({
  id: 'archive-unreadable',
  title: { ja: '中身を確認できない添付ファイル', en: 'Attachment that could not be looked into' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」は、中身を確認できませんでした（{{why}}）。不正とは言えませんが、安全とも言えません。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} could not be looked into ({{why}}). That is not malicious, but nothing was cleared either.',
  },
  next_steps: {
    ja: [
      'パスワードを差出人や受信者に尋ね、kyumei scan に --password で渡す',
      '開いた人がいれば、その端末の通信を調べる',
    ],
    en: [
      'Ask the sender or the reader for the password and give it to kyumei scan with --password',
      'If somebody opened it, look at what that computer contacted',
    ],
  },
  attack: ['T1027.013'],
  references: ['docs/verdicts.md: not visible is not harmless'],
  needs: {
    tables: ['mail', 'mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: 'パスワードを電話で伝える取引先、固定の規則（電話番号、日付、郵便番号）',
      en: 'partners who tell passwords by phone or by a fixed rule (phone number, date, postcode)',
    },
    { ja: '大きすぎる図面や動画', en: 'drawings and films that are too large' },
  ],
  wanted: { unreadable: true, traits: [TWO_DIRECTORIES] },
  judge(mail) {
    const items = mail.items.filter(
      (item) =>
        has(item, TWO_DIRECTORIES) ||
        (isHidden(item) && !mail.items.some((one) => one.item === item.parent && one.unreadable !== '')),
    )
    const first = items.find((item) => item.unreadable === 'password') ?? items[0]
    if (!first) return []
    const bomb = items.some((item) => has(item, 'overlapping-entries', TWO_DIRECTORIES) || item.unreadable === 'ratio')
    const listed = below(mail, first).length
    const why = first.unreadable === '' ? TWO_DIRECTORIES : first.unreadable
    return [
      {
        ...grade(
          bomb || isSealedByStranger(mail, first) ? 'plain' : 'weak',
          first.unreadable === 'password' ? reasons(mail, listed) : [],
        ),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first), why: WHY[why] ?? WHY.damaged ?? '' },
      },
    ]
  },
  besides: brokenOff,
})

/** Messages of which the reader itself had to leave something out, at one of its bounds (docs/mail.md). */
async function brokenOff(context: DetectorContext): Promise<Sign[]> {
  const rows = await context.query<MailRow & { bounds: string[] }>(BROKEN_OFF, { bounds: Object.keys(BOUNDS) })
  return rows.map((row) => ({
    ...grade('weak', []),
    ...seenMail(row),
    destinations: [],
    metrics: { defects: row.bounds.join(', ') },
    words: {
      ...mailWords(row),
      attachment: { ja: 'メール本体の一部', en: 'part of the message itself' },
      why: BOUNDS[row.bounds[0] ?? ''] ?? '',
    },
  }))
}

/** Defects by which the reader left something out. */
export const BOUNDS: Record<string, Text> = {
  'nested-too-deep': { ja: '部分の入れ子が深すぎる', en: 'parts nested too deep' },
  'too-many-parts': { ja: '部分が多すぎる', en: 'too many parts' },
  'too-many-attachments': { ja: '添付が多すぎる', en: 'too many attachments' },
  'too-large': { ja: 'メールが大きすぎる', en: 'the message is too large' },
  'header-too-large': { ja: 'ヘッダが大きすぎる', en: 'its headers are too large' },
  'text-too-long': { ja: '本文が長すぎる', en: 'its text is too long' },
  'damaged-tnef': { ja: 'winmail.datが壊れている', en: 'winmail.dat is damaged' },
}

const BROKEN_OFF = `
SELECT mail_id AS id, file, evidence_id, line, formatDateTime(time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS seen, 1 AS copies, [file] AS copy_files, from_name, from_address,
  from_domain, '' AS from_family, if(empty(delivered_to), to_address, delivered_to) AS own_readers, subject,
  arrayFilter(one -> has({bounds:Array(String)}, one), defects) AS bounds
FROM mail
WHERE hasAny(defects, {bounds:Array(String)}) AND evidence_id IN (SELECT evidence_id FROM evidence)
ORDER BY mail.time, mail_id
LIMIT 1 BY content_id
LIMIT 1000`

/**
 * Offices in Japan encrypt ZIPs, whose names stand open. An archive that hides even its names, from somebody who never wrote before and whose
 * domain nothing proves, gives a filter and its reader nothing to go by: a person should ask before anybody opens it.
 */
const isSealedByStranger = (mail: AttachedMail, item: AttachedItem) =>
  item.unreadable === 'password' && has(item, 'hidden-names') && mail.days_before === 0 && !mail.genuine && !mail.inside

/** A broken picture or text hides nothing; a broken container may. */
const isHidden = (item: AttachedItem) =>
  item.unreadable !== '' && (!/^(damaged|unsupported)$/.test(item.unreadable) || CONTAINERS.has(item.type))

const CONTAINERS = new Set('zip 7z rar lzh cab tar gz bz2 xz z arj iso img vhd vhdx ole ooxml onenote pdf'.split(' '))

const WHY: Record<string, Text> = {
  password: { ja: '暗号化されており、合うパスワードがない', en: 'encrypted, and no password fits' },
  'too-deep': { ja: '書庫の入れ子が深すぎる', en: 'archives nested too deep' },
  'too-many': { ja: 'ファイルが多すぎる', en: 'too many files' },
  'too-large': { ja: '展開すると大きすぎる', en: 'too large when unpacked' },
  ratio: { ja: '異常に大きく展開される（ZIP爆弾の疑い）', en: 'unpacks to an abnormal size, as bombs do' },
  time: { ja: '時間内に調べきれない', en: 'not finished in time' },
  damaged: { ja: '壊れている', en: 'damaged' },
  [TWO_DIRECTORIES]: {
    ja: '目次が二つあり、開くソフトによって見えるファイルが変わる',
    en: 'it has two directories: what it shows depends on the program that opens it',
  },
  unsupported: { ja: '対応していない形式', en: 'a format that is not supported' },
}

function reasons(mail: AttachedMail, listed: number): Reason[] {
  const opened = mail.habits.get('opened') ?? 0
  const found: Reason[] = []
  if (opened > 0) {
    found.push({
      effect: 'weakens',
      text: {
        ja: `同じ差出人の以前の書庫（${opened}日分）はパスワードで開けました。同じ規則のパスワードを尋ねてください。`,
        en: `Earlier archives of this sender (${amount(opened, 'day')}) opened with a password: ask for one by the same rule.`,
      },
    })
  }
  if (listed > 0) {
    found.push({
      effect: 'weakens',
      text: { ja: `名前だけは見えています（${listed}個）。`, en: `The names inside are visible (${listed}).` },
    })
  }
  return found
}
