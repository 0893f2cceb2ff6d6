import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { addressesIn, organisationIn } from '../../mail/person-name.ts'
import { wantsSomething } from '../../mail/wants.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { LIST, PROVEN, service } from './mail-reason.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, placeOf, seenMail } from './mail-row.ts'
import { isUnder, ownersOf, sameBrand } from './pretext.ts'

export const impersonatedSender: Detector = {
  id: 'impersonated-sender',
  title: { ja: '差出人の詐称（詐称メール）', en: 'A sender who is not who the name says' },
  explanation: {
    ja: '「{{subject}}」の差出人は {{from}} ですが、{{what}}。',
    en: '“{{subject}}” comes from {{from}}: {{what}}.',
  },
  next_steps: {
    ja: [
      '名前を使われた本人に、メール以外の手段（電話）で確かめる',
      '添付やリンクを開いた人がいないか、受け取った人に確かめる',
      '同じ差出人のアドレスからのメールを止める',
    ],
    en: [
      'Ask the person whose name it bears, by another way than mail',
      'Ask those who got it whether they opened anything',
      'Block the address',
    ],
  },
  attack: ['T1566', 'T1656'],
  references: ['RFC 5322 3.6.2', 'RFC 7489'],
  needs: {
    tables: ['mail'],
    without: { ja: 'メールがないと見えません。', en: 'It takes the mails themselves.' },
  },
  parameters: [
    {
      name: 'earlier_mails',
      unit: 'mails',
      default: 2,
      reason: {
        ja: 'その名前の人として知っているのは、これだけやり取りのあった人',
        en: 'a name is known for somebody who wrote or got as many',
      },
    },
  ],
  false_positives: [
    {
      ja: '「田中 太郎 (via Box/DocuSign/Garoon)」など、人の名前で送るサービス（DKIM署名で確認）',
      en: '“Tanaka via Box/DocuSign/Garoon”: services that send in people’s names (their DKIM signature tells)',
    },
    { ja: 'メーリングリストの書き換え', en: 'mailing lists that rewrite the sender' },
    { ja: '複合機のスキャン（scan@）、秘書の代理送信', en: "scanners' mail, secretaries who send for others" },
    {
      ja: '以前から使われている職員の個人アドレス、同姓同名の取引先',
      en: "a staff member's private address in use before; namesakes",
    },
  ],
  async run(context) {
    const rows = await context.query<SenderRow>(SQL, { earlier: context.parameter('earlier_mails') })
    const known = new Set((await context.query<{ family: string }>(KNOWN_FAMILIES)).map(({ family }) => family))
    const names = await namesOf(context)
    const idle = await idleOnes(context, rows)
    for (const row of rows) row.idle = idle.has(row.id) ? 1 : 0
    return rows.flatMap((row) => impersonation(row, { context, known, names }) ?? [])
  },
}

/** What the judgement of one mail needs to know of it. */
export interface SenderRow extends MailRow {
  own: number
  inside: number
  auth: string
  bulk: number
  list_id: string
  reply_to: string[]
  reply_known: string[]
  signed_by: string[]
  return_path: string
  freemail: string
  known: number
  sent: string
  routine_days: string
  loaded: number
  /** it leads nowhere, and nothing in it runs or is locked */
  harmless: number
  people: { address: string; name: string; own: number }[]
  /** it carries nothing, leads nowhere and wants nothing */
  idle?: number
}

export interface Knowledge {
  context: Pick<DetectorContext, 'lists'>
  /** families with traffic both ways */
  known: Set<string>
  /** organisations' names as they stand in genuine display names → family */
  names: Map<string, string>
}

interface Found {
  kind: 'known-name' | 'address-in-name' | 'organisation' | 'reply-to' | 'own-domain'
  strength: Strength
  what: Text
  imitated: string
}

