/**
 * Every contact of a client with a place outside, from proxy, sensor and firewall alike, as one table made anew each scan: detectors
 * read it instead of working out again and again who is a client, what is outside and what a name belongs to. And, beside it, every
 * connection between hosts inside, and every name that a client looked up (who looks up for others is no client).
 */
import type { Roles } from '../detect/detector.ts'
import { HOST_OPENED, HOSTS_OPENED, LOG_DAYS, LOG_HOURS, logHours, spansOf, wholeFrom } from '../detect/log-span.ts'
import { BROWSING_TIME, fillBrowsingTimes } from '../detect/network/browsing.ts'
import type { Engine } from '../store/engine.ts'
import { inRanges, isAmong } from '../store/ranges.ts'
import { makeAnew } from '../store/tables.ts'
import { hasTraffic, type Present } from './present.ts'

/** Ports on which an inside address is a proxy that carries the contact to the outside. */
const PROXY_PORTS = '3128, 8000, 8080, 8888, 9090, 10080'

/** Peers that a name was parked at. */
const NOWHERE = inRanges('destination_ip', ['127.0.0.0/8', '0.0.0.0/32', '::1/128'])

/** Smaller blocks are sorted in less memory, however many events there are. */
const INSERT_SETTINGS =
  'min_insert_block_size_rows = 250000, min_insert_block_size_bytes = 67108864, max_insert_threads = 1'

/** Names that only mean something inside. */
const INSIDE_NAME =
  "(position(url_domain, '.') = 0 OR match(url_domain, '\\\\.(local|localdomain|lan|internal|intranet|corp|home|arpa)$'))"

/** And of each kind of log its span, and of each host when its life begins and when somebody browses. `present`: the tables of logs that have rows. */
export async function buildContacts(engine: Engine, roles: Roles, present: Present, timezone: string): Promise<void> {
  for (const sql of TABLES) await makeAnew(engine, sql, hasTraffic(present))
  if (!hasTraffic(present)) return
  for (const { log, sql } of FILLED)
    if (present.has(log)) await engine.command(sql, { infrastructure: roles.infrastructure })
  // logs that begin within a day of another were cut at the same time: one is silent until people come in
  const events = "SELECT toString(via) AS via, time, host FROM contact UNION ALL SELECT 'dns', time, host FROM question"
  const spans = `SELECT via, if(began - min(began) OVER () < 86400, min(began) OVER (), began) AS first, last
     FROM (SELECT via, first AS began, last FROM (${spansOf(LOG_DAYS)}))`
  await engine.command(logHours(events))
  await engine.command(`INSERT INTO log_span ${wholeFrom(spans)}`, { zone: timezone })
  await engine.command(HOSTS_OPENED, { zone: timezone })
  await fillBrowsingTimes(engine)
}

const TABLES = [
  `CREATE OR REPLACE TABLE contact
   (
     time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
     host LowCardinality(String),
     source_ip IPv6,
     via LowCardinality(String), -- proxy | sensor | flow
     name String, -- '' for a bare address
     ip IPv6, -- :: where the log doesn't tell
     port UInt16,
     place String, -- the name, else address:port
     family String, -- registrable domain, else the address
     transport LowCardinality(String),
     outcome LowCardinality(String), -- success | failure | denied | ''
     method LowCardinality(String),
     status UInt16,
     sent Int64, -- -1 = not logged
     received Int64,
     duration_ms Int64,
     agent LowCardinality(String),
     dead UInt8, -- the proxy found no address for the name, or one that leads nowhere
     page UInt8, -- came from a page, or is one: a referrer or an HTML answer
     event_id String,
     rule LowCardinality(String),
     evidence_id LowCardinality(String),
     line UInt32
   )
   ENGINE = MergeTree ORDER BY (host, place, time)`,
  `CREATE OR REPLACE TABLE inside_contact
   (
     time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
     host LowCardinality(String),
     ip IPv6,
     port UInt16,
     failed UInt8, -- refused, or nothing came back
     evidence_id LowCardinality(String),
     line UInt32
   )
   ENGINE = MergeTree ORDER BY (host, port, time)`,
  `CREATE OR REPLACE TABLE question
   (
     time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
     host LowCardinality(String),
     source_ip IPv6,
     name String,
     type LowCardinality(String), -- A, AAAA, TXT …; '' = not logged
     evidence_id LowCardinality(String),
     line UInt32
   )
   ENGINE = MergeTree ORDER BY (name, host, time)`,
  'CREATE OR REPLACE TABLE log_span (via String, first UInt32, last UInt32) ENGINE = MergeTree ORDER BY via',
  LOG_HOURS,
  HOST_OPENED,
  BROWSING_TIME,
]

