import ipaddr from 'ipaddr.js'
import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { fileOfLink, kindOf } from '../../mail/attachment-kind.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isAnybodysPage } from './hired-page.ts'
import { isCared, isFilePlace } from './lure.ts'
import { LIST, service } from './mail-reason.ts'
import { IN_SLICE, inSlices, MAIL_COLUMNS, type MailRow, mailWords, seenMail } from './mail-row.ts'

export const downloadLink: Detector = {
  id: 'download-link',
  title: {
    ja: 'ファイルを落とさせるリンク、見かけと違うリンク',
    en: 'A link that downloads, or leads elsewhere than it shows',
  },
  explanation: {
    ja: '「{{subject}}」（差出人 {{from}}）のリンク：{{what}}。',
    en: 'A link in “{{subject}}” from {{from}}: {{what}}.',
  },
  next_steps: {
    ja: [
      'リンク先を開いた端末を、プロキシのログで調べる（kyumei timeline）',
      'リンク先をプロキシで止める。調べるために開かない',
      '差出人に電話で確かめる',
    ],
    en: [
      'Find in the proxy logs which hosts opened it (kyumei timeline)',
      'Block it at the proxy; open it not even to look',
      'Ask the sender by telephone',
    ],
  },
  attack: ['T1566.002', 'T1204.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['mail'],
    without: { ja: 'メールがないと見えません。', en: 'It takes the mails themselves.' },
  },
  parameters: [
    {
      name: 'wrapped_share',
      unit: 'share of all mails with links',
      default: 0.1,
      reason: {
        ja: 'これだけ多くのメールのリンクが同じ先を通るなら、自組織の製品がリンクを書き換えている',
        en: 'where so many mails lead through one place, a product of ours rewrites links',
      },
    },
  ],
  false_positives: [
    { ja: 'メールマガジンの開封・クリック計測', en: 'newsletters that count clicks' },
    { ja: 'リンクを書き換える製品（Safe Links等）', en: 'products that rewrite links (Safe Links and others)' },
    { ja: '普段から使う相手のファイル転送サービス', en: 'file transfer with those who always use it' },
    { ja: '社内サーバへのリンク', en: 'links to servers inside' },
  ],
  async run(context) {
    const wrappers = new Set(
      (await context.query<{ family: string }>(WRAPPERS, { share: context.parameter('wrapped_share') })).map(
        ({ family }) => family,
      ),
    )
    return await inSlices<Row>(context, SQL, SLICE, (row) => toSign(row, wrappers, context))
  },
}

interface Row extends MailRow {
  own: number
  auth: string
  freemail: string
  /** somebody is known at all */
  archive: number
  bulk: number
  list_id: string
  signed_by: string[]
  known: number
  links: [url: string, domain: string, shown: string, before: number][]
  password: number
  password_later: number
}

interface Found {
  strength: Strength
  kind: 'address' | 'runs' | 'archive' | 'elsewhere' | 'transfer' | 'shortener'
  domain: string
  what: Text
}

function toSign(row: Row, wrappers: Set<string>, context: DetectorContext): Sign | null {
  const found = row.links.flatMap(([url, domain, shown, before]) => {
    if (wrappers.has(familyOf(domain))) return []
    return judge({ url, domain, shown, before: before === 1, row, context }) ?? []
  })
  const first = found.sort((a, b) => ORDER.indexOf(b.strength) - ORDER.indexOf(a.strength))[0]
  if (!first) return null
  const owner = row.signed_by.flatMap((domain) => find(context.lists['mail-service'], domain)?.owner ?? [])[0]
  const clicks = first.kind === 'elsewhere' || first.kind === 'shortener' || first.kind === 'transfer'
  const reasons: Reason[] = [
    ...(row.list_id !== '' && clicks ? [LIST] : []),
    ...(owner !== undefined && clicks && row.auth === 'pass' ? [service(owner)] : []),
    ...(row.known === 1 && row.auth !== 'fail' ? [KNOWN] : []),
  ]
  return {
    ...seenMail(row),
    ...grade(first.strength, reasons),
    destinations: [...new Set(found.map(({ domain }) => domain))].slice(0, 20),
    metrics: {
      kind: [...new Set(found.map(({ kind }) => kind))].join(', '),
      links: row.links.length,
      password_in_mail: row.password,
      password_in_next_mail: row.password_later,
      authentication: row.auth,
    },
    words: { ...mailWords(row), what: first.what },
  }
}