/** Of one mail that is in hand, too: the mail filter asks here. */
export function impersonation(row: SenderRow, knowledge: Knowledge): Sign | null {
  const found = [knownName, addressInName, organisation, replyElsewhere, ownFromOutside].flatMap(
    (look) => look(row, knowledge) ?? [],
  )
  const first = found.sort((a, b) => STRENGTHS.indexOf(b.strength) - STRENGTHS.indexOf(a.strength))[0]
  if (!first) return null
  // the domain in From is the victim's, not the attacker's
  const forged = first.kind === 'own-domain' || first.kind === 'reply-to'
  const sender = serviceOf(row, knowledge.context)
  const reasons: Reason[] = [
    ...(row.list_id !== '' && first.kind !== 'own-domain' ? [LIST] : []),
    ...(sender !== null && first.kind !== 'reply-to' ? [service(sender)] : []),
    ...(sender === null && sentThrough(row) ? [service(row.from_domain)] : []),
    ...(first.kind === 'own-domain' && Number(row.routine_days) >= ROUTINE_DAYS ? [ROUTINE] : []),
    ...(row.idle === 1 && found.every(({ kind }) => kind === 'known-name') ? [WANTS_NOTHING] : []),
    ...(row.auth === 'pass' && row.loaded === 0 && row.freemail === '' ? [PROVEN] : []),
  ]
  const replies = row.reply_to
    .filter((address) => !row.reply_known.includes(address))
    .map((address) => placeOf(address, knowledge.context))
  return {
    ...seenMail(row),
    ...grade(first.strength, reasons),
    destinations: [...new Set([...(forged ? [] : [placeOf(row.from_address, knowledge.context)]), ...replies])].slice(
      0,
      10,
    ),
    metrics: {
      kind: found.map(({ kind }) => kind).join(', '),
      imitated: found.map(({ imitated }) => imitated).join(', '),
      authentication: row.auth,
      return_path: row.return_path,
      reply_to: row.reply_to.join(', '),
      earlier_mails_from_sender: Math.max(0, Number(row.sent) - 1),
    },
    words: {
      ...mailWords(row),
      what: {
        ja: found.map(({ what }) => what.ja).join('。また、'),
        en: found.map(({ what }) => what.en).join('; and '),
      },
    },
  }
}

const STRENGTHS: Strength[] = ['weak', 'plain', 'strong']

/** The service that signed it, where it is one that sends in people's names. */
function serviceOf(row: SenderRow, context: Pick<DetectorContext, 'lists'>): string | null {
  const list = context.lists['mail-service']
  const owners = row.signed_by.flatMap((domain) => find(list, domain)?.owner ?? [])
  return row.auth === 'pass' || owners.length === row.signed_by.length ? (owners[0] ?? null) : null
}

/** 「田中 太郎（Google ドライブ経由）」, “Taro Tanaka via Box”: the named service's own, proven domain. */
function sentThrough(row: SenderRow): boolean {
  const name = /(?:[（(]|\bvia\s+)\s*(?:via\s+)?([^（()）]+?)\s*(?:経由)?\s*[)）]?\s*$/i.exec(row.from_name)?.[1] ?? ''
  const owners = ownersOf(name)
  return row.auth === 'pass' && owners !== null && isUnder(row.from_domain, owners)
}

/** A report of what could not be delivered, with no return path as the standard wants it: it names nobody and leads nowhere. */
const isReport = (row: SenderRow) =>
  row.harmless === 1 && row.return_path === '' && /^(?:mailer-daemon|postmaster)@/i.test(row.from_address)

function knownName(row: SenderRow, { known }: Knowledge): Found | null {
  const [person] = row.people
  if (!person || row.own === 1 || row.known === 1 || known.has(row.from_family)) return null
  const where = person.own === 1 ? { ja: '職員', en: 'one of the staff' } : { ja: '取引先の人', en: 'a correspondent' }
  // a namesake with a firm's proven address who sends nothing to open is not much
  const strength: Strength = row.freemail !== '' || row.auth === 'fail' ? 'strong' : row.loaded === 1 ? 'plain' : 'weak'
  return {
    kind: 'known-name',
    strength: row.freemail !== '' && row.loaded === 0 ? 'plain' : strength,
    what: {
      ja: `「${person.name}」は ${person.address} を使う${where.ja}の名前で、このアドレスは初めてです`,
      en: `“${person.name}” is the name of ${where.en} at ${person.address}, and this address is new`,
    },
    imitated: person.address,
  }
}

function addressInName(row: SenderRow, { known, context }: Knowledge): Found | null {
  const other = addressesIn(row.from_name).find((address) => familyOf(domainOf(address)) !== row.from_family)
  if (!other || row.known === 1 || row.inside === 1) return null
  if (row.auth !== 'fail' && sameBrand(domainOf(other), row.from_domain)) return null // one firm under two endings
  const family = familyOf(domainOf(other))
  const ours = known.has(family) && find(context.lists.freemail, family) === null
  return {
    kind: 'address-in-name',
    strength: ours ? 'strong' : 'plain',
    what: {
      ja: `表示名に別のアドレス（${other}）が書かれています`,
      en: `the name shows another address (${other})`,
    },
    imitated: other,
  }
}

