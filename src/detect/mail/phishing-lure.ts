import { familyOf } from '../../lists/family.ts'
import { TRAINING_HEADERS } from '../../mail/training.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { HIRED } from './hired-page.ts'
import { isStrange, type LureMail } from './lure.ts'
import { luresIn } from './lures.ts'
import { COMMANDS } from './lures-programs.ts'
import { NAMED_LIKE_PORTALS } from './lures-worn-names.ts'
import { LIST } from './mail-reason.ts'
import { IN_SLICE, inSlices, MAIL_COLUMNS, mailWords, placeOf, seenMail } from './mail-row.ts'

export const phishingLure: Detector = {
  id: 'phishing-lure',
  title: { ja: '名乗りや用件が差出人と合わないメール', en: 'A mail whose pretext does not fit its sender' },
  explanation: {
    ja: '「{{subject}}」（差出人 {{from}}）: {{what}}。',
    en: '“{{subject}}” from {{from}}: {{what}}.',
  },
  next_steps: {
    ja: [
      'リンクを開かず、サービスには公式のアプリやブックマークから入って確かめる',
      'パスワードやカード番号を入力した人がいれば、すぐに変更・停止する',
      '送金や口座変更の依頼は、以前から知っている電話番号で本人に確かめる',
    ],
    en: [
      'Leave the link; look at the service by its own app or a bookmark',
      'If somebody typed a password or card number, change or block it at once',
      'Ask about transfers and new accounts by a telephone number known from before',
    ],
  },
  attack: ['T1566.002', 'T1598.003', 'T1656'],
  references: ['Council of Anti-Phishing Japan', 'IPA: business e-mail compromise'],
  needs: {
    tables: ['mail'],
    without: { ja: 'メールがないと見えません。', en: 'It takes the mails themselves.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: '本物のサービスからの通知（そのサービスのドメインから届く）',
      en: "genuine notices, from the service's own domain",
    },
    {
      ja: 'モール出店者や代理店のメール（リンク先は本物のサービス）',
      en: 'shops on a mall and agencies: their links lead to the genuine service',
    },
    {
      ja: '問い合わせフォームの返信先、合併による口座変更の案内',
      en: "a form's Reply-To, a new account after a merger",
    },
  ],
  async run(context) {
    return await inSlices<LureMail>(context, LURE_ROWS, SLICE, (row) => toSign(row, context))
  },
}

const STRENGTHS: Strength[] = ['weak', 'plain', 'strong']

function toSign(row: LureMail, context: DetectorContext): Sign | null {
  const found = luresIn(row, context)
  const first = found.sort((a, b) => STRENGTHS.indexOf(b.strength) - STRENGTHS.indexOf(a.strength))[0]
  if (!first) return null
  const reasons: Reason[] = [
    // whoever has a command run by hand may have it sent by a service for newsletters
    ...(row.list_id !== '' && !['worded-malware', 'script'].includes(first.kind) ? [LIST] : []),
    // … and no acquaintance explains code that attacks the program in which it is read
    ...(!isStrange(row) && row.inside === 0 && !['money', 'script'].includes(first.kind) ? [KNOWN] : []),
  ]
  const led = row.links.map(([, domain]) => domain).filter((domain) => familyOf(domain) !== row.from_family)
  return {
    ...seenMail(row),
    ...grade(first.strength, reasons),
    destinations: [...new Set([...led, ...(row.auth === 'fail' ? [] : [placeOf(row.from_address, context)])])].slice(
      0,
      20,
    ),
    metrics: {
      kind: [...new Set(found.map(({ kind }) => kind))].join(', '),
      authentication: row.auth,
      links: row.links.length,
      reply_to: row.reply_to.join(', '),
      ...(first.file === undefined ? {} : { attachment: first.file }),
    },
    words: { ...mailWords(row), what: first.what },
  }
}

const KNOWN: Reason = {
  effect: 'weakens',
  text: { ja: '以前からやり取りのある差出人です。', en: 'The sender is known for long.' },
}

const TEXT = 6_000 // characters: a pretext stands early
const LETTERS = 3 // documents: who sends more hands in papers

/** Text alone of somebody known: where his account may be abused, it is for an account to pay to. */
const ACCOUNT =
  "'(?i)\\\\b(iban|swift|bic|a/c|account|konto|compte|cuenta|conta)\\\\b|口座|账户|帐户|帳戶|계좌|реквизит'"

/** … or for cards with a code */
const CARDS =
  "'(?i)gift ?cards?|vouchers?|ギフト(カード|券)|プリペイド|itunes|google ?play|cadeau|geschenk|gutschein|guthabenkarte|regalo|presentkort|gavekort|podarunkow|礼品卡|購物卡|點數|点卡|기프트|상품권'"

/** From one's own address, as it seems, to show that it was taken over */
const COINS = "'(?i)bitcoin|ビットコイン|暗号資産|仮想通貨|\\bbc1[a-z0-9]{20}|monero|\\busdt\\b'"

/** Where a colleague's own address leads nobody, unless it was taken over: hired pages, portals of nobody's, and pages that let devices and applications in. */
const INSIDE_PLACES = `${HIRED}|${NAMED_LIKE_PORTALS}|^(?:www\\.)?(?:microsoft|google)\\.com$|^aka\\.ms$|^login\\.microsoft(?:online)?\\.com$|^accounts\\.google\\.com$`

