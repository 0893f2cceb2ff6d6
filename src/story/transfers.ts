/**
 * What each host moved to each place outside in each hour, worked out once a scan: the volumes of the report and the habits of uploads
 * are read from here instead of from every single contact.
 */
import { unattended } from '../detect/hours.ts'
import type { Engine } from '../store/engine.ts'

export async function buildTransfers(engine: Engine, timezone: string): Promise<void> {
  for (const sql of TABLES) await engine.command(sql)
  await engine.command(`INSERT INTO transfer ${HOURLY}`, { zone: timezone })
  await engine.command(`INSERT INTO daily_transfer ${DAILY}`, { zone: timezone })
}

const TABLES = [
  `CREATE OR REPLACE TABLE transfer
   (
     host LowCardinality(String),
     family String, -- registrable domain, else the address
     destination String, -- the name, else the address
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

/** Firewalls write interim lines of long sessions under one id: the largest of a day counts. */
const HOURLY = `
  SELECT host, any(family), destination, toStartOfHour(moment, {zone:String}) AS hour, sum(n), ${orUnlogged('up')}, ${orUnlogged('down')}, sum(known), sum(back)
  FROM
  (
    SELECT host, any(contact.family) AS family, any(if(name = '', address(ip), name)) AS destination, any(contact.time) AS moment, count() AS n,
      ${orUnlogged('contact.sent')} AS up, ${orUnlogged('contact.received')} AS down,
      countIf(contact.sent >= 0) AS known, sumIf(greatest(0, contact.received), contact.sent >= 0) AS back
    FROM contact
    WHERE event_id = '' AND (via != 'flow' OR outcome != 'denied')
    GROUP BY host, place, toStartOfHour(contact.time, {zone:String})
    UNION ALL
    SELECT host, any(contact.family), any(address(ip)), max(contact.time), 1, max(contact.sent) AS up, max(contact.received),
      toUInt8(up >= 0), if(up >= 0, greatest(0, max(contact.received)), 0)
    FROM contact
    WHERE event_id != '' AND outcome != 'denied'
    GROUP BY host, place, event_id, toDate(contact.time, {zone:String})
  )
  GROUP BY host, destination, hour`

const DAILY = `
  SELECT host, family, toDate(hour, {zone:String}) AS day, sum(measured), sum(greatest(0, sent)), sum(answered), sumIf(greatest(0, sent), ${unattended('hour')})
  FROM transfer
  WHERE measured > 0
  GROUP BY host, family, day`

function orUnlogged(bytes: string): string {
  return `if(max(${bytes}) < 0, -1, sum(greatest(0, ${bytes})))`
}
