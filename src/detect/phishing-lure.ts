import type { Text } from '../i18n/text.ts'
import { familyOf } from '../lists/family.ts'
import { find } from '../lists/list.ts'
import type { Detector, DetectorContext, Sign } from './detector.ts'
import { grade, type Reason, type Strength } from './grade.ts'
import { LIST } from './mail-reason.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, placeOf, seenMail } from './mail-row.ts'
import {
  asksForMoney,
  asksHaste,
  asksToScan,
  blackmailWallet,
  cannotBeAsked,
  carriesAddress,
  isCaretaker,
  isUnder,
  keepsSecret,
  movesToChat,
  namedInSubject,
  namesQrCode,
  ownersOf,
  promisesPay,
  threatensAccount,
} from './pretext.ts'

export const phishingLure: Detector = {
  id: 'phishing-lure',
  title: { ja: '名乗りや用件が差出人と合わないメール', en: 'A mail whose pretext does not fit its sender' },
  explanation: {
    ja: '「{{subject}}」（差出人 {{from}}）は、{{what}}。',
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
    const [all] = await context.query<{ n: string }>('SELECT count() AS n FROM message WHERE judged = 1 AND inside = 0')
    const slices = Math.max(1, Math.ceil(Number(all?.n ?? 0) / SLICE))
    const signs: Sign[] = []
    for (let slice = 0; slice < slices; slice++) {
      const rows = await context.query<Row>(SQL, { slices, slice })
      signs.push(...rows.flatMap((row) => toSign(row, context) ?? []))
    }
    return signs.sort((a, b) => (a.first_seen < b.first_seen ? -1 : a.first_seen > b.first_seen ? 1 : 0))
  },
}

interface Row extends MailRow {
  auth: string
  bulk: number
  list_id: string
  known: number
  reply_to: string[]
  reply_known: string[]
  readers: string[]
  own_families: string[]
  text: string
  attached: number
  training: number
  /** pictures, in the text or attached, and documents, which hold them */
  pictures: number
  links: [url: string, domain: string][]
}

interface Found {
  kind: 'brand' | 'account' | 'picture' | 'blackmail' | 'chat' | 'money' | 'training'
  strength: Strength
  what: Text
}

const STRENGTHS: Strength[] = ['weak', 'plain', 'strong']

function toSign(row: Row, context: DetectorContext): Sign | null {
  const found = [
    brand(row),
    account(row),
    picture(row),
    blackmail(row),
    chat(row, context),
    money(row, context),
    training(row),
  ].flatMap((one) => one ?? [])
  const first = found.sort((a, b) => STRENGTHS.indexOf(b.strength) - STRENGTHS.indexOf(a.strength))[0]
  if (!first) return null
  const reasons: Reason[] = [
    ...(row.list_id !== '' ? [LIST] : []),
    ...(row.known === 1 && row.auth !== 'fail' && first.kind !== 'money' ? [KNOWN] : []),
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
      kind: found.map(({ kind }) => kind).join(', '),
      authentication: row.auth,
      links: row.links.length,
      reply_to: row.reply_to.join(', '),
    },
    words: { ...mailWords(row), what: first.what },
  }
}

/** A well-known name, and a domain that is not its owner's. */
function brand(row: Row): Found | null {
  // a list that writes for its members: “'Google' via Support”
  const named = row.list_id !== '' && /\svia\s/i.test(row.from_name) ? null : ownersOf(row.from_name)
  const said = namedInSubject(row.subject)
  const owners = named ?? ownersOf(said)
  const name = named ? row.from_name : said
  if (!owners || (row.links.length === 0 && row.attached === 0)) return null
  if (isUnder(row.from_domain, owners)) {
    if (row.auth !== 'fail') return null
    return {
      kind: 'brand',
      strength: row.links.some(([, domain]) => !isUnder(domain, owners)) ? 'strong' : 'weak',
      what: {
        ja: `${row.from_domain} を名乗っていますが、認証に失敗しており、リンク先も別の場所です`,
        en: `it claims ${row.from_domain}, but fails its authentication and leads elsewhere`,
      },
    }
  }
  const genuine = row.links.filter(([, domain]) => isUnder(domain, owners)).length
  const strength: Strength = named
    ? genuine === row.links.length && genuine > 0
      ? 'weak'
      : 'strong'
    : genuine > 0
      ? 'weak'
      : 'plain'
  return {
    kind: 'brand',
    strength,
    what: {
      ja: `「${name}」を名乗っていますが、そのサービスのドメイン（${[...owners].slice(0, 2).join('、')}）ではない ${row.from_domain} から届きました`,
      en: `it bears the name “${name}”, but comes from ${row.from_domain} and not from its owner's domain (${[...owners].slice(0, 2).join(', ')})`,
    },
  }
}

