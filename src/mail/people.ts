/**
 * `correspondent`, `partner` and `person_name`: every address in the archive with the mail it sent and got, and from when on it may count as
 * known; the display names that are a person's; and the domains with which we have traffic both ways.
 */
import type { Engine } from '../store/engine.ts'
import { personKeys } from './person-name.ts'

/**
 * An address is known once its history says more than that it wrote: we wrote first; or it is answered for two weeks; or it wrote on
 * three days over two weeks. Before that moment an attacker's address looks the same.
 */
const WEEKS = 'INTERVAL 14 DAY'
const FAR = "toDateTime64('2200-01-01 00:00:00', 3, 'UTC')"

/** Fills the tables of PEOPLE and NAMES. */
export async function buildPeople(engine: Engine): Promise<void> {
  await engine.command(`INSERT INTO correspondent ${CORRESPONDENTS}`)
  await engine.command(`INSERT INTO partner ${PARTNERS}`)
  await buildNames(engine)
}

const CORRESPONDENT = `
  address String,
  family LowCardinality(String),
  freemail LowCardinality(String), -- kind in the list of free mail, '' = not on it
  own UInt8,
  sent UInt32, -- messages from it
  got UInt32, -- messages of ours to it
  answers UInt32, -- of its messages that answer one of ours
  days UInt32, -- on which it wrote
  first DateTime64(3, 'UTC'),
  last DateTime64(3, 'UTC'),
  known_from DateTime64(3, 'UTC'), -- far in the future: not yet
  two_way UInt8,
  lasting UInt8, -- both ways, over weeks and on several days: known from the archive's first day on
  passes UInt32, -- messages whose sender our border found proven
  fails UInt32,
  signed_by Array(String), -- DKIM d= that our border found good
  mailers Array(String),
  extensions Array(String), -- of what it usually attaches
  link_domains Array(String),
  lists Array(String) -- List-Ids of its messages
`

const CORRESPONDENTS = `
WITH
  wrote AS
  (
    SELECT from_address AS address, count() AS sent, countIf(in_reply_to IN (SELECT message_id FROM message WHERE inside = 1)) AS answers,
      uniqExact(toDate(time)) AS days, min(time) AS first_sent, max(time) AS last_sent,
      countIf(auth = 'pass') AS passes, countIf(auth = 'fail') AS fails,
      groupUniqArrayArray(20)(signed_by) AS signed_by, groupUniqArrayIf(10)(toString(mailer), mailer != '') AS mailers,
      groupUniqArrayArray(30)(arrayMap(one -> one.2, attachments)) AS extensions,
      groupUniqArrayArray(100)(link_domains) AS link_domains, groupUniqArrayIf(10)(list_id, list_id != '') AS lists,
      -- the third day on which it wrote
      arrayElement(arraySort(groupUniqArray(1000)(toStartOfDay(time))), 3) AS third_day
    FROM message
    -- what fails to prove an address says nothing of who owns it
    WHERE from_address != '' AND NOT (own = 1 AND inside = 0)
    GROUP BY address
  ),
  got AS
  (
    SELECT address, count() AS got, min(time) AS first_got
    FROM message
    ARRAY JOIN arrayDistinct(arrayConcat(to_address, cc_address)) AS address
    WHERE inside = 1 AND address != from_address
    GROUP BY address
  )
SELECT mail_address.address AS address, family, freemail, own, sent, got, answers, days,
  multiIf(sent = 0, first_got, got = 0, first_sent, least(first_sent, first_got)) AS first,
  greatest(last_sent, first_got) AS last,
  multiIf(
    own = 1 OR (got > 0 AND (sent = 0 OR first_got < first_sent)), first_got,
    least(
      if(got > 0 OR answers > 0, greatest(first_sent, first_got) + ${WEEKS}, ${FAR}),
      if(days >= 3 AND last_sent >= first_sent + ${WEEKS}, greatest(first_sent + ${WEEKS}, toDateTime64(third_day, 3, 'UTC')), ${FAR})
    )) AS known_from,
  toUInt8(sent > 0 AND (got > 0 OR answers > 0)) AS two_way,
  toUInt8(own = 1 OR (two_way = 1 AND days >= 3 AND last_sent >= first_sent + ${WEEKS})) AS lasting,
  passes, fails, signed_by, mailers, extensions, link_domains, lists
FROM mail_address
LEFT JOIN wrote ON wrote.address = mail_address.address
LEFT JOIN got ON got.address = mail_address.address
WHERE sent > 0 OR got > 0 OR own = 1`

