import type { Text } from '../../i18n/text.ts'
import { grade, type Reason } from '../grade.ts'
import { type AttachedItem, attachedWords, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { signedReasons, stubReasons } from './attached-reasons.ts'

const LOOKS: Record<string, Text> = {
  'icon-text': { ja: 'テキスト文書', en: 'a text document' },
  'icon-word': { ja: 'Word文書', en: 'a Word document' },
  'icon-excel': { ja: 'Excelブック', en: 'an Excel workbook' },
  'icon-pdf': { ja: 'PDF文書', en: 'a PDF document' },
  'icon-folder': { ja: 'フォルダ', en: 'a folder' },
}

export const disguisedIcon = attachedDetector({
  id: 'disguised-icon',
  title: { ja: '文書のアイコンを付けた実行ファイル', en: 'Program with the icon of a document' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」は、{{looks}}のアイコンで表示されますが、中身はプログラムです（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} shows the icon of {{looks}}, but is a program ({{path}}).',
  },
  next_steps: {
    ja: ['添付ファイルを開かず、開いた人がいないかを確かめる', '差出人に、メール以外の方法で確かめる'],
    en: ['Leave it unopened and find out whether somebody opened it', 'Ask the sender by another way than mail'],
  },
  attack: ['T1036.008', 'T1566.001'],
  references: ['J-CRAT activity reports'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    { ja: '自己解凍書庫のフォルダやZIPのアイコン', en: 'self-extracting archives with folder or ZIP icons' },
    { ja: '署名のあるインストーラのPDFアイコン', en: 'signed installers with a PDF icon' },
  ],
  wanted: { traits: Object.keys(LOOKS) },
  judge(mail) {
    const items = mail.items.filter((item) => has(item, ...Object.keys(LOOKS)))
    const first = items[0]
    if (!first) return []
    const look = Object.keys(LOOKS).find((trait) => has(first, trait)) ?? ''
    return [
      {
        ...grade('strong', [
          ...stubReasons(mail, items),
          ...signedReasons(items),
          ...(extracts(first, look) ? [EXTRACTS] : []),
        ]),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first), looks: LOOKS[look] ?? '' },
      },
    ]
  },
})

/** Packers give their self-extracting archives a folder; what they hold is listed and judged by itself. */
const extracts = (item: AttachedItem, look: string) => look === 'icon-folder' && has(item, 'sfx')

const EXTRACTS: Reason = {
  effect: 'weakens',
  text: {
    ja: '自己解凍書庫です。フォルダのアイコンは書庫ソフトが付けることがあります。',
    en: 'It is a self-extracting archive; packers give these a folder icon.',
  },
}