/** The reader's mailbox or password is said to end, and a link is to save it. */
function account(row: Row): Found | null {
  const away = row.links.filter(([, domain]) => !row.own_families.includes(familyOf(domain)))
  if (row.bulk === 1 || away.length === 0 || !threatensAccount(`${row.subject}\n${row.text}`)) return null
  const filled = away.some(([url]) => carriesAddress(url, row.readers))
  const caretaker = isCaretaker(row.from_name)
  const elsewhere = away.every(([, domain]) => familyOf(domain) !== row.from_family)
  if (!filled && !caretaker && !(elsewhere && row.auth !== 'pass')) return null
  return {
    kind: 'account',
    strength: (filled && (caretaker || elsewhere)) || (caretaker && elsewhere) ? 'strong' : 'plain',
    what: {
      ja: `メールやアカウントが使えなくなると告げて、組織の外のリンク（${away[0]?.[1]}）を開かせようとしています${filled ? '（リンクに受信者のアドレスが入っています）' : ''}`,
      en: `it says that a mailbox or account is about to be lost and leads out to ${away[0]?.[1]}${filled ? ", with the reader's address in the link" : ''}`,
    },
  }
}

/** Not known, or not proven to be who is known: our own addresses are borrowed, too (SQL leaves out what was sent inside). */
const isStrange = ({ known, auth, own_families, from_family }: Row) =>
  known === 0 || auth === 'fail' || (auth !== 'pass' && own_families.includes(from_family))

/** The same, where a code to be photographed stands in the link's place. */
function picture(row: Row): Found | null {
  const text = `${row.subject}\n${row.text}`
  if (row.bulk === 1 || !isStrange(row) || row.pictures === 0) return null
  if (
    !namesQrCode(text) ||
    !(threatensAccount(text) || isCaretaker(row.from_name) || (promisesPay(text) && asksToScan(text)))
  )
    return null
  return {
    kind: 'picture',
    strength: row.auth === 'pass' && !isCaretaker(row.from_name) ? 'plain' : 'strong',
    what: {
      ja: 'アカウントの停止や給与の通知などを口実に、画像や文書のQRコードを読み取らせようとしています（リンクの検査を避ける手口です）',
      en: 'with an account about to be lost or a notice of wages it wants a QR code in a picture or document photographed, where no filter sees the link',
    },
  }
}

/** Goes to everybody whose address was ever sold; nothing was recorded. */
function blackmail(row: Row): Found | null {
  const wallet = blackmailWallet(`${row.subject}\n${row.text}`)
  if (wallet === '' || row.bulk === 1 || !isStrange(row)) return null
  return {
    kind: 'blackmail',
    strength: 'strong',
    what: {
      ja: `録画や監視をしたと脅し、暗号資産（${wallet.slice(0, 12)}…）での支払いを求めています。不特定多数に送られる偽の脅迫です`,
      en: `it claims to have watched the reader and asks for coins (${wallet.slice(0, 12)}…): a threat sent to many, with nothing behind it`,
    },
  }
}

/** A stranger, in a leader's name or at an address that anybody can have, moves the talk to a chat. */
function chat(row: Row, { lists }: DetectorContext): Found | null {
  if (row.bulk === 1 || !isStrange(row) || !movesToChat(`${row.subject}\n${row.text}`)) return null
  const leader = /社長|会長|取締役|理事長|代表|所長|院長|\b(CEO|president|director|chairman)\b/i.test(row.from_name)
  const free = find(lists.freemail, row.from_domain) !== null
  if (!free && !(leader && row.auth !== 'pass')) return null
  return {
    kind: 'chat',
    strength: leader ? 'strong' : 'plain',
    what: {
      ja: `だれでも取れるアドレスなど（${row.from_address}）から、社内の人を名乗ってチャット（LINE等）へ移るよう求めています`,
      en: `from ${row.from_address}, it wants the talk to move to a chat, where only the reader sees it`,
    },
  }
}

/** Money to a new account or in secret, and answers that go to an address that anybody can have. */
function money(row: Row, { lists }: DetectorContext): Found | null {
  if (row.bulk === 1) return null
  const asked = asksForMoney(`${row.subject}\n${row.text}`)
  if (asked === '') return null
  const isFree = (address: string) => find(lists.freemail, address.slice(address.lastIndexOf('@') + 1)) !== null
  const free = isFree(row.from_address)
  const diverted = row.reply_to.find(
    (address) => address !== row.from_address && !row.reply_known.includes(address) && isFree(address),
  )
  if (diverted && !free) {
    return {
      kind: 'money',
      strength: 'strong',
      what: {
        ja: `送金や振込先の変更を求めていますが、返信は差出人と違うアドレス（${diverted}）へ行きます`,
        en: `it asks for money or names a new account, and answers go to another address (${diverted})`,
      },
    }
  }
  if (asked === 'changed' || row.known === 1) return null
  if (asked === 'wages') return free && !isPersonnel(row.from_name) ? wages(row) : null
  // from anywhere: who never wrote before has no secret transfer to ask for; a proven domain is bought in minutes, but a firm can be asked back
  if (!free && (!asksHaste(row.text) || (row.auth === 'pass' && !(cannotBeAsked(row.text) && keepsSecret(row.text)))))
    return null
  return {
    kind: 'money',
    strength: 'plain',
    what: {
      ja: `${free ? 'だれでも取れるアドレス' : 'やり取りのないアドレス'}（${row.from_address}）から、内密や急ぎの送金・購入を頼んでいます`,
      en: `${free ? 'an address that anybody can have' : 'a stranger'} (${row.from_address}) asks for money in secret or haste`,
    },
  }
}

