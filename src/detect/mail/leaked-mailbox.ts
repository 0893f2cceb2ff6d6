import type { Text } from '../../i18n/text.ts'
import { type Candidate, isSharedName, type Leak, narrow, type Original, type Way } from '../../mail/leak.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Strength } from '../grade.ts'
import { type Rework, reworks } from './rework.ts'

export const leakedMailbox: Detector = {
  id: 'leaked-mailbox',
  title: { ja: '再加工されたメールの元が読まれた場所の候補', en: 'Where the re-worked mails were read: candidates' },
  explanation: {
    ja: '再加工されたメールの元{{originals}}通のうち{{held}}通を読めたのは、次の{{number}}件です：{{candidates}}。このメールボックスまたはPCから読まれた可能性があります（人が漏らしたという意味ではありません）。{{decides}}{{unseen}}',
    en: 'Of the {{originals}} originals of the re-worked mails, {{held}} could be read by these {{number}}: {{candidates}}. They may have been read in this mailbox or on this PC (which does not mean that a person leaked them). {{decides}}{{unseen}}',
  },
  next_steps: {
    ja: [
      '候補のメールアカウントのログイン履歴、転送設定、送信済みを調べる',
      '候補の人のPCの通信を調べる（感染の判定と合わせる）',
      '組織外の候補には、先方の窓口に電話で調査を頼む',
      'パスワードの変更は、全体が分かってから一度に行う',
    ],
    en: [
      "Examine the candidates' sign-ins, forwarding rules and sent mail",
      "Examine the traffic of the candidates' PCs, beside the verdicts on hosts",
      'Ask outside candidates, by telephone, to examine theirs',
      'Reset passwords at one time, once the whole is known',
    ],
  },
  attack: ['T1114', 'T1078'],
  references: [
    'J-CRAT activity report, second half of fiscal 2015: who could read all re-used mails points at the leak',
  ],
  needs: {
    tables: ['mail'],
    prepared: ['reuse'],
    without: {
      ja: '再加工されたメールとその元のメールの両方がないと、絞り込めません。',
      en: 'It takes both the re-worked mails and their originals.',
    },
  },
  parameters: [
    {
      name: 'likeness',
      unit: 'share of one of the two texts',
      default: 0.5,
      reason: { ja: 'reworked-mailと同じ', en: 'as in reworked-mail' },
    },
    {
      name: 'named',
      unit: 'candidates',
      default: 3,
      reason: {
        ja: 'これより多ければ、まだ絞り込めたとは言えない',
        en: 'with more than these nothing is narrowed down yet',
      },
    },
  ],
  false_positives: [
    {
      ja: '共有のメールボックス、メーリングリスト（構成員に置き換えて数える）',
      en: 'shared boxes and lists (counted as their members)',
    },
    {
      ja: 'メールサーバ・保管装置・中継業者から読まれた場合（ここには現れない）',
      en: 'reading at a mail server, an archive or a relay: does not show here',
    },
    { ja: 'BCCで受け取った人、取引先の社内の転送先（見えない）', en: "Bcc and partners' own forwarding: not visible" },
  ],
  async run(context) {
    return await leakedFrom(context)
  },
}

/** The accounts and hosts that the rest of the investigation suspects come first, and their reason is told. */
async function leakedFrom(context: DetectorContext): Promise<Sign[]> {
  const found = (await reworks(context, context.parameter('likeness'))).filter(
    ({ strength, training, answers }) => strength !== 'weak' && !training && !answers,
  )
  // many fakes of one original say no more than one
  const groups = [...Map.groupBy(found, ({ row }) => row.original.message_id || row.original.id).values()]
  if (groups.length === 0) return []
  const readers = await readersOf(context, groups)
  const own = new Set((await context.query<{ address: string }>(OWN)).map(({ address }) => address))
  const freemail = new Set((await context.query<{ address: string }>(FREEMAIL)).map(({ address }) => address))
  const addresses = [...new Set(readers.flatMap((one) => [...one.readers.keys()]))]
  const targets = [...new Set(found.flatMap(({ row }) => row.own_readers))]
  const contacts = await contactsOf(context, addresses, targets)
  const leak = narrow(readers, {
    kind: (address) =>
      own.has(address) ? (isSharedName(address) ? 'shared' : 'own') : freemail.has(address) ? 'private' : 'outside',
    contacts: (address) => (targets.length === 0 ? 0 : (contacts.get(address) ?? 0) / targets.length),
    suspected: await context.suspects(addresses),
  })
  return leak.candidates.length === 0 ? [] : [toSign(leak, found, await deciding(context, leak), context)]
}

