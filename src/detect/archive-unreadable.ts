import type { Text } from '../i18n/text.ts'
import {
  type AttachedItem,
  type AttachedMail,
  attachedMails,
  attachedWords,
  below,
  has,
  seenAttached,
} from './attached.ts'
import type { Detector } from './detector.ts'
import { grade, type Reason } from './grade.ts'

export const archiveUnreadable: Detector = {
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
    tables: ['mail_attachment'],
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
  async run(context) {
    const mails = await attachedMails(context, { unreadable: true })
    return mails.flatMap((mail) => {
      const items = mail.items.filter(
        (item) => isHidden(item) && !mail.items.some((one) => one.item === item.parent && one.unreadable !== ''),
      )
      const first = items.find((item) => item.unreadable === 'password') ?? items[0]
      if (!first) return []
      const bomb = items.some((item) => has(item, 'overlapping-entries') || item.unreadable === 'ratio')
      const listed = below(mail, first).length
      return [
        {
          ...grade(bomb ? 'plain' : 'weak', first.unreadable === 'password' ? reasons(mail, listed) : []),
          ...seenAttached(mail, items),
          words: { ...attachedWords(mail, first), why: WHY[first.unreadable] ?? WHY.damaged ?? '' },
        },
      ]
    })
  },
}

/** A broken picture or text hides nothing; a broken container may. */
const isHidden = (item: AttachedItem) =>
  item.unreadable !== '' && (!/^(damaged|unsupported)$/.test(item.unreadable) || CONTAINERS.has(item.type))

const CONTAINERS = new Set('zip 7z rar lzh cab tar gz bz2 xz z arj iso img vhd vhdx ole ooxml onenote'.split(' '))

const WHY: Record<string, Text> = {
  password: { ja: '暗号化されており、合うパスワードがない', en: 'encrypted, and no password fits' },
  'too-deep': { ja: '書庫の入れ子が深すぎる', en: 'archives nested too deep' },
  'too-many': { ja: 'ファイルが多すぎる', en: 'too many files' },
  'too-large': { ja: '展開すると大きすぎる', en: 'too large when unpacked' },
  ratio: { ja: '異常に大きく展開される（ZIP爆弾の疑い）', en: 'unpacks to an abnormal size, as bombs do' },
  time: { ja: '時間内に調べきれない', en: 'not finished in time' },
  damaged: { ja: '壊れている', en: 'damaged' },
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
        en: `Earlier archives of this sender (${opened} days) opened with a password: ask for one by the same rule.`,
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
