import { grade } from '../grade.ts'
import { type AttachedItem, attachedWords, chain, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { known, signedReasons, stubReasons } from './attached-reasons.ts'

export const encryptedArchiveExecutable = attachedDetector({
  id: 'encrypted-archive-executable',
  title: { ja: '暗号化された書庫の中の実行ファイル', en: 'Program in an encrypted archive' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の暗号化された添付「{{archive}}」の中に、開くと動くファイル「{{attachment}}」があります（{{path}}）。暗号化は、途中のウイルス検査を避けるためにも使われます。',
    en: 'The encrypted attachment "{{archive}}" of "{{subject}}" from {{from}} holds "{{attachment}}", which runs when opened ({{path}}). Encryption also serves to pass virus scanners.',
  },
  next_steps: {
    ja: ['添付ファイルを開かず、差出人に電話で確かめる', 'パスワードを伝えたメールも併せて保全する'],
    en: ['Leave it unopened and ask the sender by phone', 'Keep the mail with the password too'],
  },
  attack: ['T1566.001', 'T1027.013'],
  references: ['J-CRAT activity reports', 'MITRE ATT&CK T1027.013'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: '自己復号型の暗号化ファイルや更新プログラムを暗号化ZIPで送る取引先',
      en: 'partners who send self-decrypting files or patches in encrypted ZIPs',
    },
  ],
  wanted: {
    traits: ['executable', 'script', 'runs', 'lnk-command', 'lnk-program'],
  },
  judge(mail) {
    const items = mail.items.filter(
      (item) => has(item, ...RUNS) && !harmless(item) && chain(mail, item).some((one) => one.encrypted),
    )
    const first = items[0]
    if (!first) return []
    const archive = chain(mail, first).find((one) => one !== first && one.encrypted)
    return [
      {
        ...grade('strong', [...stubReasons(mail, items), ...signedReasons(items), ...known(mail)]),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first), archive: archive?.name ?? first.name },
      },
    ]
  },
})

const RUNS = ['executable', 'script', 'runs', 'lnk-command', 'lnk-program']

/** Libraries and settings that lie beside other files run nothing by themselves. */
const harmless = (item: AttachedItem) => /\((library|settings|theme)\)/.test(item.traits.get('runs') ?? '')