interface ReaderRow {
  message_id: string
  from_address: string
  readers: string[]
  boxes: string[]
  in_reply_to: string
  reference_ids: string[]
}

/** Everybody who could have read each original: people of its copies, members of lists, and who got it quoted or forwarded in the thread. */
async function readersOf(context: DetectorContext, groups: Rework[][]): Promise<Original[]> {
  const originals = groups.map((group) => [...new Map(group.flatMap(same).map((one) => [one.id, one])).values()])
  const ids = [...new Set(originals.flat().flatMap(({ message_id }) => (message_id === '' ? [] : [message_id])))]
  const thread = await context.query<ReaderRow>(THREAD, { ids })
  const lists = new Map(
    (await context.query<{ list: string; members: string[] }>(LISTS)).map(({ list, members }) => [list, members]),
  )
  const boxes = await context.query<{ box: string; first: string }>(BOXES)
  return groups.map((group, i): Original => {
    const copies = originals[i] ?? []
    const until = group.map(({ row }) => row.seen).sort()[0] ?? ''
    const readers = new Map<string, Way>()
    const add = (address: string, way: Way) => {
      const members = lists.get(address)
      if (members) for (const member of members) if (!readers.has(member)) readers.set(member, 'list')
      if (!members && !readers.has(address)) readers.set(address, way)
    }
    for (const copy of copies) {
      readers.set(copy.from_address, 'wrote')
      for (const address of copy.readers) add(address, 'received')
    }
    const own = new Set(copies.map(({ message_id }) => message_id))
    const later = thread.filter((one) => own.has(one.in_reply_to) || one.reference_ids.some((id) => own.has(id)))
    for (const one of later) for (const address of one.readers) add(address, 'thread')
    const held = new Set([...copies, ...later].flatMap((one) => one.boxes))
    const oldest = copies.map(({ seen }) => seen).sort()[0] ?? until
    const missing = boxes.filter(({ box, first }) => first < oldest && readers.has(box) && !held.has(box))
    return {
      file: copies[0]?.file ?? '',
      subject: copies[0]?.subject ?? '',
      readers,
      missing: new Set(missing.map(({ box }) => box)),
    }
  })
}

const same = ({ row, twins }: Rework) => [row.original, ...twins]

async function contactsOf(
  context: DetectorContext,
  addresses: string[],
  targets: string[],
): Promise<Map<string, number>> {
  const rows = await context.query<{ address: string; n: string }>(CONTACTS, { addresses, targets })
  return new Map(rows.map(({ address, n }) => [address, Number(n)]))
}

/** What further original would tell the two likeliest apart. */
async function deciding(context: DetectorContext, { candidates }: Leak): Promise<Text> {
  const [a, b] = candidates
  if (!a || !b) return { ja: '', en: '' }
  const [row] = await context.query<{ only_a: string; only_b: string }>(ONLY, { a: a.address, b: b.address })
  const [onlyA, onlyB] = [Number(row?.only_a ?? 0), Number(row?.only_b ?? 0)]
  if (onlyA + onlyB === 0) {
    return {
      ja: '手元のメールでは、これ以上は絞り込めません。',
      en: 'Nothing in this archive tells them apart. ',
    }
  }
  return {
    ja: `さらに絞り込むには：${a.address} だけが読めたメール（手元に${onlyA}通）か、${b.address} だけが読めたメール（${onlyB}通）の再加工が見つかれば、どちらかが決まります。`,
    en: `To narrow it down: a re-work of a mail that only ${a.address} could read (${onlyA} here) or only ${b.address} (${onlyB}) would decide. `,
  }
}

