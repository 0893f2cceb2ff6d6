/**
 * Networks apart: guests', pupils', private telephones'. Many browse there, nobody ever contacts anything inside, and no account of ours
 * is used from there, while of other networks the same logs show both. What runs on such a device reaches nothing of the organisation.
 */
import type { Sign } from '../detect/detector.ts'
import { weakened } from '../detect/grade.ts'
import { BROWSED } from '../detect/network/browsing.ts'
import { BLOCK } from '../detect/network/rhythm.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { Present } from './present.ts'

const HOSTS = 10 // fewer may be chance
const BROWSING = 0.3 // of the hosts: cameras and printers contact nothing inside either
const USUAL = 0.5 // of the hosts of other networks contact something inside, and have a user
const SERVICES = '53, 67, 68, 123' // of the network itself: names, addresses, time

/** Hosts that were seen in such networks only. */
export async function hostsApart(engine: Engine, present: Present): Promise<ReadonlySet<string>> {
  if (!present.has('flow_event')) return new Set()
  const rows = await engine.query<{ host: string }>(SQL)
  return new Set(rows.map(({ host }) => host))
}

const SQL = `
WITH
  ${BROWSED()},
  user_address AS (SELECT DISTINCT source_ip FROM auth WHERE event_action = 'login' AND event_outcome = 'success' AND internal = 1),
  lived AS
  (
    SELECT ${BLOCK('source_ip')} AS network, host,
      max(external = 0 AND destination_ip != toIPv6('::') AND destination_port NOT IN (${SERVICES})) AS inside,
      max(user_name != '' OR source_ip IN (SELECT source_ip FROM user_address)) AS used
    FROM flow
    WHERE internal = 1
    GROUP BY network, host
  ),
  -- each host of a network, with what is known of the whole: to read the log again for that takes longer
  neighbour AS
  (
    SELECT host, inside, used, count() OVER its AS hosts, sum(inside) OVER its AS inside_hosts, sum(used) OVER its AS used_hosts,
      countIf(host IN (SELECT host FROM browsed)) OVER its AS browsing, inside_hosts > 0 OR used_hosts > 0 AS ours
    FROM lived
    WINDOW its AS (PARTITION BY network)
  ),
  compared AS
  (
    SELECT *, countIf(ours AND browsing >= ${BROWSING} * hosts) OVER () AS our_hosts, sumIf(inside, ours) OVER () AS ours_inside, sumIf(used, ours) OVER () AS ours_used
    FROM neighbour
  )
SELECT host
FROM compared
GROUP BY host
HAVING countIf(NOT (hosts >= ${HOSTS} AND inside_hosts = 0 AND used_hosts = 0 AND browsing >= ${BROWSING} * hosts
  AND our_hosts >= ${HOSTS} AND ours_inside >= ${USUAL} * our_hosts AND ours_used >= ${USUAL} * our_hosts)) = 0`

/** One step off what is said of such hosts alone. */
export function ofApart(sign: Sign, apart: ReadonlySet<string>): Sign {
  if (sign.hosts.length === 0 || !sign.hosts.every((host) => apart.has(host))) return sign
  return { ...sign, ...weakened(sign, APART) }
}

const APART: Text = {
  ja: 'この端末の網からは、組織内のどこへも通信がなく、組織のアカウントの利用もありません（ほかの網には両方があります）。来客・児童生徒・私物の網と見られ、この端末に何があっても組織の内部には届きません。',
  en: 'From this host’s network nothing inside is ever contacted, and no account of the organisation is used (from others both are seen): it looks like a network for guests, pupils or private devices, from where nothing inside is in reach.',
}
