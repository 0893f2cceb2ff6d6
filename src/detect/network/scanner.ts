/**
 * What a vulnerability scanner is, where nobody said that it is one: it asks every host for a dozen services, most of which lead nobody on, or
 * it has polled devices day and night since the logs begin; and it is an old machine that has nothing to do with the outside, from where an
 * intruder's would be told what to do.
 */

import { isAmong } from '../../store/ranges.ts'
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { logOf, routine } from '../log-span.ts'

const PORTS = 10
const SAME_HOSTS = 0.5 // of the most, on each of these ports
const HARMLESS = 4 // of the ports: mail, web and machines' own; an intruder asks for what lets him in

interface Tried {
  host: string
  port: number
  targets: string
}

/** Of rows of one host: does it ask for so many services? */
export function isBroad(rows: Tried[], spreading: number[]): boolean {
  const most = Math.max(...rows.map(({ targets }) => Number(targets)))
  const ports = rows.filter(({ targets }) => Number(targets) >= most * SAME_HOSTS).map(({ port }) => port)
  return ports.length >= PORTS && ports.filter((port) => !spreading.includes(port)).length >= HARMLESS
}

const POLLED = 3 // devices: a PC asks its printers …
const POLLS = '161, 5666, 6556, 10050' // … by SNMP, but not at night; NRPE, Checkmk, Zabbix
const ALL_HOURS = 0.8 // of the hours in which the log has connections inside
const DAYS = 3

/** Of these hosts, those that poll devices inside in every hour since the logs begin: the monitoring server. */
export async function watching({ query }: DetectorContext, hosts: string[]): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const rows = await query<{ host: string }>(WATCHING, { hosts })
  return new Set(rows.map(({ host }) => host))
}

const WATCHING = `
WITH
  ${logOf('inside_contact')},
  (SELECT uniqExact(toStartOfHour(time)) FROM inside_contact) AS all_hours
SELECT host
FROM flow
WHERE internal = 1 AND external = 0 AND event_action = 'allowed' AND destination_port IN (${POLLS}) AND host IN {hosts:Array(String)}
GROUP BY host
HAVING uniqExact(destination_ip) >= ${POLLED} AND uniqExact(toStartOfHour(time)) >= ${ALL_HOURS} * all_hours
  AND uniqExact(toDate(time)) >= ${DAYS} AND ${routine('toUnixTimestamp(min(time))')} = 1`

const USERS = 3 // hosts: who looks after it; what everybody's documents are scanned to has more

/** Of these hosts, those that the inventory calls a scanner, and that hardly anybody uses. */
export async function declared({ query, roles }: DetectorContext, hosts: string[]): Promise<ReadonlySet<string>> {
  const scanners = roles.addresses('scanner')
  if (hosts.length === 0 || scanners.length === 0) return new Set()
  const rows = await query<{ host: string }>(DECLARED_HOSTS, { hosts, scanners })
  return new Set(rows.map(({ host }) => host))
}

const DECLARED_HOSTS = `
WITH own AS (SELECT DISTINCT host, source_ip AS ip FROM flow WHERE host IN {hosts:Array(String)} AND ${isAmong('source_ip', 'scanners')})
SELECT own.host AS host
FROM own
LEFT JOIN (SELECT ip, uniqExact(host) AS users FROM inside_contact WHERE ip IN (SELECT ip FROM own) GROUP BY ip) AS used USING (ip)
GROUP BY host
HAVING max(users) <= ${USERS}`

/** Of these hosts, those that were there, or that others or the inventory knew, in the logs' first days and that contact nothing outside, in a network whose contacts are logged. */
export async function sequestered({ query, roles }: DetectorContext, hosts: string[]): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const rows = await query<{ host: string }>(SQL, { hosts, scanners: roles.addresses('scanner') })
  return new Set(rows.map(({ host }) => host))
}

const NEIGHBOURS = 3 // hosts of its network whose contacts outside are logged
const RANGE = (ip: string) => `tupleElement(IPv6CIDRToRange(${ip}, 120), 1)`

const SQL = `
WITH
  own AS (SELECT DISTINCT host, source_ip AS ip FROM flow WHERE host IN {hosts:Array(String)}),
  (SELECT min(time) FROM inside_contact) AS begins,
  (SELECT least(86400, (toUnixTimestamp(max(time)) - toUnixTimestamp(min(time))) / 4) FROM inside_contact) AS opening,
  -- the proxy's and the name server's own, too
  outward AS (SELECT host, source_ip FROM contact UNION ALL SELECT host, source_ip FROM flow WHERE internal = 1 AND external = 1),
  logged AS (SELECT ${RANGE('source_ip')} AS range FROM outward GROUP BY range HAVING uniqExact(host) >= ${NEIGHBOURS})
SELECT host
FROM own
WHERE host NOT IN (SELECT host FROM outward) AND ${RANGE('ip')} IN (SELECT range FROM logged)
  AND (${isAmong('ip', 'scanners')} OR ip IN (SELECT ip FROM inside_contact WHERE time < begins + toIntervalSecond(opening) AND host NOT IN {hosts:Array(String)})
    OR host IN (SELECT host FROM flow WHERE host IN {hosts:Array(String)} AND internal = 1 AND external = 0 AND time < begins + toIntervalSecond(opening)))
GROUP BY host`

/** Each is one step. */
export const BROAD: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じ相手に、侵入には使えないものを含む十以上のサービスを尋ねています。脆弱性検査や棚卸しの道具と見られます（侵入者は、入り込めるサービスだけを探します）。',
    en: 'It asks the same hosts for a dozen services, most of which let nobody in, as a vulnerability scanner or inventory does; an intruder asks for those that do.',
  },
}
export const WATCHES: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めから、昼夜を問わず毎時、機器をSNMPなどで見張っている監視サーバです。監視の道具には、棚卸しや検査のための探索の機能があります（予定の有無を確認してください）。',
    en: 'It is a monitoring server: since the logs begin it polls devices by SNMP or the like in every hour, day and night. Such servers also make rounds of discovery or inspection (check that one was planned).',
  },
}
export const DECLARED: Reason = {
  effect: 'weakens',
  text: {
    ja: '台帳に、脆弱性検査の機器とあります（この日時に予定があったか確認してください）。',
    en: 'The inventory calls it a vulnerability scanner (check that a scan was planned at that time).',
  },
}
export const SEQUESTERED: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めから（または台帳に）ある機器で、外部への通信が一度もありません（同じ網のほかの機器の通信は記録されています）。外から操られてはいないと見られます。',
    en: 'It is a machine that was there when the logs begin, or that the inventory lists, and it never contacts anything outside, which is logged of others in its network: nobody outside seems to command it.',
  },
}
