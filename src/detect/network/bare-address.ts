/** Places that no name tells: a service's many addresses stand side by side and take turns, and few contacts with each look even by chance. */
import type { DetectorContext } from '../detector.ts'
import { BLOCK, type Rhythm } from './rhythm.ts'

export const isBare = ({ destination, addresses }: Rhythm) => addresses.includes(destination)

/**
 * A host that is always on meets hundreds of addresses of large services, each some dozen times: by chance a few of them look even. The fewer
 * contacts, the more even they must be where no name tells the place from its neighbours.
 */
export function chanceOf(pairs: Rhythm[]): (pair: Rhythm) => number {
  const bare = Map.groupBy(pairs.filter(isBare), ({ host }) => host)
  return (pair) =>
    isBare(pair) && (bare.get(pair.host)?.length ?? 0) >= CROWD
      ? (FEW_MARGIN * Math.max(0, MANY - pair.contacts)) / MANY
      : 0
}

const CROWD = 30 // addresses that one host contacts often enough to be measured
const MANY = 40 // contacts
const FEW_MARGIN = 0.16

/**
 * A firewall that names the places of its requests writes the sessions with bare addresses besides: of a service's addresses that take turns
 * some look even by chance. Who reaches an address by name is judged by the name. Names that come and go while the address stays, and that
 * nobody else uses, are made up by a program (DGA): none of them shows the rhythm, and the address is the place.
 */
export async function reachedByName(context: DetectorContext, bare: Rhythm[]): Promise<(pair: Rhythm) => boolean> {
  if (bare.length === 0) return () => false
  const rows = await context.query<{ host: string; address: string; n: string }>(
    `WITH
       named AS
       (
         SELECT host, address(ip) AS address, family, count() AS n, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last
         FROM contact
         WHERE name != '' AND via != 'proxy' AND host IN {hosts:Array(String)} AND ip IN (SELECT toIPv6(arrayJoin({addresses:Array(String)})))
         GROUP BY host, address, family
       ),
       shared AS (SELECT family FROM contact WHERE family IN (SELECT family FROM named) GROUP BY family HAVING uniqExact(host) >= ${OTHERS}),
       among AS
       (
         SELECT *, max(last) OVER (PARTITION BY host, address) - min(first) OVER (PARTITION BY host, address) AS span
         FROM named
       )
     SELECT host, address, sum(n) AS n
     FROM among
     WHERE last - first >= span * ${LASTING} OR family IN (SELECT family FROM shared)
     GROUP BY host, address`,
    { hosts: [...new Set(bare.map(({ host }) => host))], addresses: [...new Set(bare.map((one) => one.destination))] },
  )
  const named = new Map(rows.map(({ host, address, n }) => [`${host} ${address}`, Number(n)]))
  return ({ host, destination, contacts }) => (named.get(`${host} ${destination}`) ?? 0) >= contacts * BY_NAME
}

const LASTING = 0.5 // of the time in which the address is reached by names
const OTHERS = 3 // hosts: two may both be victims
const BY_NAME = 0.5 // of the contacts

/** A service's addresses stand side by side, answer at one port and take turns: who contacts one of them may contact another tomorrow. */
export async function neighboursOf(context: DetectorContext, bare: Rhythm[]): Promise<Map<string, number>> {
  const addresses = [...new Set(bare.map(({ destination }) => destination))]
  if (addresses.length === 0) return new Map()
  const rows = await context.query<{ address: string; hosts: string }>(
    `WITH
       wanted AS (SELECT arrayJoin({addresses:Array(String)}) AS address, ${BLOCK('toIPv6(address)')} AS block),
       beside AS (SELECT address(ip) AS address, ${BLOCK('ip')} AS block, port, host FROM contact WHERE name = '' AND block IN (SELECT block FROM wanted)),
       at_port AS (SELECT address, topK(1)(port)[1] AS port FROM beside WHERE address IN {addresses:Array(String)} GROUP BY address),
       met AS (SELECT block, port, uniqExact(host) AS hosts FROM beside GROUP BY block, port)
     SELECT address, hosts
     FROM wanted
     INNER JOIN at_port USING (address)
     INNER JOIN met USING (block, port)`,
    { addresses },
  )
  return new Map(rows.map((row) => [row.address, Number(row.hosts)]))
}
