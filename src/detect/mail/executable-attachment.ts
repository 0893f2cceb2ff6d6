import type { Text } from '../../i18n/text.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { type AttachedItem, type AttachedMail, attachedWords, chain, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { asked, known, signedReasons, stubReasons } from './attached-reasons.ts'

export const executableAttachment = attachedDetector({
  id: 'executable-attachment',
  title: { ja: '実行されるファイルの添付', en: 'Program or script attached' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」は、開くと{{what}}として動きます（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} runs as {{what}} when opened ({{path}}).',
  },
  next_steps: {
    ja: [
      '添付ファイルを開かず、差出人に電話で確かめる',
      '開いた端末があれば、ネットワークから切り離し、電源は切らない',
    ],
    en: [
      'Leave it unopened and ask the sender by phone',
      'Take a computer on which it was opened off the network; leave the power on',
    ],
  },
  attack: ['T1566.001', 'T1204.002'],
  references: ['Microsoft: attachments that Outlook blocks'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: '自己復号型の暗号化ファイル（秘文、アタッシェケースなど）: 電話で確認',
      en: 'self-decrypting files (HIBUN, AttacheCase …): ask by phone',
    },
    {
      ja: '取引先の更新プログラム、CADビューア、e-Taxなどのモジュール（署名と履歴）',
      en: "vendors' patches, CAD viewers, e-Tax modules: signature and history",
    },
    { ja: 'Webサイトの素材に含まれるJavaScript', en: 'JavaScript among the files of a web site' },
  ],
  wanted: { traits: ['executable', 'script', 'runs'] },
  judge(mail) {
    const items = mail.items.filter((item) => runs(mail, item)).sort((a, b) => weight(b) - weight(a))
    const first = items[0]
    if (!first) return []
    const reasons = [
      ...stubReasons(mail, items),
      ...signedReasons(items),
      ...known(mail),
      ...asked(mail),
      ...(isWebSite(mail, items) ? [WEB_SITE] : []),
    ]
    return [
      {
        ...grade(STRENGTHS[weight(first)] ?? 'plain', reasons),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first), what: whatItIs(first) },
      },
    ]
  },
})

/** Other detectors speak of what lies in encrypted archives, in disk images, in pages and in documents, and of shortcuts and add-ins. */
function runs(mail: AttachedMail, item: AttachedItem): boolean {
  const kind = item.traits.get('runs') ?? ''
  if (/\((shortcut|addin|library)\)/.test(kind) && !disguised(item)) return false
  if (has(item, 'xll') || item.type === 'lnk' || item.type === 'url') return false
  if (
    /\(settings|scrap|database|query|help\)/.test(kind) &&
    item.type === 'text' &&
    item.extension !== 'slk' &&
    item.extension !== 'iqy'
  )
    return false
  if (!has(item, 'executable', 'script') && kind === '') return false
  const above = chain(mail, item)
  return !above.some(
    (one) =>
      one.encrypted || has(one, 'disk-image', 'onenote-embedded', 'ole-package', 'embedded-file', 'html-smuggling'),
  )
}

const disguised = (item: AttachedItem) => has(item, 'executable') && !has(item, 'runs')

/** 2 = hides what it is, or a script that reaches out; 0 = needs an interpreter that Windows does not have */
function weight(item: AttachedItem): number {
  if (disguised(item) || has(item, 'double-extension', 'bidi-name', 'padded-name', 'script-call')) return 2
  return /^(py|pyw|pyz|pyzw)$/.test(item.extension) ? 0 : 1
}

const STRENGTHS: Strength[] = ['weak', 'plain', 'strong']

/** Scripts of a site stand beside its pages and pictures. */
const isWebSite = (mail: AttachedMail, items: AttachedItem[]) =>
  items.every((item) => item.extension === 'js' && !has(item, 'script-call')) &&
  mail.items.some((item) => item.type === 'html' || item.extension === 'css')

const WEB_SITE: Reason = {
  effect: 'explains',
  text: {
    ja: 'Webサイトの素材（HTMLやCSS）と一緒に入っています。',
    en: 'It lies beside the pages and styles of a web site.',
  },
}

function whatItIs(item: AttachedItem): Text {
  if (disguised(item))
    return {
      ja: `プログラム（名前は .${item.extension} だが中身は実行ファイル）`,
      en: `a program (named .${item.extension}, but its content is one)`,
    }
  if (has(item, 'script')) return { ja: `スクリプト（.${item.extension}）`, en: `a script (.${item.extension})` }
  return { ja: `プログラム（.${item.extension}）`, en: `a program (.${item.extension})` }
}
