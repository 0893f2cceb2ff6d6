/** Who had which address when: intervals from DHCP leases, so that one host stays one host when its address moves. */
import type { Engine } from '../store/engine.ts'

/** Fills `identity` and its dictionary. Returns whether there are any leases. */
export async function buildIdentity(engine: Engine): Promise<boolean> {
  const leases = await engine.query<{ n: string }>("SELECT count() AS n FROM lease_event WHERE event_action = 'assign'")
  if (Number(leases[0]?.n ?? 0) === 0) return false
  await engine.command(
    `CREATE TABLE IF NOT EXISTS identity
     (ip IPv6, valid_from DateTime64(3, 'UTC'), valid_to DateTime64(3, 'UTC'), host String)
     ENGINE = MergeTree ORDER BY (ip, valid_from)`,
  )
  await engine.command('TRUNCATE TABLE identity')
  await engine.command(
    `INSERT INTO identity
     WITH
       assigned AS
       (
         SELECT source_ip AS ip, time, source_mac AS mac, source_name AS name
         FROM lease_event
         WHERE event_action = 'assign'
       ),
       -- the same name on two network cards may be two PCs: the card's number then tells them apart
       cards AS (SELECT name, uniqExact(mac) AS n FROM assigned WHERE name != '' AND mac != '' GROUP BY name),
       named AS
       (
         SELECT ip, time,
           multiIf(name = '', if(mac = '', address(ip), mac), cards.n > 1, concat(name, ' (', mac, ')'), name) AS host
         FROM assigned
         LEFT JOIN cards USING (name)
       ),
       turns AS
       (
         SELECT ip, time, host, lagInFrame(host) OVER (PARTITION BY ip ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before
         FROM named
       ),
       starts AS (SELECT ip, time, host FROM turns WHERE host != before)
     SELECT ip, time,
       leadInFrame(time, 1, toDateTime64('2100-01-01 00:00:00', 3, 'UTC')) OVER (PARTITION BY ip ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - INTERVAL 1 MILLISECOND,
       host
     FROM starts`,
  )
  await engine.command(
    `CREATE OR REPLACE DICTIONARY identity_by_time
     (ip IPv6, valid_from DateTime64(3, 'UTC'), valid_to DateTime64(3, 'UTC'), host String)
     PRIMARY KEY ip
     SOURCE(CLICKHOUSE(TABLE 'identity'))
     LAYOUT(COMPLEX_KEY_RANGE_HASHED())
     RANGE(MIN valid_from MAX valid_to)
     LIFETIME(0)`,
  )
  return true
}

/** SQL of the host behind an address at a time. Before its first lease an address stands for itself. */
export function hostExpression(hasLeases: boolean): string {
  const own = "if(source_ip = toIPv6('::'), source_address, address(source_ip))"
  return hasLeases ? `dictGetOrDefault('identity_by_time', 'host', tuple(source_ip), time, ${own})` : own
}
