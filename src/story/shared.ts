/**
 * Addresses that stand for clients behind them whose own requests no log shows: a proxy without its log, a NAT, a forwarder. What they
 * contact somebody behind them contacted; who, can't be told. They are looked at as hosts, but never judged as one.
 */
import type { Role } from '../detect/detector.ts'
import type { Engine } from '../store/engine.ts'

const FEW = 2 // clients in one log …
const MANY = 5 // … where another log shows so many: they are hidden behind these
const LINES = 100 // fewer tell nothing
const DOMINANT = 0.8 // of all contacts with the outside, or of all names asked for, come from one address …
const PLACES = 100 // … and there are so many places: more than a person visits in a few days

/** A log in which only one or two clients appear, where another log shows many. */
export interface HidingLog {
  log: 'web' | 'flow' | 'dns'
  addresses: string[]
  /** clients that the most talkative other log shows */
  others: number
}

export async function hidingLogs(engine: Engine): Promise<HidingLog[]> {
  const rows = await engine.query<{ log: HidingLog['log']; clients: string; top: string[]; n: string }>(
    `SELECT log, uniqExact(source_ip) AS clients, topKWeighted(${FEW})(address(source_ip), seen_hour.n) AS top, sum(seen_hour.n) AS n
     FROM seen_hour
     WHERE internal = 1
     GROUP BY log
     ORDER BY log`,
  )
  const others = Math.max(0, ...rows.map((row) => Number(row.clients)))
  if (others < MANY) return []
  return rows
    .filter((row) => Number(row.n) >= LINES && Number(row.clients) <= FEW)
    .map((row) => ({ log: row.log, addresses: row.top, others }))
}

/** Of the addresses that act for others, those whose clients no log shows; and any address that carries nearly everybody's traffic. */
export async function sharedAddresses(engine: Engine, roles: Role[]): Promise<string[]> {
  const proxyLog = (await engine.query("SELECT 1 FROM web WHERE observer_type = 'proxy' LIMIT 1")).length > 0
  const unlogged = roles.filter((one) => (one.role === 'proxy' || one.role === 'gateway') && !proxyLog)
  const hiding = (await hidingLogs(engine)).filter((one) => one.log === 'web').flatMap((one) => one.addresses)
  const dominant = proxyLog ? [] : await dominantAddresses(engine)
  return [...new Set([...unlogged.map((one) => one.address), ...hiding, ...dominant])]
}

/** Through the border, and by the names that it looks up: behind a proxy clients ask for none. */
async function dominantAddresses(engine: Engine): Promise<string[]> {
  const byNames = await engine.query<{ address: string }>(
    `WITH
       asked AS
       (
         SELECT DISTINCT source_ip, known_name.family AS family
         FROM dns
         INNER JOIN known_name ON known_name.name = dns.dns_question_name
         WHERE internal = 1 AND event_type != 'answer' AND position(dns_question_name, '.') > 0
       ),
       (SELECT (uniqExact(family), uniqExact(source_ip)) FROM asked) AS total
     SELECT address(source_ip) AS address
     FROM asked
     GROUP BY source_ip
     HAVING count() >= total.1 * ${DOMINANT} AND total.2 > 1 AND count() >= ${PLACES}`,
  )
  const rows = await engine.query<{ address: string }>(
    `WITH
       talkers AS
       (
         SELECT source_ip, count() AS n, uniqExact(destination_ip) AS places
         FROM flow
         WHERE internal = 1 AND external = 1 AND event_action = 'allowed'
         GROUP BY source_ip
       ),
       (SELECT (sum(n), count()) FROM talkers) AS total
     SELECT address(source_ip) AS address
     FROM talkers
     WHERE n >= total.1 * ${DOMINANT} AND total.2 > 1 AND places >= ${PLACES}
       AND source_ip NOT IN (SELECT source_ip FROM lease_event)`,
  )
  return [...byNames, ...rows].map((row) => row.address)
}
