/**
 * What each host moved to each place outside in each hour, worked out once a scan: the volumes of the report and the habits of uploads
 * are read from here instead of from every single contact.
 */
import { unattended } from '../detect/hours.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { ANY_LOG, hasTraffic, type Present } from './present.ts'

export async function buildTransfers(engine: Engine, timezone: string, present: Present = ANY_LOG): Promise<void> {
  for (const sql of TABLES) await makeAnew(engine, sql, hasTraffic(present))
  if (!hasTraffic(present)) return
  for (const sql of [REQUESTS, SESSIONS])
    await engine.command(`INSERT INTO transfer ${sql} ${IN_ORDER}`, { zone: timezone })
  await engine.command(`INSERT INTO daily_transfer ${DAILY} ${IN_ORDER}`, { zone: timezone })
}

const TABLES = [
  `CREATE OR REPLACE TABLE transfer
   (
     host LowCardinality(String),
     family String, -- registrable domain, else the address
     destination String, -- the name, else the address; a row for each of its ports
     hour DateTime('UTC'), -- its start, on the clock of the organisation
     contacts UInt32,
     sent Int64, -- -1 = not logged
     received Int64, -- -1 = not logged
     measured UInt32, -- contacts whose sent bytes are logged
     answered Int64 -- what these received
   )
   ENGINE = MergeTree ORDER BY (host, family, hour)`,
  `CREATE OR REPLACE TABLE daily_transfer
   (
     host LowCardinality(String),
     family String,
     day Date,
     measured UInt32,
     up Int64,
     down Int64,
     night Int64 -- of what went up, at night and at weekends
   )
   ENGINE = MergeTree ORDER BY (host, family, day)`,
]

/** The tables are read in the order in which they are sorted: what is kept in memory does not grow with the log. */
const IN_ORDER =
  'SETTINGS optimize_aggregation_in_order = 1, aggregation_in_order_max_block_bytes = 8000000, min_insert_block_size_rows = 250000, min_insert_block_size_bytes = 67108864, max_insert_threads = 1'

const REQUESTS = `
  SELECT host, any(contact.family), if(any(name) = '', address(any(ip)), any(name)), toStartOfHour(contact.time, {zone:String}) AS hour, count(),
    ${orUnlogged('contact.sent')}, ${orUnlogged('contact.received')},
    countIf(contact.sent >= 0), sumIf(greatest(0, contact.received), contact.sent >= 0)
  FROM contact
  WHERE event_id = '' AND (via != 'flow' OR outcome != 'denied')
  GROUP BY host, place, hour`

/** Firewalls write interim lines of long sessions under one id: the largest of a day counts. */
const SESSIONS = `
  SELECT host, any(family), any(destination), toStartOfHour(moment, {zone:String}) AS hour, count(), ${orUnlogged('up')}, ${orUnlogged('down')},
    countIf(up >= 0), sumIf(greatest(0, down), up >= 0)
  FROM
  (
    SELECT host, place, any(contact.family) AS family, address(any(ip)) AS destination, max(contact.time) AS moment,
      max(contact.sent) AS up, max(contact.received) AS down
    FROM contact
    WHERE event_id != '' AND outcome != 'denied'
    GROUP BY host, place, event_id, toDate(contact.time, {zone:String})
  )
  GROUP BY host, place, hour`

const DAILY = `
  SELECT host, family, toDate(hour, {zone:String}) AS day, sum(measured), sum(greatest(0, sent)), sum(answered), sumIf(greatest(0, sent), ${unattended('hour')})
  FROM transfer
  WHERE measured > 0
  GROUP BY host, family, day`

function orUnlogged(bytes: string): string {
  return `if(max(${bytes}) < 0, -1, sum(greatest(0, ${bytes})))`
}
