/** Proxies, told by what they fetch and look up for others. */
import type { Engine } from '../store/engine.ts'

export const PROXY_USERS = 10 // fewer don't tell that going through the proxy is the rule here
const MANY_PLACES = 50 // a server's updates and partners are fewer
const SOME_NAMES = 0.1 // of the names in the proxy log: a log of look-ups that begins later, or a cache, has fewer …
const NOTHING_ELSE = 0.9 // … but a proxy asks for hardly anything else
const PEER_SHARE = 0.3 // of the addresses that the proxy log names as fetched, seen from one source at the border

export async function proxiesByPeers(engine: Engine) {
  return await engine.query<{ address: string; n: string; of: string }>(
    `WITH
       peers AS (SELECT DISTINCT destination_ip FROM web WHERE observer_type = 'proxy' AND external = 1),
       (SELECT count() FROM peers) AS total
     SELECT address(source_ip) AS address, uniqExact(destination_ip) AS n, total AS of
     FROM flow
     WHERE internal = 1
       AND destination_ip IN (SELECT destination_ip FROM peers)
       AND destination_port IN (80, 443)
     GROUP BY source_ip
     HAVING total >= 20 AND n >= total * {share:Float64}
     ORDER BY n DESC
     LIMIT 4`,
    { share: PEER_SHARE },
  )
}

/** Clients of the proxy: whoever is none of them may be the proxy. */
const PROXIED = "(SELECT source_ip FROM web WHERE internal = 1 AND observer_type = 'proxy')"

/** Many proxies don't log the address they fetched from: then the one that fetches as much as all clients ask for is the proxy. */
export async function proxiesByVolume(engine: Engine) {
  return await engine.query<{ address: string; n: string; of: string }>(
    `WITH (SELECT (uniqExact(url_domain), uniqExact(source_ip)) FROM web WHERE internal = 1 AND observer_type = 'proxy') AS proxied
     SELECT address(source_ip) AS address, uniqExact(destination_ip) AS n, proxied.1 AS of
     FROM flow
     WHERE internal = 1 AND external = 1 AND event_action = 'allowed' AND destination_port IN (80, 443) AND source_ip NOT IN ${PROXIED}
     GROUP BY source_ip
     HAVING proxied.2 >= {users:UInt32} AND n >= ${MANY_PLACES} AND n >= of * {share:Float64}
     ORDER BY n DESC
     LIMIT 4`,
    { users: PROXY_USERS, share: PEER_SHARE },
  )
}

export async function proxiesByNames(engine: Engine) {
  return await engine.query<{ address: string; n: string; of: string }>(
    `WITH
       names AS (SELECT DISTINCT url_domain FROM web WHERE internal = 1 AND observer_type = 'proxy'),
       (SELECT count() FROM names) AS total
     SELECT address(source_ip) AS address, countIf(name IN (SELECT url_domain FROM names)) AS n, total AS of
     FROM looked_up
     WHERE internal = 1 AND source_ip NOT IN ${PROXIED}
     GROUP BY source_ip
     HAVING total >= ${MANY_PLACES}
       AND (n >= total * {share:Float64} OR (n >= total * ${SOME_NAMES} AND n >= count() * ${NOTHING_ELSE}))
     ORDER BY n DESC
     LIMIT 4`,
    { share: PEER_SHARE },
  )
}