function organisation(row: SenderRow, { names }: Knowledge): Found | null {
  if (row.freemail === '' || row.known === 1 || row.own === 1) return null
  const claimed = organisationIn(row.from_name)
  if (!claimed) return null
  const family = names.get(claimed)
  // many small offices write from their provider's address: only a name that we know elsewhere is more than weak
  const strength: Strength = family !== undefined ? (row.loaded === 1 ? 'strong' : 'plain') : 'weak'
  if (strength === 'weak' && (row.loaded === 0 || row.freemail === 'isp')) return null
  return {
    kind: 'organisation',
    strength,
    what: {
      ja: `組織の名前（${claimed}${family ? `、普段は ${family}` : ''}）で、フリーメール等のアドレスから届きました`,
      en: `it bears an organisation's name (${claimed}${family ? `, which writes from ${family}` : ''}) on an address that anybody can have`,
    },
    imitated: family ?? claimed,
  }
}

function replyElsewhere(row: SenderRow, { known, context }: Knowledge): Found | null {
  if (row.bulk === 1 || row.inside === 1) return null
  const elsewhere = row.reply_to.find((address) => {
    const domain = domainOf(address)
    return (
      familyOf(domain) !== row.from_family &&
      !row.reply_known.includes(address) &&
      find(context.lists.freemail, domain) !== null
    )
  })
  if (!elsewhere || row.freemail !== '') return null
  const trusted = row.own === 1 || known.has(row.from_family)
  return {
    kind: 'reply-to',
    strength: trusted ? (row.auth === 'fail' ? 'strong' : 'plain') : 'weak',
    what: { ja: `返信は別のアドレス（${elsewhere}）へ行きます`, en: `answers go to another address (${elsewhere})` },
    imitated: row.from_address,
  }
}

function ownFromOutside(row: SenderRow): Found | null {
  if (row.own === 0 || row.inside === 1 || row.freemail !== '') return null
  if (row.auth === 'unseen' || isReport(row)) return null
  return {
    kind: 'own-domain',
    // a form on our own web site fills in its own address, and many a host signs nothing
    strength: WEB_FORM.test(row.from_address) ? 'weak' : row.auth === 'fail' ? 'strong' : 'plain',
    what: {
      ja: '自組織のアドレスを名乗り、外から届きました（認証で確かめられません）',
      en: 'it claims an address of our own and came from outside, unproven',
    },
    imitated: row.from_address,
  }
}

const WEB_FORM = /^(?:wordpress|www-data|apache|nginx|httpd|webform|contactform)@/i

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** Organisations as genuine display names of known senders call them. */
async function namesOf(context: DetectorContext): Promise<Map<string, string>> {
  const rows = await context.query<{ name: string; family: string }>(ORGANISATIONS)
  return new Map(
    rows.flatMap(({ name, family }): [string, string][] => {
      const organisation = organisationIn(name)
      return organisation === null ? [] : [[organisation, family]]
    }),
  )
}

/** A colleague who is late writes from his own telephone: the train, the fever, and nothing that anybody could lose by. */
async function idleOnes(context: DetectorContext, rows: SenderRow[]): Promise<Set<string>> {
  const ids = rows.filter((row) => row.people.length > 0 && row.loaded === 0).map((row) => row.id)
  if (ids.length === 0) return new Set()
  const texts = await context.query<{ id: string; text: string }>(
    `SELECT mail_id AS id, concat(subject, '\n', substringUTF8(text, 1, 6000)) AS text FROM mail WHERE mail_id IN {ids:Array(String)}`,
    { ids },
  )
  return new Set(texts.flatMap(({ id, text }) => (wantsSomething(text) ? [] : [id])))
}

const WANTS_NOTHING: Reason = {
  effect: 'explains',
  text: {
    ja: '添付もリンクもなく、お金や情報や急ぎの対応を求めてもいません。職員の個人のアドレスと見られます。',
    en: 'It carries nothing, leads nowhere, and asks for neither money, secrets nor haste: it looks like a private address of the same person.',
  },
}

/** Days on which the same service sent in our name before: what is set up so keeps on. */
const ROUTINE_DAYS = 3
const ROUTINE: Reason = {
  effect: 'explains',
  text: {
    ja: '同じ送信元から以前より続いています。自組織が使う送信サービスや機器と見られます（SPFへの登録漏れ）。',
    en: 'The same source has sent so before: a service or device of ours that SPF does not name.',
  },
}

const KNOWN_FAMILIES = 'SELECT family FROM partner WHERE partner = 1 OR own = 1'