/** The colleague's own bank details, from outside. */
const wages = (row: Row): Found => ({
  kind: 'money',
  strength: 'plain',
  what: {
    ja: `だれでも取れるアドレス（${row.from_address}）から、給与の振込口座の変更を求めています。本人に電話で確かめてください`,
    en: `an address that anybody can have (${row.from_address}) wants wages paid to another account: ask the colleague by telephone`,
  },
})

const isPersonnel = (name: string) => /社労士|社会保険労務士|税理士|会計事務所/.test(name)

/** A bait of an exercise says so in its headers, for filters. They can be forged: whoever runs exercises must be asked. */
const training = (row: Row): Found | null =>
  row.training === 0
    ? null
    : {
        kind: 'training',
        strength: 'plain',
        what: {
          ja: '標的型攻撃メール訓練のサービスが付ける印がヘッダにあります。訓練の担当者に確かめてください（印は偽造できます）',
          en: 'its headers bear the mark of a service for phishing exercises: ask whoever runs them, as the mark can be forged',
        },
      }

const KNOWN: Reason = {
  effect: 'weakens',
  text: { ja: '以前からやり取りのある差出人です。', en: 'The sender is known for long.' },
}

const TEXT = 6_000 // characters: a pretext stands early

/** Messages whose text is in memory at a time. */
const SLICE = 5_000
const IN_SLICE = 'cityHash64(message.id) % {slices:UInt32} = {slice:UInt32}'

/** Mails without any link or file are read only where they speak of what these look for. */
const WORTH_A_LOOK =
  "'(?i)bc1[a-z0-9]{25}|\\\\b[13T][1-9A-HJ-NP-Za-km-z]{25}|0x[0-9a-f]{40}|LINE|ＬＩＮＥ|ライン|whatsapp|telegram|wechat|微信|signal|チャット|極秘|内密|内緒|誰にも|confidential|in a meeting|at your desk|会議中|打ち合わせ中|保密|비밀|vertraulich'"

/** As src/story/mail-kind.ts knows them. */
const TRAINING_MARK =
  '\'(?i)\\["(x-phishtest|x-threatsim-header|x-threatsim-id|x-phishme|x-phishmetracking|x-kunren[a-z0-9-]*)"\''

const SQL = `
WITH
  (SELECT groupUniqArray(family) FROM mail_address WHERE own = 1) AS own_families,
  linked AS
  (
    SELECT mail_id, groupArraySorted(50)((url, toString(url_domain))) AS links
    FROM mail_url
    WHERE url_domain != '' AND mail_id IN (SELECT id FROM message WHERE ${IN_SLICE})
    GROUP BY mail_id
  ),
  pictured AS
  (
    SELECT mail_id, count() AS n
    FROM mail_attachment
    WHERE type IN ('image', 'pdf', 'ooxml') AND mail_id IN (SELECT id FROM message WHERE ${IN_SLICE})
    GROUP BY mail_id
  )
SELECT ${MAIL_COLUMNS}, message.auth AS auth, message.bulk AS bulk, message.list_id AS list_id, message.reply_to AS reply_to,
  arrayFilter(one -> one IN (SELECT address FROM correspondent WHERE two_way = 1 OR own = 1), message.reply_to) AS reply_known,
  toUInt8(sender.address != '' AND (sender.lasting = 1 OR sender.known_from <= message.time)) AS known,
  arraySlice(arrayFilter(one -> one != message.from_address, message.readers), 1, 20) AS readers, own_families,
  substringUTF8(mail.text, 1, ${TEXT}) AS text, toUInt8(notEmpty(message.attachments)) AS attached, pictured.n AS pictures, links,
  match(mail.headers, ${TRAINING_MARK}) AS training
FROM message
INNER JOIN mail ON mail.mail_id = message.id
LEFT JOIN linked ON linked.mail_id = message.id
LEFT JOIN pictured ON pictured.mail_id = message.id
LEFT JOIN correspondent AS sender ON sender.address = message.from_address
WHERE message.judged = 1 AND message.inside = 0 AND ${IN_SLICE} AND mail.mail_id IN (SELECT id FROM message WHERE ${IN_SLICE})
  AND (notEmpty(links) OR pictures > 0 OR training OR match(mail.text, ${WORTH_A_LOOK}) OR notEmpty(message.attachments) OR notEmpty(message.reply_to) OR message.from_family IN (SELECT family FROM mail_address WHERE freemail != ''))
ORDER BY message.time, id`
