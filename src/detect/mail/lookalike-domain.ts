import type { Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { type Likeness, likeness, skeleton, type Trick } from '../../mail/lookalike.ts'
import { isNamed, namedIn } from '../../mail/named.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, seenMail } from './mail-row.ts'

export const lookalikeDomain: Detector = {
  id: 'lookalike-domain',
  title: { ja: '紛らわしいドメイン', en: 'A domain made to look like a known one' },
  explanation: {
    ja: '「{{subject}}」（差出人 {{from}}）の{{place}} {{domain}} は、{{whose}} {{target}} に似せた別のドメインです（{{trick}}）。',
    en: '{{domain}}, {{place}} of “{{subject}}” from {{from}}, is another domain than {{whose}} {{target}} and looks like it ({{trick}}).',
  },
  next_steps: {
    ja: [
      'このドメインからのメールと、このドメインへの通信を止める',
      '本物のドメインの相手に、電話で知らせる',
      '添付やリンクを開いた人がいないか確かめる',
    ],
    en: [
      'Block mail from it and traffic to it',
      'Tell the owner of the genuine domain, by telephone',
      'Ask whether anybody opened anything',
    ],
  },
  attack: ['T1583.001', 'T1566'],
  references: ['Unicode Technical Standard #39: Unicode Security Mechanisms', 'RFC 3492 (Punycode)'],
  needs: {
    tables: ['mail'],
    without: { ja: 'メールがないと見えません。', en: 'It takes the mails themselves.' },
  },
  parameters: [
    {
      name: 'partner_mails',
      unit: 'mails',
      default: 3,
      reason: {
        ja: '似せる価値があるのは、やり取りのある相手のドメイン',
        en: 'worth imitating is a domain with which mail is exchanged',
      },
    },
  ],
  false_positives: [
    {
      ja: '同じグループの co.jp / jp / com（双方向のやり取り、同じDKIM署名）',
      en: 'co.jp, jp and com of one group: traffic both ways, the same DKIM signature',
    },
    {
      ja: '行事やブランドのドメイン（本物の署名やメールに書かれている）',
      en: 'domains of events and brands, named in genuine mails',
    },
  ],
  async run(context) {
    const targets = await context.query<Target>(TARGETS)
    const candidates = await context.query<Candidate>(CANDIDATES)
    const imitations = imitationsIn(candidates, targets, context, context.parameter('partner_mails'))
    if (imitations.length === 0) return []
    const named = await namedBefore(context, imitations)
    const rows = await context.query<LookalikeRow>(SQL, {
      domains: imitations.map(({ domain }) => domain),
    })
    const byDomain = new Map(imitations.map((one) => [one.domain, one]))
    return rows.flatMap((row) => {
      const one = byDomain.get(row.domain)
      return one ? [toSign(row, one, named.get(row.domain) ?? 0)] : []
    })
  },
}

/** A domain worth imitating. */
export interface Target {
  family: string
  own: number
  signed_by: string[]
  /** exchanged with it; of few, only what can be no chance is an imitation */
  mails?: string
  /** it wrote twice and got no answer: only what can be no chance is an imitation */
  seldom?: number
}

export interface Candidate {
  domain: string
  signed_by: string[]
  /** addresses of it that are known for long, or that we wrote to */
  known: string
  /** it sends mail or takes answers, not only is linked to */
  sends: number
}

interface Imitation extends Likeness {
  domain: string
  target: Target
  sends: boolean
}

export interface LookalikeRow extends MailRow {
  domain: string
  role: 'sender' | 'reply' | 'link'
  loaded: number
  bulk: number
}

type Lookup = Pick<DetectorContext, 'lists'>

/** Of one mail that is in hand: the mail filter asks whether its sender imitates one of these. */
export function lookalike(row: LookalikeRow, candidate: Candidate, targets: Target[], context: Lookup): Sign | null {
  const [one] = imitationsIn([candidate], targets, context)
  return one ? toSign(row, one, 0) : null
}

/** Every domain of the mails against every domain of ours and our partners': by equal skeletons, and by distance among labels of like length. */
function imitationsIn(candidates: Candidate[], targets: Target[], context: Lookup, enough = 0): Imitation[] {
  const genuine = new Set(targets.map(({ family }) => family))
  return candidates.flatMap((one): Imitation[] => {
    const family = familyOf(one.domain)
    if (genuine.has(family) || Number(one.known) > 0 || isListed(one.domain, context)) return []
    for (const target of targets) {
      if (one.signed_by.some((domain) => target.signed_by.includes(domain) || familyOf(domain) === target.family))
        return []
    }
    const found = targets.flatMap((target) => {
      if (!couldBe(one.domain, target.family)) return []
      const like = likeness(one.domain, target.family)
      const few = target.seldom === 1 || (target.own === 0 && Number(target.mails ?? enough) < enough)
      return like === null || (few && !NO_CHANCE.includes(like.trick))
        ? []
        : [{ ...like, domain: one.domain, target, sends: one.sends === 1 }]
    })
    const best = found.sort(
      (a, b) => TRICKS.indexOf(a.trick) - TRICKS.indexOf(b.trick) || b.target.own - a.target.own,
    )[0]
    // sites under other endings are linked from everywhere
    if (!best || (!best.sends && (best.trick === 'ending' || best.trick === 'inserted'))) return []
    return [best]
  })
}

/** made on purpose, whoever it imitates */
const NO_CHANCE: Trick[] = ['characters', 'embedded']

const TRICKS: Trick[] = ['characters', 'embedded', 'typing', 'inserted', 'ending']

const isListed = (domain: string, { lists }: Lookup) =>
  [lists.freemail, lists['mail-service'], lists.trusted, lists.vendor].some((list) => find(list, domain) !== null)

/** A cheap look before the careful one: some three letters of the known name must be there, in order. */
function couldBe(domain: string, family: string): boolean {
  const label = family.split('.')[0] ?? family
  if (domain.includes(label.slice(0, 3)) || domain.includes(label.slice(-3)) || domain.startsWith('xn--')) return true
  const shape = skeleton(label)
  const other = skeleton(domain)
  return other.includes(shape.slice(0, 3)) || other.includes(shape.slice(-3))
}

/** Genuine mails that named the domain before its first own mail: an event's site in a signature. */
async function namedBefore(context: DetectorContext, imitations: Imitation[]): Promise<Map<string, number>> {
  const domains = imitations.map(({ domain }) => domain).slice(0, 500)
  const named = new Map<string, number>()
  for (let start = 0; start < domains.length; start += NEEDLES) {
    const some = { domains: domains.slice(start, start + NEEDLES) }
    for (const { domain, n } of await context.query<{ domain: string; n: string }>(NAMED, some))
      named.set(domain, Number(n))
    for (const { domain } of await context.query<{ domain: string }>(ANNOUNCED, some)) named.set(domain, ENOUGH_NAMES)
  }
  return named
}

const ENOUGH_NAMES = 2 // one may be a question about it

/** Words that the engine looks for in one pass over a text; it takes 255. */
const NEEDLES = 200

function toSign(row: LookalikeRow, one: Imitation, named: number): Sign {
  const strength: Strength =
    row.role === 'link' ? (one.trick === 'characters' ? 'strong' : 'plain') : STRENGTH[one.trick](row.loaded === 1)
  const reasons: Reason[] = [
    ...(named >= ENOUGH_NAMES ? [NAMED_BY_OURS] : []),
    // the own name is worn to be believed, whoever it is sent to
    ...(row.bulk === 1 && one.trick !== 'characters' && !(one.target.own === 1 && row.role === 'sender') ? [BULK] : []),
  ]
  return {
    ...seenMail(row),
    ...grade(strength, reasons),
    destinations: [row.domain],
    metrics: {
      kind: one.trick,
      looks_like: one.target.family,
      imitates: one.target.own === 1 ? 'own' : 'correspondent',
      shown_as: one.shown,
      role: row.role,
      named_in_genuine_mail: named,
    },
    words: {
      ...mailWords(row),
      domain: one.shown === row.domain ? row.domain : `${one.shown} (${row.domain})`,
      target: one.target.family,
      whose: one.target.own === 1 ? { ja: '自組織の', en: 'our own' } : { ja: '取引先の', en: "a correspondent's" },
      place: PLACES[row.role],
      trick: NAMES[one.trick],
    },
  }
}

const STRENGTH: Record<Trick, (loaded: boolean) => Strength> = {
  characters: () => 'strong',
  embedded: () => 'strong',
  typing: (loaded) => (loaded ? 'strong' : 'plain'),
  inserted: (loaded) => (loaded ? 'plain' : 'weak'),
  ending: (loaded) => (loaded ? 'plain' : 'weak'),
}

const NAMES: Record<Trick, Text> = {
  characters: { ja: '見分けにくい文字の置き換え', en: 'letters that look alike' },
  embedded: { ja: '本物の名前を中に含む', en: 'the genuine name stands inside' },
  typing: { ja: '一文字違い・入れ替え', en: 'a letter changed, doubled or exchanged' },
  inserted: { ja: 'ハイフンや単語を足した名前', en: 'hyphens or words added' },
  ending: { ja: '末尾（co.jp・com等）だけが違う', en: 'only the ending differs' },
}

const PLACES: Record<LookalikeRow['role'], Text> = {
  sender: { ja: '差出人', en: 'the sender' },
  reply: { ja: '返信先', en: 'where answers go' },
  link: { ja: 'リンク先', en: 'a link' },
}

const NAMED_BY_OURS: Reason = {
  effect: 'explains',
  text: {
    ja: '以前からの本物のメールにこのドメインが書かれています。同じ組織の別のドメインと見られます。',
    en: 'Genuine mails named this domain before: it looks like another domain of the same organisation.',
  },
}
const BULK: Reason = {
  effect: 'weakens',
  text: { ja: '一斉配信のメールです。', en: 'It is mail to many.' },
}

const TARGETS = `
-- who writes often and is never answered may be imitated, too
SELECT family, own, signed_by, if(partner = 1, sent + got, 0) AS mails, toUInt8(own = 0 AND partner = 0 AND sent < 3) AS seldom
FROM partner
WHERE own = 1 OR partner = 1 OR sent >= 2
ORDER BY own DESC, sent + got DESC
LIMIT 5000`

const CANDIDATES = `
WITH
  used AS
  (
    SELECT from_domain AS domain, signed_by, 1 AS sends FROM message WHERE judged = 1 AND inside = 0 AND from_domain != ''
    UNION ALL
    SELECT splitByChar('@', address)[-1] AS domain, [] AS signed_by, 1 AS sends FROM message ARRAY JOIN reply_to AS address WHERE judged = 1 AND inside = 0
    UNION ALL
    SELECT link AS domain, [] AS signed_by, 0 AS sends FROM message ARRAY JOIN link_domains AS link WHERE judged = 1 AND inside = 0 AND auth != 'pass'
    UNION ALL
    SELECT link AS domain, [] AS signed_by, 0 AS sends FROM message ARRAY JOIN link_domains AS link WHERE judged = 1 AND inside = 0 AND bulk = 0
  ),
  -- with which mail goes both ways, or for long: somebody's, and not made for us
  kept AS (SELECT family FROM correspondent WHERE lasting = 1 OR (two_way = 1 AND known_from <= last) OR days >= 10)
SELECT domain, groupUniqArrayArray(20)(used.signed_by) AS signed_by, max(sends) AS sends,
  countIf(mail_domain.family IN (SELECT family FROM kept)) AS known
FROM used
LEFT JOIN mail_domain ON mail_domain.domain = used.domain
WHERE domain != ''
GROUP BY domain
LIMIT 200000`

const NAMED = `
WITH began AS (SELECT from_domain AS domain, min(time) AS time FROM message WHERE from_domain IN ({domains:Array(String)}) GROUP BY domain)
SELECT hit.domain AS domain, count() AS n
FROM
(
  SELECT time, arrayJoin(arrayFilter((domain, at) -> at > 0 AND domain != from_domain AND ${isNamed('domain', 'named')}, {domains:Array(String)}, places)) AS domain
  FROM
  (
    SELECT time, from_domain, multiSearchAllPositions(text, {domains:Array(String)}) AS places,
      if(arrayExists(at -> at > 0, places), ${namedIn('text')}, []) AS named
    FROM mail
    WHERE mail_id IN
      (
        SELECT message.id
        FROM message
        LEFT JOIN correspondent ON correspondent.address = message.from_address
        WHERE inside = 1 OR (lasting = 1 AND auth != 'fail')
      )
  )
) AS hit
LEFT JOIN began ON began.domain = hit.domain
WHERE began.domain = '' OR hit.time < began.time
GROUP BY domain
SETTINGS max_block_size = 1024, join_use_nulls = 0`

/** … or a mail of the address that wrote before this one did. */
const ANNOUNCED =
  "SELECT DISTINCT splitByChar('@', address)[-1] AS domain FROM successor WHERE domain IN ({domains:Array(String)})"

const SQL = `
WITH place AS
  (
    SELECT id, from_domain AS domain, 'sender' AS role FROM message WHERE from_domain IN ({domains:Array(String)})
    UNION ALL
    SELECT id, splitByChar('@', address)[-1] AS domain, 'reply' AS role FROM message ARRAY JOIN reply_to AS address WHERE domain IN ({domains:Array(String)})
    UNION ALL
    SELECT id, link AS domain, 'link' AS role FROM message ARRAY JOIN link_domains AS link WHERE link IN ({domains:Array(String)})
  )
SELECT ${MAIL_COLUMNS}, place.domain AS domain, argMin(role, indexOf(['sender', 'reply', 'link'], role)) AS role,
  toUInt8(notEmpty(message.attachments) OR notEmpty(message.link_domains)) AS loaded, message.bulk AS bulk
FROM message
INNER JOIN place ON place.id = message.id
WHERE message.judged = 1 AND message.inside = 0
GROUP BY ALL
ORDER BY seen, id
LIMIT 1000`
