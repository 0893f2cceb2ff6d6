import { grade } from '../grade.ts'
import { attachedWords, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'

export const bidiFilename = attachedDetector({
  id: 'bidi-filename',
  title: { ja: '文字の並びを反転させたファイル名', en: 'File name turned round by control characters' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付は「{{attachment}}」と表示されますが、名前の中の制御文字（RLOなど）が並びを変えています。本当の拡張子は .{{real}} です（{{path}}）。',
    en: 'The attachment of "{{subject}}" from {{from}} shows as "{{attachment}}", but control characters (RLO and the like) turn its name round: the real extension is .{{real}} ({{path}}).',
  },
  next_steps: {
    ja: ['添付ファイルを開かず、開いた人がいないかを確かめる', '差出人に、メール以外の方法で確かめる'],
    en: ['Leave it unopened and find out whether somebody opened it', 'Ask the sender by another way than mail'],
  },
  attack: ['T1036.002', 'T1566.001'],
  references: ['MITRE ATT&CK T1036.002', 'Unicode UAX #9'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: 'アラビア語・ヘブライ語の相手（RLM・LRMだけの名前）は対象外',
      en: 'names with RLM or LRM only, from Arabic or Hebrew partners, are left out',
    },
  ],
  wanted: { traits: ['bidi-name'] },
  judge(mail) {
    const items = mail.items.filter((item) => has(item, 'bidi-name'))
    const first = items.find((item) => has(item, 'runs')) ?? items[0]
    if (!first) return []
    return [
      {
        ...grade(has(first, 'runs', 'executable') ? 'strong' : 'plain', []),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first), real: first.extension },
      },
    ]
  },
})