/** … or for a code that came to a telephone */
const CODES =
  "'(?i)(確認|認証|ワンタイム|SMS)[^。]{0,8}(コード|番号|パスワード)|\\\\b(verification|security|authentication|one.time|sms|login|six.digit|6.digit) (pass)?code'"

/** … and what a reader is to run by hand */
const COMMAND = `'(?i)\\\\b(${COMMANDS})\\\\b'`

/** … or what guards the computer, which is to be off */
const GUARD =
  "'(?i)ウイルス対策|ウィルス対策|セキュリティ(ソフト|対策ソフト)|アンチウイルス|anti-?vir|virus ?(scanner|protection)|virenschutz|virenscanner|virusscanner|virusskydd|antywirus|antivír|антивирус|антивірус|杀毒软件|防毒|백신|diệt virus|ไวรัส'"

const SLICE = 5_000 // messages, whose text comes along

const TRAINING_MARK = `'(?i)\\["(${TRAINING_HEADERS.join('|')})"'`

export const LURE_ROWS = `
WITH
  (SELECT groupUniqArray(family) FROM mail_address WHERE own = 1) AS own_families,
  linked AS
  (
    SELECT mail_id, groupArraySorted(50)((url, toString(url_domain), toString(source))) AS links
    FROM mail_url
    WHERE url_domain != '' AND mail_id IN (SELECT id FROM message WHERE ${IN_SLICE})
    GROUP BY mail_id
  ),
  pictured AS
  (
    SELECT mail_id, countIf(type IN ('image', 'pdf', 'ooxml', 'odf', 'ole', 'rtf')) AS n,
      if(countIf(text != '') <= ${LETTERS}, arraySort(groupArrayIf(${LETTERS})((path, text), text != '')), []) AS letters
    FROM mail_attachment
    WHERE (type IN ('image', 'pdf', 'ooxml', 'odf', 'ole', 'rtf') OR text != '') AND mail_id IN (SELECT id FROM message WHERE ${IN_SLICE})
    GROUP BY mail_id
  ),
  answered AS
  (
    SELECT message_id, arrayDistinct(groupArrayArray(20)(readers)) AS people
    FROM message
    WHERE message_id IN (SELECT in_reply_to FROM message WHERE in_reply_to != '' AND ${IN_SLICE})
    GROUP BY message_id
  )
SELECT ${MAIL_COLUMNS}, message.auth AS auth, message.bulk AS bulk, message.list_id AS list_id, message.reply_to AS reply_to, message.return_path AS return_path,
  arrayFilter(one -> one IN (SELECT address FROM correspondent WHERE two_way = 1 OR own = 1), message.reply_to) AS reply_known,
  toUInt8(sender.address != '' AND (sender.lasting = 1 OR sender.known_from <= message.time)) AS known,
  toUInt8(message.from_family IN (SELECT family FROM partner WHERE partner = 1) AND message.from_family NOT IN (SELECT family FROM mail_address WHERE freemail != '')) AS family_known,
  message.inside AS inside, arraySlice(arrayFilter(one -> one != message.from_address, message.readers), 1, 20) AS readers, own_families,
  substringUTF8(mail.text, 1, ${TEXT}) AS text, toUInt8(notEmpty(message.attachments)) AS attached, pictured.n AS pictures, pictured.letters AS letters, links,
  match(mail.headers, ${TRAINING_MARK}) AS training,
  arrayDistinct(arrayMap(one -> one.type, message.attachments)) AS types, length(message.runs) AS runs, message.locked AS locked,
  message.tells_password AS tells_password, mail.hidden_orders AS hidden_orders, mail.html_script AS html_script,
  multiIf(message.in_reply_to = '' AND empty(message.reference_ids), '',
    arrayExists(one -> one IN (SELECT message_id FROM message WHERE message_id != ''), arrayPushBack(message.reference_ids, message.in_reply_to)),
    'known', 'unknown') AS answers,
  answered.people AS answered
FROM message
INNER JOIN mail ON mail.mail_id = message.id
LEFT JOIN linked ON linked.mail_id = message.id
LEFT JOIN pictured ON pictured.mail_id = message.id
LEFT JOIN answered ON answered.message_id = message.in_reply_to AND message.in_reply_to != ''
LEFT JOIN correspondent AS sender ON sender.address = message.from_address
WHERE message.judged = 1 AND (message.inside = 0 OR notEmpty(message.reply_to) OR arrayExists(one -> match(one, '${INSIDE_PLACES.replaceAll('\\', '\\\\')}'), message.link_domains) OR match(mail.text, ${CARDS}) OR match(mail.text, ${COINS}) OR match(mail.text, ${CODES}) OR arrayExists(one -> endsWith(one.3, 'qr'), links) OR mail.hidden_orders != '' OR mail.html_script != '') AND ${IN_SLICE} AND mail.mail_id IN (SELECT id FROM message WHERE ${IN_SLICE})
  AND (notEmpty(links) OR pictures > 0 OR training OR mail.hidden_orders != '' OR mail.html_script != '' OR (known = 0 AND bulk = 0) OR message.auth = 'fail' OR (bulk = 0 AND match(text, ${ACCOUNT})) OR match(text, ${CARDS}) OR (message.own = 1 AND (match(text, ${COINS}) OR match(text, ${CODES}))) OR match(text, ${COMMAND}) OR match(text, ${GUARD}) OR message.tells_password = 1 OR notEmpty(message.attachments) OR notEmpty(message.reply_to) OR message.from_family IN (SELECT family FROM mail_address WHERE freemail != ''))
ORDER BY message.time, id`
