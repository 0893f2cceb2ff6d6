/**
 * `attached_copy` and `attached_sender`: the messages whose attachments any detector looks at, each copy with everything attached to it,
 * and what their senders wrote before. Built once a scan, as each of a dozen detectors asks for a part of the same.
 */
import { RFC_1918 } from '../../lists/private-address.ts'
import { RECOMPUTED } from '../../mail/own-side.ts'
import type { Engine } from '../../store/engine.ts'
import { inRanges } from '../../store/ranges.ts'
import { makeAnew } from '../../store/tables.ts'
import { ATTACHED_DETECTORS } from './attached-detectors.ts'

/** items that may stand in memory: nobody asks for them after the scan */
const FEW = 20_000

/** `items`: rows of `mail_attachment`; default: nobody counted them. */
export async function buildAttached(engine: Engine, items = Number.POSITIVE_INFINITY): Promise<void> {
  await Promise.all(TABLES.map((sql) => makeAnew(engine, sql, items > FEW)))
  if (items === 0) return
  const wanted = ATTACHED_DETECTORS.map((detector) => detector.wanted)
  await engine.command(`INSERT INTO attached_copy ${COPIES}`, {
    traits: [...new Set(wanted.flatMap(({ traits = [] }) => traits))],
    types: [...new Set(wanted.flatMap(({ types = [] }) => types))],
    unreadable: wanted.some(({ unreadable }) => unreadable) ? 1 : 0,
  })
  await engine.command(`INSERT INTO attached_sender ${SENDERS}`)
}

const TABLES = [
  `CREATE OR REPLACE TABLE attached_copy
   (
     mail_id String,
     message String, -- one for all copies of a message
     file String,
     evidence_id String,
     line UInt32,
     time DateTime64(3, 'UTC'),
     subject String,
     from_name String,
     from_address String,
     from_domain String,
     readers Array(String), -- whose mailbox it lies in, else whom it was delivered to, else whom it names
     genuine UInt8, -- DKIM of the sender's own domain passed at our server
     inside UInt8, -- our own side: the sender's domain is the readers', the path is inside, and nothing failed
     items Array(Tuple(item UInt32, parent Int32, path String, name String, extension String, type String, bytes Int64, sha256 String,
       encrypted UInt8, password String, password_from String, unreadable String, traits Array(String), details Array(String))),
     traits Array(String), -- of all items
     types Array(String),
     unreadable UInt8 -- one of them is
   )
   ENGINE = MergeTree ORDER BY message`,
  `CREATE OR REPLACE TABLE attached_sender
   (
     from_address String,
     days Array(String), -- on which he wrote
     habits Array(Tuple(day String, habit String)), -- what his attachments had
     asked Array(String) -- days on which we wrote to him about a program or a defect
   )
   ENGINE = MergeTree ORDER BY from_address`,
]

/** SQL over rows of `mail_attachment` and of `attached_copy` alike would differ: this is the former's. */
const IS_WANTED =
  "hasAny(traits, {traits:Array(String)}) OR has({types:Array(String)}, type) OR ({unreadable:UInt8} = 1 AND unreadable != '')"