function toSign(leak: Leak, found: Rework[], decides: Text, context: DetectorContext): Sign {
  const { candidates, originals } = leak
  const outside = candidates.filter(({ kind }) => kind === 'outside' || kind === 'private').length
  const seen = found.map(({ row }) => row.seen).sort()
  const shown = candidates.slice(0, SHOWN)
  return {
    ...grade(strengthOf(leak, context.parameter('named')), []),
    hosts: [],
    accounts: candidates.slice(0, ACCOUNTS).map(({ address }) => address),
    mails: [...new Set(found.flatMap(({ row }) => [row.file, row.original.file]))].slice(0, 50),
    destinations: [],
    lines: found
      .flatMap(({ row }) => [row, row.original])
      .slice(0, 10)
      .map(({ evidence_id, line }) => ({ evidence_id, line: Number(line) })),
    first_seen: seen[0] ?? '',
    last_seen: seen.at(-1) ?? '',
    count: originals,
    metrics: {
      originals,
      reworked_mails: found.length,
      candidates: candidates.length,
      originals_held: candidates[0]?.held ?? 0,
      outside_candidates: outside,
      other_readers: leak.others,
    },
    words: {
      originals,
      held: candidates[0]?.held ?? 0,
      number: candidates.length,
      candidates: {
        ja: `${shown.map((one) => `${one.address}（${evidenceOf(one, originals).ja}）`).join('、')}${candidates.length > SHOWN ? ' ほか' : ''}`,
        en: `${shown.map((one) => `${one.address} (${evidenceOf(one, originals).en})`).join(', ')}${candidates.length > SHOWN ? ' and others' : ''}`,
      },
      decides:
        originals === 1 ? ONE : leak.complete ? decides : { ja: NOT_ALL.ja + decides.ja, en: NOT_ALL.en + decides.en },
      unseen:
        outside > 0
          ? {
              ja: `このうち${outside}件は組織外で、こちらのログからは確認できません。`,
              en: `${outside} of them are outside: our logs can't show their mailboxes.`,
            }
          : { ja: '', en: '' },
    },
    mitigations: [],
  }
}

/** Mailboxes shown with their evidence, and listed. */
const SHOWN = 5
const ACCOUNTS = 20

function strengthOf({ candidates, originals, complete }: Leak, named: number): Strength {
  if (originals < 2 || !complete || candidates.length > named) return 'weak'
  const first = candidates[0]
  const alone = candidates.length === 1 && first !== undefined
  return alone && (originals >= 3 || first.suspected.length > 0) && first.missing === 0 ? 'strong' : 'plain'
}

