/** A message beside an earlier one whose text or attachment names it uses, as the engine hands the pair over (table `reuse`). */

import { oneAnnouncedTheOther } from '../../mail/successors.ts'
import { MAIL_COLUMNS, type MailRow } from './mail-row.ts'

export interface Attached {
  name: string
  extension: string
  type: string
}

export interface ReuseRow extends MailRow {
  auth: string
  own: number
  inside: number
  bulk: number
  /** it came through a list of which mails by several came on several days: lists break the proof of who writes */
  by_list: number
  known: number
  /** the original's address announced this one, or this one that */
  announced: number
  usually_fails: number
  reply_to: string[]
  in_reply_to: string
  reference_ids: string[]
  signed_by: string[]
  subject_key: string
  attachments: Attached[]
  runs: string[]
  locked: number
  link_domains: string[]
  urls: string[]
  /** mailboxes of ours that got the same subject from the same sender within the hour */
  wave: string
  original: {
    id: string
    file: string
    evidence_id: string
    line: number
    seen: string
    from_name: string
    from_address: string
    from_family: string
    subject: string
    subject_key: string
    message_id: string
    list_id: string
    readers: string[]
    own_readers: string[]
    boxes: string[]
    signed_by: string[]
    attachments: Attached[]
    runs: string[]
    locked: number
    link_domains: string[]
  }
  telling: number
  shared: number
  fake_weight: number
  original_weight: number
  names: string[]
}

export const REUSE_SQL = `
WITH
  wave AS
  (
    SELECT from_address, subject_key, toStartOfHour(time) AS hour, uniqExactArray(own_readers) AS n
    FROM message
    WHERE inside = 0
    GROUP BY from_address, subject_key, hour
  ),
  lists AS
  (
    SELECT list_id
    FROM message
    WHERE list_id != ''
    GROUP BY list_id
    HAVING uniqExact(toDate(time)) >= 3 AND uniqExact(from_address) >= 3
  ),
  pages AS (SELECT mail_id, groupArraySorted(50)(url) AS urls FROM mail_url GROUP BY mail_id)
SELECT ${MAIL_COLUMNS},
  message.auth AS auth, message.own AS own, message.inside AS inside, message.bulk AS bulk,
  toUInt8(message.list_id != '' AND message.list_id IN (SELECT list_id FROM lists)) AS by_list,
  toUInt8(sender.address != '' AND (sender.lasting = 1 OR sender.known_from <= message.time)) AS known,
  toUInt8(${oneAnnouncedTheOther('message.from_address', 'o.from_address')}) AS announced,
  toUInt8(sender.fails >= 3 AND sender.fails * 2 > sender.sent) AS usually_fails,
  message.reply_to AS reply_to, message.in_reply_to AS in_reply_to, message.reference_ids AS reference_ids,
  message.signed_by AS signed_by, message.subject_key AS subject_key,
  message.attachments AS attachments, message.runs AS runs, message.locked AS locked, message.link_domains AS link_domains,
  pages.urls AS urls, wave.n AS wave,
  CAST(
    (o.id, o.file, o.evidence_id, o.line, formatDateTime(o.time, '%Y-%m-%dT%H:%i:%SZ', 'UTC'), o.from_name, o.from_address,
      toString(o.from_family), o.subject, o.subject_key, o.message_id, o.list_id, o.readers, o.own_readers, o.boxes, o.signed_by,
      o.attachments, o.runs, o.locked, o.link_domains),
    'Tuple(id String, file String, evidence_id String, line UInt32, seen String, from_name String, from_address String,
      from_family String, subject String, subject_key String, message_id String, list_id String, readers Array(String), own_readers Array(String), boxes Array(String), signed_by Array(String),
      attachments Array(Tuple(name String, extension String, type String)), runs Array(String), locked UInt8, link_domains Array(String))') AS original,
  telling, shared, fake_weight, original_weight, names
FROM reuse
INNER JOIN message ON message.id = reuse.fake
INNER JOIN message AS o ON o.id = reuse.original
LEFT JOIN correspondent AS sender ON sender.address = message.from_address
LEFT JOIN wave ON wave.from_address = message.from_address AND wave.subject_key = message.subject_key AND wave.hour = toStartOfHour(message.time)
LEFT JOIN pages ON pages.mail_id = message.id
WHERE o.auth != 'fail' AND NOT (o.own = 1 AND o.inside = 0)
  -- what is not alike enough (judge) must not use up the limit: in a large archive chance brings many together
  AND (notEmpty(names) OR (telling > 0 AND shared >= {likeness:Float64} * least(fake_weight, original_weight)))
ORDER BY message.time, message.id, o.time DESC, o.id
LIMIT 20000`