const ORDER: Strength[] = ['weak', 'plain', 'strong']

interface LinkSeen {
  url: string
  domain: string
  shown: string
  /** this sender named the place in an earlier mail */
  before: boolean
  row: Row
  context: DetectorContext
}

function judge(link: LinkSeen): Found | null {
  const { url, domain, row, context } = link
  if (OPENS_WINDOWS.test(url) && !isInside(domain)) {
    return found('runs', 'strong', domain, {
      ja: `Webページではなく、Windowsの機能で外部の共有フォルダやプログラム（${domain}）を開かせる`,
      en: `it makes Windows open somebody's share or a program at ${domain}, not a page`,
    })
  }
  // a brand's own page is no file, whatever its path ends in
  const cared = isCared(domain, context) && !isFilePlace(domain, context.lists)
  const extension = cared ? '' : fileOfLink(url)
  const strange = row.known === 0 || row.auth === 'fail'
  // a proven sender's own place: a vendor's new version, a file for a customer; the account may be abused, so it is not nothing
  const own = row.auth === 'pass' && row.freemail === '' && familyOf(domain) === row.from_family
  const address = domain.replace(/^\[|\]$/g, '')
  if (MAYBE_ADDRESS.test(address) && ipaddr.isValid(address)) {
    if (INSIDE.includes(ipaddr.parse(address).range())) return null
    return found('address', strange ? 'strong' : 'plain', domain, {
      ja: `名前のないアドレス ${domain} へ直接つながる`,
      en: `it leads to a bare address, ${domain}`,
    })
  }
  if (extension !== '' && kindOf(extension) === 'runs' && !(row.known === 1 && link.before)) {
    // a bought domain is proven, too: whom nobody knows and who writes to one reader has no new version to offer
    const offered = own && (row.archive === 0 || row.known === 1 || row.bulk === 1 || row.list_id !== '')
    return found('runs', offered ? 'weak' : own || !strange ? 'plain' : 'strong', domain, {
      ja: `実行できるファイル（.${extension}）を ${domain} から落とさせる`,
      en: `it downloads a program (.${extension}) from ${domain}`,
    })
  }
  const addIn = cared || !strange ? '' : (ADD_IN.exec(url)?.[1]?.toLowerCase() ?? '')
  if (addIn !== '') {
    return found('runs', 'plain', domain, {
      ja: `Officeに組み込まれて動くファイル（.${addIn}）を ${domain} から落とさせる`,
      en: `it downloads an add-in or template that runs in Office (.${addIn}) from ${domain}`,
    })
  }
  if (row.password === 1 && extension !== '' && WRITTEN_BY_ANYBODY.test(url)) {
    return found('archive', row.known === 1 ? 'strong' : 'plain', domain, {
      ja: `${domain} の、Webサイト作成ソフトの保管場所から圧縮ファイル（.${extension}）を落とさせ、開くためのパスワードが本文にある（改ざんされたサイトによく置かれる場所です）`,
      en: `it downloads an archive (.${extension}) from the upload folder of the web site ${domain}, with the password in the text: broken-into sites have such there`,
    })
  }
  if (
    FILE_SHOWN.test(link.shown) &&
    row.bulk === 0 &&
    isAnybodysPage(domain, context.lists) &&
    !isFilePlace(domain, context.lists)
  ) {
    return found('elsewhere', 'strong', domain, {
      ja: `書庫やプログラム（${link.shown.trim().slice(0, 80)}）に見せかけて、だれでもページを置ける ${domain} へつながる`,
      en: `it shows an archive or a program (${link.shown.trim().slice(0, 80)}) and leads to ${domain}, where anybody can lay a page`,
    })
  }
  const shown = shownHost(link.shown)
  const borrowed =
    shown !== null && shown !== domain && familyOf(shown) === familyOf(domain) && isFilePlace(domain, context.lists)
  if (shown !== null && row.bulk === 0 && (borrowed || isElsewhere(shown, domain, row))) {
    // the sender's own, proven address on a link: he counts clicks, and pretends to be nobody else
    const itself = row.auth === 'pass' && familyOf(shown) === row.from_family
    return found('elsewhere', itself ? 'weak' : strange ? 'strong' : 'plain', domain, {
      ja: `見かけは ${shown} だが、実際は ${domain} へつながる`,
      en: `it shows ${shown} and leads to ${domain}`,
    })
  }
  if (!strange) return null
  const place = placeOf(domain, context)
  const password = row.password === 1 || row.password_later === 1
  if (place !== null && (password || extension !== '')) {
    // offices send large files so, and without an archive everybody is a stranger: a proven firm's address is left in peace then
    const proven = row.auth === 'pass' && !place.strangers
    // small offices write from their provider's address
    const office = proven && (row.freemail === 'isp' || (row.archive === 0 && row.freemail === ''))
    return found('transfer', password && !office ? 'plain' : 'weak', domain, {
      ja: `ファイル置き場（${place.owner}）へ導き、${row.password === 1 ? '開くためのパスワードが本文にある' : row.password_later === 1 ? 'パスワードが次のメールで届いた' : '書庫を落とさせる'}`,
      en: `it leads to a place for files (${place.owner}), ${row.password === 1 ? 'with the password in the text' : row.password_later === 1 ? 'and the password came in the next mail' : 'for an archive'}`,
    })
  }
  if (extension !== '') {
    return found('archive', own ? (password ? 'plain' : 'weak') : password ? 'strong' : 'plain', domain, {
      ja: `圧縮ファイル（.${extension}）を ${domain} から落とさせる`,
      en: `it downloads an archive (.${extension}) from ${domain}`,
    })
  }
  const short = find(context.lists.shortener, domain)
  if (short !== null && short.kind === 'any' && row.bulk === 0) {
    return found('shortener', 'weak', domain, {
      ja: `短縮URL（${domain}）で行き先が見えない`,
      en: `a shortened link (${domain}) hides where it leads`,
    })
  }
  return null
}