const PARTNER = `
  family String,
  own UInt8,
  sent UInt32,
  got UInt32,
  first DateTime64(3, 'UTC'),
  last DateTime64(3, 'UTC'),
  partner UInt8, -- both ways, and for a month at least, or half of what the archive holds
  passes UInt32,
  fails UInt32,
  signed_by Array(String)`

export const PEOPLE = [
  `CREATE OR REPLACE TABLE correspondent (${CORRESPONDENT}) ENGINE = MergeTree ORDER BY address`,
  `CREATE OR REPLACE TABLE partner (${PARTNER}) ENGINE = MergeTree ORDER BY family`,
]

export const NAMES = `CREATE OR REPLACE TABLE person_name (key String, address String, name String, n UInt32, first DateTime64(3, 'UTC'))
 ENGINE = MergeTree ORDER BY (key, address)`

const PARTNERS = `
WITH (SELECT dateDiff('day', min(time), max(time)) FROM message) AS span
SELECT family, max(own) AS own, sum(sent) AS sent, sum(got) AS got, min(first) AS first, max(last) AS last,
  toUInt8(sum(sent) >= 2 AND sum(got) + sum(answers) >= 1 AND dateDiff('day', min(first), max(last)) >= least(30, span / 2)) AS partner,
  sum(passes) AS passes, sum(fails) AS fails, arraySlice(groupUniqArrayArray(signed_by), 1, 30) AS signed_by
FROM correspondent
WHERE freemail = '' AND family != ''
GROUP BY family
SETTINGS prefer_column_name_to_alias = 1`

/** `person_name`: (key, address) with how often, so that a name can be looked up. */
async function buildNames(engine: Engine): Promise<void> {
  const rows = await engine.query<{ name: string; address: string; n: string; first: string }>(
    `SELECT name, address, count() AS n, min(time) AS first
     FROM
     (
       SELECT from_name AS name, from_address AS address, time FROM message WHERE from_name != ''
       UNION ALL
       -- whom our own people call so
       SELECT pair.1 AS name, pair.2 AS address, time
       FROM mail
       ARRAY JOIN arrayZip(arrayResize(to_name, length(to_address)), to_address) AS pair
       WHERE mail_id IN (SELECT id FROM message WHERE inside = 1) AND name != ''
       UNION ALL
       -- of our own people, how others call them: a mailbox without sent mail has no other word of colleagues
       SELECT pair.1 AS name, pair.2 AS address, min(mail.time) AS time
       FROM mail
       INNER JOIN message ON message.id = mail.mail_id
       ARRAY JOIN arrayZip(arrayResize(to_name, length(to_address)), to_address) AS pair
       WHERE message.inside = 0 AND message.auth = 'pass' AND name != '' AND address IN (SELECT address FROM mail_address WHERE own = 1)
       GROUP BY name, address
       HAVING uniqExact(message.from_family) >= 2
     )
     WHERE length(name) < 300
     GROUP BY name, address
     ORDER BY n DESC, name, address
     LIMIT 500000`,
  )
  await engine.insert(
    'person_name',
    rows.flatMap(({ name, address, n, first }) =>
      personKeys(name).map((key) => ({ key, address, name, n: Number(n), first })),
    ),
  )
}
