import { grade } from '../grade.ts'
import { type AttachedItem, attachedWords, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { known, signedReasons } from './attached-reasons.ts'

export const excelAddin = attachedDetector({
  id: 'excel-addin',
  title: { ja: 'Excelのアドインの添付', en: 'Excel add-in attached' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」はOfficeに組み込まれるプログラムです。開いて「有効にする」を押すと動きます（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} is a program that Office loads: it runs once opened and enabled ({{path}}).',
  },
  next_steps: {
    ja: [
      '添付ファイルを開かず、差出人に電話で確かめる',
      'インターネットから来たXLLを開けない設定になっているかを確かめる',
    ],
    en: ['Leave it unopened and ask the sender by phone', 'Check that Office blocks XLL files from the internet'],
  },
  attack: ['T1137.006', 'T1566.001'],
  references: ['MITRE ATT&CK T1137.006'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    { ja: '取引先の業務用アドイン（.xlam、署名と履歴）', en: "partners' add-ins (.xlam): signature and history" },
  ],
  wanted: { traits: ['xll', 'runs'] },
  judge(mail) {
    const items = mail.items.filter(isAddin)
    const first = items.find(isLibrary) ?? items[0]
    if (!first) return []
    const strong = isLibrary(first) || has(first, 'macro-suspicious-call')
    return [
      {
        ...grade(strong ? 'strong' : 'plain', [...signedReasons(items), ...known(mail)]),
        ...seenAttached(mail, items),
        words: attachedWords(mail, first),
      },
    ]
  },
})

const isAddin = (item: AttachedItem) => has(item, 'xll') || /\(addin\)/.test(item.traits.get('runs') ?? '')

/** A DLL, whatever its name; `.xla` and `.xlam` are workbooks with macros. */
const isLibrary = (item: AttachedItem) =>
  has(item, 'xll') ||
  (isAddin(item) && (item.type === 'pe' || item.unreadable !== '') && /^(xll|wll)$/.test(item.extension))
