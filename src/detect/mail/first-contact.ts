import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { fileOfLink, kindOf } from '../../mail/attachment-kind.ts'
import { hostOf } from '../../mail/links.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { LIST } from './mail-reason.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, placeOf, seenMail } from './mail-row.ts'

export const firstContact: Detector = {
  id: 'first-contact',
  title: { ja: '初めての相手からの添付・リンク', en: 'Something to open from a sender never seen before' },
  explanation: {
    ja: '「{{subject}}」は、これまでやり取りのない {{from}} からの初めてのメールで、{{what}}があります。',
    en: '“{{subject}}” is the first mail from {{from}}, with whom there was no traffic before, and has {{what}}.',
  },
  next_steps: {
    ja: ['用件に心当たりがあるか、受け取った人に確かめる', '心当たりがなければ、添付やリンクを開かずに相談する'],
    en: ['Ask those who got it whether they expect it', 'If not, open nothing and ask for help'],
  },
  attack: ['T1566'],
  references: [],
  needs: {
    tables: ['mail'],
    without: {
      ja: '以前のメールの保管分がないと、初めてかどうか分かりません。',
      en: 'Without an archive nobody knows who is new.',
    },
  },
  parameters: [
    {
      name: 'history_days',
      unit: 'days',
      default: 14,
      reason: {
        ja: '保管分がこれより短いと、だれもが初めての相手になる',
        en: 'in a shorter archive everybody is new',
      },
    },
  ],
  false_positives: [
    { ja: '4月の異動、新しい取引先、入札や問い合わせ', en: 'April staff moves, new partners, tenders and questions' },
    { ja: 'メールマガジン（一斉配信は数えない）', en: 'newsletters (mail to many is not counted)' },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, { days: context.parameter('history_days') })
    return rows.flatMap((row) => toSign(row, context) ?? [])
  },
}

interface Row extends MailRow {
  auth: string
  list_id: string
  new_family: number
  runs: string[]
  locked: number
  attached: string[]
  urls: string[]
}

function toSign(row: Row, context: DetectorContext): Sign | null {
  const free = find(context.lists.freemail, row.from_domain) !== null
  // a vendor's archive at the vendor's own, proven place
  const own = (url: string) =>
    row.auth === 'pass' && !free && familyOf(hostOf(url)) === row.from_family && kindOf(fileOfLink(url)) !== 'runs'
  const files = row.urls.filter((url) => fileOfLink(url) !== '' && !own(url))
  const dangerous = row.runs.length > 0 || files.length > 0
  if (!dangerous && row.locked === 0 && row.attached.length === 0) return null
  // a stranger with a document is every day's business
  const strength: Strength = dangerous ? 'plain' : 'weak'
  const reasons: Reason[] = [
    ...(row.list_id !== '' ? [LIST] : []),
    ...(row.new_family === 0 && !free ? [COLLEAGUE] : []),
    ...(!dangerous && row.locked === 0 ? [DOCUMENT] : []),
  ]
  const what = dangerous
    ? {
        ja: `実行できるもの（${[...row.runs, ...files].slice(0, 3).join('、')}）`,
        en: `something that runs (${[...row.runs, ...files].slice(0, 3).join(', ')})`,
      }
    : row.locked === 1
      ? { ja: '中を確認できない添付', en: 'an attachment that cannot be looked into' }
      : {
          ja: `添付（${row.attached.slice(0, 3).join('、')}）`,
          en: `an attachment (${row.attached.slice(0, 3).join(', ')})`,
        }
  return {
    ...seenMail(row),
    ...grade(strength, reasons),
    destinations: [placeOf(row.from_address, context)],
    metrics: {
      authentication: row.auth,
      runs: row.runs.slice(0, 5).join(', '),
      attachments_now: row.attached.slice(0, 5).join(', '),
    },
    words: { ...mailWords(row), what },
  }
}

const COLLEAGUE: Reason = {
  effect: 'weakens',
  text: { ja: '同じドメインの別の人とはやり取りがあります。', en: 'There was traffic with others of this domain.' },
}
const DOCUMENT: Reason = {
  effect: 'explains',
  text: {
    ja: '添付は文書で、ほかに疑う点はありません（初めての相手ということだけの参考情報です）。',
    en: 'It is a document, and nothing else is wrong with it: only the sender is new.',
  },
}

const SQL = `
WITH
  (SELECT min(time) FROM message) AS begins,
  families AS (SELECT family, min(first) AS first FROM correspondent GROUP BY family),
  pages AS (SELECT mail_id, groupArraySorted(50)(url) AS urls FROM mail_url GROUP BY mail_id)
SELECT ${MAIL_COLUMNS}, message.auth AS auth, message.list_id AS list_id,
  toUInt8(families.first >= message.time) AS new_family, message.runs AS runs, message.locked AS locked,
  arrayMap(one -> one.1, message.attachments) AS attached, pages.urls AS urls
FROM message
LEFT JOIN correspondent AS sender ON sender.address = message.from_address
LEFT JOIN families ON families.family = message.from_family
LEFT JOIN pages ON pages.mail_id = message.id
WHERE judged = 1 AND inside = 0 AND message.own = 0 AND bulk = 0
  AND sender.first >= message.time AND sender.lasting = 0
  AND message.time >= begins + toIntervalSecond(toUInt32({days:Float64} * 86400))
  AND (notEmpty(attached) OR notEmpty(runs) OR locked = 1 OR notEmpty(urls))
ORDER BY notEmpty(message.runs) DESC, message.locked DESC, message.time, id
LIMIT 2000`
