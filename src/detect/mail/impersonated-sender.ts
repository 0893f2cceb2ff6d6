import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { isInstitution, isPublicBody } from '../../lists/public-body.ts'
import { likeness } from '../../mail/lookalike.ts'
import { domainOf } from '../../mail/own-side.ts'
import { addressesIn, organisationIn } from '../../mail/person-name.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { LIST, PROVEN, service } from './mail-reason.ts'
import { mailWords, placeOf, seenMail } from './mail-row.ts'
import { isUnder, ownersOf, sameBrand } from './pretext.ts'
import { type Knowledge, type SenderRow, senders } from './sender-row.ts'

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
    const { rows, knowledge } = await senders(context, context.parameter('earlier_mails'))
    return rows.flatMap((row) => impersonation(row, knowledge) ?? [])
  },
}

interface Found {
  kind: 'known-name' | 'address-in-name' | 'organisation' | 'reply-to' | 'own-domain'
  strength: Strength
  what: Text
  imitated: string
  /** the domain is built like the true one */
  dressed?: boolean
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
    ...(first.kind === 'own-domain' && row.harmless === 1 && SCANNER.test(row.from_address) ? [SCANNED] : []),
    ...(first.kind === 'known-name' && row.own_readers.includes(first.imitated) ? [COPIED] : []),
    ...(row.idle === 1 && found.every(({ kind, dressed }) => kind === 'known-name' && !dressed) ? [WANTS_NOTHING] : []),
    ...(row.auth === 'pass' && row.loaded === 0 && row.freemail === '' && !found.some(({ dressed }) => dressed)
      ? [PROVEN]
      : []),
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

function knownName(row: SenderRow, { known, context }: Knowledge): Found | null {
  const [person] = row.people
  if (!person || row.own === 1 || row.known === 1 || known.has(row.from_family)) return null
  // proven to be one, it pretends to be nobody else
  if (row.auth === 'pass' && isPublicBody(row.from_domain)) return null
  if (looksLikeHis(row, person)) return likeHis(row, person)
  // known by his private address so far, and now from where only members of an institution can write
  if (row.auth === 'pass' && isInstitution(row.from_domain) && find(context.lists.freemail, domainOf(person.address)))
    return null
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

type Person = SenderRow['people'][number]

/** His name at a domain built like his: who has two of his own writes from both, or under two endings. */
function looksLikeHis(row: SenderRow, person: Person): boolean {
  if (row.freemail !== '') return false
  const like = likeness(row.from_family, familyOf(domainOf(person.address)))
  return like !== null && (like.trick !== 'ending' || row.idle === 0)
}

const likeHis = (row: SenderRow, person: Person): Found => ({
  kind: 'known-name',
  dressed: true,
  strength: row.loaded === 1 || row.idle === 0 ? 'strong' : 'plain',
  what: {
    ja: `「${person.name}」は ${person.address} を使う人の名前で、このアドレスはそれとよく似た、初めてのドメインです`,
    en: `“${person.name}” is the name of somebody at ${person.address}, and this address is new, at a domain that looks like his`,
  },
  imitated: person.address,
})

function addressInName(row: SenderRow, { known, context }: Knowledge): Found | null {
  const other = addressesIn(row.from_name).find((address) => familyOf(domainOf(address)) !== row.from_family)
  if (!other || row.known === 1 || row.inside === 1) return null
  // sent on his behalf: answers reach him, or it is a service for certified mail
  if (row.auth === 'pass' && row.reply_to.includes(other)) return null
  if (row.auth === 'pass' && find(context.lists['mail-service'], row.from_domain)?.kind === 'certified') return null
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
  if (row.own === 1 && WEB_FORM.test(row.from_address)) return null // answers go to whoever filled in the form
  const elsewhere = row.reply_to.find((address) => {
    const domain = domainOf(address)
    return (
      familyOf(domain) !== row.from_family &&
      !row.reply_known.includes(address) &&
      find(context.lists.freemail, domain) !== null
    )
  })
  const dressed = row.reply_to.find((address) => wears(domainOf(address), row))
  if (dressed !== undefined)
    return {
      kind: 'reply-to',
      strength: 'strong',
      what: {
        ja: `返信は、差出人のドメインの名前を含むか、よく似た別のドメイン（${dressed}）へ行きます`,
        en: `answers go to another domain that holds or imitates the sender's (${dressed})`,
      },
      imitated: row.from_address,
    }
  if (!elsewhere || row.freemail !== '') return null
  const trusted = row.own === 1 || known.has(row.from_family)
  return {
    kind: 'reply-to',
    strength: trusted ? (row.auth === 'fail' ? 'strong' : 'plain') : 'weak',
    what: { ja: `返信は別のアドレス（${elsewhere}）へ行きます`, en: `answers go to another address (${elsewhere})` },
    imitated: row.from_address,
  }
}

/** `example-co.jp.net` holds all of `example.co.jp`, and is another's. */
function wears(domain: string, row: SenderRow): boolean {
  const bare = (name: string) => name.replace(/[.-]/g, '')
  if (familyOf(domain) === row.from_family || domain === row.from_domain) return false
  const like = likeness(familyOf(domain), row.from_family)
  // a firm has its name under several endings
  return bare(domain).includes(bare(row.from_domain)) || (like !== null && like.trick !== 'ending')
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

const COPIED: Reason = {
  effect: 'explains',
  text: {
    ja: '名前の本人の、普段のアドレスにも送られています。なりすますなら本人には送りません。',
    en: 'It is sent to the usual address of that very person, too, as no impostor would.',
  },
}
const WANTS_NOTHING: Reason = {
  effect: 'explains',
  text: {
    ja: '添付もリンクもなく、お金や情報や急ぎの対応を求めてもいません。職員の個人のアドレスと見られます。',
    en: 'It carries nothing, leads nowhere, and asks for neither money, secrets nor haste: it looks like a private address of the same person.',
  },
}

/** A copier that sends through the provider's server: what attackers imitate of it leads somewhere or runs. */
const SCANNER = /^(?:scan|scanner|copier|copy|mfp|fax|printer|canon|ricoh|xerox|fukugo|fukugouki)[\w.-]*@/i
const SCANNED: Reason = {
  effect: 'explains',
  text: {
    ja: '複合機などのアドレスからの、リンクも実行できるものもない文書です。',
    en: "It is a scanner's address, with a document that leads nowhere and runs nothing.",
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