/** what pages for nothing do not hold: a partner's taken-over account leads there, too */
const FILE_SHOWN = /\.(?:zip|7z|rar|lzh|iso|img|exe|msi)\s*$/i

/** Forms that offices offer are workbooks and documents; what is added to Office itself is no form. */
const ADD_IN = /^https?:\/\/[^/?#]+\/[^?#]*\.(xlam?|ppam?|dotm|xltm)(?:[?#]|$)/i

/** Folders of WordPress and the like, into which a flaw lets anybody write. */
const WRITTEN_BY_ANYBODY = /\/wp-(?:content|includes|admin)\//i

/** A share, a search in one, an installer: no page, whatever the text says. */
const OPENS_WINDOWS = /^(?:search(?:-ms)?:|ms-(?:msdt|appinstaller|officecmd|cxh|search)\s*:|file:\/*[^/]|\\\\)/i

/** A name without a dot, a private address, a drive: a server of one's own. */
function isInside(host: string): boolean {
  if (ipaddr.isValid(host)) return INSIDE.includes(ipaddr.parse(host).range())
  return !host.includes('.') || /\.(?:local|localdomain|internal|lan|corp|home|intra)$/i.test(host)
}

/** Ends in a number, or has a colon: the library's own test, of every link, takes longer than all the rest. */
const MAYBE_ADDRESS = /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$|:/i

/** ranges of servers inside */
const INSIDE = ['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified']

const found = (kind: Found['kind'], strength: Strength, domain: string, what: Text): Found => ({
  kind,
  strength,
  domain,
  what,
})

/** Where anybody can lay a file, and whose that is. `strangers`: stores of code and chats, which no office sends its papers through. */
function placeOf(domain: string, { lists }: DetectorContext): { owner: string; strangers: boolean } | null {
  const entry = find(lists.trusted, domain)
  if (entry === null || !/^(?:transfer|drive|storage|code|chat|paste)/.test(entry.kind)) return null
  return { owner: entry.owner, strangers: /^(?:code|chat|paste)/.test(entry.kind) }
}

/** A host that the reader sees: only where the text is an address, not where it speaks of one. */
function shownHost(shown: string): string | null {
  const text = shown.normalize('NFKC').replace(/[\p{Cf}\s]/gu, '')
  return /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#].*)?$/i.exec(text)?.[1]?.toLowerCase() ?? null
}

/** Another organisation's place than the text says, and neither the sender's own nor the signing service's: these count clicks. */
function isElsewhere(shown: string, domain: string, row: Row): boolean {
  const family = familyOf(domain)
  if (familyOf(shown) === family) return false
  if (row.auth === 'pass' && (family === row.from_family || row.signed_by.some((one) => familyOf(one) === family)))
    return false
  return true
}

const KNOWN: Reason = {
  effect: 'weakens',
  text: { ja: '以前からやり取りのある差出人です。', en: 'The sender is known for long.' },
}

const WRAPPERS = `
SELECT cutToFirstSignificantSubdomain(link) AS family
FROM message
ARRAY JOIN link_domains AS link
WHERE inside = 0
GROUP BY family
HAVING uniqExact(id) >= greatest(20, (SELECT count() FROM message WHERE inside = 0 AND notEmpty(link_domains)) * {share:Float64})
  AND uniqExact(from_family) >= 10`

const SLICE = 10_000 // messages

const SQL = `
WITH
  passwords AS (SELECT from_address, groupArray(1000)(time) AS times FROM message WHERE tells_password = 1 AND inside = 0 GROUP BY from_address),
  named AS
  (
    SELECT from_address, link, min(time) AS first_named
    FROM message
    ARRAY JOIN link_domains AS link
    GROUP BY from_address, link
  ),
  linked AS
  (
    SELECT message.id AS id,
      groupArraySorted(30)((mail_url.url, toString(mail_url.url_domain), mail_url.shown, toUInt8(named.first_named < message.time))) AS links
    FROM mail_url
    INNER JOIN message ON message.id = mail_url.mail_id
    LEFT JOIN named ON named.from_address = message.from_address AND named.link = mail_url.url_domain
    WHERE judged = 1 AND inside = 0 AND url_domain != '' AND ${IN_SLICE}
    GROUP BY id
  )
SELECT ${MAIL_COLUMNS}, message.own AS own, message.auth AS auth, message.bulk AS bulk, message.list_id AS list_id,
  message.signed_by AS signed_by, domain.freemail AS freemail,
  toUInt8((SELECT count() FROM correspondent WHERE lasting = 1 AND own = 0) > 0) AS archive,
  toUInt8(sender.address != '' AND (sender.lasting = 1 OR sender.known_from <= message.time)) AS known,
  links, message.tells_password AS password,
  toUInt8(arrayExists(one -> one > message.time AND one <= message.time + INTERVAL 1 DAY, passwords.times)) AS password_later
FROM message
INNER JOIN linked ON linked.id = message.id
LEFT JOIN passwords ON passwords.from_address = message.from_address
LEFT JOIN mail_domain AS domain ON domain.domain = message.from_domain
LEFT JOIN correspondent AS sender ON sender.address = message.from_address
ORDER BY message.time, id`
