/**
 * What a vulnerability scanner is, where nobody said that it is one: it asks every host for a dozen services, most of which lead nobody on,
 * and it is an old machine that has nothing to do with the outside, from where an intruder's would be told what to do.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'

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

/** Of these hosts, those that others knew in the logs' first days and that contact nothing outside, in a network whose contacts are logged. */
export async function sequestered({ query }: DetectorContext, hosts: string[]): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const rows = await query<{ host: string }>(SQL, { hosts })
  return new Set(rows.map(({ host }) => host))
}

const NEIGHBOURS = 3 // hosts of its network whose contacts outside are logged
const RANGE = (ip: string) => `tupleElement(IPv6CIDRToRange(${ip}, 120), 1)`

const SQL = `
WITH
  own AS (SELECT DISTINCT host, source_ip AS ip FROM flow WHERE host IN {hosts:Array(String)}),
  (SELECT min(time) FROM inside_contact) AS begins,
  (SELECT least(86400, (toUnixTimestamp(max(time)) - toUnixTimestamp(min(time))) / 4) FROM inside_contact) AS opening,
  logged AS (SELECT ${RANGE('source_ip')} AS range FROM contact GROUP BY range HAVING uniqExact(host) >= ${NEIGHBOURS})
SELECT host
FROM own
WHERE host NOT IN (SELECT host FROM contact) AND ${RANGE('ip')} IN (SELECT range FROM logged)
  AND ip IN (SELECT ip FROM inside_contact WHERE time < begins + toIntervalSecond(opening) AND host NOT IN {hosts:Array(String)})
GROUP BY host`

/** Each is one step. */
export const BROAD: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じ相手に、侵入には使えないものを含む十以上のサービスを尋ねています。脆弱性検査や棚卸しの道具と見られます（侵入者は、入り込めるサービスだけを探します）。',
    en: 'It asks the same hosts for a dozen services, most of which let nobody in, as a vulnerability scanner or inventory does; an intruder asks for those that do.',
  },
}
export const SEQUESTERED: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めからある機器で、外部への通信が一度もありません（同じ網のほかの機器の通信は記録されています）。外から操られてはいないと見られます。',
    en: 'It is a machine that was there when the logs begin, and it never contacts anything outside, which is logged of others in its network: nobody outside seems to command it.',
  },
}
