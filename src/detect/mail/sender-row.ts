/** The senders that `impersonated-sender` judges, and what the archive knows of them. */
import { organisationIn } from '../../mail/person-name.ts'
import { oneAnnouncedTheOther } from '../../mail/successors.ts'
import { wantsSomething } from '../../mail/wants.ts'
import type { DetectorContext } from '../detector.ts'
import { MAIL_COLUMNS, type MailRow } from './mail-row.ts'

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

export async function senders(
  context: DetectorContext,
  earlier: number,
): Promise<{ rows: SenderRow[]; knowledge: Knowledge }> {
  const rows = await context.query<SenderRow>(SQL, { earlier })
  const known = new Set((await context.query<{ family: string }>(KNOWN_FAMILIES)).map(({ family }) => family))
  const idle = await idleOnes(context, rows)
  for (const row of rows) row.idle = idle.has(row.id) ? 1 : 0
  return { rows, knowledge: { context, known, names: await namesOf(context) } }
}

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
    WHERE person.address != judged.from_address AND person.family != judged.from_family AND NOT ${oneAnnouncedTheOther('person.address', 'judged.from_address')}
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