const ORGANISATIONS = `
SELECT DISTINCT from_name AS name, from_family AS family
FROM message
INNER JOIN correspondent ON correspondent.address = message.from_address
WHERE from_name != '' AND (two_way = 1 OR correspondent.own = 1) AND freemail = '' AND message.auth != 'fail'
LIMIT 50000`

/** the /24 of an address, or the /48 */
const NETWORK =
  "tupleElement(IPv6CIDRToRange(origin_ip, if(isIPAddressInRange(IPv6NumToString(origin_ip), '::ffff:0:0/96'), 120, 48)), 1)"

/** Mails of senders that are not known, or that claim to be ours from outside, with the known people who bear the same name. */
const SQL = `
WITH
  -- people whose name says something: ours, and those we write to
  person AS
  (
    SELECT key, person_name.address AS address, argMax(name, n) AS name, max(correspondent.own) AS own,
      max(correspondent.sent + correspondent.got) AS mails, any(correspondent.family) AS family
    FROM person_name
    INNER JOIN correspondent ON correspondent.address = person_name.address
    WHERE correspondent.own = 1 OR two_way = 1
    GROUP BY key, address
    HAVING mails >= {earlier:Float64} OR own = 1
  ),
  judged AS
  (
    SELECT * FROM message WHERE judged = 1 AND inside = 0
  ),
  namesake AS
  (
    SELECT judged.id AS id,
      groupArraySorted(5)((-person.own, -person.mails, person.address, person.name)) AS people
    FROM judged
    INNER JOIN person_name AS own_name ON own_name.address = judged.from_address AND own_name.name = judged.from_name
    INNER JOIN person ON person.key = own_name.key
    WHERE person.address != judged.from_address AND person.family != judged.from_family
    GROUP BY id
  ),
  -- how long the same source has sent in our name
  routine AS
  (
    SELECT from_address, return_path, border, uniqExact(toDate(time)) AS days, min(time) AS since
    FROM message
    WHERE own = 1 AND inside = 0
    GROUP BY from_address, return_path, border
  ),
  -- a provider's network through which many of ours have sent for weeks
  relay AS
  (
    SELECT ${NETWORK} AS network, uniqExact(toDate(time)) AS days
    FROM message
    WHERE own = 1 AND inside = 0 AND origin_ip != toIPv6('::')
    GROUP BY network
    HAVING days >= 3 AND uniqExact(from_address) >= 3 AND max(time) >= min(time) + INTERVAL 14 DAY
  )
SELECT ${MAIL_COLUMNS.replaceAll('message.', 'judged.')},
  judged.own AS own, judged.inside AS inside, judged.auth AS auth, judged.bulk AS bulk, judged.list_id AS list_id,
  judged.reply_to AS reply_to,
  arrayFilter(one -> one IN (SELECT address FROM correspondent WHERE two_way = 1 OR own = 1), judged.reply_to) AS reply_known,
  judged.signed_by AS signed_by, judged.return_path AS return_path, domain.freemail AS freemail,
  toUInt8(sender.address != '' AND (sender.lasting = 1 OR sender.known_from <= judged.time)) AS known,
  sender.sent AS sent,
  greatest(if(routine.since <= judged.time - INTERVAL 14 DAY, routine.days, 0), relay.days) AS routine_days,
  toUInt8(notEmpty(judged.attachments) OR notEmpty(judged.link_domains)) AS loaded,
  toUInt8(empty(judged.link_domains) AND empty(judged.runs) AND judged.locked = 0) AS harmless,
  CAST(arrayMap(one -> (one.3, one.4, toUInt8(-one.1)), namesake.people), 'Array(Tuple(address String, name String, own UInt8))') AS people
FROM judged
LEFT JOIN namesake ON namesake.id = judged.id
LEFT JOIN mail_domain AS domain ON domain.domain = judged.from_domain
LEFT JOIN correspondent AS sender ON sender.address = judged.from_address
LEFT JOIN routine ON routine.from_address = judged.from_address AND routine.return_path = judged.return_path AND routine.border = judged.border
LEFT JOIN relay ON relay.network = ${NETWORK.replaceAll('origin_ip', 'judged.origin_ip')}
WHERE notEmpty(namesake.people) OR judged.own = 1 OR position(from_name, '@') > 0 OR position(from_name, '＠') > 0
  OR (domain.freemail != '' AND from_name != '')
  OR arrayExists(one -> NOT endsWith(one, judged.from_family), judged.reply_to)
ORDER BY judged.time, id
LIMIT 20000`
