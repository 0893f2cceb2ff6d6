/** Who uses a service that everybody trusts, by which of its names, and how: as the engine hands it over. */
import { unattended } from '../hours.ts'
import { fresh, LOGS, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow } from '../row.ts'
import { SCRIPTED } from './agent.ts'

export interface ServiceRow extends SeenRow {
  name: string
  entry: string
  n: string
  days: string
  pages: string
  scripted: string
  /** contacts by a program that gives no agent, on a host whose other programs do */
  nameless: string
  night: number
  megabytes: number
  fresh: number
  routine: number
  /** hours of the day at which it ever came */
  clock: string
  sharing: string
  scripted_sharing: string
  siblings: string
  /** of this very name; `pages` counts those of the whole service */
  own_pages: string
  /** hosts that use any name of the service */
  users: string
  /** contacts with the names that the service's app and pages also call */
  accompanied: string
  /** the log that tells of it: proxy, sensor, flow, dns */
  known_by: string
}

const LISTED =
  "SELECT name FROM known_name WHERE lists['trusted'] != '' AND lists['vendor'] = '' AND lists['paas'] = ''"

const SOME = 10 // contacts of a firewall's log that tell the pace better than look-ups

/** Hosts of whose contacts no log gives the names: then a firewall's addresses, by the names they answered to, or the look-ups. */
const POLLED = `name IN (SELECT name FROM known_name WHERE name IN {polled:Array(String)})`
/** Every use of such a service: kept as a table of this name, as all that follows is asked of it. */
export const USED = 'trusted_service_used'
export const USES = `
WITH
  named AS (SELECT DISTINCT host FROM contact WHERE name != ''),
  looked AS (SELECT * FROM question WHERE ${POLLED} AND host NOT IN (SELECT host FROM named)),
  flowed AS
  (
    SELECT contact.* EXCEPT (name), polled.name AS name
    FROM contact
    INNER JOIN (SELECT ip, names[1] AS name FROM known_address WHERE names[1] IN {polled:Array(String)}) AS polled ON polled.ip = contact.ip
    WHERE via = 'flow' AND port NOT IN (53, 123, 853) AND (host, polled.name) IN (SELECT host, name FROM looked)
  )
SELECT host, name, family, place, time, via, ip, sent, received, agent, page, evidence_id, line FROM contact WHERE name IN (${LISTED})
UNION ALL
SELECT host, name, known_name.family AS family, name AS place, time, 'flow' AS via, ip, sent, received, '' AS agent, 0 AS page, evidence_id, line
FROM flowed
LEFT JOIN known_name ON known_name.name = flowed.name
UNION ALL
SELECT host, name, known_name.family AS family, name AS place, time, 'dns' AS via, toIPv6('::') AS ip, -1 AS sent, -1 AS received, '' AS agent, 0 AS page,
  evidence_id, line
FROM looked
LEFT JOIN known_name ON known_name.name = looked.name
WHERE (host, name) NOT IN (SELECT host, name FROM flowed GROUP BY host, name HAVING count() >= ${SOME})`

export const CALLS = `
    SELECT host, place, name AS destination, family, time, via, ip, greatest(0, sent) + greatest(0, received) AS bytes, evidence_id, line
    FROM ${USED}`

/** A program that goes to several of a service's names in turn keeps its pace over all of them. Who uses the service otherwise is a person, or its client. */
export const SERVICE_CALLS = `
    WITH
      of_service AS
      (
        SELECT used.*, known_name.lists['trusted'] AS entry, transform(entry, {entries:Array(String)}, {owners:Array(String)}, '') AS service
        FROM ${USED} AS used
        INNER JOIN known_name ON known_name.name = used.name
      ),
      by_programs AS
      (
        SELECT host, service
        FROM of_service
        GROUP BY host, service
        HAVING uniqExact(name) >= 2 AND max(page) = 0 AND countIf(NOT has({apis:Array(String)}, entry)) = 0
      )
    SELECT host, service AS place, service AS destination, service AS family, time, via, ip, greatest(0, sent) + greatest(0, received) AS bytes, evidence_id, line
    FROM of_service
    WHERE (host, service) IN (SELECT host, service FROM by_programs)`

export const SERVICE_USE = `
WITH
  ${LOGS},
  used AS (SELECT * FROM ${USED}),
  met AS
  (
    SELECT host, family, name, page FROM contact WHERE name != '' AND family IN (SELECT family FROM used)
    UNION ALL
    SELECT host, known_name.family AS family, name, 0 AS page
    FROM question
    INNER JOIN known_name ON known_name.name = question.name
    WHERE host NOT IN (SELECT host FROM contact WHERE name != '') AND known_name.family IN (SELECT family FROM used)
  ),
  siblings AS (SELECT host, family, uniqExact(name) AS siblings, countIf(page = 1) AS pages, count() OVER (PARTITION BY family) AS users FROM met GROUP BY host, family),
  companion AS
  (
    SELECT name, tupleElement(pair, 1) AS front
    FROM known_name
    ARRAY JOIN arrayZip({fronts:Array(String)}, {companions:Array(String)}) AS pair
    WHERE name = tupleElement(pair, 2) OR endsWith(name, concat('.', tupleElement(pair, 2)))
  ),
  company AS
  (
    SELECT host, front, count() AS accompanied
    FROM
    (
      SELECT host, name FROM contact WHERE name IN (SELECT name FROM companion)
      UNION ALL
      SELECT host, name FROM question WHERE name IN (SELECT name FROM companion)
    ) AS contacted
    INNER JOIN companion ON companion.name = contacted.name
    GROUP BY host, front
  ),
  -- hosts whose programs name themselves to the proxy
  naming AS (SELECT host FROM contact WHERE via = 'proxy' AND host IN (SELECT host FROM used) GROUP BY host HAVING countIf(agent != '') * 2 > count()),
  shared AS
  (
    SELECT name, uniqExact(host) AS sharing, uniqExactIf(host, ${SCRIPTED}) AS scripted_sharing
    FROM used
    GROUP BY name
  ),
  grouped AS
  (
    SELECT host, name, any(family) AS family, topK(1)(used.via)[1] AS known_by, count() AS n, uniqExact(toDate(time, {zone:String})) AS days,
      countIf(${SCRIPTED}) AS scripted, countIf(page = 1) AS own_pages, countIf(via = 'proxy' AND agent = '' AND host IN (SELECT host FROM naming)) AS nameless,
      countIf(${unattended('time')}) / count() AS night, uniqExact(toHour(time, {zone:String})) AS clock,
      sum(greatest(0, sent)) / 1e6 AS megabytes, ${fresh('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS fresh,
      ${routine('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS routine,${SEEN_COLUMNS}
    FROM used
    GROUP BY host, name
    HAVING n >= {repeated:Float64}
  )
SELECT grouped.host AS host, grouped.name AS name, known_name.lists['trusted'] AS entry, n, days, siblings.pages AS pages, own_pages, scripted, nameless,
  round(night, 2) AS night, clock, round(megabytes, 1) AS megabytes, fresh, routine, sharing, scripted_sharing, siblings, users, accompanied, known_by, first, last, lines
FROM grouped
LEFT JOIN shared ON shared.name = grouped.name
LEFT JOIN siblings ON siblings.host = grouped.host AND siblings.family = grouped.family
LEFT JOIN company ON company.host = grouped.host AND company.front = grouped.name
LEFT JOIN known_name ON known_name.name = grouped.name
ORDER BY n DESC, host, name
LIMIT 2000`
