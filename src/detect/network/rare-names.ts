/** Names that hardly anybody here looks up, and who does: what a client asks for by the clock tells of a place, whatever the answers were. */
import type { Engine } from '../../store/engine.ts'
import { isAmong } from '../../store/ranges.ts'
import type { Roles } from '../detector.ts'
import { type Asking, BLOCK, type Rhythm } from './rhythm.ts'

/** times: of less no rhythm can be told */
export const ASKED = 8
/** that ask for anything of the name's family: what more ask for is somebody's software */
const HOSTS = 2

/** Who looks up for others. */
export const lookingUp = (roles: Roles) => [...roles.infrastructure, ...roles.shared]

/** `rare_name`, made anew each scan; empty without a DNS log. */
export async function buildRareNames(engine: Engine, roles: Roles, present: Set<string>): Promise<void> {
  await engine.command(
    'CREATE OR REPLACE TABLE rare_name (name String, family String) ENGINE = MergeTree ORDER BY name',
  )
  if (present.has('dns_event'))
    await engine.command(`INSERT INTO rare_name ${RARE}`, { infrastructure: lookingUp(roles) })
}

/** Names of the outside that hardly anybody asks for, that nobody was told not to exist, and that no other log shows: few, so asked for first. */
const RARE = `
     WITH
       asked AS (SELECT name, host FROM question WHERE NOT ${isAmong('source_ip', 'infrastructure')}),
       few AS
       (
         SELECT family
         FROM asked
         INNER JOIN known_name ON known_name.name = asked.name
         GROUP BY family
         HAVING uniqUpTo(${HOSTS})(host) <= ${HOSTS}
       ),
       often AS (SELECT name FROM asked GROUP BY name HAVING count() >= ${ASKED})
     SELECT name, family
     FROM known_name
     WHERE name IN (SELECT name FROM often)
       AND lists['vendor'] = '' AND lists['trusted'] = ''
       AND position(name, '.') > 0
       AND NOT match(name, '(^|\\.)(arpa|local|localdomain|lan|internal|intranet|corp|home|invalid|test|localhost|root-servers\\.net)$')
       AND NOT match(name, '^(_|wpad\\.|isatap\\.)')
       AND family IN (SELECT family FROM few)
       AND family NOT IN (SELECT family FROM contact WHERE name != '')
       AND name NOT IN
       (
         SELECT dns_question_name
         FROM dns
         WHERE internal = 1 AND NOT ${isAmong('source_ip', 'infrastructure')} AND dns_question_name IN (SELECT name FROM often)
         GROUP BY dns_question_name
         HAVING countIf(dns_response_code = 'NXDOMAIN') * 2 > countIf(dns_response_code != '')
       )
     LIMIT 100000`

/** Their look-ups, as a rhythm is told from. */
export const RARE_LOOK_UPS = `
    SELECT host, name AS place, name AS destination, rare_name.family AS family, time, 'dns' AS via,
      toIPv6('::') AS ip, 0 AS bytes, evidence_id, line
    FROM question
    INNER JOIN rare_name ON rare_name.name = question.name
    WHERE NOT ${isAmong('source_ip', 'infrastructure')}
      AND type NOT IN ('PTR', 'SRV', 'SOA', 'NS', 'TXT', 'MX')
      AND name IN (SELECT name FROM rare_name)`

/** s: a connection made for a name follows its look-up */
const FOLLOWED = 10
/** of the look-ups are followed by connections to one address, or to its neighbours that take turns: the name leads there */
const EXPLAINS = 0.3

export async function leadsOn({ query }: Pick<Asking, 'query'>, pairs: Rhythm[]): Promise<(pair: Rhythm) => boolean> {
  if (pairs.length === 0) return () => false
  const rows = await query<{ pair: string; n: string }>(
    `WITH
       asked AS
       (
         SELECT host, dns_question_name AS name, toUnixTimestamp(time) AS at, arrayJoin([intDiv(at, ${FOLLOWED}), intDiv(at, ${FOLLOWED}) + 1]) AS slot
         FROM dns
         WHERE internal = 1 AND dns_question_name IN {names:Array(String)}
           AND (host, dns_question_name) IN (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {names:Array(String)})))
       ),
       met AS
       (
         SELECT host, ${BLOCK('contact.ip')} AS block, toUnixTimestamp(time) AS at, intDiv(at, ${FOLLOWED}) AS slot
         FROM contact
         WHERE via = 'flow' AND outcome = 'success' AND host IN {hosts:Array(String)}
       ),
       led AS
       (
         SELECT asked.host AS host, name, block, uniqExact(asked.at) AS n
         FROM asked
         INNER JOIN met ON met.host = asked.host AND met.slot = asked.slot
         WHERE met.at >= asked.at AND met.at <= asked.at + ${FOLLOWED}
         GROUP BY host, name, block
       )
     SELECT concat(host, ' ', name) AS pair, max(led.n) AS n
     FROM led
     GROUP BY pair`,
    { hosts: pairs.map((one) => one.host), names: pairs.map((one) => one.destination) },
  )
  const led = new Map(rows.map((row) => [row.pair, Number(row.n)]))
  return ({ host, destination, contacts }) => (led.get(`${host} ${destination}`) ?? 0) >= contacts * EXPLAINS
}
