import { grade } from '../grade.ts'
import { type AttachedItem, attachedWords, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { stubReasons } from './attached-reasons.ts'

export const doubleExtension = attachedDetector({
  id: 'double-extension',
  title: { ja: '文書に見せかけた二重拡張子', en: 'Double extension that looks like a document' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」は、{{seen}}のファイルに見えますが、開くとWindowsが .{{real}} として実行します（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} looks like a {{seen}} file; opened, Windows runs it as .{{real}} ({{path}}).',
  },
  next_steps: {
    ja: ['添付ファイルを開かず、開いた人がいないかを確かめる', '差出人に、メール以外の方法で確かめる'],
    en: ['Leave it unopened and find out whether somebody opened it', 'Ask the sender by another way than mail'],
  },
  attack: ['T1036.007', 'T1566.001'],
  references: ['MITRE ATT&CK T1036.007', 'IPA: targeted attack mail examples'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: '最後の拡張子が実行されない名前（議事録.ver2.docx、.tar.gz、.pdf.p7m）は対象外',
      en: 'names whose last extension runs nothing (.ver2.docx, .tar.gz, .pdf.p7m) are left out',
    },
    { ja: 'ブラウザが保存したショートカット（.html.url）', en: 'shortcuts that browsers save (.html.url)' },
  ],
  wanted: { traits: ['double-extension'] },
  judge(mail) {
    const items = mail.items.filter((item) => has(item, 'double-extension'))
    const first = items[0]
    if (!first) return []
    const [, seen = '', real = ''] = (first.traits.get('double-extension') ?? '').split('.')
    return [
      {
        ...grade(items.some(runsReally) ? 'strong' : 'plain', stubReasons(mail, items)),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first), seen, real },
      },
    ]
  },
})

/** Its content runs, or could not be looked at; a text that only has such a name does nothing. */
const runsReally = (item: AttachedItem) =>
  item.unreadable !== '' ||
  has(item, 'executable', 'script', 'lnk-command', 'lnk-program') ||
  ['pe', 'msi', 'chm', 'jar', 'unknown'].includes(item.type)