const COPIES = `
WITH
  -- the server that noted most results is ours: what others claim to have verified proves nothing
  noted AS
  (
    SELECT server FROM (SELECT arrayJoin(auth_server) AS server FROM mail) WHERE server != '${RECOMPUTED}' GROUP BY server ORDER BY count() DESC, server LIMIT 1
    UNION ALL
    SELECT '${RECOMPUTED}' AS server
  ),
  trees AS
  (
    SELECT mail_id,
      arraySort(one -> one.1, groupArray(tuple(item, parent, path, name, extension, type, bytes, sha256, encrypted, password,
        password_from, unreadable, traits, details))) AS items,
      groupUniqArrayArray(traits) AS all_traits, groupUniqArray(toString(type)) AS types, max(unreadable != '') AS closed
    FROM mail_attachment
    WHERE mail_id IN (SELECT mail_id FROM mail_attachment WHERE ${IS_WANTED})
    GROUP BY mail_id
  ),
  same AS (SELECT arrayJoin(copy_ids) AS mail_id, id AS message FROM message),
  held AS
  (
    SELECT trees.mail_id AS mail_id, items, all_traits, types, closed, same.message AS message
    FROM trees
    LEFT JOIN same ON same.mail_id = trees.mail_id
    SETTINGS join_use_nulls = 0
  )
SELECT mail_id, if(held.message = '', content_id, held.message) AS message, file, evidence_id, line, time, subject, from_name, from_address, from_domain,
  arraySlice(if(mailbox = '', named, [toString(mailbox)]), 1, 100) AS readers,
  arrayExists((server, method, result, domain) -> server IN (SELECT server FROM noted) AND method = 'dkim' AND result = 'pass'
    AND (domain = from_domain OR endsWith(from_domain, concat('.', domain)) OR endsWith(domain, concat('.', from_domain))),
    auth_server, auth_method, auth_result, auth_domain) AS genuine,
  (origin_ip = toIPv6('::') OR ${inRanges('origin_ip', RFC_1918)}
    OR from_outlook)
    AND arrayExists(reader -> endsWith(reader, concat('@', from_domain)), named) AND NOT has(auth_result, 'fail') AS inside,
  held.items, held.all_traits, held.types, held.closed
FROM
(
  SELECT mail_id, content_id, file, evidence_id, line, time, subject, from_name, from_address, from_domain, mailbox, origin_ip,
    auth_server, auth_method, auth_result, auth_domain,
    -- Outlook hands its mail to Exchange so
    arrayExists(hop -> lower(JSONExtractString(hop, 'protocol')) = 'mapi', JSONExtractArrayRaw(hops)) AS from_outlook,
    if(empty(delivered_to), arrayConcat(to_address, cc_address), delivered_to) AS named
  FROM mail
  WHERE mail_id IN (SELECT mail_id FROM mail_attachment WHERE ${IS_WANTED})
) AS shown
INNER JOIN held ON held.mail_id = shown.mail_id`

/** Who reports a defect is sent a patch. */
const OF_PROGRAMS =
  '(?i)プログラム|ソフト|パッチ|アップデート|バージョン|不具合|バグ|インストール|ファームウェア|\\\\b(patch|hot ?fix|bug ?fix|update|installer|install|firmware|crash(es|ed)?|bug|defect|setup|version|software|executable)\\\\b'

const SENDERS = `
WITH
  sender AS (SELECT DISTINCT from_address FROM attached_copy),
  used AS
  (
    SELECT wrote.from_address AS from_address, groupUniqArray(1000)(tuple(wrote.day, habit)) AS habits
    FROM
    (
      SELECT mail_id, arrayJoin(arrayConcat(traits, if(password != '', ['opened'], []), [type])) AS habit
      FROM mail_attachment
    ) AS seen
    INNER JOIN
    (
      SELECT mail_id, from_address, toString(toDate(time)) AS day FROM mail WHERE from_address IN (SELECT from_address FROM sender)
    ) AS wrote ON wrote.mail_id = seen.mail_id
    GROUP BY from_address
  ),
  asked AS
  (
    SELECT address, groupUniqArray(1000)(toString(toDate(time))) AS days
    FROM message
    ARRAY JOIN arrayConcat(to_address, cc_address) AS address
    WHERE inside = 1 AND address IN (SELECT from_address FROM sender)
      AND id IN (SELECT mail_id FROM mail WHERE match(toValidUTF8(concat(subject, '\n', substringUTF8(text, 1, 4000))), '${OF_PROGRAMS}'))
    GROUP BY address
  )
SELECT wrote.from_address, wrote.days, used.habits, asked.days
FROM
(
  SELECT from_address, groupUniqArray(1000)(toString(toDate(time))) AS days
  FROM mail
  WHERE from_address IN (SELECT from_address FROM sender)
  GROUP BY from_address
) AS wrote
LEFT JOIN used ON used.from_address = wrote.from_address
LEFT JOIN asked ON asked.address = wrote.from_address
SETTINGS join_use_nulls = 0`
