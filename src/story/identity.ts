/** Who had which address when: intervals from leases, devices' names and VPN sessions, so that one host stays one host when its address moves. */

import { isIP } from 'node:net'
import { computerExpression, shortName } from '../detect/computer-name.ts'
import { isNamed } from '../formats/named-client.ts'
import type { Engine } from '../store/engine.ts'
import { inRanges } from '../store/ranges.ts'
import type { Machine } from './inventory.ts'
import { internalCondition, type Network } from './networks.ts'
import type { Present } from './present.ts'

/** Fills `identity` and its dictionary. Returns whether anything tells who had an address. */
export async function buildIdentity(
  engine: Engine,
  networks: Network[],
  filled: Present,
  machines: Machine[] = [],
): Promise<boolean> {
  await engine.command(
    `CREATE TABLE IF NOT EXISTS identity
     (ip IPv6, valid_from DateTime64(3, 'UTC'), valid_to DateTime64(3, 'UTC'), host String)
     ENGINE = MergeTree ORDER BY (ip, valid_from)`,
  )
  await engine.command('TRUNCATE TABLE identity')
  if (filled.has('lease_event')) {
    await engine.command(CARDS)
    await engine.insert(
      'inventory_card',
      machines.filter(({ address }) => isIP(address) === 0).map(({ name, address }) => ({ mac: address, name })),
    )
    await engine.command(intervals(LEASED, 'leases'))
  }
  const inside = internalCondition('source_ip', networks)
  if (filled.has('auth_event')) await engine.command(intervals(sessions(inside), 'sessions'))
  const told = TOLD.filter(({ by }) => by.every((table) => filled.has(table))).map(({ sql }) => sql)
  if (told.length > 0) {
    await engine.command(DEVICE_NAME)
    await engine.command(`INSERT INTO device_name ${deviceNames(inside, told)}`)
    await engine.command(intervals(NAMED, 'names'))
    await engine.command('DROP TABLE device_name')
  }
  if (machines.length > 0) {
    await engine.command(INVENTORY)
    await engine.insert(
      'inventory_machine',
      machines
        .filter(({ address }) => isIP(address) !== 0)
        .map(({ name, address, unowned }) => ({ ip: address, name, unowned: unowned ? 1 : 0 })),
    )
    await engine.command(listedMachines(internalCondition('ip', networks)))
  }
  const [row] = await engine.query<{ n: string }>('SELECT count() AS n FROM identity')
  if (Number(row?.n ?? 0) === 0) return false
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

/**
 * SQL of the host behind an address at a time. Where nothing tells who had it, an address stands for itself: only for those that is worked
 * out what they are, and of an address once for all rows of a block that have it.
 */
export function hostExpression(hasLeases: boolean): string {
  const client = 'toLowCardinality(source_ip)'
  const own = `multiIf(${client} != toIPv6('::') AND NOT ${isNamed(client)}, address(source_ip),
    observer_type = 'endpoint', ${computerExpression('source_address')}, ${isNamed(client)}, ${computerExpression('source_address', 'source_address')}, source_address)`
  if (!hasLeases) return own
  return `coalesce(nullIf(dictGetOrDefault('identity_by_time', 'host', tuple(source_ip), time, ''), ''), ${own})`
}

/** How a VPN session's address is called: whose session it was is known, not which computer. */
export const vpnHost = (user: string) => `${user.toLowerCase()} (VPN)`
export const isVpnHost = (host: string) => host.endsWith(' (VPN)')

const CARDS = 'CREATE OR REPLACE TABLE inventory_card (mac String, name String) ENGINE = Memory'

/** DHCP: the card's number tells apart two PCs of one name. A PC that tells the server no name has the one beside its card in the inventory. */
const LEASED = `
  listed AS
  (
    SELECT mac, any(${shortName('inventory_card.name')}) AS known
    FROM inventory_card
    GROUP BY mac
    HAVING uniqExact(lower(inventory_card.name)) = 1
  ),
  assigned AS
  (
    SELECT source_ip AS ip, time, source_mac AS mac, source_name AS name
    FROM lease_event
    WHERE event_action = 'assign'
  ),
  cards AS (SELECT name, uniqExact(mac) AS n FROM assigned WHERE name != '' AND mac != '' GROUP BY name),
  named AS
  (
    SELECT ip, time,
      multiIf(
        name != '', if(cards.n > 1, concat(name, ' (', mac, ')'), name),
        listed.known != '', listed.known,
        mac != '', mac,
        address(ip)) AS host
    FROM assigned
    LEFT JOIN cards USING (name)
    LEFT JOIN listed USING (mac)
  )`

/** An address of the VPN's pool is the user's who signed in, until that session ends or another begins; firewalls write connections when they end. */
const sessions = (inside: string) => `
  signed AS
  (
    SELECT toIPv6OrDefault(event_details) AS source_ip, time, event_action = 'logout' AS ends, concat(lower(user_name), ' (VPN)') AS user
    FROM auth_event
    WHERE network_protocol = 'vpn' AND event_action IN ('login', 'session', 'logout') AND event_outcome != 'failure' AND user_name != ''
  ),
  ordered AS
  (
    SELECT source_ip AS ip, time, ends, user,
      leadInFrame(time, 1, toDateTime64('2100-01-01 00:00:00', 3, 'UTC')) OVER (PARTITION BY source_ip ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS next
    FROM signed
    WHERE source_ip != toIPv6('::') AND ${inside} AND source_ip NOT IN (SELECT ip FROM identity)
  ),
  named AS
  (
    SELECT ip, if(ends, time + INTERVAL ${LATE} SECOND, time) AS time, if(ends, '', user) AS host
    FROM ordered
    WHERE NOT ends OR next > time + INTERVAL ${LATE} SECOND
  )`
const LATE = 300 // a connection's line is written when it ends or times out

/**
 * Devices' names as a firewall knows them, or as they call themselves to a server that they sign in to (by name, or by the machine's own
 * account), or as their own events and the names' server have them, where no lease does: one a day, and none that several addresses bear on
 * one day. A server that writes its own name as the client's tells nothing.
 */
const deviceNames = (inside: string, told: string[]) => `
  WITH
    told AS (${told.join('\n    UNION ALL')}),
    spelled AS (SELECT lower(told.name) AS same, min(told.name) AS name FROM told GROUP BY same)
  SELECT source_ip AS ip, toDate(time) AS day, toDateTime64(toDate(time), 3, 'UTC') AS time, topK(1)(spelled.name)[1] AS name
  FROM told
  INNER JOIN spelled ON spelled.same = lower(told.name)
  WHERE told.name NOT IN ('', source_address) AND ${inside} AND NOT ${inRanges('source_ip', ['127.0.0.0/8', '::1/128'])}
    AND source_ip NOT IN (SELECT ip FROM identity)
  GROUP BY ip, day, time`

/** What tells a device's name, and the tables that it is told in, all of them. */
const TOLD: { by: string[]; sql: string }[] = [
  {
    by: ['flow_event'],
    sql: `
    SELECT source_ip, source_address, time, if(observer_type = 'endpoint', ${shortName('source_name')}, source_name) AS name
    FROM flow_event
    WHERE source_name != ''`,
  },
  {
    by: ['auth_event'],
    sql: `
    SELECT source_ip, source_address, time, source_domain AS name
    FROM auth_event
    WHERE source_domain != '' AND position(source_domain, '.') = 0 AND observer_type IN ('endpoint', 'server')
      AND lower(source_domain) != lower(splitByChar('.', observer_name)[1])
    UNION ALL
    SELECT source_ip, source_address, time, extract(user_name, '^([^@$]+)[$]') AS name
    FROM auth_event
    WHERE position(user_name, '$') > 1 AND observer_type = 'endpoint' AND event_outcome = 'success'`,
  },
  {
    by: ['endpoint_event'],
    sql: `
    SELECT source_ip, source_address, time, ${shortName('host_name')} AS name
    FROM endpoint_event
    WHERE host_name != ''`,
  },
  {
    by: ['dns_event', 'endpoint_event'],
    sql: `
    SELECT arrayJoin(dns_resolved_ip) AS source_ip, '' AS source_address, time, computers.name AS name
    FROM dns_event
    INNER JOIN (SELECT lower(host_name) AS whole, min(${shortName('host_name')}) AS name FROM endpoint_event WHERE position(host_name, '.') > 0 GROUP BY whole) AS computers
      ON computers.whole = dns_question_name`,
  },
]

const INVENTORY = 'CREATE OR REPLACE TABLE inventory_machine (ip IPv6, name String, unowned UInt8) ENGINE = Memory'

/**
 * The inventory's word for an address, where no log tells who had it: a NAS or a server is told by its name, and is one host with the
 * computer that other logs know by name alone. An inventory grows old: a PC's address beside one that was leased is left as it is.
 */
const listedMachines = (inside: string) => `
  INSERT INTO identity
  WITH
    told AS (SELECT lower(${shortName('host')}) FROM identity),
    leased AS (SELECT DISTINCT cutIPv6(source_ip, 8, 1) FROM lease_event)
  SELECT ip, toDateTime64(0, 3, 'UTC'), toDateTime64('2100-01-01 00:00:00', 3, 'UTC'), any(${shortName('name')})
  FROM inventory_machine
  WHERE ${inside} AND lower(${shortName('name')}) NOT IN told
    AND ip NOT IN (SELECT ip FROM identity) AND (unowned = 1 OR cutIPv6(ip, 8, 1) NOT IN leased)
  GROUP BY ip
  HAVING uniqExact(lower(name)) = 1`

/** Kept in a table: the engine works a WITH out again wherever it is named. */
const DEVICE_NAME =
  "CREATE OR REPLACE TABLE device_name (ip IPv6, day Date, time DateTime64(3, 'UTC'), name String) ENGINE = MergeTree ORDER BY (ip, day)"

const NAMED = `
  ambiguous AS (SELECT DISTINCT name FROM (SELECT name FROM device_name GROUP BY name, day HAVING uniqExact(ip) > 1)),
  named AS
  (
    SELECT ip, time, name AS host
    FROM device_name
    WHERE name NOT IN (SELECT name FROM ambiguous) AND lower(name) NOT IN (SELECT lower(host) FROM identity)
  )`

/**
 * From turns (`named`: ip, time, host) to intervals. An address that one host alone held, which never held another, was its own before the
 * first line too: servers keep their leases' logs for a week, other logs go back further. A single line proves nothing.
 */
function intervals(named: string, by: 'leases' | 'sessions' | 'names'): string {
  const before = by === 'sessions' ? 'time' : "if(sole.ip = starts.ip, toDateTime64(0, 3, 'UTC'), time)"
  return `INSERT INTO identity
    WITH ${named},
      turns AS
      (
        SELECT ip, time, host, lagInFrame(host) OVER (PARTITION BY ip ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before
        FROM named
      ),
      starts AS (SELECT ip, time, host FROM turns WHERE host != before),
      held AS (SELECT ip, any(host) AS holder, uniqExact(toDate(time)) AS days FROM named GROUP BY ip HAVING uniqExact(host) = 1),
      moved AS (SELECT host FROM named GROUP BY host HAVING uniqExact(ip) > 1),
      sole AS (SELECT ip FROM held WHERE days >= 2 AND holder NOT IN (SELECT host FROM moved))
    SELECT ip, valid_from, valid_to, host
    FROM
    (
      SELECT starts.ip AS ip, ${before} AS valid_from, host,
        leadInFrame(time, 1, toDateTime64('2100-01-01 00:00:00', 3, 'UTC')) OVER (PARTITION BY starts.ip ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - INTERVAL 1 MILLISECOND AS valid_to
      FROM starts
      LEFT JOIN sole ON sole.ip = starts.ip
    )
    WHERE host != ''`
}
