/**
 * `message`: the mails examined, each once however many mailboxes hold a copy, with what our border said of the sender, who could read
 * it, and what hangs on it. Rebuilt on every scan: it depends on which domains and servers are ours.
 */
import { INSIDE } from '../lists/private-address.ts'
import type { Engine } from '../store/engine.ts'
import { inRanges } from '../store/ranges.ts'
import { CAN_RUN } from './attachment-kind.ts'
import { type OwnSide, RECOMPUTED } from './own-side.ts'
import { PASSWORD_ABROAD } from './password.ts'

export interface MessageOptions {
  /** the table that names the evidence to look at */
  examined: string
  /** ISO; signs are looked for in mails of this time only, the rest is history */
  since?: string
  until?: string
}

/** Fills the table of MESSAGE. */
export async function buildMessages(engine: Engine, own: OwnSide, options: MessageOptions): Promise<void> {
  const [all] = await engine.query<{ n: string }>('SELECT count() AS n FROM mail')
  const slices = Math.max(1, Math.ceil(Number(all?.n ?? 0) / SLICE))
  for (let slice = 0; slice < slices; slice++)
    await engine.command(`INSERT INTO message ${select(options, slices > 1 ? IN_SLICE : '1')}`, {
      families: own.families,
      addresses: own.addresses,
      servers: [...own.servers, RECOMPUTED], // the first that said something of a mail counts
      domain: own.domain,
      slices,
      slice,
    })
}

/** Mails worked on at a time: what joins and sorts keep in memory does not grow with the archive. All copies of one fall into one slice. */
const SLICE = 25_000

const COLUMNS = `
  id String, -- mail_id of the copy that shows most: a received one before a sent one
  file String,
  evidence_id String,
  line UInt32,
  time DateTime64(3, 'UTC'),
  judged UInt8, -- within --since and --until
  copies UInt32,
  copy_files Array(String), -- of all copies, this one's first
  copy_ids Array(String), -- their mail_id, of a message with several
  message_id String,
  in_reply_to String,
  reference_ids Array(String),
  from_name String,
  from_address String,
  from_domain LowCardinality(String),
  from_family LowCardinality(String),
  reply_to Array(String),
  return_path String,
  to_address Array(String),
  cc_address Array(String),
  readers Array(String), -- From, To, Cc, Bcc, Delivered-To and the mailboxes of all copies
  own_readers Array(String),
  boxes Array(String), -- mailboxes that hold a copy
  subject String,
  subject_key String,
  list_id String,
  mailer LowCardinality(String),
  dkim_domains Array(String),
  spf LowCardinality(String), -- as our border server noted it, '' = not
  dkim LowCardinality(String),
  dmarc LowCardinality(String),
  arc LowCardinality(String),
  auth LowCardinality(String), -- pass: the domain in From is proven; fail; none: it was checked and proves nothing; unseen: no word of our servers
  signed_by Array(String), -- domains whose DKIM signature our border found good
  border LowCardinality(String), -- the server of ours that said so
  own UInt8, -- From is an address of ours
  inside UInt8, -- and it was sent from our side
  origin_ip IPv6,
  bulk UInt8, -- a list's or a sending program's headers
  attachments Array(Tuple(name String, extension String, type String)), -- attached to the mail itself, shown as such
  runs Array(String), -- paths of items that can run, at any depth
  locked UInt8, -- an item is encrypted or could not be read
  link_domains Array(String),
  tells_password UInt8, -- the text names one
  core_length UInt32`

export const MESSAGE = `CREATE OR REPLACE TABLE message (${COLUMNS}) ENGINE = MergeTree ORDER BY (time, id)`

/** no address that the public Internet routes: the machine stands on our side, or nobody knows */
const NOT_PUBLIC = inRanges('origin_ip', ['::/128', '0.0.0.0/32', ...INSIDE.map(([cidr]) => cidr)])

const time = (iso: string) => `toDateTime64(${Math.floor(Date.parse(iso) / 1000)}, 3, 'UTC')`

