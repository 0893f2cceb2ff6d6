import { amount, type Text } from '../../i18n/text.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { type AttachedItem, type AttachedMail, attachedWords, chain, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { fromJapanesePublicBody, INSIDE, known, longKnown } from './attached-reasons.ts'

const TRAITS = [
  'macro',
  'xlm-macro',
  'remote-template',
  'dde',
  'equation',
  'onenote-embedded',
  'ole-package',
  'embedded-file',
  'pdf-action',
  'macro-autorun',
  'loads-by-itself',
]

export const macroDocument = attachedDetector({
  id: 'macro-document',
  title: { ja: '開くと動く文書', en: 'Document that acts when opened' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」は文書ですが、{{what}}（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} is a document, but {{what}} ({{path}}).',
  },
  next_steps: {
    ja: [
      '「コンテンツの有効化」を押さず、差出人に電話で確かめる',
      '押した人がいれば、その端末をネットワークから切り離し、電源は切らない',
    ],
    en: [
      'Do not press "Enable content"; ask the sender by phone',
      'If somebody did, take that computer off the network and leave the power on',
    ],
  },
  attack: ['T1566.001', 'T1204.002', 'T1059.005', 'T1221'],
  references: ['[MS-OVBA]', 'MITRE ATT&CK T1221', 'MITRE ATT&CK T1559.002'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    { ja: '官公庁・補助金の様式（xlsm）', en: 'forms of ministries and subsidies (xlsm)' },
    {
      ja: '見積などの業務用マクロ（自動実行で外部を呼ばない）',
      en: 'estimate tools and the like: nothing starts by itself and calls out',
    },
  ],
  wanted: { traits: TRAITS, types: ['onenote'] },
  judge(mail) {
    const found = mail.items.flatMap((item) => {
      const judgement = judged(mail, item)
      return judgement ? [{ item, ...judgement }] : []
    })
    const first = found.sort((a, b) => ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength))[0]
    if (!first) return []
    return [
      {
        ...grade(first.strength, first.strength === 'strong' ? [] : trusted(mail)),
        ...seenAttached(
          mail,
          found.map((one) => one.item),
        ),
        words: { ...attachedWords(mail, first.item), what: first.what },
      },
    ]
  },
})

const ORDER: Strength[] = ['strong', 'plain', 'weak']

function judged(mail: AttachedMail, item: AttachedItem): { strength: Strength; what: Text } | null {
  const shown = (trait: string) => (item.traits.get(trait) ?? '').slice(0, 200)
  if (has(item, 'remote-template')) {
    return {
      strength: 'strong',
      what: {
        ja: `開くと外部の部品を読み込みます: ${shown('remote-template')}`,
        en: `opened, it loads a part from elsewhere: ${shown('remote-template')}`,
      },
    }
  }
  if (has(item, 'dde'))
    return {
      strength: 'strong',
      what: {
        ja: `他のプログラムを呼び出します（DDE）: ${shown('dde')}`,
        en: `it calls another program (DDE): ${shown('dde')}`,
      },
    }
  if (has(item, 'equation'))
    return {
      strength: 'strong',
      what: {
        ja: '数式エディタの古い部品を含みます。脆弱性の悪用に使われます',
        en: 'it holds an old equation object, as exploits do',
      },
    }
  if (has(item, 'onenote-embedded', 'ole-package', 'embedded-file')) return carried(mail, item)
  if (/Launch/.test(shown('pdf-action')))
    return {
      strength: 'strong',
      what: {
        ja: `プログラムを起動しようとします: ${shown('pdf-action')}`,
        en: `it tries to start a program: ${shown('pdf-action')}`,
      },
    }
  // scripts check fields in ordinary PDF forms
  if (has(item, 'pdf-action'))
    return { strength: 'weak', what: { ja: 'スクリプトを含みます', en: 'it holds a script' } }
  // notebooks are shared where they lie; one that is mailed is a page with something to click on
  if (item.type === 'onenote' && !mail.inside && item.parent === -1)
    return {
      strength: 'plain',
      what: {
        ja: 'OneNoteのページです。ノートは共有で渡すもので、メールに添付されるのは、中のファイルをクリックさせる手口にほぼ限られます',
        en: 'it is a OneNote page: notebooks are shared and not mailed, and what is mailed has a file in it to click on',
      },
    }
  if (!has(item, 'macro', 'xlm-macro')) return null
  const calls = shown('macro-suspicious-call')
  const starts = shown('macro-autorun')
  if (calls !== '' && (starts !== '' || has(item, 'xlm-macro'))) {
    return {
      strength: 'strong',
      what: {
        ja: `マクロが自動で動き（${starts || 'Excel 4.0'}）、外部を呼び出します（${calls}）`,
        en: `its macro starts by itself (${starts || 'Excel 4.0'}) and calls out (${calls})`,
      },
    }
  }
  if (calls !== '')
    return {
      strength: 'plain',
      what: { ja: `マクロが外部を呼び出します（${calls}）`, en: `its macro calls out (${calls})` },
    }
  if (has(item, 'xlm-macro'))
    return {
      strength: 'plain',
      what: { ja: '古い形式のマクロ（Excel 4.0）を含みます', en: 'it holds macros of an old kind (Excel 4.0)' },
    }
  return {
    // sheets with macros are forms, under a password too; a stranger's letter with one that starts by itself, or got past every filter so, is none
    strength: isLockedAway(mail, item) || (starts !== '' && isStrangersLetter(mail, item)) ? 'plain' : 'weak',
    what:
      starts === ''
        ? { ja: 'マクロを含みます', en: 'it holds a macro' }
        : { ja: `自動で動くマクロ（${starts}）を含みます`, en: `it holds a macro that starts by itself (${starts})` },
  }
}

const isStrangersLetter = (mail: AttachedMail, item: AttachedItem) =>
  !mail.inside && !longKnown(mail) && /\.do[ct][a-z]?$/i.test(item.name)

const isLockedAway = (mail: AttachedMail, item: AttachedItem) =>
  !mail.inside && !longKnown(mail) && !/\.x[a-z]+$/i.test(item.name) && chain(mail, item).some((one) => one.encrypted)

/** A file inside that runs; other documents inside are everyday. */
function carried(mail: AttachedMail, item: AttachedItem): { strength: Strength; what: Text } | null {
  const parent = chain(mail, item)[1]
  if (!has(item, 'runs', 'executable', 'script', 'script-call', 'lnk-command', 'lnk-program', 'html-smuggling'))
    return null
  const holder = parent?.name ?? ''
  return {
    strength: 'strong',
    what: {
      ja: `「${holder}」の中に、クリックすると動くファイル「${item.name}」があります`,
      en: `"${holder}" holds "${item.name}", which runs when clicked`,
    },
  }
}

function trusted(mail: AttachedMail): Reason[] {
  if (fromJapanesePublicBody(mail)) return [PUBLIC_BODY]
  const before = mail.habits.get('macro') ?? 0
  if (longKnown(mail) && before > 0)
    return [
      {
        effect: 'explains',
        text: {
          ja: `同じ差出人が以前にもマクロ付きの文書を${before}日送っています。`,
          en: `The same sender sent documents with macros on ${amount(before, 'day')} before.`,
        },
      },
    ]
  return mail.inside ? [INSIDE] : known(mail)
}

const PUBLIC_BODY: Reason = {
  effect: 'explains',
  text: {
    ja: '官公庁・自治体（go.jp、lg.jp）からで、DKIMも合格しています。申請様式にはマクロがよく使われます。',
    en: 'It is from a public body (go.jp, lg.jp) and DKIM passes; its forms often have macros.',
  },
}
