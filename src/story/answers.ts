/**
 * Names that, at some time, led nowhere (NXDOMAIN, a resolver that always fails, 127.x, 0.0.0.0, a proxy that found no address) or to a parking service. While an
 * attacker sleeps, his names do; so do misspelt, expired and blocked ones, and the names that a search suffix makes.
 */
import type { Lists } from '../lists/index.ts'
import type { Engine } from '../store/engine.ts'
import { inRanges } from '../store/ranges.ts'
import { makeAnew } from '../store/tables.ts'
import { PRIVATE_ADDRESS } from './names.ts'
import { ANY_LOG, hasTraffic, type Present } from './present.ts'

const FAILED_SHARE = 0.8 // of its look-ups, or of their answers
const FAILED_DAYS = 2
const MANY_FAMILIES = 10 // unrelated domains that get one address inside, or nowhere: their answers come from a filter of our own

export async function buildAnswers(engine: Engine, lists: Lists, present: Present = ANY_LOG): Promise<void> {
  for (const sql of TABLES) await makeAnew(engine, sql, hasTraffic(present))
  if (!hasTraffic(present)) return
  const { nowhere, parking } = ranges(lists)
  await engine.command(`INSERT INTO doubtful_name ${doubtful(nowhere, parking)}`)
  if ((await engine.query('SELECT 1 FROM doubtful_name LIMIT 1')).length === 0) return
  // moved to PREWHERE, the conditions on the few names of many rows take three times as long (measured)
  await engine.command(
    `INSERT INTO doubtful_answer ${answerSql(nowhere, parking)} SETTINGS optimize_move_to_prewhere = 0`,
  )
  await engine.command(
    `INSERT INTO name_state
     SELECT name, any(family), countIf(state = 'nx'), countIf(state = 'failed'), countIf(state = 'nowhere'), countIf(state = 'parking'), countIf(state = 'alive'), countIf(blocked = 1)
     FROM doubtful_answer
     GROUP BY name
     HAVING countIf(state != 'alive') > 0`,
  )
}

const TABLES = [
  // names of the outside that ever led nowhere or to a parking service: few, and found without sorting the rest
  'CREATE OR REPLACE TABLE doubtful_name (name String, family LowCardinality(String)) ENGINE = MergeTree ORDER BY name',
  `CREATE OR REPLACE TABLE doubtful_answer
   (
     name String,
     family LowCardinality(String),
     time DateTime64(3, 'UTC'),
     state LowCardinality(String), -- nx | failed | nowhere | parking | alive
     blocked UInt8, -- an own filter gave it
     evidence_id LowCardinality(String),
     line UInt32
   )
   ENGINE = MergeTree ORDER BY (name, time)`,
  `CREATE OR REPLACE TABLE name_state
   (
     name String,
     family String,
     nx UInt32, -- answers that the name doesn't exist
     failed UInt32, -- … of a resolver that found no server to ask, as always of this name
     nowhere UInt32, -- … of an address that leads nowhere
     parking UInt32, -- … of a parking service's
     alive UInt32, -- … of any other
     blocked UInt32 -- … that an own filter gave
   )
   ENGINE = MergeTree ORDER BY name`,
]

type Condition = (ip: string) => string

function ranges(lists: Lists): { nowhere: Condition; parking: Condition } {
  const of = (kinds: string[]) =>
    lists.parking.networks.filter((network) => kinds.includes(network.kind)).map((network) => network.entry)
  return { nowhere: (ip) => inRanges(ip, of(['nowhere'])), parking: (ip) => inRanges(ip, of(['parking', ''])) }
}

/** Left out: products' own names, families with servers inside, reverse and block-list look-ups. */
const doubtful = (nowhere: Condition, parking: Condition) => `
  SELECT name, family
  FROM known_name
  WHERE name IN (${ledNowhere(nowhere, parking)})
    AND lists['vendor'] = ''
    AND position(name, '.') > 0
    AND NOT match(name, '(^|\\\\.)(arpa|local|localdomain|lan|internal|intranet|corp|home|invalid|test|localhost)$')
    AND NOT match(name, '^(_|wpad\\\\.|isatap\\\\.)')
    AND NOT match(name, '^[0-9]{1,3}\\\\.[0-9]{1,3}\\\\.[0-9]{1,3}\\\\.[0-9]{1,3}\\\\.')
    AND family NOT IN (SELECT family FROM inside_family)`