function evidenceOf(one: Candidate, originals: number): Text {
  const { ways } = one
  const parts: Text[] = [
    ...(ways.wrote ? [{ ja: `${ways.wrote}通の差出人`, en: `wrote ${ways.wrote}` }] : []),
    ...(ways.received ? [{ ja: `${ways.received}通を受信`, en: `received ${ways.received}` }] : []),
    ...(ways.list ? [{ ja: `${ways.list}通をリストで受信`, en: `${ways.list} through a list` }] : []),
    ...(ways.thread ? [{ ja: `${ways.thread}通は返信・転送で読めた`, en: `${ways.thread} quoted or forwarded` }] : []),
    ...one.suspected.map(({ why, host }) => ({
      ja: `${host ? `${host}：` : ''}${why.ja}`,
      en: `${host ? `${host}: ` : ''}${why.en}`,
    })),
    ...(one.held < originals
      ? [{ ja: `反証：${originals - one.held}通は読めない`, en: `against: could not read ${originals - one.held}` }]
      : []),
    ...(one.missing > 0
      ? [
          {
            ja: `反証：${one.missing}通の写しがメールボックスにない`,
            en: `against: no copy of ${one.missing} in the mailbox`,
          },
        ]
      : []),
    ...(one.contacts > 0
      ? [
          {
            ja: `偽メールの宛先の${Math.round(one.contacts * 100)}%とやり取りあり`,
            en: `had exchanged mail with ${Math.round(one.contacts * 100)} % of the fakes' recipients`,
          },
        ]
      : []),
    ...(one.kind === 'shared' ? [{ ja: '共有のメールボックス', en: 'a shared box' }] : []),
    ...(one.kind === 'outside' ? [{ ja: '組織外', en: 'outside' }] : []),
    ...(one.kind === 'private' ? [{ ja: '個人のアドレス', en: 'a private address' }] : []),
  ]
  return { ja: parts.map((part) => part.ja).join('・'), en: parts.map((part) => part.en).join('; ') }
}

const ONE: Text = {
  ja: '元のメールが1通だけでは、読めた人のうち誰のところかは決まりません。別の再加工メールを探してください。',
  en: 'One original alone cannot decide between those who could read it: look for another re-worked mail. ',
}
const NOT_ALL: Text = {
  ja: 'すべてを読めたものはありません。複数の場所から読まれたか、BCCや転送などの見えない読み手がいます。',
  en: 'None could read all: there is more than one place, or a reader who does not show (Bcc, forwarding). ',
}

const OWN = 'SELECT address FROM mail_address WHERE own = 1'
const FREEMAIL = "SELECT address FROM mail_address WHERE freemail != ''"

const THREAD = `
SELECT message_id, from_address, readers, boxes, in_reply_to, reference_ids
FROM message
LEFT JOIN correspondent ON correspondent.address = message.from_address
WHERE (has({ids:Array(String)}, in_reply_to) OR hasAny({ids:Array(String)}, reference_ids))
  AND auth != 'fail' AND NOT (message.own = 1 AND inside = 0)
  -- an attacker's answer into the thread makes nobody a reader of the original
  AND (inside = 1 OR (correspondent.sent > 0 AND known_from <= time))
ORDER BY time, id
LIMIT 20000`

/** An address of ours whose mail lies in others' mailboxes, and that has none of its own, is a list or an alias of these. */
const LISTS = `
SELECT list, arraySort(groupUniqArray(1000)(box)) AS members
FROM
(
  SELECT list, box
  FROM message
  ARRAY JOIN arrayDistinct(arrayConcat(to_address, cc_address)) AS list
  ARRAY JOIN boxes AS box
  WHERE position(box, '@') > 1 AND NOT has(arrayConcat(to_address, cc_address), box) AND box != from_address
    AND list IN (SELECT address FROM mail_address WHERE own = 1)
    AND list NOT IN (SELECT arrayJoin(boxes) FROM message)
)
GROUP BY list`

const BOXES = `
SELECT box, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first
FROM message
ARRAY JOIN boxes AS box
GROUP BY box`

const CONTACTS = `
SELECT address, uniqExact(target) AS n
FROM
(
  SELECT address, target
  FROM (SELECT readers, from_address FROM message WHERE auth != 'fail' AND hasAny(readers, {addresses:Array(String)}) AND length(readers) <= 30) AS met
  ARRAY JOIN readers AS address
  ARRAY JOIN readers AS target
  WHERE address != target AND (address = from_address OR target = from_address)
)
WHERE has({addresses:Array(String)}, address) AND has({targets:Array(String)}, target)
GROUP BY address`

const ONLY = `
SELECT countIf(has(readers, {a:String}) AND NOT has(readers, {b:String})) AS only_a,
  countIf(has(readers, {b:String}) AND NOT has(readers, {a:String})) AS only_b
FROM message
WHERE auth != 'fail'`
