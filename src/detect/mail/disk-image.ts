import type { Text } from '../../i18n/text.ts'
import { grade, type Reason } from '../grade.ts'
import { type AttachedItem, type AttachedMail, attachedWords, chain, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { known, longKnown, own, signedReasons } from './attached-reasons.ts'

export const diskImage = attachedDetector({
  id: 'disk-image',
  title: { ja: 'ディスクイメージの添付', en: 'Disk image attached' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」はディスクイメージです。開くとドライブになり、中に{{what}}（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} is a disk image: opened, it becomes a drive, and inside {{what}} ({{path}}).',
  },
  next_steps: {
    ja: ['添付ファイルを開かず、差出人に電話で確かめる', '業務で使わないなら、.iso .img .vhd をメールの入口で止める'],
    en: [
      'Leave it unopened and ask the sender by phone',
      'Stop .iso, .img and .vhd at the mail gateway where business allows',
    ],
  },
  attack: ['T1553.005', 'T1566.001'],
  references: ['MITRE ATT&CK T1553.005'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: 'ファームウェア、CADのメディア、バックアップの業者（実行物やLNKがない）',
      en: 'firmware, CAD media, backup vendors: nothing in it runs',
    },
  ],
  wanted: { traits: ['disk-image'], unreadable: true },
  judge(mail) {
    const image = mail.items.find((item) => has(item, 'disk-image')) ?? mail.items.find((item) => isSealed(mail, item))
    if (!image) return []
    const inside = mail.items.filter((item) => chain(mail, item).some((one) => one !== item && has(one, 'disk-image')))
    const started = inside.filter(
      (item) =>
        has(
          item,
          'lnk-command',
          'lnk-program',
          'lnk-file',
          'script',
          'double-extension',
          'bidi-name',
          'type-mismatch',
        ) || item.type === 'lnk',
    )
    const programs = inside.filter(
      (item) => has(item, 'executable', 'runs') && !/\((library|settings)\)/.test(item.traits.get('runs') ?? ''),
    )
    const telling = started[0] ?? programs[0]
    const reasons = telling
      ? [...signedReasons(inside), ...(started.length === 0 ? known(mail) : own(mail))]
      : inside.length > 0
        ? [MEDIA]
        : []
    return [
      {
        ...grade(telling ? 'strong' : inside.length === 0 && isStrange(mail, image) ? 'plain' : 'weak', reasons),
        ...seenAttached(mail, telling ? [telling, image] : [image]),
        words: {
          ...attachedWords(mail, image),
          what: telling ? starts(telling.name) : inside.length > 0 ? NOTHING : UNSEEN,
        },
      },
    ]
  },
})

/** An image whose name stands in an encrypted archive that no password opened. */
const isSealed = (mail: AttachedMail, item: AttachedItem) =>
  /^(iso|img|vhd|vhdx)$/.test(item.extension) && chain(mail, item).some((one) => one !== item && one.encrypted)

/** Nobody sends a disk to somebody he never wrote to, least of all one that can't be looked into; locked away, whatever proves his own domain. */
function isStrange(mail: AttachedMail, image: AttachedItem): boolean {
  if (mail.inside) return false
  const locked = chain(mail, image).some((one) => one.encrypted)
  if (mail.days_before === 0) return !mail.genuine || locked
  // somebody who always sent papers
  return locked && !longKnown(mail) && !mail.habits.has('disk-image')
}

const starts = (name: string): Text => ({ ja: `開くと動く「${name}」があります`, en: `"${name}" runs when opened` })
const NOTHING: Text = { ja: '開くと動くものは見つかりません', en: 'nothing was found that runs' }
const UNSEEN: Text = { ja: '何があるかは確認できません', en: 'its content is not visible' }
const MEDIA: Reason = {
  effect: 'explains',
  text: { ja: '中に実行されるものやショートカットがありません。', en: 'It holds no shortcut and nothing that runs.' },
}