/** Names whose look-ups fail (SERVFAIL), and not only while a line or a server is down: nobody answers for their domains any more. */
const FAILING = `
  SELECT dns_question_name AS name
  FROM dns
  WHERE dns_question_name IN (SELECT name FROM known_answer WHERE code = 'SERVFAIL')
    AND dns_question_name NOT IN (SELECT name FROM known_answer WHERE notEmpty(ips))
  GROUP BY name
  HAVING countIf(dns_response_code = 'SERVFAIL') >= ${FAILED_SHARE} * greatest(countIf(event_type = 'query'), countIf(event_type != 'query'))
    AND uniqExactIf(toDate(time), dns_response_code = 'SERVFAIL') >= ${FAILED_DAYS}`

const ledNowhere = (nowhere: Condition, parking: Condition) => `
  SELECT name
  FROM known_answer
  WHERE code = 'NXDOMAIN' OR arrayExists(ip -> ${nowhere('ip')} OR ${parking('ip')}, ips)
  UNION DISTINCT
  ${FAILING}
  UNION DISTINCT
  SELECT name
  FROM (SELECT name, ip, max(dead) AS dead FROM contact WHERE via != 'flow' AND name != '' GROUP BY name, ip)
  WHERE dead = 1 OR (ip != toIPv6('::') AND ${parking('ip')})`

/** Every answer that these names got. */
function answerSql(nowhere: Condition, parking: Condition): string {
  return `
    SELECT name, doubtful_name.family AS family, time, state, blocked, evidence_id, line
    FROM
    (
      SELECT dns_question_name AS name, time,
        multiIf(
          dns_response_code = 'NXDOMAIN', 'nx',
          dns_response_code = 'SERVFAIL', if(dns_question_name IN (${FAILING}), 'failed', ''),
          -- filters block A and forget AAAA: a name's IPv6 addresses say nothing of its rest
          empty(dns_resolved_ip) OR dns_question_type IN ('AAAA', 'HTTPS', 'SVCB', 'TYPE65'), '',
          arrayAll(ip -> ${nowhere('ip')}, dns_resolved_ip), 'nowhere',
          arrayExists(ip -> ${parking('ip')}, dns_resolved_ip), 'parking',
          'alive') AS state,
        toUInt8(hasAny(dns_resolved_ip, (SELECT groupArray(ip) FROM (${filters(nowhere)})))) AS blocked,
        evidence_id, line
      FROM dns
      WHERE event_type != 'query' AND dns_question_name IN (SELECT name FROM doubtful_name)
      UNION ALL
      SELECT name, time,
        multiIf(
          dead = 1, 'nx',
          ip != toIPv6('::') AND ${parking('ip')}, 'parking',
          -- from the proxy's own cache: it says nothing of where the name leads, where others tell a parking service
          ip = toIPv6('::') AND name IN (${parkedAtProxy(parking)}), '',
          outcome = 'success', 'alive', '') AS state,
        0 AS blocked, evidence_id, line
      FROM contact
      WHERE via != 'flow' AND name IN (SELECT name FROM doubtful_name)
    ) AS answered
    LEFT JOIN doubtful_name ON doubtful_name.name = answered.name
    WHERE state != ''`
}

const parkedAtProxy = (parking: Condition) =>
  `SELECT name FROM contact WHERE via != 'flow' AND name != '' AND ip != toIPv6('::') AND ${parking('ip')}`

const filters = (nowhere: Condition) => `
          SELECT arrayJoin(ips) AS ip
          FROM known_answer
          INNER JOIN known_name ON known_name.name = known_answer.name
          WHERE ${nowhere('ip')} OR ${PRIVATE_ADDRESS}
          GROUP BY ip
          HAVING uniqExact(known_name.family) >= ${MANY_FAMILIES}`
