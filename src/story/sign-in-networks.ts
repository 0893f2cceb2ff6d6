/**
 * Whose network each address is from which somebody signed in, or tried to: AS number, its name, the country, and what kind of network the list
 * `network` (src/lists/network.txt) says it is. Read only where the logs have sign-ins from outside. The country is what a log says of the
 * address, where one does: services know it of that day, and one address is in one country, whichever log names it.
 */
import type { Lists } from '../lists/index.ts'
import { whoseNetworks } from '../lists/whose-network.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { ANY_LOG, type Present } from './present.ts'

const MOST = 200_000 // addresses: a botnet that knows passwords has fewer

export async function buildSignInNetworks(engine: Engine, lists: Lists, present: Present = ANY_LOG): Promise<void> {
  await makeAnew(
    engine,
    `CREATE OR REPLACE TABLE sign_in_network
     (ip IPv6, as_number UInt32, as_name String, country String, kind String, owner String)
     ENGINE = MergeTree ORDER BY ip`,
    present.has('auth_event'),
  )
  if (!present.has('auth_event')) return
  const rows = await engine.query<{ ip: string }>(
    `SELECT DISTINCT toString(source_ip) AS ip
     FROM auth
     WHERE internal = 0 AND source_ip != toIPv6('::') AND event_outcome != 'failure'
     LIMIT ${MOST}`,
  )
  if (rows.length === 0) return
  // where somebody failed at accounts that are used from outside
  const failed = await engine.query<{ ip: string }>(
    `SELECT DISTINCT toString(source_ip) AS ip
     FROM auth
     WHERE internal = 0 AND source_ip != toIPv6('::') AND event_outcome = 'failure'
       AND account IN (SELECT account FROM auth WHERE internal = 0 AND source_ip != toIPv6('::') AND event_outcome = 'success' AND event_action = 'login')
       AND source_ip NOT IN (SELECT source_ip FROM auth WHERE event_outcome != 'failure')
     LIMIT ${MOST}`,
  )
  rows.push(...failed)
  const located = await engine.query<{ ip: string; told: string }>(
    `SELECT toString(source_ip) AS ip, upper(topK(1)(source_geo_country_iso_code)[1]) AS told
     FROM auth
     WHERE internal = 0 AND source_ip != toIPv6('::') AND match(source_geo_country_iso_code, '^[A-Za-z]{2}$')
     GROUP BY source_ip
     LIMIT ${MOST}`,
  )
  const countries = new Map(located.map(({ ip, told }) => [ip, told]))
  const whose = whoseNetworks(lists)
  await engine.insert(
    'sign_in_network',
    rows.map(({ ip }) => {
      const network = whose(ip)
      return { ip, ...network, country: countries.get(ip) ?? network.country }
    }),
  )
}