/** 「パスワード：」「PW:」 with something behind it */
const PASSWORD = `(?i)(パスワード|ﾊﾟｽﾜｰﾄﾞ|passw(or)?d|\\\\bpass\\\\b|\\\\bpw\\\\b|暗証|(アクセス|開封|閲覧|解除)(コード|キー))[^\\\\n]{0,20}[:：は=]\\\\s*[「『"【(]?[!-~０-９Ａ-Ｚａ-ｚ]{4,}|(解凍|展開|復号|ダウンロード)(用の?)?パスワード|(passw(or)?[dt]|mot de passe|${PASSWORD_ABROAD.replaceAll('\\', '\\\\')})[^\\\\n]{0,30}(\\\\b(is|ist|lautet|est|es|è|to|jest)\\\\s+|[是为為은는:：=]\\\\s*)[!-~]*[0-9]`

const COPIES_NAMED = 100 // the others are counted

const IN_SLICE = "cityHash64(if(message_id = '', content_id, message_id)) % {slices:UInt32} = {slice:UInt32}"

const select = ({ examined, since, until }: MessageOptions, slice: string) => `
WITH
  attached AS
  (
    SELECT mail_id,
      arrayMap(one -> (one.2, one.3, one.4), arraySort(groupArrayIf((item, name, toString(extension), toString(type)), parent = -1 AND inline = 0))) AS attachments,
      arraySlice(arraySort(groupUniqArrayIf(path, ${CAN_RUN})), 1, 20) AS runs,
      max(encrypted = 1 OR unreadable != '') AS locked
    FROM mail_attachment${
      slice === '1'
        ? ''
        : `
    WHERE mail_id IN (SELECT mail_id FROM mail WHERE ${slice})`
    }
    GROUP BY mail_id
  ),
  linked AS
  (
    SELECT mail_id, arraySort(groupUniqArray(200)(toString(url_domain))) AS link_domains
    FROM mail_url${
      slice === '1'
        ? ''
        : `
    WHERE mail_id IN (SELECT mail_id FROM mail WHERE ${slice})`
    }
    GROUP BY mail_id
  ),
  copy AS
  (
    SELECT mail.mail_id AS mail_id, mail.* EXCEPT (mail_id, mailbox, text, core, hops, headers, inside),
      length(core) AS core_length, match(toValidUTF8(text), '${PASSWORD}') AS tells_password,
      -- a folder's name alone is an account of ours
      if(mail.mailbox = '' OR position(mail.mailbox, '@') > 0 OR {domain:String} = '', toString(mail.mailbox), concat(mail.mailbox, '@', {domain:String})) AS mailbox,
      attachments, runs, locked, link_domains,
      -- the same message elsewhere is the same; one that only carries its Message-ID is not
      if(message_id = '', content_id,
        concat(message_id, '|', from_address, '|', hex(cityHash64(core)), '|', arrayStringConcat(arrayMap(one -> one.2, attachments), ','))) AS copy_key,
      match(headers, '(?i)"(list-unsubscribe|list-id|feedback-id|x-mailer-campaign)"|"precedence","(bulk|list)"|"auto-submitted","auto') AS bulk,
      arrayExists(hop -> match(JSONExtractString(hop, 'protocol'), '(?i)^(e?smtps?a|esmtpsa|https?|mapi)$'), JSONExtractArrayRaw(hops)) AS submitted, toUInt8(hops IN ('', '[]')) AS pathless,
      arrayFilter(one -> position(one, '@') > 1, arrayConcat(to_address, cc_address, bcc_address, delivered_to, [mailbox, from_address])) AS shown_to
    FROM mail
    LEFT JOIN attached ON attached.mail_id = mail.mail_id
    LEFT JOIN linked ON linked.mail_id = mail.mail_id
    WHERE evidence_id IN (SELECT evidence_id FROM ${examined}) AND ${slice}
  ),
  readers AS
  (
    SELECT copy_key, count() AS copies, arraySort(groupUniqArrayArray(shown_to)) AS readers,
      arraySort(groupUniqArray(${COPIES_NAMED})(file)) AS files, if(copies = 1, [], groupArray(mail_id)) AS copy_ids,
      arraySort(groupUniqArrayIf(toString(mailbox), mailbox != '')) AS boxes
    FROM copy
    GROUP BY copy_key
  ),
  shown AS
  (
    SELECT *, arrayFirstIndex(server -> has(auth_server, server), {servers:Array(String)}) AS border_index
    FROM copy
    ORDER BY copy_key, empty(auth_server), pathless, time, mail_id
    LIMIT 1 BY copy_key
  ),
  noted AS
  (
    SELECT shown.*, copies, files, copy_ids, readers, boxes, domain.family AS from_family,
      arrayFilter(note -> border_index > 0 AND note.1 = {servers:Array(String)}[border_index],
        arrayZip(auth_server, arrayMap(one -> lower(one), auth_method), arrayMap(one -> lower(one), auth_result), arrayMap(one -> lower(splitByChar('@', one)[-1]), auth_domain))) AS notes
    FROM shown
    LEFT JOIN readers ON readers.copy_key = shown.copy_key
    LEFT JOIN mail_domain AS domain ON domain.domain = shown.from_domain
  ),
  -- a step of its own: what is named within one step is worked out wherever it is named, and the notes are named often
  judged AS
  (
    SELECT *,
      arrayMap(note -> note.4, arrayFilter(note -> note.2 = 'dkim' AND note.3 = 'pass', notes)) AS signed_by,
      arrayFirst(note -> note.2 = 'spf', notes) AS spf_note,
      arrayFirst(note -> note.2 = 'dmarc', notes).3 AS dmarc,
      arrayFirst(note -> note.2 = 'arc', notes).3 AS arc,
      spf_note.3 AS spf,
      if(notEmpty(signed_by), 'pass', arrayFirst(note -> note.2 = 'dkim', notes).3) AS dkim,
      arrayExists(one -> one = from_family OR endsWith(one, concat('.', from_family)), signed_by)
        OR (spf = 'pass' AND (spf_note.4 = from_family OR endsWith(spf_note.4, concat('.', from_family)))) AS aligned,
      multiIf(
        dmarc IN ('pass', 'bestguesspass'), 'pass',
        dmarc = 'fail', 'fail',
        aligned, 'pass',
        spf IN ('fail', 'softfail') OR dkim = 'fail', 'fail',
        notEmpty(notes), 'none',
        'unseen') AS auth,
      toUInt8(from_family IN {families:Array(String)} OR from_address IN {addresses:Array(String)}) AS own
    FROM noted
  )
SELECT mail_id AS id, file, evidence_id, line, time,
  toUInt8(1${since ? ` AND time >= ${time(since)}` : ''}${until ? ` AND time < ${time(until)}` : ''}) AS judged,
  copies, arrayConcat([file], arrayFilter(one -> one != file, files)) AS copy_files, copy_ids,
  message_id, in_reply_to, reference_ids, from_name, from_address, from_domain, from_family, reply_to, return_path, to_address, cc_address,
  readers,
  arrayFilter(one -> one IN (SELECT address FROM mail_address WHERE own = 1), readers) AS own_readers,
  boxes, subject, subject_key, list_id, mailer, dkim_domains, spf, dkim, dmarc, arc, auth, signed_by,
  if(border_index > 0, {servers:Array(String)}[border_index], '') AS border, own,
  toUInt8(own = 1 AND (auth = 'pass' OR ${NOT_PUBLIC} OR (auth IN ('unseen', 'none') AND submitted))) AS inside,
  origin_ip, toUInt8(bulk OR list_id != '') AS bulk, attachments, runs, locked, link_domains, tells_password, core_length
FROM judged
SETTINGS join_use_nulls = 0`