const NO_INFRASTRUCTURE = `NOT ${isAmong('source_ip', 'infrastructure')}`

const FILLED: { log: 'web_event' | 'flow_event' | 'dns_event'; sql: string }[] = [
  {
    log: 'web_event',
    sql: `INSERT INTO contact
     SELECT time, host, source_ip, if(observer_type = 'proxy', 'proxy', 'sensor'),
       if(url_ip = toIPv6('::'), url_domain, '') AS name,
       if(url_ip = toIPv6('::'), if(external = 1, destination_ip, toIPv6('::')), url_ip) AS ip,
       destination_port,
       if(name = '', concat(url_domain, ':', toString(destination_port)), name) AS place,
       if(name = '', url_domain, known_name.family), 'tcp', event_outcome, http_request_method, http_response_status_code,
       http_request_bytes, http_response_bytes, event_duration_ms, user_agent_original,
       toUInt8(observer_type = 'proxy' AND url_ip = toIPv6('::') AND (${NOWHERE} OR (destination_ip = toIPv6('::') AND http_response_status_code IN (502, 503, 504)))),
       toUInt8(http_request_referrer != '' OR startsWith(http_response_mime_type, 'text/html')), '', '', evidence_id, line
     FROM web
     LEFT JOIN known_name ON known_name.name = web.url_domain
     WHERE internal = 1 AND observer_type != 'server' AND url_domain != '' AND ${NO_INFRASTRUCTURE}
       AND (url_ip = toIPv6('::') OR url_external = 1)
       AND (external = 1 OR destination_ip = toIPv6('::') OR destination_port IN (${PROXY_PORTS}) OR ${NOWHERE})
       AND (url_ip != toIPv6('::') OR NOT ${INSIDE_NAME})
     SETTINGS ${INSERT_SETTINGS}`,
  },
  {
    log: 'flow_event',
    sql: `INSERT INTO contact
     SELECT time, host, source_ip, 'flow', '', destination_ip, destination_port,
       concat(address(destination_ip), ':', toString(destination_port)), address(destination_ip), network_transport,
       multiIf(event_action = 'allowed', 'success', event_action = 'denied', 'denied', 'failure'), '', 0,
       source_bytes, destination_bytes, event_duration_ms, '', 0, 0, event_id, rule_name, evidence_id, line
     FROM flow
     WHERE internal = 1 AND external = 1 AND ${NO_INFRASTRUCTURE}
     SETTINGS ${INSERT_SETTINGS}`,
  },
  {
    log: 'flow_event',
    sql: `INSERT INTO inside_contact
     SELECT time, host, destination_ip, destination_port, toUInt8(event_action != 'allowed' OR destination_bytes = 0), evidence_id, line
     FROM flow
     WHERE internal = 1 AND external = 0 AND destination_ip != toIPv6('::') AND source_ip != destination_ip
       AND destination_port > 0 AND network_transport IN ('tcp', '')
       AND NOT ${inRanges('destination_ip', ['224.0.0.0/4', 'ff00::/8', '255.255.255.255/32'])}`,
  },
  {
    log: 'dns_event',
    sql: `INSERT INTO question
     SELECT time, host, source_ip, dns_question_name, dns_question_type, evidence_id, line
     FROM dns
     WHERE internal = 1 AND event_type != 'answer' AND ${NO_INFRASTRUCTURE}
     SETTINGS ${INSERT_SETTINGS}`,
  },
]
