/**
 * What is known of every name in the logs, worked out once a scan: the registrable domain it belongs to (Public Suffix List, private
 * section included: each customer of a dynamic DNS or hosting service is a family of its own), and the reference lists it is on.
 */
import { familyOf } from '../lists/family.ts'
import { LIST_IDS, type ListId, type Lists } from '../lists/index.ts'
import { findIn } from '../lists/list.ts'
import { RFC_1918 } from '../lists/private-address.ts'
import type { Engine } from '../store/engine.ts'
import { inRanges } from '../store/ranges.ts'
import { makeAnew } from '../store/tables.ts'
import { ANY_LOG, type Present } from './present.ts'
import { recognisedApplications } from './recognised.ts'

const SLICES = 16 // names are fetched in parts: a DNS tunnel makes millions of them
const MANY = 500_000

/** Fills `known_name` and `looked_up`. Returns the ids of the reference lists that any name is on. */
export async function buildNames(engine: Engine, lists: Lists, present: Present = ANY_LOG): Promise<ListId[]> {
  const named = present.has('web_event') || present.has('dns_event')
  for (const sql of NAMES) await makeAnew(engine, sql, named)
  if (!named) return []
  const listed = new Set<ListId>()
  const listsOf = findIn(lists, LIST_IDS)
  await engine.command(
    `INSERT INTO looked_up
     SELECT source_ip, any(internal), dns_question_name
     FROM dns
     GROUP BY source_ip, dns_question_name`,
  )
  await engine.command(
    `INSERT INTO every_name
     SELECT name FROM looked_up
     UNION DISTINCT
     SELECT url_domain FROM web WHERE url_domain != ''`,
  )
  const [row] = await engine.query<{ n: string }>('SELECT count() AS n FROM every_name')
  const slices = Number(row?.n ?? 0) > MANY ? SLICES : 1
  for (let slice = 0; slice < slices; slice++) {
    const rows = await engine.query<{ name: string }>(
      `SELECT name FROM every_name WHERE cityHash64(name) % ${slices} = ${slice}`,
    )
    const known = rows.map(({ name }) => ({ name, family: familyOf(name), found: listsOf(name) }))
    for (const [id] of known.flatMap((one) => one.found)) listed.add(id)
    await engine.insert(
      'known_name',
      known.map(({ name, family, found }) => ({
        name,
        family,
        lists: Object.fromEntries(found.map(([id, { entry }]) => [id, entry])),
      })),
    )
  }
  return [...listed]
}

const NAMES = [
  `CREATE OR REPLACE TABLE known_name
   (
     name String,
     family String, -- registrable domain; the name itself where there is none
     lists Map(LowCardinality(String), String) -- id of a reference list → the entry that matched
   )
   ENGINE = MergeTree ORDER BY name`,
  // who looked up what, each once: proxies and name servers are told by it
  `CREATE OR REPLACE TABLE looked_up (source_ip IPv6, internal UInt8, name String)
   ENGINE = MergeTree ORDER BY (source_ip, name)`,
  'CREATE OR REPLACE TABLE every_name (name String) ENGINE = MergeTree ORDER BY name',
]

/** Private addresses; `ip` is the one asked about. */
export const PRIVATE_ADDRESS = inRanges('ip', RFC_1918)

/** What every name was answered, each answer once; and the families with a server inside: they are our own. */
export async function buildAnswered(engine: Engine, present: Present = ANY_LOG): Promise<void> {
  const answered = present.has('dns_event')
  for (const sql of ANSWERED) await makeAnew(engine, sql, answered)
  if (!answered) return
  await engine.command(
    `INSERT INTO known_answer
     SELECT dns_question_name, dns_response_code, dns_question_type, dns_resolved_ip, count()
     FROM dns
     WHERE event_type != 'query'
     GROUP BY dns_question_name, dns_response_code, dns_question_type, dns_resolved_ip`,
  )
  await engine.command(
    `INSERT INTO inside_family
     SELECT DISTINCT family
     FROM known_name
     WHERE name IN
       (
         SELECT name
         FROM known_answer
         WHERE arrayExists(ip -> ${PRIVATE_ADDRESS}, ips)
         GROUP BY name
         HAVING sum(n) >= ${OFTEN}
       )`,
  )
}

const ANSWERED = [
  `CREATE OR REPLACE TABLE known_answer
   (name String, code LowCardinality(String), type LowCardinality(String), ips Array(IPv6), n UInt64)
   ENGINE = MergeTree ORDER BY name`,
  'CREATE OR REPLACE TABLE inside_family (family String) ENGINE = MergeTree ORDER BY family',
]

/** answers by which a name is a server's inside: a tunnel that answers with private addresses never has one name asked so often */
const OFTEN = 5

/** share of what goes to an address that the firewall takes for one application */
const MOSTLY = 0.8

/** Names by which addresses outside are known: from DNS answers, and from proxies that log the address they fetched from. */
export async function buildAddresses(engine: Engine, present: Present = ANY_LOG): Promise<void> {
  await makeAnew(
    engine,
    `CREATE OR REPLACE TABLE known_address
     (
       ip IPv6,
       names Array(String), -- the most frequent first
       lists Map(LowCardinality(String), String) -- of these names
     )
     ENGINE = MergeTree ORDER BY ip`,
    present.has('flow_event'),
  )
  if (!present.has('flow_event')) return
  const recognised = await recognisedApplications(engine)
  await engine.command(
    `INSERT INTO known_address
     WITH
       wanted AS (SELECT DISTINCT destination_ip AS ip FROM flow WHERE external = 1),
       named AS
       (
         SELECT ip, name, n
         FROM known_answer
         ARRAY JOIN ips AS ip
         WHERE ip IN (SELECT ip FROM wanted)
         UNION ALL
         SELECT destination_ip AS ip, url_domain AS name, count() AS n
         FROM web
         WHERE destination_ip IN (SELECT ip FROM wanted) AND url_ip = toIPv6('::')
         GROUP BY ip, name
       ),
       counted AS (SELECT ip, name, sum(n) AS n FROM named GROUP BY ip, name)
     SELECT ip, anyIf(names, notEmpty(names)) AS names, mapUpdate(anyIf(lists, recognised = 1), anyIf(lists, recognised = 0)) AS lists
     FROM
     (
       SELECT ip, 0 AS recognised,
         arrayMap(pair -> pair.2, arraySlice(arraySort(pair -> (-pair.1, pair.2), groupArray((n, name))), 1, 5)) AS names,
         anyIf(known_name.lists, notEmpty(known_name.lists)) AS lists
       FROM counted
       LEFT JOIN known_name ON known_name.name = counted.name
       GROUP BY ip
       ${recognised === null ? '' : RECOGNISED}
     )
     GROUP BY ip`,
    recognised ?? {},
  )
}

/** Of what the firewall itself took for an application, whose place is known by that. */
const RECOGNISED = `UNION ALL
       SELECT destination_ip AS ip, 1 AS recognised, [] AS names,
         CAST(map(topK(1)(id)[1], topK(1)(owner)[1]), 'Map(LowCardinality(String), String)') AS lists
       FROM
       (
         SELECT destination_ip, transform(network_application, {apps:Array(String)}, {ids:Array(String)}, '') AS id,
           transform(network_application, {apps:Array(String)}, {owners:Array(String)}, '') AS owner
         FROM flow
         WHERE external = 1
       )
       GROUP BY ip
       HAVING countIf(id != '') >= ${MOSTLY} * count()`
